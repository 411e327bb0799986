"""The job from the SMS to the answer to the message, on a small phone with touch, with and without JavaScript."""

import datetime
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import JOBS, offer

def tomorrow(portal, days=1):
    return (portal.now() + datetime.timedelta(days=days)).date().isoformat()


def accept(page, date, time="09:00", comment=""):
    """By the fields' ids, which do not change with the language."""
    page.locator("label[for=accept]").tap()
    page.locator("#date").fill(date)
    page.locator("#time").fill(time)
    if comment:
        page.locator("#comment").fill(comment)
    page.locator("form#answer button").tap()
    page.wait_for_load_state()


def label(page):
    return page.locator("main").get_attribute("data-label")


def assert_accessible(page):
    found = Axe().run(page).response["violations"]
    assert not found, [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found]


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no-javascript"])
@pytest.mark.parametrize("language", ["fr", "el"])
def test_b1_b3_b4_b9_b11_b13_b14_b15_b16_b17_from_sms_to_answer_to_message(portal, open_phone, language, scripts):
    ticket = offer(portal, language)
    sms = portal.messages(ticket["_phone"], "sms")[0]
    assert ticket["number"] in sms["text"]
    assert sms["text"].splitlines()[-1] == sms["links"][0]

    page = open_phone(sms["links"][0], language, scripts)
    assert label(page) == "to-do/offered"
    assert page.locator("html").get_attribute("lang") == language
    body = page.locator("main").inner_text()
    for fact in (JOBS[language]["title"], JOBS[language]["site"]["address"], ticket["number"]):
        assert fact in body
    # Nothing is chosen for him, and the fields of a choice come with it (P2).
    assert page.locator("input[type=radio]:checked").count() == 0
    assert not page.locator("#date").is_visible()

    accept(page, tomorrow(portal), comment="J’arrive 👍")
    status = page.locator("[role=status]").first
    assert ticket["number"] in status.inner_text()
    assert portal.api("GET", f"/tickets/{ticket['number']}", organization=ticket["_organization"])["label"] \
        == "in-progress/dispatch-confirmed"
    page.locator("main a.button").first.tap()
    page.wait_for_load_state()
    assert label(page) == "in-progress/dispatch-confirmed"
    assert "J’arrive 👍" in page.locator("main").inner_text()

    page.locator("nav.dock a[href='#message']").tap()
    page.locator("#text").fill("Y a-t-il un parking ?\nΥπάρχει πάρκινγκ;")
    page.locator("#files").set_input_files([
        {"name": "φωτο κουζίνας.png", "mimeType": "image/png", "buffer": PNG}])
    page.locator("form#message button").tap()
    page.wait_for_load_state()
    assert page.locator("[role=status]").first.is_visible()
    thread = page.locator("[data-part=thread]").inner_text()
    assert "Y a-t-il un parking ?" in thread and "φωτο κουζίνας.png" in thread
    assert not page.faults


#: The smallest PNG: one grey dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "el", "pl", "en"])
def test_b4_e20_no_violation_and_no_sideways_scroll(portal, open_phone, language, dark):
    ticket = offer(portal, language)
    link = portal.link(ticket["_phone"])
    page = open_phone(link, language, dark=dark)
    assert_accessible(page)
    page.locator("label[for=decline]").tap()
    assert_accessible(page)
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    accept(page, tomorrow(portal))
    assert_accessible(page)
    page.goto(link)
    assert_accessible(page)
    assert not page.faults


def test_b13_p27_a_missing_time_keeps_what_was_typed_and_names_the_field(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "en")["_phone"]), scripts=False)
    page.locator("label[for=accept]").tap()
    page.locator("#date").fill(tomorrow(portal, 3))
    page.locator("#time").fill("")
    page.locator("#comment").fill("ring twice")
    page.locator("form#answer button").tap()
    page.wait_for_load_state()
    assert page.locator("[role=alert]").is_visible()
    assert page.locator("#time").get_attribute("aria-invalid") == "true"
    described = page.locator("#time").get_attribute("aria-describedby").split()
    assert any(page.locator(f"#{name}").is_visible() for name in described)
    assert page.locator("#comment").input_value() == "ring twice"
    assert page.locator("#date").input_value() == tomorrow(portal, 3)
    assert page.locator("#accept").is_checked()
    assert_accessible_without_scripts(page)


def assert_accessible_without_scripts(page):
    """axe is a script; without scripts the page must at least be whole."""
    assert page.locator("main").count() == 1


def test_b32_e14_declining_wants_a_reason_and_confirms(portal, open_phone):
    ticket = offer(portal, "en")
    page = open_phone(portal.link(ticket["_phone"]))
    page.get_by_label("Decline", exact=True).locator("xpath=..").locator("label").first.tap()
    page.get_by_role("button", name="Send my answer").tap()
    page.wait_for_load_state()
    assert page.locator("[role=alert]").is_visible()
    page.get_by_label("Reason").last.fill("Too far away")
    page.get_by_role("button", name="Send my answer").tap()
    page.wait_for_load_state()
    assert ticket["number"] in page.locator("[role=status]").first.inner_text()
    again = portal.api("GET", f"/tickets/{ticket['number']}")
    assert again["label"] == "to-do/declined"


