/* Dossiers of the Overstapservice Onderwijs: the rules of the profile (law.md 4.2), one broken at a time, what is taken
 * over of a good one, and files that are no dossier at all. Expectations are from law.md, not from the code. */
#include "oso.h"

#include "date.h"
#include "testing.h"

#define ARENA a
#define ARENA_MIB 256
#include "arena_test.h"

/* A whole dossier, as a school's system writes it; each test changes one thing. */
static const char good[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<dossier xmlns=\"http://www.edustandaard.nl/oso_gegevensset/2019/dossier\">"
	"<metadata><deeldossier>LASLVS</deeldossier><datum>2026-11-02</datum><standaardversie>2019.1</standaardversie>"
	"<categorie_uitlevering><cat_metadata>VERPLICHT</cat_metadata><cat_verzuim>OPTIONEEL</cat_verzuim>"
	"<cat_cijferlijsten>OPT-UIT</cat_cijferlijsten></categorie_uitlevering>"
	"<overstap>POSWV</overstap></metadata><overdrachtsoort>swv-dossier</overdrachtsoort>"
	"<huidigeschool><naam>De Wilgenhoek</naam><adreslijst><adres><straat>Laan</straat></adres></adreslijst>"
	"<communicatielijst><communicatie><soort>telefoon</soort><nummer>0881234567</nummer></communicatie>"
	"</communicatielijst><brincode>99WH</brincode><vestigingscode>00</vestigingscode>"
	"<leerling><voornaam>Danielle</voornaam><voornaam>Maria</voornaam><voorvoegsel>van de</voorvoegsel>"
	"<achternaam>Berg</achternaam><roepnaam>Dani</roepnaam><geboortedatum>2018-03-17</geboortedatum>"
	"<adresgeheim>false</adresgeheim><adreslijst><adres><postcode>7311BA</postcode></adres></adreslijst>"
	"<verzorgersaansprakelijk>true</verzorgersaansprakelijk>"
	"<schoolloopbaanlijst><schoolloopbaan><schooljaar>2025-2026</schooljaar><groepsnaam>groep 4</groepsnaam>"
	"<begindatum>2025-08-01</begindatum></schoolloopbaan></schoolloopbaanlijst>"
	"<onderwijsondersteuning><diagnose><code>H91.9</code><naam>Slechthorend</naam></diagnose>"
	"<medicijngebruik>true</medicijngebruik><handelingsplan><startdatum>2026-01-05</startdatum>"
	"<isgerichtop>rekenen</isgerichtop><document><bestandsnaam>plan.txt</bestandsnaam>"
	"<omschrijving>Plan</omschrijving><bestandsinhoud>RWVuIHBsYW4=</bestandsinhoud></document></handelingsplan>"
	"</onderwijsondersteuning>"
	"<verzuim><dagdelengeoorloofd>12</dagdelengeoorloofd></verzuim>"
	"<toetslijst><toets><toetsidentificatie><toetsnaam>Rekenen M4</toetsnaam></toetsidentificatie>"
	"<afname><afnamedatum>2026-02-10</afnamedatum><afgenomendoor><naammedewerker>Mevr. Smit</naammedewerker>"
	"</afgenomendoor></afname><resultaat><toetsscore><aantalgoed>51</aantalgoed></toetsscore></resultaat></toets>"
	"<toets><toetsidentificatie><toetsnaam>WISC</toetsnaam></toetsidentificatie><resultaat><referentiescore>"
	"<codereferentiescore>IQ</codereferentiescore><waarde>97</waarde></referentiescore></resultaat></toets>"
	"</toetslijst>"
	"<verzorger><voornaam>Piet</voornaam><adresgeheim>false</adresgeheim><iban>NL00BANK0123456789</iban></verzorger>"
	"</leerling></huidigeschool></dossier>";

static struct oso_dossier read_bytes(struct str bytes)
{
	struct oso_dossier d;
	struct str answer;
	assert_int_equal(oso_box(a, bytes, &answer), OK);
	assert_int_equal(oso_take(a, answer, &d), OK);
	return d;
}

/* The good one with every `from` made `to`. */
static struct str changed(const char *from, const char *to)
{
	struct buf b;
	const char *at = good, *next;
	assert_non_null(strstr(good, from));
	buf_init(&b, a, 16 << 20);
	for (; (next = strstr(at, from)) != NULL; at = next + strlen(from)) {
		buf_add(&b, at, (size_t)(next - at));
		buf_c(&b, to);
	}
	buf_c(&b, at);
	return buf_view(&b);
}

static void a_good_one_is_read(void **s)
{
	struct oso_dossier d = read_bytes(str_from(good));
	(void)s;
	assert_int_equal(d.n_faults, 0);
	assert_true(str_is(d.given, "Dani") && str_is(d.prefix, "van de") && str_is(d.family, "Berg"));
	assert_true(str_is(d.pc4, "7311") && str_is(d.brin, "99WH") && str_is(d.transfer, "POSWV"));
	assert_int_equal(d.born, date_from_ymd((struct ymd){2018, 3, 17}));
	assert_int_equal(d.made, date_from_ymd((struct ymd){2026, 11, 2}));
	assert_false(d.secret);
	assert_int_equal(d.n_facts, 4);
	assert_int_equal(d.facts[0].section, OSO_SCHOOL_YEARS);
	assert_true(str_is(d.facts[0].title, "2025-2026, groep 4"));
	assert_int_equal(d.facts[0].on, date_from_ymd((struct ymd){2025, 8, 1}));
	assert_true(str_is(d.facts[1].title, "rekenen"));
	assert_int_equal(d.facts[3].section, OSO_TESTS);
	assert_true(str_is(d.facts[3].by, "Mevr. Smit"));
	assert_int_equal(d.n_files, 1);
	assert_true(str_is(d.files[0].bytes, "Een plan") && !d.files[0].broken);
}

/* Health, intelligence, and how the carers can be reached stay behind, and that is said. */
static void what_is_not_taken_is_named(void **s)
{
	static const char *const left[] = {"diagnose", "medicijngebruik", "toets", "verzorger"};
	struct oso_dossier d = read_bytes(str_from(good));
	(void)s;
	for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
		bool found = false;
		for (size_t k = 0; k < d.n_left; k++)
			found = found || str_is(d.left[k], left[i]);
		assert_true(found);
	}
	for (size_t i = 0; i < d.n_facts; i++) {
		assert_null(strstr(d.facts[i].text.p, "Slechthorend"));
		assert_null(strstr(d.facts[i].text.p, "97"));
		assert_null(strstr(d.facts[i].text.p, "NL00BANK"));
	}
}

