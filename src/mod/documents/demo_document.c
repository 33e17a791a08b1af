#include "date.h"
#include "documents.h"
#include "flow.h"
#include "people.h"
#include "rand.h"
#include "route.h"

/* Files of the named children: in the dossier, in the tray, refused. What stands in them is invented like all else. */
static const struct file {
	const char *given, *family, *who, *title, *name, *words;
	enum role role;
	enum part part;
	enum document_type type;
	enum document_state state;
	int days; /* ago */
} files[] = {
	{"Noor", "Jansen", "ib1", "Verslag van de observatie in de klas", "observatie.txt",
	 "Observatie in de klas. Noor werkt twintig minuten alleen als de opdracht klein is.", ROLE_IB, PART_SCHOOL,
	 DOCUMENT_TEXT, DOCUMENT_KEPT, 20},
	{"Noor", "Jansen", "ouder2", "Brief van de logopedist", "brief logopedist.txt",
	 "Brief van de logopedist. De behandeling is klaar; Noor spreekt goed verstaanbaar.", ROLE_PARENT, PART_SCHOOL,
	 DOCUMENT_TEXT, DOCUMENT_WAITS, 2},
	{"Noor", "Jansen", "ouder2", "Wat thuis goed werkt", "thuis.txt",
	 "Thuis werkt een lijstje met plaatjes. Noor vinkt zelf af wat klaar is.\n", ROLE_PARENT, PART_STEM, DOCUMENT_TEXT,
	 DOCUMENT_KEPT, 12},
	{"Emir", "Aydin", "ouder1", "Foto van het rapport", "rapport.txt", "Deze foto was te donker om te lezen.\n",
	 ROLE_PARENT, PART_SCHOOL, DOCUMENT_TEXT, DOCUMENT_REFUSED, 6},
	{"Emir", "Aydin", "traject2", "Overzicht van de hulp", "hulp.txt",
	 "Drie uur per schoolweek, tot de voorjaarsvakantie.\n", ROLE_TRAJECT,
	 PART_SWV, DOCUMENT_TEXT, DOCUMENT_KEPT, 9},
};

/* ---- a recording ---- */

enum { RATE = 8000, NOTE_SAMPLES = 5000, LOUD = 40, MIDDLE = 128, HEAD_BYTES = 36 };

static void le(struct buf *b, uint32_t v, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_byte(b, (char)(v >> (8 * i) & 0xff));
}

/* Up and down in a straight line, and softer to its end. */
static void note(struct buf *b, int hertz)
{
	for (int i = 0; i < NOTE_SAMPLES; i++) {
		int at = i * hertz % RATE * 4 - 2 * RATE; /* -2 to 2 times RATE within each wave */
		int height = (at < 0 ? -at : at) - RATE;
		buf_byte(b, (char)(MIDDLE + height * LOUD / RATE * (NOTE_SAMPLES - i) / NOTE_SAMPLES));
	}
}

struct str demo_sound(struct arena *a)
{
	static const int notes[] = {262, 330, 392};
	enum { NOTES = sizeof notes / sizeof *notes, BYTES = NOTES * NOTE_SAMPLES };
	struct buf b;
	buf_init(&b, a, HEAD_BYTES + 8 + BYTES);
	buf_str(&b, S("RIFF"));
	le(&b, HEAD_BYTES + BYTES, 4);
	buf_str(&b, S("WAVEfmt "));
	le(&b, 16, 4); /* the length of what follows: PCM, one channel, samples and bytes a second, of one byte of 8 bits */
	le(&b, 1, 2);
	le(&b, 1, 2);
	le(&b, RATE, 4);
	le(&b, RATE, 4);
	le(&b, 1, 2);
	le(&b, 8, 2);
	buf_str(&b, S("data"));
	le(&b, BYTES, 4);
	for (size_t i = 0; i < NOTES; i++)
		note(&b, notes[i]);
	return buf_view(&b);
}

/* ---- files ---- */

static enum err refuse(struct act *act, enum part part, int64_t id)
{
	const struct record *rec = document_record(part);
	struct change *c = change_begin(act, N_("The file is not taken in"), 0);
	struct seen s = {.route = 0};
	enum err e = record_by_id(act, rec, id, &s.row);
	if (e != OK)
		return e;
	change_set(c, rec, id, &document_fields[DOCUMENT_WHY],
	           val_text(S("De foto is te donker. Wilt u het rapport meenemen naar school?")));
	change_move(c, &s, &rec->flow[DOCUMENT_REFUSE_STEP], NULL);
	return change_commit(c);
}

static enum err place(struct act *act, const struct file *f, int64_t child, int64_t *id)
{
	struct str pid;
	const struct document_new d = {
		.route = child, .part = f->part, .title = str_from(f->title), .name = str_from(f->name), .type = f->type,
		.bytes = str_from(f->words),
		.waits = f->state != DOCUMENT_KEPT, .role = f->role, .family = f->role == ROLE_PARENT,
		.account = act->viewer->account,
	};
	struct change *c = change_begin(act, N_("The file is stored"), 0);
	enum err e = document_add(c, &d, id, &pid);
	return e == OK ? change_commit(c) : e;
}

enum err demo_documents_make(struct act *act)
{
	int64_t today = act->now, id;
	struct dice dice;
	enum err e = OK;
	dice_seed(&dice, 1913);
	act->dice = &dice;
	for (size_t i = 0; e == OK && i < sizeof files / sizeof *files; i++) {
		const struct file *f = &files[i];
		struct demo_found child;
		e = demo_find_child(act, f->given, f->family, &child);
		if (e != OK || child.id == 0)
			continue;
		e = demo_act_as(act, f->who, f->role, demo_moment(today, f->days, i));
		if (e == OK)
			e = place(act, f, child.id, &id);
		if (e == OK && f->state == DOCUMENT_REFUSED)
			e = demo_act_as(act, "ib1", ROLE_IB, demo_moment(today, f->days - 1, i));
		if (e == OK && f->state == DOCUMENT_REFUSED)
			e = refuse(act, f->part, id);
	}
	act->dice = NULL;
	act->viewer = NULL;
	act->now = today;
	return e;
}
