#include "ui.h"

#include <stdio.h>

void ui_hidden(struct ui *u, const char *name, struct str value)
{
	h_open(&u->h, EL_INPUT, AT_TYPE, "hidden", AT_NAME, name, AT_END);
	h_attr_str(&u->h, AT_VALUE, value);
}

void ui_form_begin(struct ui *u, const struct ui_form *f)
{
	struct html *h = &u->h;
	h_open(h, EL_FORM, AT_METHOD, f->get ? "get" : "post", AT_ACTION, f->action, AT_ID, f->id, AT_NOVALIDATE, AT_ON,
	       AT_CLASS, f->get ? "filter" : NULL,
		AT_ENCTYPE, f->upload ? "multipart/form-data" : NULL, AT_DATA_DRAFT, f->drafts ? "1" : NULL, AT_END);
	struct ui_form *kept = ARENA_NEW(u->a, struct ui_form); /* the caller's may be gone at the end of the form */
	*kept = *f;
	u->form = kept;
	if (f->get)
		return;
	if (u->csrf.n > 0)
		ui_hidden(u, UI_CSRF, u->csrf);
	if (f->key.n > 0)
		ui_hidden(u, UI_KEY, f->key);
	if (f->rev > 0)
		ui_hidden(u, UI_REV, str_printf(u->a, "%lld", (long long)f->rev));
}

void ui_form_end(struct ui *u)
{
	struct html *h = &u->h;
	const struct ui_form *f = u->form;
	if (f != NULL && f->drafts) {
		/* The script fills this line; {time} is its own. */
		h_open(h, EL_P, AT_CLASS, "save", AT_ROLE, "status", AT_DATA_BUSY, tr(u->sp, "Keeping the draft ..."),
			AT_DATA_DONE, tr(u->sp, "Draft kept: {time}"),
			AT_DATA_FAIL, tr(u->sp, "The draft could not be kept. Leave this page open: we will try again."), AT_END);
		h_open(h, EL_SPAN, AT_END);
		if (f->kept_at.n > 0)
			h_str(h, tr_fill(u->a, u->sp, "Draft kept: {time}", TR_SLOTS({"time", f->kept_at})));
		h_close(h, EL_SPAN);
		h_close(h, EL_P);
	}
	h_close(h, EL_FORM);
	u->form = NULL;
}

/* ---- fields ---- */

/* The ids of hint and error of a field, for aria-describedby; NULL when it has neither. */
static const char *described(struct ui *u, const struct ui_field *f, bool hint)
{
	if (!hint && f->error.n == 0)
		return NULL;
	if (hint && f->error.n > 0)
		return str_printf(u->a, "%s-hint %s-error", f->name, f->name).p;
	return str_printf(u->a, "%s-%s", f->name, hint ? "hint" : "error").p;
}

static void label_text(struct ui *u, const struct ui_field *f)
{
	h_text(&u->h, f->label);
	if (f->optional) {
		h_text(&u->h, " ");
		h_elem(&u->h, EL_SPAN, "opt", str_from(tr(u->sp, "(optional)")));
	}
}

static void label(struct ui *u, const struct ui_field *f)
{
	if (f->as_title)
		h_open(&u->h, EL_H1, AT_END);
	h_open(&u->h, EL_LABEL, AT_FOR, f->name, AT_END);
	label_text(u, f);
	h_close(&u->h, EL_LABEL);
	if (f->as_title)
		h_close(&u->h, EL_H1);
}

static void legend(struct ui *u, const struct ui_field *f)
{
	h_open(&u->h, EL_LEGEND, AT_END);
	if (f->as_title)
		h_open(&u->h, EL_H1, AT_END);
	label_text(u, f);
	if (f->as_title)
		h_close(&u->h, EL_H1);
	h_close(&u->h, EL_LEGEND);
}

/* The hint as it is shown: with the limit of a long text and an example for a date. */
static const char *hint_of(struct ui *u, const struct ui_field *f)
{
	if (f->kind == FIELD_LINES && f->max >= 200) {
		struct str limit = tr_fill(u->a, u->sp, "At most {n} characters.",
			TR_SLOTS({"n", tr_number(u->a, u->sp.lang, f->max)}));
		return f->hint == NULL ? limit.p : str_printf(u->a, "%s\n" STR_FMT, f->hint, STR_ARG(limit)).p;
	}
	if (f->hint == NULL && f->kind == FIELD_DATE)
		return tr(u->sp, "For example 25-11-2026");
	if (f->hint == NULL && f->kind == FIELD_DATE3)
		return tr(u->sp, "For example 25 11 2026");
	return f->hint;
}

