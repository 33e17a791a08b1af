"""The disk is full while programs write, and then there is room again: by calls that say so, and, where this machine lets
us mount one, on a small disk of its own."""
import errno
import json
import os
import shutil
import subprocess

from drill import LENGTH, WRITE, House, Load, check, figures, wait_for

HTML = {"Accept": "text/html", "Accept-Language": "nl"}


def while_full(house, load, what):
    """What is asked now is answered: a page as ever, or a refusal that says so; never half of it."""
    writer = load.writers[0]
    seen = set()

    def refused():
        status, told, body = load.probe()
        seen.add(status)
        return (status, told, body) if status in (503, 507) else None
    answer = wait_for(refused)
    if check(f"{what}: a write is refused as no room (503, 507)", answer is not None, seen):
        check(f"{what}: in the form of a problem with its number", "problem+json" in answer[1].get("content-type", "") and
              json.loads(answer[2]).get("number"), answer[2][:300])
    status, _, body = house.ask("GET", "/in", HTML)
    check(f"{what}: the page to sign in is there or says why not", status in (200, 503, 507) and b"</html>" in body, status)
    status, _, body = house.ask("GET", "/api/v1/kinderen", {"Authorization": f"Bearer {writer.reader}"})
    check(f"{what}: a list of children is shown, or closed when the look cannot be recorded", status in (200, 503, 507), status)


def healed(house, load, what):
    check(f"{what}: with room it goes on by itself", load.more(10))
    load.end()
    duties = house.duties()
    check(f"{what}: no process was lost", {"web", "jobs", "keys", "out"} <= set(duties), duties)
    house.stop()
    load.prove(what)
    house.prove(what)


def by_calls(world, rounds):
    house, faults = world.faulty_house("disk")
    load = Load(house)
    check("disk: it serves", house.start())
    load.start()
    check("disk: writing goes well before it is full", load.more())
    hits = 0
    for _ in range(rounds):
        faults.ask(WRITE | LENGTH, error=errno.ENOSPC, lasting=True)
        while_full(house, load, "disk")
        hits += faults.stop()[0]
        check("disk: with room writing goes on", load.more())
    healed(house, load, "disk")
    check("disk: calls did fail", hits > 0)
    figures("disk full by calls", rounds=rounds, refused_calls=hits, acknowledged=load.total())


def on_a_small_disk(world, size):
    place = f"{world.work}/small-{size}"
    os.mkdir(place)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", place], capture_output=True, check=False)
    if mounted.returncode != 0:
        figures("disk of its own", mounted="no: this machine does not let us")
        return
    try:
        shutil.copytree(world.demo, f"{place}/house")
        house = House(world.program, f"{place}/house")
        house.log = f"{world.work}/small-{size}.log"
        load = Load(house)
        what = f"disk of {size} MiB"
        check(f"{what}: it serves", house.start())
        load.start()
        check(f"{what}: writing goes well before it is full", load.more())
        with open(f"{place}/filler", "wb", buffering=0) as f:
            try:
                while True:
                    f.write(bytes(4096))
            except OSError:
                pass
        before = load.total()
        while_full(house, load, what)
        done = house.run("backup", "--to", f"{place}/kept")
        check(f"{what}: a back-up says that it cannot be made", done.returncode == 1 and done.stderr.count("thuisnabij: ") == 1,
              done.stderr)
        check(f"{what}: and leaves nothing", not os.path.exists(f"{place}/kept"))
        os.remove(f"{place}/filler")
        healed(house, load, what)
        figures(what, acknowledged_before=before, acknowledged=load.total())
    finally:
        subprocess.run(["umount", "-l", place], check=False)


def drill(world):
    by_calls(world, 100 if world.long else 2)
    for size in (24, 32, 64) if world.long else (24,):
        on_a_small_disk(world, size)
