/* How long a recording takes, as its content says. Each reader walks the file once, from front to back, and stays in
 * it; what it cannot read says nothing, and then the size is the bound. */
#include "document.h"

#include <math.h>

enum { SECOND_MS = 1000 };

static uint64_t number(struct str s, size_t at, size_t n, bool big_end)
{
	uint64_t v = 0;
	for (size_t i = 0; i < n && at < s.n && n <= s.n - at; i++)
		v = v << 8 | (unsigned char)s.p[at + (big_end ? i : n - 1 - i)];
	return v;
}

static uint64_t le(struct str s, size_t at, size_t n)
{
	return number(s, at, n, false);
}

static uint64_t be(struct str s, size_t at, size_t n)
{
	return number(s, at, n, true);
}

static struct str from(struct str s, size_t at)
{
	return at >= s.n ? (struct str){s.p, 0} : (struct str){s.p + at, s.n - at};
}

static struct str first(struct str s, uint64_t n)
{
	return (struct str){s.p, s.n < n ? s.n : (size_t)n};
}

/* `n` of `per_second`, at most what fits. */
static int64_t ms_of(uint64_t n, uint64_t per_second)
{
	if (per_second == 0)
		return 0;
	double ms = (double)n * SECOND_MS / (double)per_second;
	return ms < DOCUMENT_LENGTH_MAX ? (int64_t)ms : DOCUMENT_LENGTH_MAX;
}

/* ---- WAV: chunks; who writes while recording leaves the size of the sound open, and then it is the rest ---- */

enum { RIFF_HEAD = 12, CHUNK_HEAD = 8, WAV_FORMAT = 16, WAV_PCM = 1, WAV_FLOAT = 3, WAV_EXTENSIBLE = 0xfffe };

/* Of sound that is not packed its rate is what its samples say, whatever the field beside them says. */
static uint64_t wav_rate(struct str format)
{
	uint64_t kind = le(format, 0, 2), samples = le(format, 4, 4), frame = le(format, 2, 2) * (le(format, 14, 2) / 8);
	bool plain = kind == WAV_PCM || kind == WAV_FLOAT || kind == WAV_EXTENSIBLE;
	return plain ? samples * frame : le(format, 8, 4);
}

static int64_t wav_length(struct str s)
{
	uint64_t rate = 0, sound = 0;
	for (s = from(s, RIFF_HEAD); s.n >= CHUNK_HEAD;) {
		uint64_t size = le(s, 4, 4);
		struct str body = first(from(s, CHUNK_HEAD), size);
		if (str_starts(s, S("fmt ")) && body.n >= WAV_FORMAT)
			rate = wav_rate(body);
		if (str_starts(s, S("data")))
			sound += size == 0 ? s.n - CHUNK_HEAD : body.n;
		s = from(s, CHUNK_HEAD + (size_t)size + (size & 1));
	}
	return ms_of(sound, rate);
}

/* ---- WebM: elements; a browser that records says no length, and then the last block tells when it was ---- */

enum {
	EBML_SEGMENT = 0x18538067, EBML_INFO = 0x1549a966, EBML_SCALE = 0x2ad7b1, EBML_DURATION = 0x4489,
	EBML_CLUSTER = 0x1f43b675, EBML_CLUSTER_AT = 0xe7, EBML_GROUP = 0xa0, EBML_BLOCK = 0xa1, EBML_SIMPLE_BLOCK = 0xa3,
	EBML_ID_MOST = 4, EBML_SIZE_MOST = 8, NS_PER_MS = 1000000,
};

/* How many bytes a number of variable length takes, by its first; 0: more than `most`. */
static size_t ebml_width(struct str s, size_t most)
{
	unsigned char c = s.n == 0 ? 0 : (unsigned char)s.p[0];
	for (size_t n = 1; n <= most; n++)
		if ((c & 0x100 >> n) != 0)
			return n <= s.n ? n : 0;
	return 0;
}

static double ebml_float(struct str s)
{
	float four;
	double eight;
	uint32_t small = (uint32_t)be(s, 0, 4);
	uint64_t large = be(s, 0, 8);
	memcpy(&four, &small, sizeof four);
	memcpy(&eight, &large, sizeof eight);
	return s.n == sizeof four ? (double)four : s.n == sizeof eight ? eight : 0;
}

/* The moment in a block, beside that of its cluster. */
static int64_t ebml_beside(struct str block)
{
	size_t track = ebml_width(block, EBML_SIZE_MOST);
	return track == 0 ? 0 : (int16_t)be(block, track, 2);
}

