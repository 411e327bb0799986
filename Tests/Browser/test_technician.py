"""The job in other hands: passed on to a technician and taken back, what else he finds, a link that has run out, a number
that is somebody else's. On a small phone with touch, with and without JavaScript, in two languages."""

import datetime
import re
import time
import zoneinfo

import pytest

from conftest import offer, reach, running
from steps import PICTURE, accept, assert_accessible, assert_fits, confirmation, label, press
from test_whole import send_step, unfold

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no-javascript"])
LANGUAGES = pytest.mark.parametrize("language", ["fr", "el"])


def check(page, where, scripts):
    """axe itself is a script."""
    if scripts:
        assert_accessible(page, where)


def soon(portal, language):
    """An hour from now by the clock at the site: so near that somebody may be there already."""
    zone = zoneinfo.ZoneInfo("Europe/Athens" if language == "el" else "Europe/Paris")
    visit = portal.now().astimezone(zone) + datetime.timedelta(hours=1)
    return visit.date().isoformat(), visit.strftime("%H:%M")


def accepted(portal, open_phone, language, scripts):
    """The office's page of a job that it does within the hour."""
    ticket = offer(portal, language)
    ticket["_link"] = portal.link(ticket["_phone"])
    office = open_phone(ticket["_link"], language, scripts)
    accept(office, *soon(portal, language))
    office.goto(ticket["_link"])
    return ticket, office


def pass_on(portal, open_phone, office, language, scripts, name):
    """Gives the job to a technician's number; his page."""
    number, _ = reach(language)
    unfold(office, "technician")
    office.locator(f"#technician label:has([value={language}])").tap()
    send_step(office, "technician", [("name", name), ("phone", number)])
    texts = portal.messages(number, "sms")
    assert len(texts) == 1 and texts[0]["text"].splitlines()[-1] == texts[0]["links"][0]
    return number, open_phone(texts[0]["links"][0], language, scripts)


@BOTH
@LANGUAGES
def test_e1_e8_the_job_is_passed_on_done_under_his_name_and_taken_back(portal, open_phone, language, scripts):
    ticket, office = accepted(portal, open_phone, language, scripts)
    name = "Γιάννης Μικρός" if language == "el" else "Yanis Petit"
    assert "450" in office.locator("[data-part=job]").inner_text(), "the office sees the limit"
    number, technician = pass_on(portal, open_phone, office, language, scripts, name)
    link = technician.url
    assert link != ticket["_link"] and technician.locator("html").get_attribute("lang") == language
    assert ticket["title"] in technician.locator("main").inner_text()
    assert "450" not in technician.locator("main").inner_text()
    for step in ("quote", "invoice", "limit", "schedule", "technician", "takeBack", "giveBack"):
        assert technician.locator(f"#{step}").count() == 0, step
    check(technician, "a technician's page", scripts)
    assert_fits(technician, 360, 320)

    press(technician, technician.locator("#arrival form button.button"))
    assert confirmation(technician) and label(technician) == "in-progress/on-site"
    arrived = next(event for event in portal.events(ticket) if event["type"] == "arrived")
    assert arrived["actor"]["name"] == name
    technician.goto(link)
    unfold(technician, "departure")
    check(technician, "on site", scripts)
    # Not finished: an outcome must be chosen, and what was typed stays where it is missing.
    technician.locator("#departure [name=note]").fill("42 mm")
    press(technician, technician.locator("#departure form button.button"))
    assert technician.locator("main [role=alert]").is_visible()
    assert technician.locator("#departure [name=note]").input_value() == "42 mm"
    assert technician.locator("#departure [name=date]").count() == 0, "dates are the office's"
    technician.locator("#departure label:has([value=parts])").tap()
    press(technician, technician.locator("#departure form button.button"))
    assert confirmation(technician) and label(technician) == "waiting/parts"

    office.goto(ticket["_link"])
    assert name in office.locator("[data-part=thread]").inner_text(), "the office reads who did it"
    assert "42 mm" in office.locator("[data-part=thread]").inner_text()
    unfold(office, "takeBack")
    assert name in office.locator("#takeBack").inner_text()
    press(office, office.locator("#takeBack form button.button"))
    assert confirmation(office)
    # His open page follows by itself; a new one says so at once.
    gone = open_phone(link, language, scripts)
    assert gone.answer.status == 410
    assert ticket["title"] not in gone.locator("main").inner_text()
    check(gone, "a link that was taken back", scripts)
    # The link, that he arrived, that he left, and at last that there is nothing to do: without a link.
    texts = portal.messages(number, "sms")
    assert [len(text["links"]) for text in texts] == [0, 1, 1, 1]
    if scripts:
        assert not [fault for fault in technician.faults + office.faults if "Failed to load resource" not in fault]


