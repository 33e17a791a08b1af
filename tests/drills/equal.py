"""The same random operations on SQLite and on PostgreSQL: the same answers line by line, and after it the same dump to
the byte. Both begin as the demonstration; what may differ (ids, random bytes) follows from the seed (operations.c)."""
import os
import shutil
import subprocess
import tempfile

from drill import NOW_MS, House, check, figures

SHORT, LONG = 600, 50000


def first_difference(one, other):
    """The first line that differs, of both; None: none does."""
    with open(one, encoding="utf-8", errors="replace") as a, open(other, encoding="utf-8", errors="replace") as b:
        for x, y in zip(a, b):
            if x != y:
                return x[:600], y[:600]
    return None if os.path.getsize(one) == os.path.getsize(other) else ("one of them is longer", "")


def operate(world, house, main, looks, number, answers):
    words = [f"{world.build}/tests/drills/operations", main, looks, f"{world.demo}/keys/master.key", str(world.seed),
             str(number), str(NOW_MS)]
    with open(answers, "wb") as out:
        done = subprocess.run(words, stdout=out, stderr=subprocess.PIPE, check=False, env=house.environment(), timeout=7200)
    return check(f"equal: {number} operations are done", done.returncode == 0, done.stderr.decode(errors="replace")[-2000:])


def tally(answers):
    """How many operations of each kind, and how each ended."""
    kinds, ends = {}, {}
    with open(answers, encoding="utf-8", errors="replace") as f:
        for line in f:
            words = line.split()
            kinds[words[1]] = kinds.get(words[1], 0) + 1
            words[-2:] = [words[-1]] if words[-2] != "not" else ["not found"]
            ends[words[-1]] = ends.get(words[-1], 0) + 1
    return kinds, ends


def both(world, server, number):
    folder = f"{world.work}/equal"
    os.mkdir(folder)
    begin = f"{folder}/begin.dump"
    done = House(world.program, world.demo).run("export", "--to", begin)
    check("equal: what both begin with", done.returncode == 0, done.stderr)
    subprocess.run(["psql", "-Xq", server, "-c", "CREATE DATABASE tn_equal TEMPLATE template0"], check=True)
    url = server.replace("/postgres?", "/tn_equal?")
    lite = House(world.program, f"{folder}/lite", demo=world.demo)
    post = House(world.program, f"{folder}/post", database=url, demo=world.demo)
    done = post.run("import", "region", begin)
    check("equal: the other is given the same", done.returncode == 0, done.stderr)
    files = f"sqlite:{lite.folder}/db"
    well = operate(world, lite, f"{files}/thuisnabij.db", f"{files}/looks.db", number, f"{folder}/lite.answers")
    well = operate(world, post, url, url, number, f"{folder}/post.answers") and well
    differs = first_difference(f"{folder}/lite.answers", f"{folder}/post.answers")
    check("equal: each answer is the same", differs is None, differs)
    for house, name in ((lite, "lite"), (post, "post")):
        done = house.run("export", "--to", f"{folder}/{name}.dump")
        check("equal: it is exported", done.returncode == 0, done.stderr)
        house.prove(f"equal, {name}")
    same = subprocess.run(["cmp", f"{folder}/lite.dump", f"{folder}/post.dump"], capture_output=True, text=True, check=False)
    check("equal: the dumps are the same to the byte", same.returncode == 0, same.stdout + same.stderr)
    changed = subprocess.run(["cmp", "-s", begin, f"{folder}/lite.dump"], check=False).returncode
    check("equal: and not what it began with", changed == 1)
    if well:
        kinds, ends = tally(f"{folder}/lite.answers")
        check("equal: there were operations of each kind", len(kinds) == 11, kinds)
        figures("equal", operations=number, dump_bytes=os.path.getsize(f"{folder}/lite.dump"),
                kinds=" ".join(f"{k}:{n}" for k, n in sorted(kinds.items())),
                ends=" ".join(f"{k}:{n}" for k, n in sorted(ends.items())))


def drill(world):
    folder = tempfile.mkdtemp(prefix="tn-equal-")
    os.chmod(folder, 0o755)
    try:
        done = subprocess.run([f"{world.root}/tests/pg", "start", f"{folder}/pg"], capture_output=True, text=True, check=False)
        if check("equal: a PostgreSQL of its own", done.returncode == 0, done.stderr):
            both(world, done.stdout.strip(), LONG if world.long else SHORT)
    finally:
        subprocess.run([f"{world.root}/tests/pg", "stop", f"{folder}/pg"], capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)