static void hint_and_error(struct ui *u, const struct ui_field *f, const char *hint)
{
	struct html *h = &u->h;
	if (hint != NULL) {
		h_open(h, EL_P, AT_CLASS, "hint", AT_END);
		h_attrf(h, AT_ID, "%s-hint", f->name);
		h_text(h, hint);
		h_close(h, EL_P);
	}
	if (f->error.n == 0)
		return;
	h_open(h, EL_P, AT_CLASS, "msg", AT_END);
	h_attrf(h, AT_ID, "%s-error", f->name);
	ui_icon(h, ICON_WARNING);
	h_open(h, EL_SPAN, AT_END);
	h_elem(h, EL_SPAN, "vh", str_printf(u->a, "%s: ", tr(u->sp, "Error")));
	h_str(h, f->error);
	h_close(h, EL_SPAN);
	h_close(h, EL_P);
}

static const char *width_class(int width)
{
	static const struct {
		int up_to;
		const char *class;
	} widths[] = {{2, "w2"}, {4, "w4"}, {6, "w6"}, {10, "w10"}, {20, "w20"}};
	for (size_t i = 0; width > 0 && i < sizeof widths / sizeof widths[0]; i++) {
		if (width <= widths[i].up_to)
			return widths[i].class;
	}
	return NULL;
}

/* What differs per kind of one-line control. */
static const struct line_kind {
	const char *type, *inputmode, *autocomplete, *class;
	bool raw; /* no spelling check, no capitals */
} line_kinds[] = {
	[FIELD_TEXT] = {.type = "text"},
	[FIELD_EMAIL] = {.type = "email", .autocomplete = "email", .raw = true},
	[FIELD_PASSWORD] = {.type = "password", .autocomplete = "current-password", .raw = true},
	[FIELD_CODE] = {.type = "text", .autocomplete = "one-time-code", .class = "code", .raw = true},
	[FIELD_NUMBER] = {.type = "text", .inputmode = "numeric"},
	[FIELD_TEL] = {.type = "tel", .autocomplete = "tel"},
	[FIELD_SEARCH] = {.type = "search"},
	[FIELD_DATE] = {.type = "text"},
	[FIELD_FILE] = {.type = "file"},
};

static void line_control(struct ui *u, const struct ui_field *f, const char *describedby)
{
	struct html *h = &u->h;
	const struct line_kind *k = &line_kinds[f->kind];
	const char *inputmode = f->kind == FIELD_CODE && f->width > 0 && f->width <= 6 ? "numeric" : k->inputmode;
	int width = f->width > 0 ? f->width : f->kind == FIELD_NUMBER ? 6 : f->kind == FIELD_DATE ? 10 : 0;
	const char *w = width_class(f->kind == FIELD_CODE && width > 0 ? width + 4 : width);
	h_open(h, EL_INPUT, AT_TYPE, k->type, AT_ID, f->name, AT_NAME, f->name, AT_INPUTMODE, inputmode,
		AT_AUTOCOMPLETE, f->autocomplete != NULL ? f->autocomplete : k->autocomplete,
		AT_SPELLCHECK, k->raw ? "false" : NULL, AT_AUTOCAPITALIZE, k->raw ? "none" : NULL,
		AT_ACCEPT, f->kind == FIELD_FILE ? f->accept : NULL,
		AT_CAPTURE, f->kind == FIELD_FILE ? f->capture : NULL, AT_READONLY, f->readonly ? AT_ON : NULL,
		AT_ARIA_INVALID, f->error.n > 0 ? "true" : NULL, AT_ARIA_DESCRIBEDBY, describedby, AT_END);
	if (k->class != NULL || w != NULL)
		h_attrf(h, AT_CLASS, "%s%s%s", k->class != NULL ? k->class : "", k->class != NULL && w != NULL ? " " : "",
			w != NULL ? w : "");
	if (f->kind != FIELD_PASSWORD && f->kind != FIELD_FILE && f->value.n > 0)
		h_attr_str(h, AT_VALUE, f->value);
}

static void lines_control(struct ui *u, const struct ui_field *f, const char *describedby)
{
	h_open(&u->h, EL_TEXTAREA, AT_ID, f->name, AT_NAME, f->name, AT_READONLY, f->readonly ? AT_ON : NULL,
		AT_ARIA_INVALID, f->error.n > 0 ? "true" : NULL, AT_ARIA_DESCRIBEDBY, describedby, AT_END);
	h_attrf(&u->h, AT_ROWS, "%d", f->rows > 0 ? f->rows : 4);
	h_str(&u->h, f->value);
	h_close(&u->h, EL_TEXTAREA);
}

static bool chosen(const struct ui_field *f, const struct ui_option *o)
{
	return o->chosen || (f->value.n > 0 && str_eq(o->value, f->value));
}

