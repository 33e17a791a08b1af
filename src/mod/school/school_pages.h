/* Handlers of mod_school. */
#ifndef TN_SCHOOL_PAGES_H
#define TN_SCHOOL_PAGES_H

#include "school.h"

extern const struct form_def form_school_new, form_school_facts, form_school_profile;

enum err school_page(struct req *req);
enum err school_new_page(struct req *req);
enum err school_new_post(struct req *req);
enum err school_profile_post(struct req *req);

#endif
