#include "ui.h"

#include <stdio.h>

void ui_init(struct ui *u, struct buf *out, struct arena *a, struct speak sp)
{
	*u = (struct ui){.a = a, .sp = sp};
	h_init(&u->h, out, a);
}

const char *ui_id(struct ui *u, const char *stem)
{
	return str_printf(u->a, "%s-%u", stem, ++u->ids).p;
}

static void panel(struct ui *u, const char *class, const char *title)
{
	const char *id = title != NULL ? ui_id(u, "h") : NULL;
	h_open(&u->h, title != NULL ? EL_SECTION : EL_DIV, AT_CLASS, class, AT_ARIA_LABELLEDBY, id, AT_END);
	if (title == NULL)
		return;
	u->headed = true;
	h_open(&u->h, EL_H2, AT_ID, id, AT_END);
	h_text(&u->h, title);
	h_close(&u->h, EL_H2);
}

void ui_panel_begin(struct ui *u, const char *title)
{
	panel(u, "panel", title);
}

void ui_tools_begin(struct ui *u, const char *title)
{
	panel(u, "panel screen-only", title);
}

void ui_panel_end(struct ui *u)
{
	/* A panel with a heading is a section, one without is a div: the writer knows which is open. */
	h_close(&u->h, (enum el)u->h.open[u->h.depth - 1] == EL_SECTION ? EL_SECTION : EL_DIV);
}

static void div_begin(struct ui *u, const char *class)
{
	h_open(&u->h, EL_DIV, AT_CLASS, class, AT_END);
}

void ui_cols_begin(struct ui *u)
{
	div_begin(u, "cols");
	div_begin(u, "side stack");
}

void ui_cols_main(struct ui *u)
{
	h_close(&u->h, EL_DIV);
	div_begin(u, "work stack");
}

void ui_cols_end(struct ui *u)
{
	h_close(&u->h, EL_DIV);
	h_close(&u->h, EL_DIV);
}

void ui_grid_begin(struct ui *u)
{
	div_begin(u, "grid");
}

void ui_grid_end(struct ui *u)
{
	h_close(&u->h, EL_DIV);
}

void ui_h2(struct ui *u, const char *text)
{
	u->headed = true;
	h_elem(&u->h, EL_H2, NULL, str_from(text));
}

void ui_h3(struct ui *u, const char *text)
{
	h_elem(&u->h, EL_H3, NULL, str_from(text));
}

void ui_p(struct ui *u, const char *text)
{
	h_elem(&u->h, EL_P, NULL, str_from(text));
}

void ui_p_str(struct ui *u, struct str text)
{
	h_elem(&u->h, EL_P, "lines", text);
}

void ui_small(struct ui *u, const char *text)
{
	h_elem(&u->h, EL_P, "muted small", str_from(text));
}

void ui_live_begin(struct ui *u, const char *id, bool now)
{
	h_open(&u->h, EL_DIV, AT_ID, id, AT_END);
	if (now)
		h_attrf(&u->h, AT_DATA_LIVE, "%d", 2000);
}

void ui_live_end(struct ui *u)
{
	h_close(&u->h, EL_DIV);
}

void ui_print_button(struct ui *u)
{
	h_open(&u->h, EL_BUTTON, AT_TYPE, "button", AT_CLASS, "alt", AT_DATA_PRINT, "1", AT_HIDDEN, AT_ON, AT_END);
	ui_icon(&u->h, ICON_PRINT);
	h_text(&u->h, tr(u->sp, "Print this page"));
	h_close(&u->h, EL_BUTTON);
}

void ui_link(struct ui *u, const char *href, const char *label)
{
	h_open(&u->h, EL_A, AT_HREF, href, AT_END);
	h_text(&u->h, label);
	h_close(&u->h, EL_A);
}

void ui_p_link(struct ui *u, const char *before, const char *href, const char *label, const char *after)
{
	h_open(&u->h, EL_P, AT_CLASS, before == NULL && after == NULL ? "alone" : NULL, AT_END);
	if (before != NULL) {
		h_text(&u->h, before);
		h_text(&u->h, " ");
	}
	ui_link(u, href, label);
	if (after != NULL)
		h_text(&u->h, after);
	h_close(&u->h, EL_P);
}

void ui_p_phone(struct ui *u, const char *before, struct str phone)
{
	struct buf href;
	buf_init(&href, u->a, 64);
	buf_c(&href, "tel:");
	for (size_t i = 0; i < phone.n; i++)
		if ((phone.p[i] >= '0' && phone.p[i] <= '9') || (phone.p[i] == '+' && i == 0))
			buf_byte(&href, phone.p[i]);
	ui_p_link(u, before, str_c(u->a, buf_view(&href)), str_c(u->a, phone), NULL);
}

