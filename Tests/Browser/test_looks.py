"""axe finds no violation on any page that managers and visitors of the demo see, in light and dark."""

import pytest

from conftest import offer
from steps import accept, assert_accessible, press, tomorrow, write
from test_desk import fill_ticket, offer_to_new

def test_e20_no_violation_at_the_door_of_the_desk(portal, open_desk):
    page = open_desk("/sign-in", who=None)
    assert_accessible(page, "sign in")
    page.evaluate("document.querySelector('form').noValidate = true")
    page.locator("input[type=email]").fill("nobody")
    press(page, "main form button")
    assert_accessible(page, "sign in, wrong address")
    page.goto(portal.url + "/sign-in?sent=1")
    assert_accessible(page, "link sent")
    page.goto(portal.sign_in_link("fr"))
    assert_accessible(page, "confirm")
    page.goto(portal.url + "/sign-in/" + "A" * 32)
    assert_accessible(page, "expired")
    page.goto(portal.url + "/signed-out")
    assert_accessible(page, "signed out")
    page.goto(portal.url + "/nowhere")
    assert_accessible(page, "unknown address")


def test_e20_no_violation_at_the_desk(portal, open_desk, open_phone):
    page = open_desk("/desk/tickets/new")
    assert_accessible(page, "new ticket")
    press(page, "button[value=create]")
    assert_accessible(page, "new ticket with errors")
    fill_ticket(page, "A ticket to look at")
    press(page, "button[value=create]")
    assert_accessible(page, "ticket, just created")
    number = page.locator("#main").get_attribute("data-ticket")
    offer_to_new(page, "Nobody & Sons", "+33639970000", "nobody@example.com")
    page.locator("#timeline .why").first.wait_for()
    assert_accessible(page, "ticket, a message failed")
    for panel in ("message", "withdrawal"):
        page.goto(f"{portal.url}/desk/tickets/{number}#{panel}")
        assert_accessible(page, panel)
        press(page, f"#{panel} .buttons button")
        assert_accessible(page, panel + " with errors")
    page.locator("#withdrawal-reason").fill("Nobody answers")
    press(page, "#withdrawal .buttons button")
    page.goto(f"{portal.url}/desk/tickets/{number}#offer")
    assert_accessible(page, "offer")
    page.locator("#offer label:has([name=who][value=new])").click()
    press(page, "#offer .buttons button")
    assert_accessible(page, "offer with errors")
    answered = offer(portal, "en")
    phone = open_phone(portal.link(answered["_phone"]))
    accept(phone, tomorrow(portal))
    phone.goto(portal.link(answered["_phone"]))
    write(phone, "Where is the key?")
    page.goto(portal.url + "/desk")
    assert_accessible(page, "inbox")
    page.goto(f"{portal.url}/desk/tickets/{answered['number']}")
    assert_accessible(page, "ticket with an answer")
    for address in ("/desk?folder=all", "/desk?q=zzzz", "/desk?folder=drafts", "/desk/contractors",
                    "/desk/contractors/new", "/desk/outbox", "/desk/outbox?show=failed", "/desk/menu",
                    "/desk/tickets/2020-00001"):
        page.goto(portal.url + address)
        assert_accessible(page, address)
    page.goto(portal.url + "/desk/contractors")
    press(page, "a.row.firm >> nth=0")
    assert_accessible(page, "a contractor")
    page.goto(portal.url + "/desk/contractors/new")
    press(page, "main form .buttons button")
    assert_accessible(page, "contractor with errors")
    page.set_viewport_size({"width": 360, "height": 740})
    for address in ("/desk", "/desk/menu", f"/desk/tickets/{number}", "/desk/tickets/new"):
        page.goto(portal.url + address)
        assert_accessible(page, address + " on a phone")


@pytest.mark.parametrize("language", ["fr", "el"])
def test_e20_no_violation_on_the_start_page_and_the_drawn_phone(portal, open_desk, language):
    ticket = offer(portal, language)
    portal.drain()
    page = open_desk(f"/?lang={language}", who=None)
    assert_accessible(page, "start")
    page.goto(f"{portal.url}/phone?lang={language}")
    assert_accessible(page, "phone")
    page.locator("#messages a[href*='/t/']").first.click()
    page.frame_locator("#screen").locator("main[data-label]").wait_for()
    assert_accessible(page, "phone with a page")
    assert ticket["number"]


def test_b3_a_tapped_link_opens_the_contractors_page_inside_the_drawn_phone(portal, open_desk):
    ticket = offer(portal, "fr")
    portal.drain()
    page = open_desk("/phone", who=None)
    assert ticket["number"] in page.locator("#messages").inner_text()
    page.locator("#messages article.sms a[href*='/t/']").first.click()
    inside = page.frame_locator("#screen")
    inside.locator("main[data-label='to-do/offered']").wait_for()
    assert page.url == portal.url + "/phone", "the phone stays"
    assert not page.locator("#app").is_visible()
    inside.locator(".choice:has(#accept)").click()
    inside.locator("#date").fill(tomorrow(portal))
    inside.locator("#time").fill("09:00")
    inside.locator("form#answer button").click()
    inside.locator("main [role=status]").first.wait_for()
    assert portal.ticket(ticket["number"])["label"] == "in-progress/dispatch-confirmed"
    page.locator("#close").click()
    # The confirmation arrives as an SMS without a reload.
    page.locator("#messages article.sms").nth(1).wait_for()
    assert not [fault for fault in page.faults if "Failed to load resource" not in fault]
