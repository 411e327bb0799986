"""The occupant signs on the phone's screen (E9), and what he drew is what counts (P26)."""

import base64
import re

import pytest

from conftest import offer
from steps import confirmation, press

#: As a step's form has it (exchange/field.mustache), put into the form that every page has.
FIELD = """<div class="field"><label for="signed">Signature</label>
<input type="file" name="signature" id="signed" accept="image/png" data-signature{more}>
<small id="signed-hint">Of whoever is on site</small></div>
<div class="field"><label for="signedBy">Name of the signer</label><input name="signedBy" id="signedBy"></div>"""


@pytest.fixture
def signing(portal, open_phone):
    """A page whose message form asks for a signature."""
    pages = []

    def open_page(is_compulsory=False):
        ticket = offer(portal, "en")
        page = open_phone("about:blank")
        more = " data-required" if is_compulsory else ""

        def with_field(route):
            answer = route.fetch()
            html = re.sub(r'(<form class="card" id="message".*?)(<button class="button")',
                          lambda found: found[1] + FIELD.format(more=more) + found[2], answer.text(), count=1, flags=re.S)
            route.fulfill(response=answer, body=html)

        link = portal.link(ticket["_phone"])
        page.route(re.compile(re.escape(link) + r"(\?.*)?$"), with_field)
        page.goto(link)
        page.link = link
        page.locator(".pad canvas").scroll_into_view_if_needed()
        pages.append(page)
        return page, ticket

    yield open_page
    # The page refreshes itself: an answer still on its way when the window closes would fail the next test.
    for page in pages:
        page.unroute_all(behavior="wait")


def touch(page, *strokes):
    """Draws with a finger; points are shares of the frame's width and height."""
    canvas = page.locator(".pad canvas")
    canvas.evaluate("each => each.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = canvas.bounding_box()
    session = page.context.new_cdp_session(page)
    for stroke in strokes:
        points = [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in stroke]
        session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[:1]})
        for point in points[1:]:
            session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


NAME = ([(0.1, 0.8), (0.2, 0.2), (0.3, 0.8), (0.4, 0.3), (0.5, 0.7)], [(0.6, 0.2), (0.65, 0.8), (0.9, 0.6)])

INK = """canvas => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) dark += data[at] < 128;
    return dark / (data.length / 4);
}"""


def ink(page):
    """How much of the frame is drawn on."""
    return page.locator(".pad canvas").evaluate(INK)


def turn(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("""() => {
        const canvas = document.querySelector('.pad canvas');
        return canvas.width === Math.round(canvas.clientWidth * devicePixelRatio);
    }""")


def test_e9_p26_a_signature_survives_turning_the_phone_scrolling_and_a_reload_and_arrives(portal, signing):
    page, ticket = signing()
    assert ink(page) == 0 and "Sign here" in page.locator(".pad small").inner_text()
    touch(page, *NAME)
    drawn = ink(page)
    assert drawn > 0.01 and "Signed" in page.locator(".pad small").inner_text()
    turn(page, 740, 360)
    assert ink(page) == pytest.approx(drawn, rel=0.25)
    page.mouse.wheel(0, 600)
    turn(page, 360, 740)
    assert ink(page) == pytest.approx(drawn, rel=0.05)
    page.reload()
    assert ink(page) == pytest.approx(drawn, rel=0.05)
    press(page, "form#message button.button")
    assert ticket["number"] in confirmation(page)
    link = page.locator("[data-part=thread] a.file")
    assert "signature.png" in link.inner_text()
    address = portal.url + link.get_attribute("href")
    sent = page.evaluate("""async text => {
        const bytes = Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
        const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
        canvas.getContext('2d').drawImage(picture, 0, 0);
        return [canvas.width, canvas.height, (%s)(canvas)];
    }""" % INK, base64.b64encode(page.request.get(address).body()).decode())
    assert sent[:2] == [1000, 400] and sent[2] == pytest.approx(drawn, rel=0.25)
    # What is confirmed is forgotten: the next form begins empty.
    page.goto(page.link)
    assert ink(page) == 0
    assert not page.faults


def test_e9_a_signature_is_drawn_by_mouse_as_well_cleared_and_drawn_anew(portal, signing):
    page, ticket = signing()
    touch(page, *NAME)
    page.get_by_role("button", name="Clear the signature").tap()
    assert ink(page) == 0 and page.evaluate("document.activeElement.id") == "signed"
    assert not page.get_by_role("button", name="Clear the signature").is_visible()
    page.locator(".pad canvas").evaluate("each => each.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = page.locator(".pad canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 60, steps=8)
    page.mouse.up()
    assert 0 < ink(page)
    press(page, "form#message button.button")
    assert page.locator("[data-part=thread] a.file").count() == 1


def test_p26_nothing_or_a_slip_of_the_finger_is_no_signature_where_one_is_needed(portal, signing):
    page, ticket = signing(is_compulsory=True)
    page.locator("#text").fill("Done")
    for strokes in ((), ([(0.5, 0.5), (0.51, 0.5)],)):
        touch(page, *strokes)
        page.locator("form#message button.button").tap()
        assert "signature is missing" in page.locator(".live").inner_text()
        assert page.evaluate("document.activeElement.id") == "signed"
    assert not [event for event in portal.events(ticket) if event["type"] == "messageWritten"]
    assert page.locator("#text").input_value() == "Done"
    touch(page, *NAME)
    press(page, "form#message button.button")
    assert page.locator("[data-part=thread] a.file").count() == 1


def test_e9_e21_whoever_cannot_draw_types_a_name(portal, signing):
    page, ticket = signing(is_compulsory=True)
    page.locator("#text").fill("Done")
    page.locator("#signedBy").fill("Mme Ferrand")
    press(page, "form#message button.button")
    assert ticket["number"] in confirmation(page)


def test_e9_an_optional_signature_that_is_not_drawn_sends_no_empty_picture(portal, signing):
    page, ticket = signing()
    page.locator("#text").fill("Nobody was there")
    press(page, "form#message button.button")
    assert page.locator("[data-part=thread] a.file").count() == 0
