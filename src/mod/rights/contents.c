#include "contents.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"
#include "title.h"

enum { TYPES_MAX = 40, PASSAGES_MAX = 4000, TEXT_MAX = 2 << 20 };

/* What may stand in a copy. Never: who takes part and how they are reached, moments that people chose, attempts to
 * reach a parent, what is sealed, what is not sent yet (access.md, rule 12). `own`: in these states of it, family reads
 * all of it without asking; NULL: in a copy only, which someone looks through first. */
#define ALL_STATES ""
static const struct shared {
	const char *record;
	const char *own; /* codes of states with spaces around each, or ALL_STATES */
} shared[] = {
	{"route", ALL_STATES},
	{"opp", " instemming vastgesteld geevalueerd afgesloten "},
	{"opp_goal", " loopt afgerond "},
	{"opp_progress", NULL},
	{"opp_help", " loopt afgerond "},
	{"opp_edition", NULL},
	{"opp_agreement", NULL},
	{"opp_say", NULL},
	{"application", NULL},
	{"adaptation", NULL},
	{"intake", NULL},
	{"sign", NULL},
	{"talk", NULL},
	{"talk_swv", NULL},
	{"meeting", NULL},
	{"contribution", NULL},
	{"solution", NULL},
	{"action", NULL},
	{"needed", NULL},
	{"placement", " geplaatst terugkeer nazorg gevolgd klaar beeindigd "},
	{"place_goal", NULL},
	{"place_talk", NULL},
	{"place_look", NULL},
	{"place_practice", NULL},
	{"return_check", NULL},
	{"oso_section", NULL},
	{"document_school", NULL},
	{"document_voorschool", NULL},
	{"document_knooppunt", NULL},
	{"document_swv", NULL},
	{"document_deskundig", NULL},
	{"document_voorziening", NULL},
};

#define P(name) PART_BIT(PART_##name)

parts contents_of_org(struct str org_kind)
{
	static const struct {
		const char *kind;
		parts parts;
	} keeps[] = {
		{"school", P(KERN) | P(SCHOOL) | P(CARD) | P(KNOOPPUNT) | P(STEM) | P(AANMELDING)},
		{"preschool", P(VOORSCHOOL)},
		{"swv", P(SWV) | P(DESKUNDIG)},
		{"provision", P(VOORZIENING)},
		{"municipality", P(GEMEENTE)},
	};
	for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++)
		if (str_is(org_kind, keeps[i].kind))
			return keeps[i].parts;
	return 0;
}

static bool stands_among(struct arena *a, const char *codes, struct str code)
{
	struct str needle = str_printf(a, " " STR_FMT " ", STR_ARG(code)), all = str_from(codes);
	for (size_t i = 0; i + needle.n <= all.n; i++)
		if (memcmp(all.p + i, needle.p, needle.n) == 0)
			return true;
	return false;
}

/* May it stand in it, by who it is for? */
static bool row_fits(struct arena *a, const struct shared *s, const struct row *r, const struct contents_for *copy)
{
	if (copy == NULL)
		return *s->own == '\0' || stands_among(a, s->own, row_text(r, r->rec->state));
	const struct allowed *k = copy->known;
	if (k != NULL && (k->reads & PART_BIT(r->rec->part)) != 0)
		return reach_holds(k, r) && !reach_waits(k, r);
	return !r->rec->apart && r->rec->only[0] == NULL;
}

/* access.md rules 11 and 12 hold in a copy as they do on a page. */
static bool field_fits(const struct field *f, const struct row *r, const struct contents_for *copy)
{
	const uint32_t strict = HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS | HIDE_SHIELD;
	if (f->label == NULL || f->privacy == PRIV_SECRET)
		return false;
	if (copy == NULL || copy->ours)
		return true;
	const struct allowed *k = copy->known;
	if (k == NULL)
		return (f->hides & strict) == 0;
	bool reads = (k->reads & PART_BIT(r->rec->part)) != 0;
	return (f->hides & (reads ? k->hides[r->rec->part] : k->hides[PART_KERN] | HIDE_GUARDIANS | HIDE_WORKING)) == 0;
}

