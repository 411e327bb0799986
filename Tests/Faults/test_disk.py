"""A disk that is full or read-only, and a database that another program holds."""

import concurrent.futures
import contextlib
import errno
import pathlib
import sqlite3
import subprocess
import time

import pytest

import phone
from load import Ahead, Load, Message, Order, Sending, WithFile
from waiting import offer, wait_for


def clear(answer):
    """A refusal that says to people and programs that it is worth another try, and names no table, path or error of the
    machine's."""
    assert answer.status == 503, f"{answer.status} {answer.text[:300]}"
    assert 1 <= int(answer.headers["retry-after"]) <= 60, answer.headers
    words = answer.text
    assert "role=\"alert\"" in words or "application/problem+json" in answer.headers["content-type"], words[:500]
    assert not any(word in words.lower() for word in ("sqlite", "disk i/o", "grdb", "errno", "/var/", "no such file"))


def clear_to(act, answer):
    """As above; where only the file did not arrive, its form says so beside what was typed, and a piece that did not is
    sent again from where the portal says that it was cut."""
    if isinstance(act, Ahead) and answer.status == 408:
        assert int(answer.headers["upload-offset"]) >= 0
    elif isinstance(act, WithFile) and answer.status == 422:
        assert 'role="alert"' in answer.text and act.text in answer.text, "what was typed is gone"
    else:
        clear(answer)


def is_ready(portal):
    return portal.get("/readyz").status == 200


#: What is tried on a broken disk.
KINDS = (Order, Message, WithFile, Sending, Ahead)


def goes_on(portal, gateway):
    """Everything works as if nothing had been, without a restart."""
    number, telephone, _ = offer(portal)
    link = gateway.link(telephone, seconds=60)
    assert phone.accept(portal, link, phone.new_id()).status == 303
    file = phone.Upload(link, "after.pdf", phone.pdf("after"))
    while not file.step(portal):
        pass
    assert phone.write(portal, link, phone.new_id(), "after", [file.staged]).status == 303
    assert {"accepted", "messageWritten"} <= {event["type"] for event in portal.events(number)}


def refused_or_done(portal, gateway, load, break_it, mend_it, seconds):
    """Load across a fault: what was refused was refused clearly, what was acknowledged is there exactly once."""
    end = load.round()
    time.sleep(1.5)
    end()
    reached = [order for order in load.acts if isinstance(order, Order) and order.link]
    assert reached, "nothing was done before the fault"
    assert is_ready(portal)
    break_it()
    refusals = []
    # A log that has room of its own takes some more.
    for number in range(400):
        kind = KINDS[number % len(KINDS)]
        act = load.know(kind() if kind is Order else kind(reached[number % len(reached)]))
        try:
            act.once(portal)
        except phone.Refused as refused:
            refusals.append((act, refused.answer))
        if len(refusals) >= 12 and {type(act) for act, _ in refusals} == set(KINDS):
            break
    else:
        raise AssertionError(f"{len(refusals)} were refused: the fault was none, or not for everybody")
    for act, answer in refusals:
        clear_to(act, answer)
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        assert portal.get("/healthz").status == 200
        assert portal.get("/readyz").status == 503, "whoever watches is told that nothing can be written"
        time.sleep(0.2)
    mend_it()
    wait_for(lambda: is_ready(portal), what="ready again")
    load.finish()
    assert load.check() == len(load.acts)
    return len(refusals)


@pytest.fixture(params=[errno.ENOSPC, errno.EROFS], ids=["full", "read-only"])
def failure(request):
    return request.param


def test_a_disk_that_takes_nothing_refuses_clearly_and_the_portal_recovers(
        failure, travelling, machine, gateway, mail, count):
    """Every write below the data folder fails, as on a full disk or one that the kernel set read-only."""
    number, telephone, _ = offer(travelling)
    link = gateway.link(telephone)
    before = phone.Upload(link, "half.pdf", phone.pdf("half"))
    before.step(travelling)
    load = Load(travelling, gateway)

    def break_it():
        machine.break_disk(travelling.data, failure)
        assert travelling.get(link).status == 200, "what is there can still be read"
        clear(phone.accept(travelling, link, submission))
        clear(phone.write(travelling, link, phone.new_id(), "lost?"))
        # The file did not arrive, which its form says at the file; what was typed is still there.
        answer = phone.write_with_file(travelling, link, phone.new_id(), "typed before", "a.pdf", phone.pdf("a"))
        if answer.status == 422:
            assert 'role="alert"' in answer.text and "typed before" in answer.text, "what was typed is gone"
        else:
            clear(answer)
        clear(travelling.api("POST", "/tickets", {**load.acts[0].body, "externalId": "while broken"}))
        answer = travelling.request(
            "PATCH", before.path, before.content[before.acknowledged:], {"Upload-Offset": str(before.acknowledged)})
        # What arrived stays, and it is told how much: a page goes on from there by itself.
        if answer.status == 408:
            assert int(answer.headers["upload-offset"]) >= before.acknowledged
        else:
            clear(answer)
        new = phone.Upload(link, "new.pdf", phone.pdf("new"))
        clear(travelling.request("PATCH", new.path, new.content, {"Upload-Offset": "0"}))

    submission = phone.new_id()
    refusals = refused_or_done(travelling, gateway, load, break_it, machine.mend_disk, seconds=3)
    # The very form that was refused goes through now, once.
    assert phone.accept(travelling, link, submission).status == 303
    assert sum(event["type"] == "accepted" for event in travelling.events(number)) == 1
    while not before.step(travelling):
        pass
    goes_on(travelling, gateway)
    travelling.verify()
    count(f"{refusals + 6} refusals, {len(load.acts)} acts each there once after it, no restart")


