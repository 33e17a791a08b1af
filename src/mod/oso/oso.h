/* Dossiers of the Overstapservice Onderwijs (OSO): what a school's own system gives for the partnership, read in a box,
 * held against the profile (law.md 4.2), looked at by a person, and put into the route of a child. */
#ifndef TN_OSO_H
#define TN_OSO_H

#include "documents.h"
#include "import.h"
#include "route.h"

enum { OSO_BYTES_MAX = 6 << 20, OSO_FAULTS_SHOWN = 40 };
/* The longest answer to a dossier of so many bytes: files come out of their zips. More is refused. */
static inline size_t oso_answer_max(size_t bytes)
{
	size_t most = 8 * bytes + (1 << 20);
	return most < 12 << 20 ? most : 12 << 20;
}

extern const struct module mod_oso;

/* ---- in the box ---- */

/* For cmd/duty_parse.c: BOXED_OSO. */
enum err oso_box(struct arena *a, struct str bytes, struct str *answer) MUST_CHECK;

/* ---- what it says ---- */

/* Of what a fact is; the order is that of the page. */
enum oso_section {
	OSO_SCHOOL_YEARS, OSO_NEEDS, OSO_DECISIONS, OSO_ADVICE, OSO_TESTS, OSO_MARKS, OSO_ABSENCE, OSO_PRESCHOOL,
	OSO_OTHER, OSO_SECTIONS
};
const char *oso_section_label(enum oso_section s); /* English */
const char *oso_section_code(enum oso_section s);
/* What an element is called here, English; NULL: what stands in it is not taken over. */
const char *oso_name_label(struct str name);

/* One thing that the dossier says: a school year, a test, a decision. */
struct oso_fact {
	enum oso_section section;
	struct str title; /* "2014-2015, groep 8"; or the name of an element (oso_name_label) */
	struct str text;  /* a line each: "element: what stands in it" */
	struct str by;    /* who made it, as it stands there; may be empty */
	int32_t on;       /* of when it is; 0: it does not say */
};
struct oso_file {
	enum oso_section section;
	struct str name, about, bytes; /* the bytes themselves, out of base64 and its zip */
	bool broken;                   /* they could not be taken out */
};
struct oso_fault {
	const char *rule; /* of law.md: "SWV-P4"; or what was wrong with the file itself: "bsn" */
	struct str where; /* the element it is about; may be empty */
	size_t line;
};
struct oso_dossier {
	struct str given, prefix, family, pc4;
	int32_t born, made;          /* days; made: the date of the dossier */
	bool secret;                 /* the address may not be known */
	struct str brin, location, school, transfer; /* transfer: POSWV or VOSWV */
	const struct oso_fact *facts;
	size_t n_facts;
	const struct oso_file *files;
	size_t n_files;
	const struct str *left;      /* names of elements that are not taken over */
	size_t n_left;
	const struct oso_fault *faults; /* any: the dossier is refused, and nothing else of it is filled in */
	size_t n_faults;
};

/* Outside: the answer of a box, which is not trusted. ERR_INVALID: it is no such answer. */
enum err oso_take(struct arena *a, struct str answer, struct oso_dossier *out) MUST_CHECK;
/* What is wrong and what to do about it, English for tr() with {where}. */
const char *oso_fault_text(const char *rule);
const char *oso_fault_rule(struct str code); /* that rule; NULL: there is none */

#endif
