/* What waits of a school's own system, and handing a dossier in. */
#include "oso_in.h"

#include "access.h"
#include "date.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define BASE "/dossiers"

enum { SHOWN = 50, FAULTS_SAID = 6 };

const struct form_def form_oso_upload = {.name = "oso-upload", .submit = N_("Read the dossier"),
	.upload = N_("The dossier (XML)")};

/* ---- what waits ---- */

static const struct stmt stmt_waits = {
	"SELECT pid, state, child, school, brin, made, at FROM oso_dossier WHERE org = $1 AND ended > $2"
	" ORDER BY id DESC LIMIT 50",
	"ii", "tttttti"};

static enum err read_waits(struct req *req, const struct rows **out, size_t *n)
{
	struct batch *b;
	struct acts_for mine = acts_for(req->viewer);
	size_t at[VIEWER_SEATS_MAX];
	enum err e = act_batch(&req->act, &b);
	for (size_t i = 0; e == OK && i < mine.n_orgs; i++)
		at[i] = batch_put(b, &stmt_waits, DB_ARGS(val_int(mine.orgs[i]), val_int(req->act.now)));
	*n = mine.n_orgs;
	if (e == OK && *n > 0)
		e = batch_run(b);
	for (size_t i = 0; e == OK && i < *n; i++)
		out[i] = batch_rows(b, at[i]);
	return e;
}

/* Of what is not placed nothing is said but where it came from. */
static void wait_row(struct ui *u, const struct rows *r, size_t i)
{
	const struct field *state = &oso_in_fields[OSO_IN_STATE];
	bool placed = oso_in_state_of(rows_text(r, i, 1)) != OSO_IN_UNPLACED;
	int32_t made;
	struct str day = rows_text(r, i, 5);
	ui_row(u);
	ui_cell_link(u, oso_in_path(u->a, rows_text(r, i, 0), ""),
	             placed ? rows_text(r, i, 2) : str_from(tr(u->sp, N_("A dossier without a known school"))));
	ui_cell(u, str_printf(u->a, STR_FMT " (" STR_FMT ")", STR_ARG(rows_text(r, i, 3)), STR_ARG(rows_text(r, i, 4))));
	ui_cell(u, date_parse_iso(day, &made) ? tr_date(u->a, u->sp.lang, made, DATE_SHORT) : day);
	ui_cell(u, state->type->show(u->a, u->sp, state, rows_val(r, i, 1)));
}

static void waits(struct ui *u, const struct rows *const *rows, size_t n)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Child"))}, {.label = tr(u->sp, N_("From school"))},
	                              {.label = tr(u->sp, N_("Date of the dossier"))}, {.label = tr(u->sp, N_("State"))}};
	size_t all = 0;
	for (size_t i = 0; i < n; i++)
		all += rows[i]->n;
	if (all == 0) {
		ui_empty(u, tr(u->sp, N_("No dossier waits")),
		         tr(u->sp, N_("What you hand in waits here until you have looked at it.")), NULL);
		return;
	}
	ui_table_begin(u, tr(u->sp, N_("Dossiers that wait")), TABLE_CARDS, cols, N_OF(cols));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows[i]->n; k++)
			wait_row(u, rows[i], k);
	ui_table_end(u);
}

static void upload(struct ui *u, struct req *req)
{
	const char *const steps[] = {
		tr(u->sp, N_("In ParnasSys, ESIS, Magister or SOM: make the OSO dossier for the partnership (PO-SWV or "
		             "VO-SWV).")),
		tr(u->sp, N_("Save it as a file (XML) and choose it here.")),
		tr(u->sp, N_("You see first what is in it. Nothing goes into a child's dossier before you say so.")),
	};
	struct form *f = req_form(req, &form_oso_upload);
	ui_panel_begin(u, tr(u->sp, N_("Hand in a dossier")));
	ui_numbered(u, steps, N_OF(steps));
	view_form_begin(u, f, BASE);
	view_upload(u, f, ".xml,application/xml,text/xml", OSO_BYTES_MAX, false);
	ui_small(u, tr(u->sp, N_("A dossier with a citizen service number (BSN) is refused whole. Health, intelligence and "
	                         "how parents can be reached are never taken over.")));
	view_form_end(u, f);
	ui_panel_end(u);
}

