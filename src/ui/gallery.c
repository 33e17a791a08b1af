#include "gallery.h"

#include "gallery_parts.h"

const char *gallery_say(const struct ui *u, const char *nl, const char *en)
{
	return u->sp.lang == LANG_NL ? nl : en;
}

void gallery_shell(struct ui *u, struct ui_page *p, const char *theme)
{
	struct ui_role *r = ARENA_ARRAY(u->a, struct ui_role, 2);
	r[0] = (struct ui_role){gallery_say(u, "trajectbegeleider", "guidance worker"), "trajectbegeleider", true};
	r[1] = (struct ui_role){gallery_say(u, "intern begeleider", "support coordinator"), "ib", false};
	struct ui_who *who = ARENA_NEW(u->a, struct ui_who);
	*who = (struct ui_who){.name = S("Sanne de Wit"),
	                       .org = S("SWV Merenland"),
	                       .role = r[0].label,
	                       .roles = r,
	                       .n_roles = 2,
	                       .switch_action = "/rol",
	                       .account_href = "/account",
	                       .sign_out_action = "/uit"};
	struct ui_link *foot = ARENA_ARRAY(u->a, struct ui_link, 3);
	foot[0] = (struct ui_link){gallery_say(u, "Hulp", "Help"), "/hulp"};
	foot[1] = (struct ui_link){"Privacy", "/privacy"};
	foot[2] = (struct ui_link){gallery_say(u, "Toegankelijkheid", "Accessibility"), "/toegankelijkheid"};
	struct ui_link *other = ARENA_NEW(u->a, struct ui_link);
	const char **code = ARENA_NEW(u->a, const char *);
	enum lang l = u->sp.lang == LANG_NL ? LANG_EN : LANG_NL;
	*other = (struct ui_link){lang_name(l), l == LANG_NL ? "?taal=nl" : "?taal=en"};
	*code = lang_code(l);
	p->theme = theme;
	p->region = S("SWV Merenland");
	p->version = S("0.1.0");
	p->foot = foot;
	p->n_foot = 3;
	p->langs = other;
	p->lang_codes = code;
	p->n_langs = 1;
	if (p->kind == UI_PUBLIC)
		return;
	p->who = who;
	p->session_left = 1800;
	p->printed = str_from(gallery_say(u, "Afgedrukt op 23 november 2026 om 14.12 uur door Sanne de Wit",
		"Printed on 23 November 2026 at 2.12 pm by Sanne de Wit"));
}

void gallery_staff_nav(struct ui *u, struct ui_page *p, size_t current)
{
	struct ui_nav *n = ARENA_ARRAY(u->a, struct ui_nav, 6);
	n[0] = (struct ui_nav){.label = gallery_say(u, "Werkvoorraad", "Work list"),
	                       .href = "/werk",
	                       .count = 7,
	                       .hot = true,
	                       .key = "w"};
	n[1] = (struct ui_nav){.label = gallery_say(u, "Kinderen", "Children"), .href = "/kinderen", .key = "k"};
	n[2] = (struct ui_nav){.label = gallery_say(u, "Scholen", "Schools"), .href = "/scholen"};
	n[3] = (struct ui_nav){.label = gallery_say(u, "Agenda", "Calendar"), .href = "/agenda"};
	n[4] = (struct ui_nav){.label = gallery_say(u, "Berichten", "Messages"), .href = "/berichten", .count = 2};
	n[5] = (struct ui_nav){.label = gallery_say(u, "Aanbod", "What is on offer"), .href = "/aanbod"};
	n[current].current = true;
	p->kind = UI_STAFF;
	p->nav = n;
	p->n_nav = 6;
}

