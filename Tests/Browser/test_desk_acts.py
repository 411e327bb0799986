"""What a manager decides and asks for at the desk, with desk.js (drafts, live panels) and without it; what the contractor
does in between is done behind his page."""

import datetime

import pytest

from conftest import COLLEAGUES, offer
from steps import assert_accessible, label, press, tomorrow

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no-javascript"])


def check(page, where, scripts):
    """axe itself is a script."""
    if scripts:
        assert_accessible(page, where)


def step(portal, ticket, *steps, amount=30000):
    for each in steps:
        portal.steer("/step", {
            "organization": int(portal.organizations["fr"]), "ticket": ticket["number"], "step": each, "amount": amount})


@pytest.fixture
def at_ticket(portal, windows):
    """The ticket at the desk of a manager who has just signed in: in this run weeks may have passed for the others."""

    def open_ticket(ticket, scripts=True):
        colleague = COLLEAGUES["en"] | {"organization": int(portal.organizations["fr"])}
        link = portal.steer("/manager", colleague | {"email": f"acts{ticket['number']}@example.com"})["signIn"]
        page = windows.open(link, viewport={"width": 1280, "height": 900}, java_script_enabled=scripts, locale="en")
        press(page, "main form button")
        page.goto(f"{portal.url}/desk/tickets/{ticket['number']}")
        return page

    return open_ticket


def open_panel(page, name):
    """By the button that leads to it, as somebody would who has not seen it."""
    link = page.locator(f"#acts a[href='#{name}']")
    if link.count():
        link.click()
    assert page.locator(f"#{name}").is_visible(), name


def unfold(page, name):
    # Found once: what is open is not among those any more.
    for summary in page.locator(f"#{name} details:not([open]) > summary").element_handles():
        summary.click()


def decide(page, name, value):
    press(page, page.locator(f"#{name} button[value={value}]"))


def done(page):
    said = page.locator("#main > .done")
    assert said.is_visible(), page.locator("#main").inner_text()[:500]
    return said.inner_text()


def refused(page, name, field):
    assert page.locator(f"#{name} [role=alert]").is_visible()
    assert page.locator(f"#{name}-{field}").get_attribute("aria-invalid") == "true"


@BOTH
def test_b20_b29_d15_each_thing_is_asked_for_with_one_press_and_stands_as_a_task(portal, at_ticket, scripts):
    ticket = offer(portal, "en")
    step(portal, ticket, "accept")
    page = at_ticket(ticket, scripts)
    # Whether he is there is asked by every way that he wants (B24), the rest by the first.
    for kind, count in (("presence", 2), ("completion", 1)):
        before = len(portal.messages(ticket["_phone"]) + portal.messages(ticket["_email"]))
        open_panel(page, "ask")
        decide(page, "ask", kind)
        assert done(page)
        assert len(portal.messages(ticket["_phone"]) + portal.messages(ticket["_email"])) == before + count, kind
    # Only a question needs words.
    open_panel(page, "ask")
    decide(page, "ask", "message")
    refused(page, "ask", "text")
    check(page, "a question without words", scripts)
    page.locator("#ask-text").fill("Which model is the boiler?")
    page.locator("#ask-dueDate").fill(tomorrow(portal, 2))
    page.locator("#ask-dueTime").fill("18:00")
    decide(page, "ask", "message")
    done(page)
    assert "Which model is the boiler?" in portal.messages(ticket["_phone"], "sms")[0]["text"]
    tasks = portal.ticket(ticket["number"])["tasks"]
    question = next(task for task in tasks if task["kind"] == "message")
    assert question["status"] == "open" and question["due"].startswith(tomorrow(portal, 2))
    assert question["assignee"]["kind"] == "contractor"
    assert "Reply" in page.locator("#facts").inner_text()
    # And is not wanted any more, with one press beside it.
    press(page, page.locator("#facts form[action*='/cancellation'] button").last)
    assert done(page)
    assert any(task["status"] == "cancelled" for task in portal.ticket(ticket["number"])["tasks"])
    open_panel(page, "ask")
    decide(page, "ask", "quote")
    assert label(page) == "waiting/quote"


@BOTH
def test_b22_a_quote_is_refused_with_a_reason(portal, at_ticket, scripts):
    ticket = offer(portal, "en")
    step(portal, ticket, "accept", "quote", amount=90000)
    page = at_ticket(ticket, scripts)
    assert page.locator("#quote").is_visible(), "what waits for a decision stands open"
    assert "above the limit" in page.locator("#quote").inner_text()
    unfold(page, "quote")
    decide(page, "quote", "refuse")
    refused(page, "quote", "reason")
    check(page, "a refusal without a reason", scripts)
    page.locator("#quote-reason").fill("Too dear for one tap")
    decide(page, "quote", "refuse")
    assert done(page) and label(page) == "in-progress/dispatch-confirmed"
    assert "Too dear for one tap" in page.locator("#timeline").inner_text()
    told = portal.messages(ticket["_phone"], "sms")[0]["text"] + portal.messages(ticket["_email"], "email")[0]["text"]
    assert "Too dear for one tap" in told
    assert portal.ticket(ticket["number"])["order"]["notToExceed"]["amount"] == 45000


