#include "keep.h"

#include "date.h"

enum { TAKE_MS = 5000 };

#define REL(k) (UINT32_C(1) << REL_##k)
/* Who of a side works with a child. */
#define OF_SCHOOL (REL(TEACHES) | REL(SUPERVISES) | REL(CONTACT))
#define OF_SWV (REL(ASSIGNED) | REL(ASKED) | REL(DEPLOYED) | REL(SECRETARIAT) | REL(COMMITTEE) | REL(DECIDES))

/* access.md, table "Parts". Sources of the terms: law.md PRI-04 to PRI-07. */
static const struct part_keep part_keeps[PART__N] = {
	[PART_KERN] = {.owner = N_("The school of enrolment or application; before that the preschool"),
                       .holds = N_("Name, date of birth, first four figures of the postcode, school, contact person, "
                                   "phase, next step"),
                       .purpose = N_("To know which child it is, what must happen now and who does it"),
                       .ground = N_("Task of the school and of the partnership (AVG article 6, paragraph 1, under e)"),
                       .rule = "PRI-06",
                       .words = N_("As long as the part that is kept longest")},
	[PART_SCHOOL] = {.owner = N_("The school"),
                         .holds = N_("Application, intake, observations, OPP, talks, absence, handover sent"),
                         .purpose = N_("To teach and support the child at school"),
                         .ground = N_("Task of the school (AVG article 6, paragraph 1, under e)"),
                         .rule = "PRI-07",
                         .task = OF_SCHOOL,
                         .words = N_("2 years after the child left; 3 years when it was referred")},
	[PART_CARD] = {.owner = N_("The school"),
                       .holds = N_("Agreement card, goals and measures of support"),
                       .purpose = N_("To support the child in class as was agreed"),
                       .ground = N_("Task of the school (AVG article 6, paragraph 1, under e)"),
                       .rule = "PRI-07",
                       .task = OF_SCHOOL,
                       .words = N_("2 years after the child left; 3 years when it was referred")},
	[PART_VOORSCHOOL] = {.owner = N_("The preschool"),
                             .holds = N_("Signs, criteria and the handover to school"),
                             .purpose = N_("To prepare the step to school"),
                             .ground = N_(
				     "Consent of the parents for handing over (AVG article 6, paragraph 1, under a)"),
                             .words = N_("Until the handover is acknowledged, and then as long as the region has set")},
	[PART_KNOOPPUNT] = {.owner = N_("The school; before an application the preschool"),
                            .holds = N_("Agenda, contributions, solutions, decisions, actions and report of the talk"),
                            .purpose = N_("To decide together what the child needs"),
                            .ground = N_("Task of the school; others see what the invitation shares, for its term"),
                            .rule = "PRI-07",
                            .task = OF_SCHOOL,
                            .words = N_("As the part of the school")},
	[PART_SWV] = {.owner = N_("The partnership"),
                      .holds = N_("Request, advice, help given, TLV request and decision, objection"),
                      .purpose = N_("To advise, to allot help and to judge a request for a TLV"),
                      .ground = N_("Task by law, health data included (WPO article 18a; WVO 2020 article 2.47)"),
                      .rule = "PRI-04",
                      .task = OF_SWV,
                      .words = N_("3 years after the end of each task; the decision on a TLV 7 years (draft list)")},
	[PART_DESKUNDIG] = {.owner = N_("The experts of the partnership"),
                            .holds = N_("Reports and tests of experts"),
                            .purpose = N_("To judge and advise with knowledge of the matter"),
                            .ground = N_("Task by law, health data included (WPO article 18a; WVO 2020 article 2.47)"),
                            .rule = "PRI-04",
                            .task = REL(ASKED) | REL(DEPLOYED),
                            .words = N_("3 years after the end of each task")},
	[PART_VOORZIENING] = {.owner = N_("The school of the group arrangement"),
                              .holds = N_("Placement, guidance plan, observations, practice moments"),
                              .purpose = N_("To guide the child for a time, and back"),
                              .ground = N_("Task of the school (AVG article 6, paragraph 1, under e)"),
                              .rule = "PRI-07",
                              .task = REL(PLACED),
                              .words = N_("As the part of the school")},
	[PART_GEMEENTE] = {.owner = N_("The municipality or the care provider"),
                           .holds = N_("Actions of the attendance officer, exemptions, care goals"),
                           .purpose = N_("To see that every child can learn, and to give care"),
                           .ground = N_("Their own law; to others by consent or duty"),
                           .words = N_("By their own terms")},
	[PART_OJS] = {.owner = N_("The parent and youth support point"),
                      .holds = N_("Question, advice, referral, satisfaction"),
                      .purpose = N_("To help parents and young people, by someone who is not involved with the child"),
                      .ground = N_("Task of the support point; without a name when one wishes"),
                      .words = N_("Short, as the region has set")},
	[PART_STEM] = {.owner = N_("Parents and pupil"),
                       .holds = N_("Views, own statements, consents, choices of readers"),
                       .purpose = N_("To hear parents and pupil, and to show what was done with it"),
                       .ground = N_("Right to be heard; what is theirs they may withdraw"),
                       .rule = "PRI-06",
                       .words = N_("With the part it belongs to; that there was a consent stays")},
	[PART_LEERLING] = {.owner = N_("The pupil"),
                           .holds = N_("What the pupil says and closes to parents, or tells one person alone"),
                           .purpose = N_("To hear the pupil freely, and to act when a child is not safe"),
                           .ground = N_("Right of the pupil to be heard freely (WVO 2020 article 2.44, paragraph 5)"),
                           .rule = "PRI-07",
                           .words = N_("2 years after the child left; the pupil may withdraw it before")},
	[PART_VERZEGELD] = {.owner = N_("The author"),
                            .holds = N_("Notes of the reporting code, medical notes"),
                            .purpose = N_("To protect a child, when its law asks so"),
                            .ground = N_("The law on which the note is written; opening needs a reason"),
                            .words = N_("As its law says")},
	[PART_VERZOEK] = {.owner = N_("Each organisation that was asked, of its own answer"),
                          .holds = N_("What someone asks about the data kept of them, the answer, the copy "
                                      "that was given"),
                          .purpose = N_("To answer in time, and to show that it was answered"),
                          .ground = N_("Duty by law (AVG articles 12 to 22)"),
                          .rule = "PRI-07",
                          .words = N_("As the part of the school")},
	[PART_AANMELDING] = {.owner = N_("The school where the parents applied"),
                             .holds = N_("The application, adaptations that were looked into, the intake list"),
                             .purpose = N_("To decide on the application and to find a school"),
                             .ground = N_("Task of the school (AVG article 6, paragraph 1, under e)"),
                             .rule = "PRI-07",
                             .words = N_("2 years after the child left; 3 years when it was referred")},
};

