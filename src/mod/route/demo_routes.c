#include "demo_routes.h"

#include "demo_child.h"

#define WILGENHOEK "De Wilgenhoek"
#define VEER "Het Veer"
#define RIETKRAAG "De Rietkraag"
#define SLUIS "De Oude Sluis"

/* The named children: who and where, what is next and how old they are, how many days after today it must be done. */
static const struct {
	const char *given, *prefix, *family, *school, *pc4;
	enum demo_next next;
	int age, by;                   /* days */
	const char *guardian, *pupil;  /* addresses without the domain; NULL: none */
} children[] = {
	{"Noor", NULL, "Jansen", WILGENHOEK, "8603", NEXT_HOW_IS_IT, 4285, 25, "ouder2", "leerling1"},
	{"Emir", NULL, "Aydin", WILGENHOEK, "8603", NEXT_HOW_IS_IT, 3812, 3, "ouder1", NULL},
	{"Yara", "el", "Amrani", VEER, "8601", NEXT_MEET, 3233, 3, "leerkracht2", NULL},
	{"Hanna", NULL, "Wouters", WILGENHOEK, "8603", NEXT_COMPLETE, 3769, -3},
	{"Jurre", NULL, "Smit", SLUIS, "8605", NEXT_HOW_IS_IT, 2611, 2},
	{"Saar", "van den", "Berg", WILGENHOEK, "8607", NEXT_ENROL, 1264, 12},
	{"Sem", NULL, "Smit", SLUIS, "8601", NEXT_ENROL, 3373, 6},
	{"Bram", NULL, "Wouters", WILGENHOEK, "8601", NEXT_ENROL, 2742, -1},
	{"Daan", "van den", "Berg", WILGENHOEK, "8603", NEXT_THREE_DAYS, 1918, 0},
	{"Samuel", "el", "Idrissi", VEER, "8611", NEXT_ENROL, 2824, 25},
	{"Milan", NULL, "Kowalska", SLUIS, "8611", NEXT_ADVICE_AFTER, 2371, 24},
	{"Tijn", NULL, "Meijer", VEER, "8601", NEXT_REVIEW_HELP, 3390, 4},
	{"Idris", "van", "Dijk", SLUIS, "8607", NEXT_READ_REPORT, 2252, 16},
	{"Bram", "el", "Idrissi", SLUIS, "8603", NEXT_ADVICE, 1273, 6},
	{"Roos", NULL, "Smit", RIETKRAAG, "8603", NEXT_COMPLETE, 3262, 6},
	{"Hanna", "van den", "Berg", WILGENHOEK, "8611", NEXT_INTAKE, 1883, 21},
	{"Finn", NULL, "Postma", WILGENHOEK, "8605", NEXT_TALK_IN_GROUP, 2852, -1},
	{"Lotte", NULL, "Tesfaye", VEER, "8603", NEXT_READ_REPORT, 1243, 13},
	{"Lina", "van der", "Meer", RIETKRAAG, "8607", NEXT_PRACTISE, 2391, 19},
	{"Roos", NULL, "Kowalska", SLUIS, "8607", NEXT_TALK_IN_GROUP, 1567, 1},
	{"Aya", NULL, "Wouters", VEER, "8603", NEXT_COMPLETE, 3766, 28},
	{"Saar", NULL, "Meijer", VEER, "8601", NEXT_THREE_DAYS, 1998, 15},
	{"Daan", "el", "Idrissi", SLUIS, "8611", NEXT_MEET, 2592, 28},
	{"Bram", NULL, "Nguyen", RIETKRAAG, "8603", NEXT_TALK_IN_GROUP, 2930, 28},
	{"Luca", NULL, "Nguyen", RIETKRAAG, "8601", NEXT_PRACTISE, 3665, 4},
	{"Lina", NULL, "Pinas", VEER, "8607", NEXT_PRACTISE, 3477, 29},
	{"Tijn", "ten", "Cate", RIETKRAAG, "8607", NEXT_PLAN_TALK, 1354, 1},
	{"Idris", "ten", "Cate", VEER, "8605", NEXT_TALK_PLAN, 3879, -4},
	{"Hanna", NULL, "Kowalska", RIETKRAAG, "8605", NEXT_PRACTISE, 1191, 9},
	{"Roos", "van", "Dijk", SLUIS, "8605", NEXT_ADVICE_AFTER, 2344, 13},
	{"Jurre", NULL, "Kowalska", WILGENHOEK, "8605", NEXT_ENROL, 2259, 10},
	{"Milan", NULL, "Smit", VEER, "8607", NEXT_COMPLETE, 4091, 20},
	{"Nina", NULL, "Kowalska", RIETKRAAG, "8603", NEXT_READ_REPORT, 2524, -1},
	{"Amir", NULL, "Smit", VEER, "8603", NEXT_PRACTISE, 1279, 21},
	{"Aya", "van der", "Meer", VEER, "8605", NEXT_INTAKE, 2330, 13},
	{"Nina", NULL, "Postma", SLUIS, "8603", NEXT_TALK_IN_GROUP, 1589, 16},
};
enum { CHILDREN = sizeof children / sizeof *children };

enum err demo_routes_make(struct act *act, uint64_t seed)
{
	struct demo_children all = {.act = act, .today = act->now};
	struct demo_turn turn;
	enum err e = OK;
	demo_begin(act, &turn, seed + 1);
	for (size_t i = 0; e == OK && i < CHILDREN; i++) {
		const struct demo_child c = {
			.given = children[i].given, .prefix = children[i].prefix, .family = children[i].family,
			.school = children[i].school, .pc4 = children[i].pc4, .next = children[i].next,
			.age = children[i].age, .by = children[i].by, .guardians = {children[i].guardian},
			.pupil = children[i].pupil, .shielded = i % 7 == 4 ? "ouder3" : NULL,
			.ib = strcmp(children[i].school, SLUIS) == 0 ? "ib2" : "ib1",
			.adviser = i % 3 == 2 ? NULL : i % 2 == 0 ? "traject1" : "traject2", .confirms = "traject1",
			.teaches = i % 4 == 0 ? "" : NULL, .group = "Startklas Het Vlot", .team = "startklas1",
			.preschool = "Peuterspeelzaal Zonnetje", .secretary = "tlvsecretaris1",
			.partners = {"jgz1", children[i].next == NEXT_READ_REPORT && i % 7 != 4 ? "gemeente1" : NULL},
		};
		all.at = i;
		e = demo_child_make(&all, &c);
	}
	return demo_end(act, &turn, e);
}