static void each_rule_refuses(void **s)
{
	static const struct {
		const char *rule, *from, *to;
	} cases[] = {
		{"SWV-P1", "<overstap>POSWV</overstap>", "<overstap>POVO</overstap>"},
		{"SWV-P1", "<overstap>POSWV</overstap>", ""},
		{"SWV-P1", "categorie_uitlevering>", "categorie_anders>"},
		{"SWV-P2", "LASLVS", "LVS"},
		{"SWV-P2", "LASLVS", "TIB"},
		{"SWV-P3", "<adreslijst><adres><straat>Laan</straat></adres></adreslijst>", ""},
		{"SWV-P3", "<communicatie><soort>telefoon</soort><nummer>0881234567</nummer></communicatie>", ""},
		{"SWV-P4", "<voornaam>Danielle</voornaam><voornaam>Maria</voornaam>", ""},
		{"SWV-P4", "<geboortedatum>2018-03-17</geboortedatum>", ""},
		{"SWV-P4", "2018-03-17", "2018-02-30"},
		{"SWV-P4", "<adresgeheim>false</adresgeheim><adreslijst>", "<adreslijst>"},
		{"SWV-P4", "<adresgeheim>false", "<adresgeheim>nee"},
		{"SWV-P5", "<adresgeheim>false</adresgeheim><adreslijst>", "<adresgeheim>true</adresgeheim><adreslijst>"},
		{"SWV-P5", "<adreslijst><adres><postcode>7311BA</postcode></adres></adreslijst>", ""},
		{"SWV-P5", "<adreslijst><adres><postcode>7311BA",
		 "<communicatielijst><communicatie><nummer>0612345678</nummer><geheim>true</geheim></communicatie>"
		 "</communicatielijst><adreslijst><adres><postcode>7311BA"},
		{"SWV-P5", "<voornaam>Piet</voornaam><adresgeheim>false</adresgeheim>",
		 "<adresgeheim>true</adresgeheim><adreslijst><adres><straat>X</straat></adres></adreslijst>"},
		{"SWV-P6", "<roepnaam>", "<geboorteplaats>Ede</geboorteplaats><roepnaam>"},
		{"SWV-P6", "<roepnaam>", "<nationaliteit>0001</nationaliteit><roepnaam>"},
		{"SWV-P6", "<roepnaam>", "<geboortemaand>2018-03</geboortemaand><roepnaam>"},
		{"SWV-P6", "<roepnaam>", "<postcode4adres>7311</postcode4adres><roepnaam>"},
		{"SWV-P6", "<diagnose>", "<vir>1</vir><diagnose>"},
		{"SWV-P6", "<diagnose>", "<zat>1</zat><diagnose>"},
		{"SWV-P7", "schoolloopbaan>", "iets>"},
		{"SWV-P8", "<verzorger><voornaam>Piet</voornaam><adresgeheim>false</adresgeheim>"
		           "<iban>NL00BANK0123456789</iban></verzorger>", ""},
		{"SWV-P9", "<verzuim>", "<stage>x</stage><verzuim>"},
		{"SWV-P9", "<verzuim>", "<bevorderd>Ja</bevorderd><verzuim>"},
		{"category", "<verzuim>", "<cijferlijstlijst><cijferlijst/></cijferlijstlijst><verzuim>"},
		{"category", "OPTIONEEL", "MISSCHIEN"},
		{"bsn", "<roepnaam>", "<bsn>999990019</bsn><roepnaam>"},
		{"bsn", "<roepnaam>", "<onderwijsnummer>1</onderwijsnummer><roepnaam>"},
		{"bsn", "rekenen", "rekenen 999990019"},
		{"bsn", "rekenen", "rekenen 9999.90.019"},
		{"bsn", "rekenen", "rekenen 99999<!-- -->0019"},
		{"bsn", "<roepnaam>", "<!-- 999990019 --><roepnaam>"},
		{"bsn", "<roepnaam>", "<roepnaam soort=\"999990019\">"},
		{"bsn", "RWVuIHBsYW4=", "bnIgOTk5OTkwMDE5"},
		{"date", "<begindatum>2025-08-01", "<begindatum>2025-13-01"},
		{"date", "<datum>2026-11-02</datum>", ""},
		{"swv-dossier", "swv-dossier", "overstapdossier"},
		{"dossier", "oso_gegevensset/2019/dossier", "iets/anders"},
		{"dossier", "oso_gegevensset/2019/dossier", "oso_gegevensset/2019/dossier/x"},
		{"once", "<overdrachtsoort>", "<huidigeschool/><overdrachtsoort>"},
		{"once", "</leerling>", "</leerling><leerling/>"},
		{"xml", "</leerling>", ""},
		{"dtd", "<dossier ", "<!DOCTYPE dossier [<!ENTITY a \"b\">]><dossier "},
	};
	(void)s;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct oso_dossier d = read_bytes(changed(cases[i].from, cases[i].to));
		bool found = false;
		for (size_t k = 0; k < d.n_faults; k++)
			found = found || strcmp(d.faults[k].rule, cases[i].rule) == 0;
		if (!found)
			print_error("%s: %s -> %s\n", cases[i].rule, cases[i].from, cases[i].to);
		assert_true(found);
		assert_int_equal(d.n_facts, 0);
		assert_int_equal(d.given.n, 0);
		assert_true(oso_fault_text(cases[i].rule)[0] != '\0');
	}
}

