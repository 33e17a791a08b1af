#include "arena.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#ifdef WITH_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { FIRST_BLOCK = 64 * 1024, ALIGN = _Alignof(max_align_t) };

struct block {
	struct block *older;
	size_t size, used;
	_Alignas(max_align_t) char bytes[];
};

struct callback {
	struct callback *older;
	void (*fn)(void *);
	void *ptr;
};

struct arena {
	struct block *newest;
	struct callback *callbacks;
	size_t used, max;
};

static struct block *block_new(size_t size, struct block *older)
{
	struct block *b = malloc(sizeof *b + size);
	if (b == NULL)
		abort(); /* sizes are bounded at the edges; a machine without memory is restarted */
	b->older = older;
	b->size = size;
	b->used = 0;
	POISON(b->bytes, size);
	return b;
}

struct arena *arena_new(size_t max)
{
	struct arena *a = calloc(1, sizeof *a);
	if (a == NULL)
		abort();
	a->max = max;
	a->newest = block_new(FIRST_BLOCK, NULL);
	return a;
}

void arena_reset(struct arena *a)
{
	while (a->callbacks != NULL) {
		struct callback *c = a->callbacks;
		a->callbacks = c->older;
		c->fn(c->ptr);
	}
	while (a->newest->older != NULL) {
		struct block *b = a->newest;
		a->newest = b->older;
		UNPOISON(b->bytes, b->size);
		free(b);
	}
	a->newest->used = 0;
	POISON(a->newest->bytes, a->newest->size);
	a->used = 0;
}

void arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_reset(a);
	UNPOISON(a->newest->bytes, a->newest->size);
	free(a->newest);
	free(a);
}

void *arena_alloc(struct arena *a, size_t size)
{
	if (size > a->max || a->used > a->max - size)
		BUG("arena limit of %zu bytes passed", a->max);
	size_t step = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (step == 0)
		step = ALIGN;
	struct block *b = a->newest;
	if (b->size - b->used < step) {
		size_t next = b->size * 2 > step ? b->size * 2 : step;
		b = a->newest = block_new(next, b);
	}
	void *p = b->bytes + b->used;
	b->used += step;
	a->used += size;
	UNPOISON(p, size);
	memset(p, 0, size);
	return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total))
		BUG("array of %zu times %zu bytes", count, size);
	return arena_alloc(a, total);
}

void arena_on_reset(struct arena *a, void (*fn)(void *), void *ptr)
{
	struct callback *c = ARENA_NEW(a, struct callback);
	*c = (struct callback){.older = a->callbacks, .fn = fn, .ptr = ptr};
	a->callbacks = c;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}
