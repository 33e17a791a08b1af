#include "gallery_parts.h"

static void short_controls(struct ui *u)
{
	const struct ui_option groups[] = {
		{.value = S("4"), .label = gallery_say(u, "groep 4", "year 4")},
		{.value = S("5"), .label = gallery_say(u, "groep 5", "year 5")},
	};
	const struct ui_field fields[] = {
		{
			.name = "naam",
			.label = gallery_say(u, "Naam van het kind", "Name of the child"),
			.value = S("Noor Bakker"),
			.autocomplete = "off",
		},
		{
			.kind = FIELD_DATE3,
			.name = "gesprek",
			.label = gallery_say(u, "Wanneer was het gesprek met de ouders?", "When was the talk with the parents?"),
			.error = str_from(gallery_say(u, "Vul de datum van het gesprek in", "Fill in the date of the talk")),
		},
		{
			.kind = FIELD_DATE,
			.name = "begin",
			.label = gallery_say(u, "Begindatum van de hulp", "First day of the support"),
			.value = S("25-11-2026"),
		},
		{
			.kind = FIELD_NUMBER,
			.name = "uren",
			.label = gallery_say(u, "Hoeveel hulp?", "How much support?"),
			.unit = gallery_say(u, "uur per schoolweek", "hours a school week"),
			.value = S("3"),
		},
		{
			.kind = FIELD_SELECT,
			.name = "groep",
			.label = gallery_say(u, "Groep", "Year"),
			.options = groups,
			.n_options = 2,
		},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		ui_field(u, &fields[i]);
}

static void long_controls(struct ui *u)
{
	const struct ui_option who[] = {
		{.value = S("ib"), .label = gallery_say(u, "Alleen de intern begeleider", "Only the support coordinator")},
		{
			.value = S("dossier"),
			.label = gallery_say(u, "Iedereen in het dossier", "Everyone in the dossier"),
			.hint = gallery_say(u, "Ouders lezen dit mee.", "Parents read this too."),
		},
	};
	const struct ui_option helped[] = {
		{.value = S("stil"), .label = gallery_say(u, "Stil werken", "Working quietly"), .chosen = true},
		{.value = S("pauze"), .label = gallery_say(u, "Pauze", "A break")},
	};
	ui_field(u, &(struct ui_field){
		.kind = FIELD_LINES,
		.name = "reden",
		.max = 2000,
		.label = gallery_say(u, "Waarom kan de school dit niet zelf oplossen?",
		                     "Why can the school not solve this by itself?"),
		.hint = gallery_say(u, "Schrijf het zo dat ouders het ook begrijpen.",
		                    "Write it so that parents understand it too."),
		.error = str_from(gallery_say(u, "Leg uit waarom de school dit niet zelf kan oplossen",
		                              "Explain why the school cannot solve this by itself")),
	});
	ui_field(u, &(struct ui_field){
		.kind = FIELD_RADIOS,
		.name = "lezers",
		.label = gallery_say(u, "Wie mag dit lezen?", "Who may read this?"),
		.options = who,
		.n_options = 2,
		.error = str_from(gallery_say(u, "Kies wie dit mag lezen", "Choose who may read this")),
	});
	ui_field(u, &(struct ui_field){
		.kind = FIELD_CHECKS,
		.name = "hielp",
		.label = gallery_say(u, "Wat hielp?", "What helped?"),
		.optional = true,
		.options = helped,
		.n_options = 2,
	});
	ui_field(u, &(struct ui_field){
		.kind = FIELD_FILE,
		.name = "bijlage",
		.label = gallery_say(u, "Voeg een bestand toe", "Add a file"),
		.optional = true,
		.hint = gallery_say(u, "PDF, Word of foto. Ten hoogste 20 MB.", "PDF, Word or photo. 20 MB at most."),
		.accept = ".pdf,.docx,image/*",
	});
	ui_field(u, &(struct ui_field){
		.kind = FIELD_YES,
		.name = "gelezen",
		.label = gallery_say(u, "De ouders hebben dit gelezen", "The parents have read this"),
	});
}

void gallery_form(struct ui *u, const char *theme)
{
	const struct ui_error errors[] = {
		{"gesprek",
	         str_from(gallery_say(u, "Vul de datum van het gesprek in", "Fill in the date of the talk"))},
		{"reden", str_from(gallery_say(u, "Leg uit waarom de school dit niet zelf kan oplossen",
	                                       "Explain why the school cannot solve this by itself"))},
		{"lezers", str_from(gallery_say(u, "Kies wie dit mag lezen", "Choose who may read this"))},
	};
	struct ui_page p = {.title = gallery_say(u, "Vul de aanvraag aan", "Complete the request"),
	                    .kind = UI_STAFF,
	                    .errors = errors,
	                    .n_errors = 3,
	                    .back = "/onderdelen"};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_cols_begin(u);
	ui_next_step(
		u, &(struct ui_next){.who = str_from(gallery_say(u, "De school", "The school")),
	                             .what = str_from(gallery_say(u, "De aanvraag aanvullen", "Complete the request")),
	                             .by = str_from(gallery_say(u, "dinsdag 1 december", "Tuesday 1 December"))});
	ui_cols_main(u);
	ui_panel_begin(u, NULL);
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen/form",
	                                   .drafts = true,
	                                   .upload = true,
	                                   .kept_at = str_from(gallery_say(u, "14.12 uur", "2.12 pm"))});
	short_controls(u);
	long_controls(u);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = gallery_say(u, "Opslaan en verder", "Save and go on")});
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT,
	                                 .label = gallery_say(u, "Later verdergaan", "Go on later"),
	                                 .name = UI_LATER,
	                                 .value = "1"});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
	ui_cols_end(u);
	ui_page_end(u, &p);
}

void gallery_question(struct ui *u, const char *theme)
{
	struct ui_page p = {.title = gallery_say(u, "Wat vindt u van het plan?", "What do you think of the plan?"),
	                    .own_heading = true,
	                    .narrow = true,
	                    .kind = UI_PARENT,
	                    .back = "/onderdelen/parent"};
	u->sp.audience = AUD_OUDER;
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_small(u, gallery_say(u, "Vraag 2 van 4", "Question 2 of 4"));
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen/question", .drafts = true});
	ui_field(u,
	         &(struct ui_field){
			 .kind = FIELD_LINES,
			 .name = "mening",
			 .label = p.title,
			 .as_title = true,
			 .rows = 7,
			 .hint = gallery_say(u, "Schrijf het in uw eigen woorden. De school en de commissie lezen dit.",
	                                     "Use your own words. The school and the committee read this.")});
	ui_help(u, gallery_say(u, "Wat kan ik schrijven?", "What can I write?"),
	        gallery_say(u,
	                    "Bijvoorbeeld: wat gaat er thuis goed? Waar maakt u zich zorgen over? Wat heeft uw kind "
	                    "nodig om met plezier naar school te gaan?",
	                    "For example: what goes well at home? What worries you? What does your child need to enjoy "
	                    "school?"));
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = gallery_say(u, "Opslaan en verder", "Save and go on")});
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT,
	                                 .label = gallery_say(u, "Later verdergaan", "Go on later"),
	                                 .name = UI_LATER,
	                                 .value = "1"});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_page_end(u, &p);
}

void gallery_sign_in(struct ui *u, const char *theme)
{
	const struct ui_error errors[] = {
		{NULL,
	         str_from(gallery_say(u, "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog eens.",
	                              "This e-mail address and password do not belong together. Try again."))}};
	struct ui_page p = {.title = gallery_say(u, "Welkom", "Welcome"),
	                    .door = true,
	                    .errors = errors,
	                    .n_errors = theme != NULL,
	                    .intro = gallery_say(u, "Log in om verder te gaan.", "Sign in to go on.")};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen/sign-in"});
	ui_field(u, &(struct ui_field){.kind = FIELD_EMAIL,
	                               .name = "email",
	                               .label = gallery_say(u, "E-mailadres", "E-mail address"),
	                               .autocomplete = "username"});
	ui_field(u, &(struct ui_field){.kind = FIELD_PASSWORD,
	                               .name = "wachtwoord",
	                               .label = gallery_say(u, "Wachtwoord", "Password")});
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = gallery_say(u, "Log in", "Sign in")});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_p_link(u, gallery_say(u, "Lukt het niet?", "Does it not work?"), "/hulp",
	          gallery_say(u, "Zo krijgt u hulp", "This is how to get help"), ".");
	ui_page_end(u, &p);
}

