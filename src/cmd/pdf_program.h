/* assets/pdf.py and assets/pdf.css, embedded: a program must not be looked for where someone may have put another. */
#ifndef TN_PDF_PROGRAM_H
#define TN_PDF_PROGRAM_H

extern const char pdf_program[], pdf_style[];

#endif
