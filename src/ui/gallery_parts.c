#include "gallery_parts.h"

#include "gallery.h"

void gallery_tasks(struct ui *u)
{
	const struct ui_task tasks[] = {
		{gallery_say(u, "Kind en school", "Child and school"), NULL, "/onderdelen/form", TASK_DONE, NULL},
		{gallery_say(u, "Wat deed de school al?", "What did the school do already?"), gallery_say(u, "3 van de 5 vragen ingevuld", "3 of the 5 questions filled in"),
		 "/onderdelen/question", TASK_BUSY, NULL},
		{gallery_say(u, "Mening van ouders", "Opinion of parents"), NULL, "/onderdelen/form", TASK_WAITING, gallery_say(u, "ouders", "parents")},
		{gallery_say(u, "Mening van Noor", "Opinion of Noor"), NULL, "/onderdelen/form", TASK_TODO, NULL},
		{gallery_say(u, "Nakijken en versturen", "Check and send"), gallery_say(u, "Als alles klaar is", "When everything is ready"), NULL, TASK_BLOCKED, NULL},
	};
	ui_progress(u, gallery_say(u, "Aanvraag voor Noor", "Request for Noor"), 1, 5);
	ui_tasks(u, tasks, 5);
}

void gallery_data_table(struct ui *u)
{
	const struct ui_col cols[] = {
		{.label = "School"}, {.label = gallery_say(u, "Kinderen met een plan", "Children with a plan"), .kind = COL_NUMBER},
		{.label = gallery_say(u, "Dagen tot besluit", "Days to decision"), .kind = COL_NUMBER},
		{.label = gallery_say(u, "Eigen mening", "Own opinion"), .kind = COL_NUMBER}, {.label = gallery_say(u, "Te laat", "Late"), .kind = COL_NUMBER},
	};
	static const char *const rows[][5] = {
		{"De Wilgenhoek", "31", "27", "74%", "< 5"}, {"Het Veer", "24", "33", "58%", "6"}, {"Sint Jozef", "45", "29", "81%", "< 5"},
	};
	ui_panel_begin(u, NULL);
	ui_table_begin(u, gallery_say(u, "Scholen in getallen", "Schools in figures"), TABLE_DATA, cols, 5);
	for (size_t i = 0; i < 3; i++) {
		ui_row(u);
		for (size_t k = 0; k < 5; k++)
			ui_cell(u, str_from(rows[i][k]));
	}
	ui_table_end(u);
	ui_small(u, gallery_say(u, "Groepen kleiner dan 5 tonen wij niet.", "We do not show groups smaller than 5."));
	ui_panel_end(u);
}

static void tones(struct ui *u)
{
	const struct ui_tag tags[] = {
		{TONE_LATE, gallery_say(u, "OPP bespreken", "Discuss the plan"), str_from(gallery_say(u, "3 schooldagen te laat", "3 school days late"))},
		{TONE_SOON, gallery_say(u, "Besluit", "Decision"), str_from(gallery_say(u, "nog 2 weken", "2 weeks left"))},
		{TONE_OK, gallery_say(u, "Plan", "Plan"), str_from(gallery_say(u, "op tijd", "in time"))},
		{TONE_INFO, NULL, str_from(gallery_say(u, "loopt", "running"))},
		{TONE_WAIT, gallery_say(u, "Wacht op", "Waits for"), str_from(gallery_say(u, "ouders", "parents"))},
	};
	ui_panel_begin(u, gallery_say(u, "Stand in woorden", "State in words"));
	ui_tags(u, tags, 5);
	ui_remark(u, TONE_INFO, gallery_say(u, "Ouders lezen dit mee.", "Parents read this too."));
	ui_remark(u, TONE_SOON, gallery_say(u, "Na vrijdag kunt u dit niet meer wijzigen.", "After Friday you can no longer change this."));
	ui_remark(u, TONE_LATE, gallery_say(u, "Dit kan niet ongedaan worden gemaakt.", "This cannot be undone."));
	ui_panel_end(u);
}

