#include "assets.h"
#include "ui.h"

/* The frame of a page: head, header, menu, what stands before the h1, footer. */

static void head(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	bool fixed = p->theme != NULL && p->theme[0] != '\0';
	h_open(h, EL_HEAD, AT_END);
	h_open(h, EL_META, AT_CHARSET, "utf-8", AT_END);
	h_open(h, EL_TITLE, AT_END);
	if (p->n_errors > 0)
		h_textf(h, "%s: ", tr(u->sp, "Error"));
	h_text(h, p->window_title != NULL ? p->window_title : p->title);
	h_text(h, " – Thuisnabij");
	h_close(h, EL_TITLE);
	h_open(h, EL_META, AT_NAME, "viewport", AT_CONTENT, "width=device-width, initial-scale=1", AT_END);
	h_open(h, EL_META, AT_NAME, "color-scheme", AT_CONTENT, fixed ? p->theme : "light dark", AT_END);
	if (p->session_left > 0) {
		h_open(h, EL_META, AT_NAME, "session-seconds", AT_END);
		h_attrf(h, AT_CONTENT, "%lld", (long long)p->session_left);
	}
	h_open(h, EL_LINK, AT_REL, "preload", AT_HREF, ui_assets[ASSET_FONT].path, AT_AS, "font", AT_TYPE, "font/woff2",
		AT_CROSSORIGIN, AT_ON, AT_END);
	h_open(h, EL_LINK, AT_REL, "stylesheet", AT_HREF, ui_assets[ASSET_CSS].path, AT_END);
	h_open(h, EL_LINK, AT_REL, "icon", AT_HREF, ui_assets[ASSET_FAVICON].path, AT_TYPE, "image/png", AT_SIZES,
	       "48x48", AT_END);
	h_open(h, EL_LINK, AT_REL, "icon", AT_HREF, ui_assets[ASSET_MARK].path, AT_TYPE, "image/svg+xml", AT_END);
	h_open(h, EL_LINK, AT_REL, "apple-touch-icon", AT_HREF, ui_assets[ASSET_TOUCH].path, AT_END);
	h_open(h, EL_SCRIPT, AT_SRC, ui_assets[ASSET_JS].path, AT_DEFER, AT_ON, AT_END);
	h_close(h, EL_SCRIPT);
	h_close(h, EL_HEAD);
}

static void logo(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	h_open(h, EL_A, AT_CLASS, "logo", AT_HREF, "/", AT_END);
	ui_mark(h, "mark");
	h_open(h, EL_SPAN, AT_END);
	h_text(h, "Thuisnabij");
	if (p->region.n > 0) {
		h_text(h, " ");
		h_elem(h, EL_SMALL, NULL, p->region);
	}
	h_close(h, EL_SPAN);
	h_close(h, EL_A);
}

static void role_switch(struct ui *u, const struct ui_who *who)
{
	struct html *h = &u->h;
	if (who->n_roles < 2 || who->switch_action == NULL)
		return;
	ui_p(u, tr(u->sp, "Your role now"));
	const struct ui_form f = {.action = who->switch_action};
	ui_form_begin(u, &f);
	for (size_t i = 0; i < who->n_roles; i++) {
		const struct ui_role *r = &who->roles[i];
		h_open(h, EL_BUTTON, AT_TYPE, "submit", AT_NAME, "rol", AT_VALUE, r->code,
			AT_ARIA_CURRENT, r->active ? "true" : NULL, AT_END);
		ui_icon(h, r->active ? ICON_CHECK : ICON_SWITCH);
		h_text(h, r->label);
		h_close(h, EL_BUTTON);
	}
	ui_form_end(u);
	h_open(h, EL_HR, AT_END);
}

/* The other languages and the way out, in one form: they stand on every page, and a page is small. */
static void switches(struct ui *u, const struct ui_page *p)
{
	const struct ui_button out = {.label = tr(u->sp, "Sign out"), .icon = ICON_SIGN_OUT};
	const struct ui_form f = {.action = p->who->sign_out_action};
	struct html *h = &u->h;
	ui_form_begin(u, &f);
	for (size_t i = 0; p->lang_action != NULL && i < p->n_langs; i++) {
		h_open(h, EL_BUTTON, AT_TYPE, "submit", AT_FORMACTION, p->lang_action, AT_NAME, "taal", AT_VALUE,
			p->lang_codes[i], AT_LANG, p->lang_codes[i], AT_END);
		h_text(h, p->langs[i].label);
		h_close(h, EL_BUTTON);
	}
	ui_button(u, &out);
	ui_form_end(u);
}

