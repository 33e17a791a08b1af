/* Inside of the box of mod/oso: is this a dossier for a partnership, by the rules of the profile? */
#ifndef TN_OSO_CHECK_H
#define TN_OSO_CHECK_H

#include "oso.h"
#include "oso_tree.h"

struct oso_faults {
	struct oso_fault v[OSO_FAULTS_SHOWN];
	size_t n;
};
/* Every rule that it breaks, in the order of the rules, at most OSO_FAULTS_SHOWN. */
void oso_check(const struct oso_tree *t, struct oso_faults *out);
/* A day as the standard writes it, 2015-04-10, or as the register of persons does, 10-04-2015; 0: it is none. */
int32_t oso_date(struct str s);

#endif
