/* The words for what stands in a dossier: its sections, its elements, and what may be wrong with it. */
#include "oso_in.h"

const struct choice oso_sections[OSO_SECTIONS + 1] = {
	[OSO_SCHOOL_YEARS] = {"loopbaan", N_("School years"), NULL},
	[OSO_NEEDS] = {"ondersteuning", N_("Support and plans"), NULL},
	[OSO_DECISIONS] = {"besluiten", N_("Decisions and arrangements"), NULL},
	[OSO_ADVICE] = {"advies", N_("Advice for the next school"), NULL},
	[OSO_TESTS] = {"toetsen", N_("Tests"), NULL},
	[OSO_MARKS] = {"rapporten", N_("School reports"), NULL},
	[OSO_ABSENCE] = {"verzuim", N_("Absence"), NULL},
	[OSO_PRESCHOOL] = {"voorschool", N_("Before school"), NULL},
	[OSO_OTHER] = {"overig", N_("Other files"), NULL},
	[OSO_SECTIONS] = {NULL, NULL, NULL},
};

const char *oso_section_label(enum oso_section s)
{
	return oso_sections[s].label;
}

const char *oso_section_code(enum oso_section s)
{
	return oso_sections[s].code;
}

/* Elements of which the text is taken over, and those that are a fact as a whole. */
static const struct {
	const char *name, *label;
} names[] = {
	{"aandachtspunten", N_("Points to pay attention to")},
	{"aantalfout", N_("Wrong")},
	{"aantalgelezen", N_("Read")},
	{"aantalgoed", N_("Right")},
	{"aantalopgaven", N_("Tasks")},
	{"advies", N_("Advice (code)")},
	{"afnamedatum", N_("Day of the test")},
	{"argumentatie", N_("Why this advice")},
	{"arrangement_beschikkingsnr", N_("Number of the decision")},
	{"arrangement_brin", N_("School (BRIN)")},
	{"arrangement_cluster12", N_("Arrangement of cluster 1 or 2")},
	{"arrangement_datum", N_("From")},
	{"arrangement_einddatum", N_("Until")},
	{"arrangement_kenmerk", N_("What it is")},
	{"arrangement_pao", N_("Arrangement of the partnership")},
	{"arrangement_vestigingscode", N_("Location of the school")},
	{"begindatum", N_("From")},
	{"bijlagen", N_("Files")},
	{"brincode", N_("School (BRIN)")},
	{"centraleproblematiek", N_("What it is about")},
	{"cijferlijst", N_("School report")},
	{"codereferentiescore", N_("Kind of score")},
	{"codevergelijkingsgroep", N_("Compared with")},
	{"codevoorschoolsedeelname", N_("Days a week at the preschool (code)")},
	{"codevoorschoolsehistorie", N_("Kind of preschool (code)")},
	{"codevoorschoolsetoeleider", N_("Referred by (code)")},
	{"codevoorschoolsprogramma", N_("Programme of the preschool (code)")},
	{"codevroegschoolsprogramma", N_("Programme in the first years (code)")},
	{"contactleerplicht", N_("Contact with the attendance officer")},
	{"contactnodig", N_("Talk with the school before")},
	{"contactpersoon", N_("Contact at that school")},
	{"dagdelengeoorloofd", N_("Half days absent with leave")},
	{"dagdelenongeoorloofd", N_("Half days absent without leave")},
	{"deelgenomenaanonderzoek", N_("Took part in the examination")},
	{"dl", N_("Months of education")},
	{"eerderhandelingsplan", N_("Plan before this one")},
	{"einddatum", N_("Until")},
	{"frequentie", N_("How often")},
	{"functie", N_("As")},
	{"groepscode", N_("Code of the group")},
	{"groepsnaam", N_("Group")},
	{"handelingsplan", N_("Plan of action")},
	{"isgerichtop", N_("Directed at")},
	{"jaargroep", N_("Year")},
	{"kwalificatie", N_("In words")},
	{"lagescoreeindtoets", N_("Low score at the final test")},
	{"leerachterstand", N_("Behind in learning")},
	{"leergebied", N_("Subject")},
	{"lwoo", N_("Learning support (LWOO)")},
	{"lwoo_beschikkingsnummer", N_("Number of the decision")},
	{"lwoo_einddatum", N_("Until")},
	{"lwoo_ingangdatum", N_("From")},
	{"lwoo_swvnummer", N_("Partnership")},
	{"maatregelen", N_("What was done")},
	{"meerdan25percent", N_("More than a quarter of the time")},
	{"naam", N_("Name")},
	{"naammedewerker", N_("By")},
	{"onderdeelnaam", N_("Part of the test")},
	{"opmerking", N_("Remark")},
	{"opp", N_("Plan (OPP)")},
	{"opp_einddatum", N_("Until")},
	{"opp_ingangdatum", N_("From")},
	{"overigdocumentlijst", N_("Files")},
	{"overstapadvies", N_("Advice for the next school")},
	{"periode", N_("Period")},
	{"profiel", N_("Profile")},
	{"rvc", N_("Decision on LWOO or practical education")},
	{"rvcdatum", N_("Day of the decision")},
	{"rvcindicatie", N_("Decided")},
	{"schooljaar", N_("School year")},
	{"schoolloopbaan", N_("School year")},
	{"schoolsoort", N_("Kind of education")},
	{"schoolsoortomschrijving", N_("Education")},
	{"schooltype", N_("Type of school")},
	{"startdatum", N_("From")},
	{"tijd", N_("Time (seconds)")},
	{"tlv", N_("Admissibility declaration (TLV)")},
	{"tlvbeschikkingsnummer", N_("Number of the decision")},
	{"tlvcategorie", N_("Category")},
	{"tlveinddatum", N_("Until")},
	{"tlvingangdatum", N_("From")},
	{"tlvswvnummer", N_("Partnership")},
	{"toelichting_onderwijsbehoeften", N_("What this child needs, explained")},
	{"toets", N_("Test")},
	{"toetsnaam", N_("Test")},
	{"toetsversie", N_("Version")},
	{"vaardigheidsscore", N_("Skill score")},
	{"vestigingscode", N_("Location of the school")},
	{"verzuim", N_("Absence in the last 12 months")},
	{"voelementomschrijving", N_("Education")},
	{"voorschools", N_("Preschool programme")},
	{"voorschoolseaanwezigheid", N_("Half days a week")},
	{"voorschoolsemaanden", N_("Months")},
	{"vroegschools", N_("Programme in the first years")},
	{"vroegschoolsdatumingang", N_("From")},
	{"vroegschoolseinddatum", N_("Until")},
	{"waarde", N_("Score")},
	{"wensleerling", N_("Wish of the pupil (code)")},
	{"wensouders", N_("Wish of the parents (code)")},
};