static void add_row(struct req *req, struct contents *out, const struct seen *s, const struct str *texts,
                    const struct contents_for *copy)
{
	for (size_t f = 0; f < s->row.rec->n && out->n < PASSAGES_MAX; f++) {
		const struct field *field = &s->row.rec->fields[f];
		if ((texts[f].n > 0 || (copy != NULL && copy->ours)) && !s->hidden[f] && field_fits(field, &s->row, copy))
			out->v[out->n++] = (struct passage){
				.rec = s->row.rec, .id = s->row.id, .pid = s->row.pid, .field = field, .text = texts[f],
				.title = s->row.rec->is_route ? (struct str){0} : row_title(req->act.a, req->act.speak, &s->row)};
	}
}

enum err contents_load(struct req *req, const struct seen *child, const struct contents_for *copy,
                       struct contents *out)
{
	struct arena *a = req->act.a;
	const struct record *recs[TYPES_MAX];
	const struct shared *of[TYPES_MAX];
	struct seen_page found[TYPES_MAX];
	size_t n = 0;
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
		const struct record *rec = model_find(req->act.model, str_from(shared[i].record));
		if (rec == NULL || (copy == NULL && shared[i].own == NULL) ||
		    (copy != NULL && (contents_of_org(copy->org_kind) & PART_BIT(rec->part)) == 0))
			continue;
		of[n] = &shared[i];
		recs[n++] = rec;
	}
	*out = (struct contents){.v = ARENA_ARRAY(a, struct passage, PASSAGES_MAX)};
	enum err e = n == 0 ? OK : scope_pieces_all(&req->act, child, recs, n, found);
	size_t rows = 0, at = 0;
	for (size_t t = 0; e == OK && t < n; t++)
		rows += found[t].n;
	struct seen *all = ARENA_ARRAY(a, struct seen, rows + 1);
	for (size_t t = 0; e == OK && t < n; t++)
		for (size_t i = 0; i < found[t].n; i++)
			all[at++] = found[t].v[i];
	const struct str **texts;
	if (e == OK)
		e = told_rows(&req->act, all, rows, &texts);
	at = 0;
	for (size_t t = 0; e == OK && t < n; t++)
		for (size_t i = 0; i < found[t].n; i++, at++)
			if (row_fits(a, of[t], &all[at].row, copy))
				add_row(req, out, &all[at], texts[at], copy);
	return e == OK && out->n == PASSAGES_MAX ? ERR_TOO_BIG : e;
}

enum err contents_known(struct req *req, const struct row *request, struct allowed *out, bool *known)
{
	struct act as = req->act;
	struct viewer *v;
	struct conn *conn;
	int64_t asker = row_int(request, &request_fields[REQUEST_ASKER]);
	bool pupil = str_is(row_text(request, &request_fields[REQUEST_WHO]), "leerling");
	*known = false;
	if (asker == 0)
		return OK;
	enum err e = act_conn(&req->act, &conn);
	if (e == OK)
		e = viewer_load_account(conn, req->act.a, asker, pupil ? ROLE_PUPIL : ROLE_PARENT, req->act.now, &v);
	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	as.viewer = v;
	e = reach_allowed(&as, row_int(request, &request_fields[REQUEST_ROUTE]), out);
	*known = e == OK;
	return e == ERR_NOT_FOUND ? OK : e;
}

/* ---- where it is from ---- */

static const struct stmt stmt_origins = {
	"SELECT v.field, coalesce(g.source, ''), coalesce(g.source_on, ''), g.at,"
	" CASE WHEN v.salt IS NULL THEN 0 ELSE 1 END FROM change_value v JOIN change_group g ON"
	" g.id = v.change_group WHERE v.record = $1 AND v.record_id = $2 ORDER BY g.at DESC, g.id DESC LIMIT 1000", "ti",
	"tttii"};

static struct origin origin_in(const struct rows *r, const struct field *f)
{
	struct origin out = {.on = DATE_OPEN};
	for (size_t i = 0; i < r->n; i++) {
		if (!str_is(rows_text(r, i, 0), f->name))
			continue;
		out.times += (size_t)rows_int(r, i, 4);
		if (out.on != DATE_OPEN)
			continue;
		out.source = rows_text(r, i, 1);
		if (out.source.n == 0 || !date_parse_iso(rows_text(r, i, 2), &out.on))
			out.on = instant_date(rows_int(r, i, 3));
	}
	return out;
}

