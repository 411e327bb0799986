"""An SMS gateway that does everything but its work (E4, P36)."""

import time

import pytest

import gateway as gateways
from portal import IS_SHORT
from waiting import manager_sees, offer, wait_for_status


def test_e4_p36_refused_for_a_while_everything_goes_out_once_when_it_is_back(running, gateway, mail, count):
    """Answers of 503, then no connection at all."""
    gateway.behave = gateways.refuse
    jobs = [offer(running, priority="emergency") for _ in range(1 if IS_SHORT else 3)]
    gateway.wait(lambda gateway: len(gateway.requests) >= len(jobs))
    for _, _, email in jobs:
        mail.wait(lambda mail, email=email: mail.to(email), what="the mail beside the SMS")
    gateway.go_away()
    gateway.behave = gateways.take
    time.sleep(2 if IS_SHORT else 40)
    gateway.come_back()
    for number, phone, _ in jobs:
        gateway.link(phone, seconds=60)
        wait_for_status(running, number, "sms", "sent")
    assert all(len(gateway.to(phone)) == 1 for _, phone, _ in jobs)
    count(f"{len(jobs)} SMS, {len(gateway.requests) - len(jobs)} refusals, each SMS taken once")


#: How it fails once the request has left: nobody knows whether it was taken, so it is not sent again.
AFTER = {
    "resets": gateways.reset,
    "answers garbage": gateways.garbage,
    "sends a gigabyte": gateways.flood,
}
LONG = {"hangs": gateways.hang, "takes a minute": gateways.slow(60)}


@pytest.mark.parametrize("fault", [*AFTER, *(pytest.param(name, marks=pytest.mark.long) for name in LONG)])
def test_e4_p36_what_may_have_been_taken_is_not_sent_twice_and_the_manager_sees_it(
        fault, running, gateway, mail, count):
    """One offer meets the fault, the next one goes out."""
    gateway.behave = {**AFTER, **LONG}[fault]
    before = running.memory()
    number, phone, email = offer(running)
    message = wait_for_status(running, number, "sms", "failed", seconds=50)
    assert "may have arrived" in message["error"]["text"], message["error"]
    manager_sees(running, mail, number)
    # The mail tells the contractor all the same.
    mail.wait(lambda mail: mail.to(email))
    grown = running.memory() - before
    assert grown < 60, f"{grown:.0f} MB more"
    gateway.behave = gateways.take
    second = offer(running)
    gateway.link(second[1])
    if fault == "takes a minute":
        gateway.wait(lambda gateway: gateway.to(phone), seconds=60)
    assert sum(sms.to == phone for sms in gateway.requests) == 1
    running.verify()
    count(f"the gateway {fault}: 1 SMS failed with its reason, 1 request, {grown:.0f} MB more")


def test_e4_a_redirection_is_not_followed(running, gateway, mail, count):
    """Whoever answers in the gateway's place gets no number and no text."""
    gateway.behave = gateways.redirect
    number, phone, _ = offer(running)
    wait_for_status(running, number, "sms", "failed")
    manager_sees(running, mail, number)
    assert [sms.to for sms in gateway.requests] == [phone]
    count("1 redirection, not followed")


@pytest.mark.long
def test_e4_after_an_outage_the_urgent_go_first(running, gateway, mail, count):
    """Sixty ordinary offers wait when five emergencies come."""
    gateway.behave = gateways.refuse
    ordinary = [offer(running, priority="low")[1] for _ in range(60)]
    gateway.wait(lambda gateway: len(gateway.requests) >= 5)
    time.sleep(3)
    urgent = [offer(running, priority="emergency")[1] for _ in range(5)]
    time.sleep(1)
    refused = len(gateway.requests)
    gateway.behave = gateways.take
    gateway.wait(lambda gateway: len(gateway.taken) >= 65, seconds=180, what="all 65")
    order = [sms.to for sms in gateway.taken]
    assert sorted(order) == sorted(ordinary + urgent), "each once"
    places = sorted(order.index(phone) + 1 for phone in urgent)
    last = places[-1]
    count(f"65 SMS after {refused} refusals; 5 emergencies were number {places}")
    # One message tries the gateway first; what had been claimed at that moment may be beside them.
    assert last <= 12
