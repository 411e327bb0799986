"""A real portal (relais-testbed: the program's own parts, a clock that travels) and a real Chromium."""

import contextlib
import datetime
import json
import os
import pathlib
import subprocess
import urllib.error
import urllib.request

import pytest
from network import Proxy
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
TESTBED = pathlib.Path(os.environ.get("RELAIS_TESTBED", ROOT / ".build/debug/relais-testbed"))
#: Chromium without what only windows need: the same pages in two thirds of the time.
SHELL = os.environ.get("CHROMIUM_SHELL", "/usr/bin/chromium-headless-shell")
#: The whole program, with its viewer of PDFs.
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
#: The smallest phone that the pages are made for.
PHONE = {"width": 360, "height": 740}


class Portal:
    """The testbed, spoken to as another program would."""

    def __init__(self, process, ready):
        self.process = process
        self.url = ready["url"]
        self.control = ready["control"]
        self.keys = ready["keys"]
        self.emails = ready["email"]
        self.organizations = ready["organization"]

    def call(self, method, path, body=None, key=None, base=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request((base or self.url) + path, data=data, method=method)
        request.add_header("Content-Type", "application/json")
        if key:
            request.add_header("Authorization", f"Bearer {key}")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()[:2000]}") from None
        return json.loads(text) if text.strip().startswith(("{", "[")) else text

    def api(self, method, path, body=None, organization="fr"):
        return self.call(method, "/api/v1" + path, body, key=self.keys[organization])

    def steer(self, path, body=None):
        """Something that no visitor may do: time, managers, receipts."""
        return self.call("POST", path, body or {}, base=self.control)

    def now(self):
        return datetime.datetime.fromisoformat(self.steer("/drain")["now"].replace("Z", "+00:00"))

    def advance(self, **span):
        self.steer("/clock", {"advance": int(datetime.timedelta(**span).total_seconds())})

    def drain(self):
        self.steer("/drain")

    def messages(self, to=None, channel=None):
        """What was sent, newest first, as the demo's phone lists it."""
        self.drain()
        found = self.call("GET", "/phone/messages.json")
        return [m for m in found if (to is None or m["to"] == to) and (channel is None or m["channel"] == channel)]

    def letters(self, to):
        """What really left for an address, newest first, with the names of what was attached."""
        self.drain()
        found = self.call("GET", "/messages", base=self.control)["messages"]
        return [message for message in reversed(found) if message["to"] == to]

    def link(self, to, channel="sms"):
        return self.messages(to, channel)[0]["links"][0]

    def events(self, ticket):
        path = f"/tickets/{ticket['number']}/events"
        return self.api("GET", path, organization=ticket.get("_organization", "fr"))["events"]

    def ticket(self, number, organization="fr"):
        return self.api("GET", f"/tickets/{number}", organization=organization)

    def sign_in_link(self, organization="fr"):
        return self.steer("/sign-in", {"email": self.emails[organization]})["signIn"]


JOBS = {
    "fr": {
        "title": "Fuite d’eau sous évier, appartement 3B",
        "description": "L’occupante signale une fuite continue au niveau du siphon.\nL’arrivée d’eau a été coupée.",
        "category": "Plomberie",
        "site": {"name": "Résidence Les Lilas", "address": "12 rue des Lilas, 69003 Lyon", "phone": "+33472000012"},
        "person": {"name": "Mme Ferrand", "phone": "+33639980112", "email": "ferrand@example.com"},
        "contractor": "Plomberie Martin",
    },
    "el": {
        "title": "Διαρροή νερού στον νεροχύτη, διαμέρισμα 3Β",
        "description": "Η ένοικος αναφέρει συνεχή διαρροή στο σιφόνι.\nΗ παροχή έχει κλείσει.",
        "category": "Υδραυλικά",
        "site": {"name": "Πολυκατοικία Ακακίας", "address": "Ακακίας 12, 11523 Αθήνα", "phone": "+302102200012"},
        "person": {"name": "κ. Παπαδάκη", "phone": "+306940000112", "email": "papadaki@example.com"},
        "contractor": "Υδραυλικά Μαρίνος",
    },
}
COUNTER = iter(range(1, 10_000))


def reach(language="fr"):
    """A number and an address that nobody else in this run has."""
    index = next(COUNTER)
    phone = f"+30694{2_000_100 + index}" if language == "el" else f"+3363998{1100 + index:04d}"
    return phone, f"office{index}@example.com"


