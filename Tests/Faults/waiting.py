"""What several stories look for."""

import time

from portal import job


def offer(portal, **more):
    """A ticket by the API; its number, and where its contractor is reached."""
    body, phone, email = job(**more)
    answer = portal.api("POST", "/tickets", body)
    assert answer.status == 201, answer.text
    return answer.json["number"], phone, email


def message_of(portal, number, channel, kind="offer"):
    messages = portal.api("GET", f"/tickets/{number}/messages").json["messages"]
    return next(message for message in messages if message["channel"] == channel and message["kind"] == kind)


def wait_for(found, seconds=30, what="it"):
    end = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < end, f"never within {seconds} s: {what}"
        time.sleep(0.1)
    return result


def quiet(portal, now=time.time, seconds=180):
    """Until nothing that is due waits. `now`: the portal's clock, in seconds."""
    query = "SELECT count(*) AS n FROM notices WHERE status = 'queued' AND due <= ?"
    wait_for(lambda: portal.live_rows(query, now() * 1000)[0]["n"] == 0, seconds, "nothing waits to be sent")


def wait_for_status(portal, number, channel, status, seconds=30):
    def found():
        message = message_of(portal, number, channel)
        return message["status"] == status and message
    return wait_for(found, seconds, f"{channel} {status}")


def is_in_inbox(portal, number):
    """For its manager, and for that reason."""
    assert portal.api("GET", f"/tickets/{number}").json["attention"] == "notReached"
    assert any(event["type"] == "notReached" for event in portal.events(number))
    inbox = portal.api("GET", "/tickets?folder=inbox&manager=nina@lilas.example&limit=200").json["tickets"]
    return number in [ticket["number"] for ticket in inbox]


def manager_sees(portal, mail, number):
    """The ticket is in the Inbox, the thread says why, and a mail tells it."""
    assert is_in_inbox(portal, number)
    mail.wait(lambda mail: [one for one in mail.to("nina@lilas.example") if number in one.subject + one.text],
              what="the manager's mail")
