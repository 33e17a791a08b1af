#include "supervisor.h"

#include "log.h"
#include "sock.h"
#include "supervisor_nursery.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	READY_WAIT_MS = 20000,  /* a start that takes longer has failed */
	STOP_WAIT_MS = 1500,    /* then the hard way */
	AGAIN_FIRST_MS = 50,
	AGAIN_MOST_MS = 10000,
	STEADY_MS = 10000,      /* who lived this long starts again at once */
};

/* The pairs between the children. The supervisor keeps both ends, so that a link outlives who uses it: a question to
 * the key holder waits in the queue while that is started again. */
enum link { LINK_NONE = 0, LINK_KEYS_WEB, LINK_KEYS_JOBS, LINK_OUT, LINK_BOXES_WEB, LINK_BOXES_JOBS, LINK__N };

enum { LINKS_PER_DUTY = 4 };
static const struct {
	enum duty duty;
	bool hears;     /* gets the listening socket */
	int stop_round; /* who serves others stops after them */
	struct {
		enum link link;
		int end, fd;
	} links[LINKS_PER_DUTY];
} crew[] = {
	{.duty = DUTY_KEYS, .stop_round = 1,
		.links = {{LINK_KEYS_WEB, 1, DUTY_FD_KEYS}, {LINK_KEYS_JOBS, 1, DUTY_FD_KEYS_JOBS}}},
	{.duty = DUTY_OUT, .stop_round = 1, .links = {{LINK_OUT, 1, DUTY_FD_OUT}}},
	{.duty = DUTY_JOBS,
		.links = {{LINK_KEYS_JOBS, 0, DUTY_FD_KEYS}, {LINK_OUT, 0, DUTY_FD_OUT}, {LINK_BOXES_JOBS, 0, DUTY_FD_BOXES}}},
	{.duty = DUTY_WEB, .hears = true,
		.links = {{LINK_KEYS_WEB, 0, DUTY_FD_KEYS}, {LINK_BOXES_WEB, 0, DUTY_FD_BOXES}}},
};
enum { CREW = sizeof crew / sizeof crew[0], STOP_ROUNDS = 2 };

/* Links whose far end is the supervisor itself. */
static const enum link request_links[] = {LINK_BOXES_WEB, LINK_BOXES_JOBS};
enum { REQUEST_LINKS = sizeof request_links / sizeof request_links[0] };

struct child {
	pid_t pid;    /* 0: not running */
	int control;
	bool ready, was_ready;
	int64_t began, again; /* ms; `again`: when to start it */
	unsigned failures;    /* in a row */
};

struct supervisor {
	const struct supervisor_plan *plan;
	struct str briefing;
	int links[LINK__N][2];
	struct child children[CREW];
	struct nursery nursery;
	int signals;
	bool announced, stopping;
	int stop_round;
	int64_t stop_end;
	int code;
};

static int64_t now_ms(void)
{
	return clock_ticks() / 1000;
}

static void start_child(struct supervisor *s, size_t i)
{
	struct child *c = &s->children[i];
	struct spawn spawn = {.duty = crew[i].duty, .briefing = s->briefing};
	if (crew[i].hears)
		spawn.fds[spawn.n_fds++] = (struct proc_fd){s->plan->listen_fd, DUTY_FD_LISTEN};
	for (size_t k = 0; k < LINKS_PER_DUTY && crew[i].links[k].link != LINK_NONE; k++)
		spawn.fds[spawn.n_fds++] =
			(struct proc_fd){s->links[crew[i].links[k].link][crew[i].links[k].end], crew[i].links[k].fd};
	c->began = now_ms();
	c->ready = false;
	if (!spawn_duty(&spawn, &c->pid, &c->control)) {
		log_line(LOG_ERROR, "start", "duty=%s errno=%d", duty_name(crew[i].duty), errno);
		c->pid = 0;
		c->control = -1;
		c->again = c->began + AGAIN_MOST_MS;
	}
}

static void begin_stop(struct supervisor *s, int code)
{
	if (s->stopping)
		return;
	s->stopping = true;
	s->code = code;
	s->stop_round = -1;
	s->stop_end = now_ms() + STOP_WAIT_MS;
}

