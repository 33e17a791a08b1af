#include "change_sql.h"

#include "event.h"

const struct stmt stmt_group_by_pid = {
	"SELECT id, at, account, done, undo_until, undone_at FROM change_group WHERE pid = $1", "t", "iiitii"};

const struct stmt stmt_group_values = {"SELECT record, record_id, field, old, new, old_sealed, new_sealed"
				       " FROM change_value WHERE change_group "
				       "= $1 ORDER BY record, record_id, field",
				       "i", "titttbb"};

const struct stmt stmt_group_undone = {
	"UPDATE change_group SET undone_at = $2 WHERE id = $1 AND undone_at = 0 AND undo_until > $3", "iii", ""};

const struct stmt stmt_last_change = {
	"SELECT g.at, a.name, g.account, " SQL_FAMILY_OF("g.account", "$3") " FROM change_value v"
	" JOIN change_group g ON g.id = v.change_group"
	" LEFT JOIN account a ON a.id = g.account WHERE v.record = $1 AND v.record_id = $2"
	" ORDER BY v.change_group DESC LIMIT 1",
	"tii", "itit"};

const struct stmt stmt_form_key_insert = {
	"INSERT INTO form_key (account, form_key, location, at) VALUES ($1, $2, $3, $4)", "itti", ""};

const struct stmt stmt_form_key = {"SELECT location FROM form_key WHERE account = $1 AND form_key = $2", "it", "t"};

const struct stmt stmt_draft_put = {
	"INSERT INTO draft (account, form, subject, route, body, rev, at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
	" ON CONFLICT (account, form, subject) DO UPDATE SET route = excluded.route, body = excluded.body, rev ="
	" excluded.rev,"
	" at = excluded.at",
	"ittibii", ""};

const struct stmt stmt_draft = {
	"SELECT body, rev, at FROM draft WHERE account = $1 AND form = $2 AND subject = $3", "itt", "bii"};

const struct stmt stmt_draft_drop = {"DELETE FROM draft WHERE account = $1 AND form = $2 AND subject = $3", "itt", ""};
