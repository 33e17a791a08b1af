"""The database goes away under the program: its files are taken away, swapped, shortened, spoilt. It says so, makes no new
and empty one in its place, and acknowledges nothing that would be lost."""
import glob
import os
import shutil

from drill import Load, check, figures, lite_rows, wait_for

HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}


class Case:
    """One house that is served and written in until its database goes."""

    def __init__(self, world, name):
        self.what = f"lost, {name}"
        self.house = world.house(f"lost-{name.replace(' ', '-')}")
        self.load = Load(self.house)
        for writer in (*self.load.writers, self.load.by_hand):
            writer.clean.add(500)  # a file that is not what it was is out of order
        check(f"{self.what}: it serves", self.house.start())
        self.load.start()
        check(f"{self.what}: writing goes well before", self.load.more())
        check(f"{self.what}: a child was looked at", wait_for(lambda: self.load.writers[0].pid))
        check(f"{self.what}: heads are written down", wait_for(
            lambda: os.path.exists(f"{self.house.folder}/heads.log") and os.path.getsize(f"{self.house.folder}/heads.log") > 0))

    def files(self, name):
        return sorted(glob.glob(f"{self.house.folder}/db/{name}.db*"))

    def away(self, name, to):
        os.makedirs(to, exist_ok=True)
        for path in self.files(name):
            os.rename(path, f"{to}/{os.path.basename(path)}")

    def back(self, place):
        for path in glob.glob(f"{place}/*"):
            os.rename(path, f"{self.house.folder}/db/{os.path.basename(path)}")

    def refused(self, kind="write"):
        """What is asked now is refused as out of order, and goes on being refused; nothing is acknowledged."""
        writer = self.load.writers[0]
        def ask():
            if kind == "write":
                return self.load.probe()[0]
            return self.house.ask("GET", f"/api/v1/kinderen/{writer.pid}", {**HEADERS, "Authorization": f"Bearer {writer.reader}"})[0]
        first = wait_for(lambda: ask() in (500, 503))
        check(f"{self.what}: a {kind} is refused", first)
        again = [ask() for _ in range(5)]
        check(f"{self.what}: and stays refused", all(s in (500, 503) for s in again), again)

    def said(self, words):
        with open(self.house.log, encoding="utf-8", errors="replace") as f:
            check(f"{self.what}: the log says so", words in f.read(), words)

    def starts_not(self, words):
        """A start is refused in one line, and makes nothing."""
        before = sorted(os.listdir(f"{self.house.folder}/db"))
        for command in (("serve", "--listen", f"127.0.0.1:{self.house.port}", "--clock", self.house.clock), ("migrate",)):
            done = self.house.run(*command, seconds=120)
            check(f"{self.what}: {command[0]} is refused", done.returncode == 1 and words in done.stderr,
                  (done.returncode, done.stdout[-300:], done.stderr[-600:]))
        after = sorted(n for n in os.listdir(f"{self.house.folder}/db") if not n.endswith(("-wal", "-shm")))
        check(f"{self.what}: and nothing is made", set(after) <= set(before), after)

    def end(self):
        self.load.end()
        self.house.stop()


def renamed(world, name, kind):
    """Taken away and put back while it is served: what was acknowledged is there, and it goes on without anyone."""
    case = Case(world, f"{name} renamed")
    away = f"{case.house.folder}/elsewhere"
    case.away(name, away)
    case.refused(kind)
    case.said("db.lost")
    case.back(away)
    check(f"{case.what}: put back, it goes on", case.load.more(10))
    case.end()
    case.load.prove(case.what)
    case.house.prove(case.what)


def removed(world, name, kind):
    """Gone for good: refused until it is stopped, and then it does not start with an empty one."""
    case = Case(world, f"{name} removed")
    case.away(name, f"{case.house.folder}/elsewhere")
    shutil.rmtree(f"{case.house.folder}/elsewhere")
    case.refused(kind)
    case.end()
    case.starts_not("is not there")


def removed_both(world):
    case = Case(world, "both removed")
    for name in ("thuisnabij", "looks"):
        case.away(name, f"{case.house.folder}/elsewhere")
    shutil.rmtree(f"{case.house.folder}/elsewhere")
    case.refused()
    case.end()
    case.starts_not("is not there")


def emptied(world, name, kind):
    """Cut to nothing, as a copy that failed does: not taken for a new one."""
    case = Case(world, f"{name} emptied")
    os.truncate(f"{case.house.folder}/db/{name}.db", 0)
    case.refused(kind)
    case.end()
    case.house.stop()
    for path in case.files(name):
        if path.endswith(("-wal", "-shm")):
            os.remove(path)
    os.truncate(f"{case.house.folder}/db/{name}.db", 0)
    case.starts_not("is empty")


def shortened(world):
    """Half of it is gone: never served as if it were whole."""
    case = Case(world, "shortened")
    path = f"{case.house.folder}/db/thuisnabij.db"
    os.truncate(path, os.path.getsize(path) // 8192 * 4096)
    case.refused()
    case.end()
    done = case.house.run("audit", "verify")
    check(f"{case.what}: the proof fails", done.returncode != 0, done.stdout)


def spoilt(world):
    """A value in a page becomes another one, below what the database itself can see: the proof finds it."""
    case = Case(world, "spoilt")
    case.end()
    path = f"{case.house.folder}/db/thuisnabij.db"
    lite_rows(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    with open(path, "r+b") as f:
        data = f.read()
        name = sorted(case.load.writers[0].acked)[-1].encode()
        places = []
        at = data.find(name)
        while at >= 0:
            places.append(at)
            at = data.find(name, at + 1)
        for at in places:
            f.seek(at)
            f.write(b"X")
    check(f"{case.what}: there was something to spoil", len(places) > 1)
    done = case.house.run("audit", "verify")
    check(f"{case.what}: the proof says where", done.returncode == 2, (done.returncode, done.stdout, done.stderr))


def swapped(world):
    """An older copy is put in the place of the files while it is served: not written in, and the proof says what lacks."""
    case = Case(world, "swapped")
    heads = f"{case.house.folder}/heads.log"
    size = os.path.getsize(heads)
    case.house.stop()
    check(f"{case.what}: it starts again", case.house.start())
    check(f"{case.what}: heads of what was written since are written down", wait_for(lambda: os.path.getsize(heads) > size))
    copy = f"{case.house.folder}/older"
    os.mkdir(copy)
    for name in ("thuisnabij", "looks"):
        shutil.copy(f"{world.demo}/db/{name}.db", copy)
        case.away(name, f"{case.house.folder}/elsewhere")
    case.back(copy)
    case.refused()
    case.end()
    done = case.house.run("audit", "verify")
    check(f"{case.what}: the proof says that what was written down is not there", done.returncode == 2,
          (done.returncode, done.stdout, done.stderr))


def drill(world):
    cases = 0
    for name, kind in (("thuisnabij", "write"), ("looks", "read")):
        for one in (renamed, removed, emptied):
            one(world, name, kind)
            cases += 1
    for one in (removed_both, shortened, spoilt, swapped):
        one(world)
        cases += 1
    figures("lost", cases=cases)
