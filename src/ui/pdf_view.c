#include "pdf_view.h"

#include "boxed.h"
#include "log.h"
#include "view.h"

enum { PDF_MAX = 8 << 20, PAGE_MAX = 4 << 20, SHORT = 6 };

/* The page without "/pdf": where the browser can print it. */
static const char *page_itself(struct req *req)
{
	struct str p = req->path;
	size_t tail = S("/pdf").n;
	return p.n > tail ? str_printf(req->act.a, "%.*s", (int)(p.n - tail), p.p).p : "/";
}

static enum err say_not(struct req *req, const char *title, const char *text)
{
	struct speak sp = req->act.speak;
	const struct ui_link way = {tr(sp, N_("Go to the page")), page_itself(req)};
	struct ui_page page = {.title = tr(sp, title), .narrow = true};
	req->res.body.n = 0;
	struct ui *u = view_begin(req, &page);
	ui_p(u, tr(sp, text));
	ui_p(u, tr(sp, N_("You can print the page with your browser, and store it as a PDF there. Press Ctrl and P.")));
	ui_links(u, &way, 1);
	enum err e = view_end(u, req, &page);
	req->res.status = HTTP_503;
	return e;
}

static enum err make(struct req *req, struct str html, struct str *pdf)
{
	if (req->app->boxed == NULL || html.n > PAGE_MAX)
		return ERR_INVALID;
	return boxed_run(req->app->boxed, BOXED_PDF, html, req->act.a, PDF_MAX, pdf);
}

enum err view_pdf(struct req *req, handler *page, const char *name)
{
	struct str pdf = {0};
	enum err e = page(req);
	if (e != OK || req->res.status != 200 || req->method == METHOD_HEAD)
		return e;
	e = make(req, buf_view(&req->res.body), &pdf);
	if (req->method == METHOD_POST && (e != OK || !str_starts(pdf, S("%PDF-"))))
		return OK; /* what was done is done, and its page may be shown only once: that page is the answer */
	if (e == ERR_BUSY)
		return e;
	if (e == OK && str_is(pdf, BOXED_PDF_LACKS))
		return say_not(req, N_("A PDF cannot be made here"),
		               N_("The program that makes PDFs is not installed on this server. Whoever keeps it can add it: "
		                  "the Debian package weasyprint."));
	if (e != OK || !str_starts(pdf, S("%PDF-"))) {
		log_line(LOG_ERROR, "pdf", "number=%llu error=\"%s\"", (unsigned long long)req->number, err_name(e));
		return say_not(req, N_("The PDF could not be made"), N_("Something went wrong. Nothing of your work is lost."));
	}
	struct str pid = req_param(req, 0);
	char *p = (char *)(uintptr_t)pdf.p;
	req->res.body = (struct buf){.p = p, .n = pdf.n, .cap = pdf.n, .max = pdf.n, .arena = req->act.a};
	req->res.type = "application/pdf";
	req->res.download = str_printf(req->act.a, "%s-%.*s.pdf", name, (int)(pid.n < SHORT ? pid.n : SHORT), pid.p);
	return OK;
}
