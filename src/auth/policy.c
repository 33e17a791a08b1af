#include "policy.h"

#define P(name) PART_BIT(PART_##name)

_Static_assert(PART__N <= 32, "parts are bits of 32");

struct word {
	const char *code, *label;
};

static const struct word part_words[PART__N] = {
	[PART_NONE] = {"", ""},
	[PART_KERN] = {"kern", N_("Core: name, school, next step")},
	[PART_SCHOOL] = {"school", N_("School")},
	[PART_CARD] = {"kaart", N_("Agreement card and goals")},
	[PART_VOORSCHOOL] = {"voorschool", N_("Preschool")},
	[PART_KNOOPPUNT] = {"knooppunt", N_("Meeting (knooppunt)")},
	[PART_SWV] = {"swv", N_("Partnership")},
	[PART_DESKUNDIG] = {"deskundig", N_("Experts")},
	[PART_VOORZIENING] = {"voorziening", N_("Group arrangement")},
	[PART_GEMEENTE] = {"gemeente", N_("Municipality")},
	[PART_OJS] = {"ojs", N_("Support point")},
	[PART_STEM] = {"stem", N_("Voice of parents and pupil")},
	[PART_VERZEGELD] = {"verzegeld", N_("Sealed notes")},
	[PART_AANMELDING] = {"aanmelding", N_("Application at one school")},
	[PART_LEERLING] = {"leerling", N_("What the pupil closes to parents")},
	[PART_VERZOEK] = {"verzoek", N_("Requests about the data that are kept")},
};

/* The same to parents and pupils, who do not know how the work is divided. */
static const char *const part_family[PART__N] = {
	[PART_NONE] = "",
	[PART_KERN] = N_("name, school and next step"),
	[PART_SCHOOL] = N_("what the school writes down, and the plan"),
	[PART_CARD] = N_("agreements in class and goals"),
	[PART_VOORSCHOOL] = N_("what the preschool writes down"),
	[PART_KNOOPPUNT] = N_("reports of talks together"),
	[PART_SWV] = N_("requests for help and decisions"),
	[PART_DESKUNDIG] = N_("reports of experts"),
	[PART_VOORZIENING] = N_("guidance in a separate group"),
	[PART_GEMEENTE] = N_("what the municipality does"),
	[PART_OJS] = N_("questions to the support point"),
	[PART_STEM] = N_("what parents and child say"),
	[PART_VERZEGELD] = N_("sealed notes"),
	[PART_AANMELDING] = N_("what a school does with your application"),
	[PART_LEERLING] = N_("what a child says and keeps from parents"),
	[PART_VERZOEK] = N_("what you ask about the data that are kept"),
};

static const struct word relation_words[REL__N] = {
	[REL_NONE] = {"", ""},
	[REL_GUARDIAN] = {"guardian", N_("parent or guardian with authority")},
	[REL_GUARDIAN_WITHOUT] = {"guardian_without", N_("parent without authority")},
	[REL_PUPIL] = {"pupil", N_("the pupil")},
	[REL_HELPER] = {"helper", N_("looks along by your wish")},
	[REL_TEACHES] = {"teaches", N_("teaches the group")},
	[REL_SUPERVISES] = {"supervises", N_("supervises support at school")},
	[REL_CONTACT] = {"contact", N_("contact person")},
	[REL_PRESCHOOL] = {"preschool", N_("preschool of the child")},
	[REL_ASSIGNED] = {"assigned", N_("assigned by the partnership")},
	[REL_ASKED] = {"asked", N_("asked for a contribution")},
	[REL_DEPLOYED] = {"deployed", N_("helps the child")},
	[REL_SECRETARIAT] = {"secretariat", N_("handles the request")},
	[REL_COMMITTEE] = {"committee", N_("member of the committee")},
	[REL_DECIDES] = {"decides", N_("takes this decision")},
	[REL_PLACED] = {"placed", N_("team where the child is placed")},
	[REL_RECEIVES] = {"receives", N_("receives the handover")},
	[REL_INVITED] = {"invited", N_("invited to the meeting")},
	[REL_LEERPLICHT] = {"leerplicht", N_("attendance officer")},
	[REL_DOORZETTINGSMACHT] = {"doorzettingsmacht", N_("has the last word in this absence case")},
	[REL_BOARD_SUPERVISOR] = {"board_supervisor", N_("process supervisor of the school board")},
	[REL_SUBSTITUTE] = {"substitute", N_("substitute")},
	[REL_GUEST] = {"guest", N_("guest by code")},
	[REL_SUPPORT_POINT] = {"support_point", N_("support point")},
	[REL_BREAK_GLASS] = {"break_glass", N_("emergency")},
	[REL_APPLIED] = {"applied", N_("school where the parents applied")},
	[REL_CONFIDANT] = {"confidant", N_("chosen by the pupil to talk with")},
};

