#include "ui.h"

/* The route line, the next step, the voices and what was done: the parts that make this product its own. */

enum { ACROSS_MAX = 7 };

const struct ui_stop_look ui_stops[] = {
	[STOP_TODO] = {"todo", ICON_NONE, N_("still to do")},
	[STOP_NOW] = {"now", ICON_NONE, N_("you are here")},
	[STOP_DONE] = {"done", ICON_CHECK, N_("ready")},
	[STOP_SKIPPED] = {"skipped", ICON_MINUS, N_("skipped")},
};

static void station(struct ui *u, const struct ui_station *s, bool home)
{
	struct html *h = &u->h;
	h_open(h, EL_LI, AT_ARIA_CURRENT, s->stop == STOP_NOW ? "step" : NULL, AT_END);
	h_attrf(h, AT_CLASS, "%s%s", ui_stops[s->stop].class, home ? " home" : "");
	h_open(h, EL_SPAN, AT_CLASS, "stop", AT_END);
	ui_icon(h, home ? ICON_HOME : ui_stops[s->stop].icon);
	h_close(h, EL_SPAN);
	h_elem(h, EL_B, NULL, str_from(s->name));
	if (s->when.n > 0)
		h_elem(h, EL_SPAN, "when", s->when);
	h_elem(h, EL_SPAN, s->stop == STOP_NOW ? "here" : "vh", str_from(tr(u->sp, ui_stops[s->stop].word)));
	h_close(h, EL_LI);
}

void ui_route_line(struct ui *u, const char *title, const struct ui_station *stations, size_t n)
{
	ui_panel_begin(u, title);
	/* More stations than fit beside each other, or the large letters of pupils: downwards on every screen. */
	bool across = n <= ACROSS_MAX && u->sp.audience != AUD_LEERLING;
	h_open(&u->h, EL_OL, AT_CLASS, across ? "route across" : "route", AT_END);
	for (size_t i = 0; i < n; i++)
		station(u, &stations[i], i + 1 == n && !stations[i].plain);
	h_close(&u->h, EL_OL);
	ui_panel_end(u);
}

static void next_row(struct ui *u, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	h_open(&u->h, EL_DIV, AT_END);
	h_elem(&u->h, EL_DT, NULL, str_from(name));
	h_elem(&u->h, EL_DD, NULL, value);
	h_close(&u->h, EL_DIV);
}

void ui_next_step(struct ui *u, const struct ui_next *next)
{
	struct html *h = &u->h;
	const char *id = ui_id(u, "h");
	h_open(h, EL_SECTION, AT_CLASS, next->mine ? "panel next mine" : "panel next", AT_ARIA_LABELLEDBY, id, AT_END);
	u->headed = true;
	h_open(h, EL_H2, AT_ID, id, AT_END);
	h_text(h, next->title != NULL ? next->title : tr(u->sp, "What must happen now?"));
	h_close(h, EL_H2);
	if (next->text != NULL)
		ui_p(u, next->text);
	if (next->who.n + next->what.n + next->by.n + next->after.n > 0) {
		h_open(h, EL_DL, AT_END);
		next_row(u, tr(u->sp, "Whose turn"), next->who);
		next_row(u, tr(u->sp, "What"), next->what);
		next_row(u, tr(u->sp, "At the latest"), next->by);
		next_row(u, tr(u->sp, "After that"), next->after);
		h_close(h, EL_DL);
	}
	if (next->act.label != NULL)
		ui_button_link(u, next->mine ? BUTTON_PRIMARY : BUTTON_ALT, next->act.href, next->act.label);
	h_close(h, EL_SECTION);
}

static const struct {
	const char *class, *word;
} voices[] = {
	[VOICE_SCHOOL] = {"school", N_("School")},
	[VOICE_PARENTS] = {"parents", N_("Parents")},
	[VOICE_CHILD] = {"child", N_("Child")},
	[VOICE_PARTNER] = {"partner", N_("Partner")},
};

static const char *voice_name(struct ui *u, enum ui_voice v, const char *who)
{
	return who != NULL ? who : tr(u->sp, voices[v].word);
}

static void shape(struct ui *u)
{
	h_open(&u->h, EL_SPAN, AT_CLASS, "shape", AT_ARIA_HIDDEN, "true", AT_END);
	h_close(&u->h, EL_SPAN);
}

