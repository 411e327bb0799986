"""How much a hand has to do."""

from conftest import offer
from steps import confirmation, tomorrow

COUNT = """addEventListener('pointerdown', event => {
    if (event.isTrusted) sessionStorage.taps = Number(sessionStorage.taps || 0) + 1;
}, true);"""


def test_b13_b14_an_answer_takes_two_taps_beside_date_and_time(portal, open_phone):
    """From the link in the SMS to the confirmation, nothing typed but the date and the time."""
    ticket = offer(portal, "fr")
    page = open_phone("about:blank", "fr")
    page.add_init_script(COUNT)
    page.goto(portal.link(ticket["_phone"]))
    page.locator(".choice:has(#accept)").tap()
    # Filled in by the phone's own wheels.
    page.locator("#date").fill(tomorrow(portal))
    page.locator("#time").fill("09:00")
    with page.expect_navigation():
        page.locator("form#answer button.button").tap()
    # The choice and the button.
    assert int(page.evaluate("sessionStorage.taps")) == 2
    assert ticket["number"] in confirmation(page)
    assert portal.ticket(ticket["number"])["label"] == "in-progress/dispatch-confirmed"