static const struct word purpose_words[PURPOSE__N] = {
	[PURPOSE_NONE] = {"", ""},
	[PURPOSE_GUIDE] = {"guide", N_("to guide the child")},
	[PURPOSE_JUDGE] = {"judge", N_("to judge a request")},
	[PURPOSE_ALLOT] = {"allot", N_("to allot help")},
	[PURPOSE_HAND_OVER] = {"hand_over", N_("to hand over")},
	[PURPOSE_ABSENCE] = {"absence", N_("because of absence")},
	[PURPOSE_SUPPORT_POINT] = {"support_point", N_("for a question to the support point")},
	[PURPOSE_OWN] = {"own", N_("own dossier")},
	[PURPOSE_EMERGENCY] = {"emergency", N_("emergency")},
};

/* What family reads without asking (rule 7). The parts voorschool and knooppunt are about them and shared with them;
 * gemeente and ojs have doors of their own; sealed notes say that they exist elsewhere. */
#define FAMILY \
	(P(KERN) | P(SCHOOL) | P(CARD) | P(VOORSCHOOL) | P(KNOOPPUNT) | P(SWV) | P(DESKUNDIG) | P(VOORZIENING) | \
	 P(STEM) | P(AANMELDING))
/* The school of enrolment: its own parts and what others share with it. Of the partnership's part it is the one
 * receiver that the law names (PRI-02), without the experts' working papers. */
#define SCHOOL_TEAM \
	(P(KERN) | P(SCHOOL) | P(CARD) | P(VOORSCHOOL) | P(KNOOPPUNT) | P(SWV) | P(DESKUNDIG) | P(VOORZIENING) | \
	 P(STEM) | P(LEERLING) | P(AANMELDING))

#define CHOSEN(role) \
	{ROLE_##role, REL_CONFIDANT, PURPOSE_GUIDE, P(KERN) | P(STEM) | P(LEERLING), 0, \
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_HEALTH | HIDE_ADDRESS, .told = P(STEM) | P(LEERLING)}

