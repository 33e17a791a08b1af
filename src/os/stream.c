#include "stream.h"

#include "file.h"
#include "rand.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_OPEN = 16 };

static enum err sync_path(const char *path, int flags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | flags);
	if (fd < 0)
		return err_from_errno(errno);
	enum err e = fsync(fd) == 0 ? OK : err_from_errno(errno);
	close(fd);
	return e;
}

static enum err sync_folder_of(struct str path)
{
	char folder[PATH_MAX];
	size_t n = path.n;
	while (n > 0 && path.p[n - 1] != '/')
		n--;
	if (n >= sizeof folder)
		return ERR_TOO_BIG;
	snprintf(folder, sizeof folder, "%.*s", n == 0 ? 1 : (int)n, n == 0 ? "." : path.p);
	return sync_path(folder, O_DIRECTORY);
}

enum err stream_create(struct stream *s, struct arena *a, const char *path)
{
	struct stat st;
	uint64_t random;
	rand_bytes(&random, sizeof random);
	*s = (struct stream){.fd = -1, .path = path};
	if (lstat(path, &st) == 0)
		return ERR_CONFLICT;
	s->part = str_printf(a, "%s.%016llx.part", path, (unsigned long long)random).p;
	s->fd = open(s->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	return s->fd >= 0 ? OK : err_from_errno(errno);
}

enum err stream_write(struct stream *s, const void *p, size_t n)
{
	for (const char *at = p; n > 0;) {
		ssize_t put = write(s->fd, at, n);
		if (put < 0 && errno != EINTR)
			return err_from_errno(errno);
		if (put <= 0)
			continue;
		at += put;
		n -= (size_t)put;
		s->bytes += put;
	}
	return OK;
}

/* A file system that cannot refuse to overwrite is asked beforehand. */
static enum err move_new(const char *from, const char *to)
{
	struct stat st;
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return OK;
	if (errno != EINVAL && errno != ENOSYS)
		return err_from_errno(errno == ENOTEMPTY ? EEXIST : errno);
	if (lstat(to, &st) == 0)
		return ERR_CONFLICT;
	return rename(from, to) == 0 ? OK : err_from_errno(errno);
}

enum err stream_end(struct stream *s)
{
	enum err e = fsync(s->fd) == 0 ? OK : err_from_errno(errno);
	if (close(s->fd) != 0 && e == OK)
		e = err_from_errno(errno);
	s->fd = -1;
	if (e == OK)
		e = move_new(s->part, s->path);
	if (e != OK)
		unlink(s->part);
	return e == OK ? sync_folder_of(str_from(s->path)) : e;
}

void stream_drop(struct stream *s)
{
	if (s->fd < 0)
		return;
	close(s->fd);
	s->fd = -1;
	unlink(s->part);
}

enum err stream_open(struct stream *s, const char *path)
{
	struct stat st;
	*s = (struct stream){.path = path};
	s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (s->fd < 0)
		return err_from_errno(errno);
	if (fstat(s->fd, &st) == 0 && S_ISREG(st.st_mode))
		return OK;
	stream_close(s);
	return ERR_INVALID;
}

enum err stream_read(struct stream *s, void *p, size_t n, size_t *got)
{
	*got = 0;
	while (*got < n) {
		ssize_t r = read(s->fd, (char *)p + *got, n - *got);
		if (r < 0 && errno != EINTR)
			return err_from_errno(errno);
		if (r == 0)
			break;
		if (r > 0)
			*got += (size_t)r;
	}
	s->bytes += (int64_t)*got;
	return OK;
}

void stream_close(struct stream *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}

const char *dir_temporary(struct arena *a, const char *in)
{
	char path[PATH_MAX];
	int n = snprintf(path, sizeof path, "%s/thuisnabij-XXXXXX", in);
	if (n < 0 || (size_t)n >= sizeof path || mkdtemp(path) == NULL)
		return NULL;
	return str_copy(a, str_from(path)).p;
}

enum err dir_is_empty(const char *path, bool *empty)
{
	DIR *dir = opendir(path);
	if (dir == NULL)
		return err_from_errno(errno);
	*empty = true;
	for (struct dirent *d; *empty && (d = readdir(dir)) != NULL;)
		*empty = strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0;
	closedir(dir);
	return OK;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

enum err tree_remove(const char *path)
{
	if (nftw(path, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
		return OK;
	return err_from_errno(errno);
}

enum err path_move(const char *from, const char *to)
{
	enum err e = move_new(from, to);
	return e == OK ? sync_folder_of(str_from(to)) : e;
}

enum err dir_sync(const char *path)
{
	char file[PATH_MAX];
	enum err e = OK;
	DIR *dir = opendir(path);
	if (dir == NULL)
		return err_from_errno(errno);
	for (struct dirent *d; e == OK && (d = readdir(dir)) != NULL;) {
		int n = snprintf(file, sizeof file, "%s/%s", path, d->d_name);
		if (d->d_type == DT_REG)
			e = n > 0 && (size_t)n < sizeof file ? sync_path(file, 0) : ERR_TOO_BIG;
	}
	closedir(dir);
	return e == OK ? sync_path(path, O_DIRECTORY) : e;
}
