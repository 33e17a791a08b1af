/* The plan of a child with extra support: the ontwikkelingsperspectief (OPP), with what each parent says of it. */
#ifndef TN_OPP_H
#define TN_OPP_H

#include "along.h"
#include "asked.h"
#include "attempt.h"
#include "opp_need.h"
#include "opp_voice.h"

enum opp_field {
	OPP_ROUTE, OPP_STATE, OPP_VERSION, OPP_SCHOOL, OPP_ENROLLED,
	OPP_DESTINATION, OPP_GROUNDS, OPP_HINDERING, OPP_PROMOTING, OPP_GUIDANCE, OPP_DEVIATIONS,
	OPP_HEARD_ON, OPP_HEARD_HOW, OPP_PUPIL_VIEW, OPP_PUPIL_DONE, OPP_TOLD_ON,
	OPP_TALKED_ON, OPP_ADOPTED, OPP_ADOPT_FROM, OPP_EVALUATED, OPP_EVALUATION, OPP_EVALUATE_FROM,
	OPP_BELONGING, OPP_MASTERY, OPP_INDEPENDENCE, OPP_GENEROSITY,
	OPP_SILENT_WAITS, OPP_SILENT_WHY, OPP_WITH_PARENTS, OPP_WITH_PUPIL, OPP_WITHOUT_WHY,
	OPP_ENDED, OPP_ENDED_WHY, OPP_DUE, OPP_DUE_TERM, OPP__N
};
extern const struct field opp_fields[OPP__N];
extern const struct record rec_opp;

/* In the order of the choices of OPP_STATE. */
enum opp_state { OPP_DRAFT, OPP_TALKED, OPP_AGREEING, OPP_IN_FORCE, OPP_REVIEWED, OPP_OVER, OPP_STATES };
#define OPP_BIT(s) (UINT32_C(1) << OPP_##s)

enum opp_step { OPP_TALK, OPP_ASK, OPP_ADOPT, OPP_REVIEW, OPP_KEEP, OPP_ADJUST, OPP_END, OPP_STEPS };
extern const struct transition opp_flow[OPP_STEPS];

/* What a parent with authority says of the guidance part (OPP-10); one per parent and version of the plan. */
enum agreement_field {
	AGREEMENT_ROUTE, AGREEMENT_OPP, AGREEMENT_VERSION, AGREEMENT_GUARDIAN, AGREEMENT_ANSWER, AGREEMENT_BECAUSE,
	AGREEMENT_GIVEN, AGREEMENT__N
};
extern const struct field agreement_fields[AGREEMENT__N];
extern const struct record rec_opp_agreement;

/* What the school did to reach a parent about this version, what was said about a no, and a signature on paper of one
 * who has no means to sign in. It never counts against the parents that they were silent. */
enum contact_field {
	CONTACT_ROUTE, CONTACT_OPP, CONTACT_VERSION, CONTACT_GUARDIAN, CONTACT_KIND, CONTACT_WAY, CONTACT_ON,
	CONTACT_ANSWER, CONTACT_WORDS, CONTACT_BY, CONTACT_FILE_TYPE, CONTACT_FILE_SIZE, CONTACT_FILE_HASH,
	CONTACT_TRIED_ON, CONTACT_DUE, CONTACT_DUE_TERM, CONTACT__N
};
enum contact_kind { CONTACT_ATTEMPT, CONTACT_TALK, CONTACT_PAPER, CONTACT_KINDS };
extern const struct choice contact_kinds[CONTACT_KINDS + 1], contact_ways[], paper_answers[];
extern const struct field contact_fields[CONTACT__N];
/* The scan that was sent with control `at`, when any: only of an answer on paper (`kind`: contact_kinds). ERR_INVALID:
 * the control says why. */
enum err paper_sent(struct req *req, const struct field *at, const struct field *kind,
                    struct document_file *out) MUST_CHECK;
extern const struct record rec_opp_contact;
bool contact_is(const struct row *r, enum contact_kind k);

/* How a parent with authority stands towards this version of the plan. */
enum assent { ASSENT_OPEN, ASSENT_YES, ASSENT_NO, ASSENT_SILENT };
struct assent_of {
	enum assent is;
	bool on_paper, talked;  /* a no that was talked about */
	struct attempts tried;
	const struct row *answer, *paper;
};
/* `answers` and `contacts` may hold those of other versions and other parents. */
struct assent_of assent_of(const struct row *plan, int64_t guardian, const struct row *answers, size_t n_answers,
                           const struct row *contacts, size_t n_contacts);

/* The plan as it was adopted, one per version. */
enum edition_field {
	EDITION_ROUTE, EDITION_OPP, EDITION_VERSION, EDITION_ADOPTED, EDITION_GOALS, EDITION_HELP, EDITION_DESTINATION,
	EDITION_GROUNDS, EDITION_HINDERING, EDITION_PROMOTING, EDITION_GUIDANCE, EDITION_DEVIATIONS, EDITION_PUPIL_VIEW,
	EDITION_PUPIL_DONE, EDITION__N
};
extern const struct field edition_fields[EDITION__N];
extern const struct record rec_opp_edition;
enum err edition_keep(struct change *c, const struct row *plan, int32_t adopted) MUST_CHECK;
/* A goal: pid, what, measure, start, aim, by when. Support: pid, what, who, minutes a week, from, until. */
enum { EDITION_LINES_MAX = 30, EDITION_PARTS = 6 };
struct edition_line {
	struct str part[EDITION_PARTS];
};
size_t edition_lines(struct arena *a, struct str text, struct edition_line out[EDITION_LINES_MAX]);

/* What the region decided about plans and voices. */
enum opp_setting_field { OPP_SETTING_FROM, OPP_SETTING_SILENT, OPP_SETTING_WORDS, OPP_SETTING__N };
extern const struct field opp_setting_fields[OPP_SETTING__N];
extern const struct record rec_opp_setting;
struct opp_setting {
	bool waits;       /* what is new waits for a parent who stays silent; false: go on with a reason */
	struct str words; /* one on a line: at these a pupil sees at once whom to call */
};
enum err opp_setting_now(struct act *act, struct opp_setting *out) MUST_CHECK;
/* The same with the next batch. */
struct stmt_asked *opp_setting_ask(struct act *act);
enum err opp_setting_take(struct act *act, const struct stmt_asked *x, struct opp_setting *out) MUST_CHECK;

/* What a pupil who is not safe told to one adult, who is not there any more before they talked, goes on to who guides
 * the child and whoever stands in. *n: how many. A job: it acts for nobody. */
enum err unsafe_by_clock(struct act *act, int64_t *n) MUST_CHECK;

/* Is this plan waiting for an answer of someone in this role who may write in the parents' part? */
bool agreement_asked(const struct seen *plan, enum role role);

/* Is this row a relation of a parent or guardian with authority that is open at `now`? */
bool opp_has_authority(const struct row *relation, int64_t now);

/* Plans of children on the shelf; the number is never used again. */
enum { LIST_PLANS = 10 };

extern const struct module mod_opp;

/* Plans for the children of the demonstration, in different states; after demo_routes_make. */
enum err demo_opp_make(struct act *act, uint64_t seed) MUST_CHECK;
/* The same for those of demo_crowd.h, after demo_crowd_routes_make. */
enum err demo_crowd_opp_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif
