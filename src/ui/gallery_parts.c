#include "gallery_parts.h"

#include "gallery.h"

void gallery_tasks(struct ui *u)
{
	const struct ui_task tasks[] = {
		{gallery_say(u, "Kind en school", "Child and school"), NULL, "/onderdelen/form", TASK_DONE, NULL},
		{gallery_say(u, "Wat deed de school al?", "What did the school do already?"),
	         gallery_say(u, "3 van de 5 vragen ingevuld", "3 of the 5 questions filled in"), "/onderdelen/question",
	         TASK_BUSY, NULL},
		{gallery_say(u, "Mening van ouders", "Opinion of parents"), NULL, "/onderdelen/form", TASK_WAITING,
	         gallery_say(u, "ouders", "parents")},
		{gallery_say(u, "Mening van Noor", "Opinion of Noor"), NULL, "/onderdelen/form", TASK_TODO, NULL},
		{gallery_say(u, "Nakijken en versturen", "Check and send"),
	         gallery_say(u, "Als alles klaar is", "When everything is ready"), NULL, TASK_BLOCKED, NULL},
	};
	ui_progress(u, gallery_say(u, "Aanvraag voor Noor", "Request for Noor"), 1, 5);
	ui_tasks(u, tasks, 5);
}

void gallery_data_table(struct ui *u)
{
	const struct ui_col cols[] = {
		{.label = "School"},
		{.label = gallery_say(u, "Kinderen met een plan", "Children with a plan"), .kind = COL_NUMBER},
		{.label = gallery_say(u, "Dagen tot besluit", "Days to decision"), .kind = COL_NUMBER},
		{.label = gallery_say(u, "Eigen mening", "Own opinion"), .kind = COL_NUMBER},
		{.label = gallery_say(u, "Te laat", "Late"), .kind = COL_NUMBER},
	};
	static const char *const rows[][5] = {
		{"De Wilgenhoek", "31", "27", "74%", "< 5"},
		{"Het Veer", "24", "33", "58%", "6"},
		{"Sint Jozef", "45", "29", "81%", "< 5"},
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
		{TONE_LATE, gallery_say(u, "OPP bespreken", "Discuss the plan"),
	         str_from(gallery_say(u, "3 schooldagen te laat", "3 school days late"))},
		{TONE_SOON, gallery_say(u, "Besluit", "Decision"),
	         str_from(gallery_say(u, "nog 2 weken", "2 weeks left"))},
		{TONE_OK, gallery_say(u, "Plan", "Plan"), str_from(gallery_say(u, "op tijd", "in time"))},
		{TONE_INFO, NULL, str_from(gallery_say(u, "loopt", "running"))},
		{TONE_WAIT, gallery_say(u, "Wacht op", "Waits for"), str_from(gallery_say(u, "ouders", "parents"))},
	};
	ui_panel_begin(u, gallery_say(u, "Stand in woorden", "State in words"));
	ui_tags(u, tags, 5);
	ui_remark(u, TONE_INFO, gallery_say(u, "Ouders lezen dit mee.", "Parents read this too."));
	ui_remark(u, TONE_SOON,
	          gallery_say(u, "Na vrijdag kunt u dit niet meer wijzigen.",
	                      "After Friday you can no longer change this."));
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
	ui_button(u, &(struct ui_button){.kind = BUTTON_DANGER,
	                                 .label = gallery_say(u, "Sluit het dossier", "Close the dossier"),
	                                 .icon = ICON_LOCK});
	ui_button(u, &(struct ui_button){.kind = BUTTON_LINK,
	                                 .label = gallery_say(u, "Ongedaan maken", "Undo"),
	                                 .icon = ICON_UNDO});
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
	ui_p_link(u, gallery_say(u, "Niet eens met het besluit?", "Do you not agree with the decision?"),
	          "/onderdelen/done", gallery_say(u, "Zo maakt u bezwaar", "This is how to object"), ".");
	const char *const items[] = {
		gallery_say(u, "Neem een brief van de school mee.", "Bring a letter from the school."),
		gallery_say(u, "Neem gerust iemand mee die u vertrouwt.", "Feel free to bring someone you trust."),
	};
	ui_bullets(u, items, 2);
	ui_help(u, gallery_say(u, "Wat is een TLV?", "What is a TLV?"),
	        gallery_say(u,
	                    "Met een toelaatbaarheidsverklaring (TLV) mag een kind naar het speciaal onderwijs. De "
	                    "commissie geeft hem af.",
	                    "With a statement of admissibility (TLV) a child may go to special education. The "
	                    "committee gives it."));
	ui_panel_end(u);
}

void gallery_parts(struct ui *u, const char *theme)
{
	struct ui_page p = {.title = gallery_say(u, "Onderdelen", "Parts of a page"),
	                    .kind = UI_STAFF,
	                    .intro = gallery_say(u, "Alles waaruit een pagina bestaat, met verzonnen mensen.",
	                                         "Everything a page is made of, with invented people.")};
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	struct ui_link links[GALLERY__N];
	for (int i = 0; i < GALLERY__N; i++)
		links[i] = (struct ui_link){gallery_name((enum gallery_page)i),
		                            str_printf(u->a, "/onderdelen/%s", gallery_name((enum gallery_page)i)).p};
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
	ui_summary_row(
		u, gallery_say(u, "Reden", "Reason"),
		str_from(gallery_say(u, "Noor leert beter in een kleine groep.\nDat zagen school en ouders allebei.",
	                             "Noor learns better in a small group.\nBoth school and parents saw that.")),
		"/onderdelen/form");
	ui_summary_end(u);
	ui_panel_end(u);
	ui_page_end(u, &p);
}
