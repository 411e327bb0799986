"""What arrives: the SMS and the mail of an offer, word for word."""

import datetime
import re

import pytest

from conftest import JOBS, offer
from steps import PNG, label, plain, press

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "el": ("Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου "
           "Νοεμβρίου Δεκεμβρίου").split(),
}
#: Emergency, all taxes included, and the zone's town.
WORDS = {"fr": ("urgen", "TTC", "Paris"), "el": ("επείγον", "ΦΠΑ", "Αθήν")}


@pytest.mark.parametrize("language", ["fr", "el"])
def test_a1_a4_a5_a6_a7_a8_a9_af4_p28_the_mail_and_the_page_say_the_whole_job_in_the_readers_words(
        portal, open_phone, language):
    day = portal.now() + datetime.timedelta(days=5)
    ticket = offer(portal, language, scheduledAt=day.strftime("%Y-%m-%dT09:30"))
    job = JOBS[language]
    mail = portal.messages(ticket["_email"], "email")[0]
    page = open_phone(portal.link(ticket["_phone"]), language)
    written = f"{day.day} {MONTHS[language][day.month - 1]}"
    emergency, taxes, town = WORDS[language]
    for text in (plain(mail["text"]), plain(page.locator("main").inner_text())):
        assert job["site"]["address"] in text
        for line in job["description"].splitlines():
            assert line in text
        assert emergency in text.lower()
        assert ticket["number"] in text
        assert written in text and "9" in text, (written, text)
        assert "450" in text and "€" in text and taxes in text, text
        assert town in text, text
    assert ticket["number"] in mail["subject"]
    assert page.locator(f"main a[href='tel:{job['site']['phone']}']").is_visible()
    assert f"tel:{job['site']['phone']}" in portal.letters(ticket["_email"])[0]["html"]
    assert "offered" in [event["type"] for event in portal.events(ticket)]


def test_a8_no_limit_and_no_date_are_said(portal, open_phone):
    ticket = offer(portal, "en", notToExceed=None)
    page = open_phone(portal.link(ticket["_phone"]))
    text = page.locator("main").inner_text()
    assert "No date set" in text
    assert "no limit" in text.lower()


def test_b2_a_quote_request_says_so_in_sms_mail_and_page(portal, open_phone):
    ticket = offer(portal, "fr", kind="quote")
    sms, mail = portal.messages(ticket["_phone"], "sms")[0], portal.messages(ticket["_email"], "email")[0]
    assert "devis" in sms["text"].lower() and "devis" in mail["subject"].lower()
    page = open_phone(sms["links"][0], "fr")
    assert "devis" in page.locator(".tags").inner_text().lower()


def test_b5_b6_b8_two_mails_can_be_told_apart_and_lead_to_the_same_page_as_the_sms(portal, open_phone):
    one, other = offer(portal, "fr"), offer(portal, "fr", kind="quote", priority="normal")
    subjects = [portal.messages(ticket["_email"], "email")[0]["subject"] for ticket in (one, other)]
    assert subjects[0] != subjects[1]
    for ticket, subject in zip((one, other), subjects):
        assert ticket["number"] in subject and "Lilas" in subject
    mail = portal.letters(one["_email"])[0]
    assert re.search(r"Voir les détails de l(’|'|&#39;)intervention", mail["html"])
    page = open_phone(mail["links"][0], "fr")
    assert label(page) == "to-do/offered" and one["number"] in page.locator("main").inner_text()
    again = open_phone(portal.link(one["_phone"]), "fr")
    assert again.locator("article h1").inner_text() == page.locator("article h1").inner_text()


def test_b7_the_tickets_files_come_with_the_mail(portal, open_desk):
    page = open_desk("/desk/tickets/new", scripts=False)
    page.locator("#ticket-title").fill("Store bloqué")
    page.locator("#ticket-description").fill("Le store ne descend plus.")
    page.locator("#ticket-category").fill("Stores")
    page.locator("#ticket-requester").fill("Mme Ferrand")
    page.locator("[name=sameContact]").check()
    page.locator("[name=files]").set_input_files([{"name": "store.png", "mimeType": "image/png", "buffer": PNG}])
    press(page, "button[value=create]")
    page.get_by_role("link", name="Offer to a contractor").click()
    page.locator("#offer [name=who][value=new]").check()
    page.locator("#offer-name").fill("Stores Joly")
    page.locator("#offer-phone").fill("06 39 98 10 77")
    page.locator("#offer-email").fill("joly@example.com")
    press(page, "#offer button.button")
    assert portal.letters("joly@example.com")[0]["attachments"] == ["store.jpg"], "P24: the copy"


def test_p30_an_offer_in_french_is_one_part_and_the_desk_says_so(portal, open_desk):
    ticket = offer(portal, "fr")
    portal.drain()
    page = open_desk(f"/desk/tickets/{ticket['number']}")
    assert "1 part" in page.locator("#timeline").inner_text()
