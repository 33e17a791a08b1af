#include "duty_parse.h"

#include "boxed.h"
#include "document.h"
#include "oso.h"
#include "roster.h"

enum { ECHO_MAX = 1 << 20, TABLE_BYTES = 384 << 20 };

static enum err echo(struct arena *a)
{
	struct str in;
	enum err e = boxed_input(DUTY_FD_WORK, a, ECHO_MAX, &in);
	return e == OK ? boxed_answer(DUTY_FD_WORK, in) : e;
}

static enum err table(enum err (*reader)(struct arena *a, struct str bytes, struct str *answer))
{
	struct str in, answer;
	struct arena *own = arena_new(TABLE_BYTES);
	enum err e = boxed_input(DUTY_FD_WORK, own, IMPORT_BYTES_MAX, &in);
	if (e == ERR_TOO_BIG) {
		struct import_writer *w = import_writer_new(own, 64);
		import_write_fault(w, CSV_TOO_LARGE, 0);
		return boxed_answer(DUTY_FD_WORK, import_written(w));
	}
	if (e == OK)
		e = reader(own, in, &answer);
	return e == OK ? boxed_answer(DUTY_FD_WORK, answer) : e;
}

static enum err csv(struct arena *a)
{
	(void)a;
	return table(import_box_csv);
}

static enum err edexml(struct arena *a)
{
	(void)a;
	return table(roster_box_edexml);
}

static enum err oso(struct arena *a)
{
	struct str in, answer;
	struct arena *own = arena_new(TABLE_BYTES);
	(void)a;
	enum err e = boxed_input(DUTY_FD_WORK, own, OSO_BYTES_MAX, &in);
	if (e == OK)
		e = oso_box(own, in, &answer);
	return e == OK ? boxed_answer(DUTY_FD_WORK, answer) : e;
}

static enum err document(struct arena *a)
{
	struct str in, answer;
	struct arena *own = arena_new(TABLE_BYTES);
	enum err e = boxed_input(DUTY_FD_WORK, own, DOCUMENT_BYTES_MAX, &in);
	if (e == OK)
		e = document_box_look(a, in, &answer);
	return e == OK ? boxed_answer(DUTY_FD_WORK, answer) : e;
}

static enum err (*const kinds[BOXED__N])(struct arena *a) = {
	[BOXED_ECHO] = echo,
	[BOXED_CSV] = csv,
	[BOXED_EDEXML] = edexml,
	[BOXED_OSO] = oso,
	[BOXED_DOCUMENT] = document,
};

int parse_work(struct duty_run *run)
{
	struct ipc_head head;
	struct str body;
	char room[16];
	duty_seal(run);
	if (ipc_recv(DUTY_FD_CONTROL, 1000, &head, room, sizeof room, &body, NULL) != OK)
		return 1;
	struct ipc_reader r = {.left = body};
	uint32_t kind = ipc_get_u32(&r);
	if (!ipc_read_all(&r) || kind >= BOXED__N || kinds[kind] == NULL)
		return 1;
	return kinds[kind](run->arena) == OK ? 0 : 1;
}
