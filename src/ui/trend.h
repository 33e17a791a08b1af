/* Something that is measured against its own beginning, as a small line; and whom to call at once. */
#ifndef TN_TREND_H
#define TN_TREND_H

#include "ui.h"

/* The values in the order in which they were measured, the first being where it began; at most TREND_MAX are drawn. The
 * line says nothing that does not stand beside it in numbers: `label` is read out. */
enum { TREND_MAX = 24 };
struct ui_trend {
	const int64_t *v;
	size_t n;
	int64_t aim;
	bool aimed;
	struct str label;
};
void ui_trend(struct ui *u, const struct ui_trend *t);

/* Phone numbers for now, in large letters. `words` NULL: it stands there. Otherwise it comes into sight as soon as one
 * of them (one on a line, any case) is typed in the form it stands in, where there is JavaScript. */
void ui_call(struct ui *u, const char *title, const char *text, const struct ui_link *calls, size_t n,
             const char *words);

#endif
