/* Open addressing, at most half full. */
#include "stmt_map.h"

#include "db_impl.h"

#include <stdlib.h>

static size_t stmt_slot(const struct stmt_map *m, const struct stmt *s)
{
	size_t i = (size_t)(((uintptr_t)s >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (m->cap - 1);
	while (m->key[i] != NULL && m->key[i] != s)
		i = (i + 1) & (m->cap - 1);
	return i;
}

void *stmt_map_get(const struct stmt_map *m, const struct stmt *s)
{
	return m->cap == 0 ? NULL : m->value[stmt_slot(m, s)];
}

void stmt_map_put(struct stmt_map *m, const struct stmt *s, void *value)
{
	if (2 * (m->n + 1) > m->cap) {
		size_t cap = m->cap == 0 ? 128 : m->cap * 2;
		struct stmt_map big = {.key = db_alloc(cap, sizeof *big.key), .value = db_alloc(cap, sizeof *big.value),
		                       .cap = cap, .n = m->n};
		for (size_t i = 0; i < m->cap; i++) {
			if (m->key[i] == NULL)
				continue;
			size_t at = stmt_slot(&big, m->key[i]);
			big.key[at] = m->key[i];
			big.value[at] = m->value[i];
		}
		stmt_map_free(m, NULL);
		*m = big;
	}
	size_t at = stmt_slot(m, s);
	m->n += m->key[at] == NULL;
	m->key[at] = s;
	m->value[at] = value;
}

void stmt_map_free(struct stmt_map *m, void (*fn)(void *))
{
	for (size_t i = 0; fn != NULL && i < m->cap; i++)
		if (m->key[i] != NULL)
			fn(m->value[i]);
	free(m->key);
	free(m->value);
	*m = (struct stmt_map){0};
}
