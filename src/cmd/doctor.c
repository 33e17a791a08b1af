#include "doctor.h"

#include "box.h"
#include "command_rows.h"
#include "data.h"
#include "date.h"
#include "disk.h"
#include "file.h"
#include "health.h"
#include "json.h"
#include "keys_server.h"
#include "migrate.h"
#include "proc.h"
#include "smtp_url.h"
#include "sock.h"

#include <stdio.h>
#include <sys/timex.h>
#include <unistd.h>

#define GIB ((int64_t)1 << 30)
enum { SYSTEM_FILE_MAX = 64 * 1024 };

struct report {
	struct arena *arena;
	struct finding *at;
	size_t n;
	const char *check; /* running now */
};

static void add(struct report *r, enum finding_level level, const char *fmt, ...) PRINTF_LIKE(3, 4);
static void add(struct report *r, enum finding_level level, const char *fmt, ...)
{
	if (r->n == FINDINGS_MAX)
		BUG("more than %d findings", FINDINGS_MAX);
	va_list ap;
	va_start(ap, fmt);
	r->at[r->n++] = (struct finding){.check = r->check, .level = level, .text = str_vprintf(r->arena, fmt, ap)};
	va_end(ap);
}

/* A small file that the kernel makes, without spaces at its end; empty when it is not there. */
static struct str system_file(struct arena *a, const char *path)
{
	char *room = arena_alloc(a, SYSTEM_FILE_MAX);
	FILE *f = fopen(path, "re");
	if (f == NULL)
		return (struct str){0};
	size_t n = fread(room, 1, SYSTEM_FILE_MAX - 1, f);
	fclose(f);
	return str_trim((struct str){room, n});
}

static void check_mode(struct report *r, struct invocation *in)
{
	enum mode m = settings_mode(&in->settings);
	if (m != MODE_PRODUCTION)
		add(r, FINDING_UNSAFE, "This is a %s installation: its accounts and passwords are known to "
		    "everyone. Never put data of real people in it.", mode_name(m));
	else
		add(r, FINDING_FINE, "This is a production installation.");
}

static void check_build(struct report *r, struct invocation *in)
{
	(void)in;
	if (proc_has_asan())
		add(r, FINDING_UNSAFE, "This program is built with the address sanitizer, for tests. Build one for use.");
#ifdef TN_TESTS
	else
		add(r, FINDING_NOTE, "This program holds a command for tests. Build with -Dtests=false for use.");
#else
	else
		add(r, FINDING_FINE, "This program is built for use.");
#endif
}

static void check_root(struct report *r, struct invocation *in)
{
	(void)in;
	if (geteuid() == 0)
		add(r, FINDING_UNSAFE, "It runs as root. Make a user for it and set user = NAME in "
		    "thuisnabij.conf; it then becomes that user as soon as it listens.");
	else
		add(r, FINDING_FINE, "It runs as an ordinary user.");
}

static void check_private(struct report *r, const char *path, const char *what)
{
	struct file_facts f;
	if (!file_facts(path, &f))
		return;
	if ((f.mode & 077) != 0)
		add(r, FINDING_UNSAFE, "Others on this machine can get into %s (mode %04o). Do: chmod go= %s", what,
		    f.mode, path);
	else if (f.owner != geteuid())
		add(r, FINDING_UNSAFE, "%s belongs to another user (number %u) than the one that runs this.", what, f.owner);
	else
		add(r, FINDING_FINE, "Only its owner gets into %s.", what);
}

static void check_folder(struct report *r, struct invocation *in)
{
	check_private(r, in->data, "the data folder");
	check_private(r, str_printf(in->arena, "%s/keys", in->data).p, "the folder of keys");
	check_private(r, str_printf(in->arena, "%s/thuisnabij.conf", in->data).p, "the settings");
	const char *file = settings_database_file(&in->settings, in->arena, in->data);
	if (file != NULL)
		check_private(r, file, "the database");
}