static void the_other_side_of_each_rule(void **s)
{
	static const struct {
		const char *from, *to;
	} cases[] = {
		{"<overstap>POSWV", "<overstap>VOSWV"},
		{"LASLVS", "LAS"},
		{"2019/dossier", "2025/dossier"},
		{"<adresgeheim>false</adresgeheim><adreslijst><adres><postcode>7311BA</postcode></adres></adreslijst>",
		 "<adresgeheim>true</adresgeheim>"},
		{"<adreslijst><adres><postcode>7311BA</postcode></adres></adreslijst>",
		 "<adresbuitenland>10 Downing St</adresbuitenland>"},
		{"<adreslijst><adres><postcode>7311BA",
		 "<communicatielijst><communicatie><nummer>9999999999</nummer><geheim>true</geheim></communicatie>"
		 "</communicatielijst><adreslijst><adres><postcode>7311BA"},
		{"<verzorgersaansprakelijk>true", "<verzorgersaansprakelijk>false"},
		{"<verzuim>", "<nieuwelement>x</nieuwelement><verzuim>"},
		{"rekenen", "rekenen 0881234567 en 12345678"},
	};
	(void)s;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct oso_dossier d = read_bytes(changed(cases[i].from, cases[i].to));
		if (d.n_faults > 0)
			print_error("%s: %s\n", cases[i].to, d.faults[0].rule);
		assert_int_equal(d.n_faults, 0);
	}
}

