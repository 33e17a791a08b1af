#include "beside.h"

#include "change.h"

struct beside_by beside_by(const struct model *m, const struct record *s, const struct row *row)
{
	const struct record *rec = row->rec;
	const struct record_sql *sql = model_sql(m, s);
	if (record_piece_of(s, rec))
		return (struct beside_by){&sql->of_parent, val_int(row->id)};
	if (record_piece_of(rec, s))
		return (struct beside_by){&sql->by_id, row_val(row, rec->parent)};
	if (rec->parent != NULL && record_piece_of(s, rec->parent->ref))
		return (struct beside_by){&sql->of_parent, row_val(row, rec->parent)};
	if (!record_of_child(rec) || !record_of_child(s))
		BUG("rules of %s see %s, which is not beside it", rec->name, s->name);
	return (struct beside_by){&sql->of_route, rec->is_route ? val_int(row->id) : row_val(row, rec->route)};
}
