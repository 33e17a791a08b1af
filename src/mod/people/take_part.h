/* Who takes part in the route of a child, and who may let others take part or end it: the facts behind the table of
 * auth/grant.h. */
#ifndef TN_TAKE_PART_H
#define TN_TAKE_PART_H

#include "grant.h"
#include "relation.h"
#include "req.h"

/* How the viewer of an act stands towards one child. */
struct standing {
	int64_t route, school;
	struct allowed allowed;
	struct giver giver;   /* who is shielded from the child gives nothing */
	bool shielded;
};
/* By what was read when something of the child was opened; `child` is its route. */
struct standing take_part_standing(const struct act *act, const struct allowed *allowed, const struct row *child);
/* The same of a child that was not opened. ERR_NOT_FOUND when it is out of reach. */
enum err take_part_standing_read(struct act *act, int64_t route, struct standing *out) MUST_CHECK;

/* One who takes part now. */
struct taker {
	int64_t route, relation, grantee, account; /* account: 0 for a seat */
	struct str pid;                     /* of the relation */
	enum relation_kind kind;
	parts reads;                        /* what it opens: its parts, cut to the policy */
	int64_t begins, ends, given_by;
	enum role role;                     /* of the seat; ROLE_NONE: an account by itself */
	struct str name, org, giver;        /* empty where there is none */
	/* Stands in for an absent colleague: it has no relation or pid of its own, and ends with the absence. */
	bool stands_in;
	int64_t end_asked_by;               /* the account that asked to end it, 0: nobody */
	struct str replaces;                /* the name of who is absent */
	struct str holder;                  /* of a seat: who holds it, where that is one person */
};
struct takers {
	const struct taker *v;
	size_t n;
};
/* All but the contact of the support point, and whom the pupil chose to talk with, of whom nobody else knows, in the
 * order in which they came. */
enum err take_part_list(struct act *act, int64_t route, struct takers *out) MUST_CHECK;
/* The same, read along with the next batch (along.h). */
struct stmt_asked;
struct stmt_asked *take_part_ask(struct act *act, int64_t route);
enum err take_part_told(struct act *act, const struct stmt_asked *x, struct takers *out) MUST_CHECK;
/* May this viewer end it? Who may give it, who gave it and who looks along themselves; never the last one who guides
 * the child, and never who stands in: that ends where the absence stands. */
bool take_part_may_end(const struct act *act, const struct standing *s, const struct takers *all,
                       const struct taker *t);

/* Somebody who could be given something. */
struct candidate {
	int64_t grantee, account; /* grantee: the place on a seat, or the account itself (PLACE_PERSON) */
	struct str pid, name, org;
};
struct candidates {
	struct candidate *v;
	size_t n;
	bool more;
};
enum { CANDIDATES_SHOWN = 25 };
/* Those at the right place with the right role whose name holds `word` (folded; empty: all). Never the viewer. */
enum err take_part_candidates(struct act *act, const struct standing *s, const struct grant_rule *rule, struct str word,
                              struct candidates *out) MUST_CHECK;
/* The one with this pid; ERR_NOT_FOUND when it is not a candidate, ERR_DENIED when it is the viewer. */
enum err take_part_candidate(struct act *act, const struct standing *s, const struct grant_rule *rule, struct str pid,
                             struct candidate *out) MUST_CHECK;
/* Who signs in with exactly this address. */
enum err take_part_person(struct act *act, struct str email, struct candidate *out) MUST_CHECK;

/* Why it cannot be given to this one, in English for tr(), or NULL. */
const char *take_part_refused(const struct act *act, const struct grant_rule *rule, const struct takers *all,
                              const struct candidate *who);
/* Gives it, as part of a change: from now until `ends`. The giver's own relation must still be open when it commits. */
enum err take_part_give(struct change *c, const struct act *act, const struct standing *s,
                        const struct grant_rule *rule, const struct candidate *who, parts chosen,
                        int64_t ends) MUST_CHECK;
/* Ends it now, with the drafts that its holder kept for pages of this child, unless something else opens the child. */
void take_part_end(struct change *c, const struct act *act, const struct taker *t);

/* Own family, let in by an invitation. Who gave it ends it alone; else two who guide the child do. */
struct family_giver {
	int64_t relation; /* the giver's own, on which it rests */
	int64_t school;   /* of the child now */
};
/* May this account still let family in to this child? ERR_NOT_FOUND: not any more, or the child is not there. */
enum err family_giver(struct act *act, int64_t account, int64_t route, struct family_giver *out) MUST_CHECK;
/* Begins the relation, unless the account has it already: the account accepted. */
enum err family_join(struct act *act, struct change *c, int64_t account, int64_t route, enum relation_kind kind,
                     int64_t given_by) MUST_CHECK;
struct family_invitation {
	int64_t route;
	enum relation_kind kind;
	struct str name, email; /* email empty: on paper */
	enum lang lang;
	bool by_mail;
	const char *back;       /* where a second post of the same form leads */
};
/* Makes the code, in a change of its own, and answers with its letter; whether the viewer may is asked before. */
enum err family_invite(struct req *req, const struct family_invitation *n) MUST_CHECK;
enum family_end { FAMILY_END_NOT = 0, FAMILY_END_ASK, FAMILY_END_NOW, FAMILY_END_ASKED /* by this viewer, before */ };
/* How this viewer can end it; asked_by of take_part_list decides between the first and the second of two. */
enum family_end family_may_end(const struct act *act, const struct standing *s, const struct taker *t);
/* Notes that the viewer asks to end it: another confirms within ENDING_DAYS. */
enum { ENDING_DAYS = 14 };
void family_end_ask(struct change *c, const struct act *act, const struct taker *t);

/* rec_relation.may_undo: an ending is taken back by who may give it. */
enum err relation_may_undo(struct act *act, const struct row *now);

#endif
