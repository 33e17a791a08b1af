"""Each call of a scenario fails once: writing, making durable and making longer with EIO, no room, half a write or EINTR, and
memory that is not there. The program says so in one line or goes on; nothing is half, and the next try goes well."""
import errno
import os
import shutil

from drill import LENGTH, MEMORY, SYNC, WRITE, House, Load, check, figures

KINDS = (("EIO on writing", WRITE, errno.EIO), ("no room on writing", WRITE, errno.ENOSPC), ("half a write", WRITE, 0),
         ("EINTR on writing", WRITE, errno.EINTR), ("EIO on making durable", SYNC, errno.EIO),
         ("EIO on making longer", LENGTH, errno.EIO), ("no memory", MEMORY, errno.ENOMEM))
# Own code ends the process where memory is gone (arena.c): a machine without memory is restarted. SIGABRT is 6.
ENDS_WELL = {WRITE: (0, 1), SYNC: (0, 1), LENGTH: (0, 1), MEMORY: (0, 1, -6)}


class Scenario:
    """One command on a copy of a house, and what must be true after it, whether it failed or not."""

    name, words = "", ()

    def __init__(self, house, kept):
        self.house, self.kept = house, kept

    def fresh(self):
        shutil.rmtree(self.house.folder, ignore_errors=True)
        shutil.copytree(self.kept, self.house.folder)

    def holds(self, done):
        """A fault in words, or None. `done`: how the command ended."""
        raise NotImplementedError

    def whole(self):
        done = self.house.run("audit", "verify")
        return None if done.returncode == 0 else f"the record is not whole: {done.stdout[-300:]}{done.stderr[-500:]}"


class Account(Scenario):
    """Someone is invited: there wholly, or not at all, and inviting again goes well."""

    name, words = "user add", ("user", "add", "oefening@merenland.test", "--name", "Oefening")

    def count(self):
        return self.house.rows("SELECT (SELECT count(*) FROM invitation), (SELECT count(*) FROM change_group)")[0]

    def fresh(self):
        super().fresh()
        self.before = self.count()

    def holds(self, done):
        more = tuple(now - then for now, then in zip(self.count(), self.before))
        if more != (1, 1) and (done.returncode == 0 or more != (0, 0)):
            return f"it ended with {done.returncode}, and there are {more} more"
        again = self.house.run(*self.words)
        if again.returncode != 0:
            return f"the next try ends with {again.returncode}: {again.stderr[-300:]}"
        return self.whole()


class Migrate(Scenario):
    """An empty folder gets its databases: the next try makes what is missing."""

    name, words = "migrate", ("migrate",)

    def fresh(self):
        shutil.rmtree(self.house.folder, ignore_errors=True)

    def holds(self, done):
        again = self.house.run("migrate")
        if again.returncode != 0:
            return f"the next try ends with {again.returncode}: {again.stderr[-300:]}"
        fits = self.house.run("check")
        return None if fits.returncode == 0 else fits.stdout[-300:]


class Backup(Scenario):
    """A back-up is whole or has no name; the house is untouched."""

    name = "backup"

    def __init__(self, house, kept):
        super().__init__(house, kept)
        self.out = house.folder + ".tnb"
        self.words = ("backup", "--to", self.out)

    def fresh(self):
        if not os.path.isdir(self.house.folder):
            super().fresh()
        if os.path.exists(self.out):
            os.remove(self.out)

    def holds(self, done):
        there = os.path.exists(self.out)
        if done.returncode == 0:
            checked = self.house.run("backup", "--check", self.out, "--key", self.kept + ".key")
            return None if checked.returncode == 0 else f"acknowledged and not whole: {checked.stderr[-300:]}"
        return "it failed and has its name" if there and done.returncode == 1 else None


class Restore(Scenario):
    """A database has its name only when all of it is there."""

    name = "restore"

    def __init__(self, house, kept):
        super().__init__(house, kept)
        self.words = ("restore", "--from", kept + ".tnb", "--key", kept + ".key")

    def fresh(self):
        shutil.rmtree(self.house.folder, ignore_errors=True)

    def holds(self, done):
        named = os.path.exists(f"{self.house.folder}/db/thuisnabij.db")
        if done.returncode == 0 or named:
            return self.whole() if named else "acknowledged and not there"
        if done.returncode == 1 and os.path.isdir(self.house.folder) and os.listdir(self.house.folder):
            return f"what failed left {os.listdir(self.house.folder)}"
        return None