bool oso_in_may(const struct req *req)
{
	return (roster_may(req->viewer) & MAY_KEEP_PUPILS) != 0;
}

enum err oso_in_page(struct req *req)
{
	const struct rows *rows[VIEWER_SEATS_MAX];
	struct speak sp = req->act.speak;
	size_t n;
	if (access_where(&req->act, &rec_oso_dossier, OP_READ) == WHERE_NOWHERE)
		return ERR_NOT_FOUND;
	enum err e = read_waits(req, rows, &n);
	if (e != OK)
		return e;
	struct ui_page page = {.title = tr(sp, N_("Dossiers from the school's own system")),
	                       .intro = tr(sp, N_("What the school knows already, nobody types again."))};
	struct ui *u = view_begin(req, &page);
	waits(u, rows, n);
	if (oso_in_may(req))
		upload(u, req);
	return view_end(u, req, &page);
}

/* ---- handing one in ---- */

static struct str fault_said(struct req *req, const struct oso_fault *f)
{
	return tr_fill(req->act.a, req->act.speak, oso_fault_text(f->rule), TR_SLOTS({"where", f->where}));
}

static enum err refused(struct req *req, const struct oso_dossier *d)
{
	struct str all = {0};
	for (size_t i = 0; i < d->n_faults && i < FAULTS_SAID; i++) {
		struct str one = fault_said(req, &d->faults[i]);
		all = all.n == 0 ? one : str_printf(req->act.a, STR_FMT " " STR_FMT, STR_ARG(all), STR_ARG(one));
	}
	form_wrong_upload(req->form, all);
	return ERR_INVALID;
}

static enum err wrong(struct req *req, const char *text)
{
	form_wrong_upload(req->form, str_from(tr(req->act.speak, text)));
	return ERR_INVALID;
}

static enum err read_sent(struct req *req, struct str *bytes, struct oso_dossier *d)
{
	struct str name;
	if (!import_sent(req, false, bytes, &name))
		return wrong(req, N_("Choose the dossier (XML)"));
	if (bytes->n > OSO_BYTES_MAX)
		return wrong(req, N_("This file is larger than 6 MB. Export it without the attachments"));
	enum err e = oso_read(req->app->boxed, req->act.a, *bytes, d);
	if (e == ERR_INVALID)
		return wrong(req, N_("This file could not be read. Export it again from the system of the school"));
	return e == OK && d->n_faults > 0 ? refused(req, d) : e;
}

/* With the school whose number is in it, when that is one's own; else with the only or first own one, to be placed. */
static enum err whose(struct req *req, const struct oso_dossier *d, int64_t *org, enum oso_in_state *state)
{
	struct school_seat own[VIEWER_SEATS_MAX];
	size_t n = roster_schools(req->viewer, own);
	int64_t said;
	enum err e = oso_in_school(&req->act, d, &said);
	if (e != OK || n == 0)
		return e != OK ? e : ERR_DENIED;
	*org = own[0].org;
	*state = OSO_IN_UNPLACED;
	for (size_t i = 0; i < n; i++)
		if (own[i].org == said) {
			*org = said;
			*state = OSO_IN_WAITS;
			return OK;
		}
	if (said == 0)
		return OK;
	return wrong(req, N_("This dossier is of another school of the region. Who supervises there can hand it in."));
}

enum err oso_in_upload(struct req *req)
{
	struct oso_dossier d;
	struct str bytes, pid;
	enum oso_in_state state;
	int64_t org;
	if (!oso_in_may(req))
		return ERR_DENIED;
	enum err e = read_sent(req, &bytes, &d);
	if (e == OK)
		e = whose(req, &d, &org, &state);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The dossier is read. Look at it, and take it over"), 0);
	e = oso_in_put(&req->act, c, &d, bytes, org, state, &pid);
	return e == OK ? req_commit(req, c, "%s", oso_in_path(req->act.a, pid, "")) : e;
}
