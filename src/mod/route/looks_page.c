#include "child_timeline.h"
#include "look.h"
#include "people.h"
#include "route_pages.h"
#include "route_say.h"

enum look_col { LOOK_ACCOUNT, LOOK_ROLE, LOOK_ORG, LOOK_DAY, LOOK_PURPOSE, LOOK_PARTS, LOOK_TIMES };
enum listed_col { LISTED_ACCOUNT, LISTED_ROLE, LISTED_ORG, LISTED_DAYS, LISTED_LAST };

static const struct stmt stmt_person = {"SELECT name FROM account WHERE id = $1", "i", "t"};
static const struct stmt stmt_org = {"SELECT name FROM organisation WHERE id = $1", "i", "t"};

/* Which parts were looked at, as far as this reader may know of them: that there is something that the pupil closes to
 * parents is theirs and the pupil's who read it. */
static int64_t parts_known(const struct req *req, int64_t bits)
{
	bool knows = (req->seen.allowed.reads & PART_BIT(PART_LEERLING)) != 0;
	return knows ? bits : bits & ~(int64_t)PART_BIT(PART_LEERLING);
}

/* Nobody sees that the support point was asked, on whatever list. */
static parts lists_known(const struct req *req)
{
	return (parts)parts_known(req, INT32_MAX) & ~PART_BIT(PART_OJS);
}

/* Guardians never see each other's looks (access.md rule 12), and nobody sees that the support point was asked. */
static bool is_shown(const struct req *req, const struct rows *looks, size_t i)
{
	bool family = str_is(rows_text(looks, i, LOOK_PURPOSE), purpose_code(PURPOSE_OWN));
	bool mine = rows_int(looks, i, LOOK_ACCOUNT) == req->viewer->account;
	int64_t opened = rows_int(looks, i, LOOK_PARTS);
	return (!family || mine) && opened != (int64_t)PART_BIT(PART_OJS) &&
	       (opened == 0 || parts_known(req, opened) != 0);
}

struct names {
	const struct batch *b;
	const size_t *person, *org;
};

/* Names of who looked, and from where, for all lines. */
static void put_names(struct req *req, struct batch *b, const struct rows *rows, struct names *out)
{
	size_t *person = ARENA_ARRAY(req->act.a, size_t, rows->n), *org = ARENA_ARRAY(req->act.a, size_t, rows->n);
	for (size_t i = 0; i < rows->n; i++) {
		person[i] = batch_put(b, &stmt_person, DB_ARGS(rows_val(rows, i, LOOK_ACCOUNT)));
		org[i] = batch_put(b, &stmt_org, DB_ARGS(rows_val(rows, i, LOOK_ORG)));
	}
	*out = (struct names){b, person, org};
}

static enum err read_names(struct req *req, const struct rows *looks, const struct rows *listed, struct names *who,
                           struct names *in_list)
{
	struct batch *b;
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	put_names(req, b, looks, who);
	put_names(req, b, listed, in_list);
	return looks->n + listed->n == 0 ? OK : batch_run(b);
}

static struct str name_at(const struct names *names, size_t place)
{
	const struct rows *r = batch_rows(names->b, place);
	return r->n == 0 ? (struct str){0} : rows_text(r, 0, 0);
}

/* A shielded place is not given away by who looked from there (access.md rule 11). */
static struct str org_shown(struct req *req, const struct names *names, size_t i)
{
	if ((req->seen.allowed.hides[PART_KERN] & HIDE_ADDRESS) != 0)
		return str_from(tr(req->act.speak, N_("shielded")));
	return name_at(names, names->org[i]);
}

/* The same for their names; the own one is known. */
static struct str name_shown(struct req *req, const struct rows *rows, const struct names *names, size_t i)
{
	const struct allowed *may = &req->seen.allowed;
	/* To who works elsewhere a name tells where the child is; to the family it is an answer (rule 10). */
	uint32_t shut = may->purpose[PART_KERN] == PURPOSE_OWN ? HIDE_SHIELD : HIDE_SHIELD | HIDE_ADDRESS;
	bool shielded = (may->hides[PART_KERN] & shut) != 0;
	if (shielded && rows_int(rows, i, LOOK_ACCOUNT) != req->viewer->account)
		return str_from(tr(req->act.speak, N_("shielded")));
	return name_at(names, names->person[i]);
}

/* Who looks at an own child does so as its family, whatever role one acts in. */
static struct str role_shown(struct req *req, const struct rows *looks, size_t i)
{
	bool own = str_is(rows_text(looks, i, LOOK_PURPOSE), purpose_code(PURPOSE_OWN));
	enum role role;
	if (!role_parse(rows_text(looks, i, LOOK_ROLE), &role))
		role = ROLE_NONE;
	if (own && role_def(role)->audience == AUD_PROF)
		role = ROLE_PARENT;
	return str_from(tr(req->act.speak, role_def(role)->label));
}

static struct str purpose_shown(struct req *req, struct str code)
{
	enum purpose p = PURPOSE_NONE;
	while (p < PURPOSE__N && !str_is(code, purpose_code(p)))
		p++;
	return str_from(tr(req->act.speak, purpose_label(p)));
}

