/* Who may apply, and write down a sign: in one place, for the pages and the page of a child. */
#include "coming.h"
#include "enrol_pages.h"
#include "sign.h"

/* Parents for their own child, and who supervises at a school, with the parents beside. From whom the place is hidden
 * applies nowhere: the answer would tell where the child is (practice 17). */
bool apply_may(const struct req *req, const struct seen *child)
{
	enum role role = req->viewer->role;
	if (((child->allowed.hides[PART_KERN] | child->allowed.hides[PART_AANMELDING]) & (HIDE_ADDRESS | HIDE_SHIELD)) != 0)
		return false;
	if (role == ROLE_IB)
		return (child->allowed.writes & PART_BIT(PART_AANMELDING)) != 0 &&
		       (child->allowed.writes & PART_BIT(PART_KERN)) != 0;
	return role == ROLE_PARENT && child->allowed.purpose[PART_STEM] == PURPOSE_OWN &&
	       (child->allowed.writes & PART_BIT(PART_STEM)) != 0;
}

bool apply_at_school(const struct req *req)
{
	return req->viewer->role == ROLE_IB;
}

bool coming_may(const struct req *req)
{
	enum role role = req->viewer->role;
	return role == ROLE_PRESCHOOL || role == ROLE_TRAJECT || role == ROLE_IB;
}

const struct seat *sign_seat(const struct req *req)
{
	for (size_t i = 0; i < req->viewer->n_seats; i++)
		if (req->viewer->seats[i].role == ROLE_PRESCHOOL && req->viewer->role == ROLE_PRESCHOOL)
			return &req->viewer->seats[i];
	return NULL;
}
