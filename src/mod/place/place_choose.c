/* What is chosen from a list of the region: a kind, a school, a group. */
#include "place_pages.h"

#include "people.h"

void place_choose(struct ui *u, const struct form *f, const struct field *field, enum ui_field_kind kind,
                   const struct ui_option *o, size_t n, const char *hint)
{
	size_t at = form_index(f, field);
	ui_field(u, &(struct ui_field){.kind = kind, .name = field->name, .label = tr(u->sp, field->label), .hint = hint,
	                               .error = f->error[at], .value = f->raw[at], .options = o, .n_options = n});
}

const struct ui_option *place_options(struct ui *u, const struct form *f, const struct field *field,
                                       const struct rows *rows, size_t chosen, bool with_hint)
{
	struct ui_option *o = ARENA_ARRAY(u->a, struct ui_option, rows->n + 1);
	struct str typed = f->raw[form_index(f, field)];
	for (size_t i = 0; i < rows->n; i++)
		o[i] = (struct ui_option){.value = rows_text(rows, i, 1), .label = str_c(u->a, rows_text(rows, i, 2)),
		                          .hint = with_hint ? str_c(u->a, rows_text(rows, i, 3)) : NULL,
		                          .chosen = typed.n > 0 ? str_eq(typed, rows_text(rows, i, 1)) : i == chosen};
	return o;
}

size_t place_chosen(const struct req *req, const struct field *field, const struct rows *rows)
{
	size_t i = 0;
	while (i < rows->n && !str_eq(form_text(req->form, field), rows_text(rows, i, 1)))
		i++;
	return i;
}

enum err place_not_chosen(struct req *req, const struct field *field)
{
	form_wrong(req->form, field, str_from(tr(req->act.speak, field->missing)));
	return ERR_INVALID;
}

enum err place_schools(struct req *req, const struct rows **out)
{
	static const struct stmt s = {
		"SELECT o.id, o.pid, o.name, coalesce(min(s.postcode), '') FROM organisation o LEFT JOIN school s ON s.org = "
			"o.id WHERE"
		" o.region = $1 AND o.kind = $2 AND o.ended > $3 GROUP BY o.id, o.pid, o.name, o.name_key ORDER BY "
			"o.name_key, o.id"
		" LIMIT 400", "iti", "ittt"};
	return act_exec(&req->act, &s, DB_ARGS(val_int(req->act.region), val_text(str_from(org_kind_code(ORG_SCHOOL))),
	                                       val_int(req->act.now)), out);
}
