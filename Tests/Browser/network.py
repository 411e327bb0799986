"""A bad network between the phone and the portal: connections that are cut, held or refused, and how often."""

import contextlib
import json
import re
import socket
import struct
import threading
import time
import urllib.parse


class Proxy:
    """Passes TCP connections on to the portal, and does to uploads and answers what a bad network does.

    Uploads are the files that a page's script sends by themselves (PATCH /t/TOKEN/uploads/KEY)."""

    UPLOAD = re.compile(rb"PATCH /t/\w+/uploads/")

    def __init__(self, portal):
        self.portal = portal
        host, port = urllib.parse.urlparse(portal.url).netloc.split(":")
        self.target = (host, int(port))
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.lock = threading.Lock()
        self.lines = set()
        #: Uploads that began to come in.
        self.uploads = 0
        #: Where in its file each of them began, and how many bytes of all were passed on.
        self.offsets = []
        self.carried = 0
        #: How many more uploads are cut after `cut_after` bytes of them.
        self.cuts = 0
        self.cut_after = 10_000
        #: Uploads of this many bytes or more are always cut.
        self.cut_from = None
        #: Requests that begin so are passed on, and their answers never come back.
        self.mute = None
        self.is_down = False
        #: While it is cleared, uploads get no further than their first bytes.
        self.flow = threading.Event()
        self.flow.set()
        threading.Thread(target=self.accept, daemon=True).start()

    def address(self, link):
        return link.replace(self.portal.url, self.url)

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                phone, _ = self.server.accept()
                threading.Thread(target=self.serve, args=(phone,), daemon=True).start()

    def serve(self, phone):
        if self.is_down:
            return self.reset(phone)
        try:
            portal = socket.create_connection(self.target)
        except OSError:
            return self.reset(phone)
        pair = (phone, portal)
        with self.lock:
            self.lines.add(pair)
        if self.is_down:
            return self.close(pair)
        state = {"is_muted": False}
        threading.Thread(target=self.answers, args=(pair, state), daemon=True).start()
        self.requests(pair, state)

    def requests(self, pair, state):
        phone, portal = pair
        left, is_upload = None, False
        with contextlib.suppress(OSError):
            while piece := phone.recv(16384):
                if self.mute and piece.startswith(self.mute):
                    state["is_muted"] = True
                if self.UPLOAD.match(piece):
                    self.uploads += 1
                    self.offsets.append(int(re.search(rb"(?i)upload-offset: (\d+)", piece)[1]))
                    is_upload = True
                    length = int(re.search(rb"(?i)content-length: (\d+)", piece)[1])
                    is_cut = self.cuts > 0 or (self.cut_from is not None and length >= self.cut_from)
                    self.cuts -= self.cuts > 0
                    left = self.cut_after if is_cut else None
                    portal.sendall(piece[:200])
                    piece = piece[200:]
                    self.flow.wait(30)
                elif piece.startswith((b"GET ", b"POST ")):
                    is_upload = False
                if left is not None:
                    left -= len(piece)
                    if left < 0:
                        # What was sent has long arrived when the phone notices that nothing more goes.
                        time.sleep(0.3)
                        break
                if is_upload:
                    self.carried += len(piece)
                portal.sendall(piece)
        self.close(pair)

    def answers(self, pair, state):
        phone, portal = pair
        with contextlib.suppress(OSError):
            while piece := portal.recv(16384):
                if state["is_muted"]:
                    break
                phone.sendall(piece)
        self.close(pair)

    def close(self, pair):
        with self.lock:
            self.lines.discard(pair)
        for line in pair:
            self.reset(line)

    @staticmethod
    def reset(line):
        """Without a goodbye: that is what a dead spot does."""
        with contextlib.suppress(OSError):
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            line.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            line.close()

    def go_down(self):
        self.is_down = True
        with self.lock:
            lines = list(self.lines)
        for pair in lines:
            self.close(pair)

    def come_back(self):
        self.is_down = False

    def stop(self):
        self.flow.set()
        self.go_down()
        self.reset(self.server)


def rows(page, state=None):
    """The files of the page, as it lists them."""
    return page.locator(".sent li" + (f"[data-state={state}]" if state else ""))


def arrive(page, count, timeout=30_000):
    rows(page, "arrived").nth(count - 1).wait_for(timeout=timeout)
    assert rows(page, "arrived").count() == count


def slow(page, upload=40_000, download=60_000, latency=200):
    """One bar of signal: bytes a second and milliseconds, by the browser's own means."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": latency, "uploadThroughput": upload, "downloadThroughput": download})
    return session


def photo(page, width=2600, height=1900, seed=1, noise=14):
    """A JPEG that a camera might have taken, drawn by the browser."""
    import base64
    text = page.evaluate("""async ([width, height, seed, noise]) => {
        const canvas = Object.assign(document.createElement('canvas'), { width, height });
        const context = canvas.getContext('2d');
        const ground = context.createLinearGradient(0, 0, width, height);
        ground.addColorStop(0, `hsl(${seed * 67} 60% 40%)`);
        ground.addColorStop(1, `hsl(${seed * 67 + 90} 60% 80%)`);
        context.fillStyle = ground;
        context.fillRect(0, 0, width, height);
        let value = seed * 7919;
        for (let index = 0; index < noise * 100; index++) {
            value = (value * 1103515245 + 12345) % 2147483648;
            context.fillStyle = `hsl(${value % 360} 50% 50%)`;
            context.fillRect(value % width, (value >> 7) % height, 40, 30);
        }
        return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
    }""", [width, height, seed, noise])
    return base64.b64decode(text)


def jpeg_size(content):
    """Width and height, as they stand in the file's frame header."""
    at = 2
    while at < len(content):
        marker, length = content[at + 1], int.from_bytes(content[at + 2:at + 4])
        if marker in (0xC0, 0xC1, 0xC2):
            return int.from_bytes(content[at + 7:at + 9]), int.from_bytes(content[at + 5:at + 7])
        at += 2 + length
    raise AssertionError("no JPEG")


def kept(page):
    """What the page keeps on the phone: names in localStorage, and how many contents."""
    return json.loads(page.evaluate("""async () => {
        const names = Object.keys(localStorage).filter((name) => name.startsWith('relais:'));
        const count = await new Promise((yes) => {
            const request = indexedDB.open('relais', 1);
            request.onupgradeneeded = () => request.result.createObjectStore('files');
            request.onsuccess = () => {
                const all = request.result.transaction('files').objectStore('files').getAllKeys();
                all.onsuccess = () => { request.result.close(); yes(all.result.length); };
            };
        });
        return JSON.stringify([names, count]);
    }"""))
