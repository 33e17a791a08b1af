/* A QR code as SVG: one path, black on white whatever the theme, so that every camera reads it. */
#ifndef TN_SVG_QR_H
#define TN_SVG_QR_H

#include "html.h"

enum { QR_TEXT_MAX = 512 };

/* Writes <svg class="qr" role="img" aria-label=label>. A text of more than QR_TEXT_MAX bytes, or with a NUL in it, is
 * a BUG. */
void svg_qr(struct html *h, struct str text, const char *label);

#endif
