#include "setup.h"

#include "account_desk.h"
#include "invitation.h"
#include "log.h"
#include "password.h"
#include "rand.h"
#include "region_pc4.h"
#include "session.h"
#include "sign_in_attempt.h"
#include "token.h"

enum { FIRST_REGION = 1, NEEDS_SETUP_ARENA = 64 * 1024 };

/* What waits in table setting. */
enum waiting { W_CODE, W_VISITOR, W_NUMBER, W_NAME, W_PHONE, W__N };
static const char *const waiting_names[W__N] = {
	[W_CODE] = "setup.code",     /* hash of the code */
	[W_VISITOR] = "setup.visitor", /* hash of the cookie of the browser that gave the code */
	[W_NUMBER] = "setup.number", [W_NAME] = "setup.name", [W_PHONE] = "setup.phone",
};

static const struct stmt stmt_waiting = {"SELECT name, value FROM setting WHERE name LIKE 'setup.%'", "", "tt"};
static const struct stmt stmt_wait = {
	"INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	"tt",
	"",
};
static const struct stmt stmt_forget = {"DELETE FROM setting WHERE name LIKE 'setup.%'", "", ""};

static const struct field field_code = {
	.name = "code",
	.type = &T_CODE,
	.privacy = PRIV_SECRET,
	.min = 1,
	.max = 60,
	.label = N_("Set-up code"),
	.hint = N_("The program printed it when it started"),
	.missing = N_("Type the set-up code"),
};
static const struct field *const code_fields[] = {&field_code};
static const struct field field_listed = {
	.name = "lijst", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .max = SWV_CODE_LEN,
	.label = N_("Partnership"),
	.hint = N_("With the largest municipalities. Its postcodes are taken over from the law"),
};
static const struct field field_number = {
	.name = "code", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .max = 20,
	.label = N_("Number, when it is not in the list"), .hint = N_("PO or VO and four digits, for example PO2401"),
};
static const struct field *const setup_region_fields[] = {
	&field_listed, &field_number, &region_fields[REGION_NAME], &region_fields[REGION_PHONE],
};
static const struct field *const admin_fields[] = {&account_fields[ACCOUNT_NAME], &account_fields[ACCOUNT_EMAIL],
						   &field_new_password};
const struct form_def form_setup_code = {.name = "setup-code", .fields = code_fields, .n = 1, .submit = N_("Go on")};
const struct form_def form_setup_region = {
	.name = "setup-region", .fields = setup_region_fields, .n = 4, .submit = N_("Save and go on")};
const struct form_def form_setup_admin = {
	.name = "setup-admin", .fields = admin_fields, .n = 3, .submit = N_("Make the account")};

/* ---- the code ---- */

static struct str hash_text(struct arena *a, struct str secret)
{
	struct str hash = token_hash(a, secret);
	struct buf b;
	buf_init(&b, a, 2 * HASH_BYTES + 1);
	for (size_t i = 0; i < hash.n; i++)
		buf_printf(&b, "%02x", (unsigned)(unsigned char)hash.p[i]);
	return buf_view(&b);
}

static enum err wait_with(struct act *act, enum waiting w, struct str value)
{
	return act_write(act, &stmt_wait, DB_ARGS(val_text(str_from(waiting_names[w])), val_text(value)));
}

enum err setup_code_new(struct act *act, struct str *code)
{
	bool empty;
	*code = (struct str){0};
	enum err e = house_is_empty(act, &empty);
	if (e != OK || !empty)
		return e;
	struct str fresh = code_new(act->a, CODE_BITS);
	e = wait_with(act, W_CODE, hash_text(act->a, fresh));
	if (e == OK)
		*code = code_shown(act->a, fresh);
	return e;
}

bool people_needs_setup(const struct app *app)
{
	struct arena *a = arena_new(NEEDS_SETUP_ARENA);
	struct act act = {.db = app->db, .model = app->model, .a = a, .door = "setup"};
	bool empty = false;
	enum err e = house_is_empty(&act, &empty);
	act_end(&act);
	arena_free(a);
	return e == OK && empty;
}

/* ---- where the set-up stands ---- */

struct progress {
	struct str value[W__N];
	bool known; /* this browser gave the code */
};

/* ERR_NOT_FOUND as soon as the installation has an account: the pages are gone then. */
static enum err progress_load(struct req *req, struct progress *out)
{
	const struct rows *r;
	bool empty;
	*out = (struct progress){.known = false};
	req->act.region = FIRST_REGION;
	enum err e = house_is_empty(&req->act, &empty);
	if (e == OK && !empty)
		e = ERR_NOT_FOUND;
	if (e == OK)
		e = act_exec(&req->act, &stmt_waiting, DB_NO_ARGS, &r);
	if (e != OK)
		return e;
	for (size_t i = 0; i < r->n; i++)
		for (size_t w = 0; w < W__N; w++)
			if (str_is(rows_text(r, i, 0), waiting_names[w]))
				out->value[w] = rows_text(r, i, 1);
	out->known = req->cookie_secret.n > 0 &&
		     token_equal(out->value[W_VISITOR], hash_text(req->act.a, req->cookie_secret));
	return OK;
}

