#include "settings.h"

#include "command.h"
#include "date.h"
#include "file.h"
#include "mime.h"
#include "sealed.h"
#include "smtp_url.h"
#include "sock.h"

enum { FILE_MAX = 64 * 1024, REGION_MAX = 65535, FILE_MB_MAX = 24, HASH_DIGITS = 64 };

static const char *const mode_names[] = {
	[MODE_PRODUCTION] = "production",
	[MODE_DEMO] = "demo",
	[MODE_TEST] = "test",
};
static const size_t modes = sizeof mode_names / sizeof mode_names[0];

static bool mode_of(struct str s, enum mode *out)
{
	for (enum mode m = MODE_PRODUCTION; m < modes; m++) {
		if (str_is(s, mode_names[m])) {
			*out = m;
			return true;
		}
	}
	return false;
}

static bool is_mode(struct str s)
{
	enum mode m;
	return mode_of(s, &m);
}

static bool is_database(struct str s)
{
	return (str_starts(s, S("sqlite:")) && s.n > 7) || str_starts(s, S("postgresql://")) ||
	       str_starts(s, S("postgres://"));
}

static bool is_listen(struct str s)
{
	struct listen_at at;
	return listen_parse(s, &at);
}

static bool is_url(struct str s)
{
	bool scheme = str_starts(s, S("https://")) || str_starts(s, S("http://"));
	return s.n == 0 || (scheme && s.p[s.n - 1] != '/');
}

static bool is_region(struct str s)
{
	int64_t n;
	return str_to_i64(s, &n) && n >= 0 && n <= REGION_MAX;
}

static bool is_clock(struct str s)
{
	int64_t t;
	return s.n == 0 || instant_parse_iso(s, &t);
}

static bool is_path(struct str s)
{
	return s.n == 0 || (s.p[0] == '/' && str_find(s, '\n') == s.n);
}

static bool is_smtp(struct str s)
{
	return s.n == 0 || smtp_url_sound(s);
}

static bool is_address(struct str s)
{
	return s.n == 0 || mime_address(s);
}

static bool is_file_mb(struct str s)
{
	int64_t n;
	return str_to_i64(s, &n) && n >= 1 && n <= FILE_MB_MAX;
}

static bool is_backup_key(struct str s)
{
	struct sealed_public key;
	return s.n == 0 || sealed_public_parse(s, &key);
}

static bool is_hash(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("0123456789abcdef", s.p[i]) == NULL || s.p[i] == '\0')
			return false;
	return s.n == 0 || s.n == HASH_DIGITS;
}

static bool is_any(struct str s)
{
	return str_find(s, '\n') == s.n;
}

static const struct {
	const char *name, *initial;
	bool (*sound)(struct str);
	const char *must_be, *help;
} rows[SETTING__N] = {
	[SETTING_MODE] = {"mode", "production", is_mode, "production, demo or test", "production, demo or test"},
	[SETTING_DATABASE] = {"database", "sqlite:db/thuisnabij.db", is_database, "sqlite:PATH or postgresql://...",
		"sqlite:PATH (from this folder) or postgresql://user@host1,host2/name"},
	[SETTING_LISTEN] = {"listen", "127.0.0.1:8080", is_listen, "ADDRESS:PORT with a numeric address",
		"the address that the TLS proxy talks to"},
	[SETTING_URL] = {"url", "", is_url, "https://... without a slash at the end",
		"the address that people type, https://... without a slash at the end"},
	[SETTING_REGION] = {"region", "0", is_region, "0 to 65535", "number of the region of this installation"},
	[SETTING_USER] = {"user", "", is_any, "the name of a user", "the user to become when started as root"},
	[SETTING_WITNESS] = {"witness", "", is_path, "a folder from /, on another disk", "a folder on another disk or"
		" machine where the heads of the chains of looks and changes are written down"},
	[SETTING_SMTP_URL] = {"smtp_url", "", is_smtp, "smtp://HOST:PORT or smtps://HOST:PORT", "the server that mail is"
		" handed to: smtp://HOST:587 (encrypted by STARTTLS) or smtps://HOST:465; empty: nothing is mailed"},
	[SETTING_SMTP_USER] = {"smtp_user", "", is_any, "a name", "the name to sign in with at that server; the password"
		" stands in keys/smtp.password"},
	[SETTING_SMTP_FROM] = {"smtp_from", "", is_address, "an e-mail address", "the address that mail comes from"},
	[SETTING_SMTP_CA] = {"smtp_ca", "", is_path, "a file from /", "a file, in this folder or below /etc, with the"
		" certificates that the server's must come from; empty: those that this machine trusts"},
	[SETTING_FILE_MB] = {"file_mb", "20", is_file_mb, "1 to 24", "the most megabytes of a file that people hand in,"
		" 1 to 24"},
	[SETTING_BACKUP_KEY] = {"backup_key", "", is_backup_key, "64 hexadecimal digits", "the public half of the key that"
		" back-ups are sealed for; backup --new-key makes one"},
	[SETTING_METRICS] = {"metrics_hash", "", is_hash, "64 hexadecimal digits", "what the word that opens /metrics is"
		" held against; metrics --new-word makes both; empty: /metrics is closed"},
	[SETTING_CLOCK] = {"clock", "", is_clock, "an instant as 2026-11-23T09:00:00+01:00", NULL},
};

