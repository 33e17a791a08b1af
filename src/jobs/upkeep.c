#include "upkeep.h"

static const int64_t DAY_MS = 24 * 60 * 60 * (int64_t)1000;

static const struct {
	struct stmt stmt;
	int days;
} rounds[] = {
	{{"DELETE FROM session WHERE ends < $1", "i", ""}, 1},
	{{"DELETE FROM attempt WHERE last < $1", "i", ""}, 1},
	{{"DELETE FROM form_key WHERE at < $1", "i", ""}, 1},
	{{"DELETE FROM device WHERE seen < $1", "i", ""}, 400},
	{{"DELETE FROM letter_code WHERE ends < $1", "i", ""}, 90},
	{{"DELETE FROM outbox WHERE ended < $1", "i", ""}, 90},
	{{"DELETE FROM task WHERE ended < $1", "i", ""}, 365},
	{{"DELETE FROM draft WHERE at < $1", "i", ""}, 90},
	/* Dossiers that nobody looked at (mod/oso). */
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM oso_dossier WHERE at < $1)", "i", ""}, 90},
	{{"DELETE FROM import_row WHERE import IN (SELECT id FROM import WHERE at < $1)", "i", ""}, 7},
	/* Files that were refused or removed, when that can no longer be taken back (mod/documents). */
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM document_school WHERE ended < $1)", "i", ""}, 1},
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM document_voorschool WHERE ended < $1)", "i",
	  ""}, 1},
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM document_knooppunt WHERE ended < $1)", "i",
	  ""}, 1},
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM document_swv WHERE ended < $1)", "i", ""}, 1},
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM document_deskundig WHERE ended < $1)", "i",
	  ""}, 1},
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM document_voorziening WHERE ended < $1)", "i",
	  ""}, 1},
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM document_stem WHERE ended < $1)", "i", ""}, 1},
	/* Drawings and recordings of a pupil that were taken back (mod/opp). */
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM opp_say WHERE ended < $1)", "i", ""}, 1},
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM opp_say_closed WHERE ended < $1)", "i", ""}, 1},
	/* The same of recordings by parents (mod/meeting, mod/enrol). */
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM contribution WHERE ended < $1)", "i", ""}, 1},
	{{"DELETE FROM document_chunk WHERE document IN (SELECT id FROM intake_answer WHERE ended < $1)", "i", ""}, 1},
};
enum { ROUNDS = sizeof rounds / sizeof *rounds };

static enum err sweep(struct conn *conn, struct arena *a, int64_t now, int64_t *removed)
{
	struct batch *b = batch_new(conn, a);
	size_t at[ROUNDS];
	enum err e = db_begin(conn);
	if (e != OK)
		return e;
	for (size_t i = 0; i < ROUNDS; i++)
		at[i] = batch_put(b, &rounds[i].stmt, DB_ARGS(val_int(now - rounds[i].days * DAY_MS)));
	e = db_end(conn, batch_run(b));
	if (e != OK)
		return e;
	*removed = 0;
	for (size_t i = 0; i < ROUNDS; i++)
		*removed += batch_rows(b, at[i])->changed;
	return OK;
}

enum err upkeep_run(struct db *db, struct arena *a, int64_t now, int64_t *removed)
{
	struct conn *conn;
	enum err e = db_take(db, 5000, &conn);
	if (e != OK)
		return e;
	e = sweep(conn, a, now, removed);
	db_give(db, conn);
	return e;
}
