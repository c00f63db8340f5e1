"""Stands before a server and makes it worse: takes Idempotency-Key off, and loses the answers that it is told to.

From the standard library alone, so that nothing of the program under test stands on both sides.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

HOP_BY_HOP = frozenset(("connection", "keep-alive", "transfer-encoding", "content-length", "host"))
POSTS = "/api/v1/statuses"


@dataclass
class Proxy:
    """A running proxy and what it is told to do."""

    behind: str
    says: str = POSTS
    """The path at which something is said."""
    url: str = ""
    posts: int = 0
    """Requests to say something that have reached the server."""
    keys_taken: int = 0
    """Keys that the server never saw."""
    lose_answers: int = 0
    """So many answers to such requests don't come back: the link breaks when the server has done its work."""
    lose_requests: int = 0
    """So many such requests never reach the server, though the sender can't know."""
    held: threading.Event = field(default_factory=threading.Event)
    """Set when a request to say something has been done and its answer waits for `free`."""
    asked: Counter[str] = field(default_factory=Counter)
    """How often each path was asked for."""
    instead: dict[str, list[tuple[int, str, bytes]]] = field(default_factory=dict)
    """Path → status, type and body of what it is told next in place of the server's answer, one a request."""
    hold: bool = False
    """The next answer waits."""
    free: threading.Event = field(default_factory=threading.Event)

    def lost(self, name: str) -> bool:
        """Whether this one is to be lost."""
        left: int = getattr(self, name)
        setattr(self, name, max(0, left - 1))
        return left > 0


class Handler(BaseHTTPRequestHandler):
    """Passes each request on and its answer back."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def forward(self) -> None:
        """One request, which may be lost on either way."""
        proxy = self.server.proxy
        says = self.command == "POST" and self.path == proxy.says
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        path = self.path.partition("?")[0]
        proxy.asked[path] += 1
        if proxy.instead.get(path):
            self.answer_instead(*proxy.instead[path].pop(0))
            return
        if says and proxy.lost("lose_requests"):
            self.close_connection = True
            return
        headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP_BY_HOP}
        kept = {k: v for k, v in headers.items() if k.lower() != "idempotency-key"}
        proxy.keys_taken += len(headers) - len(kept)
        server = urlsplit(proxy.behind)
        with closing(HTTPConnection(server.hostname or "", server.port, timeout=30)) as there:
            there.request(self.command, self.path, body or None, kept)
            answer = there.getresponse()
            if not (says and self.keeps_back()):
                self.pass_on(answer)

    def answer_instead(self, status: int, kind: str, body: bytes) -> None:
        """Something else than what the server says, which is never asked."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def keeps_back(self) -> bool:
        """Whether the answer to something said is lost; one that is held comes later."""
        proxy = self.server.proxy
        proxy.posts += 1
        if proxy.hold:
            proxy.hold = False
            proxy.held.set()
            proxy.free.wait(60)
        if proxy.lost("lose_answers"):
            self.close_connection = True
            return True
        return False

    def pass_on(self, answer: HTTPResponse) -> None:
        """Gives the answer back as it came."""
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP | {"server", "date"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        """Reads go through, but for the stream: polling has to do."""
        if self.path.startswith("/api/v1/streaming"):
            self.send_error(404)
        else:
            self.forward()

    def do_POST(self) -> None:
        """Writes go through."""
        self.forward()

    def log_message(self, format: str, *args: object) -> None:
        """Keeps quiet."""


class Server(ThreadingHTTPServer):
    """Whoever hangs up on it is no news."""

    daemon_threads = True

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.proxy = proxy

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextmanager
def stripping(behind: str, says: str = POSTS) -> Iterator[Proxy]:
    """A proxy before that server until the block ends."""
    proxy = Proxy(behind, says)
    with Server(proxy) as server:
        proxy.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.free.set()
            server.shutdown()
            thread.join()
