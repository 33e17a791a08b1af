"""What the tests in Python share: a data folder with the server in front of it, and readers who are in."""
import base64
import hashlib
import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time

NOW = "2026-11-23T10:00:00+01:00"
NOW_MS = 1795424400000
LEVEL_FULL, LEVEL_GUEST = 2, 3


def blake(message, key=b""):
    return hashlib.blake2b(message, key=key, digest_size=32).digest()


class House:
    """A data folder and the server in front of it."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.log = folder + ".log"
        self.process = None

    def database(self, name="thuisnabij"):
        db = sqlite3.connect(f"{self.folder}/db/{name}.db")
        db.execute("PRAGMA busy_timeout = 5000")
        return db

    def serve(self):
        settings = f"{self.folder}/thuisnabij.conf"
        with open(settings, encoding="utf-8") as f:
            text = re.sub(r"(?m)^mode = .*", "mode = test", f.read())
        with open(settings, "w", encoding="utf-8") as f:
            f.write(text)
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "--data", self.folder, "serve", "--listen", f"127.0.0.1:{self.port}", "--mode", "test",
                 "--clock", NOW], stdout=log, stderr=log, env=environment)
        for _ in range(600):
            if self.process.poll() is not None:
                sys.exit(f"the server ended at once; see {self.log}")
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self.wait_until_swept()
            time.sleep(0.05)
        sys.exit("the server does not answer")

    def wait_until_swept(self):
        """What began or ended since the data was made is open or shut now; a house where that is still to come differs."""
        db = self.database()
        for _ in range(600):
            swept = db.execute("SELECT value FROM setting WHERE name = 'reach.swept'").fetchone()
            if swept is not None and int(swept[0]) >= NOW_MS:
                db.close()
                return
            time.sleep(0.05)
        sys.exit("relations that begin or end now are not looked at")

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(20)
            self.process = None

    def ask(self, method, path, headers, body=None):
        for attempt in range(3):
            try:
                if getattr(self, "line", None) is None:
                    self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                self.line.request(method, path, body=body, headers=headers)
                answer = self.line.getresponse()
                return answer.status, dict((k.lower(), v) for k, v in answer.getheaders()), answer.read()
            except (http.client.HTTPException, OSError):
                self.line = None
                if attempt == 2:
                    raise


def form_token(token):
    """What every form of this session holds besides."""
    return base64.urlsafe_b64encode(blake(b"form", blake(token.encode(), b"thuisnabij form token"))).rstrip(b"=").decode()


def session(house, number, account, role, token):
    """The reader is signed in, and has a key for programs with the same words; who has no seat came by a guest's code."""
    db = house.database()
    db.execute("INSERT INTO api_token VALUES (?, ?, 1, 1, ?, ?, ?, 'test', 'write', ?, ?, ?)",
               (1000 + number, f"{1000 + number:013}", blake(token.encode()), account, role, NOW_MS - 60000,
                NOW_MS + 8 * 3600000, 2 ** 63 - 1))
    db.execute("INSERT INTO agenda_feed VALUES (?, ?, 1, 1, ?, ?, ?, ?, ?)",
               (2000 + number, f"{2000 + number:013}", blake(token.encode()), account, role, NOW_MS - 60000, 2 ** 63 - 1))
    db.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'test', NULL)",
               (number, f"{number:013}", blake(token.encode()), account, LEVEL_FULL if role else LEVEL_GUEST, role,
                NOW_MS - 60000, NOW_MS - 60000, NOW_MS + 8 * 3600000))
    db.commit()
    db.close()
