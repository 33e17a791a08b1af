#include "account_desk.h"

#include "date.h"
#include "password.h"

const struct field field_new_password = {
	.name = "wachtwoord",
	.type = &T_PASSWORD,
	.privacy = PRIV_SECRET,
	.min = PASSWORD_MIN,
	.max = PASSWORD_MAX,
	.label = N_("Choose a password"),
	.hint = N_("At least 12 characters. Four words in a row are easy to remember. Do not use your name or your "
		   "e-mail address."),
	.missing = N_("Choose a password"),
	.autocomplete = "new-password",
};

const char *say_with(struct req *req, const char *english, const char *slot, struct str value)
{
	return tr_fill(req->act.a, req->act.speak, english, TR_SLOTS({slot, value})).p;
}

const char *role_label(const struct req *req, enum role role)
{
	return say(req, role_def(role)->label);
}

size_t org_facts(const struct req *req, const struct org *org, struct str out[ORG_FACTS])
{
	const struct str all[ORG_FACTS] = {str_from(say(req, org_kind_label(org->kind))), org->place, org->board_name};
	size_t n = 0;
	for (size_t i = 0; i < ORG_FACTS; i++)
		if (all[i].n > 0)
			out[n++] = all[i];
	return n;
}

struct str end_text(struct req *req, int64_t ends)
{
	if (ends == INSTANT_OPEN)
		return str_from(say(req, N_("no end date")));
	return tr_date(req->act.a, req->act.speak.lang, last_day_of(ends), DATE_SHORT);
}

const char *password_fault_text(enum password_fault fault)
{
	static const char *const texts[] = {
		[PASSWORD_GOOD] = NULL,
		[PASSWORD_SHORT] = N_("Use at least 12 characters"),
		[PASSWORD_LONG] = N_("Use at most 200 characters"),
		[PASSWORD_COMMON] = N_("Many people use this password. Choose another one"),
		[PASSWORD_PERSONAL] = N_("Do not use your name or e-mail address in the password"),
	};
	return texts[fault];
}

struct str site_address(struct req *req)
{
	if (req->app->public_url.n > 0)
		return req->app->public_url;
	return str_printf(req->act.a, "http://" STR_FMT, STR_ARG(req_header(req, "host")));
}

void pages(struct ui *u, struct req *req, const char *base, struct str after, const struct rows *r)
{
	const char *next = NULL;
	if (r->n > PAGE_ROWS)
		next = str_printf(req->act.a, "%s?na=" STR_FMT, base, STR_ARG(rows_text(r, PAGE_ROWS - 1, 0))).p;
	if (next != NULL || after.n > 0)
		ui_pages(u, after.n > 0 ? base : NULL, next, say(req, N_("25 on each page")));
}
