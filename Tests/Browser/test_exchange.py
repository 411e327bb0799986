"""The job from the SMS to the answer to the message, on a small phone with touch, with and without JavaScript."""

import re

import pytest

from conftest import JOBS, offer, reach
from steps import (PICTURE, accept, assert_accessible, assert_fits, choose, confirmation, label, press, send,
                   tomorrow, write)


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no-javascript"])
@pytest.mark.parametrize("language", ["fr", "el"])
def test_b1_b3_b4_b9_b11_b12_b13_b14_b15_b16_b17_from_sms_to_answer_to_message(portal, open_phone, language, scripts):
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
    assert ticket["number"] in confirmation(page)
    assert re.search(r"\d\d(:| h )\d\d", confirmation(page)), "the time stands in the confirmation"
    stored = portal.ticket(ticket["number"], language)
    assert stored["label"] == "in-progress/dispatch-confirmed"
    assert stored["order"]["appointment"].startswith(tomorrow(portal) + "T09:00")
    press(page, "main a.button")
    assert label(page) == "in-progress/dispatch-confirmed"
    assert "J’arrive 👍" in page.locator("main").inner_text()

    page.locator("nav.dock a[href='#message']").tap()
    write(page, "Y a-t-il un parking ?\nΥπάρχει πάρκινγκ;", [PICTURE])
    assert page.locator("main [role=status]").first.is_visible()
    thread = page.locator("[data-part=thread]").inner_text()
    assert "Y a-t-il un parking ?" in thread and "φωτο κουζίνας.png" in thread
    assert not page.faults


@pytest.mark.parametrize("language", ["fr", "el", "pl", "en"])
def test_b4_e20_no_violation_and_no_sideways_scroll_in_any_state(portal, open_phone, language):
    ticket = offer(portal, language)
    link = portal.link(ticket["_phone"])
    page = open_phone(link, language)
    assert_accessible(page, "offered")
    choose(page, "decline")
    assert_accessible(page, "declining")
    assert_fits(page, 360, 320)
    send(page)
    assert_accessible(page, "with an error")
    choose(page, "accept")
    page.locator("#date").fill("")
    send(page)
    assert_accessible(page, "without a date")
    assert_fits(page, 320)
    accept(page, tomorrow(portal))
    assert_accessible(page, "confirmed")
    page.goto(link)
    assert_accessible(page, "accepted")
    assert_fits(page, 320)
    write(page, "Où se garer ?", [PICTURE])
    assert_accessible(page, "message sent")
    organization = ticket["_organization"]
    portal.api("POST", f"/tickets/{ticket['number']}/withdrawal", {"reason": "Another firm came"}, organization)
    page.goto(link)
    assert label(page) == "withdrawn"
    assert_accessible(page, "withdrawn")
    page.goto(link[:-3] + "AAA")
    assert_accessible(page, "forged")
    # The 422, the 410 and the 404 are told by the console as well.
    assert not [fault for fault in page.faults if "Failed to load resource" not in fault]


def test_a15_b32_no_violation_when_lapsed_declined_and_for_a_quote(portal, open_phone):
    lapsed, declined = offer(portal, "en"), offer(portal, "en", kind="quote")
    links = portal.link(lapsed["_phone"]), portal.link(declined["_phone"])
    page = open_phone(links[1])
    assert_accessible(page, "quote")
    choose(page, "decline")
    page.locator("#reason").fill("Too far away")
    send(page)
    assert_accessible(page, "declined, confirmed")
    page.goto(links[1])
    assert label(page) == "to-do/declined"
    assert_accessible(page, "declined")
    portal.advance(minutes=31)
    page.goto(links[0])
    assert label(page) == "to-do/lapsed"
    assert_accessible(page, "lapsed")


def test_b13_p27_a_missing_time_keeps_what_was_typed_and_names_the_field(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "en")["_phone"]), scripts=False)
    choose(page, "accept")
    page.locator("#date").fill(tomorrow(portal, 3))
    page.locator("#comment").fill("ring twice")
    send(page)
    assert page.locator("[role=alert]").is_visible()
    assert page.locator("#time").get_attribute("aria-invalid") == "true"
    described = page.locator("#time").get_attribute("aria-describedby").split()
    assert any("Please give the time" in page.locator(f"#{name}").inner_text() for name in described)
    assert page.locator("#comment").input_value() == "ring twice"
    assert page.locator("#date").input_value() == tomorrow(portal, 3)
    assert page.locator("#accept").is_checked()
    # Minutes only, and no seconds anywhere: what an iPhone refuses is never asked of it (P27).
    assert page.locator("#time").get_attribute("step") is None
    page.locator("#time").fill("14:30")
    send(page)
    assert "accepted" in confirmation(page)


