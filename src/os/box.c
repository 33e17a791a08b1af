#include "box.h"

#include "box_calls.h"
#include "landlock.h"
#include "log.h"
#include "proc.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Folders and files that boxes name; where they are is said by `places` and, for those marked with %, by the caller. */
enum place {
	PLACE_DATABASE = 1 << 0, /* % SQLite's files */
	PLACE_DATA = 1 << 1,     /* % the whole data folder, keys included */
	PLACE_NAMES = 1 << 2,    /* how names become addresses, and which certificates are trusted */
	PLACE_WITNESS = 1 << 4,  /* % where heads of chains are written down */
	PLACE_PROGRAMS = 1 << 3, /* this program, the libraries, what they read when they start */
	PLACE_PYTHON = 1 << 5,   /* the helper program that makes PDFs, and nothing else that could be run */
	PLACE_FONTS = 1 << 6,    /* its libraries, its modules and fonts */
};

static const struct {
	enum place place;
	const char *path;
} places[] = {
	{PLACE_NAMES, "/etc/hosts"},
	{PLACE_NAMES, "/etc/resolv.conf"},
	{PLACE_NAMES, "/etc/nsswitch.conf"},
	{PLACE_NAMES, "/etc/host.conf"},
	{PLACE_NAMES, "/etc/gai.conf"},
	{PLACE_NAMES, "/etc/services"},
	{PLACE_NAMES, "/etc/ssl"},
	{PLACE_NAMES, "/usr/lib/ssl"},
	{PLACE_NAMES, "/usr/share/ca-certificates"},
	{PLACE_PROGRAMS, "/usr"},
	{PLACE_PROGRAMS, "/lib"},
	{PLACE_PROGRAMS, "/lib64"},
	{PLACE_PROGRAMS, "/etc"},
	{PLACE_PROGRAMS, "/proc"},
	{PLACE_PYTHON, "/usr/bin/python3"},
	{PLACE_PYTHON, "/lib64/ld-linux-x86-64.so.2"},
	{PLACE_PYTHON, "/lib/ld-linux-aarch64.so.1"},
	{PLACE_FONTS, "/usr/lib"},
	{PLACE_FONTS, "/lib"},
	{PLACE_FONTS, "/usr/share/fonts"},
	{PLACE_FONTS, "/usr/share/fontconfig"},
	{PLACE_FONTS, "/usr/share/hyphen"},
	{PLACE_FONTS, "/var/cache/fontconfig"},
	{PLACE_FONTS, "/etc/fonts"},
	{PLACE_FONTS, "/etc/ld.so.cache"},
};

struct box {
	unsigned read, write, run; /* places */
	enum tcp_right tcp;        /* outgoing; nobody may open a listening socket */
	unsigned calls;            /* sets of box_calls.h; 0: see box_seal */
	unsigned files;            /* descriptors */
	unsigned memory_mib;       /* address space; 0: no limit */
	unsigned cpu_seconds;      /* 0: no limit */
};

static const struct box boxes[BOX__N] = {
	[BOX_SUPERVISOR] = {.write = PLACE_DATA | PLACE_DATABASE | PLACE_WITNESS, .run = PLACE_PROGRAMS,
		.tcp = TCP_ANY, .files = 4096},
	[BOX_KEYS] = {.calls = CALLS_BASE, .files = 32, .memory_mib = 256},
	[BOX_OUT] = {.read = PLACE_NAMES, .tcp = TCP_ANY,
		.calls = CALLS_BASE | CALLS_THREADS | CALLS_CONNECT | CALLS_NO_UNIX, .files = 128},
	[BOX_JOBS] = {.write = PLACE_DATABASE, .calls = CALLS_BASE | CALLS_THREADS | CALLS_FILES | CALLS_BOXED,
		.files = 256},
	[BOX_JOBS_PG] = {.read = PLACE_NAMES, .tcp = TCP_PORTS,
		.calls = CALLS_BASE | CALLS_THREADS | CALLS_CONNECT | CALLS_UNIX | CALLS_BOXED, .files = 256},
	[BOX_WEB] = {.write = PLACE_DATABASE, .calls = CALLS_BASE | CALLS_THREADS | CALLS_FILES | CALLS_SERVE | CALLS_BOXED,
		.files = 4096},
	[BOX_WEB_PG] = {.read = PLACE_NAMES, .tcp = TCP_PORTS,
		.calls = CALLS_BASE | CALLS_THREADS | CALLS_SERVE | CALLS_CONNECT | CALLS_UNIX | CALLS_BOXED, .files = 4096},
	[BOX_PARSE] = {.calls = CALLS_BASE, .files = 16, .memory_mib = 512, .cpu_seconds = 20},
	[BOX_PDF] = {.read = PLACE_FONTS, .run = PLACE_PYTHON, .calls = CALLS_BASE | CALLS_THREADS | CALLS_PYTHON,
		.files = 64, .memory_mib = 2048, .cpu_seconds = 20},
};