@BOTH
@LANGUAGES
def test_d14_a_technician_on_site_reports_what_else_is_broken(portal, open_phone, language, scripts):
    ticket, office = accepted(portal, open_phone, language, scripts)
    _, technician = pass_on(portal, open_phone, office, language, scripts, "Sami")
    press(technician, technician.locator("#arrival form button.button"))
    link = technician.url
    unfold(technician, "register")
    press(technician, technician.locator("#register form button.button"))
    assert technician.locator("main [role=alert]").is_visible(), "it needs a title"
    check(technician, "nothing typed", scripts)
    said = send_step(
        technician, "register", [("title", "Boiler leaks"), ("description", "Below the stairs")], [("files", [PICTURE])])
    stored = portal.ticket(ticket["number"], ticket["_organization"])
    new = stored["registered"][0]
    assert new["title"] == "Boiler leaks" and new["number"] in said
    draft = portal.ticket(new["number"], ticket["_organization"])
    assert draft["origin"]["number"] == ticket["number"] and draft["source"] == "technician"
    assert draft["site"]["id"] == stored["site"]["id"] and draft["attention"] == "new"
    assert [file["name"] for file in draft["attachments"]] == [PICTURE["name"]]
    technician.goto(link)
    assert label(technician) == "in-progress/on-site", "his own job goes on"


@BOTH
@LANGUAGES
def test_p37_a_wrong_number_closes_its_link_stops_its_messages_and_tells_the_manager(
        portal, open_phone, language, scripts):
    ticket = offer(portal, language)
    link = portal.link(ticket["_phone"])
    page = open_phone(link, language, scripts)
    unfold(page, "wrongNumber")
    check(page, "whose number it is", scripts)
    press(page, page.locator("#wrongNumber form button.button"))
    assert page.locator("[role=status]").is_visible()
    assert ticket["title"] not in page.content() and page.locator("#answer").count() == 0
    check(page, "thank you", scripts)
    assert page.goto(link).status == 410
    stored = portal.ticket(ticket["number"], ticket["_organization"])
    assert stored["attention"] == "notReached" and stored["label"] == "to-do/offered"
    before = len(portal.messages(ticket["_phone"], "sms"))
    portal.api("POST", f"/tickets/{ticket['number']}/messages", {"text": "Are you there?"}, ticket["_organization"])
    assert len(portal.messages(ticket["_phone"], "sms")) == before
    assert "Are you there?" in portal.messages(ticket["_email"], "email")[0]["text"], "by mail it still arrives"


def test_p37_the_answer_arrives_although_the_page_hears_first_that_its_link_is_closed(portal, open_phone):
    ticket = offer(portal, "fr")
    page = open_phone(portal.link(ticket["_phone"]), "fr", True)

    def slowly(route):
        """The act is done, the open page is told of it, and only then comes the answer."""
        answer = route.fetch(max_redirects=0)
        time.sleep(1.5)
        route.fulfill(response=answer)

    with page.expect_response(re.compile("/live")):
        page.reload()
    page.route(re.compile("wrong"), slowly)
    reloads = []
    page.on("request", lambda request: request.is_navigation_request() and not request.redirected_from
            and request.method == "GET" and reloads.append(request.url))
    unfold(page, "wrongNumber")
    press(page, page.locator("#wrongNumber form button.button"))
    assert page.locator("[role=status]").is_visible() and ticket["title"] not in page.content()
    assert not reloads, "the answer was not cut off by a reload"


@pytest.fixture(scope="module")
def later():
    """A portal on which months pass."""
    with running() as portal:
        yield portal


@BOTH
@LANGUAGES
def test_e2_an_expired_link_renews_itself_to_the_number_on_file_only(later, open_phone, language, scripts):
    ticket = offer(later, language)
    link = later.link(ticket["_phone"])
    organization = int(later.organizations[ticket["_organization"]])
    for step in ("accept", "complete", "invoice"):
        later.steer("/step", {
            "organization": organization, "ticket": ticket["number"], "step": step, "amount": 30000})
    for act, body in (("invoice-decision", {"accepted": True}), ("resolution", {"method": "communicated"})):
        later.api("POST", f"/tickets/{ticket['number']}/{act}", body, ticket["_organization"])
    later.advance(days=100)
    page = open_phone(link, language, scripts)
    assert page.answer.status == 410 and ticket["title"] not in page.content()
    check(page, "expired", scripts)
    before = len(later.messages(ticket["_phone"], "sms"))
    press(page, page.locator("form[action*='/renewal'] button"))
    assert page.locator("[role=status]").is_visible()
    assert ticket["_phone"] not in page.content() and ticket["_email"] not in page.content()
    check(page, "asked for", scripts)
    texts = later.messages(ticket["_phone"], "sms")
    assert len(texts) == before + 1
    fresh = texts[0]["links"][0]
    assert fresh != link
    assert page.goto(fresh).status == 200
    assert ticket["title"] in page.locator("main").inner_text() and label(page) in ("resolved", "closed")
    assert page.goto(link).status == 410, "the old one stays what it was"
