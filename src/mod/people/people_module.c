#include "people.h"

#include "account_desk_accounts.h"
#include "account_desk_team.h"
#include "api_token.h"
#include "invitation.h"
#include "organisation.h"
#include "public.h"
#include "record_view.h"
#include "region_pc4.h"
#include "second_factor.h"
#include "session.h"
#include "setup.h"
#include "start.h"

#define N_OF(array) (sizeof(array) / sizeof *(array))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

static const char *const query_list[] = {"na", NULL}; /* the pid of the last row of the page before */

/* Sorted by path; GET before POST. */
static const struct route routes[] = {
	{METHOD_GET, "/", public_front, CAP_PUBLIC, "front", N_("Thuisnabij")},
	{METHOD_GET, "/beheer/account/{pid}", account_page, CAP_ACCOUNTS, "account.show", N_("Account")},
	{METHOD_POST, "/beheer/account/{pid}/nieuwe-code", account_code_post, CAP_ACCOUNTS, "account.code",
	 .body = BODY_FORM},
	{METHOD_POST, "/beheer/account/{pid}/sluit", account_close_post, CAP_ACCOUNTS, "account.close",
	 .body = BODY_FORM},
	{METHOD_GET, "/beheer/accounts", account_list, CAP_ACCOUNTS, "accounts", N_("Accounts"), .query = query_list},
	{METHOD_POST, "/beheer/accounts", account_search_post, CAP_ACCOUNTS, "accounts.search",
	 .form = &form_account_search, .page = account_list, .body = BODY_FORM},
	{METHOD_GET, "/beheer/organisatie/{pid}", organisation_page, CAP_ORGANISATIONS, "organisation.show",
	 N_("Organisation"), .query = query_list},
	{METHOD_POST, "/beheer/organisatie/{pid}/sluit", organisation_close_post, CAP_ORGANISATIONS,
	 "organisation.close", .body = BODY_FORM},
	{METHOD_GET, "/beheer/organisatie/{pid}/wijzig", organisation_change_page, CAP_ORGANISATIONS,
	 "organisation.change", N_("Change name or place")},
	{METHOD_POST, "/beheer/organisatie/{pid}/wijzig", organisation_change_post, CAP_ORGANISATIONS,
	 "organisation.change.post", .form = &form_organisation, .page = organisation_change_page, .body = BODY_FORM},
	{METHOD_GET, "/beheer/organisaties", organisation_list, CAP_ORGANISATIONS, "organisations", N_("Organisations"),
	 .query = query_list},
	{METHOD_GET, "/beheer/organisaties/nieuw", organisation_new_page, CAP_ORGANISATIONS, "organisation.new",
	 N_("Add an organisation")},
	{METHOD_POST, "/beheer/organisaties/nieuw", organisation_new_post, CAP_ORGANISATIONS, "organisation.new.post",
	 .form = &form_organisation_new, .page = organisation_new_page, .body = BODY_FORM},
	{METHOD_GET, "/beheer/postcode/{pid}/wijzig", record_form_page, CAP_SIGNED_IN, "postcodes.change",
	 N_("Change these postcodes"), .record = &rec_region_pc4, .writes = true, .form = &form_region_pc4},
	{METHOD_POST, "/beheer/postcode/{pid}/wijzig", record_form_post, CAP_SIGNED_IN, "postcodes.change.post",
	 .record = &rec_region_pc4, .writes = true, .form = &form_region_pc4, .page = record_form_page, .body = BODY_FORM},
	{METHOD_GET, "/beheer/postcodes", region_pc4_page, CAP_SIGNED_IN, "postcodes", N_("Postcodes of the partnership"),
	 .of = &rec_region_pc4, .op = OP_READ},
	{METHOD_POST, "/beheer/postcodes", region_pc4_take_post, CAP_SIGNED_IN, "postcodes.take", .of = &rec_region_pc4,
	 .op = OP_CREATE, .form = &form_region_pc4_take, .page = region_pc4_page, .body = BODY_FORM},
	{METHOD_GET, "/beheer/postcodes/nieuw", record_form_page, CAP_SIGNED_IN, "postcodes.new", N_("Add postcodes"),
	 .of = &rec_region_pc4, .op = OP_CREATE, .form = &form_region_pc4},
	{METHOD_POST, "/beheer/postcodes/nieuw", record_form_post, CAP_SIGNED_IN, "postcodes.new.post",
	 .of = &rec_region_pc4, .op = OP_CREATE, .form = &form_region_pc4, .page = record_form_page, .body = BODY_FORM},
	{METHOD_GET, "/hulp", public_help, CAP_PUBLIC, "help", N_("Help")},
	{METHOD_GET, "/onderdelen", public_gallery, CAP_PUBLIC, "gallery", N_("Parts of a page")},
	{METHOD_GET, "/onderdelen/{naam}", public_gallery, CAP_PUBLIC, "gallery.page", N_("Parts of a page")},
	{METHOD_POST, "/ongedaan/{pid}", undo_change, CAP_SIGNED_IN, "undo", .body = BODY_FORM},
	{METHOD_GET, "/opzetten", setup_code_page, CAP_PUBLIC, "setup", N_("Set up Thuisnabij")},
	{METHOD_POST, "/opzetten", setup_code_post, CAP_PUBLIC, "setup.code", .form = &form_setup_code,
	 .page = setup_code_page, .body = BODY_FORM},
	{METHOD_GET, "/opzetten/beheerder", setup_admin_page, CAP_PUBLIC, "setup.admin",
	 N_("Who is the first administrator?")},
	{METHOD_POST, "/opzetten/beheerder", setup_admin_post, CAP_PUBLIC, "setup.admin.post",
	 .form = &form_setup_admin, .page = setup_admin_page, .body = BODY_FORM},
	{METHOD_GET, "/opzetten/samenwerkingsverband", setup_region_page, CAP_PUBLIC, "setup.region",
	 N_("Which partnership is this?")},
	{METHOD_POST, "/opzetten/samenwerkingsverband", setup_region_post, CAP_PUBLIC, "setup.region.post",
	 .form = &form_setup_region, .page = setup_region_page, .body = BODY_FORM},
	{METHOD_GET, "/privacy", public_privacy, CAP_PUBLIC, "privacy", N_("Privacy")},
	{METHOD_GET, "/start", start_page, CAP_SIGNED_IN, "start", N_("Start")},
	{METHOD_GET, "/team", team_list, CAP_STAFF, "teams", N_("Team")},
	{METHOD_GET, "/team/{pid}", team_page, CAP_STAFF, "team", N_("Team"), .query = query_list},
	{METHOD_GET, "/team/{pid}/uitnodigen", invite_roles, CAP_STAFF, "invite", N_("Which role do you give?")},
	{METHOD_GET, "/team/{pid}/uitnodigen/{rol}", invite_page, CAP_STAFF, "invite.role", N_("Invite someone")},
	{METHOD_POST, "/team/{pid}/uitnodigen/{rol}", invite_post, CAP_STAFF, "invite.post", .form = &form_invite,
	 .page = invite_page, .body = BODY_FORM},
	{METHOD_GET, "/teamlid/{pid}", holding_page, CAP_STAFF, "seat.show", N_("Role of a person")},
	{METHOD_POST, "/teamlid/{pid}/einde", holding_end_post, CAP_STAFF, "seat.end", .body = BODY_FORM},
	{METHOD_POST, "/teamlid/{pid}/laatste-dag", holding_last_day_post, CAP_STAFF, "seat.last_day",
	 .form = &form_last_day, .page = holding_page, .body = BODY_FORM},
	{METHOD_GET, "/toegankelijkheid", public_accessibility, CAP_PUBLIC, "accessibility", N_("Accessibility")},
	{METHOD_GET, "/toezicht/rollen", grants_list, CAP_LOGS, "grants", N_("Roles and access"), .query = query_list},
	{METHOD_GET, "/uitnodiging", code_page, CAP_PUBLIC, "invitation.code", N_("I have a code")},
	{METHOD_POST, "/uitnodiging", code_post, CAP_PUBLIC, "invitation.code.post", .form = &form_code,
	 .page = code_page, .body = BODY_FORM},
	{METHOD_GET, "/uitnodiging/{code}", accept_page, CAP_PUBLIC, "invitation.accept", N_("You are invited")},
	{METHOD_POST, "/uitnodiging/{code}", accept_post, CAP_PUBLIC, "invitation.accept.post", .form = &form_accept,
	 .page = accept_page, .body = BODY_FORM},
	{METHOD_POST, "/uitnodiging/{code}/aannemen", accept_seat_post, CAP_SIGNED_IN, "invitation.take",
	 .body = BODY_FORM},
	{METHOD_GET, "/uitnodigingen", invitation_list, CAP_SIGNED_IN, "invitations", N_("Invitations"),
	 .query = query_list},
	{METHOD_GET, "/uitnodigingen/{pid}", invitation_page, CAP_SIGNED_IN, "invitation.show", N_("Invitation")},
	{METHOD_POST, "/uitnodigingen/{pid}/intrekken", invitation_withdraw_post, CAP_SIGNED_IN, "invitation.withdraw",
	 .body = BODY_FORM},
	{METHOD_POST, "/uitnodigingen/{pid}/nieuwe-code", invitation_renew_post, CAP_SIGNED_IN, "invitation.renew",
	 .body = BODY_FORM},
};

