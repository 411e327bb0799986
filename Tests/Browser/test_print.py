"""The ticket on paper (E22): as it leaves the printer, its code read by a program that is not ours."""

import subprocess

import pytest

from conftest import offer
from steps import accept, tomorrow


def read_code(folder, picture):
    """What zbar finds in a picture."""
    path = folder / "code.png"
    path.write_bytes(picture)
    found = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(path)],
                           capture_output=True, text=True)
    return found.stdout.split()


@pytest.fixture
def printed(portal, open_phone, open_desk):
    """The printable page of an accepted ticket, and the link that its contractor got."""
    def open_page(**options):
        ticket = offer(portal, "fr")
        link = portal.link(ticket["_phone"])
        accept(open_phone(link, "fr"), tomorrow(portal))
        # The clock has gone on by weeks in this run, beyond anybody's session.
        page = open_desk(portal.sign_in_link("fr"), who=None)
        page.locator("main form button").click()
        page.goto(f"{portal.url}/desk/tickets/{ticket['number']}/print")
        return page, link, ticket
    return open_page


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_e22_another_program_reads_the_contractors_link_from_the_screen(printed, tmp_path, shade):
    page, link, _ = printed()
    page.emulate_media(color_scheme=shade)
    assert read_code(tmp_path, page.screenshot(full_page=True)) == [link]


def test_e22_on_paper_the_code_can_be_read_and_nothing_is_there_to_press(portal, printed, open_phone, tmp_path):
    page, link, ticket = printed()
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".paper-back").is_visible()
    assert page.locator("main").evaluate("each => getComputedStyle(each).borderTopWidth") == "0px"
    assert read_code(tmp_path, page.screenshot(full_page=True)) == [link]
    # The sheet itself, at the coarse 100 dots an inch of an old office printer.
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(page.pdf(format="A4"))
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", str(sheet), str(tmp_path / "sheet")], check=True)
    [read] = read_code(tmp_path, (tmp_path / "sheet.png").read_bytes())
    text = subprocess.run(["pdftotext", str(sheet), "-"], capture_output=True, text=True, check=True).stdout
    assert ticket["number"] in text and "12 rue des Lilas" in text
    # What was read leads to the contractor's page.
    phone = open_phone(read, "fr")
    assert phone.locator("main").get_attribute("data-label") == "in-progress/dispatch-confirmed"
