"""Photos, seen as people see them: small on the page by themselves, large with one tap."""

import pathlib

from conftest import offer
from steps import assert_accessible, assert_fits, write

SAMPLES = pathlib.Path(__file__).parent.parent / "MediaTests/Samples"
#: 192 by 128 dots that are to be shown upright, so 128 by 192.
PHOTO = {"name": "évier.jpg", "mimeType": "image/jpeg", "buffer": (SAMPLES / "turned.jpg").read_bytes()}
HEIC = {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": (SAMPLES / "located.heic").read_bytes()}
SIZE = "image => image.complete && [image.naturalWidth, image.naturalHeight, image.width, image.height].join(' ')"


def test_p22_a_photo_shows_itself_on_both_sides_without_a_reload_and_opens_large(portal, open_phone, open_desk):
    ticket = offer(portal, "fr")
    page = open_phone(portal.link(ticket["_phone"]), "fr")
    desk = open_desk(f"/desk/tickets/{ticket['number']}", who="fr")
    desk.evaluate("window.isSamePage = true")
    write(page, "Voilà l’évier", [PHOTO, HEIC])
    for side, name in ((page, "évier.jpg"), (desk, "évier.jpg"), (page, "IMG_2041.heic"), (desk, "IMG_2041.heic")):
        wanted = "128 192 128 192" if name == "évier.jpg" else "192 128 192 128"
        # Looked up anew each time: the page puts a new part in place when the next thumbnail is there.
        side.wait_for_function("""([name, wanted]) => {
            const found = document.querySelectorAll(`img[alt="${name}"]`);
            found.forEach(each => each.scrollIntoView({ block: "nearest", behavior: "instant" }));
            return found.length === 1 && found[0].checkVisibility() && (%s)(found[0]) === wanted;
        }""" % SIZE, arg=[name, wanted])
    assert desk.evaluate("window.isSamePage")
    assert_accessible(page, "phone with photos")
    assert_accessible(desk, "desk with photos")
    assert_fits(page, 360, 320)
    with page.context.expect_page() as opened:
        page.locator("a.thumb").first.tap()
    large = opened.value
    large.wait_for_load_state()
    assert large.locator("img").evaluate(SIZE).startswith("128 192")
    assert not [fault for fault in page.faults if "Failed to load resource" not in fault]
    quiet = open_phone(portal.link(ticket["_phone"]), "fr", scripts=False)
    assert quiet.locator("a.thumb img").count() == 2
