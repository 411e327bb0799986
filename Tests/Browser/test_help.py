"""The contractor's help (B34): four languages, for every reader, and on paper."""

import pytest

from conftest import PHONE
from steps import assert_accessible, larger_text, until
from test_a11y import assert_big_enough, assert_no_sideways_scroll

LANGUAGES = ["fr", "el", "pl", "en"]
CHAPTERS = ["what", "safety", "answer", "visit", "quote", "finished", "invoice", "messages", "technician",
            "wrongNumber", "link"]


@pytest.fixture
def open_help(portal, windows):
    def open_page(language, **options):
        page = windows.open(f"{portal.url}/help?lang={language}", viewport=PHONE, **options)
        assert page.locator("html").get_attribute("lang") == language
        return page
    return open_page


@pytest.mark.parametrize("language", LANGUAGES)
def test_b34_e21_every_reader_can_use_the_help(open_help, language):
    page = open_help(language)
    assert [each.get_attribute("id") for each in page.locator("section.help").all()] == CHAPTERS
    assert_accessible(page, language)
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert_no_sideways_scroll(page, width)
        assert_big_enough(page)
    larger_text(page)
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert_no_sideways_scroll(page, width)
    assert_accessible(page, "large text")


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no-javascript"])
def test_b34_the_skip_link_and_back_to_top_move_the_focus_with_the_eye(open_help, scripts):
    page = open_help("fr", java_script_enabled=scripts, reduced_motion="reduce")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator("a.skip").bounding_box()["y"] >= 0, "it is seen once it has the focus"
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'main'")
    # From there the first stop is the table of contents, past the letterhead and its languages.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#what"
    for _ in range(len(CHAPTERS) - 1):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#link"
    page.keyboard.press("Enter")
    until(page, "scrollY > 400")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('section').id") == "link", "the keyboard goes on from there"
    assert page.evaluate("document.activeElement.hash") == "#top"
    page.keyboard.press("Enter")
    until(page, "scrollY === 0")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getBoundingClientRect().bottom") < 740, "the focus went up as well"
    assert page.evaluate("!document.activeElement.closest('section.help')")


@pytest.mark.parametrize("language", LANGUAGES)
def test_b34_on_paper_there_is_what_is_read_and_nothing_to_press(open_help, language):
    page = open_help(language, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".skip", ".lang", ".paperless"):
        assert page.locator(hidden).count() and not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("button:visible, .button:visible").count() == 0
    for chapter in CHAPTERS:
        assert page.locator(f"#{chapter} p:visible").count() >= 1, chapter
    # Dark letters on white paper, whatever the reader's screen is set to.
    ink = page.locator("#what p").first.evaluate("each => getComputedStyle(each).color")
    assert ink == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


def test_b34_e21_without_colours_and_motion_of_its_own(open_help):
    page = open_help("en", forced_colors="active", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.locator("a.call").first.evaluate("each => getComputedStyle(each).textDecorationLine") != "none" \
        or page.locator("a.call").first.evaluate("each => parseFloat(getComputedStyle(each).borderWidth)") >= 1
