/* What the pages about organisations, accounts, seats and invitations share: who may reach what, and the few acts on
 * seats that set-up, invitations, the demo and the command line also do. */
#ifndef TN_ACCOUNT_DESK_H
#define TN_ACCOUNT_DESK_H

#include "password.h"
#include "people.h"
#include "view.h"

enum { PAGE_ROWS = 25 };

/* ---- reach: a pid in the hands of a viewer; ERR_NOT_FOUND for what is not there or not theirs ---- */

struct org {
	int64_t id, rev, ended;
	struct str pid, name, place, board_pid, board_name; /* board: empty when there is none */
	enum org_kind kind;
	enum giver_place own; /* where the viewer stands, in the active role */
	bool fresh;           /* nobody ever held a seat there */
};
/* What org_from reads: the first columns of a statement over organisation o and its board b. */
#define ORG_COLUMNS \
	"o.id, o.rev, o.ended, o.pid, o.name, o.place, o.kind, coalesce(o.parent, 0), b.pid, b.name," \
	" CASE WHEN EXISTS (SELECT 1 FROM seat s2 JOIN holds h2 ON h2.seat = s2.id WHERE s2.org = o.id) THEN 1 ELSE 0 END"
#define ORG_FROM "organisation o LEFT JOIN organisation b ON b.id = o.parent"
#define ORG_TYPES "iiittttitti"
enum { ORG_COLS = 11 };
struct org org_from(const struct viewer *v, const struct rows *r, size_t row);

/* An organisation of the own region for who makes organisations; for others one where they hold a seat in the active
 * role, one under their board, and one where they may give a role. */
enum err people_org_in_reach(struct act *act, struct str pid, struct org *out) MUST_CHECK;
/* The same as part of a batch: put, run, take. There must be a viewer. */
size_t people_org_put(struct batch *b, const struct act *act, struct str pid);
enum err people_org_take(const struct act *act, const struct rows *r, struct org *out) MUST_CHECK;

/* An account of the own region for who makes accounts. */
enum err people_account_in_reach(struct act *act, struct str pid, struct row *out) MUST_CHECK;

/* A seat that someone holds or held. */
struct holding {
	int64_t id, rev, account, begins, ends, account_closed;
	struct str pid, account_pid, name, email;
	enum role role;
	struct org org;
};
enum err people_holding_in_reach(struct act *act, struct str pid, struct holding *out) MUST_CHECK;

/* ---- what may be done; rule 15 of access.md through role_grants ---- */

/* Who holds which role there; giving a role at the parents' place does not show who the other parents are. */
bool may_see_team(const struct viewer *v, const struct org *org);
/* The roles (bit per role) that the viewer may give there now; none at an organisation that is closed. */
uint32_t grants_at(const struct viewer *v, const struct org *org);
bool may_give(const struct viewer *v, const struct org *org, enum role role);
/* The roles that the viewer may give at this organisation, in the order of the enum; returns how many. */
size_t roles_to_give(const struct viewer *v, const struct org *org, enum role out[ROLE__N]);
/* Who may give a role may end it; who makes accounts may end any, for ending opens nothing. */
bool may_end(const struct viewer *v, const struct holding *h, int64_t now);
bool may_change_end(const struct viewer *v, const struct holding *h, int64_t now);
/* May give this seat to its holder (again): never to oneself (rule 15). */
bool may_give_back(const struct viewer *v, const struct holding *h);
/* Taking back asks the right of giving, for what ended opens again; of the records of people (record.h). */
enum err account_may_undo(struct act *act, const struct row *now);
enum err organisation_may_undo(struct act *act, const struct row *now);
enum err holds_may_undo(struct act *act, const struct row *now);
/* Ending this seat, or closing this account, would leave the region without an administrator. */
enum err is_last_administrator(struct act *act, int64_t account, bool *last) MUST_CHECK;
/* The same as part of a batch. */
/* As part of a change that ends an administrator: it only stands when one is left at the moment it commits, whoever
 * ends the other at the same time; else ERR_CONFLICT. */
void keep_an_administrator(struct change *c, const struct act *act);
size_t last_administrator_put(struct batch *b, const struct act *act, int64_t account);
bool last_administrator_take(const struct batch *b, size_t at);

/* ---- acts ---- */

/* The place at which parents and pupils of the viewer's region have their seats; ERR_NOT_FOUND: there is none. */
enum err parents_org(struct act *act, int64_t *id) MUST_CHECK;

struct account_new {
	struct str name, email, password_hash; /* email empty: none */
	enum lang lang;
	int64_t desk; /* the organisation that prints the letters of who has no e-mail; 0: none */
};
enum err account_new(struct act *act, struct change *c, const struct account_new *n, int64_t *id,
		     struct str *pid) MUST_CHECK;
/* Closes an account: its sessions end, its seats end, its password is gone, all in this change. */
enum err account_close(struct act *act, struct change *c, int64_t account) MUST_CHECK;

/* The last moment of a date in Amsterdam, and back: people name the last day, the database keeps the first instant
 * that is out. */
int64_t end_of_day(int32_t last_day);
int32_t last_day_of(int64_t ends);

/* ---- texts and forms of these pages ---- */

/* tr_fill in the reader's language, of one slot. */
const char *say_with(struct req *req, const char *english, const char *slot, struct str value);
const char *role_label(const struct req *req, enum role role);
/* Kind, place and board, as far as known; returns how many. */
enum { ORG_FACTS = 3 };
size_t org_facts(const struct req *req, const struct org *org, struct str out[ORG_FACTS]);
/* "25 nov 2026", or "no end date". */
struct str end_text(struct req *req, int64_t ends);
/* The question for a new password, where an account is made. */
extern const struct field field_new_password;
/* What is wrong with a password, in English for tr(); NULL for PASSWORD_GOOD. */
const char *password_fault_text(enum password_fault fault);

/* Under a list of PAGE_ROWS: on to what comes after its last row, and back to its start. Column 0 of `r` is the pid. */
void pages(struct ui *u, struct req *req, const char *base, struct str after, const struct rows *r);

/* Is there an account at all in this database? */
enum err house_is_empty(struct act *act, bool *empty) MUST_CHECK;

#endif