static void check_key(struct report *r, struct invocation *in)
{
	unsigned char master[KEYS_MASTER_BYTES];
	const char *path = data_key_file(in->arena, in->data);
	enum err e = keys_master(in->arena, path, false, master);
	explicit_bzero(master, sizeof master);
	if (e == ERR_NOT_FOUND)
		add(r, FINDING_NOTE, "There is no master key yet; the first start makes one.");
	else if (e == ERR_INVALID)
		add(r, FINDING_UNSAFE, "The master key %s is not 32 bytes. Put the right one back from your safe.", path);
	else
		check_private(r, path, "the master key");
	if (e == OK)
		add(r, FINDING_NOTE, "Keep a copy of %s in a safe, apart from the back-ups: without it sealed data "
		    "is lost, with it and a back-up it is open.", path);
}

static void check_boxes(struct report *r, struct invocation *in)
{
	(void)in;
	struct box_support has = box_support();
	if (!has.seccomp)
		add(r, FINDING_UNSAFE, "This kernel cannot limit system calls (seccomp): a process that is taken "
		    "over can ask anything of it.");
	else
		add(r, FINDING_FINE, "Each process may make only the system calls that it needs.");
	if (has.landlock == 0)
		add(r, FINDING_UNSAFE, "This kernel cannot limit files (landlock): a process that is taken over "
		    "reaches all files of its user, the master key too. Use Linux 5.13 or later with landlock "
		    "switched on.");
	else
		add(r, FINDING_FINE, "Each process reaches only the files that it needs (landlock %d).", has.landlock);
	if (has.landlock > 0 && !has.landlock_tcp)
		add(r, FINDING_NOTE, "This kernel cannot limit outgoing connections by port; Linux 6.7 or later can.");
	else if (has.landlock > 0 && !has.landlock_scope)
		add(r, FINDING_NOTE, "This kernel cannot keep signals inside a box; Linux 6.12 or later can.");
}

static void check_network(struct report *r, struct invocation *in)
{
	struct listen_at at;
	struct str url = in->settings.v[SETTING_URL];
	bool production = settings_mode(&in->settings) == MODE_PRODUCTION;
	if (!listen_parse(in->settings.v[SETTING_LISTEN], &at))
		add(r, FINDING_UNSAFE, "The address to listen on cannot be read.");
	else if (!at.loopback)
		add(r, FINDING_UNSAFE, "It listens on %s, which other machines reach without encryption. Listen on "
		    "127.0.0.1, with a TLS proxy on this machine before it.", at.host);
	else
		add(r, FINDING_FINE, "Only this machine reaches it without encryption.");
	if (production && !str_starts(url, S("https://")))
		add(r, FINDING_UNSAFE, "There is no address with https. Put a TLS proxy before it and set url = "
		    "https://...");
}

static void check_mail(struct report *r, struct invocation *in)
{
	const struct str *v = in->settings.v;
	const char *why, *password = settings_smtp_password(in->arena, in->data);
	struct file_facts f;
	if (!settings_mail(&in->settings, &why)) {
		add(r, FINDING_NOTE, "No mail is sent: %s. Parents then get letters, and nobody else is told anything.", why);
		return;
	}
	if (v[SETTING_SMTP_USER].n > 0 && !file_facts(password, &f))
		add(r, FINDING_UNSAFE, "The password for the mail server is not there: put it in %s.", password);
	check_private(r, password, "the password for the mail server");
	if (smtp_url_loopback(v[SETTING_SMTP_URL]) && v[SETTING_SMTP_CA].n == 0)
		add(r, FINDING_NOTE, "Mail goes to a server on this machine without encryption; see that it encrypts "
		    "from there.");
	else
		add(r, FINDING_FINE, "Mail goes out encrypted, or not at all. Whether it arrives is on the page /beheer/post.");
}

