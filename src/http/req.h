/* One request and its answer, the routes, and what a handler gets. Preconditions are attributes of the route row and
 * are checked once, by the dispatcher; a handler is only called when they hold. */
#ifndef TN_REQ_H
#define TN_REQ_H

#include "buf.h"
#include "change.h"
#include "clock.h"
#include "model.h"
#include "scope.h"

enum method { METHOD_OTHER = 0, METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_PATCH };

enum body_class {
	BODY_NONE = 0,  /* no body at all */
	BODY_FORM,      /* at most 64 KiB */
	BODY_TEXT,      /* long texts: at most 1 MiB */
	BODY_FILE,      /* uploads: at most 25 MiB */
	BODY_JSON,      /* one JSON object: at most 64 KiB; only of a route for machines */
};

struct req;
/* OK: an answer was made. ERR_INVALID: the form is wrong, the dispatcher shows route->page again with 422.
 * ERR_CONFLICT: conflict page. ERR_BUSY: tried again, then 503. ERR_NOT_FOUND: 404. ERR_GONE: 410. ERR_DENIED: 403.
 * ERR_DOWN: 503. */
typedef enum err handler(struct req *req);

struct route {
	enum method method;
	const char *path;            /* "/account/{pid}": Dutch, lower case, stable */
	handler *fn;
	enum cap need;               /* zero: nobody, and the program does not start */
	const char *name;            /* [a-z._]+, unique: in logs, audit, golden files */
	const char *title;           /* English; NULL for a POST */
	const struct form_def *form; /* of a POST: parsed and checked before fn; of a GET: the form that it shows */
	const struct record *record; /* {pid} names one, opened before fn through its reach or its access rows, else 404 */
	bool writes;                 /* fn changes that record: its part, or its access, must be open for writing */
	const struct record *of;     /* a page about many of a type (list, sheet, new): `op` of its access rows, else 403 */
	unsigned op;
	uint32_t roles;              /* bit per role: only for who acts in one of them, else 403; zero: whoever */
	const struct record *shows;  /* beside .record: another record of that child; its part must be open, else 404 */
	const struct record *makes;  /* the same, of which fn makes one: open for writing, else 403 */
	const struct transition *move; /* of a POST with .record: the step it makes; only from its states, by its roles */
	handler *page;               /* of a POST: the page with the form, shown again with 422 or 409 */
	const char *const *query;    /* names of the query parameters that exist for fn, NULL at the end */
	enum body_class body;
	enum lang_rule { LANG_OF_READER = 0 } lang;
	bool anonymous_only;         /* signed-in people are sent to their start page */
	bool api;                    /* for machines, under /api/: who asks is known by a bearer token, never by a cookie */
};

struct child_block;
struct task_kind;
struct ui_task;
/* A module: its name, its routes and its records. All modules stand in one array in cmd/. */
struct module {
	const char *name;
	const struct route *routes;
	size_t n_routes;
	const struct record *const *records;
	size_t n_records;
	/* What stands in the menu, at most six a role; rows whose route is not there leave no trace. */
	const struct menu_item *menu;
	size_t n_menu;
	/* The start page of some roles, in place of the one that all have. */
	const struct home *home;
	size_t n_home;
	/* What waits at the organisation that the reader acts for, for the start page of who has no other one: false when
	 * nothing does. NULL: the module knows of no such thing. */
	enum err (*waits)(struct req *req, struct ui_task *out, bool *any);
	const struct child_block *on_child; /* what it tells on the page of a child (child_block.h); NULL: nothing */
	/* Kinds of long work (jobs/queue.h). */
	const struct task_kind *const *tasks;
	size_t n_tasks;
};
struct home {
	uint32_t roles;   /* bit per role */
	handler *fn;
	const char *path; /* the same page in the menu, which then says it instead of "Start"; NULL: the menu has Start */
};
enum { MENU_RANKS = 4, MENU_BADGES_MAX = 4 };
struct menu_badge;
struct menu_item {
	const char *path, *label;
	uint32_t roles; /* bit per role */
	int rank;       /* 0 stands first, up to MENU_RANKS - 1; equal ranks stand in the order of the modules */
	const char *hint; /* what one finds there, for the start page; NULL: the start page does not name it */
	/* What is counted beside it: a range of a list on the shelf; false: nothing for this reader. NULL: no number. */
	bool (*badge)(struct req *req, struct menu_badge *out);
};
struct menu_badge {
	const struct list *list;
	struct shelf_where where;
	struct str from, below;
};

