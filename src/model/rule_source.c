#include "rule.h"

/* What stands behind the keys of the sources. Names of laws and bodies are Dutch in every language. */
static const struct {
	const char *key, *label;
} sources[] = {
	{"LAW-WPO", N_("Primary Education Act (Wet op het primair onderwijs), text of 2014-2017")},
	{"LAW-WEC", N_("Expertise Centres Act (Wet op de expertisecentra), text of 2014-2017")},
	{"LAW-WVO2020", N_("Secondary Education Act (Wet voortgezet onderwijs 2020), text of 1 January 2026")},
	{"LAW-LPW", N_("Compulsory Education Act (Leerplichtwet 1969), text of 2014-2017")},
	{"LAW-LPW18", N_("Compulsory Education Act (Leerplichtwet 1969), text of 2018")},
	{"GPO", N_("Disputes committee (Geschillencommissie passend onderwijs)")},
	{"LBT", N_("Rules of the national TLV objections committee (LBT)")},
	{"DUO-VZ", N_("DUO, pages on reporting absence")},
	{"IBP", N_("Kennisnet, guide to information security and privacy")},
	{"NLPO", N_("Network of education privacy officers (NLPO), draft list of 2021")},
	{"INSP", N_("Inspectorate of Education")},
	{"STEUN", N_("Support centre for inclusive education (Steunpunt passend onderwijs)")},
	{"OC", N_("Education consultants (Onderwijsconsulenten)")},
	{"KST-26695-108", N_("Letter to parliament, Kamerstuk 26695-108")},
	{"ECLI:NL:RBDHA:2019:14810", N_("Judgment of the court of The Hague, ECLI:NL:RBDHA:2019:14810")},
	{"BWBR0033723", N_("Decree on the reporting code (Besluit verplichte meldcode)")},
	{"SWV-OA", N_("Explanation of a partnership (Oost Achterhoek)")},
	{"SWV-RGV", N_("Explanation of a partnership (Rijn en Gelderse Vallei)")},
	{"SWV-KOMPAS", N_("Promise of a partnership (Het Kompas)")},
	{"SWV-SPOW", N_("Promise of a partnership (SPOW)")},
	{"SEED-000", N_("Working agreements of a partnership, 2025")},
	{"SEED-001", N_("Working agreements of a cluster of schools")},
	{"practice", N_("Custom in schools and partnerships")},
	{"setting", N_("Setting of the region")},
	{"knowledge", N_("General knowledge, source not read")},
};

static struct str label_of(struct speak sp, struct str key)
{
	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++)
		if (str_is(key, sources[i].key))
			return str_from(tr(sp, sources[i].label));
	return key;
}

struct str rule_sources(struct arena *a, struct speak sp, const struct rule *r)
{
	struct str rest = str_from(r->source), out = {0};
	while (rest.n > 0) {
		struct str label = label_of(sp, str_trim(str_cut(rest, ';', &rest)));
		out = out.n == 0 ? label : str_printf(a, STR_FMT "; " STR_FMT, STR_ARG(out), STR_ARG(label));
	}
	return out;
}
