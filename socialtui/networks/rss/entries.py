"""Decides what an entry of a feed is: which words, whose, when, and what it points at."""

import re
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2s
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit, urlunsplit

from msgspec import Struct

from socialtui.domain.mention import PAGE, Author, Mention
from socialtui.domain.moderation import no_way
from socialtui.domain.text import clean, one_line
from socialtui.html_text import to_text

NO_ANSWERS = "A feed takes no answers from here; copy the text and post it there."
CANNOT = no_way("A feed", (), "open the link instead") | {
    "reply": NO_ANSWERS,
    "like": "A feed has no likes.",
    "hide": "What a feed says is not ours to hide.",
}
LONGEST = 4_000
"""Characters of an article kept; the link leads to the rest."""

_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w+);")
_ANSWERS = re.compile(r"\s*<p>[^<]{0,60}<a href=\"([^\"<>]*#comment-\d+)\"[^<>]*>[^<]*</a>\.?\s*</p>")
_ALERT_FEED = re.compile(r"^tag:google\.com,\d{4}:(?:googlealerts/feed|reader/user/.*/alerts/)")
_GOOGLE = re.compile(r"^(?:www\.)?google(?:\.[a-z]{2,3}){1,2}$")


class Entry(Struct, frozen=True):
    """One entry, still in the feed's own words."""

    entry_id: str
    title: str
    body: str
    link: str
    said_at: int
    """UTC seconds; 0 where the feed doesn't tell."""
    author: str = ""
    author_url: str = ""
    parent: str = ""
    language: str = ""
    updated_at: int = 0
    """UTC seconds of the last change; 0 where the feed doesn't tell of one."""

    @property
    def remote_id(self) -> str:
        """The feed's own id, else the link, else a digest of the words."""
        return self.entry_id or self.link or f"words:{digest(self.title + self.body)}"


class Feed(Struct, frozen=True):
    """A feed that was read whole."""

    title: str
    entries: tuple[Entry, ...]
    """As they stand there, newest first in most."""
    form: str
    """alerts, comments or feed."""
    older: str = ""
    """Where its older entries are; empty where it keeps none."""


def digest(words: str) -> str:
    """A short key of some words."""
    return blake2s(words.encode("utf-8", "replace"), digest_size=6).hexdigest()


def plain(words: str) -> str:
    """Text of a field that may or may not be HTML."""
    return to_text(words) if _MARKUP.search(words) else words


def web(url: str, base: str = "") -> str:
    """An absolute web address, or nothing."""
    url = one_line(url)
    try:
        url = urljoin(base, url) if base and url else url
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else ""
    except ValueError:
        return ""


def unwrapped(link: str) -> str:
    """The target of Google's redirect link; any other link as it is."""
    try:
        parts = urlsplit(link)
        if not _GOOGLE.match(parts.hostname or "") or parts.path != "/url":
            return link
        query = parse_qs(parts.query)
    except ValueError:
        return link
    return next((web(found) for name in ("url", "q") for found in query.get(name, ()) if web(found)), link)


def target_key(link: str) -> str:
    """The same for two links to one page: without fragment, tracking words and a last slash."""
    parts = urlsplit(link)
    query = "&".join(word for word in parts.query.split("&") if not word.lower().startswith("utm_"))
    host = (parts.netloc or "").lower().removeprefix("www.")
    return urlunsplit(("", host, parts.path.rstrip("/"), query, ""))


def host_of(link: str) -> str:
    """The site that a link leads to, without www."""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def form_of(feed_id: str, entries: tuple[Entry, ...], url: str) -> str:
    """What a feed carries, by its ids and links first, by its address when it is empty."""
    if _ALERT_FEED.match(feed_id) or any(_ALERT_FEED.match(entry.entry_id) for entry in entries):
        return "alerts"
    parts = urlsplit(url)
    if _GOOGLE.match(parts.hostname or "") and parts.path.startswith("/alerts/feeds/"):
        return "alerts"
    said = sum("#comment" in entry.link or bool(entry.parent) for entry in entries)
    if entries and said * 2 >= len(entries):
        return "comments"
    return "comments" if not entries and "/comments/" in parts.path + "/" else "feed"


_DATES = ("published_parsed", "updated_parsed", "created_parsed")


def _moment(entry: Mapping[str, Any], names: tuple[str, ...] = _DATES) -> int:
    for name in names:
        when = entry.get(name)
        if when:
            try:
                return max(timegm(when), 1)
            except (ValueError, OverflowError, TypeError):
                continue
    return 0


