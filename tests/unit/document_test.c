/* What a file is, by its content (model/document.h). Refusals are those of the brief on files in a dossier: disguised,
 * empty, cut off, with a program in it, of another kind. */
#include "buf.h"
#include "document.h"
#include "testing.h"

#include <stdlib.h>
#include <string.h>

struct looked {
	const char *what;
	struct str bytes, name;
	enum document_type type;
	enum document_fault fault;
	bool named;
};

/* A slice as an initialiser. */
#define B(literal) {"" literal, sizeof(literal) - 1}
#define PDF "%PDF-1.4\n1 0 obj\n%%EOF\n"
#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
#define PNG_END "\0\0\0\0IEND\xae\x42\x60\x82"
#define JPEG "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"
#define WAV "RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x44\xac\0\0\x88\x58\1\0\2\0\x10\0" "data\0\0\0\0\0\0"
#define WEBM "\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1\x42\xf7\x81\1\x42\xf2\x81\4\x42\xf3\x81\x08\x42\x82\x84webm"
#define M4A "\0\0\0\x1c" "ftypM4A \0\0\0\0isommp42"
#define MP4 "\0\0\0\x1c" "ftypisom\0\0\2\0isomiso2avc1mp41"

static const struct looked fine[] = {
	{"pdf", B(PDF), B("verslag.pdf"), DOCUMENT_PDF, DOCUMENT_FINE, true},
	{"pdf in capitals", B(PDF), B("VERSLAG.PDF"), DOCUMENT_PDF, DOCUMENT_FINE, true},
	{"pdf without an ending", B(PDF), B("verslag"), DOCUMENT_PDF, DOCUMENT_FINE, true},
	{"a dot in the name", B(PDF), B("Verslag 3. Lezen en taal"), DOCUMENT_PDF, DOCUMENT_FINE, true},
	{"png", B(PNG PNG_END), B("foto.png"), DOCUMENT_PNG, DOCUMENT_FINE, true},
	{"jpeg", B(JPEG), B("IMG_0001.JPG"), DOCUMENT_JPEG, DOCUMENT_FINE, true},
	{"wav", B(WAV), B("opname.wav"), DOCUMENT_WAV, DOCUMENT_FINE, true},
	{"webm", B(WEBM), B("opname.webm"), DOCUMENT_WEBM, DOCUMENT_FINE, true},
	{"m4a", B(M4A), B("opname.m4a"), DOCUMENT_M4A, DOCUMENT_FINE, true},
	{"text", B("Dag juf,\r\nhet gaat beter.\n"), B("brief.txt"), DOCUMENT_TEXT, DOCUMENT_FINE, true},
	{"text with an accent", B("\xef\xbb\xbf" "één"), B("brief.txt"), DOCUMENT_TEXT, DOCUMENT_FINE, true},
};

