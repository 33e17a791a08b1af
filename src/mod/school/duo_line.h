/* Inside of the import of DUO's list: a line of it, and what is known while it is held against the register. */
#ifndef TN_DUO_LINE_H
#define TN_DUO_LINE_H

#include "duo_import.h"
#include "people.h"

enum column {
	DUO_LOCATION, DUO_BRIN, DUO_NAME, DUO_STREET, DUO_NUMBER, DUO_POSTCODE, DUO_PLACE, DUO_DENOMINATION,
	DUO_MUNICIPALITY, DUO_MUNICIPALITY_CODE, DUO_PHONE, DUO_SITE, DUO_BOARD, DUO_HOLIDAYS, DUO_KIND, DUO__N
};

struct known {
	int64_t id;
	struct str brin, kind, value[DUO_FACTS], said, gone, partnership;
	bool in_file;
};

struct planner {
	struct act *act;
	struct arena *a;
	struct import_plan *plan;
	const struct import_table *table;
	size_t col[DUO__N];
	struct pc4_set set;
	struct known *known;
	size_t n_known, cap;
	bool bo, sbo, so, vso; /* kinds that the file has */
};

struct school_line {
	const struct import_line *line;
	struct str brin, kind, fact[DUO_FACTS];
	size_t double_of; /* another line has this BRIN with other content; 0: none */
	bool repeated;    /* and this one is a copy of it */
};

/* The text without one of these characters. */
struct str duo_without(struct arena *a, struct str s, const char *skip);
/* Empty: the line does not say it. */
struct str duo_fact(const struct school_line *s, enum school_field f);
void duo_read_line(struct planner *p, const struct import_line *l, struct school_line *s);
/* Before it is known whether the school is ours, and after. True: it is seen to. */
bool duo_refused_at_once(struct planner *p, const struct school_line *s);
bool duo_refused(struct planner *p, const struct school_line *s);
/* False, with *why: it is not DUO's list. */
bool duo_find_columns(struct planner *p, struct import_refusal *why);
bool duo_has_kind(const struct planner *p, struct str kind);
void duo_note_kind(struct planner *p, struct str kind);

#endif
