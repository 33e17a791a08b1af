/* What a module tells of one child on the page of that child: what stands now, what people said, which help runs, and
 * where its own pages are. The page composes it of all modules, late things first; a module prints there only what has
 * no place among these (show).
 *
 *     static void tell(struct child_told *t, struct req *req, const struct seen_page *found)
 *     {
 *         for (size_t i = 0; i < found[0].n; i++)
 *             tell_now(t, &(struct child_now){.what = ..., .acts = SIDE_PARENTS, .by = due,
 *                                             .act = N_("Give your view"), .href = meeting_path(...)});
 *     }
 *     const struct child_block meeting_block = {.recs = records, .n = 2, .tell = tell};
 *     const struct module mod_meeting = {..., .on_child = &meeting_block};
 *
 * The records in `found` are of this child and masked to what the reader may see; a type whose part is shut gives
 * nothing. Tell nothing that is not in them: neither that something is hidden nor how much there is of it. */
#ifndef TN_CHILD_BLOCK_H
#define TN_CHILD_BLOCK_H

#include "route.h"
#include "view.h"

struct child_told;

/* Something that must be done, or that runs until a day. */
struct child_now {
	struct str what;  /* ready to read: "Verslag van het knooppunt lezen" */
	const char *text; /* English, N_(): a sentence that says what it is about, for parents and pupils; NULL: none */
	struct str said;  /* the same, ready to read, for whoever reads it; empty: `text` */
	const struct row *of; /* what on the work list it tells of; NULL: nothing that stands there */
	enum side acts;
	int32_t by;       /* before when; 0: no day */
	int minutes;      /* what it takes who must do it; 0: not said */
	const char *act;  /* English, N_(): the button, a verb first; NULL: this reader has nothing to do about it here */
	const char *href; /* where it is done */
	bool mine;        /* this very reader must act; false: whoever is on the side `acts` */
	const char *after; /* English, N_(): what happens then, one sentence for parents and pupils; NULL: by the phase */
};
void tell_now(struct child_told *t, const struct child_now *now);

/* What someone said, in their own words or as it was written down. The latest of each voice is shown. A voice that the
 * giver closed to this reader is not told (words empty: ignored). */
struct child_voice {
	enum ui_voice voice;
	struct str words;
	struct str by;     /* who said it or wrote it down: "J. Bakker, intern begeleider"; empty: not said */
	int32_t on;        /* the day */
	const char *href;  /* where it stands in full; NULL: nowhere */
};
void tell_voice(struct child_told *t, const struct child_voice *voice);

/* Help that runs now, or will. */
struct child_help {
	struct str what, who; /* "Rekenen in een kleine groep", "K. Jansen" */
	int32_t from, until;  /* 0: not known */
	struct str state;     /* ready to read; empty: said by the days */
	const char *href;
};
void tell_help(struct child_told *t, const struct child_help *help);

/* A way to something of the module that the reader may begin here: "Plan a knooppunt". It is left out by itself when
 * the reader may not open that page: by role, or by the part of the child that its route asks for (writes, makes,
 * shows). */
void tell_way(struct child_told *t, const char *label, const char *href);

/* On whose side the reader stands towards the child of this request: own family before any role. */
enum side child_reader(const struct req *req);
/* Whose words they are, above what the child says: by name, as ui_said wants it; NULL ("Child", to the pupil "You")
 * where the name is not known or not needed. */
const char *child_voice_name(struct req *req, const struct row *child);

/* Of one of the block's record types: what of it stands on the whole route on paper (child_paper.c), for every reader
 * of that record alike. Name no field of which a page shows a reader less. */
struct child_paper {
	const struct record *rec;
	uint32_t states; /* bit per state in which it stands there; of a record without states: not asked */
	const struct field *const *fields;
	size_t n;
	/* What hangs on `r`, under it; NULL: nothing does. */
	void (*below)(struct ui *u, struct req *req, const struct row *r, const struct seen_page *found);
};
struct child_block {
	const struct record *const *recs;
	size_t n;            /* with n_paper_only at most CHILD_BLOCK_RECORDS */
	size_t n_paper_only; /* the last of recs, behind the n: read for paper, and there in `found` only then */
	void (*tell)(struct child_told *t, struct req *req, const struct seen_page *found);
	const struct child_paper *paper;
	size_t n_paper;
	/* A panel of its own beside the route, for what is neither of these; NULL: none. */
	void (*show)(struct ui *u, struct req *req, const struct seen_page *found);
};
enum { CHILD_BLOCK_RECORDS = 8 };

/* For the page of what there is of one type of the child of the request, with the way to it. */
struct child_list {
	struct seen_page found;
	struct ui_link crumbs[2];
	bool leads_on; /* to the only one there is (record_view.h): the answer is ready */
};
enum err child_list(struct req *req, const struct record *rec, struct child_list *out) MUST_CHECK;

#endif