static const struct looked refused[] = {
	{"nothing", B(""), B("leeg.pdf"), DOCUMENT_UNKNOWN, DOCUMENT_EMPTY, false},
	{"only spaces", B(" \n\t \n"), B("leeg.txt"), DOCUMENT_UNKNOWN, DOCUMENT_EMPTY, false},
	{"a page named pdf", B("<!DOCTYPE html><script>alert(1)</script>"), B("x.pdf"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER,
	 false},
	{"a page named txt", B("  \n<html>"), B("x.txt"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"a picture that is a script", B("<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"), B("x.png"),
	 DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"a page behind a mark", B("\xef\xbb\xbf<html>"), B("x.txt"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"a script", B("#!/bin/sh\nrm -rf /\n"), B("x.txt"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"PostScript", B("%!PS-Adobe-3.0\n"), B("x.pdf"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"a program", B("MZ\x90\0\3\0\0\0"), B("x.pdf"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"a program of Linux", B("\x7f" "ELF\2\1\1\0"), B("x.jpg"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"an old Office file", B("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), B("x.doc"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"a film", B(MP4), B("x.m4a"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"a gif", B("GIF89a\1\0\1\0"), B("x.gif"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"a pdf behind a page", B("<html>" PDF), B("x.pdf"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"no text at all", B("\xff\xfe" "a\0b\0"), B("x.txt"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"a NUL in a text", B("dag\0juf"), B("x.txt"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	{"half a pdf", B("%PDF-1.7\n1 0 obj\n"), B("x.pdf"), DOCUMENT_PDF, DOCUMENT_CUT_OFF, true},
	{"half a png", B(PNG), B("x.png"), DOCUMENT_PNG, DOCUMENT_CUT_OFF, true},
	{"a zip", B("PK\3\4 and nothing behind it"), B("x.docx"), DOCUMENT_UNKNOWN, DOCUMENT_OTHER, false},
	/* What they are is taken; under this name they are not. */
	{"a picture named pdf", B(PNG PNG_END), B("x.pdf"), DOCUMENT_PNG, DOCUMENT_FINE, false},
	{"a pdf named exe", B(PDF), B("x.exe"), DOCUMENT_PDF, DOCUMENT_FINE, false},
	{"a pdf named html", B(PDF), B("x.html"), DOCUMENT_PDF, DOCUMENT_FINE, false},
	{"a text named js", B("alert(1)"), B("x.js"), DOCUMENT_TEXT, DOCUMENT_FINE, false},
	{"a text named pdf", B("dag"), B("x.pdf"), DOCUMENT_TEXT, DOCUMENT_FINE, false},
	{"two endings", B("dag"), B("x.pdf.hta"), DOCUMENT_TEXT, DOCUMENT_FINE, false},
};

static void hold(const struct looked *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct document_found f = document_look(v[i].bytes);
		if (f.type != v[i].type || f.fault != v[i].fault)
			fail_msg("%s: type %d fault %d", v[i].what, (int)f.type, (int)f.fault);
		if (f.type != DOCUMENT_UNKNOWN && document_named(f.type, v[i].name) != v[i].named)
			fail_msg("%s: its name is %s", v[i].what, v[i].named ? "refused" : "taken");
	}
}

static void test_what_is_taken(void **state)
{
	(void)state;
	hold(fine, sizeof fine / sizeof *fine);
}

static void test_what_is_refused(void **state)
{
	(void)state;
	hold(refused, sizeof refused / sizeof *refused);
}

/* ---- Office files: a ZIP made here, entry by entry ---- */

static void le(struct buf *b, uint32_t v, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_byte(b, (char)(v >> 8 * i));
}

/* Entries without bytes; `flags` is that of each (1: locked), `lie` is added to the length of the table. */
static struct str zip(struct arena *a, const char *const *names, uint32_t flags, uint32_t lie)
{
	struct buf b;
	buf_init(&b, a, 65536);
	uint32_t n = 0;
	for (; names[n] != NULL; n++) {
		buf_str(&b, S("PK\3\4"));
		le(&b, 20, 2), le(&b, flags, 2);
		for (int i = 0; i < 9; i++)
			le(&b, 0, 2);
		le(&b, (uint32_t)strlen(names[n]), 2), le(&b, 0, 2);
		buf_c(&b, names[n]);
	}
	uint32_t from = (uint32_t)b.n;
	for (uint32_t i = 0; i < n; i++) {
		buf_str(&b, S("PK\1\2"));
		le(&b, 20, 2), le(&b, 20, 2), le(&b, flags, 2);
		for (int k = 0; k < 9; k++)
			le(&b, 0, 2);
		le(&b, (uint32_t)strlen(names[i]), 2);
		for (int k = 0; k < 8; k++)
			le(&b, 0, 2);
		buf_c(&b, names[i]);
	}
	uint32_t size = (uint32_t)b.n - from;
	buf_str(&b, S("PK\5\6"));
	le(&b, 0, 4), le(&b, n, 2), le(&b, n, 2), le(&b, size + lie, 4), le(&b, from, 4), le(&b, 0, 2);
	return buf_view(&b);
}

static void test_office(void **state)
{
	struct arena *a = arena_new(4 << 20);
	static const char *const word[] = {"[Content_Types].xml", "_rels/.rels", "word/document.xml", NULL};
	static const char *const sheet[] = {"[Content_Types].xml", "xl/workbook.xml", NULL};
	static const char *const macros[] = {"[Content_Types].xml", "word/document.xml", "word/vbaProject.bin", NULL};
	static const char *const program[] = {"[Content_Types].xml", "word/document.xml", "word/media/x.EXE", NULL};
	static const char *const both[] = {"[Content_Types].xml", "word/document.xml", "xl/workbook.xml", NULL};
	static const char *const other[] = {"META-INF/MANIFEST.MF", "Main.class", NULL};
	(void)state;
	assert_int_equal(document_look(zip(a, word, 0, 0)).type, DOCUMENT_DOCX);
	assert_int_equal(document_look(zip(a, word, 0, 0)).fault, DOCUMENT_FINE);
	assert_int_equal(document_look(zip(a, sheet, 0, 0)).type, DOCUMENT_XLSX);
	assert_int_equal(document_look(zip(a, macros, 0, 0)).fault, DOCUMENT_MACROS);
	assert_int_equal(document_look(zip(a, program, 0, 0)).fault, DOCUMENT_MACROS);
	assert_int_equal(document_look(zip(a, both, 0, 0)).fault, DOCUMENT_OTHER);
	assert_int_equal(document_look(zip(a, other, 0, 0)).fault, DOCUMENT_OTHER);
	assert_int_equal(document_look(zip(a, word, 1, 0)).fault, DOCUMENT_OTHER);
	assert_int_equal(document_look(zip(a, word, 0, 1)).fault, DOCUMENT_OTHER);
	assert_int_equal(document_look(zip(a, word, 0, UINT32_MAX - 4)).fault, DOCUMENT_OTHER);
	arena_free(a);
}

/* Cut at each byte, and with each byte another: it is never read beyond, and never taken for what it is not. */
static void test_cut_and_bent(void **state)
{
	struct arena *a = arena_new(16 << 20);
	static const char *const word[] = {"[Content_Types].xml", "word/document.xml", NULL};
	struct str whole = zip(a, word, 0, 0);
	(void)state;
	for (size_t n = 0; n < whole.n; n++) {
		struct str cut = str_copy(a, (struct str){whole.p, n}); /* an own block: a read beyond it is seen */
		assert_int_not_equal(document_look(cut).type, DOCUMENT_DOCX);
	}
	for (size_t i = 0; i < whole.n; i++) {
		struct str bent = str_copy(a, whole);
		((char *)(uintptr_t)bent.p)[i] = (char)(whole.p[i] ^ 0x55);
		struct document_found f = document_look(bent);
		assert_true(f.type == DOCUMENT_DOCX || f.fault != DOCUMENT_FINE);
	}
	arena_free(a);
}

/* ---- how long a recording takes ---- */

static void be(struct buf *b, uint64_t v, int bytes)
{
	while (bytes-- > 0)
		buf_byte(b, (char)(v >> 8 * bytes));
}

static void silence(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_byte(b, 0);
}

/* Sound of `seconds`, 8,000 bytes each; `says`: the size that the chunk names; `rate`: what stands beside it. */
static struct str wav(struct arena *a, uint32_t seconds, uint32_t says, uint32_t rate)
{
	struct buf b;
	buf_init(&b, a, 4 << 20);
	buf_str(&b, S("RIFF"));
	le(&b, 36 + says, 4);
	buf_str(&b, S("WAVEfmt "));
	le(&b, 16, 4), le(&b, 1, 2), le(&b, 1, 2), le(&b, 4000, 4), le(&b, rate, 4), le(&b, 2, 2), le(&b, 16, 2);
	buf_str(&b, S("LIST\3\0\0\0abc"));
	buf_byte(&b, 0); /* a chunk is filled to an even size */
	buf_str(&b, S("data"));
	le(&b, says, 4);
	silence(&b, (size_t)seconds * 8000);
	return buf_view(&b);
}

static void test_length_of_wav(void **state)
{
	struct arena *a = arena_new(64 << 20);
	(void)state;
	assert_int_equal(document_look(wav(a, 20, 160000, 8000)).length, 20000);
	assert_int_equal(document_look(wav(a, 200, 1600000, 8000)).length, 200000);
	/* Written while it was recorded: the size is not filled in. */
	assert_int_equal(document_look(wav(a, 200, 0, 8000)).length, 200000);
	assert_int_equal(document_look(wav(a, 200, UINT32_MAX, 8000)).length, 200000);
	/* What the fields say of a rate that is not that of the samples does not make it shorter. */
	assert_int_equal(document_look(wav(a, 200, 1600000, 80000000)).length, 200000);
	assert_int_equal(document_look((struct str)B(WAV)).length, 0);
	arena_free(a);
}

#define EBML "\x1a\x45\xdf\xa3\x84" "webm"
#define UNKNOWN_SIZE "\x01\xff\xff\xff\xff\xff\xff\xff"

/* As a browser records it: nothing has a size or a length, a block each half second. */
static struct str webm(struct arena *a, uint32_t seconds, double duration)
{
	struct buf b;
	uint64_t bits;
	memcpy(&bits, &duration, sizeof bits);
	buf_init(&b, a, 1 << 20);
	buf_str(&b, S(EBML "\x18\x53\x80\x67" UNKNOWN_SIZE "\x15\x49\xa9\x66"));
	buf_byte(&b, (char)(0x80 | (duration > 0 ? 18 : 7)));
	buf_str(&b, S("\x2a\xd7\xb1\x83\x0f\x42\x40"));
	if (duration > 0) {
		buf_str(&b, S("\x44\x89\x88"));
		be(&b, bits, 8);
	}
	for (uint32_t s = 0; s < seconds; s += 10) {
		buf_str(&b, S("\x1f\x43\xb6\x75" UNKNOWN_SIZE "\xe7\x84"));
		be(&b, (uint64_t)s * 1000, 4);
		for (uint32_t half = 0; half <= 20; half++) {
			buf_str(&b, half % 2 == 0 ? S("\xa3\x86\x81") : S("\xa0\x88\xa1\x86\x81"));
			be(&b, (uint64_t)half * 500, 2);
			buf_str(&b, S("\x80xx"));
		}
	}
	return buf_view(&b);
}

static void test_length_of_webm(void **state)
{
	struct arena *a = arena_new(16 << 20);
	(void)state;
	assert_int_equal(document_look(webm(a, 20, 0)).length, 20000);
	assert_int_equal(document_look(webm(a, 240, 0)).length, 240000);
	assert_int_equal(document_look(webm(a, 20, 185500)).length, 185500);
	assert_int_equal(document_look(webm(a, 240, 3)).length, 240000);
	assert_int_equal(document_look((struct str)B(WEBM)).length, 0);
	arena_free(a);
}

/* `names`: of the first box; `in_pieces`: of a film in pieces, that begins its last one then. */
static struct str mp4(struct arena *a, const char *names, const char *track, uint32_t ms, uint32_t in_pieces)
{
	struct buf b;
	buf_init(&b, a, 65536);
	buf_str(&b, S("\0\0\0\x18" "ftyp"));
	buf_c(&b, names);
	buf_str(&b, S("\0\0\0\0isommp42" "\0\0\0\x0c" "mdatsoun" "\0\0\0\xa1" "moov" "\0\0\0\x1c" "mvhd"));
	silence(&b, 12), be(&b, 1000, 4), be(&b, ms, 4);
	buf_str(&b, S("\0\0\0\x5d" "trak" "\0\0\0\x55" "mdia" "\0\0\0\x2c" "mdhd"));
	be(&b, 1, 1), silence(&b, 19), be(&b, 48000, 4), be(&b, (uint64_t)ms * 48, 8), be(&b, 0, 4);
	buf_str(&b, S("\0\0\0\x21" "hdlr"));
	be(&b, 0, 8);
	buf_c(&b, track);
	silence(&b, 13);
	buf_str(&b, S("\0\0\0\x20" "free"));
	silence(&b, 24);
	if (in_pieces > 0) {
		buf_str(&b, S("\0\0\0\x24" "moof" "\0\0\0\x1c" "traf" "\0\0\0\x14" "tfdt\1\0\0\0"));
		be(&b, (uint64_t)in_pieces * 48, 8);
	}
	return buf_view(&b);
}

static void test_length_of_mp4(void **state)
{
	struct arena *a = arena_new(4 << 20);
	(void)state;
	assert_int_equal(document_look(mp4(a, "M4A ", "soun", 20000, 0)).length, 20000);
	assert_int_equal(document_look(mp4(a, "M4A ", "soun", 240000, 0)).length, 240000);
	assert_int_equal(document_look(mp4(a, "M4A ", "soun", 0, 240000)).length, 240000);
	assert_int_equal(document_look((struct str)B(M4A)).length, 0);
	/* Telephones that name what they record a film: it is one when there are pictures in it. */
	assert_int_equal(document_look(mp4(a, "mp42", "soun", 20000, 0)).type, DOCUMENT_M4A);
	assert_int_equal(document_look(mp4(a, "mp42", "vide", 20000, 0)).fault, DOCUMENT_OTHER);
	assert_int_equal(document_look(mp4(a, "mp42", "text", 20000, 0)).fault, DOCUMENT_OTHER);
	arena_free(a);
}

/* Frames of 128 kilobits at 44,100 hertz, 1,152 samples each. */
static struct str mp3(struct arena *a, uint32_t frames, bool tagged)
{
	struct buf b;
	buf_init(&b, a, 8 << 20);
	if (tagged) {
		buf_str(&b, S("ID3\4\0\0\0\0\1\0"));
		for (int i = 0; i < 32; i++)
			buf_str(&b, S("\xff\xfb\x90\x64")); /* in the tag: no frames */
	}
	for (uint32_t i = 0; i < frames; i++) {
		buf_str(&b, S("\xff\xfb\x90\x64"));
		silence(&b, 413);
	}
	return buf_view(&b);
}

static void test_length_of_mp3(void **state)
{
	struct arena *a = arena_new(64 << 20);
	(void)state;
	assert_in_range(document_look(mp3(a, 766, false)).length, 20000, 20020);
	assert_in_range(document_look(mp3(a, 766, true)).length, 20000, 20020);
	assert_in_range(document_look(mp3(a, 9188, true)).length, 240000, 240020);
	arena_free(a);
}

#define OGG_FILM "OggS\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\7\x80theora"

/* A page a second, of 48,000 samples. */
static struct str ogg(struct arena *a, uint32_t seconds)
{
	struct buf b;
	buf_init(&b, a, 1 << 20);
	for (uint32_t i = 0; i <= seconds; i++) {
		buf_str(&b, S("OggS\0\0"));
		le(&b, i == 0 ? 0 : i * 48000 + 312, 4), le(&b, 0, 4);
		silence(&b, 12);
		buf_byte(&b, 1);
		buf_byte(&b, 19);
		buf_str(&b, S("OpusHead\1\1\x38\1\x80\xbb\0\0\0\0\0"));
	}
	return buf_view(&b);
}

static void test_length_of_ogg(void **state)
{
	struct arena *a = arena_new(4 << 20);
	(void)state;
	assert_int_equal(document_look(ogg(a, 20)).type, DOCUMENT_OGG);
	assert_int_equal(document_look(ogg(a, 20)).length, 20000);
	assert_int_equal(document_look(ogg(a, 240)).length, 240000);
	assert_int_equal(document_look((struct str)B(OGG_FILM)).fault, DOCUMENT_OTHER);
	arena_free(a);
}

/* Cut anywhere it is not read as longer, and never beyond its end. */
static void test_length_of_what_is_cut(void **state)
{
	struct arena *a = arena_new(64 << 20);
	const struct str whole[] = {wav(a, 1, 8000, 8000), webm(a, 20, 0), mp4(a, "M4A ", "soun", 9000, 9000),
	                            mp3(a, 20, true), ogg(a, 20)};
	(void)state;
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
		struct document_found f = document_look(whole[i]);
		for (size_t n = 0; n < whole[i].n && n < 2000; n++) {
			char *cut = malloc(n + 1);
			memcpy(cut, whole[i].p, n);
			assert_in_range(document_length(f.type, (struct str){cut, n}), 0, f.length);
			free(cut);
		}
	}
	arena_free(a);
}

static void test_every_refusal_says_what_to_do(void **state)
{
	(void)state;
	for (enum document_fault f = DOCUMENT_FINE + 1; f < DOCUMENT_FAULTS; f++)
		assert_true(strlen(document_fault_text(f)) > 10);
	for (enum document_type t = DOCUMENT_UNKNOWN + 1; t < DOCUMENT_TYPES; t++) {
		assert_int_equal(document_type_code(str_from(document_kinds[t].code)), t);
		assert_non_null(document_kinds[t].endings[0]);
		assert_null(strstr(document_kinds[t].mime, "html"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_taken),
		cmocka_unit_test(test_what_is_refused),
		cmocka_unit_test(test_office),
		cmocka_unit_test(test_cut_and_bent),
		cmocka_unit_test(test_length_of_wav),
		cmocka_unit_test(test_length_of_webm),
		cmocka_unit_test(test_length_of_mp4),
		cmocka_unit_test(test_length_of_mp3),
		cmocka_unit_test(test_length_of_ogg),
		cmocka_unit_test(test_length_of_what_is_cut),
		cmocka_unit_test(test_every_refusal_says_what_to_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