static void who(struct ui *u, const struct ui_page *p)
{
	const struct ui_who *w = p->who;
	struct html *h = &u->h;
	h_open(h, EL_DETAILS, AT_CLASS, "who", AT_END);
	h_open(h, EL_SUMMARY, AT_END);
	h_open(h, EL_SPAN, AT_CLASS, "person", AT_END);
	ui_icon(h, ICON_PERSON);
	h_close(h, EL_SPAN);
	h_open(h, EL_SPAN, AT_CLASS, "name", AT_END);
	h_elem(h, EL_B, NULL, w->name);
	if (w->role != NULL) {
		h_text(h, " ");
		h_open(h, EL_SMALL, AT_END);
		h_text(h, w->role);
		if (w->org.n > 0) {
			h_text(h, ", ");
			h_str(h, w->org);
		}
		h_close(h, EL_SMALL);
	}
	h_close(h, EL_SPAN);
	ui_icon(h, ICON_CHEVRON_DOWN);
	h_close(h, EL_SUMMARY);
	h_open(h, EL_DIV, AT_CLASS, "menu", AT_END);
	role_switch(u, w);
	if (w->account_href != NULL) {
		h_open(h, EL_A, AT_HREF, w->account_href, AT_END);
		ui_icon(h, ICON_SETTINGS);
		h_text(h, tr(u->sp, "My account"));
		h_close(h, EL_A);
	}
	if (w->sign_out_action != NULL)
		switches(u, p);
	h_close(h, EL_DIV);
	h_close(h, EL_DETAILS);
}

static void top(struct ui *u, const struct ui_page *p)
{
	h_open(&u->h, EL_HEADER, AT_CLASS, "top", AT_END);
	h_open(&u->h, EL_DIV, AT_END);
	logo(u, p);
	if (p->who != NULL)
		who(u, p);
	h_close(&u->h, EL_DIV);
	h_close(&u->h, EL_HEADER);
}

/* The key after g that opens this item: its own letter, or its place. */
static const char *nav_key(struct ui *u, const struct ui_page *p, size_t i)
{
	return p->nav[i].key != NULL ? p->nav[i].key : str_printf(u->a, "%zu", i + 1).p;
}

static void nav_list(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	h_open(h, EL_UL, AT_CLASS, "list", AT_END);
	for (size_t i = 0; i < p->n_nav; i++) {
		const struct ui_nav *n = &p->nav[i];
		h_open(h, EL_LI, AT_END);
		h_open(h, EL_A, AT_HREF, n->href, AT_ARIA_CURRENT, n->current ? "page" : NULL,
		       AT_DATA_KEY, p->shortcuts ? nav_key(u, p, i) : NULL, AT_END);
		h_text(h, n->label);
		if (n->count > 0) {
			h_open(h, EL_SPAN, AT_CLASS, n->hot ? "count hot" : "count", AT_END);
			h_str(h, tr_number(u->a, u->sp.lang, n->count));
			h_elem(h, EL_SPAN, "vh",
			       str_printf(u->a, " %s", n->said != NULL ? n->said : n->hot ? tr(u->sp, "open, some are late")
			       	: tr(u->sp, "open")));
			h_close(h, EL_SPAN);
		}
		h_close(h, EL_A);
		h_close(h, EL_LI);
	}
	h_close(h, EL_UL);
}

/* Two lists, of which one is shown: details that open by themselves on a wide screen need too new a browser. */
static void menus(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	const char *here = NULL;
	for (size_t i = 0; i < p->n_nav; i++)
		here = p->nav[i].current ? p->nav[i].label : here;
	h_open(h, EL_NAV, AT_CLASS, "nav menu-wide", AT_ARIA_LABEL, tr(u->sp, "Main menu"), AT_END);
	nav_list(u, p);
	h_close(h, EL_NAV);
	h_open(h, EL_NAV, AT_CLASS, "nav menu-small", AT_ARIA_LABEL, tr(u->sp, "Main menu, small screen"), AT_END);
	h_open(h, EL_DETAILS, AT_END);
	h_open(h, EL_SUMMARY, AT_END);
	ui_icon(h, ICON_MENU);
	h_open(h, EL_SPAN, AT_END);
	h_text(h, tr(u->sp, "Menu"));
	if (here != NULL)
		h_textf(h, ": %s", here);
	h_close(h, EL_SPAN);
	ui_icon(h, ICON_CHEVRON_DOWN);
	h_close(h, EL_SUMMARY);
	nav_list(u, p);
	h_close(h, EL_DETAILS);
	h_close(h, EL_NAV);
}

