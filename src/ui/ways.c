#include "ui.h"

/* Ways about: choices, tabs, pages of a list, tasks. */

static void choice_text(struct ui *u, const struct ui_choice *c)
{
	h_open(&u->h, EL_SPAN, AT_CLASS, "what", AT_END);
	h_elem(&u->h, EL_B, NULL, str_from(c->label));
	if (c->sub.n > 0) {
		h_text(&u->h, " ");
		h_elem(&u->h, EL_SPAN, "muted small", c->sub);
	}
	h_close(&u->h, EL_SPAN);
	ui_icon(&u->h, ICON_CHEVRON_RIGHT);
}

void ui_choices(struct ui *u, const struct ui_choice *choices, size_t n)
{
	h_open(&u->h, EL_UL, AT_CLASS, "choices", AT_END);
	for (size_t i = 0; i < n; i++) {
		const struct ui_choice *c = &choices[i];
		h_open(&u->h, EL_LI, AT_END);
		if (c->href != NULL) {
			h_open(&u->h, EL_A, AT_CLASS, "choice", AT_HREF, c->href, AT_END);
			choice_text(u, c);
			h_close(&u->h, EL_A);
		} else {
			ui_form_begin(u, &(struct ui_form){.action = c->action});
			for (size_t k = 0; k < c->n_hidden; k++)
				ui_hidden(u, c->hidden[k].name, c->hidden[k].value);
			h_open(&u->h, EL_BUTTON, AT_TYPE, "submit", AT_CLASS, "choice", AT_END);
			choice_text(u, c);
			h_close(&u->h, EL_BUTTON);
			ui_form_end(u);
		}
		h_close(&u->h, EL_LI);
	}
	h_close(&u->h, EL_UL);
}

void ui_tabs(struct ui *u, const char *label, const struct ui_tab *tabs, size_t n)
{
	h_open(&u->h, EL_NAV, AT_CLASS, "tabs", AT_ARIA_LABEL, label, AT_END);
	h_open(&u->h, EL_UL, AT_CLASS, "bar", AT_END);
	for (size_t i = 0; i < n; i++) {
		h_open(&u->h, EL_LI, AT_END);
		h_open(&u->h, EL_A, AT_HREF, tabs[i].href, AT_ARIA_CURRENT, tabs[i].current ? "page" : NULL, AT_END);
		h_text(&u->h, tabs[i].label);
		if (tabs[i].count > 0) {
			h_open(&u->h, EL_SPAN, AT_CLASS, tabs[i].said != NULL ? "count hot" : "count", AT_END);
			h_str(&u->h, tr_number(u->a, u->sp.lang, tabs[i].count));
			if (tabs[i].said != NULL)
				h_elem(&u->h, EL_SPAN, "vh", str_printf(u->a, " %s", tabs[i].said));
			h_close(&u->h, EL_SPAN);
		}
		h_close(&u->h, EL_A);
		h_close(&u->h, EL_LI);
	}
	h_close(&u->h, EL_UL);
	h_close(&u->h, EL_NAV);
}

void ui_pages(struct ui *u, const char *previous, const char *next, const char *what)
{
	h_open(&u->h, EL_NAV, AT_CLASS, "pages", AT_ARIA_LABEL, tr(u->sp, "Pages"), AT_END);
	if (previous != NULL)
		ui_button_link(u, BUTTON_ALT, previous, tr(u->sp, "Previous"));
	if (what != NULL)
		h_elem(&u->h, EL_SPAN, "muted", str_from(what));
	if (next != NULL)
		ui_button_link(u, BUTTON_ALT, next, tr(u->sp, "Next"));
	h_close(&u->h, EL_NAV);
}

static const struct {
	enum ui_tone tone;
	const char *word;
} task_states[] = {
	[TASK_TODO] = {TONE_INFO, N_("Not started yet")},
	[TASK_BUSY] = {TONE_SOON, N_("In progress")},
	[TASK_DONE] = {TONE_OK, N_("Ready")},
	[TASK_BLOCKED] = {TONE_WAIT, N_("Not possible yet")},
	[TASK_WAITING] = {TONE_WAIT, N_("Waits for {who}")},
	[TASK_NOTE] = {TONE_INFO, NULL},
};

void ui_tasks(struct ui *u, const struct ui_task *tasks, size_t n)
{
	h_open(&u->h, EL_OL, AT_CLASS, "tasks", AT_END);
	for (size_t i = 0; i < n; i++) {
		const struct ui_task *t = &tasks[i];
		struct ui_tag tag = {.tone = task_states[t->state].tone};
		if (t->state == TASK_NOTE)
			tag.state = (struct str){0};
		else if (t->state == TASK_WAITING)
			tag.state = tr_fill(u->a, u->sp, task_states[t->state].word, TR_SLOTS({"who", str_from(t->waits_for)}));
		else
			tag.state = str_from(tr(u->sp, task_states[t->state].word));
		h_open(&u->h, EL_LI, AT_END);
		h_open(&u->h, EL_DIV, AT_CLASS, "what", AT_END);
		if (t->href != NULL)
			ui_link(u, t->href, t->name);
		else
			h_elem(&u->h, EL_SPAN, NULL, str_from(t->name));
		if (t->hint != NULL)
			ui_p(u, t->hint);
		h_close(&u->h, EL_DIV);
		if (t->state != TASK_NOTE)
			ui_tag(u, &tag);
		h_close(&u->h, EL_LI);
	}
	h_close(&u->h, EL_OL);
}