@BOTH
def test_b23_a26_the_visit_is_moved_and_the_contractor_told(portal, at_ticket, scripts):
    ticket = offer(portal, "en")
    step(portal, ticket, "accept")
    page = at_ticket(ticket, scripts)
    open_panel(page, "schedule")
    assert page.locator("#schedule-date").input_value(), "it begins with the visit as it stands"
    page.locator("#schedule-date").fill((portal.now() - datetime.timedelta(days=2)).date().isoformat())
    page.locator("#schedule-note").fill("The tenant is away")
    press(page, "#schedule .buttons button")
    refused(page, "schedule", "date")
    assert page.locator("#schedule-note").input_value() == "The tenant is away"
    later = tomorrow(portal, 5)
    page.locator("#schedule-date").fill(later)
    page.locator("#schedule-time").fill("14:30")
    press(page, "#schedule .buttons button")
    assert done(page)
    assert "14:30" in page.locator("#facts").inner_text()
    assert "not confirmed yet" in page.locator("#facts").inner_text()
    assert portal.ticket(ticket["number"])["order"]["appointment"] == f"{later}T14:30"
    assert "14:30" in portal.messages(ticket["_phone"], "sms")[0]["text"]


@BOTH
def test_b25_e10_c30_a_report_a_limit_and_an_invoice_are_refused_and_accepted(portal, at_ticket, scripts):
    ticket = offer(portal, "en")
    step(portal, ticket, "accept", "complete")
    page = at_ticket(ticket, scripts)
    assert label(page) == "in-progress/to-check" and page.locator("#report").is_visible()
    unfold(page, "report")
    decide(page, "report", "reject")
    refused(page, "report", "reason")
    page.locator("#report-reason").fill("The tap still drips")
    decide(page, "report", "reject")
    assert done(page) and label(page) == "in-progress/incomplete"
    told = portal.messages(ticket["_phone"], "sms")[0]
    assert "Something is still to be done" in told["text"]
    assert "The tap still drips" in page.request.get(told["links"][0]).text()

    step(portal, ticket, "complete")
    step(portal, ticket, "askForLimit", amount=51000)
    page.goto(page.url.split("?")[0])
    assert page.locator("#limit-amount").input_value() == "510.00", "what is asked for is filled in"
    page.locator("#limit-amount").fill("four hundred")
    press(page, "#limit .buttons button")
    refused(page, "limit", "amount")
    assert page.locator("#limit-amount").input_value() == "four hundred"
    page.locator("#limit-amount").fill("505")
    press(page, "#limit .buttons button")
    assert done(page)
    assert portal.ticket(ticket["number"])["order"]["notToExceed"]["amount"] == 50500

    step(portal, ticket, "invoice", amount=50400)
    page.goto(page.url.split("?")[0])
    assert "€504.00" in page.locator("#invoice").inner_text()
    check(page, "a report and an invoice to look at", scripts)
    unfold(page, "invoice")
    page.locator("#invoice-reason").fill("The name is wrong")
    decide(page, "invoice", "reject")
    assert done(page)
    assert portal.ticket(ticket["number"])["order"]["invoice"]["status"] == "rejected"
    step(portal, ticket, "invoice", amount=50300)
    page.goto(page.url.split("?")[0])
    decide(page, "invoice", "accept")
    assert done(page)
    decide(page, "report", "accept")
    assert done(page) and label(page) == "resolved"
    stored = portal.ticket(ticket["number"])
    assert stored["order"]["invoice"]["status"] == "accepted" and stored["feedbackUntil"]


def test_c30_an_invoice_is_waived_and_own_work_resolved_by_a_method(portal, at_ticket):
    ticket = offer(portal, "en")
    step(portal, ticket, "accept", "complete")
    page = at_ticket(ticket)
    open_panel(page, "invoice")
    decide(page, "invoice", "waive")
    assert done(page)
    open_panel(page, "resolution")
    press(page, "#resolution .buttons button")
    refused(page, "resolution", "method")
    page.locator("#resolution-method").select_option("communicated")
    page.locator("#resolution-note").fill("Told the tenant")
    press(page, "#resolution .buttons button")
    assert done(page) and label(page) == "resolved"
    assert "Told the tenant" in page.locator("#timeline").inner_text()


def test_b19_a_panel_comes_by_itself_and_what_is_typed_in_another_stays(portal, at_ticket):
    ticket = offer(portal, "en")
    step(portal, ticket, "accept")
    page = at_ticket(ticket)
    page.evaluate("window.isSamePage = true")
    step(portal, ticket, "quote", amount=40000)
    page.locator("#quote button[value=approve]").wait_for()
    assert page.evaluate("window.isSamePage"), "without a reload"
    # Somebody is typing a reason when the contractor writes: the panel stays, the timeline follows.
    unfold(page, "quote")
    page.locator("#quote-reason").fill("Half a reas")
    portal.api("POST", f"/tickets/{ticket['number']}/messages", {"text": "Also the door code: 12B"})
    page.locator("#timeline").get_by_text("Also the door code: 12B").wait_for()
    assert page.locator("#quote-reason").input_value() == "Half a reas"
    # It outlives a reload, and is gone once it is sent.
    page.reload()
    assert page.locator("#quote-reason").input_value() == "Half a reas"
    assert page.locator("#quote-reason").is_visible()
    page.locator("#quote-reason").fill("Half a reason")
    decide(page, "quote", "refuse")
    assert done(page)
    step(portal, ticket, "quote", amount=39000)
    page.locator("#quote button[value=approve]").wait_for()
    assert page.locator("#quote-reason").input_value() == ""
    decide(page, "quote", "approve")
    assert done(page) and label(page) == "in-progress/dispatch-confirmed"
    assert not page.faults
