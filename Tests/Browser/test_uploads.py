"""Photos and files from a phone with one bar of signal: each by itself, tried again, and never lost (E3)."""

import re

import pytest

from network import arrive, jpeg_size, kept, photo, rows, slow
from steps import PICTURE, confirmation, press

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(range(256)) * 40
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def choose(page, *files):
    page.locator("#files").set_input_files([
        {"name": name, "mimeType": kind, "buffer": content} for name, kind, content in files])


def send(page):
    press(page, "form#message button.button")


def written(portal, ticket):
    return [event for event in portal.events(ticket) if event["type"] == "messageWritten"]


def in_thread(page):
    return page.locator("[data-part=thread] a.file").all_inner_texts()


def test_e3_p20_p23_five_photos_on_one_bar_of_signal_arrive_by_themselves_and_the_form_follows_them(
        portal, proxy, phone):
    page, ticket = phone()
    photos = [(f"cellar {number}.jpeg", "image/jpeg", photo(page, seed=number)) for number in range(1, 6)]
    assert min(jpeg_size(content)[0] for _, _, content in photos) > 2048
    session = slow(page)
    page.locator("#text").fill("The cellar, before")
    choose(page, *photos)
    rows(page).nth(4).wait_for()
    page.locator(".sent li[data-state=sending]").first.wait_for()
    page.wait_for_function("() => [...document.querySelectorAll('.sent progress')].some(bar => bar.value > 0 && bar.value < 100)")
    assert page.locator(".sent li[data-state=sending]").count() <= 2, "two at once, on one bar"
    # Pressed too early: it waits, says so, and goes once.
    page.locator("form#message button.button").tap()
    assert "still being sent" in page.locator(".live").inner_text()
    assert page.url == page.link
    page.locator("form#message button.button").tap()
    page.locator("main [role=status]").first.wait_for(timeout=60_000)
    session.detach()
    assert len(written(portal, ticket)) == 1
    names = " ".join(in_thread(page))
    assert all(f"cellar {number}.jpg" in names for number in range(1, 6))
    for link in page.locator("[data-part=thread] a.file").all():
        content = page.request.get(proxy.url + link.get_attribute("href")).body()
        assert max(jpeg_size(content)) == 2048
    assert "The cellar, before" in page.locator("[data-part=thread]").inner_text()
    assert proxy.uploads == 5, "none was sent twice"
    page.wait_for_function("() => !Object.keys(localStorage).some(name => name.startsWith('relais:'))")
    page.reload()
    page.wait_for_timeout(300)
    assert kept(page) == [[], 0], "what was confirmed is forgotten"
    assert not page.faults


def test_p23_connections_cut_in_the_middle_are_tried_again_and_nobody_has_to_do_anything(portal, proxy, phone):
    page, ticket = phone()
    proxy.cuts = 3
    page.locator("#text").fill("Three photos")
    choose(page, *[(f"{number}.jpg", "image/jpeg", photo(page, seed=number)) for number in range(3)])
    arrive(page, 3)
    assert proxy.uploads >= 6
    assert page.locator("#text").input_value() == "Three photos"
    send(page)
    assert ticket["number"] in confirmation(page)
    assert len(in_thread(page)) == 3 and len(written(portal, ticket)) == 1


def test_p23_a_photo_that_does_not_get_through_costs_neither_the_others_nor_the_text(portal, proxy, phone):
    page, ticket = phone()
    large = photo(page, seed=9, noise=300)
    proxy.cut_from, proxy.cut_after = 100_000, 0
    assert len(large) > proxy.cut_from
    page.clock.install()
    page.locator("#text").fill("One is too much for this network")
    choose(page, ("small.jpg", "image/jpeg", photo(page, 900, 600, noise=1)), ("large.jpg", "image/jpeg", large),
           ("plan.pdf", "application/pdf", PDF))
    for _ in range(120):
        page.clock.fast_forward(5_000)
        page.wait_for_timeout(100)
        if rows(page, "failed").count():
            break
    assert rows(page, "arrived").count() == 2
    failed = rows(page, "failed")
    assert "large.jpg" in failed.inner_text() and "Not sent yet" in failed.inner_text()
    again = failed.get_by_role("button", name="Try again")
    assert again.is_visible()
    proxy.cut_from = None
    again.tap()
    arrive(page, 3)
    page.clock.resume()
    send(page)
    assert len(in_thread(page)) == 3
    assert "One is too much" in page.locator("[data-part=thread]").inner_text()


def test_p23_a_photo_that_does_not_get_through_can_be_left_out(portal, proxy, phone):
    page, ticket = phone()
    proxy.cut_from = 1
    choose(page, ("small.jpg", "image/jpeg", photo(page, 900, 600)))
    page.locator("#text").fill("Without the photo, then")
    rows(page).first.wait_for()
    page.locator("form#message button.button").tap()
    rows(page).get_by_role("button", name="Remove: small.jpg").tap()
    # The press still counts, now that nothing is on its way.
    page.locator("main [role=status]").first.wait_for()
    assert not in_thread(page) and len(written(portal, ticket)) == 1


