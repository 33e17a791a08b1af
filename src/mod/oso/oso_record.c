#include "oso_in.h"

#include "people.h"
#include "token.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)

enum { BRIN_CHARS = 8, SECTION_CHARS = 60000, MONTHS = 24 };

/* Who supervises at the school looks at what came in for it. What is of no school that we know waits at the
 * partnership, where it is placed; of the child nothing is shown there. */
static const struct access oso_in_access[] = {
	{ROLE(IB) | ROLE(TRAJECT), OP_READ | OP_CREATE | OP_CHANGE, WHERE_OWN},
};

static const struct choice states[] = {
	[OSO_IN_UNPLACED] = {"koppelen", N_("To be placed with a school"), NULL},
	[OSO_IN_WAITS] = {"wacht", N_("To be looked at"), NULL},
	[OSO_IN_TAKEN] = {"overgenomen", N_("Taken over"), NULL},
	[OSO_IN_REFUSED] = {"weg", N_("Thrown away"), NULL},
	[OSO_IN_STATES] = {NULL, NULL, NULL},
};

#define SERVER .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define NUMBER(column) {.name = column, .type = &T_NUMBER, SERVER, .min = 0, .max = INT32_MAX}

const struct field oso_in_fields[OSO_IN__N] = {
	[OSO_IN_ORG] = {.name = "org", .type = &T_REF, SERVER, .ref = &rec_organisation},
	[OSO_IN_STATE] = {.name = "state", .type = &T_CHOICE, SERVER, .choices = states},
	[OSO_IN_CHILD] = {.name = "child", .type = &T_LINE, SERVER, .max = 240, .unset = true},
	[OSO_IN_BORN] = {.name = "born", .type = &T_DATE, SERVER, .unset = true},
	[OSO_IN_SCHOOL] = {.name = "school", .type = &T_LINE, SERVER, .max = 240},
	[OSO_IN_BRIN] = {.name = "brin", .type = &T_LINE, SERVER, .max = BRIN_CHARS},
	[OSO_IN_MADE] = {.name = "made", .type = &T_DATE, SERVER},
	[OSO_IN_FACTS] = NUMBER("facts"),
	[OSO_IN_FILES] = NUMBER("files"),
	[OSO_IN_SIZE] = NUMBER("size"),
	[OSO_IN_HASH] = {.name = "hash", .type = &T_BYTES, SERVER},
	[OSO_IN_AT] = {.name = "at", .type = &T_INSTANT, SERVER},
	[OSO_IN_ACCOUNT] = {.name = "account", .type = &T_REF, SERVER, .ref = &ref_many},
	[OSO_IN_ENDED] = {.name = "ended", .type = &T_INSTANT, SERVER},
};

const struct record rec_oso_dossier = {
	.name = "oso_dossier", .label = N_("Dossier of a school's system"), .fields = oso_in_fields, .n = OSO_IN__N,
	.access = oso_in_access, .n_access = 1, .org = &oso_in_fields[OSO_IN_ORG],
	.keep = {.purpose = N_("To know which dossier was handed in, when and by whom"),
	         .ground = N_("Task of the partnership (WPO article 18a)"), .rule = "setting.keep.import",
	         .months = MONTHS, .from = &oso_in_fields[OSO_IN_AT]},
};

enum oso_in_state oso_in_state_of(struct str code)
{
	enum oso_in_state s = OSO_IN_UNPLACED;
	while (s < OSO_IN_STATES && !str_is(code, states[s].code))
		s++;
	if (s == OSO_IN_STATES)
		BUG("a dossier in an unknown state");
	return s;
}

enum oso_in_state oso_in_state(const struct row *tray)
{
	return oso_in_state_of(row_text(tray, &oso_in_fields[OSO_IN_STATE]));
}

static struct val state_val(enum oso_in_state s)
{
	return val_text(str_from(states[s].code));
}

/* ---- of the child ---- */

const struct field section_fields[SECTION__N] = {
	[SECTION_ROUTE] = {.name = "route", .type = &T_REF, SERVER, .ref = &rec_route},
	[SECTION_KIND] = {.name = "kind", .type = &T_CHOICE, SERVER, .choices = oso_sections, .label = N_("Subject")},
	/* It names schools, groups and partnerships: who may not know where a child is reads none of it. */
	[SECTION_TEXT] = {.name = "text", .type = &T_LINES, SERVER,
		.sealed = true, .hides = HIDE_SHIELD, .max = SECTION_CHARS,
		.label = N_("What the school's system says")},
	[SECTION_ON] = {.name = "on_date", .type = &T_DATE, SERVER, .label = N_("Date of the dossier")},
	[SECTION_AT] = {.name = "at", .type = &T_INSTANT, SERVER, .label = N_("Taken over on")},
	[SECTION_ACCOUNT] = {.name = "account", .type = &T_REF, SERVER, .ref = &rec_account},
};

