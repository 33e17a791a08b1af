#include "school_choice.h"

void school_choice_show(struct ui *u, const struct form *f, const struct enrol_schools *all, const struct field *x)
{
	size_t at = form_index(f, x);
	struct ui_option *o = ARENA_ARRAY(u->a, struct ui_option, all->n + 1);
	o[0] = (struct ui_option){.label = tr(u->sp, N_("no choice")), .chosen = f->raw[at].n == 0};
	for (size_t k = 0; k < all->n; k++)
		o[k + 1] = (struct ui_option){
			.value = all->v[k].pid, .chosen = str_eq(f->raw[at], all->v[k].pid),
			.label = str_c(u->a, all->v[k].name), .under = all->v[k].place};
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = x->name, .label = tr(u->sp, x->label),
	                               .hint = x->hint == NULL ? NULL : tr(u->sp, x->hint), .error = f->error[at],
	                               .optional = x->need == NEED_OPTIONAL, .options = o, .n_options = all->n + 1});
}

bool choice_wrong(struct req *req, const struct field *f, const char *text)
{
	form_wrong(req->form, f, str_from(tr(req->act.speak, text)));
	return false;
}

bool school_choice_take(struct req *req, const struct enrol_schools *all, const struct field *fields,
                        const struct enrol_school *out[CHOICES_MAX], size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < CHOICES_MAX; i++) {
		struct str pid = form_text(req->form, &fields[i]);
		const struct enrol_school *at = enrol_school_at(all, pid);
		if (pid.n == 0)
			continue;
		if (at == NULL)
			return choice_wrong(req, &fields[i], N_("Choose a school from the list"));
		for (size_t k = 0; k < *n; k++)
			if (out[k] == at)
				return choice_wrong(req, &fields[i], N_("You chose this school already. Choose another one"));
		out[(*n)++] = at;
	}
	return true;
}
