#include "coming.h"

#include "utf8.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* At the beginning of a word: "groep" is in "groepen", and not in "plusgroep". */
static bool stands_in(struct str text, struct str word)
{
	for (size_t i = 0; word.n > 0 && i + word.n <= text.n; i++)
		if ((i == 0 || !is_letter(text.p[i - 1])) && memcmp(text.p + i, word.p, word.n) == 0)
			return true;
	return false;
}

static bool next_line(struct str *rest, struct str *line)
{
	size_t n = 0;
	if (rest->n == 0)
		return false;
	while (n < rest->n && rest->p[n] != '\n')
		n++;
	*line = str_trim((struct str){rest->p, n});
	*rest = (struct str){rest->p + n, rest->n - n};
	if (rest->n > 0)
		*rest = (struct str){rest->p + 1, rest->n - 1};
	return true;
}

static bool has_line(struct str all, struct str wanted)
{
	struct str line;
	while (next_line(&all, &line))
		if (str_eq(line, wanted))
			return true;
	return false;
}

struct str lines_with(struct arena *a, struct str all, struct str more)
{
	struct str line;
	while (next_line(&more, &line))
		if (line.n > 0 && !has_line(all, line))
			all = all.n == 0 ? line : str_printf(a, STR_FMT "\n" STR_FMT, STR_ARG(all), STR_ARG(line));
	return all;
}

struct str profile_speaks(struct arena *a, const struct profile *p, struct str words)
{
	struct str line;
	while (next_line(&words, &line))
		if (stands_in(p->said, utf8_fold(a, line)))
			return line;
	return (struct str){0};
}

static const struct sign_kind *kind_named(const struct sign_kinds *kinds, struct str name)
{
	for (size_t i = 0; i < kinds->n; i++)
		if (kinds->v[i].fits && str_eq(kinds->v[i].name, name))
			return &kinds->v[i];
	return NULL;
}

static struct fit fit_of(struct arena *a, const struct profile *p, const struct sign_kinds *kinds, struct str fits,
                         struct str pc4)
{
	struct fit out = {.school = p, .near = pc4.n == 4 && str_eq(p->pc4, pc4)};
	struct str name;
	while (next_line(&fits, &name)) {
		const struct sign_kind *k = kind_named(kinds, name);
		if (k == NULL || profile_speaks(a, p, k->words).n == 0)
			continue;
		out.what = out.n++ == 0 ? name : str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(out.what), STR_ARG(name));
	}
	return out;
}

static bool better(const struct fit *x, const struct fit *y)
{
	return x->n != y->n ? x->n > y->n : x->near && !y->near;
}

size_t schools_that_fit(struct arena *a, const struct profiles *all, const struct sign_kinds *kinds, struct str fits,
                        struct str pc4, struct fit out[FITS_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < all->n; i++) {
		struct fit f = fit_of(a, &all->v[i], kinds, fits, pc4);
		size_t k = n;
		if (f.n == 0 && !f.near)
			continue;
		while (k > 0 && better(&f, &out[k - 1]))
			k--;
		for (size_t m = n < FITS_MAX ? n++ : FITS_MAX - 1; m > k; m--)
			out[m] = out[m - 1];
		if (k < FITS_MAX)
			out[k] = f;
	}
	return n;
}
