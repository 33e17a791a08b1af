/* What the pages of the pupil's voice share: who works with the child, and what was said. */
#ifndef TN_VOICE_H
#define TN_VOICE_H

#include "along.h"
#include "documents.h"
#include "opp.h"
#include "rule_book.h"
#include "view.h"

/* Someone at school with whom the pupil can talk. */
struct adult {
	int64_t account;
	struct str pid, name;
	enum role role;
	bool reads_closed; /* guides the child: reads what is closed to parents, whoever was chosen */
	bool away;         /* not there on the day that counts (voice_away) */
	int64_t holds;     /* the place by which this one works with the child: what is given to it ends with it */
};
enum { ADULTS_MAX = 24 };
struct voice {
	struct seen_page said[SAY_RECORDS], unsafe;
	const struct row *way; /* how the pupil wants to talk; NULL: not chosen, or not for this reader */
	struct adult adults[ADULTS_MAX];
	size_t n_adults;
	struct basis basis;    /* of the child: its calendar */
};
/* Of the child of this request. */
enum err voice_load(struct req *req, struct voice *out) MUST_CHECK;
/* The adult that the pupil chose, or NULL. */
const struct adult *voice_chosen(const struct voice *v);
const struct adult *voice_adult(const struct voice *v, int64_t account);
/* "S. de Wit, M. Jansen": who reads what is closed to parents and was told to `heard` too (NULL: to nobody else). */
struct str voice_readers(struct arena *a, const struct voice *v, const struct adult *heard);
/* Marks who is away on that day. Then: who hears it when the pupil is not safe - the chosen one, or NULL for the seat
 * of who guides the child while that one is away; the names of who is there instead; whom of them it is told. */
struct stmt_asked *voice_away_ask(struct req *req);
enum err voice_away(struct req *req, const struct stmt_asked *x, struct voice *v, int32_t day) MUST_CHECK;
const struct adult *voice_hears(const struct voice *v);
struct str voice_instead(struct arena *a, const struct voice *v);
bool voice_is_told(const struct voice *v, size_t i);
/* The day on which the chosen adult looks: the first school day after this one; by working days where the calendar of
 * the school is not known. */
int32_t voice_day(int32_t today, const struct calendar *c);
/* The school day on which one acts when a child is not safe: this one, or the next. */
int32_t voice_same_day(int32_t today, const struct calendar *c);
/* Does the text hold one of the words? Any case. */
bool voice_danger(struct arena *a, struct str text, struct str words);
void voice_calls(struct ui *u, const char *words);
const char *say_path(struct arena *a, const struct row *r, const char *below);
/* Who reads it, in words: "open voor iedereen die helpt, ook ouders". */
struct str said_readers(struct ui *u, const struct row *r, const struct voice *v);
struct ui_tag said_state(struct speak sp, const struct row *r);

/* ---- pages ---- */

bool voice_is_own(const struct req *req);                          /* the pupil reads it */
const char *voice_path(struct req *req, const char *below);        /* /kind/{pid}/stem... */
struct ui_page voice_small_page(struct req *req, const char *title, struct ui_link *crumb);
const char *ask_way(const struct voice *v);                        /* how questions are answered: end of the path */
/* A notice that says nothing (practice M8), once for each adult to whom it goes. Then: what is not talked about goes
 * along with another choice, so that it never stands on nobody's list. */
void unsafe_notify(struct change *c, int64_t unsafe, int64_t account, int32_t day);
void unsafe_goes_along(struct change *c, const struct voice *v, const struct adult *to);

enum err voice_page(struct req *req);         /* /kind/{pid}/stem */
enum err voice_adult_page(struct req *req);   /* met-wie */
enum err voice_adult_post(struct req *req);
enum err voice_how_page(struct req *req);     /* hoe */
enum err voice_how_post(struct req *req);
enum err voice_ask_page(struct req *req);     /* vraag/{nr} */
enum err voice_ask_post(struct req *req);
enum err voice_draw_page(struct req *req);    /* vraag/{nr}/tekening */
enum err voice_draw_post(struct req *req);
enum err voice_record_page(struct req *req);  /* vraag/{nr}/opname */
enum err voice_record_post(struct req *req);
enum err voice_unsafe_page(struct req *req);  /* niet-veilig */
enum err voice_unsafe_post(struct req *req);
enum err voice_own_page(struct req *req);     /* /mijn-mening: to the own child's */
enum err say_page(struct req *req);           /* /idee/{pid}, /idee-besloten/{pid} */
enum err unsafe_page(struct req *req);        /* /vertrouwen/{pid} */
enum err idea_new_page(struct req *req);      /* /plan/{pid}/idee: written down for the pupil */
enum err idea_new_post(struct req *req);
extern const struct form_def form_voice_adult, form_voice_how, form_voice_ask, form_voice_draw, form_voice_record,
	form_voice_unsafe, form_idea;

#endif