/* Words as someone spoke them: in the quotation marks of the language. */
static void quote(struct ui *u, const char *class, struct str words)
{
	h_open(&u->h, EL_P, AT_CLASS, class, AT_END);
	h_text(&u->h, "“");
	h_str(&u->h, words);
	h_text(&u->h, "”");
	h_close(&u->h, EL_P);
}

void ui_voices(struct ui *u, const struct ui_said *said, size_t n)
{
	struct html *h = &u->h;
	h_open(h, EL_UL, AT_CLASS, "voices", AT_END);
	for (size_t i = 0; i < n; i++) {
		const struct ui_said *s = &said[i];
		h_open(h, EL_LI, AT_END);
		h_attrf(h, AT_CLASS, "%s%s", voices[s->voice].class, s->words.n == 0 ? " missing" : "");
		enum el level = u->headed ? EL_H3 : EL_H2; /* never a level after the h1 left out */
		h_open(h, level, AT_CLASS, "sub", AT_END);
		shape(u);
		h_text(h, voice_name(u, s->voice, s->who));
		h_close(h, level);
		if (s->words.n > 0)
			quote(u, "lines", s->words);
		else
			ui_p(u, s->missing != NULL ? s->missing : tr(u->sp, "Not asked yet"));
		if (s->by.n > 0)
			h_elem(h, EL_P, "by", s->by);
		if (s->act.label != NULL)
			ui_p_link(u, NULL, s->act.href, s->act.label, NULL);
		h_close(h, EL_LI);
	}
	h_close(h, EL_UL);
}

static void event(struct ui *u, const struct ui_event *e)
{
	struct html *h = &u->h;
	h_open(h, EL_LI, AT_CLASS, voices[e->voice].class, AT_END);
	shape(u);
	h_open(h, EL_H3, AT_END);
	h_elem(h, EL_SPAN, "voice", str_from(voice_name(u, e->voice, e->who)));
	h_text(h, e->title);
	h_close(h, EL_H3);
	h_open(h, EL_P, AT_CLASS, "muted small", AT_END);
	h_open(h, EL_TIME, AT_END);
	h_attr_str(h, AT_DATETIME, instant_iso(u->a, e->at));
	h_str(h, tr_date_time(u->a, u->sp.lang, e->at));
	h_close(h, EL_TIME);
	if (e->by.n > 0) {
		h_text(h, ", ");
		h_str(h, e->by);
	}
	h_close(h, EL_P);
	if (e->words.n > 0 && e->quoted)
		quote(u, "lines said quoted", e->words);
	else if (e->words.n > 0)
		h_elem(h, EL_P, "lines said", e->words);
	if (e->act.label != NULL)
		ui_p_link(u, NULL, e->act.href, e->act.label, NULL);
	h_close(h, EL_LI);
}

void ui_timeline(struct ui *u, const struct ui_event *events, size_t n)
{
	h_open(&u->h, EL_OL, AT_CLASS, "timeline", AT_END);
	for (size_t i = 0; i < n; i++)
		event(u, &events[i]);
	h_close(&u->h, EL_OL);
}

void ui_done_next(struct ui *u, const struct ui_done *d)
{
	struct html *h = &u->h;
	const char *id = ui_id(u, "h");
	h_open(h, EL_SECTION, AT_CLASS, "panel done-panel", AT_ARIA_LABELLEDBY, id, AT_END);
	u->headed = true;
	h_open(h, EL_H2, AT_ID, id, AT_CLASS, "big", AT_END);
	ui_icon(h, ICON_CHECK_CIRCLE);
	h_text(h, d->title);
	h_close(h, EL_H2);
	if (d->number.n > 0)
		h_elem(h, EL_P, "muted", d->number);
	if (d->n_steps > 0) {
		ui_h3(u, tr(u->sp, "What happens now?"));
		h_open(h, EL_OL, AT_CLASS, "steps", AT_END);
		for (size_t i = 0; i < d->n_steps; i++)
			h_elem(h, EL_LI, NULL, str_from(d->steps[i]));
		h_close(h, EL_OL);
	}
	if (d->n_links > 0)
		ui_links(u, d->links, d->n_links);
	h_close(h, EL_SECTION);
}
