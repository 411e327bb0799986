"""A mail server, and what mail servers do to those who send."""

import contextlib
import dataclasses
import email
import email.policy
import socket
import socketserver
import time

from peers import Peer


@dataclasses.dataclass
class Mail:
    id: str
    to: str
    came: float
    message: email.message.EmailMessage

    @property
    def subject(self):
        return self.message["Subject"]

    @property
    def text(self):
        return self.message.get_body(("plain",)).get_content()

    @property
    def notice(self):
        """The notice's own id, which its Message-ID holds."""
        return self.id.strip("<>").split("@")[0].removeprefix("notice-")


class MailServer(Peer):
    """`rule(verb, argument, session)` may answer in place of the server: with a line, or False when it hung up."""

    def __init__(self):
        self.rule = None
        self.extensions = ["8BITMIME", "SMTPUTF8", "SIZE 52428800"]
        self.mails = []
        #: Recipients that were named, in the order in which they came, refused or not.
        self.asked = []
        super().__init__()

    @property
    def settings(self):
        return {"RELAIS_SMTP_URL": f"smtp://127.0.0.1:{self.port}", "RELAIS_MAIL_FROM": "portal@lilas.example"}

    def to(self, address):
        with self.lock:
            return [mail for mail in self.mails if mail.to == address]


class Session(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self):
        self.peer = self.server.peer
        self.recipient = ""
        self.say("220 mail.example ready")
        with contextlib.suppress(OSError):
            while line := self.rfile.readline(4096):
                words = line.decode(errors="replace").strip()
                verb, argument = words[:4].upper(), words[4:].strip()
                if verb == "RCPT":
                    self.recipient = argument[argument.find("<") + 1:argument.find(">")]
                    with self.peer.lock:
                        self.peer.asked.append(self.recipient)
                own = self.peer.rule(verb, argument, self) if self.peer.rule else None
                if own is False or self.answer(verb, own) is False:
                    return

    def answer(self, verb, own):
        """`own` is a rule's line."""
        if own:
            return self.say(own)
        match verb:
            case "EHLO":
                lines = ["mail.example", *self.peer.extensions]
                return self.say(*(f"250{'-' if line is not lines[-1] else ' '}{line}" for line in lines))
            case "DATA":
                return self.receive()
            case "QUIT":
                self.say("221 bye")
                return False
            case _:
                return self.say("250 ok")

    def receive(self, is_silent=False):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b"."))
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        with self.peer.lock:
            self.peer.mails.append(Mail(message["Message-ID"], self.recipient, time.monotonic(), message))
            self.peer.lock.notify_all()
        return None if is_silent else self.say("250 kept")

    def say(self, *lines):
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def drop(self):
        """Without a goodbye."""
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        return False


MailServer.handler = Session
