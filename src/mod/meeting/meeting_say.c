/* A talk in words, and all of it that one reader may see. */
#include "meeting_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"
#include "steps.h"
#include "view.h"

const char *meeting_path(struct arena *a, const struct row *meeting, const char *below)
{
	return str_printf(a, "/knooppunt/" STR_FMT "%s", STR_ARG(meeting->pid), below).p;
}

const char *meeting_own_path(struct req *req, const struct row *meeting, const char *below)
{
	if (req->viewer->level == LEVEL_GUEST)
		return str_printf(req->act.a, "/gast/knooppunt/" STR_FMT "%s", STR_ARG(meeting->pid), below).p;
	return meeting_path(req->act.a, meeting, below);
}

bool meeting_has_moment(const struct row *meeting, int at)
{
	enum meeting_field day = at == MOMENT_CHOSEN ? MEETING_DAY : (enum meeting_field)(MEETING_DAY_A + 2 * at);
	return row_val(meeting, &meeting_fields[day]).type == VAL_INT;
}

struct str meeting_moment(struct arena *a, struct speak sp, const struct row *meeting, int at)
{
	enum meeting_field day = at == MOMENT_CHOSEN ? MEETING_DAY : (enum meeting_field)(MEETING_DAY_A + 2 * at);
	if (!meeting_has_moment(meeting, at))
		return (struct str){0};
	const struct field *on = &meeting_fields[day], *at_time = on + 1;
	return tr_fill(a, sp, N_("{date}, {time}"),
	               TR_SLOTS({"date", on->type->show(a, sp, on, row_val(meeting, on))},
	                        {"time", at_time->type->show(a, sp, at_time, row_val(meeting, at_time))}));
}

const char *meeting_day_off(struct ui *u, const struct row *meeting, int at)
{
	enum meeting_field day = at == MOMENT_CHOSEN ? MEETING_DAY : (enum meeting_field)(MEETING_DAY_A + 2 * at);
	struct str off = view_day_off(u, row_val(meeting, &meeting_fields[day]));
	return off.n > 0 ? off.p : NULL;
}

struct str meeting_when(struct arena *a, struct speak sp, const struct row *meeting)
{
	size_t n = 0;
	for (int i = 0; i < MOMENTS; i++)
		n += meeting_has_moment(meeting, i);
	if (meeting_has_moment(meeting, MOMENT_CHOSEN))
		return meeting_moment(a, sp, meeting, MOMENT_CHOSEN);
	return n == 0 ? (struct str){0}
	              : tr_fill(a, sp, trn(sp, "No moment chosen yet: {n} is open", "No moment chosen yet: {n} are open",
	                                   (int64_t)n), TR_SLOTS({"n", tr_number(a, sp.lang, (int64_t)n)}));
}

/* Of whom the name is not for this reader only what they are is said. */
struct str invitee_name(struct req *req, const struct seen *invitee)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct field *as = &invitee_fields[INVITEE_AS];
	struct str what = as->type->show(a, sp, as, row_val(&invitee->row, as));
	struct str name = row_text(&invitee->row, &invitee_fields[INVITEE_NAME]);
	if (name.n == 0)
		name = row_text(&invitee->row, &invitee_fields[INVITEE_FAMILY]);
	return name.n == 0 ? what
	                   : tr_fill(a, sp, N_("{name}, {role}"), TR_SLOTS({"name", name}, {"role", what}));
}

struct str meeting_called(struct req *req, const struct meeting_view *v, const struct seen *invitee)
{
	struct speak sp = req->act.speak;
	if (invitee->own && (v->reader == READER_FAMILY || v->reader == READER_GUEST))
		return str_from(tr(sp, N_("You")));
	if (invitee_as(&invitee->row) == AS_PUPIL && row_text(&invitee->row, &invitee_fields[INVITEE_NAME]).n == 0)
		return row_text(&v->child, &route_fields[ROUTE_GIVEN_NAME]);
	return invitee_name(req, invitee);
}

bool invitee_reads_back(const struct row *invitee)
{
	enum invitee_as as = invitee_as(invitee);
	return as == AS_PUPIL || as == AS_PARENT || row_int(invitee, &invitee_fields[INVITEE_CAME]) != 0;
}

struct str meeting_parts(struct req *req, parts p)
{
	struct buf b;
	bool family = role_def(req->viewer->role)->audience != AUD_PROF || req->viewer->level == LEVEL_GUEST;
	buf_init(&b, req->act.a, 1024);
	for (enum part i = PART_NONE + 1; i < PART__N; i++)
		if ((p >> i & 1) != 0)
			buf_printf(&b, "%s%s", b.n == 0 ? "" : "; ",
			           i == PART_KNOOPPUNT ? tr(req->act.speak, N_("this talk and its report"))
			           : tr(req->act.speak, family ? part_label_family(i) : part_label(i)));
	return buf_view(&b);
}