static void select_control(struct ui *u, const struct ui_field *f, const char *describedby)
{
	struct html *h = &u->h;
	h_open(h, EL_SELECT, AT_ID, f->name, AT_NAME, f->name, AT_AUTOCOMPLETE, f->autocomplete,
		AT_ARIA_INVALID, f->error.n > 0 ? "true" : NULL, AT_ARIA_DESCRIBEDBY, describedby, AT_END);
	bool any = false;
	for (size_t i = 0; i < f->n_options; i++)
		any = any || chosen(f, &f->options[i]);
	bool own = f->n_options > 0 && f->options[0].value.n == 0; /* "none", "all": then nothing else says nothing */
	if (!own && (!any || f->optional)) {
		h_open(h, EL_OPTION, AT_VALUE, "", AT_END);
		h_text(h, tr(u->sp, "Choose"));
		h_close(h, EL_OPTION);
	}
	struct str under = {0};
	for (size_t i = 0; i < f->n_options; i++) {
		bool next = f->options[i].under.n > 0 && !str_eq(f->options[i].under, under);
		if (next && under.n > 0)
			h_close(h, EL_OPTGROUP);
		if (next) {
			h_open(h, EL_OPTGROUP, AT_END);
			h_attr_str(h, AT_LABEL, under = f->options[i].under);
		}
		h_open(h, EL_OPTION, AT_SELECTED, chosen(f, &f->options[i]) ? AT_ON : NULL, AT_END);
		h_attr_str(h, AT_VALUE, f->options[i].value.p != NULL ? f->options[i].value : S(""));
		h_text(h, f->options[i].label);
		h_close(h, EL_OPTION);
	}
	if (under.n > 0)
		h_close(h, EL_OPTGROUP);
	h_close(h, EL_SELECT);
}

static void pick(struct ui *u, const struct ui_field *f, const char *type, const char *id, const struct ui_option *o,
                 const char *describedby)
{
	struct html *h = &u->h;
	h_open(h, EL_DIV, AT_CLASS, "pick", AT_END);
	h_open(h, EL_INPUT, AT_TYPE, type, AT_ID, id, AT_NAME, o->name != NULL ? o->name : f->name, AT_CHECKED, chosen(f,
		o) ? AT_ON : NULL,
	       AT_ARIA_INVALID, f->error.n > 0 && describedby != NULL ? "true" : NULL, AT_ARIA_DESCRIBEDBY, describedby,
	       AT_END);
	h_attr_str(h, AT_VALUE, o->value.p != NULL ? o->value : S(""));
	h_open(h, EL_LABEL, AT_FOR, id, AT_END);
	h_text(h, o->label);
	if (o->hint != NULL)
		h_elem(h, EL_SPAN, "hint", str_from(o->hint));
	h_close(h, EL_LABEL);
	h_close(h, EL_DIV);
}

static void picks(struct ui *u, const struct ui_field *f)
{
	const char *type = f->kind == FIELD_RADIOS ? "radio" : "checkbox";
	for (size_t i = 0; i < f->n_options; i++) {
		const char *own = f->options[i].name, *id = str_printf(u->a, "%s-%zu", f->name, i + 1).p;
		id = i == 0 ? f->name : own != NULL ? own : id;
		pick(u, f, type, id, &f->options[i], NULL);
	}
}

/* Day, month and year out of dd-mm-jjjj or jjjj-mm-dd. */
static void date_parts(struct str value, struct str part[3])
{
	struct str rest = value;
	for (int i = 0; i < 3; i++)
		part[i] = str_cut(rest, '-', &rest);
	if (part[0].n == 4) {
		struct str year = part[0];
		part[0] = part[2];
		part[2] = year;
	}
}

static void date_controls(struct ui *u, const struct ui_field *f)
{
	static const struct {
		const char *suffix, *label, *width;
	} parts[3] = {{"dag", N_("Day"), "w2"}, {"maand", N_("Month"), "w2"}, {"jaar", N_("Year"), "w4"}};
	struct html *h = &u->h;
	struct str value[3];
	date_parts(f->value, value);
	h_open(h, EL_DIV, AT_CLASS, "date", AT_END);
	for (int i = 0; i < 3; i++) {
		const char *name = str_printf(u->a, "%s_%s", f->name, parts[i].suffix).p;
		const char *id = i == 0 ? f->name : name;
		h_open(h, EL_DIV, AT_END);
		h_open(h, EL_LABEL, AT_FOR, id, AT_END);
		h_text(h, tr(u->sp, parts[i].label));
		h_close(h, EL_LABEL);
		h_open(h, EL_INPUT, AT_TYPE, "text", AT_ID, id, AT_NAME, name, AT_INPUTMODE, "numeric", AT_CLASS,
		       parts[i].width, AT_ARIA_INVALID, f->error.n > 0 ? "true" : NULL, AT_END);
		if (value[i].n > 0)
			h_attr_str(h, AT_VALUE, value[i]);
		h_close(h, EL_DIV);
	}
	h_close(h, EL_DIV);
}