static void list(struct ui *u, enum el e, const char *const *items, size_t n)
{
	h_open(&u->h, e, AT_END);
	for (size_t i = 0; i < n; i++)
		h_elem(&u->h, EL_LI, NULL, str_from(items[i]));
	h_close(&u->h, e);
}

void ui_bullets(struct ui *u, const char *const *items, size_t n)
{
	list(u, EL_UL, items, n);
}

void ui_numbered(struct ui *u, const char *const *items, size_t n)
{
	list(u, EL_OL, items, n);
}

void ui_links(struct ui *u, const struct ui_link *links, size_t n)
{
	h_open(&u->h, EL_UL, AT_CLASS, "links", AT_END);
	for (size_t i = 0; i < n; i++) {
		h_open(&u->h, EL_LI, AT_END);
		ui_link(u, links[i].href, links[i].label);
		h_close(&u->h, EL_LI);
	}
	h_close(&u->h, EL_UL);
}

static void opener(struct ui *u, const char *summary, bool open)
{
	h_open(&u->h, EL_DETAILS, AT_CLASS, "more", AT_OPEN, open ? AT_ON : NULL, AT_END);
	h_open(&u->h, EL_SUMMARY, AT_END);
	ui_icon(&u->h, ICON_CHEVRON_DOWN);
	h_text(&u->h, summary);
	h_close(&u->h, EL_SUMMARY);
}

void ui_details_begin(struct ui *u, const char *summary, bool open)
{
	opener(u, summary, open);
	h_open(&u->h, EL_DIV, AT_END);
}

void ui_details_end(struct ui *u)
{
	h_close(&u->h, EL_DIV);
	h_close(&u->h, EL_DETAILS);
}

void ui_fold_begin(struct ui *u, const char *summary, bool open)
{
	opener(u, summary, open);
	h_close(&u->h, EL_DETAILS);
	h_open(&u->h, EL_DIV, AT_CLASS, "fold", AT_END);
}

void ui_fold_end(struct ui *u)
{
	h_close(&u->h, EL_DIV);
}

void ui_help(struct ui *u, const char *question, const char *answer)
{
	ui_details_begin(u, question, false);
	ui_p(u, answer);
	ui_details_end(u);
}

void ui_code_block(struct ui *u, struct str code)
{
	h_elem(&u->h, EL_P, "codes", code);
}

void ui_copy(struct ui *u, const char *label, struct str text, const char *button, const char *done)
{
	enum { ROWS = 12 };
	const char *id = ui_id(u, "kopie");
	h_open(&u->h, EL_DIV, AT_CLASS, "copy", AT_END);
	h_open(&u->h, EL_LABEL, AT_FOR, id, AT_END);
	h_text(&u->h, label);
	h_close(&u->h, EL_LABEL);
	h_open(&u->h, EL_TEXTAREA, AT_ID, id, AT_READONLY, AT_ON, AT_END);
	h_attrf(&u->h, AT_ROWS, "%d", ROWS);
	h_str(&u->h, text);
	h_close(&u->h, EL_TEXTAREA);
	h_open(&u->h, EL_BUTTON, AT_TYPE, "button", AT_CLASS, "alt", AT_DATA_COPY, id, AT_DATA_DONE, done, AT_HIDDEN, AT_ON,
	       AT_END);
	h_text(&u->h, button);
	h_close(&u->h, EL_BUTTON);
	h_open(&u->h, EL_SPAN, AT_ROLE, "status", AT_END);
	h_close(&u->h, EL_SPAN);
	h_close(&u->h, EL_DIV);
}

void ui_code_list(struct ui *u, const struct str *codes, size_t n)
{
	h_open(&u->h, EL_UL, AT_CLASS, "codes", AT_END);
	for (size_t i = 0; i < n; i++)
		h_elem(&u->h, EL_LI, NULL, codes[i]);
	h_close(&u->h, EL_UL);
}

void ui_empty(struct ui *u, const char *title, const char *text, const struct ui_link *action)
{
	div_begin(u, "empty");
	ui_mark(&u->h, "mark");
	h_elem(&u->h, u->headed ? EL_H3 : EL_H2, "sub", str_from(title));
	ui_p(u, text);
	if (action != NULL)
		ui_button_link(u, BUTTON_ALT, action->href, action->label);
	h_close(&u->h, EL_DIV);
}

/* ---- state ---- */

static const struct {
	const char *class;
	enum icon icon;
	const char *word; /* before a remark or notice, for ears */
} tones[] = {
	[TONE_INFO] = {"info", ICON_INFO, N_("Note")},
	[TONE_OK] = {"ok", ICON_CHECK_CIRCLE, N_("Done")},
	[TONE_SOON] = {"soon", ICON_CLOCK, N_("Attention")},
	[TONE_LATE] = {"late", ICON_WARNING, N_("Warning")},
	[TONE_WAIT] = {"wait", ICON_WAIT, N_("Waiting")},
};