static void buttons(struct ui *u)
{
	ui_panel_begin(u, gallery_say(u, "Knoppen", "Buttons"));
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen"});
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = gallery_say(u, "Opslaan en verder", "Save and go on")});
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT, .label = gallery_say(u, "Later verdergaan", "Go on later")});
	ui_button(u, &(struct ui_button){.kind = BUTTON_DANGER, .label = gallery_say(u, "Sluit het dossier", "Close the dossier"), .icon = ICON_LOCK});
	ui_button(u, &(struct ui_button){.kind = BUTTON_LINK, .label = gallery_say(u, "Ongedaan maken", "Undo"), .icon = ICON_UNDO});
	ui_button_link(u, BUTTON_ALT, "/onderdelen", gallery_say(u, "Naar het overzicht", "To the overview"));
	ui_print_button(u);
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
}

static void texts(struct ui *u)
{
	ui_panel_begin(u, gallery_say(u, "Tekst en uitleg", "Text and explanation"));
	ui_p(u, gallery_say(u, "Noor krijgt hulp op haar eigen school. Lukt dat niet, dan zoeken wij een plek in de buurt.",
		"Noor gets help at her own school. If that does not work, we look for a place nearby."));
	ui_p_link(u, gallery_say(u, "Niet eens met het besluit?", "Do you not agree with the decision?"), "/onderdelen/done",
		gallery_say(u, "Zo maakt u bezwaar", "This is how to object"), ".");
	const char *const items[] = {
		gallery_say(u, "Neem een brief van de school mee.", "Bring a letter from the school."),
		gallery_say(u, "Neem gerust iemand mee die u vertrouwt.", "Feel free to bring someone you trust."),
	};
	ui_bullets(u, items, 2);
	ui_help(u, gallery_say(u, "Wat is een TLV?", "What is a TLV?"),
		gallery_say(u, "Met een toelaatbaarheidsverklaring (TLV) mag een kind naar het speciaal onderwijs. De commissie geeft hem af.",
			"With a statement of admissibility (TLV) a child may go to special education. The committee gives it."));
	ui_panel_end(u);
}

void gallery_parts(struct ui *u, const char *theme)
{
	struct ui_page p = {.title = gallery_say(u, "Onderdelen", "Parts of a page"), .kind = UI_STAFF,
		.intro = gallery_say(u, "Alles waaruit een pagina bestaat, met verzonnen mensen.", "Everything a page is made of, with invented people.")};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	struct ui_link links[GALLERY__N];
	for (int i = 0; i < GALLERY__N; i++)
		links[i] = (struct ui_link){gallery_name((enum gallery_page)i), str_printf(u->a, "/onderdelen/%s", gallery_name((enum gallery_page)i)).p};
	ui_panel_begin(u, gallery_say(u, "Hele pagina's", "Whole pages"));
	ui_links(u, links, GALLERY__N);
	ui_panel_end(u);
	ui_grid_begin(u);
	tones(u);
	texts(u);
	ui_grid_end(u);
	ui_next_step(u, &(struct ui_next){.who = str_from(gallery_say(u, "De ouders van Daan", "Daan's parents")),
		.what = str_from(gallery_say(u, "Hun mening geven over het plan", "Give their opinion about the plan")),
		.by = str_from(gallery_say(u, "vrijdag 11 december", "Friday 11 December")),
		.act = {gallery_say(u, "Herinner de ouders", "Remind the parents"), "/onderdelen"}});
	buttons(u);
	ui_panel_begin(u, gallery_say(u, "Gegevens", "Data"));
	ui_summary_begin(u);
	ui_summary_row(u, gallery_say(u, "Naam", "Name"), S("Noor Bakker"), "/onderdelen/form");
	ui_summary_row(u, gallery_say(u, "Telefoon", "Telephone"), (struct str){0}, "/onderdelen/form");
	ui_summary_row(u, gallery_say(u, "Reden", "Reason"), str_from(gallery_say(u, "Noor leert beter in een kleine groep.\nDat zagen school en ouders allebei.",
		"Noor learns better in a small group.\nBoth school and parents saw that.")), "/onderdelen/form");
	ui_summary_end(u);
	ui_panel_end(u);
	ui_page_end(u, &p);
}