static void group(struct ui *u, const struct ui_field *f, const char *hint)
{
	h_open(&u->h, EL_FIELDSET, AT_CLASS, f->error.n > 0 ? "f bad" : "f",
		AT_ARIA_DESCRIBEDBY, described(u, f, hint != NULL), AT_END);
	legend(u, f);
	hint_and_error(u, f, hint);
	if (f->kind == FIELD_DATE3)
		date_controls(u, f);
	else
		picks(u, f);
	h_close(&u->h, EL_FIELDSET);
}

static void single(struct ui *u, const struct ui_field *f, const char *hint)
{
	struct html *h = &u->h;
	const char *describedby = described(u, f, hint != NULL);
	h_open(h, EL_DIV, AT_CLASS, f->error.n > 0 ? "f bad" : "f", AT_END);
	if (f->kind != FIELD_YES)
		label(u, f);
	hint_and_error(u, f, hint);
	if (f->unit != NULL)
		h_open(h, EL_DIV, AT_CLASS, "unit", AT_END);
	if (f->kind == FIELD_LINES)
		lines_control(u, f, describedby);
	else if (f->kind == FIELD_SELECT)
		select_control(u, f, describedby);
	else if (f->kind == FIELD_YES)
		pick(u, f, "checkbox", f->name, &(struct ui_option){.value = S("1"), .label = f->label}, describedby);
	else
		line_control(u, f, describedby);
	if (f->unit != NULL) {
		h_elem(h, EL_SPAN, NULL, str_from(f->unit));
		h_close(h, EL_DIV);
	}
	h_close(h, EL_DIV);
}

void ui_field(struct ui *u, const struct ui_field *f)
{
	const char *hint = hint_of(u, f);
	if (f->kind == FIELD_RADIOS || f->kind == FIELD_CHECKS || f->kind == FIELD_DATE3)
		group(u, f, hint);
	else
		single(u, f, hint);
}

/* ---- buttons ---- */

static const char *const button_classes[] = {
	[BUTTON_PRIMARY] = NULL, [BUTTON_ALT] = "alt", [BUTTON_DANGER] = "danger", [BUTTON_LINK] = "plain",
};

void ui_buttons_begin(struct ui *u)
{
	h_open(&u->h, EL_DIV, AT_CLASS, "row", AT_END);
}

void ui_buttons_end(struct ui *u)
{
	h_close(&u->h, EL_DIV);
}

void ui_button(struct ui *u, const struct ui_button *b)
{
	h_open(&u->h, EL_BUTTON, AT_TYPE, "submit", AT_CLASS, button_classes[b->kind], AT_NAME, b->name, AT_VALUE, b->value,
		AT_FORMACTION, b->action, AT_END);
	ui_icon(&u->h, b->icon);
	h_text(&u->h, b->label);
	h_close(&u->h, EL_BUTTON);
}

void ui_button_link(struct ui *u, enum ui_button_kind kind, const char *href, const char *text)
{
	h_open(&u->h, EL_A, AT_HREF, href, AT_END);
	h_attrf(&u->h, AT_CLASS, "btn%s%s", kind == BUTTON_PRIMARY ? "" : " ",
		kind == BUTTON_PRIMARY ? "" : button_classes[kind]);
	h_text(&u->h, text);
	h_close(&u->h, EL_A);
}

void ui_button_form(struct ui *u, const char *action, const struct ui_button *b, const struct ui_pair *hidden, size_t n)
{
	const struct ui_form f = {.action = action};
	ui_form_begin(u, &f);
	for (size_t i = 0; i < n; i++)
		ui_hidden(u, hidden[i].name, hidden[i].value);
	ui_button(u, b);
	ui_form_end(u);
}

void ui_bar_begin(struct ui *u, const char *label, const char *counted)
{
	struct html *h = &u->h;
	h_open(h, EL_DIV, AT_CLASS, "bulk screen-only", AT_ROLE, "group", AT_ARIA_LABEL, label, AT_END);
	h_open(h, EL_P, AT_END);
	h_text(h, label);
	h_text(h, " ");
	h_open(h, EL_SPAN, AT_CLASS, "num muted", AT_ROLE, "status", AT_DATA_TICKED, counted, AT_END);
	h_close(h, EL_SPAN);
	h_close(h, EL_P);
	h_open(h, EL_DIV, AT_CLASS, "row", AT_END);
}

void ui_bar_end(struct ui *u)
{
	h_close(&u->h, EL_DIV);
	h_close(&u->h, EL_DIV);
}