static void crumbs(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	if (p->back != NULL) {
		h_open(h, EL_A, AT_CLASS, "back", AT_HREF, p->back, AT_END);
		ui_icon(h, ICON_ARROW_LEFT);
		h_text(h, tr(u->sp, "Back"));
		h_close(h, EL_A);
	}
	if (p->n_crumbs == 0)
		return;
	h_open(h, EL_NAV, AT_CLASS, "crumb", AT_ARIA_LABEL, tr(u->sp, "Breadcrumbs"), AT_END);
	h_open(h, EL_OL, AT_CLASS, "list", AT_END);
	for (size_t i = 0; i < p->n_crumbs; i++) {
		h_open(h, EL_LI, AT_END);
		ui_link(u, p->crumbs[i].href, p->crumbs[i].label);
		if (i + 1 < p->n_crumbs)
			ui_icon(h, ICON_CHEVRON_RIGHT);
		h_close(h, EL_LI);
	}
	h_close(h, EL_OL);
	h_close(h, EL_NAV);
}

/* Outside the form, before the h1, so that screen readers and eyes meet it first (design: errors). */
static void error_summary(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	if (p->n_errors == 0)
		return;
	const char *id = ui_id(u, "h");
	h_open(h, EL_DIV, AT_CLASS, "err", AT_ROLE, "alert", AT_TABINDEX, "-1", AT_ARIA_LABELLEDBY, id, AT_END);
	h_open(h, EL_H2, AT_ID, id, AT_END);
	h_text(h, trn(u->sp, "Something is not right yet", "A few things are not right yet", (int64_t)p->n_errors));
	h_close(h, EL_H2);
	h_open(h, EL_UL, AT_END);
	for (size_t i = 0; i < p->n_errors; i++) {
		h_open(h, EL_LI, AT_END);
		if (p->errors[i].field != NULL) {
			h_open(h, EL_A, AT_END);
			h_attrf(h, AT_HREF, "#%s", p->errors[i].field);
			h_str(h, p->errors[i].text);
			h_close(h, EL_A);
		} else {
			h_str(h, p->errors[i].text);
		}
		h_close(h, EL_LI);
	}
	h_close(h, EL_UL);
	h_close(h, EL_DIV);
}

static void heading(struct ui *u, const struct ui_page *p)
{
	if (p->own_heading)
		return;
	h_open(&u->h, EL_DIV, AT_CLASS, p->hero ? "head hero" : "head", AT_END);
	h_elem(&u->h, EL_H1, NULL, str_from(p->title));
	ui_facts(u, p->facts, p->n_facts);
	if (p->intro != NULL)
		h_elem(&u->h, EL_P, "intro", str_from(p->intro));
	ui_tags(u, p->tags, p->n_tags);
	if (p->n_acts > 0)
		ui_buttons_begin(u);
	for (size_t i = 0; i < p->n_acts; i++)
		ui_button_link(u, i == 0 ? BUTTON_PRIMARY : BUTTON_ALT, p->acts[i].href, p->acts[i].label);
	if (p->n_acts > 0)
		ui_buttons_end(u);
	h_close(&u->h, EL_DIV);
}

/* Shown by the script 5 minutes before the session ends. */
static void session_warning(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	if (p->session_left <= 0)
		return;
	h_open(h, EL_DIV, AT_CLASS, "notice soon", AT_DATA_WARN, "1", AT_HIDDEN, AT_ON, AT_END);
	ui_p(u, tr(u->sp, "You will be signed out in 5 minutes. What you typed in a form with drafts is kept."));
	h_open(h, EL_BUTTON, AT_TYPE, "button", AT_CLASS, "plain", AT_END);
	h_text(h, tr(u->sp, "Stay signed in"));
	h_close(h, EL_BUTTON);
	h_close(h, EL_DIV);
}

/* What "?" shows to those who switched shortcuts on. */
static void shortcut_list(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	if (!p->shortcuts || p->n_nav == 0)
		return;
	const char *id = ui_id(u, "h");
	h_open(h, EL_SECTION, AT_CLASS, "notice info keys", AT_DATA_KEYS, "1", AT_TABINDEX, "-1", AT_ARIA_LABELLEDBY, id,
	       AT_HIDDEN, AT_ON, AT_END);
	h_open(h, EL_H2, AT_ID, id, AT_END);
	h_text(h, tr(u->sp, "Shortcuts"));
	h_close(h, EL_H2);
	h_open(h, EL_UL, AT_CLASS, "list", AT_END);
	for (size_t i = 0; i < p->n_nav; i++) {
		h_open(h, EL_LI, AT_END);
		h_elem(h, EL_KBD, NULL, S("g"));
		h_text(h, " ");
		h_elem(h, EL_KBD, NULL, str_from(nav_key(u, p, i)));
		h_textf(h, " %s", p->nav[i].label);
		h_close(h, EL_LI);
	}
	h_close(h, EL_UL);
	h_close(h, EL_SECTION);
}

