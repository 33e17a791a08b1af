#include "trend.h"

enum { WIDE = 132, HIGH = 40, EDGE = 6 };

struct scale {
	int64_t least, span;
};

static int y_of(const struct scale *s, int64_t v)
{
	return HIGH - EDGE - (int)((v - s->least) * (HIGH - 2 * EDGE) / s->span);
}

static int x_of(size_t i, size_t n)
{
	return EDGE + (int)(i * (WIDE - 2 * EDGE) / (n < 2 ? 1 : n - 1));
}

void ui_trend(struct ui *u, const struct ui_trend *t)
{
	struct html *h = &u->h;
	const int64_t *v = t->n > TREND_MAX ? t->v + (t->n - TREND_MAX) : t->v;
	size_t n = t->n > TREND_MAX ? TREND_MAX : t->n;
	struct buf points;
	if (n == 0)
		return;
	struct scale s = {v[0], 0};
	int64_t most = t->aimed && t->aim > v[0] ? t->aim : v[0];
	if (t->aimed && t->aim < s.least)
		s.least = t->aim;
	for (size_t i = 0; i < n; i++) {
		s.least = v[i] < s.least ? v[i] : s.least;
		most = v[i] > most ? v[i] : most;
	}
	s.span = most > s.least ? most - s.least : 1;
	buf_init(&points, u->a, TREND_MAX * 16);
	for (size_t i = 0; i < n; i++)
		buf_printf(&points, "%s%d,%d", i == 0 ? "" : " ", x_of(i, n), y_of(&s, v[i]));
	h_open(h, EL_SVG, AT_CLASS, "ch spark", AT_ROLE, "img", AT_END);
	h_attrf(h, AT_VIEWBOX, "0 0 %d %d", WIDE, HIGH);
	h_attr_str(h, AT_ARIA_LABEL, t->label);
	if (t->aimed) {
		h_open(h, EL_LINE, AT_CLASS, "plan dash", AT_STROKE, "currentColor", AT_X1, "0", AT_END);
		h_attrf(h, AT_X2, "%d", WIDE);
		h_attrf(h, AT_Y1, "%d", y_of(&s, t->aim));
		h_attrf(h, AT_Y2, "%d", y_of(&s, t->aim));
	}
	/* On paper no style sheet reaches into a picture. */
	h_open(h, EL_POLYLINE, AT_CLASS, "trend", AT_FILL, "none", AT_STROKE, "currentColor", AT_END);
	h_attr_str(h, AT_POINTS, buf_view(&points));
	h_open(h, EL_CIRCLE, AT_CLASS, "point", AT_R, "4", AT_END);
	h_attrf(h, AT_CX, "%d", x_of(n - 1, n));
	h_attrf(h, AT_CY, "%d", y_of(&s, v[n - 1]));
	h_close(h, EL_SVG);
}

void ui_call(struct ui *u, const char *title, const char *text, const struct ui_link *calls, size_t n,
             const char *words)
{
	struct html *h = &u->h;
	const char *id = ui_id(u, "bel");
	h_open(h, EL_SECTION, AT_CLASS, "call", AT_ARIA_LABELLEDBY, id, AT_ROLE, "status", AT_END);
	if (words != NULL)
		h_attr(h, AT_HIDDEN, AT_ON);
	h_attr(h, AT_DATA_WORDS, words);
	h_open(h, EL_H2, AT_ID, id, AT_END);
	h_text(h, title);
	h_close(h, EL_H2);
	h_open(h, EL_P, AT_END);
	h_text(h, text);
	h_close(h, EL_P);
	h_open(h, EL_UL, AT_END);
	for (size_t i = 0; i < n; i++) {
		h_open(h, EL_LI, AT_END);
		h_open(h, EL_A, AT_HREF, calls[i].href, AT_END);
		h_text(h, calls[i].label);
		h_close(h, EL_A);
		h_close(h, EL_LI);
	}
	h_close(h, EL_UL);
	h_close(h, EL_SECTION);
	u->headed = true;
}