static const struct policy rows[] = {
	/* own family: in every role, "own family always included" (rule 15) */
	{ROLE_NONE, REL_GUARDIAN, PURPOSE_OWN, FAMILY | P(VERZOEK), P(STEM) | P(VERZOEK), HIDE_GUARDIANS | HIDE_WORKING},
	{ROLE_NONE, REL_GUARDIAN_WITHOUT, PURPOSE_OWN, P(KERN) | P(SCHOOL) | P(AANMELDING), 0,
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS},
	{ROLE_NONE, REL_PUPIL, PURPOSE_OWN,
	 P(KERN) | P(SCHOOL) | P(CARD) | P(KNOOPPUNT) | P(VOORZIENING) | P(STEM) | P(AANMELDING) | P(LEERLING) | P(VERZOEK),
	 P(STEM) | P(LEERLING) | P(VERZOEK), HIDE_GUARDIANS | HIDE_WORKING},
	{ROLE_NONE, REL_HELPER, PURPOSE_OWN, P(KERN) | P(SCHOOL) | P(CARD) | P(KNOOPPUNT) | P(STEM), 0,
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_HEALTH | HIDE_ADDRESS},

	/* school: "cards and goals of own pupils, not the whole dossier" (systems.md) */
	{ROLE_TEACHER, REL_TEACHES, PURPOSE_GUIDE, P(KERN) | P(CARD), P(CARD),
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_HEALTH | HIDE_ADDRESS},
	{ROLE_TEACHER, REL_CONTACT, PURPOSE_GUIDE, P(KERN) | P(CARD) | P(STEM) | P(LEERLING), P(CARD),
	 HIDE_WORKING | HIDE_HEALTH},
	/* Whom the pupil chose hears the pupil, and answers by what they are to the child besides. */
	CHOSEN(TEACHER), CHOSEN(IB), CHOSEN(PROVISION_TEAM), CHOSEN(SPECIALIST),
	{ROLE_IB, REL_SUPERVISES, PURPOSE_GUIDE, SCHOOL_TEAM | P(VERZOEK),
	 P(KERN) | P(SCHOOL) | P(CARD) | P(KNOOPPUNT) | P(AANMELDING) | P(VERZOEK), HIDE_WORKING,
	 P(AANMELDING) | P(VERZOEK)},
	{ROLE_IB, REL_CONTACT, PURPOSE_GUIDE, SCHOOL_TEAM | P(VERZOEK),
	 P(KERN) | P(SCHOOL) | P(CARD) | P(KNOOPPUNT) | P(AANMELDING) | P(VERZOEK), HIDE_WORKING,
	 P(AANMELDING) | P(VERZOEK)},
	/* Of what the preschool wrote each piece that parents let go to this school, and no other (PRI-14). */
	{ROLE_IB, REL_RECEIVES, PURPOSE_HAND_OVER, P(KERN) | P(SCHOOL) | P(CARD) | P(VOORSCHOOL) | P(STEM), 0,
	 HIDE_WORKING, P(VOORSCHOOL)},
	{ROLE_IB, REL_SUBSTITUTE, PURPOSE_GUIDE, SCHOOL_TEAM | P(VERZOEK),
	 P(SCHOOL) | P(CARD) | P(KNOOPPUNT) | P(AANMELDING) | P(VERZOEK), HIDE_WORKING, P(AANMELDING) | P(VERZOEK)},
	/* Applied at: each school its own, also the one that does not have the duty of care. */
	{ROLE_IB, REL_APPLIED, PURPOSE_GUIDE, P(KERN) | P(AANMELDING), P(AANMELDING),
	 HIDE_WORKING | HIDE_HEALTH | HIDE_ADDRESS, P(AANMELDING)},
	{ROLE_TEACHER, REL_SUBSTITUTE, PURPOSE_GUIDE, P(KERN) | P(CARD), 0,
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_HEALTH | HIDE_ADDRESS},
	/* a school leader sees a child only through a decision (rule 4) */
	{ROLE_SCHOOL_LEADER, REL_DECIDES, PURPOSE_GUIDE,
	 P(KERN) | P(SCHOOL) | P(CARD) | P(STEM) | P(AANMELDING) | P(VERZOEK), P(SCHOOL) | P(AANMELDING) | P(VERZOEK),
	 HIDE_WORKING | HIDE_HEALTH, P(AANMELDING) | P(VERZOEK)},

	{ROLE_PRESCHOOL, REL_PRESCHOOL, PURPOSE_GUIDE, P(KERN) | P(VOORSCHOOL) | P(KNOOPPUNT) | P(VERZOEK),
	 P(KERN) | P(VOORSCHOOL) | P(KNOOPPUNT) | P(VERZOEK), HIDE_WORKING, P(VERZOEK)},
	{ROLE_PRESCHOOL, REL_INVITED, PURPOSE_GUIDE, P(KERN) | P(KNOOPPUNT), P(KNOOPPUNT),
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS},

	/* partnership: tasks of WPO 18a / WVO 2.47 */
	{ROLE_TRAJECT, REL_ASSIGNED, PURPOSE_GUIDE,
	 P(KERN) | P(SCHOOL) | P(CARD) | P(VOORSCHOOL) | P(KNOOPPUNT) | P(SWV) | P(VOORZIENING) | P(STEM) |
	 P(AANMELDING) | P(VERZOEK), P(KNOOPPUNT) | P(SWV) | P(VERZOEK), HIDE_WORKING, P(VERZOEK)},
	{ROLE_TRAJECT, REL_DECIDES, PURPOSE_ALLOT, P(KERN) | P(CARD) | P(SWV) | P(STEM), P(SWV), HIDE_WORKING},
	{ROLE_TRAJECT, REL_SUBSTITUTE, PURPOSE_GUIDE, P(KERN) | P(SCHOOL) | P(CARD) | P(KNOOPPUNT) | P(SWV) | P(STEM),
	 P(KNOOPPUNT) | P(SWV), HIDE_WORKING},
	{ROLE_TLV_SECRETARY, REL_SECRETARIAT, PURPOSE_JUDGE, P(KERN) | P(SWV) | P(DESKUNDIG) | P(STEM) | P(VERZOEK),
	 P(SWV) | P(VERZOEK), 0, P(VERZOEK)},
	{ROLE_TLV_MEMBER, REL_COMMITTEE, PURPOSE_JUDGE, P(KERN) | P(SWV) | P(DESKUNDIG) | P(STEM), P(SWV), 0},
	{ROLE_DIRECTOR, REL_DECIDES, PURPOSE_JUDGE, P(KERN) | P(SWV), P(SWV),
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_HEALTH | HIDE_ADDRESS},
	{ROLE_DIRECTOR, REL_DOORZETTINGSMACHT, PURPOSE_ABSENCE, P(KERN) | P(SWV), P(SWV),
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_HEALTH | HIDE_ADDRESS},

	/* experts: "experts and committee only"; what the request shares is cut by the relation's own parts */
	{ROLE_SPECIALIST, REL_ASKED, PURPOSE_GUIDE, P(KERN) | P(CARD) | P(SWV) | P(DESKUNDIG) | P(STEM), P(DESKUNDIG),
	 HIDE_GUARDIANS},
	{ROLE_SPECIALIST, REL_DEPLOYED, PURPOSE_GUIDE, P(KERN) | P(CARD) | P(STEM), P(CARD),
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS},
	{ROLE_PROVISION_TEAM, REL_PLACED, PURPOSE_GUIDE,
	 P(KERN) | P(SCHOOL) | P(CARD) | P(KNOOPPUNT) | P(VOORZIENING) | P(STEM) | P(VERZOEK),
	 P(CARD) | P(VOORZIENING) | P(VERZOEK), HIDE_WORKING, P(VERZOEK)},
	{ROLE_BOARD, REL_BOARD_SUPERVISOR, PURPOSE_GUIDE, P(KERN) | P(KNOOPPUNT), P(KNOOPPUNT),
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_HEALTH | HIDE_ADDRESS},

	/* partners: "what the invitation shares, for its term"; care goals stay with the provider */
	{ROLE_MUNICIPALITY, REL_INVITED, PURPOSE_GUIDE, P(KERN) | P(CARD) | P(KNOOPPUNT) | P(STEM), P(KNOOPPUNT),
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS},
	{ROLE_MUNICIPALITY, REL_LEERPLICHT, PURPOSE_ABSENCE, P(KERN) | P(GEMEENTE) | P(VERZOEK), P(GEMEENTE) | P(VERZOEK),
	 HIDE_WORKING | HIDE_HEALTH, P(VERZOEK)},
	{ROLE_MUNICIPALITY, REL_DOORZETTINGSMACHT, PURPOSE_ABSENCE, P(KERN) | P(GEMEENTE), P(GEMEENTE),
	 HIDE_WORKING | HIDE_HEALTH},
	{ROLE_SPECIALIST, REL_INVITED, PURPOSE_GUIDE, P(KERN) | P(CARD) | P(KNOOPPUNT) | P(STEM), P(KNOOPPUNT),
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS},
	/* colleagues who are asked to the table of one meeting; what they write there is theirs (mod/meeting) */
	{ROLE_TEACHER, REL_INVITED, PURPOSE_GUIDE, P(KERN) | P(CARD) | P(KNOOPPUNT) | P(STEM), 0,
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS},
	{ROLE_IB, REL_INVITED, PURPOSE_GUIDE, P(KERN) | P(CARD) | P(KNOOPPUNT) | P(STEM), 0,
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS},
	{ROLE_TRAJECT, REL_INVITED, PURPOSE_GUIDE, P(KERN) | P(CARD) | P(KNOOPPUNT) | P(STEM), 0,
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS},
	{ROLE_PROVISION_TEAM, REL_INVITED, PURPOSE_GUIDE, P(KERN) | P(CARD) | P(KNOOPPUNT) | P(STEM), 0,
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS},
	{ROLE_NONE, REL_GUEST, PURPOSE_GUIDE, P(KERN) | P(CARD) | P(KNOOPPUNT), 0,
	 HIDE_GUARDIANS | HIDE_WORKING | HIDE_ADDRESS},

	/* the support point sees its own part and nothing else; the wall is in reach */
	{ROLE_SUPPORT_POINT, REL_SUPPORT_POINT, PURPOSE_SUPPORT_POINT, P(OJS), P(OJS), HIDE_ADDRESS},

	/* break-glass (rule 6): reads what guiding needs, writes nothing */
	{ROLE_IB, REL_BREAK_GLASS, PURPOSE_EMERGENCY, P(KERN) | P(SCHOOL) | P(CARD) | P(STEM), 0, HIDE_WORKING},
	{ROLE_TRAJECT, REL_BREAK_GLASS, PURPOSE_EMERGENCY, P(KERN) | P(CARD) | P(SWV) | P(STEM), 0, HIDE_WORKING},
};
enum { ROWS = sizeof rows / sizeof *rows };