static void controls(struct ui *u, bool wrong)
{
	const struct ui_option groups[] = {{S("4"), gallery_say(u, "groep 4", "year 4"), NULL, false}, {S("5"), gallery_say(u, "groep 5", "year 5"), NULL, !wrong}};
	const struct ui_option who[] = {
		{S("ib"), gallery_say(u, "Alleen de intern begeleider", "Only the support coordinator"), NULL, false},
		{S("dossier"), gallery_say(u, "Iedereen in het dossier", "Everyone in the dossier"), gallery_say(u, "Ouders lezen dit mee.", "Parents read this too."), !wrong},
	};
	const struct ui_option helped[] = {{S("stil"), gallery_say(u, "Stil werken", "Working quietly"), NULL, true}, {S("pauze"), gallery_say(u, "Pauze", "A break"), NULL, false}};
	const struct str no = {0};
	ui_field(u, &(struct ui_field){.name = "naam", .label = gallery_say(u, "Naam van het kind", "Name of the child"), .value = S("Noor Bakker"), .autocomplete = "off"});
	ui_field(u, &(struct ui_field){.kind = FIELD_DATE3, .name = "gesprek", .label = gallery_say(u, "Wanneer was het gesprek met de ouders?", "When was the talk with the parents?"),
		.value = wrong ? no : S("2026-11-19"), .error = wrong ? str_from(gallery_say(u, "Vul de datum van het gesprek in", "Fill in the date of the talk")) : no});
	ui_field(u, &(struct ui_field){.kind = FIELD_DATE, .name = "begin", .label = gallery_say(u, "Begindatum van de hulp", "First day of the support"), .value = S("25-11-2026")});
	ui_field(u, &(struct ui_field){.kind = FIELD_NUMBER, .name = "uren", .label = gallery_say(u, "Hoeveel hulp?", "How much support?"), .unit = gallery_say(u, "uur per schoolweek", "hours a school week"), .value = S("3")});
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = "groep", .label = gallery_say(u, "Groep", "Year"), .options = groups, .n_options = 2});
	ui_field(u, &(struct ui_field){.kind = FIELD_LINES, .name = "reden", .max = 2000,
		.label = gallery_say(u, "Waarom kan de school dit niet zelf oplossen?", "Why can the school not solve this by itself?"),
		.hint = gallery_say(u, "Schrijf het zo dat ouders het ook begrijpen.", "Write it so that parents understand it too."),
		.error = wrong ? str_from(gallery_say(u, "Leg uit waarom de school dit niet zelf kan oplossen", "Explain why the school cannot solve this by itself")) : no});
	ui_field(u, &(struct ui_field){.kind = FIELD_RADIOS, .name = "lezers", .label = gallery_say(u, "Wie mag dit lezen?", "Who may read this?"), .options = who, .n_options = 2,
		.error = wrong ? str_from(gallery_say(u, "Kies wie dit mag lezen", "Choose who may read this")) : no});
	ui_field(u, &(struct ui_field){.kind = FIELD_CHECKS, .name = "hielp", .label = gallery_say(u, "Wat hielp?", "What helped?"), .optional = true, .options = helped, .n_options = 2});
	ui_field(u, &(struct ui_field){.kind = FIELD_FILE, .name = "bijlage", .label = gallery_say(u, "Voeg een bestand toe", "Add a file"), .optional = true,
		.hint = gallery_say(u, "PDF, Word of foto. Ten hoogste 20 MB.", "PDF, Word or photo. 20 MB at most."), .accept = ".pdf,.docx,image/*"});
	ui_field(u, &(struct ui_field){.kind = FIELD_YES, .name = "gelezen", .label = gallery_say(u, "De ouders hebben dit gelezen", "The parents have read this")});
}

void gallery_form(struct ui *u, const char *theme)
{
	const struct ui_error errors[] = {
		{"gesprek", str_from(gallery_say(u, "Vul de datum van het gesprek in", "Fill in the date of the talk"))},
		{"reden", str_from(gallery_say(u, "Leg uit waarom de school dit niet zelf kan oplossen", "Explain why the school cannot solve this by itself"))},
		{"lezers", str_from(gallery_say(u, "Kies wie dit mag lezen", "Choose who may read this"))},
	};
	struct ui_page p = {.title = gallery_say(u, "Vul de aanvraag aan", "Complete the request"), .kind = UI_STAFF, .errors = errors, .n_errors = 3,
		.back = "/onderdelen"};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_cols_begin(u);
	ui_next_step(u, &(struct ui_next){.who = str_from(gallery_say(u, "De school", "The school")), .what = str_from(gallery_say(u, "De aanvraag aanvullen", "Complete the request")),
		.by = str_from(gallery_say(u, "dinsdag 1 december", "Tuesday 1 December"))});
	ui_cols_main(u);
	ui_panel_begin(u, NULL);
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen/form", .drafts = true, .upload = true, .kept_at = str_from(gallery_say(u, "14.12 uur", "2.12 pm"))});
	controls(u, true);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = gallery_say(u, "Opslaan en verder", "Save and go on")});
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT, .label = gallery_say(u, "Later verdergaan", "Go on later"), .name = UI_LATER, .value = "1"});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
	ui_cols_end(u);
	ui_page_end(u, &p);
}

