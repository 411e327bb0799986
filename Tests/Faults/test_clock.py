"""A machine whose clock jumps (the time of day; nobody sets the monotonic one)."""

import time

import pytest

import phone
from waiting import offer, quiet, wait_for_status

JUMPS = [pytest.param(hours, marks=() if hours in (3, -3) else pytest.mark.long, id=f"{abs(hours)} hours {'ahead' if hours > 0 else 'back'}")
         for hours in (3, -3, 30, -30)]


@pytest.mark.parametrize("hours", JUMPS)
def test_a_clock_that_jumps_loses_nothing_and_no_restart_is_needed(hours, travelling, machine, gateway, mail, count):
    """Acts and sends before, across and after the jump, and after a restart under the wrong time."""
    first, number_of_first, _ = offer(travelling, priority="low")
    link = gateway.link(number_of_first)
    upload = phone.Upload(link, "before.pdf", phone.pdf("before"))
    upload.step(travelling)
    # A notice that waits while the clock jumps.
    gateway.go_away()
    waiting, waiting_phone, _ = offer(travelling, priority="emergency")
    time.sleep(1)
    machine.advance(hours=hours)
    assert travelling.get("/readyz").status == 200
    gateway.come_back()
    while not upload.step(travelling):
        pass
    submission = phone.new_id()
    answer = phone.write(travelling, link, submission, "across the jump", [upload.staged])
    assert answer.status == 303, answer.text[:500]
    assert travelling.get(link).status == 200, "the link opens"
    after, phone_after, _ = offer(travelling)
    gateway.link(phone_after, seconds=60)
    # Its time to be tried again lies hours ahead where the clock went back: it may not wait for it.
    gateway.wait(lambda gateway: gateway.to(waiting_phone), seconds=120, what="the SMS that waited across the jump")
    for number in (after, waiting):
        wait_for_status(travelling, number, "sms", "sent")
    quiet(travelling, machine.now)
    travelling.kill()
    travelling.start()
    again = phone.write(travelling, link, submission, "across the jump", [upload.staged])
    assert again.status == 303
    written = [event for event in travelling.events(first) if event["type"] == "messageWritten"]
    assert len(written) == 1 and len(written[0]["data"]["attachments"]) == 1
    travelling.verify()
    machine.advance(hours=-hours)
    last, phone_last, _ = offer(travelling)
    gateway.link(phone_last, seconds=60)
    quiet(travelling, machine.now)
    sent = [sms.id for sms in gateway.taken] + [one.notice for one in mail.mails]
    assert len(sent) == len(set(sent)), "something was sent twice"
    travelling.verify()
    count(f"{hours:+} hours and back: {len(sent)} SMS and mails once each, 1 upload and 1 message across the jump once each")
