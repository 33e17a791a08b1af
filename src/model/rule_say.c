#include "rule.h"

const struct choice anchor_choices[ANCHOR__N] = {
	[ANCHOR_BIRTH - 1] = {"geboorte", N_("A child is born")},
	[ANCHOR_START_WISHED - 1] = {"gewenste-start", N_("Parents want the child to start at a school on this day")},
	[ANCHOR_SECONDARY_START - 1] = {"start-vo", N_("A pupil starts in the first year of secondary school")},
	[ANCHOR_APPLIED - 1] = {"aanmelding", N_("A primary school receives an application")},
	[ANCHOR_APPLIED_SECONDARY - 1] = {"aanmelding-vo", N_("A secondary school receives an application")},
	[ANCHOR_APPLIED_SPECIAL - 1] = {"aanmelding-so", N_("A school for special education receives an application")},
	[ANCHOR_COMPLETED - 1] = {"aanvulling", N_("What was missing is there, or the time for it is over")},
	[ANCHOR_REFUSED_PRIVATE - 1] = {"weigering-bijzonder", N_("A private (bijzondere) school refuses a child")},
	[ANCHOR_REFUSED_PUBLIC - 1] = {"weigering-openbaar", N_("A public (openbare) school refuses a child")},
	[ANCHOR_REFUSED_WHILE_PLACED - 1] = {"weigering-tijdens-plaatsing",
                                             N_("A child with a temporary place is refused")},
	[ANCHOR_OBJECTED_TO_SCHOOL - 1] = {"bezwaar-school", N_("A private school receives an objection")},
	[ANCHOR_OBJECTED_TO_SECONDARY - 1] = {"bezwaar-vo", N_("A secondary school receives an objection")},
	[ANCHOR_SCHOOL_TERM_OVER - 1] = {"bezwaartermijn-school",
                                         N_("The last day on which one could object to a public school")},
	[ANCHOR_SUSPENDED - 1] = {"schorsing", N_("A pupil is suspended from this day")},
	[ANCHOR_ENROLLED - 1] = {"inschrijving", N_("A school enrols a pupil")},
	[ANCHOR_PLACED_FOR_GOOD - 1] = {"definitieve-plaatsing", N_("A temporary place becomes definitive")},
	[ANCHOR_PLAN_SENT - 1] = {"opp-toegestuurd",
                                  N_("Parents receive the draft of a development perspective (OPP)")},
	[ANCHOR_PLAN_ADOPTED - 1] = {"opp-vastgesteld", N_("A development perspective (OPP) is adopted or changed")},
	[ANCHOR_PLAN_EVALUATED - 1] = {"opp-besproken", N_("A development perspective (OPP) was evaluated")},
	[ANCHOR_DISPUTE - 1] = {"geschil", N_("The disputes committee (GPO) receives a request")},
	[ANCHOR_SESSION - 1] = {"zitting", N_("The disputes committee (GPO) holds an urgent session")},
	[ANCHOR_TLV_ASKED - 1] = {"tlv-aanvraag", N_("The partnership receives a complete request for a TLV")},
	[ANCHOR_TLV_LATE - 1] = {"ingebrekestelling",
                                 N_("The partnership is told in writing that its decision is late")},
	[ANCHOR_TLV_BEGINS - 1] = {"tlv-begin", N_("A TLV begins")},
	[ANCHOR_TLV_ENDS - 1] = {"tlv-einde", N_("A TLV ends")},
	[ANCHOR_DECISION_SENT - 1] = {"besluit", N_("The decision on a TLV is sent")},
	[ANCHOR_OBJECTED - 1] = {"bezwaar", N_("The partnership receives an objection")},
	[ANCHOR_OBJECTION_TERM_OVER - 1] = {"bezwaartermijn",
                                            N_("The last day on which one could object to a TLV decision")},
	[ANCHOR_OBJECTION_DECIDED - 1] = {"beslissing-op-bezwaar", N_("The decision on an objection is sent")},
	[ANCHOR_ABSENT - 1] = {"afwezig", N_("The first day on which a pupil is absent")},
	[ANCHOR_ABSENT_HOURS - 1] = {"zestien-uren", N_("A pupil has missed 16 hours of lessons without leave")},
	[ANCHOR_ABSENCE_REPORTED - 1] = {"verzuimmelding", N_("A school reported absence")},
	[ANCHOR_EXEMPTION - 1] = {"vrijstelling", N_("An exemption from enrolment begins (5 onder a)")},
	[ANCHOR_PROGRAMME_ASKED -
		1] = {"vervangende-leerplicht",
                      N_("The municipality receives a request for substitute education (vervangende leerplicht)")},
	[ANCHOR_PROGRAMME_ENDS - 1] = {"einde-vervangende-leerplicht",
                                       N_("Substitute education (vervangende leerplicht) ends")},
	[ANCHOR_SCHOOL_YEAR - 1] = {"eerste-schooldag", N_("The first day with lessons of a school year")},
	[ANCHOR_TOUR - 1] = {"kennismaking", N_("Parents get to know a school, or are shown around")},
	[ANCHOR_START_CLASS - 1] = {"startklas", N_("A place in a start class begins")},
	[ANCHOR_GUIDANCE -
		1] = {"begeleiding",
                      N_("The place in the start class began, or the mother school last joined a talk about it")},
	[ANCHOR_RETURNED - 1] = {"terug", N_("A child is back at its mother school for the whole week")},
	[ANCHOR_SUPPORT_ASKED - 1] = {"arrangement", N_("The partnership receives a request for an arrangement")},
	[ANCHOR_NOTE - 1] = {"notitie", N_("Someone writes a note for himself")},
	[ANCHOR_QUESTION - 1] = {"vraag", N_("The support point receives a question")},
	[ANCHOR_CONTACT - 1] = {"contact", N_("The support point has answered")},
	[ANCHOR_TASK_ENDED - 1] = {"einde-taak",
                                   N_("A task of the partnership for a child has ended (TLV, advice or means)")},
	[ANCHOR_LEFT - 1] = {"uitschrijving", N_("A pupil leaves the school")},
	[ANCHOR_BREACH - 1] = {"datalek", N_("A data breach is found")},
	[ANCHOR_REQUEST - 1] = {"verzoek-persoonsgegevens", N_("Someone asks to see or correct personal data")},
	[ANCHOR_REPORTED - 1] = {"melding-veilig-thuis", N_("Veilig Thuis receives a report")},
	[ANCHOR_NUMBER_REPORTED - 1] = {"melding-persoonsnummer",
                                        N_("A school tells the minister that a pupil has no citizen service number")},
	[ANCHOR_SUPPORT_PLAN - 1] = {"ondersteuningsplan", N_("The first day of a support plan")},
	[ANCHOR_UNSAFE - 1] = {"acuut-onveilig", N_("It is acutely unsafe for a child to stay in the class")},
	[ANCHOR_NOT_RIGHT - 1] = {"klopt-niet", N_("A pupil says that an answer is not right")},
	[ANCHOR_ATTEMPT - 1] = {"ouder-stil", N_("The first attempt to reach a parent who does not answer")},
	[ANCHOR_LONGEST - 1] = {"langste-tijd", N_("The longest time of a kind of group, as the region laid it down")},
	[ANCHOR_INVITED - 1] = {"uitgenodigd", N_("Someone is invited to a talk about a child")},
	[ANCHOR_TALK_FIRST - 1] = {"bespreken", N_("Someone writes what is talked about with the family first")},
};

