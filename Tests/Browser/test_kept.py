"""What was typed and chosen is still there after a step was refused or went away, with and without JavaScript (P20)."""

import pytest

from conftest import offer
from steps import PICTURE, accept, confirmation, press, tomorrow
from test_signature import NAME, ink, touch, turn

PDF = {"name": "devis.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"}


@pytest.fixture
def job(portal, open_phone):
    """A job that was accepted, and its page."""

    def open_job(scripts=True):
        ticket = offer(portal, "en")
        link = portal.link(ticket["_phone"])
        page = open_phone(link, "en", scripts)
        page.link = link
        accept(page, tomorrow(portal), "10:00")
        page.goto(link)
        return page, ticket

    return open_job


def act(portal, ticket, path, body):
    return portal.api("POST", f"/tickets/{ticket['number']}/{path}", body, ticket["_organization"])


def unfold(page, step):
    page.locator(f"details#{step}:not([open]) > summary").tap()



def test_p20_without_javascript_a_refused_step_keeps_every_file_and_what_is_unticked_stays_out(portal, job):
    page, ticket = job(scripts=False)
    unfold(page, "quote")
    page.locator("#quote [name=amount]").fill("four")
    page.locator("#quote input[type=file]").set_input_files([PICTURE, PDF])
    press(page, "#quote form button.button")
    assert page.locator("#quote [name=amount]").get_attribute("aria-invalid") == "true"
    boxes = page.locator("#quote .kept input[type=checkbox]")
    assert boxes.count() == 2 and boxes.first.is_checked() and boxes.last.is_checked()
    shown = page.locator("#quote .kept").inner_text()
    assert PICTURE["name"] in shown and PDF["name"] in shown and "Already received" in shown
    page.get_by_label(PICTURE["name"]).uncheck()
    page.locator("#quote [name=amount]").fill("400")
    press(page, "#quote form button.button")
    assert ticket["number"] in confirmation(page)
    assert page.get_by_text(PDF["name"]).count() and not page.get_by_text(PICTURE["name"]).count()


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no-javascript"])
def test_p39_p20_text_and_photos_of_a_step_that_is_gone_stand_in_the_message_and_are_sent(portal, job, scripts):
    page, ticket = job(scripts)
    unfold(page, "quote")
    page.locator("#quote [name=note]").fill("We had ordered the part")
    page.locator("#quote [name=amount]").fill("612,50")
    page.locator("#quote input[type=file]").set_input_files([PICTURE, PDF])
    if scripts:
        page.locator("#quote .sent li[data-state=arrived]").nth(1).wait_for()
    # While somebody types, the page leaves his form alone.
    act(portal, ticket, "withdrawal", {"reason": "Repaired already"})
    press(page, "#quote form button.button")
    assert "no longer yours" in page.locator("[role=alert]").inner_text()
    text = page.locator("#text").input_value()
    assert "We had ordered the part" in text and "Amount incl. tax: 612,50" in text
    shown = page.locator("#message").inner_text()
    assert PICTURE["name"] in shown and PDF["name"] in shown
    if scripts:
        # Kept on the phone as well: the page may be opened anew before it is sent.
        page.goto(page.link)
        assert "We had ordered the part" in page.locator("#text").input_value()
        page.locator("#message .sent li[data-state=arrived]").nth(1).wait_for()
    press(page, "form#message button.button")
    assert ticket["number"] in confirmation(page)
    for name in (PICTURE["name"], PDF["name"]):
        assert page.locator("[data-part=thread]").get_by_text(name).count() == 1, name


def test_p20_an_older_message_that_was_never_sent_stands_below_what_came_from_the_step(portal, job):
    page, ticket = job()
    page.locator("#text").fill("Is there parking?")
    unfold(page, "quote")
    page.locator("#quote [name=note]").fill("We had ordered the part")
    act(portal, ticket, "withdrawal", {"reason": "Repaired already"})
    press(page, "#quote form button.button")
    text = page.locator("#text").input_value()
    assert "We had ordered the part" in text and text.rstrip().endswith("Is there parking?")
    page.goto(page.link)
    assert page.locator("#text").input_value() == text
    press(page, "form#message button.button")
    assert ticket["number"] in confirmation(page)
    page.goto(page.link)
    assert page.locator("#text").input_value() == ""


