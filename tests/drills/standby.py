"""PostgreSQL with a standby that is waited for (synchronous): the primary is killed and frozen while programs write, the
standby takes over, and the program finds it among the hosts of its URL; or the standby itself is lost."""
import os
import pwd
import shutil
import signal
import subprocess
import time

from drill import House, Load, check, figures, free_port, wait_for

BIN = os.environ.get("PG_BIN", "/usr/lib/postgresql/15/bin")


def as_owner(*words, seconds=120):
    """PostgreSQL refuses to run as root."""
    if os.getuid() == 0:
        words = ("runuser", "-u", "postgres", "--", *words)
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd="/", timeout=seconds)


class Server:
    """One PostgreSQL that keeps its promises on the disk."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        os.mkdir(folder)
        if os.getuid() == 0:
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, pwd.getpwnam("postgres").pw_gid)

    def settings(self, **more):
        with open(f"{self.folder}/data/postgresql.auto.conf", "a", encoding="utf-8") as f:
            for name, value in {"port": self.port, "listen_addresses": "127.0.0.1",
                                "unix_socket_directories": self.folder, **more}.items():
                f.write(f"{name} = '{value}'\n")

    def make(self):
        done = as_owner(f"{BIN}/initdb", "--pgdata", f"{self.folder}/data", "--username=tn", "--auth=trust",
                        "--encoding=UTF8", "--no-locale", "--no-sync")
        check("standby: a primary is made", done.returncode == 0, done.stderr)
        self.settings(wal_level="replica", max_wal_senders=5, wal_keep_size="256MB", max_connections=100,
                      log_min_messages="fatal", hot_standby="on")

    def copy(self, primary):
        done = as_owner(f"{BIN}/pg_basebackup", "--pgdata", f"{self.folder}/data", "-R", "-c", "fast", "-d",
                        f"host=127.0.0.1 port={primary.port} user=tn application_name=beside")
        check("standby: a standby is made of it", done.returncode == 0, done.stderr)
        self.settings(synchronous_standby_names="")

    def start(self):
        done = as_owner(f"{BIN}/pg_ctl", "--pgdata", f"{self.folder}/data", "--log", f"{self.folder}/log", "--wait",
                        "--timeout=60", "--silent", "start")
        check("standby: a server starts", done.returncode == 0, done.stderr)

    def sql(self, text):
        done = subprocess.run(["psql", "-XqAt", f"postgresql://tn@127.0.0.1:{self.port}/postgres", "-c", text],
                              capture_output=True, text=True, check=False,
                              env=dict(os.environ, PGCONNECT_TIMEOUT="5"))
        return done.stdout.strip()

    def acknowledges(self):
        """Does it say of a write that it is done?"""
        try:
            done = subprocess.run(["psql", "-XqAt", f"postgresql://tn@127.0.0.1:{self.port}/region", "-c",
                                   "CREATE TABLE stale (n int)"], capture_output=True, check=False, timeout=3)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def pids(self):
        """The postmaster and all its processes."""
        try:
            with open(f"{self.folder}/data/postmaster.pid", encoding="utf-8") as f:
                first = int(f.readline())
        except FileNotFoundError:
            return []
        done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True, check=False)
        return [first, *map(int, done.stdout.split())]

    def signal(self, number):
        for pid in self.pids():
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass

    def promote(self):
        done = as_owner(f"{BIN}/pg_ctl", "--pgdata", f"{self.folder}/data", "--wait", "--silent", "promote")
        check("standby: it is promoted", done.returncode == 0, done.stderr)

    def stop(self, how="immediate"):
        as_owner(f"{BIN}/pg_ctl", "--pgdata", f"{self.folder}/data", f"--mode={how}", "--silent", "stop")


class Region:
    """A demonstration in a PostgreSQL that is at rest, to copy."""

    def __init__(self, world):
        self.server = Server(f"{world.work}/standby-region")
        self.server.make()
        self.server.start()
        self.server.sql("CREATE DATABASE region TEMPLATE template0")
        self.house = House(world.program, f"{world.work}/standby-region-house",
                           database=f"postgresql://tn@127.0.0.1:{self.server.port}/region")
        self.house.make()
        self.server.stop("fast")


class Pair:
    def __init__(self, world, region, name):
        self.first, self.second = Server(f"{world.work}/{name}-a"), Server(f"{world.work}/{name}-b")
        subprocess.run(["cp", "-a", f"{region.server.folder}/data", self.first.folder], check=True)
        self.first.settings()
        self.first.start()
        self.second.copy(self.first)
        self.second.start()
        hosts = f"127.0.0.1:{self.first.port},127.0.0.1:{self.second.port}"
        self.url = f"postgresql://tn@{hosts}/region?target_session_attrs=read-write"
        self.house = House(world.program, f"{world.work}/{name}", database=self.url, demo=region.house.folder)
        self.first.sql("ALTER SYSTEM SET synchronous_standby_names = 'beside'")
        self.first.sql("SELECT pg_reload_conf()")
        check("standby: the standby is waited for", wait_for(
            lambda: self.first.sql("SELECT sync_state FROM pg_stat_replication") == "sync"))

    def stop(self):
        self.house.stop()
        for server in (self.first, self.second):
            server.stop()
            shutil.rmtree(server.folder, ignore_errors=True)


def taken_over(world, region, name, frozen):
    what = f"standby, primary {name}"
    pair = Pair(world, region, f"standby-{name}")
    house, load = pair.house, None
    try:
        load = Load(house)
        check(f"{what}: it serves", house.start())
        load.start()
        check(f"{what}: writing goes well before", load.more(20))
        pair.first.signal(signal.SIGSTOP if frozen else signal.SIGKILL)
        began = time.monotonic()
        pair.second.promote()
        check(f"{what}: writing goes on at the other", load.more(20))
        gap = time.monotonic() - began
        if frozen:
            pair.first.signal(signal.SIGCONT)
            # It has no standby any more: a commit there waits for one, and nobody hears that it is done.
            check(f"{what}: the old one acknowledges nothing", not pair.first.acknowledges())
            pair.first.signal(signal.SIGKILL)  # kept away from then on, as docs/operations.md asks
            check(f"{what}: writing goes on without it", load.more(10))
        load.end()
        found, _ = load.prove(what)
        house.prove(what)
        figures(what, acknowledged=load.total(), there=found, write_gap_ms=int(load.gap() * 1000), after_promote_ms=int(gap * 1000))
    finally:
        if frozen:
            pair.first.signal(signal.SIGCONT)  # so that it can be stopped
        if load is not None:
            for w in load.writers:
                w.ending.set()
        pair.stop()


def left_alone(world, region, name):
    """The standby is lost: what is saved waits for it and is refused, pages are shown; without it by hand, it goes on."""
    what = f"standby {name}"
    pair = Pair(world, region, f"standby-{name}")
    house, load = pair.house, Load(pair.house)
    try:
        check(f"{what}: it serves", house.start())
        check(f"{what}: a write goes well before", load.probe()[0] == 201)
        pair.second.signal(signal.SIGKILL)
        began = time.monotonic()
        status = load.probe()[0]
        waited = time.monotonic() - began
        check(f"{what}: what cannot be saved on both is refused", status == 503, status)
        check(f"{what}: pages are shown", house.ask("GET", "/in", {"Accept": "text/html"})[0] == 200)
        pair.first.sql("ALTER SYSTEM SET synchronous_standby_names = ''")
        pair.first.sql("SELECT pg_reload_conf()")
        check(f"{what}: without it, writing goes on", wait_for(lambda: load.probe()[0] == 201))
        load.prove(what)
        house.prove(what)
        figures(what, refused_after_ms=int(waited * 1000))
    finally:
        pair.stop()


def drill(world):
    region = Region(world)
    for n in range(20 if world.long else 1):
        taken_over(world, region, f"killed{n or ''}", False)
        taken_over(world, region, f"frozen{n or ''}", True)
    left_alone(world, region, "lost")
