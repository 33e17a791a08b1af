/* Between the files of the gallery: nobody else includes this. */
#ifndef TN_GALLERY_PARTS_H
#define TN_GALLERY_PARTS_H

#include "ui.h"

const char *gallery_say(const struct ui *u, const char *nl, const char *en);
void gallery_shell(struct ui *u, struct ui_page *p, const char *theme);
void gallery_staff_nav(struct ui *u, struct ui_page *p, size_t current);
void gallery_dossier(struct ui *u, const char *theme);
void gallery_parent(struct ui *u, const char *theme);
void gallery_pupil(struct ui *u, const char *theme);
void gallery_parts(struct ui *u, const char *theme);
void gallery_form(struct ui *u, const char *theme);
void gallery_question(struct ui *u, const char *theme);
void gallery_sign_in(struct ui *u, const char *theme);
void gallery_code(struct ui *u, const char *theme);
void gallery_conflict(struct ui *u, const char *theme);
void gallery_done(struct ui *u, const char *theme);
void gallery_tasks(struct ui *u);
void gallery_data_table(struct ui *u);

#endif
