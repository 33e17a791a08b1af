#include "move.h"

enum err move_post(struct req *req)
{
	const struct transition *t = req->route->move;
	struct change *c = change_begin(&req->act, t->done, t->undo ? CHANGE_UNDO : 0);
	change_move(c, &req->seen, t, req->form);
	return req_commit(req, c, STR_FMT, STR_ARG(req_subject(req)));
}
