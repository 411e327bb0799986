"""The desk on a line that breaks (B20): it says so, comes back by itself, catches up, and keeps what is typed."""

import pytest

from conftest import offer
from steps import accept, tomorrow, until, write

SAID = "word => document.getElementById('live').textContent === document.getElementById('live').dataset[word]"


@pytest.fixture
def desk(portal, proxy, open_desk):
    """A ticket at the desk, behind the bad network."""
    def open_page(ticket):
        # The clock may have gone on by weeks in this run, beyond anybody's session.
        page = open_desk(proxy.address(portal.sign_in_link("fr")), who=None)
        page.locator("main form button").click()
        page.wait_for_url(proxy.url + "/desk")
        address = f"{proxy.url}/desk/tickets/{ticket['number']}"
        # The page before it may just be getting its own stream.
        with page.expect_response(lambda answer: page.url == address and
                                  "event-stream" in answer.headers.get("content-type", "")):
            page.goto(address)
        page.evaluate("window.isSamePage = true")
        return page
    return open_page


def test_b20_p20_the_desk_says_that_the_line_is_cut_and_catches_up_with_what_is_typed_kept(
        portal, proxy, desk, open_phone):
    # Another one in the queue beside the ticket that is open: somebody waits for an answer.
    write(open_phone(portal.link(offer(portal, "fr")["_phone"]), "fr"), "Y a-t-il un code ?")
    ticket = offer(portal, "fr")
    page = desk(ticket)
    page.locator("#acts a[href='#message']").click()
    page.locator("#message-text").fill("Le gardien ouvre dès 8 h")
    proxy.go_down()
    page.wait_for_function(SAID, arg="lost", timeout=15_000)
    assert page.locator("#live").is_visible()

    # Something else is said meanwhile, by another tab: after it the cut is what is said again.
    page.evaluate("""() => new BroadcastChannel('desk').postMessage(
        { ticket: document.querySelector('#queue-list [data-id]:not([aria-current])').dataset.id })""")
    page.wait_for_function("""() => { const live = document.getElementById('live');
        return live.textContent && live.textContent !== live.dataset.lost }""")
    page.wait_for_function(SAID, arg="lost", timeout=15_000)
    assert page.locator("#live").is_visible()

    phone = open_phone(portal.link(ticket["_phone"]), "fr")
    accept(phone, tomorrow(portal))
    phone.goto(portal.link(ticket["_phone"]))
    write(phone, "Y a-t-il un ascenseur ?")
    assert "ascenseur" not in page.locator("#timeline").inner_text()

    proxy.come_back()
    page.wait_for_function(SAID, arg="back", timeout=30_000)
    page.locator("#timeline").get_by_text("Y a-t-il un ascenseur ?").wait_for()
    page.locator("#main[data-label='in-progress/dispatch-confirmed']").wait_for()
    until(page, "document.getElementById('live').textContent === ''")
    assert page.locator("#message-text").input_value() == "Le gardien ouvre dès 8 h"
    assert page.locator("#message-text").is_visible(), "the panel stays open"
    assert page.evaluate("window.isSamePage"), "all of that without a reload"
    with page.expect_navigation():
        page.locator("#message .buttons button").first.click()
    assert "Le gardien ouvre dès 8 h" in page.locator("#timeline").inner_text()


def test_b20_a_short_cut_is_nobodys_business(portal, proxy, desk, open_phone):
    ticket = offer(portal, "fr")
    page = desk(ticket)
    page.evaluate("""() => { window.said = []; new MutationObserver(() => window.said.push(
        document.getElementById('live').textContent)).observe(document.getElementById('live'), { childList: true }) }""")
    proxy.go_down()
    proxy.come_back()
    accept(open_phone(portal.link(ticket["_phone"]), "fr"), tomorrow(portal))
    page.locator("#main[data-label='in-progress/dispatch-confirmed']").wait_for(timeout=15_000)
    assert page.evaluate("document.getElementById('live').dataset.lost") not in page.evaluate("window.said")


def test_b20_errors_in_place_of_the_stream_for_a_while_do_not_end_the_desk(portal, proxy, desk, open_phone):
    ticket = offer(portal, "fr")
    page = desk(ticket)
    page.route("**/desk/live*", lambda route: route.fulfill(status=502, body="Bad gateway"))
    proxy.go_down()
    proxy.come_back()
    page.wait_for_function(SAID, arg="lost", timeout=15_000)
    page.unroute("**/desk/live*")
    accept(open_phone(portal.link(ticket["_phone"]), "fr"), tomorrow(portal))
    page.locator("#main[data-label='in-progress/dispatch-confirmed']").wait_for(timeout=20_000)
    assert page.evaluate("window.isSamePage"), "what was open stays open"
