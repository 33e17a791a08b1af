#include "gallery_parts.h"

/* Noor, as those around her see her: the guidance worker, her parents, and she herself. */

/* 23 November 2026, a Monday: the day on which all examples play. */
static int64_t at(int day_of_november, int hour, int minute)
{
	int32_t date = date_from_ymd((struct ymd){2026, 11, day_of_november});
	return instant_of_date(date) + (hour * 60 + minute) * INT64_C(60000);
}

static void route_of_noor(struct ui *u)
{
	const struct ui_station s[] = {
		{STOP_DONE, gallery_say(u, "Signaal", "Signal"), str_from(gallery_say(u, "week 36", "week 36"))},
		{STOP_DONE, gallery_say(u, "Gesprek met ouders", "Talk with parents"), S("week 38")},
		{STOP_SKIPPED, gallery_say(u, "Advies wijkteam", "Advice of the community team"),
	         str_from(gallery_say(u, "niet nodig", "not needed"))},
		{STOP_DONE, gallery_say(u, "Plan op school", "Plan at school"), S("week 39 – 45")},
		{STOP_NOW, gallery_say(u, "Aanvraag bij de commissie", "Request to the committee"), S("week 47")},
		{STOP_TODO, gallery_say(u, "Besluit", "Decision"),
	         str_from(gallery_say(u, "binnen 6 weken na ontvangst", "within 6 weeks of receipt"))},
		{STOP_TODO, gallery_say(u, "Start op de nieuwe plek", "Start in the new place"),
	         str_from(gallery_say(u, "vanaf januari", "from January"))},
	};
	ui_route_line(u, gallery_say(u, "De route van Noor", "Noor's route"), s, sizeof s / sizeof *s);
}

static void events_of_noor(struct ui *u)
{
	const struct ui_event e[] = {
		{.voice = VOICE_SCHOOL,
	         .title = gallery_say(u, "Advies van de orthopedagoog toegevoegd",
	                              "Advice of the educational psychologist added"),
	         .at = at(20, 14, 10),
	         .by = str_from(gallery_say(u, "M. Vos, orthopedagoog", "M. Vos, educational psychologist")),
	         .words = str_from(gallery_say(
			 u,
			 "Het advies is klaar. De ouders hebben het al gelezen. De commissie leest het bij de "
	                 "aanvraag.",
			 "The advice is ready. The parents have read it. The committee reads it with the request.")),
	         .act = {gallery_say(u, "Lees het advies", "Read the advice"), "/onderdelen/dossier"}},
		{.voice = VOICE_PARENTS,
	         .title = gallery_say(u, "Mening van ouders ontvangen", "Opinion of parents received"),
	         .at = at(18, 21, 34),
	         .by = str_from(gallery_say(u, "moeder van Noor", "Noor's mother")),
	         .quoted = true,
	         .words = str_from(gallery_say(
			 u,
			 "Wij zien dat Noor thuis weer vrolijker is. Wij willen graag dat ze bij haar vriendinnen in "
	                 "de buurt blijft.",
			 "At home we see that Noor is happier again. We would like her to stay near her friends."))},
		{.voice = VOICE_CHILD,
	         .who = gallery_say(u, "Noor zelf", "Noor herself"),
	         .title = gallery_say(u, "Gesprek met Noor", "Talk with Noor"),
	         .at = at(17, 10, 15),
	         .by = str_from(gallery_say(u, "opgeschreven door J. Bakker", "written down by J. Bakker")),
	         .quoted = true,
	         .words = str_from(
			 gallery_say(u, "Rekenen lukt beter als het stil is. In de gang werken vind ik niet fijn.",
	                             "Maths goes better when it is quiet. I do not like working in the hallway."))},
		{.voice = VOICE_PARTNER,
	         .who = gallery_say(u, "Wijkteam", "Community team"),
	         .title = gallery_say(u, "Overleg afgesproken", "Meeting planned"),
	         .at = at(13, 9, 2),
	         .by = str_from(gallery_say(u, "wijkteam Oost", "community team East"))},
	};
	ui_panel_begin(u, gallery_say(u, "Tijdlijn", "Timeline"));
	ui_timeline(u, e, sizeof e / sizeof *e);
	ui_panel_end(u);
}

