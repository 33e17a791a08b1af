#include "date.h"
#include "people.h"
#include "rand.h"
#include "school.h"

/* Invented schools. Postcodes are of an area that exists, so that distances come out as they do between lakes; the
 * names of towns are those of Merenland. `org`: the organisation of the demonstration that it is, NULL: none yet. */
struct town {
	const char *name, *pc4;
};
static const struct town merenburg = {"Merenburg", "8601"}, oeverveen = {"Oeverveen", "8621"},
	rietwoude = {"Rietwoude", "8651"}, sluisdam = {"Sluisdam", "8701"}, plassenhoek = {"Plassenhoek", "8711"},
	kreekmond = {"Kreekmond", "8754"}, zeilschans = {"Zeilschans", "8531"};

struct offer {
	const char *offer, *expertise, *groups, *building, *not_yet;
	int checked_days; /* ago */
};
static const struct offer reading = {
	"Bij ons leert een kind dat meer tijd nodig heeft in de eigen groep verder. We beginnen met wat helpt: korte "
	"opdrachten, een vaste plek en elke dag een moment met de leerkracht.\n\nLukt het dan nog niet, dan kijken ouders, "
	"kind en intern begeleider samen wat er extra nodig is.",
	"Een specialist jonge kind, een leesspecialist en twee ochtenden per week een onderwijsassistent.",
	"Groepen van 22 tot 26 kinderen. Er is een stille werkplek bij elke bouw.",
	"Alles ligt op de begane grond. De toiletten zijn ruim genoeg voor een rolstoel.",
	"Voor kinderen die niet of nauwelijks horen, vragen we hulp van het expertisecentrum.", 40};
static const struct offer quiet = {
	"Kinderen die snel te veel prikkels krijgen, vinden bij ons rust: een vaste dag, een rooster met plaatjes en een "
	"plek om zich terug te trekken. Ze horen bij hun eigen groep en doen mee met wat lukt.",
	"Een gedragsspecialist, en een leerkracht die is opgeleid voor meer- en hoogbegaafde kinderen.",
	"Groepen van 18 tot 24 kinderen. In de bovenbouw werken we twee keer per week in kleine groepen.",
	"Twee verdiepingen, zonder lift. Een groep die dat nodig heeft, krijgt een lokaal beneden.",
	"Medische handelingen doen we nog niet zelf. Daarvoor komt de wijkverpleegkundige.", 12};
static const struct offer together = {
	"Wij zijn een school voor nieuwkomers en voor kinderen die al lang in de buurt wonen. Wie nog weinig Nederlands "
	"spreekt, krijgt elke dag een taalles en doet daarna mee in de eigen groep.",
	"Een taalspecialist (Nederlands als tweede taal) en een brugfunctionaris die ouders thuis bezoekt.",
	"Groepen van 20 tot 25 kinderen; de taalklas heeft er hoogstens 12.", NULL, NULL, 200};
static const struct offer small = {
	"In kleine groepen werken we aan wat een kind zelf wil leren. We maken samen met de school dichtbij huis een plan "
	"om daar weer naartoe te gaan, een paar uur per week om te beginnen.",
	"Een orthopedagoog, een logopedist en een fysiotherapeut zijn elke week in huis.",
	"Groepen van 12 tot 15 kinderen met een leerkracht en een onderwijsassistent.",
	"Drempelvrij, met een lift en een verzorgingsruimte.", NULL, 75};

static const struct {
	const char *name, *kind, *brin, *denomination, *street, *number, *letters;
	const struct town *town;
	const char *org;
	const struct offer *offer;
} schools[] = {
	{"De Wilgenhoek", "bo", "99WH00", "openbaar", "Wilgenpad", "4", "AB", &merenburg, "De Wilgenhoek", &reading},
	{"Het Veer", "bo", "99VE00", "openbaar", "Veerstraat", "11", "KL", &oeverveen, "Het Veer", &quiet},
	{"De Rietkraag", "bo", "99RK00", "algemeen", "Rietkade", "2a", "CD", &rietwoude, "De Rietkraag", &together},
	{"De Oude Sluis", "bo", "99OS00", "christelijk", "Sluisweg", "37", "EF", &sluisdam, "De Oude Sluis", NULL},
	{"De Lisdodde", "bo", "99LD00", "katholiek", "Dorpsplein", "1", "GH", &plassenhoek, "De Lisdodde", NULL},
	{"De Vuurtoren", "sbo", "99VT00", "interconfessioneel", "Havenlaan", "60", "RS", &rietwoude, "SBO De Vuurtoren",
		&small},
	{"De Bolder", "bo", "99BD00", "openbaar", "Kadeweg", "18", "JA", &kreekmond, NULL, NULL},
	{"Het Kompas", "bo", "99KP00", "christelijk", "Koersstraat", "5", "MA", &merenburg, NULL, &quiet},
	{"De Zwaluw", "bo", "99ZW00", "katholiek", "Zwaluwlaan", "22", "NB", &merenburg, NULL, NULL},
	{"Al Noer", "bo", "99AN00", "islamitisch", "Stationsweg", "90", "PC", &merenburg, NULL, &together},
	{"De Ark", "bo", "99AK00", "christelijk", "Kerkbuurt", "7", "RD", &zeilschans, NULL, NULL},
	{"De Kluut", "bo", "99KT00", "openbaar", "Slikpad", "3", "SE", &kreekmond, NULL, NULL},
	{"Montessorischool De Meander", "bo", "99MM00", "algemeen", "Meanderlaan", "14", "TG", &oeverveen, NULL, &reading},
	{"De Waterlelie", "bo", "99WL00", "openbaar", "Vijverhof", "9", "VH", &zeilschans, NULL, NULL},
	{"De Regenboog", "bo", "99RB00", "interconfessioneel", "Boogplein", "2", "WJ", &sluisdam, NULL, NULL},
	{"De Schelp", "sbo", "99SP00", "openbaar", "Strandweg", "31", "XK", &zeilschans, NULL, &small},
	{"De Ankerplaats", "so", "99AP00", "algemeen", "Ankerkade", "8", "ZL", &merenburg, NULL, &small},
	{"De Ankerplaats", "vso", "99AP01", "algemeen", "Ankerkade", "12", "ZL", &merenburg, NULL, NULL},
	{"Merencollege", "vo", "99MC00", "algemeen", "Collegelaan", "1", "BA", &merenburg, NULL, NULL},
	{"Praktijkschool De Werf", "pro", "99DW00", "openbaar", "Werfweg", "44", "DB", &sluisdam, NULL, NULL},
};

