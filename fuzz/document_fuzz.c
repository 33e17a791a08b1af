/* A file that is handed in: the bytes as they are, and as a file inside an upload. What it is, is told by its content
 * and said again by the box; only what is known and whole is fine; its own endings fit its name, and that of a program
 * does not. */
#include "fuzz.h"

#include "document.h"
#include "multipart.h"

static bool same(struct document_found a, struct document_found b)
{
	return a.type == b.type && a.fault == b.fault && a.length == b.length;
}

static void check_names(struct document_found f)
{
	struct arena *a = arena_new(1 << 16);
	for (const char *const *end = document_kinds[f.type].endings; *end != NULL; end++)
		HOLDS(document_named(f.type, str_printf(a, "verslag.%s", *end)));
	HOLDS(document_named(f.type, S("verslag")));
	HOLDS(!document_named(f.type, S("verslag.exe")));
	arena_free(a);
}

static void check(struct arena *a, struct str bytes)
{
	struct document_found f = document_look(bytes);
	struct str answer;
	HOLDS(f.type < DOCUMENT_TYPES && f.fault < DOCUMENT_FAULTS);
	HOLDS(same(f, document_look(bytes)));
	HOLDS(f.fault != DOCUMENT_FINE || f.type != DOCUMENT_UNKNOWN);
	HOLDS(bytes.n > 0 || f.fault != DOCUMENT_FINE);
	HOLDS((f.fault == DOCUMENT_FINE) == (document_fault_text(f.fault)[0] == '\0'));
	HOLDS(document_box_look(a, bytes, &answer) == OK && answer.n == 6);
	HOLDS((unsigned char)answer.p[0] == f.type && (unsigned char)answer.p[1] == f.fault);
	for (size_t i = 0; i < 4; i++)
		HOLDS((unsigned char)answer.p[2 + i] == (unsigned char)(f.length >> 8 * i));
	if (f.fault == DOCUMENT_FINE)
		check_names(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct str in = {(const char *)data, size};
	struct pairs fields = {0};
	struct uploads files = {0};
	check(a, in);
	if (multipart_parse(a, in, S("grens"), &fields, &files) == OK)
		for (size_t i = 0; i < files.n; i++)
			check(a, files.v[i].bytes);
	arena_free(a);
	return 0;
}