/* Passages of one record stand behind each other. */
static bool begins(const struct contents *c, size_t i)
{
	return i == 0 || c->v[i].rec != c->v[i - 1].rec || c->v[i].id != c->v[i - 1].id;
}

enum err contents_origins(struct req *req, struct contents *c)
{
	struct batch *b;
	size_t at = 0;
	enum err e = act_batch(&req->act, &b);
	for (size_t i = 0; e == OK && i < c->n; i++)
		if (begins(c, i))
			batch_put(b, &stmt_origins, DB_ARGS(val_text(str_from(c->v[i].rec->name)), val_int(c->v[i].id)));
	if (e == OK && c->n > 0)
		e = batch_run(b);
	for (size_t i = 0; e == OK && i < c->n; i++) {
		at += begins(c, i);
		c->v[i].from = origin_in(batch_rows(b, at - 1), c->v[i].field);
	}
	return e;
}

/* ---- left out ---- */

static const char *left_out(const struct req *req, const struct row *cut)
{
	bool other = str_is(row_text(cut, &cut_fields[CUT_REASON]), "ander");
	return tr(req->act.speak, other ? N_("[Something about someone else stood here]") : N_("[Something is left out "
		"here]"));
}

/* Each place where the word stands; false: nowhere. */
static bool replace(struct arena *a, struct str text, struct str word, const char *with, struct str *out)
{
	struct buf b;
	bool any = false;
	buf_init(&b, a, TEXT_MAX);
	for (size_t i = 0; i < text.n;) {
		if (word.n > 0 && i + word.n <= text.n && memcmp(text.p + i, word.p, word.n) == 0) {
			buf_c(&b, with);
			i += word.n;
			any = true;
		} else
			buf_byte(&b, text.p[i++]);
	}
	*out = buf_view(&b);
	return any;
}

static void cut_one(struct req *req, struct passage *p, const struct row *cut)
{
	const char *with = left_out(req, cut);
	struct str rest = row_text(cut, &cut_fields[CUT_WORDS]);
	bool all = row_int(cut, &cut_fields[CUT_ALL]) != 0;
	p->cut = true;
	while (!all && rest.n > 0) {
		struct str word = str_trim(str_cut(rest, '\n', &rest));
		if (word.n > 0 && !replace(req->act.a, p->text, word, with, &p->text))
			all = true;
	}
	if (all)
		p->text = str_from(with);
}

void contents_cut(struct req *req, struct contents *c, const struct seen_page *cuts)
{
	for (size_t k = 0; k < cuts->n; k++)
		for (size_t i = 0; i < c->n; i++) {
			const struct row *cut = &cuts->v[k].row;
			struct passage *p = &c->v[i];
			if (str_is(row_text(cut, &cut_fields[CUT_RECORD]), p->rec->name) &&
			    str_eq(row_text(cut, &cut_fields[CUT_PIECE]), p->pid) &&
			    str_is(row_text(cut, &cut_fields[CUT_FIELD]), p->field->name))
				cut_one(req, p, cut);
		}
}

struct str contents_text(struct req *req, const struct contents *c)
{
	struct speak sp = req->act.speak;
	struct buf b;
	buf_init(&b, req->act.a, TEXT_MAX);
	for (size_t i = 0; i < c->n; i++) {
		const struct passage *p = &c->v[i];
		if (i == 0 || !str_eq(p->pid, c->v[i - 1].pid)) {
			const char *label = tr(sp, p->rec->label);
			bool titled = p->title.n > 0 && !str_is(p->title, label);
			buf_printf(&b, "R%s%s" STR_FMT "\n", label, titled ? ": " : "", STR_ARG(titled ? p->title : S("")));
		}
		buf_printf(&b, "F%s\n", tr(sp, p->field->label));
		struct str rest = p->text;
		while (rest.n > 0) {
			struct str line = str_cut(rest, '\n', &rest);
			buf_printf(&b, "T" STR_FMT "\n", STR_ARG(line));
		}
	}
	return buf_view(&b);
}