/* In ticks. */
struct ebml_said {
	uint64_t scale;
	double duration;
	int64_t cluster, last;
};

static void ebml_take(struct ebml_said *w, uint64_t id, struct str body)
{
	if (id == EBML_SCALE && body.n <= sizeof w->scale)
		w->scale = be(body, 0, body.n);
	if (id == EBML_DURATION)
		w->duration = ebml_float(body);
	if (id == EBML_CLUSTER_AT && body.n < sizeof w->cluster)
		w->cluster = (int64_t)be(body, 0, body.n);
	if (id != EBML_BLOCK && id != EBML_SIMPLE_BLOCK)
		return;
	int64_t at = w->cluster + ebml_beside(body);
	w->last = at > w->last ? at : w->last;
}

/* What holds others is gone into, so that one of unknown size needs no end. */
static int64_t webm_length(struct str s)
{
	struct ebml_said w = {.scale = NS_PER_MS};
	while (s.n > 0) {
		size_t id_n = ebml_width(s, EBML_ID_MOST), size_n = id_n == 0 ? 0 : ebml_width(from(s, id_n), EBML_SIZE_MOST);
		if (size_n == 0)
			break;
		uint64_t id = be(s, 0, id_n), size = be(s, id_n, size_n) & ((UINT64_C(1) << 7 * size_n) - 1);
		struct str body = from(s, id_n + size_n);
		bool holds = id == EBML_SEGMENT || id == EBML_INFO || id == EBML_CLUSTER || id == EBML_GROUP;
		ebml_take(&w, id, first(body, size));
		s = holds ? body : from(body, size > body.n ? body.n : (size_t)size);
	}
	double ticks = w.duration > (double)w.last ? w.duration : (double)w.last, ms = ticks * (double)w.scale / NS_PER_MS;
	return !isfinite(ms) || ms < 0 ? 0 : ms < DOCUMENT_LENGTH_MAX ? (int64_t)ms : DOCUMENT_LENGTH_MAX;
}

/* ---- M4A: boxes; of one that is written in pieces the last piece tells when it begins ---- */

enum { BOX_HEAD = 8, BOX_LARGE = 8, BOX_FULL = 4, MP4_HANDLER = 8 };

/* The scale and length of a header of a film or a track, in which version 1 has times of eight bytes. */
struct mp4_head {
	uint64_t scale, length;
};

static struct mp4_head mp4_head(struct str body)
{
	bool wide = be(body, 0, 1) == 1;
	size_t times = BOX_FULL + (wide ? 16 : 8);
	struct mp4_head h = {be(body, times, 4), be(body, times + 4, wide ? 8 : 4)};
	if (h.length == (wide ? UINT64_MAX : UINT32_MAX))
		h.length = 0; /* not known */
	return h;
}

/* A full box with one number in it. */
static uint64_t mp4_number(struct str body)
{
	return be(body, BOX_FULL, be(body, 0, 1) == 1 ? 8 : 4);
}

static bool mp4_holds(struct str box)
{
	static const char *const holders[] = {"moov", "trak", "mdia", "mvex", "moof", "traf"};
	for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
		if (memcmp(box.p + 4, holders[i], 4) == 0)
			return true;
	return false;
}

