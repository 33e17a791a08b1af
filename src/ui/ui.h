/* The parts of a page. Each part carries its accessibility (roles, labels, focus, words beside colour), works without
 * JavaScript, and takes its texts ready to show.
 *
 * Two kinds of text, told apart by type:
 *   const char *  what the product says: already translated with tr(u->sp, "..."), or tr_fill(...).p;
 *   struct str    what people and records say: names, values, quotes. Never translated.
 * Ids and form names are const char *, lower case, [a-z0-9_-]. Addresses follow html.h.
 *
 * The order on a page:
 *     ui_page_begin(u, &page);            skip link, header, menu, crumbs, errors, h1 with facts and tags
 *     ui_tabs(...); ui_route_line(...);
 *     ui_cols_begin(u);                   optional: what must happen now, beside the work (first on a phone)
 *         ui_next_step(...);
 *     ui_cols_main(u);
 *         ui_panel_begin(u, "..."); ... ui_panel_end(u);
 *     ui_cols_end(u);
 *     ui_page_end(u, &page);              help, footer, script
 * Begin and end must match; the HTML writer checks. */
#ifndef TN_UI_H
#define TN_UI_H

#include "date.h"
#include "icons.h"
#include "tr.h"

/* A hidden field. */
struct ui_pair {
	const char *name;
	struct str value;
};

struct ui {
	struct html h;
	struct arena *a;
	struct speak sp;
	struct str csrf; /* in every form that posts; empty: none is written (galleries, tests) */
	/* Below: of ui/ itself. */
	unsigned ids;
	bool headed; /* an h2 was written: what follows may be an h3 */
	const struct ui_col *cols;
	size_t n_cols, col;
	bool in_row, in_body, cards;
	const char *table_id, *rows_id, *caption;
	const struct ui_form *form;
	const struct calendar *calendar; /* of the school that the page is about; NULL: not known (view_day_off) */
	int32_t today;                   /* a day before it needs no warning any more */
	bool kept; /* a value was left out that is kept from this reader: the end of the page says so once (view_shown) */
};

void ui_init(struct ui *u, struct buf *out, struct arena *a, struct speak sp);
/* A new id that starts with `stem`. */
const char *ui_id(struct ui *u, const char *stem);

/* Hidden and button names that every form knows. */
#define UI_CSRF "_csrf"
#define UI_KEY "_key"
#define UI_REV "_rev"
#define UI_LATER "_later" /* the button "Later verder gaan": keep as a draft, check nothing */

/* ---- page ---- */

enum ui_kind {
	UI_PUBLIC = 0, /* not about a person: sign-in, help, errors. No confidentiality line in print */
	UI_STAFF,
	UI_PARENT,     /* larger type, one thing at a time */
	UI_PUPIL,      /* larger still */
};

enum ui_tone { TONE_INFO = 0, TONE_OK, TONE_SOON, TONE_LATE, TONE_WAIT };

/* "OPP bespreken: 3 schooldagen te laat": what, and its state in bold; `what` may be NULL. */
struct ui_tag {
	enum ui_tone tone;
	const char *what;
	struct str state;
};

struct ui_link {
	const char *label, *href;
};

struct ui_nav {
	const char *label, *href;
	int64_t count; /* open things; 0 shows nothing */
	bool hot;      /* some of them are late */
	const char *said; /* what is counted, for who hears the page; NULL: open things */
	bool current;
	const char *key; /* shortcut letter after g, or NULL */
};

struct ui_role {
	const char *label;  /* "intern begeleider" */
	const char *code;
	bool active;
};

/* Who is signed in. */
struct ui_who {
	struct str name, org;
	const char *role;
	const struct ui_role *roles; /* two or more: a switch is shown */
	size_t n_roles;
	const char *switch_action;   /* POST, field "rol" */
	const char *account_href;    /* own settings */
	const char *sign_out_action; /* POST */
};

/* What the last change did. */
struct ui_notice {
	const char *text;        /* "Instellingen bewaard" */
	const char *undo_action; /* POST, NULL when it cannot be undone */
	bool stays;              /* never moved to the corner: it must be read with the page */
	enum ui_tone tone;
};

