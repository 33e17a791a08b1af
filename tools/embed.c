/* Makes files into C arrays, at build time:
 *
 *     embed OUT.c ASSET_NAME=FILE ...
 *
 * Each file gets an address with a hash of its contents, /s/NAME.HASH.ext, so that browsers may keep it for ever. In a
 * stylesheet url("NAME.ext") becomes the address of a file named earlier on the line; one that is not there is an
 * error, and comments and indentation are left out. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 32, NAME_MAX_LEN = 96, FILE_MAX = 1 << 20 };

struct file {
	char id[NAME_MAX_LEN];
	const char *base; /* the name without folders */
	char url[NAME_MAX_LEN];
	unsigned char *p;
	size_t n;
};

static const struct {
	const char *ext, *type;
} types[] = {
	{".css", "text/css; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"}, {".svg", "image/svg+xml"},
	{".png", "image/png"},               {".woff2", "font/woff2"},
};

static _Noreturn void fail(const char *what, const char *name)
{
	fprintf(stderr, "embed: %s: %s\n", name, what);
	exit(1);
}

static void read_file(struct file *f, const char *path)
{
	FILE *in = fopen(path, "rb");
	if (in == NULL)
		fail("cannot be opened", path);
	f->p = calloc(1, FILE_MAX + 1);
	if (f->p == NULL)
		fail("no memory", path);
	f->n = fread(f->p, 1, FILE_MAX, in);
	if (f->n == 0 || f->n == FILE_MAX || ferror(in))
		fail("empty, too big or unreadable", path);
	fclose(in);
}

static const char *type_of(const char *name)
{
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; dot != NULL && i < sizeof types / sizeof types[0]; i++) {
		if (strcmp(types[i].ext, dot) == 0)
			return types[i].type;
	}
	fail("a kind of file I do not know", name);
}

/* Comments and white space at the start of lines go, in place. Comment marks inside strings do not occur (checked). */
static void css_squeeze(struct file *f)
{
	size_t to = 0;
	bool line_start = true, quoted = false;
	for (size_t i = 0; i < f->n; i++) {
		if (!quoted && f->n - i > 1 && memcmp(f->p + i, "/*", 2) == 0) {
			const char *end = strstr((const char *)f->p + i + 2, "*/");
			if (end == NULL)
				fail("a comment without an end", f->base);
			i = (size_t)(end - (const char *)f->p) + 1;
			continue;
		}
		unsigned char c = f->p[i];
		if (c == '"')
			quoted = !quoted;
		if (line_start && (c == ' ' || c == '\t' || c == '\n'))
			continue;
		line_start = c == '\n';
		f->p[to++] = c;
	}
	if (quoted)
		fail("a string without an end", f->base);
	f->n = to;
	f->p[to] = '\0';
}

/* Every url("NAME") in the stylesheet to the address of a file before it. */
static void css_addresses(struct file *css, const struct file *files, size_t n)
{
	static const char open_url[] = "url(\"";
	unsigned char *out = calloc(1, FILE_MAX * 2);
	if (out == NULL)
		fail("no memory", css->base);
	size_t to = 0;
	const char *at = (const char *)css->p;
	for (const char *u; (u = strstr(at, open_url)) != NULL;) {
		u += sizeof open_url - 1;
		const char *end = strchr(u, '"');
		if (end == NULL)
			fail("url without an end", css->base);
		const struct file *found = NULL;
		for (size_t i = 0; i < n; i++) {
			if (strlen(files[i].base) == (size_t)(end - u) && strncmp(files[i].base, u, (size_t)(end - u)) == 0)
				found = &files[i];
		}
		if (found == NULL)
			fail("url of a file that is not named before the stylesheet", css->base);
		memcpy(out + to, at, (size_t)(u - at));
		to += (size_t)(u - at);
		memcpy(out + to, found->url, strlen(found->url));
		to += strlen(found->url);
		at = end;
	}
	size_t rest = strlen(at);
	memcpy(out + to, at, rest);
	free(css->p);
	css->p = out;
	css->n = to + rest;
}

/* FNV-1a: the name must change when the contents do; nobody is kept out by it. */
static uint64_t hash_of(const struct file *f)
{
	uint64_t x = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < f->n; i++)
		x = (x ^ f->p[i]) * UINT64_C(0x100000001b3);
	return x;
}

static void name_file(struct file *f)
{
	const char *dot = strrchr(f->base, '.');
	int n = snprintf(f->url, sizeof f->url, "/s/%.*s.%016" PRIx64 "%s", (int)(dot - f->base), f->base, hash_of(f), dot);
	if (n < 0 || (size_t)n >= sizeof f->url)
		fail("name too long", f->base);
}

static void write_array(FILE *out, const struct file *f, size_t index)
{
	fprintf(out, "static const unsigned char bytes_%zu[] = {", index);
	for (size_t i = 0; i < f->n; i++)
		fprintf(out, "%s%u,", i % 32 == 0 ? "\n" : "", f->p[i]);
	fprintf(out, "\n};\n");
}

int main(int argc, char **argv)
{
	static struct file files[FILES_MAX];
	if (argc < 3 || argc - 2 > FILES_MAX)
		fail("usage: embed OUT.c ASSET_NAME=FILE ...", "arguments");
	size_t n = 0;
	for (int i = 2; i < argc; i++) {
		struct file *f = &files[n];
		const char *eq = strchr(argv[i], '=');
		if (eq == NULL || (size_t)(eq - argv[i]) >= sizeof f->id)
			fail("not NAME=FILE", argv[i]);
		memcpy(f->id, argv[i], (size_t)(eq - argv[i]));
		const char *slash = strrchr(eq + 1, '/');
		f->base = slash != NULL ? slash + 1 : eq + 1;
		read_file(f, eq + 1);
		if (strcmp(strrchr(f->base, '.') != NULL ? strrchr(f->base, '.') : "", ".css") == 0) {
			css_squeeze(f);
			css_addresses(f, files, n);
		}
		(void)type_of(f->base);
		name_file(f);
		n++;
	}
	FILE *out = fopen(argv[1], "wb");
	if (out == NULL)
		fail("cannot be written", argv[1]);
	fprintf(out, "#include \"assets.h\"\n\n");
	for (size_t i = 0; i < n; i++)
		write_array(out, &files[i], i);
	fprintf(out, "\nconst struct asset ui_assets[ASSET__N] = {\n");
	for (size_t i = 0; i < n; i++)
		fprintf(out, "\t[%s] = {\"%s\", \"%s\", bytes_%zu, %zu},\n", files[i].id, files[i].url,
		        type_of(files[i].base), i, files[i].n);
	fprintf(out, "};\n");
	if (fclose(out) != 0)
		fail("cannot be written", argv[1]);
	return 0;
}
