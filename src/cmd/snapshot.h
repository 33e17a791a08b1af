/* All that the databases of an installation hold, as it stands at one moment, while it is being served. */
#ifndef TN_SNAPSHOT_H
#define TN_SNAPSHOT_H

#include "command.h"
#include "dump.h"

struct snapshot {
	struct db *main, *looks; /* looks: NULL on PostgreSQL */
	struct dump_views views;
	struct dump_tables tables;
};

/* 0, or the exit code after one line. It must not move: no writer is kept waiting but for the moment of opening. */
int snapshot_open(struct invocation *in, struct snapshot *s);
void snapshot_close(struct snapshot *s);
/* Writes the dump; 0, or the exit code after one line. */
int snapshot_write(struct invocation *in, struct snapshot *s, struct dump_out *o, struct dump_found *found);

/* "12 children, 30 people, ..." of what a dump holds. */
struct str found_text(struct arena *a, const struct dump_tables *t, const struct dump_found *f);
/* The same as members of the JSON object at hand. */
struct json;
void found_json(struct json *j, const struct dump_tables *t, const struct dump_found *f);
/* Megabytes a second. */
double speed_of(int64_t bytes, int64_t us);

#endif
