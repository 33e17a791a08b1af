#include "route_say.h"

#include "chain.h"
#include "flow.h"
#include "route_flow.h"
#include "steps.h"
#include "utf8.h"

static struct str text(const struct row *r, enum route_field f)
{
	return row_text(r, &route_fields[f]);
}

struct str child_name(struct arena *a, const struct row *r)
{
	struct str prefix = text(r, ROUTE_PREFIX);
	return str_printf(a, STR_FMT " " STR_FMT "%s" STR_FMT, STR_ARG(text(r, ROUTE_GIVEN_NAME)), STR_ARG(prefix),
	                  prefix.n == 0 ? "" : " ", STR_ARG(text(r, ROUTE_FAMILY_NAME)));
}

struct str child_code(struct arena *a, struct str pid)
{
	static const char key[] = "the code of a child in the logbook", letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	enum { LETTERS = CHILD_CODE_LETTERS, HALF = LETTERS / 2 };
	struct link l = chain_digest((struct str){key, sizeof key - 1}, pid);
	char code[LETTERS];
	for (size_t i = 0; i < LETTERS; i++)
		code[i] = letters[l.b[i] & 31];
	return str_printf(a, "%.*s-%.*s", HALF, code, HALF, code + HALF);
}

struct str child_name_short(struct arena *a, const struct row *r)
{
	struct str family = text(r, ROUTE_FAMILY_NAME);
	size_t end = 0;
	if (family.n > 0)
		utf8_next(family, &end);
	return str_printf(a, STR_FMT " " STR_FMT ".", STR_ARG(text(r, ROUTE_GIVEN_NAME)), (int)end, family.p);
}

struct str child_age(struct arena *a, struct speak sp, const struct row *r, int32_t today)
{
	struct ymd born = date_to_ymd((int32_t)row_int(r, &route_fields[ROUTE_BORN])), now = date_to_ymd(today);
	int32_t years = now.year - born.year;
	if (now.month < born.month || (now.month == born.month && now.day < born.day))
		years--;
	const struct slot slots[] = {{"n", tr_number(a, sp.lang, years)}};
	return tr_fill(a, sp, N_("{n} years old"), slots, 1);
}

struct ui_tag by_tag(struct arena *a, struct speak sp, int32_t by, int32_t today)
{
	return view_left(a, sp, by - today);
}

/* After the day of the week no line ends within the date: a narrow box breaks before what is left of it. */
static struct str day_in_one(struct arena *a, struct str day)
{
	enum { DAY_MAX = 64 };
	struct buf b;
	buf_init(&b, a, DAY_MAX);
	for (size_t i = 0, spaces = 0; i < day.n; i++)
		if (day.p[i] == ' ' && spaces++ > 0)
			buf_c(&b, "\u00a0");
		else
			buf_byte(&b, day.p[i]);
	return buf_view(&b);
}

struct str by_said(struct arena *a, struct speak sp, int32_t by, int32_t today)
{
	return tr_fill(a, sp, N_("{date}, {left}"), TR_SLOTS({"date", day_in_one(a, tr_date(a, sp.lang, by, DATE_LONG))},
	                                                     {"left", by_tag(a, sp, by, today).state}));
}

bool route_is_done(const struct row *r)
{
	return str_is(text(r, ROUTE_PHASE), "klaar");
}

bool route_is_pupil(const struct row *r)
{
	return str_is(text(r, ROUTE_PHASE), "leerling");
}

struct ui_tag next_by_tag(struct arena *a, struct speak sp, const struct row *r, int32_t today)
{
	if (route_is_done(r))
		return (struct ui_tag){TONE_OK, NULL, str_from(tr(sp, N_("finished")))};
	return by_tag(a, sp, (int32_t)row_int(r, &route_fields[ROUTE_NEXT_BY]), today);
}

/* Stations in the order of a route (systems.md A1 to A4), and from which phases each still lies ahead. */
static const struct {
	const char *phase, *name;
	uint32_t ahead;
} stations[] = {
	{"signaal", N_("First sign"), 0},
	{"aanmelding", N_("Application"), PHASE_BIT(SIGNAL)},
	{"knooppunt", N_("Knooppunt"), PHASE_BIT(SIGNAL) | PHASE_BIT(APPLICATION)},
	{"ondersteuning", N_("Support at school"), PHASE_BIT(SIGNAL) | PHASE_BIT(APPLICATION) | PHASE_BIT(KNOOPPUNT)},
	{"startklas", N_("Startklas or other group"), 0},
	{"tlv", N_("Request for a TLV"), 0},
	{"terug", N_("Going back"), PHASE_BIT(STARTKLAS)},
	{"nazorg", N_("Aftercare"), PHASE_BIT(SIGNAL) | PHASE_BIT(APPLICATION) | PHASE_BIT(KNOOPPUNT) | PHASE_BIT(SUPPORT) |
	                                PHASE_BIT(STARTKLAS) | PHASE_BIT(BACK)},
};
enum { ALL_STATIONS = sizeof stations / sizeof *stations };
_Static_assert((int)ALL_STATIONS <= (int)STATIONS_MAX, "the caller's array holds all stations");

size_t route_stations(struct speak sp, const struct row *r, bool (*been)(const void *ctx, const char *phase),
                      const void *ctx, struct ui_station out[STATIONS_MAX], const char *codes[STATIONS_MAX])
{
	/* Also where it was before it went back to where it is now. */
	static const enum ui_stop order[] = {STOP_DONE, STOP_NOW, STOP_TODO};
	struct str phase = text(r, ROUTE_PHASE);
	uint32_t now = UINT32_C(1) << flow_state(r);
	size_t n = 0;
	if (route_is_pupil(r))
		return 0;
	for (size_t s = 0; s < sizeof order / sizeof *order; s++)
		for (size_t i = 0; i < ALL_STATIONS; i++) {
			bool here = str_is(phase, stations[i].phase), ahead = (stations[i].ahead & now) != 0;
			enum ui_stop stop = here ? STOP_NOW : ahead ? STOP_TODO : STOP_DONE;
			if (stop != order[s] || (stop == STOP_DONE && !been(ctx, stations[i].phase)))
				continue;
			codes[n] = stations[i].phase;
			out[n++] = (struct ui_station){.stop = stop, .name = tr(sp, stations[i].name)};
		}
	return n;
}

const char *child_path(struct arena *a, const struct row *r, const char *below)
{
	return str_printf(a, "/kind/" STR_FMT "%s", STR_ARG(r->pid), below).p;
}

int32_t next_monday(int32_t date)
{
	return date + 8 - date_weekday(date);
}

int32_t route_today(const struct req *req)
{
	return instant_date(req->act.now);
}

struct str route_shown(struct req *req, const struct row *r, enum route_field f)
{
	const struct field *field = &route_fields[f];
	return field->type->show(req->act.a, req->act.speak, field, row_val(r, field));
}

const struct list *route_list(int id)
{
	for (size_t i = 0; i < rec_route.n_lists; i++)
		if (rec_route.lists[i].id == id)
			return &rec_route.lists[i];
	BUG("no list %d", id);
}
