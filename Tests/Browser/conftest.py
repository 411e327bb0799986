"""A real portal (relais-testbed: the program's own parts, a clock that travels) and a real Chromium."""

import datetime
import json
import os
import pathlib
import subprocess
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
TESTBED = pathlib.Path(os.environ.get("RELAIS_TESTBED", ROOT / ".build/debug/relais-testbed"))
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
        self.sign_in = ready["signIn"]

    def call(self, method, path, body=None, key=None, base=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request((base or self.url) + path, data=data, method=method)
        request.add_header("Content-Type", "application/json")
        if key:
            request.add_header("Authorization", f"Bearer {key}")
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read().decode()
            return json.loads(text) if text.strip().startswith(("{", "[")) else text

    def api(self, method, path, body=None, organization="fr"):
        return self.call(method, "/api/v1" + path, body, key=self.keys[organization])

    def now(self):
        return datetime.datetime.fromisoformat(self.call("POST", "/drain", {}, base=self.control)["now"].replace("Z", "+00:00"))

    def advance(self, **span):
        seconds = int(datetime.timedelta(**span).total_seconds())
        self.call("POST", "/clock", {"advance": seconds}, base=self.control)
        self.drain()

    def drain(self):
        self.call("POST", "/drain", {}, base=self.control)

    def messages(self, to=None, channel=None):
        """What was sent, newest first."""
        self.drain()
        found = self.call("GET", "/phone/messages.json")
        return [m for m in found if (to is None or m["to"] == to) and (channel is None or m["channel"] == channel)]

    def link(self, to, channel="sms"):
        return self.messages(to, channel)[0]["links"][0]


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


def offer(portal, language="fr", kind="order", **more):
    """A ticket offered to a contractor of its own; the ticket, with the number and address that were written to."""
    job = JOBS["el" if language == "el" else "fr"]
    organization = "el" if language == "el" else "fr"
    index = next(COUNTER)
    phone = f"+30694{2_000_000 + index}" if organization == "el" else f"+3363998{1000 + index:04d}"
    email = f"office{index}@example.com"
    body = {
        "source": "api", "kind": kind, "title": job["title"], "description": job["description"],
        "category": job["category"], "priority": "emergency", "site": job["site"],
        "requester": job["person"], "mainContact": job["person"],
        "notToExceed": {"amount": 45000, "currency": "EUR"},
        "offerTo": {
            "name": f"{job['contractor']} {index}",
            "contacts": [{"name": "Karim", "role": "office", "phone": phone, "email": email,
                          "language": language, "channels": ["sms", "email"]}],
        },
    }
    body.update(more)
    ticket = portal.api("POST", "/tickets", body, organization)
    ticket["_phone"], ticket["_email"], ticket["_organization"] = phone, email, organization
    return ticket


@pytest.fixture(scope="session")
def portal():
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
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_phone(browser):
    """Opens an address on a small phone with touch; `scripts=False` is a browser without JavaScript."""
    contexts = []

    def open_page(address, language="en", scripts=True, dark=False, width=PHONE["width"]):
        context = browser.new_context(
            viewport={"width": width, "height": PHONE["height"]}, device_scale_factor=2, is_mobile=True,
            has_touch=True, java_script_enabled=scripts, color_scheme="dark" if dark else "light", locale=language)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def open_desk(browser):
    """A browser on a wide screen, empty of cookies."""
    contexts = []

    def open_page(address, scripts=True, width=1280, dark=False):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts,
            color_scheme="dark" if dark else "light")
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
