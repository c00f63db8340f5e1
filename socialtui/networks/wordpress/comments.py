"""Decides what a comment of a blog is as a mention, and how a cursor over them moves."""

import ipaddress
from calendar import timegm
from datetime import UTC, datetime
from hashlib import blake2s
from html import unescape
from typing import Any

import msgspec

from socialtui.domain.errors import Garbled
from socialtui.domain.mention import Author, Mention, Origin
from socialtui.domain.text import clean, one_line
from socialtui.html_text import to_text

NO_LIKES = "A blog has no likes."
OVERLAP = 3_660
"""Seconds asked again: the blog compares in its local time, where an hour comes twice in autumn."""


class Content(msgspec.Struct):
    """A comment's words: HTML for showing, and as they were typed where we may see that."""

    rendered: str = ""
    raw: str = ""


class Comment(msgspec.Struct):
    """A comment as the REST API gives it with context=edit."""

    id: int
    date_gmt: str
    content: Content
    post: int = 0
    parent: int = 0
    author: int = 0
    author_name: str = ""
    author_email: str = ""
    author_url: str = ""
    author_ip: str = ""
    author_user_agent: str = ""
    link: str = ""
    status: str = ""
    type: str = "comment"

    @property
    def said_at(self) -> int:
        """UTC seconds."""
        return moment(self.date_gmt)


class Cursor(msgspec.Struct):
    """Where the reading of one source stands."""

    after: int = 0
    """UTC seconds; only what is younger is asked for. 0 asks for all."""
    offset: int = 0
    """Rows already read of this walk; 0 begins a new one."""
    seen: dict[str, int] = {}
    """Ids inside the overlap, with their time."""
    known: dict[str, tuple[str, int]] = {}
    """The newest comments as they stood when last read: a mark of their words and state, and their time."""
    read_again: int = 0
    """UTC seconds when they were last read again."""


def read_cursor(cursor: str) -> Cursor | None:
    """None for an empty or foreign one, which begins anew."""
    if not cursor:
        return None
    try:
        return msgspec.json.decode(cursor, type=Cursor)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def write_cursor(cursor: Cursor) -> str:
    """The cursor as text."""
    return msgspec.json.encode(cursor).decode()


def moment(date_gmt: str) -> int:
    """UTC seconds of WordPress's zoneless date. Raises ValueError."""
    found = datetime.fromisoformat(date_gmt)
    return timegm(found.timetuple()) if found.tzinfo is None else int(found.timestamp())


def iso(seconds: int) -> str:
    """With its zone: a date without one is read as the blog's local time."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def decode_rows(found: Any, host: str) -> list[Comment]:
    """The comments of a list. One of a foreign shape is left out; a list of nothing else is `Garbled`."""
    if not isinstance(found, list):
        raise Garbled(f"{host} sent something that is no list of comments.", "It is asked again next round.")
    rows = [row for row in map(_decoded, found) if row is not None]
    if found and not rows:
        raise Garbled(f"{host} sent comments of an unknown shape.", "It is asked again next round.")
    return rows


def _decoded(found: Any) -> Comment | None:
    try:
        row = msgspec.convert(found, Comment)
        moment(row.date_gmt)
    except (msgspec.ValidationError, ValueError):
        return None
    return row


def decode_row(found: Any, host: str) -> Comment:
    """One comment. Raises `Garbled`."""
    row = _decoded(found)
    if row is None:
        raise Garbled(f"{host} sent a comment of an unknown shape.", "It is asked again next round.")
    return row


def mark_of(row: Comment) -> str:
    """The same for as long as a comment says the same in the same state."""
    return blake2s(f"{row.status}|{words_of(row)[0]}".encode("utf-8", "replace"), digest_size=5).hexdigest()


def author_of(row: Comment) -> Author:
    """A user by number; a guest by a digest of mail address, else of name and network address."""
    name = one_line(unescape(row.author_name)) or "anon"
    if row.author:
        remote_id = f"user:{row.author}"
    else:
        known = row.author_email.strip().lower() or f"{row.author_name}|{row.author_ip}"
        remote_id = f"guest:{blake2s(known.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"
    return Author(remote_id=remote_id, handle="", name=name, url=web(row.author_url))


def web(url: str) -> str:
    """The address if it is one of the web, else nothing."""
    url = one_line(unescape(url))
    return url if url.startswith(("http://", "https://")) else ""


def words_of(row: Comment) -> tuple[str, str]:
    """The clean words, and what they were before where cleaning changed them."""
    before = to_text(row.content.rendered) if row.content.rendered else unescape(row.content.raw)
    text = clean(before)
    return text, before if before != text else ""


def same_words(row: Comment, text: str) -> bool:
    """Whether a comment says exactly this; the blog changes quotation marks for showing, so both are read."""
    wanted = " ".join(text.split())
    raw = " ".join(unescape(row.content.raw).split())
    return wanted in (raw, " ".join(to_text(row.content.rendered).split()))


def keepers(row: Comment) -> tuple[dict[str, str], dict[str, str]]:
    """Body fields and headers that keep the commenter's address and agent over an edit.

    Left out, WordPress writes the moderator's own in their place.
    """
    try:
        address = str(ipaddress.ip_address(row.author_ip))
    except ValueError:
        address = "0.0.0.0"  # noqa: S104  the blog's own sign for an address that was taken out
    body, headers = {"author_ip": address}, {}
    if row.author_user_agent:
        body["author_user_agent"] = row.author_user_agent
    else:
        headers["User-Agent"] = ""
    return body, headers


def mention_of(row: Comment, *, ours: bool, thread: str) -> Mention:
    """A comment in domain words."""
    text, original = words_of(row)
    cannot = {"like": NO_LIKES}
    linked = row.type in ("pingback", "trackback")
    if linked:
        cannot["reply"] = "A pingback is a link from another site; nobody reads an answer there."
    elif row.status == "spam":
        cannot["reply"] = "It is marked as spam; approve it first."
    elif row.status == "trash":
        cannot["reply"] = "It is in the blog's trash; approve it first."
    return Mention(
        remote_id=str(row.id),
        author=author_of(row),
        text=text,
        said_at=max(row.said_at, 1),
        url=web(row.link),
        parent=str(row.parent) if row.parent else "",
        thread=thread,
        visibility=row.status,
        ours=ours,
        addressed=not linked and row.status != "spam",
        original=original,
        cannot=cannot,
        origin=origin_of(row),
    )


def origin_of(row: Comment) -> Origin | None:
    """Who sent it; None where the blog doesn't say."""
    if not row.author_ip:
        return None
    return Origin(
        one_line(row.author_ip), one_line(row.author_user_agent), one_line(row.author_email), web(row.author_url),
        row.type, unescape(row.content.raw),
    )  # fmt: skip
