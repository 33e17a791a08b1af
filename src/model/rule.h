/* The rules of law and practice that terms stand on, as data: what must be done, counted from what, how long, in which
 * days, by whom, by which article, since when, from which source, and whether that source was read. A rule that was not
 * verified says so wherever it shows. The table is rule_table.c; a jurist corrects a row there, never code.
 * Source of all rules: the domain facts in the project's specification, section 1 (ids as there; R-numbers of 1.9). */
#ifndef TN_RULE_H
#define TN_RULE_H

#include "calendar.h"
#include "field.h"

/* What the date of a rule is. */
enum rule_sense {
	RULE_BEFORE = 0, /* the last day on which it can be done */
	RULE_FROM,       /* the first day on which it may or must be so */
	RULE_UNTIL,      /* the last day on which something is valid */
	RULE_KEEP,       /* the last day on which something may be kept */
	RULE_SENSE__N
};

enum rule_actor {
	ACTOR_NONE = 0,
	ACTOR_PARENTS,
	ACTOR_SCHOOL,
	ACTOR_BOARD,
	ACTOR_PARENTS_OR_BOARD,
	ACTOR_PARTNERSHIP,
	ACTOR_SUPPORT_POINT,
	ACTOR_MUNICIPALITY,
	ACTOR_COMMITTEE, /* national committees, courts, Veilig Thuis */
	ACTOR_MINISTER,
	ACTOR__N
};

/* Where it comes from. Only law binds everyone; the rest is set per region and may be changed there. */
enum rule_kind { RULE_LAW = 0, RULE_LOCAL, RULE_KIND__N };

/* The fact a rule is counted from; rules of one anchor make one timeline. */
enum anchor {
	ANCHOR_NONE = 0,
	ANCHOR_BIRTH,
	ANCHOR_START_WISHED,
	ANCHOR_SECONDARY_START,
	ANCHOR_APPLIED,
	ANCHOR_APPLIED_SECONDARY,
	ANCHOR_APPLIED_SPECIAL,
	ANCHOR_COMPLETED,
	ANCHOR_REFUSED_PRIVATE,
	ANCHOR_REFUSED_PUBLIC,
	ANCHOR_REFUSED_WHILE_PLACED,
	ANCHOR_OBJECTED_TO_SCHOOL,
	ANCHOR_OBJECTED_TO_SECONDARY,
	ANCHOR_SCHOOL_TERM_OVER,
	ANCHOR_SUSPENDED,
	ANCHOR_ENROLLED,
	ANCHOR_PLACED_FOR_GOOD,
	ANCHOR_PLAN_SENT,
	ANCHOR_PLAN_ADOPTED,
	ANCHOR_PLAN_EVALUATED,
	ANCHOR_DISPUTE,
	ANCHOR_SESSION,
	ANCHOR_TLV_ASKED,
	ANCHOR_TLV_LATE,
	ANCHOR_TLV_BEGINS,
	ANCHOR_TLV_ENDS,
	ANCHOR_DECISION_SENT,
	ANCHOR_OBJECTED,
	ANCHOR_OBJECTION_TERM_OVER,
	ANCHOR_OBJECTION_DECIDED,
	ANCHOR_ABSENT,
	ANCHOR_ABSENT_HOURS,
	ANCHOR_ABSENCE_REPORTED,
	ANCHOR_EXEMPTION,
	ANCHOR_PROGRAMME_ASKED,
	ANCHOR_PROGRAMME_ENDS,
	ANCHOR_SCHOOL_YEAR,
	ANCHOR_TOUR,
	ANCHOR_START_CLASS,
	ANCHOR_GUIDANCE,
	ANCHOR_RETURNED,
	ANCHOR_SUPPORT_ASKED,
	ANCHOR_NOTE,
	ANCHOR_QUESTION,
	ANCHOR_CONTACT,
	ANCHOR_TASK_ENDED,
	ANCHOR_LEFT,
	ANCHOR_BREACH,
	ANCHOR_REQUEST,
	ANCHOR_REPORTED,
	ANCHOR_NUMBER_REPORTED,
	ANCHOR_SUPPORT_PLAN,
	ANCHOR_UNSAFE,
	ANCHOR_NOT_RIGHT,
	ANCHOR_ATTEMPT,
	ANCHOR_LONGEST,
	ANCHOR_INVITED,
	ANCHOR_TALK_FIRST,
	ANCHOR__N
};

