"""The wall clock jumps while it is served: a year back, ten years on, over summer time and a leap day. Sessions and keys end
by it and not before, nobody is locked out when it is right again, and nothing is destroyed by a wrong one."""
import datetime
import json

from drill import HOUR, NOW_MS, Load, check, figures, wait_for

DAY = 24 * HOUR
JUMPS = (("an hour back", -HOUR), ("a year back", -365 * DAY), ("ten minutes on", HOUR // 6), ("an hour on", HOUR), ("to right before summer time", None),
         ("a day on", DAY), ("a year on", 365 * DAY), ("ten years on", 3652 * DAY))
COUNTED = ("route", "school", "event", "change_group", "change_value", "relation", "account", "seat", "meeting", "opp", "application")
SPECIAL = {"to right before summer time": ("2027-03-28T00:59:50+00:00", "2027-10-31T00:59:50+00:00", "2028-02-28T22:59:50+00:00",
                                           "2028-02-29T22:59:50+00:00")}


def millis(text):
    return int(datetime.datetime.fromisoformat(text).timestamp() * 1000)


def standing(house):
    """How much there is of what only people or a retention run by two persons may take away."""
    return {t: int(house.rows(f"SELECT count(*) FROM {t}")[0][0]) for t in COUNTED}


def key_of(house, load, days):
    """A key for programs that ends so many days after the true now; as the writers' own, which end after 20 years."""
    token, _ = house.token("directeur1")
    house.rows(f"UPDATE api_token SET ends = {NOW_MS + days * DAY} WHERE id = {9000 + house.tokens}")
    return token


def opens(house, token):
    return house.ask("GET", "/api/v1/scholen", {"Authorization": f"Bearer {token}"})[0]


def inside(house, token):
    return house.ask("GET", "/start", {"Cookie": f"sessie={token}", "Accept": "text/html"})[0] == 200


def drill(world):
    house, faults = world.faulty_house("clock")
    load = Load(house)
    for writer in load.writers:
        writer.clean |= {401, 403}
    short = key_of(house, load, 30)
    check("clock: it serves", house.start())
    load.start()
    check("clock: writing goes well by the true clock", load.more())
    before = standing(house)
    jumps = 0
    for name, by in JUMPS:
        for shift in [by] if by is not None else [millis(t) - NOW_MS for t in SPECIAL[name]]:
            jumps += 1
            session = house.session("traject1")
            check(f"clock, {name}: a session before", inside(house, session))
            faults.shift(shift)
            if -HOUR <= shift < HOUR or shift >= DAY:  # an hour on it may have been idle for too long
                check(f"clock, {name}: a session of eight hours is {'still there' if shift < DAY else 'over'}",
                      inside(house, session) == (shift < DAY))
            ended = shift > 30 * DAY
            if shift > -DAY:  # by a clock of a year ago the roles have not begun, and nobody is let in
                check(f"clock, {name}: writing goes on", load.more(8))
                check(f"clock, {name}: a key of 30 days is {'over' if ended else 'not over'}",
                      (opens(house, short) == 401) == ended, opens(house, short))
            faults.shift(0)
            check(f"clock, {name}: right again, the key opens", wait_for(lambda: opens(house, short) == 200))
            check(f"clock, {name}: right again, writing goes on", load.more(4))
    load.end()
    after = standing(house)
    lost = {t: (before[t], after[t]) for t in COUNTED if after[t] < before[t]}
    check("clock: nothing was destroyed by a wrong clock", not lost, json.dumps(lost))
    check("clock: no process was lost", {"web", "jobs", "keys", "out"} <= set(house.duties()), house.duties())
    house.stop()
    load.prove("clock")
    house.prove("clock")
    figures("clock", jumps=jumps, acknowledged=load.total())
