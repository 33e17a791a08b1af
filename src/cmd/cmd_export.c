#include "command_rows.h"
#include "data.h"
#include "json.h"
#include "snapshot.h"
#include "stream.h"

#include <stdio.h>

enum { JSON_MAX = 64 * 1024 };

static enum err to_file(void *ctx, const void *p, size_t n)
{
	return stream_write(ctx, p, n);
}

static void tell(struct invocation *in, const struct snapshot *s, const struct dump_found *found, int64_t us)
{
	struct buf b;
	struct json j;
	const char *path = invocation_option(in, "to");
	if (!in->json) {
		printf("%s: " STR_FMT "\n%lld bytes in %.1f s, %.1f MB/s\n"
		       "It is not encrypted: everything in it can be read. Destroy it once it was imported.\n", path,
		       STR_ARG(found_text(in->arena, &s->tables, found)), (long long)found->bytes, (double)us / 1e6,
		       speed_of(found->bytes, us));
		return;
	}
	buf_init(&b, in->arena, JSON_MAX);
	j_init(&j, &b);
	j_object(&j);
	found_json(&j, &s->tables, found);
	j_key(&j, "bytes");
	j_int(&j, found->bytes);
	j_key(&j, "ms");
	j_int(&j, us / 1000);
	j_end(&j);
	printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
}

static int export_all(struct invocation *in)
{
	struct snapshot s;
	struct stream file;
	struct dump_found found;
	const char *path = invocation_option(in, "to");
	int64_t began = clock_ticks();
	if (path == NULL)
		return command_fails("use: export --to FILE");
	int code = snapshot_open(in, &s);
	if (code != 0)
		return code;
	enum err e = stream_create(&file, in->arena, path);
	if (e == OK)
		code = snapshot_write(in, &s, dump_out_new(in->arena, (struct sink){to_file, &file}), &found);
	if (e == OK && code == 0)
		e = stream_end(&file);
	if (e != OK)
		code = command_fails("%s cannot be made: %s", path, e == ERR_CONFLICT ? "it is there already" : err_name(e));
	stream_drop(&file);
	if (code == 0)
		tell(in, &s, &found, clock_ticks() - began);
	snapshot_close(&s);
	return code;
}

static const struct option_row options[] = {
	{"to", "FILE", "a file that is not there yet", SETTING_NONE},
};

const struct command cmd_export = {
	.name = "export",
	.summary = "Writes all data of the region in a form that belongs to no database",
	.more = "For moving between SQLite and PostgreSQL: import region FILE puts it into another database. The same\n"
	        "data give the same bytes from both. It is not encrypted, and holds neither settings nor keys: for that,\n"
	        "and for keeping, there is backup.",
	.data = DATA_READ,
	.json = true,
	OPTIONS(options),
	.fn = export_all,
};
