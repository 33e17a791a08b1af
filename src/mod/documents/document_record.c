#include "date.h"
#include "document_pages.h"
#include "flow.h"
#include "people.h"
#include "route.h"
#include "token.h"

enum { NAME_MAX_CHARS = 200, LOOK_DAYS = 7 };

static const struct choice states[DOCUMENT_STATES + 1] = {
	[DOCUMENT_WAITS] = {"wacht", N_("Handed in, waits"), NULL},
	[DOCUMENT_KEPT] = {"dossier", N_("In the dossier"), NULL},
	[DOCUMENT_REFUSED] = {"geweigerd", N_("Not taken in"), NULL},
	[DOCUMENT_REMOVED] = {"verwijderd", N_("Removed"), NULL},
};

static const struct choice types[] = {
	{"pdf", N_("PDF"), NULL}, {"png", N_("Picture (PNG)"), NULL}, {"jpeg", N_("Picture (JPEG)"), NULL},
	{"wav", N_("Recording (WAV)"), NULL}, {"webm", N_("Recording (WebM)"), NULL},
	{"m4a", N_("Recording (M4A)"), NULL}, {"mp3", N_("Recording (MP3)"), NULL},
	{"ogg", N_("Recording (Ogg)"), NULL}, {"docx", N_("Word document"), NULL},
	{"xlsx", N_("Spreadsheet"), NULL}, {"text", N_("Text"), NULL}, {NULL, NULL, NULL},
};

#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
/* What stands in a file nobody can mask: who may not read of health, or of where someone is, gets no file. The mask of
 * its title says so (document_visible). */
const struct field document_fields[DOCUMENT__N] = {
	[DOCUMENT_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[DOCUMENT_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[DOCUMENT_ON] = {SERVER("on_record", T_REF), .ref = &ref_many},
	[DOCUMENT_TITLE] = {.name = "title", .type = &T_LINE, .hides = HIDE_HEALTH, .min = 2, .max = 120,
		.label = N_("What is it?"), .hint = N_("For example: report of the speech therapist"),
		.missing = N_("Write what this file is")},
	[DOCUMENT_NAME] = {.name = "file_name", .type = &T_LINE, .need = NEED_SERVER, .hides = HIDE_HEALTH,
		.max = NAME_MAX_CHARS, .label = N_("Name of the file")},
	[DOCUMENT_TYPE] = {SERVER("type", T_CHOICE), .label = N_("Kind of file"), .choices = types},
	[DOCUMENT_SIZE] = {SERVER("size", T_NUMBER), .min = 1, .max = DOCUMENT_BYTES_MAX},
	[DOCUMENT_HASH] = {.name = "hash", .type = &T_BYTES, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[DOCUMENT_BY] = {SERVER("by_account", T_REF), .ref = &rec_account},
	[DOCUMENT_ROLE] = {SERVER("by_role", T_LINE), .max = 40, .unset = true},
	[DOCUMENT_FAMILY] = {SERVER("by_family", T_YES)},
	[DOCUMENT_AT] = {SERVER("at", T_INSTANT), .label = N_("Handed in")},
	[DOCUMENT_LOOK_BY] = {SERVER("look_by", T_DATE), .label = N_("Look at it before")},
	[DOCUMENT_WHY] = {.name = "why", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 400,
		.label = N_("Why do you not take it in?"), .hint = N_("Who handed it in reads this"),
		.missing = N_("Write why you do not take it in")},
	[DOCUMENT_ENDED] = {SERVER("ended", T_INSTANT), .unset = true},
};

/* ---- steps ---- */

static void may_refuse(const struct given *g, struct reasons *out)
{
	if (row_val(g->row, &document_fields[DOCUMENT_WHY]).type == VAL_NULL)
		reason_add(out, &document_fields[DOCUMENT_WHY], N_("Write why you do not take it in"));
}

/* Its bytes go a day after this (jobs/upkeep.c). */
static enum err ends_now(struct change *c, const struct row *at)
{
	change_set(c, at->rec, at->id, &document_fields[DOCUMENT_ENDED], val_int(change_now(c)));
	return OK;
}

static const struct field *const why_fields[] = {&document_fields[DOCUMENT_WHY]};
static const struct form_def form_why = {
	.name = "document-why", .fields = why_fields, .n = 1, .must = MUST(0), .submit = N_("Do not take it in")};

#define BIT(s) (UINT32_C(1) << DOCUMENT_##s)
#define FLOW(owners, quiet) { \
	[DOCUMENT_ACCEPT_STEP] = {.name = "aannemen", .label = N_("Take it into the dossier"), \
		.done = N_("The file is in the dossier"), .from = BIT(WAITS), .to = DOCUMENT_KEPT, .by = owners, \
		.undo = true, \
		.event = (quiet) ? NULL : N_("A file that was handed in is in the dossier")}, \
	[DOCUMENT_REFUSE_STEP] = {.name = "weigeren", .label = N_("Do not take it in"), \
		.done = N_("The file is not taken in"), .from = BIT(WAITS), .to = DOCUMENT_REFUSED, .back = true, \
		.by = owners, \
		.undo = true, \
		.form = &form_why, .guard = may_refuse, .effect = ends_now}, \
	[DOCUMENT_REMOVE_STEP] = {.name = "verwijderen", .label = N_("Remove this file"), \
		.done = N_("The file is removed"), .from = BIT(KEPT), .to = DOCUMENT_REMOVED, .back = true, \
		.by = owners, .undo = true, \
		.effect = ends_now, .event = (quiet) ? NULL : N_("A file was removed")}, \
}

static const char *tells(const struct row *was, const struct row *now)
{
	return was == NULL && flow_state(now) == DOCUMENT_KEPT ? N_("A file was added") : NULL;
}

/* ---- the tray on the work list ---- */

static bool waits(const struct row *r)
{
	return flow_state(r) == DOCUMENT_WAITS;
}

static struct str by_look(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, &document_fields[DOCUMENT_LOOK_BY]));
}

