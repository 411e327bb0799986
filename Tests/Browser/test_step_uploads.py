"""The work is finished, told over a bad network: photos and the invoice's file with one step (P18, P20, P23)."""

import pytest
from network import arrive, photo, rows, slow
from steps import accept, confirmation, label, tomorrow
from test_whole import unfold

PDF = {"name": "invoice.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"}
REPORT = "Trap replaced, floor dried"


@pytest.fixture
def finished(portal, phone):
    """A page on which the work can be told to be finished, filled in but for its files."""

    def open_page():
        page, ticket = phone()
        accept(page, tomorrow(portal), "10:00")
        page.goto(page.link)
        fill(portal, page, ticket)
        return page, ticket

    return open_page


def fill(portal, page, ticket):
    unfold(page, "completion")
    page.locator("#completion [name=report]").fill(REPORT)
    extra = page.locator("#completion details:not([open]) > summary")
    if extra.count():
        extra.tap()
    for name, value in (("number", f"F-{ticket['number']}"), ("date", portal.now().date().isoformat()), ("total", "310,50")):
        page.locator(f"#completion [name={name}]").fill(value)


def choose(page, *photos):
    page.locator("#completion input[name=files]").set_input_files([
        {"name": f"{index}.jpg", "mimeType": "image/jpeg", "buffer": content} for index, content in enumerate(photos)])
    page.locator("#completion input[name=invoiceFile]").set_input_files([PDF])


def press(page):
    page.locator("#completion form button.button").last.tap(no_wait_after=True)


def assert_kept(page, ticket):
    assert page.locator("#completion [name=report]").input_value() == REPORT
    assert page.locator("#completion [name=number]").input_value() == f"F-{ticket['number']}"
    assert page.locator("#completion [name=total]").input_value() == "310,50"


def assert_told_once(portal, page, ticket, photos):
    page.locator("main [role=status]").first.wait_for(timeout=60_000)
    assert ticket["number"] in confirmation(page)
    events = portal.events(ticket)
    assert [event["type"] for event in events].count("completed") == 1
    assert [event["type"] for event in events].count("invoiced") == 1
    page.goto(page.link)
    assert label(page) == "in-progress/to-check"
    names = " ".join(page.locator("main a.file").all_inner_texts())
    assert all(f"{index}.jpg" in names for index in range(photos)) and "invoice.pdf" in names


def test_p23_a_slow_and_breaking_network_sends_each_file_of_the_step_once_more_and_the_step_once(
        portal, proxy, finished):
    page, ticket = finished()
    photos = [photo(page, seed=seed) for seed in range(3)]
    proxy.cuts = 2
    session = slow(page, upload=80_000)
    choose(page, *photos)
    press(page)
    # Once more, because nothing seems to happen (P18).
    press(page)
    assert "still being sent" in page.locator(".live").inner_text()
    assert_kept(page, ticket)
    page.locator("main [role=status]").first.wait_for(timeout=60_000)
    session.detach()
    assert proxy.uploads == 6, "three photos, the invoice, and two that were cut"
    assert_told_once(portal, page, ticket, 3)


def test_p20_a_reload_and_a_page_that_was_ended_keep_everything_of_the_step(portal, proxy, finished):
    page, ticket = finished()
    proxy.flow.clear()
    choose(page, photo(page), photo(page, seed=2))
    page.locator(".sent li[data-state=sending]").nth(1).wait_for()
    page.reload()
    rows(page).nth(2).wait_for()
    assert_kept(page, ticket)
    link, context = page.link, page.context
    page.close()
    proxy.flow.set()
    page = context.new_page()
    page.link = link
    page.goto(link)
    arrive(page, 3)
    assert_kept(page, ticket)
    assert page.locator("#completion [name=invoiceFile] + .sent li").count() == 1
    press(page)
    assert_told_once(portal, page, ticket, 2)


def test_p18_p20_a_step_whose_answer_was_lost_is_sent_again_without_being_told_twice(portal, proxy, finished):
    page, ticket = finished()
    choose(page, photo(page))
    arrive(page, 2)
    proxy.mute = b"POST /t/"
    forms = []
    page.on("request", lambda request: forms.append(request) if request.method == "POST" else None)
    press(page)
    for _ in range(100):
        page.wait_for_timeout(100)
        if page.locator("main").count() == 0:
            break
    assert page.locator("main").count() == 0, "the browser's own page says that nothing came"
    proxy.mute = None
    form = forms[-1]
    again = page.request.post(
        form.url, data=form.post_data_buffer, headers={"content-type": form.headers["content-type"]}, max_redirects=0)
    assert again.status == 303 and "done=" in again.headers["location"]
    page.goto(page.link)
    kinds = [event["type"] for event in portal.events(ticket)]
    assert kinds.count("completed") == 1 and kinds.count("invoiced") == 1
    assert label(page) == "in-progress/to-check"
    # The report and the thread show the same two.
    assert len({link.get_attribute("href") for link in page.locator("main a.file").all()}) == 2


def test_p23_a_connection_that_breaks_under_the_step_itself_loses_nothing(portal, proxy, finished):
    page, ticket = finished()
    choose(page, photo(page))
    arrive(page, 2)
    proxy.go_down()
    press(page)
    for _ in range(100):
        page.wait_for_timeout(100)
        if page.locator("main").count() == 0:
            break
    proxy.come_back()
    page.goto(page.link)
    assert_kept(page, ticket)
    arrive(page, 2)
    press(page)
    assert_told_once(portal, page, ticket, 1)