void gallery_question(struct ui *u, const char *theme)
{
	struct ui_page p = {.title = gallery_say(u, "Wat vindt u van het plan?", "What do you think of the plan?"), .own_heading = true, .narrow = true,
		.kind = UI_PARENT, .back = "/onderdelen/parent"};
	u->sp.audience = AUD_OUDER;
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_small(u, gallery_say(u, "Vraag 2 van 4", "Question 2 of 4"));
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen/question", .drafts = true});
	ui_field(u, &(struct ui_field){.kind = FIELD_LINES, .name = "mening", .label = p.title, .as_title = true, .rows = 7,
		.hint = gallery_say(u, "Schrijf het in uw eigen woorden. De school en de commissie lezen dit.", "Use your own words. The school and the committee read this.")});
	ui_help(u, gallery_say(u, "Wat kan ik schrijven?", "What can I write?"),
		gallery_say(u, "Bijvoorbeeld: wat gaat er thuis goed? Waar maakt u zich zorgen over? Wat heeft uw kind nodig om met plezier naar school te gaan?",
			"For example: what goes well at home? What worries you? What does your child need to enjoy school?"));
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = gallery_say(u, "Opslaan en verder", "Save and go on")});
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT, .label = gallery_say(u, "Later verdergaan", "Go on later"), .name = UI_LATER, .value = "1"});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_page_end(u, &p);
}

void gallery_sign_in(struct ui *u, const char *theme)
{
	const struct ui_error errors[] = {{NULL, str_from(gallery_say(u, "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog eens.",
		"This e-mail address and password do not belong together. Try again."))}};
	struct ui_page p = {.title = gallery_say(u, "Welkom", "Welcome"), .door = true, .errors = errors, .n_errors = theme != NULL,
		.intro = gallery_say(u, "Log in om verder te gaan.", "Sign in to go on.")};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen/sign-in"});
	ui_field(u, &(struct ui_field){.kind = FIELD_EMAIL, .name = "email", .label = gallery_say(u, "E-mailadres", "E-mail address"), .autocomplete = "username"});
	ui_field(u, &(struct ui_field){.kind = FIELD_PASSWORD, .name = "wachtwoord", .label = gallery_say(u, "Wachtwoord", "Password")});
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = gallery_say(u, "Log in", "Sign in")});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_p_link(u, gallery_say(u, "Lukt het niet?", "Does it not work?"), "/hulp", gallery_say(u, "Zo krijgt u hulp", "This is how to get help"), ".");
	ui_page_end(u, &p);
}