def test_p20_a_reload_in_the_middle_loses_neither_what_was_typed_nor_what_was_chosen(portal, proxy, phone):
    page, ticket = phone()
    proxy.flow.clear()
    page.locator("#text").fill("Half a message")
    choose(page, ("one.jpg", "image/jpeg", photo(page)), ("two.pdf", "application/pdf", PDF))
    page.locator(".sent li[data-state=sending]").nth(1).wait_for()
    page.reload()
    rows(page).nth(1).wait_for()
    assert page.locator("#text").input_value() == "Half a message"
    proxy.flow.set()
    arrive(page, 2)
    assert page.locator(".sent img").first.is_visible(), "the thumbnail is back as well"
    send(page)
    assert ticket["number"] in confirmation(page)
    assert sorted(name.split()[0] for name in in_thread(page)) == ["one.jpg", "two.pdf"]
    assert len(written(portal, ticket)) == 1


def test_p20_a_phone_that_ended_the_page_finds_everything_when_it_is_opened_again(portal, proxy, phone):
    page, ticket = phone()
    context = page.context
    page.locator("#text").fill("Before the camera")
    choose(page, ("one.jpg", "image/jpeg", photo(page)), ("two.jpg", "image/jpeg", photo(page, seed=2)))
    arrive(page, 2)
    link, before = page.link, proxy.uploads
    page.close()
    page = context.new_page()
    page.goto(link)
    arrive(page, 2)
    assert page.locator("#text").input_value() == "Before the camera"
    page.locator("#files").set_input_files([{"name": "three.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    arrive(page, 3)
    assert proxy.uploads == before + 1, "what had arrived was not sent again"
    send(page)
    assert len(in_thread(page)) == 3 and len(written(portal, ticket)) == 1
    page.close()
    page = context.new_page()
    page.goto(link)
    assert rows(page).count() == 0 and page.locator("#text").input_value() == ""


def test_p18_p20_a_form_whose_answer_was_lost_is_sent_again_without_being_sent_twice(portal, proxy, phone):
    page, ticket = phone()
    choose(page, ("one.pdf", "application/pdf", PDF))
    arrive(page, 1)
    page.locator("#text").fill("Did you get this?")
    proxy.mute = b"POST /t/"
    page.locator("form#message button.button").tap(no_wait_after=True)
    for _ in range(100):
        page.wait_for_timeout(100)
        if page.url != page.link:
            break
    assert page.locator("main").count() == 0, "the browser's own page says that nothing came"
    assert len(written(portal, ticket)) == 1
    proxy.mute = None
    page.goto(page.link)
    assert page.locator("#text").input_value() == "Did you get this?"
    arrive(page, 1)
    send(page)
    assert ticket["number"] in confirmation(page)
    assert len(written(portal, ticket)) == 1


def test_p18_two_taps_with_files_on_their_way_are_one_message(portal, proxy, phone):
    page, ticket = phone()
    proxy.flow.clear()
    choose(page, ("one.jpg", "image/jpeg", photo(page)))
    page.locator(".sent li[data-state=sending]").wait_for()
    button = page.locator("form#message button.button")
    button.tap()
    button.tap()
    with page.expect_navigation():
        proxy.flow.set()
    page.locator("main [role=status]").first.wait_for()
    assert len(written(portal, ticket)) == 1


@pytest.mark.parametrize("language, words", [
    ("fr", "trop volumineux"), ("el", "πολύ μεγάλο"), ("pl", "za duży"), ("en", "too large")])
def test_p21_a_file_of_26_mb_is_refused_before_it_is_sent(portal, proxy, phone, tmp_path, language, words):
    page, ticket = phone(language)
    film = tmp_path / "plan.pdf"
    film.write_bytes(PDF + bytes(26_000_000))
    page.locator("#files").set_input_files([str(film)])
    refused = rows(page, "refused")
    refused.wait_for()
    assert words in refused.inner_text() and "25" in refused.inner_text()
    assert proxy.uploads == 0
    page.locator("#text").fill("…")
    page.locator("form#message button.button").tap()
    assert page.locator(".live").inner_text()
    assert page.url == page.link and not written(portal, ticket)
    assert page.evaluate("document.activeElement.className") == "away", "the eye is led to what is wrong"
    page.keyboard.press("Enter")
    assert rows(page).count() == 0
    send(page)
    assert ticket["number"] in confirmation(page)


def test_p21_p25_what_the_portal_refuses_is_told_at_the_file_and_the_rest_goes(portal, proxy, phone):
    page, ticket = phone()
    choose(page, ("page.png", "image/png", b"<!doctype html><script>alert(1)</script>"), ("a.pdf", "application/pdf", PDF))
    refused = rows(page, "refused")
    refused.wait_for()
    assert "this type of file is not accepted" in refused.inner_text()
    refused.get_by_role("button", name="Remove").tap()
    arrive(page, 1)
    send(page)
    assert [name.split()[0] for name in in_thread(page)] == ["a.pdf"]


def test_p21_a_twenty_first_file_is_refused_when_it_is_chosen(portal, proxy, phone):
    page, _ = phone()
    choose(page, *[(f"{number}.pdf", "application/pdf", PDF) for number in range(21)])
    rows(page, "refused").wait_for()
    assert "at most 20" in rows(page, "refused").inner_text()
    arrive(page, 20)


def test_p22_a_heic_that_the_browser_cannot_show_goes_as_it_is(portal, proxy, phone):
    page, ticket = phone()
    choose(page, ("IMG_0001.HEIC", "image/heic", HEIC), ("IMG_0002.jpg", "image/jpeg", HEIC))
    arrive(page, 2)
    send(page)
    assert [name.split()[0] for name in in_thread(page)] == ["IMG_0001.HEIC", "IMG_0002.heic"]
    link = page.locator("[data-part=thread] a.file").first.get_attribute("href")
    assert page.request.get(proxy.url + link).body() == HEIC


def test_p22_p24_a_photo_is_sent_upright_and_without_the_place_where_it_was_taken(portal, proxy, phone):
    page, _ = phone()
    turned = rotated(photo(page, 2400, 1200))
    assert b"GPS-SECRET" in turned
    choose(page, ("IMG_3.jpg", "image/jpeg", turned))
    arrive(page, 1)
    send(page)
    link = page.locator("[data-part=thread] a.file").first.get_attribute("href")
    sent = page.request.get(proxy.url + link).body()
    width, height = jpeg_size(sent)
    assert (width, height) == (1024, 2048)
    assert b"GPS-SECRET" not in sent


def rotated(content):
    """The same JPEG with an EXIF block that says: turn me by 90°, and a secret."""
    ifd = (b"II*\x00\x08\x00\x00\x00" b"\x02\x00"
           b"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00"
           b"\x0e\x01\x02\x00\x0b\x00\x00\x00\x26\x00\x00\x00"
           b"\x00\x00\x00\x00" b"GPS-SECRET\x00")
    block = b"Exif\x00\x00" + ifd
    return content[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2) + block + content[2:]


def test_e3_a_small_picture_goes_unchanged_and_can_be_taken_back(portal, proxy, phone):
    page, ticket = phone()
    page.locator("#files").set_input_files([PICTURE])
    arrive(page, 1)
    with page.expect_response(re.compile("/removal")) as removal:
        rows(page).get_by_role("button", name="Remove").tap()
    assert removal.value.status == 204
    assert rows(page).count() == 0
    assert page.evaluate("document.activeElement.id") == "files"
    page.locator("#files").set_input_files([PICTURE])
    arrive(page, 1)
    send(page)
    link = page.locator("[data-part=thread] a.file").get_attribute("href")
    assert page.request.get(proxy.url + link).body() == PICTURE["buffer"]
    assert len(written(portal, ticket)) == 1


def test_e3_what_is_typed_after_a_message_was_confirmed_survives_a_reload_of_that_page(portal, proxy, phone):
    page, _ = phone()
    page.locator("#text").fill("The first")
    send(page)
    assert page.evaluate("document.activeElement.getAttribute('role')") == "status"
    page.locator("#text").fill("The second, half typed")
    page.reload()
    assert page.locator("#text").input_value() == "The second, half typed"


# ── The page follows what others do ──

def test_b20_a_page_without_network_says_so_and_follows_again_by_itself(portal, proxy, phone):
    page, ticket = phone()
    page.locator("#text").fill("typing")
    proxy.go_down()
    page.get_by_text("No connection.").wait_for()
    portal.api("POST", f"/tickets/{ticket['number']}/messages", {"text": "Said while nobody heard"})
    proxy.come_back()
    page.get_by_text("Said while nobody heard").wait_for(timeout=40_000)
    assert "No connection" not in page.locator(".live").inner_text()
    assert page.locator("#text").input_value() == "typing"


def test_b20_p39_a_form_that_is_being_filled_in_is_not_taken_away(portal, proxy, phone):
    page, ticket = phone()
    page.locator(".choice:has(#decline)").tap()
    page.locator("#reason").fill("Half a reas")
    portal.api("POST", f"/tickets/{ticket['number']}/withdrawal", {"reason": "Another firm came"})
    page.locator("main[data-label=withdrawn]").wait_for()
    assert page.locator("#reason").input_value() == "Half a reas"
    page.locator("#reason").press_sequentially("on")
    assert page.locator("#reason").input_value() == "Half a reason"
    send_answer = page.locator("form#answer button.button")
    press(page, send_answer)
    assert "no longer yours" in page.locator("[role=alert]").inner_text()


def test_b20_a_hidden_page_holds_no_connection_and_catches_up_when_it_is_shown(portal, proxy, phone):
    page, ticket = phone()
    hide = """hidden => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
    }"""
    page.wait_for_timeout(300)
    page.evaluate(hide, True)
    portal.api("POST", f"/tickets/{ticket['number']}/messages", {"text": "Nobody looks"})
    page.wait_for_timeout(500)
    assert page.get_by_text("Nobody looks").count() == 0
    page.evaluate(hide, False)
    page.get_by_text("Nobody looks").wait_for()