static const char *asks_look(const struct row *r, int64_t side)
{
	(void)r, (void)side;
	return N_("Look at a file that was handed in");
}

#define REL(k) (UINT32_C(1) << REL_##k)
#define WORK(number, word, words, who) { \
	.mark = number, .code = word, .label = words, .page = "/bestanden", .what = &document_fields[DOCUMENT_TYPE], \
	.asks = asks_look, .by = &document_fields[DOCUMENT_LOOK_BY], .why = &document_fields[DOCUMENT_TYPE], .acts = who}
static const struct work work_school = WORK(WORK_DOCUMENT, "bestand", N_("File handed in at school"), SIDE_SCHOOL);
static const struct work work_meeting =
	WORK(WORK_DOCUMENT_MEETING, "bestand-knooppunt", N_("File handed in for a meeting"), SIDE_SCHOOL);
static const struct work work_swv =
	WORK(WORK_DOCUMENT_SWV, "bestand-swv", N_("File handed in at the partnership"), SIDE_SWV);
static const struct work work_provision =
	WORK(WORK_DOCUMENT_PROVISION, "bestand-voorziening", N_("File handed in at the group arrangement"), SIDE_PROVISION);

static const struct field *const columns[] = {&document_fields[DOCUMENT_TYPE], &document_fields[DOCUMENT_LOOK_BY]};
#define LIST(of_part, of_kinds, w) { \
	.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_##of_part, .kinds = of_kinds, \
	.open = waits, .key = by_look, .work = w, .columns = columns, .n_columns = 2}
static const struct list list_school[] = {LIST(SCHOOL, REL(SUPERVISES) | REL(CONTACT) | REL(SUBSTITUTE), &work_school)};
static const struct list list_meeting[] = {
	LIST(KNOOPPUNT, REL(SUPERVISES) | REL(CONTACT) | REL(SUBSTITUTE) | REL(PRESCHOOL), &work_meeting)};
static const struct list list_swv[] = {LIST(SWV, REL(ASSIGNED) | REL(SECRETARIAT), &work_swv)};
static const struct list list_provision[] = {LIST(VOORZIENING, REL(PLACED), &work_provision)};

/* ---- a record type per part ---- */

/* What parents and pupil say belongs to who said it: the other parent does not read along (practice M5), and the
 * timeline, which both read, does not tell of it. */
#define APART(P) (PART_##P == PART_STEM)

/* Who puts files into a part and decides on what is handed in there: of those who may write it (auth/policy.c), its
 * owner (access.md, table "Parts"). */
#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define BY_SCHOOL ROLE(IB)
#define BY_VOORSCHOOL ROLE(PRESCHOOL)
#define BY_KNOOPPUNT (ROLE(IB) | ROLE(PRESCHOOL) | ROLE(TRAJECT))
#define BY_SWV (ROLE(TRAJECT) | ROLE(TLV_SECRETARY))
#define BY_DESKUNDIG ROLE(SPECIALIST)
#define BY_VOORZIENING ROLE(PROVISION_TEAM)
#define BY_STEM (ROLE(PARENT) | ROLE(PUPIL))

#define RECORD(P, lower, words, of_lists, count) \
	const struct transition document_flow_##lower[DOCUMENT_STEPS] = FLOW(BY_##P, APART(P)); \
	const struct record rec_document_##lower = {.name = "document_" #lower, .label = words, \
		.fields = document_fields, .n = DOCUMENT__N, .part = PART_##P, .route = &document_fields[DOCUMENT_ROUTE], \
		.of_meeting = &document_fields[DOCUMENT_ON], .own = &document_fields[DOCUMENT_BY], .apart = APART(P), \
		.state = &document_fields[DOCUMENT_STATE], .ends = BIT(REFUSED) | BIT(REMOVED), .flow = document_flow_##lower, \
		.n_flow = DOCUMENT_STEPS, .tells = APART(P) ? NULL : tells, .lists = of_lists, .n_lists = count}

