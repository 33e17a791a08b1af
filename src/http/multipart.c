#include "multipart.h"

#include "form_urlencoded.h"
#include "utf8.h"
#include "wire.h"

enum { BOUNDARY_MAX = 70 };

struct piece {
	struct str name, filename, type, bytes;
	bool is_file, has_disposition, has_type;
};

static struct str skip(struct str s, size_t n)
{
	return (struct str){s.p + n, s.n - n};
}

/* ; name=value or ; name="value": the next parameter of a header value. Browsers write %22 for a quote inside. */
static bool next_parameter(struct str *s, struct str *name, struct str *value)
{
	struct str rest = str_trim(*s);
	if (!str_starts(rest, S(";")))
		return false;
	rest = str_trim(skip(rest, 1));
	size_t n = 0;
	while (n < rest.n && wire_token_char(rest.p[n]))
		n++;
	*name = (struct str){rest.p, n};
	if (n == 0 || n == rest.n || rest.p[n] != '=')
		return false;
	rest = skip(rest, n + 1);
	if (str_starts(rest, S("\""))) {
		rest = skip(rest, 1);
		size_t end = str_find(rest, '"');
		if (end == rest.n)
			return false;
		*value = (struct str){rest.p, end};
		*s = skip(rest, end + 1);
		return true;
	}
	n = 0;
	while (n < rest.n && wire_token_char(rest.p[n]))
		n++;
	*value = (struct str){rest.p, n};
	*s = skip(rest, n);
	return n > 0;
}

bool multipart_boundary(struct str content_type, struct str *boundary)
{
	size_t end = str_find(content_type, ';');
	struct str type = str_trim((struct str){content_type.p, end});
	if (!str_eq_ascii_case(type, S("multipart/form-data")))
		return false;
	struct str rest = skip(content_type, end), name, value;
	*boundary = (struct str){0};
	while (rest.n > 0) {
		if (!next_parameter(&rest, &name, &value))
			return false;
		if (!str_eq_ascii_case(name, S("boundary")))
			continue;
		if (boundary->n > 0 || value.n == 0 || value.n > BOUNDARY_MAX)
			return false;
		*boundary = value;
	}
	for (size_t i = 0; i < boundary->n; i++)
		if (!wire_token_char(boundary->p[i]) && strchr("'()+_,-./:=? ", boundary->p[i]) == NULL)
			return false;
	return boundary->n > 0 && boundary->p[boundary->n - 1] != ' ';
}

static bool text_sound(struct str s, size_t max)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	return s.n <= max && utf8_valid(s);
}

static bool read_disposition(struct str value, struct piece *piece)
{
	size_t end = str_find(value, ';');
	if (piece->has_disposition || !str_eq_ascii_case(str_trim((struct str){value.p, end}), S("form-data")))
		return false;
	piece->has_disposition = true;
	struct str rest = skip(value, end), name, v;
	while (str_trim(rest).n > 0) {
		if (!next_parameter(&rest, &name, &v))
			return false;
		if (str_eq_ascii_case(name, S("name")) && piece->name.p == NULL) {
			piece->name = v;
		} else if (str_eq_ascii_case(name, S("filename")) && !piece->is_file) {
			piece->filename = v;
			piece->is_file = true;
		} else {
			return false; /* twice, or filename*, which RFC 7578 4.2 forbids */
		}
	}
	return piece->name.n > 0 && text_sound(piece->name, POSTED_NAME_MAX) &&
	       text_sound(piece->filename, FILENAME_MAX_BYTES);
}

static bool read_head(struct str head, struct piece *piece)
{
	while (head.n > 0) {
		const char *crlf = memmem(head.p, head.n, "\r\n", 2);
		size_t n = crlf == NULL ? head.n : (size_t)(crlf - head.p);
		struct str value, name = str_cut((struct str){head.p, n}, ':', &value);
		head = skip(head, crlf == NULL ? n : n + 2);
		value = str_trim(value);
		if (str_eq_ascii_case(name, S("Content-Disposition"))) {
			if (!read_disposition(value, piece))
				return false;
		} else if (str_eq_ascii_case(name, S("Content-Type")) && !piece->has_type) {
			piece->has_type = true;
			piece->type = value;
			struct str start = {value.p, value.n < 10 ? value.n : 10};
			if (!text_sound(value, PART_HEAD_MAX) || str_eq_ascii_case(start, S("multipart/")))
				return false;
		} else {
			return false;
		}
	}
	return piece->has_disposition;
}

/* Without the folders that some browsers put before it. */
static struct str last_name(struct str s)
{
	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == '/' || s.p[i - 1] == '\\')
			return skip(s, i);
	return s;
}

/* Reads the part that begins at the start of *rest and leaves *rest behind the delimiter that ends it. */
static bool read_piece(struct str *rest, struct str delimiter, struct piece *piece)
{
	*piece = (struct piece){0};
	size_t window = rest->n < PART_HEAD_MAX ? rest->n : PART_HEAD_MAX;
	const char *blank = memmem(rest->p, window, "\r\n\r\n", 4);
	if (blank == NULL || !read_head((struct str){rest->p, (size_t)(blank - rest->p)}, piece))
		return false;
	struct str body = skip(*rest, (size_t)(blank - rest->p) + 4);
	/* An empty part's delimiter starts with the line end that closes its head. */
	struct str from = {body.p - 2, body.n + 2};
	const char *end = memmem(from.p, from.n, delimiter.p, delimiter.n);
	if (end == NULL)
		return false;
	piece->bytes = end < body.p ? (struct str){body.p, 0} : (struct str){body.p, (size_t)(end - body.p)};
	*rest = skip(from, (size_t)(end - from.p) + delimiter.n);
	return true;
}

enum err multipart_parse(struct arena *a, struct str body, struct str boundary, struct pairs *fields,
			 struct uploads *files)
{
	struct pair *v = ARENA_ARRAY(a, struct pair, PARTS_MAX);
	struct upload *u = ARENA_ARRAY(a, struct upload, PARTS_MAX);
	size_t n = 0, n_files = 0, count = 0;
	struct str delimiter = str_printf(a, "\r\n--" STR_FMT, STR_ARG(boundary));
	struct str first = skip(delimiter, 2);
	*fields = (struct pairs){0};
	*files = (struct uploads){0};
	if (!str_starts(body, first))
		return ERR_INVALID;
	struct str rest = skip(body, first.n);
	while (!str_is(rest, "--\r\n") && !str_is(rest, "--")) {
		struct piece piece;
		if (!str_starts(rest, S("\r\n")))
			return ERR_INVALID;
		if (count++ == PARTS_MAX)
			return ERR_TOO_BIG;
		rest = skip(rest, 2);
		if (!read_piece(&rest, delimiter, &piece))
			return ERR_INVALID;
		if (!piece.is_file) {
			if (!utf8_valid(piece.bytes))
				return ERR_INVALID;
			v[n++] = (struct pair){piece.name, piece.bytes};
		} else if (piece.filename.n > 0 || piece.bytes.n > 0) {
			u[n_files++] = (struct upload){piece.name, last_name(piece.filename), piece.type, piece.bytes};
		}
	}
	*fields = (struct pairs){v, n};
	*files = (struct uploads){u, n_files};
	return OK;
}
