/* Views of a page: its filters under a name of one's own. Each belongs to one person in one role. */
#ifndef TN_SAVED_VIEWS_H
#define TN_SAVED_VIEWS_H

#include "req.h"

enum { SAVED_VIEWS_MAX = 20 };
struct saved_view {
	struct str pid, name, query; /* query: "fase=tlv&wie=school", without '?' */
	bool is_default;             /* the page opens with it when nothing is asked for */
};
struct saved_views {
	struct stmt_asked *asked;
	struct saved_view v[SAVED_VIEWS_MAX];
	size_t n;
};
/* Those of this page, by their order; read along with the next batch. */
struct saved_views *saved_views_ask(struct req *req);
enum err saved_views_take(struct req *req, struct saved_views *views) MUST_CHECK;
const struct saved_view *saved_view_default(const struct saved_views *views); /* NULL: none */
/* The view whose filters these are, NULL: none. */
const struct saved_view *saved_view_of(const struct saved_views *views, struct str query);

extern const struct form_def form_view_new, form_view_name;
handler views_page, view_new_post, view_name_page, view_name_post, view_default_post, view_up_post;
handler view_drop_page, view_drop_post;
extern const char *const query_views[];

#endif