def test_b32_e14_declining_wants_a_reason_from_the_list_or_in_words_and_confirms(portal, open_phone):
    ticket = offer(portal, "en")
    page = open_phone(portal.link(ticket["_phone"]))
    page.get_by_label("Decline", exact=True).tap()
    page.get_by_role("button", name="Send my answer").tap()
    page.locator("[role=alert]").wait_for()
    assert page.locator("#reason").get_attribute("aria-invalid") == "true"
    page.get_by_label("Fully booked").tap()
    page.get_by_label("Reason", exact=True).fill("Back on Thursday")
    send(page)
    assert ticket["number"] in confirmation(page)
    assert portal.ticket(ticket["number"])["label"] == "to-do/declined"
    declined = [event for event in portal.events(ticket) if event["type"] == "declined"]
    assert "Back on Thursday" in str(declined[0]["data"])
    told = portal.letters(portal.emails["fr"])[0]
    assert ticket["number"] in told["subject"] and "Back on Thursday" in told["text"]


def test_t13_undo_within_ten_minutes_and_not_after(portal, open_phone):
    link = portal.link(offer(portal, "en")["_phone"])
    page = open_phone(link)
    accept(page, tomorrow(portal))
    page.goto(link)
    press(page, "form[action*='/undo'] button")
    assert "undone" in confirmation(page)
    assert label(page) == "to-do/offered"
    page.goto(link)
    accept(page, tomorrow(portal))
    page.goto(link)
    late = page.locator("form[action*='/undo'] input").input_value()
    portal.advance(minutes=11)
    page.goto(link)
    assert page.locator("form[action*='/undo']").count() == 0
    answer = page.request.post(link + "/undo", form={"submission": late})
    assert answer.status == 409 and "too late to undo" in answer.text()


def test_a15_the_deadline_reminds_then_lapses_and_the_link_still_answers(portal, open_phone):
    ticket = offer(portal, "en")
    link = portal.link(ticket["_phone"])
    page = open_phone(link)
    assert "may go to another company" in page.locator("main").inner_text()
    portal.advance(minutes=16)
    assert len(portal.messages(ticket["_phone"], "sms")) == 2
    portal.advance(minutes=20)
    assert portal.ticket(ticket["number"])["label"] == "to-do/lapsed"
    assert ticket["number"] in portal.letters(portal.emails["fr"])[0]["subject"]
    page.goto(link)
    assert label(page) == "to-do/lapsed"
    accept(page, tomorrow(portal))
    assert portal.ticket(ticket["number"])["label"] == "in-progress/dispatch-confirmed"


def test_a14_p39_after_withdrawal_the_link_shows_only_the_own_thread(portal, open_phone):
    ticket = offer(portal, "en")
    link = portal.link(ticket["_phone"])
    page = open_phone(link)
    typed = page.locator("form#answer input[name=submission]").input_value()
    write(page, "Is there a lift?")
    portal.api("POST", f"/tickets/{ticket['number']}/withdrawal", {"reason": "The tenant called another firm"})
    answer = page.goto(link)
    assert answer.status == 410
    assert label(page) == "withdrawn"
    text = page.locator("main").inner_text()
    assert "Is there a lift?" in text
    assert JOBS["fr"]["site"]["address"] not in text and JOBS["fr"]["person"]["name"] not in text
    assert page.locator("form#answer").count() == 0
    # A form that was open meanwhile accepts nothing: rights are those of the moment of the act (P39).
    late = page.request.post(link + "/answer", form={
        "submission": typed, "decision": "accept", "date": tomorrow(portal), "time": "09:00"})
    assert late.status == 410 and "no longer yours" in late.text()
    assert portal.ticket(ticket["number"])["label"] == "to-do/returned"
    write(page, "What about the call-out?")
    assert "What about the call-out?" in page.locator("main").inner_text()


def test_p18_a_double_tap_and_back_and_send_again_act_once(portal, open_phone):
    ticket = offer(portal, "en")
    page = open_phone(portal.link(ticket["_phone"]), scripts=False)
    form = {"submission": page.locator("form#message input[name=submission]").input_value(), "message": "Only once"}
    page.locator("#text").fill("Only once")
    # The second tap aborts the navigation of the first.
    page.locator("form#message button.button").dblclick(no_wait_after=True)
    page.locator("main [role=status]").first.wait_for()
    for _ in range(2):
        assert page.request.post(page.url.split("?")[0] + "/messages", form=form, max_redirects=0).status == 303
    other = page.request.post(page.url.split("?")[0] + "/messages", form={**form, "message": "Something else"})
    assert other.status == 409 and "already sent with other contents" in other.text() and "Something else" in other.text()
    page.reload()
    assert [e["type"] for e in portal.events(ticket)].count("messageWritten") == 1