static const char *const actors[ACTOR__N] = {
	[ACTOR_NONE] = "",
	[ACTOR_PARENTS] = N_("Parents"),
	[ACTOR_SCHOOL] = N_("School"),
	[ACTOR_BOARD] = N_("School board"),
	[ACTOR_PARENTS_OR_BOARD] = N_("Parents or school board"),
	[ACTOR_PARTNERSHIP] = N_("Partnership"),
	[ACTOR_SUPPORT_POINT] = N_("Support point"),
	[ACTOR_MUNICIPALITY] = N_("Municipality"),
	[ACTOR_COMMITTEE] = N_("National body"),
	[ACTOR_MINISTER] = N_("Minister"),
};

const struct choice holiday_region_choices[HOLIDAY_REGION__N] = {
	{"noord", N_("North"), NULL},
	{"midden", N_("Middle"), NULL},
	{"zuid", N_("South"), NULL},
};

const char *anchor_label(enum anchor k)
{
	return k == ANCHOR_NONE ? "" : anchor_choices[k - 1].label;
}

const char *anchor_code(enum anchor k)
{
	return k == ANCHOR_NONE ? "" : anchor_choices[k - 1].code;
}

bool anchor_parse(struct str code, enum anchor *out)
{
	for (enum anchor k = ANCHOR_NONE + 1; k < ANCHOR__N; k++)
		if (str_is(code, anchor_code(k))) {
			*out = k;
			return true;
		}
	return false;
}