struct rule {
	const char *id;      /* as in the law text: "ADM-04"; a second term of one rule has a word behind it */
	const char *digest;  /* its number among the deadlines, "R01"; NULL: none */
	enum anchor anchor;
	const char *what;    /* English */
	int16_t value;
	enum unit unit;
	bool back;           /* counted backward: the Algemene termijnenwet never applies */
	int16_t more;        /* units that it may be extended with; 0: not; RULE_MORE_FREE: the law gives no maximum */
	bool atw;            /* a statutory term: its end moves by the Algemene termijnenwet where that law says so */
	enum rule_sense sense;
	enum rule_actor actor;
	enum rule_kind kind;
	const char *article; /* Dutch: the label of the article; NULL: none */
	int32_t from, to;    /* in force, as year * 10000 + month * 100 + day; the day `to` no longer; 0: open */
	const char *source;  /* key in the list of sources */
	bool verified;       /* the source was read; false shows as such */
	const char *note;    /* English: what else one must know; NULL: nothing */
	bool firm;           /* the law or its source fixes it to the day: no region may set it otherwise */
	const char *within;  /* of an agreement: the rule of law that it may not pass; NULL: none */
	const struct rule *base; /* of a region's own value: the row of the table that it stands for (rule_book.h) */
};
enum { RULE_MORE_FREE = -1 };

extern const struct rule rules[];
extern const size_t n_rules;

/* The first row with this id, in force or not: a rule that is over still holds for what began under it. NULL: none. */
const struct rule *rule_named(struct str id);
/* The rule with this id (or R-number) as it is in force on a day; NULL: none. */
const struct rule *rule_find(struct str id, int32_t on);
/* The same for a fact of this day. A rule by age must be in force on the day that age is reached, not on the day of
 * birth: an act of 2022 holds for those who were born before it. */
const struct rule *rule_for(struct str id, int32_t from);

/* The school vacations of a region as the ministry published them; NONE: a calendar that knows no school days.
 * Source and licence: assets/data/README.md. */
const struct calendar *region_calendar(enum holiday_region r);

/* What bears on one running term. Zero: nothing does. */
struct running {
	const struct calendar *calendar; /* of the school; NULL: rules in school time cannot be said */
	const struct span *pauses;       /* in order of begin; without an end while it stands still */
	size_t n_pauses;
	int32_t more;                    /* extension, in units of the rule; more than the rule allows counts as that */
};
/* The date of a rule counted from a fact: the last day, the first day or the end, by its sense. DATE_OPEN: it stands
 * still, or the calendar is not known that far. `how` NULL: nothing bears on it. Sources: law.md 1.0 and 6.3; extension
 * WPO art. 40 lid 6 and Awb 4:14, 7:10; pause WPO art. 63 lid 4 and Awb 4:15. */
int32_t rule_due(const struct rule *r, int32_t from, const struct running *how);
/* Whether this term can stand still at all: not one counted backward, nor a fixed day or age. */
bool rule_runs(const struct rule *r);
/* Whether an extension by so many units may be given at all (not: whether it is still in time). */
bool rule_may_extend(const struct rule *r, int32_t more);
/* Whether the Algemene termijnenwet moved this end. */
bool rule_moved(const struct rule *r, int32_t from, const struct running *how);

/* A term that ends in or runs through a vacation is announced two school weeks before that vacation, never before the
 * term began. The first such vacation that begins after `after`; false: none. Source: practice.md F3. */
struct vacation_notice {
	int32_t on;           /* when it is announced */
	struct span vacation;
	bool ends_in;         /* the term ends in it; otherwise it runs on after it */
};
bool rule_notice(const struct calendar *c, int32_t from, int32_t due, int32_t after, struct vacation_notice *out);

/* How a date of a rule is said on a page: a statutory term as its last day with the days that are left; school days,
 * school weeks and working days only for rules that count in them. Source: practice.md F3. */
struct str rule_words(struct arena *a, struct speak sp, const struct rule *r, int32_t due, int32_t today,
                      const struct calendar *c);
/* Its length: "6 weeks", "2 working days"; of a fixed day its date. And more: "6 weeks, and at most 4 weeks more". */
struct str rule_length(struct arena *a, struct speak sp, const struct rule *r);
/* Its source as people know it: "Wet op de expertisecentra (text of 2014-2017)"; more of them with "; " between. */
struct str rule_sources(struct arena *a, struct speak sp, const struct rule *r);
/* In the order of the enum, without NONE; ends with a NULL code. For forms. */
extern const struct choice anchor_choices[ANCHOR__N];
/* The same for holiday regions, by the codes of holiday_region_parse. */
extern const struct choice holiday_region_choices[HOLIDAY_REGION__N];
/* English; NONE: "". */
const char *anchor_label(enum anchor k);
const char *anchor_code(enum anchor k); /* Dutch, [a-z-]+: in addresses and on the command line */
bool anchor_parse(struct str code, enum anchor *out) MUST_CHECK;
const char *actor_label(enum rule_actor k);
const char *unit_code(enum unit u);     /* [a-z-]+, for machine formats */

/* Not of one spelling: what keeps the table from being right, for the tests and the start. NULL: nothing. */
const char *rules_fault(struct arena *a);

#endif
