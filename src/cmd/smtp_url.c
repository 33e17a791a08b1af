#include "smtp_url.h"

enum { HOST_MAX = 253 };

static bool host_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

static bool port_sound(struct str s)
{
	int64_t n;
	return str_to_i64(s, &n) && n > 0 && n <= UINT16_MAX;
}

/* Host and port of the address; false when it is none. */
static bool take_apart(struct str url, struct str *host, struct str *port)
{
	struct str rest = url;
	if (str_starts(url, S("smtp://")))
		rest = (struct str){url.p + 7, url.n - 7};
	else if (str_starts(url, S("smtps://")))
		rest = (struct str){url.p + 8, url.n - 8};
	else
		return false;
	if (str_starts(rest, S("["))) {
		*host = str_cut((struct str){rest.p + 1, rest.n - 1}, ']', &rest);
		if (rest.p == NULL || (rest.n > 0 && rest.p[0] != ':'))
			return false;
		*port = rest.n > 0 ? (struct str){rest.p + 1, rest.n - 1} : (struct str){0};
		return true;
	}
	*host = str_cut(rest, ':', port);
	return true;
}

bool smtp_url_sound(struct str url)
{
	struct str host, port;
	if (!take_apart(url, &host, &port) || host.n == 0 || host.n > HOST_MAX)
		return false;
	bool six = str_find(url, '[') < url.n;
	for (size_t i = 0; i < host.n; i++)
		if (!host_byte(host.p[i]) && !(six && host.p[i] == ':'))
			return false;
	return port.p == NULL || port_sound(port);
}

bool smtp_url_loopback(struct str url)
{
	struct str host, port;
	return take_apart(url, &host, &port) &&
	       (str_is(host, "localhost") || str_is(host, "127.0.0.1") || str_is(host, "::1"));
}
