/* What a privacy officer may see: the partnership's of the whole region, a board's of its own schools (practice 29:
 * "every controller has its own privacy officer"). */
#ifndef TN_OVERSIGHT_H
#define TN_OVERSIGHT_H

/* For a statement over organisation `sch`, the school of the child: is it within an office of account $1, at $2, in
 * role $3 (its code)? */
#define IN_OFFICE \
	"EXISTS (SELECT 1 FROM holds m JOIN seat ms ON ms.id = m.seat JOIN organisation mo ON mo.id = ms.org" \
	" WHERE m.account = $1 AND m.begins <= $2 AND m.ends > $2 AND ms.role = $3" \
	" AND (mo.id = sch.parent OR (mo.kind = 'swv' AND mo.region = sch.region)))"
#define OFFICE_ARGS(act) \
	val_int((act)->viewer->account), val_int((act)->now), val_text(str_from(role_def((act)->viewer->role)->code))

#endif
