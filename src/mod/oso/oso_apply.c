/* A dossier put into the route of a child: its core, what it says by subject, and its files, in one change. */
#include "oso_in.h"

#include "date.h"

enum { PUPILS_MAX = 4000, FILES_MAX = 40, NEAR = 2, TITLE_CHARS = 120 };

/* ---- who is it? ---- */

static struct str key_of(struct arena *a, const struct oso_dossier *d)
{
	struct val v[ROUTE__N] = {{0}};
	v[ROUTE_GIVEN_NAME] = val_text(d->given);
	v[ROUTE_PREFIX] = d->prefix.n > 0 ? val_text(d->prefix) : val_null();
	v[ROUTE_FAMILY_NAME] = val_text(d->family);
	rec_route.derive(a, v);
	return v[ROUTE_SORT_KEY].s;
}

/* How little they differ: 0 the same; 3 and more: another child. */
static int difference(const struct row *r, struct str key, int32_t born)
{
	int names = roster_distance(row_text(r, &route_fields[ROUTE_SORT_KEY]), key);
	bool same_day = row_int(r, &route_fields[ROUTE_BORN]) == born;
	return names == 0 ? !same_day : same_day && names <= NEAR ? names : NEAR + 1;
}

enum err oso_in_alike(struct act *act, const struct pupils_asked *pupils, const struct oso_dossier *d,
                      struct alike *out)
{
	struct seen_page all;
	struct str key = key_of(act->a, d);
	*out = (struct alike){.n = 0};
	enum err e = roster_pupils(act, pupils, PUPILS_MAX, SCOPE_COMPARED, &all);
	for (int most = 0; e == OK && most <= NEAR; most++)
		for (size_t i = 0; i < all.n && out->n < ALIKE_MAX; i++)
			if (difference(&all.v[i].row, key, d->born) == most) {
				out->sure = out->sure || most == 0;
				scope_listed(act, &all.v[i]);
				out->v[out->n++] = &all.v[i];
			}
	return e;
}

/* ---- what it says ---- */

/* A bar stands between title, day and who. */
static struct str without_bar(struct arena *a, struct str s)
{
	struct str rest, first = str_cut(s, '|', &rest);
	while (rest.n > 0) {
		struct str next = str_cut(rest, '|', &rest);
		first = str_printf(a, STR_FMT "/" STR_FMT, STR_ARG(first), STR_ARG(next));
	}
	return first;
}

struct str facts_text(struct arena *a, const struct oso_dossier *d, enum oso_section s)
{
	struct buf b;
	buf_init(&b, a, 1 << 20);
	for (size_t i = 0; i < d->n_facts; i++) {
		const struct oso_fact *f = &d->facts[i];
		if (f->section == s)
			buf_printf(&b, FACT_MARK STR_FMT "|%s|" STR_FMT "\n" STR_FMT "\n", STR_ARG(without_bar(a, f->title)),
			           f->on == 0 ? "" : date_iso(a, f->on).p, STR_ARG(f->by), STR_ARG(f->text));
	}
	return b.failed ? (struct str){0} : str_trim(buf_view(&b));
}

static const struct stmt stmt_before = {
	"SELECT id FROM oso_section WHERE route = $1 AND kind = $2 ORDER BY id DESC LIMIT 40", "it", "i"};

/* Was the very same taken over before? */
static enum err has_section(struct act *act, const struct val v[SECTION__N], bool *same)
{
	const struct rows *ids;
	const struct row *before;
	*same = false;
	enum err e = act_exec(act, &stmt_before, DB_ARGS(v[SECTION_ROUTE], v[SECTION_KIND]), &ids);
	if (e == OK)
		e = records_by_id(act, &rec_oso_section, ids, 0, &before);
	for (size_t i = 0; e == OK && i < ids->n; i++)
		*same = *same || str_eq(row_text(&before[i], &section_fields[SECTION_TEXT]), v[SECTION_TEXT].s);
	return e;
}

