"""More than the portal can do: answers stay right, refusals are quick, memory has a bound."""

import collections
import concurrent.futures
import contextlib
import re
import resource
import socket
import sqlite3
import statistics
import threading
import time

import pytest

import phone
from portal import IS_SHORT
from waiting import offer

#: Megabytes more than before; the bound is on what a flood may cost, not on how much a page may.
MOST_GROWTH = 400

#: Milliseconds within which of twenty refusals nineteen are answered; the short form runs a debug build.
QUICK = 5000 if IS_SHORT else 1000

#: Bytes: nearly the most that may be uploaded.
LARGE = 24_000_000
#: Megabytes for each of its slow readers: some pieces on their way, never the file.
MOST_PER_READER = 1

#: Fewer than what one link may send in ten minutes.
FORMS_OF_A_LINK = 90


def widen(files):
    """This process opens as many connections as the portal is to have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < files:
        pytest.skip(f"this machine lets a process open {hard} files, and {files} are needed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, files), hard))


def jobs(portal, gateway, number):
    made = [offer(portal) for _ in range(number)]
    return [(ticket, gateway.link(telephone, 60)) for ticket, telephone, _ in made]


@contextlib.contextmanager
def watched(portal):
    """The most memory that it takes meanwhile."""
    most, stop = [portal.memory()], threading.Event()

    def watch():
        while not stop.wait(0.1):
            with contextlib.suppress(OSError, AttributeError, IndexError):
                most.append(portal.memory())

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    before = most[0]
    growth = {}
    try:
        yield growth
    finally:
        stop.set()
        thread.join()
        growth["megabytes"] = max(most) - before


def test_more_clients_than_it_can_serve_are_refused_quickly_and_nothing_acknowledged_is_wrong(
        running, gateway, mail, count):
    """A thousand clients post and read at once, each again and again until it was served. At first the database is held,
    as by a disk that is busy: however quick the machine, what comes in waits."""
    clients, rounds = (400, 2) if IS_SHORT else (1000, 5)
    widen(clients + 1000)
    links = jobs(running, gateway, clients * rounds // FORMS_OF_A_LINK + 1)
    refusals, served, statuses = [], [], collections.Counter()
    acknowledged = collections.defaultdict(list)
    gate = threading.Barrier(clients)

    def client(index):
        number, link = links[index % len(links)]
        gate.wait(60)
        for round in range(rounds):
            submission, text = phone.new_id(), f"client {index} round {round}"
            for _ in range(200):
                began = time.monotonic()
                answer = phone.write(running, link, submission, text, timeout=60)
                took = time.monotonic() - began
                statuses[answer.status] += 1
                if answer.status == 303:
                    served.append(took)
                    acknowledged[number].append(text)
                    break
                assert answer.status == 503, f"{answer.status} {answer.text[:300]}"
                assert 1 <= int(answer.headers["retry-after"]) <= 60
                assert 'role="alert"' in answer.text
                refusals.append(took)
                time.sleep(0.5)
            else:
                raise AssertionError("a client was never served")

    other = sqlite3.connect(f"{running.data}/relais.sqlite", isolation_level=None, timeout=20)
    with watched(running) as growth, concurrent.futures.ThreadPoolExecutor(clients) as pool:
        other.execute("BEGIN EXCLUSIVE")
        under_way = [pool.submit(client, index) for index in range(clients)]
        time.sleep(3)
        other.execute("ROLLBACK")
        for each in under_way:
            each.result()
    other.close()
    for number, _ in links:
        texts = collections.Counter()
        after = 0
        while True:
            events = running.api("GET", f"/tickets/{number}/events?limit=500&after={after}").json
            texts.update(e["data"]["text"] for e in events["events"] if e["type"] == "messageWritten")
            after = events.get("next")
            if after is None:
                break
        assert sorted(texts) == sorted(acknowledged[number]) and set(texts.values()) == {1}
    assert growth["megabytes"] < MOST_GROWTH
    running.verify()
    # What the clients measured is mostly their own crowd; this is the portal's own part.
    inside = [int(ms) for ms in re.findall(r"ms=(\d+) .*status=503", running.log)]
    count(f"{clients} clients at once: {len(served)} messages kept once each, {len(refusals)} requests refused "
          f"within {statistics.median(inside or [0]):.0f} ms (median; most {max(inside or [0])}), "
          f"served in {statistics.median(served) * 1000:.0f} ms (median); {growth['megabytes']:.0f} MB more at most")
    assert refusals, "nobody was refused: this was no flood"
    assert statistics.median(inside) < 250
    late = sorted(inside)[len(inside) * 19 // 20]
    assert late < QUICK, f"one refusal of twenty took {late} ms and more"


def open_lines(portal, number, first=b""):
    """So many connections; each says what it says and no more."""
    lines = []
    for _ in range(number):
        line = socket.create_connection(("127.0.0.1", portal.port), timeout=20)
        if first:
            line.sendall(first)
        lines.append(line)
    return lines


def closed(lines):
    """How many the portal has closed."""
    gone = 0
    for line in lines:
        line.setblocking(False)
        try:
            gone += line.recv(1) == b""
        except BlockingIOError:
            pass
        except OSError:
            gone += 1
    return gone


def serves(portal, links, seconds=5):
    """Somebody else is answered meanwhile; each time another, for a link may not send forms without end."""
    links.append(links.pop(0))
    link = links[0][1]
    began = time.monotonic()
    assert portal.get(link, timeout=seconds).status == 200
    assert phone.write(portal, link, phone.new_id(), "meanwhile", timeout=seconds).status == 303
    return time.monotonic() - began


def test_ten_thousand_idle_connections_keep_nobody_out(running, gateway, mail, count):
    """They are closed after a while, all of them."""
    number = 300 if IS_SHORT else 10_000
    widen(number + 1000)
    others = jobs(running, gateway, 2)
    with watched(running) as growth:
        lines = open_lines(running, number)
        took = serves(running, others)
        if not IS_SHORT:
            end = time.monotonic() + 150
            while closed(lines) < number:
                assert time.monotonic() < end, f"{number - closed(lines)} idle connections are still open"
                time.sleep(5)
    for line in lines:
        line.close()
    assert growth["megabytes"] < MOST_GROWTH
    serves(running, others)
    after = "" if IS_SHORT else ", all closed by the portal"
    count(f"{number} idle connections{after}; a page and a message meanwhile in {took * 1000:.0f} ms; "
          f"{growth['megabytes']:.0f} MB more")


@pytest.mark.parametrize("what", ["heads", "bodies", "forms with files"])
def test_clients_that_send_a_byte_a_second_keep_nobody_out(what, running, gateway, mail, count):
    """Slow-loris: heads that never end, and forms that never do, of either kind."""
    # More forms than there are places for such as are still coming in.
    number, seconds = (300 if what == "heads" else 1100, 3) if IS_SHORT else (1500, 120)
    widen(number + 1000)
    [(_, link), *others] = jobs(running, gateway, 4)
    first = f"POST {link}/messages HTTP/1.1\r\nHost: portal\r\n"
    if what == "bodies":
        first += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000\r\n\r\nmessage="
    elif what == "forms with files":
        first += "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 4000\r\n\r\n--x\r\n"
    with watched(running) as growth:
        lines = open_lines(running, number, first.encode())
        alive, took = set(lines), []
        end = time.monotonic() + seconds
        while alive and time.monotonic() < end:
            for line in list(alive):
                try:
                    line.sendall(b"X-a: b\r\n" if what == "heads" else b"x")
                except OSError:
                    alive.discard(line)
            took.append(serves(running, others))
            time.sleep(1)
    if what != "heads":
        # Whose place was given to another is told so.
        told = lines[0].recv(4096)
        assert told.startswith(b"HTTP/1.1 503") and b"\r\nretry-after: " in told.lower(), told[:500]
    for line in lines:
        line.close()
    serves(running, others)
    assert growth["megabytes"] < MOST_GROWTH
    if not IS_SHORT:
        assert not alive, f"{len(alive)} of them are still open after {seconds} s"
    after = "" if IS_SHORT else ", all cut off"
    count(f"{number} clients with endless {what}{after}; a page and a message meanwhile in "
          f"{statistics.median(took) * 1000:.0f} ms (median; most {max(took) * 1000:.0f}); {growth['megabytes']:.0f} MB more")


def test_clients_that_read_a_byte_a_second_keep_nobody_out(running, gateway, mail, count):
    """Pages, and files as large as they may be, read as slowly as can be: what was not read yet waits on the disk."""
    number, seconds = (100, 3) if IS_SHORT else (300, 60)
    files = number // 2
    [(ticket, link), *others] = jobs(running, gateway, 4)
    content = phone.pdf("large", LARGE)
    assert phone.write_with_file(running, link, phone.new_id(), "a plan", "plan.pdf", content).status == 303
    written = next(event for event in running.events(ticket) if event["type"] == "messageWritten")
    file = f"/api/v1/files/{written['data']['attachments'][0]['id']}"
    head = f"Host: portal\r\nAuthorization: Bearer {running.key}\r\n\r\n"
    with watched(running) as growth:
        lines = open_lines(running, number - files, f"GET {link} HTTP/1.1\r\n{head}".encode())
        for _ in range(files):
            line = socket.socket()
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect(("127.0.0.1", running.port))
            line.sendall(f"GET {file} HTTP/1.1\r\n{head}".encode())
            lines.append(line)
        took = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for line in lines:
                with contextlib.suppress(OSError):
                    line.recv(1)
            took.append(serves(running, others))
            time.sleep(1)
    for line in lines:
        line.close()
    most = 100 + files * MOST_PER_READER
    assert growth["megabytes"] < most, f"{growth['megabytes']:.0f} MB more for {files} files, {most} at most"
    serves(running, others)
    count(f"{number} slow readers; a page and a message meanwhile in {statistics.median(took) * 1000:.0f} ms (median; most "
          f"{max(took) * 1000:.0f}); {growth['megabytes']:.0f} MB more")
