/* Every part of a page in its states, with invented people: to look at while designing, and for the page checks. Shown
 * at /onderdelen in demo mode. The texts are examples and stand here in both languages, not in the catalogue. */
#ifndef TN_GALLERY_H
#define TN_GALLERY_H

#include "ui.h"

enum gallery_page {
	GALLERY_INDEX = 0, /* all small parts */
	GALLERY_DOSSIER,   /* a staff page with everything on it */
	GALLERY_WORK,      /* lists */
	GALLERY_PARENT,
	GALLERY_PUPIL,
	GALLERY_FORM,      /* every control, in peace and with errors */
	GALLERY_QUESTION,
	GALLERY_SIGN_IN,
	GALLERY_CODE,      /* second factor */
	GALLERY_CONFLICT,
	GALLERY_DONE,
	GALLERY__N
};

/* The last part of its address: "dossier". */
const char *gallery_name(enum gallery_page p);
/* Writes the whole page. `theme` as in ui_page. */
void ui_gallery(struct ui *u, enum gallery_page p, const char *theme);

#endif
