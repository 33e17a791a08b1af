#include "take_part.h"

/* Codes and words of the kinds stand in auth/policy.c; a relation is never typed, so it needs no choices here. */
const struct field relation_fields[RELATION__N] = {
	[RELATION_ROUTE] = {.name = "route", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[RELATION_GRANTEE] = {.name = "grantee", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[RELATION_KIND] = {.name = "kind", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[RELATION_PARTS] = {.name = "parts", .type = &T_NUMBER, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[RELATION_HIDES] = {.name = "hides", .type = &T_NUMBER, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[RELATION_BEGINS] = {.name = "begins", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[RELATION_ENDS] = {.name = "ends", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[RELATION_SRC_REC] = {.name = "src_rec", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[RELATION_SRC_ID] = {.name = "src_id", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[RELATION_GIVEN_BY] = {.name = "given_by", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
};

const struct record rec_relation = {
	.name = "relation", .label = N_("Relation"), .fields = relation_fields, .n = RELATION__N,
	.part = PART_KERN, .route = &relation_fields[RELATION_ROUTE], .is_relation = true,
	.may_undo = relation_may_undo,
};
