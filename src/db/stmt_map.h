/* From a statement's address to what a connection keeps of it. */
#ifndef TN_STMT_MAP_H
#define TN_STMT_MAP_H

#include "db.h"

struct stmt_map {
	const struct stmt **key;
	void **value; /* what the back end keeps; it frees them by stmt_map_free */
	size_t cap, n;
};
void *stmt_map_get(const struct stmt_map *m, const struct stmt *s);
void stmt_map_put(struct stmt_map *m, const struct stmt *s, void *value);
void stmt_map_free(struct stmt_map *m, void (*fn)(void *));

#endif
