"""An SMS gateway that answers like Kannel, or misbehaves as it is told to."""

import contextlib
import dataclasses
import http.server
import socket
import struct
import time
import urllib.parse

from peers import Peer


@dataclasses.dataclass
class SMS:
    """A request, taken or not."""
    id: str
    to: str
    text: str
    #: By the monotonic clock.
    came: float
    taken: float | None = None

    @property
    def link(self):
        return "/" + self.text.split()[-1].split("/", 3)[3]


class Gateway(Peer):
    """`behave` is called with the handler of each request, and answers it or not."""

    def __init__(self):
        self.behave = take
        #: Every request, in the order in which they came.
        self.requests = []
        super().__init__()

    @property
    def settings(self):
        return {
            "RELAIS_SMS_GATEWAY": "kannel", "RELAIS_SMS_URL": f"http://127.0.0.1:{self.port}/cgi-bin/sendsms",
            "RELAIS_SMS_USERNAME": "relais", "RELAIS_SMS_PASSWORD": "secret", "RELAIS_SMS_SENDER": "Lilas",
        }

    @property
    def taken(self):
        with self.lock:
            return [sms for sms in self.requests if sms.taken]

    def to(self, phone):
        return [sms for sms in self.taken if sms.to == phone]

    def link(self, phone, seconds=30):
        """The address in the newest SMS to that number."""
        return self.wait(lambda gateway: gateway.to(phone), seconds, f"an SMS to {phone}")[-1].link


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        came = time.monotonic()
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlparse(self.path).query))
        receipt = urllib.parse.parse_qs(urllib.parse.urlparse(query.get("dlr-url", "")).query)
        self.sms = SMS((receipt.get("id") or ["?"])[0], query.get("to", ""), query.get("text", ""), came)
        gateway = self.server.peer
        with gateway.lock:
            gateway.requests.append(self.sms)
        with contextlib.suppress(OSError):
            gateway.behave(self)
        with gateway.lock:
            gateway.lock.notify_all()

    def reply(self, status, text, **headers):
        body = text.encode() if isinstance(text, str) else text
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


Gateway.handler = Handler


# What a gateway does with a message

def take(handler):
    # It is the gateway's from here on, whether or not somebody lives to hear of it.
    handler.sms.taken = time.monotonic()
    handler.reply(202, "0: Accepted for delivery")


def refuse(handler):
    """Overloaded, as it says itself."""
    handler.reply(503, "Too busy")


def reset(handler):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def garbage(handler):
    handler.wfile.write(bytes(range(256)) * 16)
    handler.close_connection = True


def redirect(handler):
    handler.reply(302, "", Location=f"http://127.0.0.1:{handler.server.peer.port}/elsewhere")


def flood(handler):
    """One gigabyte, or as much of it as is taken."""
    handler.send_response(202)
    handler.send_header("Content-Length", str(1 << 30))
    handler.end_headers()
    piece = b"x" * 65536
    for _ in range(1 << 14):
        handler.wfile.write(piece)


def slow(seconds):
    def behave(handler):
        time.sleep(seconds)
        take(handler)
    return behave


def hang(handler):
    time.sleep(600)
