"""A backup made under load, and put back elsewhere."""

import os
import random
import signal
import subprocess
import time

import phone
from gateway import Gateway
from load import Load, Order, WithFile
from portal import IS_SHORT, PROGRAM, Portal
from waiting import offer

TIMES = 1 if IS_SHORT else 10


def test_a_backup_under_load_restored_elsewhere_is_whole_and_its_links_open(running, place, gateway, mail, count):
    """What was acknowledged before the backup began is in it, with its files."""
    load = Load(running, gateway, orders_a_round=4)
    looked_at = opened = 0
    for time_ in range(TIMES):
        end = load.round()
        time.sleep(1.5)
        before = load.acknowledged
        folder = place / f"backup-{time_}"
        running.settled(running.run("backup", str(folder)))
        end()
        other_gateway = Gateway()
        other = Portal(place / f"elsewhere-{time_}", {**running.settings, **other_gateway.settings})
        other.settled(other.run("restore", str(folder)))
        other.verify()
        other.key = running.key
        other.start()
        try:
            # Files that came with them are compared byte by byte.
            there = Load(other, other_gateway)
            looked_at += there.check(before)
            for order in before:
                if isinstance(order, Order) and order.link:
                    page = other.get(order.link)
                    assert page.status == 200 and order.number in page.text
                    opened += 1
            assert other.get(f"/t/{'x' * 32}").status == 404
            assert any(isinstance(act, WithFile) for act in before), "no file was among them"
        finally:
            other.stop()
            other_gateway.stop()
    load.finish()
    load.check()
    running.verify()
    count(f"{TIMES} backups under load, each restored elsewhere: {looked_at} acts there once, {opened} links open, "
          "verify clean before the start")


def test_a_backup_that_was_killed_is_no_backup(running, place, gateway, mail, count):
    """Restoring half of one would lose files, or the keys without which every link is dead."""
    chance = random.Random(5)
    _, telephone, _ = offer(running)
    link = gateway.link(telephone)
    for number in range(6):
        content = phone.pdf(f"file {number}", 1_000_000)
        assert phone.write_with_file(running, link, phone.new_id(), "file", "a.pdf", content).status == 303
    began = time.monotonic()
    running.settled(running.run("backup", str(place / "whole")))
    takes = time.monotonic() - began
    whole = killed = 0
    for number in range(5 if IS_SHORT else 40):
        folder = place / f"killed-{number}"
        process = subprocess.Popen(
            [str(PROGRAM), "backup", str(folder)], env=running.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        if number % 2:
            # Its database is there, and the rest is not.
            while process.poll() is None and not (folder / "files").exists():
                time.sleep(0.001)
        else:
            time.sleep(chance.uniform(0, takes))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        other = Portal(place / f"from-{number}", running.settings)
        outcome = other.run("restore", str(folder))
        if outcome.returncode == 0:
            whole += 1
            other.verify()
            keys = sorted(path.name for path in (running.data / "keys").iterdir())
            assert sorted(path.name for path in (other.data / "keys").iterdir()) == keys
        else:
            killed += 1
            assert "There is no backup in" in outcome.stderr, outcome.stderr
            assert not (other.data / "relais.sqlite").exists()
    running.verify()
    count(f"{whole + killed} backups killed: {killed} refused as none, {whole} that had been finished restored and clean")
