#include "disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { DEPTH_MAX = 8, UUID_MAX = 200 };

/* Device mapper says in its uuid who made the device: CRYPT-LUKS2-... for cryptsetup. */
static bool made_by_crypt(struct arena *a, const char *device)
{
	char uuid[UUID_MAX];
	int fd = open(str_printf(a, "%s/dm/uuid", device).p, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, uuid, sizeof uuid);
	if (fd >= 0)
		close(fd);
	return n > 0 && str_starts((struct str){uuid, (size_t)n}, S("CRYPT-"));
}

/* This device, or one that it is made of. */
static bool crypt_below(struct arena *a, const char *device, int depth)
{
	if (made_by_crypt(a, device))
		return true;
	DIR *slaves = depth == 0 ? NULL : opendir(str_printf(a, "%s/slaves", device).p);
	bool found = false;
	for (const struct dirent *d; slaves != NULL && !found && (d = readdir(slaves)) != NULL;)
		if (d->d_name[0] != '.')
			found = crypt_below(a, str_printf(a, "%s/slaves/%s", device, d->d_name).p, depth - 1);
	if (slaves != NULL)
		closedir(slaves);
	return found;
}

enum disk_kind disk_encryption(struct arena *a, const char *path)
{
	struct stat st;
	struct statfs fs;
	if (stat(path, &st) != 0 || statfs(path, &fs) != 0)
		return DISK_UNKNOWN;
	if (fs.f_type == TMPFS_MAGIC || fs.f_type == RAMFS_MAGIC)
		return DISK_IN_MEMORY;
	const char *device = str_printf(a, "/sys/dev/block/%u:%u", major(st.st_dev), minor(st.st_dev)).p;
	return crypt_below(a, device, DEPTH_MAX) ? DISK_ENCRYPTED : DISK_UNKNOWN;
}