const char *oso_name_label(struct str name)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is(name, names[i].name))
			return names[i].label;
	return NULL;
}

/* Rules SWV-P of law.md 4.2, and of the file itself. */
static const struct {
	const char *rule, *text;
} faults[] = {
	{"bsn", N_("There is a citizen service number (BSN) or education number in this dossier. It may not come here "
	           "(SWV-P6). Choose the profile for the partnership (PO-SWV or VO-SWV) when you export.")},
	{"dtd", N_("The file has a part that a dossier never has (a document type). Export it again from the system of the "
	           "school.")},
	{"xml", N_("The file is broken: it is not whole XML. Export it again, and do not open it in between.")},
	{"large", N_("There is more in this file than any dossier holds. Export one child at a time.")},
	{"dossier", N_("This is XML, but no OSO dossier. Choose OSO when you export from the system of the school.")},
	{"swv-dossier", N_("This dossier is for another school, not for the partnership. Choose the profile for the "
	                   "partnership when you export.")},
	{"once", N_("{where} must stand in the dossier exactly once")},
	{"date", N_("{where} is no day of the calendar")},
	{"category", N_("{where} is not as the list of categories says: it is switched off there, or the switch is "
	                "unknown")},
	{"SWV-P1", N_("{where} is missing, or is not of a dossier for a partnership (SWV-P1)")},
	{"SWV-P2", N_("The part of the administration (LAS) is missing (SWV-P2)")},
	{"SWV-P3", N_("Of the school the address or the ways to reach it are missing: {where} (SWV-P3)")},
	{"SWV-P4", N_("Of the child this is missing or wrong: {where} (SWV-P4)")},
	{"SWV-P5", N_("An address or number that is secret may not be in it, and another address must be: {where} "
	              "(SWV-P5)")},
	{"SWV-P6", N_("{where} may not be in a dossier for a partnership (SWV-P6)")},
	{"SWV-P7", N_("There is no school year in it (SWV-P7)")},
	{"SWV-P8", N_("A carer answers for this child, and none stands in it (SWV-P8)")},
	{"SWV-P9", N_("{where} does not belong in a dossier from primary education (SWV-P9)")},
	{"SWV-P10", N_("{where} does not belong in a dossier from secondary education (SWV-P10)")},
};

const char *oso_fault_rule(struct str code)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (str_is(code, faults[i].rule))
			return faults[i].rule;
	return NULL;
}

const char *oso_fault_text(const char *rule)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (strcmp(faults[i].rule, rule) == 0)
			return faults[i].text;
	return "";
}
