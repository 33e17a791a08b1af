#include "menu.h"

#include "event.h"
#include "log.h"

static void put_item(struct req *req, struct batch *b, const struct menu_item *it)
{
	struct menu_counts *m = &req->menu;
	struct menu_badge badge = {.list = NULL};
	if (m->n == MENU_BADGES_MAX || it->badge == NULL || (it->roles >> req->viewer->role & 1) == 0 ||
	    !it->badge(req, &badge))
		return;
	m->item[m->n] = it;
	m->count[m->n++] = shelf_count_put(&req->act, b, badge.list, &badge.where, badge.from, badge.below);
}

static void put(struct act *act, struct batch *b, void *ctx)
{
	struct req *req = ctx;
	(void)act;
	req->menu.n = 0;
	for (size_t m = 0; m < req->app->n_modules; m++)
		for (size_t i = 0; i < req->app->modules[m]->n_menu; i++)
			put_item(req, b, &req->app->modules[m]->menu[i]);
}

void menu_ask(struct req *req)
{
	const struct viewer *v = req->viewer;
	req->menu = (struct menu_counts){.along = {.put = put, .ctx = req}};
	if (v == NULL || v->level != LEVEL_FULL || req->api)
		return;
	req->menu.asked = true;
	act_along(&req->act, &req->menu.along);
}

int64_t menu_count(struct req *req, const struct menu_item *item)
{
	struct menu_counts *m = &req->menu;
	const struct batch *b;
	/* Where something went wrong, nothing more is asked of the database. */
	if (item->badge == NULL || !m->asked || req->res.status >= 400)
		return 0;
	if (along_rows(&req->act, &m->along, &b) != OK) {
		log_line(LOG_WARN, "menu", "number=%llu counts=no", (unsigned long long)req->number);
		m->asked = false;
		return 0;
	}
	for (size_t i = 0; i < m->n; i++)
		if (m->item[i] == item)
			return shelf_count_take(&req->act, b, &m->count[i]);
	return 0;
}

static void put_child(struct act *act, struct batch *b, void *ctx)
{
	struct req *req = ctx;
	req->menu.child_at = shelf_of_child_put(act, b, req->seen.route);
	req->menu.child_records = event_records_put(b, req->seen.route);
}

void menu_ask_child(struct req *req)
{
	struct menu_counts *m = &req->menu;
	if (!m->asked || req->seen.route == 0)
		return;
	m->child = (struct along){.put = put_child, .ctx = req};
	m->child_asked = true;
	act_along(&req->act, &m->child);
}

void menu_child(struct req *req, const struct list *list, struct str today, struct shelf_of_child *out)
{
	const struct batch *b;
	*out = (struct shelf_of_child){.n = {0}};
	if (req->menu.child_asked && req->res.status < 400 && along_rows(&req->act, &req->menu.child, &b) == OK)
		shelf_of_child_take(&req->act, b, req->menu.child_at, list, today, out);
}

bool menu_child_has(struct req *req, const char *record)
{
	const struct batch *b;
	return req->menu.child_asked && req->res.status < 400 && along_rows(&req->act, &req->menu.child, &b) == OK &&
	       event_records_has(batch_rows(b, req->menu.child_records),
	                         req->seen.allowed.reads & ~req->seen.allowed.told, record);
}
