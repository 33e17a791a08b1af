#include "child_page.h"

#include "child_timeline.h"
#include "people.h"
#include "take_part_page.h"

/* The page for parents and the pupil: what happens now, what you can do, the way from top to bottom, what comes after,
 * and who helps with a name and a number (ui.md 6.2, screen 10). */

static void way(struct ui *u, const struct child_view *v)
{
	struct ui_station stops[STATIONS_MAX];
	size_t n = child_stations(v, stops, STATIONS_MAX);
	const struct slot name = {"name", row_text(v->r, &route_fields[ROUTE_GIVEN_NAME])};
	const char *title = child_reads(v->req) == READS_PUPIL
		? tr(u->sp, N_("Your route")) : tr_fill(u->a, u->sp, N_("The route of {name}"), &name, 1).p;
	if (n > 0)
		ui_route_line(u, title, stops, n);
}

/* The family itself is not among those who help. */
static bool helps(const struct taker *t)
{
	return policy_of(ROLE_NONE, t->kind) == NULL && t->kind != REL_BREAK_GLASS;
}

enum { HELPERS = 8 };
struct helper {
	struct str name, org, who, what; /* name, org: empty where it is a place of several people */
};

/* One person may take part with an account and by a place; where the reader is not told the name, it is nobody's. */
static struct helper helper_of(const struct child_view *v, const struct taker *t)
{
	struct str name = t->name.n > 0 ? t->name : t->holder, who = takers_name(v->req, &v->people, t);
	return (struct helper){
		.name = str_starts(who, name) ? name : (struct str){0}, .org = t->org, .who = who,
		.what = str_from(tr(v->req->act.speak, relation_label(t->kind)))};
}

static bool same_helper(const struct helper *x, const struct helper *y)
{
	bool place = x->org.n == 0 || y->org.n == 0 || str_eq(x->org, y->org);
	return str_eq(x->who, y->who) || (x->name.n > 0 && str_eq(x->name, y->name) && place);
}

/* Each person once, with all that they do. */
static size_t helper_add(struct arena *a, struct helper v[HELPERS], size_t n, struct helper one)
{
	for (size_t i = 0; i < n; i++) {
		if (!same_helper(&v[i], &one))
			continue;
		if (v[i].who.n < one.who.n)
			v[i].who = one.who;
		if (strstr(str_c(a, v[i].what), str_c(a, one.what)) == NULL)
			v[i].what = str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(v[i].what), STR_ARG(one.what));
		return n;
	}
	if (n < HELPERS)
		v[n++] = one;
	return n;
}

static void who_helps(struct ui *u, const struct child_view *v)
{
	const char *lines[HELPERS];
	struct helper found[HELPERS];
	size_t n = 0;
	bool shut = (v->req->seen.allowed.hides[PART_KERN] & (HIDE_SHIELD | HIDE_ADDRESS)) != 0;
	for (size_t i = 0; i < v->people.n && !shut; i++)
		if (helps(&v->people.v[i]))
			n = helper_add(u->a, found, n, helper_of(v, &v->people.v[i]));
	for (size_t i = 0; i < n; i++)
		lines[i] = tr_fill(u->a, u->sp, N_("{who}: {what}"),
		                   TR_SLOTS({"who", found[i].who}, {"what", found[i].what})).p;
	ui_panel_begin(u, tr(u->sp, N_("Who helps?")));
	if (n > 0)
		ui_bullets(u, lines, n);
	ui_p_link(u, NULL, child_path(u->a, v->r, "/betrokkenen"), tr(u->sp, N_("See everyone, and what they may read")),
	          NULL);
	ui_panel_end(u);
}

static void need_help(struct ui *u, const struct child_view *v)
{
	bool pupil = child_reads(v->req) == READS_PUPIL;
	ui_panel_begin(u, tr(u->sp, N_("Do you need help?")));
	if (v->school.n > 0 && v->school_phone.n > 0)
		ui_p_phone(u, tr_fill(u->a, u->sp, N_("Call the school, {school}:"), TR_SLOTS({"school", v->school})).p,
		           v->school_phone);
	else if (v->school.n > 0)
		ui_p(u, tr_fill(u->a, u->sp, N_("Ask {school}."), TR_SLOTS({"school", v->school})).p);
	if (v->region_phone.n > 0)
		ui_p_phone(u, tr(u->sp, N_("Would you rather ask someone else? Call the support point of the partnership:")),
		           v->region_phone);
	if (pupil)
		ui_p(u, tr(u->sp, N_("Do you need someone now? Call the Kindertelefoon: 0800-0432. Danger? Call 112.")));
	ui_panel_end(u);
}

static void family_ways(struct ui *u, const struct child_view *v)
{
	static const struct ui_link below[] = {
		{N_("What happened until now?"), "/tijdlijn"},
		{N_("The whole route on paper"), "/dossier"},
		{N_("Who looked along?"), "/wie-keek-mee"},
		{N_("What was changed?"), "/geschiedenis"},
	};
	ui_panel_begin(u, tr(u->sp, N_("Read more")));
	child_links(u, v, below, sizeof below / sizeof *below);
	ui_panel_end(u);
}

void child_family_show(struct ui *u, const struct child_view *v)
{
	child_do_now(u, v);
	child_do_also(u, v);
	child_tabs(u, v->req, "");
	way(u, v);
	child_after(u, v);
	child_ways(u, v);
	if (v->told.voices.n > 0)
		child_voices(u, v);
	child_blocks_show(u, v->req, &v->blocks);
	child_helps(u, v);
	who_helps(u, v);
	need_help(u, v);
	family_ways(u, v);
}
