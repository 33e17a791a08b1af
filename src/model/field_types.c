#include "field.h"

#include "date.h"
#include "sample.h"
#include "utf8.h"

static struct str raw_text(struct arena *a, const struct field *f, struct val v)
{
	(void)a, (void)f;
	return v.type == VAL_TEXT ? v.s : (struct str){0};
}

static struct str show_text(struct arena *a, struct speak sp, const struct field *f, struct val v)
{
	(void)sp;
	return raw_text(a, f, v);
}

static struct str show_nothing(struct arena *a, struct speak sp, const struct field *f, struct val v)
{
	(void)a, (void)sp, (void)f, (void)v;
	return (struct str){0};
}

static struct str raw_nothing(struct arena *a, const struct field *f, struct val v)
{
	(void)a, (void)f, (void)v;
	return (struct str){0};
}

static struct str raw_int(struct arena *a, const struct field *f, struct val v)
{
	(void)f;
	return v.type == VAL_INT ? str_printf(a, "%lld", (long long)v.i) : (struct str){0};
}

static bool of_class(char c, char class)
{
	if (class == '9' || class == '1')
		return c >= (class == '1' ? '1' : '0') && c <= '9';
	return class == 'A' ? c >= 'A' && c <= 'Z' : c == class;
}

static bool has_form(struct str s, const char *like)
{
	size_t i = 0;
	for (; *like != '\0'; like++) {
		bool fits = i < s.n && of_class(s.p[i], *like);
		if (!fits && *like != ' ')
			return false;
		i += fits;
	}
	return i == s.n;
}

static const char *parse_text(struct arena *a, const struct field *f, struct str raw, struct val *v)
{
	(void)a;
	if (f->like != NULL && !has_form(raw, f->like))
		return f->unlike;
	int64_t length = (int64_t)utf8_length(raw);
	if (length > f->max)
		return N_("Use at most {max} characters");
	if (length < f->min)
		return N_("Use at least {min} characters");
	*v = val_text(raw);
	return NULL;
}

/* One @, something before it, a dot inside what follows; the rest is for the mail server to know. */
static bool looks_like_email(struct str s)
{
	struct str domain;
	struct str local = str_cut(s, '@', &domain);
	size_t dot = str_find(domain, '.');
	if (local.n == 0 || local.n > 64 || domain.n < 3 || dot == 0 || dot + 1 >= domain.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ' || c == 0x7f || strchr("\"(),:;<>[\\]", c) != NULL)
			return false;
	}
	return str_find(domain, '@') == domain.n && domain.p[domain.n - 1] != '.';
}

static const char *parse_email(struct arena *a, const struct field *f, struct str raw, struct val *v)
{
	if (!looks_like_email(raw))
		return N_("Enter an e-mail address like name@school.nl");
	return parse_text(a, f, raw, v);
}

/* Of a few digits and nothing else. */
static bool digits_to(const char *p, size_t n, int64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		*out = *out * 10 + (p[i] - '0');
	}
	return true;
}

/* "14:30", also typed as 14.30 or 9:05. */
static const char *parse_time(struct arena *a, const struct field *f, struct str raw, struct val *v)
{
	enum { HOURS = 24, MINUTES = 60 };
	int64_t hour, minute;
	size_t at = raw.n < 3 ? 0 : raw.n - 3;
	bool parted = raw.n >= 4 && raw.n <= 5 && (raw.p[at] == ':' || raw.p[at] == '.');
	(void)f;
	if (!parted || !digits_to(raw.p, at, &hour) || !digits_to(raw.p + at + 1, 2, &minute) || hour >= HOURS ||
	    minute >= MINUTES)
		return N_("Enter the time as 14:30");
	*v = val_text(str_printf(a, "%02d:%02d", (int)hour, (int)minute));
	return NULL;
}

static struct str show_time(struct arena *a, struct speak sp, const struct field *f, struct val v)
{
	int64_t hour, minute;
	struct str rest, raw = raw_text(a, f, v), at = str_cut(raw, ':', &rest);
	if (rest.n == 0 || !digits_to(at.p, at.n, &hour) || !digits_to(rest.p, rest.n, &minute))
		return raw;
	return tr_clock(a, sp.lang, (int)hour, (int)minute);
}

static const char *parse_choice(struct arena *a, const struct field *f, struct str raw, struct val *v)
{
	(void)a;
	for (const struct choice *c = f->choices; c->code != NULL; c++)
		if (str_is(raw, c->code)) {
			*v = val_text(raw);
			return NULL;
		}
	return N_("Choose one of the answers");
}

