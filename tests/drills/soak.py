"""Writing, reading, lists and dossiers of others, back-ups, for as many rounds as asked: no process grows in memory or
open files."""
import os
import threading

from drill import WAIT, Load, check, figures
from imports import Imports

ROUNDS_TO_WARM = 2


def size_of(pid):
    """Memory in KiB and open files of a process."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as f:
        kib = next(int(line.split()[1]) for line in f if line.startswith("VmRSS"))
    return kib, len(os.listdir(f"/proc/{pid}/fd"))


class Pages(threading.Thread):
    """A reader of pages that need no one."""

    def __init__(self, house):
        super().__init__(daemon=True)
        self.house, self.read, self.ending = house, 0, threading.Event()

    def run(self):
        while not self.ending.is_set():
            try:
                self.read += self.house.ask("GET", "/in", {"Accept": "text/html"})[0] == 200
            except OSError:
                pass


def drill(world):
    house = world.house("soak")
    key, out = f"{house.folder}.key", f"{house.folder}.tnb"
    house.run("backup", "--new-key", key)
    load, pages, imports = Load(house), Pages(house), Imports(house)
    check("soak: it serves", house.start())
    load.start()
    pages.start()
    imports.start()
    before, rounds = {}, 300 if world.long else 6
    for n in range(rounds):
        check("soak: writing goes on", load.more(40))
        done = house.run("backup", "--to", out)
        check("soak: a back-up goes well", done.returncode == 0, done.stderr)
        os.remove(out)
        if n == ROUNDS_TO_WARM - 1:
            before = {d: (pid, *size_of(pid)) for d, pid in house.duties().items()}
    pages.ending.set()
    imports.ending.set()
    load.end()
    pages.join()
    imports.join(WAIT)
    told = {}
    for duty, pid in house.duties().items():
        first, kib, files = before.get(duty, (0, 0, 0))
        now_kib, now_files = size_of(pid)
        check(f"soak: {duty} is the same process", pid == first)
        check(f"soak: {duty} has no more files open than its work asks", now_files <= files + 16, (files, now_files))
        # Generous: caches and what the sanitizer keeps of freed memory fill slowly.
        check(f"soak: {duty} does not grow", now_kib <= 2 * kib + 256 * 1024, (kib, now_kib))
        told[duty] = f"{kib // 1024}->{now_kib // 1024} MiB, {files}->{now_files} files"
    house.stop()
    load.prove("soak")
    imports.prove("soak")
    house.prove("soak")
    figures("soak", rounds=rounds, acknowledged=load.total(), pages=pages.read, **imports.done, **told)
