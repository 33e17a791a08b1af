#include "shield.h"

#include "grant.h"
#include "model.h"
#include "people.h"

#define F(name) &shield_fields[SHIELD_##name]

const struct field shield_fields[SHIELD__N] = {
	[SHIELD_ROUTE] = {.name = "route", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[SHIELD_PERSON] = {.name = "person", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[SHIELD_STATE] = {.name = "state", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[SHIELD_ASKED_BY] = {.name = "asked_by", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[SHIELD_ASKED_AT] = {.name = "asked_at", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[SHIELD_CONFIRMED_BY] = {.name = "confirmed_by", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[SHIELD_CONFIRMED_AT] = {.name = "confirmed_at", .type = &T_INSTANT, .need = NEED_SERVER,
		.privacy = PRIV_PERSONAL},
	[SHIELD_LIFT_BY] = {.name = "lift_by", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[SHIELD_LIFT_AT] = {.name = "lift_at", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[SHIELD_LIFTED_BY] = {.name = "lifted_by", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[SHIELD_LIFTED_AT] = {.name = "lifted_at", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
};

/* Two people set it and two lift it: there is no taking back by one. */
static enum err never(struct act *act, const struct row *now)
{
	(void)act, (void)now;
	return ERR_DENIED;
}

const struct record rec_shield = {
	.name = "shield", .label = N_("Shielded place"), .fields = shield_fields, .n = SHIELD__N,
	.part = PART_VERZEGELD, .route = F(ROUTE), .is_relation = true, .may_undo = never,
};

/* The states: asked, confirmed, lifting, lifted; reach.c knows the two in which it holds. */
static const struct {
	const char *code, *from, *to;
	const struct field *by, *at;
	const struct field *not_by; /* who did the step that this one answers: must be another */
} steps[SHIELD_STEP__N] = {
	[SHIELD_CONFIRM] = {"bevestig", "asked", "confirmed", F(CONFIRMED_BY), F(CONFIRMED_AT), F(ASKED_BY)},
	[SHIELD_DROP] = {"intrekken", "asked", "lifted", F(LIFTED_BY), F(LIFTED_AT), NULL},
	[SHIELD_LIFT_ASK] = {"opheffen", "confirmed", "lifting", F(LIFT_BY), F(LIFT_AT), NULL},
	[SHIELD_LIFT] = {"opheffen-bevestig", "lifting", "lifted", F(LIFTED_BY), F(LIFTED_AT), F(LIFT_BY)},
	[SHIELD_KEEP] = {"toch-houden", "lifting", "confirmed", F(LIFT_BY), F(LIFT_AT), NULL},
};

const char *shield_step_code(enum shield_step step)
{
	return steps[step].code;
}

bool shield_may_set(const struct viewer *v, const struct allowed *allowed, uint32_t kinds)
{
	const struct giver g = {.role = v->role, .kinds = kinds};
	return (allowed->hides[PART_KERN] & HIDE_SHIELD) == 0 && grant_may_shield(&g);
}

enum err shield_ask(struct change *c, const struct act *act, int64_t route, int64_t person, int64_t *id)
{
	struct str pid;
	struct val v[SHIELD__N];
	for (size_t i = 0; i < SHIELD__N; i++)
		v[i] = val_int(0);
	v[SHIELD_ROUTE] = val_int(route);
	v[SHIELD_PERSON] = val_int(person);
	v[SHIELD_STATE] = val_text(S("asked"));
	v[SHIELD_ASKED_BY] = val_int(act->viewer->account);
	v[SHIELD_ASKED_AT] = val_int(act->now);
	return change_new(c, &rec_shield, v, id, &pid);
}

/* Loaded again for the change, with the rev that it must still have then: of two steps at once one is made. */
static enum err load(struct act *act, int64_t id, struct row *out)
{
	const struct rows *r;
	enum err e = act_exec(act, &model_sql(act->model, &rec_shield)->by_id, DB_ARGS(val_int(id)), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*out = row_take(act, &rec_shield, r, 0);
	return e;
}

enum err shield_move(struct change *c, struct act *act, int64_t id, enum shield_step step)
{
	struct row at, *shield = &at;
	int64_t me = act->viewer->account;
	enum err e = load(act, id, shield);
	if (e != OK)
		return e;
	if (!str_is(row_text(shield, F(STATE)), steps[step].from))
		return ERR_CONFLICT;
	if (steps[step].not_by != NULL && row_int(shield, steps[step].not_by) == me)
		return ERR_DENIED;
	change_set_at(c, shield, F(STATE), val_text(str_from(steps[step].to)));
	change_set_at(c, shield, steps[step].by, val_int(me));
	change_set_at(c, shield, steps[step].at, val_int(act->now));
	return OK;
}
