"""A neighbour that goes away, connections and all, and comes back on the same port with what it remembers."""

import contextlib
import socket
import socketserver
import threading
import time


class Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, peer, handler):
        self.peer = peer
        self.lines = set()
        super().__init__(("127.0.0.1", peer.port), handler)
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def process_request(self, request, client_address):
        self.lines.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self.lines.discard(request)
        super().shutdown_request(request)

    def end(self):
        self.shutdown()
        self.server_close()
        for line in list(self.lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request, client_address):
        """A portal that was killed in the middle is what these tests are about."""


class Peer:
    handler = None

    def __init__(self):
        self.port = 0
        self.lock = threading.Condition()
        self.listener = None
        self.come_back()

    def come_back(self):
        self.listener = Listener(self, self.handler)
        self.port = self.listener.server_address[1]

    def go_away(self):
        """Connections are refused from now on."""
        self.listener.end()
        self.listener = None

    def stop(self):
        if self.listener:
            self.go_away()

    def wait(self, found, seconds=30, what="a message"):
        """Until `found(self)` is true, which it returns."""
        end = time.monotonic() + seconds
        while True:
            if result := found(self):
                return result
            with self.lock:
                self.lock.wait(0.2)
            assert time.monotonic() < end, f"never came within {seconds} s: {what}"