static void too_much_is_refused(void **s)
{
	struct buf b;
	(void)s;
	buf_init(&b, a, 8 << 20);
	for (int i = 0; i < 200; i++)
		buf_c(&b, "<a>");
	assert_true(strcmp(read_bytes(changed("<roepnaam>", str_c(a, buf_view(&b)))).faults[0].rule, "xml") == 0);
	buf_init(&b, a, 8 << 20);
	for (int i = 0; i < 70000; i++)
		buf_c(&b, "<a/>");
	buf_c(&b, "<roepnaam>");
	assert_true(strcmp(read_bytes(changed("<roepnaam>", str_c(a, buf_view(&b)))).faults[0].rule, "large") == 0);
	assert_true(strcmp(read_bytes(S("")).faults[0].rule, "xml") == 0);
	assert_true(strcmp(read_bytes(S("<\0d\0")).faults[0].rule, "xml") == 0);
}

/* A zip of one file is opened; of a bomb, a broken or an empty one nothing is taken, and the rest of the dossier is. */
static void attachments(void **s)
{
	static const struct {
		const char *base64, *inside; /* NULL: it cannot be taken out */
	} cases[] = {
		{"SGFsbG8=", "Hallo"},
		{" SGFs\n bG8= ", "Hallo"},
		/* a.txt in a zip, stored */
		{"UEsDBBQAAAAAAAAAIQDVHrN4BQAAAAUAAAAFAAAAYS50eHRIYWxsb1BLAQIUAxQAAAAAAAAAIQDVHrN4BQAAAAUAAAAFAAAAAAAAAAAA"
		 "AACAAQAAAABhLnR4dFBLBQYAAAAAAQABADMAAAAoAAAAAAA=", "Hallo"},
		{"UEsDBBQAAAAIANRxWkiaB7JRzg0AAIMdAAAZ", NULL},
		{"***", NULL},
		{"", NULL},
	};
	(void)s;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct oso_dossier d = read_bytes(changed("RWVuIHBsYW4=", cases[i].base64));
		assert_int_equal(d.n_faults, 0);
		assert_int_equal(d.n_files, 1);
		assert_int_equal(d.files[0].broken, cases[i].inside == NULL);
		if (cases[i].inside != NULL)
			assert_true(str_is(d.files[0].bytes, cases[i].inside));
	}
}

static void an_answer_is_not_trusted(void **s)
{
	struct oso_dossier d;
	struct str answer;
	(void)s;
	assert_int_equal(oso_box(a, str_from(good), &answer), OK);
	char *bytes = arena_alloc(a, answer.n);
	for (size_t n = 1; n < answer.n; n++) { /* cut off anywhere: never more than it says */
		memcpy(bytes, answer.p, n);
		enum err e = oso_take(a, (struct str){bytes, n}, &d);
		assert_true(e == ERR_INVALID || d.n_facts < 4 || d.n_files < 2);
	}
	memcpy(bytes, answer.p, answer.n);
	bytes[0] = 9;
	assert_int_equal(oso_take(a, (struct str){bytes, answer.n}, &d), ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_one_is_read),
		cmocka_unit_test(what_is_not_taken_is_named),
		cmocka_unit_test(each_rule_refuses),
		cmocka_unit_test(the_other_side_of_each_rule),
		cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(attachments),
		cmocka_unit_test(an_answer_is_not_trusted),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
