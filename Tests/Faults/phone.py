"""What a contractor's phone sends: the forms of his page, under ids that it keeps until they are confirmed."""

import datetime
import urllib.parse
import uuid
import zlib

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Refused(AssertionError):
    """An answer that was not hoped for: a test that waits for refusals looks at it."""

    def __init__(self, what, answer):
        super().__init__(f"{what}: {answer.status} {answer.text[:500]}")
        self.answer = answer


def expect(answer, *statuses, what="upload"):
    if answer.status not in statuses:
        raise Refused(what, answer)
    return answer


def new_id():
    return uuid.uuid4().hex


def next_week():
    return (datetime.date.today() + datetime.timedelta(days=8)).isoformat()


def accept(portal, link, submission, timeout=30):
    fields = {"submission": submission, "decision": "accept", "date": next_week(), "time": "09:00", "comment": ""}
    return portal.request("POST", f"{link}/answer", urllib.parse.urlencode(fields), FORM, timeout)


def write(portal, link, submission, text, staged=(), timeout=30):
    fields = [("submission", submission), ("message", text), *(("staged", f"files:{file}") for file in staged)]
    return portal.request("POST", f"{link}/messages", urllib.parse.urlencode(fields), FORM, timeout)


def write_with_file(portal, link, submission, text, name, content, timeout=30):
    boundary = "faults" + submission
    parts = []
    for field, value in (("submission", submission), ("message", text)):
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode())
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
    parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return portal.request("POST", f"{link}/messages", body, headers, timeout)


def pdf(seed, size=60_000):
    """A small PDF whose bytes nobody else has."""
    filler, state = bytearray(), zlib.crc32(seed.encode())
    while len(filler) < size:
        state = (state * 1_103_515_245 + 12_345) & 0x7FFF_FFFF
        filler += b"%08x" % state
    return b"%PDF-1.4\n%" + bytes(filler) + b"\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


class Upload:
    """A file that is sent ahead of its form, in pieces; it goes on where the portal says that it was cut."""

    def __init__(self, link, name, content, key=None):
        self.link, self.name, self.content = link, name, content
        self.key = key or new_id()
        #: Bytes that the portal said it has.
        self.acknowledged = 0
        self.staged = None

    @property
    def path(self):
        query = urllib.parse.urlencode({"size": len(self.content), "name": self.name})
        return f"{self.link}/uploads/{self.key}?{query}"

    def tell(self, portal):
        return expect(portal.get(self.path), 200).json

    def step(self, portal, piece=30_000):
        """Sends one piece; true when all has arrived."""
        known = self.tell(portal)
        if "id" in known:
            assert self.staged in (None, known["id"]), "the same key became another file"
            self.staged = known["id"]
            return True
        offset = known["offset"]
        assert offset >= self.acknowledged, f"{self.acknowledged} bytes were acknowledged, {offset} are left"
        assert self.staged is None, "what had arrived whole is gone"
        answer = portal.request(
            "PATCH", self.path, self.content[offset:offset + piece], {"Upload-Offset": str(offset)})
        if answer.status == 204:
            self.acknowledged = int(answer.headers["upload-offset"])
            return False
        self.staged = expect(answer, 201).json["id"]
        return True