RECORD(SCHOOL, school, N_("File of the school"), list_school, 1);
RECORD(VOORSCHOOL, voorschool, N_("File of the preschool"), NULL, 0);
RECORD(KNOOPPUNT, knooppunt, N_("File of a meeting"), list_meeting, 1);
RECORD(SWV, swv, N_("File of the partnership"), list_swv, 1);
RECORD(DESKUNDIG, deskundig, N_("File of the experts"), NULL, 0);
RECORD(VOORZIENING, voorziening, N_("File of the group arrangement"), list_provision, 1);
RECORD(STEM, stem, N_("File of parents and pupil"), NULL, 0);

const struct record *const document_records[DOCUMENTS__N] = {
	[DOCUMENTS_SCHOOL] = &rec_document_school, [DOCUMENTS_VOORSCHOOL] = &rec_document_voorschool,
	[DOCUMENTS_KNOOPPUNT] = &rec_document_knooppunt, [DOCUMENTS_SWV] = &rec_document_swv,
	[DOCUMENTS_DESKUNDIG] = &rec_document_deskundig, [DOCUMENTS_VOORZIENING] = &rec_document_voorziening,
	[DOCUMENTS_STEM] = &rec_document_stem,
};

const struct record *document_record(enum part p)
{
	for (size_t i = 0; i < DOCUMENTS__N; i++)
		if (document_records[i]->part == p)
			return document_records[i];
	return NULL;
}

/* ---- who ---- */

bool document_owns(const struct act *act, const struct allowed *allowed, enum part p)
{
	const struct record *rec = document_record(p);
	return rec != NULL && act->viewer != NULL && (allowed->writes & PART_BIT(p)) != 0 &&
	       (rec->flow[DOCUMENT_ACCEPT_STEP].by >> act->viewer->role & 1) != 0;
}

bool document_visible(const struct act *act, const struct seen *s)
{
	const struct row *r = &s->row;
	enum part p = r->rec->part;
	bool own = act->viewer != NULL && row_int(r, &document_fields[DOCUMENT_BY]) == act->viewer->account;
	if (s->hidden[DOCUMENT_TITLE])
		return false;
	/* A guest came for one talk; what others brought to it or to another is not theirs. */
	if (act->viewer != NULL && act->viewer->level != LEVEL_FULL)
		return own && flow_state(r) != DOCUMENT_REMOVED;
	if (flow_state(r) == DOCUMENT_REMOVED) /* for who may take that back */
		return document_owns(act, &s->allowed, p);
	return own || flow_state(r) == DOCUMENT_KEPT || document_owns(act, &s->allowed, p);
}

/* ---- a new one ---- */

enum err document_add(struct change *c, const struct document_new *d, int64_t *id, struct str *pid)
{
	const struct record *rec = document_record(d->part);
	struct arena *a = change_act(c)->a;
	int64_t now = change_now(c);
	if (rec == NULL || d->type == DOCUMENT_UNKNOWN)
		BUG("a file in part %d, or of no kind", (int)d->part);
	const struct val v[DOCUMENT__N] = {
		[DOCUMENT_ROUTE] = val_int(d->route),
		[DOCUMENT_STATE] = flow_value(rec, d->waits ? DOCUMENT_WAITS : DOCUMENT_KEPT),
		[DOCUMENT_ON] = val_int(d->on),
		[DOCUMENT_TITLE] = val_text(d->title),
		[DOCUMENT_NAME] = val_text(d->name),
		[DOCUMENT_TYPE] = val_text(str_from(document_kinds[d->type].code)),
		[DOCUMENT_SIZE] = val_int((int64_t)d->bytes.n),
		[DOCUMENT_HASH] = val_blob(token_hash(a, d->bytes)),
		[DOCUMENT_BY] = val_int(d->account),
		[DOCUMENT_ROLE] = val_text(str_from(role_def(d->role)->code)),
		[DOCUMENT_FAMILY] = val_int(d->family),
		[DOCUMENT_AT] = val_int(now),
		[DOCUMENT_LOOK_BY] = val_int(instant_date(now) + LOOK_DAYS),
	};
	/* Who owns the part need not take in what is their own: it begins where the tray ends. */
	enum err e = d->waits ? change_new(c, rec, v, id, pid) : change_place(c, rec, v, id, pid);
	if (e == OK)
		document_bytes_put(c, *id, (struct sealed_in){d->route, rec->part}, d->bytes);
	return e;
}
