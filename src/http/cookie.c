#include "cookie.h"

/* cookie-octet of RFC 6265 4.1.1. */
static bool value_sound(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c <= 0x20 || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\')
			return false;
	}
	return s.n <= COOKIE_VALUE_MAX;
}

struct str cookie_get(struct str header, struct str name)
{
	struct str found = {0};
	while (header.n > 0) {
		struct str value, key = str_cut(str_trim(str_cut(header, ';', &header)), '=', &value);
		if (value.p == NULL || !str_eq(key, name))
			continue;
		if (found.p != NULL || !value_sound(value))
			return (struct str){0};
		found = value;
	}
	return found;
}

struct str cookie_make(struct arena *a, struct str name, struct str value, int64_t max_age_s, bool secure)
{
	if (name.n == 0 || !value_sound(name) || str_find(name, '=') < name.n || !value_sound(value))
		BUG("a cookie with characters that do not fit");
	struct str age = max_age_s < 0 ? S("") : str_printf(a, "; Max-Age=%lld", (long long)max_age_s);
	return str_printf(a, STR_FMT "=" STR_FMT "; Path=/; HttpOnly; SameSite=Lax%s" STR_FMT, STR_ARG(name),
			  STR_ARG(value), secure ? "; Secure" : "", STR_ARG(age));
}
