/* A boxed child that becomes the helper program for PDFs (assets/pdf.py on WeasyPrint, docs/decisions/0022): the page
 * comes in on DUTY_FD_WORK, the PDF goes back there. It reads its own libraries and fonts, runs nothing but itself,
 * writes no file and has no socket. */
#ifndef TN_DUTY_PDF_H
#define TN_DUTY_PDF_H

#include "duty_start.h"

int pdf_before(struct duty_run *run);
int pdf_work(struct duty_run *run);

#endif
