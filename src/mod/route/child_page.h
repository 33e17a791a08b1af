/* The child's page: what its panels share. One page, composed for who reads it: people who work with the child, its
 * parents, the pupil. */
#ifndef TN_CHILD_PAGE_H
#define TN_CHILD_PAGE_H

#include "child_told.h"
#include "event.h"
#include "people.h"

struct child_view {
	struct req *req;
	const struct row *r;
	struct takers people;
	struct events events;
	struct child_blocks blocks;
	struct child_told told;      /* with the next step of the route itself among the nows */
	const struct rows *sources;  /* child_source.h */
	const struct rows *phases;   /* when the route came into which phase */
	struct str school, school_phone, region_phone; /* empty: not known, or not for this reader */
};

/* Of the child of the request, for its page or for paper, which tells more of what happened: one batch. */
enum { EVENTS_PAPER = 300 };
enum err child_view_load(struct req *req, bool paper, struct child_view *v) MUST_CHECK;

enum child_reader_kind { READS_STAFF = 0, READS_PARENTS, READS_PUPIL, READS__N };
enum child_reader_kind child_reads(const struct req *req);

/* Age, school, phase and whom one asks first, as far as this reader sees them. Returns how many. */
enum { CHILD_FACTS = 4 };
size_t child_head_facts(const struct child_view *v, struct str out[CHILD_FACTS]);
/* The way of the route, with the day on which it came to each station. Returns how many: none without a route. */
size_t child_stations(const struct child_view *v, struct ui_station *out, size_t most);

/* Panels. Each writes nothing where there is nothing to say. */
void child_do_now(struct ui *u, const struct child_view *v);   /* the one next act, with its button */
void child_do_also(struct ui *u, const struct child_view *v);  /* what else stands, in order */
void child_after(struct ui *u, const struct child_view *v);    /* what happens after that, in plain words */
void child_voices(struct ui *u, const struct child_view *v);   /* school, parents, child beside each other */
void child_helps(struct ui *u, const struct child_view *v);    /* support that runs */
void child_ways(struct ui *u, const struct child_view *v);     /* what may be begun here */
void child_more(struct ui *u, const struct child_view *v);     /* other pages of this child */
/* "maandag 1 december, nog 9 dagen". */
struct str child_day(const struct child_view *v, int32_t day);

/* Pages behind the child's own (`href`: "/tijdlijn", label English), as far as this reader may open them. */
void child_links(struct ui *u, const struct child_view *v, const struct ui_link *below, size_t n);

/* The page of a family, after the head. */
void child_family_show(struct ui *u, const struct child_view *v);

/* Lines of route_after.c: what comes after this phase, for this reader; at most AFTER_MAX, NULL at the end. */
enum { AFTER_MAX = 5 };
const char *const *route_after(struct str phase, enum child_reader_kind reader);

#endif
