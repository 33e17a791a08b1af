/* A request about one's own account: to the office of the privacy officer, answered in a month, or in three when that
 * was told in time (PRI-17, AVG articles 12 and 15 to 22). */
#include "rights_pages.h"

#include "date.h"
#include "outbox.h"
#include "people.h"

#define F(f) (&account_request_fields[ACCREQ_##f])
#define OFFICER (UINT32_C(1) << ROLE_PRIVACY_OFFICER)
#define OTHERS (((UINT32_C(1) << ROLE__N) - 1) & ~((UINT32_C(1) << ROLE_NONE) | OFFICER))
#define BIT(s) (UINT32_C(1) << ACCREQ_##s)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL

/* Who asked reads it on pages of their own (account_request_pages.c), whatever role they act in. */
static const struct access access[] = {{OFFICER, OP_READ | OP_CHANGE, WHERE_OWN}};

static const struct choice states[ACCREQ_STATES + 1] = {
	[ACCREQ_IN] = {"ontvangen", N_("Received"), NULL},
	[ACCREQ_BUSY] = {"bezig", N_("Being answered"), NULL},
	[ACCREQ_DONE] = {"gedaan", N_("Done as was asked"), NULL},
	[ACCREQ_REFUSED] = {"geweigerd", N_("Not done, with the reason"), NULL},
	[ACCREQ_BACK] = {"ingetrokken", N_("Withdrawn"), NULL},
};

