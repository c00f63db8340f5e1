"""A real server on this machine that speaks enough of Mastodon's API and forgets every Idempotency-Key."""

import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ME = {"id": "900", "acct": "us", "username": "us", "display_name": "Us"}
ROSA = {"id": "41", "acct": "rosa", "username": "rosa", "display_name": "Rosa"}


def status(
    number: int, author: dict[str, Any], text: str, at: int, parent: str | None = None
) -> dict[str, Any]:
    """A status on the wire."""
    return {
        "id": f"S{number}", "account": author, "content": f"<p>{text}</p>", "visibility": "public",
        "created_at": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "in_reply_to_id": parent, "url": f"http://127.0.0.1/S{number}",
        "mentions": [{"id": "900", "acct": "us"}] if author is ROSA else [{"id": "41", "acct": "rosa"}],
    }  # fmt: skip


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no news."""


class TinyServer:
    """One complaint, and every answer that was posted to it."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.complaint = status(1, ROSA, "It broke again.", now - 600)
        self.posts: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.got_a_post = threading.Event()
        self.may_answer = threading.Event()
        self.may_answer.set()
        self._lock = threading.Lock()
        self._http = _Quiet(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def close(self) -> None:
        self.may_answer.set()
        self._http.shutdown()
        self._http.server_close()

    def answer(self, path: str) -> Any:
        if path == "/api/v1/accounts/verify_credentials":
            return ME
        if path == "/api/v1/notifications":
            return [{"id": "N1", "type": "mention", "created_at": self.complaint["created_at"], "account": ROSA,
                     "status": self.complaint}]  # fmt: skip
        if path == "/api/v1/statuses/S1":
            return self.complaint
        if path == "/api/v1/statuses/S1/context":
            return {"ancestors": [], "descendants": self.posts}
        if path == "/api/v1/accounts/900/statuses":
            return self.posts[::-1]
        return None

    def take(self, key: str, body: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            posted = status(len(self.posts) + 2, ME, body["status"], self.now, body.get("in_reply_to_id"))
            self.posts.append(posted)
            self.keys.append(key)
        self.got_a_post.set()
        self.may_answer.wait(30)
        return posted

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        town = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = town.answer(self.path.partition("?")[0])
                self._send(404, {"error": "Record not found"}) if found is None else self._send(200, found)

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"] or 0)))
                self._send(200, town.take(self.headers["Idempotency-Key"], body))

            def _send(self, code: int, said: Any) -> None:
                raw = json.dumps(said).encode()
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, format: str, *args: Any) -> None:
                """Says nothing."""

        return Handler
