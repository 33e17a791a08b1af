/* An act: what someone does now, with everything the engine needs to do it. A request, a job and a command each have
 * one; nothing below knows which. */
#ifndef TN_ACT_H
#define TN_ACT_H

#include "db.h"
#include "viewer.h"

struct model;
struct look_bag;
struct dice;
struct ring;
struct act;

/* What a page needs besides, read with the first batch that comes by, so that it costs no batch of its own: counts in
 * the menu, the names of saved views. */
struct along {
	void (*put)(struct act *act, struct batch *b, void *ctx);
	void *ctx;
	struct batch *batch; /* that took it along; NULL: none yet */
	struct along *next;
};

struct act {
	struct db *db;
	const struct model *model; /* the record descriptions with their statements */
	struct conn *conn;   /* taken at the first act_conn, given back by act_end */
	struct arena *a;
	int64_t now;
	struct speak speak;
	const struct viewer *viewer; /* NULL: nobody is signed in; commands and jobs have a system viewer */
	const char *door;    /* the route, job or command: into the audit */
	int region;
	struct look_bag *looks; /* what this act has opened; written before it is shown (look.h) */
	struct along *along; /* waits for the next batch */
	enum err unsealed;   /* sticky: something did not open; nothing made of this act leaves or is written */
	struct ring *ring;   /* the data keys that this act has (part_key.h), in `a` */
	struct dice *dice;   /* demo and test data: public ids come from its seed; NULL: from the kernel */
};

/* The connection of this act; waits at most 2 s for one. */
enum err act_conn(struct act *act, struct conn **out) MUST_CHECK;
/* The same in a transaction, which db_end ends; for what is no record. */
enum err act_begin(struct act *act, struct conn **out) MUST_CHECK;
void act_end(struct act *act);
/* An empty batch on that connection; what waits to be read along stands in it. */
enum err act_batch(struct act *act, struct batch **out) MUST_CHECK;
/* Reads `x` with the next batch; x must live as long as the act. A handler that is run again asks again. */
void act_along(struct act *act, struct along *x);
/* The batch that read it, run now when none came by. */
enum err along_rows(struct act *act, const struct along *x, const struct batch **out) MUST_CHECK;
/* Keeps the first error of opening what is sealed. */
void act_unsealed(struct act *act, enum err e);
/* A public id for something new. */
struct str act_pid(const struct act *act);
/* One writing statement in a transaction of its own: for what is no record (drafts, sessions, attempts). */
enum err act_write(struct act *act, const struct stmt *s, const struct val *args, size_t n) MUST_CHECK;
/* Runs one reading statement on the act's connection. */
enum err act_exec(struct act *act, const struct stmt *s, const struct val *args, size_t n,
		  const struct rows **out) MUST_CHECK;

#endif
