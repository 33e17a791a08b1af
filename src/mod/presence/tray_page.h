/* The tray of the organisation, and half a page per child for who stands in. */
#ifndef TN_TRAY_PAGE_H
#define TN_TRAY_PAGE_H

#include "req.h"

/* For struct module. */
enum err tray_waits(struct req *req, struct ui_task *out, bool *any) MUST_CHECK;
handler tray_page, tray_take_post, tray_give_post, stand_in_page;

#endif
