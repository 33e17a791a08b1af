#include "presence_write.h"

#include "along.h"
#include "date.h"
#include "model.h"

static const struct stmt stmt_overlap = {
	"SELECT count(*) FROM absence WHERE account = $1 AND org = $2 AND begins < $3 AND ends > $4 AND id <> $5",
			"iiiii",
	"i"};
static const struct stmt stmt_covers = {
	"SELECT c.pid, y.account, a.name, s.role, c.state, c.share FROM absence_cover c JOIN absence x ON x.id = c.absence"
	" JOIN holds y ON y.id = c.place JOIN account a ON a.id = y.account JOIN seat s ON s.id = y.seat"
	" WHERE x.pid = $1 AND c.state IN ('asked', 'given') ORDER BY c.id LIMIT 50",
	"t", "titttt"};

enum err absence_free(struct act *act, const struct absence_new *n, int64_t but)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_overlap,
			      DB_ARGS(val_int(n->account), val_int(n->org), val_int(instant_of_date(n->last + 1)),
				      val_int(instant_of_date(n->first)), val_int(but)),
			      &r);
	return e != OK ? e : rows_int(r, 0, 0) > 0 ? ERR_CONFLICT : OK;
}

enum err absence_make(struct change *c, const struct act *act, const struct absence_new *n, int64_t *id,
		struct str *pid)
{
	const struct val v[ABSENCE__N] = {
		[ABSENCE_ACCOUNT] = val_int(n->account), [ABSENCE_ORG] = val_int(n->org),
				[ABSENCE_KIND] = val_text(n->kind),
		[ABSENCE_FIRST] = val_int(n->first), [ABSENCE_LAST] = val_int(n->last),
		[ABSENCE_ENDED] = val_int(INSTANT_OPEN), [ABSENCE_BEGINS] = val_int(0), [ABSENCE_ENDS] = val_int(0),
		[ABSENCE_ENTERED_BY] = val_int(act->viewer->account),
	};
	return change_new(c, &rec_absence, v, id, pid);
}

const char *cover_refused(const struct mate *who, int64_t absent)
{
	if (who == NULL || who->place == 0)
		return N_("This person has no role in which one can stand in");
	return who->account == absent ? N_("Choose someone else than who is absent") : NULL;
}

enum err cover_make(struct change *c, const struct act *act, int64_t absence, int64_t absent, int64_t org,
		    const struct mate *who, struct str share, bool given)
{
	int64_t id, me = act->viewer->account;
	struct str pid;
	if (cover_refused(who, absent) != NULL || (given && who->account == me))
		return ERR_DENIED;
	const struct val v[COVER__N] = {
		[COVER_ABSENCE] = val_int(absence), [COVER_ABSENT] = val_int(absent), [COVER_ORG] = val_int(org),
		[COVER_PLACE] = val_int(who->place), [COVER_SHARE] = val_text(share), [COVER_PARTS] = val_int(0),
		[COVER_STATE] = val_text(given ? S("given") : S("asked")), [COVER_ASKED_BY] = val_int(me),
		[COVER_ASKED_AT] = val_int(act->now), [COVER_GIVEN_BY] = val_int(given ? me : 0),
		[COVER_GIVEN_AT] = val_int(given ? act->now : 0),
	};
	return change_new(c, &rec_absence_cover, v, &id, &pid);
}

/* ---- steps ---- */

static const struct {
	const char *code, *from[2], *to;
	bool organisation, others; /* done by who gives; also by who is absent or stands in */
} steps[COVER_STEP__N] = {
	[COVER_GIVE] = {"akkoord", {"asked", NULL}, "given", true, false},
	[COVER_REFUSE] = {"niet", {"asked", NULL}, "refused", true, false},
	[COVER_END] = {"einde", {"asked", "given"}, "ended", true, true},
};

const char *cover_step_code(enum cover_step step)
{
	return steps[step].code;
}

bool cover_step_parse(struct str code, enum cover_step *out)
{
	for (enum cover_step s = 0; s < COVER_STEP__N; s++)
		if (str_is(code, steps[s].code)) {
			*out = s;
			return true;
		}
	return false;
}

static bool leaves(const struct cover *c, enum cover_step step)
{
	for (size_t i = 0; i < 2; i++)
		if (steps[step].from[i] != NULL && str_is(c->state, steps[step].from[i]))
			return true;
	return false;
}

bool cover_may(const struct act *act, const struct absent *x, const struct cover *c, enum cover_step step)
{
	const struct viewer *v = act->viewer;
	bool substitute = c->account == v->account;
	bool gives = x->gives && !substitute && presence_gives(v, x->org, x->org_kind, UINT32_C(1) << c->role);
	return leaves(c, step) && ((steps[step].organisation && gives) || (steps[step].others && (x->own ||
			substitute)));
}

enum err cover_move(struct change *c, struct act *act, const struct absent *x, const struct cover *cover,
		    enum cover_step step)
{
	struct row row;
	struct cover now = *cover;
	enum err e = presence_row(act, &rec_absence_cover, cover->pid, &row);
	if (e != OK)
		return e;
	now.state = row_text(&row, &cover_fields[COVER_STATE]);
	if (!leaves(&now, step))
		return ERR_CONFLICT;
	if (!cover_may(act, x, &now, step))
		return ERR_DENIED;
	change_set_at(c, &row, &cover_fields[COVER_STATE], val_text(str_from(steps[step].to)));
	if (step == COVER_GIVE) {
		change_set_at(c, &row, &cover_fields[COVER_GIVEN_BY], val_int(act->viewer->account));
		change_set_at(c, &row, &cover_fields[COVER_GIVEN_AT], val_int(act->now));
	}
	return OK;
}

struct stmt_asked *covers_ask(struct act *act, struct str absence)
{
	return stmt_ask(act, &stmt_covers, DB_ARGS(val_text(absence)));
}

enum err covers_take(struct act *act, const struct stmt_asked *x, struct cover **out, size_t *n)
{
	const struct rows *r;
	enum err e = stmt_take(act, x, &r);
	*n = 0;
	if (e != OK)
		return e;
	*out = ARENA_ARRAY(act->a, struct cover, r->n + 1);
	for (size_t i = 0; i < r->n; i++) {
		struct cover *c = &(*out)[*n];
		*c = (struct cover){.pid = rows_text(r, i, 0), .account = rows_int(r, i, 1), .name = rows_text(r, i, 2),
				    .state = rows_text(r, i, 4), .share = rows_text(r, i, 5)};
		*n += role_parse(rows_text(r, i, 3), &c->role);
	}
	return OK;
}
