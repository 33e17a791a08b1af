#!/usr/bin/env python3
"""Writes src/model/vacation_table.h from assets/data/schoolvakanties-nl.csv. Run it again when that file changes; the
result is committed. An end in the file is the last day; in the table it is the day after, as everywhere.

  tools/vacation_table.py > src/model/vacation_table.h"""
import csv
import datetime
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FILE = os.path.join(ROOT, 'assets', 'data', 'schoolvakanties-nl.csv')
REGIONS = [('Noord', 'HOLIDAY_NORTH'), ('Midden', 'HOLIDAY_MIDDLE'), ('Zuid', 'HOLIDAY_SOUTH')]
EPOCH = datetime.date(1970, 1, 1)

HEAD = """/* School vacations of the Netherlands per holiday region, as days since 1970: made by tools/vacation_table.py from
 * assets/data/schoolvakanties-nl.csv. Contains data from OpenHolidays API (openholidaysapi.org), made available under
 * the Open Database License (ODbL 1.0): assets/data/README.md. Included by rule_calendar.c only. */
#ifndef TN_VACATION_TABLE_H
#define TN_VACATION_TABLE_H

#include "calendar.h"
"""


def days(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


def spans(region):
    with open(FILE, encoding='utf-8', newline='') as f:
        for row in csv.DictReader(f, delimiter=';'):
            if row['regio'] == region:
                begin, end = days(row['begin']), days(row['eind']) + 1
                if begin >= end:
                    sys.exit(f'a vacation ends before it begins: {row}')
                yield begin, end, f"{row['begin']} {row['vakantie']}"


def main():
    out = [HEAD]
    for region, name in REGIONS:
        found = sorted(spans(region))
        if any(a[1] > b[0] for a, b in zip(found, found[1:])):
            sys.exit(f'two vacations overlap in {region}')
        out.append(f'static const struct span vacations_{region.lower()}[] = {{')
        out += [f'\t{{{begin}, {end}}}, /* {what} */' for begin, end, what in found]
        out.append(f'}};\nenum {{ KNOWN_FROM_{region.upper()} = {found[0][0]}, '
                   f'KNOWN_UNTIL_{region.upper()} = {found[-1][1]} }};\n')
    out.append('#endif')
    sys.stdout.write('\n'.join(out) + '\n')


main()
