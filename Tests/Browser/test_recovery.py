"""What was cut goes on where it was cut (P23), and a photo that ends the page does so once (P20)."""

import re

import pytest
from network import arrive, jpeg_size, photo, rows
from test_uploads import choose, in_thread, send

DECODED = """
    window.decoded = 0;
    const decode = window.createImageBitmap;
    window.createImageBitmap = (...all) => { window.decoded += 1; return (%s)(decode, all); };
"""


def first_file(page, proxy):
    link = page.locator("[data-part=thread] a.file").first.get_attribute("href")
    return page.request.get(proxy.url + link).body()


def test_p23_a_cut_photo_goes_on_where_it_was_cut_and_the_others_are_not_sent_again(portal, proxy, phone):
    page, _ = phone()
    large = photo(page, seed=9, noise=300)
    choose(page, ("small.jpg", "image/jpeg", photo(page, 900, 600, noise=1)))
    arrive(page, 1)
    before = proxy.carried
    # On a line that it used before, Chromium repeats a cut request by itself, from where that request began.
    proxy.go_down()
    proxy.come_back()
    proxy.cuts, proxy.cut_after = 1, 120_000
    choose(page, ("large.jpg", "image/jpeg", large))
    arrive(page, 2)
    assert proxy.uploads == 3, "the small one once, the large one twice"
    first, second = proxy.offsets[1:]
    assert first == 0 and second > 50_000, proxy.offsets
    send(page)
    assert "large.jpg" in in_thread(page)[1]
    link = page.locator("[data-part=thread] a.file").nth(1).get_attribute("href")
    sent = page.request.get(proxy.url + link).body()
    assert max(jpeg_size(sent)) == 2048 and sent.endswith(b"\xff\xd9")
    assert proxy.carried - before < len(sent) * 1.3, "what had arrived was not sent again"


def test_p23_a_file_goes_on_where_it_was_after_a_reload(portal, proxy, phone):
    page, _ = phone()
    proxy.cut_from, proxy.cut_after = 1, 120_000
    choose(page, ("large.jpg", "image/jpeg", photo(page, seed=9, noise=300)))
    page.wait_for_function("() => document.querySelector('.sent progress').value > 10")
    while not proxy.offsets:
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    page.reload()
    proxy.cut_from = None
    arrive(page, 1)
    assert proxy.offsets[0] == 0 and proxy.offsets[-1] > 50_000
    send(page)
    assert first_file(page, proxy).endswith(b"\xff\xd9")


@pytest.mark.parametrize("is_shrunk", [True, False], ids=["decoded", "ended"])
def test_p20_p22_a_photo_that_ends_the_page_while_it_is_decoded_goes_as_it_is_the_next_time(
        portal, proxy, phone, is_shrunk):
    page, _ = phone()
    link, context = page.link, page.context
    page.close()
    page = context.new_page()
    page.add_init_script(DECODED % ("(decode, all) => decode(...all)" if is_shrunk else "() => new Promise(() => {})"))
    page.goto(link)
    original = photo(page, 2400, 1600)
    page.locator("#text").fill("From the cellar")
    choose(page, ("huge.jpg", "image/jpeg", original))
    page.wait_for_function("() => window.decoded > 0")
    if not is_shrunk:
        # The phone is out of memory: nothing of the page runs any more.
        page.close()
        page = context.new_page()
        page.add_init_script(DECODED % "(decode, all) => decode(...all)")
        page.goto(link)
    arrive(page, 1)
    assert page.evaluate("window.decoded") == (1 if is_shrunk else 0), "it is not decoded a second time"
    assert page.locator("#text").input_value() == "From the cellar"
    send(page)
    sent = first_file(page, proxy)
    assert (max(jpeg_size(sent)) == 2048) if is_shrunk else sent == original


@pytest.mark.parametrize("fault", ["decoding", "drawing", "no memory"])
def test_p22_a_photo_that_the_phone_cannot_decode_or_draw_goes_as_it_is(portal, proxy, phone, fault):
    page, _ = phone()
    original = photo(page, 2400, 1600)
    page.evaluate({
        "decoding": "() => { window.createImageBitmap = () => Promise.reject(new Error('too large')); }",
        "drawing": "() => { HTMLCanvasElement.prototype.toBlob = (done) => done(null); }",
        "no memory": "() => { HTMLCanvasElement.prototype.getContext = () => null; }",
    }[fault])
    choose(page, ("huge.jpg", "image/jpeg", original))
    arrive(page, 1)
    send(page)
    assert first_file(page, proxy) == original


def test_p21_a_photo_that_cannot_be_made_smaller_and_is_too_large_is_refused_by_name(portal, proxy, phone, tmp_path):
    page, _ = phone()
    page.evaluate("() => { window.createImageBitmap = () => Promise.reject(new Error('too large')); }")
    large = tmp_path / "huge.jpg"
    large.write_bytes(photo(page, 900, 600) + bytes(26_000_000))
    page.locator("#files").set_input_files([str(large)])
    refused = rows(page, "refused")
    refused.wait_for()
    assert re.search(r"huge\.jpg.*too large", refused.inner_text(), re.S)
    assert proxy.uploads == 0
