#include "duo_import.h"

#include "people.h"
#include "ui.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)

static enum err run_task(struct task *t)
{
	return import_task(t, &import_duo);
}

static const struct stmt stmt_pid = {"SELECT pid FROM import WHERE id = $1", "i", "t"};

static enum err link_task(struct act *act, int64_t subject, int64_t result, struct str *path)
{
	const struct rows *r;
	(void)result;
	enum err e = act_exec(act, &stmt_pid, DB_ARGS(val_int(subject)), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*path = str_printf(act->a, "/scholen/inlezen/" STR_FMT, STR_ARG(rows_text(r, 0, 0)));
	return e;
}

/* The register is the partnership's (access.md rule 15). */
#define WHO (ROLE(DIRECTOR) | ROLE(TLV_SECRETARY) | ROLE(ADMINISTRATOR))

const struct task_kind task_duo = {
	.code = "import_duo", .label = N_("Schools from DUO's list"), .roles = WHO, .run = run_task, .link = link_task,
	.advice = N_("Open the import and go on: what was put in already stays, and nothing is put in twice."),
};

static const char *const reformed_answers[] = {N_("Yes, to the national partnership"), N_("No, to ours"), NULL};
static const char *const cluster_answers[] = {
	N_("Yes, it is of cluster 1 or 2"), N_("No, it is an ordinary school"), NULL};
static const struct import_question questions[] = {
	{N_("Does this school belong to the national reformatorisch partnership?"), reformed_answers},
	{N_("Is this an institution for children who are blind or deaf (cluster 1 or 2)?"), cluster_answers},
};

const struct import_kind import_duo = {
	.code = "duo",
	.label = N_("Schools from DUO's list"),
	.go = N_("Put in {n} schools"),
	.intro = N_("Download \"Alle schoolvestigingen basisonderwijs\" from duo.nl/open_onderwijsdata and choose it here. "
                    "First you see what would change. Nothing of what schools say of themselves is lost."),
	.says = N_("DUO says: {value}"),
	.gone = N_("They stay, with the note that DUO no longer lists them."),
	.done = N_("Schools brought up to date from DUO's list"),
	.box = BOXED_CSV,
	.roles = WHO,
	.record = &rec_school,
	.base = "/scholen/inlezen",
	.per_change = 3,
	.questions = questions,
	.n_questions = sizeof questions / sizeof *questions,
	.plan = duo_plan,
	.apply = duo_apply,
	.task = &task_duo,
	.after = {N_("Look at the schools"), "/scholen"},
};

static const struct stmt stmt_area = {
	"SELECT g.code, (SELECT count(*) FROM region_pc4 p WHERE p.region = g.region) FROM region g WHERE g.region = $1"
	" ORDER BY g.id LIMIT 1",
	"i", "ti"};

/* The code of the region, and whether it has postcodes. */
static enum err area(struct req *req, struct str *code, bool *known)
{
	const struct rows *r;
	enum err e = act_exec(&req->act, &stmt_area, DB_ARGS(val_int(req->act.region)), &r);
	*code = e == OK && r->n == 1 ? rows_text(r, 0, 0) : S("");
	*known = e == OK && r->n == 1 && rows_int(r, 0, 1) > 0;
	return e;
}

enum err duo_start_page(struct req *req)
{
	static const struct ui_link link = {N_("Set the postcodes"), "/beheer/postcodes"};
	struct str code;
	bool known;
	enum err e = area(req, &code, &known);
	if (e != OK)
		return e;
	return import_start(req, &import_duo, known ? NULL :
		N_("First it must be known for which postcodes the partnership is responsible. Then only your own schools are "
		   "taken from the list."), &link);
}

enum err duo_upload_post(struct req *req)
{
	struct str code;
	bool known;
	enum err e = area(req, &code, &known);
	return e == OK ? import_upload(req, &import_duo, code) : e;
}

enum err duo_preview_page(struct req *req)
{
	return import_preview(req, &import_duo);
}

enum err duo_go_post(struct req *req)
{
	return import_go(req, &import_duo);
}

enum err duo_stop_post(struct req *req)
{
	return import_stop(req, &import_duo);
}

enum err duo_resume_post(struct req *req)
{
	return import_resume(req, &import_duo);
}

enum err duo_rejects_sheet(struct req *req)
{
	return import_rejects(req, &import_duo);
}