const char *part_code(enum part p)
{
	return p < PART__N ? part_words[p].code : "";
}

const char *part_label(enum part p)
{
	return p < PART__N ? part_words[p].label : "";
}

const char *part_label_family(enum part p)
{
	return p < PART__N ? part_family[p] : "";
}

const char *relation_code(enum relation_kind k)
{
	return k < REL__N ? relation_words[k].code : "";
}

const char *relation_label(enum relation_kind k)
{
	return k < REL__N ? relation_words[k].label : "";
}

bool relation_parse(struct str code, enum relation_kind *out)
{
	for (enum relation_kind k = REL_NONE + 1; k < REL__N; k++)
		if (str_is(code, relation_words[k].code)) {
			*out = k;
			return true;
		}
	return false;
}

const char *purpose_code(enum purpose p)
{
	return p < PURPOSE__N ? purpose_words[p].code : "";
}

const char *purpose_label(enum purpose p)
{
	return p < PURPOSE__N ? purpose_words[p].label : "";
}

const struct policy *policy_rows(size_t *n)
{
	*n = ROWS;
	return rows;
}

const struct policy *policy_of(enum role role, enum relation_kind kind)
{
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].role == role && rows[i].kind == kind)
			return &rows[i];
	return NULL;
}

uint64_t policy_rev(void)
{
	uint64_t h = UINT64_C(1469598103934665603); /* FNV-1a over the fields, so that padding does not count */
	for (size_t i = 0; i < ROWS; i++) {
		const uint64_t fields[] = {rows[i].role,  rows[i].kind,	  rows[i].purpose, rows[i].reads,
					   rows[i].writes, rows[i].hides, rows[i].own, rows[i].told};
		for (size_t f = 0; f < sizeof fields / sizeof *fields; f++)
			h = (h ^ fields[f]) * UINT64_C(1099511628211);
	}
	return h >> 1; /* fits a database integer */
}

