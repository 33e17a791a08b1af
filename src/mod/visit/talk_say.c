#include "visit_pages.h"

#include "flow.h"
#include "route.h"

const char *talk_path(struct arena *a, const struct row *talk, const char *below)
{
	const char *base = talk->rec == &rec_talk ? "gesprek" : "gesprek-swv";
	return str_printf(a, "/%s/" STR_FMT "%s", base, STR_ARG(talk->pid), below).p;
}

struct str talk_when(struct arena *a, struct speak sp, const struct row *talk)
{
	const struct field *kind = &talk_fields[TALK_KIND];
	int32_t day = (int32_t)row_int(talk, &talk_fields[TALK_HELD_ON]);
	return tr_fill(a, sp, N_("{date}: {kind}"),
	               TR_SLOTS({"date", tr_date(a, sp.lang, day, DATE_SHORT)},
	                        {"kind", kind->type->show(a, sp, kind, row_val(talk, kind))}));
}

struct str talk_present(struct arena *a, struct speak sp, const struct seen *talk)
{
	struct buf b;
	buf_init(&b, a, 2048);
	for (size_t i = 0; i < TALK_PARTIES; i++) {
		const struct field *f = &talk_fields[talk_parties[i].field];
		if (row_int(&talk->row, f) != 0)
			buf_printf(&b, "%s%s", b.n == 0 ? "" : ", ", tr(sp, f->label));
	}
	struct str others = row_text(&talk->row, &talk_fields[TALK_OTHERS]);
	if (others.n > 0)
		buf_printf(&b, "%s" STR_FMT, b.n == 0 ? "" : ", ", STR_ARG(others));
	return buf_view(&b);
}

const char *talk_promiser(const struct row *talk)
{
	return talk->rec == &rec_talk ? N_("by the school") : N_("by the partnership");
}

bool talk_promises(const struct row *talk)
{
	return row_text(talk, &talk_fields[TALK_PROMISE]).n > 0 && flow_state(talk) == TALK_RECORDED;
}

struct str talk_time(struct arena *a, struct speak sp, int64_t minutes)
{
	struct str hours = tr_fill(a, sp, trn(sp, "{n} hour", "{n} hours", minutes / 60),
	                           TR_SLOTS({"n", tr_number(a, sp.lang, minutes / 60)}));
	struct str rest = tr_fill(a, sp, trn(sp, "{n} minute", "{n} minutes", minutes % 60),
	                          TR_SLOTS({"n", tr_number(a, sp.lang, minutes % 60)}));
	if (minutes < 60)
		return rest;
	if (minutes % 60 == 0)
		return hours;
	return tr_fill(a, sp, N_("{hours} {minutes}"), TR_SLOTS({"hours", hours}, {"minutes", rest}));
}

struct str talk_help(struct arena *a, struct speak sp, const struct seen_page *talks)
{
	int64_t minutes = 0, since = 0;
	for (size_t i = 0; i < talks->n; i++) {
		const struct row *r = &talks->v[i].row;
		int64_t m = row_int(r, &talk_fields[TALK_MINUTES]), day = row_int(r, &talk_fields[TALK_HELD_ON]);
		if (m <= 0 || flow_state(r) == TALK_WITHDRAWN)
			continue;
		since = minutes == 0 || day < since ? day : since;
		minutes += m;
	}
	if (minutes == 0)
		return (struct str){0};
	return tr_fill(a, sp, N_("{time} of help given by the partnership since {date}"),
	               TR_SLOTS({"time", talk_time(a, sp, minutes)},
	                        {"date", tr_date(a, sp.lang, (int32_t)since, DATE_SHORT)}));
}

/* ---- on the page of the child ---- */

static struct str promised_by(struct req *req, const struct row *r)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	int32_t due = (int32_t)row_int(r, &talk_fields[TALK_PROMISE_DUE]);
	struct str who = str_from(tr(sp, talk_promiser(r)));
	if (row_val(r, &talk_fields[TALK_PROMISE_DUE]).type != VAL_INT)
		return who;
	return tr_fill(a, sp, N_("{who}, by {date}: {left}"),
	               TR_SLOTS({"who", who}, {"date", tr_date(a, sp.lang, due, DATE_SHORT)},
	                        {"left", by_tag(a, sp, due, route_today(req)).state}));
}

static void promises_show(struct ui *u, struct req *req, const struct seen_page *found)
{
	size_t n = 0;
	struct ui_choice *v = ARENA_ARRAY(u->a, struct ui_choice, found[0].n + found[1].n + 1);
	for (size_t k = 0; k < TALK_RECORDS; k++)
		for (size_t i = 0; i < found[k].n; i++) {
			const struct row *r = &found[k].v[i].row;
			if (talk_promises(r))
				v[n++] = (struct ui_choice){.label = str_c(u->a, row_text(r, &talk_fields[TALK_PROMISE])),
				                            .sub = promised_by(req, r), .href = talk_path(u->a, r, "")};
		}
	if (n > 0) {
		ui_panel_begin(u, tr(u->sp, N_("Promised to the parents")));
		ui_choices(u, v, n);
		ui_panel_end(u);
	}
	struct str help = talk_help(u->a, u->sp, &found[1]);
	if (help.n == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("Help given")));
	ui_p_str(u, help);
	ui_panel_end(u);
}

const struct child_block talk_piece = {.recs = talk_records, .n = TALK_RECORDS, .show = promises_show};
