/* For which four-digit postcodes a partnership is responsible: the law gives each a set of them (Regeling
 * regio-indeling samenwerkingsverbanden passend onderwijs PO en VO). The program carries the sets of 2015; what changed
 * since is put right by hand, with dates. */
#ifndef TN_REGION_PC4_H
#define TN_REGION_PC4_H

#include "req.h"

struct ui;

enum region_pc4_field { PC4_FIRST, PC4_LAST, PC4_BEGINS, PC4_ENDS, PC4_SOURCE, PC4__N };
extern const struct field region_pc4_fields[PC4__N];
extern const struct record rec_region_pc4;

enum { SWV_CODE_LEN = 6 };
/* Is it a code that the program knows: "PO2001"? */
bool swv_known(struct str code);
/* What code was meant? At most `most`, the nearest first; returns how many. */
size_t swv_nearest(struct str typed, const char **out, size_t most);
/* Is this postcode (the first four of it count) in the set of the program? */
bool swv_has(struct str code, struct str postcode);

/* The set of the program for `code` into region_pc4, for act->region: rows that are there already stay as they are. In
 * changes of its own. ERR_NOT_FOUND: no such code. */
enum err region_pc4_take(struct act *act, struct str code) MUST_CHECK;

/* The set of act->region on a day. */
struct pc4_set {
	unsigned char has[10000 / 8];
	size_t n;
};
enum err region_pc4_set(struct act *act, int32_t day, struct pc4_set *out) MUST_CHECK;
bool pc4_in(const struct pc4_set *set, struct str postcode);
void pc4_set_of(struct str code, struct pc4_set *out); /* the set of the program; empty when there is none */

/* A choice among the codes that the program knows; `none` is the empty answer. */
void region_code_field(struct ui *u, const struct field *f, struct str chosen, struct str error, const char *none);

extern const struct form_def form_region_pc4, form_region_pc4_take;
handler region_pc4_page, region_pc4_take_post;

#endif
