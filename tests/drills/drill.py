"""What the drills share: a house that is served and killed, programs that write in it over HTTP, and the proof that all
that was acknowledged is there, once, and whole."""
import glob
import http.client
import json
import mmap
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from served import LEVEL_FULL, NOW, NOW_MS, blake  # noqa: E402

FOREVER = 2 ** 63 - 1
HOUR = 3600000
YEAR = 365 * 24 * HOUR
WRITE, SYNC, LENGTH, MEMORY = 1, 2, 4, 8  # as in faults.c
WAIT = 60  # the longest that anything is waited for; nothing is measured by it

counts = {"passed": 0, "failed": 0}


def check(what, right, told=""):
    counts["passed" if right else "failed"] += 1
    if not right:
        print("FAILED", what, str(told)[:2000], flush=True)
    return right


def figures(what, **numbers):
    """A line for docs/tested.md."""
    print(f"figure {what}:", ", ".join(f"{k.replace('_', ' ')} {v}" for k, v in numbers.items()), flush=True)


def wait_for(what, seconds=WAIT):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = what()
        if answer:
            return answer
        time.sleep(0.02)
    return None


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def lite_rows(path, text, *args):
    db = sqlite3.connect(path, timeout=30)
    try:
        rows = db.execute(text, args).fetchall()
        db.commit()
        return rows
    finally:
        db.close()


def lite_whole(path):
    """Is every page of the file sound? And what is not. SQLite 3.40 takes columns of a table without rowid for NULL in this
    check; they are asked for themselves."""
    faults = []
    for (line,) in lite_rows(path, "PRAGMA integrity_check"):
        null = re.fullmatch(r"NULL value in (\w+)\.(\w+)", line)
        if line != "ok" and not (null and lite_rows(path, f"SELECT 1 FROM {null[1]} WHERE {null[2]} IS NULL LIMIT 1") == []):
            faults.append(line)
    return not faults, faults


class Faults:
    """What faults.c reads while the program runs."""

    FORM = struct.Struct("<qqqqIiIi")

    def __init__(self, path):
        with open(path, "wb") as f:
            f.write(bytes(self.FORM.size))
        with open(path, "r+b") as f:
            self.room = mmap.mmap(f.fileno(), self.FORM.size)

    def ask(self, kinds, after=0, error=0, lasting=False, pid=0):
        shift = self.FORM.unpack(self.room[:])[0]
        self.room[:] = self.FORM.pack(shift, after, 0, 0, 0, error, int(lasting), pid)
        self.room[32:36] = struct.pack("<I", kinds)

    def stop(self):
        """Nothing fails any more; how many calls failed, and how many there were."""
        self.room[32:36] = struct.pack("<I", 0)
        _, _, hits, calls, *_ = self.FORM.unpack(self.room[:])
        return hits, calls

    def shift(self, ms):
        self.room[0:8] = struct.pack("<q", ms)


