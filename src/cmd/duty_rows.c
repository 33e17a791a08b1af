#include "duty_jobs.h"
#include "duty_keys.h"
#include "duty_out.h"
#include "duty_parse.h"
#include "duty_pdf.h"
#include "duty_web.h"

const struct duty_row duty_rows[DUTY__N] = {
	[DUTY_KEYS] = {keys_before, keys_work},
	[DUTY_OUT] = {out_before, out_work},
	[DUTY_JOBS] = {jobs_before, jobs_work},
	[DUTY_WEB] = {NULL, web_work},
	[DUTY_PARSE] = {NULL, parse_work},
	[DUTY_PDF] = {pdf_before, pdf_work},
};
