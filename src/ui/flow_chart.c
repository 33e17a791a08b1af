#include "flow_chart.h"

enum { BOX_W = 132, BOX_H = 66, PITCH_X = 150, PITCH_Y = 52, MARGIN = 8, LINE_H = 19, LINE_MAX = 13, HEAD = 7 };

static int left_of(const struct ui_flow_step *s)
{
	return MARGIN + s->col * PITCH_X;
}

static int top_of(const struct ui_flow_step *s)
{
	return MARGIN + s->row * PITCH_Y;
}

/* Two lines at most, cut at the last space that fits. */
static void name_in(struct html *h, const struct ui_flow_step *s)
{
	struct str name = str_from(s->name);
	size_t cut = name.n;
	if (name.n > LINE_MAX) {
		cut = 0;
		for (size_t i = 0; i < name.n && i <= LINE_MAX; i++)
			if (name.p[i] == ' ')
				cut = i;
		cut = cut == 0 ? name.n : cut;
	}
	struct str lines[] = {{name.p, cut}, {name.p + cut, name.n - cut}};
	int n = lines[1].n > 0 ? 2 : 1, y = top_of(s) + BOX_H / 2 + 5 - (n - 1) * LINE_H / 2;
	for (int i = 0; i < n; i++) {
		h_open(h, EL_SVG_TEXT, AT_TEXT_ANCHOR, "middle", AT_END);
		h_attrf(h, AT_X, "%d", left_of(s) + BOX_W / 2);
		h_attrf(h, AT_Y, "%d", y + i * LINE_H);
		h_str(h, str_trim(lines[i]));
		h_close(h, EL_SVG_TEXT);
	}
}

/* "+1": that the region adds something here; the list says what. */
static void own_mark(struct ui *u, const struct ui_flow_step *s)
{
	struct html *h = &u->h;
	h_open(h, EL_SVG_TEXT, AT_CLASS, "own", AT_TEXT_ANCHOR, "end", AT_END);
	h_attrf(h, AT_X, "%d", left_of(s) + BOX_W - MARGIN);
	h_attrf(h, AT_Y, "%d", top_of(s) + LINE_H - 2);
	h_str(h, str_printf(u->a, "+%zu", s->n_own));
	h_close(h, EL_SVG_TEXT);
}

static void box(struct ui *u, const struct ui_flow_step *s)
{
	struct html *h = &u->h;
	h_open(h, EL_G, AT_CLASS, s->here ? "here" : "step", AT_END);
	h_open(h, EL_RECT, AT_END);
	h_attrf(h, AT_X, "%d", left_of(s));
	h_attrf(h, AT_Y, "%d", top_of(s));
	h_attrf(h, AT_WIDTH, "%d", BOX_W);
	h_attrf(h, AT_HEIGHT, "%d", BOX_H);
	h_attrf(h, AT_RX, "%d", 14);
	name_in(h, s);
	if (s->n_own > 0)
		own_mark(u, s);
	if (s->here) {
		h_open(h, EL_SVG_TEXT, AT_CLASS, "mark", AT_TEXT_ANCHOR, "middle", AT_END);
		h_attrf(h, AT_X, "%d", left_of(s) + BOX_W / 2);
		h_attrf(h, AT_Y, "%d", top_of(s) + BOX_H + LINE_H);
		h_text(h, tr(u->sp, "you are here"));
		h_close(h, EL_SVG_TEXT);
	}
	h_close(h, EL_G);
}

static void way(struct html *h, const struct ui_flow_step *from, const struct ui_flow_step *to)
{
	int x1 = left_of(from) + BOX_W, y1 = top_of(from) + BOX_H / 2, x2 = left_of(to), y2 = top_of(to) + BOX_H / 2;
	int bend = (x2 - x1) / 2 < 24 ? 24 : (x2 - x1) / 2;
	h_open(h, EL_PATH, AT_CLASS, "way", AT_END);
	h_attrf(h, AT_D, "M%d %dC%d %d %d %d %d %d", x1, y1, x1 + bend, y1, x2 - bend, y2, x2 - HEAD, y2);
	h_open(h, EL_POLYGON, AT_CLASS, "head", AT_END);
	h_attrf(h, AT_POINTS, "%d,%d %d,%d %d,%d", x2, y2, x2 - HEAD - 3, y2 - HEAD + 1, x2 - HEAD - 3, y2 + HEAD - 1);
}

static void drawing(struct ui *u, const char *about, const struct ui_flow_step *steps, size_t n,
                    const struct ui_flow_way *ways, size_t n_ways)
{
	struct html *h = &u->h;
	int cols = 0, rows = 0;
	for (size_t i = 0; i < n; i++) {
		cols = steps[i].col > cols ? steps[i].col : cols;
		rows = steps[i].row > rows ? steps[i].row : rows;
	}
	h_open(h, EL_SVG, AT_CLASS, "flow", AT_ROLE, "img", AT_ARIA_LABEL, about, AT_END);
	h_attrf(h, AT_VIEWBOX, "0 0 %d %d", 2 * MARGIN + cols * PITCH_X + BOX_W,
	        2 * MARGIN + rows * PITCH_Y + BOX_H + LINE_H);
	for (size_t i = 0; i < n_ways; i++)
		way(h, &steps[ways[i].from], &steps[ways[i].to]);
	for (size_t i = 0; i < n; i++)
		box(u, &steps[i]);
	h_close(h, EL_SVG);
}

static void own_listed(struct ui *u, const struct ui_flow_own *o)
{
	struct html *h = &u->h;
	h_open(h, EL_LI, AT_END);
	h_elem(h, EL_STRONG, NULL, o->name);
	h_elem(h, EL_P, "muted small", str_from(o->who));
	ui_p_str(u, o->text);
	if (o->within != NULL)
		ui_small(u, o->within);
	h_close(h, EL_LI);
}

static void listed(struct ui *u, const struct ui_flow_step *s)
{
	struct html *h = &u->h;
	h_open(h, EL_LI, AT_ARIA_CURRENT, s->here ? "step" : NULL, AT_END);
	h_attrf(h, AT_CLASS, "%s", s->here ? "now" : "step");
	h_open(h, EL_H3, AT_END);
	h_text(h, s->name);
	h_close(h, EL_H3);
	if (s->here)
		h_elem(h, EL_P, "here", str_from(tr(u->sp, "you are here")));
	h_elem(h, EL_P, "muted small", str_from(s->who));
	if (s->text != NULL)
		ui_p(u, s->text);
	if (s->n_facts > 0)
		ui_bullets(u, s->facts, s->n_facts);
	if (s->n_own > 0) {
		h_elem(h, EL_P, "small", str_from(tr(u->sp, "In our region also:")));
		h_open(h, EL_UL, AT_CLASS, "flow-own", AT_END);
		for (size_t i = 0; i < s->n_own; i++)
			own_listed(u, &s->own[i]);
		h_close(h, EL_UL);
	}
	if (s->then != NULL)
		ui_small(u, s->then);
	h_close(h, EL_LI);
}

void ui_flow_chart(struct ui *u, const char *title, const char *about, const struct ui_flow_step *steps, size_t n,
                   const struct ui_flow_way *ways, size_t n_ways)
{
	ui_panel_begin(u, title);
	drawing(u, about, steps, n, ways, n_ways);
	h_open(&u->h, EL_OL, AT_CLASS, "flow-list", AT_END);
	for (size_t i = 0; i < n; i++)
		listed(u, &steps[i]);
	h_close(&u->h, EL_OL);
	ui_panel_end(u);
}
