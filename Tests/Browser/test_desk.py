"""A manager's day at the desk: signing in, a ticket, an offer, the answer, messages, withdrawal, search, deliveries."""

import re

import pytest

from conftest import JOBS, offer, reach
from steps import PICTURE, accept, choose, label, plain, press, send, tomorrow, write


def fill_ticket(page, title, **more):
    values = {"title": title, "description": "Water runs under the sink.\nThe stopcock is shut.",
              "category": "Plumbing", "requester": "Mrs Ferrand", "requesterPhone": "06 39 98 01 12"} | more
    for name, value in values.items():
        page.locator(f"#ticket-{name}").fill(value)
    page.locator("[name=sameContact]").check()


def new_ticket(page, title, **more):
    page.goto(page.url.split("/desk")[0] + "/desk/tickets/new")
    fill_ticket(page, title, **more)
    press(page, "button[value=create]")
    return number_of(page)


def number_of(page):
    return page.locator("#main").get_attribute("data-ticket")


def offer_to_new(page, name, phone=None, email=None, language="en", ways=("sms", "mail")):
    page.locator("#acts a[href='#offer']").click()
    if page.locator("#offer [name=who]").count() > 1:
        page.locator("#offer label:has([name=who][value=new])").click()
    page.locator("#offer-name").fill(name)
    page.locator("#offer-phone").fill(phone or "")
    page.locator("#offer-email").fill(email or "")
    page.locator("#offer-language").select_option(language)
    for way in ("sms", "mail"):
        page.locator(f"#offer [name={way}]").set_checked(way in ways)
    press(page, "#offer .buttons button")


def say(page, text, files=()):
    page.locator("#acts a[href='#message']").click()
    page.locator("#message-text").fill(text)
    if files:
        page.locator("#message [name=files]").set_input_files(list(files))
    press(page, "#message .buttons button")


def test_p1_a_manager_signs_in_by_the_link_and_its_button_and_a_look_spends_nothing(portal, open_desk):
    page = open_desk("/sign-in", who=None)
    page.get_by_label("Your e-mail address").fill(portal.emails["fr"])
    press(page, page.get_by_role("button", name="Send me a link"))
    assert "Look into your mailbox" in page.locator("main").inner_text()
    link = re.search(r"http\S+/sign-in/\w+", portal.letters(portal.emails["fr"])[0]["text"])[0]
    scanner = open_desk(link, who=None)
    assert scanner.url == link and scanner.request.get(link).status == 200
    page.goto(link)
    press(page, page.get_by_role("button"))
    assert page.url == portal.url + "/desk"
    spent = open_desk(link, who=None)
    assert spent.answer.status == 410 and spent.get_by_role("alert").is_visible()
    press(page, page.get_by_role("button", name=re.compile("Se déconnecter|Sign out")))
    page.goto(portal.url + "/desk")
    assert page.url.endswith("/sign-in")


