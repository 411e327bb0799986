"""What goes wrong in a form: one clear answer at its field, in the reader's language, with everything typed kept."""

import datetime
import re
import urllib.parse

import pytest

from conftest import offer
from forms import INNARDS, Form, multipart, raw
from steps import PNG, choose, label, plain, send, tomorrow

RIGHT_TO_LEFT = "مرحبا בשעה \u202etxt.exe"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><body><script>alert(1)</script></body></html>"


@pytest.fixture
def answer_form(portal, open_phone):
    def open_form(language="en", **more):
        ticket = offer(portal, language, **more)
        page = open_phone(portal.link(ticket["_phone"]), language, scripts=False)
        return Form(page, "form#answer"), ticket

    return open_form


@pytest.fixture
def message_form(portal, open_phone):
    def open_form(language="en"):
        ticket = offer(portal, language)
        page = open_phone(portal.link(ticket["_phone"]), language, scripts=False)
        return Form(page, "form#message"), ticket

    return open_form


@pytest.fixture
def ticket_form(open_desk):
    def open_form(who="en"):
        page = open_desk("/desk/tickets/new", who=who, scripts=False)
        return Form(page, "form.ticket-form"), page

    return open_form


# ── The answer ──

@pytest.mark.parametrize("language, words", [
    ("fr", "Veuillez|choisir|Choisissez"), ("el", "Επιλέξτε"), ("pl", "Wybierz|wybierz"), ("en", "Please choose")])
def test_b13_e20_an_answer_without_a_choice_is_told_in_the_readers_language(portal, answer_form, language, words):
    form, ticket = answer_form(language)
    answer = form.send(decision=None)
    assert answer.status == 422
    assert re.search(words, form.page.locator("[role=alert]").inner_text())
    assert portal.ticket(ticket["number"], ticket["_organization"])["label"] == "to-do/offered"


def test_b13_p27_p28_p29_every_bad_date_and_time_is_named_at_its_field(portal, answer_form):
    form, ticket = answer_form("en")
    later = tomorrow(portal, 2)
    year = int(later[:4])
    yesterday = tomorrow(portal, -1)
    cases = [
        ({"date": "", "time": ""}, "date", "Please give the date"),
        ({"date": later, "time": ""}, "time", "Please give the time"),
        ({"date": "", "time": "09:00"}, "date", "Please give the date"),
        ({"date": f"31/02/{year + 1}", "time": "09:00"}, "date", "This date does not exist"),
        ({"date": f"{year + 1}-02-30", "time": "09:00"}, "date", "This date does not exist"),
        ({"date": "soon", "time": "09:00"}, "date", "cannot be read"),
        ({"date": "9" * 300, "time": "09:00"}, "date", "cannot be read"),
        ({"date": "🎄", "time": "🕘"}, "date", "cannot be read"),
        ({"date": later, "time": "25:61"}, "time", "cannot be read"),
        ({"date": later, "time": "matin"}, "time", "cannot be read"),
        ({"date": yesterday, "time": "09:00"}, "date", "already passed"),
        ({"date": f"{year + 9}-01-05", "time": "09:00"}, "date", "too far away"),
        ({"date": "2027-03-28", "time": "02:30"}, "time", "the clocks go forward"),
    ]
    for typed, field, words in cases:
        answer = form.send(decision="accept", comment="gate 12B 👍", **typed)
        assert answer.status == 422, typed
        assert words in form.problem(field), typed
        page = form.page
        assert page.locator("#comment").input_value() == "gate 12B 👍"
        assert page.locator("#accept").is_checked()
        # A date picker shows only what it can; what was typed stands in the page all the same.
        for name, value in typed.items():
            assert page.locator(f"#{name}").get_attribute("value") == value, (name, value)
    # The last one named both neighbours.
    assert re.search(r"0?1:\d\d.*0?3:\d\d", form.problem("time")), form.problem("time")
    assert portal.ticket(ticket["number"])["label"] == "to-do/offered"
    assert form.send(decision="accept", date="\u202e" + later, time="09:00").status == 303, "what cannot be seen is left out"


def test_b13_p27_a_date_as_people_type_it_and_a_time_with_seconds_are_understood(portal, answer_form):
    day = portal.now() + datetime.timedelta(days=3)
    for date, time in ((day.strftime("%d/%m/%Y"), "9h30"), (day.strftime("%d.%m.%y"), "09:30:00")):
        form, ticket = answer_form("fr")
        assert form.send(decision="accept", date=date, time=time).status == 303
        stored = portal.ticket(ticket["number"])["order"]["appointment"]
        assert stored.startswith(day.strftime("%Y-%m-%dT09:30"))