def test_a_disk_that_is_really_full_refuses_clearly_and_the_portal_recovers(bare, gateway, mail, count):
    """A small file system of its own, filled to the last byte and emptied again."""
    bare.data.mkdir(parents=True)
    bare.wrap = wrap = [
        "unshare", "--mount", "--propagation", "private", "sh", "-c",
        f'mount -t tmpfs -o size=24m,mode=700 faults "{bare.data}" && exec "$@"', "sh"]
    if subprocess.run([*wrap, "true"], capture_output=True).returncode != 0:
        wrap[1:1] = ["--user", "--map-root-user"]
        if subprocess.run([*wrap, "true"], capture_output=True).returncode != 0:
            pytest.skip("this machine lets nobody mount a file system of his own")
    bare.start()
    inside = pathlib.Path(f"/proc/{bare.pid}/root{bare.data}")
    # Commands are to see the same file system.
    bare.wrap = ["nsenter", "--target", str(bare.pid), "--mount", *(["--user"] if "--user" in wrap else [])]
    bare.furnish()
    _, telephone, _ = offer(bare)
    link = gateway.link(telephone)
    # What is missing of it has its place already; the copy that is kept of the whole has none.
    nearly = phone.Upload(link, "nearly.pdf", phone.pdf("nearly"))
    nearly.step(bare, len(nearly.content) - 10)
    load = Load(bare, gateway)
    filler = inside / "filler"

    def fill():
        with open(filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(bytes(65536)):
                pass
        with open(filler, "ab", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(bytes(256)):
                pass
        rest, done = nearly.content[nearly.acknowledged:], {"Upload-Offset": str(nearly.acknowledged)}
        clear(bare.request("PATCH", nearly.path, rest, done))

    refusals = refused_or_done(bare, gateway, load, fill, filler.unlink, seconds=3)
    while not nearly.step(bare):
        pass
    assert phone.write(bare, link, phone.new_id(), "nearly", [nearly.staged]).status == 303
    goes_on(bare, gateway)
    bare.verify()
    count(f"{refusals + 1} refusals on a full file system, {len(load.acts)} acts each there once after it, no restart")


@pytest.mark.parametrize("seconds", [3, pytest.param(25, marks=pytest.mark.long)])
def test_a_database_that_another_program_holds_is_waited_for_and_then_refused_clearly(
        seconds, running, gateway, mail, count):
    """Short enough and nobody notices; too long and it is said, and afterwards all is well."""
    _, telephone, _ = offer(running)
    link = gateway.link(telephone)
    load = Load(running, gateway, orders_a_round=4)
    other = sqlite3.connect(f"{running.data}/relais.sqlite", isolation_level=None, timeout=20)
    other.execute("BEGIN EXCLUSIVE")
    is_too_long = seconds > 10
    load.may_be_refused = is_too_long
    end = load.round()
    began = time.monotonic()
    submission = phone.new_id()
    if is_too_long:
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            ready = pool.submit(running.get, "/readyz", timeout=60)
            clear(phone.accept(running, link, submission, timeout=60))
            assert ready.result().status == 503, "whoever watches is told that nothing can be written"
    time.sleep(max(0, seconds - (time.monotonic() - began)))
    other.execute("ROLLBACK")
    other.close()
    waited = time.monotonic() - began
    time.sleep(1)
    end()
    for act, answer in load.refusals:
        clear_to(act, answer)
    wait_for(lambda: is_ready(running), what="ready again")
    load.may_be_refused = False
    load.finish()
    assert load.check() == len(load.acts)
    assert phone.accept(running, link, submission).status == 303
    goes_on(running, gateway)
    running.verify()
    count(f"held for {waited:.0f} s: {len(load.acts)} acts each there once after it, no restart")


def test_a_data_folder_that_cannot_be_written_stops_the_start_with_a_sentence(portal, machine, count):
    """Nobody should have to read a stack trace."""
    portal.start()
    portal.stop()
    portal.settings |= machine.settings
    machine.break_disk(portal.data)
    outcome = portal.run("serve")
    words = outcome.stderr
    assert outcome.returncode == 1 and str(portal.data) in words, f"{outcome.returncode} {words}"
    assert "Fatal" not in words and "Crash" not in words and words.count("\n") < 5, words
    machine.mend_disk()
    portal.start()
    portal.verify()
    count("1 start refused with a sentence that names the folder")
