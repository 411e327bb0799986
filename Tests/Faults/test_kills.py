"""`kill -9` at any moment, under load."""

import collections
import random
import statistics
import time

from load import Acceptance, Ahead, Load, Message, Order, Sending, WithFile
from portal import IS_SHORT
from waiting import quiet

KILLS = 8 if IS_SHORT else 200
#: Seconds until the first answer after any start; the short form runs a debug build beside whatever else there is.
FIRST_ANSWER = 5 if IS_SHORT else 1
LEASED = "SELECT id FROM notices WHERE status = 'queued' AND lease_until > 0"


def test_d11_p18_p36_killed_under_load_nothing_acknowledged_is_lost_nothing_is_done_twice(
        portal, gateway, mail, count):
    """Answers, messages, uploads and sends while the process is killed again and again."""
    chance = random.Random(200)
    portal.start()
    load = Load(portal, gateway)
    in_hand, starts, checked = [], [], 0
    for kill in range(KILLS):
        known = len(load.acknowledged)
        end = load.round()
        time.sleep(chance.uniform(0.02, 1.2))
        moment = portal.kill()
        end()
        in_hand.append((moment, {str(row["id"]) for row in portal.rows(LEASED)}))
        # Now the check meets the log that the dead process left, now the next start does.
        if kill % 2:
            portal.verify()
        starts.append(portal.start())
        if not kill % 2:
            portal.verify()
        fresh = load.acknowledged[known:]
        checked += load.check(fresh)
        load.again(chance.sample(fresh, min(5, len(fresh))))
    load.finish()
    load.again(chance.sample(load.acts, min(300, len(load.acts))))
    assert load.check() == len(load.acts)
    tickets = [ticket["externalId"] for ticket in all_tickets(portal)]
    assert len(tickets) == len(set(tickets)) == len({act.id for act in load.acts if hasattr(act, "phone")})
    quiet(portal)
    portal.verify()
    told, twice = notices_are_right(portal, gateway, mail, in_hand)
    every_act_is_told(portal, load)
    at = statistics.median(starts)
    count(f"{KILLS} kills; {len(load.acts)} acts acknowledged, each there once ({checked} looked at between kills); "
          f"{told} notices sent, {twice} of them twice, all in flight at a kill; "
          f"first answer {at * 1000:.0f} ms after a start (median; most {max(starts) * 1000:.0f})")
    assert max(starts) < FIRST_ANSWER, f"a start took {max(starts):.1f} s to its first answer"


def all_tickets(portal):
    after, tickets = "", []
    while after is not None:
        page = portal.api("GET", f"/tickets?limit=200{after and '&after=' + after}").json
        tickets += page["tickets"]
        after = page.get("next")
    return tickets


def notices_are_right(portal, gateway, mail, in_hand):
    """Each that the portal calls sent has come, and twice only what a killed process had in hand."""
    came = {}
    for message in gateway.taken:
        came.setdefault(message.id, []).append(message.taken)
    for message in mail.mails:
        came.setdefault(message.notice, []).append(message.came)
    stored = {str(row["id"]): row for row in portal.live_rows("SELECT id, way, kind, status FROM notices")}
    assert set(came) <= set(stored), "something was sent that nobody wrote down"
    failed = [row for row in stored.values() if row["status"] == "failed"]
    assert not failed, f"{len(failed)} notices failed: {failed[:3]}"
    lost = [row for id, row in stored.items() if row["status"] in ("sent", "delivered") and id not in came]
    assert not lost, f"{len(lost)} notices never came: {lost[:3]}"
    twice = {id: moments for id, moments in came.items() if len(moments) > 1}
    for id, moments in twice.items():
        for first, second in zip(moments, moments[1:]):
            # What lay in the socket when the process died is read a moment later.
            kills = [leased for kill, leased in in_hand if first - 0.5 < kill < min(second, first + 3)]
            assert any(id in leased for leased in kills), \
                f"a notice was sent twice, {second - first:.1f} s apart, and was not in flight at a kill: {stored[id]}"
    return len(came), len(twice)


#: What each act tells whom, and how often.
TOLD = {
    Order: {"offer": 2}, Acceptance: {"accepted": 1, "answerAccepted": 1}, Message: {"messageToManager": 1},
    WithFile: {"messageToManager": 1}, Ahead: {"messageToManager": 1}, Sending: {"messageToContractor": 1},
}


def every_act_is_told(portal, load):
    """As many notices of each kind as follow from the acts, and each message to a contractor has its own."""
    expected = sum((collections.Counter(TOLD[type(act)]) for act in load.acts), collections.Counter())
    rows = portal.live_rows("SELECT kind, count(*) AS n FROM notices GROUP BY kind")
    kinds = {row["kind"]: row["n"] for row in rows}
    assert all(kinds.get(kind) == number for kind, number in expected.items()), f"{kinds}, not {dict(expected)}"
    rows = portal.live_rows("SELECT event, way, count(*) AS n FROM notices WHERE kind = 'messageToContractor' GROUP BY 1, 2")
    ways = {}
    for row in rows:
        assert row["n"] == 1, row
        ways.setdefault(str(row["event"]), set()).add(row["way"])
    for act in load.acts:
        if type(act) is Sending:
            assert ways.get(act.event) == {"sms"}, f"a message went by {ways.get(act.event)}"
