#include "region_pc4.h"

#include "date.h"
#include "pc4_table.h"
#include "people.h"
#include "record_view.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define N_OF(a) (sizeof(a) / sizeof *(a))
#define SOURCE_2015 "Regeling regio-indeling, stand 2015"

enum { PER_CHANGE = 50, MATCH_MOST = 1000, NEAR = 2 };

static const struct access pc4_access[] = {
	{ROLE(DIRECTOR) | ROLE(TLV_SECRETARY) | ROLE(ADMINISTRATOR), OP_READ | OP_CREATE | OP_CHANGE, WHERE_REGION},
};

const struct field region_pc4_fields[PC4__N] = {
	[PC4_FIRST] = {.name = "first", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 4, .max = 4, .like = "1999",
		.unlike = N_("Enter the four digits of the postcode, for example 1315"), .label = N_("From postcode"),
		.missing = N_("Enter the four digits of the postcode")},
	[PC4_LAST] = {.name = "last", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 4, .max = 4, .like = "1999",
		.unlike = N_("Enter the four digits of the postcode, for example 1315"), .label = N_("Up to and including"),
		.hint = N_("The same one again for a single postcode"),
		.missing = N_("Enter the four digits of the postcode")},
	[PC4_BEGINS] = {.name = "begins", .type = &T_DATE, .privacy = PRIV_PUBLIC, .min = 0, .max = DATE_OPEN,
		.label = N_("Belongs to the partnership from"), .missing = N_("Enter the day it begins")},
	[PC4_ENDS] = {.name = "ends", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = 0,
		.max = DATE_OPEN, .label = N_("No longer from"),
		.hint = N_("The first day that it no longer does; mostly empty")},
	[PC4_SOURCE] = {.name = "source", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .max = 120,
		.label = N_("Where does it say so?")},
};

static void pc4_check(const struct given *g, struct reasons *out)
{
	if (str_cmp(row_text(g->row, &region_pc4_fields[PC4_LAST]), row_text(g->row, &region_pc4_fields[PC4_FIRST])) < 0)
		reason_add(out, &region_pc4_fields[PC4_LAST], N_("The last postcode comes before the first"));
}

static const struct order orders[] = {{&region_pc4_fields[PC4_FIRST], false}};
static const struct field *const columns[] = {
	&region_pc4_fields[PC4_FIRST], &region_pc4_fields[PC4_LAST], &region_pc4_fields[PC4_BEGINS],
	&region_pc4_fields[PC4_ENDS], &region_pc4_fields[PC4_SOURCE],
};
static const struct listing pc4_listing = {
	.label = N_("Postcodes of the partnership"), .orders = orders, .n_orders = 1, .columns = columns, .n_columns = 5};

const struct record rec_region_pc4 = {
	.name = "region_pc4", .label = N_("Postcodes of the partnership"), .fields = region_pc4_fields, .n = PC4__N,
	.title = &region_pc4_fields[PC4_FIRST], .access = pc4_access, .n_access = 1, .check = pc4_check,
	.listing = &pc4_listing,
	.keep = {.purpose = N_("To know which schools and children the partnership is responsible for"),
                 .ground = N_("Task of the partnership (WPO article 18a)"),
                 .rule = "setting.keep.region"},
};

/* ---- the sets of the program ---- */

static const struct pc4_area *area_of(struct str code)
{
	for (size_t i = 0; i < N_OF(pc4_areas); i++)
		if (str_is(code, pc4_areas[i].code))
			return &pc4_areas[i];
	return NULL;
}

bool swv_known(struct str code)
{
	return area_of(code) != NULL;
}

/* How many places differ; the shorter one counts as different there. */
static size_t distance(struct str typed, const char *code)
{
	size_t d = typed.n > SWV_CODE_LEN ? typed.n - SWV_CODE_LEN : 0;
	for (size_t i = 0; i < SWV_CODE_LEN; i++) {
		char c = i < typed.n ? typed.p[i] : '\0';
		d += (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c) != code[i];
	}
	return d;
}

size_t swv_nearest(struct str typed, const char **out, size_t most)
{
	size_t n = 0;
	for (size_t far = 0; far <= NEAR && n < most; far++)
		for (size_t i = 0; i < N_OF(pc4_areas) && n < most; i++)
			if (distance(typed, pc4_areas[i].code) == far)
				out[n++] = pc4_areas[i].code;
	return n;
}

