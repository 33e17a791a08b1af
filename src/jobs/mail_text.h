/* What a notice says, in the receiver's own language and manner of address (practice.md M8): that something waits, how
 * long it takes, until when, and where. Never of whom or what: no child, no school, no subject. */
#ifndef TN_MAIL_TEXT_H
#define TN_MAIL_TEXT_H

#include "outbox.h"

struct mail_facts {
	enum notice_kind kind;
	struct speak speak;
	struct str name;  /* the receiver's own, for a letter; a mail holds none (practice M8): a pupil's is a child's */
	struct str site;  /* https://..., without a slash at the end */
	struct str phone; /* of the partnership, empty when there is none */
	struct str code;  /* NOTICE_INVITATION: as it is typed */
	int32_t by;       /* 0: none */
	int64_t minutes, made;
	int64_t counts[DIGEST__N];
};

const char *mail_subject(const struct mail_facts *f);
struct str mail_text(struct arena *a, const struct mail_facts *f);
/* The sentences of a letter, without greeting and address, in the order in which they are printed. */
enum { LETTER_LINES = 8 };
size_t mail_letter(struct arena *a, const struct mail_facts *f, const char *out[LETTER_LINES]);

#endif
