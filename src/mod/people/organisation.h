/* The pages of organisations: for who makes them, and for who leads one. */
#ifndef TN_ORGANISATION_H
#define TN_ORGANISATION_H

#include "account_desk.h"

extern const struct form_def form_organisation_new, form_organisation;

/* Not the one from which the viewer works, nor the place of the parents. */
bool organisation_may_close(const struct req *req, const struct org *org);

handler organisation_list, organisation_page, organisation_new_page, organisation_new_post, organisation_change_page,
	organisation_change_post, organisation_close_post;

#endif