def test_b14_b32_texts_of_an_answer_are_bounded_cleaned_and_kept(portal, answer_form):
    form, ticket = answer_form("en")
    long = "long " * 500
    when = {"decision": "accept", "date": tomorrow(portal), "time": "09:00"}
    assert form.send(**when, comment=long).status == 422
    assert "too long" in form.problem("comment")
    assert form.page.locator("#comment").input_value().strip() == long.strip()
    assert form.send(decision="decline", reason="", date="", time="").status == 422
    assert "reason" in form.problem("reason")
    assert form.page.locator("#decline").is_checked()
    assert form.send(decision="decline", reason=" \u200b\n ", date="", time="").status == 422
    assert form.send(decision="decline", reason="x", reasonChoice="no such reason", date="", time="").status == 422
    assert form.send(decision="maybe", date="", time="").status == 422
    odd = f"bell\x07 null\x00 {RIGHT_TO_LEFT} 👨‍👩‍👧 <script>alert(1)</script>"
    answer = form.send(**when, comment=odd)
    if answer.status == 422:
        assert "invisible characters" in form.problem("comment")
        answer = form.send(**when, comment=odd.replace("\x07", "").replace("\x00", ""))
    assert answer.status == 303
    form.page.goto(form.action.rsplit("/", 1)[0])
    text = form.page.locator("main").inner_text()
    assert "👨‍👩‍👧" in text and "<script>alert(1)</script>" in text and "\u202e" not in text and "\x07" not in text
    assert portal.ticket(ticket["number"])["label"] == "in-progress/dispatch-confirmed"


# ── Messages and files ──

@pytest.mark.parametrize("language, words", [
    ("fr", "message|fichier"), ("el", "μήνυμα|αρχείο"), ("pl", "wiadomość|plik"), ("en", "Write a message")])
def test_b11_e20_an_empty_and_a_long_message_are_refused_in_the_readers_language_and_kept(
        portal, message_form, language, words):
    form, ticket = message_form(language)
    before = portal.events(ticket)
    assert form.send(message="").status == 422
    assert re.search(words, form.problem("text"))
    long = "γ" * 4001
    assert form.send(message=long).status == 422
    assert "4" in form.problem("text") and form.page.locator("#text").input_value() == long
    assert portal.events(ticket) == before


def test_p21_a_file_that_is_too_large_is_named_with_the_limit_and_the_text_is_kept(portal, message_form):
    form, ticket = message_form("fr")
    before = portal.events(ticket)
    body, boundary = multipart([
        ("submission", (None, form.values["submission"])), ("message", (None, "gardé")),
        ("files", ("big.png", PNG + bytes(26 * 1024 * 1024), "image/png"))])
    head = (f"POST {urllib.parse.urlparse(form.action).path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Content-Length: {len(body)}\r\nContent-Type: multipart/form-data; boundary={boundary}\r\n\r\n")
    status, page = raw(portal, head, body, wait=20).split("\r\n\r\n", 1)
    assert status.startswith("HTTP/1.1 413")
    form.page.set_content(page)
    said = form.problem("files")
    assert "big.png" in said and "25" in said, said
    assert form.page.locator("#text").input_value() == "gardé"
    assert portal.events(ticket) == before


def test_p25_svg_html_and_files_that_lie_about_their_type_are_refused_whatever_they_are_called(portal, message_form):
    form, ticket = message_form("en")
    before = portal.events(ticket)
    for name, kind, content in (
            ("plan.svg", "image/svg+xml", SVG), ("page.html", "text/html", HTML), ("photo.png", "image/png", HTML),
            ("photo.jpg", "image/jpeg", SVG), ("note.txt", "text/plain", HTML),
            ("invoice.pdf", "application/pdf", b"MZ\x90\x00" + bytes(200)), ("empty.png", "image/png", b"")):
        answer = form.send(message="look", files=[(name, kind, content)])
        assert answer.status == 422, name
        assert name in form.problem("files"), name
        assert form.page.locator("#text").input_value() == "look"
    both = form.send(message="two", files=[("good.png", "image/png", PNG), ("bad.svg", "image/svg+xml", SVG)])
    assert both.status == 422 and "bad.svg" in form.problem("files")
    assert portal.events(ticket) == before, "nothing half stored"