static struct str show_choice(struct arena *a, struct speak sp, const struct field *f, struct val v)
{
	(void)a;
	for (const struct choice *c = f->choices; v.type == VAL_TEXT && c->code != NULL; c++)
		if (str_is(v.s, c->code))
			return str_from(tr(sp, c->label));
	return (struct str){0};
}

static const char *parse_yes(struct arena *a, const struct field *f, struct str raw, struct val *v)
{
	(void)a, (void)f;
	if (!str_is(raw, "1"))
		return N_("Choose one of the answers");
	*v = val_int(1);
	return NULL;
}

static struct str raw_yes(struct arena *a, const struct field *f, struct val v)
{
	(void)a, (void)f;
	return v.type == VAL_INT && v.i == 1 ? S("1") : (struct str){0};
}

static struct str show_yes(struct arena *a, struct speak sp, const struct field *f, struct val v)
{
	(void)a, (void)f;
	return str_from(tr(sp, v.type == VAL_INT && v.i == 1 ? N_("Yes") : N_("No")));
}

/* A tick that nobody set is off: there is no third answer. */
static struct val store_yes(struct arena *a, struct val v)
{
	(void)a;
	return v.type == VAL_NULL ? val_int(0) : v;
}

static const char *parse_number(struct arena *a, const struct field *f, struct str raw, struct val *v)
{
	int64_t n;
	(void)a;
	if (!str_to_i64(raw, &n))
		return N_("Enter a whole number");
	if (n < f->min || n > f->max)
		return N_("Enter a number from {min} to {max}");
	*v = val_int(n);
	return NULL;
}

static struct str show_number(struct arena *a, struct speak sp, const struct field *f, struct val v)
{
	(void)f;
	return v.type == VAL_INT ? tr_number(a, sp.lang, v.i) : (struct str){0};
}

/* Months by their first three letters, Dutch and English. */
static int32_t month_named(struct str word)
{
	static const char *const nl[] = {"jan", "feb", "maa", "apr", "mei", "jun",
					 "jul", "aug", "sep", "okt", "nov", "dec"};
	static const char *const en[] = {"jan", "feb", "mar", "apr", "may", "jun",
					 "jul", "aug", "sep", "oct", "nov", "dec"};
	if (word.n < 3)
		return 0;
	struct str three = {word.p, 3};
	for (int32_t m = 0; m < 12; m++)
		if (str_eq_ascii_case(three, str_from(nl[m])) || str_eq_ascii_case(three, str_from(en[m])))
			return m + 1;
	return str_eq_ascii_case(three, S("mrt")) ? 3 : 0;
}

static bool separates(char c)
{
	return c == '-' || c == '/' || c == '.' || c == ' ';
}

static struct str next_word(struct str *rest)
{
	while (rest->n > 0 && separates(rest->p[0]))
		*rest = (struct str){rest->p + 1, rest->n - 1};
	size_t n = 0;
	while (n < rest->n && !separates(rest->p[n]))
		n++;
	struct str word = {rest->p, n};
	*rest = (struct str){rest->p + n, rest->n - n};
	return word;
}

static bool date_typed(struct str raw, int32_t *date)
{
	if (date_parse_iso(raw, date))
		return true;
	struct str rest = raw;
	struct str d = next_word(&rest), m = next_word(&rest), y = next_word(&rest);
	int64_t day, month, year;
	if (next_word(&rest).n != 0 || !str_to_i64(d, &day) || !str_to_i64(y, &year) || y.n != 4)
		return false;
	if (!str_to_i64(m, &month))
		month = month_named(m);
	if (day < 1 || day > 31 || month < 1 || month > 12)
		return false;
	struct ymd typed = {(int32_t)year, (int32_t)month, (int32_t)day};
	if (!ymd_valid(typed))
		return false;
	*date = date_from_ymd(typed);
	return true;
}

static const char *parse_date(struct arena *a, const struct field *f, struct str raw, struct val *v)
{
	int32_t date;
	(void)a;
	if (!date_typed(raw, &date))
		return N_("Enter a date that exists, for example 25-11-2026");
	if (f->max > f->min && (date < f->min || date > f->max))
		return N_("This date cannot be right here");
	*v = val_int(date);
	return NULL;
}

static struct str raw_date(struct arena *a, const struct field *f, struct val v)
{
	(void)f;
	if (v.type != VAL_INT)
		return (struct str){0};
	struct ymd d = date_to_ymd((int32_t)v.i);
	return str_printf(a, "%02d-%02d-%04d", d.day, d.month, d.year);
}

static struct str show_date(struct arena *a, struct speak sp, const struct field *f, struct val v)
{
	(void)f;
	return v.type == VAL_INT ? tr_date(a, sp.lang, (int32_t)v.i, DATE_LONG) : (struct str){0};
}

