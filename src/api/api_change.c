#include "api_change.h"

#include "access.h"
#include "api_form.h"
#include "api_write.h"
#include "flow.h"
#include "token.h"

enum { KEY_MAX = 128, SENT_MAX = 1024 * 1024 };

/* ---- the same question twice ---- */

/* Idempotency-Key (IETF draft): the key of the form, bound to the address; and what was sent, to see that it is the
 * same. Both as hashes: the key is of the sender, and may say anything. */
struct once {
	struct str key, sent; /* empty: it was not asked for */
};

static struct str hex(struct arena *a, struct str s)
{
	struct buf b;
	buf_init(&b, a, 256);
	for (size_t i = 0; i < s.n; i++)
		buf_printf(&b, "%02x", (unsigned char)s.p[i]);
	return buf_view(&b);
}

static int add_piece(const char *p, size_t n, void *ctx)
{
	struct buf *b = ctx;
	buf_add(b, p, n);
	return b->failed ? -1 : 0;
}

static bool key_sound(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~')
			return false;
	return s.n <= KEY_MAX;
}

static struct once once_of(struct req *req)
{
	struct arena *a = req->act.a;
	struct str key = req_header(req, "idempotency-key");
	struct once o = {.key = key};
	struct buf sent;
	if (key.n == 0)
		return o;
	buf_init(&sent, a, SENT_MAX);
	if (json_dump_callback(req->json, add_piece, &sent, JSON_COMPACT | JSON_SORT_KEYS) != 0)
		BUG("what was read as JSON cannot be written as JSON");
	o.key = hex(a, token_hash(a, str_printf(a, STR_FMT " " STR_FMT, STR_ARG(req->path), STR_ARG(key))));
	o.sent = hex(a, token_hash(a, buf_view(&sent)));
	return o;
}

/* OK: answered as the first time, or with what is wrong about it. ERR_NOT_FOUND: it is the first time. */
static enum err once_answer(struct req *req, const struct record *rec, const struct once *o, int status)
{
	struct str kept, sent;
	struct seen seen;
	if (o->key.n == 0)
		return ERR_NOT_FOUND;
	enum err e = form_key_answer(&req->act, o->key, &kept);
	if (e != OK)
		return e;
	struct str path = str_cut(kept, '#', &sent);
	if (!str_eq(sent, o->sent))
		return problem(req, HTTP_422, N_("This Idempotency-Key was used before, with something else."), NULL,
		               NULL, NULL);
	size_t last = path.n;
	while (last > 0 && path.p[last - 1] != '/')
		last--;
	e = scope_open(&req->act, rec, (struct str){path.p + last, path.n - last}, false, &seen);
	if (e != OK) /* gone or out of reach since */
		return problem(req, HTTP_404, NULL, NULL, NULL, NULL);
	e = api_answer_record(req, &seen, status);
	if (status == 201)
		req->res.location = api_path(req->act.a, &seen.row);
	return e;
}

static void once_keep(struct req *req, struct change *c, struct form *f, const struct once *o, struct str path)
{
	if (o->key.n == 0)
		return;
	f->key = o->key;
	change_answers(c, f, req->path, str_printf(req->act.a, STR_FMT "#" STR_FMT, STR_ARG(path), STR_ARG(o->sent)));
}

/* ---- If-Match ---- */

/* The number of a strong tag; false: it is missing or of nothing we gave. "*" would overwrite unseen. */
static bool if_match(const struct req *req, int64_t *rev)
{
	struct str tag = req_header(req, "if-match");
	if (tag.n < 3 || tag.p[0] != '"' || tag.p[tag.n - 1] != '"')
		return false;
	return str_to_i64((struct str){tag.p + 1, tag.n - 2}, rev) && *rev > 0;
}

struct clash {
	struct req *req;
	const struct seen *now;
	const struct form *form;
};

/* The fields that were sent and are otherwise now. */
static void put_clash(struct json *j, void *ctx)
{
	const struct clash *c = ctx;
	struct arena *a = c->req->act.a;
	j_key(j, "rev");
	j_int(j, c->now->row.rev);
	j_key(j, "difference");
	j_array(j);
	for (size_t i = 0; c->form != NULL && i < c->form->def->n; i++) {
		const struct field *f = c->form->def->fields[i];
		if (!record_has(c->now->row.rec, f) || val_eq(c->form->v[i], row_val(&c->now->row, f)))
			continue;
		j_object(j);
		api_put(j, "field", str_from(f->name));
		j_key(j, "yours");
		api_put_value(j, a, f, c->form->v[i]);
		j_key(j, "now");
		api_put_value(j, a, f, row_val(&c->now->row, f));
		j_end(j);
	}
	j_end(j);
}

