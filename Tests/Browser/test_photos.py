"""Photos, seen as people see them: small on the page by themselves, large with one tap."""

import pathlib

import pytest

from conftest import offer
from network import jpeg_size, photo
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


def test_p22_a_damaged_file_says_so_below_its_name(portal, open_phone):
    link = portal.link(offer(portal, "en")["_phone"])
    page = open_phone(link, "en")
    write(page, "The plan", [{"name": "plan.pdf", "mimeType": "application/pdf",
                              "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"}])
    portal.drain()
    page.goto(link)
    name, note = page.locator(".bubble .file"), page.locator(".bubble .file + small")
    assert "damaged" in note.inner_text()
    assert note.bounding_box()["y"] >= name.bounding_box()["y"] + name.bounding_box()["height"] - 1


def camera(page):
    """A large photo whose camera wrote that it is to be turned, when and where it was taken."""
    source, content = (SAMPLES / "turned.jpg").read_bytes(), photo(page, 2400, 1200)
    at = source.index(b"Exif\0\0") - 4
    length = int.from_bytes(source[at + 2:at + 4])
    return content[:2] + source[at:at + 2 + length] + content[2:]


@pytest.fixture
def place_rule(portal):
    def write_rule(is_shown):
        portal.steer("/rules", {"organization": portal.organizations["fr"], "rules": {"showsPhotoPlace": is_shown}})

    yield write_rule
    write_rule(False)


@pytest.mark.parametrize("is_shown", [True, False], ids=["wanted", "not wanted"])
def test_p24_time_and_place_of_a_photo_that_the_phone_made_smaller_reach_the_desk_only_if_wanted(
        portal, open_phone, open_desk, place_rule, is_shown):
    place_rule(is_shown)
    ticket = offer(portal, "en")
    page = open_phone(portal.link(ticket["_phone"]), "en")
    taken = camera(page)
    write(page, "From the cellar", [{"name": "cellar.jpg", "mimeType": "image/jpeg", "buffer": taken}])
    portal.drain()
    desk = open_desk(f"/desk/tickets/{ticket['number']}")
    thumb = desk.locator("a.thumb img[alt='cellar.jpg']")
    thumb.wait_for()
    # Upright, whatever the camera's block said: it was turned once, on the phone.
    assert int(thumb.get_attribute("height")) > int(thumb.get_attribute("width"))
    text = desk.locator("main").inner_text()
    assert ("Place: 45.74846, 4.84671" in text) == is_shown
    assert ("Taken Friday 20" in text) == is_shown
    original = desk.request.get(portal.url + desk.locator("a.file").first.get_attribute("href")).body()
    assert jpeg_size(original) == (1024, 2048), "it was made smaller"
    assert (b"Exif\0\0" in original) == is_shown
    page.reload()
    page.locator("a.thumb img").first.wait_for()
    assert "45.74" not in page.content()
    copy = page.request.get(portal.url + page.locator("a.thumb").first.get_attribute("href")).body()
    assert b"Exif" not in copy
