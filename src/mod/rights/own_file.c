#include "own_file.h"

#include "date.h"

enum { OWN_FILE_MAX = 2 << 20 };

void own_file_begin(struct own_file *f, struct req *req)
{
	buf_init(&f->out, req->act.a, OWN_FILE_MAX);
	j_init(&f->j, &f->out);
	j_object(&f->j);
	own_file_put(&f->j, "gemaakt", date_iso(req->act.a, instant_date(req->act.now)));
	own_file_put(&f->j, "door", S("Thuisnabij"));
}

void own_file_put(struct json *j, const char *key, struct str value)
{
	j_key(j, key);
	j_str(j, value);
}

enum err own_file_end(struct own_file *f, struct req *req, struct str name)
{
	j_end(&f->j);
	req->res.body = f->out;
	req->res.type = "application/json; charset=utf-8";
	req->res.download = name;
	return OK;
}