struct settings settings_default(void)
{
	struct settings s = {0};
	for (enum setting i = SETTING_NONE + 1; i < SETTING__N; i++)
		s.v[i] = str_from(rows[i].initial);
	return s;
}

enum err settings_set(struct settings *s, struct arena *a, enum setting which, struct str value, struct str *why)
{
	if (!rows[which].sound(value)) {
		*why = str_printf(a, "%s must be %s, not \"" STR_FMT "\"", rows[which].name, rows[which].must_be,
		                  STR_ARG(value));
		return ERR_INVALID;
	}
	s->v[which] = str_copy(a, value);
	return OK;
}

static enum setting setting_named(struct str name)
{
	for (enum setting i = SETTING_NONE + 1; i < SETTING__N; i++)
		if (str_is(name, rows[i].name))
			return i;
	return SETTING_NONE;
}

static struct str unknown(struct arena *a, struct str name)
{
	const char *names[SETTING__N];
	size_t n = 0;
	for (enum setting i = SETTING_NONE + 1; i < SETTING__N; i++)
		names[n++] = rows[i].name;
	const char *near = nearest_name(str_c(a, name), names, n);
	if (near == NULL)
		return str_printf(a, "there is no setting \"" STR_FMT "\"", STR_ARG(name));
	return str_printf(a, "there is no setting \"" STR_FMT "\"; did you mean %s?", STR_ARG(name), near);
}

enum err settings_parse(struct settings *s, struct arena *a, struct str text, struct str *why)
{
	if (memchr(text.p, '\0', text.n) != NULL) {
		*why = S("the settings hold a NUL byte");
		return ERR_INVALID;
	}
	for (int number = 1; text.n > 0; number++) {
		struct str value, line = str_trim(str_cut(text, '\n', &text));
		if (line.n == 0 || line.p[0] == '#')
			continue;
		struct str name = str_trim(str_cut(line, '=', &value)), reason;
		enum setting which = setting_named(name);
		enum err e = ERR_INVALID;
		if (value.p == NULL)
			reason = S("expected: name = value");
		else if (which == SETTING_NONE)
			reason = unknown(a, name);
		else
			e = settings_set(s, a, which, str_trim(value), &reason);
		if (e != OK) {
			*why = str_printf(a, "line %d: " STR_FMT, number, STR_ARG(reason));
			return e;
		}
	}
	return OK;
}

struct str settings_text(struct arena *a, const struct settings *s, bool whole)
{
	struct buf b;
	buf_init(&b, a, FILE_MAX);
	for (enum setting i = SETTING_NONE + 1; i < SETTING__N; i++) {
		if (!whole && rows[i].help == NULL)
			continue;
		if (!whole)
			buf_printf(&b, "# %s\n", rows[i].help);
		buf_printf(&b, "%s = " STR_FMT "\n", rows[i].name, STR_ARG(s->v[i]));
	}
	return buf_view(&b);
}

static const char *file_of(struct arena *a, const char *data)
{
	return str_printf(a, "%s/thuisnabij.conf", data).p;
}

enum err settings_load(struct settings *s, struct arena *a, const char *data, bool *found, struct str *why)
{
	struct str text, reason;
	const char *path = file_of(a, data);
	enum err e = file_read(a, path, FILE_MAX, &text);
	*found = e != ERR_NOT_FOUND;
	if (!*found)
		return OK;
	if (e != OK) {
		*why = str_printf(a, "%s: cannot be read (%s)", path, err_name(e));
		return e;
	}
	e = settings_parse(s, a, text, &reason);
	if (e == OK && s->v[SETTING_CLOCK].n > 0) {
		e = ERR_INVALID;
		reason = S("clock is an option of serve, not a setting");
	}
	if (e != OK)
		*why = str_printf(a, "%s: " STR_FMT, path, STR_ARG(reason));
	return e;
}