def test_t13_undo_within_ten_minutes_and_not_after(portal, open_phone):
    ticket = offer(portal, "en")
    link = portal.link(ticket["_phone"])
    page = open_phone(link)
    accept(page, tomorrow(portal))
    page.goto(link)
    page.locator("form[action*='/undo'] button").tap()
    page.wait_for_load_state()
    assert label(page) == "to-do/offered"
    accept(page, tomorrow(portal))
    portal.advance(minutes=11)
    page.goto(link)
    assert page.locator("form[action*='/undo']").count() == 0


def test_a15_the_deadline_reminds_then_lapses_and_the_link_still_answers(portal, open_phone):
    ticket = offer(portal, "en")
    page = open_phone(portal.link(ticket["_phone"]))
    assert re.search(r"another company|somebody else|other company", page.locator("main").inner_text())
    portal.advance(minutes=16)
    assert len(portal.messages(ticket["_phone"], "sms")) == 2
    portal.advance(minutes=20)
    assert portal.api("GET", f"/tickets/{ticket['number']}")["label"] == "to-do/lapsed"
    page.reload()
    assert label(page) == "to-do/lapsed"
    accept(page, tomorrow(portal))
    assert portal.api("GET", f"/tickets/{ticket['number']}")["label"] == "in-progress/dispatch-confirmed"


def test_a14_p39_after_withdrawal_the_link_shows_only_the_own_thread(portal, open_phone):
    ticket = offer(portal, "en")
    link = portal.link(ticket["_phone"])
    page = open_phone(link)
    page.locator("#text").fill("Is there a lift?")
    page.locator("form#message button").tap()
    page.wait_for_load_state()
    portal.api("POST", f"/tickets/{ticket['number']}/withdrawal", {"reason": "The tenant called another firm"})
    answer = page.goto(link)
    assert answer.status == 410
    assert label(page) == "withdrawn"
    text = page.locator("main").inner_text()
    assert "Is there a lift?" in text
    assert JOBS["fr"]["site"]["address"] not in text and JOBS["fr"]["person"]["name"] not in text
    assert page.locator("form#answer").count() == 0
    page.locator("#text").fill("What about the call-out?")
    page.locator("form#message button").tap()
    page.wait_for_load_state()
    assert "What about the call-out?" in page.locator("main").inner_text()


def test_p18_a_double_tap_and_back_and_send_again_act_once(portal, open_phone):
    ticket = offer(portal, "en")
    page = open_phone(portal.link(ticket["_phone"]), scripts=False)
    page.locator("#text").fill("Only once, please")
    page.locator("form#message button").dblclick()
    page.wait_for_load_state()
    page.go_back()
    page.locator("#text").fill("Only once, please")
    page.locator("form#message button").tap()
    page.wait_for_load_state()
    page.reload()
    events = portal.api("GET", f"/tickets/{ticket['number']}/events")["events"]
    assert sum(e["type"] == "messageWritten" for e in events) == 1


def test_p20_what_is_typed_survives_a_reload(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "en")["_phone"]))
    page.locator("label[for=accept]").tap()
    page.locator("#comment").fill("half a sent")
    page.locator("#text").fill("half a message")
    page.reload()
    assert page.locator("#comment").input_value() == "half a sent"
    assert page.locator("#text").input_value() == "half a message"
    assert page.locator("#accept").is_checked()


def test_b12_b20_an_open_page_follows_the_manager_live(portal, open_phone):
    ticket = offer(portal, "en")
    page = open_phone(portal.link(ticket["_phone"]))
    page.locator("#text").fill("still typing")
    portal.api("POST", f"/tickets/{ticket['number']}/messages", {"text": "The caretaker opens at 8:30"})
    page.get_by_text("The caretaker opens at 8:30").wait_for()
    assert page.locator("#text").input_value() == "still typing"


def test_p1_p2_p3_a_scanner_that_opens_follows_and_runs_everything_changes_nothing(portal, open_phone):
    ticket = offer(portal, "en")
    before = portal.api("GET", f"/tickets/{ticket['number']}/events")["events"]
    mail = portal.messages(ticket["_email"], "email")[0]
    for link in set(mail["links"] + [portal.link(ticket["_phone"])]):
        page = open_phone(link)
        page.wait_for_timeout(500)
        addresses = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for address in [a for a in addresses if a.startswith("http")]:
            page.goto(address)
        for action in ("answer", "undo", "messages"):
            page.context.request.get(f"{link}/{action}")
        page.context.request.head(link)
    assert portal.api("GET", f"/tickets/{ticket['number']}/events")["events"] == before


def test_p16_p31_forged_and_truncated_links_get_one_quiet_page_and_trailing_junk_is_ignored(portal, open_phone):
    link = portal.link(offer(portal, "en")["_phone"])
    page = open_phone(link + ".")
    assert label(page) == "to-do/offered"
    base, token = link.rsplit("/", 1)
    bodies = set()
    for forged in (token[:-1], token[:-1] + ("a" if token[-1] != "a" else "b"), "A" * 32, "x"):
        answer = page.goto(f"{base}/{forged}")
        assert answer.status == 404
        bodies.add(page.locator("main").inner_text())
    assert len(bodies) == 1
    assert "Lenoir" not in bodies.pop()