void gallery_code(struct ui *u, const char *theme)
{
	const struct str codes[] = {S("7KQ2-MNPX"), S("4HTD-9VWC"), S("B3RJ-5XZE"), S("Q8GA-2YKM"), S("W6FN-7DTP"), S("J9CV-4HSR")};
	struct ui_page p = {.title = gallery_say(u, "Stel de tweede stap in", "Set up the second step"), .narrow = true, .kind = UI_STAFF,
		.intro = gallery_say(u, "Zo kan niemand met alleen uw wachtwoord bij de dossiers.", "This way nobody gets into the dossiers with your password alone.")};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_panel_begin(u, gallery_say(u, "1. Scan deze code met uw telefoon", "1. Scan this code with your telephone"));
	ui_p(u, gallery_say(u, "Open een app voor codes, bijvoorbeeld die van uw telefoon zelf, en kies ‘toevoegen’.",
		"Open an app for codes, for example the one of your telephone itself, and choose ‘add’."));
	ui_qr(u, S("otpauth://totp/Thuisnabij:sanne@merenland.test?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Thuisnabij"),
		gallery_say(u, "QR-code om te scannen. Lukt dat niet, typ dan de sleutel hieronder over.", "QR code to scan. If that does not work, type the key below."));
	ui_help(u, gallery_say(u, "Lukt scannen niet?", "Does scanning not work?"), gallery_say(u, "Typ deze sleutel in de app: JBSW Y3DP EHPK 3PXP.", "Type this key in the app: JBSW Y3DP EHPK 3PXP."));
	ui_panel_end(u);
	ui_panel_begin(u, gallery_say(u, "2. Typ de code die de app toont", "2. Type the code that the app shows"));
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen/code"});
	ui_field(u, &(struct ui_field){.kind = FIELD_CODE, .name = "code", .label = gallery_say(u, "Code van 6 cijfers", "Code of 6 digits"), .width = 6});
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = gallery_say(u, "Controleer de code", "Check the code")});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
	ui_panel_begin(u, gallery_say(u, "Herstelcodes", "Recovery codes"));
	ui_p(u, gallery_say(u, "Bewaar deze codes op papier. Met elke code komt u één keer binnen zonder telefoon.",
		"Keep these codes on paper. Each code lets you in once without your telephone."));
	ui_code_list(u, codes, 6);
	ui_buttons_begin(u);
	ui_print_button(u);
	ui_buttons_end(u);
	ui_panel_end(u);
	ui_page_end(u, &p);
}

void gallery_conflict(struct ui *u, const char *theme)
{
	const struct ui_clash rows[] = {
		{.name = "doel", .label = gallery_say(u, "Doel", "Goal"),
		 .mine = str_from(gallery_say(u, "Noor rekent elke dag 20 minuten zelfstandig op een stille plek.", "Noor does maths by herself for 20 minutes a day in a quiet place.")),
		 .theirs = str_from(gallery_say(u, "Noor rekent elke dag 15 minuten zelfstandig in de bibliotheek.", "Noor does maths by herself for 15 minutes a day in the library."))},
		{.name = "eind", .label = gallery_say(u, "Klaar op", "Ready on"), .mine = S("2027-01-29"), .theirs = (struct str){0},
		 .mine_shown = str_from(gallery_say(u, "29 januari 2027", "29 January 2027"))},
	};
	const struct ui_error errors[] = {{NULL, str_from(gallery_say(u, "J. Bakker heeft dit om 14.09 uur ook gewijzigd. Kies per vraag welke tekst blijft staan.",
		"J. Bakker changed this too, at 2.09 pm. Choose for each question which text stays."))}};
	struct ui_page p = {.title = gallery_say(u, "Plan van Noor", "Noor's plan"), .kind = UI_STAFF, .errors = errors, .n_errors = 1};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_panel_begin(u, NULL);
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen/conflict"});
	ui_clashes(u, S("J. Bakker"), rows, 2);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = gallery_say(u, "Bewaar deze keuze", "Save this choice")});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
	ui_page_end(u, &p);
}

void gallery_done(struct ui *u, const char *theme)
{
	const char *const steps[] = {
		gallery_say(u, "Vandaag: de secretaris kijkt of alles erbij zit.", "Today: the secretary looks whether everything is there."),
		gallery_say(u, "Dinsdag 8 december: de commissie bespreekt de aanvraag.", "Tuesday 8 December: the committee discusses the request."),
		gallery_say(u, "Uiterlijk 5 januari: u en de ouders krijgen het besluit.", "On 5 January at the latest: you and the parents get the decision."),
	};
	const struct ui_link links[] = {{gallery_say(u, "Terug naar Noor", "Back to Noor"), "/onderdelen/dossier"}, {gallery_say(u, "Bekijk de aanvraag", "Look at the request"), "/onderdelen/form"}};
	struct ui_page p = {.title = gallery_say(u, "Aanvraag voor Noor", "Request for Noor"), .kind = UI_STAFF, .narrow = true};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_done_next(u, &(struct ui_done){.title = gallery_say(u, "De aanvraag is verstuurd", "The request was sent"), .number = str_from(gallery_say(u, "Nummer 2026-0771", "Number 2026-0771")),
		.steps = steps, .n_steps = 3, .links = links, .n_links = 2});
	ui_page_end(u, &p);
}
