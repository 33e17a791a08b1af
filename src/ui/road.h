/* A road there and back: stations of which some lie elsewhere, with today in it; and goals as steps for two sides. */
#ifndef TN_ROAD_H
#define TN_ROAD_H

#include "ui.h"

struct ui_road_stop {
	enum ui_stop stop;
	bool away;        /* not at home: in the group */
	const char *name; /* "In de groep" */
	struct str when;  /* "2 september", "vóór 1 juni" */
	struct str what;  /* a line more; empty: none */
};
/* In a panel with heading `title`; `home` and `away` name the two sides; `today` stands at the station that is now. */
void ui_road(struct ui *u, const char *title, struct str home, struct str away, struct str today,
             const struct ui_road_stop *stops, size_t n);

/* One goal: what is needed, how far it is (0 to `levels`, of which each has a word), and what each side does. */
struct ui_two_sides {
	struct str goal;
	struct ui_tag state;
	const char *const *words; /* of the levels, in order */
	size_t levels, level;     /* level: how many are reached; 0: nothing was looked at yet */
	struct str began, now, aim;
	const char *left, *right; /* who: "De groep", "De moederschool" */
	struct str left_does, right_does;
	struct ui_link act;       /* label NULL: none */
};
void ui_two_sides(struct ui *u, const struct ui_two_sides *g);

/* How far something is, said in full by `words`. */
void ui_gone(struct ui *u, struct str words, int64_t done, int64_t total);
/* Places, drawn one by one: the taken ones filled. `words` says it. */
void ui_places(struct ui *u, struct str words, int64_t taken, int64_t places);

#endif
