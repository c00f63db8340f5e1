"""Decides what an item is, whichever of the two interfaces told of it: whose words, where, answering what."""

from collections.abc import Callable, Iterator
from hashlib import blake2s
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Struct, field

from socialtui.domain.errors import Garbled
from socialtui.domain.mention import Author, Mention
from socialtui.domain.moderation import no_way
from socialtui.domain.text import clean, one_line
from socialtui.html_text import to_text

PLACE = "https://news.ycombinator.com"
BY_HAND = "Hacker News takes no answers from here; copy the text and post it behind the link."
CANNOT = no_way("Hacker News", (), "open the link instead") | {
    "reply": BY_HAND,
    "like": "Hacker News takes no votes from here.",
    "hide": "What is said on Hacker News is not ours to hide.",
}
LONGEST = 8_000
"""Characters of one item kept; the link leads to the rest."""
DEEPEST = 400
"""Levels of a tree that are read: more has nobody answered."""


class Hit(Struct):
    """One item as the search tells it."""

    objectID: str
    author: str
    created_at_i: int
    title: str | None = None
    url: str | None = None
    story_text: str | None = None
    comment_text: str | None = None
    parent_id: int | None = None
    story_id: int | None = None
    tags: list[str] = field(default_factory=list, name="_tags")


class Item(Struct):
    """One item as the live interface tells it: newer than the search, without its story."""

    id: int
    by: str = ""
    time: int = 0
    type: str = ""
    title: str = ""
    text: str = ""
    url: str = ""
    parent: int = 0
    deleted: bool = False
    dead: bool = False


KINDS = ("story", "comment", "poll", "job")
"""What is read of what there is; votes in a poll say nothing."""


def hits_of(found: Any, host: str) -> tuple[list[Hit], int]:
    """The items of a search's answer that can be read, and how many stood there. Raises `Garbled`."""
    told = found.get("hits") if isinstance(found, dict) else None
    if not isinstance(told, list):
        raise Garbled(f"{host} sent a search without its hits.", "It is asked again next round.")
    hits = []
    for one in told:
        try:
            hit = msgspec.convert(one, Hit, strict=False)
        except msgspec.ValidationError:
            continue  # one odd item harms no other
        if hit.objectID and hit.author and hit.created_at_i > 0 and set(hit.tags) & set(KINDS):
            hits.append(hit)
    return hits, len(told)


def digest(text: str) -> str:
    """A short key of some words, to see them change."""
    return blake2s(text.encode("utf-8", "replace"), digest_size=4).hexdigest()


def author(name: str) -> Author:
    """Names there are unique and never change."""
    name = one_line(name)
    return Author(name, name, name, f"{PLACE}/user?id={name}")


def words_of(title: str, body: str, url: str) -> str:
    """Title, words and link of a story; the words of a comment."""
    parts = [to_text(title).strip(), to_text(body).strip() or (url.strip() if title else "")]
    text = "\n\n".join(part for part in parts if part)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


class Place(Struct, frozen=True):
    """Where an item stands, and who asks."""

    us: str = ""
    """Our own name there."""
    addressed: bool = False
    now: int = 0

    def mention(self, number: str, name: str, before: str, said_at: int, parent: str, thread: str) -> Mention:
        """An item in domain words."""
        text, ours = clean(before), bool(self.us) and name == self.us
        return Mention(
            remote_id=number,
            author=author(name),
            text=text,
            said_at=min(said_at, self.now) if self.now else said_at,
            url=f"{PLACE}/item?id={number}",
            parent=parent,
            thread=thread,
            visibility="public",
            ours=ours,
            addressed=self.addressed,
            original=before if before != text else "",
            cannot=dict(CANNOT),
        )

    def of_hit(self, hit: Hit) -> Mention:
        """From the search."""
        comment = hit.parent_id is not None and "comment" in hit.tags
        before = words_of(
            "" if comment else hit.title or "", hit.comment_text or hit.story_text or "", hit.url or ""
        )
        number = one_line(hit.objectID)
        thread = str(hit.story_id) if comment and hit.story_id else number
        parent = str(hit.parent_id) if comment else ""
        return self.mention(number, hit.author, before, hit.created_at_i, parent, thread)

    def of_item(self, item: Item) -> Mention:
        """From the live interface."""
        parent = str(item.parent) if item.parent else ""
        before = words_of(item.title, item.text, item.url)
        return self.mention(str(item.id), item.by, before, item.time, parent, "" if parent else str(item.id))

    def of_tree(self, root: Any, host: str) -> tuple[Mention, ...]:
        """A whole discussion, oldest first; what was deleted in it is left out, what answers it stays."""
        if not isinstance(root, dict) or not isinstance(root.get("id"), int):
            raise Garbled(f"{host} sent a discussion of another shape.", "It is asked again next round.")
        thread = str(root.get("story_id") or root["id"])
        found = [
            self.mention(
                str(node["id"]), node["author"], words_of(node.get("title") or "", node.get("text") or "",
                node.get("url") or ""), node["created_at_i"], str(node.get("parent_id") or ""), thread,
            )
            for node in nodes(root)
            if isinstance(node.get("author"), str) and isinstance(node.get("created_at_i"), int)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda mention: (mention.said_at, int(mention.remote_id))))


def nodes(root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of a tree, without recursion: its depth is in the hands of strangers."""
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if node.get("type") in (*KINDS, None) and isinstance(node.get("id"), int):
            yield node
        children = node.get("children")
        if isinstance(children, list) and depth < DEEPEST:
            waiting += [(child, depth + 1) for child in children if isinstance(child, dict)]


def search_words(typed: str) -> str:
    """What to search for: as typed, or as it stands in the address of a search."""
    typed = one_line(typed).strip()
    if typed.startswith(("http://", "https://")) and "hn.algolia.com" in typed:
        query = parse_qs(urlsplit(typed).query)
        return one_line(" ".join(query.get("query", query.get("q", [])))).strip()
    return typed


def match(words: str) -> Callable[[str], bool]:
    """Whether a text has all that is searched for: the search itself is generous with spelling."""
    wanted: list[str] = []
    unwanted: list[str] = []
    rest = words.replace("“", '"').replace("”", '"').casefold()
    while rest := rest.strip():
        against = rest.startswith("-") and len(rest) > 1
        rest = rest[1:] if against else rest
        if rest.startswith('"') and '"' in rest[1:]:
            term, _, rest = rest[1:].partition('"')
        else:
            term, _, rest = rest.partition(" ")
        term = " ".join(term.split()).strip('"')
        if term:
            (unwanted if against else wanted).append(term)

    def matches(text: str) -> bool:
        folded = " ".join(text.casefold().split())
        return all(term in folded for term in wanted) and not any(term in folded for term in unwanted)

    return matches
