"""Decides how Akismet is asked: a form for each comment, an answer of one word."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from socialtui.domain.errors import Garbled, SignedOut
from socialtui.domain.spam import Comment, Verdict
from socialtui.domain.text import one_line

if TYPE_CHECKING:
    from socialtui.http_client import Answer, HttpClient

URL = "https://rest.akismet.com/1.1/"
LIMIT = 20
"""Seconds for a report or the key; a check has the settings' limit around it."""
SENT = (
    "the comment's words, the name, mail address and web address that its writer gave,"
    " their IP address and browser, the comment's link and time, and your blog's address"
)
"""What leaves this box for each comment."""


class Akismet:
    """Implements `domain.spam.SpamService`."""

    def __init__(self, key: str, blog: str, http: "HttpClient") -> None:
        self._key, self._blog, self._http = key, blog, http

    async def verify(self) -> None:
        """Raises `SignedOut` where the key is none."""
        answer = await self._ask("verify-key", {"key": self._key})
        if answer.text().strip() != "valid":
            raise self._signed_out(answer)

    async def check(self, one: Comment) -> Verdict:
        """One comment, one word."""
        answer = await self._ask("comment-check", _form(one) | {"api_key": self._key})
        word = answer.text().strip()
        if word == "invalid":
            raise self._signed_out(answer)
        if word not in ("true", "false"):
            raise Garbled("Akismet sent an answer that is none.", "It is asked again with the next comments.")
        return Verdict.SPAM if word == "true" else Verdict.HAM

    async def report(self, one: Comment, verdict: Verdict) -> None:
        """A correction."""
        what = "submit-spam" if verdict is Verdict.SPAM else "submit-ham"
        answer = await self._ask(what, _form(one) | {"api_key": self._key})
        if answer.text().strip() == "invalid":
            raise self._signed_out(answer)

    async def _ask(self, what: str, form: dict[str, str]) -> "Answer":
        return await self._http.request(
            "POST", URL + what, data={"blog": self._blog, **form}, whole=LIMIT, max_bytes=65_536
        )

    def _signed_out(self, answer: "Answer") -> SignedOut:
        why = one_line(answer.headers.get("x-akismet-debug-help", ""))[:160].rstrip(".")
        if self._key in why:
            why = ""
        return SignedOut(
            f"Akismet doesn't take the key{f': {why}' if why else ''}.", "socialtui akismet on, with another."
        )


def _form(one: Comment) -> dict[str, str]:
    origin = one.origin
    fields = {
        "user_ip": origin.ip,
        "user_agent": origin.agent,
        "permalink": one.link,
        "comment_type": origin.kind or "comment",
        "comment_author": one.author,
        "comment_author_email": origin.email,
        "comment_author_url": origin.url,
        "comment_content": origin.words or one.text,
        "comment_date_gmt": datetime.fromtimestamp(one.said_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return {name: value for name, value in fields.items() if value}
