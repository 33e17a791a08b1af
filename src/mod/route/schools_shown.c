#include "schools_shown.h"

#include "along.h"

/* A child before it goes to school is at a preschool. */
static const struct stmt stmt_names = {
	"SELECT id, name FROM organisation WHERE region = $1 AND kind IN ('school', 'preschool', 'provision')"
	" ORDER BY name_key, id LIMIT 1000", "i", "it"};

void schools_ask(struct req *req, struct schools *s)
{
	*s = (struct schools){.asked = stmt_ask(&req->act, &stmt_names, DB_ARGS(val_int(req->viewer->region)))};
}

enum err schools_take(struct req *req, struct schools *s)
{
	return stmt_take(&req->act, s->asked, &s->names);
}

/* 0 as well where the place is not shown to this reader (field.h, hides). */
static int64_t school_of(const struct seen *child)
{
	return child->row.rec == NULL ? 0 : row_int(&child->row, &route_fields[ROUTE_SCHOOL]);
}

void schools_add(struct schools *s, const struct seen *children, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		int64_t at = school_of(&children[i]);
		if (s->first == 0)
			s->first = at;
		s->several |= at != 0 && at != s->first;
	}
}

const char *school_shown(const struct schools *s, struct arena *a, const struct seen *child)
{
	int64_t at = school_of(child);
	for (size_t i = 0; s != NULL && s->several && i < s->names->n; i++)
		if (rows_int(s->names, i, 0) == at)
			return str_c(a, rows_text(s->names, i, 1));
	return NULL;
}
