"""Stands before a server and is as bad as networks get: lost, late, cut, mistaken and turned away by turns.

From the standard library alone, so that nothing of the program under test stands on both sides.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from urllib.parse import urlsplit

HOP_BY_HOP = frozenset(
    ("connection", "keep-alive", "transfer-encoding", "content-length", "host", "server", "date")
)
SAYING = ("", "", "lost answer", "", "", "503", "", "", "lost request", "", "429", "", "", "page", "", "cut")
"""What becomes of one request to say something after the other."""
ASKING = ("", "503", "", "page", "cut", "") + ("",) * 40
"""The same for listings."""
PAGE = b"<!doctype html><title>One moment, please</title>"


@dataclass
class Rough:
    """A running proxy."""

    behind: str
    says: str
    """The path to which something is said by POST."""
    lists: str
    """The path that is polled."""
    url: str = ""
    met: Counter[str] = field(default_factory=Counter)
    """How often each fault was met."""
    smooth: bool = False
    """No more faults."""
    saying: Iterator[str] = field(default_factory=lambda: cycle(SAYING))
    asking: Iterator[str] = field(default_factory=lambda: cycle(ASKING))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fate(self, method: str, path: str) -> str:
        """What becomes of this request."""
        with self.lock:
            fate = ""
            if method == "POST" and path == self.says:
                fate = next(self.saying)
            elif method == "GET" and path == self.lists:
                fate = next(self.asking)
            fate = "" if self.smooth else fate
            self.met[fate] += bool(fate)
            return fate


class Handler(BaseHTTPRequestHandler):
    """Passes each request on and its answer back, or does worse."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def forward(self) -> None:
        """One request and its fate."""
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        proxy = self.server.proxy
        fate = proxy.fate(self.command, self.path.partition("?")[0])
        if fate == "lost request":
            self.close_connection = True
        elif fate == "503":
            self.say(503, {"Content-Type": "text/html"}, PAGE)
        elif fate == "429":
            self.say(429, {"Retry-After": "1"}, b"Too many requests")
        else:
            self.pass_on(body, fate)

    def pass_on(self, body: bytes, fate: str) -> None:
        """The server does what it is asked; what comes back may be worse."""
        headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
        kept = {k: v for k, v in headers.items() if k.lower() != "idempotency-key"}
        server = urlsplit(self.server.proxy.behind)
        with closing(HTTPConnection(server.hostname or "", server.port, timeout=30)) as there:
            there.request(self.command, self.path, body or None, kept)
            answer: HTTPResponse = there.getresponse()
            found = answer.read()
        named = {name: value for name, value in answer.getheaders() if name.lower() not in HOP_BY_HOP}
        if fate == "lost answer":
            self.close_connection = True
        elif fate == "page":
            self.say(200, {"Content-Type": "text/html"}, PAGE)
        else:
            self.say(answer.status, named, found, cut=fate == "cut")

    def say(self, status: int, headers: dict[str, str], body: bytes, *, cut: bool = False) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = self.close_connection or cut

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = forward

    def log_message(self, format: str, *args: object) -> None:
        """Keeps quiet."""


class Server(ThreadingHTTPServer):
    """Whoever hangs up on it is no news."""

    daemon_threads = True

    def __init__(self, proxy: Rough) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.proxy = proxy

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def rough(behind: str, says: str, lists: str) -> Iterator[Rough]:
    """A proxy before that server until the block ends."""
    proxy = Rough(behind, says, lists)
    with Server(proxy) as server:
        proxy.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()
