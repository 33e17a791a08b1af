/* The icons: line drawings on a 24 x 24 field, from Lucide (ISC, see assets/LICENSES.md). They say nothing by
 * themselves: the words always stand beside them, so they are hidden from screen readers. */
#ifndef TN_ICONS_H
#define TN_ICONS_H

#include "html.h"

enum icon {
	ICON_NONE = 0, ICON_MENU, ICON_SEARCH, ICON_CHECK, ICON_CHECK_CIRCLE, ICON_CLOCK, ICON_WARNING, ICON_INFO,
	ICON_WAIT, ICON_X, ICON_PLUS, ICON_PENCIL, ICON_TRASH, ICON_UNDO, ICON_ARROW_RIGHT, ICON_ARROW_LEFT,
	ICON_CHEVRON_RIGHT, ICON_CHEVRON_DOWN, ICON_SIGN_OUT, ICON_SWITCH, ICON_PRINT, ICON_DOWNLOAD, ICON_UPLOAD,
	ICON_FILE, ICON_CALENDAR, ICON_MAIL, ICON_PHONE, ICON_PERSON, ICON_PEOPLE, ICON_SCHOOL, ICON_LOCK, ICON_EYE,
	ICON_HELP, ICON_SETTINGS, ICON_COPY, ICON_MESSAGE, ICON_CIRCLE, ICON_CIRCLE_HALF, ICON_LIST, ICON_SHIELD,
	ICON_BUILDING, ICON_GLOBE, ICON_HOME, ICON_SAVE, ICON_MINUS,
	ICON__N
};

void ui_icon(struct html *h, enum icon i);
/* The mark of Thuisnabij: the line that comes home. `class` sets the size. */
void ui_mark(struct html *h, const char *class);

#endif
