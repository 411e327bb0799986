"""The keyboard alone (E21): a whole report with file, signature and invoice; the acts of the desk."""

import pytest

from conftest import PHONE, offer
from steps import PICTURE, accept, confirmation, label, tomorrow, type_date, until, walk

PDF = {"name": "invoice.pdf", "mimeType": "application/pdf",
       "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"}


@pytest.fixture(scope="module")
def strict(portal):
    """An organization that wants a photo and a signature with each report."""
    made = portal.steer("/organization", {"name": "Harbour Estates", "language": "en", "isStrict": True})
    portal.keys["strict"] = made["key"]
    return "strict"


def choose_file(page, selector, file):
    # Asked for before the way there: a browser that has not heard of it yet when the key comes opens a chooser of its
    # own, which without a screen is cancelled at once.
    with page.expect_file_chooser() as chooser:
        walk(page, selector)
        page.keyboard.press("Space")
    chooser.value.set_files(file)


def at_alert(page):
    """After a refusal the eye and the keyboard are at the list of what is wrong."""
    page.locator("[role=alert]:visible").first.wait_for()
    until(page, "document.activeElement.getAttribute('role') === 'alert'")


def test_e9_e10_e21_a_report_with_photo_signature_and_invoice_by_the_keyboard_alone(
        portal, windows, open_phone, strict):
    ticket = offer(portal, "en", organization=strict)
    link = portal.link(ticket["_phone"])
    accept(open_phone(link), tomorrow(portal))
    page = windows.open(link, viewport=PHONE, locale="en-US")
    walk(page, "#completion > summary")
    page.keyboard.press("Enter")
    walk(page, "#completion [name=report]")
    page.keyboard.type("New trap fitted")
    # Sent without a signature: the keyboard is led to its frame. Who cannot draw gives the signer's name.
    walk(page, "#completion form button.button")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.matches('#completion .pad.wrong')")
    walk(page, "#completion [name=signedBy]")
    page.keyboard.type("Mrs Ferrand")
    # Sent without a photo, which this office wants too: told where, and the way there is one press.
    walk(page, "#completion form button.button")
    page.keyboard.press("Enter")
    at_alert(page)
    assert page.locator("#completion [name=report]").input_value() == "New trap fitted"
    walk(page, "[role=alert] a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(location.hash).closest('#completion') !== null")
    choose_file(page, "#completion input[type=file][name=files]", PICTURE)
    page.locator("#completion [data-state=arrived]").first.wait_for()
    assert page.locator("#completion [name=signedBy]").input_value() == "Mrs Ferrand"
    walk(page, "#completion details > summary")
    if not page.locator("#completion details").evaluate("each => each.open"):
        page.keyboard.press("Enter")
    walk(page, "#completion [name=number]")
    page.keyboard.type(f"K-{ticket['number']}")
    type_date(page, "#completion [name=date]", portal.now().date().isoformat())
    walk(page, "#completion [name=total]")
    page.keyboard.type("120.50")
    choose_file(page, "#completion input[type=file][name=invoiceFile]", PDF)
    page.locator("#completion [data-state=arrived]").nth(1).wait_for()
    walk(page, "#completion form button.button")
    page.keyboard.press("Enter")
    page.locator("main [role=status]").first.wait_for()
    assert confirmation(page)
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert label(page) == "in-progress/to-check"
    kinds = [event["type"] for event in portal.events(ticket)]
    assert [kinds.count(kind) for kind in ("completed", "signed", "invoiced")] == [1, 1, 1], kinds
    assert not [fault for fault in page.faults if "Failed to load resource" not in fault]


def test_e21_the_desks_panels_by_the_keyboard_alone(portal, open_desk, open_phone):
    ticket = offer(portal, "en")
    accept(open_phone(portal.link(ticket["_phone"])), tomorrow(portal))
    # The clock may have gone on by weeks in this run, beyond anybody's session.
    page = open_desk(portal.sign_in_link("fr"), who=None)
    walk(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk")
    page.goto(f"{portal.url}/desk/tickets/{ticket['number']}")

    def open_panel(name, first):
        walk(page, f"#acts a[href='#{name}']")
        page.keyboard.press("Enter")
        page.locator(f"#{name}").wait_for()
        until(page, f"document.activeElement.matches('{first}')")

    open_panel("ask", "#ask-text")
    page.keyboard.type("Which floor?")
    walk(page, "#ask button[value=message]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Which floor?" in page.locator("#timeline").inner_text()

    open_panel("schedule", "#schedule-date")
    # A day that is over: told in the panel, with a way to the field.
    type_date(page, "#schedule-date", tomorrow(portal, -3))
    walk(page, "#schedule .buttons button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    at_alert(page)
    assert page.locator("#schedule").is_visible()
    walk(page, "#schedule [role=alert] a, main > [role=alert] a")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.matches('#schedule-date')")
    day = tomorrow(portal, 3)
    type_date(page, "#schedule-date", day)
    walk(page, "#schedule-time")
    page.keyboard.type("0230PM")
    walk(page, "#schedule-note")
    page.keyboard.type("The tenant is away before")
    walk(page, "#schedule .buttons button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert portal.ticket(ticket["number"])["order"]["appointment"].startswith(f"{day}T14:30")

    open_panel("message", "#message-text")
    page.keyboard.type("The plan of the flat")
    choose_file(page, "#message input[type=file]", PDF)
    walk(page, "#message .buttons button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "invoice.pdf" in page.locator("#timeline").inner_text()

    # A panel that was opened by mistake is left by its own link, and nothing was done.
    open_panel("withdrawal", "#withdrawal-reason")
    walk(page, "#withdrawal a.button")
    page.keyboard.press("Enter")
    until(page, "location.hash === '#acts'")
    assert not page.locator("#withdrawal").is_visible()
    assert portal.ticket(ticket["number"])["label"] == "in-progress/dispatch-confirmed"
