/* Outside of the box: its answer is looked at as what a stranger sends. */
#include "oso_wire.h"

#include "date.h"
#include "utf8.h"

enum { FACTS_MAX = 600, FILES_MAX = 100, LEFT_MAX = 100, NAME_BYTES = 200, TEXT_BYTES = 8000 };

struct taking {
	struct ipc_reader r;
	struct arena *a;
	struct oso_fact facts[FACTS_MAX];
	struct oso_file files[FILES_MAX];
	struct oso_fault faults[OSO_FAULTS_SHOWN];
	struct str left[LEFT_MAX];
	bool failed;
};

static struct str text(struct taking *t, enum text_kind kind, size_t max)
{
	struct str s = ipc_get_str(&t->r), clean = {0};
	if (s.n > max || (s.n > 0 && utf8_clean(t->a, s, kind, &clean) != OK))
		t->failed = true;
	return clean;
}

static struct str line(struct taking *t)
{
	return text(t, TEXT_LINE, NAME_BYTES * 4);
}

static int32_t day(struct taking *t)
{
	int64_t d = ipc_get_i64(&t->r);
	if (d < INT32_MIN || d > INT32_MAX)
		t->failed = true;
	return t->failed ? 0 : (int32_t)d;
}

static enum oso_section section(struct taking *t)
{
	uint32_t s = ipc_get_u32(&t->r);
	if (s >= OSO_SECTIONS)
		t->failed = true;
	return t->failed ? OSO_OTHER : (enum oso_section)s;
}

static const char *rule_of(struct taking *t)
{
	struct str s = line(t);
	const char *rule = oso_fault_rule(s);
	if (rule == NULL)
		t->failed = true;
	return rule;
}

static void take_child(struct taking *t, struct oso_dossier *d)
{
	struct str *const to[OSO_CHILD_TEXTS] = {
		[OSO_GIVEN] = &d->given, [OSO_PREFIX] = &d->prefix, [OSO_FAMILY] = &d->family, [OSO_PC4] = &d->pc4,
		[OSO_BRIN] = &d->brin, [OSO_LOCATION] = &d->location, [OSO_SCHOOL] = &d->school,
		[OSO_TRANSFER] = &d->transfer,
	};
	for (size_t i = 0; i < OSO_CHILD_TEXTS; i++)
		*to[i] = line(t);
	d->born = day(t);
	d->made = day(t);
	d->secret = ipc_get_u32(&t->r) != 0;
}

/* One statement each: what is read must be read in the order in which it was written. */
static void take_fault(struct taking *t, struct oso_fault *f)
{
	f->rule = rule_of(t);
	f->where = line(t);
	f->line = ipc_get_u32(&t->r);
}

static void take_fact(struct taking *t, struct oso_fact *f)
{
	f->section = section(t);
	f->title = line(t);
	f->text = text(t, TEXT_LINES, TEXT_BYTES);
	f->by = line(t);
	f->on = day(t);
}

static void take_file(struct taking *t, struct oso_file *f)
{
	f->section = section(t);
	f->name = line(t);
	f->about = line(t);
	f->broken = ipc_get_u32(&t->r) != 0;
	f->bytes = ipc_get_str(&t->r);
}

static void take_one(struct taking *t, struct oso_dossier *d)
{
	uint32_t mark = ipc_get_u32(&t->r);
	if (mark == OSO_WIRE_FAULT && d->n_faults < OSO_FAULTS_SHOWN)
		take_fault(t, &t->faults[d->n_faults++]);
	else if (mark == OSO_WIRE_CHILD)
		take_child(t, d);
	else if (mark == OSO_WIRE_FACT && d->n_facts < FACTS_MAX)
		take_fact(t, &t->facts[d->n_facts++]);
	else if (mark == OSO_WIRE_FILE && d->n_files < FILES_MAX)
		take_file(t, &t->files[d->n_files++]);
	else if (mark == OSO_WIRE_LEFT && d->n_left < LEFT_MAX)
		t->left[d->n_left++] = line(t);
	else
		t->failed = true;
}

enum err oso_take(struct arena *a, struct str answer, struct oso_dossier *out)
{
	struct taking *t = ARENA_NEW(a, struct taking);
	*t = (struct taking){.r = {.left = answer}, .a = a};
	*out = (struct oso_dossier){.facts = t->facts, .files = t->files, .left = t->left, .faults = t->faults};
	while (!t->failed && !t->r.failed && t->r.left.n > 0)
		take_one(t, out);
	bool child = out->given.n > 0 && out->family.n > 0 && out->born != 0;
	return t->failed || t->r.failed || child == (out->n_faults > 0) ? ERR_INVALID : OK;
}
