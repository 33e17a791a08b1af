/* Right values by chance, per type and as whole rows: for tests that walk every record, and for bulk sets. The other
 * way round: what stays of a row when the person in it is erased. */
#ifndef TN_SAMPLE_H
#define TN_SAMPLE_H

#include "rand.h"
#include "record.h"

/* For field_type.sample. */
struct val sample_text(struct arena *a, const struct field *f, struct dice *dice);
struct val sample_lines(struct arena *a, const struct field *f, struct dice *dice);
struct val sample_email(struct arena *a, const struct field *f, struct dice *dice);
struct val sample_choice(struct arena *a, const struct field *f, struct dice *dice);
struct val sample_yes(struct arena *a, const struct field *f, struct dice *dice);
struct val sample_number(struct arena *a, const struct field *f, struct dice *dice);
struct val sample_date(struct arena *a, const struct field *f, struct dice *dice);
struct val sample_time(struct arena *a, const struct field *f, struct dice *dice);
/* For field_type.anonymise: a choice or a number points at nobody; of a date or an instant the year stays. */
struct val anonymise_keep(struct arena *a, const struct field *f, struct val v);
struct val anonymise_date(struct arena *a, const struct field *f, struct val v);
struct val anonymise_instant(struct arena *a, const struct field *f, struct val v);

/* A whole row: what people type by the sample of its type, what the server sets with something that fits, and what
 * record.derive makes of it. `ref` gives the id of a row to point at (0: nobody). Rows that record.check refuses are
 * thrown again, and a record that refuses 1,000 of them is a BUG; a check that looks at records beside it is not asked,
 * for a row alone has none. `v` has room for rec->n values. */
typedef int64_t sample_ref(void *ctx, const struct record *rec, const struct field *f);
void sample_row(struct arena *a, const struct record *rec, struct dice *dice, int32_t today, sample_ref *ref, void *ctx,
                struct val *v);

/* Takes out of a row what says who it is about, and all that is sealed or secret. Fields that are not about a person
 * stay. What may not be empty becomes an empty text or 0. */
void anonymise_row(struct arena *a, const struct record *rec, struct val *v);

#endif
