#!/usr/bin/env python3
"""Writes src/base/latin_table.h: the canonical pairs of the Latin letters, from Python's copy of the Unicode
character database. Run it again only when a newer Unicode adds Latin letters; the result is committed."""
import sys
import unicodedata

RANGES = [(0x00C0, 0x024F), (0x1E00, 0x1EFF)]

HEAD = """/* Latin letters with one more mark than another letter: made by tools/latin_table.py from Unicode {version}, sorted by
 * the whole letter. Included by utf8.c only. */
#ifndef TN_LATIN_TABLE_H
#define TN_LATIN_TABLE_H

#include <stdint.h>

struct latin_pair {{
	uint16_t whole, letter, mark;
}};

static const struct latin_pair latin_pairs[] = {{"""


def pairs():
    for first, last in RANGES:
        for cp in range(first, last + 1):
            parts = unicodedata.decomposition(chr(cp)).split()
            if len(parts) == 2 and not parts[0].startswith('<'):
                letter, mark = (int(p, 16) for p in parts)
                if unicodedata.normalize('NFC', chr(letter) + chr(mark)) == chr(cp):
                    yield cp, letter, mark


def main():
    out = [HEAD.format(version=unicodedata.unidata_version)]
    cells = ['{0x%04x, 0x%04x, 0x%04x},' % p for p in pairs()]
    for i in range(0, len(cells), 4):
        out.append('\t' + ' '.join(cells[i:i + 4]))
    out.append('};\n\n#endif')
    sys.stdout.write('\n'.join(out) + '\n')


main()