static struct val store_date(struct arena *a, struct val v)
{
	return v.type == VAL_INT ? val_text(date_iso(a, (int32_t)v.i)) : v;
}

static struct val load_date(struct val v)
{
	int32_t date;
	if (v.type != VAL_TEXT)
		return v;
	if (!date_parse_iso(v.s, &date))
		BUG("a date in the database that is none");
	return val_int(date);
}

static struct str machine_date(struct arena *a, struct val v)
{
	return v.type == VAL_INT ? date_iso(a, (int32_t)v.i) : (struct str){0};
}

/* Open ends are the absence of an end there. */
static struct str machine_instant(struct arena *a, struct val v)
{
	return v.type == VAL_INT && v.i != INSTANT_OPEN ? instant_iso(a, v.i) : (struct str){0};
}

/* An id is of this database only; src/api writes the public id of what is meant. */
static struct str machine_nothing(struct arena *a, struct val v)
{
	(void)a, (void)v;
	return (struct str){0};
}

static struct str show_instant(struct arena *a, struct speak sp, const struct field *f, struct val v)
{
	(void)f;
	return v.type == VAL_INT ? tr_date_time(a, sp.lang, v.i) : (struct str){0};
}

const struct field_type T_LINE = {
	.name = "line", .sized = true, .column = 't', .trims = true,
	.api_type = "string",
	.parse = parse_text, .raw = raw_text, .show = show_text,
	.sample = sample_text,
};
const struct field_type T_LINES = {
	.name = "lines", .sized = true, .column = 't', .trims = true, .lines = true,
	.api_type = "string",
	.parse = parse_text, .raw = raw_text, .show = show_text,
	.sample = sample_lines,
};
const struct field_type T_EMAIL = {
	.name = "email", .sized = true, .column = 't', .trims = true,
	.api_type = "string", .api_format = "email",
	.parse = parse_email, .raw = raw_text, .show = show_text,
	.sample = sample_email,
};
const struct field_type T_PASSWORD = {
	.name = "password", .sized = true, .column = 't', .secret = true,
	.parse = parse_text, .raw = raw_nothing, .show = show_nothing,
};
const struct field_type T_CODE = {
	.name = "code", .sized = true, .column = 't', .trims = true, .secret = true,
	.parse = parse_text, .raw = raw_nothing, .show = show_nothing,
};
const struct field_type T_CHOICE = {
	.name = "choice", .column = 't', .trims = true,
	.api_type = "string",
	.parse = parse_choice, .raw = raw_text, .show = show_choice,
	.sample = sample_choice, .anonymise = anonymise_keep,
};
const struct field_type T_RADIO = {
	.name = "radio", .column = 't', .trims = true,
	.api_type = "string",
	.parse = parse_choice, .raw = raw_text, .show = show_choice,
	.sample = sample_choice, .anonymise = anonymise_keep,
};
const struct field_type T_YES = {
	.name = "yes", .column = 'i', .trims = true,
	.api_type = "boolean",
	.parse = parse_yes, .raw = raw_yes, .show = show_yes, .store = store_yes,
	.sample = sample_yes, .anonymise = anonymise_keep,
};
const struct field_type T_DATE = {
	.name = "date", .column = 't', .trims = true,
	.api_type = "string", .api_format = "date", .machine = machine_date,
	.parse = parse_date, .raw = raw_date, .show = show_date, .store = store_date, .load = load_date,
	.sample = sample_date, .anonymise = anonymise_date,
};
const struct field_type T_NUMBER = {
	.name = "number", .column = 'i', .trims = true,
	.api_type = "integer", .api_format = "int64",
	.parse = parse_number, .raw = raw_int, .show = show_number,
	.sample = sample_number, .anonymise = anonymise_keep,
};
const struct field_type T_TIME = {
	.name = "time", .column = 't', .trims = true,
	.api_type = "string",
	.parse = parse_time, .raw = raw_text, .show = show_time,
	.sample = sample_time,
};
const struct field_type T_STATE = {
	.name = "state", .column = 't', .raw = raw_text, .show = show_choice,
	.api_type = "string",
	.anonymise = anonymise_keep,
};
const struct field_type T_INSTANT = {
	.name = "instant", .column = 'i', .raw = raw_int, .show = show_instant,
	.api_type = "string", .api_format = "date-time", .machine = machine_instant,
	.anonymise = anonymise_instant,
};
const struct field_type T_REF = {
	.name = "ref", .column = 'i', .raw = raw_int, .show = show_nothing,
	.api_type = "string", .api_format = "pid", .machine = machine_nothing,
};
const struct field_type T_BYTES = {
	.name = "bytes", .column = 'b', .raw = raw_nothing, .show = show_nothing,
};
