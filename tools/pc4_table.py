#!/usr/bin/env python3
"""Writes src/mod/people/pc4_table.h from assets/data/pc4-swv-2015.csv. Run it again when that file changes; the result
is committed.

  tools/pc4_table.py > src/mod/people/pc4_table.h"""
import collections
import csv
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FILE = os.path.join(ROOT, 'assets', 'data', 'pc4-swv-2015.csv')
TOWNS = 3

HEAD = """/* The four-digit postcodes of each partnership: made by tools/pc4_table.py from assets/data/pc4-swv-2015.csv, the annex
 * of the Regeling regio-indeling samenwerkingsverbanden passend onderwijs PO en VO (BWBR0032324) as it stood in 2015.
 * Included by region_pc4.c only. */
#ifndef TN_PC4_TABLE_H
#define TN_PC4_TABLE_H

#include <stdint.h>

struct pc4_span {
	uint16_t first, last;
};
"""


def spans(codes):
    out = []
    for c in sorted(codes):
        if out and out[-1][1] == c - 1:
            out[-1][1] = c
        else:
            out.append([c, c])
    return out


def main():
    codes, towns = collections.defaultdict(list), collections.defaultdict(collections.Counter)
    with open(FILE, encoding='utf-8', newline='') as f:
        for row in csv.DictReader(f, delimiter=';'):
            for swv in (row['swv_po'], row['swv_vo']):
                if swv:
                    codes[swv].append(int(row['pc4']))
                    towns[swv][row['gemeente_2025']] += 1
    out, rows, at = [HEAD, 'static const struct pc4_span pc4_spans[] = {'], [], 0
    for swv in sorted(codes):
        found = spans(codes[swv])
        out.append(f'\t/* {swv} */')
        for i in range(0, len(found), 8):
            out.append('\t' + ' '.join(f'{{{a}, {b}}},' for a, b in found[i:i + 8]))
        names = [n for n, _ in towns[swv].most_common()]
        text = ', '.join(names[:TOWNS]) + (' ...' if len(names) > TOWNS else '')
        rows.append(f'\t{{"{swv}", "{text}", {at}, {len(found)}}},')
        at += len(found)
    out += ['};', '', '/* code, its largest municipalities, first span, spans; sorted by code */',
            'static const struct pc4_area {', '\tconst char *code, *towns;', '\tuint16_t from, spans;',
            '} pc4_areas[] = {'] + rows + ['};', '', '#endif']
    sys.stdout.write('\n'.join(out) + '\n')


main()