/* A later step: first the code, in this browser. *answered when the visitor was sent there. */
static enum err step_load(struct req *req, struct progress *out, bool *answered)
{
	enum err e = progress_load(req, out);
	*answered = e == OK && !out->known;
	return *answered ? req_redirect(req, "/opzetten") : e;
}

enum step { STEP_CODE, STEP_REGION, STEP_ADMIN, STEP_FACTOR, STEP__N };

static struct ui *begin_step(struct req *req, struct ui_page *page, enum step now)
{
	static const char *const names[STEP__N] = {
		[STEP_CODE] = N_("Code"),
		[STEP_REGION] = N_("Partnership"),
		[STEP_ADMIN] = N_("Administrator"),
		[STEP_FACTOR] = N_("Second step"),
	};
	struct ui_station stops[STEP__N];
	for (enum step s = STEP_CODE; s < STEP__N; s++)
		stops[s] = (struct ui_station){.stop = s < now	  ? STOP_DONE
						       : s == now ? STOP_NOW
								  : STOP_TODO,
					       .name = say(req, names[s])};
	struct ui *u = view_begin(req, page);
	ui_route_line(u, say(req, N_("Setting up, in four steps")), stops, STEP__N);
	ui_panel_begin(u, NULL);
	return u;
}

static enum err end_step(struct ui *u, struct req *req, const struct ui_page *page)
{
	ui_panel_end(u);
	return view_end(u, req, page);
}

/* ---- step 1 ---- */

enum err setup_code_page(struct req *req)
{
	struct progress p;
	enum err e = progress_load(req, &p);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = say(req, N_("Set up Thuisnabij")), .door = true,
		.intro = say(req, N_("There is nobody here yet. You make the partnership and the first administrator.")),
	};
	struct ui *u = begin_step(req, &page, STEP_CODE);
	view_form(u, req_form(req, &form_setup_code), "/opzetten");
	return end_step(u, req, &page);
}

enum err setup_code_post(struct req *req)
{
	struct progress p;
	struct attempt at;
	struct str code = code_normal(req->act.a, form_text(req->form, &field_code));
	enum err e = progress_load(req, &p);
	if (e == OK)
		e = attempt_take(req, ATTEMPT_INVITATION, S("setup"), &at);
	if (e != OK)
		return e;
	if (at.wait_ms > 0)
		return attempt_wait_page(req, &at, "/opzetten");
	if (!token_equal(p.value[W_CODE], hash_text(req->act.a, code))) {
		form_wrong(
			req->form, &field_code,
			str_from(say(req,
				     N_("This is not the set-up code. Look at the lines that the program printed"))));
		return ERR_INVALID;
	}
	attempt_give_back(req, &at);
	(void)req_csrf(req); /* a browser without a cookie of its own gets one */
	e = wait_with(&req->act, W_VISITOR, hash_text(req->act.a, req->cookie_secret));
	return e != OK ? e : req_redirect(req, "/opzetten/samenwerkingsverband");
}

/* ---- step 2 ---- */

enum err setup_region_page(struct req *req)
{
	struct progress p;
	bool answered;
	enum err e = step_load(req, &p, &answered);
	if (e != OK || answered)
		return e;
	struct form *f = req_form(req, &form_setup_region);
	bool listed = swv_known(p.value[W_NUMBER]);
	const struct str kept[] = {listed ? p.value[W_NUMBER] : S(""), listed ? S("") : p.value[W_NUMBER], p.value[W_NAME],
	                           p.value[W_PHONE]};
	for (size_t i = 0; !f->posted && i < 4; i++)
		form_set(f, req->act.a, setup_region_fields[i], kept[i].n > 0 ? val_text(kept[i]) : val_null());
	struct ui_page page = {.title = say(req, N_("Which partnership is this?")), .door = true, .back = "/opzetten"};
	struct ui *u = begin_step(req, &page, STEP_REGION);
	view_form_begin(u, f, "/opzetten/samenwerkingsverband");
	region_code_field(u, &field_listed, f->raw[0], f->error[0], say(req, N_("Not in the list")));
	for (size_t i = 1; i < 4; i++)
		view_field(u, f, setup_region_fields[i]);
	view_form_end(u, f);
	return end_step(u, req, &page);
}

/* PO or VO and four digits; lower case is taken as upper case. */
static bool region_number(struct arena *a, struct str typed, struct str *number)
{
	char *p = arena_alloc(a, typed.n + 1);
	bool right = typed.n == 6;
	for (size_t i = 0; i < typed.n; i++) {
		bool lower = typed.p[i] >= 'a' && typed.p[i] <= 'z';
		p[i] = lower ? (char)(typed.p[i] - 'a' + 'A') : typed.p[i];
		right = right && (i < 2 || (p[i] >= '0' && p[i] <= '9'));
	}
	*number = (struct str){p, typed.n};
	return right && (str_starts(*number, S("PO")) || str_starts(*number, S("VO")));
}

