"""A server that speaks just enough of Mastodon's API to hand over mentions as fast as they are asked for.

Run as `python -m tests.bench.town PORT`; its CPU is its own, so what a reader spends can be told apart.
"""

import json
import random
import sys
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.bench import stores

PAGE = 80
ME = "900000"
WHO = {
    "id": ME, "username": "tidewater", "acct": "tidewater", "display_name": "Tidewater",
    "url": "https://town.example/@tidewater",
}  # fmt: skip


@cache
def words() -> list[str]:
    return stores.vocabulary()


def status(number: int) -> dict[str, object]:
    """One mention as the API tells it, HTML, links and all."""
    dice = random.Random(number)
    kind = stores.SHARE[number * 37 % len(stores.SHARE)]
    opening = stores.OPENINGS[kind][number % len(stores.OPENINGS[kind])]
    tail = " ".join(words()[int(dice.random() ** 4 * len(words()))] for _ in range(dice.randint(6, 34)))
    who = str(dice.randrange(40_000))
    me = (
        '<span class="h-card"><a href="https://town.example/@tidewater" class="u-url mention">'
        "@<span>tidewater</span></a></span>"
    )
    account = {
        "id": who, "username": f"person{who}", "acct": f"person{who}@far.example",
        "display_name": f"Person {who} ✨", "url": f"https://far.example/@person{who}", "bot": False,
        "avatar": f"https://files.far.example/{who}.png", "note": "<p>Paddles, mostly.</p>", "fields": [],
        "followers_count": 12, "emojis": [],
    }  # fmt: skip
    return {
        "id": str(number), "created_at": "2026-03-01T10:00:00.000Z", "in_reply_to_id": None,
        "in_reply_to_account_id": None, "sensitive": False, "spoiler_text": "", "visibility": "public",
        "language": "en", "uri": f"https://far.example/users/person{who}/statuses/{number}",
        "url": f"https://far.example/@person{who}/{number}", "replies_count": 0, "reblogs_count": 0,
        "favourites_count": 0, "edited_at": None, "favourited": False, "account": account, "reblog": None,
        "content": f"<p>{me} {opening}</p><p>{tail}</p>", "media_attachments": [], "tags": [], "emojis": [],
        "mentions": [{"id": ME, "username": "tidewater", "acct": "tidewater",
                      "url": "https://town.example/@tidewater"}],
        "card": None, "poll": None,
    }  # fmt: skip


def notification(number: int) -> dict[str, object]:
    said = status(number)
    return {"id": str(number), "type": "mention", "created_at": said["created_at"],
            "account": said["account"], "status": said}  # fmt: skip


@cache
def page(after: int) -> bytes:
    """The page just after that id, newest first."""
    return json.dumps([notification(n) for n in range(after + PAGE, after, -1)]).encode()


class Town(BaseHTTPRequestHandler):
    """Answers notifications by `min_id`, and who one is."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path.endswith("/notifications"):
            after = int(parse_qs(asked.query).get("min_id", ["100000"])[0])
            body = page(after)
        elif asked.path.endswith("/verify_credentials"):
            body = json.dumps(WHO).encode()
        else:
            body = b"{}"
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Town).serve_forever()
