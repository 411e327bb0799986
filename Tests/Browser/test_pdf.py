"""A PDF in the browser's own viewer (P25), on both sides."""

import pytest

from conftest import CHROMIUM, launched, offer
from steps import write

#: One page, and a script that a viewer may run within itself.
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(this.title = document.cookie)>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>endobj
trailer<</Root 1 0 R/Size 4>>
%%EOF
"""


@pytest.fixture(scope="session")
def browser(playwright):
    with launched(playwright, CHROMIUM) as browser:
        yield browser


def test_p25_a_pdf_opens_in_place_in_the_viewer_of_the_browser_on_both_sides(portal, open_phone, open_desk):
    ticket = offer(portal, "en")
    page = open_phone(portal.link(ticket["_phone"]), "en")
    desk = open_desk(f"/desk/tickets/{ticket['number']}")
    write(page, "The quote of the maker", [{"name": "devis.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    portal.drain()
    for side in (page, desk):
        side.locator("a.thumb").first.wait_for()
        downloads = []
        side.context.on("page", lambda opened: opened.on("download", lambda file: downloads.append(file)))
        with side.context.expect_page() as opened:
            side.locator("a.thumb").first.click()
        tab = opened.value
        tab.wait_for_load_state()
        # Chromium shows a PDF by an extension of its own, in a frame; what it blocks is a page chrome-error://.
        for _ in range(50):
            if any(frame.url.startswith("chrome-extension://") for frame in tab.frames):
                break
            tab.wait_for_timeout(100)
        urls = [frame.url for frame in tab.frames]
        assert any(url.startswith("chrome-extension://") for url in urls), urls
        assert not any(url.startswith("chrome-error:") for url in urls) and not downloads
        # This Chromium lets its viewer out of a sandbox; older ones and Safari do not, so the header itself counts.
        answer = side.request.get(tab.url)
        assert "sandbox" not in answer.headers["content-security-policy"]
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-disposition"].startswith("inline")