static const struct stmt stmt_org = {"SELECT id, parent FROM organisation WHERE name = $1 AND region = $2", "ti", "ii"};

static struct val maybe(const char *text)
{
	return text == NULL ? val_null() : val_text(str_from(text));
}

/* The organisation of this name and its board, where there is one. */
static enum err place_org(struct act *act, const char *name, struct val v[SCHOOL__N])
{
	const struct rows *org;
	enum err e = act_exec(act, &stmt_org, DB_ARGS(maybe(name), val_int(act->region)), &org);
	if (e != OK || org->n != 1)
		return e;
	v[SCHOOL_ORG] = rows_val(org, 0, 0);
	v[SCHOOL_BOARD] = rows_val(org, 0, 1);
	return OK;
}

static enum err make_school(struct act *act, size_t i)
{
	const struct offer *o = schools[i].offer;
	struct val v[SCHOOL__N] = {
		[SCHOOL_NAME] = maybe(schools[i].name),
		[SCHOOL_KIND] = maybe(schools[i].kind),
		[SCHOOL_BRIN] = maybe(schools[i].brin),
		[SCHOOL_DENOMINATION] = maybe(schools[i].denomination),
		[SCHOOL_STREET] = maybe(schools[i].street),
		[SCHOOL_HOUSE_NUMBER] = maybe(schools[i].number),
		[SCHOOL_POSTCODE] = val_text(str_printf(act->a, "%s %s", schools[i].town->pc4, schools[i].letters)),
		[SCHOOL_PLACE] = maybe(schools[i].town->name),
		[SCHOOL_MUNICIPALITY] = maybe("Oevermeer"),
		[SCHOOL_PHONE] = val_text(str_printf(act->a, "088 000 01 %02zu", i)),
		[SCHOOL_HOLIDAYS] = maybe("noord"),
	};
	struct str pid;
	int64_t id;
	enum err e = schools[i].org == NULL ? OK : place_org(act, schools[i].org, v);
	if (e != OK)
		return e;
	if (o != NULL) {
		v[SCHOOL_OFFER] = maybe(o->offer);
		v[SCHOOL_EXPERTISE] = maybe(o->expertise);
		v[SCHOOL_GROUPS] = maybe(o->groups);
		v[SCHOOL_BUILDING] = maybe(o->building);
		v[SCHOOL_NOT_YET] = maybe(o->not_yet);
		v[SCHOOL_CHECKED] = val_int(instant_date(act->now) - o->checked_days);
	}
	struct change *c = change_begin(act, N_("The school is added"), 0);
	e = change_place(c, &rec_school, v, &id, &pid);
	return e != OK ? e : change_commit(c);
}

enum err demo_schools_make(struct act *act, uint64_t seed)
{
	struct dice dice;
	enum err e = OK;
	dice_seed(&dice, seed + 20);
	act->dice = &dice;
	for (size_t i = 0; e == OK && i < sizeof schools / sizeof *schools; i++)
		e = make_school(act, i);
	act->dice = NULL;
	return e;
}

static enum err make_of_crowd(struct act *act, size_t i)
{
	const struct demo_school *d = &demo_schools[i];
	struct val v[SCHOOL__N] = {
		[SCHOOL_NAME] = maybe(d->name), [SCHOOL_KIND] = maybe(d->kind), [SCHOOL_BRIN] = maybe(d->brin),
		[SCHOOL_DENOMINATION] = maybe(d->denomination), [SCHOOL_STREET] = maybe(d->street),
		[SCHOOL_HOUSE_NUMBER] = val_text(str_printf(act->a, "%zu", 3 + i * 7)), [SCHOOL_POSTCODE] = maybe(d->postcode),
		[SCHOOL_PLACE] = maybe(d->place), [SCHOOL_MUNICIPALITY] = maybe("Oevermeer"),
		[SCHOOL_PHONE] = val_text(str_printf(act->a, "088 000 02 %02zu", i)), [SCHOOL_HOLIDAYS] = maybe("noord"),
	};
	struct str pid;
	int64_t id;
	enum err e = place_org(act, d->name, v);
	if (e != OK)
		return e;
	struct change *c = change_begin(act, N_("The school is added"), 0);
	e = change_place(c, &rec_school, v, &id, &pid);
	return e != OK ? e : change_commit(c);
}

enum err demo_crowd_schools_make(struct act *act, uint64_t seed)
{
	struct dice dice;
	enum err e = OK;
	dice_seed(&dice, seed + 40);
	act->dice = &dice;
	for (size_t i = 0; e == OK && i < DEMO_SCHOOLS; i++)
		e = make_of_crowd(act, i);
	act->dice = NULL;
	return e;
}
