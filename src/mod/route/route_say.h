/* A route in words: what pages say of it, in one place. */
#ifndef TN_ROUTE_SAY_H
#define TN_ROUTE_SAY_H

#include "route.h"
#include "view.h"

/* "Noor de Vries" for the child's own page; "Noor V." where children stand in a list with others. */
struct str child_name(struct arena *a, const struct row *r);
struct str child_name_short(struct arena *a, const struct row *r);
/* "6 jaar" or "5 years". */
struct str child_age(struct arena *a, struct speak sp, const struct row *r, int32_t today);
/* How a date stands to today: late, soon or later, with the words for it. */
struct ui_tag by_tag(struct arena *a, struct speak sp, int32_t by, int32_t today);
/* The same in a sentence: "maandag 7 december 2026, nog 14 dagen". */
struct str by_said(struct arena *a, struct speak sp, int32_t by, int32_t today);
/* Was the route finished? Then nothing of it is due, until it begins again. */
bool route_is_done(const struct row *r);
/* Is it a pupil without a question? Then there is no route to show, and nothing to do. */
bool route_is_pupil(const struct row *r);
struct ui_tag next_by_tag(struct arena *a, struct speak sp, const struct row *r, int32_t today);
/* The stations of the route line: those where the route has been (`been` says so by the code of a phase), where it
 * is, and those that still lie ahead; with the code of each one's phase. Returns how many: none without a route. */
enum { STATIONS_MAX = 8 };
size_t route_stations(struct speak sp, const struct row *r, bool (*been)(const void *ctx, const char *phase),
                      const void *ctx, struct ui_station out[STATIONS_MAX], const char *codes[STATIONS_MAX]);
const char *child_path(struct arena *a, const struct row *r, const char *below);
/* The last path of the day list: Monday after `date`. */
int32_t next_monday(int32_t date);

/* The short code that stands for a child where nobody may know which one it is: made of its public id, the same for the
 * same child, and no way back. */
enum { CHILD_CODE_LETTERS = 8 }; /* and a hyphen halfway */
struct str child_code(struct arena *a, struct str pid);

int32_t route_today(const struct req *req);
/* A field of a route as people read it. */
struct str route_shown(struct req *req, const struct row *r, enum route_field f);
/* One of the lists of routes. */
const struct list *route_list(int id);

#endif