static const struct record *const records[] = {
	&rec_region, &rec_region_pc4, &rec_organisation, &rec_account, &rec_seat, &rec_holds, &rec_invitation,
		&rec_api_token,
};

#define FAMILY (ROLE(PARENT) | ROLE(PUPIL))
/* Who gives roles to others. */
#define GIVERS \
	(ROLE(IB) | ROLE(SCHOOL_LEADER) | ROLE(PRESCHOOL) | ROLE(TLV_SECRETARY) | ROLE(MUNICIPALITY) | ROLE(DIRECTOR) | \
	 ROLE(BOARD) | ROLE(ADMINISTRATOR))

static const struct menu_item menu[] = {
	{"/start", N_("Overview"), FAMILY},
	{"/start", N_("Start"), ~FAMILY},
	{"/beheer/accounts", N_("Accounts"), ROLE(ADMINISTRATOR), 2,
	 N_("Find someone, give a new code, or close an account")},
	{"/beheer/organisaties", N_("Organisations"), ROLE(ADMINISTRATOR), 2,
	 N_("Add schools, boards and other places")},
	{"/team", N_("Team"), GIVERS, 3, N_("See who has which role, and invite people")},
	{"/uitnodigingen", N_("Invitations"), GIVERS, 3},
	{"/toezicht/rollen", N_("Roles and access"), ROLE(PRIVACY_OFFICER), 2,
	 N_("Which roles were given, to whom and by whom")},
};

const struct module mod_people = {
	.name = "people",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
};

static const struct stmt stmt_only_region = {
	"SELECT name FROM region WHERE (SELECT count(*) FROM region) = 1 OR region = $1", "i", "t",
};

enum err people_wire(struct app *app, struct arena *a)
{
	struct act act = {.db = app->db, .model = app->model, .a = a, .door = "start"};
	const struct rows *region;
	bool empty;
	enum err e = house_is_empty(&act, &empty);
	if (e == OK)
		e = act_exec(&act, &stmt_only_region, DB_ARGS(val_int(app->region)), &region);
	act_end(&act);
	if (e != OK)
		return e;
	if (region->n == 1)
		app->region_name = rows_text(region, 0, 0);
	app->session_touch = session_touch;
	app->token_viewer = api_token_viewer;
	app->step_path = second_factor_path;
	/* A house with people never becomes empty again: then nobody asks at each request. */
	app->needs_setup = empty ? people_needs_setup : NULL;
	return OK;
}
