#include "svg_qr.h"
#include "ui.h"

/* Two texts beside each other with the words that differ marked. */

enum { WORDS_MAX = 400 };

struct words {
	struct str w[WORDS_MAX];
	bool same[WORDS_MAX];
	size_t n;
};

/* Cuts into words with the white space that follows each; false when there are too many. */
static bool split(struct str s, struct words *out)
{
	size_t at = 0;
	while (at < s.n) {
		size_t from = at;
		while (at < s.n && s.p[at] != ' ' && s.p[at] != '\n')
			at++;
		while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\n'))
			at++;
		if (out->n == WORDS_MAX)
			return false;
		out->w[out->n++] = (struct str){s.p + from, at - from};
	}
	return true;
}

/* The longest common run of words in order (LCS), by the usual table. */
static void compare(struct arena *a, struct words *x, struct words *y)
{
	size_t width = y->n + 1;
	uint16_t *t = ARENA_ARRAY(a, uint16_t, (x->n + 1) * width);
	for (size_t i = x->n; i-- > 0;) {
		for (size_t k = y->n; k-- > 0;) {
			uint16_t down = t[(i + 1) * width + k], right = t[i * width + k + 1];
			if (str_eq(str_trim(x->w[i]), str_trim(y->w[k])))
				t[i * width + k] = (uint16_t)(t[(i + 1) * width + k + 1] + 1);
			else
				t[i * width + k] = down > right ? down : right;
		}
	}
	for (size_t i = 0, k = 0; i < x->n && k < y->n;) {
		if (str_eq(str_trim(x->w[i]), str_trim(y->w[k])))
			x->same[i++] = y->same[k++] = true;
		else if (t[(i + 1) * width + k] >= t[i * width + k + 1])
			i++;
		else
			k++;
	}
}

static void marked(struct html *h, const struct words *x)
{
	for (size_t i = 0; i < x->n; i++) {
		struct str word = str_trim(x->w[i]);
		if (x->same[i] || word.n == 0) {
			h_str(h, x->w[i]);
			continue;
		}
		/* split() leaves white space behind a word only, except before the first. */
		size_t before = (size_t)(word.p - x->w[i].p);
		h_str(h, (struct str){x->w[i].p, before});
		h_elem(h, EL_MARK, NULL, word);
		h_str(h, (struct str){word.p + word.n, x->w[i].n - before - word.n});
	}
}

static struct str shown_text(const struct ui_clash *c, bool mine)
{
	struct str typed = mine ? c->mine : c->theirs, shown = mine ? c->mine_shown : c->theirs_shown;
	return shown.n > 0 ? shown : typed;
}

static void side(struct ui *u, const struct ui_clash *c, const char *id, bool mine, struct str who,
                 const struct words *words)
{
	struct html *h = &u->h;
	struct str value = mine ? c->mine : c->theirs;
	struct str text = shown_text(c, mine);
	h_open(h, EL_DIV, AT_CLASS, "pick", AT_END);
	h_open(h, EL_INPUT, AT_TYPE, "radio", AT_ID, id, AT_NAME, c->name, AT_CHECKED, mine ? AT_ON : NULL, AT_END);
	h_attr_str(h, AT_VALUE, value.p != NULL ? value : S(""));
	h_open(h, EL_LABEL, AT_FOR, id, AT_END);
	h_elem(h, EL_B, NULL, who);
	h_open(h, EL_SPAN, AT_CLASS, "text", AT_END);
	if (text.n == 0)
		h_elem(h, EL_SPAN, "muted", str_from(tr(u->sp, "(empty)")));
	else if (words != NULL)
		marked(h, words);
	else
		h_str(h, text);
	h_close(h, EL_SPAN);
	h_close(h, EL_LABEL);
	h_close(h, EL_DIV);
}

void ui_clashes(struct ui *u, struct str their_name, const struct ui_clash *rows, size_t n)
{
	struct html *h = &u->h;
	struct str theirs = their_name.n == 0
		? str_from(tr(u->sp, N_("What the other wrote")))
		: tr_fill(u->a, u->sp, "What {name} wrote", TR_SLOTS({"name", their_name}));
	for (size_t i = 0; i < n; i++) {
		const struct ui_clash *c = &rows[i];
		struct words *x = ARENA_NEW(u->a, struct words), *y = ARENA_NEW(u->a, struct words);
		bool compared = split(shown_text(c, true), x) && split(shown_text(c, false), y);
		if (compared)
			compare(u->a, x, y);
		h_open(h, EL_FIELDSET, AT_CLASS, "f", AT_END);
		h_elem(h, EL_LEGEND, NULL, str_from(c->label));
		h_open(h, EL_DIV, AT_CLASS, "clash", AT_END);
		side(u, c, c->name, true, str_from(tr(u->sp, "What you wrote")), compared ? x : NULL);
		side(u, c, str_printf(u->a, "%s-2", c->name).p, false, theirs, compared ? y : NULL);
		h_close(h, EL_DIV);
		h_close(h, EL_FIELDSET);
	}
}

void ui_qr(struct ui *u, struct str text, const char *label)
{
	svg_qr(&u->h, text, label);
}