static void say_ready(struct supervisor *s)
{
	for (size_t i = 0; i < CREW; i++)
		if (!s->children[i].was_ready)
			return;
	if (s->announced)
		return;
	s->announced = true;
	s->plan->ready(s->plan->ctx);
}

static void hear_child(struct supervisor *s, size_t i)
{
	struct child *c = &s->children[i];
	struct ipc_head head;
	struct str body;
	char room[64];
	enum err e = ipc_recv(c->control, 0, &head, room, sizeof room, &body, NULL);
	if (e == OK && head.type == CONTROL_READY && !c->ready) {
		c->ready = c->was_ready = true;
		log_line(LOG_INFO, "ready", "duty=%s pid=%d ms=%lld", duty_name(crew[i].duty), (int)c->pid,
		         (long long)(now_ms() - c->began));
		say_ready(s);
	}
	if (e == ERR_DOWN) { /* it is ending; the signal of its end follows */
		close(c->control);
		c->control = -1;
	}
}

/* ---- ends ---- */

static void child_ended(struct supervisor *s, size_t i, int status)
{
	struct child *c = &s->children[i];
	int64_t now = now_ms();
	spawn_log_end(crew[i].duty, c->pid, status);
	if (c->control >= 0)
		close(c->control);
	c->control = -1;
	c->pid = 0;
	if (s->stopping)
		return;
	if (!c->was_ready && !s->announced) {
		log_line(LOG_ERROR, "start", "duty=%s starts=no", duty_name(crew[i].duty));
		begin_stop(s, 1);
		return;
	}
	c->failures = now - c->began >= STEADY_MS ? 0 : c->failures + 1;
	int64_t wait = AGAIN_FIRST_MS;
	for (unsigned k = 1; k < c->failures && wait < AGAIN_MOST_MS; k++)
		wait *= 2;
	c->again = now + (c->failures == 0 ? 0 : wait < AGAIN_MOST_MS ? wait : AGAIN_MOST_MS);
}

static void reap(struct supervisor *s)
{
	for (;;) {
		int status;
		pid_t pid = waitpid(-1, &status, WNOHANG);
		if (pid <= 0)
			return;
		if (nursery_ended(&s->nursery, pid, status))
			continue;
		for (size_t i = 0; i < CREW; i++)
			if (s->children[i].pid == pid)
				child_ended(s, i, status);
	}
}

static void hear_signals(struct supervisor *s)
{
	struct signalfd_siginfo info;
	while (read(s->signals, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGCHLD)
			continue;
		log_line(LOG_INFO, "stop", "signal=%u", info.ssi_signo);
		begin_stop(s, 0);
	}
	reap(s);
}

/* ---- time ---- */

static bool round_alive(const struct supervisor *s, int round)
{
	for (size_t i = 0; i < CREW; i++)
		if (s->children[i].pid != 0 && crew[i].stop_round == round)
			return true;
	return false;
}

static bool anyone_alive(const struct supervisor *s)
{
	return !nursery_empty(&s->nursery) || round_alive(s, 0) || round_alive(s, 1);
}

static void kill_all(const struct supervisor *s)
{
	for (size_t i = 0; i < CREW; i++)
		if (s->children[i].pid != 0)
			kill(s->children[i].pid, SIGKILL);
	nursery_kill_all(&s->nursery);
}

static void go_on_stopping(struct supervisor *s)
{
	while (s->stop_round < STOP_ROUNDS - 1 && (s->stop_round < 0 || !round_alive(s, s->stop_round))) {
		s->stop_round++;
		struct ipc_head head = {.type = CONTROL_STOP};
		for (size_t i = 0; i < CREW; i++) {
			const struct child *c = &s->children[i];
			if (c->pid != 0 && c->control >= 0 && crew[i].stop_round == s->stop_round &&
			    ipc_send(c->control, head, (struct str){0}, -1) != OK)
				kill(c->pid, SIGKILL);
		}
	}
	if (now_ms() >= s->stop_end)
		kill_all(s);
}