static void main_begin(struct ui *u, const struct ui_page *p)
{
	h_open(&u->h, EL_MAIN, AT_ID, "inhoud", AT_CLASS, "stack", AT_TABINDEX, "-1", AT_END);
	if (p->printed.n > 0)
		h_elem(&u->h, EL_P, "paper", p->printed);
	if (p->notice != NULL)
		ui_notice(u, p->notice);
	crumbs(u, p);
	error_summary(u, p);
	heading(u, p);
}

/* The front door has no place for who is inside: they get a narrow page with their name and the way out. */
static bool at_door(const struct ui_page *p)
{
	return p->door && p->who == NULL;
}

static void door_begin(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	h_open(h, EL_DIV, AT_CLASS, "door", AT_END);
	h_open(h, EL_HEADER, AT_CLASS, "art", AT_END);
	logo(u, p);
	ui_p(u, tr(u->sp, "Every child the right help, close to home."));
	h_close(h, EL_HEADER);
	h_open(h, EL_DIV, AT_CLASS, "desk", AT_END);
}

void ui_page_begin(struct ui *u, const struct ui_page *p)
{
	static const char *const kinds[] = {
		[UI_PUBLIC] = "public", [UI_STAFF] = "staff", [UI_PARENT] = "parent", [UI_PUPIL] = "pupil",
	};
	struct html *h = &u->h;
	bool fixed = p->theme != NULL && p->theme[0] != '\0';
	h_doctype(h);
	h_open(h, EL_HTML, AT_LANG, lang_code(u->sp.lang), AT_CLASS, kinds[p->kind],
		AT_DATA_THEME, fixed ? p->theme : NULL, AT_END);
	head(u, p);
	h_open(h, EL_BODY, AT_CLASS, p->kind == UI_PUBLIC ? NULL : "confidential", AT_END);
	h_attrf(h, AT_DATA_KIND, "%s%s", kinds[p->kind], p->shortcuts ? " shortcuts" : "");
	h_open(h, EL_A, AT_CLASS, "skip", AT_HREF, "#inhoud", AT_END);
	h_text(h, tr(u->sp, "Go to the content"));
	h_close(h, EL_A);
	if (at_door(p)) {
		door_begin(u, p);
	} else {
		top(u, p);
		h_open(h, EL_DIV, AT_CLASS,
		       p->narrow || p->door ? "wrap narrow"
		       : p->n_nav == 0	    ? "wrap plain"
					    : "wrap",
		       AT_END);
		if (p->n_nav > 0 && !p->narrow && !p->door)
			menus(u, p);
	}
	main_begin(u, p);
}

static void footer(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	h_open(h, EL_FOOTER, AT_CLASS, "foot", AT_END);
	h_open(h, EL_DIV, AT_END);
	size_t links = p->lang_action == NULL ? p->n_langs : 0;
	if (p->n_foot + links > 0)
		h_open(h, EL_UL, AT_CLASS, "list", AT_END);
	for (size_t i = 0; i < p->n_foot; i++) {
		h_open(h, EL_LI, AT_END);
		ui_link(u, p->foot[i].href, p->foot[i].label);
		h_close(h, EL_LI);
	}
	for (size_t i = 0; i < links; i++) {
		h_open(h, EL_LI, AT_END);
		h_open(h, EL_A, AT_HREF, p->langs[i].href, AT_HREFLANG, p->lang_codes[i], AT_LANG, p->lang_codes[i], AT_END);
		h_text(h, p->langs[i].label);
		h_close(h, EL_A);
		h_close(h, EL_LI);
	}
	if (p->n_foot + links > 0)
		h_close(h, EL_UL);
	if (p->version.n > 0) {
		h_open(h, EL_SPAN, AT_CLASS, "end", AT_END);
		h_text(h, "Thuisnabij ");
		h_str(h, p->version);
		h_close(h, EL_SPAN);
	}
	h_close(h, EL_DIV);
	h_close(h, EL_FOOTER);
}

void ui_page_end(struct ui *u, const struct ui_page *p)
{
	struct html *h = &u->h;
	shortcut_list(u, p);
	session_warning(u, p);
	h_close(h, EL_MAIN);
	if (at_door(p)) {
		footer(u, p);
		h_close(h, EL_DIV);
	}
	h_close(h, EL_DIV);
	if (!at_door(p))
		footer(u, p);
	h_close(h, EL_BODY);
	h_close(h, EL_HTML);
	h_end(h);
}