struct ui_error {
	const char *field; /* the name of the field = the id of its first control; NULL: of the whole form */
	struct str text;   /* "Vul de datum van het gesprek in" */
};

struct ui_page {
	const char *title;       /* the h1, and the start of the window title */
	const char *window_title;/* NULL: title; never with personal data beyond what the h1 shows */
	bool own_heading;        /* the page writes its own h1 (a question page: ui_field.as_title) */
	const char *intro;       /* one or two sentences under the h1 */
	const struct str *facts; /* "Groep 5, De Wilgenhoek" */
	size_t n_facts;
	const struct ui_tag *tags;
	size_t n_tags;
	enum ui_kind kind;
	bool letter; /* printed to be handed out: says nothing of who is signed in, or that it is confidential */
	bool narrow;             /* one column in the middle, no menu: question and error pages */
	bool door;               /* the front door: sign-in, invitation, set-up; the drawing beside the work */
	bool hero;               /* the front page: title, intro and `acts` on the drawing */
	const struct ui_link *acts; /* of a hero: the first is the main one */
	size_t n_acts;
	const char *theme;       /* NULL or "" follows the device; "light", "dark" */
	struct str region;       /* under the mark */
	const struct ui_link *crumbs; /* above the h1, without the page itself */
	size_t n_crumbs;
	const char *back;        /* question pages: where "Terug" goes; NULL none */
	const struct ui_nav *nav;/* at most 6 */
	size_t n_nav;
	const struct ui_who *who;/* NULL: signed out */
	const struct ui_notice *notice;
	const struct ui_error *errors; /* the summary, before the h1 and outside the form */
	size_t n_errors;
	int64_t session_left;    /* seconds; a warning comes 5 minutes before; 0 none */
	bool shortcuts;
	struct str printed;      /* "Afgedrukt op 24 nov 2026 door S. de Wit": on paper only */
	struct str version;
	const struct ui_link *foot;  /* Hulp, Privacy, Toegankelijkheid: in this order on every page */
	size_t n_foot;
	const struct ui_link *langs; /* the page in the other languages: label = the language's own name */
	const char *const *lang_codes;
	size_t n_langs;
	const char *lang_action; /* POST, field "taal": the language is kept in the account; NULL: links at the foot do */
};

void ui_page_begin(struct ui *u, const struct ui_page *p);
void ui_page_end(struct ui *u, const struct ui_page *p);

/* ---- blocks ---- */

/* A white sheet with an h2; title NULL for none. Returns nothing; the heading labels the section. */
void ui_panel_begin(struct ui *u, const char *title);
/* The same for what can only be done on a screen: it is not printed. Ends with ui_panel_end. */
void ui_tools_begin(struct ui *u, const char *title);
void ui_panel_end(struct ui *u);
/* Two columns on a wide screen. What comes first is the narrow one, at the end of the line; first on a phone. */
void ui_cols_begin(struct ui *u);
void ui_cols_main(struct ui *u);
void ui_cols_end(struct ui *u);
/* Cards beside each other, as many as fit. */
void ui_grid_begin(struct ui *u);
void ui_grid_end(struct ui *u);
void ui_h2(struct ui *u, const char *text);
void ui_h3(struct ui *u, const char *text);
void ui_p(struct ui *u, const char *text);
void ui_p_str(struct ui *u, struct str text); /* line ends in the text become new paragraphs and lines */
void ui_small(struct ui *u, const char *text);
/* A button that prints; only there with JavaScript. */
void ui_print_button(struct ui *u);
/* A paragraph with one link in it: "Kunt u niet inloggen? [Vraag een nieuwe code]". before, after may be NULL. */
void ui_p_link(struct ui *u, const char *before, const char *href, const char *label, const char *after);
/* The same with a phone number that can be pressed to call, and that stays on one line. */
void ui_p_phone(struct ui *u, const char *before, struct str phone);
void ui_link(struct ui *u, const char *href, const char *label);
void ui_bullets(struct ui *u, const char *const *items, size_t n);
void ui_numbered(struct ui *u, const char *const *items, size_t n);
void ui_links(struct ui *u, const struct ui_link *links, size_t n);
/* Large rows to choose from, each a link (href) or a form of its own (action with hidden fields). `sub` may be NULL. */
struct ui_choice {
	const char *label;
	struct str sub;
	const char *href, *action;
	const struct ui_pair *hidden;
	size_t n_hidden;
};
void ui_choices(struct ui *u, const struct ui_choice *choices, size_t n);
void ui_details_begin(struct ui *u, const char *summary, bool open);
void ui_details_end(struct ui *u);
/* The same for rows of a list: paper, which has nothing to press, has them always. */
void ui_fold_begin(struct ui *u, const char *summary, bool open);
void ui_fold_end(struct ui *u);
/* Help in the line of the text: a word or question that opens two sentences. */
void ui_help(struct ui *u, const char *question, const char *answer);
void ui_code_block(struct ui *u, struct str code); /* set in wide letters, to copy or print: recovery codes */
/* A text to take along into another system: in a box of its own, all of it chosen by one click on the button, which is
 * there with JavaScript; without it one selects the text. `done` is what the button then says. */