/* What one most wants to know was opened stands first. */
static const enum part by_weight[] = {
	PART_VERZEGELD, PART_DESKUNDIG, PART_STEM, PART_LEERLING, PART_SCHOOL, PART_KNOOPPUNT, PART_GEMEENTE, PART_SWV,
	PART_VOORZIENING, PART_AANMELDING, PART_VOORSCHOOL, PART_OJS, PART_VERZOEK, PART_CARD, PART_KERN,
};
_Static_assert(sizeof by_weight / sizeof *by_weight == PART__N - 1, "every part has its place");

/* More than three are no sentence: the first two, and the others folded. */
enum { PARTS_SAID = 2, PARTS_TOGETHER = 3 };

static void parts_cell(struct ui *u, struct req *req, int64_t bits)
{
	const char *v[PART__N];
	size_t n = 0;
	struct buf b;
	buf_init(&b, u->a, 2048);
	for (size_t i = 0; i < PART__N - 1; i++)
		if ((bits & (int64_t)PART_BIT(by_weight[i])) != 0)
			v[n++] = say_part(req, by_weight[i]);
	size_t said = n <= PARTS_TOGETHER ? n : PARTS_SAID;
	for (size_t i = 0; i < said; i++)
		buf_printf(&b, "%s%s", i == 0 ? "" : "; ", v[i]);
	if (said == n) {
		ui_cell(u, buf_view(&b));
		return;
	}
	ui_cell_begin(u);
	ui_p_str(u, buf_view(&b));
	ui_details_begin(u, tr_fill(u->a, u->sp, N_("and {n} more"),
	                            TR_SLOTS({"n", tr_number(u->a, u->sp.lang, (int64_t)(n - said))})).p, false);
	ui_bullets(u, v + said, n - said);
	ui_details_end(u);
	ui_cell_end(u);
}

static void looks_show(struct ui *u, struct req *req, const struct rows *looks, const struct names *names)
{
	struct speak sp = req->act.speak;
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("Who"))},      {.label = tr(sp, N_("Day"))},       {.label = tr(sp, N_("From where"))},
		{.label = tr(sp, N_("What for"))}, {.label = tr(sp, N_("What was opened"))},
	};
	ui_table_begin(u, tr(sp, N_("Opened")), TABLE_CARDS, cols, 5);
	for (size_t i = 0; i < looks->n; i++) {
		if (!is_shown(req, looks, i))
			continue;
		struct str who = str_printf(req->act.a, STR_FMT ", " STR_FMT, STR_ARG(name_shown(req, looks, names, i)),
		                            STR_ARG(role_shown(req, looks, i)));
		ui_row(u);
		ui_cell(u, who);
		ui_cell(u, tr_date(req->act.a, sp.lang, (int32_t)rows_int(looks, i, LOOK_DAY), DATE_SHORT));
		ui_cell(u, org_shown(req, names, i));
		ui_cell(u, purpose_shown(req, rows_text(looks, i, LOOK_PURPOSE)));
		parts_cell(u, req, parts_known(req, rows_int(looks, i, LOOK_PARTS)));
	}
	ui_table_end(u);
}

/* Appearing in a list is shown folded: "stood 3 days in the list of ...". */
static void listed_show(struct ui *u, struct req *req, const struct rows *listed, const struct names *names)
{
	struct speak sp = req->act.speak;
	const char **lines = ARENA_ARRAY(req->act.a, const char *, listed->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < listed->n; i++) {
		enum role role;
		int64_t days = rows_int(listed, i, LISTED_DAYS);
		/* The family's own lists are theirs. */
		if (!role_parse(rows_text(listed, i, LISTED_ROLE), &role) || rows_int(listed, i, LISTED_ORG) == 0)
			continue;
		const struct slot slots[] = {{"n", tr_number(req->act.a, sp.lang, days)},
		                             {"who", name_shown(req, listed, names, i)},
		                             {"role", str_from(tr(sp, role_def(role)->label))}};
		lines[n++] = tr_fill(req->act.a, sp,
				     trn(sp, "stood {n} day in the list of {who}, {role}",
					 "stood {n} days in the list of {who}, {role}", days),
				     slots, 3)
				     .p;
	}
	if (n == 0)
		return;
	ui_h2(u, tr(sp, N_("Stood in a list")));
	ui_bullets(u, lines, n);
}

enum err child_looks_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct rows *looks, *listed;
	struct names who, in_list;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, r).p, child_path(a, r, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Who looked along?")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("Everyone who opens something of this child stands here: who, when and what for.")),
	};
	enum err e = looks_of(req->app->looks, a, r->id, &looks);
	if (e == OK)
		e = looks_listed(req->app->looks, a, r->id, lists_known(req), &listed);
	if (e == OK)
		e = read_names(req, looks, listed, &who, &in_list);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/wie-keek-mee");
	ui_panel_begin(u, NULL);
	looks_show(u, req, looks, &who);
	listed_show(u, req, listed, &in_list);
	ui_panel_end(u);
	ui_help(u, tr(sp, N_("Do you not understand why someone looked?")),
	        tr(sp, N_("Ask the school or the partnership. They must be able to explain every look.")));
	return view_end(u, req, &page);
}
