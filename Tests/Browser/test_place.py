"""Whoever is on site may say where his phone is, once and only if he wants to (E8): a real browser that allows it, one
that refuses, one that never answers, and one without JavaScript."""

import gzip
import itertools
import urllib.request

import pytest

from conftest import offer
from steps import accept, assert_accessible, assert_fits, confirmation, label, plain, press, until
from test_technician import soon

HERE = {"latitude": 45.75713, "longitude": 4.84671, "accuracy": 14.2}
NUMBERS = itertools.count(1)
#: Counts what a page asks of the phone; `watchPosition` is never to be asked.
SPY = """(() => {
    window.asked = { once: 0, watch: 0 };
    const own = Geolocation.prototype.getCurrentPosition;
    Geolocation.prototype.getCurrentPosition = function (...rest) { window.asked.once++; return %s; };
    Geolocation.prototype.watchPosition = () => { window.asked.watch++; };
})()"""
REAL, NEVER = "own.apply(this, rest)", "undefined"


def rule(portal, is_on):
    portal.steer("/rules", {"organization": portal.organizations["fr"], "rules": {"checksPlace": is_on}})


@pytest.fixture
def checked(portal):
    """The French organization wants to know the place."""
    rule(portal, True)
    yield
    rule(portal, False)


@pytest.fixture
def arriving(portal, open_phone, checked):
    """A phone at the job that it does within the hour; the site has its place."""

    def open_page(scripts=True, allows=True, answers=REAL, language="en"):
        site = {"externalId": f"place-{next(NUMBERS)}", "name": "Les Lilas", "address": "Lyon",
                "latitude": 45.75685, "longitude": 4.84702}
        ticket = offer(portal, language, organization="fr", site=site)
        link = portal.link(ticket["_phone"])
        page = open_phone("about:blank", language, scripts)
        page.add_init_script(SPY % answers)
        if allows:
            page.context.grant_permissions(["geolocation"])
            page.context.set_geolocation(HERE)
        page.goto(link)
        accept(page, *soon(portal, language))
        page.goto(link)
        page.link = link
        return page, ticket

    return open_page


def events(portal, ticket, kind="placeShared"):
    return [each for each in portal.events(ticket) if each["type"] == kind]


def box(page, step="arrival"):
    return page.locator(f"#{step} .place [type=checkbox]")


def test_e8_the_place_is_asked_for_when_it_is_ticked_and_told_at_the_desk(portal, arriving, open_desk):
    page, ticket = arriving()
    assert page.locator("template[data-place]").count() == 0 and not box(page).is_checked()
    said = page.locator("#arrival .place").inner_text()
    assert "Share where this phone is, once, for this visit" in said and "Optional" in said and "Nobody follows you" in said
    assert page.evaluate("asked") == {"once": 0, "watch": 0}, "nothing is asked of the phone by itself"
    assert_accessible(page, "the choice")
    assert_fits(page, 360, 320)
    box(page).tap()
    until(page, "document.querySelector('#arrival [name=place]').value !== ''")
    assert "Found" in page.locator("#arrival .place p").inner_text() and box(page).is_checked()
    assert page.locator("#arrival [name=place]").input_value() == "45.75713,4.84671,15"
    assert page.evaluate("asked") == {"once": 1, "watch": 0}
    assert_accessible(page, "found")
    press(page, "#arrival form button.button")
    assert label(page) == "in-progress/on-site" and "Where your phone is was sent along" in confirmation(page)
    assert "45.757" not in page.content()
    [event] = events(portal, ticket)
    assert event["data"] | {"order": ""} == {"order": "", "latitude": 45.75713, "longitude": 4.84671, "accuracy": 15}
    desk = open_desk(f"/desk/tickets/{ticket['number']}")
    told = plain(desk.locator("main").text_content())
    assert "about 40 m from the site (± 15 m)" in told, told
    assert_accessible(desk, "the desk")
    # The end of the visit offers it as well, unticked.
    assert not box(page, "completion").is_checked()
    assert not page.faults


