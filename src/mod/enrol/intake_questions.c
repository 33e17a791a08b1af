#include "intake.h"

#define HELP_TEXT N_("The child needs help with this at school")
#define Q(code, text, hinted) \
	{.name = code, .type = &T_LINES, .need = NEED_OPTIONAL, .max = 1000, .label = text, .hint = hinted}, \
	{.name = code "_hulp", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .label = HELP_TEXT}

/* Worded as what lets the child do better, not as what is wrong (source 002, Presikhaaf). */
const struct field intake_questions[INTAKE_FIELDS] = {
	Q("blij", N_("What makes your child happy? What is your child good at?"), NULL),
	Q("thuis", N_("Who are at home, and which languages do you speak there?"),
	  N_("Only what the school needs to know")),
	Q("dag", N_("What does a good day look like, and what makes it hard?"), NULL),
	Q("praten", N_("How does your child tell you something?"), N_("With words, by pointing, with signs")),
	Q("begrijpen", N_("What helps your child to understand what must be done?"),
	  N_("Showing it, pictures, one thing at a time")),
	Q("luisteren", N_("What helps your child to listen to a story or in a group?"), NULL),
	Q("spelen", N_("What does your child like to play, and for how long?"), NULL),
	Q("bewegen", N_("How does your child move: run, climb, hold a pencil?"), NULL),
	Q("leren", N_("What does your child want to know or learn?"), NULL),
	Q("anderen", N_("How does your child play with other children?"), NULL),
	Q("spannend", N_("What does your child find exciting or too much? What helps then?"), NULL),
	Q("regels", N_("What helps your child to wait, share and stop?"), NULL),
	Q("zorg", N_("Eating, drinking, sleeping, the toilet: what must the school know?"), NULL),
	Q("hulp", N_("Who helped already, and what worked?"), N_("Preschool, speech therapist, doctor. You need not "
	  "name anyone")),
	Q("helpt", N_("What do you want the school to do from the first day?"), NULL),
};

#define R(code) FILE_FIELD(code "_opname", N_("Would you rather say it? Make a recording"))
const struct field intake_recordings[INTAKE_QUESTIONS] = {
	R("blij"), R("thuis"), R("dag"), R("praten"), R("begrijpen"), R("luisteren"), R("spelen"), R("bewegen"), R("leren"),
	R("anderen"), R("spannend"), R("regels"), R("zorg"), R("hulp"), R("helpt"),
};

enum { FORM_FIELDS = GROUP_FIELDS + GROUP_QUESTIONS };
#define AT(g, i) &intake_questions[(g) * GROUP_FIELDS + 2 * (i)], &intake_questions[(g) * GROUP_FIELDS + 2 * (i) + 1], \
	&intake_recordings[(g) * GROUP_QUESTIONS + (i)]
#define P(g) static const struct field *const fields_##g[FORM_FIELDS] = {AT(g, 0), AT(g, 1), AT(g, 2)}
P(0);
P(1);
P(2);
P(3);
P(4);
#define FORM(code, g) \
	{.name = "intake-" code, .fields = fields_##g, .n = FORM_FIELDS, .drafts = true, \
	 .upload = N_("Your recording"), \
	 .submit = N_("Save and go on")}

const struct intake_group intake_groups[INTAKE_GROUPS] = {
	{"kind-en-thuis", N_("Your child and home"), N_("You know your child best. Begin with what goes well."),
	 FORM("thuis", 0)},
	{"praten", N_("Talking and understanding"), N_("Leave empty what does not matter."), FORM("praten", 1)},
	{"spelen-en-leren", N_("Playing and learning"), N_("Leave empty what does not matter."), FORM("spelen", 2)},
	{"samen", N_("With other children"), N_("Leave empty what does not matter."), FORM("samen", 3)},
	{"zorg-en-hulp", N_("Care and help"), N_("Leave empty what does not matter."), FORM("zorg", 4)},
};

/* Only what asks what helps, or what the child wants to learn: how a child talks or plays is no support by itself. */
const enum intake_leads intake_leads[INTAKE_QUESTIONS] = {
	[4] = LEADS_HELP,  /* begrijpen */
	[5] = LEADS_HELP,  /* luisteren */
	[8] = LEADS_GOAL,  /* leren */
	[10] = LEADS_HELP, /* spannend */
	[11] = LEADS_HELP, /* regels */
	[13] = LEADS_HELP, /* hulp */
	[14] = LEADS_HELP, /* helpt */
};

size_t intake_question(struct str code)
{
	size_t i = 0;
	while (i < INTAKE_QUESTIONS && !str_is(code, intake_questions[2 * i].name))
		i++;
	return i;
}