/* The number of the first four characters; 0 when they are no postcode. */
static int number_of(struct str postcode)
{
	int v = 0;
	for (size_t i = 0; i < 4; i++) {
		if (i >= postcode.n || postcode.p[i] < '0' || postcode.p[i] > '9')
			return 0;
		v = v * 10 + (postcode.p[i] - '0');
	}
	return v;
}

static void add_span(struct pc4_set *set, int first, int last)
{
	for (int i = first; i > 0 && i <= last; i++) {
		set->n += (set->has[i / 8] >> i % 8 & 1) == 0;
		set->has[i / 8] = (unsigned char)(set->has[i / 8] | 1 << i % 8);
	}
}

bool pc4_in(const struct pc4_set *set, struct str postcode)
{
	int v = number_of(postcode);
	return v > 0 && (set->has[v / 8] >> v % 8 & 1) != 0;
}

void pc4_set_of(struct str code, struct pc4_set *out)
{
	const struct pc4_area *area = area_of(code);
	*out = (struct pc4_set){.n = 0};
	for (size_t i = 0; area != NULL && i < area->spans; i++)
		add_span(out, pc4_spans[area->from + i].first, pc4_spans[area->from + i].last);
}

bool swv_has(struct str code, struct str postcode)
{
	struct pc4_set set;
	pc4_set_of(code, &set);
	return pc4_in(&set, postcode);
}

/* ---- the set of the region ---- */

static const struct stmt stmt_set = {
	"SELECT first, last FROM region_pc4 WHERE region = $1 AND begins <= $2 AND (ends IS NULL OR ends > $2)"
	" ORDER BY first, id LIMIT 1000",
	"it", "tt"};
static const struct stmt stmt_there = {
	"SELECT first, last FROM region_pc4 WHERE region = $1 ORDER BY first LIMIT 1000", "i", "tt"};

static const struct stmt stmt_region = {"SELECT code FROM region WHERE region = $1 ORDER BY id LIMIT 1", "i", "t"};

/* The set, and the code of the region (empty: it has none), in one batch. */
static enum err set_and_code(struct act *act, int32_t day, struct pc4_set *set, struct str *code)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	*set = (struct pc4_set){.n = 0};
	*code = S("");
	if (e != OK)
		return e;
	size_t spans = batch_put(b, &stmt_set, DB_ARGS(val_int(act->region), val_text(date_iso(act->a, day))));
	size_t region = batch_put(b, &stmt_region, DB_ARGS(val_int(act->region)));
	e = batch_run(b);
	if (e != OK)
		return e;
	const struct rows *r = batch_rows(b, spans);
	for (size_t i = 0; i < r->n; i++)
		add_span(set, number_of(rows_text(r, i, 0)), number_of(rows_text(r, i, 1)));
	if (batch_rows(b, region)->n > 0)
		*code = rows_text(batch_rows(b, region), 0, 0);
	return OK;
}

enum err region_pc4_set(struct act *act, int32_t day, struct pc4_set *out)
{
	struct str code;
	return set_and_code(act, day, out, &code);
}

static bool is_there(const struct rows *r, struct str first, struct str last)
{
	for (size_t i = 0; i < r->n; i++)
		if (str_eq(rows_text(r, i, 0), first) && str_eq(rows_text(r, i, 1), last))
			return true;
	return false;
}

static enum err take_some(struct act *act, const struct pc4_area *area, const struct rows *there, size_t *at)
{
	struct change *c = change_begin(act, N_("The postcodes of 2015 are taken over"), 0);
	struct str pid;
	int64_t id;
	size_t put = 0;
	enum err e = OK;
	for (; e == OK && *at < area->spans && put < PER_CHANGE; (*at)++) {
		const struct pc4_span *s = &pc4_spans[area->from + *at];
		struct str first = str_printf(act->a, "%04u", s->first), last = str_printf(act->a, "%04u", s->last);
		if (is_there(there, first, last))
			continue;
		const struct val v[PC4__N] = {
			[PC4_FIRST] = val_text(first), [PC4_LAST] = val_text(last),
			[PC4_BEGINS] = val_int(date_from_ymd((struct ymd){2015, 8, 1})),
			[PC4_SOURCE] = val_text(S(SOURCE_2015)),
		};
		e = change_new(c, &rec_region_pc4, v, &id, &pid);
		put++;
	}
	return e == OK && put > 0 ? change_commit(c) : e;
}

enum err region_pc4_take(struct act *act, struct str code)
{
	const struct pc4_area *area = area_of(code);
	const struct rows *there;
	if (area == NULL)
		return ERR_NOT_FOUND;
	enum err e = act_exec(act, &stmt_there, DB_ARGS(val_int(act->region)), &there);
	for (size_t at = 0; e == OK && at < area->spans;)
		e = take_some(act, area, there, &at);
	return e;
}

