"""Decides whether a body is a feed, and reads it; what is no whole feed is `Garbled`, never 'nothing new'."""

import io
import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from socialtui.domain.errors import Garbled
from socialtui.http_client import Answer
from socialtui.networks.rss.entries import Feed, form_of, from_json, from_xml, plain, web

_ENDS = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_ALTERNATE = re.compile(r"<link\b[^>]{0,500}>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"type=[\"']application/(?:rss\+xml|atom\+xml|feed\+json)[\"']", re.IGNORECASE)
_HREF = re.compile(r"href=[\"']([^\"'<>]+)[\"']", re.IGNORECASE)
_MOST_ENTRIES = 2_000


def read_feed(answer: Answer) -> Feed:
    """The feed in an answer. Takes seconds for megabytes: run in a thread. Raises `Garbled`."""
    body = answer.body.strip()
    if not body:
        raise Garbled(f"{answer.host} sent an empty feed.", "It is asked again next round.")
    if answer.is_page():
        raise _page(answer)
    if body.removeprefix(b"\xef\xbb\xbf").startswith(b"{"):
        return _json_feed(answer)
    return _xml_feed(answer)


def _page(answer: Answer) -> Garbled:
    """A web page; often it names the feed that was meant."""
    for link in _ALTERNATE.findall(answer.text()[:200_000]):
        href = _HREF.search(link)
        if _FEED_TYPE.search(link) and href:
            url = web(unescape(href.group(1)), answer.url).partition("?")[0]
            if url:
                return Garbled(f"{answer.host} sent a web page, not a feed.", f"Its feed is at {url}")
    return Garbled(f"{answer.host} sent a web page, not a feed.", "Check the address of the feed.")


def _json_feed(answer: Answer) -> Feed:
    found = answer.json()
    if not isinstance(found, dict) or "jsonfeed.org" not in str(found.get("version")):
        raise Garbled(f"{answer.host} sent data that is no feed.", "Check the address of the feed.")
    items = found.get("items")
    if not isinstance(items, list):
        raise Garbled(
            f"{answer.host} sent a feed without its list of items.", "It is asked again next round."
        )
    language = found.get("language")
    language = language if isinstance(language, str) else ""
    entries = tuple(
        from_json(item, answer.url, language) for item in items[:_MOST_ENTRIES] if isinstance(item, dict)
    )
    following = found.get("next_url")
    older = web(following, answer.url) if isinstance(following, str) else ""
    return Feed(plain(str(found.get("title") or "")), entries, form_of("", entries, answer.url), older)


def _xml_feed(answer: Answer) -> Feed:
    import feedparser

    # Without the address: ids would be resolved against it, and change when the feed moves.
    headers = {name: value for name, value in answer.headers.items() if name == "content-type"}
    # As a stream: a body of plain bytes is first tried as the name of a local file.
    stream = io.BytesIO(answer.body)
    try:
        found = feedparser.parse(
            stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError) as error:
        raise Garbled(
            f"{answer.host} sent a feed that can't be read.", "It is asked again next round."
        ) from error
    if not found.get("version"):
        raise Garbled(f"{answer.host} sent something that is no feed.", "Check the address of the feed.")
    if found.get("bozo") and not _ENDS.search(answer.body[-2_000:].replace(b"\0", b"")):
        # Its last entry would be taken with half its words.
        raise Garbled(f"{answer.host} sent a cut feed.", "It is asked again next round.")
    if found.get("bozo") and not found.entries and not found.feed:
        raise Garbled(f"{answer.host} sent a feed that can't be read.", "It is asked again next round.")
    language = found.feed.get("language") or ""
    entries = tuple(from_xml(dict(entry), answer.url, language) for entry in found.entries[:_MOST_ENTRIES])
    return Feed(
        plain(found.feed.get("title") or ""),
        entries,
        form_of(found.feed.get("id") or "", entries, answer.url),
        _older(found.feed, answer.url),
    )


def _older(feed: Mapping[str, Any], url: str) -> str:
    """The page with older entries: as the feed says (RFC 5005), or as WordPress counts them."""
    for link in feed.get("links", ()):
        if link.get("rel") in ("prev-archive", "next"):
            return web(str(link.get("href") or ""), url)
    if "wordpress.org" not in str(feed.get("generator") or ""):
        return ""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    number = query.get("paged", "1")
    query["paged"] = str(int(number) + 1) if number.isdecimal() else "2"
    return urlunsplit(parts._replace(query=urlencode(query)))