static void look_at_time(struct supervisor *s)
{
	int64_t now = now_ms();
	if (s->stopping) {
		go_on_stopping(s);
		return;
	}
	for (size_t i = 0; i < CREW; i++) {
		struct child *c = &s->children[i];
		if (c->pid == 0 && now >= c->again)
			start_child(s, i);
		else if (c->pid != 0 && !c->ready && now - c->began > READY_WAIT_MS) {
			log_line(LOG_ERROR, "start", "duty=%s ready=no", duty_name(crew[i].duty));
			kill(c->pid, SIGKILL);
		}
	}
}

/* Milliseconds until something must be done without being asked; -1: nothing. */
static int64_t next_deadline(const struct supervisor *s)
{
	int64_t next = nursery_look(&s->nursery, now_ms());
	for (size_t i = 0; i < CREW; i++) {
		const struct child *c = &s->children[i];
		int64_t at = c->pid == 0 ? c->again : c->ready ? INT64_MAX : c->began + READY_WAIT_MS + 1;
		next = at < next ? at : next;
	}
	if (s->stopping)
		next = s->stop_end > now_ms() ? s->stop_end : now_ms() + 50;
	if (next == INT64_MAX)
		return -1;
	return next > now_ms() ? next - now_ms() : 0;
}

static void loop(struct supervisor *s)
{
	struct pollfd at[1 + REQUEST_LINKS + CREW];
	look_at_time(s);
	while (!s->stopping || anyone_alive(s)) {
		nfds_t n = 0;
		at[n++] = (struct pollfd){.fd = s->signals, .events = POLLIN};
		for (size_t i = 0; i < REQUEST_LINKS; i++)
			at[n++] = (struct pollfd){.fd = s->links[request_links[i]][1], .events = POLLIN};
		for (size_t i = 0; i < CREW; i++)
			at[n++] = (struct pollfd){.fd = s->children[i].control, .events = POLLIN};
		if (poll(at, n, (int)next_deadline(s)) < 0 && errno != EINTR)
			BUG("poll: errno %d", errno);
		for (size_t i = 0; i < REQUEST_LINKS; i++)
			if (at[1 + i].revents != 0)
				nursery_hear(&s->nursery, at[1 + i].fd, s->briefing, s->stopping, now_ms());
		for (size_t i = 0; i < CREW; i++)
			if (at[1 + REQUEST_LINKS + i].revents != 0 && s->children[i].control >= 0)
				hear_child(s, i);
		hear_signals(s);
		look_at_time(s);
	}
}

static enum err open_signals(int *fd)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGQUIT);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGCHLD, SIG_DFL); /* who started us may have ignored it, and ends would go unheard */
	signal(SIGTERM, SIG_DFL);
	if (sigprocmask(SIG_BLOCK, &set, NULL) != 0)
		return ERR_IO;
	*fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	return *fd >= 0 ? OK : ERR_IO;
}

static void log_support(void)
{
	struct box_support has = box_support();
	log_line(has.landlock_scope && has.seccomp ? LOG_INFO : LOG_WARN, "boxes",
	         "landlock=%d tcp_rules=%s scope=%s seccomp=%s", has.landlock, has.landlock_tcp ? "yes" : "no",
	         has.landlock_scope ? "yes" : "no", has.seccomp ? "yes" : "no");
}

int supervise(struct arena *a, const struct supervisor_plan *plan)
{
	struct supervisor s = {.plan = plan};
	struct box_world world = duty_world(a, plan->settings, plan->data);
	log_name("supervisor");
	log_support();
	s.briefing = duty_briefing(a, plan->settings, plan->data, plan->clock.shift);
	for (size_t i = 0; i < CREW; i++)
		s.children[i].control = -1;
	enum err e = open_signals(&s.signals);
	for (enum link l = LINK_NONE + 1; e == OK && l < LINK__N; l++)
		e = sock_pair(s.links[l]);
	if (e == OK)
		e = box_enter(BOX_SUPERVISOR, &world);
	if (e == OK)
		e = box_seal(BOX_SUPERVISOR, &world);
	if (e != OK) {
		log_line(LOG_ERROR, "supervisor", "starts=no error=\"%s\"", err_name(e));
		return 1;
	}
	loop(&s);
	log_line(LOG_INFO, "stopped", "code=%d", s.code);
	return s.code;
}