#define ANSWERED(column, t, longest) .name = column, .type = &t, .need = NEED_OPTIONAL, .max = longest, .by = OFFICER
const struct field account_request_fields[ACCREQ__N] = {
	[ACCREQ_ORG] = {SERVER("org", T_REF), .ref = &rec_organisation},
	[ACCREQ_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[ACCREQ_ASKER] = {SERVER("asker", T_REF), .ref = &rec_account},
	[ACCREQ_NAME] = {SERVER("asker_name", T_LINE), .label = N_("Name of who asks")},
	[ACCREQ_KIND] = {.name = "kind", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .choices = request_kinds,
		.label = N_("What is asked?"), .missing = N_("Choose what you want")},
	[ACCREQ_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 3000,
		.label = N_("Tell it in your own words")},
	[ACCREQ_RECEIVED] = {SERVER("received", T_DATE), .label = N_("Received on")},
	[ACCREQ_MORE] = {SERVER("more", T_NUMBER), .min = 0, .max = RIGHTS_MORE_MONTHS},
	[ACCREQ_MORE_WHY] = {ANSWERED("more_why", T_LINES, 1000), .label = N_("Why does it take longer?"),
		.hint = N_("Who asked reads this")},
	[ACCREQ_ANSWER] = {ANSWERED("answer", T_LINES, 3000), .label = N_("Your answer"),
		.hint = N_("Who asked reads this. Tell what was done, and where")},
	[ACCREQ_GROUND] = {ANSWERED("ground", T_RADIO, 0), .privacy = PRIV_PERSONAL, .choices = request_grounds,
		.label = N_("Why not?")},
	[ACCREQ_REASON] = {ANSWERED("reason", T_LINES, 3000), .label = N_("The reason in your own words"),
		.hint = N_("Who asked reads this")},
	[ACCREQ_ENDED_ON] = {SERVER("ended_on", T_DATE), .unset = true, .label = N_("Ended on")},
	[ACCREQ_ANSWERED_BY] = {SERVER("answered_by", T_LINE), .unset = true, .label = N_("Answered by this person")},
	[ACCREQ_DUE] = {SERVER("due", T_DATE), .unset = true, .label = N_("Answer at the latest")},
	[ACCREQ_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

static void check(const struct given *g, struct reasons *out)
{
	enum request_kind k = request_kind_of(row_text(g->row, F(KIND)));
	if (k != ASKS_ACCESS && k != ASKS_CARRY)
		rights_needs(g, out, F(WORDS), N_("Write what it is about"));
}

static bool not_longer(const struct row *r)
{
	return row_int(r, F(MORE)) == 0;
}

static void may_extend(const struct given *g, struct reasons *out)
{
	rights_may_extend(g, out, F(MORE), F(DUE), F(MORE_WHY));
}

static void may_grant(const struct given *g, struct reasons *out)
{
	rights_needs(g, out, F(ANSWER), N_("Write what was done, and where"));
}

static void may_refuse(const struct given *g, struct reasons *out)
{
	rights_needs(g, out, F(GROUND), N_("Choose why not"));
	rights_needs(g, out, F(REASON), N_("Write the reason, so that who asked understands it"));
}

/* Each is told for itself: that it takes longer, and the answer. */
static void tell(struct change *c, const struct row *at, const char *what)
{
	outbox_put(c, &(struct notice){.kind = NOTICE_WAITING, .account = row_int(at, F(ASKER)), .minutes = 5,
	                               .once = str_printf(change_act(c)->a, "account-%s:%lld", what, (long long)at->id)});
}

static enum err made_longer(struct change *c, const struct row *at)
{
	change_set(c, at->rec, at->id, F(MORE), val_int(RIGHTS_MORE_MONTHS));
	tell(c, at, "longer");
	return OK;
}

static enum err answered(struct change *c, const struct row *at)
{
	change_set(c, at->rec, at->id, F(ENDED_ON), val_int(instant_date(change_now(c))));
	change_set(c, at->rec, at->id, F(ANSWERED_BY), val_text(change_act(c)->viewer->name));
	tell(c, at, "answer");
	return OK;
}

#define FORM(word, text, demands, ...) \
	static const struct field *const word##_fields[] = {__VA_ARGS__}; \
	static const struct form_def form_##word = {.name = "account-request-" #word, .fields = word##_fields, \
		.n = sizeof word##_fields / sizeof *word##_fields, .must = demands, .drafts = true, .submit = text}
FORM(longer, N_("Tell that it takes longer"), MUST(0), F(MORE_WHY));
FORM(granted, N_("It was done: send this answer"), MUST(0), F(ANSWER));
FORM(refused, N_("Send this answer"), MUST_FIRST(2), F(GROUND), F(REASON));

const struct transition account_request_flow[ACCREQ_STEPS] = {
	[ACCREQ_TAKE] = {.name = "oppakken", .label = N_("Take it up"), .done = N_("You take it up"), .from = BIT(IN),
		.to = ACCREQ_BUSY, .by = OFFICER, .undo = true},
	[ACCREQ_GRANT] = {.name = "gedaan", .label = N_("It is done as was asked"), .done = N_("The answer is sent"),
		.from = BIT(BUSY), .to = ACCREQ_DONE, .by = OFFICER, .form = &form_granted, .guard = may_grant,
		.effect = answered},
	[ACCREQ_REFUSE] = {.name = "weigeren", .label = N_("It is not done, and this is why"),
		.done = N_("The answer is sent"), .from = BIT(BUSY), .to = ACCREQ_REFUSED, .by = OFFICER,
		.form = &form_refused, .guard = may_refuse, .effect = answered},
	[ACCREQ_EXTEND] = {.name = "verlengen", .label = N_("It takes longer: two months more"),
		.done = N_("Who asked hears that it takes longer, and why"), .from = BIT(BUSY), .to = ACCREQ_BUSY,
		.by = OFFICER, .applies = not_longer, .form = &form_longer, .guard = may_extend, .effect = made_longer},
	/* By who asked, on their own page: no access row gives it to anybody. */
	[ACCREQ_WITHDRAW] = {.name = "intrekken", .label = N_("Take my question back"),
		.done = N_("Your question is taken back"), .from = BIT(IN) | BIT(BUSY), .to = ACCREQ_BACK, .by = OTHERS},
};

static const struct term terms[] = {
	{.name = "answer", .rule = "PRI-17", .from = F(RECEIVED), .states = BIT(IN) | BIT(BUSY),
	 .what = N_("Answer what was asked about the data"), .more = F(MORE)},
};
static const struct order orders[] = {{F(RECEIVED), true}};
static const struct field *const columns[] = {F(RECEIVED), F(KIND), F(STATE), F(DUE)};
static const struct field *const filters[] = {F(STATE)};
static const struct listing listing = {.label = N_("Requests about an account"), .orders = orders, .n_orders = 1,
	.columns = columns, .n_columns = sizeof columns / sizeof *columns, .filters = filters, .n_filters = 1};

const struct record rec_account_request = {
	.name = "account_request", .label = N_("Request about an account"), .fields = account_request_fields,
	.n = ACCREQ__N, .title = F(KIND), .access = access, .n_access = sizeof access / sizeof *access, .org = F(ORG),
	.check = check, .state = F(STATE), .ends = BIT(DONE) | BIT(REFUSED) | BIT(BACK), .flow = account_request_flow,
	.n_flow = ACCREQ_STEPS, .terms = terms, .n_terms = 1, .due = F(DUE), .due_term = F(DUE_TERM),
	.listing = &listing,
	.keep = {.purpose = N_("To answer in time what someone asks about their own account, and to show it was answered"),
	         .ground = N_("Duty by law (AVG articles 12 to 22)"), .months = 24, .from = F(RECEIVED), .goes = true},
};
