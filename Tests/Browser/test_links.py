"""Links as strangers, scanners and old phones meet them."""

from conftest import JOBS, offer
from steps import label


def test_p1_p2_p3_a_scanner_that_opens_follows_and_runs_everything_changes_nothing(portal, open_phone):
    ticket = offer(portal, "en")
    before = portal.events(ticket)
    mail = portal.messages(ticket["_email"], "email")[0]
    for link in set(mail["links"] + [portal.link(ticket["_phone"])]):
        page = open_phone(link)
        page.wait_for_timeout(300)
        addresses = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for address in {a for a in addresses if a.startswith("http") and "#" not in a}:
            page.goto(address)
        for action in ("answer", "undo", "messages"):
            page.request.get(f"{link}/{action}")
        page.request.head(link)
        # Even one that presses what it finds: a decision needs a choice and its fields.
        page.goto(link)
        with page.expect_navigation():
            page.locator("form#answer button").tap()
        assert page.locator("[role=alert]").is_visible()
    assert portal.events(ticket) == before
    assert portal.ticket(ticket["number"])["label"] == "to-do/offered"


def test_p3_what_a_preview_shows_is_not_personal_and_the_page_wants_no_robots(portal, open_phone):
    page = open_phone(portal.link(offer(portal, "en")["_phone"]))
    for personal in (JOBS["fr"]["person"]["name"], JOBS["fr"]["site"]["address"], JOBS["fr"]["title"]):
        assert personal not in page.title()
    assert page.locator("meta[property]").count() == 0
    headers = page.answer.headers
    assert "noindex" in headers["x-robots-tag"] and headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "unsafe-inline" not in headers["content-security-policy"]


def test_p4_scanners_previews_and_phones_get_the_same_page_whatever_they_call_themselves(portal, browser):
    link = portal.link(offer(portal, "en")["_phone"])
    agents = [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1",
        "TelegramBot (like TwitterBot)", "WhatsApp/2.24", "Mozilla/5.0 (compatible; bingbot/2.0)", "curl/8.7", ""]
    seen = set()
    for agent in agents:
        context = browser.new_context(user_agent=agent, java_script_enabled=False)
        page = context.new_page()
        answer = page.goto(link)
        # What is made anew for each look: the ids of the forms, and the minutes that are left.
        page.evaluate("""() => document.querySelectorAll('input[name=submission], .due small')
            .forEach(each => each.remove())""")
        seen.add((answer.status, page.locator("html").inner_html()))
        context.close()
    assert len(seen) == 1
    assert next(iter(seen))[0] == 200


def test_p16_p31_forged_and_truncated_links_get_one_quiet_page_and_trailing_junk_is_ignored(portal, open_phone):
    link = portal.link(offer(portal, "en")["_phone"])
    page = open_phone(link)
    for junk in (".", ",", ")", "%22", "_", "-"):
        page.goto(link + junk)
        assert label(page) == "to-do/offered", junk
    base, token = link.rsplit("/", 1)
    assert token.isalnum() and len(token) <= 32
    bodies = set()
    for forged in (token[:-1], token[:-1] + ("a" if token[-1] != "a" else "b"), "A" * 32, "x"):
        answer = page.goto(f"{base}/{forged}")
        assert answer.status == 404
        bodies.add(page.locator("body").inner_text())
    assert len(bodies) == 1
    assert "Bellecour" not in bodies.pop()


def test_p32_links_are_the_portals_own_address_and_no_shorteners(portal):
    ticket = offer(portal, "fr")
    for message in portal.messages(ticket["_phone"]) + portal.messages(ticket["_email"]):
        assert message["links"]
        for link in message["links"]:
            assert link.startswith(portal.url + "/t/"), link


def test_p38_the_page_says_whose_it_is_asks_for_no_login_and_gives_a_number_to_call_back(portal, open_phone):
    ticket = offer(portal, "en")
    sms = portal.messages(ticket["_phone"], "sms")[0]
    assert "Bellecour" in sms["text"] and portal.url in sms["text"]
    page = open_phone(sms["links"][0])
    text = page.locator("body").inner_text()
    assert "Régie Bellecour" in text and "never asked for a password" in text
    assert page.locator("input[type=password]").count() == 0
    assert page.locator("form#message a[href='tel:+33465710012']").is_visible()