class House:
    """A data folder and the server in front of it. `database`: the URL of a PostgreSQL, else SQLite."""

    def __init__(self, program, folder, database=None, demo=None):
        self.program, self.folder, self.database = program, folder, database
        self.log, self.process, self.port = folder + ".log", None, free_port()
        self.extra = ["--database", database] if database else []
        self.tokens, self.clock = 0, NOW
        if demo:
            shutil.copytree(demo, folder, symlinks=True)

    def environment(self):
        return dict(os.environ, ASAN_OPTIONS="detect_leaks=0")

    def run(self, *words, seconds=300):
        return subprocess.run([self.program, *words, "--data", self.folder, *self.extra], capture_output=True, text=True,
                              check=False, env=self.environment(), timeout=seconds)

    def make(self):
        done = self.run("demo", "--seed", "1", "--today", "2026-11-23")
        if done.returncode != 0:
            sys.exit(f"no demonstration: {done.stderr}")

    # --- its database ---

    def rows(self, text, looks=False):
        if self.database:
            done = subprocess.run(["psql", "-XqAt", "-F", "\x1f", self.database, "-c", text], capture_output=True,
                                  text=True, check=False)
            if done.returncode != 0:
                raise RuntimeError(done.stderr)
            return [tuple(line.split("\x1f")) for line in done.stdout.splitlines()]
        return lite_rows(f"{self.folder}/db/{'looks' if looks else 'thuisnabij'}.db", text)

    def token(self, who):
        """A key for programs of this person, who may write."""
        account, role = self.rows("SELECT a.id, s.role FROM account a JOIN holds h ON h.account = a.id JOIN seat s ON"
                                  f" s.id = h.seat WHERE a.email = '{who}@merenland.test' ORDER BY h.id")[0]
        self.tokens += 1
        token = f"drill-{self.tokens:035}"
        link = blake(token.encode()).hex()
        link = f"'\\x{link}'" if self.database else f"x'{link}'"
        self.rows(f"INSERT INTO api_token VALUES ({9000 + self.tokens}, '{9000 + self.tokens:013}', 1, 1, {link}, {account},"
                  f" '{role}', 'test', 'write', {NOW_MS - 3 * YEAR}, {NOW_MS + 20 * YEAR}, {FOREVER})")
        return token, int(account)

    def session(self, who):
        """Signed in a minute ago, for eight hours, as who() says; the word of the cookie."""
        _, account = self.token(who)
        role = self.rows(f"SELECT role FROM api_token WHERE id = {9000 + self.tokens}")[0][0]
        token = f"zitting-{self.tokens:035}"
        self.rows(f"INSERT INTO session VALUES ({9000 + self.tokens}, '{9000 + self.tokens:013}', x'{blake(token.encode()).hex()}',"
                  f" {account}, {LEVEL_FULL}, '{role}', {NOW_MS - 60000}, {NOW_MS - 60000}, {NOW_MS + 8 * HOUR}, 'test', NULL)")
        return token

    # --- serving ---

    def start(self, wait=True):
        """Starts it, again and again until it serves: what a service manager does."""
        settings = f"{self.folder}/thuisnabij.conf"
        with open(settings, encoding="utf-8") as f:
            text = f.read()
        if "mode = test" not in text:
            with open(settings, "w", encoding="utf-8") as f:
                f.write(re.sub(r"(?m)^mode = .*", "mode = test", text))
        end = time.monotonic() + WAIT
        while True:
            self.launch()
            if not wait or self.serves():
                return True
            if time.monotonic() > end:
                return False
            time.sleep(0.05)

    def launch(self):
        clock = ["--clock", self.clock] if self.clock else []
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "--data", self.folder, *self.extra, "serve", "--listen", f"127.0.0.1:{self.port}", *clock],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self.environment())

    def serves(self):
        """False: it ended before it answered."""
        def answers():
            return self.process.poll() is not None or self.listens()
        wait_for(answers)
        return self.process.poll() is None

    def listens(self):
        try:
            return self.ask("GET", "/", {})[0] in (200, 303)
        except (OSError, http.client.HTTPException):
            return False

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)
        self.process = None

    def duties(self):
        """Name of the duty -> process, of the children of our own server."""
        found = {}
        for path in glob.glob("/proc/[0-9]*/stat"):
            try:
                with open(path) as f:
                    parent = int(f.read().rsplit(")", 1)[1].split()[1])
                if self.process is None or parent != self.process.pid:
                    continue
                with open(os.path.dirname(path) + "/cmdline", "rb") as f:
                    words = f.read().split(b"\0")
            except (OSError, IndexError):
                continue
            if len(words) > 2 and words[1] == b"duty":
                found[words[2].decode()] = int(path.split("/")[2])
        return found

    def kill(self, *names):
        """kill -9: duties by name, or `all` with the server itself first or last."""
        duties = self.duties()
        for name in names:
            pid = self.process.pid if name == "supervisor" else duties.get(name)
            if pid is not None:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        if "supervisor" in names:
            self.process.wait(60)

    def ask(self, method, path, headers, body=None, line=None, seconds=60):
        own = line is None
        line = line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            line.request(method, path, body=body, headers=headers)
            answer = line.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            if own:
                line.close()

    # --- the proof ---

    def prove(self, what):
        """The record is as it was written, and the database is what the program expects."""
        done = self.run("audit", "verify")
        check(f"{what}: the record is as it was written", done.returncode == 0, done.stdout + done.stderr)
        done = self.run("check")
        check(f"{what}: the database is as the program expects it", done.returncode == 0, done.stdout + done.stderr)
        if not self.database:
            for name in ("thuisnabij", "looks"):
                check(f"{what}: {name}.db is whole", *lite_whole(f"{self.folder}/db/{name}.db"))