static bool ends_in_a_mark(const char *text)
{
	size_t n = strlen(text);
	return n > 0 && strchr("?!.", text[n - 1]) != NULL;
}

static void tag_as(struct ui *u, enum el e, const struct ui_tag *t)
{
	h_open(&u->h, e, AT_END);
	h_attrf(&u->h, AT_CLASS, "tag %s", tones[t->tone].class);
	ui_icon(&u->h, tones[t->tone].icon);
	h_open(&u->h, EL_SPAN, AT_END);
	if (t->what != NULL) {
		h_text(&u->h, t->what);
		h_text(&u->h, ends_in_a_mark(t->what) ? " " : ": ");
	}
	h_elem(&u->h, EL_B, NULL, t->state);
	h_close(&u->h, EL_SPAN);
	h_close(&u->h, e);
}

void ui_tag(struct ui *u, const struct ui_tag *t)
{
	tag_as(u, EL_SPAN, t);
}

void ui_tags(struct ui *u, const struct ui_tag *tags, size_t n)
{
	if (n == 0)
		return;
	h_open(&u->h, EL_UL, AT_CLASS, "row", AT_END);
	for (size_t i = 0; i < n; i++)
		tag_as(u, EL_LI, &tags[i]);
	h_close(&u->h, EL_UL);
}

void ui_facts(struct ui *u, const struct str *facts, size_t n)
{
	if (n == 0)
		return;
	h_open(&u->h, EL_UL, AT_CLASS, "facts", AT_END);
	for (size_t i = 0; i < n; i++)
		h_elem(&u->h, EL_LI, NULL, facts[i]);
	h_close(&u->h, EL_UL);
}

void ui_notice(struct ui *u, const struct ui_notice *n)
{
	h_open(&u->h, EL_DIV, AT_ROLE, n->tone == TONE_LATE ? "alert" : "status",
		AT_DATA_TOAST, n->stays ? NULL : "1", AT_END);
	h_attrf(&u->h, AT_CLASS, "notice %s", tones[n->tone].class);
	ui_icon(&u->h, tones[n->tone].icon);
	h_open(&u->h, EL_P, AT_END);
	h_elem(&u->h, EL_SPAN, "vh", str_printf(u->a, "%s: ", tr(u->sp, tones[n->tone].word)));
	h_text(&u->h, n->text);
	h_close(&u->h, EL_P);
	if (n->undo_action != NULL) {
		const struct ui_button undo = {.kind = BUTTON_LINK, .label = tr(u->sp, "Undo"), .icon = ICON_UNDO};
		ui_button_form(u, n->undo_action, &undo, NULL, 0);
	}
	h_close(&u->h, EL_DIV);
}

void ui_remark(struct ui *u, enum ui_tone tone, const char *text)
{
	h_open(&u->h, EL_DIV, AT_END);
	h_attrf(&u->h, AT_CLASS, "remark %s", tones[tone].class);
	ui_icon(&u->h, tones[tone].icon);
	h_open(&u->h, EL_P, AT_END);
	h_elem(&u->h, EL_SPAN, "vh", str_printf(u->a, "%s: ", tr(u->sp, tones[tone].word)));
	h_text(&u->h, text);
	h_close(&u->h, EL_P);
	h_close(&u->h, EL_DIV);
}

void ui_figures(struct ui *u, const struct ui_figure *f, size_t n)
{
	h_open(&u->h, EL_UL, AT_CLASS, "figures", AT_END);
	for (size_t i = 0; i < n; i++) {
		h_open(&u->h, EL_LI, AT_CLASS, "panel", AT_END);
		h_elem(&u->h, EL_B, NULL, f[i].number);
		h_text(&u->h, " ");
		if (f[i].href != NULL)
			ui_link(u, f[i].href, f[i].what);
		else
			h_text(&u->h, f[i].what);
		h_close(&u->h, EL_LI);
	}
	h_close(&u->h, EL_UL);
}

void ui_progress(struct ui *u, const char *label, int64_t done, int64_t total)
{
	const char *id = ui_id(u, "p");
	struct str words = tr_fill(u->a, u->sp, "{done} of {total}",
		TR_SLOTS({"done", tr_number(u->a, u->sp.lang, done)}, {"total", tr_number(u->a, u->sp.lang, total)}));
	div_begin(u, "f meter");
	h_open(&u->h, EL_LABEL, AT_FOR, id, AT_END);
	h_text(&u->h, label);
	h_text(&u->h, ": ");
	h_str(&u->h, words);
	h_close(&u->h, EL_LABEL);
	h_open(&u->h, EL_PROGRESS, AT_ID, id, AT_END);
	h_attrf(&u->h, AT_MAX, "%lld", (long long)(total > 0 ? total : 1));
	h_attrf(&u->h, AT_VALUE, "%lld", (long long)done);
	h_close(&u->h, EL_PROGRESS);
	h_close(&u->h, EL_DIV);
}
