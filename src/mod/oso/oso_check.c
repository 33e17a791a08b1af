/* The profile of the dossier from a school to a partnership (law.md 4.2, SWV-P1 to SWV-P10). */
#include "oso_check.h"

#include "date.h"

#define SPACE_BEGIN "http://www.edustandaard.nl/oso_gegevensset/"
#define SPACE_END "/dossier"
#define SECRET_PHONE "9999999999"
#define SECRET_MAIL "geheim@geheim.geheim"

static void fault(struct oso_faults *out, const char *rule, const char *where, const struct element *at)
{
	if (out->n < OSO_FAULTS_SHOWN)
		out->v[out->n++] = (struct oso_fault){rule, str_from(where), at == NULL ? 0 : at->line};
}

static bool is_any(struct str s, const char *const *of)
{
	while (*of != NULL && !str_is(s, *of))
		of++;
	return *of != NULL;
}

static bool holds(struct str s, const char *what)
{
	return s.n > 0 && memmem(s.p, s.n, what, strlen(what)) != NULL;
}

static bool is_true(struct str s)
{
	return str_is(s, "true") || str_is(s, "1");
}

static bool is_truth(struct str s)
{
	return is_true(s) || str_is(s, "false") || str_is(s, "0");
}

int32_t oso_date(struct str s)
{
	int64_t y, m, d;
	struct str rest, last;
	if (s.n > 10 && s.p[10] == 'T')
		s.n = 10;
	struct str one = str_cut(s, '-', &rest), two = str_cut(rest, '-', &last);
	bool turned = one.n == 2;
	struct str year = turned ? last : one, day = turned ? one : last;
	if (s.n != 10 || !str_to_i64(year, &y) || !str_to_i64(two, &m) || !str_to_i64(day, &d))
		return 0;
	struct ymd ymd = {(int32_t)y, (int32_t)m, (int32_t)d};
	return y >= 1900 && y < 2200 && ymd_valid(ymd) ? date_from_ymd(ymd) : 0;
}

/* ---- the file as a whole ---- */

/* Every year has its own namespace; the names that are read here are the same in all of them. */
static bool is_space(struct str s)
{
	struct str begin = S(SPACE_BEGIN), end = S(SPACE_END);
	int64_t year;
	if (s.n != begin.n + 4 + end.n || !str_starts(s, begin))
		return false;
	return str_to_i64((struct str){s.p + begin.n, 4}, &year) && year >= 2017 && year < 2100 &&
	       str_is((struct str){s.p + begin.n + 4, end.n}, SPACE_END);
}

static bool check_whole(const struct oso_tree *t, struct oso_faults *out)
{
	const struct element *root = t->root, *school = child_of(root, "huidigeschool");
	if (root == NULL || !str_is(root->name, "dossier") || !is_space(t->space)) {
		fault(out, "dossier", "dossier", root);
		return false;
	}
	if (!str_is(text_of(root, "overdrachtsoort"), "swv-dossier"))
		fault(out, "swv-dossier", "overdrachtsoort", child_of(root, "overdrachtsoort"));
	static const char *const once[] = {"metadata", "overdrachtsoort", "huidigeschool", NULL};
	for (size_t i = 0; once[i] != NULL; i++) {
		const struct element *e = child_of(root, once[i]);
		if (e == NULL || next_of(e) != NULL)
			fault(out, "once", once[i], e);
	}
	const struct element *child = child_of(school, "leerling");
	if (child == NULL || next_of(child) != NULL)
		fault(out, "once", "leerling", child);
	return child != NULL;
}

/* Whatever is called a date is one. */
static void check_dates(const struct element *root, struct oso_faults *out)
{
	for (const struct element *e = below(root, root); e != NULL; e = below(root, e))
		if (e->first == NULL && e->text.n > 0 && holds(e->name, "datum") && oso_date(e->text) == 0)
			fault(out, "date", e->name.p, e);
}

/* ---- the rules ---- */

static void check_metadata(const struct element *root, struct oso_faults *out)
{
	static const char *const transfers[] = {"POSWV", "VOSWV", NULL};
	const struct element *meta = child_of(root, "metadata");
	if (!is_any(text_of(meta, "overstap"), transfers))
		fault(out, "SWV-P1", "overstap", child_of(meta, "overstap"));
	if (child_of(meta, "categorie_uitlevering") == NULL)
		fault(out, "SWV-P1", "categorie_uitlevering", meta);
	if (!str_starts(text_of(meta, "deeldossier"), S("LAS")))
		fault(out, "SWV-P2", "deeldossier", child_of(meta, "deeldossier"));
	if (oso_date(text_of(meta, "datum")) == 0)
		fault(out, "date", "datum", meta);
}

static void check_school(const struct element *school, struct oso_faults *out)
{
	if (child_of(child_of(school, "adreslijst"), "adres") == NULL)
		fault(out, "SWV-P3", "adreslijst", school);
	if (child_of(child_of(school, "communicatielijst"), "communicatie") == NULL)
		fault(out, "SWV-P3", "communicatielijst", school);
}