@pytest.mark.parametrize("scripts", [True, False], ids=["javascript", "no-javascript"])
def test_c1_c2_c3_c4_c5_c6_c7_c9_d7_d8_a_draft_lacks_what_it_lacks_and_then_is_a_ticket(portal, open_desk, scripts):
    title = f"Lift stuck on the third floor {scripts}"
    page = open_desk("/desk/tickets/new", scripts=scripts)
    press(page, "button[value=create]")
    said = page.locator("#main > .alert, #main .alert").first.inner_text()
    for missing in ("title", "description", "category", "main contact", "requester"):
        assert f"The {missing} is missing" in said
    page.locator("#ticket-title").fill(title)
    page.locator("#ticket-limit").fill("abc")
    press(page, "button[value=create]")
    assert page.locator("#ticket-title").input_value() == title
    assert page.locator("#ticket-limit").input_value() == "abc"
    assert page.locator("#ticket-limit").get_attribute("aria-invalid") == "true"
    page.locator("#ticket-limit").fill("450")
    press(page, "button[value=draft]")
    draft = number_of(page)
    assert label(page) == "draft"
    page.goto(portal.url + "/desk?folder=to-do")
    assert title not in page.locator("#queue-list").inner_text(), "a draft is in nobody's queue"
    page.goto(portal.url + "/desk?folder=drafts")
    press(page, page.locator("#queue-list a.row", has_text=title))
    press(page, page.get_by_role("button", name="Create the ticket"))
    said = page.get_by_role("alert").inner_text()
    for missing in ("description", "category", "main contact", "requester"):
        assert f"The {missing} is missing" in said
    press(page, page.get_by_role("link", name="Edit", exact=True))
    fill_ticket(page, title)
    page.locator("label:has(#ticket-priority-high)").click()
    press(page, "button[value=create]")
    assert number_of(page) == draft and label(page) != "draft"
    assert page.locator("#main > .done").inner_text() == "The ticket is created."
    stored = portal.ticket(draft)
    assert stored["priority"] == "high" and stored["notToExceed"] == {"amount": 45000, "currency": "EUR"}
    assert "Water runs under the sink.\nThe stopcock is shut." in page.locator("#timeline").inner_text()
    assert stored["label"] in ("to-do/new", "in-progress/own")


def test_a12_a14_b12_b20_b33_the_whole_exchange_between_desk_and_phone(portal, open_desk, open_phone):
    phone, email = reach()
    desk = open_desk()
    number = new_ticket(desk, "Boiler without pressure")
    offer_to_new(desk, "Martin Plumbing", phone, email)
    assert "The offer is on its way" in desk.locator("#main > .done").inner_text()
    sms, mail = portal.messages(phone, "sms"), portal.messages(email, "email")
    assert len(sms) == len(mail) == 1 and sms[0]["links"][0] == mail[0]["links"][0]

    page = open_phone(sms[0]["links"][0])
    desk.evaluate("window.isSamePage = true")
    accept(page, tomorrow(portal), comment="I ring at the gate")
    desk.locator("#main[data-label='in-progress/dispatch-confirmed']").wait_for()
    desk.locator("#timeline").get_by_text("I ring at the gate").wait_for()
    assert "Martin Plumbing accepted" in desk.locator("#timeline").inner_text()
    desk.locator(f"#queue-list [data-ticket='{number}'] .state", has_text="accepted for").wait_for()
    assert desk.evaluate("window.isSamePage"), "all of that without a reload"
    quiet = open_desk(f"/desk/tickets/{number}", scripts=False)
    assert "I ring at the gate" in quiet.locator("#timeline").inner_text()

    page.goto(sms[0]["links"][0])
    page.evaluate("window.isSamePage = true")
    say(desk, "The gate code is 12B", [PICTURE])
    page.locator("[data-part=thread]").get_by_text("The gate code is 12B").wait_for()
    # What the manager's camera wrote stays with him (P24): the link comes with the copy.
    page.locator("[data-part=thread] a.file").wait_for()
    with page.expect_response(lambda answer: answer.url.endswith(page.locator("a.file").get_attribute("href"))) as got:
        page.evaluate("fetch(document.querySelector('[data-part=thread] a.file').href)")
    assert got.value.status == 200 and got.value.headers["content-type"] == "image/jpeg"
    assert page.evaluate("window.isSamePage")
    write(page, "Is there a lift?")
    desk.locator("#timeline").get_by_text("Is there a lift?").wait_for()

    desk.locator("#acts a[href='#withdrawal']").click()
    press(desk, "#withdrawal .buttons button")
    assert "reason" in desk.locator("#withdrawal").get_by_role("alert").inner_text().lower()
    desk.locator("#withdrawal-reason").fill("The tenant fixed it with a neighbour")
    press(desk, "#withdrawal .buttons button")
    assert portal.ticket(number)["label"] == "to-do/returned"
    assert any("withdrawn" in m["text"].lower() or "withdraw" in m["text"].lower() for m in portal.messages(phone))

    other, address = reach()
    offer_to_new(desk, "Joly and Sons", other, address, ways=("sms",))
    assert len(portal.messages(other)) == 1 and not portal.messages(address), "only the way that was ticked"
    assert page.goto(sms[0]["links"][0]).status == 410
    assert "no longer yours" in page.locator("main").inner_text()
    assert "Joly" not in page.content()
    assert "The tenant fixed it with a neighbour" in page.locator("main").inner_text(), "why, in the manager's words"
    second = open_phone(portal.link(other))
    assert label(second) == "to-do/offered" and "12B" not in second.locator("main").inner_text()