static void support_of_noor(struct ui *u)
{
	const struct ui_col cols[] = {
		{.label = gallery_say(u, "Wat", "What")},
		{.label = gallery_say(u, "Wie", "Who")},
		{.label = gallery_say(u, "Gepland", "Planned"), .kind = COL_NUMBER},
		{.label = gallery_say(u, "Gegeven", "Given"), .kind = COL_NUMBER},
		{.label = gallery_say(u, "Periode", "Period")},
		{.label = gallery_say(u, "Stand", "State")},
	};
	static const struct {
		const char *nl, *en, *who, *plan, *given, *weeks;
		enum ui_tone tone;
		const char *state_nl, *state_en;
	} rows[] = {
		{"Begeleiding in de klas", "Support in class", "K. Jansen", "12", "9", "39 – 51", TONE_INFO, "loopt",
	         "running"},
		{"Rekenondersteuning", "Help with maths", "De Wilgenhoek", "10", "10", "39 – 47", TONE_OK, "klaar",
	         "ready"},
		{"Ergotherapie", "Occupational therapy", "Praktijk Beweeg", "6", "0", "48 – 51", TONE_WAIT,
	         "nog niet gestart", "not started"},
	};
	ui_panel_begin(u, NULL);
	ui_table_begin(u, gallery_say(u, "Hulp die loopt, in uren", "Support now, in hours"), TABLE_CARDS, cols, 6);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ui_row(u);
		ui_cell(u, str_from(gallery_say(u, rows[i].nl, rows[i].en)));
		ui_cell(u, str_from(rows[i].who));
		ui_cell(u, str_from(rows[i].plan));
		ui_cell(u, str_from(rows[i].given));
		ui_cell(u, str_printf(u->a, "week %s", rows[i].weeks));
		ui_cell_tag(u, &(struct ui_tag){rows[i].tone, NULL,
		                                str_from(gallery_say(u, rows[i].state_nl, rows[i].state_en))});
	}
	ui_table_end(u);
	ui_panel_end(u);
}

static void voices_of_noor(struct ui *u)
{
	const struct ui_said said[] = {
		{.voice = VOICE_CHILD,
	         .who = "Noor",
	         .words = str_from(gallery_say(u, "Ik wil een plek waar het stil is als ik reken.",
	                                       "I want a place where it is quiet when I do maths.")),
	         .by = str_from(gallery_say(u, "17 november, met J. Bakker", "17 November, with J. Bakker"))},
		{.voice = VOICE_PARENTS,
	         .words = str_from(
			 gallery_say(u, "Houd haar bij haar vriendinnen in de buurt.", "Keep her near her friends.")),
	         .by = str_from(gallery_say(u, "18 november", "18 November"))},
		{.voice = VOICE_SCHOOL,
	         .missing = gallery_say(u, "De leerkracht heeft nog niets geschreven.",
	                                "The teacher has not written anything yet."),
	         .act = {gallery_say(u, "Vraag de leerkracht", "Ask the teacher"), "/onderdelen/dossier"}},
	};
	ui_panel_begin(u, gallery_say(u, "Wat vinden zij ervan?", "What do they think?"));
	ui_voices(u, said, 3);
	ui_panel_end(u);
}

