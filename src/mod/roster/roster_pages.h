/* Inside of mod/roster: its pages. */
#ifndef TN_ROSTER_PAGES_H
#define TN_ROSTER_PAGES_H

#include "group.h"
#include "view.h"

extern const struct form_def form_group, form_group_teacher, form_group_close, form_pupil_new, form_pupil_move,
	form_pupil_find, form_roster_upload;

handler groups_page, own_groups_page, group_page, group_new_page, group_new_post, group_change_page, group_change_post,
	group_close_post, group_teacher_page, group_teacher_post, group_teacher_end_post;
handler pupils_page, pupils_find_page, pupil_new_page, pupil_new_post, pupil_move_page, pupil_move_post;
handler roster_start, roster_upload, roster_preview, roster_go, roster_stop, roster_resume, roster_rejects,
	roster_template;

/* ERR_NOT_FOUND where the role acted in may not do this (group.h). */
enum err roster_needs(const struct req *req, unsigned what) MUST_CHECK;
/* Which of one's schools is meant, where none was named: each as a way to `base`?school=. */
enum err roster_which_school(struct req *req, const char *title, const char *base) MUST_CHECK;
/* The rows of pupils: names, and whether a route runs. */
void pupil_rows(struct ui *u, struct req *req, const struct seen_page *page, const char *caption);

#endif