/* The narrowest purpose is that of the row which opens least; with equals, the own family. */
static bool is_narrower(const struct policy *row, const struct policy *than)
{
	int opens = __builtin_popcount(row->reads), other = __builtin_popcount(than->reads);
	return opens != other ? opens < other : row->purpose == PURPOSE_OWN;
}

static const struct policy *row_of(enum role acting, const struct grant_open *g)
{
	/* A seat counts only in the role one acts in; a relation of the account itself counts for its own family in every
	 * role, and for work in the role acted in. */
	if (g->role != ROLE_NONE)
		return g->role == acting ? policy_of(acting, g->kind) : NULL;
	const struct policy *row = policy_of(acting, g->kind);
	return row != NULL ? row : policy_of(ROLE_NONE, g->kind);
}

static void add_once(const struct allowing *w, int64_t **v, size_t *n, int64_t id)
{
	for (size_t i = 0; i < *n; i++)
		if ((*v)[i] == id)
			return;
	if (*v == NULL)
		*v = ARENA_ARRAY(w->mem, int64_t, w->most);
	(*v)[(*n)++] = id;
}

/* What one invitation opens of the knooppunt is its own meeting. */
static void bind(struct allowing *w, parts read, int64_t bound)
{
	if ((read & P(KNOOPPUNT)) == 0)
		return;
	if (bound == 0)
		w->whole = true;
	else
		add_once(w, &w->a.bound_to, &w->a.n_bound, bound);
}