void ui_copy(struct ui *u, const char *label, struct str text, const char *button, const char *done);
void ui_code_list(struct ui *u, const struct str *codes, size_t n);
/* Nothing here yet: why, and what one can do. `action` may be NULL. */
void ui_empty(struct ui *u, const char *title, const char *text, const struct ui_link *action);

/* ---- state ---- */

void ui_tag(struct ui *u, const struct ui_tag *t);
void ui_tags(struct ui *u, const struct ui_tag *tags, size_t n);
void ui_facts(struct ui *u, const struct str *facts, size_t n);
/* A notice in the page. role=status, or role=alert for TONE_LATE. */
void ui_notice(struct ui *u, const struct ui_notice *n);
/* A quiet remark beside the work: "Ouders lezen dit mee." */
void ui_remark(struct ui *u, enum ui_tone tone, const char *text);
/* Counts in large figures. */
struct ui_figure {
	struct str number;
	const char *what;
	const char *href; /* may be NULL */
};
void ui_figures(struct ui *u, const struct ui_figure *f, size_t n);
/* done of total, with words: "Begonnen groepen: 5 van 8". */
void ui_progress(struct ui *u, const char *label, int64_t done, int64_t total);
/* What changes by itself while someone looks (`now`: it still does): with JavaScript it is brought up to date each two
 * seconds, without it by the link that the page gives. `id` is the same at every look. */
void ui_live_begin(struct ui *u, const char *id, bool now);
void ui_live_end(struct ui *u);

/* ---- the route, the next step, voices ---- */

enum ui_stop { STOP_TODO = 0, STOP_NOW, STOP_DONE, STOP_SKIPPED };
/* How each is drawn, and said to who hears the page: of ui/ itself. */
struct ui_stop_look {
	const char *class;
	enum icon icon;
	const char *word; /* English */
};
extern const struct ui_stop_look ui_stops[];
struct ui_station {
	enum ui_stop stop;
	const char *name; /* "Gesprek met ouders" */
	struct str when;  /* "week 38", "vóór 1 december" */
	bool plain;       /* as the last one it is no coming home: a decision may be a no */
};
/* The child's path as one line; across on a wide screen, down on a phone. Panel with heading `title`. */
void ui_route_line(struct ui *u, const char *title, const struct ui_station *stations, size_t n);

struct ui_next {
	bool mine;           /* the reader is to act: the strong panel */
	const char *title;   /* NULL: "Wat moet er nu gebeuren?" */
	struct str who;      /* Aan zet */
	struct str what;     /* Wat */
	struct str by;       /* Vóór: date with what is left in the unit the rule counts in */
	struct str after;    /* Daarna */
	const char *text;    /* a sentence first, may be NULL */
	struct ui_link act;  /* label NULL: no button */
};
void ui_next_step(struct ui *u, const struct ui_next *next);

enum ui_voice { VOICE_SCHOOL = 0, VOICE_PARENTS, VOICE_CHILD, VOICE_PARTNER };
struct ui_said {
	enum ui_voice voice;
	const char *who;    /* "Ouders", "Noor zelf"; NULL: the voice's own word */
	struct str words;   /* empty: the voice is still missing, and that is shown */
	struct str by;      /* who wrote it down, and when */
	const char *missing;/* text when empty: "Nog niet gevraagd" */
	struct ui_link act;
};
/* Voices beside each other. */
void ui_voices(struct ui *u, const struct ui_said *said, size_t n);

