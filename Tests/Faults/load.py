"""Programs, managers and contractors at work at the same time, each of whom remembers what was acknowledged to him and
sends again, under the same id, what was not."""

import collections
import hashlib
import itertools
import random
import threading

import phone
from portal import LOST, job


class Act:
    """Something that somebody does. It is tried until it is acknowledged, always as the same act."""

    def __init__(self):
        self.id = phone.new_id()
        self.is_acknowledged = False
        self.tries = 0

    def once(self, portal):
        """One try: an answer that is not the expected one fails the test."""
        self.tries += 1
        if self.send(portal):
            self.is_acknowledged = True

    def expect(self, answer, *statuses):
        return phone.expect(answer, *statuses, what=type(self).__name__)

    def confirm(self, answer):
        self.expect(answer, 303)
        assert f"done={self.id}" in answer.headers["location"], answer.headers["location"]
        return True


class Order(Act):
    """A ticket by the API, offered at once."""

    def __init__(self):
        super().__init__()
        self.body, self.phone, self.email = job(externalID=self.id)
        self.number = None
        self.link = None

    def send(self, portal):
        # 201 the first time; 200 where the portal knows it already and only the answer was lost.
        ticket = self.expect(portal.api("POST", "/tickets", self.body), 201, 200).json
        assert self.number in (None, ticket["number"]), "the same external id became another ticket"
        self.number = ticket["number"]
        return True


class Below(Act):
    """An act on a ticket that is there already."""

    def __init__(self, order):
        super().__init__()
        self.order = order
        self.text = f"words {self.id}"

    @property
    def link(self):
        return self.order.link


class Acceptance(Below):
    def send(self, portal):
        return self.confirm(phone.accept(portal, self.link, self.id))

    def count(self, events):
        return sum(event["type"] == "accepted" for event in events)


class Message(Below):
    def send(self, portal):
        return self.confirm(phone.write(portal, self.link, self.id, self.text))

    def found(self, events):
        return [event["data"] for event in events
                if event["type"] == "messageWritten" and event["data"]["text"] == self.text]

    def count(self, events):
        return len(self.found(events))


class WithFile(Message):
    """A message with its file in the same form."""

    def __init__(self, order):
        super().__init__(order)
        self.content = phone.pdf(self.id)

    def send(self, portal):
        return self.confirm(
            phone.write_with_file(portal, self.link, self.id, self.text, "report.pdf", self.content))

    def check_file(self, portal, events):
        files = self.found(events)[0]["attachments"]
        assert len(files) == 1, files
        body = portal.api("GET", f"/files/{files[0]['id']}").body
        assert hashlib.sha256(body).digest() == hashlib.sha256(self.content).digest(), "the file came out changed"


class Ahead(WithFile):
    """A file that is sent ahead in pieces, and then its form."""

    def __init__(self, order):
        super().__init__(order)
        self.upload = None

    def send(self, portal):
        self.upload = self.upload or phone.Upload(self.link, "report.pdf", self.content)
        while not self.upload.step(portal):
            pass
        return self.confirm(phone.write(portal, self.link, self.id, self.text, [self.upload.staged]))


class Sending(Below):
    """A message to the contractor by the API: it goes out by SMS and mail."""

    event = None

    def send(self, portal):
        path = f"/tickets/{self.order.number}/messages"
        answer = self.expect(portal.api("POST", path, {"text": self.text}, key=self.id), 201)
        assert self.event in (None, answer.json["id"]), "the same key became another message"
        self.event = answer.json["id"]
        return True

    def count(self, events):
        return sum(event["type"] == "messageWritten" and event["data"]["text"] == self.text for event in events)