def test_a14_b19_e14_a_refusal_is_seen_at_the_open_inbox_and_the_job_goes_to_another(portal, open_desk, open_phone):
    phone, email = reach()
    desk = open_desk()
    number = new_ticket(desk, "Gutter torn off")
    offer_to_new(desk, "Roofs Petit", phone, email)
    desk.goto(portal.url + "/desk")
    page = open_phone(portal.link(phone))
    choose(page, "decline")
    page.locator("#reason").fill("No scaffold free")
    send(page)
    row = desk.locator(f"#queue-list [data-ticket='{number}']")
    row.wait_for()
    assert "Needs attention" in row.inner_text()
    assert number in portal.letters("alex@example.com")[0]["subject"], "by mail as well"
    press(desk, row)
    assert "No scaffold free" in desk.locator("#timeline").inner_text()
    assert desk.locator("#acts").get_by_role("link", name="Reassign").is_visible()
    other, address = reach()
    offer_to_new(desk, "Roofs Durand", other, address)
    assert portal.messages(other, "sms")


def test_a7_a_ticket_is_found_by_its_number_and_by_words_with_and_without_accents(portal, open_desk):
    greek, french = offer(portal, "el"), offer(portal, "fr", title="Fenêtre cassée à l’Élysée-Garé")
    page = open_desk()
    for typed in (french["number"], f"  #{french['number']} "):
        page.locator("#search").fill(typed)
        with page.expect_navigation():
            page.locator("#search").press("Enter")
        assert number_of(page) == french["number"]
    for typed in ("fenetre cassee", "ELYSEE", "Fenêtre"):
        page.goto(portal.url + "/desk")
        page.locator("#search").fill(typed)
        with page.expect_navigation():
            page.locator("#search").press("Enter")
        assert page.locator(f"#queue-list [data-ticket='{french['number']}']").is_visible(), typed
    page.locator("#search").fill("there is no such thing")
    with page.expect_navigation():
        page.locator("#search").press("Enter")
    assert "Nothing was found" in page.locator("#queue-list").inner_text()
    athens = open_desk(who="el")
    for typed in ("διαρροη νεροχυτη", "ΔΙΑΡΡΟΗ", "νεροχύτη"):
        athens.locator("#search").fill(typed)
        with athens.expect_navigation():
            athens.locator("#search").press("Enter")
        assert athens.locator(f"#queue-list [data-ticket='{greek['number']}']").is_visible(), typed


def test_e4_p36_each_message_says_whether_it_is_queued_sent_delivered_or_failed_and_goes_the_other_way(
        portal, open_desk):
    desk = open_desk()
    number = new_ticket(desk, "Door phone silent")
    _, email = reach()
    offer_to_new(desk, "Bells and Co", "+33639980000", email, ways=("sms", "mail"))
    failed = desk.locator("#timeline li", has=desk.locator(".why", has_text="This number does not exist")).last
    failed.wait_for()
    assert "failed" in failed.inner_text()
    assert "A message did not arrive" in desk.locator("#timeline").inner_text()
    desk.goto(portal.url + "/desk")
    assert "not reached" in desk.locator(f"#queue-list [data-ticket='{number}']").inner_text()

    desk.goto(portal.url + "/desk/outbox")
    line = desk.locator("#outbox-list li", has_text=number)
    assert "failed" in line.filter(has_text="SMS").first.inner_text()
    # The mail of the same offer went out and is only called sent: nobody has said that it arrived.
    assert "sent" in line.filter(has_text="e-mail").first.inner_text()
    assert "delivered" not in line.filter(has_text="e-mail").first.inner_text()


