/* Tries forbidden calls inside the real box of each duty, looks at the living processes, and kills them. Prints a
 * table; the last line is "N passed, N failed".
 *
 *     forbidden_calls PROGRAM [FILTER]
 *
 * PROGRAM is a test build of thuisnabij (its hidden command box-probe makes the calls); with FILTER only the lines that
 * contain it are run. */
#include "trial.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void remove_tree(const char *path)
{
	char inner[512];
	DIR *d = opendir(path);
	for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
		if (unlink(inner) != 0)
			remove_tree(inner);
	}
	if (d != NULL)
		closedir(d);
	rmdir(path);
}

int main(int argc, char **argv)
{
	char folder[] = "/tmp/thuisnabij-boxes-XXXXXX", data[64], out[64], there[80];
	if (argc < 2 || mkdtemp(folder) == NULL) {
		fprintf(stderr, "forbidden_calls PROGRAM [FILTER]\n");
		return 2;
	}
	trial.program = argv[1];
	trial.filter = argc > 2 ? argv[2] : NULL;
	snprintf(data, sizeof data, "%s/data", folder);
	snprintf(out, sizeof out, "%s/outside", folder);
	snprintf(there, sizeof there, "%s/there", out);
	trial.data = data;
	trial.outside = out;
	trial.folder = folder;
	int fd = mkdir(out, 0700) == 0 ? open(there, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
	if (fd < 0 || write(fd, "there", 5) != 5)
		return 2;
	close(fd);
	live();
	live_as_nobody();
	live_without_landlock();
	const char *made[] = {"--data", data, "migrate", NULL};
	char key[96];
	snprintf(key, sizeof key, "%s/keys/master.key", data);
	if (run(made) != 0)
		verdict(false, "migrate makes a data folder", "it does not");
	fd = open(key, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, "0123456789abcdef0123456789abcdef", 32) != 32)
		return 2;
	close(fd);
	try_calls();
	call_is_named();
	struct stat st;
	bool same = stat(there, &st) == 0 && st.st_size == 5 && (st.st_mode & 0777) == 0600;
	verdict(same, "nothing outside was touched", "as it was");
	remove_tree(folder);
	printf("%u passed, %u failed\n", trial.passed, trial.failed);
	return trial.failed == 0 ? 0 : 1;
}