static const struct {
	const char *name;
	enum box_id box, box_postgres;
} duties[DUTY__N] = {
	[DUTY_NONE] = {"none", BOX_NONE, BOX_NONE},
	[DUTY_SUPERVISOR] = {"supervisor", BOX_SUPERVISOR, BOX_SUPERVISOR},
	[DUTY_KEYS] = {"keys", BOX_KEYS, BOX_KEYS},
	[DUTY_OUT] = {"out", BOX_OUT, BOX_OUT},
	[DUTY_JOBS] = {"jobs", BOX_JOBS, BOX_JOBS_PG},
	[DUTY_WEB] = {"web", BOX_WEB, BOX_WEB_PG},
	[DUTY_PARSE] = {"parse", BOX_PARSE, BOX_PARSE},
	[DUTY_PDF] = {"pdf", BOX_PDF, BOX_PDF},
};

enum box_id box_of(enum duty d, bool postgres)
{
	return postgres ? duties[d].box_postgres : duties[d].box;
}

const char *duty_name(enum duty d)
{
	return d < DUTY__N ? duties[d].name : "?";
}

enum duty duty_named(const char *name)
{
	for (enum duty d = DUTY_NONE + 1; d < DUTY__N; d++)
		if (strcmp(duties[d].name, name) == 0)
			return d;
	return DUTY_NONE;
}

struct box_support box_support(void)
{
	int abi = landlock_abi();
	return (struct box_support){.landlock = abi, .landlock_tcp = abi >= 4, .landlock_scope = abi >= 6,
		.seccomp = calls_supported()};
}

enum { RULES_MAX = 32 };
struct rules {
	struct path_rule at[RULES_MAX];
	size_t n;
};

static void add(struct rules *r, const char *path, enum path_right right)
{
	if (path == NULL)
		return;
	if (r->n == RULES_MAX)
		BUG("more than %d places in a box", RULES_MAX);
	r->at[r->n++] = (struct path_rule){path, right};
}

static void add_places(struct rules *r, unsigned wanted, const struct box_world *w, enum path_right right)
{
	if ((wanted & PLACE_DATABASE) != 0)
		add(r, w->database, right);
	if ((wanted & PLACE_DATA) != 0)
		add(r, w->data, right);
	if ((wanted & PLACE_WITNESS) != 0)
		add(r, w->witness, right);
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		if ((wanted & places[i].place) != 0)
			add(r, places[i].path, right);
}

static enum err limit(int what, rlim_t most)
{
	struct rlimit l;
	if (getrlimit((__rlimit_resource_t)what, &l) != 0)
		return ERR_IO;
	if (l.rlim_max != RLIM_INFINITY && most > l.rlim_max)
		most = l.rlim_max;
	l = (struct rlimit){most, most};
	return setrlimit((__rlimit_resource_t)what, &l) == 0 ? OK : ERR_IO;
}

static enum err limit_all(const struct box *b)
{
	enum err e = limit(RLIMIT_CORE, 0);
	if (e == OK && b->files > 0)
		e = limit(RLIMIT_NOFILE, b->files);
	if (e == OK && b->memory_mib > 0 && !proc_has_asan())
		e = limit(RLIMIT_AS, (rlim_t)b->memory_mib << 20);
	if (e == OK && b->cpu_seconds > 0)
		e = limit(RLIMIT_CPU, b->cpu_seconds);
	return e;
}

static enum err enter_ground(const struct box *b, const struct box_world *w)
{
	struct rules rules = {0};
	char program[PATH_MAX], *slash;
	add_places(&rules, b->read, w, PATH_READ);
	add_places(&rules, b->write, w, PATH_WRITE);
	add_places(&rules, b->run, w, PATH_RUN);
	if ((b->run & PLACE_PROGRAMS) != 0) {
		ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
		if (n <= 0)
			return ERR_IO;
		program[n] = '\0';
		slash = strrchr(program, '/');
		*slash = '\0';
		add(&rules, program, PATH_RUN);
		add(&rules, "/dev/null", PATH_DEVICE);
	}
	if (proc_has_asan())
		add(&rules, "/proc/self", PATH_READ);
	struct ground g = {.paths = rules.at, .n_paths = rules.n, .connect = b->tcp, .ports = w->ports};
	while (g.n_ports < sizeof w->ports / sizeof w->ports[0] && w->ports[g.n_ports] != 0)
		g.n_ports++;
	return landlock_enter(&g);
}

enum err box_enter(enum box_id id, const struct box_world *w)
{
	const struct box *b = &boxes[id];
	proc_harden();
	tzset(); /* once, while the time zone files can still be looked for */
	if (id != BOX_SUPERVISOR)
		proc_conceal();
	enum err e = proc_drop_capabilities();
	if (e == OK)
		e = limit_all(b);
	if (e == OK)
		e = enter_ground(b, w);
	if (e != OK)
		log_line(LOG_ERROR, "box", "entered=no errno=%d", errno);
	return e;
}

enum err box_seal(enum box_id id, const struct box_world *w)
{
	if (!calls_supported())
		return OK;
	if (id == BOX_SUPERVISOR)
		return calls_forbid_dangerous();
	return calls_allow(boxes[id].calls | (proc_has_asan() ? CALLS_ASAN : 0u), w->name_calls);
}
