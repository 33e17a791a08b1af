/* Dates, times and numbers as people read them. Forms: Onze Taal and the Dutch government for Dutch ("14.12 uur"),
 * the British government's style guide for English ("2.12 pm"). */
#include "tr.h"

#include "date.h"

static const char *const weekdays[LANG__N][7] = {
	[LANG_NL] = {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
	[LANG_EN] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
};

static const char *const months[LANG__N][12] = {
	[LANG_NL] = {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
	             "november", "december"},
	[LANG_EN] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
	             "November", "December"},
};

static const char *const short_months[LANG__N][12] = {
	[LANG_NL] = {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
	[LANG_EN] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
};

static enum lang known(enum lang l)
{
	return l < LANG__N ? l : LANG_NL;
}

struct str tr_date(struct arena *a, enum lang l, int32_t date, enum date_form form)
{
	l = known(l);
	if (date >= DATE_OPEN)
		return str_from(tr((struct speak){.lang = l}, N_("no end date")));
	struct ymd d = date_to_ymd(date);
	switch (form) {
	case DATE_LONG:
		return str_printf(a, "%s %d %s %d", weekdays[l][date_weekday(date) - 1], d.day, months[l][d.month - 1], d.year);
	case DATE_SHORT:
		return str_printf(a, "%d %s %d", d.day, short_months[l][d.month - 1], d.year);
	case DATE_NUMERIC:
		return str_printf(a, l == LANG_NL ? "%02d-%02d-%04d" : "%02d/%02d/%04d", d.day, d.month, d.year);
	case DATE_MONTH:
		return str_printf(a, "%s %d", months[l][d.month - 1], d.year);
	}
	BUG("date form %d", (int)form);
}

struct str tr_clock(struct arena *a, enum lang l, int hour, int minute)
{
	if (known(l) == LANG_NL)
		return str_printf(a, "%d.%02d uur", hour, minute);
	return str_printf(a, "%d.%02d %s", hour % 12 == 0 ? 12 : hour % 12, minute, hour < 12 ? "am" : "pm");
}

struct str tr_time(struct arena *a, enum lang l, int64_t instant)
{
	struct hms t = instant_time(instant);
	return tr_clock(a, l, t.hour, t.minute);
}

struct str tr_date_time(struct arena *a, enum lang l, int64_t instant)
{
	if (instant == INSTANT_OPEN)
		return tr_date(a, l, DATE_OPEN, DATE_LONG);
	struct str date = tr_date(a, l, instant_date(instant), DATE_LONG), time = tr_time(a, l, instant);
	return str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(date), STR_ARG(time));
}

struct str tr_number(struct arena *a, enum lang l, int64_t n)
{
	char out[32];
	size_t at = sizeof out, digits = 0;
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	do {
		if (digits > 0 && digits % 3 == 0)
			out[--at] = known(l) == LANG_NL ? '.' : ',';
		out[--at] = (char)('0' + left % 10);
		digits++;
	} while ((left /= 10) > 0);
	if (n < 0)
		out[--at] = '-';
	return str_copy(a, (struct str){out + at, sizeof out - at});
}
