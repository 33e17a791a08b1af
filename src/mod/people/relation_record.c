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

/* How a relation stands on the timeline of the child. Kinds without words do not: of own family, since guardians do not
 * learn of each other (access.md rule 12); of the support point, which nobody knows was asked; of attendance, which has
 * a part of its own; and of an emergency, which is told otherwise. */
static const char *const given[REL__N] = {
	[REL_TEACHES] = N_("A teacher takes part"),
	[REL_SUPERVISES] = N_("The internal supervisor of the school takes part"),
	[REL_CONTACT] = N_("There is a contact person at school"),
	[REL_PRESCHOOL] = N_("The preschool takes part"),
	[REL_ASSIGNED] = N_("An adviser of the partnership takes part"),
	[REL_ASKED] = N_("An expert is asked for advice"),
	[REL_DEPLOYED] = N_("Someone comes to help the child"),
	[REL_SECRETARIAT] = N_("The secretary of the TLV committee takes part"),
	[REL_COMMITTEE] = N_("The TLV committee takes part"),
	[REL_DECIDES] = N_("Someone is asked for a decision"),
	[REL_PLACED] = N_("The team of the group arrangement takes part"),
	[REL_RECEIVES] = N_("The school that receives the handover takes part"),
	[REL_INVITED] = N_("A partner is invited to the knooppunt"),
	[REL_BOARD_SUPERVISOR] = N_("A process supervisor of the school board takes part"),
	[REL_SUBSTITUTE] = N_("A substitute takes part"),
	[REL_GUEST] = N_("A guest looks along"),
};

static const char *relation_tells(const struct row *was, const struct row *now)
{
	enum relation_kind kind;
	const struct field *ends = &relation_fields[RELATION_ENDS];
	if (!relation_parse(row_text(now, &relation_fields[RELATION_KIND]), &kind) || given[kind] == NULL)
		return NULL;
	if (was == NULL)
		return given[kind];
	return row_int(now, ends) < row_int(was, ends) ? N_("Someone does not take part any more") : NULL;
}

const struct record rec_relation = {
	.name = "relation", .label = N_("Relation"), .fields = relation_fields, .n = RELATION__N,
	.part = PART_KERN, .route = &relation_fields[RELATION_ROUTE], .is_relation = true,
	.keep = {.from = &relation_fields[RELATION_ENDS]},
	.may_undo = relation_may_undo, .tells = relation_tells,
};