enum err settings_keep(struct arena *a, const char *data, enum setting which, struct str value)
{
	struct buf b;
	struct str text, rest;
	bool put = false;
	enum err e = file_read(a, file_of(a, data), FILE_MAX, &text);
	if (e != OK)
		return e;
	buf_init(&b, a, 2 * FILE_MAX);
	while (text.n > 0) {
		struct str old = str_cut(text, '\n', &text);
		if (!put && str_is(str_trim(str_cut(old, '=', &rest)), rows[which].name)) {
			buf_printf(&b, "%s = " STR_FMT "\n", rows[which].name, STR_ARG(value));
			put = true;
		} else {
			buf_str(&b, old);
			buf_byte(&b, '\n');
		}
	}
	if (!put)
		buf_printf(&b, "%s = " STR_FMT "\n", rows[which].name, STR_ARG(value));
	return file_write(file_of(a, data), buf_view(&b));
}

enum err settings_save(const struct settings *s, struct arena *a, const char *data)
{
	return file_write(file_of(a, data), settings_text(a, s, false));
}

enum mode settings_mode(const struct settings *s)
{
	enum mode m = MODE_PRODUCTION;
	return mode_of(s->v[SETTING_MODE], &m) ? m : MODE_PRODUCTION;
}

const char *mode_name(enum mode m)
{
	return m < modes ? mode_names[m] : "?";
}

int settings_region(const struct settings *s)
{
	int64_t n;
	return str_to_i64(s->v[SETTING_REGION], &n) ? (int)n : 0;
}

bool settings_postgres(const struct settings *s)
{
	return str_starts(s->v[SETTING_DATABASE], S("postgres"));
}

struct clock settings_clock(const struct settings *s)
{
	int64_t start;
	if (s->v[SETTING_CLOCK].n == 0 || !instant_parse_iso(s->v[SETTING_CLOCK], &start))
		return (struct clock){0};
	return clock_from(start);
}

const char *settings_database_file(const struct settings *s, struct arena *a, const char *data)
{
	if (settings_postgres(s))
		return NULL;
	struct str path = s->v[SETTING_DATABASE];
	path = (struct str){path.p + 7, path.n - 7};
	if (path.p[0] == '/')
		return str_c(a, path);
	return str_printf(a, "%s/" STR_FMT, data, STR_ARG(path)).p;
}

const char *settings_database(const struct settings *s, struct arena *a, const char *data)
{
	const char *file = settings_database_file(s, a, data);
	return file == NULL ? str_c(a, s->v[SETTING_DATABASE]) : str_printf(a, "sqlite:%s", file).p;
}

const char *settings_heads(struct arena *a, const char *data)
{
	return str_printf(a, "%s/heads.log", data).p;
}

const char *settings_tombstones(struct arena *a, const char *data)
{
	return str_printf(a, "%s/tombstones.log", data).p;
}

const char *settings_tombstones_witness(const struct settings *s, struct arena *a)
{
	struct str folder = s->v[SETTING_WITNESS];
	return folder.n == 0 ? NULL : str_printf(a, STR_FMT "/tombstones.log", STR_ARG(folder)).p;
}

const char *settings_witness(const struct settings *s, struct arena *a)
{
	struct str folder = s->v[SETTING_WITNESS];
	return folder.n == 0 ? NULL : str_printf(a, STR_FMT "/heads.log", STR_ARG(folder)).p;
}

struct str settings_site(const struct settings *s, struct arena *a)
{
	const struct str url = s->v[SETTING_URL];
	return url.n > 0 ? url : str_printf(a, "http://" STR_FMT, STR_ARG(s->v[SETTING_LISTEN]));
}

bool settings_mail(const struct settings *s, const char **why_not)
{
	const char *missing = NULL;
	if (s->v[SETTING_SMTP_URL].n == 0)
		missing = "smtp_url is empty";
	else if (s->v[SETTING_SMTP_FROM].n == 0)
		missing = "smtp_from is empty";
	else if (s->v[SETTING_URL].n == 0 && settings_mode(s) == MODE_PRODUCTION)
		missing = "url is empty, so mails could not say where to go";
	if (why_not != NULL)
		*why_not = missing;
	return missing == NULL;
}

const char *settings_smtp_password(struct arena *a, const char *data)
{
	return str_printf(a, "%s/keys/smtp.password", data).p;
}

const char *settings_looks(const struct settings *s, struct arena *a, const char *data)
{
	const char *file = settings_database_file(s, a, data);
	if (file == NULL)
		return settings_database(s, a, data);
	const char *slash = strrchr(file, '/');
	return str_printf(a, "sqlite:%.*s/looks.db", slash == NULL ? 1 : (int)(slash - file), slash == NULL ? "." : file).p;
}

int64_t settings_file_max(const struct settings *s)
{
	int64_t mb;
	return str_to_i64(s->v[SETTING_FILE_MB], &mb) ? mb << 20 : 0;
}
