/* Inside of the import of DUO's list: which facts are DUO's, and what it said of each last time. */
#ifndef TN_DUO_IMPORT_H
#define TN_DUO_IMPORT_H

#include "duo.h"

/* The facts that DUO owns; everything else of a school is left alone. */
enum { DUO_FACTS = 12 };
extern const enum school_field duo_facts[DUO_FACTS];

/* What DUO said of a fact. `kept`: a person looked at it and kept another value. */
struct duo_saying {
	bool known, kept;
	struct str value;
};
void duo_said_take(struct str text, struct duo_saying out[DUO_FACTS]);
struct str duo_said_text(struct arena *a, const struct duo_saying said[DUO_FACTS]);
/* The same fact, however it is written: a postcode without its space, a phone number with one. */
bool duo_same(struct arena *a, enum school_field f, struct str x, struct str y);

enum err duo_plan(struct act *act, const struct import_source *src, struct import_plan *p,
                  struct import_refusal *why) MUST_CHECK;
enum err duo_apply(struct act *act, struct change *c, const struct import_row *row, void **memory) MUST_CHECK;

#endif