def test_e8_what_is_unticked_again_is_not_sent(portal, arriving):
    page, ticket = arriving()
    box(page).tap()
    until(page, "document.querySelector('#arrival [name=place]').value !== ''")
    box(page).tap()
    assert page.locator("#arrival [name=place]").input_value() == "" and not box(page).is_checked()
    press(page, "#arrival form button.button")
    assert label(page) == "in-progress/on-site" and not events(portal, ticket)
    assert not page.faults


def test_e8_a_phone_that_refuses_is_no_obstacle(portal, arriving):
    page, ticket = arriving(allows=False)
    box(page).tap()
    until(page, "document.querySelector('#arrival .place p').textContent.includes('No matter')")
    assert not box(page).is_checked()
    press(page, "#arrival form button.button")
    assert label(page) == "in-progress/on-site" and "sent without the place" in confirmation(page)
    assert not events(portal, ticket) and len(events(portal, ticket, "arrived")) == 1


def test_e8_a_phone_that_never_answers_holds_the_button_up_only_a_moment(portal, arriving):
    page, ticket = arriving(answers=NEVER)
    box(page).tap()
    with page.expect_navigation(timeout=20_000):
        page.locator("#arrival form button.button").tap()
        assert "Asking the phone" in page.locator(".live").inner_text()
    assert label(page) == "in-progress/on-site" and "sent without the place" in confirmation(page)
    assert not events(portal, ticket)
    assert not page.faults


def test_e8_pressed_before_the_phone_has_answered_it_goes_along_all_the_same(portal, arriving):
    page, ticket = arriving(answers="setTimeout(() => own.apply(this, rest), 700)")
    box(page).tap()
    press(page, "#arrival form button.button")
    assert label(page) == "in-progress/on-site"
    assert len(events(portal, ticket)) == 1 and len(events(portal, ticket, "arrived")) == 1
    assert page.faults == []


def test_e8_b20_what_was_found_survives_that_the_page_refreshes_itself(portal, arriving):
    page, ticket = arriving()
    box(page).tap()
    until(page, "document.querySelector('#arrival [name=place]').value !== ''")
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.querySelector('#arrival').dataset.old = '1'")
    portal.api("POST", f"/tickets/{ticket['number']}/asks", {"kind": "presence"})
    until(page, "!document.querySelector('#arrival').dataset.old")
    assert box(page).is_checked() and page.locator("#arrival [name=place]").input_value()
    press(page, "#arrival form button.button")
    assert len(events(portal, ticket)) == 1
    assert not page.faults


def test_e8_without_javascript_the_choice_is_not_there_and_the_step_works(portal, arriving):
    page, ticket = arriving(scripts=False)
    assert page.locator("template[data-place]").count() > 0
    assert "where this phone is" not in page.locator("main").inner_text()
    press(page, "#arrival form button.button")
    assert label(page) == "in-progress/on-site" and confirmation(page)
    assert not events(portal, ticket)


def test_e8_without_the_rule_the_page_neither_offers_it_nor_may_ask(portal, open_phone):
    ticket = offer(portal, "en", organization="fr")
    link = portal.link(ticket["_phone"])
    page = open_phone(link)
    page.context.grant_permissions(["geolocation"])
    accept(page, *soon(portal, "en"))
    page.goto(link)
    assert page.locator(".place, template[data-place], script[src*=place]").count() == 0
    refused = page.evaluate("new Promise(end => navigator.geolocation.getCurrentPosition(() => end('told'), problem => end(problem.code)))")
    assert refused == 1, "the page's policy does not let it ask"


def test_e8_b4_the_page_stays_small(portal, arriving):
    page, _ = arriving()
    request = urllib.request.Request(page.link, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        body = answer.read()
    assert b"data-place" in gzip.decompress(body) and len(body) <= 14 * 1024, len(body)