const struct record rec_oso_section = {
	.name = "oso_section", .label = N_("From the school's own system"), .fields = section_fields, .n = SECTION__N,
	.part = PART_SCHOOL, .route = &section_fields[SECTION_ROUTE],
	.made = N_("Something was taken over from the school's own system"),
};

/* ---- into the tray, and out of it ---- */

static const struct stmt stmt_school = {
	"SELECT org FROM school WHERE region = $1 AND brin = $2 AND org IS NOT NULL ORDER BY id LIMIT 1", "it", "i"};

static struct str brin_of(struct arena *a, const struct oso_dossier *d)
{
	struct str all = str_printf(a, STR_FMT STR_FMT, STR_ARG(d->brin), STR_ARG(d->location));
	if (all.n > BRIN_CHARS)
		all.n = BRIN_CHARS;
	return all;
}

enum err oso_in_school(struct act *act, const struct oso_dossier *d, int64_t *org)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_school, DB_ARGS(val_int(act->region), val_text(brin_of(act->a, d))), &r);
	*org = e == OK && r->n == 1 ? rows_int(r, 0, 0) : 0;
	return e;
}

enum err oso_in_put(struct act *act, struct change *c, const struct oso_dossier *d, struct str bytes, int64_t org,
                  enum oso_in_state state, struct str *pid)
{
	int64_t id;
	const struct val v[OSO_IN__N] = {
		[OSO_IN_ORG] = val_int(org),
		[OSO_IN_STATE] = state_val(state),
		[OSO_IN_CHILD] = val_text(str_printf(act->a, STR_FMT " " STR_FMT "%s" STR_FMT, STR_ARG(d->given),
		                                   STR_ARG(d->prefix), d->prefix.n > 0 ? " " : "", STR_ARG(d->family))),
		[OSO_IN_BORN] = val_int(d->born),
		[OSO_IN_SCHOOL] = val_text(d->school.n > 0 ? d->school : S("?")),
		[OSO_IN_BRIN] = val_text(brin_of(act->a, d)),
		[OSO_IN_MADE] = val_int(d->made),
		[OSO_IN_FACTS] = val_int((int64_t)d->n_facts),
		[OSO_IN_FILES] = val_int((int64_t)d->n_files),
		[OSO_IN_SIZE] = val_int((int64_t)bytes.n),
		[OSO_IN_HASH] = val_blob(token_hash(act->a, bytes)),
		[OSO_IN_AT] = val_int(act->now),
		[OSO_IN_ACCOUNT] = val_int(act->viewer == NULL ? 0 : act->viewer->account),
		[OSO_IN_ENDED] = val_int(INSTANT_OPEN),
	};
	enum err e = change_new(c, &rec_oso_dossier, v, &id, pid);
	if (e == OK)
		document_bytes_put(c, id, (struct sealed_in){part_key_region(act->region), PART_NONE}, bytes);
	return e;
}

void oso_in_places(struct change *c, const struct row *tray, int64_t org)
{
	change_set_at(c, tray, &oso_in_fields[OSO_IN_STATE], state_val(OSO_IN_WAITS));
	change_set(c, &rec_oso_dossier, tray->id, &oso_in_fields[OSO_IN_ORG], val_int(org));
}

const char *oso_in_path(struct arena *a, struct str pid, const char *below)
{
	return str_printf(a, "/dossier/" STR_FMT "%s", STR_ARG(pid), below).p;
}

void oso_in_ends(struct change *c, const struct row *tray, enum oso_in_state to)
{
	change_set_at(c, tray, &oso_in_fields[OSO_IN_STATE], state_val(to));
	change_set(c, &rec_oso_dossier, tray->id, &oso_in_fields[OSO_IN_CHILD], val_null());
	change_set(c, &rec_oso_dossier, tray->id, &oso_in_fields[OSO_IN_BORN], val_null());
	change_set(c, &rec_oso_dossier, tray->id, &oso_in_fields[OSO_IN_ENDED], val_int(change_now(c)));
	change_erase(c, &rec_oso_dossier, tray->id);
	document_bytes_gone(c, tray->id);
}

enum err oso_read(struct boxed *b, struct arena *a, struct str bytes, struct oso_dossier *out)
{
	struct str answer;
	if (b == NULL)
		return ERR_DOWN;
	enum err e = boxed_run(b, BOXED_OSO, bytes, a, oso_answer_max(bytes.n), &answer);
	return e == OK ? oso_take(a, answer, out) : e == ERR_TOO_BIG ? ERR_INVALID : e;
}
