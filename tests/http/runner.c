/* Runs HTTP cases that are data: see README.md beside this file for what a case can say. */
#include "case.h"

#include "date.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { AT_ONCE = 2, CASE_SECONDS = 300, EXIT_GOOD = 0, EXIT_FAILED = 3 };
#define CASE_START "2026-11-23T10:00:00+01:00"

static bool run_lines(struct run *r, struct str text);

bool fail(struct run *r, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	r->wrong = str_vprintf(r->a, fmt, ap).p;
	va_end(ap);
	return false;
}

struct str word(struct str *rest)
{
	struct str s = str_trim(*rest), w = str_cut(s, ' ', rest);
	*rest = str_trim(*rest);
	return w;
}

struct str read_file(struct arena *a, const char *path)
{
	struct buf b;
	buf_init(&b, a, 8 * 1024 * 1024);
	char piece[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		die("cannot open %s", path);
	for (ssize_t n; (n = read(fd, piece, sizeof piece)) > 0;)
		buf_add(&b, piece, (size_t)n);
	close(fd);
	return buf_view(&b);
}

static const char *work_path(struct run *r, const char *name)
{
	return str_printf(r->a, "%s/%s", r->w.setup.work, name).p;
}

void note(struct run *r, const char *file, struct str line)
{
	int fd = open(work_path(r, file), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	struct str all = str_printf(r->a, STR_FMT "\n", STR_ARG(line));
	if (fd < 0 || write(fd, all.p, all.n) != (ssize_t)all.n)
		die("cannot write %s", file);
	close(fd);
}

struct str unescape(struct arena *a, struct str s)
{
	struct buf b;
	buf_init(&b, a, 32 * 1024 * 1024);
	for (size_t i = 0; i < s.n; i++) {
		char *end = NULL;
		if (s.p[i] != '\\' || i + 1 == s.n) {
			buf_byte(&b, s.p[i]);
			continue;
		}
		char c = s.p[++i];
		if (c == 'x' && i + 2 < s.n) {
			const char hex[3] = {s.p[i + 1], s.p[i + 2], 0};
			buf_byte(&b, (char)strtoul(hex, NULL, 16));
			i += 2;
		} else if (c >= '1' && c <= '9') {
			for (unsigned long n = strtoul(s.p + i, &end, 10); n > 0; n--)
				buf_byte(&b, *end);
			i = (size_t)(end - s.p);
		} else {
			buf_byte(&b, c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c == '0' ? '\0' : c);
		}
	}
	return buf_view(&b);
}

static struct str account_of(const struct run *r)
{
	struct str rest;
	return str_cut(r->b->name, '/', &rest);
}

/* What stands behind `name` in a file of the run: "name value" lines; the last wins. */
static struct str kept_line(struct run *r, const char *file, struct str name)
{
	const char *path = work_path(r, file);
	struct str lines = access(path, R_OK) == 0 ? read_file(r->a, path) : S(""), found = {0}, value;
	while (lines.n > 0) {
		struct str line = str_cut(lines, '\n', &lines);
		if (str_eq(str_cut(line, ' ', &value), name))
			found = value;
	}
	return found;
}

/* The secret of an account's second factor: what the case saw itself, or the one shown in the first case of the run. */
static struct str seed_of(struct run *r, struct str who)
{
	struct str name = str_printf(r->a, "seed " STR_FMT, STR_ARG(who));
	for (size_t i = r->n_vars; i-- > 0;)
		if (str_eq(r->vars[i].name, name))
			return r->vars[i].value;
	return kept_line(r, "seeds", who);
}

/* What the sign-in steps ask of an account: its e-mail, its password, the code of this moment. */
struct str var_get(struct run *r, struct str name)
{
	for (size_t i = r->n_vars; i-- > 0;)
		if (str_eq(r->vars[i].name, name))
			return r->vars[i].value;
	struct str who = account_of(r);
	if (str_is(name, "email"))
		return str_printf(r->a, STR_FMT "@merenland.test", STR_ARG(who));
	if (str_is(name, "password"))
		return S("thuis in de proefomgeving");
	if (str_is(name, "totp"))
		return totp_at(r->a, seed_of(r, who), world_now(&r->w));
	if (str_is(name, "host"))
		return str_printf(r->a, "127.0.0.1:%d", r->w.port);
	die("line %d: no variable {" STR_FMT "}", r->line, STR_ARG(name));
}

void var_set(struct run *r, struct str name, struct str value)
{
	size_t i = 0;
	while (i < r->n_vars && !str_eq(r->vars[i].name, name))
		i++;
	if (i == VARS_MAX)
		die("more than %d variables", VARS_MAX);
	r->n_vars += i == r->n_vars;
	r->vars[i] = (struct field_pair){str_copy(r->a, name), str_copy(r->a, value)};
}

/* {name} becomes the variable; a brace without a name of lower-case letters and digits behind it stays. */
struct str fill(struct run *r, struct str s)
{
	struct buf b;
	buf_init(&b, r->a, 1024 * 1024);
	for (size_t i = 0; i < s.n; i++) {
		size_t n = 0;
		while (s.p[i] == '{' && i + 1 + n < s.n && (islower((unsigned char)s.p[i + 1 + n]) || s.p[i + 1 + n] == '_' ||
			(n > 0 && isdigit((unsigned char)s.p[i + 1 + n]))))
			n++;
		if (n > 0 && i + 1 + n < s.n && s.p[i + 1 + n] == '}') {
			buf_str(&b, var_get(r, (struct str){s.p + i + 1, n}));
			i += n + 1;
		} else {
			buf_byte(&b, s.p[i]);
		}
	}
	return buf_view(&b);
}

/* The text between the outer quotes of "...", unescaped; without quotes the whole. */
struct str quoted(struct run *r, struct str s)
{
	s = str_trim(s);
	if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		s = (struct str){s.p + 1, s.n - 2};
	return unescape(r->a, fill(r, s));
}

bool verb_browser(struct run *r, struct str rest)
{
	for (size_t i = 0; i < r->n_browsers; i++)
		if (str_eq(r->browsers[i].name, rest)) {
			r->b = &r->browsers[i];
			return true;
		}
	if (r->n_browsers == BROWSERS_MAX)
		die("more than %d browsers", BROWSERS_MAX);
	r->b = &r->browsers[r->n_browsers++];
	*r->b = (struct browser){.name = str_copy(r->a, rest), .path = S("/")};
	return true;
}

static bool verb_steps(struct run *r, struct str rest)
{
	const char *path = str_printf(r->a, STR_FMT "/" STR_FMT ".steps", STR_ARG(r->folder), STR_ARG(rest)).p;
	int line = r->line;
	if (!run_lines(r, read_file(r->a, path)))
		return fail(r, "%s line %d: %s", path, r->line, r->wrong);
	r->line = line;
	return true;
}

/* A new browser of that account signs in; the sessions made once for the whole run are taken where there are. */
bool verb_as(struct run *r, struct str rest)
{
	size_t known = r->n_browsers;
	verb_browser(r, rest);
	if (known == r->n_browsers || str_starts(rest, S("visitor")))
		return true;
	struct str cookies = kept_line(r, "sessions", rest), value;
	while (cookies.n > 0 && r->b->n_cookies < JAR_MAX) {
		struct str cookie = word(&cookies), name = str_cut(cookie, '=', &value);
		r->b->jar[r->b->n_cookies++] = (struct field_pair){name, value};
	}
	return r->b->n_cookies > 0 || verb_steps(r, S("sign-in"));
}

/* bearer NAME [read]: a program with a key of that account, made through the pages when it is first named. */
bool verb_bearer(struct run *r, struct str rest)
{
	struct str whole = rest, who = word(&rest);
	struct str name = str_printf(r->a, "program " STR_FMT, STR_ARG(whole));
	size_t known = r->n_browsers;
	verb_browser(r, name);
	struct browser *program = r->b;
	if (known == r->n_browsers)
		return true;
	var_set(r, S("scope"), rest.n > 0 ? rest : S("write"));
	if (!verb_as(r, who) || !verb_steps(r, S("key")))
		return false;
	program->bearer = var_get(r, S("key"));
	note(r, "secrets", program->bearer);
	r->b = program;
	return true;
}

static bool verb_clock(struct run *r, struct str rest)
{
	int64_t now = world_now(&r->w), n;
	if (rest.n > 1 && rest.p[0] == '+') {
		char unit = rest.p[rest.n - 1];
		int64_t ms = unit == 's' ? 1000 : unit == 'm' ? 60000 : unit == 'h' ? 3600000 : 86400000;
		if (!str_to_i64((struct str){rest.p + 1, rest.n - 2}, &n))
			return fail(r, "clock +30m, not " STR_FMT, STR_ARG(rest));
		now += n * ms;
	} else if (!instant_parse_iso(rest, &now)) {
		return fail(r, "no instant: " STR_FMT, STR_ARG(rest));
	}
	world_stop(&r->w);
	world_serve(&r->w, now, r->w.mode);
	return true;
}

/* seed VALUE: what the page says the second factor of this account is made of (base 32). */
static bool verb_seed(struct run *r, struct str rest)
{
	var_set(r, str_printf(r->a, "seed " STR_FMT, STR_ARG(account_of(r))), fill(r, rest));
	return true;
}

/* restart MODE: test, demo or production; restart empty: without any data. */
static bool verb_restart(struct run *r, struct str rest)
{
	int64_t now = world_now(&r->w);
	bool empty = str_is(rest, "empty");
	world_stop(&r->w);
	if (empty) {
		world_open(&r->w, true);
		r->changes = 0;
	}
	world_serve(&r->w, now, empty || rest.n == 0 ? "test" : str_c(r->a, rest));
	return true;
}

static const struct {
	const char *word;
	verb *fn;
} verbs[] = {
	{"as", verb_as},
	{"await", verb_await},
	{"batches", verb_batches},
	{"bearer", verb_bearer},
	{"browser", verb_browser},
	{"changes", verb_changes},
	{"clock", verb_clock},
	{"contains", verb_contains},
	{"cookie", verb_cookie},
	{"expect", verb_expect},
	{"follow", verb_follow},
	{"forge", verb_forge},
	{"GET", verb_get},
	{"HEAD", verb_head},
	{"header", verb_header},
	{"keep", verb_keep},
	{"lacks", verb_lacks},
	{"let", verb_let},
	{"matrix", verb_matrix},
	{"method", verb_method},
	{"no-header", verb_no_header},
	{"POST", verb_post},
	{"restart", verb_restart},
	{"same", verb_same},
	{"seed", verb_seed},
	{"send", verb_send},
	{"sql", verb_sql},
	{"statements", verb_statements},
	{"steps", verb_steps},
};

static bool run_lines(struct run *r, struct str text)
{
	r->line = 0;
	while (text.n > 0) {
		struct str line = str_cut(text, '\n', &text), rest = line;
		r->line++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		int at = r->line;
		r->block = (struct str){text.p, 0};
		while (text.n > 0 && (text.p[0] == '\t' || text.p[0] == ' ')) {
			str_cut(text, '\n', &text);
			r->block.n = (size_t)((text.p != NULL ? text.p : line.p + line.n) - r->block.p);
			r->line++;
		}
		struct str first = word(&rest);
		size_t i = 0, n = sizeof verbs / sizeof *verbs;
		while (i < n && !str_is(first, verbs[i].word))
			i++;
		if (i == n)
			return fail(r, "no such word: " STR_FMT, STR_ARG(first));
		int end = r->line;
		if (!verbs[i].fn(r, rest)) {
			r->line = at;
			return false;
		}
		r->line = end;
	}
	return true;
}

/* For the other cases: the cookies of every browser, and the secrets that were shown. */
static void leave_sessions(struct run *r)
{
	for (size_t i = 0; i < r->n_browsers; i++) {
		struct buf b;
		buf_init(&b, r->a, 4096);
		buf_str(&b, r->browsers[i].name);
		for (size_t k = 0; k < r->browsers[i].n_cookies; k++)
			buf_printf(&b, " " STR_FMT "=" STR_FMT, STR_ARG(r->browsers[i].jar[k].name),
				   STR_ARG(r->browsers[i].jar[k].value));
		note(r, "sessions", buf_view(&b));
	}
	for (size_t i = 0; i < r->n_vars; i++)
		if (str_starts(r->vars[i].name, S("seed ")))
			note(r, "seeds", str_printf(r->a, STR_FMT " " STR_FMT, STR_ARG(((struct str){r->vars[i].name.p + 5,
			     r->vars[i].name.n - 5})), STR_ARG(r->vars[i].value)));
}

/* One case, in a process of its own. The first case of a run leaves its world and its sessions for the others. */
static int run_case(const char *path, const char *name, bool first)
{
	struct run r = {.a = arena_new((size_t)2 * 1024 * 1024 * 1024)};
	const char *database = getenv("TN_PG") == NULL ? "sqlite" : "postgres";
	int64_t start;
	alarm(CASE_SECONDS);
	r.w = (struct world){.setup = setup_read(), .a = r.a, .name = name};
	r.folder = (struct str){path, (size_t)(strrchr(path, '/') - path)};
	if (strstr(path, "/cases/") != NULL)
		r.folder.n = (size_t)(strstr(path, "/cases/") - path);
	if (!instant_parse_iso(S(CASE_START), &start))
		BUG("the start of all cases");
	world_open(&r.w, false);
	world_serve(&r.w, first ? start - 180000 : start, first ? "demo" : "test");
	verb_browser(&r, S("visitor"));
	if (!str_to_i64(world_sql(&r.w, S("SELECT count(*) FROM change_group")), &r.changes))
		BUG("no count of changes");
	bool good = run_lines(&r, read_file(r.a, path));
	if (!good)
		printf("FAIL %s %s line %d: %s\n     again: tests/http/run %s %s\n", database, name, r.line, r.wrong,
		       database, name);
	if (!good)
		note(&r, str_printf(r.a, "page-%s.html", name).p, r.b->last.body);
	if (first)
		leave_sessions(&r);
	fflush(stdout);
	if (first)
		world_stop(&r.w);
	else
		world_close(&r.w);
	return good ? EXIT_GOOD : EXIT_FAILED;
}

static const char *case_name(struct arena *a, const char *path)
{
	const char *base = strrchr(path, '/') == NULL ? path : strrchr(path, '/') + 1;
	struct str rest;
	return str_copy(a, str_cut(str_from(base), '.', &rest)).p;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new(1024 * 1024);
	bool first = argc > 1 && strcmp(argv[1], "--first") == 0;
	pid_t pids[AT_ONCE] = {0};
	const char *names[AT_ONCE] = {0};
	int passed = 0, failed = 0, next = first ? 2 : 1, running = 0;
	while (next < argc || running > 0) {
		int slot = 0, status;
		while (slot < AT_ONCE && pids[slot] != 0)
			slot++;
		if (next < argc && slot < AT_ONCE) {
			names[slot] = case_name(a, argv[next]);
			fflush(stdout);
			pids[slot] = fork();
			if (pids[slot] == 0)
				exit(run_case(argv[next], names[slot], first));
			next++;
			running++;
			continue;
		}
		pid_t done = waitpid(-1, &status, 0);
		for (slot = 0; slot < AT_ONCE; slot++) {
			if (pids[slot] != done)
				continue;
			bool reported = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_FAILED;
			bool good = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_GOOD;
			if (!good && !reported)
				printf("FAIL %s: the case could not be run\n     again: tests/http/run %s %s\n", names[slot],
				       getenv("TN_PG") == NULL ? "sqlite" : "postgres", names[slot]);
			*(good ? &passed : &failed) += 1;
			pids[slot] = 0;
			running--;
		}
	}
	printf("%d passed, %d failed\n", passed, failed);
	return failed == 0 ? 0 : 1;
}
