#include "api_read.h"

#include "api_write.h"
#include "date.h"
#include "history.h"
#include "listing.h"
#include "model.h"
#include "rand.h"
#include "url.h"

enum { AFTER_MAX = 2048 };

enum err api_index(struct req *req)
{
	const struct model *m = req->act.model;
	struct json j;
	api_begin(req, &j);
	j_object(&j);
	api_put(&j, "openapi", S(API_ROOT "/openapi.json"));
	j_key(&j, "records");
	j_array(&j);
	for (size_t i = 0; i < model_count(m); i++) {
		const struct record *rec = model_at(m, i)->rec;
		if (rec->api == NULL)
			continue;
		j_object(&j);
		api_put(&j, "name", str_from(rec->api));
		api_put(&j, "label", str_from(tr(req->act.speak, rec->label)));
		if (api_lists(rec))
			api_put(&j, "list", str_printf(req->act.a, API_ROOT "/%s", rec->api));
		j_end(&j);
	}
	j_end(&j);
	j_end(&j);
	return OK;
}

/* ---- lists ---- */

struct asked {
	const struct record *rec;
	const struct list *list;
	struct seen_page page;
	int64_t n;
	struct str next; /* empty: that was all */
};

static enum err wrong_question(struct req *req, struct str name)
{
	struct problem_errors errors = {.n = 0};
	problem_add(&errors, str_copy(req->act.a, name),
	            str_from(tr(req->act.speak, N_("This is not a question that can be asked here"))));
	return problem(req, HTTP_400, N_("A part of the question is not known. Nothing was left out in silence."), &errors,
	               NULL, NULL);
}

/* The place of the code among the choices + 1, or 0. */
static int64_t place_of(const struct field *f, struct str code)
{
	for (int64_t i = 0; f != NULL && f->choices[i].code != NULL; i++)
		if (str_is(code, f->choices[i].code))
			return i + 1;
	return 0;
}

/* ?lijst=NAME&FILTER=CODE&na=PID of a list on the shelf. False with *odd: a name or value that is not known. */
static bool ask_shelf(struct req *req, struct asked *q, struct shelf_bucket *b, struct str *after, struct str *odd)
{
	q->list = api_list(q->rec, req_query(req, "lijst"));
	*odd = S("lijst");
	if (q->list == NULL)
		return false;
	const struct field *filter = q->list->facet_of;
	b->where.mark = q->list->work == NULL ? 0 : q->list->work->mark;
	*after = req_query(req, "na");
	for (size_t i = 0; i < req->query.n; i++) {
		struct pair p = req->query.v[i];
		*odd = p.name;
		if (filter != NULL && str_is(p.name, filter->name) && (b->where.own = place_of(filter, p.value)) > 0)
			continue;
		if (!str_is(p.name, "lijst") && !str_is(p.name, "na") && !str_is(p.name, "taal"))
			return false;
	}
	return true;
}

static struct str next_on_shelf(struct req *req, const struct asked *q)
{
	struct buf b;
	buf_init(&b, req->act.a, AFTER_MAX);
	buf_printf(&b, API_ROOT "/%s?na=" STR_FMT, q->rec->api, STR_ARG(q->page.v[q->page.n - 1].row.pid));
	for (size_t i = 0; i < req->query.n; i++) {
		struct pair p = req->query.v[i];
		if (!str_is(p.name, "na"))
			buf_printf(&b, "&" STR_FMT "=" STR_FMT, STR_ARG(url_encode(req->act.a, p.name)),
			           STR_ARG(url_encode(req->act.a, p.value)));
	}
	return buf_view(&b);
}

static enum err read_shelf(struct req *req, struct asked *q, bool *answered)
{
	struct shelf_bucket b = {.uncounted = false};
	struct str after, odd;
	*answered = !ask_shelf(req, q, &b, &after, &odd);
	if (*answered)
		return wrong_question(req, odd);
	enum err e = OK;
	if (after.n > 0)
		e = scope_place(&req->act, q->list, after, &b.after_key, &b.after_id);
	if (e == ERR_NOT_FOUND) { /* not there, or not for this reader: the same */
		*answered = true;
		return wrong_question(req, S("na"));
	}
	if (e == OK)
		e = scope_buckets(&req->act, q->list, &b, 1, NULL, &q->page);
	q->n = b.n;
	if (e == OK && q->page.more && q->page.n > 0)
		q->next = next_on_shelf(req, q);
	return e;
}

static bool filter_ignored(const struct record *rec, const struct listing_query *q, struct pair p)
{
	const struct listing *l = rec->listing;
	for (size_t i = 0; i < l->n_filters; i++)
		if (str_is(p.name, l->filters[i]->name))
			return p.value.n > 0 && q->filters[i].type == VAL_NULL;
	return false;
}

static enum err read_listing(struct req *req, struct asked *q, bool *answered)
{
	struct listing_query asked = listing_ask(req->act.a, q->rec, req->query);
	for (size_t i = 0; i < req->query.n; i++) {
		struct pair p = req->query.v[i];
		bool odd = !str_is(p.name, "taal") && !listing_takes(q->rec, p.name);
		odd = odd || filter_ignored(q->rec, &asked, p) || (str_is(p.name, "na") && !pid_valid(p.value));
		*answered = odd;
		if (odd)
			return wrong_question(req, p.name);
	}
	enum err e = listing_look(&req->act, q->rec, &asked, &q->page, &q->n);
	if (e == OK && q->page.more && q->page.n > 0)
		q->next = str_printf(req->act.a, API_ROOT "/%s" STR_FMT, q->rec->api,
		                     STR_ARG(listing_address(req->act.a, q->rec, &asked, q->page.v[q->page.n - 1].row.pid)));
	return e;
}

