#include "form_urlencoded.h"

#include "url.h"

enum err form_urlencoded(struct arena *a, struct str body, struct pairs *out)
{
	*out = (struct pairs){0};
	size_t most = body.n > 0;
	for (size_t i = 0; i < body.n; i++)
		most += body.p[i] == '&';
	if (most > POSTED_MAX)
		return ERR_TOO_BIG;
	struct pair *v = ARENA_ARRAY(a, struct pair, most);
	size_t n = 0;
	while (body.n > 0) {
		struct str value, name = str_cut(str_cut(body, '&', &body), '=', &value);
		if (name.n == 0 && value.p == NULL)
			continue;
		if (!url_decode(a, name, true, &v[n].name) || !url_decode(a, value, true, &v[n].value))
			return ERR_INVALID;
		if (v[n].name.n == 0 || v[n].name.n > POSTED_NAME_MAX)
			return ERR_INVALID;
		n++;
	}
	*out = (struct pairs){v, n};
	return OK;
}
