#include "voice.h"

#include "date.h"
#include "flow.h"
#include "route.h"
#include "steps.h"
#include "trend.h"
#include "utf8.h"

/* Whoever works with the child now, by an own relation or by a seat; each account once. */
static const struct stmt stmt_adults = {
	"SELECT a.id, a.pid, a.name, s.role, max(CASE WHEN r.kind IN ('supervises', 'contact') THEN 1 ELSE 0 END),"
	" min(h.id)"
	" FROM relation r JOIN holds h ON h.id = r.grantee OR h.seat = r.grantee OR"
	" (h.account = r.grantee AND r.kind IN ('contact', 'deployed', 'placed', 'teaches'))"
	" JOIN seat s ON s.id = h.seat JOIN account a ON a.id = h.account"
	" WHERE r.route = $1 AND r.begins <= $2 AND r.ends > $2 AND h.begins <= $2 AND h.ends > $2 AND a.closed > $2"
	" AND r.kind IN ('teaches', 'supervises', 'contact', 'placed', 'deployed')"
	" AND s.role IN ('teacher', 'ib', 'provision_team', 'specialist')"
	" GROUP BY a.id, a.pid, a.name, s.role ORDER BY a.name, a.id LIMIT 48",
	"ii", "itttii"};

static void take_adults(const struct rows *r, struct voice *out)
{
	for (size_t i = 0; i < r->n && out->n_adults < ADULTS_MAX; i++) {
		enum role role;
		if (voice_adult(out, rows_int(r, i, 0)) != NULL || !role_parse(rows_text(r, i, 3), &role))
			continue;
		out->adults[out->n_adults++] = (struct adult){rows_int(r, i, 0), rows_text(r, i, 1), rows_text(r, i, 2), role,
		                                              rows_int(r, i, 4) != 0, false, rows_int(r, i, 5)};
	}
}

enum err voice_load(struct req *req, struct voice *out)
{
	static const struct record *const recs[] = {&rec_opp_say, &rec_opp_say_closed, &rec_opp_unsafe, &rec_opp_talkway};
	struct seen_page found[4];
	struct batch *b;
	*out = (struct voice){.n_adults = 0};
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t adults = batch_put(b, &stmt_adults, DB_ARGS(val_int(req->seen.route), val_int(req->act.now)));
	struct basis_put basis = basis_put(b, req->seen.route);
	struct pieces_at at = scope_pieces_put(&req->act, b, &req->seen, recs, 4);
	e = batch_run(b);
	if (e != OK)
		return e;
	scope_pieces_take(&req->act, b, at, &req->seen, recs, 4, found);
	take_adults(batch_rows(b, adults), out);
	basis_take(req->act.a, b, basis, &out->basis);
	out->said[SAY_OPEN] = found[0];
	out->said[SAY_CLOSED] = found[1];
	out->unsafe = found[2];
	out->way = found[3].n == 0 ? NULL : &found[3].v[0].row;
	return OK;
}

const struct adult *voice_adult(const struct voice *v, int64_t account)
{
	for (size_t i = 0; i < v->n_adults; i++)
		if (v->adults[i].account == account)
			return &v->adults[i];
	return NULL;
}

const struct adult *voice_chosen(const struct voice *v)
{
	return v->way == NULL ? NULL : voice_adult(v, row_int(v->way, &talkway_fields[TALKWAY_ADULT]));
}

struct str voice_readers(struct arena *a, const struct voice *v, const struct adult *heard)
{
	struct buf b;
	buf_init(&b, a, 4096);
	for (size_t i = 0; i < v->n_adults; i++)
		if (v->adults[i].reads_closed || &v->adults[i] == heard)
			buf_printf(&b, "%s" STR_FMT, b.n == 0 ? "" : ", ", STR_ARG(v->adults[i].name));
	return buf_view(&b);
}

int32_t voice_day(int32_t today, const struct calendar *c)
{
	int32_t day = c == NULL ? DATE_OPEN : add_school_days(c, today, 1);
	return day == DATE_OPEN ? add_working_days(today, 1) : day;
}

int32_t voice_same_day(int32_t today, const struct calendar *c)
{
	if (c == NULL ? working_day(today) : school_day(c, today))
		return today;
	return voice_day(today, c);
}

bool voice_danger(struct arena *a, struct str text, struct str words)
{
	struct str typed = utf8_fold(a, text);
	while (words.n > 0) {
		struct str word = utf8_fold(a, str_cut(words, '\n', &words));
		if (word.n > 0 && memmem(typed.p, typed.n, word.p, word.n) != NULL)
			return true;
	}
	return false;
}

/* The numbers of M7. */
void voice_calls(struct ui *u, const char *words)
{
	const struct ui_link calls[] = {
		{tr(u->sp, N_("Kindertelefoon: 0800-0432")), "tel:08000432"},
		{tr(u->sp, N_("Are you thinking about death? Call 113")), "tel:113"},
		{tr(u->sp, N_("Danger now? Call 112")), "tel:112"},
	};
	ui_call(u, tr(u->sp, N_("Do you need someone now?")),
	        tr(u->sp, N_("These people are there now. It costs nothing, and you need not say who you are. "
	                     "Nothing of what you type here is sent by itself.")),
	        calls, 3, words);
}

const char *say_path(struct arena *a, const struct row *r, const char *below)
{
	const char *at = r->rec == &rec_opp_say ? "idee" : "idee-besloten";
	return str_printf(a, "/%s/" STR_FMT "%s", at, STR_ARG(r->pid), below).p;
}

struct str said_readers(struct ui *u, const struct row *r, const struct voice *v)
{
	const struct adult *to = voice_adult(v, row_int(r, &say_fields[SAY_TO]));
	if (r->rec == &rec_opp_say)
		return str_from(tr(u->sp, N_("Open: everyone who helps, and the parents")));
	if (row_int(r, &say_fields[SAY_TO]) == 0)
		return tr_fill(u->a, u->sp, N_("Not for parents. Read by {names}"),
		               TR_SLOTS({"names", voice_readers(u->a, v, voice_adult(v, row_int(r, &say_fields[SAY_HEARD])))}));
	if (to == NULL)
		return str_from(tr(u->sp, N_("Only for the one to whom it was told")));
	return tr_fill(u->a, u->sp, N_("Only for {name}"), TR_SLOTS({"name", to->name}));
}

struct ui_tag said_state(struct speak sp, const struct row *r)
{
	static const enum ui_tone tones[SAY_STATES] = {
		[SAY_SAID] = TONE_WAIT, [SAY_ANSWERED] = TONE_INFO, [SAY_RIGHT] = TONE_OK, [SAY_WRONG] = TONE_SOON,
		[SAY_WITHDRAWN] = TONE_WAIT, [SAY_WRITTEN] = TONE_SOON};
	struct ui_tag tag = view_state(sp, r);
	tag.tone = tones[flow_state(r)];
	if (flow_state(r) == SAY_SAID && recording_open(r))
		tag.state = str_from(tr(sp, N_("Not written out yet")));
	return tag;
}