static void check_disk(struct report *r, struct invocation *in)
{
	int64_t left = disk_free(in->data);
	if (left < 0)
		add(r, FINDING_NOTE, "How much room the disk has left cannot be told.");
	else if (left < GIB)
		add(r, FINDING_UNSAFE, "The disk has less than 1 GiB left (%lld MiB). When it is full, nothing can "
		    "be kept.",
		    (long long)(left >> 20));
	else
		add(r, FINDING_FINE, "The disk has %lld GiB left.", (long long)(left >> 30));
	switch (disk_encryption(in->arena, in->data)) {
	case DISK_ENCRYPTED:
		add(r, FINDING_FINE, "The disk is encrypted.");
		break;
	case DISK_IN_MEMORY:
		add(r, FINDING_UNSAFE, "The data folder is in memory: it is gone after a restart.");
		break;
	case DISK_UNKNOWN:
		add(r, FINDING_NOTE, "Whether the disk is encrypted cannot be seen from here (no LUKS was found). "
		    "Check it: a stolen disk shows everything that is not sealed.");
		break;
	}
}

static void check_cores(struct report *r, struct invocation *in)
{
	struct str pattern = system_file(in->arena, "/proc/sys/kernel/core_pattern");
	if (str_starts(pattern, S("|")))
		add(r, FINDING_NOTE, "Crashed programs are handed to a program on this machine. Ours refuse that; "
		    "other programs may leave what they knew there.");
	else
		add(r, FINDING_FINE, "Our processes leave no memory behind when they crash.");
	struct str swaps = system_file(in->arena, "/proc/swaps");
	if (str_find(swaps, '\n') < swaps.n)
		add(r, FINDING_NOTE, "This machine has swap: memory can end up on disk. Encrypt it, or do without.");
}

static void check_clock(struct report *r, struct invocation *in)
{
	struct timex t = {0};
	struct clock real = {0};
	(void)in;
	if (date_to_ymd(instant_date(clock_now(&real))).year < 2026)
		add(r, FINDING_UNSAFE, "The clock of this machine is wrong: every term and every code would be.");
	else if (adjtimex(&t) < 0 || (t.status & STA_UNSYNC) != 0)
		add(r, FINDING_NOTE, "The clock is not kept right by another clock (NTP), as far as can be seen. "
		    "Codes to sign in with fail when it is more than half a minute off.");
	else
		add(r, FINDING_FINE, "The clock is kept right.");
}

/* Whether a back-up can be made, and when one was and was tried. */
static void check_backups(struct report *r, struct invocation *in, struct db *db)
{
	const struct clock real = {0};
	const int64_t now = clock_now(&real), hour = 60 * 60 * (int64_t)1000;
	struct health h;
	struct conn *c;
	r->check = "backups";
	if (in->settings.v[SETTING_BACKUP_KEY].n == 0) {
		add(r, FINDING_UNSAFE, "No back-up can be made: there is no key to seal it for. Do: thuisnabij backup "
		    "--new-key FILE, and keep that file in a safe.");
		return;
	}
	if (db_take(db, 2000, &c) != OK)
		return;
	enum err e = health_read(c, r->arena, now, &h);
	db_give(db, c);
	if (e != OK)
		return;
	int64_t made = health_said(&h, HEALTH_BACKUP, "at"), tried = health_said(&h, HEALTH_REHEARSAL, "at");
	if (made == HEALTH_UNKNOWN)
		add(r, FINDING_UNSAFE, "No back-up was ever made. Do: thuisnabij backup --to FILE, and switch on the timer.");
	else if (now - made > 26 * hour)
		add(r, FINDING_UNSAFE, "The last back-up is %lld hours old.", (long long)((now - made) / hour));
	else
		add(r, FINDING_FINE, "The last back-up is %lld hours old.", (long long)((now - made) / hour));
	if (tried == HEALTH_UNKNOWN || now - tried > 35 * 24 * hour)
		add(r, FINDING_NOTE, "No back-up was tried in the last five weeks (backup --check FILE --key FILE, and then "
		    "backup --rehearsed).");
}

