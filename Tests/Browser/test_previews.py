"""Every page, mail and state of the demo's preview (E20, E21): no violation that axe finds, nothing wider than a phone.

Each page is looked at in every language for its width, and by axe in one language in light and in another in dark, in
turn: all pages together see all languages in both shades."""

import html
import re

import pytest

from steps import larger_text, violations

LANGUAGES = ["fr", "el", "pl", "en"]
#: Pages that are made for phones first; the others are also seen on a wide screen.
PHONE_PAGES = ("exchange", "link", "help")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 740}
#: So long that nothing is under the bar that stays at the bottom: where that lies is a matter of scrolling.
LONG = {"width": 320, "height": 9000}
#: What WCAG 2.2 AA wants. A mail has no landmarks: mail programs would drop them.
MAIL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def window(portal, browser):
    """One window for all of them, in which no script of ours changes what is looked at."""
    context = browser.new_context(viewport=NARROW, reduced_motion="reduce", java_script_enabled=True)
    context.set_default_timeout(10_000)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture(scope="module")
def addresses(portal):
    """What the list of previews leads to, without the language: `/preview/pages/KIND/INDEX`."""
    found = {language: re.findall(r'href="(/preview/(?:pages|mails)/[^"?]+)\?', html.unescape(
        portal.call("GET", f"/preview?lang={language}"))) for language in LANGUAGES}
    assert all(list(dict.fromkeys(each)) == list(dict.fromkeys(found["en"])) for each in found.values())
    return list(dict.fromkeys(found["en"]))


def unfold(page):
    """What is folded or not chosen is a part of the page as well."""
    page.evaluate("""() => {
        document.querySelectorAll('details:not(.lang)').forEach(each => { each.open = true; });
        const choice = document.getElementById('accept');
        if (choice && !document.querySelector('[name=decision]:checked')) choice.checked = true;
    }""")


def flaws(page, shade, where):
    page.emulate_media(color_scheme=shade, reduced_motion="reduce")
    only = {"runOnly": ["color-contrast"]} if shade == "dark" else {}
    return [(where, shade, *each) for each in violations(page, rules={"target-size": {"enabled": True}}, **only)]


def too_wide(page):
    page.set_viewport_size(NARROW)
    return page.evaluate("document.documentElement.scrollWidth > 320")


def kind(address):
    return address.split("/")[3]


@pytest.mark.parametrize("turn", range(4))
def test_e20_e21_no_violation_on_any_page_of_the_preview_in_light_and_dark(portal, window, addresses, turn):
    pages = [each for each in addresses if each.startswith("/preview/pages/")]
    assert len(pages) > 100
    problems, seen = [], set()
    for index, address in enumerate(pages):
        if index % 4 != turn:
            continue
        language = LANGUAGES[(index + index // 4) % 4]
        seen.add(language)
        window.set_viewport_size(LONG if kind(address) in PHONE_PAGES else WIDE)
        window.goto(f"{portal.url}{address}?lang={language}")
        assert window.locator("html").get_attribute("lang") == language
        unfold(window)
        for shade in ("light", "dark"):
            problems += flaws(window, shade, f"{address}?lang={language}")
        if too_wide(window):
            problems.append((address, language, "too wide"))
    assert seen == set(LANGUAGES)
    assert not problems, (len(problems), problems[:12])


# The languages with the longest words; the others are looked at above and below, in turn.
@pytest.mark.parametrize("language", ["el", "pl"])
def test_b4_e21_no_page_of_the_preview_is_wider_than_a_small_phone(portal, window, addresses, language):
    wide, torn = [], []
    for address in addresses:
        if address.startswith("/preview/pages/"):
            window.goto(f"{portal.url}{address}?lang={language}")
            unfold(window)
            if too_wide(window):
                wide.append(address)
            if window.evaluate("[...document.images].some(each => each.complete && !each.naturalWidth)"):
                torn.append(address)
    assert not wide, wide
    assert not torn, torn


def test_e21_large_text_forced_colours_and_no_motion_on_every_page(portal, browser, addresses):
    context = browser.new_context(viewport=NARROW, reduced_motion="reduce", forced_colors="active")
    page = context.new_page()
    page.goto(portal.url + "/help")
    larger_text(page)
    problems = []
    for index, address in enumerate(each for each in addresses if each.startswith("/preview/pages/")):
        page.goto(f"{portal.url}{address}?lang={LANGUAGES[index % 4]}")
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 30, address
        unfold(page)
        problems += [(address, each) for each in page.evaluate(FLAWS)]
    context.close()
    assert not problems, (len(problems), problems[:12])


#: What is cut off or too wide, moves, or cannot be told from the ground once all grounds are the reader's own.
FLAWS = """() => {
    const flaws = [], shown = [...document.querySelectorAll('body *')].filter(each => each.checkVisibility());
    const say = (what, each) => flaws.push(what + ': ' + each.outerHTML.slice(0, 120));
    if (document.documentElement.scrollWidth > innerWidth) {
        shown.filter(each => each.getBoundingClientRect().right > innerWidth + 0.5).slice(-3)
            .forEach(each => say('too wide', each));
    }
    for (const each of shown) {
        const look = getComputedStyle(each);
        if (look.animationName !== 'none' || parseFloat(look.transitionDuration) > 0) say('moves', each);
        if (!each.children.length && !each.matches('.hide') && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1
            && look.overflowX !== 'visible' && !each.matches('input, textarea, select')) say('is cut', each);
        if (each.matches('button:not(.link, .languages *), .button, .act, .choice, .pill, textarea, select, input:not([type=radio], [type=checkbox])')
            && ['Left', 'Bottom'].some(side => parseFloat(look[`border${side}Width`]) < 1)) say('has no edge', each);
        if (each.matches('.choice:has(:checked), .pill:has(:checked)') && parseFloat(look.borderTopWidth) < 2
            && !each.querySelector(':checked').checkVisibility({ opacityProperty: true })) say('does not look chosen', each);
    }
    if (getComputedStyle(document.documentElement).scrollBehavior !== 'auto') flaws.push('scrolls smoothly');
    return flaws;
}"""


def test_e20_e21_no_violation_in_any_mail(portal, window, addresses):
    mails = [each for each in addresses if each.startswith("/preview/mails/")]
    assert len({kind(each) for each in mails}) > 30
    problems = []
    for index, mail in enumerate({kind(each): each for each in mails}.values()):
        language = LANGUAGES[index % 4]
        window.goto(f"{portal.url}{mail}?lang={language}")
        problems += [(mail, language, *each) for each in violations(window, runOnly=MAIL)]
        if too_wide(window):
            problems.append((mail, language, "too wide"))
    assert not problems, (len(problems), problems[:12])


@pytest.mark.parametrize("language", LANGUAGES)
def test_e20_e21_the_list_of_previews_itself(portal, window, language):
    window.goto(f"{portal.url}/preview?lang={language}")
    assert not too_wide(window)
    problems = flaws(window, "light", language) + flaws(window, "dark", language)
    assert not problems, problems