const char *actor_label(enum rule_actor k)
{
	return actors[k];
}

/* ---- lengths ---- */

/* `one` and `many` have {n}; those without `many` are said as they stand. */
static const struct {
	const char *code, *one, *many;
} units[UNIT__N] = {
	[UNIT_NONE] = {"", "", NULL},
	[UNIT_HOURS] = {"hours", N2_("{n} hour", "{n} hours")},
	[UNIT_DAYS] = {"days", N2_("{n} day", "{n} days")},
	[UNIT_WEEKS] = {"weeks", N2_("{n} week", "{n} weeks")},
	[UNIT_MONTHS] = {"months", N2_("{n} month", "{n} months")},
	[UNIT_YEARS] = {"years", N2_("{n} year", "{n} years")},
	[UNIT_WORKING_DAYS] = {"working-days", N2_("{n} working day", "{n} working days")},
	[UNIT_SCHOOL_DAYS] = {"school-days", N2_("{n} school day", "{n} school days")},
	[UNIT_SCHOOL_WEEKS] = {"school-weeks", N2_("{n} school week", "{n} school weeks")},
	[UNIT_SCHOOL_YEARS] = {"school-years",
                               N2_("to the end of this school year", "to the end of the next school year")},
	[UNIT_WHOLE_SCHOOL_YEARS] = {"whole-school-years", N2_("the rest of this school year and {n} whole one",
                                                               "the rest of this school year and {n} whole ones")},
	[UNIT_AGE] = {"age-in-months", N_("the age of {age}"), NULL},
	[UNIT_AGE_SCHOOL_YEAR] = {"school-year-of-age", N_("the end of the school year of the age of {age}"), NULL},
	[UNIT_AGE_SCHOOL_START] = {"school-start-after-age",
                                   N_("the first school day of the month after the age of {age}"), NULL},
	[UNIT_DAY_OF_YEAR] = {"day-of-year", N_("a fixed day of the year, {date}"), NULL},
};

const char *unit_code(enum unit u)
{
	return units[u].code;
}

static struct str counted_text(struct arena *a, struct speak sp, const char *one, const char *many, int64_t n)
{
	const struct slot slots[] = {{"n", tr_number(a, sp.lang, n)}};
	return tr_fill(a, sp, trn(sp, one, many, n), slots, 1);
}

static struct str age_text(struct arena *a, struct speak sp, int32_t months)
{
	struct str years = counted_text(a, sp, N2_("{n} year", "{n} years"), months / 12);
	if (months % 12 == 0)
		return years;
	const struct slot slots[] = {
		{"years", years}, {"months", counted_text(a, sp, N2_("{n} month", "{n} months"), months % 12)}};
	return tr_fill(a, sp, N_("{years} and {months}"), slots, 2);
}

/* month * 100 + day without a year: "30 Apr". */
static struct str day_of_year_text(struct arena *a, struct speak sp, int32_t n)
{
	enum { ANY_LEAP_YEAR = 2000 };
	struct ymd day = {ANY_LEAP_YEAR, n / 100, n % 100};
	struct str text = tr_date(a, sp.lang, date_from_ymd(day), DATE_SHORT);
	return (struct str){text.p, text.n - (sizeof " 2000" - 1)};
}

static struct str unit_text(struct arena *a, struct speak sp, enum unit unit, int32_t n)
{
	if (n == 0)
		return str_from(tr(sp, N_("at once")));
	if (units[unit].many != NULL)
		return counted_text(a, sp, units[unit].one, units[unit].many, n);
	const struct slot slots[] = {
		{"age", age_text(a, sp, n)},
		{"date", unit == UNIT_DAY_OF_YEAR ? day_of_year_text(a, sp, n) : (struct str){0}},
	};
	return tr_fill(a, sp, units[unit].one, slots, 2);
}

