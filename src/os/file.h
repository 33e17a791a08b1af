/* Small files and folders: the settings, the master key, the lock. Databases are not opened here. */
#ifndef TN_FILE_H
#define TN_FILE_H

#include "str.h"

/* The whole of a regular file of at most `max` bytes. ERR_NOT_FOUND, ERR_DENIED, ERR_TOO_BIG or ERR_IO. */
enum err file_read(struct arena *a, const char *path, size_t max, struct str *out) MUST_CHECK;

/* Replaces `path` so that after a crash either the old or the new content is there: a temporary file beside it
 * (mode 0600), fsync, rename, fsync of the folder. ERR_FULL when there is no room; the old file then stands. */
enum err file_write(const char *path, struct str content) MUST_CHECK;

/* Makes a file that may not exist yet: ERR_CONFLICT when it does. Mode 0600, durable when it returns OK. */
enum err file_create(const char *path, struct str content) MUST_CHECK;

/* Takes a file away for good; ERR_NOT_FOUND when there is none. */
enum err file_remove(const char *path) MUST_CHECK;

/* Puts `from` in the place of `to`, in the same folder: after a crash one or the other is there. */
enum err file_replace(const char *from, const char *to) MUST_CHECK;

/* Opens a log for adding at the end, made with mode 0600 when missing. Also where fsync may not be called later on:
 * file_append returns when what it wrote is durable. */
enum err file_open_log(const char *path, int *fd) MUST_CHECK;
enum err file_append(int fd, struct str text) MUST_CHECK;

/* Makes the folder with mode 0700, and those above it that are missing; a folder that is there is left as it is. */
enum err dir_make(const char *path) MUST_CHECK;

/* An exclusive lock on `path`, made when missing; it lasts until *fd is closed or the process ends. ERR_BUSY when
 * another process holds it. */
enum err file_lock(const char *path, int *fd) MUST_CHECK;

/* The permission bits, owner and size of a file or folder; false when it is not there. */
struct file_facts {
	unsigned mode; /* 0777 bits */
	unsigned owner;
	bool is_dir;
	int64_t bytes;
};
bool file_facts(const char *path, struct file_facts *out) MUST_CHECK;

/* Bytes free for an ordinary user on the file system of `path`; -1 when that cannot be told. */
int64_t disk_free(const char *path);
/* The same of an open file, and the size of that file system, where no path can be asked any more: in a box. */
enum err disk_room(int fd, int64_t *left, int64_t *size) MUST_CHECK;

/* The absolute path without links; empty when it does not exist. */
struct str path_real(struct arena *a, const char *path);
/* Does `path` stand in folder `dir` or below it, or is it that folder? Both absolute and without links. */
bool path_below(struct str path, struct str dir);
/* The part before the last slash: "/" or "." when there is none. */
struct str path_folder(struct arena *a, struct str path);

/* errno of a failed file call in our words. */
enum err err_from_errno(int e);

#endif