def test_p18_two_taps_on_accept_are_one_answer_and_one_confirmation(portal, open_phone):
    ticket = offer(portal, "en")
    page = open_phone(portal.link(ticket["_phone"]))
    choose(page, "accept")
    page.locator("#date").fill(tomorrow(portal))
    page.locator("#time").fill("09:00")
    page.locator("form#answer button.button").dblclick(no_wait_after=True)
    page.locator("main [role=status]").first.wait_for()
    assert [e["type"] for e in portal.events(ticket)].count("accepted") == 1
    assert len(portal.messages(ticket["_phone"], "sms")) == 2, "the offer and one confirmation"


def test_p19_of_two_people_of_one_firm_the_second_hears_who_was_first_and_when(portal, open_phone):
    phone, email = reach()
    ticket = offer(portal, "en", contacts=[{
        "name": "Leïla", "role": "office", "phone": phone, "email": email, "language": "en", "channels": ["sms"]}])
    karim, leila = open_phone(portal.link(ticket["_phone"])), open_phone(portal.link(phone), scripts=False)
    choose(leila, "decline")
    leila.locator("#reason").fill("No van today")
    accept(karim, tomorrow(portal))
    send(leila)
    said = leila.locator("[role=alert]").inner_text()
    assert "Karim" in said and re.search(r"\d{1,2}[:.]\d\d", said), said
    assert "No van today" in leila.content() or label(leila) == "in-progress/dispatch-confirmed"
    assert portal.ticket(ticket["number"])["label"] == "in-progress/dispatch-confirmed"


def test_p20_what_is_typed_survives_a_reload(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "en")["_phone"]))
    choose(page, "accept")
    page.locator("#comment").fill("half a sent")
    page.locator("#text").fill("half a message")
    page.reload()
    assert page.locator("#comment").input_value() == "half a sent"
    assert page.locator("#text").input_value() == "half a message"
    assert page.locator("#accept").is_checked()


@pytest.mark.parametrize("scripts", [True, False], ids=["live", "no-javascript"])
def test_b12_b20_the_contractor_reads_the_manager_live_or_after_a_reload(portal, open_phone, scripts):
    ticket = offer(portal, "en")
    page = open_phone(portal.link(ticket["_phone"]), scripts=scripts)
    page.locator("#text").fill("still typing")
    portal.api("POST", f"/tickets/{ticket['number']}/messages", {"text": "The caretaker opens at 8:30"})
    if not scripts:
        page.reload()
    page.get_by_text("The caretaker opens at 8:30").wait_for()
    if scripts:
        assert page.locator("#text").input_value() == "still typing"
    assert portal.messages(ticket["_phone"], "sms")[0]["links"], "he is also told by SMS"


def test_b10_b18_every_message_leads_to_the_current_step_and_the_manager_can_always_be_written_to(portal, open_phone):
    ticket = offer(portal, "en")
    first = portal.link(ticket["_phone"])
    page = open_phone(first)
    assert page.get_by_role("link", name="Contact the manager").is_visible()
    accept(page, tomorrow(portal))
    assert page.get_by_role("link", name="Contact the manager").is_visible()
    portal.api("POST", f"/tickets/{ticket['number']}/messages", {"text": "The key is at the baker's"})
    messages = portal.messages(ticket["_phone"], "sms")
    assert len(messages) >= 2 and all(message["links"] for message in messages)
    for link in {message["links"][0] for message in messages} | {first}:
        page.goto(link)
        assert label(page) == "in-progress/dispatch-confirmed"
        assert page.get_by_role("link", name="Contact the manager").is_visible()
    portal.api("POST", f"/tickets/{ticket['number']}/withdrawal", {"reason": "Sold"})
    page.goto(first)
    assert page.get_by_role("link", name="Contact the manager").is_visible()


def test_e20_the_switch_changes_the_language_and_forms_keep_it(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "fr")["_phone"]))
    assert page.get_by_role("button", name="Envoyer ma réponse").is_visible()
    page.locator("details.lang summary").tap()
    press(page, page.get_by_role("link", name="Ελληνικά"))
    assert page.locator("html").get_attribute("lang") == "el"
    send(page)
    assert page.locator("html").get_attribute("lang") == "el"
    assert "Επιλέξτε" in page.locator("[role=alert]").inner_text()
