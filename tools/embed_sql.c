/* embed_sql FILE...: writes the numbered SQL files as the C source of migrations(), lowest number first. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int number_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	char *end;
	long n = strtol(name, &end, 10);
	const char *ending = strrchr(name, '.');
	bool named = end == name + 4 && (*end == '.' || *end == '_');
	if (!named || n < 1 || strcmp(ending == NULL ? "" : ending, ".sql") != 0) {
		fprintf(stderr, "embed_sql: %s is not named NNNN.sql or NNNN_what.sql\n", path);
		exit(1);
	}
	return (int)n;
}

/* The text as a list of numbers: string literals have a lowest maximum in C17 that a schema passes. */
static void put_file(const char *path, int number)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL) {
		perror(path);
		exit(1);
	}
	printf("static const char text_%d[] = {", number);
	size_t n = 0;
	for (int c; (c = getc(f)) != EOF; n++)
		printf("%s%d,", n % 32 == 0 ? "\n\t" : " ", c > 127 ? c - 256 : c);
	if (ferror(f) || n == 0) {
		fprintf(stderr, "embed_sql: cannot read %s\n", path);
		exit(1);
	}
	fclose(f);
	printf("\n};\n");
}

int main(int argc, char **argv)
{
	printf("#include \"migrate.h\"\n\n");
	for (int i = 1, last = 0; i < argc; i++) {
		int number = number_of(argv[i]);
		if (number != last + 1) {
			fprintf(stderr, "embed_sql: %s does not follow %04d.sql\n", argv[i], last);
			return 1;
		}
		put_file(argv[i], last = number);
	}
	printf("\nstatic const struct migration list[] = {\n");
	for (int i = 1; i < argc; i++)
		printf("\t{%d, {text_%d, sizeof text_%d}},\n", i, i, i);
	printf("};\n\nconst struct migration *migrations(size_t *n)\n{\n\t*n = %d;\n\treturn list;\n}\n", argc - 1);
	return argc > 1 && fflush(stdout) == 0 ? 0 : 1;
}