enum http_error { HTTP_400 = 400, HTTP_401 = 401, HTTP_403 = 403, HTTP_404 = 404, HTTP_409 = 409, HTTP_410 = 410,
	HTTP_412 = 412, HTTP_413 = 413, HTTP_415 = 415, HTTP_422 = 422, HTTP_428 = 428, HTTP_429 = 429,
	HTTP_500 = 500, HTTP_503 = 503 };

struct boxed;
struct keys_client;
struct password_pool;
struct router;
struct rate;
struct asset {
	const char *path; /* /s/NAME.HASH.ext */
	const char *type;
	const unsigned char *bytes;
	size_t n;
};

enum mode { MODE_PRODUCTION = 0, MODE_DEMO, MODE_TEST };

/* The application: made once at start, const afterwards. */
struct app {
	struct db *db;
	const struct model *model;     /* all record descriptions, verified */
	struct clock clock;
	enum mode mode;
	int region;                    /* the region of this installation's own address, 0 when none is set up yet */
	struct str region_name;
	struct str public_url;         /* "https://..." without the last slash; empty: taken from Host in demo mode */
	struct str mail_from;          /* the address that mail comes from; empty: none is sent */
	struct str version;
	int64_t began;                 /* when this process began */
	struct str metrics_hash;       /* of the word that opens /metrics, as token_hash has it; empty: it is closed */
	struct keys_client *keys;
	struct boxed *boxed;           /* to have files read in a box; NULL: none can be read */
	int64_t file_max;              /* bytes of a file that people hand in; 0: the most there can be */
	struct looks *looks;           /* the writer of looks; NULL: nothing of a child can be shown */
	struct password_pool *passwords;
	struct session_limits sessions;
	const struct module *const *modules;
	size_t n_modules;
	const struct asset *assets;
	size_t n_assets;
	/* The layers above give these, so that http needs nothing of them. */
	void (*error_page)(struct req *req, enum http_error kind); /* ui: the whole page */
	enum err (*conflict_page)(struct req *req);                /* ui: route->page with the differences */
	void (*problem)(struct req *req, int status);              /* api: the same for machines; NULL: a line of text */
	enum err (*session_touch)(struct req *req);                /* people: last seen, at most once a minute */
	/* people: the viewer behind a bearer token, into req->viewer. ERR_NOT_FOUND: there is no such token now; with
	 * req->res.retry_after when wrong ones come too often. */
	enum err (*token_viewer)(struct req *req, struct str token);
	bool (*needs_setup)(const struct app *app);                /* an empty installation shows /opzetten */
	const char *(*step_path)(const struct viewer *v);          /* people: where the second step is done or set up */
	/* Set by web_run. */
	const struct router *router;   /* routes_make */
	const struct asset *sorted_assets;
	struct rate *rate;             /* posts per address to public routes; NULL: not counted */
};

/* Names of cookies, without the prefix of production. */
#define COOKIE_SESSION "sessie"
#define COOKIE_VISITOR "bezoek"
#define COOKIE_LANG "taal"
#define COOKIE_DEVICE "toestel" /* to know a device again, so that signing in on a new one can be told */

/* Names in posted forms that belong to every form (ui.h writes them). */
#define FIELD_CSRF "_csrf"
#define FIELD_LATER "_later"

enum { PATH_PARAMS_MAX = 4, HEADERS_MAX = 64, RES_EXTRA_MAX = 6 };

struct response {
	int status;                 /* 200 until said otherwise */
	const char *type;           /* "text/html; charset=utf-8" until said otherwise */
	struct buf body;
	struct str location;        /* for a redirect */
	struct str download;        /* a neutral file name: Content-Disposition attachment */
	struct str cookies[4];      /* whole Set-Cookie values */
	size_t n_cookies;
	int retry_after;            /* seconds; 0: none */
	bool cacheable;             /* only for /s/: everything else is no-store */
	struct str draft_kept;      /* the time a draft was kept, as read: header X-Concept-At */
	struct str allow;           /* of a 405 */
	struct pair extra[RES_EXTRA_MAX]; /* other headers: res_header */
	size_t n_extra;
	struct pairs headers;       /* all of them, when the answer is finished */
};


/* A posted file: a slice of the body. `filename` is what the browser called it, without folders, never a path. */
struct upload {
	struct str name, filename, type, bytes;
};
struct uploads {
	const struct upload *v;
	size_t n;
};

