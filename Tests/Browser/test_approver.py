"""Somebody outside decides on a quote by a link of his own (T32, T33, B22): on a small phone with touch, with and without
JavaScript, in two languages."""

import pytest

from conftest import offer, reach
from steps import assert_accessible, assert_fits, plain, press

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no-javascript"])
LANGUAGES = pytest.mark.parametrize("language", ["fr", "el"])


def check(page, where, scripts):
    """axe itself is a script."""
    if scripts:
        assert_accessible(page, where)


def quoted(portal, language):
    """A job whose contractor wants 520 for it, where 450 was agreed."""
    ticket = offer(portal, language)
    for step, amount in (("accept", None), ("quote", 52_000)):
        portal.steer("/step", {
            "organization": int(portal.organizations[ticket["_organization"]]), "ticket": ticket["number"],
            "step": step, "amount": amount})
    return ticket


def asked(portal, ticket, language, open_phone, scripts):
    """The manager asks; what the SMS brings."""
    number, _ = reach(language)
    answer = portal.api("POST", f"/tickets/{ticket['number']}/quote-approver", {
        "name": "Ελένη Ρούσσου" if language == "el" else "Hélène Roux", "phone": number, "language": language,
        "note": "520 > 450 ;"}, ticket["_organization"])
    assert answer["order"]["quote"]["approver"]["name"]
    portal.drain()
    texts = portal.messages(number, "sms")
    assert len(texts) == 1 and texts[0]["text"].splitlines()[-1] == texts[0]["links"][0]
    return open_phone(texts[0]["links"][0], language, scripts)


@BOTH
@LANGUAGES
def test_b22_t32_he_approves_and_the_page_says_so(portal, open_phone, language, scripts):
    ticket = quoted(portal, language)
    page = asked(portal, ticket, language, open_phone, scripts)
    link = page.url
    assert page.answer.status == 200 and page.locator("html").get_attribute("lang") == language
    told = plain(page.locator("main").inner_text())
    for word in (ticket["title"], "520,00 €", "450,00 €", "520 > 450 ;"):
        assert word in told, word
    check(page, "a quote to decide on", scripts)
    assert_fits(page, 360, 320)
    press(page, page.locator("#approve form button.button"))
    assert "done=" in page.url
    said = plain(page.locator("main [role=status]").inner_text())
    assert "520,00 €" in said and page.locator("form").count() == 0
    check(page, "his decision", scripts)
    assert_fits(page, 360, 320)
    stored = portal.ticket(ticket["number"], ticket["_organization"])
    assert stored["order"]["quote"]["status"] == "approved" and stored["attention"] == "decided"
    # The link is dead and keeps what he decided.
    again = open_phone(link, language, scripts)
    assert again.answer.status == 410
    assert "520,00 €" in plain(again.locator("main [role=status]").inner_text())


@BOTH
@LANGUAGES
def test_b22_t33_he_refuses_with_a_reason_and_the_contractor_reads_it(portal, open_phone, language, scripts):
    ticket = quoted(portal, language)
    page = asked(portal, ticket, language, open_phone, scripts)
    page.locator("#refuse summary").tap()
    assert_fits(page, 360, 320)
    press(page, page.locator("#refuse form button.button"))
    assert page.locator("main [role=alert]").is_visible() and page.locator("#reason").is_visible()
    check(page, "without a reason", scripts)
    page.locator("#reason").fill("Πολύ ακριβό <b>")
    press(page, page.locator("#refuse form button.button"))
    assert "Πολύ ακριβό <b>" in page.locator("main [role=status]").inner_text()
    assert portal.ticket(ticket["number"], ticket["_organization"])["order"]["quote"]["status"] == "refused"
    portal.drain()
    contractor = open_phone(portal.link(ticket["_phone"]), language, scripts)
    assert "Πολύ ακριβό <b>" in contractor.locator("main").inner_text()


@LANGUAGES
def test_p19_the_manager_was_quicker(portal, open_phone, language):
    ticket = quoted(portal, language)
    page = asked(portal, ticket, language, open_phone, True)
    portal.api("POST", f"/tickets/{ticket['number']}/quote-decision", {"approved": True}, ticket["_organization"])
    press(page, page.locator("#approve form button.button"))
    assert page.locator("form").count() == 0 and page.locator("main h1").is_visible()
    check(page, "decided meanwhile", True)
    page.reload()
    assert not [fault for fault in page.faults if "Failed to load resource" not in fault]
