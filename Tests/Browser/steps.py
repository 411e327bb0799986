"""What several stories do on a page, found by what does not change with the language."""

import datetime
import time

from axe_playwright_python.sync_playwright import Axe

#: The smallest PNG: one grey dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082")
PICTURE = {"name": "φωτο κουζίνας.png", "mimeType": "image/png", "buffer": PNG}


def tomorrow(portal, days=1):
    return (portal.now() + datetime.timedelta(days=days)).date().isoformat()


def press(page, button):
    """Presses what leads to another page, and waits until that is there."""
    target = page.locator(button) if isinstance(button, str) else button
    with page.expect_navigation():
        target.tap() if page.evaluate("navigator.maxTouchPoints") else target.click()


def choose(page, decision):
    page.locator(f".choice:has(#{decision})").tap()


def send(page, form="answer"):
    press(page, f"form#{form} button.button")


def accept(page, date, time="09:00", comment=""):
    choose(page, "accept")
    page.locator("#date").fill(date)
    page.locator("#time").fill(time)
    if comment:
        page.locator("#comment").fill(comment)
    send(page)


def write(page, text, files=()):
    page.locator("#text").fill(text)
    if files:
        page.locator("#files").set_input_files(list(files))
    send(page, "message")


def label(page):
    return page.locator("main").get_attribute("data-label")


def plain(text):
    """With spaces that are spaces: those that hold a number and its unit together are for readers."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def confirmation(page):
    return plain(page.locator("main [role=status]").first.inner_text())


def violations(page, **options):
    """What axe finds, shortened to what is needed to mend it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("options => axe.run(document, options).then(found => found.violations)", {
        "resultTypes": ["violations"], "iframes": False, **options})
    return [(each["id"], [(node["html"][:200], node["failureSummary"]) for node in each["nodes"]][:4])
            for each in found]


def assert_accessible(page, where=""):
    """axe finds nothing, in light; in dark nothing is different but the colours."""
    for shade, only in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
        page.emulate_media(color_scheme=shade, reduced_motion="reduce")
        assert not (found := violations(page, **only)), (where, shade, found)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")


def assert_fits(page, *widths):
    """Nothing is wider than the screen, and what is tapped is big enough (B4)."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        small = page.eval_on_selector_all(
            "main button, main input:not([type=hidden]):not([type=radio]):not([type=checkbox]), main textarea, main select, nav a, a.button",
            """found => found.filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 36)
                .map(each => each.outerHTML.slice(0, 120))""")
        assert not small, (width, small)


def walk(page, selector, key="Tab", limit=90):
    """By the keyboard to what the selector names, which must show that it has the focus."""
    for _ in range(limit):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("""() => { const own = document.activeElement;
                return [own, own.closest('.choice, .pill')].some(each => { const look = each && getComputedStyle(each);
                    return look && look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2; }); }""")
            assert outline, f"{selector} shows that it has the focus"
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} is out of reach")


def type_date(page, selector, day):
    """Into a date field of an American browser, as its reader types it."""
    walk(page, selector)
    year, month, date = day.split("-")
    page.keyboard.type(month + date + year)
    assert page.locator(selector).input_value() == day


def larger_text(page):
    """What a reader gets who set his browser's text to twice its size."""
    before = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.wait_for_function("before => parseFloat(getComputedStyle(document.documentElement).fontSize) === 2 * before",
                           arg=before)


def until(page, expression, seconds=10):
    """Waits for what is true on the page; also where its policy lets no expression be evaluated by itself, and without
    JavaScript."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)