struct req {
	struct act act;              /* arena, time, connection, viewer, language */
	const struct app *app;
	uint64_t number;             /* into the log and onto error pages */
	enum method method;
	struct str path;             /* decoded, normalised, without query */
	const struct route *route;
	struct str param[PATH_PARAMS_MAX]; /* in the order of the pattern */
	size_t n_params;
	struct pairs query;          /* declared names only */
	struct pairs posted;         /* everything posted; handlers use form */
	struct uploads uploads;      /* of BODY_FILE */
	struct pairs headers;        /* lower-case names */
	struct str address;          /* of the client, for throttling; never logged */
	struct str cookie_secret;    /* session token, or the visitor's own before signing in */
	struct viewer *viewer;       /* NULL when signed out; act.viewer is the same */
	bool api;                    /* asked under /api/: every answer is for machines */
	bool token_wrong;            /* a bearer token was sent that opens nothing */
	struct json_t *json;         /* of BODY_JSON: the object that was sent (jansson) */
	struct form *form;           /* of a POST route; on its page also after a fault */
	struct seen seen;            /* of a route with a record: in scope and masked */
	const struct form_def *takes; /* of a GET: the form that is sent to this very path; NULL: none */
	struct form_asked {
		struct along along;
		const struct form_def *def;
		size_t at;
		struct form_asked *next;
	} *asked;                    /* req_form_ask */
	struct steps_asked *steps;   /* view_steps_ask (steps.h); NULL: not asked */
	struct change_notice notice; /* from ?klaar=; notice.done NULL when none */
	struct menu_counts {
		struct along along;
		bool asked;
		const struct menu_item *item[MENU_BADGES_MAX];
		struct shelf_counted count[MENU_BADGES_MAX];
		size_t n;
		struct along child;  /* what of the child of this page is on the list of work */
		bool child_asked;
		size_t *child_at;
		size_t child_records;
	} menu;                      /* menu.h */
	struct response res;
	bool wants_draft;            /* X-Concept: 1 or the button "later" */
	int64_t expired;             /* the account of a session that was right but too old; 0: none */
	int64_t account;             /* for the log: of the viewer; 0: none */
	unsigned statements, batches;
	int64_t began;               /* clock_ticks */
};

/* An interface text (N_) in the language of who asks. */
static inline const char *say(const struct req *req, const char *english)
{
	return tr(req->act.speak, english);
}
struct str req_param(const struct req *req, size_t i);
struct str req_query(const struct req *req, const char *name);
struct str req_header(const struct req *req, const char *lower_case_name);
struct str req_cookie(const struct req *req, const char *name);
/* HttpOnly, SameSite=Lax, Path=/; with Secure and the __Host- prefix outside demo and test mode. max_age 0 deletes,
 * -1 lasts as long as the browser. */
void req_set_cookie(struct req *req, const char *name, struct str value, int64_t max_age_s);
/* One more header of the answer, until something fails. */
void res_header(struct req *req, const char *name, struct str value);
/* 303 to a path of our own; anything else is a BUG. */
enum err req_redirect(struct req *req, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The end of nearly every POST handler: commits, remembers the answer under the form's key, and sends 303 to the path
 * with ?klaar=PID, so that the next page tells what was done and offers undo. On ERR_CONFLICT the form is filled with
 * what the other wrote (change_conflict) and the error is returned for the dispatcher's conflict page. */
enum err req_commit(struct req *req, struct change *c, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* The form of this page: the one that was posted, or a fresh one with its key and, where kept, its draft. */
struct form *req_form(struct req *req, const struct form_def *def);
/* The draft of that form is read along with the next batch, in place of one of its own. */
void req_form_ask(struct req *req, const struct form_def *def);
/* The path of the page that this request belongs to, also of a POST to another path: drafts are kept by it. */
struct str req_subject(struct req *req);
/* The forgery token for forms of this page. */
struct str req_csrf(struct req *req);
/* Is this path one that a route has and this viewer may open, as far as that hangs on who it is? For menus and links;
 * of what hangs on a child, gate_leads(). */
bool app_can_open(const struct app *app, const struct viewer *v, const char *path);
/* A path inside this site that is safe to go back to after signing in; otherwise "/". */
struct str req_safe_path(struct req *req, struct str given);
/* The page on which a button was pressed, without its question; the start page when that is not known. */
struct str req_came_from(struct req *req);

#endif
