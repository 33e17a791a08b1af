#include "rule.h"

/* In the order of the law text. `from` 2014-08-01 is the day on which passend onderwijs began. */
const struct rule rules[] = {
	{.id = "ADM-04", .digest = "R01", .anchor = ANCHOR_APPLIED,
	 .what = N_("The school decides on the application"),
	 .value = 6, .unit = UNIT_WEEKS, .more = 4, .atw = true, .actor = ACTOR_SCHOOL,
	 .article = "WPO art. 40 lid 6", .from = 20140801, .source = "LAW-WPO", .verified = true},
	{.id = "OPP-04", .digest = "R05", .anchor = ANCHOR_ENROLLED,
	 .what = N_("The development perspective is adopted"),
	 .value = 6, .unit = UNIT_WEEKS, .atw = true, .actor = ACTOR_SCHOOL,
	 .article = "WPO art. 40a; WVO 2020 art. 2.44 lid 2", .from = 20140801, .source = "LAW-WPO; LAW-WVO2020",
	 .verified = true},
	{.id = "OPP-06", .digest = "R06", .anchor = ANCHOR_PLAN_ADOPTED,
	 .what = N_("The development perspective is evaluated, at least once in each school year"),
	 .value = 1, .unit = UNIT_SCHOOL_YEARS, .actor = ACTOR_SCHOOL,
	 .article = "WPO art. 40a; WVO 2020 art. 2.44 lid 3", .from = 20140801, .source = "LAW-WPO; LAW-WVO2020",
	 .verified = true},
};
const size_t n_rules = sizeof rules / sizeof rules[0];
