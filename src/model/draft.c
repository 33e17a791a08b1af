#include "change.h"

#include "buf.h"
#include "change_sql.h"
#include "seal.h"

enum { DRAFT_MAX = 1024 * 1024 };

/* A draft's body: per field its name, the length of what was typed, and that text: "name 5\nJanna\n". */
static struct str draft_body(struct arena *a, const struct form *f)
{
	struct buf b;
	buf_init(&b, a, DRAFT_MAX);
	for (size_t i = 0; i < f->def->n; i++) {
		const struct field *field = f->def->fields[i];
		if (field->type->secret || f->raw[i].n == 0)
			continue;
		buf_printf(&b, "%s %zu\n", field->name, f->raw[i].n);
		buf_str(&b, f->raw[i]);
		buf_byte(&b, '\n');
	}
	return b.failed ? (struct str){0} : buf_view(&b);
}

static struct pairs draft_pairs(struct arena *a, struct str body)
{
	struct pair *v = ARENA_ARRAY(a, struct pair, FORM_FIELDS_MAX);
	size_t n = 0;
	while (body.n > 0 && n < FORM_FIELDS_MAX) {
		struct str head = str_cut(body, '\n', &body), count;
		struct str name = str_cut(head, ' ', &count);
		int64_t length;
		if (!str_to_i64(count, &length) || length < 0 || (uint64_t)length >= body.n)
			break; /* not ours: what was read so far stands */
		v[n++] = (struct pair){name, {body.p, (size_t)length}};
		body = (struct str){body.p + length + 1, body.n - (size_t)length - 1};
	}
	return (struct pairs){v, n};
}

/* What was typed may be anything: it is sealed under a key of the account. */
static struct sealed_in sealed_for(int64_t account)
{
	return (struct sealed_in){account, PART_NONE};
}

static struct seal_place in_draft(struct arena *a, int64_t account, const struct form_def *def, struct str subject)
{
	return (struct seal_place){"draft", str_printf(a, "%s " STR_FMT, def->name, STR_ARG(subject)).p, account, 0};
}

static enum err put_sealed(struct act *act, int64_t account, const struct form *form, struct str subject, int64_t route,
                           struct str body)
{
	const struct seal_place at = in_draft(act->a, account, form->def, subject);
	struct str sealed;
	enum err e = seal_bytes(act, sealed_for(account), &at, body, &sealed);
	return e != OK ? e : act_exec(act, &stmt_draft_put,
	                              DB_ARGS(val_int(account), val_text(str_from(form->def->name)), val_text(subject),
	                                      val_int(route), val_blob(sealed), val_int(form->rev), val_int(act->now)),
	                              NULL);
}

enum err draft_keep(struct act *act, int64_t account, const struct form *form, struct str subject,
                    int64_t route)
{
	struct str body = draft_body(act->a, form);
	if (!form->def->drafts || body.n == 0)
		return OK;
	struct conn *conn;
	enum err e = act_begin(act, &conn);
	if (e != OK)
		return e;
	return db_end(conn, put_sealed(act, account, form, subject, route, body));
}

size_t draft_put(const struct act *act, struct batch *b, const struct form_def *def, struct str subject)
{
	return batch_put(b, &stmt_draft,
	                 DB_ARGS(val_int(act->viewer->account), val_text(str_from(def->name)), val_text(subject)));
}

bool draft_take(struct act *act, const struct rows *r, struct str subject, struct form *form)
{
	int64_t account = act->viewer->account;
	struct seal_place at = in_draft(act->a, account, form->def, subject);
	struct str body;
	enum err e = r->n == 0 ? ERR_NOT_FOUND : seal_open(act, sealed_for(account), &at, rows_text(r, 0, 0), &body);
	if (e != OK && e != ERR_NOT_FOUND)
		act_unsealed(act, e);
	if (e != OK)
		return false;
	form_fill_raw(form, act->a, draft_pairs(act->a, body));
	form->rev = rows_int(r, 0, 1);
	form->draft_at = rows_int(r, 0, 2);
	return true;
}

enum err draft_load(struct act *act, struct form *form, struct str subject)
{
	struct batch *b;
	if (!form->def->drafts || act->viewer == NULL)
		return ERR_NOT_FOUND;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t at = draft_put(act, b, form->def, subject);
	e = batch_run(b);
	if (e != OK)
		return e;
	return draft_take(act, batch_rows(b, at), subject, form) ? OK : ERR_NOT_FOUND;
}

