"""The contractor's page for everybody (E21): every state of what its scripts add, the keyboard alone, large text,
narrow screens, forced colours, no motion."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from conftest import PHONE, offer
from network import photo, rows
from steps import assert_accessible, confirmation, larger_text, tomorrow, type_date, walk
from test_signature import NAME, signing, touch  # noqa: F401 (a fixture)
from test_uploads import PDF, choose

#: Everything that is tapped.
TARGETS = """() => [...document.querySelectorAll('main button, main summary, main .choice, main .pill, main textarea,'
    + ' main input:not([type=hidden]):not([type=radio]):not([type=checkbox]), main a, nav a, .lang summary')]
    .filter(each => each.checkVisibility({ visibilityProperty: true }) && !each.closest('p, small'))
    .map(each => [each.outerHTML.slice(0, 120), each.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44 || box.width < 44).map(([html, box]) => [html, box.width, box.height])"""


def assert_big_enough(page):
    assert page.evaluate(TARGETS) == []


def assert_no_sideways_scroll(page, width):
    wide = page.evaluate("""width => [...document.querySelectorAll('body *')]
        .filter(each => each.checkVisibility() && each.getBoundingClientRect().right > width + 0.5)
        .map(each => each.outerHTML.slice(0, 90))""", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, wide


@pytest.fixture
def chosen(portal, open_phone):
    """A page on which one file has arrived, one failed and one is refused."""
    def open_page(language="en"):
        ticket = offer(portal, language)
        page = open_phone(portal.link(ticket["_phone"]), language)
        name = "A photo with a very-long-name-" + "that-does-not-break" * 4 + ".jpg"
        choose(page, (name, "image/jpeg", photo(page, 900, 700)), ("page.png", "image/png", b"<!doctype html><p>"))
        rows(page, "arrived").first.wait_for()
        rows(page, "refused").first.wait_for()
        page.route("**/uploads/*", lambda route: route.abort())
        page.clock.install()
        choose(page, ("stuck.pdf", "application/pdf", PDF))
        for _ in range(30):
            page.clock.fast_forward(30_000)
            page.wait_for_timeout(50)
            if rows(page, "failed").count():
                break
        assert rows(page, "failed").count() == 1
        page.clock.resume()
        return page
    return open_page


@pytest.mark.parametrize("language", ["fr", "el", "pl", "en"])
def test_e21_no_violation_in_any_state_of_a_file(chosen, language):
    page = chosen(language)
    assert_accessible(page, "files")
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert_no_sideways_scroll(page, width)
        assert_big_enough(page)


def test_e9_e21_no_violation_in_any_state_of_a_signature(signing):  # noqa: F811
    page, _ = signing(is_compulsory=True)
    assert_accessible(page, "empty")
    page.locator("#text").fill("Done")
    page.locator("form#message button.button").tap()
    assert_accessible(page, "missing")
    touch(page, *NAME)
    assert_accessible(page, "signed")
    page.set_viewport_size({"width": 320, "height": 740})
    assert_no_sideways_scroll(page, 320)
    assert_big_enough(page)


@pytest.mark.parametrize("language", ["fr", "el", "pl", "en"])
def test_e21_text_twice_as_large_and_320_pixels_lose_nothing(portal, open_phone, language):
    page = open_phone(portal.link(offer(portal, language)["_phone"]), language)
    larger_text(page)
    page.locator(".choice:has(#accept)").tap()
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert_no_sideways_scroll(page, width)
        cut = page.evaluate("""() => [...document.querySelectorAll('main *')].filter(each => each.children.length === 0
            && each.checkVisibility() && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1
            && getComputedStyle(each).overflowX === 'hidden').map(each => each.outerHTML.slice(0, 100))""")
        assert not cut
    assert_accessible(page, "large text")


def test_e21_the_size_of_text_is_the_readers_own_setting(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "en")["_phone"]))
    fixed = page.evaluate("""() => [...document.styleSheets[0].cssRules].filter(rule => rule.style
        && /px/.test(rule.style.fontSize)).map(rule => rule.cssText)""")
    assert not fixed


def test_e21_the_keyboard_alone_leads_through_a_whole_step(portal, windows):
    ticket = offer(portal, "en")
    # No touch: a small window with a keyboard, whose date fields are typed into.
    page = windows.open(portal.link(ticket["_phone"]), viewport=PHONE, locale="en-US")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"

    walk(page, "#accept, #decline")
    page.keyboard.press("Space")
    if not page.locator("#accept").is_checked():
        page.keyboard.press("ArrowLeft")
    assert page.locator("#accept").is_checked()
    # Sent without a time: the eye is led to what is wrong, and from there to the field.
    walk(page, "form#answer button.button")
    page.keyboard.press("Enter")
    page.locator("[role=alert]").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    walk(page, "[role=alert] a")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") in ("#date", "#time")
    day = tomorrow(portal)
    type_date(page, "#date", day)
    walk(page, "#time")
    page.keyboard.type("0900AM")
    assert page.locator("#time").input_value() == "09:00"
    walk(page, "form#answer button.button")
    page.keyboard.press("Enter")
    page.locator("main [role=status]").first.wait_for()
    assert ticket["number"] in confirmation(page)
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    assert not [fault for fault in page.faults if "Failed to load resource" not in fault]


def test_e21_the_keyboard_alone_removes_a_file_and_stays_in_the_list(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "en")["_phone"]))
    choose(page, ("a.pdf", "application/pdf", PDF), ("b.pdf", "application/pdf", PDF))
    rows(page, "arrived").nth(1).wait_for()
    page.locator("#files").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Remove: a.pdf"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Remove: b.pdf"
    page.keyboard.press("Enter")
    assert rows(page).count() == 0 and page.evaluate("document.activeElement.id") == "files"


def test_e21_what_is_chosen_is_told_without_colours_and_nothing_moves_for_who_wants_that(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "en")["_phone"]))
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    choose_decline = page.locator(".choice:has(#decline)")
    choose_decline.tap()
    assert page.locator("#decline").is_checked()
    assert choose_decline.evaluate("each => parseFloat(getComputedStyle(each).borderWidth)") >= 2
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter(each => {
        const style = getComputedStyle(each);
        return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
    }).length""")
    assert moving == 0
    # The colours are the reader's own: whether they can be told apart is not the page's doing.
    found = Axe().run(page, options={"rules": {"color-contrast": {"enabled": False}}})
    assert not found.response["violations"]
