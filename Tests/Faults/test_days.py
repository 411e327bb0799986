"""Neighbours that are away for a day: what is late goes by itself, what is too late is told (E4)."""

import time

import pytest

from waiting import is_in_inbox, manager_sees, message_of, offer, wait_for, wait_for_status

pytestmark = pytest.mark.long

#: A clock that is set is noticed by whoever sleeps after a quarter of a minute.
NOTICED = 40


def test_e4_both_away_for_twenty_hours_and_back_everything_goes_once_the_urgent_first(
        travelling, machine, gateway, mail, count):
    """Within the limit of a day nothing is given up, and who came last and is urgent does not wait for the others."""
    gateway.go_away()
    mail.go_away()
    jobs = [offer(travelling, priority="low") for _ in range(20)]
    for _ in range(4):
        time.sleep(NOTICED / 2)
        machine.advance(hours=5)
    urgent = [offer(travelling, priority="emergency") for _ in range(5)]
    jobs += urgent
    time.sleep(NOTICED / 2)
    gateway.come_back()
    mail.come_back()
    # Longer than any rest of a gateway's, and not so long that an emergency lapses.
    machine.advance(seconds=10 * 60)
    gateway.wait(lambda gateway: len(gateway.taken) >= 25, seconds=180, what="25 SMS")
    mail.wait(lambda mail: len([one for _, _, email in jobs for one in mail.to(email)]) >= 25, seconds=180)
    places = [
        places_among(jobs, urgent, 1, [sms.to for sms in gateway.taken]),
        places_among(jobs, urgent, 2, [one.to for one in mail.mails]),
    ]
    for number, phone, email in jobs:
        wait_for_status(travelling, number, "sms", "sent")
        wait_for_status(travelling, number, "email", "sent")
        assert len(gateway.to(phone)) == len(mail.to(email)) == 1
    travelling.verify()
    attempts = [message_of(travelling, number, "sms")["attempts"] for number, _, _ in jobs]
    count(f"25 SMS and 25 mails after 20 hours, each once, after {min(attempts)} to {max(attempts)} attempts; "
          f"5 emergencies were number {places[0]} of the SMS and {places[1]} of the mails")
    # One message tries the way first, and what had been claimed at that moment may be beside them.
    assert all(place[2] <= 8 and place[-1] <= 15 for place in places)


def places_among(jobs, urgent, field, sent):
    """Which of the jobs' messages those of the urgent ones were, counted from 1. `field`: where each is reached."""
    all_of_them = {job[field] for job in jobs}
    order = [to for to in sent if to in all_of_them]
    return sorted(order.index(job[field]) + 1 for job in urgent)


def test_e4_gateway_away_for_more_than_a_day_is_given_up_and_the_manager_sees_it(
        travelling, machine, gateway, mail, count):
    """Whoever was not reached is named; what comes later goes as if nothing had been."""
    gateway.go_away()
    jobs = [offer(travelling, priority="low") for _ in range(5)]
    for _, _, email in jobs:
        mail.wait(lambda mail, email=email: mail.to(email))
    machine.advance(hours=23)
    time.sleep(NOTICED)
    assert all(message_of(travelling, number, "sms")["status"] == "queued" for number, _, _ in jobs)
    machine.advance(hours=2)
    for number, _, _ in jobs:
        wait_for_status(travelling, number, "sms", "failed", seconds=120)
        manager_sees(travelling, mail, number)
    gateway.come_back()
    machine.advance(hours=1)
    _, phone, _ = offer(travelling)
    gateway.wait(lambda gateway: gateway.to(phone), seconds=120, what="the SMS after it")
    assert [sms.to for sms in gateway.taken] == [phone], "what was given up is not sent late"
    travelling.verify()
    count("5 SMS waited 24 hours and were given up, each in the Inbox; the next one went")


def test_e4_mail_server_away_for_a_day_is_seen_in_the_inbox_and_the_contractors_have_their_sms(
        travelling, machine, gateway, mail, count):
    """Even the manager's own mail cannot say it."""
    mail.go_away()
    jobs = [offer(travelling, priority="low") for _ in range(5)]
    for _, phone, _ in jobs:
        gateway.link(phone)
    machine.advance(hours=25)
    for number, _, _ in jobs:
        wait_for_status(travelling, number, "email", "failed", seconds=120)
        assert is_in_inbox(travelling, number)
    mail.come_back()
    _, _, email = offer(travelling)
    mail.wait(lambda mail: mail.to(email), seconds=400, what="the mail after it")
    # The alerts are younger than a day: they come as well.
    for number, _, _ in jobs:
        mail.wait(lambda mail, number=number: [
            one for one in mail.to("nina@lilas.example") if number in one.subject + one.text], seconds=60)
    assert not any(mail.to(email) for _, _, email in jobs), "what was given up is not sent late"
    travelling.verify()
    count("5 mails given up after a day, each in the Inbox; 5 SMS went; the manager's 5 mails came with the server")


def test_e4_what_is_soon_of_no_use_is_given_up_soon(travelling, machine, gateway, mail, count):
    """A sign-in link lives for a quarter of an hour, and so does its mail."""
    mail.go_away()
    form = "email=nina%40lilas.example"
    answer = travelling.request("POST", "/sign-in", form, {
        "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
    assert answer.status in (200, 303), answer.text[:500]
    query = "SELECT status FROM notices WHERE kind = 'signIn'"
    wait_for(lambda: travelling.live_rows(query), what="the notice")
    machine.advance(seconds=16 * 60)
    wait_for(lambda: travelling.live_rows(query)[0]["status"] in ("cancelled", "failed"), seconds=90, what="given up")
    mail.come_back()
    machine.advance(seconds=600)
    _, _, email = offer(travelling)
    mail.wait(lambda mail: mail.to(email), seconds=120)
    assert not mail.to("nina@lilas.example"), "a dead link was sent"
    count("1 sign-in mail given up after a quarter of an hour")
