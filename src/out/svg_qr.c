#include "svg_qr.h"

#include <qrencode.h>

enum { QUIET = 4 }; /* empty modules around it (ISO/IEC 18004, 6.3.8) */

/* Every run of dark modules of a row becomes one rectangle of the path. */
static void modules(struct buf *d, const QRcode *code)
{
	for (int y = 0; y < code->width; y++) {
		const unsigned char *row = code->data + (ptrdiff_t)y * code->width;
		for (int x = 0; x < code->width; x++) {
			int run = 0;
			while (x + run < code->width && row[x + run] & 1)
				run++;
			if (run > 0)
				buf_printf(d, "M%d %dh%dv1h-%dz", x, y, run, run);
			x += run;
		}
	}
}

void svg_qr(struct html *h, struct str text, const char *label)
{
	if (text.n > QR_TEXT_MAX)
		BUG("qr: a text of %zu bytes", text.n);
	struct buf d;
	buf_init(&d, h->arena, 64 * 1024);
	QRcode *code = QRcode_encodeString8bit(str_c(h->arena, text), 0, QR_ECLEVEL_M);
	if (code == NULL)
		BUG("qr: cannot be made");
	int size = code->width + 2 * QUIET;
	modules(&d, code);
	QRcode_free(code);
	if (d.failed)
		BUG("qr: path too long");
	h_open(h, EL_SVG, AT_CLASS, "qr", AT_ROLE, "img", AT_ARIA_LABEL, label, AT_END);
	h_attrf(h, AT_VIEWBOX, "-%d -%d %d %d", QUIET, QUIET, size, size);
	h_open(h, EL_PATH, AT_END);
	h_attr_str(h, AT_D, buf_view(&d));
	h_close(h, EL_SVG);
}