class Load:
    """Works in threads until it is told to stop; knows every act of the whole test."""

    #: What is done to each ticket.
    KINDS = (Acceptance, Message, WithFile, Ahead, Sending, Message)

    def __init__(self, portal, gateway, orders_a_round=6, threads=6, seed=1):
        self.portal, self.gateway = portal, gateway
        self.orders_a_round = orders_a_round
        self.threads = threads
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.acts = []
        self.waiting = collections.deque()
        self.faults = []
        #: Whether the portal may refuse what is done, and what it refused: acts, each with its answer.
        self.may_be_refused = False
        self.refusals = []

    @property
    def acknowledged(self):
        return [act for act in self.acts if act.is_acknowledged]

    def round(self):
        """Begins to work; returns a function that ends it."""
        stop = threading.Event()
        with self.lock:
            # What the kill left open comes first, as a phone would send it again.
            self.waiting.extend(act for act in self.acts if not act.is_acknowledged and act not in self.waiting)
            self.waiting.extend(self.know(Order()) for _ in range(self.orders_a_round))
        threads = [threading.Thread(target=self.work, args=(stop,), daemon=True) for _ in range(self.threads)]
        for thread in threads:
            thread.start()

        def end():
            stop.set()
            for thread in threads:
                thread.join(60)
                assert not thread.is_alive(), "a request hangs"
            assert not self.faults, self.faults[0]
        return end

    def finish(self, tries=20):
        """Tries what is open until all of it is acknowledged, with nobody in the way."""
        for _ in range(tries):
            for act in list(self.waiting) + [act for act in self.acts if not act.is_acknowledged]:
                if isinstance(act, Below) and not self.has_link(act, seconds=30):
                    continue
                act.once(self.portal)
            self.waiting.clear()
            if all(act.is_acknowledged for act in self.acts):
                return
        raise AssertionError("not everything could be done")

    def know(self, act):
        self.acts.append(act)
        return act

    def work(self, stop):
        while not stop.is_set():
            with self.lock:
                act = self.waiting.popleft() if self.waiting else None
            if act is None:
                stop.wait(0.01)
                continue
            try:
                self.perform(act, stop)
            except LOST:
                # Killed: it is still open.
                continue
            except Exception as fault:  # noqa: BLE001 - a thread must not die in silence
                is_refusal = self.may_be_refused and isinstance(fault, phone.Refused)
                with self.lock:
                    if is_refusal:
                        self.refusals.append((act, fault.answer))
                        continue
                    self.faults.append(fault)
                return

    def perform(self, act, stop):
        if isinstance(act, Below) and not self.has_link(act):
            # Its SMS is still on the way.
            if not stop.wait(0.02):
                with self.lock:
                    self.waiting.append(act)
            return
        act.once(self.portal)
        if isinstance(act, Order):
            kinds = self.random.sample(self.KINDS, len(self.KINDS))
            with self.lock:
                self.waiting.extend(self.know(kind(act)) for kind in kinds)

    def has_link(self, act, seconds=0):
        order = act.order
        if order.number is None:
            return False
        if order.link is None:
            if seconds:
                order.link = self.gateway.link(order.phone, seconds)
            elif found := self.gateway.to(order.phone):
                order.link = found[0].link
        return order.link is not None

    # What must be true

    def check(self, acts=None):
        """Each acknowledged act exists exactly once; returns how many were looked at."""
        acts = self.acknowledged if acts is None else acts
        below = [act for act in acts if isinstance(act, Below)]
        below.sort(key=lambda act: act.order.number)
        for number, group in itertools.groupby(below, key=lambda act: act.order.number):
            events = self.portal.events(number)
            for act in group:
                count = act.count(events)
                assert count == 1, f"{type(act).__name__} on {number}: acknowledged, and is there {count} times"
                if isinstance(act, WithFile):
                    act.check_file(self.portal, events)
        for order in (act for act in acts if isinstance(act, Order)):
            events = self.portal.events(order.number)
            assert sum(event["type"] == "offered" for event in events) == 1, f"{order.number} was offered twice"
        return len(acts)

    def again(self, acts):
        """Phones whose answer was lost send what is there already: nothing may come of it."""
        for act in acts:
            act.once(self.portal)
