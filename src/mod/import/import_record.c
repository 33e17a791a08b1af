#include "import_store.h"

#include "people.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)

/* Whose organisation it is for, and nobody else; which roles of it may do which kind is said by the kind. */
static const struct access import_access[] = {
	{UINT32_MAX & ~(ROLE(PARENT) | ROLE(PUPIL)), OP_READ | OP_CREATE | OP_CHANGE, WHERE_OWN},
};

static const struct choice stages[] = {
	[IMPORT_READ] = {"gelezen", N_("To be decided"), NULL},
	[IMPORT_BUSY] = {"bezig", N_("Being put in"), NULL},
	[IMPORT_STOPPED] = {"gestopt", N_("Stopped half-way"), NULL},
	[IMPORT_APPLIED] = {"ingevoerd", N_("Put in"), NULL},
	[IMPORT_CANCELLED] = {"geannuleerd", N_("Cancelled"), NULL},
	[IMPORT_STAGE__N] = {NULL, NULL, NULL},
};

#define SERVER .need = NEED_SERVER, .privacy = PRIV_PUBLIC
#define COUNT(code) {.name = code, .type = &T_NUMBER, SERVER, .min = 0, .max = INT32_MAX}

const struct field import_fields[IMPORT__N] = {
	[IMPORT_KIND] = {.name = "kind", .type = &T_LINE, SERVER, .max = 40},
	[IMPORT_FILE] = {.name = "file", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL, .max = 255},
	[IMPORT_SHA] = {.name = "sha", .type = &T_LINE, SERVER, .max = 64},
	[IMPORT_ORG] = {.name = "org", .type = &T_REF, SERVER, .ref = &rec_organisation, .unset = true},
	[IMPORT_NOTE] = {.name = "note", .type = &T_LINE, SERVER, .max = 80},
	[IMPORT_ACCOUNT] = {.name = "account", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[IMPORT_STAGE] = {.name = "stage", .type = &T_CHOICE, SERVER, .choices = stages},
	[IMPORT_AT] = {.name = "at", .type = &T_INSTANT, SERVER},
	[IMPORT_ENDED] = {.name = "ended", .type = &T_INSTANT, SERVER},
	[IMPORT_N_NEW] = COUNT("n_new"),
	[IMPORT_N_CHANGED] = COUNT("n_changed"),
	[IMPORT_N_GONE] = COUNT("n_gone"),
	[IMPORT_N_SAME] = COUNT("n_same"),
	[IMPORT_N_REJECTED] = COUNT("n_rejected"),
	[IMPORT_N_ASKED] = COUNT("n_asked"),
	[IMPORT_N_OUTSIDE] = COUNT("n_outside"),
};

const struct record rec_import = {
	.name = "import",
	.label = N_("Import"),
	.fields = import_fields,
	.n = IMPORT__N,
	.title = &import_fields[IMPORT_FILE],
	.access = import_access,
	.n_access = 1,
	.org = &import_fields[IMPORT_ORG],
	.keep = {.purpose = N_("To know which file was put in, when and by whom"),
                 .ground = N_("Task of the partnership (WPO article 18a)"),
                 .rule = "setting.keep.import",
                 .months = 24,
                 .from = &import_fields[IMPORT_AT]},
};

enum import_stage import_stage(const struct row *import)
{
	struct str code = row_text(import, &import_fields[IMPORT_STAGE]);
	enum import_stage s = IMPORT_READ;
	while (s < IMPORT_STAGE__N && !str_is(code, stages[s].code))
		s++;
	if (s == IMPORT_STAGE__N)
		BUG("an import in an unknown stage");
	return s;
}

struct val import_stage_val(enum import_stage s)
{
	return val_text(str_from(stages[s].code));
}

const char *import_stage_label(enum import_stage s)
{
	return stages[s].label;
}

static const struct record *const records[] = {&rec_import};

const struct module mod_import = {.name = "import", .records = records, .n_records = 1};
