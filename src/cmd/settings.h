/* The settings of an installation: key = value lines in DATA/thuisnabij.conf, overridden by TN_DATABASE and by
 * options. */
#ifndef TN_SETTINGS_H
#define TN_SETTINGS_H

#include "req.h"

enum setting {
	SETTING_NONE = 0,
	SETTING_MODE,
	SETTING_DATABASE,
	SETTING_LISTEN,
	SETTING_URL,
	SETTING_REGION,
	SETTING_USER,
	SETTING_WITNESS,
	SETTING_SMTP_URL,
	SETTING_SMTP_USER,
	SETTING_SMTP_FROM,
	SETTING_SMTP_CA,
	SETTING_FILE_MB,
	SETTING_BACKUP_KEY,
	SETTING_METRICS,
	SETTING_CLOCK, /* never in the file */
	SETTING__N
};

struct settings {
	struct str v[SETTING__N];
};

/* What holds where nothing is said. */
struct settings settings_default(void);
/* Sets one; ERR_INVALID with the reason in *why. */
enum err settings_set(struct settings *s, struct arena *a, enum setting which, struct str value,
                      struct str *why) MUST_CHECK;
/* Reads key = value lines over what is in *s. */
enum err settings_parse(struct settings *s, struct arena *a, struct str text, struct str *why) MUST_CHECK;
/* The lines of a file; `whole` also says what never stands in the file, for our own processes. */
struct str settings_text(struct arena *a, const struct settings *s, bool whole);

/* Reads DATA/thuisnabij.conf; a missing file changes nothing, and *found tells. */
enum err settings_load(struct settings *s, struct arena *a, const char *data, bool *found, struct str *why) MUST_CHECK;
/* Puts one value into that file, in the place of the old one or at the end; what people wrote there stays. */
enum err settings_keep(struct arena *a, const char *data, enum setting which, struct str value) MUST_CHECK;
/* Writes it. */
enum err settings_save(const struct settings *s, struct arena *a, const char *data) MUST_CHECK;

enum mode settings_mode(const struct settings *s);
const char *mode_name(enum mode m);
int settings_region(const struct settings *s);
bool settings_postgres(const struct settings *s);
/* The clock of serve --clock, or the real one. */
struct clock settings_clock(const struct settings *s);
/* The URL for db_open: a SQLite path that is relative is taken from the data folder. */
const char *settings_database(const struct settings *s, struct arena *a, const char *data);
/* Where looks are kept: the same PostgreSQL, or looks.db beside the SQLite file. */
const char *settings_looks(const struct settings *s, struct arena *a, const char *data);
/* The files that heads of chains are written to: DATA/heads.log, and one in the folder of `witness` (NULL: none). */
const char *settings_heads(struct arena *a, const char *data);
const char *settings_witness(const struct settings *s, struct arena *a);
/* DATA/tombstones.log, and its twin in the folder of `witness` (NULL: none). */
const char *settings_tombstones(struct arena *a, const char *data);
const char *settings_tombstones_witness(const struct settings *s, struct arena *a);
/* The most bytes of a file that people hand in. */
int64_t settings_file_max(const struct settings *s);
/* The address that people type: url, or the one that is listened on. */
struct str settings_site(const struct settings *s, struct arena *a);
/* Is mail sent? With the reason in words when something of it is missing. */
bool settings_mail(const struct settings *s, const char **why_not);
/* DATA/keys/smtp.password: one line, for its owner only. It never stands in the settings. */
const char *settings_smtp_password(struct arena *a, const char *data);
/* The SQLite file itself; NULL on PostgreSQL. */
const char *settings_database_file(const struct settings *s, struct arena *a, const char *data);

#endif
