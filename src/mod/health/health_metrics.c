#include "health_pages.h"

#include "health.h"
#include "keys_client.h"
#include "token.h"

enum { WORD_MIN = 32 };

static struct str in_hex(struct arena *a, struct str bytes)
{
	struct buf b;
	buf_init(&b, a, 2 * bytes.n + 1);
	for (size_t i = 0; i < bytes.n; i++)
		buf_printf(&b, "%02x", (unsigned char)bytes.p[i]);
	return buf_view(&b);
}

/* One answer for a wrong word and for none, and nothing is asked of the database before. */
static bool knows_the_word(struct req *req)
{
	struct str word, scheme = str_cut(req_header(req, "authorization"), ' ', &word);
	word = str_trim(word);
	return str_eq_ascii_case(scheme, S("Bearer")) && word.n >= WORD_MIN &&
	       token_equal(in_hex(req->act.a, token_hash(req->act.a, word)), req->app->metrics_hash);
}

enum err metrics_page(struct req *req)
{
	struct conn *c;
	struct health h;
	if (req->app->metrics_hash.n == 0)
		return ERR_NOT_FOUND;
	if (!knows_the_word(req))
		return ERR_DENIED;
	enum err e = act_conn(&req->act, &c);
	if (e == OK)
		e = health_read(c, req->act.a, req->act.now, &h);
	if (e != OK)
		return e;
	const struct health_here here = {
		.version = str_c(req->act.a, req->app->version),
		.database = db_is_postgres(req->app->db) ? "postgresql" : "sqlite",
		.began = req->app->began,
		.refused = keys_refused(req->app->keys),
	};
	req->res.type = "text/plain; version=0.0.4; charset=utf-8";
	buf_str(&req->res.body, health_metrics(req->act.a, &h, &here));
	return OK;
}