enum err setup_region_post(struct req *req)
{
	struct progress p;
	struct str number;
	bool answered;
	enum err e = step_load(req, &p, &answered);
	if (e != OK || answered)
		return e;
	struct str listed = form_text(req->form, &field_listed);
	struct str typed = listed.n > 0 ? listed : form_text(req->form, &field_number);
	if (!region_number(req->act.a, typed, &number)) {
		form_wrong(req->form, listed.n > 0 ? &field_listed : &field_number,
			   str_from(say(req, N_("Enter PO or VO and four digits, for example PO2401"))));
		return ERR_INVALID;
	}
	e = wait_with(&req->act, W_NUMBER, number);
	if (e == OK)
		e = wait_with(&req->act, W_NAME, form_text(req->form, &region_fields[REGION_NAME]));
	if (e == OK)
		e = wait_with(&req->act, W_PHONE, form_text(req->form, &region_fields[REGION_PHONE]));
	return e != OK ? e : req_redirect(req, "/opzetten/beheerder");
}

/* ---- step 3 ---- */

/* The partnership must be known by now. */
static enum err admin_load(struct req *req, struct progress *p, bool *answered)
{
	enum err e = step_load(req, p, answered);
	if (e != OK || *answered || p->value[W_NAME].n > 0)
		return e;
	*answered = true;
	return req_redirect(req, "/opzetten/samenwerkingsverband");
}

enum err setup_admin_page(struct req *req)
{
	struct progress p;
	bool answered;
	enum err e = admin_load(req, &p, &answered);
	if (e != OK || answered)
		return e;
	struct ui_page page = {
		.title = say(req, N_("Who is the first administrator?")),
		.door = true,
		.back = "/opzetten/samenwerkingsverband",
		.intro = say(req, N_("The administrator makes organisations and invites who leads them. An "
				     "administrator sees no child's file.")),
	};
	struct ui *u = begin_step(req, &page, STEP_ADMIN);
	view_form(u, req_form(req, &form_setup_admin), "/opzetten/beheerder");
	return end_step(u, req, &page);
}

/* Everything the house begins with: the partnership, its own organisation, the place of parents and pupils, and the
 * first administrator, who gives the own role. */
static enum err put_house(struct req *req, struct change *c, const struct progress *p, struct str hash,
			  int64_t *account)
{
	struct act *act = &req->act;
	struct org_made swv, parents;
	int64_t id;
	struct str pid, name = p->value[W_NAME], phone = p->value[W_PHONE];
	const struct val region[REGION__N] = {
		[REGION_CODE] = val_text(p->value[W_NUMBER]),
		[REGION_NAME] = val_text(name),
		[REGION_PHONE] = phone.n > 0 ? val_text(phone) : val_null(),
		[REGION_MADE] = val_int(act->now),
	};
	const struct account_new first = {
		.name = form_text(req->form, &account_fields[ACCOUNT_NAME]),
		.email = form_text(req->form, &account_fields[ACCOUNT_EMAIL]),
		.password_hash = hash,
		.lang = act->speak.lang,
	};
	enum err e = change_new(c, &rec_region, region, &id, &pid);
	if (e == OK)
		e = organisation_new(act, c, ORG_SWV, name, (struct str){0}, 0, &swv);
	if (e == OK)
		e = organisation_new(act, c, ORG_PARENTS, str_from(say(req, org_kind_label(ORG_PARENTS))),
				     (struct str){0}, 0, &parents);
	if (e == OK)
		e = account_new(act, c, &first, account, &pid);
	if (e == OK)
		e = seat_give(act, c, *account, swv.seat[ROLE_ADMINISTRATOR], INSTANT_OPEN, *account);
	return e;
}

enum err setup_admin_post(struct req *req)
{
	struct progress p;
	struct session_token token;
	struct str hash;
	int64_t account;
	bool answered;
	enum err e = admin_load(req, &p, &answered);
	if (e != OK || answered)
		return e;
	struct str password = form_text(req->form, &field_new_password);
	const char *fault =
		password_fault_text(password_check(password, form_text(req->form, &account_fields[ACCOUNT_NAME]),
						   form_text(req->form, &account_fields[ACCOUNT_EMAIL])));
	if (fault != NULL) {
		form_wrong(req->form, &field_new_password, str_from(say(req, fault)));
		return ERR_INVALID;
	}
	e = password_hash(req->app->passwords, req->act.a, password, &hash);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Thuisnabij is set up"), 0);
	e = put_house(req, c, &p, hash, &account);
	if (e == OK)
		e = session_begin(req, c, account, LEVEL_SECOND_STEP, &token);
	if (e != OK)
		return e;
	change_exec(c, &stmt_forget, DB_NO_ARGS, -1);
	e = change_commit(c);
	if (e != OK)
		return e;
	/* A number that the law does not know, or a moment of trouble: the page of the postcodes takes them over later. */
	e = region_pc4_take(&req->act, p.value[W_NUMBER]);
	if (e != OK)
		log_line(LOG_INFO, "setup", "postcodes=\"%s\"", err_name(e));
	session_carry(req, &token);
	return req_redirect(req, "/start");
}