void gallery_dossier(struct ui *u, const char *theme)
{
	const struct str facts[] = {str_from(gallery_say(u, "Groep 5, De Wilgenhoek", "Year 5, De Wilgenhoek")),
	                            str_from(gallery_say(u, "9 jaar", "9 years")), S("dossier 0413"),
	                            S("IB: J. Bakker")};
	const struct ui_tag tags[] = {
		{TONE_LATE, gallery_say(u, "OPP bespreken", "Discuss the plan"),
	         str_from(gallery_say(u, "3 schooldagen te laat", "3 school days late"))},
		{TONE_SOON, gallery_say(u, "Aanvraag versturen", "Send the request"),
	         str_from(gallery_say(u, "nog 6 schooldagen", "6 school days left"))},
		{TONE_OK, gallery_say(u, "Plan op school", "Plan at school"),
	         str_from(gallery_say(u, "op tijd", "in time"))},
		{TONE_WAIT, gallery_say(u, "Wacht op", "Waits for"), str_from(gallery_say(u, "leerkracht", "teacher"))},
	};
	const struct ui_link crumbs[] = {{gallery_say(u, "Kinderen", "Children"), "/kinderen"},
	                                 {"De Wilgenhoek", "/scholen"}};
	const struct ui_tab tabs[] = {
		{gallery_say(u, "Overzicht", "Overview"), "/onderdelen/dossier", true, 0},
		{gallery_say(u, "Plan (OPP)", "Plan (OPP)"), "/onderdelen/form", false, 0},
		{gallery_say(u, "Aanvraag TLV", "Request"), "/onderdelen/question", false, 0},
		{gallery_say(u, "Documenten", "Documents"), "/onderdelen/work", false, 4},
		{gallery_say(u, "Overleg", "Meetings"), "/onderdelen/work", false, 0},
		{gallery_say(u, "Wie keek mee", "Who looked"), "/onderdelen/work", false, 0},
	};
	struct ui_page p = {.title = "Noor B.",
	                    .facts = facts,
	                    .n_facts = 4,
	                    .tags = tags,
	                    .n_tags = 4,
	                    .crumbs = crumbs,
	                    .n_crumbs = 2};
	gallery_staff_nav(u, &p, 1);
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_tabs(u, gallery_say(u, "Onderdelen van dit dossier", "Parts of this dossier"), tabs, 6);
	ui_next_step(u, &(struct ui_next){
				.mine = true,
				.who = str_from(gallery_say(u, "U, als trajectbegeleider", "You, as guidance worker")),
				.what = str_from(gallery_say(u, "Lees de aanvraag na en verstuur hem",
	                                                     "Read the request once more and send it")),
				.by = str_from(gallery_say(u, "dinsdag 1 december (nog 6 schooldagen)",
	                                                   "Tuesday 1 December (6 school days left)")),
				.after = str_from(gallery_say(u, "De commissie besluit binnen 6 weken na ontvangst",
	                                                      "The committee decides within 6 weeks of receipt")),
				.act = {gallery_say(u, "Verder met de aanvraag", "Go on with the request"),
	                                "/onderdelen/question"}});
	route_of_noor(u);
	voices_of_noor(u);
	events_of_noor(u);
	support_of_noor(u);
	ui_page_end(u, &p);
}