/* ---- the page ---- */

static const struct field *const own_fields[] = {
	&region_pc4_fields[PC4_FIRST], &region_pc4_fields[PC4_LAST], &region_pc4_fields[PC4_BEGINS],
	&region_pc4_fields[PC4_ENDS], &region_pc4_fields[PC4_SOURCE],
};
const struct form_def form_region_pc4 = {
	.name = "region-postcodes", .fields = own_fields, .n = N_OF(own_fields), .drafts = true,
	.submit = N_("Save the postcodes")};

static const struct field field_code = {
	.name = "code", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = SWV_CODE_LEN, .max = SWV_CODE_LEN,
	.label = N_("Partnership"), .missing = N_("Choose the partnership"),
};
static const struct field *const take_fields[] = {&field_code};
const struct form_def form_region_pc4_take = {
	.name = "region-postcodes-take", .fields = take_fields, .n = 1, .submit = N_("Take over the list of 2015")};

void region_code_field(struct ui *u, const struct field *f, struct str chosen, struct str error, const char *none)
{
	struct ui_option *o = ARENA_ARRAY(u->a, struct ui_option, N_OF(pc4_areas) + 1);
	o[0] = (struct ui_option){.value = S(""), .label = none};
	for (size_t i = 0; i < N_OF(pc4_areas); i++) {
		struct str code = str_from(pc4_areas[i].code), towns = str_from(pc4_areas[i].towns);
		o[i + 1] = (struct ui_option){.value = code, .chosen = str_eq(chosen, code),
			.label = str_printf(u->a, STR_FMT ": " STR_FMT, STR_ARG(code), STR_ARG(towns)).p};
	}
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = f->name, .label = tr(u->sp, f->label),
	                               .hint = f->hint == NULL ? NULL : tr(u->sp, f->hint), .error = error,
	                               .optional = f->need == NEED_OPTIONAL, .options = o,
	                               .n_options = N_OF(pc4_areas) + 1});
}

enum err region_pc4_page(struct req *req)
{
	struct listing_query q = listing_ask(req->act.a, &rec_region_pc4, req->query);
	struct seen_page rows;
	struct pc4_set set;
	struct str own;
	int64_t n;
	enum err e = listing_look(&req->act, &rec_region_pc4, &q, &rows, &n);
	if (e == OK)
		e = set_and_code(&req->act, instant_date(req->act.now), &set, &own);
	if (e != OK)
		return e;
	struct speak sp = req->act.speak;
	struct form *f = req_form(req, &form_region_pc4_take);
	struct str code = f->raw[0].n > 0 ? f->raw[0] : own;
	struct ui_page page = {
		.title = tr(sp, N_("Postcodes of the partnership")),
		.intro = tr(sp, N_("The law says for which postcodes a partnership is responsible. Schools at these postcodes "
		                   "are yours when you take over DUO's list.")),
	};
	struct ui *u = view_begin(req, &page);
	struct ui_figure figure = {tr_number(u->a, sp.lang, (int64_t)set.n), tr(sp, N_("postcodes today")), NULL};
	ui_figures(u, &figure, 1);
	ui_panel_begin(u, tr(sp, N_("Take over from the law")));
	ui_p(u, tr(sp, N_("This is the division as it stood in 2015. Look it over: postcodes that came later or moved to a "
	                  "neighbour are put right below, with the day.")));
	view_form_begin(u, f, "/beheer/postcodes");
	region_code_field(u, &field_code, code, f->error[0], tr(sp, N_("Choose")));
	view_form_end(u, f);
	ui_panel_end(u);
	const char *add = record_way(req, &rec_region_pc4, WAY_NEW, (struct str){0});
	if (add != NULL) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, add, record_way_title(req, &rec_region_pc4, WAY_NEW));
		ui_buttons_end(u);
	}
	e = view_listing(u, req, &rec_region_pc4, &q, &rows, n);
	return e == OK ? view_end(u, req, &page) : e;
}

enum err region_pc4_take_post(struct req *req)
{
	struct str code = form_text(req->form, &field_code);
	enum err e = region_pc4_take(&req->act, code);
	if (e == ERR_NOT_FOUND) {
		form_wrong(req->form, &field_code, str_from(tr(req->act.speak, N_("Choose one of the answers"))));
		return ERR_INVALID;
	}
	return e == OK ? req_redirect(req, "/beheer/postcodes") : e;
}