static int64_t most_of(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

struct mp4_said {
	struct mp4_head film, track;
	uint64_t in_pieces, last_piece;
	bool sound, pictures;
};

static void mp4_take(struct mp4_said *w, const char *name, struct str body)
{
	if (memcmp(name, "mvhd", 4) == 0)
		w->film = mp4_head(body);
	else if (memcmp(name, "mdhd", 4) == 0)
		w->track = mp4_head(body);
	else if (memcmp(name, "mehd", 4) == 0)
		w->in_pieces = mp4_number(body);
	else if (memcmp(name, "tfdt", 4) == 0)
		w->last_piece = mp4_number(body);
	if (memcmp(name, "hdlr", 4) != 0 || body.n < MP4_HANDLER + 4)
		return;
	w->sound = w->sound || memcmp(body.p + MP4_HANDLER, "soun", 4) == 0;
	w->pictures = w->pictures || memcmp(body.p + MP4_HANDLER, "vide", 4) == 0;
}

static struct mp4_said mp4_walk(struct str s)
{
	struct mp4_said w = {0};
	while (s.n >= BOX_HEAD) {
		uint64_t size = be(s, 0, 4), head = BOX_HEAD;
		if (size == 1 && s.n >= BOX_HEAD + BOX_LARGE) {
			size = be(s, BOX_HEAD, BOX_LARGE);
			head += BOX_LARGE;
		}
		if (size == 0) /* to the end */
			size = s.n;
		if (size < head)
			break;
		mp4_take(&w, s.p + 4, first(from(s, (size_t)head), size - head));
		s = from(s, mp4_holds(s) ? (size_t)head : size > s.n ? s.n : (size_t)size);
	}
	return w;
}

static int64_t m4a_length(struct str s)
{
	struct mp4_said w = mp4_walk(s);
	int64_t said = most_of(ms_of(w.film.length, w.film.scale), ms_of(w.track.length, w.track.scale));
	return most_of(said, most_of(ms_of(w.in_pieces, w.film.scale), ms_of(w.last_piece, w.track.scale)));
}

bool document_mp4_sounds(struct str bytes)
{
	struct mp4_said w = mp4_walk(bytes);
	return w.sound && !w.pictures;
}

/* ---- MP3: frames, each with its own rate; what lies between them is stepped over ---- */

enum { MP3_HEAD = 4, ID3_HEAD = 10, MP3_FRAME = 1152, MPEG_1 = 3, MPEG_25 = 0 };

/* The bytes of the frame that starts here, and how long it sounds in microseconds; 0: none does. */
static size_t mp3_frame(struct str s, uint64_t *us)
{
	static const int rates[2][16] = {{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0},
	                                 {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0}};
	static const int samplings[4] = {44100, 48000, 32000, 0};
	uint64_t head = be(s, 0, MP3_HEAD);
	unsigned version = head >> 19 & 3, layer = head >> 17 & 3;
	bool one = version == MPEG_1;
	int halved = one ? 0 : version == MPEG_25 ? 2 : 1;
	int kilobits = rates[one][head >> 12 & 15], hertz = samplings[head >> 10 & 3] >> halved;
	if (s.n < MP3_HEAD || head >> 21 != 0x7ff || version == 1 || layer != 1 || kilobits == 0 || hertz == 0)
		return 0;
	int samples = one ? MP3_FRAME : MP3_FRAME / 2;
	*us = (uint64_t)samples * 1000000 / (uint64_t)hertz;
	return (size_t)(samples / 8 * kilobits * 1000 / hertz) + (head >> 9 & 1);
}

static int64_t mp3_length(struct str s)
{
	uint64_t us, all = 0;
	if (str_starts(s, S("ID3")) && s.n > ID3_HEAD)
		s = from(s, ID3_HEAD + (size_t)(be(s, 6, 1) << 21 | be(s, 7, 1) << 14 | be(s, 8, 1) << 7 | be(s, 9, 1)));
	while (s.n >= MP3_HEAD) {
		size_t n = mp3_frame(s, &us);
		all += n == 0 ? 0 : us;
		s = from(s, n == 0 ? 1 : n);
	}
	return ms_of(all, 1000000);
}

/* ---- Ogg: the last page says how many samples came before its end ---- */

enum { OGG_HEAD = 27, OPUS_RATE = 48000 };

static int64_t ogg_length(struct str s)
{
	uint64_t rate = 0, skip = 0, last = 0;
	while (s.n >= OGG_HEAD && str_starts(s, S("OggS"))) {
		size_t laces = (size_t)be(s, 26, 1), size = OGG_HEAD + laces;
		uint64_t at = le(s, 6, 8);
		for (size_t i = 0; i < laces; i++)
			size += (size_t)be(s, OGG_HEAD + i, 1);
		struct str body = first(from(s, OGG_HEAD + laces), size);
		if (rate == 0 && str_starts(body, S("OpusHead")))
			rate = OPUS_RATE, skip = le(body, 10, 2);
		else if (rate == 0 && str_starts(body, S("\1vorbis")))
			rate = le(body, 12, 4);
		if (at != UINT64_MAX && at > last)
			last = at;
		s = from(s, size);
	}
	return last < skip ? 0 : ms_of(last - skip, rate);
}

int64_t document_length(enum document_type t, struct str bytes)
{
	static int64_t (*const of[DOCUMENT_TYPES])(struct str s) = {
		[DOCUMENT_WAV] = wav_length, [DOCUMENT_WEBM] = webm_length, [DOCUMENT_M4A] = m4a_length,
		[DOCUMENT_MP3] = mp3_length, [DOCUMENT_OGG] = ogg_length,
	};
	return of[t] == NULL ? 0 : of[t](bytes);
}