@pytest.fixture
def wants_signature(portal):
    organization = portal.organizations["fr"]
    portal.steer("/rules", {"organization": organization, "rules": {"wantsSignature": True}})
    yield
    portal.steer("/rules", {"organization": organization, "rules": {"wantsSignature": False}})


def report(page, signer=""):
    page.locator("#completion [name=report]").fill("Siphon replaced")
    touch(page, *NAME)
    drawn = ink(page)
    assert drawn > 0.01
    turn(page, 740, 360)
    turn(page, 360, 740)
    page.reload()
    page.locator(".pad canvas").scroll_into_view_if_needed()
    assert ink(page) == pytest.approx(drawn, rel=0.05)
    assert page.locator("#completion [name=report]").input_value() == "Siphon replaced"
    if signer:
        page.locator("#completion [name=signedBy]").fill(signer)
    press(page, "#completion form button.button")


@pytest.mark.usefixtures("wants_signature")
def test_e9_p26_the_report_is_signed_on_the_screen_and_the_desk_sees_it(portal, job, open_desk):
    page, ticket = job()
    unfold(page, "completion")
    page.locator("#completion [name=report]").fill("Siphon replaced")
    # Nothing drawn and no name: the page says so, and sends nothing.
    page.locator("#completion form button.button").tap()
    assert "signature is missing" in page.locator(".live").inner_text()
    assert not [event for event in portal.events(ticket) if event["type"] == "completed"]
    report(page)
    assert ticket["number"] in confirmation(page)
    assert [event["type"] for event in portal.events(ticket)].count("signed") == 1
    desk = open_desk(portal.steer("/manager", {
        "organization": int(portal.organizations["fr"]), "name": "Sam", "email": "sam@example.com",
        "role": "dispatcher", "language": "en"})["signIn"], who=None)
    press(desk, "main form button")
    desk.goto(f"{portal.url}/desk/tickets/{ticket['number']}")
    assert desk.get_by_text("signature.png").count()
    assert not page.faults


@pytest.mark.usefixtures("wants_signature")
def test_e9_e1_the_technician_has_it_signed_under_a_name(portal, job, open_phone):
    page, ticket = job()
    unfold(page, "technician")
    page.locator("#technician [name=name]").fill("Léo Petit")
    number = "+33639988877"
    page.locator("#technician [name=phone]").fill(number)
    press(page, "#technician form button.button")
    technician = open_phone(portal.letters(number)[0]["links"][0], "en")
    if technician.locator("details#completion:not([open])").count():
        unfold(technician, "completion")
    report(technician, "Mme Ferrand")
    assert ticket["number"] in confirmation(technician)
    page.goto(page.link)
    assert "Signed by Mme Ferrand" in page.locator("main").inner_text()
    assert not technician.faults


@pytest.mark.usefixtures("wants_signature")
def test_e9_without_javascript_the_name_is_enough_and_nothing_at_all_is_refused_by_the_server(portal, job):
    page, ticket = job(scripts=False)
    unfold(page, "completion")
    page.locator("#completion [name=report]").fill("Siphon replaced")
    press(page, "#completion form button.button")
    assert "have it signed" in page.locator("[role=alert]").inner_text()
    assert page.locator("#completion [name=report]").input_value() == "Siphon replaced"
    page.locator("#completion [name=signedBy]").fill("Mme Ferrand")
    press(page, "#completion form button.button")
    assert ticket["number"] in confirmation(page)


def test_p20_c9_the_desk_says_which_files_must_be_chosen_again(open_desk):
    page = open_desk("/desk/tickets/new", who="en", scripts=False)
    page.locator("input[type=file]").set_input_files([PICTURE, PDF])
    press(page, "button[value=create]")
    said = page.locator("[role=alert]").inner_text()
    assert "Please choose again" in said and PICTURE["name"] in said and PDF["name"] in said
    assert page.locator("input[type=file]").get_attribute("aria-invalid") == "true"