void gallery_parent(struct ui *u, const char *theme)
{
	struct ui_nav nav[] = {
		{.label = gallery_say(u, "Overzicht", "Overview"), .href = "/ouder", .current = true},
		{.label = gallery_say(u, "Uw mening", "Your opinion"), .href = "/mening", .count = 1},
		{.label = gallery_say(u, "Het plan", "The plan"), .href = "/plan"},
		{.label = gallery_say(u, "Berichten", "Messages"), .href = "/berichten", .count = 1},
		{.label = gallery_say(u, "Afspraken", "Appointments"), .href = "/afspraken"},
		{.label = gallery_say(u, "Wie keek mee", "Who looked"), .href = "/keek"},
	};
	const struct ui_who who = {.name = S("Moeder van Noor"), .account_href = "/account", .sign_out_action = "/uit"};
	struct ui_page p = {.title = gallery_say(u, "Wat gebeurt er nu voor Noor?", "What happens now for Noor?"),
	                    .kind = UI_PARENT,
	                    .nav = nav,
	                    .n_nav = 6};
	u->sp.audience = AUD_OUDER;
	gallery_shell(u, &p, theme);
	p.who = &who;
	ui_page_begin(u, &p);
	ui_cols_begin(u);
	ui_next_step(u, &(struct ui_next){.mine = true,
	                                  .title = gallery_say(u, "U bent aan de beurt", "It is your turn"),
	                                  .text = gallery_say(u,
	                                                      "Vertel wat u van het plan vindt. Dit duurt ongeveer 10 "
	                                                      "minuten. U kunt stoppen en later verdergaan.",
	                                                      "Tell us what you think of the plan. It takes about 10 "
	                                                      "minutes. You can stop and go on later."),
	                                  .by = str_from(gallery_say(u, "dinsdag 1 december", "Tuesday 1 December")),
	                                  .act = {gallery_say(u, "Geef uw mening", "Give your opinion"),
	                                          "/onderdelen/question"}});
	ui_panel_begin(u, gallery_say(u, "Hulp nodig?", "Need help?"));
	ui_p(u, gallery_say(u, "Sanne de Wit begeleidt Noor. Bel haar of schrijf een bericht.",
	                    "Sanne de Wit supports Noor. Call her or write a message."));
	ui_links(u,
	         (const struct ui_link[]){{"020 123 45 67", "tel:+31201234567"},
	                                  {gallery_say(u, "Schrijf een bericht", "Write a message"), "/berichten"}},
	         2);
	ui_panel_end(u);
	ui_cols_main(u);
	ui_panel_begin(u, gallery_say(u, "Wat gebeurt er daarna?", "What happens after that?"));
	const char *const steps[] = {
		gallery_say(u, "De school stuurt de aanvraag naar de commissie.",
	                    "The school sends the request to the committee."),
		gallery_say(u, "De commissie leest alles. Dat duurt ten hoogste 6 weken.",
	                    "The committee reads everything. That takes 6 weeks at most."),
		gallery_say(u, "U krijgt een brief met het besluit. U leest het ook hier.",
	                    "You get a letter with the decision. You can read it here too."),
		gallery_say(u,
	                    "Bent u het er niet mee eens? Dan kunt u binnen 6 weken bezwaar maken. Wij leggen uit hoe.",
	                    "Do you not agree? You can object within 6 weeks. We explain how."),
	};
	ui_numbered(u, steps, 4);
	ui_panel_end(u);
	voices_of_noor(u);
	ui_cols_end(u);
	route_of_noor(u);
	ui_page_end(u, &p);
}

void gallery_pupil(struct ui *u, const char *theme)
{
	struct ui_nav nav[] = {
		{.label = gallery_say(u, "Mijn route", "My route"), .href = "/route", .current = true},
		{.label = gallery_say(u, "Mijn mening", "My opinion"), .href = "/mening", .count = 1},
		{.label = gallery_say(u, "Wie helpt mij", "Who helps me"), .href = "/helpt"},
	};
	const struct ui_who who = {.name = S("Noor"), .sign_out_action = "/uit"};
	struct ui_page p = {.title = gallery_say(u, "Hoi Noor", "Hi Noor"),
	                    .kind = UI_PUPIL,
	                    .nav = nav,
	                    .n_nav = 3,
	                    .intro = gallery_say(u, "Fijn dat je er bent. Hier zie je waar jouw route is.",
	                                         "Good to see you. Here you see where your route is.")};
	u->sp.audience = AUD_LEERLING;
	gallery_shell(u, &p, theme);
	p.who = &who;
	ui_page_begin(u, &p);
	ui_next_step(u, &(struct ui_next){
				.mine = true,
				.title = gallery_say(u, "Jij bent aan de beurt", "It is your turn"),
				.text = gallery_say(u, "Wij willen graag weten wat jij vindt. Het zijn 3 vragen.",
	                                            "We would like to know what you think. There are 3 questions."),
				.act = {gallery_say(u, "Begin", "Start"), "/onderdelen/question"}});
	route_of_noor(u);
	ui_panel_begin(u, gallery_say(u, "Dit deden wij met jouw idee", "This is what we did with your idea"));
	const struct ui_event e = {.voice = VOICE_CHILD,
	                           .who = gallery_say(u, "Jij", "You"),
	                           .title = gallery_say(u, "Een stille plek om te rekenen", "A quiet place for maths"),
	                           .at = at(17, 10, 15),
	                           .quoted = true,
	                           .words = str_from(gallery_say(u, "Rekenen lukt beter als het stil is.",
	                                                         "Maths goes better when it is quiet."))};
	ui_timeline(u, &e, 1);
	ui_remark(u, TONE_OK,
	          gallery_say(u, "Gedaan: je mag nu in de bibliotheek rekenen.",
	                      "Done: you may now do maths in the library."));
	ui_panel_end(u);
	ui_page_end(u, &p);
}
