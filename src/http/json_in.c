#include "json_in.h"

#include "utf8.h"

/* jansson allocates before it can be told to stop, so depth and number of values are looked at first. Outside strings
 * every value but the first of a container follows a comma. */
static enum err measure(struct str s)
{
	size_t depth = 0, values = 1;
	bool quoted = false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (quoted) {
			i += c == '\\';
			quoted = c != '"';
			continue;
		}
		quoted = c == '"';
		if (c == '{' || c == '[') {
			depth++;
			values++;
		}
		values += c == ',';
		depth -= (c == '}' || c == ']') && depth > 0;
		if (depth > JSON_DEPTH_MAX || values > JSON_VALUES_MAX)
			return ERR_TOO_BIG;
	}
	return OK;
}

static void drop(void *root)
{
	json_decref(root);
}

enum err json_read(struct arena *a, struct str text, json_t **out)
{
	*out = NULL;
	if (text.n > JSON_BYTES_MAX)
		return ERR_TOO_BIG;
	enum err e = measure(text);
	if (e != OK)
		return e;
	if (!utf8_valid(text)) /* jansson swallows a NUL behind a number */
		return ERR_INVALID;
	*out = json_loadb(text.p == NULL ? "" : text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
	if (*out == NULL)
		return ERR_INVALID;
	arena_on_reset(a, drop, *out);
	return OK;
}
