/* The pages that everybody may read: the front door, help, privacy, accessibility. */
#ifndef TN_PUBLIC_H
#define TN_PUBLIC_H

#include "req.h"

handler public_front, public_help, public_privacy, public_accessibility, public_gallery;

/* The phone number for help: of the viewer's partnership, else of the only one in this installation; empty when there
 * is none. */
enum err help_phone(struct req *req, struct str *name, struct str *phone) MUST_CHECK;

#endif
