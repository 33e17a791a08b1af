/* Two children of one school, on SQLite or PostgreSQL: for tests that try to use what is of the one for the other. */
#ifndef TN_TWO_CHILDREN_H
#define TN_TWO_CHILDREN_H

#include "rights_world.h"

struct t {
	struct rights_world w;
	int64_t route, other;
};

static inline int make(void **state, bool pg)
{
	struct t *t = calloc(1, sizeof *t);
	*state = t;
	rights_world_make(&t->w, pg, 1024);
	int64_t school = world_org(&t->w, ORG_SCHOOL);
	t->route = world_route(&t->w, school, "Janna", "Een", 20000);
	t->other = world_route(&t->w, school, "Jelle", "Twee", 20000);
	return 0;
}

static inline int on_sqlite(void **state)
{
	return make(state, false);
}

static inline int on_postgres(void **state)
{
	return make(state, true);
}

static inline int teardown(void **state)
{
	struct t *t = *state;
	rights_world_free(&t->w);
	free(t);
	return 0;
}

/* A test on both. */
#define BOTH(f) cmocka_unit_test_setup_teardown(f, on_sqlite, teardown), \
		cmocka_unit_test_setup_teardown(f, on_postgres, teardown)

#endif