void gallery_code(struct ui *u, const char *theme)
{
	const struct str codes[] = {S("7KQ2-MNPX"), S("4HTD-9VWC"), S("B3RJ-5XZE"),
	                            S("Q8GA-2YKM"), S("W6FN-7DTP"), S("J9CV-4HSR")};
	struct ui_page p = {.title = gallery_say(u, "Stel de tweede stap in", "Set up the second step"),
	                    .narrow = true,
	                    .kind = UI_STAFF,
	                    .intro = gallery_say(u, "Zo kan niemand met alleen uw wachtwoord bij de dossiers.",
	                                         "This way nobody gets into the dossiers with your password alone.")};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_panel_begin(u, gallery_say(u, "1. Scan deze code met uw telefoon", "1. Scan this code with your telephone"));
	ui_p(u, gallery_say(u, "Open een app voor codes, bijvoorbeeld die van uw telefoon zelf, en kies ‘toevoegen’.",
		"Open an app for codes, for example the one of your telephone itself, and choose ‘add’."));
	ui_qr(u,
	      S("otpauth://totp/"
	        "Thuisnabij:sanne@merenland.test?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Thuisnabij"),
	      gallery_say(u, "QR-code om te scannen. Lukt dat niet, typ dan de sleutel hieronder over.",
	                  "QR code to scan. If that does not work, type the key below."));
	ui_help(u, gallery_say(u, "Lukt scannen niet?", "Does scanning not work?"),
	        gallery_say(u, "Typ deze sleutel in de app: JBSW Y3DP EHPK 3PXP.",
	                    "Type this key in the app: JBSW Y3DP EHPK 3PXP."));
	ui_panel_end(u);
	ui_panel_begin(u, gallery_say(u, "2. Typ de code die de app toont", "2. Type the code that the app shows"));
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen/code"});
	ui_field(u, &(struct ui_field){.kind = FIELD_CODE,
	                               .name = "code",
	                               .label = gallery_say(u, "Code van 6 cijfers", "Code of 6 digits"),
	                               .width = 6});
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
		{.name = "doel",
	         .label = gallery_say(u, "Doel", "Goal"),
	         .mine = str_from(gallery_say(u, "Noor rekent elke dag 20 minuten zelfstandig op een stille plek.",
	                                      "Noor does maths by herself for 20 minutes a day in a quiet place.")),
	         .theirs = str_from(gallery_say(u, "Noor rekent elke dag 15 minuten zelfstandig in de bibliotheek.",
	                                        "Noor does maths by herself for 15 minutes a day in the library."))},
		{.name = "eind",
	         .label = gallery_say(u, "Klaar op", "Ready on"),
	         .mine = S("2027-01-29"),
	         .theirs = (struct str){0},
	         .mine_shown = str_from(gallery_say(u, "29 januari 2027", "29 January 2027"))},
	};
	const struct ui_error errors[] = {
		{NULL,
	         str_from(gallery_say(
			 u, "J. Bakker heeft dit om 14.09 uur ook gewijzigd. Kies per vraag welke tekst blijft staan.",
			 "J. Bakker changed this too, at 2.09 pm. Choose for each question which text stays."))}};
	struct ui_page p = {.title = gallery_say(u, "Plan van Noor", "Noor's plan"),
	                    .kind = UI_STAFF,
	                    .errors = errors,
	                    .n_errors = 1};
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
		gallery_say(u, "Vandaag: de secretaris kijkt of alles erbij zit.",
	                    "Today: the secretary looks whether everything is there."),
		gallery_say(u, "Dinsdag 8 december: de commissie bespreekt de aanvraag.",
	                    "Tuesday 8 December: the committee discusses the request."),
		gallery_say(u, "Uiterlijk 5 januari: u en de ouders krijgen het besluit.",
	                    "On 5 January at the latest: you and the parents get the decision."),
	};
	const struct ui_link links[] = {
		{gallery_say(u, "Terug naar Noor", "Back to Noor"), "/onderdelen/dossier"},
		{gallery_say(u, "Bekijk de aanvraag", "Look at the request"), "/onderdelen/form"}};
	struct ui_page p = {
		.title = gallery_say(u, "Aanvraag voor Noor", "Request for Noor"), .kind = UI_STAFF, .narrow = true};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_done_next(u, &(struct ui_done){.title = gallery_say(u, "De aanvraag is verstuurd", "The request was sent"),
	                                  .number = str_from(gallery_say(u, "Nummer 2026-0771", "Number 2026-0771")),
	                                  .steps = steps,
	                                  .n_steps = 3,
	                                  .links = links,
	                                  .n_links = 2});
	ui_page_end(u, &p);
}
