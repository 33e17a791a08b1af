#!/usr/bin/env python3
"""Writes src/mod/school/municipality_table.h from assets/data/gemeenten-2025.csv. Run it again when that file changes;
the result is committed.

  tools/municipality_table.py > src/mod/school/municipality_table.h"""
import csv
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FILE = os.path.join(ROOT, 'assets', 'data', 'gemeenten-2025.csv')

HEAD = """/* Municipalities with their name as it is written and, where all of it is in one, the holiday region: made by
 * tools/municipality_table.py from assets/data/gemeenten-2025.csv. Included by duo_words.c only. */
#ifndef TN_MUNICIPALITY_TABLE_H
#define TN_MUNICIPALITY_TABLE_H

static const struct municipality {
	const char *code, *name, *holidays;
} municipalities[] = {
"""


def main():
    with open(FILE, encoding='utf-8', newline='') as f:
        rows = [f'\t{{"{r["code"]}", "{r["naam"]}", "{r["vakantieregio"]}"}},' for r in csv.DictReader(f, delimiter=';')]
    sys.stdout.write(HEAD + '\n'.join(rows) + '\n};\n\n#endif\n')


main()