/* PostgreSQL: is what is acknowledged on two machines, and does nobody read along on the way to it? */
static void check_standby(struct report *r, struct db *db)
{
	static const struct stmt stmt = {
		.text = "SELECT current_setting('synchronous_standby_names'), (SELECT count(*) FROM pg_stat_replication), "
		        "(SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')), "
		        "(SELECT count(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl), "
		        "(SELECT count(*) FROM pg_stat_activity WHERE pid = pg_backend_pid() AND NOT (client_addr IS NULL OR "
		        "client_addr <<= '127.0.0.0/8' OR client_addr = '::1')), "
		        "(SELECT count(*) FROM pg_roles WHERE rolname = current_user AND rolsuper)",
		.args = "", .cols = "tiiiii"};
	enum { NAMES, CONNECTED, IN_STEP, SSL, FAR, SUPER };
	const struct rows *rows = NULL;
	struct conn *c;
	if (db_take(db, 2000, &c) != OK)
		return;
	enum err e = db_exec(c, r->arena, &stmt, DB_NO_ARGS, &rows);
	db_give(db, c);
	if (e != OK || rows->n != 1)
		return;
	if (rows_int(rows, 0, FAR) > 0 && rows_int(rows, 0, SSL) == 0)
		add(r, FINDING_UNSAFE, "What goes to the database is not encrypted on the way. Add ?sslmode=verify-full to its "
		    "address.");
	if (rows_int(rows, 0, SUPER) > 0)
		add(r, FINDING_NOTE, "The user of the database may do anything there (superuser). Make one that owns this "
		    "database only.");
	r->check = "standby";
	if (rows_text(rows, 0, NAMES).n == 0)
		add(r, FINDING_NOTE, "What is kept is on one machine only (synchronous_standby_names is empty): if that is "
		    "lost, what was written since the last back-up is lost.");
	else if (rows_int(rows, 0, IN_STEP) > 0)
		add(r, FINDING_FINE, "What is kept, is on a standby as well.");
	else if (rows_int(rows, 0, CONNECTED) > 0)
		add(r, FINDING_NOTE, "A standby is connected. Whether it keeps step, this user may not see: GRANT "
		    "pg_read_all_stats TO the user of the database.");
	else
		add(r, FINDING_UNSAFE, "Saving waits for a standby that is not connected.");
}

static void check_schema(struct report *r, struct db *db)
{
	enum schema_state state = SCHEMA_MISSING;
	enum err e = schema_state(db, r->arena, &state);
	if (e != OK)
		add(r, FINDING_UNSAFE, "The database does not answer (%s).", err_name(e));
	else if (state == SCHEMA_CURRENT)
		add(r, FINDING_FINE, "The database answers and is up to date.");
	else if (state == SCHEMA_OLDER || state == SCHEMA_MISSING)
		add(r, FINDING_NOTE, "The database waits for thuisnabij migrate; the next start does that too.");
	else
		add(r, FINDING_UNSAFE, "The database was made by another version of the program; it is refused.");
}

/* Is what was said to be kept really kept when the power fails? */
static void check_durable(struct report *r, struct db *db)
{
	static const struct stmt sqlite = {.text = "PRAGMA synchronous", .args = "", .cols = "i"};
	static const struct stmt postgres = {
		.text = "SELECT current_setting('fsync'), current_setting('synchronous_commit'), "
		        "current_setting('full_page_writes')", .args = "", .cols = "ttt"};
	bool pg = db_is_postgres(db);
	struct conn *c;
	const struct rows *rows = NULL;
	enum err e = db_take(db, 2000, &c);
	if (e != OK)
		return;
	e = db_exec(c, r->arena, pg ? &postgres : &sqlite, DB_NO_ARGS, &rows);
	if (e != OK || rows->n != 1)
		add(r, FINDING_NOTE, "How the database keeps what it is given cannot be told.");
	else if (pg && (str_is(rows_text(rows, 0, 0), "off") || str_is(rows_text(rows, 0, 1), "off") ||
	                str_is(rows_text(rows, 0, 2), "off")))
		add(r, FINDING_UNSAFE, "The database says something is kept before it is (fsync, "
		    "synchronous_commit or full_page_writes is off): a power failure loses it.");
	else if (!pg && rows_int(rows, 0, 0) < 2)
		add(r, FINDING_UNSAFE, "The database says something is kept before it is on disk (synchronous "
		    "below FULL).");
	else
		add(r, FINDING_FINE, "What the database says is kept, is on disk.");
	db_give(db, c);
}

