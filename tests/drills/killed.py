"""kill -9 of the web process, of others, of the supervisor and of all at once, while programs write."""
import random
import time

from drill import Load, check, figures, wait_for

# Who is killed. A duty is started again by the supervisor; the supervisor by this drill, as a service manager does.
ROUNDS = (("web",), ("web",), ("jobs",), ("web", "keys"), ("supervisor",), ("web", "jobs", "keys", "out", "supervisor"))


def back(house, names):
    """It goes on by itself: each duty that was killed is there again as another process."""
    before = house.duties()
    house.kill(*names)
    if "supervisor" in names:
        return house.start()
    return wait_for(lambda: all(house.duties().get(n) not in (None, before.get(n)) for n in names))


def drill(world):
    house = world.house("killed")
    load = Load(house)
    check("killed: it serves", house.start())
    load.start()
    check("killed: writing goes well before anything is killed", load.more())
    kills = {}
    rounds = 5000 if world.long else 5
    for _ in range(rounds):
        for names in ROUNDS:
            time.sleep(random.uniform(0, 0.15))  # at another moment each time
            check(f"killed: {' '.join(names)} comes back", back(house, names))
            check(f"killed: after {' '.join(names)} writing goes on", load.more(1))
            kills[" ".join(names)] = kills.get(" ".join(names), 0) + 1
    load.end()
    house.stop()
    found, _ = load.prove("killed")
    house.prove("killed")
    figures("killed", rounds=sum(kills.values()), acknowledged=load.total(), there=found,
            looks=sum(w.reads for w in load.writers))