def _enclosed(entry: Mapping[str, Any]) -> str:
    """The sound or film that an entry is about, where it links to nothing else."""
    links = (one for one in entry.get("links", ()) if one.get("rel") == "enclosure")
    return next((str(one.get("href") or "") for one in links), "")


def from_xml(entry: Mapping[str, Any], base: str, language: str) -> Entry:
    """An entry as feedparser gives it."""
    contents = [found.get("value", "") for found in entry.get("content", ()) if found.get("value")]
    summary = entry.get("summary") or ""
    body = contents[0] if contents else summary
    author = entry.get("author_detail") or {}
    answers = entry.get("thr_in-reply-to") or {}
    return Entry(
        entry_id=one_line(entry.get("id") or ""),
        title=entry.get("title") or "",
        body=body,
        link=web(entry.get("link") or _enclosed(entry), base),
        said_at=_moment(entry),
        author=author.get("name") or entry.get("author") or "",
        author_url=author.get("href") or "",
        parent=answers.get("ref") or "",
        language=(entry.get("title_detail") or {}).get("language") or language,
        updated_at=_moment(entry, ("updated_parsed",)) if entry.get("published_parsed") else 0,
    )


def from_json(item: Mapping[str, Any], base: str, language: str) -> Entry:
    """An item of a JSON Feed. Fields of a wrong type count as absent."""

    def word(name: str, within: Mapping[str, Any] = item) -> str:
        value = within.get(name)
        return value if isinstance(value, str) else ""

    def moment(*names: str) -> int:
        try:
            when = datetime.fromisoformat(next((word(name) for name in names if word(name)), ""))
            return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
        except (ValueError, OverflowError):
            return 0

    authors = item.get("authors")
    author = (authors[0] if isinstance(authors, list) and authors else item.get("author")) or {}
    author = author if isinstance(author, dict) else {}
    number = item.get("id")
    return Entry(
        entry_id=str(number) if isinstance(number, str | int | float) else "",
        title=word("title"),
        body=word("content_html") or word("content_text") or word("summary"),
        link=web(word("url") or word("external_url"), base),
        said_at=moment("date_published", "date_modified"),
        author=word("name", author),
        author_url=word("url", author),
        language=word("language") or language,
        updated_at=moment("date_modified") if word("date_published") else 0,
    )


def _author(entry: Entry, feed: Feed, url: str) -> Author:
    """A commenter or writer by name; for alerts the site, which is all that is known."""
    site = host_of(url) or one_line(feed.title)
    name = "" if feed.form == "alerts" else one_line(plain(entry.author))
    if not name:
        shown = "anon" if feed.form == "comments" else site or "unknown"
        return Author(f"site:{site}", "", shown, "")
    return Author(f"author:{site}/{name.lower()}", "", name, web(entry.author_url))


def _words(entry: Entry, feed: Feed) -> tuple[str, str]:
    """The text before cleaning, and what it answers where the words alone tell."""
    body, parent = entry.body, entry.parent
    if feed.form == "comments":
        if found := _ANSWERS.match(body):
            body, parent = body[found.end() :], parent or found.group(1)
        # Some name the post here, which is not among the comments.
        return plain(body) or plain(entry.title), parent if "#comment" in parent else ""
    title, rest = plain(entry.title).strip(), plain(body).strip()
    if not rest or rest == title:
        return title, parent
    if len(rest) > LONGEST:
        rest = rest[: LONGEST - 1].rstrip() + "…"
    return f"{title}\n\n{rest}" if title else rest, parent


def mention_id(entry: Entry, feed: Feed) -> str:
    """The id of an entry; of an alert's that of its page: two alerts may find the same one."""
    if feed.form == "alerts" and entry.link:
        key = target_key(unwrapped(entry.link))
        return PAGE + blake2s(key.encode("utf-8", "replace"), digest_size=10).hexdigest()
    return one_line(entry.remote_id)


def mention_of(entry: Entry, feed: Feed, now: int) -> Mention:
    """An entry in domain words."""
    url = unwrapped(entry.link) if feed.form == "alerts" else entry.link
    before, parent = _words(entry, feed)
    text = clean(before)
    return Mention(
        remote_id=mention_id(entry, feed),
        author=_author(entry, feed, url),
        text=text,
        said_at=min(entry.said_at, now) if entry.said_at > 0 else now,
        url=url,
        parent=one_line(parent),
        visibility="public",
        # A blog's own language says nothing about its commenters'.
        language="" if feed.form == "comments" else one_line(entry.language),
        addressed=feed.form == "comments",
        original=before if before != text else "",
        cannot=dict(CANNOT),
    )