def test_e4_what_failed_by_sms_goes_by_mail_with_one_press(portal, open_desk):
    desk = open_desk()
    number = new_ticket(desk, "Cellar light flickers")
    offer_to_new(desk, "Lamps Noir", "+33639990000", None, ways=("sms",))
    desk.locator("#timeline .why").first.wait_for()
    assert desk.get_by_role("button", name="Send by e-mail instead").count() == 0, "there is no address yet"
    _, email = reach()
    press(desk, desk.locator("#facts").get_by_role("link", name="Lamps Noir"))
    press(desk, "#main .acts a.act >> nth=0")
    desk.locator("#main input[type=email]").first.fill(email)
    press(desk, "#main form .buttons button")
    desk.goto(f"{portal.url}/desk/tickets/{number}")
    press(desk, desk.locator("#timeline").get_by_role("button", name="Send by e-mail instead").first)
    assert "sent again" in desk.locator("#main > .done").inner_text()
    assert [number in message["subject"] for message in portal.messages(email)] == [True]
    desk.goto(f"{portal.url}/desk/tickets/{number}")
    assert desk.locator("#timeline").get_by_role("button", name="Send by e-mail instead").count() == 0


def test_e4_p36_queued_sent_and_delivered_are_told_apart_and_the_receipt_comes_in_live(portal, open_desk):
    desk = open_desk()
    busy = new_ticket(desk, "Busy gateway")
    offer_to_new(desk, "Later Ltd", "+33639980001", None, ways=("sms",))
    portal.drain()
    desk.goto(portal.url + f"/desk/tickets/{busy}")
    waiting = plain(desk.locator("#timeline .receipts").first.inner_text())
    assert "waiting to be sent" in waiting
    number = new_ticket(desk, "Free gateway")
    phone, _ = reach()
    offer_to_new(desk, "Now Ltd", phone, None, ways=("sms",))
    desk.locator("#timeline .receipt.sent, #timeline .receipt", has_text="sent").first.wait_for()
    assert "delivered" not in desk.locator("#timeline .receipts").first.inner_text()
    portal.steer("/receipt", {"id": portal.messages(phone)[0]["id"], "status": "delivered"})
    desk.locator("#timeline .receipt", has_text="delivered").first.wait_for()
    assert number_of(desk) == number


def test_d10_a_viewer_sees_everything_and_has_no_button(portal, open_desk):
    ticket = offer(portal)
    page = open_desk(f"/desk/tickets/{ticket['number']}", who="viewer")
    assert JOBS["fr"]["title"] in page.locator("h1").inner_text()
    assert page.locator("#main form, #main button").count() == 0
    assert page.locator("#acts a[href='#offer'], #acts a[href='#withdrawal'], #acts a[href='#message']").count() == 0
    assert page.get_by_text("New ticket").count() == 0
    page.goto(portal.url + "/desk/tickets/new")
    assert page.get_by_role("alert").is_visible() and "You may look" in page.content()
    for act in ("withdrawal", "offer", "messages", "ownership"):
        answer = page.request.post(f"{portal.url}/desk/tickets/{ticket['number']}/{act}", form={"reason": "x"})
        assert answer.status == 403, act
    assert portal.ticket(ticket["number"])["label"] == "to-do/offered"


def test_d10_p16_another_organizations_ticket_does_not_exist(portal, open_desk):
    offer(portal, "fr", title="Only for Lyon")
    page = open_desk("/desk?folder=all", who="el")
    assert "Only for Lyon" not in page.content()
    page.locator("#search").fill("Only for Lyon")
    with page.expect_navigation():
        page.locator("#search").press("Enter")
    assert page.locator("#queue-list [data-ticket]").count() == 0
    assert page.goto(portal.url + "/desk/tickets/2026-99999").status == 404


