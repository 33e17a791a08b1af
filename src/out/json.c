#include "json.h"

#include <inttypes.h>

/* What is open, and whether an object waits for the value of the key just written. */
enum { J_ARRAY, J_OBJECT, J_VALUE };

void j_init(struct json *j, struct buf *out)
{
	*j = (struct json){.out = out};
}

static void put_string(struct buf *out, struct str s)
{
	static const char hex[] = "0123456789abcdef";
	buf_byte(out, '"');
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(out, s.p + from, i - from);
		from = i + 1;
		if (c == '"' || c == '\\')
			buf_add(out, (char[]){'\\', (char)c}, 2);
		else if (c == '\n')
			buf_add(out, "\\n", 2);
		else
			buf_add(out, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
	}
	buf_add(out, s.p + from, s.n - from);
	buf_byte(out, '"');
}

/* Before each value: the comma, and the check that a value may stand here. */
static void before_value(struct json *j)
{
	if (j->depth == 0) {
		if (j->done)
			BUG("json: a second value at the top");
		j->done = true;
		return;
	}
	unsigned char *top = &j->stack[j->depth - 1];
	if (*top == J_OBJECT)
		BUG("json: a value without a key");
	if (*top == J_VALUE)
		*top = J_OBJECT;
	else if (j->comma)
		buf_byte(j->out, ',');
	j->comma = true;
}

static void push(struct json *j, unsigned char kind, char bracket)
{
	before_value(j);
	if (j->depth == sizeof j->stack)
		BUG("json: too deep");
	j->stack[j->depth++] = kind;
	j->comma = false;
	buf_byte(j->out, bracket);
}

void j_object(struct json *j)
{
	push(j, J_OBJECT, '{');
}

void j_array(struct json *j)
{
	push(j, J_ARRAY, '[');
}

void j_end(struct json *j)
{
	if (j->depth == 0)
		BUG("json: nothing open to end");
	unsigned char kind = j->stack[--j->depth];
	if (kind == J_VALUE)
		BUG("json: a key without a value");
	buf_byte(j->out, kind == J_ARRAY ? ']' : '}');
	j->comma = true;
}

void j_key(struct json *j, const char *key)
{
	if (j->depth == 0 || j->stack[j->depth - 1] != J_OBJECT)
		BUG("json: key %s outside an object", key);
	if (j->comma)
		buf_byte(j->out, ',');
	put_string(j->out, str_from(key));
	buf_byte(j->out, ':');
	j->stack[j->depth - 1] = J_VALUE;
}

void j_str(struct json *j, struct str s)
{
	before_value(j);
	put_string(j->out, s);
}

void j_int(struct json *j, int64_t i)
{
	before_value(j);
	buf_printf(j->out, "%" PRId64, i);
}

void j_bool(struct json *j, bool b)
{
	before_value(j);
	buf_c(j->out, b ? "true" : "false");
}

void j_null(struct json *j)
{
	before_value(j);
	buf_c(j->out, "null");
}
