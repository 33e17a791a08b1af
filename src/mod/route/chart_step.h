/* The region's own steps beside the phases of a route (A5): what is done there on top of what law and practice ask of
 * everyone, who does it and within what time. Shown on the flow chart; a step of the chart itself cannot be taken away,
 * and its terms are those of the region's rules (rule_book.h), which are never looser than the law. */
#ifndef TN_CHART_STEP_H
#define TN_CHART_STEP_H

#include "route_flow.h"
#include "rule_book.h"

enum chart_step_field {
	CHART_STEP_PHASE, CHART_STEP_NAME, CHART_STEP_WHO, CHART_STEP_TEXT, CHART_STEP_VALUE, CHART_STEP_UNIT,
	CHART_STEP_FROM, CHART_STEP_UNTIL, CHART_STEP__N
};
extern const struct field chart_step_fields[CHART_STEP__N];
extern const struct record rec_chart_step;
extern const struct form_def form_chart_step;

/* The rule of law for the phase itself, within which what the region adds must be done; NULL: none. */
const char *phase_law(enum phase p);
/* May something that must be done within this rule take so long? Counted as the rule counts, or in days of its weeks:
 * other units could run on past it. */
bool fits_in_rule(const struct rule *r, int64_t value, enum unit unit);

/* Those that hold on a day, in the order in which they were made. */
struct chart_own {
	enum phase phase;
	struct str name, who, text;
	struct str length; /* "10 werkdagen"; empty: none */
};
size_t chart_steps_put(struct batch *b, struct arena *a, int64_t region, int32_t on);
size_t chart_steps_take(struct arena *a, struct speak sp, const struct rows *r, const struct rule_book *book,
                        int32_t on, struct chart_own **out);

#endif
