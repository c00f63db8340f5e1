"""Serves feeds in the shape of Google Alerts on loopback, from the standard library alone.

Each entry's link is wrapped in Google's redirect, whose tail differs for the same page; a feed keeps its newest
twenty and answers conditional requests.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

KEPT = 20


@dataclass(frozen=True)
class Story:
    """A page that names the search words."""

    number: int
    """Its id in the alert: the same page found twice has two."""
    target: str
    title: str
    at: int

    @property
    def link(self) -> str:
        """The target behind Google's redirect."""
        tail = sha256(str(self.number).encode()).hexdigest()[:22]
        wrapped = quote(self.target, safe=":/")
        return f"https://www.google.com/url?rct=j&sa=t&url={wrapped}&ct=ga&cd=CAIyGj{tail}&usg=AOvVaw{tail}"


@dataclass
class Alert:
    """One alert: a search and what it has found, newest first."""

    words: str
    number: int
    stories: list[Story] = field(default_factory=list)

    def body(self) -> bytes:
        """The feed as Atom."""
        entries = "".join(self._entry(story) for story in self.stories[:KEPT])
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:idx="urn:atom-extension:indexing">'
            f"<id>tag:google.com,2005:reader/user/00000000000000000001/state/com.google/alerts/{self.number}</id>"
            f"<title>Google Alert - &quot;{escape(self.words)}&quot;</title>{entries}</feed>"
        ).encode()

    def _entry(self, story: Story) -> str:
        when = datetime.fromtimestamp(story.at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        title = escape(f"<b>{self.words}</b>: {story.title}")
        return (
            f"<entry><id>tag:google.com,2013:googlealerts/feed:{story.number}</id>"
            f'<title type="html">{title}</title><link href={quoteattr(story.link)}></link>'
            f"<published>{when}</published><updated>{when}</updated>"
            f'<content type="html">{escape(f"… named by <b>{self.words}</b> &amp; others&nbsp;...")}</content>'
            "<author><name></name></author></entry>"
        )


@dataclass
class Feeds:
    """A running server with its alerts by path."""

    url: str = ""
    alerts: dict[str, Alert] = field(default_factory=dict)
    answered: list[tuple[str, int]] = field(default_factory=list)
    """Path and status of each answer, in order."""

    def address(self, name: str) -> str:
        """Where an alert is."""
        return f"{self.url}/alerts/feeds/{name}"


def handler(feeds: Feeds) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            alert = feeds.alerts.get(self.path.rpartition("/")[2])
            body = alert.body() if alert else b"no such alert"
            tag = f'"{sha256(body).hexdigest()[:16]}"'
            status = 404 if alert is None else 304 if self.headers["If-None-Match"] == tag else 200
            feeds.answered.append((self.path, status))
            self.send_response(status)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", "application/atom+xml; charset=UTF-8")
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if status != 304:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextmanager
def running_feeds(*alerts: tuple[str, Alert]) -> Iterator[Feeds]:
    """A server with these alerts until the block ends."""
    feeds = Feeds(alerts=dict(alerts))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(feeds)) as server:
        feeds.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield feeds
        finally:
            server.shutdown()
            thread.join()
