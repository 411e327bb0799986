"""The tutorial line by line, from the SMS to the accepted invoice, on a small phone with touch, in every language, with
and without JavaScript; the manager's side by the API, and at the desk where he looks."""

import datetime
import zoneinfo

import pytest

from conftest import COLLEAGUES, offer
from steps import PICTURE, accept, assert_accessible, assert_fits, confirmation, label, press, tomorrow

PDF = {"name": "facture.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"}
LANGUAGES = ["fr", "el", "pl", "en"]


def act(portal, ticket, path, body):
    return portal.api("POST", f"/tickets/{ticket['number']}/{path}", body, ticket["_organization"])


def unfold(page, step):
    """Steps that are not wanted now are folded; what is wanted stands open."""
    summary = page.locator(f"details#{step}:not([open]) > summary")
    if summary.count():
        summary.tap()


def send_step(page, step, fields=(), files=(), scripts=True):
    unfold(page, step)
    for name, value in fields:
        page.locator(f"#{step} [name={name}]").fill(value)
    for name, chosen in files:
        page.locator(f"#{step} input[type=file][name={name}]").set_input_files(chosen)
    press(page, page.locator(f"#{step} form button.button").last)
    said = confirmation(page)
    assert said, step
    return said


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no-javascript"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a16_b18_b21_b22_b24_b25_b26_b28_b29_b30_the_whole_exchange(portal, open_phone, language, scripts):
    ticket = offer(portal, language)
    phone, number = ticket["_phone"], ticket["number"]
    page = open_phone(portal.link(phone), language, scripts)
    accept(page, tomorrow(portal), "10:00")

    # Another date, with a note (A16, A21 to A24).
    page.goto(portal.link(phone))
    later = tomorrow(portal, 2)
    send_step(page, "schedule", [("date", later), ("time", "11:00"), ("note", "Pièce en retard")])
    assert portal.ticket(number, ticket["_organization"])["order"]["appointment"].startswith(later + "T11:00")

    # A price beside the job, and its approval, which raises the limit (B21, B22).
    send_step(page, "quote", [("amount", "612,50"), ("note", "Robinet à changer")], [("files", [PDF])])
    assert label(page) == "waiting/decision"
    act(portal, ticket, "quote-decision", {"approved": True})
    portal.drain()
    page.goto(portal.link(phone))
    assert label(page) == "in-progress/dispatch-confirmed"

    # The question at the agreed hour leads to the same page, where one tap answers it (B18, B24).
    stored = portal.ticket(number, ticket["_organization"])
    agreed = datetime.datetime.fromisoformat(stored["order"]["appointment"])
    agreed = agreed.replace(tzinfo=zoneinfo.ZoneInfo(stored["timeZone"]))
    asked = len(portal.messages(phone, "sms"))
    portal.advance(seconds=(agreed - portal.now()).total_seconds() + 1)
    assert len(portal.messages(phone, "sms")) == asked + 1
    assert [event["type"] for event in portal.events(ticket)].count("presenceAsked") == 1
    page.goto(portal.link(phone))
    arrival = page.locator("section#arrival form button.button")
    assert arrival.count() == 1, "it is wanted now, so it stands open"
    press(page, arrival)
    assert label(page) == "in-progress/on-site"

    # Done, with proofs; the invoice is asked for later (B25, B26, B28, B29).
    send_step(page, "completion", [("report", "Siphon remplacé")], [("files", [PICTURE])])
    assert label(page) == "in-progress/to-check"
    before = len(portal.messages(phone, "sms"))
    portal.advance(hours=26)
    assert len(portal.messages(phone, "sms")) > before, "nobody sent an invoice, so it is asked for"

    # The invoice, above the limit first, then as agreed (B30, E10).
    page.goto(portal.link(phone))
    today = portal.now().date().isoformat()
    unfold(page, "invoice")
    for name, value in (("number", f"F-{number}-{language}"), ("date", today), ("total", "9000")):
        page.locator(f"#invoice [name={name}]").fill(value)
    page.locator("#invoice input[type=file]").set_input_files([PDF])
    press(page, page.locator("#invoice form button.button").last)
    assert page.answer and page.locator("main [role=alert]").is_visible()
    assert page.locator("#invoice [name=number]").input_value() == f"F-{number}-{language}", "what was typed stays"
    assert page.locator("#invoice [name=total]").get_attribute("aria-invalid") == "true"
    page.locator("#invoice [name=total]").fill("612,50")
    # The file has arrived with the first try, with or without the script (P20).
    assert PDF["name"] in page.locator("#invoice").inner_text()
    press(page, page.locator("#invoice form button.button").last)
    assert confirmation(page)
    act(portal, ticket, "invoice-decision", {"accepted": True})
    act(portal, ticket, "resolution", {"method": "communicated"})
    page.goto(portal.link(phone))
    assert label(page) == "resolved"
    assert "612,50" in page.locator("main").inner_text() or "612.50" in page.locator("main").inner_text()
    kinds = [event["type"] for event in portal.events(ticket)]
    for kind in ("accepted", "dateChanged", "quoted", "quoteApproved", "arrived", "completed", "invoiced",
                 "invoiceAccepted", "resolved"):
        assert kinds.count(kind) == 1, (kind, kinds)
    assert not [fault for fault in page.faults if "Failed to load resource" not in fault]


@pytest.mark.parametrize("language", LANGUAGES)
def test_b4_e20_e21_no_violation_in_any_step(portal, open_phone, language):
    ticket = offer(portal, language)
    link = portal.link(ticket["_phone"])
    page = open_phone(link, language)
    accept(page, tomorrow(portal), "10:00")
    page.goto(link)
    for step in page.locator("details.fold > summary").all():
        step.tap()
    assert_accessible(page, "every step open")
    assert_fits(page, 360, 320)
    # An empty quote names what is wrong.
    press(page, page.locator("#quote form button.button").last)
    assert page.locator("main [role=alert]").is_visible()
    assert_accessible(page, "a step with an error")
    act(portal, ticket, "asks", {"kind": "message", "text": "Quel est le code de la porte ?"})
    page.goto(link)
    assert_accessible(page, "a question")


def test_b22_b26_e10_the_manager_decides_at_the_desk(portal, open_phone, open_desk):
    ticket = offer(portal, "en")
    link = portal.link(ticket["_phone"])
    phone = open_phone(link, "en")
    accept(phone, tomorrow(portal), "10:00")
    phone.goto(link)
    send_step(phone, "quote", [("amount", "500"), ("note", "New tap")])
    # The clock has gone on by weeks in this run, beyond anybody's session.
    colleague = COLLEAGUES["en"] | {"organization": int(portal.organizations["fr"])}
    desk = open_desk(portal.steer("/manager", colleague)["signIn"], who=None)
    press(desk, "main form button")
    desk.goto(f"{portal.url}/desk/tickets/{ticket['number']}")
    assert_accessible(desk, "a quote to decide")
    assert "500" in desk.locator("main").inner_text()
    press(desk, desk.get_by_role("button", name="Approve the quote"))
    assert label(desk) == "in-progress/dispatch-confirmed"
    phone.goto(link)
    send_step(phone, "completion", [("report", "Done")], [("files", [PICTURE])])
    desk.goto(desk.url)
    assert label(desk) == "in-progress/to-check"
    assert_accessible(desk, "a report to check")