enum err oso_put_section(struct act *act, struct change *c, int64_t route, const struct oso_dossier *d,
                         enum oso_section s)
{
	bool same;
	struct str pid, text = facts_text(act->a, d, s);
	int64_t id;
	const struct val v[SECTION__N] = {
		[SECTION_ROUTE] = val_int(route), [SECTION_KIND] = val_text(str_from(oso_section_code(s))),
		[SECTION_TEXT] = val_text(text), [SECTION_ON] = val_int(d->made), [SECTION_AT] = val_int(act->now),
		[SECTION_ACCOUNT] = val_int(act->viewer->account),
	};
	if (text.n == 0)
		return OK;
	enum err e = has_section(act, v, &same);
	return e != OK || same ? e : change_new(c, &rec_oso_section, v, &id, &pid);
}

/* A file that is not what it says, or not whole, stays behind: the page before said which. */
static enum err put_file(struct req *req, struct change *c, int64_t route, const struct oso_file *f)
{
	struct document_found found;
	struct str pid;
	int64_t id;
	if (f->broken || f->bytes.n == 0 || f->bytes.n > DOCUMENT_BYTES_MAX)
		return OK;
	enum err e = document_look_boxed(req->app->boxed, req->act.a, f->bytes, &found);
	if (e != OK || found.fault != DOCUMENT_FINE || !document_named(found.type, f->name))
		return e;
	const struct document_new d = {
		.route = route, .part = PART_SCHOOL, .title = f->about.n > 0 && f->about.n <= TITLE_CHARS ? f->about : f->name,
		.name = f->name, .bytes = f->bytes, .type = found.type, .role = req->viewer->role,
		.account = req->viewer->account,
	};
	return document_add(c, &d, &id, &pid);
}

/* ---- whose it is ---- */

static enum err start(struct act *act, struct change *c, const struct school_seat *school, const struct oso_dossier *d,
                      struct pupil_made *out)
{
	struct val v[ROUTE__N] = {{0}};
	v[ROUTE_GIVEN_NAME] = val_text(d->given);
	v[ROUTE_PREFIX] = d->prefix.n > 0 ? val_text(d->prefix) : val_null();
	v[ROUTE_FAMILY_NAME] = val_text(d->family);
	v[ROUTE_BORN] = val_int(d->born);
	v[ROUTE_PC4] = d->pc4.n == 4 && !d->secret ? val_text(d->pc4) : val_null();
	return pupil_new(act, c, v, school, 0, out);
}

static enum err join(struct act *act, struct change *c, const struct school_seat *school, const struct oso_dossier *d,
                     const struct oso_choice *choice, struct pupil_made *out)
{
	struct seen s;
	enum err e = scope_open(act, &rec_route, choice->child, true, &s);
	if (e != OK)
		return e;
	if (row_int(&s.row, &route_fields[ROUTE_SCHOOL]) != school->org)
		return ERR_NOT_FOUND;
	*out = (struct pupil_made){s.row.id, s.row.pid};
	const struct {
		enum route_field field;
		struct str said;
	} of[] = {{ROUTE_GIVEN_NAME, d->given}, {ROUTE_PREFIX, d->prefix}, {ROUTE_FAMILY_NAME, d->family},
	          {ROUTE_PC4, d->secret ? (struct str){0} : d->pc4}};
	for (size_t i = 0; choice->names && i < sizeof of / sizeof *of; i++)
		if (of[i].said.n > 0 && !str_eq(of[i].said, row_text(&s.row, &route_fields[of[i].field])))
			change_set_at(c, &s.row, &route_fields[of[i].field], val_text(of[i].said));
	return OK;
}

enum err oso_in_take(struct req *req, struct change *c, const struct row *tray, const struct school_seat *school,
                   const struct oso_dossier *d, const struct oso_choice *choice, struct str *child)
{
	struct act *act = &req->act;
	struct pupil_made of;
	size_t files = 0;
	change_source(c, "oso", d->made);
	enum err e = choice->child.n > 0 ? join(act, c, school, d, choice, &of) : start(act, c, school, d, &of);
	for (enum oso_section s = 0; e == OK && s < OSO_SECTIONS; s++)
		if (choice->takes[s])
			e = oso_put_section(act, c, of.route, d, s);
	for (size_t i = 0; e == OK && i < d->n_files && files < FILES_MAX; i++)
		if (choice->takes[d->files[i].section]) {
			e = put_file(req, c, of.route, &d->files[i]);
			files++;
		}
	if (e != OK)
		return e;
	oso_in_ends(c, tray, OSO_IN_TAKEN);
	*child = of.pid;
	return OK;
}