static void work_table(struct ui *u)
{
	const struct ui_col cols[] = {
		{.label = gallery_say(u, "Kies", "Choose"), .kind = COL_SELECT}, {.label = gallery_say(u, "Wat", "What")},
		{.label = gallery_say(u, "Kind", "Child"), .sort_href = "?op=kind", .sort = SORT_UP}, {.label = "School"},
		{.label = gallery_say(u, "Voor wanneer", "By when")},
	};
	const struct {
		const char *what, *child, *school;
		struct ui_tag tag;
	} rows[] = {
		{gallery_say(u, "OPP bespreken", "Discuss the plan"),
	         "Noor B.",
	         "De Wilgenhoek",
	         {TONE_LATE, NULL, str_from(gallery_say(u, "3 schooldagen te laat", "3 school days late"))}},
		{gallery_say(u, "Ouders bellen", "Call the parents"),
	         "Daan K.",
	         "Het Veer",
	         {TONE_LATE, NULL, str_from(gallery_say(u, "1 schooldag te laat", "1 school day late"))}},
		{gallery_say(u, "Aanvraag versturen", "Send the request"),
	         "Noor B.",
	         "De Wilgenhoek",
	         {TONE_SOON, NULL, str_from(gallery_say(u, "nog 6 schooldagen", "6 school days left"))}},
		{gallery_say(u, "Plek zoeken", "Find a place"),
	         "Sem de V.",
	         "De Klimboom",
	         {TONE_INFO, NULL, str_from(gallery_say(u, "vóór 18 december", "before 18 December"))}},
	};
	ui_table_begin(u, gallery_say(u, "Te laat en deze week", "Late and this week"), TABLE_CARDS, cols, 5);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ui_row(u);
		ui_cell_select(u, "taak", str_printf(u->a, "%zu", i), str_printf(u->a, "%s, %s", rows[i].what, rows[i].child));
		ui_cell_link(u, "/onderdelen/dossier", str_from(rows[i].what));
		ui_cell(u, str_from(rows[i].child));
		ui_cell(u, str_from(rows[i].school));
		ui_cell_tag(u, &rows[i].tag);
	}
	ui_table_end(u);
	ui_select_all(u);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT,
	                                 .label = gallery_say(u, "Geef aan een collega", "Give to a colleague"),
	                                 .icon = ICON_PEOPLE});
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT,
	                                 .label = gallery_say(u, "Zet op klaar", "Mark as done"),
	                                 .icon = ICON_CHECK});
	ui_buttons_end(u);
}

static void work(struct ui *u, const char *theme)
{
	const struct ui_figure figures[] = {
		{S("2"), gallery_say(u, "te laat", "late"), "?stand=laat"},
		{S("5"), gallery_say(u, "deze week", "this week"), "?stand=week"},
		{S("3"), gallery_say(u, "wachten op een ander", "wait for someone else"), "?stand=wacht"},
	};
	const struct ui_notice notice = {
		.text = gallery_say(u, "2 taken gegeven aan J. Bakker.", "2 tasks given to J. Bakker."),
		.undo_action = "/ongedaan/1",
		.tone = TONE_OK};
	struct ui_page p = {.title = gallery_say(u, "Werkvoorraad", "Work list"), .shortcuts = true,
	                    .notice = &notice,
	                    .intro = gallery_say(u, "Maandag 23 november 2026, schoolweek 14.",
	                                         "Monday 23 November 2026, school week 14.")};
	gallery_staff_nav(u, &p, 0);
	gallery_shell(u, &p, theme);
	ui_page_begin(u, &p);
	ui_figures(u, figures, 3);
	ui_panel_begin(u, NULL);
	ui_form_begin(u, &(struct ui_form){.action = "/onderdelen/work"});
	work_table(u);
	ui_form_end(u);
	ui_panel_end(u);
	gallery_data_table(u);
	ui_panel_begin(u, gallery_say(u, "Takenlijst van een aanvraag", "Tasks of a request"));
	gallery_tasks(u);
	ui_panel_end(u);
	ui_pages(u, NULL, "?na=25", gallery_say(u, "taken 1 tot 25", "tasks 1 to 25"));
	ui_panel_begin(u, NULL);
	ui_empty(u, gallery_say(u, "Geen berichten", "No messages"),
	         gallery_say(u, "Nieuwe berichten van ouders en scholen komen hier te staan.",
	                     "New messages from parents and schools will be shown here."),
	         &(struct ui_link){gallery_say(u, "Schrijf een bericht", "Write a message"), "/berichten"});
	ui_panel_end(u);
	ui_page_end(u, &p);
}

static const struct {
	const char *name;
	void (*write)(struct ui *u, const char *theme);
} pages[GALLERY__N] = {
	[GALLERY_INDEX] = {"index", gallery_parts},
	[GALLERY_DOSSIER] = {"dossier", gallery_dossier},
	[GALLERY_WORK] = {"work", work},
	[GALLERY_PARENT] = {"parent", gallery_parent},
	[GALLERY_PUPIL] = {"pupil", gallery_pupil},
	[GALLERY_FORM] = {"form", gallery_form},
	[GALLERY_QUESTION] = {"question", gallery_question},
	[GALLERY_SIGN_IN] = {"sign-in", gallery_sign_in},
	[GALLERY_CODE] = {"code", gallery_code},
	[GALLERY_CONFLICT] = {"conflict", gallery_conflict},
	[GALLERY_DONE] = {"done", gallery_done},
};

const char *gallery_name(enum gallery_page p)
{
	return (unsigned)p < GALLERY__N ? pages[p].name : NULL;
}

void ui_gallery(struct ui *u, enum gallery_page p, const char *theme)
{
	if ((unsigned)p >= GALLERY__N)
		BUG("gallery page %d", (int)p);
	pages[p].write(u, theme);
}

