/* Accounts on paper (practice.md 11): who has no e-mail gets a letter with a code, and a card of ten further codes.
 * Each opens once. A new letter, made where the letters are printed, replaces all that came before it. */
#ifndef TN_LETTER_H
#define TN_LETTER_H

#include "account_desk.h"

enum { CARD_CODES = 10, LETTER_CODES = 1 + CARD_CODES, LETTER_CODE_BITS = 60, LETTER_CODE_CHARS = 12, LETTER_DAYS = 60,
	CARD_DAYS = 365 };

/* The keyed hash of a code as it is kept; what was typed is brought to its form first. */
enum err letter_code_hash(struct req *req, struct str typed, struct str *hash) MUST_CHECK;
/* New codes for the account, as part of a change; those it had are gone. codes[0] is that of the letter. */
enum err letter_codes_new(struct req *req, struct change *c, int64_t account,
                          struct str codes[LETTER_CODES]) MUST_CHECK;
/* Ends all of them: who has another way in. */
void letter_codes_end(struct change *c, int64_t account);

struct letter {
	struct str pid, name;
	struct speak speak; /* of who gets it: parents u, pupils je */
	const struct str *codes;
};
/* The printed letter with the codes: they are on it and will never be shown again. */
enum err letter_with_codes(struct req *req, const struct letter *l) MUST_CHECK;

/* At the desk: who may give the seat, for the accounts whose letters are printed there. */
handler letter_list, letter_new_page, letter_new_post, letter_account, letter_codes_post, letter_print,
	letter_print_pdf;
handler letter_posted_post, letter_talk_page, letter_talk_post;
/* The account of the address, when it signs in with a card that was made at the viewer's desk; else ERR_NOT_FOUND. */
enum err letter_card_of(struct req *req, struct row *out, struct str *pid) MUST_CHECK;
extern const struct form_def form_letter_talk;
extern const struct form_def form_letter_new, form_letter_posted;
/* At the door, with a code, or later with the number of the letter and a password. */
handler letter_door, letter_door_post, letter_number, letter_number_post, letter_password, letter_password_post;
extern const struct form_def form_letter_code, form_letter_number, form_letter_password;

extern const struct module mod_letters;

#endif