struct str rule_length(struct arena *a, struct speak sp, const struct rule *r)
{
	struct str length = unit_text(a, sp, r->unit, r->value);
	const struct slot slots[] = {
		{"length", length},
		{"more", r->more > 0 ? unit_text(a, sp, r->unit, r->more) : (struct str){0}},
	};
	if (r->back && r->unit < UNIT_SCHOOL_YEARS)
		return tr_fill(a, sp, N_("{length} before"), slots, 1);
	if (r->more == RULE_MORE_FREE)
		return tr_fill(a, sp, N_("{length}, or longer if that is decided"), slots, 1);
	return r->more > 0 ? tr_fill(a, sp, N_("{length}, and at most {more} more"), slots, 2) : length;
}

/* ---- dates ---- */

/* What is left of a term, by what its rule counts in. */
static const struct {
	const char *left_one, *left_many, *late_one, *late_many;
} by_words[] = {
	[UNIT_DAYS] = {N2_("by {date}, {n} day left", "by {date}, {n} days left"),
		N2_("was due by {date}, {n} day late", "was due by {date}, {n} days late")},
	[UNIT_WORKING_DAYS] = {N2_("by {date}, {n} working day left", "by {date}, {n} working days left"),
		N2_("was due by {date}, {n} working day late", "was due by {date}, {n} working days late")},
	[UNIT_SCHOOL_DAYS] = {N2_("by {date}, {n} school day left", "by {date}, {n} school days left"),
		N2_("was due by {date}, {n} school day late", "was due by {date}, {n} school days late")},
	[UNIT_SCHOOL_WEEKS] = {N2_("by {date}, {n} school week left", "by {date}, {n} school weeks left"),
		N2_("was due by {date}, {n} school week late", "was due by {date}, {n} school weeks late")},
};

static enum unit said_in(enum unit unit)
{
	return unit == UNIT_WORKING_DAYS || unit == UNIT_SCHOOL_DAYS || unit == UNIT_SCHOOL_WEEKS ? unit : UNIT_DAYS;
}

static struct str date_text(struct arena *a, struct speak sp, const char *english, int32_t date)
{
	const struct slot slots[] = {{"date", tr_date(a, sp.lang, date, DATE_LONG)}};
	return tr_fill(a, sp, english, slots, 1);
}

static struct str before_words(struct arena *a, struct speak sp, const struct rule *r, int32_t due, int32_t today,
                               const struct calendar *c)
{
	enum unit unit = said_in(r->unit);
	int32_t n = calendar_between(c, today, due, unit);
	const struct slot slots[] = {{"date", tr_date(a, sp.lang, due, DATE_LONG)},
				     {"n", tr_number(a, sp.lang, n < 0 ? -n : n)}};
	if (due == today)
		return str_from(tr(sp, N_("today is the last day")));
	if (n == 0) /* less than one of the units in which the rule counts */
		return tr_fill(a, sp, due > today ? N_("by {date}") : N_("was due by {date}"), slots, 1);
	if (n > 0)
		return tr_fill(a, sp, trn(sp, by_words[unit].left_one, by_words[unit].left_many, n), slots, 2);
	return tr_fill(a, sp, trn(sp, by_words[unit].late_one, by_words[unit].late_many, -n), slots, 2);
}

struct str rule_words(struct arena *a, struct speak sp, const struct rule *r, int32_t due, int32_t today,
                      const struct calendar *c)
{
	static const char *const to_come[RULE_SENSE__N] = {
		[RULE_FROM] = N_("from {date}"),
		[RULE_UNTIL] = N_("until and including {date}"),
		[RULE_KEEP] = N_("until and including {date}, no longer"),
	};
	static const char *const gone[RULE_SENSE__N] = {
		[RULE_FROM] = N_("since {date}"),
		[RULE_UNTIL] = N_("ended after {date}"),
		[RULE_KEEP] = N_("had to be gone after {date}"),
	};
	if (due == DATE_OPEN)
		return str_from(tr(sp, N_("no date can be said yet")));
	if (r->sense == RULE_BEFORE)
		return before_words(a, sp, r, due, today, c);
	bool over = r->sense == RULE_FROM ? due <= today : due < today;
	return date_text(a, sp, over ? gone[r->sense] : to_come[r->sense], due);
}