def test_p18_a_double_click_on_create_makes_one_ticket(portal, open_desk):
    for scripts in (True, False):
        title = f"Pressed twice {'with' if scripts else 'without'} scripts"
        page = open_desk("/desk/tickets/new", scripts=scripts)
        fill_ticket(page, title)
        # Without scripts the second press takes the place of the first, whose answer nobody waits for.
        page.locator("button[value=create]").dblclick(no_wait_after=True)
        page.locator("#main[data-ticket]").wait_for()
        found = portal.call("GET", "/api/v1/tickets?q=Pressed+twice", key=portal.keys["fr"])["tickets"]
        assert [ticket["title"] for ticket in found].count(title) == 1


def tab_to(page, selector, most=60):
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by Tab")


def test_e20_the_keyboard_alone_signs_in_and_creates_a_ticket(portal, open_desk):
    page = open_desk("/sign-in", who=None, scripts=True)
    tab_to(page, "input[type=email]")
    page.keyboard.type(portal.emails["el"])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(portal.sign_in_link("el"))
    tab_to(page, "main form button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == portal.url + "/desk"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.skip')"), "the first stop leads past the navigation"
    tab_to(page, "a.new")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "#ticket-title")
    page.keyboard.type("Μόνο με πληκτρολόγιο")
    tab_to(page, "#ticket-description")
    page.keyboard.type("Χωρίς ποντίκι")
    tab_to(page, "[name=priority]")
    page.keyboard.press("ArrowLeft")
    tab_to(page, "#ticket-category")
    page.keyboard.type("Υδραυλικά")
    tab_to(page, "#ticket-requester")
    page.keyboard.type("κ. Παπαδάκη")
    tab_to(page, "[name=sameContact]")
    if not page.locator("[name=sameContact]").is_checked():
        page.keyboard.press("Space")
    tab_to(page, "button[value=create]")
    assert page.evaluate("""() => { const look = getComputedStyle(document.activeElement);
        return look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2 }"""), "the focus can be seen"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Μόνο με πληκτρολόγιο" in page.locator("h1").inner_text()


@pytest.mark.parametrize("language", ["fr", "el"])
def test_b4_e20_the_desk_works_on_a_small_screen_in_french_and_greek(portal, open_desk, language):
    ticket = offer(portal, language)
    page = open_desk("/desk", who=language, width=360)
    assert page.locator("html").get_attribute("lang") == language
    for address in ("/desk", "/desk/menu", f"/desk/tickets/{ticket['number']}", "/desk/tickets/new",
                    "/desk/contractors", "/desk/contractors/new", "/desk/outbox"):
        page.goto(portal.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert page.locator("nav.tabs a").first.is_visible()
    page.goto(portal.url + "/desk")
    press(page, page.locator("nav.tabs a").nth(1))
    fill_ticket(page, JOBS[language]["title"], description=JOBS[language]["description"],
                requesterPhone=JOBS[language]["person"]["phone"])
    press(page, "button[value=create]")
    number = number_of(page)
    phone, email = reach(language)
    offer_to_new(page, JOBS[language]["contractor"], phone, email, language=language)
    assert portal.ticket(number, language)["label"] == "to-do/offered"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    sms = portal.messages(phone, "sms")[0]
    assert number in sms["text"]
    back = page.locator("a.back").first
    assert back.is_visible()
    press(page, back)
    assert page.locator("#queue-list").is_visible()


def test_c9_what_is_typed_at_the_desk_survives_a_reload_and_is_gone_once_it_is_stored(portal, open_desk):
    page = open_desk("/desk/tickets/new")
    fill_ticket(page, "Half a ticket")
    page.reload()
    assert page.locator("#ticket-title").input_value() == "Half a ticket"
    assert page.locator("#ticket-description").input_value().startswith("Water runs")
    press(page, "button[value=create]")
    page.goto(portal.url + "/desk/tickets/new")
    assert page.locator("#ticket-title").input_value() == ""