struct allowing policy_begin(struct arena *mem, enum role acting, size_t most)
{
	return (struct allowing){.mem = mem, .acting = acting, .most = most};
}

void policy_add(struct allowing *w, const struct grant_open *open)
{
	const struct policy *row = row_of(w->acting, open);
	struct allowed *a = &w->a;
	if (w->n++ == w->most)
		BUG("more than %zu grants", w->most);
	w->always |= open->hides;
	if (row == NULL)
		return;
	a->by[open->kind] = open->relation;
	const parts read = row->reads & open->parts, write = row->writes & open->parts;
	/* Guardians never see each other's details (rule 12): not in another capacity either. */
	if (row->kind == REL_GUARDIAN || row->kind == REL_GUARDIAN_WITHOUT)
		w->always |= HIDE_GUARDIANS;
	for (enum part p = PART_NONE + 1; p < PART__N; p++) {
		if ((read & PART_BIT(p)) == 0)
			continue;
		a->hides[p] = w->by[p] == NULL ? row->hides : a->hides[p] & row->hides;
		if (w->by[p] == NULL || is_narrower(row, w->by[p])) {
			w->by[p] = row;
			a->grantee[p] = open->grantee;
		}
	}
	w->all_of |= read & ~row->own;
	w->all_writes |= write & ~row->own;
	w->untold |= read & ~row->told;
	if ((read & row->own) != 0 && open->org != 0)
		add_once(w, &a->orgs, &a->n_orgs, open->org);
	a->reads |= read;
	a->writes |= write & (open->bound == 0 ? UINT32_MAX : ~P(KNOOPPUNT));
	bind(w, read, open->bound);
}

struct allowed policy_end(const struct allowing *w)
{
	struct allowed a = w->a;
	a.bound = !w->whole && (a.reads & P(KNOOPPUNT)) != 0;
	a.own = a.reads & ~w->all_of;
	a.told = a.reads & ~w->untold;
	a.own_writes = a.writes & ~w->all_writes;
	for (enum part p = PART_NONE + 1; p < PART__N; p++) {
		a.hides[p] |= w->always;
		a.purpose[p] = w->by[p] == NULL ? PURPOSE_NONE : w->by[p]->purpose;
	}
	return a;
}
