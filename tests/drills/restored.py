"""Back-ups at moments by chance while programs write; then all is killed and lost, and the newest back-up is put back in
an empty place. Everything that was acknowledged before that back-up began is there, and the record is whole."""
import os
import random
import shutil
import time

from drill import House, Load, check, figures


def lost_and_restored(world, number):
    what = "restored"
    house = world.house(f"restored-{number}")
    key, newest = f"{house.folder}.key", None
    made = house.run("backup", "--new-key", key)
    check(f"{what}: a key is made", made.returncode == 0, made.stderr)
    load = Load(house)
    check(f"{what}: it serves", house.start())
    load.start()
    for n in range(random.randint(1, 2)):
        load.more(random.randint(1, 15))
        before, at = {name for w in load.writers for name in w.acked}, time.monotonic()
        done = house.run("backup", "--to", f"{house.folder}.{n}.tnb")
        check(f"{what}: a back-up is made while it is written in", done.returncode == 0, done.stderr)
        newest = f"{house.folder}.{n}.tnb", before, at
    load.more(random.randint(1, 20))
    path, before, at = newest
    house.kill("web", "jobs", "keys", "out", "supervisor")
    behind = time.monotonic() - at
    load.end()
    shutil.rmtree(house.folder)
    began = time.monotonic()
    done = house.run("restore", "--from", path, "--key", key)
    check(f"{what}: it is put back", done.returncode == 0, done.stderr)
    check(f"{what}: it serves again", house.start())
    again = time.monotonic() - began
    found, _ = load.prove(what, lost_from=before)
    after = Load(house, writers=1)
    after.writers[0].number = 7  # names of its own
    after.start()
    check(f"{what}: writing goes on", after.more(5))
    after.end()
    house.stop()
    house.prove(what)
    return behind, again, load.total() - found


def drill(world):
    seen = [lost_and_restored(world, n) for n in range(200 if world.long else 2)]
    figures("restored", rounds=len(seen), data_lost_s=f"at most {max(s[0] for s in seen):.1f}",
            back_after_s=f"at most {max(s[1] for s in seen):.1f}", written_after_the_back_up=sum(max(0, s[2]) for s in seen))