def test_p21_twenty_one_files_are_one_too_many_and_twenty_are_taken(portal, message_form):
    form, ticket = message_form("en")
    many = [(f"{index}.png", "image/png", PNG) for index in range(21)]
    assert form.send(message="many", files=many).status == 422
    assert "at most 20" in form.problem("files")
    assert form.send(message="many", files=many[:20]).status == 303
    written = [event for event in portal.events(ticket) if event["type"] == "messageWritten"]
    assert len(written) == 1


def test_p21_the_limit_is_said_before_sending_and_checked_in_the_browser(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "en")["_phone"]))
    assert "up to 20, 25" in plain(page.locator("#files-hint").inner_text())
    page.locator("#files").set_input_files(
        [{"name": f"{index}.png", "mimeType": "image/png", "buffer": PNG} for index in range(21)])
    page.get_by_text("at most 20").first.wait_for()


def test_p25_what_was_uploaded_is_handed_out_so_that_nothing_in_it_runs(portal, message_form):
    form, _ = message_form("en")
    assert form.send(message="", files=[("note.txt", "text/html", b"just words"), ("a b\"c.png", "image/png", PNG)]) \
        .status == 303
    form.page.goto(form.action.rsplit("/", 1)[0])
    for link in form.page.locator("[data-part=thread] a.file").all():
        answer = form.page.request.get(portal.url + link.get_attribute("href"))
        assert answer.status == 200
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        if "text/plain" in answer.headers["content-type"]:
            assert answer.headers["content-disposition"].startswith("attachment")


def test_b11_an_upload_that_is_cut_in_the_middle_leaves_nothing_and_can_be_sent_again(portal, message_form):
    form, ticket = message_form("en")
    before = portal.events(ticket)
    body, boundary = multipart([
        ("submission", (None, form.values["submission"])), ("message", (None, "cut")),
        ("files", ("photo.png", PNG + bytes(200_000), "image/png"))])
    path = urllib.parse.urlparse(form.action).path
    head = (f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
            f"Content-Type: multipart/form-data; boundary={boundary}\r\n\r\n")
    answer = raw(portal, head, body[:90_000], cut=True)
    assert not INNARDS.search(answer)
    assert portal.events(ticket) == before
    assert form.send(message="whole", files=[("photo.png", "image/png", PNG)]).status == 303
    assert [event["type"] for event in portal.events(ticket)].count("messageWritten") == 1


