/* Statements of the write unit and of drafts. */
#ifndef TN_CHANGE_SQL_H
#define TN_CHANGE_SQL_H

#include "db.h"

extern const struct stmt stmt_group_by_pid, stmt_group_values, stmt_group_undone,
	stmt_last_change, stmt_form_key_insert, stmt_form_key, stmt_draft_put, stmt_draft, stmt_draft_drop;

#endif
