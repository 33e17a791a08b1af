/* An upload: the first line is the content type, the rest the body. Fields are valid UTF-8, files lie inside the body.
 */
#include "fuzz.h"

#include "multipart.h"
#include "utf8.h"

static void check(struct arena *a, struct str body, struct str boundary)
{
	struct pairs fields = {0};
	struct uploads files = {0};
	if (multipart_parse(a, body, boundary, &fields, &files) != OK)
		return;
	HOLDS(fields.n + files.n <= PARTS_MAX);
	for (size_t i = 0; i < fields.n; i++)
		HOLDS(utf8_valid(fields.v[i].name) && utf8_valid(fields.v[i].value));
	for (size_t i = 0; i < files.n; i++) {
		const struct upload *f = &files.v[i];
		HOLDS(f->filename.n <= FILENAME_MAX_BYTES && utf8_valid(f->filename));
		HOLDS(f->bytes.n == 0 || (f->bytes.p >= body.p && f->bytes.p + f->bytes.n <= body.p + body.n));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct str body, boundary, in = {(const char *)data, size};
	struct str type = str_cut(in, '\n', &body);
	if (multipart_boundary(type, &boundary))
		check(a, body, boundary);
	check(a, in, S("grens")); /* so that the body is reached without a content type */
	arena_free(a);
	return 0;
}
