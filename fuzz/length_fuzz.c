/* A recording that says how long it takes: the bytes read as each kind there is. What is no recording has no length,
 * one that has is within bounds, and the look says the same. */
#include "fuzz.h"

#include "document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = {(const char *)data, size};
	for (enum document_type t = DOCUMENT_UNKNOWN; t < DOCUMENT_TYPES; t++) {
		int64_t ms = document_length(t, in);
		bool sounds = t >= DOCUMENT_WAV && t <= DOCUMENT_OGG;
		HOLDS(ms >= 0 && ms <= DOCUMENT_LENGTH_MAX);
		HOLDS(sounds || ms == 0);
		HOLDS(ms == document_length(t, in));
	}
	struct document_found f = document_look(in);
	HOLDS(f.length == document_length(f.type, in));
	(void)document_mp4_sounds(in);
	return 0;
}
