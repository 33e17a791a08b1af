#include "view.h"

static const struct {
	const struct field_type *type;
	enum ui_field_kind kind;
} controls[] = {
	{&T_LINE, FIELD_TEXT},         {&T_LINES, FIELD_LINES},   {&T_EMAIL, FIELD_EMAIL}, {&T_PASSWORD, FIELD_PASSWORD},
	{&T_CODE, FIELD_CODE},         {&T_CHOICE, FIELD_SELECT}, {&T_RADIO, FIELD_RADIOS}, {&T_YES, FIELD_YES},
	{&T_DATE, FIELD_DATE},         {&T_NUMBER, FIELD_NUMBER}, {&T_TIME, FIELD_TEXT},
};

static enum ui_field_kind control_of(const struct field *f)
{
	for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
		if (strcmp(controls[i].type->name, f->type->name) == 0)
			return controls[i].kind;
	BUG("field %s cannot be typed", f->name);
}

static const struct ui_option *options_of(struct ui *u, const struct field *f, struct str chosen, size_t *n)
{
	*n = 0;
	if (f->choices == NULL)
		return NULL;
	while (f->choices[*n].code != NULL)
		(*n)++;
	struct ui_option *o = ARENA_ARRAY(u->a, struct ui_option, *n);
	for (size_t i = 0; i < *n; i++) {
		const struct choice *c = &f->choices[i];
		o[i] = (struct ui_option){
			.value = str_from(c->code),
			.label = tr(u->sp, c->label),
			.hint = c->hint == NULL ? NULL : tr(u->sp, c->hint),
			.chosen = str_is(chosen, c->code),
		};
	}
	return o;
}

void view_field(struct ui *u, const struct form *f, const struct field *field)
{
	view_field_said(u, f, field, tr(u->sp, field->label), field->hint == NULL ? NULL : tr(u->sp, field->hint));
}

/* The hint of a day on which people meet, with why the day that is typed now is no school day. */
static const char *with_day_off(struct ui *u, const struct field *field, struct str raw, const char *hint)
{
	struct val v;
	if (!field->meets || raw.n == 0 || field->type->parse(u->a, field, raw, &v) != NULL)
		return hint;
	struct str off = view_day_off(u, v);
	return off.n == 0 || hint == NULL ? off.n == 0 ? hint : off.p
	                                  : str_printf(u->a, "%s. " STR_FMT, hint, STR_ARG(off)).p;
}

void view_field_said(struct ui *u, const struct form *f, const struct field *field, const char *label,
                     const char *hint)
{
	size_t i = form_index(f, field);
	if (f->shut[i])
		return;
	if (f->conflict && f->differs[i])
		return; /* shown beside the other's text, at the top */
	struct ui_field shown = {
		.kind = control_of(field),
		.name = field->name,
		.label = label,
		.hint = with_day_off(u, field, f->raw[i], hint),
		.error = f->error[i],
		.value = f->raw[i],
		.optional = field->need == NEED_OPTIONAL && field->type != &T_YES && (f->def->must >> i & 1) == 0 &&
		            !f->def->any,
		.max = field->type->sized ? field->max : 0,
		.autocomplete = field->autocomplete,
	};
	/* Parents and pupils know the date they mean and type it in three parts; staff type it in one go. */
	if (shown.kind == FIELD_DATE && (u->sp.audience == AUD_OUDER || u->sp.audience == AUD_LEERLING))
		shown.kind = FIELD_DATE3;
	shown.options = options_of(u, field, f->raw[i], &shown.n_options);
	ui_field(u, &shown);
}

static struct str shown_as_read(struct ui *u, const struct field *field, struct str raw)
{
	struct val v;
	if (raw.n == 0 || field->type->parse(u->a, field, raw, &v) != NULL)
		return raw;
	return field->type->show(u->a, u->sp, field, v);
}

static void show_clashes(struct ui *u, const struct form *f)
{
	struct ui_clash *rows = ARENA_ARRAY(u->a, struct ui_clash, f->def->n);
	size_t n = 0;
	for (size_t i = 0; i < f->def->n; i++) {
		const struct field *field = f->def->fields[i];
		if (!f->differs[i])
			continue;
		rows[n++] = (struct ui_clash){
			.name = field->name,
			.label = tr(u->sp, field->label),
			.mine = f->raw[i],
			.theirs = f->theirs[i],
			.mine_shown = shown_as_read(u, field, f->raw[i]),
			.theirs_shown = shown_as_read(u, field, f->theirs[i]),
		};
	}
	ui_remark(u, TONE_SOON,
		  tr_fill(u->a, u->sp,
			  f->their_name.n == 0
				  ? N_("Someone else changed this while you were working on it. Choose what stays. Then save "
			               "your choice.")
				  : N_("{name} changed this while you were working on it. Choose what stays. Then save your choice."),
			  TR_SLOTS({"name", f->their_name})).p);
	ui_clashes(u, f->their_name, rows, n);
}

void view_form_begin(struct ui *u, const struct form *f, const char *action)
{
	ui_form_begin(u, &(struct ui_form){
		.action = action,
		.drafts = f->def->drafts,
		.upload = f->def->upload != NULL,
		.key = f->key,
		.rev = f->rev,
		.kept_at = f->draft_at == 0 ? (struct str){0} : tr_date_time(u->a, u->sp.lang, f->draft_at),
	});
	if (f->conflict)
		show_clashes(u, f);
	if (f->def->any)
		ui_p(u, tr(u->sp, N_("Fill in what you know. The rest may stay empty.")));
}

void view_upload(struct ui *u, const struct form *f, const char *accept, int64_t max, bool optional)
{
	struct str size = tr_number(u->a, u->sp.lang, max >> 20);
	const char *hint = tr_fill(u->a, u->sp,
	                           N_("PDF, picture, recording, Word, spreadsheet or text, at most {n} MB. "
	                              "The name of the file is kept, but never shown in an address."),
	                           TR_SLOTS({"n", size})).p;
	if (f->posted && f->errors > 0 && f->upload_error.n == 0)
		hint = tr_fill(u->a, u->sp, N_("Choose the file again: a browser does not keep it. At most {n} MB."),
		               TR_SLOTS({"n", size})).p;
	ui_field(u, &(struct ui_field){.kind = FIELD_FILE, .name = FORM_UPLOAD, .label = tr(u->sp, f->def->upload),
	                               .hint = hint, .error = f->upload_error, .optional = optional, .accept = accept});
}

void view_form_end(struct ui *u, const struct form *f)
{
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = tr(u->sp, f->conflict ? N_("Save this choice") : f->def->submit)});
	if (f->def->drafts)
		ui_button(u, &(struct ui_button){.kind = BUTTON_ALT,
						 .label = tr(u->sp, N_("Continue later")),
						 .name = UI_LATER,
						 .value = "1"});
	ui_buttons_end(u);
	ui_form_end(u);
}

void view_form(struct ui *u, const struct form *f, const char *action)
{
	view_form_begin(u, f, action);
	for (size_t i = 0; i < f->def->n; i++)
		view_field(u, f, f->def->fields[i]);
	view_form_end(u, f);
}
