"""Records that only an office or one person reads: requests about data and their copies, requests about an account,
breaches, runs that destroy. Each of them gets a canary word of its own; who may read it is told from access.md (the
organisation that must answer and who asked; the privacy officer of the organisation; of runs also who leads it), by the
tables of seats alone."""

WORD = "KANARIEkantoor"
ANSWERS = ("ib", "school_leader", "preschool", "traject", "tlv_secretary", "provision_team", "municipality")
OFFICER, LEADERS = ("privacy_officer",), ("privacy_officer", "director", "board")
# table -> columns that hold words, roles at the organisation `org` that read it, the column of the one person who does, its
# addresses, and the one that shows a word of it to who may read it.
TABLES = {
    "rights_request": (("place", "words", "answer", "reason", "more_why"), ANSWERS, "asker",
                       ("/verzoek/{}", "/verzoek/{}/kopie", "/verzoek/{}/antwoord", "/verzoek/{}/antwoord/pdf"),
                       "/verzoek/{}"),
    "rights_cut": (("words",), ANSWERS, None, (), None),
    "rights_copy": (("copy_text",), ANSWERS, "for_account", (), None),
    "rights_breach": (("what", "data", "effects", "measures"), OFFICER, None,
                      ("/datalek/{}", "/datalek/{}/geschiedenis", "/datalekken", "/datalekken/blad.xlsx"), "/datalek/{}"),
    "account_request": (("words", "answer", "reason", "more_why"), OFFICER, "asker",
                        ("/toezicht/verzoek/{}", "/toezicht/verzoeken", "/account/verzoek/{}"), "/toezicht/verzoek/{}"),
    "retention_run": (("why",), LEADERS, None,
                      ("/vernietiging/{}", "/vernietiging/{}/verklaring", "/vernietiging/{}/verklaring/pdf",
                       "/api/v1/vernietigingen", "/api/v1/vernietigingen/{}", "/toezicht/bewaren"), "/vernietiging/{}"),
    "retention_item": (("words",), LEADERS, None,
                       ("/vernietiging-deel/{}", "/api/v1/vernietiging-delen", "/api/v1/vernietiging-delen/{}"),
                       "/vernietiging-deel/{}"),
}


def make_run(db, now):
    """A withdrawn run of the partnership with a part that stays: the demonstration has none."""
    (org, region) = db.execute("SELECT id, region FROM organisation WHERE kind = 'swv' ORDER BY id").fetchone()
    (account,) = db.execute("SELECT id FROM account ORDER BY id").fetchone()
    (route,) = db.execute("SELECT id FROM route ORDER BY id").fetchone()
    db.execute("INSERT INTO retention_run (id, pid, region, rev, org, state, prepared_by, prepared_at, prepared_on, why)"
               " VALUES (8000000000000001, '0rrrrrrrrrrr1', ?, 1, ?, 'ingetrokken', ?, ?, '2026-11-23', 'Toch niet')",
               (region, org, account, now))
    db.execute("INSERT INTO retention_item (id, pid, region, rev, run, org, route_id, child, part, rule, fact_on, until_on,"
               " n_rows, files, state, why, words, held_until, held_by) VALUES (8000000000000002, '0rrrrrrrrrrr2', ?, 1,"
               " 8000000000000001, ?, ?, 'ABCD', 'swv', 'PRI-04', '2020-01-01', '2023-01-01', 1, 0, 'eruit', 'anders',"
               " 'Zaak', '2027-01-01', ?)", (region, org, route, account))


def canary(table, row):
    return f"{WORD}{list(TABLES).index(table)}n{row}e"


SEALED = ("rights_request", "rights_cut", "rights_copy")  # texts about a child: plant_sealed


def plant_sealed(house):
    house.rewrite(lambda table, column, row, _route, _text:
                  canary(table, row) if table in SEALED and column in TABLES[table][0] else None)


def plant(db, now):
    make_run(db, now)
    for table, (columns, *_) in TABLES.items():
        if table in SEALED:
            continue
        for (row,) in db.execute(f"SELECT id FROM {table}").fetchall():
            for column in columns:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ? AND {column} IS NOT NULL", (canary(table, row), row))
            db.execute("UPDATE change_value SET new = ? WHERE record = ? AND record_id = ? AND new <> '' AND field IN"
                       f" ({','.join('?' * len(columns))})", (canary(table, row), table, row, *columns))
    db.commit()


def readers(db, table, row, now):
    """(account, role) of everybody who may read this row."""
    _, roles, person, *_ = TABLES[table]
    found = set(db.execute(
        f"SELECT h.account, s.role FROM holds h JOIN seat s ON s.id = h.seat JOIN {table} t ON t.org = s.org WHERE t.id = ?"
        f" AND h.begins <= ? AND h.ends > ? AND s.role IN ({','.join('?' * len(roles))})", (row, now, now, *roles)))
    alone = None if person is None else db.execute(f"SELECT {person} FROM {table} WHERE id = ?", (row,)).fetchone()[0]
    return found, alone


def closed_to(db, account, role, now):
    """What this reader may not see: canaries, and addresses where they would show."""
    words, paths = [], []
    for table, (*_, addresses, _) in TABLES.items():
        for row, pid in db.execute(f"SELECT id, pid FROM {table} ORDER BY id").fetchall():
            found, alone = readers(db, table, row, now)
            if (account, role) not in found and account != alone:
                words.append(canary(table, row).encode())
                paths += [a.format(pid) for a in addresses]
    return words, list(dict.fromkeys(paths))


def shown_to(db, now):
    """Of each type that has a page: (table, account, role, address, canary) of somebody who may read it."""
    out = []
    for table, (*_, page) in TABLES.items():
        for row, pid in db.execute(f"SELECT id, pid FROM {table} ORDER BY id").fetchall() if page else []:
            found, _ = readers(db, table, row, now)
            if table == "rights_request":  # of the organisation, and with this child
                found &= set(db.execute(
                    "SELECT h.account, s.role FROM rights_request t JOIN relation x ON x.route = t.route JOIN holds h ON"
                    " x.grantee IN (h.id, h.seat) JOIN seat s ON s.id = h.seat WHERE t.id = ? AND x.begins <= ? AND x.ends > ?",
                    (row, now, now)))
            if found:
                out.append((table, *min(found), page.format(pid), canary(table, row)))
                break
    return out