static enum err changed_by_another(struct req *req, const struct seen *now, const struct form *form)
{
	struct clash c = {req, now, form};
	problem(req, HTTP_412, NULL, NULL, put_clash, &c);
	res_header(req, "ETag", str_printf(req->act.a, "\"%lld\"", (long long)now->row.rev));
	return OK;
}

/* ---- what became of it ---- */

/* After the commit of a change to `seen`: the record as it is now, or why nothing was saved. */
static enum err conclude(struct req *req, struct change *c, enum err e, const struct seen *seen, struct api_form *f)
{
	struct seen now;
	if (e == ERR_INVALID) {
		api_form_reasons(f, req, change_reasons(c));
		return problem(req, HTTP_422, NULL, &f->errors, NULL, NULL);
	}
	if (e != OK && e != ERR_CONFLICT)
		return e;
	enum err opened = scope_open(&req->act, seen->row.rec, seen->row.pid, false, &now);
	if (opened != OK)
		return opened;
	if (e == ERR_CONFLICT)
		return now.row.rev != seen->row.rev ? changed_by_another(req, &now, f->form) : ERR_CONFLICT;
	return api_answer_record(req, &now, 200);
}

enum err api_change(struct req *req)
{
	const struct record *rec = api_record(req->act.model, req_param(req, 0));
	struct seen seen;
	int64_t rev;
	if (rec == NULL)
		return ERR_NOT_FOUND;
	enum err e = scope_open(&req->act, rec, req_param(req, 1), true, &seen);
	if (e != OK)
		return e;
	if (!if_match(req, &rev))
		return problem(req, HTTP_428, NULL, NULL, NULL, NULL);
	struct api_form *f = api_form_read(req, &(struct api_ask){.rec = rec, .hidden = seen.hidden});
	if (f->errors.n > 0)
		return problem(req, HTTP_422, NULL, &f->errors, NULL, NULL);
	if (rev != seen.row.rev)
		return changed_by_another(req, &seen, f->form);
	if (f->def.n == 0)
		return api_answer_record(req, &seen, 200);
	f->form->rev = rev;
	struct change *c = change_begin(&req->act, N_("Changed by a program"), CHANGE_UNDO);
	change_put(c, rec, seen.row.id, f->form);
	return conclude(req, c, change_commit(c), &seen, f);
}

/* ---- steps ---- */

enum err api_step(struct req *req)
{
	const struct record *rec = api_record(req->act.model, req_param(req, 0));
	const struct transition *t = rec == NULL ? NULL : flow_find(rec, req_param(req, 2));
	struct once once = once_of(req);
	struct seen seen;
	int64_t rev;
	if (rec == NULL)
		return ERR_NOT_FOUND;
	enum err e = scope_open(&req->act, rec, req_param(req, 1), false, &seen);
	if (e == OK && t == NULL)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	if (!key_sound(req_header(req, "idempotency-key")))
		return ERR_INVALID;
	e = once_answer(req, rec, &once, 200);
	if (e != ERR_NOT_FOUND)
		return e;
	e = flow_may(&req->act, &seen, t);
	if (e == ERR_CONFLICT)
		return problem(req, HTTP_409, N_("This step cannot be made from where it stands now. See _steps for what can."),
		               NULL, NULL, NULL);
	if (e != OK)
		return e;
	static const struct field *const none[1];
	const struct form_def *def = t->form != NULL ? t->form : &form_step;
	struct api_form *f = api_form_read(req, &(struct api_ask){.rec = rec, .hidden = seen.hidden, .whole = true,
	                                                          .stands = &seen.row,
	                                                          .only = def->n > 0 ? def->fields : none,
	                                                          .n_only = def->n});
	if (f->errors.n > 0)
		return problem(req, HTTP_422, NULL, &f->errors, NULL, NULL);
	if (req_header(req, "if-match").n > 0 && (!if_match(req, &rev) || rev != seen.row.rev))
		return changed_by_another(req, &seen, f->form);
	f->form->rev = seen.row.rev;
	struct change *c = change_begin(&req->act, t->done, t->undo ? CHANGE_UNDO : 0);
	change_move(c, &seen, t, f->form);
	once_keep(req, c, f->form, &once, api_path(req->act.a, &seen.row));
	e = change_commit(c);
	enum err again = e == ERR_CONFLICT ? once_answer(req, rec, &once, 200) : ERR_NOT_FOUND;
	return again != ERR_NOT_FOUND ? again : conclude(req, c, e, &seen, f);
}

/* ---- new ones ---- */

/* What a new record hangs on: the record it is a piece of, else the child; NULL: nothing. */
static const struct field *above_of(const struct record *rec)
{
	return rec->parent != NULL ? rec->parent : rec->route;
}

