#include "relation.h"

enum err relation_give(struct change *c, const struct relation *r, int64_t *id)
{
	struct str pid;
	const struct val v[RELATION__N] = {
		[RELATION_ROUTE] = val_int(r->route),
		[RELATION_GRANTEE] = val_int(r->grantee),
		[RELATION_KIND] = val_text(str_from(relation_code(r->kind))),
		[RELATION_PARTS] = val_int(r->parts),
		[RELATION_HIDES] = val_int(r->hides),
		[RELATION_BEGINS] = val_int(r->begins),
		[RELATION_ENDS] = val_int(r->ends),
		[RELATION_SRC_REC] = val_text(str_from(r->src_rec->name)),
		[RELATION_SRC_ID] = val_int(r->src_id),
		[RELATION_GIVEN_BY] = val_int(r->given_by),
	};
	return change_new(c, &rec_relation, v, id, &pid);
}

void relation_end(struct change *c, int64_t id, int64_t now)
{
	change_set(c, &rec_relation, id, &relation_fields[RELATION_ENDS], val_int(now));
}