struct ui_event {
	enum ui_voice voice;
	const char *who;
	const char *title;  /* "Mening van ouders ontvangen" */
	int64_t at;         /* instant */
	struct str by;
	struct str words;
	bool quoted;        /* words as someone spoke them */
	struct ui_link act;
};
void ui_timeline(struct ui *u, const struct ui_event *events, size_t n);

/* What happens now, after something was sent. */
struct ui_done {
	const char *title;  /* "De aanvraag is verstuurd" */
	struct str number;  /* "nr 2026-0771", may be empty */
	const char *const *steps;
	size_t n_steps;
	const struct ui_link *links;
	size_t n_links;
};
void ui_done_next(struct ui *u, const struct ui_done *d);

/* ---- ways about ---- */

struct ui_tab {
	const char *label, *href;
	bool current;
	int64_t count;
	const char *said; /* what is counted, for who hears the page: then these are late. NULL: the label says it */
};
void ui_tabs(struct ui *u, const char *label, const struct ui_tab *tabs, size_t n);
/* Cursor pages: either may be NULL. `what` is e.g. "kinderen 26 tot 50". */
void ui_pages(struct ui *u, const char *previous, const char *next, const char *what);

/* TASK_NOTE: something to know or a way to go, which has no state. */
enum ui_task_state { TASK_TODO = 0, TASK_BUSY, TASK_DONE, TASK_BLOCKED, TASK_WAITING, TASK_NOTE };
struct ui_task {
	const char *name, *hint, *href; /* href NULL: cannot be opened yet */
	enum ui_task_state state;
	const char *waits_for;          /* TASK_WAITING: "ouders" */
};
void ui_tasks(struct ui *u, const struct ui_task *tasks, size_t n);

/* ---- lists and tables ---- */

/* "Controleer uw antwoorden": name, value, change. */
void ui_summary_begin(struct ui *u);
void ui_summary_row(struct ui *u, const char *name, struct str value, const char *change_href);
void ui_summary_end(struct ui *u);

enum ui_col_kind { COL_TEXT = 0, COL_NUMBER, COL_SELECT, COL_ACTION };
struct ui_col {
	const char *label; /* also on the cards of the phone */
	enum ui_col_kind kind;
	const char *sort_href; /* may be NULL */
	enum { SORT_NONE = 0, SORT_UP, SORT_DOWN } sort;
	bool plain; /* what stands in it needs no label on a card */
};
enum ui_table_kind {
	TABLE_CARDS = 0, /* rows become cards on a phone */
	TABLE_DATA,      /* figures: stays a table, scrolls sideways inside its own box */
};
/* cols must live until ui_table_end. The first column names the row (th), unless it is COL_SELECT: then the second. */
void ui_table_begin(struct ui *u, const char *caption, enum ui_table_kind kind, const struct ui_col *cols, size_t n);
void ui_row(struct ui *u);                       /* starts a row (and ends the one before) */
void ui_cell(struct ui *u, struct str text);
void ui_cell_link(struct ui *u, const char *href, struct str text);
void ui_cell_tag(struct ui *u, const struct ui_tag *t);
void ui_cell_begin(struct ui *u);                /* anything else, up to ui_cell_end */
void ui_cell_end(struct ui *u);
void ui_cell_select(struct ui *u, const char *name, struct str value, struct str what); /* a checkbox */
/* The same for a form elsewhere on the page, by its id. */
void ui_cell_select_of(struct ui *u, const char *form, const char *name, struct str value, struct str what,
                       bool chosen);
void ui_table_end(struct ui *u);
/* A part of a list, one table or more, that an address can point to by its id. */
void ui_rows_begin(struct ui *u, const char *id);
void ui_rows_end(struct ui *u);
/* A link that ticks all COL_SELECT boxes of the part of the list that it stands in: at once with JavaScript, else by
 * the page it leads to. */
void ui_tick_all(struct ui *u, const char *href, const char *label);