/* Of the child and of each carer: a secret address is not in it, nor a number that is said to be secret. */
static void check_secret(const struct element *who, bool needs_address, struct oso_faults *out)
{
	bool secret = is_true(text_of(who, "adresgeheim"));
	const struct element *list = child_of(who, "adreslijst"), *abroad = child_of(who, "adresbuitenland");
	if (secret && (list != NULL || abroad != NULL))
		fault(out, "SWV-P5", "adreslijst", list != NULL ? list : abroad);
	if (!secret && needs_address && child_of(list, "adres") == NULL && abroad == NULL)
		fault(out, "SWV-P5", "adreslijst", who);
	const struct element *c = child_of(child_of(who, "communicatielijst"), "communicatie");
	for (; c != NULL; c = next_of(c)) {
		struct str number = text_of(c, "nummer");
		if (is_true(text_of(c, "geheim")) && !str_is(number, SECRET_PHONE) && !str_is(number, SECRET_MAIL))
			fault(out, "SWV-P5", "nummer", c);
	}
}

static void check_child(const struct element *child, struct oso_faults *out)
{
	if (text_of(child, "voornaam").n == 0)
		fault(out, "SWV-P4", "voornaam", child);
	if (oso_date(text_of(child, "geboortedatum")) == 0)
		fault(out, "SWV-P4", "geboortedatum", child);
	if (!is_truth(text_of(child, "adresgeheim")))
		fault(out, "SWV-P4", "adresgeheim", child);
	if (text_of(child, "achternaam").n == 0)
		fault(out, "SWV-P4", "achternaam", child);
	check_secret(child, true, out);
	for (const struct element *v = child_of(child, "verzorger"); v != NULL; v = next_of(v))
		check_secret(v, false, out);
	if (child_of(child_of(child, "schoolloopbaanlijst"), "schoolloopbaan") == NULL)
		fault(out, "SWV-P7", "schoolloopbaan", child);
	if (is_true(text_of(child, "verzorgersaansprakelijk")) && child_of(child, "verzorger") == NULL)
		fault(out, "SWV-P8", "verzorger", child);
}

/* What may not be in it at all, and what not for this kind of school. */
static void check_forbidden(const struct element *root, const struct element *child, struct oso_faults *out)
{
	static const struct {
		const char *rule, *transfer; /* transfer NULL: any */
		const char *names[12];
	} rules[] = {
		{"SWV-P6", NULL, {"geboorteplaats", "geboorteland", "nationaliteit", "nationaliteit1", "nationaliteit2",
		                  "geboortemaand", "postcode4adres", "rekeningnummer", "bankrekening", "vir", "zat", NULL}},
		{"SWV-P9", "POSWV", {"eindtoets", "eindtoets_basisonderwijs", "bevorderd", "examenresultaat",
		                     "resultaatvakkenvo", "certificaat", "competenties", "stage", "overigvombo", NULL}},
		{"SWV-P10", "VOSWV", {"vanpeuterspeelzaal", "naampeuterspeelzaal", "voorschools", "vroegschools", NULL}},
	};
	struct str transfer = text_of(child_of(root, "metadata"), "overstap");
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		for (const struct element *e = below(child, child); e != NULL; e = below(child, e))
			if ((rules[i].transfer == NULL || str_is(transfer, rules[i].transfer)) && is_any(e->name, rules[i].names))
				fault(out, rules[i].rule, e->name.p, e);
}

/* A category that is switched off is not in it. */
static void check_categories(const struct element *root, const struct element *child, struct oso_faults *out)
{
	static const char *const switches[] = {"VERPLICHT", "OPTIONEEL", "VERBODEN", "OPT-UIT", NULL};
	static const char *const off[] = {"VERBODEN", "OPT-UIT", NULL};
	static const struct {
		const char *category;
		const char *names[6];
	} of[] = {
		{"cat_vve", {"vanpeuterspeelzaal", "naampeuterspeelzaal", "voorschools", "vroegschools", NULL}},
		{"cat_schoolloopbaan", {"schoolloopbaanlijst", NULL}},
		{"cat_overstapadvies", {"overstapadvies", NULL}},
		{"cat_onderwijsondersteuning", {"onderwijsondersteuning", NULL}},
		{"cat_zorgenbegeleiding", {"zorg", NULL}},
		{"cat_verzuim", {"verzuim", NULL}},
		{"cat_eindtoetsbo", {"eindtoets", "eindtoets_basisonderwijs", NULL}},
		{"cat_toetsresultaten", {"toetslijst", NULL}},
		{"cat_handelingsplannen", {"handelingsplanlijst", NULL}},
		{"cat_cijferlijsten", {"cijferlijstlijst", NULL}},
		{"cat_bijlagedocs", {"overigdocumentlijst", "bijlagen", NULL}},
		{"cat_oudersverzorgers", {"verzorger", NULL}},
	};
	const struct element *all = child_of(child_of(root, "metadata"), "categorie_uitlevering");
	for (const struct element *c = all == NULL ? NULL : all->first; c != NULL; c = c->next) {
		if (!is_any(c->text, switches))
			fault(out, "category", c->name.p, c);
		for (size_t i = 0; i < sizeof of / sizeof *of && is_any(c->text, off); i++)
			for (const struct element *e = child->first; e != NULL && str_is(c->name, of[i].category); e = e->next)
				if (is_any(e->name, of[i].names))
					fault(out, "category", e->name.p, e);
	}
}

void oso_check(const struct oso_tree *t, struct oso_faults *out)
{
	*out = (struct oso_faults){.n = 0};
	if (t->refused != NULL) {
		out->v[out->n++] = (struct oso_fault){.rule = t->refused};
		return;
	}
	if (!check_whole(t, out))
		return;
	const struct element *school = child_of(t->root, "huidigeschool"), *child = child_of(school, "leerling");
	check_metadata(t->root, out);
	check_school(school, out);
	check_child(child, out);
	check_forbidden(t->root, child, out);
	check_categories(t->root, child, out);
	check_dates(t->root, out);
}
