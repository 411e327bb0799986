"""A mail server that does what mail servers do to those who send (E4, P36)."""

import threading
import time

import pytest

from portal import IS_SHORT, job
from waiting import manager_sees, offer, wait_for_status


def test_e4_greylisted_mail_comes_a_moment_later_once(running, mail, count):
    """Each recipient is sent away the first time."""
    seen = set()

    def rule(verb, argument, session):
        if verb != "RCPT" or session.recipient in seen:
            return None
        seen.add(session.recipient)
        return "451 4.7.1 Greylisted, please come back"

    mail.rule = rule
    jobs = [offer(running, priority="emergency") for _ in range(2 if IS_SHORT else 10)]
    for number, _, email in jobs:
        mail.wait(lambda mail, email=email: mail.to(email), seconds=60)
        wait_for_status(running, number, "email", "sent")
    assert all(len(mail.to(email)) == 1 and mail.asked.count(email) == 2 for _, _, email in jobs)
    # One mailbox's rule is no sign that the server is unwell: nobody else waited.
    assert "does not work" not in running.log
    count(f"{len(jobs)} mails sent away once, each kept once")


def test_e4_one_recipient_refused_concerns_nobody_else(running, mail, gateway, count):
    """The manager is told, and the contractor is reached by SMS."""
    mail.rule = lambda verb, _, session: (
        "550 5.1.1 no such person here" if verb == "RCPT" and session.recipient.startswith("refused") else None)
    refused, _, _ = offer(running, email="refused@contractor.example")
    others = [offer(running) for _ in range(5)]
    message = wait_for_status(running, refused, "email", "failed")
    assert "no such person here" in message["error"]["text"] and "refused@" not in message["error"]["text"]
    manager_sees(running, mail, refused)
    for number, _, email in others:
        mail.wait(lambda mail, email=email: mail.to(email))
        wait_for_status(running, number, "email", "sent")
    wait_for_status(running, refused, "sms", "sent")
    assert mail.asked.count("refused@contractor.example") == 1, "tried again, though it was refused for good"
    count("1 mail refused for good, 5 beside it kept")


def drop_tls(verb, _, session):
    if verb == "STAR":
        session.say("220 go on")
        return session.drop()
    return None


def drop_after_data(verb, _, session):
    """The mail is kept, and the line ends before the server can say so."""
    if verb == "DATA":
        session.receive(is_silent=True)
        return session.drop()
    return None


FAULTS = {"drops TLS": drop_tls, "drops the line before the mail": lambda verb, _, session: (
    session.drop() if verb == "MAIL" else None), "keeps a mail and does not say so": drop_after_data}


@pytest.mark.parametrize("fault", FAULTS)
def test_e4_a_line_that_breaks_is_tried_again_under_the_same_message_id(fault, running, mail, count):
    """What may have been kept comes again as the same mail, which readers show once."""
    if fault == "drops TLS":
        mail.extensions.insert(0, "STARTTLS")
    mail.rule = FAULTS[fault]
    number, _, email = offer(running, priority="emergency")
    time.sleep(2)
    mail.rule = None
    mail.extensions = [extension for extension in mail.extensions if extension != "STARTTLS"]
    wait_for_status(running, number, "email", "sent", seconds=60)
    ids = [one.id for one in mail.to(email)]
    assert len(set(ids)) == 1 and len(ids) == (2 if fault == "keeps a mail and does not say so" else 1)
    wait_for_status(running, number, "sms", "sent")
    count(f"the mail server {fault}: 1 mail, {len(ids)} times under one Message-ID; its SMS did not wait")


def offer_by(portal, channel):
    """A job whose contractor wants to be told by this channel alone; where he is reached."""
    body, phone, email = job()
    body["offerTo"]["contacts"][0]["channels"] = [channel]
    answer = portal.api("POST", "/tickets", body)
    assert answer.status == 201, answer.text
    return {"sms": phone, "email": email}[channel]


def test_e4_a_mail_server_that_takes_a_second_a_mail_does_not_slow_sms(running, mail, gateway, count):
    """Many mails wait, and were due before the SMS. The second is the one from a mail's last line to the answer; in the
    short form, on a machine that may be busy, it lasts until the SMS are out."""
    are_out = threading.Event()

    def rule(verb, _, session):
        if verb != "DATA":
            return None
        session.receive(is_silent=True)
        are_out.wait(60 if IS_SHORT else 1)
        return "250 kept"

    mail.rule = rule
    addresses = [offer_by(running, "email") for _ in range(60 if IS_SHORT else 300)]
    start = time.monotonic()
    phones = [offer_by(running, "sms") for _ in range(15 if IS_SHORT else 100)]
    ordering = time.monotonic() - start
    gateway.wait(lambda gateway: len(gateway.taken) >= len(phones), seconds=60, what="every SMS")
    took, kept = time.monotonic() - start, len(mail.mails)
    are_out.set()
    if IS_SHORT:
        assert kept <= 8, "more mails than are sent at a time: the server was not slow"
    else:
        assert kept < len(addresses) * 0.8, "the mails were not slow enough to say anything"
        # Kannel's pace is 20 a second after the first 20.
        assert took < ordering + 2 + len(phones) / 20, f"{len(phones)} SMS took {took:.1f} s, {ordering:.1f} s to order"
    mail.wait(lambda mail: len(mail.mails) >= len(addresses), seconds=120, what="every mail")
    assert sorted(one.to for one in mail.mails) == sorted(addresses)
    assert sorted(sms.to for sms in gateway.requests) == sorted(phones)
    count(f"{len(phones)} SMS, ordered within {ordering:.1f} s, had gone after {took:.1f} s; {kept} of {len(addresses)} mails by then")
