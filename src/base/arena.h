/* Memory whose life is that of a thing (a request, a job, a command): allocate from it, let go of it all at once. */
#ifndef TN_ARENA_H
#define TN_ARENA_H

#include "err.h"

#include <stddef.h>

struct arena;

/* A new arena that will hold at most `max` bytes; asking for more is a BUG (the request ends, not the server). */
struct arena *arena_new(size_t max);
void arena_free(struct arena *a);
/* Runs the callbacks of arena_on_reset (last first) and forgets everything but the first block. */
void arena_reset(struct arena *a);
/* Calls fn(ptr) at reset or free: for statements, connections, temporary files. */
void arena_on_reset(struct arena *a, void (*fn)(void *), void *ptr);

/* Zeroed memory, aligned for any type, owned by the arena; never NULL. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((malloc, returns_nonnull));
/* count * size with an overflow check. */
void *arena_array(struct arena *a, size_t count, size_t size) __attribute__((malloc, returns_nonnull));
#define ARENA_NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_array((a), (n), sizeof(T)))

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

#endif
