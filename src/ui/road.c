#include "road.h"

static void stop(struct ui *u, const struct ui_road_stop *s, struct str side, struct str today, bool turns)
{
	struct html *h = &u->h;
	h_open(h, EL_LI, AT_ARIA_CURRENT, s->stop == STOP_NOW ? "step" : NULL, AT_END);
	h_attrf(h, AT_CLASS, "%s %s%s", ui_stops[s->stop].class, s->away ? "away" : "at-home", turns ? " turns" : "");
	h_open(h, EL_SPAN, AT_CLASS, "stop", AT_END);
	ui_icon(h, s->stop == STOP_DONE || s->away ? ui_stops[s->stop].icon : ICON_HOME);
	h_close(h, EL_SPAN);
	h_open(h, EL_DIV, AT_END);
	h_elem(h, EL_B, NULL, str_from(s->name));
	if (s->when.n > 0)
		h_elem(h, EL_SPAN, "when", s->when);
	if (s->what.n > 0)
		h_elem(h, EL_SPAN, "what", s->what);
	h_elem(h, EL_SPAN, s->stop == STOP_NOW ? "here" : "vh",
	       s->stop == STOP_NOW ? today : str_from(tr(u->sp, ui_stops[s->stop].word)));
	h_elem(h, EL_SPAN, "vh", side);
	h_close(h, EL_DIV);
	h_close(h, EL_LI);
}

static void lane(struct ui *u, const char *class, enum icon icon, struct str name)
{
	if (name.n == 0)
		return;
	h_open(&u->h, EL_P, AT_CLASS, class, AT_ARIA_HIDDEN, "true", AT_END);
	ui_icon(&u->h, icon);
	h_str(&u->h, name);
	h_close(&u->h, EL_P);
}

void ui_road(struct ui *u, const char *title, struct str home, struct str away, struct str today,
             const struct ui_road_stop *v, size_t n)
{
	struct html *h = &u->h;
	ui_panel_begin(u, title);
	h_open(h, EL_DIV, AT_CLASS, "road-box", AT_END);
	lane(u, "lane away", ICON_NONE, away);
	h_open(h, EL_OL, AT_CLASS, u->sp.audience == AUD_LEERLING ? "road down" : "road", AT_END);
	for (size_t i = 0; i < n; i++)
		stop(u, &v[i], v[i].away ? away : home, today, i > 0 && v[i].away != v[i - 1].away);
	h_close(h, EL_OL);
	lane(u, "lane at-home", ICON_HOME, home);
	h_close(h, EL_DIV);
	ui_panel_end(u);
}

/* ---- goals for two sides ---- */

static void said(struct ui *u, const char *label, struct str text)
{
	if (text.n == 0)
		return;
	h_open(&u->h, EL_DIV, AT_END);
	h_elem(&u->h, EL_DT, NULL, str_from(label));
	h_elem(&u->h, EL_DD, "lines", text);
	h_close(&u->h, EL_DIV);
}

static void steps(struct ui *u, const struct ui_two_sides *g)
{
	struct html *h = &u->h;
	h_open(h, EL_OL, AT_CLASS, "steps-up", AT_END);
	for (size_t i = 0; i < g->levels; i++) {
		bool here = i + 1 == g->level;
		h_open(h, EL_LI, AT_ARIA_CURRENT, here ? "step" : NULL, AT_END);
		h_attrf(h, AT_CLASS, "s%zu%s%s", i + 1, i < g->level ? " reached" : "", here ? " here" : "");
		h_text(h, g->words[i]);
		h_close(h, EL_LI);
	}
	h_close(h, EL_OL);
}

static void side(struct ui *u, const char *class, const char *who, struct str does)
{
	struct html *h = &u->h;
	h_open(h, EL_DIV, AT_CLASS, class, AT_END);
	h_elem(h, EL_H4, NULL, str_from(who));
	if (does.n > 0)
		h_elem(h, EL_P, "lines", does);
	else
		h_elem(h, EL_P, "muted", str_from(tr(u->sp, N_("Nothing agreed yet"))));
	h_close(h, EL_DIV);
}

void ui_two_sides(struct ui *u, const struct ui_two_sides *g)
{
	struct html *h = &u->h;
	h_open(h, EL_ARTICLE, AT_CLASS, "two-sides", AT_END);
	h_open(h, EL_DIV, AT_CLASS, "head", AT_END);
	h_elem(h, EL_H3, NULL, g->goal);
	ui_tag(u, &g->state);
	h_close(h, EL_DIV);
	h_open(h, EL_DIV, AT_CLASS, "middle", AT_END);
	h_elem(h, EL_H4, "vh", str_from(tr(u->sp, N_("How far is the child?"))));
	steps(u, g);
	h_open(h, EL_DL, AT_END);
	said(u, tr(u->sp, N_("It began with")), g->began);
	said(u, tr(u->sp, N_("Now")), g->now);
	said(u, tr(u->sp, N_("Enough to return")), g->aim);
	h_close(h, EL_DL);
	h_close(h, EL_DIV);
	side(u, "side left", g->left, g->left_does);
	side(u, "side right", g->right, g->right_does);
	if (g->act.label != NULL)
		ui_p_link(u, NULL, g->act.href, g->act.label, NULL);
	h_close(h, EL_ARTICLE);
}

void ui_gone(struct ui *u, struct str words, int64_t done, int64_t total)
{
	struct html *h = &u->h;
	const char *id = ui_id(u, "p");
	h_open(h, EL_DIV, AT_CLASS, "f meter", AT_END);
	h_open(h, EL_LABEL, AT_FOR, id, AT_END);
	h_str(h, words);
	h_close(h, EL_LABEL);
	h_open(h, EL_PROGRESS, AT_ID, id, AT_END);
	h_attrf(h, AT_MAX, "%lld", (long long)(total > 0 ? total : 1));
	h_attrf(h, AT_VALUE, "%lld", (long long)done);
	h_close(h, EL_PROGRESS);
	h_close(h, EL_DIV);
}

void ui_places(struct ui *u, struct str words, int64_t taken, int64_t places)
{
	struct html *h = &u->h;
	h_elem(h, EL_P, "big", words);
	h_open(h, EL_DIV, AT_CLASS, "seats", AT_ARIA_HIDDEN, "true", AT_END);
	for (int64_t i = 0; i < places; i++) {
		h_open(h, EL_SPAN, AT_CLASS, i < taken ? "seat taken" : "seat", AT_END);
		h_close(h, EL_SPAN);
	}
	h_close(h, EL_DIV);
}
