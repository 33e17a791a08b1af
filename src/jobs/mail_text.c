#include "mail_text.h"

#include "buf.h"
#include "date.h"

enum { TEXT_MAX = 16 * 1024, OPENING = 4 };

/* `says` stands under the greeting; {n} is the minutes, {when} the moment it was about. */
static const struct {
	const char *subject;
	const char *says[OPENING];
	const char *path; /* where to go; NULL: nowhere */
	bool help;        /* whom to call */
	bool never;       /* that a password is never asked */
} texts[NOTICE__N] = {
	[NOTICE_NONE] = {NULL},
	[NOTICE_WAITING] = {
		.subject = N_("Something is ready for you in Thuisnabij"),
		.says = {N_("Something is ready for you in Thuisnabij. You need about {n} minutes.")},
		.path = "", .help = true, .never = true,
	},
	[NOTICE_DIGEST] = {
		.subject = N_("Your day in Thuisnabij"),
		.says = {N_("This is how your day in Thuisnabij looks.")},
		.path = "",
	},
	[NOTICE_INVITATION] = {
		.subject = N_("You are invited to Thuisnabij"),
		.says = {N_("You can make an account in Thuisnabij. You need about {n} minutes.")},
		.path = "/uitnodiging", .help = true, .never = true,
	},
	[NOTICE_SIGNED_IN] = {
		.subject = N_("Signed in to Thuisnabij on another device"),
		.says = {N_("On {when} someone signed in with your name on a device that we had not seen before."),
			N_("Was that you? Then you need not do anything."),
			N_("Was it not you? Change your password at once, and sign out everywhere else.")},
		.path = "/account", .help = true, .never = true,
	},
	[NOTICE_PASSWORD] = {
		.subject = N_("Your password for Thuisnabij was changed"),
		.says = {N_("On {when} your password was changed."), N_("Was that you? Then you need not do anything."),
			N_("Was it not you? Call at once.")},
		.help = true, .never = true,
	},
	[NOTICE_SECOND_STEP] = {
		.subject = N_("Your second step for Thuisnabij was changed"),
		.says = {N_("On {when} the second step of signing in was changed."),
			N_("Was that you? Then you need not do anything."), N_("Was it not you? Call at once.")},
		.help = true, .never = true,
	},
	[NOTICE_TEST] = {
		.subject = N_("A test of mail from Thuisnabij"),
		.says = {N_("This mail was asked for by you, to see whether mail arrives. It does.")},
	},
};

static const struct {
	const char *says;
} counted[DIGEST__N] = {
	[DIGEST_TODAY] = {N_("To be done today: {n}")},
	[DIGEST_LATE] = {N_("Too late: {n}")},
	[DIGEST_WEEK] = {N_("Later this week: {n}")},
	[DIGEST_TALKS] = {N_("Talks and visits today: {n}")},
};

const char *mail_subject(const struct mail_facts *f)
{
	return tr(f->speak, texts[f->kind].subject);
}

static const char *filled(struct arena *a, const struct mail_facts *f, const char *english)
{
	if (strstr(english, "{when}") != NULL)
		return tr_fill(a, f->speak, english, TR_SLOTS({"when", tr_date_time(a, f->speak.lang, f->made)})).p;
	if (strstr(english, "{n}") != NULL)
		return tr_fill(a, f->speak, english, TR_SLOTS({"n", tr_number(a, f->speak.lang, f->minutes)})).p;
	return tr(f->speak, english);
}

static struct str until(struct arena *a, const struct mail_facts *f)
{
	return tr_fill(a, f->speak, N_("Please do it on or before {date}."),
	               TR_SLOTS({"date", tr_date(a, f->speak.lang, f->by, DATE_LONG)}));
}

static struct str whom_to_call(struct arena *a, const struct mail_facts *f)
{
	return tr_fill(a, f->speak, N_("Does it not work? Call {phone}."), TR_SLOTS({"phone", f->phone}));
}

size_t mail_letter(struct arena *a, const struct mail_facts *f, const char *out[LETTER_LINES])
{
	size_t n = 0;
	for (size_t i = 0; i < OPENING && texts[f->kind].says[i] != NULL; i++)
		out[n++] = filled(a, f, texts[f->kind].says[i]);
	if (f->by != 0)
		out[n++] = until(a, f).p;
	if (texts[f->kind].help && f->phone.n > 0)
		out[n++] = whom_to_call(a, f).p;
	if (texts[f->kind].never)
		out[n++] = tr(f->speak, N_("We never ask for your password."));
	return n;
}

static void paragraph(struct buf *b, struct str s)
{
	buf_str(b, s);
	buf_c(b, "\n\n");
}

static void put_counts(struct buf *b, struct arena *a, const struct mail_facts *f)
{
	for (enum digest_count i = 0; i < DIGEST__N; i++) {
		struct str n = tr_number(a, f->speak.lang, f->counts[i]);
		buf_str(b, tr_fill(a, f->speak, counted[i].says, TR_SLOTS({"n", n})));
		buf_byte(b, '\n');
	}
	buf_byte(b, '\n');
}

/* Each address on a line of its own, so that every reader makes a link of the whole of it. */
static void put_way(struct buf *b, struct arena *a, const struct mail_facts *f)
{
	if (f->kind == NOTICE_INVITATION) {
		paragraph(b, tr_fill(a, f->speak, N_("Your code is {code}. You can use it once."),
		                     TR_SLOTS({"code", f->code})));
		buf_c(b, tr(f->speak, N_("Go to this address and type the code:")));
	} else {
		buf_c(b, tr(f->speak, N_("Go to this address:")));
	}
	buf_printf(b, "\n" STR_FMT "%s\n\n", STR_ARG(f->site), texts[f->kind].path);
}

struct str mail_text(struct arena *a, const struct mail_facts *f)
{
	struct buf b;
	buf_init(&b, a, TEXT_MAX);
	for (size_t i = 0; i < OPENING && texts[f->kind].says[i] != NULL; i++)
		paragraph(&b, str_from(filled(a, f, texts[f->kind].says[i])));
	if (f->kind == NOTICE_DIGEST)
		put_counts(&b, a, f);
	if (f->by != 0)
		paragraph(&b, until(a, f));
	if (texts[f->kind].path != NULL)
		put_way(&b, a, f);
	if (texts[f->kind].help && f->phone.n > 0)
		paragraph(&b, whom_to_call(a, f));
	if (texts[f->kind].never)
		paragraph(&b, str_from(tr(f->speak, N_("We never ask for your password."))));
	buf_c(&b, "-- \nThuisnabij\n");
	return buf_view(&b);
}