class Export(Backup):
    """A dump is whole or has no name."""

    name = "export"

    def __init__(self, house, kept):
        super().__init__(house, kept)
        self.out = house.folder + ".dump"
        self.words = ("export", "--to", self.out)
        with open(kept + ".dump", "rb") as f:
            self.right = f.read()

    def holds(self, done):
        if not os.path.exists(self.out):
            return "acknowledged and not there" if done.returncode == 0 else None
        with open(self.out, "rb") as f:
            if done.returncode == 0 and f.read() != self.right:
                return "acknowledged, and it is another"
        return "it failed and has its name" if done.returncode == 1 else None


def try_each(world, scenario, faults, kind, most):
    """Each of its calls fails once, or where there are many, evenly chosen ones from the first on."""
    name, mask, error = kind
    what = f"calls, {scenario.name}, {name}"
    scenario.fresh()
    faults.ask(mask, after=1 << 40, error=error)
    done = scenario.house.run(*scenario.words)
    calls = faults.stop()[1]
    if not check(f"{what}: goes well when nothing fails", done.returncode == 0, done.stderr[-500:]):
        return 0
    wrong, tried = [], 0
    step = max(1, calls // (100 if world.long else most))
    for n in range(world.seed % step, calls, step):
        scenario.fresh()
        faults.ask(mask, after=n, error=error)
        done = scenario.house.run(*scenario.words)
        faults.stop()
        tried += 1
        fault = None
        if done.returncode not in ENDS_WELL[mask] or "ERROR: AddressSanitizer" in done.stderr or "runtime error" in done.stderr:
            fault = f"it ended with {done.returncode}: {done.stderr[-1500:]}"
        elif done.returncode == 1 and "thuisnabij: " not in done.stderr:
            fault = f"it does not say why: {done.stderr[-500:]}"
        fault = fault or scenario.holds(done)
        if fault:
            wrong.append((n, fault))
    check(f"{what}: each of {tried} calls that failed was borne", not wrong, f"{len(wrong)}: {wrong[:3]}")
    return tried


def served(world):
    """Single calls fail now and then under the server while programs write."""
    house, faults = world.faulty_house("calls-served")
    load = Load(house)
    for writer in load.writers:
        writer.clean.add(500)  # a disk that fails is no fault of who asks
    check("calls, served: it serves", house.start())
    load.start()
    check("calls, served: writing goes well before", load.more())
    hits, rounds = 0, 200 if world.long else 6
    for n in range(rounds):
        _, mask, error = KINDS[n % 6]  # memory: the process would end, as it should
        faults.ask(mask, after=n * 7 % 23, error=error)
        check("calls, served: writing goes on", load.more(8))
        hits += faults.stop()[0]
    load.end()
    house.stop()
    load.prove("calls, served")
    house.prove("calls, served")
    return hits


def drill(world):
    program, faults = world.faulty_program(f"{world.work}/calls-program")
    kept = f"{world.work}/calls-kept"
    shutil.copytree(world.demo, kept)
    keeper = House(program, kept)
    for words in (("backup", "--new-key", kept + ".key"), ("backup", "--to", kept + ".tnb"), ("export", "--to", kept + ".dump")):
        done = keeper.run(*words)
        check(f"calls: {words[0]} before anything fails", done.returncode == 0, done.stderr)
    tried = {}
    for number, scenario in enumerate((Account, Migrate, Backup, Restore, Export) if world.long else (Account, Restore)):
        one = scenario(House(program, f"{world.work}/calls-{number}"), kept)
        for kind in KINDS:
            tried[one.name] = tried.get(one.name, 0) + try_each(world, one, faults, kind, 2 if scenario is Account else 1)
    hits = served(world)
    figures("calls that failed", **{k.replace(" ", "_"): v for k, v in tried.items()}, served=hits)
