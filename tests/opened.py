#!/usr/bin/env python3
"""tests/opened.py DATA DATABASE SQL: one SQL statement over what people wrote, as if it were not sealed.

DATABASE is a SQLite file or a postgresql URL, DATA the data folder with the key. A table that the statement names as
opened.TABLE is shadowed, for this one session, by a temporary one in which sealed texts stand open; what the statement
changes there is sealed and written back. It knows of the form only what docs/decisions/0027 says of it."""
import ctypes
import ctypes.util
import os
import re
import sqlite3
import struct
import subprocess
import sys

SODIUM = ctypes.CDLL(ctypes.util.find_library("sodium"))
NONCE, TAG, PURPOSE_PART = 24, 16, 6


def subkey(master):
    out = ctypes.create_string_buffer(32)
    SODIUM.crypto_kdf_derive_from_key(out, ctypes.c_size_t(32), ctypes.c_uint64(PURPOSE_PART), b"TN-seal1", master)
    return out.raw


def cipher_open(key, bound, sealed):
    out, n = ctypes.create_string_buffer(max(1, len(sealed))), ctypes.c_ulonglong()
    body = sealed[NONCE:]
    if len(body) < TAG or SODIUM.crypto_aead_xchacha20poly1305_ietf_decrypt(
            out, ctypes.byref(n), None, body, ctypes.c_ulonglong(len(body)), bound, ctypes.c_ulonglong(len(bound)),
            sealed[:NONCE], key) != 0:
        return None
    return out.raw[:n.value]


def cipher_seal(key, bound, plain):
    nonce, n = os.urandom(NONCE), ctypes.c_ulonglong()
    out = ctypes.create_string_buffer(len(plain) + TAG)
    SODIUM.crypto_aead_xchacha20poly1305_ietf_encrypt(
        out, ctypes.byref(n), plain, ctypes.c_ulonglong(len(plain)), bound, ctypes.c_ulonglong(len(bound)), None, nonce, key)
    return nonce + out.raw[:n.value]


class Sqlite:
    blob = "BLOB"

    def __init__(self, path):
        self.db = sqlite3.connect(path, timeout=30, isolation_level=None)
        self.db.execute("PRAGMA foreign_keys = ON")

    def rows(self, sql):
        return self.db.execute(sql).fetchall()

    def columns(self):
        for (table,) in self.rows("SELECT name FROM main.sqlite_schema WHERE type = 'table'"):
            for c in self.rows(f"PRAGMA main.table_info({table})"):
                yield table, c[1], c[2].upper() == "BLOB"

    @staticmethod
    def bytes(column):
        return f"hex({column})"

    @staticmethod
    def literal(data):
        return f"x'{data.hex()}'"

    def whole(self, table):
        return f"main.{table}"

    def close(self):
        self.db.close()

    def session(self, before, sql, after, say):
        self.db.execute("BEGIN IMMEDIATE")
        for s in before:
            self.db.execute(s)
        found = self.db.execute(sql).fetchall()
        after(self.rows, lambda s: self.db.execute(s))
        self.db.execute("COMMIT")
        for row in found:
            say("|".join("" if v is None else str(v) for v in row))