static void check_database(struct report *r, struct invocation *in)
{
	struct db_options options = {.connections = 2};
	struct str why = {0};
	struct db *db = NULL;
	enum err e = db_open(settings_database(&in->settings, in->arena, in->data), &options, in->arena, &db, &why);
	if (e != OK) {
		add(r, FINDING_UNSAFE, "The database cannot be opened: " STR_FMT,
		    STR_ARG(why.n > 0 ? why : str_from(err_name(e))));
		return;
	}
	check_schema(r, db);
	check_durable(r, db);
	if (db_is_postgres(db))
		check_standby(r, db);
	check_backups(r, in, db);
	db_close(db);
}

static const struct {
	const char *name;
	void (*fn)(struct report *r, struct invocation *in);
} checks[] = {
	{"mode", check_mode},
	{"program", check_build},
	{"root", check_root},
	{"files", check_folder},
	{"key", check_key},
	{"boxes", check_boxes},
	{"network", check_network},
	{"mail", check_mail},
	{"disk", check_disk},
	{"memory", check_cores},
	{"clock", check_clock},
	{"database", check_database},
};

size_t doctor_look(struct invocation *in, const struct finding **out)
{
	struct report r = {.arena = in->arena, .at = ARENA_ARRAY(in->arena, struct finding, FINDINGS_MAX)};
	for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
		r.check = checks[i].name;
		checks[i].fn(&r, in);
	}
	*out = r.at;
	return r.n;
}

static const char *const levels[] = {[FINDING_UNSAFE] = "unsafe", [FINDING_NOTE] = "note", [FINDING_FINE] = "fine"};

static void print_json(struct arena *a, const struct finding *at, size_t n, size_t unsafe)
{
	struct buf b;
	struct json j;
	buf_init(&b, a, 1 << 20);
	j_init(&j, &b);
	j_object(&j);
	j_key(&j, "safe");
	j_bool(&j, unsafe == 0);
	j_key(&j, "findings");
	j_array(&j);
	for (size_t i = 0; i < n; i++) {
		j_object(&j);
		j_key(&j, "check");
		j_str(&j, str_from(at[i].check));
		j_key(&j, "level");
		j_str(&j, str_from(levels[at[i].level]));
		j_key(&j, "text");
		j_str(&j, at[i].text);
		j_end(&j);
	}
	j_end(&j);
	j_end(&j);
	printf(STR_FMT "\n", STR_ARG(buf_view(&b)));
}

static int doctor(struct invocation *in)
{
	const struct finding *at;
	size_t n = doctor_look(in, &at), count[3] = {0};
	for (size_t i = 0; i < n; i++)
		count[at[i].level]++;
	size_t unsafe = count[FINDING_UNSAFE];
	if (in->json) {
		print_json(in->arena, at, n, unsafe);
		return unsafe > 0;
	}
	for (enum finding_level level = FINDING_UNSAFE; level <= FINDING_FINE; level++)
		for (size_t i = 0; i < n; i++)
			if (at[i].level == level)
				printf("%-7s %-9s " STR_FMT "\n", levels[level], at[i].check, STR_ARG(at[i].text));
	printf("%zu unsafe, %zu to note, %zu fine\n", unsafe, count[FINDING_NOTE], count[FINDING_FINE]);
	return unsafe > 0;
}

const struct command cmd_doctor = {
	.name = "doctor",
	.summary = "Says in words what is unsafe about this installation",
	.more = "Changes nothing. The exit code is 1 when anything is unsafe.",
	.data = DATA_READ,
	.json = true,
	.fn = doctor,
};