bool action_is_own(const struct req *req, const struct row *action)
{
	return viewer_is_grantee(req->viewer, row_int(action, &action_fields[ACTION_OWNER]));
}

struct str action_owner(struct req *req, const struct seen *action)
{
	const struct field *side = &action_fields[ACTION_SIDE];
	struct str name = row_text(&action->row, &action_fields[ACTION_OWNER_NAME]);
	if (action_is_own(req, &action->row))
		return str_from(tr(req->act.speak, N_("You")));
	return name.n > 0 ? name : side->type->show(req->act.a, req->act.speak, side, row_val(&action->row, side));
}

void meeting_text(struct ui *u, const struct seen *s, enum meeting_field f)
{
	struct str text = view_shown(u, s, &meeting_fields[f]);
	if (text.n == 0)
		return;
	ui_h3(u, tr(u->sp, meeting_fields[f].label));
	ui_p_str(u, text);
}

/* ---- loading ---- */

static bool writes_as(const struct req *req, const struct field *f)
{
	return (req->seen.allowed.writes & PART_BIT(PART_KNOOPPUNT)) != 0 && field_by(f, req->viewer->role);
}

bool meeting_writes(const struct req *req)
{
	return writes_as(req, &solution_fields[SOLUTION_WHAT]);
}

bool meeting_leads(const struct req *req)
{
	return writes_as(req, &meeting_fields[MEETING_PLACE]);
}

enum err meeting_load_to_write(struct req *req, struct meeting_view *v)
{
	enum err e = meeting_writes_now(req);
	return e == OK ? meeting_load(req, v) : e;
}

static enum meeting_reader reader_of(const struct req *req)
{
	if (req->viewer->level == LEVEL_GUEST)
		return READER_GUEST;
	if (req->seen.allowed.purpose[PART_KERN] == PURPOSE_OWN)
		return READER_FAMILY;
	return meeting_writes(req) ? READER_LEADS : READER_TABLE;
}

enum err meeting_load(struct req *req, struct meeting_view *v)
{
	static const struct record *const recs[] = {&rec_route,    &rec_invitee, &rec_contribution,
	                                            &rec_solution, &rec_action,  &rec_needed};
	struct seen_page found[sizeof recs / sizeof *recs];
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, sizeof recs / sizeof *recs, found);
	if (e != OK)
		return e;
	*v = (struct meeting_view){
		.of = &req->seen, .invitees = found[1], .said = found[2], .cards = found[3], .actions = found[4],
		.needed = found[5], .reader = reader_of(req),
	};
	if (found[0].n == 1)
		v->child = found[0].v[0].row;
	for (size_t i = 0; i < v->invitees.n; i++)
		if (v->invitees.v[i].own)
			v->own = &v->invitees.v[i];
	return found[0].n == 1 ? OK : ERR_NOT_FOUND;
}

bool meeting_waits(const struct meeting_view *v)
{
	return reach_waits(&v->of->allowed, &v->of->row);
}

void meeting_first(struct ui *u, struct req *req, const struct meeting_view *v)
{
	const struct row *r = &v->of->row;
	struct val talk = row_val(r, &meeting_fields[MEETING_TALK_ON]), opens = row_val(r, &meeting_fields[MEETING_OPENS]);
	const struct field *owner = &meeting_fields[MEETING_OWNER];
	if (talk.type != VAL_INT || opens.type != VAL_INT || opens.i <= route_today(req))
		return;
	const struct slot slots[] = {
		{"who", owner->type->show(u->a, u->sp, owner, row_val(r, owner))},
		{"day", tr_date(u->a, u->sp.lang, (int32_t)talk.i, DATE_LONG)},
		{"from", tr_date(u->a, u->sp.lang, (int32_t)opens.i, DATE_LONG)}};
	ui_remark(u, TONE_INFO, tr_fill(u->a, u->sp,
	    meeting_waits(v) ? N_("The report of this talk is written. {who} talks about it with you first, on {day}. You "
	                          "read it from {from}.")
	                     : N_("The report is talked about with the family first, on {day}. They know that it is there, "
	                          "and read it from {from}."), slots, 3).p);
}

struct ui *meeting_begin(struct req *req, const struct meeting_view *v, struct ui_page *page, const char *title)
{
	struct arena *a = req->act.a;
	struct ui_link *crumbs = ARENA_ARRAY(a, struct ui_link, 2);
	crumbs[0] = (struct ui_link){child_name(a, &v->child).p, child_path(a, &v->child, "/knooppunt")};
	crumbs[1] = (struct ui_link){tr(req->act.speak, N_("Talk together")), meeting_own_path(req, &v->of->row, "")};
	page->title = title;
	if (v->reader != READER_GUEST) {
		page->crumbs = crumbs;
		page->n_crumbs = 2;
	} else {
		page->crumbs = &crumbs[1];
		page->n_crumbs = 1;
	}
	return view_begin(req, page);
}
