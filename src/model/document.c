/* What a file is, by its content. Every reader gets a slice and stays in it. */
#include "document.h"

#include "boxed.h"
#include "buf.h"
#include "utf8.h"

enum { TEXT_BYTES_MAX = 2 << 20, TAIL = 2048, FTYP_MAX = 256, BRAND = 4, OGG_HEAD = 27 };

const struct document_kind document_kinds[DOCUMENT_TYPES] = {
	[DOCUMENT_UNKNOWN] = {"", "", "application/octet-stream", {NULL}},
	[DOCUMENT_PDF] = {"pdf", N_("PDF"), "application/pdf", {"pdf", NULL}},
	[DOCUMENT_PNG] = {"png", N_("Picture (PNG)"), "image/png", {"png", NULL}},
	[DOCUMENT_JPEG] = {"jpeg", N_("Picture (JPEG)"), "image/jpeg", {"jpg", "jpeg", "jfif", NULL}},
	[DOCUMENT_WAV] = {"wav", N_("Recording (WAV)"), "audio/wav", {"wav", NULL}},
	[DOCUMENT_WEBM] = {"webm", N_("Recording (WebM)"), "audio/webm", {"webm", "weba", NULL}},
	[DOCUMENT_M4A] = {"m4a", N_("Recording (M4A)"), "audio/mp4", {"m4a", "mp4", NULL}},
	[DOCUMENT_MP3] = {"mp3", N_("Recording (MP3)"), "audio/mpeg", {"mp3", NULL}},
	[DOCUMENT_OGG] = {"ogg", N_("Recording (Ogg)"), "audio/ogg", {"ogg", "opus", "oga", NULL}},
	[DOCUMENT_DOCX] = {"docx", N_("Word document"),
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document", {"docx", NULL}},
	[DOCUMENT_XLSX] = {"xlsx", N_("Spreadsheet"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		{"xlsx", NULL}},
	[DOCUMENT_TEXT] = {"text", N_("Text"), "text/plain; charset=utf-8", {"txt", "csv", "md", NULL}},
};

static const char *const fault_texts[DOCUMENT_FAULTS] = {
	[DOCUMENT_FINE] = "",
	[DOCUMENT_NONE] = N_("Choose a file"),
	[DOCUMENT_EMPTY] = N_("This file is empty. Choose another one"),
	[DOCUMENT_BIG] = N_("This file is larger than {max}. Make it smaller, or hand it in in parts"),
	[DOCUMENT_OTHER] = N_("We cannot take this kind of file. Save it as a PDF, and choose it again"),
	[DOCUMENT_DISGUISED] =
		N_("The name of this file says something else than what is in it. Save it anew as a PDF, and choose it again"),
	[DOCUMENT_MACROS] = N_("There is a program (macro) in this file. Save it as a PDF, and choose it again"),
	[DOCUMENT_CUT_OFF] = N_("This file is not whole. Open it to see if it is right, save it anew, and choose it again"),
	[DOCUMENT_LONG] = N_("This recording takes longer than three minutes. Record it again, and stop within three "
	                     "minutes. Send what is left as a second recording"),
};

const char *document_fault_text(enum document_fault f)
{
	return f < DOCUMENT_FAULTS ? fault_texts[f] : "";
}

enum document_type document_type_code(struct str code)
{
	for (enum document_type t = DOCUMENT_UNKNOWN + 1; t < DOCUMENT_TYPES; t++)
		if (str_is(code, document_kinds[t].code))
			return t;
	return DOCUMENT_UNKNOWN;
}

static bool holds(struct str s, const char *what, size_t n)
{
	return s.n >= n && memmem(s.p, s.n, what, n) != NULL;
}

static struct str front(struct str s, size_t n)
{
	return (struct str){s.p, s.n < n ? s.n : n};
}

static struct str back(struct str s, size_t n)
{
	return s.n <= n ? s : (struct str){s.p + s.n - n, n};
}

static unsigned byte_at(struct str s, size_t i)
{
	return i < s.n ? (unsigned char)s.p[i] : 0;
}

/* ---- each kind ---- */

static const struct document_found other = {.fault = DOCUMENT_OTHER};

static struct document_found is(enum document_type t, bool whole)
{
	return (struct document_found){.type = t, .fault = whole ? DOCUMENT_FINE : DOCUMENT_CUT_OFF};
}

static bool starts_pdf(struct str s)
{
	return str_starts(s, S("%PDF-1.")) || str_starts(s, S("%PDF-2."));
}

static struct document_found look_pdf(struct str s)
{
	return is(DOCUMENT_PDF, holds(back(s, TAIL), "%%EOF", 5));
}

static bool starts_png(struct str s)
{
	return str_starts(s, S("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
}

static struct document_found look_png(struct str s)
{
	return is(DOCUMENT_PNG, holds(back(s, 12), "IEND\xae\x42\x60\x82", 8));
}

static bool starts_jpeg(struct str s)
{
	return str_starts(s, S("\xff\xd8\xff")) && s.n > 20;
}

static struct document_found look_jpeg(struct str s)
{
	return is(DOCUMENT_JPEG, holds(s, "\xff\xd9", 2)); /* telephones write more behind the end */
}

static bool starts_wav(struct str s)
{
	return str_starts(s, S("RIFF")) && s.n > 44 && memcmp(s.p + 8, "WAVE", 4) == 0;
}

static bool starts_webm(struct str s)
{
	return str_starts(s, S("\x1a\x45\xdf\xa3")) && holds(front(s, 64), "webm", 4);
}

/* The first box names what it may be read as. */
static bool starts_m4a(struct str s)
{
	size_t n = byte_at(s, 2) << 8 | byte_at(s, 3);
	return s.n >= 16 && byte_at(s, 0) == 0 && byte_at(s, 1) == 0 && memcmp(s.p + 4, "ftyp", 4) == 0 && n <= FTYP_MAX;
}

/* A recording names M4A there, or has sound and no pictures: some telephones name it as a film. */
static bool names_m4a(struct str s)
{
	struct str box = front(s, byte_at(s, 2) << 8 | byte_at(s, 3));
	for (size_t i = 8; i + BRAND <= box.n; i += BRAND)
		if (memcmp(box.p + i, "M4A ", BRAND) == 0 || memcmp(box.p + i, "M4B ", BRAND) == 0)
			return true;
	return false;
}

static struct document_found look_m4a(struct str s)
{
	if (names_m4a(s) || document_mp4_sounds(s))
		return is(DOCUMENT_M4A, true);
	return other;
}

/* Its first page begins a stream of sound. */
static bool starts_ogg(struct str s)
{
	size_t at = OGG_HEAD + byte_at(s, OGG_HEAD - 1);
	struct str in = at >= s.n ? (struct str){0} : (struct str){s.p + at, s.n - at};
	return str_starts(s, S("OggS")) && (str_starts(in, S("OpusHead")) || str_starts(in, S("\1vorbis")));
}

/* A tag, or a frame of layer III with a bit rate and a sampling rate that exist. */
static bool starts_mp3(struct str s)
{
	unsigned two = byte_at(s, 1), three = byte_at(s, 2);
	if (str_starts(s, S("ID3")) && s.n > 128)
		return true;
	bool rates = (three & 0xf0) != 0xf0 && (three & 0xf0) != 0 && (three & 0x0c) != 0x0c;
	return s.n > 128 && byte_at(s, 0) == 0xff && (two & 0xe6) == 0xe2 && rates;
}

/* ---- Office files: a ZIP; only its table of contents is read, nothing is unpacked ---- */

enum { ZIP_END = 22, ZIP_ENTRY = 46, ZIP_COMMENT = 65535, ZIP_ENTRIES = 5000 };

static bool starts_zip(struct str s)
{
	return str_starts(s, S("PK\x03\x04"));
}

static uint32_t le(struct str s, size_t at, size_t n)
{
	uint32_t v = 0;
	for (size_t i = n; i > 0; i--)
		v = v << 8 | byte_at(s, at + i - 1);
	return v;
}

/* Where the table of contents is; empty: there is none. */
static struct str zip_table(struct str s)
{
	struct str tail = back(s, ZIP_END + ZIP_COMMENT);
	for (size_t i = tail.n; i >= ZIP_END; i--) {
		size_t at = i - ZIP_END;
		if (memcmp(tail.p + at, "PK\x05\x06", 4) != 0)
			continue;
		struct str end = {tail.p + at, tail.n - at};
		uint32_t size = le(end, 12, 4), from = le(end, 16, 4);
		if (from > s.n || size > s.n - from)
			return (struct str){0};
		return (struct str){s.p + from, size};
	}
	return (struct str){0};
}

static bool ends_with(struct str s, const char *with)
{
	struct str w = str_from(with);
	return s.n >= w.n && str_eq_ascii_case((struct str){s.p + s.n - w.n, w.n}, w);
}

static struct document_found look_zip(struct str s)
{
	struct str left = zip_table(s);
	bool types = false, word = false, sheet = false;
	if (left.n == 0)
		return other;
	for (size_t i = 0; i < ZIP_ENTRIES && left.n >= ZIP_ENTRY && memcmp(left.p, "PK\x01\x02", 4) == 0; i++) {
		size_t name = le(left, 28, 2), all = ZIP_ENTRY + name + le(left, 30, 2) + le(left, 32, 2);
		if (all > left.n || (le(left, 8, 2) & 1) != 0)
			return other;
		struct str entry = {left.p + ZIP_ENTRY, name};
		if (ends_with(entry, "vbaProject.bin") || ends_with(entry, ".exe") || ends_with(entry, ".js"))
			return (struct document_found){.fault = DOCUMENT_MACROS};
		types = types || str_is(entry, "[Content_Types].xml");
		word = word || str_is(entry, "word/document.xml");
		sheet = sheet || str_is(entry, "xl/workbook.xml");
		left = (struct str){left.p + all, left.n - all};
	}
	if (left.n > 0 || !types || word == sheet)
		return other;
	return is(word ? DOCUMENT_DOCX : DOCUMENT_XLSX, true);
}

/* ---- text: what no program takes for anything else ---- */

static bool starts_text(struct str s)
{
	if (s.n > TEXT_BYTES_MAX || !utf8_valid(s))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned c = (unsigned char)s.p[i];
		if ((c < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7f)
			return false;
	}
	return true;
}

/* Pages and scripts in the clothes of a text: whoever saves the download under another name would run them. */
static struct document_found look_text(struct str s)
{
	struct str t = str_trim(str_starts(s, S("\xef\xbb\xbf")) ? (struct str){s.p + 3, s.n - 3} : s);
	bool runs = str_starts(t, S("<")) || str_starts(t, S("#!")) || str_starts(t, S("{\\rtf")) || str_starts(t, S("%!"));
	if (t.n == 0)
		return (struct document_found){.fault = DOCUMENT_EMPTY};
	return runs ? other : is(DOCUMENT_TEXT, true);
}

static const struct {
	bool (*starts)(struct str s);
	enum document_type type;                       /* where its start says enough */
	struct document_found (*look)(struct str s);
} looks[] = {
	{starts_pdf, DOCUMENT_PDF, look_pdf}, {starts_png, DOCUMENT_PNG, look_png},
	{starts_jpeg, DOCUMENT_JPEG, look_jpeg}, {starts_wav, DOCUMENT_WAV, NULL}, {starts_webm, DOCUMENT_WEBM, NULL},
	{starts_m4a, DOCUMENT_M4A, look_m4a}, {starts_ogg, DOCUMENT_OGG, NULL}, {starts_mp3, DOCUMENT_MP3, NULL},
	{starts_zip, DOCUMENT_UNKNOWN, look_zip}, {starts_text, DOCUMENT_TEXT, look_text},
};

static struct document_found look(struct str bytes)
{
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		if (looks[i].starts(bytes))
			return looks[i].look == NULL ? is(looks[i].type, true) : looks[i].look(bytes);
	return other;
}

struct document_found document_look(struct str bytes)
{
	struct document_found f = bytes.n == 0 ? (struct document_found){.fault = DOCUMENT_EMPTY} : look(bytes);
	f.length = document_length(f.type, bytes);
	return f;
}

bool document_named(enum document_type t, struct str name)
{
	size_t dot = name.n;
	while (dot > 0 && name.p[dot - 1] != '.')
		dot--;
	struct str ending = {name.p + dot, name.n - dot};
	if (dot == 0 || ending.n > 5 || str_find(ending, ' ') < ending.n)
		return true; /* "Verslag 3. Lezen" has no ending */
	for (size_t i = 0; document_kinds[t].endings[i] != NULL; i++)
		if (str_eq_ascii_case(ending, str_from(document_kinds[t].endings[i])))
			return true;
	return false;
}

/* ---- in a box: its type, its fault and its length ---- */

enum { ANSWER_LENGTH = 2, ANSWER = ANSWER_LENGTH + 4 };

static bool answer_take(struct str answer, struct document_found *out)
{
	uint32_t length = le(answer, ANSWER_LENGTH, ANSWER - ANSWER_LENGTH);
	if (answer.n != ANSWER || byte_at(answer, 0) >= DOCUMENT_TYPES || byte_at(answer, 1) >= DOCUMENT_FAULTS ||
	    length > DOCUMENT_LENGTH_MAX)
		return false;
	*out = (struct document_found){(enum document_type)answer.p[0], (enum document_fault)answer.p[1], length};
	return true;
}

enum err document_box_look(struct arena *a, struct str bytes, struct str *answer)
{
	struct document_found f = document_look(bytes);
	struct buf b;
	buf_init(&b, a, ANSWER);
	buf_byte(&b, (char)f.type);
	buf_byte(&b, (char)f.fault);
	for (size_t i = 0; i < ANSWER - ANSWER_LENGTH; i++)
		buf_byte(&b, (char)(f.length >> 8 * i));
	*answer = buf_view(&b);
	return OK;
}

enum err document_look_boxed(struct boxed *b, struct arena *a, struct str bytes, struct document_found *out)
{
	struct str answer;
	*out = document_look((struct str){0});
	if (bytes.n == 0)
		return OK;
	if (b == NULL) {
		*out = document_look(bytes);
		return OK;
	}
	enum err e = boxed_run(b, BOXED_DOCUMENT, bytes, a, 16, &answer);
	if (e != OK || !answer_take(answer, out))
		*out = other;
	/* The look was stopped: whatever it is, it is not taken. */
	return e == ERR_INVALID || e == ERR_TOO_BIG ? OK : e;
}
