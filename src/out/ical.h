/* iCalendar files (RFC 5545): lines folded at 75 octets and never inside a character, texts escaped, CRLF. Days are
 * DATE values and moments are UTC, so that no time zone has to be described. Errors are those of the buffer. */
#ifndef TN_ICAL_H
#define TN_ICAL_H

#include "buf.h"
#include "date.h"

struct ical_head {
	struct str name;      /* of the calendar, as programs show it */
	const char *product;  /* PRODID without the slashes around it: "Thuisnabij//agenda" */
	int refresh_minutes;  /* how often it is worth asking again */
};
struct ical_event {
	struct str uid;       /* the same each time this event is written; no spaces */
	int64_t stamp;        /* when this was written down */
	int32_t day;          /* a whole day; 0: `begins` to `ends` */
	int64_t begins, ends; /* instants */
	struct str title, text, url; /* text and url may be empty */
	bool busy;            /* takes the time; a day with a term does not */
};

void ical_begin(struct buf *b, const struct ical_head *head);
void ical_event(struct buf *b, const struct ical_event *event);
void ical_end(struct buf *b);

#endif
