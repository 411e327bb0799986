"""A form sent as no browser would: without its checks, with bodies that are broken, cut or lie."""

import re
import socket
import urllib.parse

from steps import plain

#: What must never be seen by anybody.
INNARDS = re.compile(r"Fatal error|\.swift|Optional\(|StoreError|SQLite|DatabaseError|Hummingbird|HTTPError|0x[0-9a-f]{6}")


class Form:
    """One form of a page, filled by name and sent as a browser without any check of its own would send it."""

    def __init__(self, page, selector):
        self.page = page
        self.values = page.eval_on_selector(selector, """form => Object.fromEntries([...new FormData(form)]
            .filter(([name, value]) => typeof value === 'string'))""")
        self.action = page.eval_on_selector(selector, "form => form.action")
        self.is_multipart = page.eval_on_selector(selector, "form => form.enctype").startswith("multipart")

    def send(self, files=None, **values):
        """The answer and its page, on which everything that was typed must stand again."""
        body = {**self.values, **values}
        body = {name: value for name, value in body.items() if value is not None}
        if files:
            parts = [(name, (None, value)) for name, value in body.items()]
            parts += [("files", (name, content, kind)) for name, kind, content in files]
            content, boundary = multipart(parts)
            answer = self.page.request.post(
                self.action, data=content, max_redirects=0,
                headers={"content-type": f"multipart/form-data; boundary={boundary}"})
        elif self.is_multipart:
            answer = self.page.request.post(self.action, multipart=body, max_redirects=0)
        else:
            answer = self.page.request.post(self.action, form=body, max_redirects=0)
        html = answer.text()
        assert not INNARDS.search(html), html[:2000]
        if answer.status not in (200, 303):
            self.page.set_content(html)
        return answer

    def problem(self, field):
        """What is said at a field that is in error, after its list said so as well."""
        element = self.page.locator(f"[id='{field}']")
        assert element.get_attribute("aria-invalid") == "true", field
        described = element.get_attribute("aria-describedby").split()
        said = [self.page.locator(f"[id='{name}']").inner_text() for name in described if name.endswith("-error")]
        assert said and said[0] in self.page.locator("[role=alert]").first.inner_text()
        return plain(said[0])


def multipart(parts):
    boundary = "----relaistestboundary7MA4YWxk"
    body = b""
    for name, (filename, content, *kind) in parts:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
        if filename is not None:
            head += f'; filename="{filename}"\r\nContent-Type: {kind[0]}'
        body += head.encode() + b"\r\n\r\n" + (content.encode() if isinstance(content, str) else content) + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), boundary


def raw(portal, head, body=b"", wait=5, cut=False):
    """What the portal answers to bytes that no browser would send; what was answered before it hung up."""
    host, port = urllib.parse.urlparse(portal.url).netloc.split(":")
    with socket.create_connection((host, int(port)), timeout=wait) as line:
        line.sendall(head.encode() + body)
        if cut:
            line.shutdown(socket.SHUT_WR)
        received = b""
        try:
            while piece := line.recv(65536):
                received += piece
        except (TimeoutError, ConnectionResetError):
            pass
    return received.decode(errors="replace")