const struct part_keep *keep_of_part(enum part p)
{
	return p > PART_NONE && p < PART__N ? &part_keeps[p] : NULL;
}

bool keep_of(const struct record *rec, struct keeping *out)
{
	const struct part_keep *part = record_of_child(rec) ? keep_of_part(rec->part) : NULL;
	*out = (struct keeping){.from = rec->keep.from};
	if (part != NULL)
		*out = (struct keeping){.owner = part->owner, .purpose = part->purpose, .ground = part->ground,
		                        .words = part->words, .rule = part->rule, .from = rec->keep.from};
	if (rec->keep.purpose == NULL)
		return part != NULL;
	out->purpose = rec->keep.purpose;
	out->ground = rec->keep.ground;
	out->rule = rec->keep.rule;
	out->months = rec->keep.months;
	out->words = NULL;
	return true;
}

bool keep_needed(const struct record *rec)
{
	for (size_t i = 0; i < rec->n; i++)
		if (rec->fields[i].privacy != PRIV_PUBLIC)
			return true;
	return false;
}

int32_t keep_fact(const struct field *from, struct val v)
{
	if (v.type != VAL_INT)
		return DATE_OPEN;
	if (from->type == &T_INSTANT)
		return v.i >= INSTANT_OPEN || v.i <= 0 ? DATE_OPEN : instant_date(v.i);
	return v.i >= DATE_OPEN ? DATE_OPEN : (int32_t)v.i;
}

int32_t keep_task_end(int64_t closed, int64_t last)
{
	int64_t end = last > 0 && last < closed ? last : closed;
	return end >= INSTANT_OPEN || end <= 0 ? DATE_OPEN : instant_date(end);
}

/* Terms of keeping count whole calendar units from a day: no calendar bears on them. */
int32_t keep_until(const struct rule_book *book, const struct keeping *k, int32_t from)
{
	int32_t counts = from;
	if (from == DATE_OPEN)
		return DATE_OPEN;
	if (k->months > 0)
		return date_add_months(from, k->months);
	const struct rule *rule = k->rule == NULL ? NULL : book_keep(book, str_from(k->rule), from, &counts);
	return rule == NULL ? DATE_OPEN : rule_due(rule, counts, NULL);
}

struct str keep_words(struct arena *a, struct speak sp, const struct rule_book *book, const struct keeping *k,
                      int32_t today)
{
	const struct rule *rule = k->rule == NULL ? NULL : book_rule(book, str_from(k->rule), today);
	struct str words = k->words == NULL ? (struct str){0} : str_from(tr(sp, k->words));
	const struct slot slots[] = {{"n", tr_number(a, sp.lang, k->months)}};
	if (k->months > 0)
		return tr_fill(a, sp, trn(sp, "{n} month after it ended", "{n} months after it ended", k->months), slots, 1);
	if (rule == NULL || rule->base == NULL)
		return words;
	return tr_fill(a, sp, N_("{words}. Our region set it shorter: {length} instead of {law}"),
	               TR_SLOTS({"words", words}, {"length", rule_length(a, sp, rule)},
	                        {"law", rule_length(a, sp, rule->base)}));
}

struct counting {
	const struct keeping *k;
	const struct region_books *books;
	int32_t today;
	struct kept_count *out;
};

/* region and the fact; without a field for it: region, closed, last (keep_task_end). */
static bool count_row(void *ctx, const struct val *row, size_t cols)
{
	struct counting *c = ctx;
	const struct field *f = c->k->from;
	int32_t from = cols > 2 ? keep_task_end(row[1].i, row[2].i)
	                        : keep_fact(f, f->type->load == NULL ? row[1] : f->type->load(row[1]));
	if (from > c->today)
		return true;
	int32_t until = keep_until(book_in(c->books, row[0].i), c->k, from);
	c->out->ended += until != DATE_OPEN;
	c->out->past += until < c->today;
	return true;
}

enum err keep_count(struct db *db, const struct record_sql *sql, const struct region_books *books, int32_t today,
                    struct kept_count *out)
{
	struct keeping k;
	struct counting c = {.k = &k, .books = books, .today = today, .out = out};
	struct conn *conn;
	*out = (struct kept_count){0};
	if (!keep_of(sql->rec, &k) || sql->kept.text == NULL)
		return OK;
	enum err e = db_take(db, TAKE_MS, &conn);
	if (e != OK)
		return e;
	e = db_each(conn, &sql->kept, DB_NO_ARGS, count_row, &c);
	db_give(db, conn);
	return e;
}
