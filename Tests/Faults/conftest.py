"""Faults of the machine, the network and the neighbours, against the real program. `FAULTS=short` is the short form."""

import os
import pathlib
import re
import shutil
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from gateway import Gateway  # noqa: E402
from machine import Machine  # noqa: E402
from mailserver import MailServer  # noqa: E402
from portal import IS_SHORT, PROGRAM, ROOT, Portal  # noqa: E402


def pytest_configure(config):
    config.addinivalue_line("markers", "long: takes long or much; left out of the short form")


def pytest_collection_modifyitems(items):
    """The short form leaves long ones out altogether, so that its count is what was run."""
    if IS_SHORT:
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_sessionstart(session):
    if not PROGRAM.exists():
        raise pytest.UsageError(f"There is no program at {PROGRAM}: bin/faults builds it.")


@pytest.fixture
def place(request):
    """A folder on a real disk: in memory, as /tmp is on some machines, a sync costs nothing."""
    folder = ROOT / ".build/faults" / re.sub(r"\W+", "-", request.node.name)[-80:]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    yield folder
    if request.node.stash.get(FAILED, False):
        print(f"What it left is in {folder}")
    else:
        shutil.rmtree(folder, ignore_errors=True)


FAILED = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def gateway():
    gateway = Gateway()
    yield gateway
    gateway.stop()


@pytest.fixture
def mail():
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def furnished():
    """A data folder with an organization, its manager and a key, for copies."""
    folder = ROOT / f".build/faults/furnished-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    portal = Portal(folder)
    portal.furnish()
    yield portal
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def bare(place, gateway, mail):
    """With its neighbours, without data; not started."""
    portal = Portal(place, {**gateway.settings, **mail.settings})
    yield portal
    portal.stop()


@pytest.fixture
def portal(bare, furnished):
    """With its organization as well."""
    shutil.copytree(furnished.data, bare.data)
    bare.key = furnished.key
    return bare


@pytest.fixture
def running(portal):
    portal.start()
    return portal


@pytest.fixture
def count(capsys):
    """Prints what was done and how often, whatever pytest does with the output."""

    def tell(text):
        with capsys.disabled():
            print(f"\n    {text}", flush=True)

    return tell


@pytest.fixture
def machine(place):
    return Machine(place)


@pytest.fixture
def travelling(portal, machine):
    """A portal on a machine whose clock and disk do as the test says."""
    portal.settings |= machine.settings
    portal.start()
    return portal