static enum err put_page(struct req *req, const struct asked *q)
{
	const struct field *columns[RECORD_FIELDS_MAX];
	const struct api_refs *refs;
	struct json j;
	size_t n = api_columns(req->act.model, q->rec, q->list, columns);
	enum err e = api_refs_load(&req->act, q->page.v, q->page.n, &refs);
	if (e != OK)
		return e;
	api_begin(req, &j);
	j_object(&j);
	j_key(&j, "items");
	j_array(&j);
	for (size_t i = 0; i < q->page.n; i++) {
		j_object(&j);
		api_put_record(&j, &req->act, refs, &q->page.v[i], columns, n);
		j_end(&j);
	}
	j_end(&j);
	/* Counted exactly to 1,000; above that only that there are more. */
	j_key(&j, "count");
	j_int(&j, q->n > SHELF_COUNT_MAX ? SHELF_COUNT_MAX : q->n);
	j_key(&j, "counted_all");
	j_bool(&j, q->n <= SHELF_COUNT_MAX);
	if (q->next.n > 0) {
		api_put(&j, "next", q->next);
		res_header(req, "Link", str_printf(req->act.a, "<" STR_FMT ">; rel=\"next\"", STR_ARG(q->next)));
	}
	j_end(&j);
	return OK;
}

enum err api_list_page(struct req *req)
{
	struct asked q = {.rec = api_record(req->act.model, req_param(req, 0))};
	bool answered = false;
	if (q.rec == NULL || !api_lists(q.rec))
		return ERR_NOT_FOUND;
	enum err e = record_of_child(q.rec) ? read_shelf(req, &q, &answered) : read_listing(req, &q, &answered);
	return e != OK || answered ? e : put_page(req, &q);
}

/* ---- one ---- */

/* Is this number among those of If-None-Match? A weak one counts there (RFC 9110 13.1.2). */
static bool known_already(struct req *req, int64_t rev)
{
	struct str rest = req_header(req, "if-none-match");
	struct str now = str_printf(req->act.a, "\"%lld\"", (long long)rev);
	while (rest.n > 0) {
		struct str tag = str_trim(str_cut(rest, ',', &rest));
		if (str_starts(tag, S("W/")))
			tag = (struct str){tag.p + 2, tag.n - 2};
		if (str_eq(tag, now) || str_is(tag, "*"))
			return true;
	}
	return false;
}

enum err api_one(struct req *req)
{
	const struct record *rec = api_record(req->act.model, req_param(req, 0));
	struct seen seen;
	if (rec == NULL)
		return ERR_NOT_FOUND;
	enum err e = scope_open(&req->act, rec, req_param(req, 1), false, &seen);
	if (e != OK)
		return e;
	if (!known_already(req, seen.row.rev))
		return api_answer_record(req, &seen, 200);
	req->res.status = 304;
	res_header(req, "ETag", str_printf(req->act.a, "\"%lld\"", (long long)seen.row.rev));
	return OK;
}

/* ---- what became of it ---- */

static void put_differences(struct json *j, const struct model *m, const struct record *rec, const struct happening *h)
{
	j_key(j, "changes");
	j_array(j);
	for (size_t i = 0; i < h->n; i++) {
		const struct difference *d = &h->v[i];
		if (!api_has(m, rec, d->field))
			continue;
		j_object(j);
		api_put(j, "field", str_from(d->field->name));
		api_put(j, "was", d->was);
		api_put(j, "is", d->is);
		j_end(j);
	}
	j_end(j);
}

static void put_happening(struct json *j, struct req *req, const struct record *rec, const struct happening *h)
{
	struct speak sp = req->act.speak;
	j_object(j);
	api_put(j, "at", instant_iso(req->act.a, h->at));
	if (h->who.n > 0)
		api_put(j, "who", h->who);
	if (h->role != NULL)
		api_put(j, "role", str_from(tr(sp, h->role)));
	api_put(j, "done", str_from(tr(sp, h->done)));
	j_key(j, "made");
	j_bool(j, h->made);
	j_key(j, "undone");
	j_bool(j, h->undone);
	put_differences(j, req->act.model, rec, h);
	j_end(j);
}

enum err api_history(struct req *req)
{
	const struct record *rec = api_record(req->act.model, req_param(req, 0));
	struct str before = req_query(req, "voor");
	struct history h;
	struct seen seen;
	struct json j;
	if (rec == NULL)
		return ERR_NOT_FOUND;
	enum err e = scope_open(&req->act, rec, req_param(req, 1), false, &seen);
	if (e == OK)
		e = history_of(&req->act, &seen, pid_valid(before) ? before : S(""), &h);
	if (e != OK)
		return e;
	api_begin(req, &j);
	j_object(&j);
	j_key(&j, "items");
	j_array(&j);
	for (size_t i = 0; i < h.n; i++)
		put_happening(&j, req, rec, &h.v[i]);
	j_end(&j);
	if (h.more.n > 0) {
		struct str next = str_printf(req->act.a, STR_FMT "/geschiedenis?voor=" STR_FMT,
		                             STR_ARG(api_path(req->act.a, &seen.row)), STR_ARG(h.more));
		api_put(&j, "next", next);
		res_header(req, "Link", str_printf(req->act.a, "<" STR_FMT ">; rel=\"next\"", STR_ARG(next)));
	}
	j_end(&j);
	return OK;
}