static enum err open_above(struct req *req, const struct record *rec, struct val *v, struct problem_errors *errors)
{
	const struct field *above = above_of(rec);
	if (above == NULL)
		return OK;
	const struct record *of = api_target(req->act.model, rec, above);
	const json_t *sent = json_object_get(req->json, above->name);
	struct str pid = {json_string_value(sent), json_string_length(sent)};
	struct seen seen;
	enum err e = json_is_string(sent) ? scope_open(&req->act, of, pid, false, &seen) : ERR_NOT_FOUND;
	if (e == ERR_NOT_FOUND) {
		problem_add(errors, str_from(above->name),
		            str_from(tr(req->act.speak, N_("Send the pid of something that you may see"))));
		return OK;
	}
	if (e != OK)
		return e;
	v[record_field(rec, above)] = val_int(seen.row.id);
	if (rec->route != NULL)
		v[record_field(rec, rec->route)] = val_int(seen.route);
	if (record_of_child(rec))
		return (seen.allowed.writes & PART_BIT(rec->part)) != 0 ? OK : ERR_DENIED;
	return access_row(&req->act, &seen.row, OP_CHANGE);
}

/* Who may make them for the own organisation only, and acts for one, makes them there. */
static void fill_org(const struct req *req, const struct record *rec, struct val *v)
{
	int64_t org = 0;
	size_t n = 0;
	if (rec->org == NULL || access_where(&req->act, rec, OP_CREATE) != WHERE_OWN)
		return;
	for (size_t i = 0; i < req->viewer->n_seats; i++)
		if (req->viewer->seats[i].role == req->viewer->role) {
			org = req->viewer->seats[i].org;
			n++;
		}
	if (n == 1 && v[record_field(rec, rec->org)].type == VAL_NULL)
		v[record_field(rec, rec->org)] = val_int(org);
}

static enum err may_make(struct req *req, const struct record *rec, const struct val *v)
{
	const struct row row = {.rec = rec, .region = req->act.region, .v = v};
	if (record_of_child(rec))
		return OK; /* asked of the child */
	enum err e = access_row(&req->act, &row, OP_CREATE);
	return e == ERR_NOT_FOUND ? ERR_DENIED : e;
}

static enum err commit_new(struct req *req, const struct record *rec, const struct val *v, struct api_form *f,
                           const struct once *once)
{
	struct change *c = change_begin(&req->act, N_("Made by a program"), 0);
	struct seen seen;
	struct str pid;
	int64_t id;
	enum err e = change_new(c, rec, v, &id, &pid);
	if (e != OK)
		return e;
	once_keep(req, c, f->form, once, str_printf(req->act.a, API_ROOT "/%s/" STR_FMT, rec->api, STR_ARG(pid)));
	e = change_commit(c);
	enum err again = e == ERR_CONFLICT ? once_answer(req, rec, once, 201) : ERR_NOT_FOUND;
	if (again != ERR_NOT_FOUND)
		return again;
	if (e == ERR_INVALID) {
		api_form_reasons(f, req, change_reasons(c));
		return problem(req, HTTP_422, NULL, &f->errors, NULL, NULL);
	}
	if (e == OK)
		e = scope_open(&req->act, rec, pid, false, &seen);
	if (e == OK)
		e = api_answer_record(req, &seen, 201);
	if (e == OK)
		req->res.location = api_path(req->act.a, &seen.row);
	return e;
}

static enum err none_made_here(struct req *req)
{
	problem(req, 405, NULL, NULL, NULL, NULL);
	req->res.allow = S("GET, HEAD");
	return OK;
}

enum err api_make(struct req *req)
{
	const struct record *rec = api_record(req->act.model, req_param(req, 0));
	struct once once = once_of(req);
	if (rec == NULL)
		return ERR_NOT_FOUND;
	if (!api_makes(rec))
		return none_made_here(req);
	if (!key_sound(req_header(req, "idempotency-key")))
		return ERR_INVALID;
	enum err e = record_of_child(rec) ? OK : access_any(&req->act, rec, OP_CREATE);
	if (e == OK)
		e = once_answer(req, rec, &once, 201);
	if (e != ERR_NOT_FOUND)
		return e;
	const struct field *above = above_of(rec);
	struct api_form *f = api_form_read(req, &(struct api_ask){.rec = rec, .whole = true, .apart = &above,
	                                                          .n_apart = above != NULL});
	struct val *v = ARENA_ARRAY(req->act.a, struct val, rec->n);
	e = open_above(req, rec, v, &f->errors);
	if (e != OK)
		return e;
	if (f->errors.n > 0)
		return problem(req, HTTP_422, NULL, &f->errors, NULL, NULL);
	for (size_t i = 0; i < f->def.n; i++)
		v[record_field(rec, f->fields[i])] = f->form->v[i];
	fill_org(req, rec, v);
	e = may_make(req, rec, v);
	return e != OK ? e : commit_new(req, rec, v, f, &once);
}
