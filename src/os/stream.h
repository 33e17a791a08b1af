/* Files too large for memory: written from the front to the end, or read so. And folders that work is done in. */
#ifndef TN_STREAM_H
#define TN_STREAM_H

#include "str.h"

/* A new file, or one that is read. */
struct stream {
	int fd;
	const char *path, *part; /* part: where it stands while it is written */
	int64_t bytes;           /* that went through */
};

/* Begins a new file: mode 0600, under another name beside it until stream_end. ERR_CONFLICT when `path` is there. */
enum err stream_create(struct stream *s, struct arena *a, const char *path) MUST_CHECK;
enum err stream_write(struct stream *s, const void *p, size_t n) MUST_CHECK;
/* Makes it durable and gives it its name, unless another took that name: ERR_CONFLICT. On an error nothing is left. */
enum err stream_end(struct stream *s) MUST_CHECK;
/* Takes away what was written. */
void stream_drop(struct stream *s);

/* Opens a regular file from its beginning. */
enum err stream_open(struct stream *s, const char *path) MUST_CHECK;
/* Reads `n` bytes, or fewer at the end of the file. */
enum err stream_read(struct stream *s, void *p, size_t n, size_t *got) MUST_CHECK;
void stream_close(struct stream *s);

/* A folder of our own below `in`, mode 0700, with a name that nobody has; NULL when it cannot be made. */
const char *dir_temporary(struct arena *a, const char *in);
/* Is there nothing in it? ERR_NOT_FOUND when there is no such folder. */
enum err dir_is_empty(const char *path, bool *empty) MUST_CHECK;
/* Takes away a file, or a folder with all that is in it; what is not there is no error. Links are not followed. */
enum err tree_remove(const char *path) MUST_CHECK;
/* Gives a file or folder another name on the same disk, where nothing stands yet (ERR_CONFLICT), durably. */
enum err path_move(const char *from, const char *to) MUST_CHECK;
/* Makes what was written to the files of a folder, and their names, durable. */
enum err dir_sync(const char *path) MUST_CHECK;

#endif
