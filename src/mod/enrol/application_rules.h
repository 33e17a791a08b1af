/* The rules of an application: pure functions over the record, held to law.md 1.1 by tests/unit/enrol_test.c. */
#ifndef TN_APPLICATION_RULES_H
#define TN_APPLICATION_RULES_H

#include "calendar.h"
#include "enrol.h"

enum { ADMISSION_AGE = 48 }; /* months; WPO article 39, paragraph 1 */

/* Sets the days that follow: before when the school decides, from when the child gets a temporary place (DATE_OPEN as
 * empty: it stands still, or the child is too young), and before when someone is to act. */
void application_derive(struct arena *a, struct val *v);
/* When the time stood still (ADM-12): while the school waited for what it asked. */
size_t application_pauses(const struct row *r, struct span *out);
/* The last day of the six weeks, without an extension; DATE_OPEN while it stands still. ADM-04. */
int32_t application_six_weeks(const struct row *r);
/* The day after ten weeks, however old the child is; DATE_OPEN while it stands still. ADM-06. */
int32_t application_ten_weeks(const struct row *r);
/* The state that it comes into today by the clock alone (enum application_state), -1: none. ADM-06, practice M6. */
int application_by_clock(const struct row *r, int32_t today);
/* Is it not late yet, or late without a word to the parents? */
bool application_late_untold(const struct row *r);
/* The last day on which parents can object to a refusal; DATE_OPEN when there is none. ADM-14, ADM-15. */
int32_t application_object_by(const struct row *r);
/* What must be done with it, in the state that it is in; English. */
const char *application_asks(const struct row *r);
/* Is it one of the grounds on which the law lays no duty of care (ADM-10, ADM-19b)? */
bool application_exempt(const struct row *r);
bool application_not_exempt(const struct row *r);
bool application_open(const struct row *r);     /* not in one of its ends */
bool application_undecided(const struct row *r);
/* Is the child enrolled at another school: nothing is decided here any more, and nothing is late? */
bool application_elsewhere(const struct row *r);
bool application_has_duty(const struct row *r);
/* Whether it is for this school to give a temporary place: it has the duty of care, and the child has no other school.
 * ADM-06. */
bool application_may_be_placed(const struct row *r);
bool application_may_lapse(const struct row *r);
bool application_unanswered(const struct row *r); /* the school asked for something that it did not get */
/* Does the child come from day treatment or other care: with a handing over of its own (systems.md A2)? */
bool application_from_care(const struct row *r);

void application_check(const struct given *g, struct reasons *out);
void may_ask(const struct given *g, struct reasons *out);
void may_extend(const struct given *g, struct reasons *out);
void may_tell_late(const struct given *g, struct reasons *out);
void may_place(const struct given *g, struct reasons *out);
void may_enrol(const struct given *g, struct reasons *out);
void may_have_called(const struct given *g, struct reasons *out);
void may_refuse(const struct given *g, struct reasons *out);
void may_be_elsewhere(const struct given *g, struct reasons *out);
void may_take_not(const struct given *g, struct reasons *out);
void may_lapse(const struct given *g, struct reasons *out);
void may_withdraw_heard(const struct given *g, struct reasons *out);
void may_object_heard(const struct given *g, struct reasons *out);

/* What steps write besides (application_effects.c). */
enum err asked_more(struct change *c, const struct row *at);
enum err was_completed(struct change *c, const struct row *at);
enum err was_extended(struct change *c, const struct row *at);
enum err told_late(struct change *c, const struct row *at);
enum err was_placed(struct change *c, const struct row *at);
enum err was_admitted(struct change *c, const struct row *at);
enum err was_enrolled(struct change *c, const struct row *at);
enum err was_refused(struct change *c, const struct row *at);
enum err was_called(struct change *c, const struct row *at);
enum err was_exempt(struct change *c, const struct row *at);
enum err was_not_taken(struct change *c, const struct row *at);
enum err has_ended(struct change *c, const struct row *at);
enum err was_withdrawn(struct change *c, const struct row *at);

#endif
