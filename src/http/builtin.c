#include "builtin.h"

#include "fault.h"

static const struct asset *asset_at(const struct app *app, struct str path)
{
	size_t from = 0, to = app->sorted_assets == NULL ? 0 : app->n_assets;
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int c = str_cmp(str_from(app->sorted_assets[mid].path), path);
		if (c == 0)
			return &app->sorted_assets[mid];
		if (c < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return NULL;
}

static void alive(struct req *req)
{
	req->res.type = "text/plain; charset=utf-8";
	buf_c(&req->res.body, "ok\n");
}

static void send_asset(struct req *req, const struct asset *asset)
{
	req->res.type = asset->type;
	req->res.cacheable = true;
	/* Only read from here on: the writer is done with this buffer before it starts. */
	req->res.body = (struct buf){.p = (char *)(uintptr_t)asset->bytes, .n = asset->n};
}

bool builtin_answer(struct req *req)
{
	bool is_alive = str_is(req->path, "/leeft");
	if (!is_alive && !str_starts(req->path, S("/s/")))
		return false;
	req->act.door = is_alive ? "alive" : "static";
	const struct asset *asset = asset_at(req->app, req->path);
	if (req->method != METHOD_GET && req->method != METHOD_HEAD) {
		req->res.allow = S("GET, HEAD");
		fail(req, 405);
	} else if (is_alive) {
		alive(req);
	} else if (asset == NULL) {
		fail(req, HTTP_404);
	} else {
		send_asset(req, asset);
	}
	return true;
}
