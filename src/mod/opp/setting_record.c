#include "date.h"
#include "opp.h"
#include "opp_pages.h"
#include "people.h"

#define DIRECTOR (UINT32_C(1) << ROLE_DIRECTOR)

/* What a region decides about plans and voices, from a day on: the row that began last is in force. */
static const struct choice silent[] = {
	{"doorgaan", N_("The school goes on with the agreement of the other parent, and writes down why"), NULL},
	{"wachten", N_("What is new in the plan waits; help that runs goes on"), NULL},
	{NULL, NULL, NULL},
};

static const struct access access_rows[] = {
	{UINT32_MAX & ~(UINT32_C(1) << ROLE_PUPIL | UINT32_C(1) << ROLE_PARENT), OP_READ, WHERE_REGION},
	{DIRECTOR, OP_READ | OP_CREATE | OP_CHANGE, WHERE_REGION},
};

const struct field opp_setting_fields[OPP_SETTING__N] = {
	[OPP_SETTING_FROM] = {.name = "holds_from", .type = &T_DATE, .privacy = PRIV_PUBLIC,
		.label = N_("From which day?"), .missing = N_("Enter the day from which this holds")},
	[OPP_SETTING_SILENT] = {.name = "silent", .type = &T_RADIO, .privacy = PRIV_PUBLIC, .choices = silent,
		.label = N_("One of two parents with authority agrees, the other stays silent. What then?"),
		.hint = N_("After attempts in three ways over ten school days. Have a jurist look at this"),
		.missing = N_("Choose what happens then")},
	[OPP_SETTING_WORDS] = {.name = "danger_words", .type = &T_LINES, .privacy = PRIV_PUBLIC, .max = 4000,
		.label = N_("Words at which a pupil sees at once whom to call"),
		.hint = N_("One on a line. Part of a word counts too. Nothing of it is sent or kept by that"),
		.missing = N_("Write down at least one word")},
};

static const struct order orders[] = {{&opp_setting_fields[OPP_SETTING_FROM], true}};
static const struct field *const columns[] = {
	&opp_setting_fields[OPP_SETTING_FROM], &opp_setting_fields[OPP_SETTING_SILENT]};
static const struct listing listing = {.label = N_("Rules for plans and voices"), .orders = orders, .n_orders = 1,
	.columns = columns, .n_columns = 2};

const struct record rec_opp_setting = {
	.name = "opp_setting", .label = N_("Rules for plans and voices"), .fields = opp_setting_fields,
	.n = OPP_SETTING__N, .title = &opp_setting_fields[OPP_SETTING_FROM], .access = access_rows, .n_access = 2,
	.listing = &listing,
};

static const struct field *const fields[] = {&opp_setting_fields[OPP_SETTING_FROM],
	&opp_setting_fields[OPP_SETTING_SILENT], &opp_setting_fields[OPP_SETTING_WORDS]};
const struct form_def form_opp_setting = {
	.name = "opp-setting", .fields = fields, .n = 3, .submit = N_("Save the rules")};

static const struct stmt stmt_now = {
	"SELECT silent, danger_words FROM opp_setting WHERE region = $1 AND holds_from <= $2"
	" ORDER BY holds_from DESC, id DESC LIMIT 1", "it", "tt"};

/* Where the region has set nothing. */
static const char default_words[] =
	"dood\nzelfmoord\nzelfdoding\nniet meer leven\nniet meer wakker\npijn doen\nsnijden\nslaan\nslaat\nsloeg\n"
	"schoppen\nschopt\nmishandel\nmisbruik\naanraken\naangeraakt\nbloot\nbang thuis\nbedreig\n"
	"mes\nwapen\nweglopen\nopgesloten";

struct stmt_asked *opp_setting_ask(struct act *act)
{
	return stmt_ask(act, &stmt_now, DB_ARGS(val_int(act->region), val_text(date_iso(act->a, instant_date(act->now)))));
}

enum err opp_setting_take(struct act *act, const struct stmt_asked *x, struct opp_setting *out)
{
	const struct rows *r;
	*out = (struct opp_setting){.words = str_from(default_words)};
	enum err e = stmt_take(act, x, &r);
	if (e == OK && r->n > 0) {
		out->waits = str_is(rows_text(r, 0, 0), "wachten");
		out->words = rows_text(r, 0, 1);
	}
	return e;
}

enum err opp_setting_now(struct act *act, struct opp_setting *out)
{
	return opp_setting_take(act, opp_setting_ask(act), out);
}
