"""The program as it was built, killed, starved and restarted, and an organization in it."""

import contextlib
import dataclasses
import http.client
import itertools
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: A few kills and nothing that takes long, for `bin/test`.
IS_SHORT = os.environ.get("FAULTS") == "short"
#: Where `bin/test` looks through all that was logged for what must never be; not set elsewhere.
LOGS = os.environ.get("RELAIS_TEST_LOGS")
PROGRAM = pathlib.Path(os.environ.get("RELAIS_PROGRAM", ROOT / f".build/{'debug' if IS_SHORT else 'release'}/relais"))
KEY = 32


#: Numbers them, for names.
PORTALS = itertools.count(1)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@dataclasses.dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode(errors="replace")

    @property
    def json(self):
        return json.loads(self.body)


#: What a client meets when the other side dies, or says nothing.
LOST = (OSError, http.client.HTTPException)


class Portal:
    """`relais serve` on a folder of its own. `wrap` goes before the command: a namespace, a limit."""

    def __init__(self, folder, settings=None, wrap=(), root=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data = self.folder / "var"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = dict(settings or {})
        self.wrap = list(wrap)
        self.root = root or ROOT
        self.process = None
        self.key = None
        self.name = f"faults-{os.getpid()}-{next(PORTALS)}"

    # The program

    @property
    def environment(self):
        return {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(self.folder), "LANG": "C.UTF-8",
            "RELAIS_ROOT": os.environ.get("RELAIS_ROOT", str(self.root)), "RELAIS_DATA": str(self.data),
            "RELAIS_LISTEN": f"127.0.0.1:{self.port}", **self.settings,
        }

    def start(self, first="/readyz", patience=20):
        """Starts it, and returns the seconds until `first` is answered."""
        began = time.monotonic()
        with open(self.folder / "serve.log", "ab") as log:
            self.process = subprocess.Popen(
                [*self.wrap, str(PROGRAM), "serve"], env=self.environment, cwd=self.folder, stdout=log, stderr=log,
                start_new_session=True)
        while True:
            with contextlib.suppress(*LOST):
                if self.get(first, timeout=5).status == 200:
                    return time.monotonic() - began
            ended = self.process.poll() is not None
            assert not ended and time.monotonic() - began < patience, f"it does not serve:\n{self.log[-3000:]}"
            time.sleep(0.005)

    def kill(self):
        """In the middle of whatever it does; returns when."""
        self.keep_metrics()
        moment = time.monotonic()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None
        self.keep_log()
        return moment

    def stop(self):
        if self.process and self.process.poll() is None:
            self.keep_metrics()
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process = None
        self.keep_log()

    def keep_metrics(self):
        """Their names and labels, for the search through everything that was logged: what follows is a number, and may
        look like a telephone's."""
        if not LOGS:
            return
        with contextlib.suppress(*LOST):
            answer = self.get("/metrics", timeout=2)
            if answer.status == 200:
                lines = (line if line.startswith("#") else line.rpartition(" ")[0] for line in answer.text.splitlines())
                pathlib.Path(LOGS, f"{self.name}-metrics.log").write_text("".join(f"{line}\n" for line in lines))

    def keep_log(self):
        """All that it has logged so far, after each end: its folder goes away when the test has passed."""
        if LOGS and (self.folder / "serve.log").exists():
            shutil.copyfile(self.folder / "serve.log", pathlib.Path(LOGS, f"{self.name}.log"))

    def run(self, *arguments, **settings):
        """One command of the program, to its end."""
        return subprocess.run(
            [*self.wrap, str(PROGRAM), *arguments], env={**self.environment, **settings}, cwd=self.folder, text=True,
            capture_output=True, timeout=120)

    def verify(self):
        outcome = self.run("verify")
        assert outcome.returncode == 0, f"relais verify: {outcome.stdout}{outcome.stderr}"
        return outcome.stdout

    @property
    def log(self):
        return (self.folder / "serve.log").read_text(errors="replace")

    @property
    def pid(self):
        """Of the program itself, behind whatever wraps it."""
        pid = self.process.pid
        while children := pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            if os.path.basename(os.readlink(f"/proc/{pid}/exe")) == PROGRAM.name:
                break
            pid = int(children[0])
        return pid

    def memory(self):
        """Resident megabytes."""
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    # Its organization

    def furnish(self, manager="nina@lilas.example", language="en", **rules):
        """An organization with a manager and a key, also beside a running server."""
        self.settled(self.run(
            "organization", "add", "Lilas", "--language", language, "--time-zone", "Europe/Paris", "--currency", "EUR"))
        for name, value in rules.items():
            self.settled(self.run("organization", "rules", "Lilas", "--set", f"{name}={value}"))
        self.settled(self.run("manager", "add", manager, "--organization", "Lilas", "--role", "admin"))
        lines = self.settled(self.run("key", "add", "faults", "--organization", "Lilas")).split()
        self.key = next(line for line in lines if len(line) == KEY)

    @staticmethod
    def settled(outcome):
        assert outcome.returncode == 0, f"{outcome.args}: {outcome.stdout}{outcome.stderr}"
        return outcome.stdout

    # Requests

    def request(self, method, path, body=None, headers=None, timeout=30):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path, timeout=30):
        return self.request("GET", path, timeout=timeout)

    def api(self, method, path, body=None, key=None, timeout=30):
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        data = None if body is None else json.dumps(body)
        return self.request(method, "/api/v1" + path, data, headers, timeout)

    def events(self, number):
        return self.api("GET", f"/tickets/{number}/events?limit=500").json["events"]

    # Its database, as it lies on the disk

    def rows(self, query, *values):
        """Of a copy, so that nothing here writes to the real one: the program may be dead with a log to be read."""
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        for suffix in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{self.data}/relais.sqlite{suffix}", copy / f"relais.sqlite{suffix}")
        with contextlib.closing(sqlite3.connect(copy / "relais.sqlite")) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(query, values)]

    def live_rows(self, query, *values):
        """Beside the running program."""
        path = urllib.parse.quote(f"{self.data}/relais.sqlite")
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(query, values)]


NUMBERS = itertools.count(1)


def job(externalID=None, phone=None, email=None, **more):
    """The body of a ticket that is offered at once to a contractor of its own; with it where he is reached."""
    number = next(NUMBERS)
    phone = phone or f"+3363998{number % 10_000:04d}"
    email = email or f"office{number}@contractor.example"
    person = {"name": "Odile Petit", "phone": "+33639980090"}
    contact = {"name": "Karim", "role": "office", "language": "en", "phone": phone, "email": email,
               "channels": ["sms", "email"]}
    body = {
        "source": "api", "kind": "order", "title": f"Leak {number}", "description": "Water under the sink.",
        "category": "Plumbing", "priority": "high", "requester": person, "mainContact": person,
        "site": {"name": "Les Lilas", "address": "12 rue des Lilas, Lyon"},
        "notToExceed": {"amount": 45000, "currency": "EUR"},
        "offerTo": {"name": f"Martin {number}", "contacts": [contact]},
    }
    if externalID:
        body["externalId"] = externalID
    body.update(more)
    return body, phone, email
