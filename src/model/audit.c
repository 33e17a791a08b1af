#include "audit.h"

#include "audit_chain.h"
#include "rand.h"

#include <stdlib.h>

enum { GROUP_BYTES = 8 << 20, SALT_BYTES = 16 };

static const struct stmt stmt_group = {
	"INSERT INTO change_group (id, pid, at, account, role, door, done, undo_until, undone_at, undoes, source,"
	" source_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11)",
	"itiitttiitt", ""};
static const struct stmt stmt_value = {
	"INSERT INTO change_value (change_group, record, record_id, field, old, new, old_sealed, new_sealed, salt, digest)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	"ititttbbbb", ""};
static const struct stmt stmt_erase = {
	"UPDATE change_value SET old = NULL, new = NULL, old_sealed = NULL, new_sealed = NULL, salt = NULL"
	" WHERE record = $1 AND record_id = $2 AND substr(field, 1, 1) <> $3 AND salt IS NOT NULL",
	"tit", ""};
static const struct stmt stmt_erase_field = {
	"UPDATE change_value SET old = NULL, new = NULL, old_sealed = NULL, new_sealed = NULL, salt = NULL"
	" WHERE record = $1 AND record_id = $2 AND field = $3 AND salt IS NOT NULL",
	"tit", ""};
static const struct stmt stmt_head = {"SELECT n, link FROM change_link WHERE chain = $1 ORDER BY n DESC LIMIT 1", "i",
				      "ib"};
static const struct stmt stmt_link = {"INSERT INTO change_link (chain, n, change_group, link) VALUES ($1, $2, $3, $4)",
				      "iiib", ""};

/* A value of the act, as the group hashes it. */
struct part {
	struct str record, field;
	int64_t id;
	struct link digest;
};

/* What a connection remembers between two acts: where its chain stands. */
struct head {
	bool known;
	int64_t n;
	struct link link;
};
_Static_assert(sizeof(struct head) <= CONN_NOTE, "the head fits beside a connection");

struct audit {
	struct arena *a;
	struct audit_group group;
	struct str seed;
	struct part *parts;
	size_t n, cap;
	struct head head; /* after this act */
};

void audit_hash_group(struct buf *b, int64_t chain, int64_t n, const struct audit_group *g)
{
	chain_int(b, chain);
	chain_int(b, n);
	chain_int(b, g->id);
	chain_text(b, g->pid);
	chain_int(b, g->at);
	chain_int(b, g->account);
	chain_text(b, g->role);
	chain_text(b, g->door);
	chain_text(b, g->done);
	chain_int(b, g->undo_until);
	chain_int(b, g->undoes);
	chain_text(b, g->source);
	chain_text(b, g->source_on);
}

void audit_hash_part(struct buf *b, struct str record, int64_t id, struct str field, const struct link *digest)
{
	chain_text(b, record);
	chain_int(b, id);
	chain_text(b, field);
	chain_text(b, link_str(digest));
}

static void hash_val(struct buf *b, struct val v)
{
	chain_int(b, v.type != VAL_NULL);
	chain_text(b, v.s);
}

struct link audit_digest(struct arena *a, struct str salt, struct val old, struct val new)
{
	struct buf b;
	buf_init(&b, a, old.s.n + new.s.n + 64);
	hash_val(&b, old);
	hash_val(&b, new);
	return chain_digest(salt, buf_view(&b));
}

struct audit *audit_group(struct arena *a, struct batch *b, const struct audit_group *g, struct str seed)
{
	struct audit *audit = ARENA_NEW(a, struct audit);
	*audit = (struct audit){.a = a, .group = *g, .seed = seed};
	batch_put(b, &stmt_group,
		  DB_ARGS(val_int(g->id), val_text(g->pid), val_int(g->at), val_int(g->account), val_text(g->role),
			  val_text(g->door), val_text(g->done), val_int(g->undo_until), val_int(g->undoes),
			  val_text(g->source), val_text(g->source_on)));
	return audit;
}

static struct str fresh_salt(const struct audit *audit)
{
	char *salt = arena_alloc(audit->a, SALT_BYTES);
	rand_bytes(salt, SALT_BYTES);
	if (audit->seed.n > 0) {
		static const char key[SALT_BYTES] = "salt of demo";
		struct str what = str_printf(audit->a, STR_FMT " %zu", STR_ARG(audit->seed), audit->n);
		struct link l = chain_digest((struct str){key, SALT_BYTES}, what);
		memcpy(salt, l.b, SALT_BYTES);
	}
	return (struct str){salt, SALT_BYTES};
}

static void part_add(struct audit *audit, struct part p)
{
	if (audit->n == audit->cap) {
		size_t cap = audit->cap == 0 ? 16 : audit->cap * 2;
		struct part *parts = ARENA_ARRAY(audit->a, struct part, cap);
		if (audit->n > 0)
			memcpy(parts, audit->parts, audit->n * sizeof *parts);
		audit->parts = parts;
		audit->cap = cap;
	}
	audit->parts[audit->n++] = p;
}

/* Text stands in one column and what is sealed in another: each refuses the other. */
static struct val as(enum val_type type, struct val v)
{
	return v.type == type ? v : val_null();
}

void audit_value(struct audit *audit, struct batch *b, struct str record, int64_t id, struct str field, struct val old,
		 struct val new)
{
	struct str salt = fresh_salt(audit);
	struct part p = {record, field, id, audit_digest(audit->a, salt, old, new)};
	part_add(audit, p);
	batch_put(b, &stmt_value,
		  DB_ARGS(val_int(audit->group.id), val_text(record), val_int(id), val_text(field), as(VAL_TEXT, old),
			  as(VAL_TEXT, new), as(VAL_BLOB, old), as(VAL_BLOB, new), val_blob(salt),
			  val_blob(str_copy(audit->a, link_str(&p.digest)))));
}

enum err audit_erase(struct audit *audit, struct conn *c, struct str record, int64_t id, struct str field)
{
	const struct rows *gone;
	struct str which = field.n > 0 ? field : S(AUDIT_ERASED);
	enum err e = db_exec(c, audit->a, field.n > 0 ? &stmt_erase_field : &stmt_erase,
	                     DB_ARGS(val_text(record), val_int(id), val_text(which)), &gone);
	if (e != OK)
		return e;
	struct batch *b = batch_new(c, audit->a);
	audit_value(audit, b, record, id, str_printf(audit->a, AUDIT_ERASED STR_FMT, STR_ARG(field)), val_null(),
		    val_text(str_printf(audit->a, "%lld", (long long)gone->changed)));
	return batch_run(b);
}

/* As both databases order them: by bytes. */
static int part_order(const void *x, const void *y)
{
	const struct part *p = x, *q = y;
	int c = str_cmp(p->record, q->record);
	if (c == 0)
		c = p->id < q->id ? -1 : p->id > q->id;
	return c != 0 ? c : str_cmp(p->field, q->field);
}

static enum err head_read(struct conn *c, struct arena *a, int64_t chain, struct head *out)
{
	const struct rows *r;
	*out = (struct head){.n = 0};
	enum err e = db_exec(c, a, &stmt_head, DB_ARGS(val_int(chain)), &r);
	if (e == OK && r->n == 1) {
		out->n = rows_int(r, 0, 0);
		/* A head of another length is no link of ours: what follows it hashes zeros, and the proof says so. */
		(void)!link_from(rows_text(r, 0, 1), &out->link);
	}
	return e;
}

enum err audit_link(struct audit *audit, struct conn *c)
{
	struct head *kept = conn_note(c), head = *kept;
	const int64_t writer = conn_writer(c), chain = writer == 0 ? 1 : writer;
	enum err e = OK;
	/* Other connections write in the only chain of one writer. */
	if (!head.known || writer == 0)
		e = head_read(c, audit->a, chain, &head);
	if (e != OK)
		return e;
	struct buf b;
	buf_init(&b, audit->a, GROUP_BYTES);
	head.n++;
	audit_hash_group(&b, chain, head.n, &audit->group);
	if (audit->n > 1)
		qsort(audit->parts, audit->n, sizeof *audit->parts, part_order);
	for (size_t i = 0; i < audit->n; i++)
		audit_hash_part(&b, audit->parts[i].record, audit->parts[i].id, audit->parts[i].field,
				&audit->parts[i].digest);
	chain_int(&b, (int64_t)audit->n);
	if (b.failed)
		BUG("an act of %zu values", audit->n);
	head.link = chain_next(&head.link, buf_view(&b));
	head.known = true;
	audit->head = head;
	e = db_exec(c, audit->a, &stmt_link,
		    DB_ARGS(val_int(chain), val_int(head.n), val_int(audit->group.id), val_blob(link_str(&audit->head.link))),
		    NULL);
	if (e != ERR_CONFLICT)
		return e;
	kept->known = false; /* another process went on in this chain */
	return ERR_BUSY;
}

void audit_ended(const struct audit *audit, struct conn *c, enum err e)
{
	struct head *kept = conn_note(c);
	if (e == OK)
		*kept = audit->head;
	else if (e != ERR_BUSY)
		kept->known = false; /* whether it stands is not sure */
}
