#include "duty_start.h"

#include "file.h"
#include "log.h"
#include "proc.h"

#include <stdlib.h>
#include <unistd.h>

enum { BRIEFING_WAIT_MS = 10000, ARENA_MAX = 16 << 20, BRIEFING_MAX = 64 * 1024, CANNOT_START = 3 };

struct str duty_briefing(struct arena *a, const struct settings *s, const char *data, int64_t clock_shift)
{
	struct ipc_writer w = {.p = arena_alloc(a, BRIEFING_MAX), .cap = BRIEFING_MAX};
	ipc_put_i64(&w, clock_shift);
	ipc_put_str(&w, str_from(data));
	ipc_put_str(&w, settings_text(a, s, true));
	if (w.failed)
		BUG("the settings do not fit in a message");
	return ipc_written(&w);
}

enum err duty_brief(struct duty_run *run, struct str body)
{
	struct ipc_reader r = {.left = body};
	struct str why;
	run->clock.shift = ipc_get_i64(&r);
	run->data = str_c(run->arena, ipc_get_str(&r));
	run->settings = settings_default();
	struct str text = ipc_get_str(&r);
	if (!ipc_read_all(&r))
		return ERR_INVALID;
	enum err e = settings_parse(&run->settings, run->arena, str_copy(run->arena, text), &why);
	if (e != OK)
		return e;
	run->box = box_of(run->duty, settings_postgres(&run->settings));
	run->world = duty_world(run->arena, &run->settings, run->data);
	return OK;
}

/* Adds the port that follows host number i of a PostgreSQL URL; 5432 where none is said. */
static void add_port(struct box_world *w, struct str digits)
{
	int64_t port;
	if (!str_to_i64(digits, &port) || port < 1 || port > 65535)
		port = 5432;
	for (size_t i = 0; i + 1 < sizeof w->ports / sizeof w->ports[0]; i++) {
		if (w->ports[i] == (uint16_t)port)
			return;
		if (w->ports[i] == 0) {
			w->ports[i] = (uint16_t)port;
			return;
		}
	}
}

static void add_ports(struct box_world *w, struct str hosts)
{
	do {
		struct str port, host = str_cut(hosts, ',', &hosts);
		if (str_starts(host, S("[")))
			str_cut(host, ']', &host);
		str_cut(host, ':', &port);
		add_port(w, port);
	} while (hosts.p != NULL);
}

/* The TCP ports that a URL names: //user@host:port,host:port/name?port=5433. */
static void ports_of_url(struct box_world *w, struct str url)
{
	struct str query, rest = {url.p + str_find(url, '/') + 2, url.n - str_find(url, '/') - 2};
	rest = str_cut(rest, '?', &query);
	struct str after, hosts = str_cut(rest, '/', &after);
	struct str behind_user, user = str_cut(hosts, '@', &behind_user);
	(void)user;
	add_ports(w, behind_user.p != NULL ? behind_user : hosts);
	while (query.n > 0) {
		struct str value, name = str_cut(str_cut(query, '&', &query), '=', &value);
		if (!str_is(name, "port"))
			continue;
		do
			add_port(w, str_cut(value, ',', &value));
		while (value.p != NULL);
	}
}

struct box_world duty_world(struct arena *a, const struct settings *s, const char *data)
{
	struct box_world w = {.data = data, .name_calls = settings_mode(s) == MODE_TEST};
	const char *file = settings_database_file(s, a, data);
	if (s->v[SETTING_WITNESS].n > 0)
		w.witness = str_c(a, s->v[SETTING_WITNESS]);
	if (file != NULL)
		w.database = path_folder(a, str_from(file)).p;
	else
		ports_of_url(&w, s->v[SETTING_DATABASE]);
	return w;
}

void duty_seal(struct duty_run *run)
{
	struct ipc_head ready = {.type = CONTROL_READY};
	if (box_seal(run->box, &run->world) != OK)
		_exit(CANNOT_START);
	if (ipc_send(DUTY_FD_CONTROL, ready, (struct str){0}, -1) != OK)
		_exit(CANNOT_START);
}

bool duty_stopped(int wait_ms)
{
	struct ipc_head head;
	struct str body;
	char room[64];
	enum err e = ipc_recv(DUTY_FD_CONTROL, wait_ms, &head, room, sizeof room, &body, NULL);
	return e == ERR_DOWN || (e == OK && head.type == CONTROL_STOP);
}

static enum err wait_for_briefing(struct duty_run *run)
{
	struct ipc_head head;
	struct str body;
	char *room = arena_alloc(run->arena, BRIEFING_MAX);
	enum err e = ipc_recv(DUTY_FD_CONTROL, BRIEFING_WAIT_MS, &head, room, BRIEFING_MAX, &body, NULL);
	if (e == OK && head.type != CONTROL_START)
		e = ERR_INVALID;
	return e == OK ? duty_brief(run, body) : e;
}

static int start(struct duty_run *run, const struct duty_row *row)
{
	proc_harden();
	enum err e = wait_for_briefing(run);
	if (e != OK) {
		log_line(LOG_ERROR, "start", "briefing=%s", err_name(e));
		return CANNOT_START;
	}
	int code = row->before == NULL ? 0 : row->before(run);
	if (code != 0 || box_enter(run->box, &run->world) != OK)
		return code != 0 ? code : CANNOT_START;
	return row->work(run);
}

int duty_main(const char *name)
{
	struct duty_run run = {.duty = duty_named(name)};
	if (run.duty == DUTY_NONE || duty_rows[run.duty].work == NULL)
		die("there is no duty %s", name);
	log_name(duty_name(run.duty));
	run.arena = arena_new(ARENA_MAX);
	int code = start(&run, &duty_rows[run.duty]);
	arena_free(run.arena);
	return code;
}