def offer(portal, language="fr", kind="order", contacts=None, organization=None, **more):
    """A ticket offered to a contractor of its own; the ticket, with the number and address that were written to."""
    country = "el" if language == "el" else "fr"
    job = JOBS[country]
    organization = organization or country
    phone, email = reach(language)
    office = {"name": "Karim", "role": "office", "phone": phone, "email": email, "language": language,
              "channels": ["sms", "email"]}
    body = {
        "source": "api", "kind": kind, "title": job["title"], "description": job["description"],
        "category": job["category"], "priority": "emergency", "site": job["site"],
        "requester": job["person"], "mainContact": job["person"],
        "notToExceed": {"amount": 45000, "currency": "EUR"},
        "offerTo": {"name": f"{job['contractor']} {phone[-4:]}", "contacts": [office, *(contacts or [])]},
    }
    body.update(more)
    ticket = portal.api("POST", "/tickets", body, organization)
    ticket["_phone"], ticket["_email"], ticket["_organization"] = phone, email, organization
    return ticket


@contextlib.contextmanager
def running():
    """A portal of one's own, for a story in which so much time passes that others would suffer."""
    process = subprocess.Popen([str(TESTBED)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    line = process.stdout.readline()
    assert line, "relais-testbed did not start"
    yield Portal(process, json.loads(line))
    process.stdin.close()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()


@pytest.fixture(scope="session")
def portal():
    with running() as portal:
        yield portal


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


@contextlib.contextmanager
def launched(playwright, program):
    browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser(playwright):
    with launched(playwright, SHELL) as browser:
        yield browser


class Windows:
    """Browser windows of one test, each without anybody's cookies; all are closed after it."""

    def __init__(self, browser):
        self.browser = browser
        self.contexts = []

    def open(self, address, **options):
        context = self.browser.new_context(**options)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)
        page.answer = page.goto(address)
        return page

    def close(self):
        for context in self.contexts:
            context.close()


@pytest.fixture
def windows(browser):
    windows = Windows(browser)
    yield windows
    windows.close()


@pytest.fixture
def open_phone(windows):
    """Opens an address on a small phone with touch; `scripts=False` is a browser without JavaScript."""

    def open_page(address, language="en", scripts=True):
        return windows.open(
            address, viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True,
            java_script_enabled=scripts, locale=language)

    return open_page


@pytest.fixture
def proxy(portal):
    """A bad network before the portal."""
    proxy = Proxy(portal)
    yield proxy
    proxy.stop()


@pytest.fixture
def phone(portal, proxy, open_phone):
    """A contractor's page behind the bad network, with its ticket."""

    def open_page(language="en", **more):
        ticket = offer(portal, language, **more)
        page = open_phone(proxy.address(portal.link(ticket["_phone"])), language)
        page.link = page.url
        return page, ticket

    return open_page


#: Managers of the French organization beside its first one.
COLLEAGUES = {
    "en": {"name": "Alex Reed", "email": "alex@example.com", "role": "dispatcher", "language": "en"},
    "viewer": {"name": "Vera Blanc", "email": "vera@example.com", "role": "viewer", "language": "en"},
}


@pytest.fixture(scope="session")
def sessions(portal, browser):
    """Cookies of a manager of each organization and of their colleagues, signed in once by the button of the link."""
    kept = {}

    def cookies(who):
        if who not in kept:
            if who in COLLEAGUES:
                colleague = COLLEAGUES[who] | {"organization": int(portal.organizations["fr"])}
                link = portal.steer("/manager", colleague)["signIn"]
            else:
                link = portal.sign_in_link(who)
            context = browser.new_context()
            page = context.new_page()
            page.goto(link)
            page.locator("main form button").click()
            page.wait_for_url("**/desk")
            kept[who] = context.storage_state()
            context.close()
        return kept[who]

    return cookies


@pytest.fixture
def open_desk(portal, windows, sessions):
    """The desk on a wide screen, signed in as `who` (`fr`, `el`, `en`, `viewer`) or as nobody."""

    def open_page(address="/desk", who="en", scripts=True, width=1280):
        return windows.open(
            address if address.startswith("http") else portal.url + address, viewport={"width": width, "height": 900},
            java_script_enabled=scripts, locale="en",
            storage_state=sessions(who) if who else None)

    return open_page