class Writer(threading.Thread):
    """One program that writes: schools of its own, each sent under one key until it is answered. Between them it reads
    children, so that looks are written."""

    SCHOOL = {"kind": "bo", "denomination": "openbaar", "street": "Kade", "house_number": "1", "postcode": "8601 AB",
              "place": "Merenburg", "municipality": "Oevermeer", "holidays": "noord"}

    def __init__(self, house, number, token, reader=None):
        super().__init__(daemon=True)
        self.house, self.number, self.token, self.reader = house, number, token, reader
        self.tried, self.acked, self.said = [], [], None
        self.reads, self.at, self.gap, self.last = 0, 0, 0.0, None
        self.ending = threading.Event()
        self.clean = {201, 429, 503, 507}
        self.pid = None
        self.chance = random.Random(number)

    def name(self, n):
        return f"Oefenschool {self.number} {n}"

    def write(self, n):
        """True: it is acknowledged."""
        brin = f"{n // 2600 % 100:02}{chr(65 + n // 100 % 26)}{chr(65 + self.number % 26)}{n % 100:02}"
        body = json.dumps({**self.SCHOOL, "name": self.name(n), "brin": brin})
        status, headers, told = self.house.ask("POST", "/api/v1/scholen", {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Accept": "application/json",
            "Idempotency-Key": f"oefening-{self.number}-{n}"}, body)
        self.said = status, headers, told
        if status not in self.clean:
            check(f"a school is answered by 201 or a clean refusal, not {status}", False, told[:300])
            self.ending.set()
        return status == 201

    def look(self):
        """A child of this reader; True: its page was shown."""
        headers = {"Authorization": f"Bearer {self.reader}", "Accept": "application/json"}
        if self.pid is None:
            _, _, told = self.house.ask("GET", "/api/v1/kinderen", headers)
            self.pid = json.loads(told)["items"][0]["pid"]
        return self.house.ask("GET", f"/api/v1/kinderen/{self.pid}", headers)[0] == 200

    def once(self):
        n = self.at
        if len(self.tried) == n:
            self.tried.append(self.name(n))
        if self.write(n):
            now = time.monotonic()
            self.gap = max(self.gap, now - (self.last or now))
            self.last = now
            self.acked.append(self.name(n))
            self.at += 1
        if self.reader and n % 4 == 0 and self.look():
            self.reads += 1

    def run(self):
        while not self.ending.is_set():
            try:
                self.once()
            except (OSError, http.client.HTTPException, json.JSONDecodeError, KeyError, IndexError):
                time.sleep(self.chance.uniform(0, 0.02))


class Load:
    """Writers at work, and what must be true of what they wrote."""

    def __init__(self, house, writers=3):
        self.house = house
        reader, self.reading = house.token("traject1")
        self.writers = [Writer(house, n, house.token("directeur1")[0], reader) for n in range(writers)]
        self.by_hand = Writer(house, writers, self.writers[0].token)

    def start(self):
        for w in self.writers:
            w.start()

    def probe(self):
        """One write beside theirs, each time another; its status and answer."""
        w = self.by_hand
        w.tried.append(w.name(len(w.tried)))
        done = w.write(len(w.tried) - 1)
        if done:
            w.acked.append(w.tried[-1])
        return w.said

    def total(self):
        return sum(len(w.acked) for w in self.writers)

    def more(self, n=5):
        """Waits until so many more were acknowledged."""
        now = self.total()
        return wait_for(lambda: self.total() >= now + n or any(not w.is_alive() for w in self.writers)) and \
            self.total() >= now + n

    def end(self):
        for w in self.writers:
            w.ending.set()
        for w in self.writers:
            w.join(WAIT)
            check("a writer comes to its end", not w.is_alive())

    def gap(self):
        return max(w.gap for w in self.writers)

    def prove(self, what, lost_from=None):
        """All that was acknowledged is there once, nothing else is, and nothing is half. `lost_from`: of a back-up of that
        moment, only what was acknowledged before it (a set of names)."""
        found = {}
        for name, in self.house.rows("SELECT name FROM school WHERE name LIKE 'Oefenschool %'"):
            found[name] = found.get(name, 0) + 1
        everyone = [*self.writers, self.by_hand]
        acked = {n for w in everyone for n in w.acked} if lost_from is None else lost_from
        tried = {n for w in everyone for n in w.tried}
        check(f"{what}: all {len(acked)} that were acknowledged are there", acked <= set(found), sorted(acked - set(found))[:5])
        check(f"{what}: none is there twice", all(n == 1 for n in found.values()),
              [n for n, times in found.items() if times > 1][:5])
        check(f"{what}: none is there that nobody sent", set(found) <= tried, sorted(set(found) - tried)[:5])
        written = {}
        for name, in self.house.rows("SELECT new FROM change_value WHERE record = 'school' AND field = 'name'"
                                     " AND new LIKE 'Oefenschool %'"):
            written[name] = written.get(name, 0) + 1
        check(f"{what}: each stands once in the record of changes", written == found,
              sorted(set(written.items()) ^ set(found.items()))[:5])
        keys = int(self.house.rows("SELECT count(*) FROM form_key WHERE form_key LIKE '%oefening-%'")[0][0])
        if lost_from is None:
            looks = int(self.house.rows(f"SELECT count(*) FROM look WHERE account = {self.reading}", looks=True)[0][0])
            reads = sum(w.reads for w in self.writers)
            check(f"{what}: each of {reads} pages that were shown is recorded", looks >= reads, looks)
        return len(found), keys