class Postgres:
    blob = "bytea"

    def __init__(self, url):
        self.url = url

    def close(self):
        pass

    def psql(self, script):
        run = subprocess.run(["psql", self.url, "-qXAt", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-f", "-"], input=script,
                             capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(run.stderr)
        return run.stdout

    def rows(self, sql):
        return [tuple(l.split("\x1f")) for l in self.psql(sql + ";").split("\n") if l]

    def columns(self):
        for t, c, kind in self.rows("SELECT table_name, column_name, data_type FROM information_schema.columns"
                                    " WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"):
            yield t, c, kind == "bytea"

    @staticmethod
    def bytes(column):
        return f"encode({column}, 'hex')"

    @staticmethod
    def literal(data):
        return f"'\\x{data.hex()}'::bytea"

    def whole(self, table):
        return f"public.{table}"

    def session(self, before, sql, after, say):
        # One statement after the other in a session that stays: what is asked in between ends with a mark of its own.
        p = subprocess.Popen(["psql", self.url, "-qXAt", "-v", "ON_ERROR_STOP=1"], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

        def ask(s, sep="|"):
            p.stdin.write(f"\\pset fieldsep '{sep}'\n{s};\n\\echo ---end---\n")
            p.stdin.flush()
            lines = []
            for line in p.stdout:
                if line == "---end---\n":
                    return lines
                lines.append(line.rstrip("\n"))
            sys.exit(p.stderr.read())

        ask("BEGIN")
        for s in before:
            ask(s)
        found = ask(sql)
        after(lambda s: [tuple(l.split("\x1f")) for l in ask(s, "\x1f") if l], ask)
        ask("COMMIT")
        p.stdin.close()
        p.wait()
        for line in found:
            say(line)


class House:
    def __init__(self, data, database):
        self.db = Postgres(database) if database.startswith("postgres") else Sqlite(database)
        with open(os.path.join(data, "keys", "master.key"), "rb") as f:
            self.wraps = subkey(f.read())
        self.tables, sealed = {}, {}
        for t, c, is_blob in self.db.columns():
            self.tables.setdefault(t, []).append(c)
            if is_blob:
                sealed.setdefault(t, []).append(c)
        self.sealed = {t: cs for t, cs in sealed.items() if {"id", "pid"} <= set(self.tables[t]) and
                       ("route" in self.tables[t] or t == "route")}
        self.keys = {}
        for owner, part, n, wrapped in self.db.rows(
                f"SELECT owner, part, n, {self.db.bytes('wrapped')} FROM part_key WHERE gone = 0"):
            key = cipher_open(self.wraps, self.bound(owner, part, n), bytes.fromhex(wrapped)[1:])
            self.keys.setdefault(int(owner), {})[part] = (int(n), key)
        self.parts = {}

    @staticmethod
    def bound(owner, part, n):
        text = f"part_key:{owner}:{part}:0:{n}".encode()
        return struct.pack("<II", PURPOSE_PART, len(text)) + text

    def key_of(self, owner, part, do):
        """As the program does, one is made where there is none; none of those that were destroyed come back."""
        keys = self.keys.setdefault(int(owner), {})
        if part not in keys:
            keys[part] = (1, os.urandom(32))
            wrapped = b"\1" + cipher_seal(self.wraps, self.bound(owner, part, 1), keys[part][1])
            do(f"INSERT INTO part_key (owner, part, task, n, wrapped, made, gone) VALUES ({owner}, '{part}', 0, 1,"
               f" {self.db.literal(wrapped)}, 1, 0)")
        return keys[part]

    def open(self, table, column, id_, owner, data, which=0):
        for part, (n, key) in self.keys.get(int(owner), {}).items():
            if data[0] == 1 and struct.unpack(">H", data[1:3])[0] == n:
                plain = cipher_open(key, f"{table}.{column}:{id_}:{which}".encode(), data[3:])
                if plain is not None:
                    if which == 0:
                        self.parts[table] = part
                    return plain.decode()
        return None

    def seal(self, table, column, id_, owner, text, do, part=None, which=0):
        n, key = self.key_of(owner, part or self.parts[table], do)
        return b"\1" + struct.pack(">H", n) + cipher_seal(
            key, f"{table}.{column}:{id_}:{which}".encode(), text.encode())

    def cells(self, table):
        owner = "id" if table == "route" else "route"
        for c in self.sealed[table]:
            for id_, of, data in self.db.rows(f"SELECT id, {owner}, {self.db.bytes(c)} FROM {self.db.whole(table)}"
                                              f" WHERE {c} IS NOT NULL"):
                yield c, id_, of, self.open(table, c, id_, of, bytes.fromhex(data))

    def close(self):
        """Before the same process reads these files as files: closing those takes the locks of SQLite away."""
        self.db.close()

    def run(self, sql, say):
        named = sorted(set(re.findall(r"\bopened\.(\w+)", sql)))
        sql = re.sub(r"\bopened\.", "", sql)
        before, was = [], {}
        for t in named:
            columns = ", ".join(f"CAST(NULL AS text) AS {c}" if c in self.sealed[t] else c for c in self.tables[t])
            before.append(f"CREATE TEMPORARY TABLE {t} AS SELECT {columns} FROM {self.db.whole(t)}")
            for c, id_, of, text in self.cells(t):
                if text is not None:
                    was[t, c, str(id_)] = (str(of), text)
                    quoted = text.replace("'", "''")
                    before.append(f"UPDATE {t} SET {c} = '{quoted}' WHERE id = {id_}")

        def after(rows, do):
            if not re.match(r"\s*(UPDATE|INSERT|DELETE)\b", sql):
                return
            for t in named:
                self.back(t, rows, do, was)

        self.db.session(before, sql, after, say)

    def back(self, t, rows, do, was):
        plain = [c for c in self.tables[t] if c not in self.sealed[t]]
        owner = "id" if t == "route" else "route"
        do(f"DELETE FROM {self.db.whole(t)} WHERE id NOT IN (SELECT id FROM {t})")
        for c in plain:
            do(f"UPDATE {self.db.whole(t)} SET {c} = (SELECT s.{c} FROM {t} s WHERE s.id = {self.db.whole(t)}.id)"
               f" WHERE EXISTS (SELECT 1 FROM {t} s WHERE s.id = {self.db.whole(t)}.id AND"
               f" s.{c} IS DISTINCT FROM {self.db.whole(t)}.{c})")
        empty = self.db.literal(b"")
        do(f"INSERT INTO {self.db.whole(t)} ({', '.join(plain + self.sealed[t])}) SELECT {', '.join(plain)}"
           + "".join(f", CASE WHEN {c} IS NULL THEN NULL ELSE {empty} END" for c in self.sealed[t])
           + f" FROM {t} WHERE id NOT IN (SELECT id FROM {self.db.whole(t)})")
        for c in self.sealed[t]:
            texts = rows(f"SELECT id, {owner}, {self.db.bytes(f'CAST({c} AS BLOB)' if self.db.blob == 'BLOB' else self.utf8(c))}"
                         f" FROM {t} WHERE {c} IS NOT NULL")
            for id_, of, data in texts:
                text = bytes.fromhex(data).decode()
                if was.get((t, c, str(id_))) != (str(of), text):
                    sealed = self.seal(t, c, id_, of, text, do)
                    do(f"UPDATE {self.db.whole(t)} SET {c} = {self.db.literal(sealed)} WHERE id = {id_}")
            do(f"UPDATE {self.db.whole(t)} SET {c} = NULL WHERE {c} IS NOT NULL AND id IN"
               f" (SELECT id FROM {t} WHERE {c} IS NULL)")

    def rewrite(self, change):
        """Every sealed text of a record and of its history becomes change(table, column, id, route, text); None: it stays.
        On SQLite, with nobody serving it."""
        do = self.db.db.execute
        do("BEGIN IMMEDIATE")
        for t in self.sealed:
            for c, id_, of, text in list(self.cells(t)):
                new = None if text is None else change(t, c, id_, of, text)
                if new is not None:
                    do(f"UPDATE {t} SET {c} = ? WHERE id = ?", (self.seal(t, c, id_, of, new, do), id_))
            for side in ("old", "new"):
                self.rewrite_history(t, side, change, do)
        do("COMMIT")

    def rewrite_history(self, t, side, change, do):
        owner = "id" if t == "route" else "route"
        for group, id_, field, data, of in self.db.rows(
                f"SELECT v.change_group, v.record_id, v.field, v.{side}_sealed, r.{owner} FROM change_value v JOIN {t} r"
                f" ON r.id = v.record_id WHERE v.record = '{t}' AND v.{side}_sealed IS NOT NULL"):
            place = ("change_value", f"{field}.{side}", id_, of)
            text = self.open(*place, data, group)
            new = None if text is None else change(t, field, id_, of, text)
            if new is not None:
                do(f"UPDATE change_value SET {side}_sealed = ? WHERE change_group = ? AND record = ? AND record_id = ? AND"
                   " field = ?", (self.seal(*place, new, do, self.parts[t], group), group, t, id_, field))

    @staticmethod
    def utf8(column):
        return f"convert_to({column}, 'UTF8')"



if __name__ == "__main__":
    House(sys.argv[1], sys.argv[2]).run(sys.argv[3], print)