@pytest.mark.parametrize("kind, body", [
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nno end"),
    ("multipart/form-data", b"--x\r\n\r\n"),
    ("multipart/form-data; boundary=x", b"no boundary at all"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: nonsense\r\n\r\ny\r\n--x--\r\n"),
    ("application/x-www-form-urlencoded", b"message=%ZZ%"),
    ("application/x-www-form-urlencoded", b"message=%ff%fe"),
    ("application/json", b'{"message": "hello"}'),
    ("text/plain", b"message=hello"),
], ids=["no-end", "no-boundary", "other-boundary", "bad-part", "bad-escape", "bad-utf8", "json", "text"])
def test_b11_a_broken_body_gets_a_clear_answer_and_stores_nothing(portal, message_form, kind, body):
    form, ticket = message_form("en")
    before = portal.events(ticket)
    answer = form.page.request.post(form.action, data=body, headers={"content-type": kind}, max_redirects=0)
    assert answer.status in (400, 413, 415, 422), answer.status
    assert not INNARDS.search(answer.text())
    form.page.set_content(answer.text())
    assert form.page.locator("[role=alert]").first.inner_text().strip()
    assert portal.events(ticket) == before


def test_b3_a_wrong_method_or_address_gets_a_page_and_changes_nothing(portal, open_phone):
    ticket = offer(portal, "en")
    link = portal.link(ticket["_phone"])
    page = open_phone(link, scripts=False)
    before = portal.events(ticket)
    for method, path in (("DELETE", ""), ("PUT", "/answer"), ("PATCH", "/messages"), ("POST", "")):
        answer = page.request.fetch(link + path, method=method)
        assert answer.status == 405 and "GET" in answer.headers["allow"], (method, path)
        assert not INNARDS.search(answer.text())
        page.set_content(answer.text())
        assert "does not work here" in page.locator("main").inner_text()
    assert page.request.get(link + "/nowhere").status == 404
    assert portal.events(ticket) == before


# ── The ticket form ──

BAD_FIELDS = [
    ("title", "x" * 201, "too long"), ("description", "x" * 20_001, "too long"), ("category", "x" * 101, "too long"),
    ("customer", "x" * 201, "too long"), ("asset", "x" * 201, "too long"),
    ("requester", "x" * 201, "too long"), ("requesterPhone", "12", "phone number is not valid"),
    ("requesterPhone", "+30 12", "phone number is not valid"), ("requesterPhone", "☎️", "phone number is not valid"),
    ("requesterEmail", "nobody@", "e-mail address is not valid"),
    ("requesterEmail", "a@b..c", "e-mail address is not valid"),
    ("limit", "abc", "cannot be read"), ("limit", "1.234", "two ways"), ("limit", "-5", "above zero"),
    ("limit", "450 USD", "in EUR"), ("limit", "99999999999", "too large"),
    ("date", "31/02/2027", "does not exist"), ("date", "someday", "cannot be read"), ("time", "26:00", "cannot be read"),
]
WHOLE = {"title": "Leak", "description": "Water", "category": "Plumbing", "requester": "Mrs Ferrand",
         "sameContact": "on", "intent": "create"}


def test_c9_d8_every_bad_field_of_a_ticket_is_named_at_its_field_and_everything_is_kept(portal, ticket_form):
    form, page = ticket_form()
    for name, value, words in BAD_FIELDS:
        typed = {**WHOLE, "date": "12/12/2026" if name == "time" else "", "time": "09:00" if name == "date" else "",
                 name: value}
        answer = form.send(**typed)
        assert answer.status == 422, (name, value[:30], answer.status)
        assert words in form.problem(f"ticket-{name}"), (name, value[:30])
        for kept in ("title", "description", "category", "requester", name):
            element = page.locator(f"#ticket-{kept}")
            shown = element.get_attribute("value") if name in ("date", "time") and kept == name else element.input_value()
            assert shown == typed[kept], kept
    # All at once, each at its own field.
    answer = form.send(**{**WHOLE, "title": "", "limit": "abc", "requesterEmail": "x", "requesterPhone": "1"})
    assert answer.status == 422
    for name in ("title", "limit", "requesterEmail", "requesterPhone"):
        assert form.problem(f"ticket-{name}")


@pytest.mark.parametrize("who, words", [("fr", "obligatoire|manque"), ("el", "λείπει|Λείπει|Συμπληρώστε|απαιτ")])
def test_c9_e20_what_a_ticket_lacks_is_said_in_the_managers_language(ticket_form, who, words):
    form, page = ticket_form(who)
    assert form.send(intent="create").status == 422
    assert re.search(words, page.locator("[role=alert]").first.inner_text())
    assert page.locator("[aria-invalid=true]").count() >= 4


def test_d8_odd_but_honest_text_is_stored_as_it_was_typed_without_what_cannot_be_seen(portal, ticket_form):
    form, page = ticket_form()
    odd = f"Nul\x00 bell\x07 {RIGHT_TO_LEFT} 👨‍👩‍👧 <b>&amp;"
    answer = form.send(**{**WHOLE, "title": odd, "description": odd})
    if answer.status == 422:
        assert "invisible characters" in form.problem("ticket-title")
        odd = odd.replace("\x00", "").replace("\x07", "")
        answer = form.send(**{**WHOLE, "title": odd, "description": odd})
    assert answer.status == 303
    number = re.search(r"\d{4}-\d{5}", answer.headers["location"])[0]
    title = portal.ticket(number)["title"]
    assert "👨‍👩‍👧 <b>&amp;" in title and not set("\x00\x07\u202e") & set(title)


def test_c9_a_phone_of_another_country_is_taken_with_its_code_and_refused_without(portal, ticket_form):
    form, _ = ticket_form()
    assert form.send(**WHOLE, requesterPhone="694 000 0112").status == 422
    assert "country code" in form.problem("ticket-requesterPhone")
    assert form.send(**WHOLE, requesterPhone="+30 694 000 0112").status == 303


def test_p25_a_ticket_with_a_lying_file_is_not_made(portal, ticket_form):
    form, page = ticket_form()
    answer = form.send(files=[("x.png", "image/png", HTML)], **{**WHOLE, "title": "Never made"})
    assert answer.status == 422 and "x.png" in form.problem("ticket-files")
    found = portal.call("GET", "/api/v1/tickets?q=Never+made", key=portal.keys["fr"])["tickets"]
    assert not found and page.locator("#ticket-title").input_value() == "Never made"


def test_b4_the_browsers_own_checks_stand_in_nobodys_way(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "en")["_phone"]))
    choose(page, "accept")
    page.locator("#date").fill(tomorrow(portal, -1))
    page.locator("#time").fill("09:00")
    page.evaluate("document.querySelector('form#answer').noValidate = true")
    send(page)
    assert label(page) == "to-do/offered"
    assert "already passed" in page.locator("#date-error").inner_text()