/* Two people wrote in the same record: both texts, the difference marked, and a choice per field that posts under the
 * field's own name. Inside a form. */
struct ui_clash {
	const char *name, *label;
	struct str mine, theirs; /* as typed */
	struct str mine_shown, theirs_shown; /* empty: as typed */
};
void ui_clashes(struct ui *u, struct str their_name, const struct ui_clash *rows, size_t n);

/* ---- forms ---- */

struct ui_form {
	const char *action;
	const char *id;       /* may be NULL */
	bool get;             /* filters and search without personal data */
	bool upload;
	bool drafts;          /* kept while typing */
	struct str key;       /* form key */
	int64_t rev;
	struct str kept_at;   /* "14.12 uur": a draft was kept then and is shown now */
};
void ui_form_begin(struct ui *u, const struct ui_form *f);
void ui_form_end(struct ui *u);
void ui_hidden(struct ui *u, const char *name, struct str value);

enum ui_field_kind {
	FIELD_TEXT = 0, FIELD_EMAIL, FIELD_PASSWORD, FIELD_CODE, FIELD_NUMBER, FIELD_TEL, FIELD_SEARCH,
	FIELD_LINES,   /* textarea */
	FIELD_SELECT, FIELD_RADIOS, FIELD_CHECKS,
	FIELD_YES,     /* one tick, the label beside it; posts "1" */
	FIELD_DATE,    /* one text field, for staff */
	FIELD_DATE3,   /* day, month, year: NAME_dag, NAME_maand, NAME_jaar; value dd-mm-jjjj or jjjj-mm-dd */
	FIELD_FILE,
};
struct ui_option {
	struct str value;
	const char *label, *hint;
	bool chosen;
	const char *name; /* of a tick of FIELD_CHECKS that is a field of its own; NULL: that of the group */
	struct str under; /* FIELD_SELECT: those of one heading stand behind each other; empty: under none */
};
struct ui_field {
	enum ui_field_kind kind;
	const char *name;      /* also the id of the first control */
	const char *label;     /* the question */
	const char *hint;
	struct str error;      /* empty: right */
	struct str value;
	bool optional;         /* "(mag)" behind the label */
	bool as_title;         /* the label is the h1 of a question page */
	bool readonly;
	int64_t max;           /* characters; a hint tells how many for FIELD_LINES of 200 and more */
	int rows;              /* FIELD_LINES, 4 when 0 */
	int width;             /* characters wide: 2, 4, 6, 10, 20; 0 full */
	const char *unit;      /* behind the control: "uur per week" */
	const char *autocomplete;
	const char *accept;    /* FIELD_FILE */
	const char *capture;   /* FIELD_FILE: "user" or "environment", the camera or recorder of a phone; NULL: none */
	const struct ui_option *options;
	size_t n_options;
};
void ui_field(struct ui *u, const struct ui_field *f);

enum ui_button_kind { BUTTON_PRIMARY = 0, BUTTON_ALT, BUTTON_DANGER, BUTTON_LINK };
struct ui_button {
	enum ui_button_kind kind;
	const char *label;      /* starts with a verb */
	const char *name, *value;
	const char *action;     /* formaction */
	enum icon icon;
};
void ui_buttons_begin(struct ui *u);
void ui_button(struct ui *u, const struct ui_button *b);
void ui_button_link(struct ui *u, enum ui_button_kind kind, const char *href, const char *label);
void ui_buttons_end(struct ui *u);
/* Buttons that stay in sight under a long list, for what was ticked in it; `counted` with {n} says how many that are,
 * where there is JavaScript. */
void ui_bar_begin(struct ui *u, const char *label, const char *counted);
void ui_bar_end(struct ui *u);
/* One button that is a form of its own; hidden fields as pairs (name, value), n of them. */
void ui_button_form(struct ui *u, const char *action, const struct ui_button *b, const struct ui_pair *hidden,
                    size_t n);
/* Ticks every COL_SELECT box of the last table; only there with JavaScript. */
void ui_select_all(struct ui *u);

/* A QR code as SVG, dark on white in every theme, with `label` as its text alternative. */
void ui_qr(struct ui *u, struct str text, const char *label);

#endif
