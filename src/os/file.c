#include "file.h"

#include "rand.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum err err_from_errno(int e)
{
	switch (e) {
	case 0:
		return OK;
	case ENOENT:
	case ENOTDIR:
		return ERR_NOT_FOUND;
	case EACCES:
	case EPERM:
	case EROFS:
		return ERR_DENIED;
	case EEXIST:
		return ERR_CONFLICT;
	case ENOSPC:
	case EDQUOT:
		return ERR_FULL;
	case EAGAIN:
		return ERR_BUSY;
	case EPIPE:
	case ECONNRESET:
	case ECONNREFUSED:
		return ERR_DOWN;
	default:
		return ERR_IO;
	}
}

static enum err read_all(struct arena *a, int fd, size_t max, struct str *out)
{
	struct stat st;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return ERR_IO;
	if ((uintmax_t)st.st_size > max)
		return ERR_TOO_BIG;
	size_t size = (size_t)st.st_size, n = 0;
	char *p = arena_alloc(a, size + 1);
	while (n < size) {
		ssize_t got = read(fd, p + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_from_errno(errno);
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*out = (struct str){p, n};
	return OK;
}

enum err file_read(struct arena *a, const char *path, size_t max, struct str *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return err_from_errno(errno);
	enum err e = read_all(a, fd, max, out);
	close(fd);
	return e;
}

static enum err sync_folder(const char *path)
{
	char folder[PATH_MAX];
	const char *slash = strrchr(path, '/');
	size_t n = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
	if (n >= sizeof folder)
		return ERR_TOO_BIG;
	memcpy(folder, path, n);
	folder[n] = '\0';
	int fd = open(n == 0 ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_from_errno(errno);
	enum err e = fsync(fd) == 0 ? OK : err_from_errno(errno);
	close(fd);
	return e;
}

enum err file_remove(const char *path)
{
	return unlink(path) == 0 ? sync_folder(path) : err_from_errno(errno);
}

enum err file_replace(const char *from, const char *to)
{
	return rename(from, to) == 0 ? sync_folder(to) : err_from_errno(errno);
}

/* Writes and syncs a file that must not exist; what could not be finished is taken away again. */
static enum err write_new(const char *path, struct str content)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_from_errno(errno);
	enum err e = OK;
	for (size_t n = 0; e == OK && n < content.n;) {
		ssize_t put = write(fd, content.p + n, content.n - n);
		if (put >= 0)
			n += (size_t)put;
		else if (errno != EINTR)
			e = err_from_errno(errno);
	}
	if (e == OK && fsync(fd) != 0)
		e = err_from_errno(errno);
	if (close(fd) != 0 && e == OK)
		e = err_from_errno(errno);
	if (e != OK)
		unlink(path);
	return e;
}

enum err file_open_log(const char *path, int *fd)
{
	*fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_DSYNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	return *fd >= 0 ? OK : err_from_errno(errno);
}

enum err file_append(int fd, struct str text)
{
	while (text.n > 0) {
		ssize_t put = write(fd, text.p, text.n);
		if (put < 0 && errno != EINTR)
			return err_from_errno(errno);
		if (put > 0)
			text = (struct str){text.p + put, text.n - (size_t)put};
	}
	return OK;
}

enum err file_create(const char *path, struct str content)
{
	enum err e = write_new(path, content);
	return e == OK ? sync_folder(path) : e;
}

enum err file_write(const char *path, struct str content)
{
	char temporary[PATH_MAX];
	uint64_t random;
	rand_bytes(&random, sizeof random);
	int n = snprintf(temporary, sizeof temporary, "%s.%016llx", path, (unsigned long long)random);
	if (n < 0 || (size_t)n >= sizeof temporary)
		return ERR_TOO_BIG;
	enum err e = write_new(temporary, content);
	if (e != OK)
		return e;
	if (rename(temporary, path) != 0) {
		e = err_from_errno(errno);
		unlink(temporary);
		return e;
	}
	return sync_folder(path);
}

enum err dir_make(const char *path)
{
	char part[PATH_MAX];
	size_t n = strlen(path);
	if (n == 0 || n >= sizeof part)
		return ERR_INVALID;
	for (size_t i = 1; i <= n; i++) {
		if (i < n && path[i] != '/')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST)
			return err_from_errno(errno);
	}
	struct file_facts facts;
	return file_facts(path, &facts) && facts.is_dir ? OK : ERR_CONFLICT;
}

enum err file_lock(const char *path, int *fd)
{
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*fd < 0)
		return err_from_errno(errno);
	if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
		return OK;
	enum err e = errno == EWOULDBLOCK ? ERR_BUSY : err_from_errno(errno);
	close(*fd);
	*fd = -1;
	return e;
}

bool file_facts(const char *path, struct file_facts *out)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return false;
	*out = (struct file_facts){.mode = st.st_mode & 0777u, .owner = st.st_uid, .is_dir = S_ISDIR(st.st_mode),
	                           .bytes = st.st_size};
	return true;
}

static int64_t blocks(fsblkcnt_t n, unsigned long size)
{
	uint64_t bytes;
	bool most = __builtin_mul_overflow((uint64_t)n, (uint64_t)size, &bytes) || bytes > INT64_MAX;
	return most ? INT64_MAX : (int64_t)bytes;
}

int64_t disk_free(const char *path)
{
	struct statvfs s;
	return statvfs(path, &s) == 0 ? blocks(s.f_bavail, s.f_frsize) : -1;
}

enum err disk_room(int fd, int64_t *left, int64_t *size)
{
	struct statvfs s;
	if (fstatvfs(fd, &s) != 0)
		return ERR_IO;
	*left = blocks(s.f_bavail, s.f_frsize);
	*size = blocks(s.f_blocks, s.f_frsize);
	return OK;
}

struct str path_real(struct arena *a, const char *path)
{
	char real[PATH_MAX];
	return realpath(path, real) == NULL ? (struct str){0} : str_copy(a, str_from(real));
}

bool path_below(struct str path, struct str dir)
{
	if (str_is(dir, "/"))
		return true;
	return str_starts(path, dir) && (path.n == dir.n || path.p[dir.n] == '/');
}

struct str path_folder(struct arena *a, struct str path)
{
	size_t n = path.n;
	while (n > 0 && path.p[n - 1] != '/')
		n--;
	if (n == 0)
		return str_copy(a, S("."));
	return str_copy(a, n == 1 ? S("/") : (struct str){path.p, n - 1});
}
