"""Decides which words explain why a conversation stands where it stands."""

from collections.abc import Iterable

from socialtui.domain.conversation import Card, Said
from socialtui.domain.text import one_line

MOST = 3
"""Words shown beside a row; the whole sum has a page of its own."""

_TELLING = 0.5
"""What weighs less explains a kind only where nothing weighs more."""


def telling_words(card: Card, said: Said) -> tuple[str, ...]:
    """Their words that made it its kind, the weightiest first, each said once."""
    parts = [part for kind in said.evidence if kind.kind is card.kind for part in kind.parts]
    parts = sorted((part for part in parts if part.words and part.weight > 0), key=lambda part: -part.weight)
    strong = [part for part in parts if part.weight >= _TELLING] or parts
    found: list[str] = []
    for part in strong:
        words = one_line(part.words)
        if not any(words.lower() in earlier.lower() for earlier in found):
            found.append(words)
    return tuple(found[:MOST])


def writes_again(thread: Iterable[Said], card: Card) -> bool:
    """Whether this person wrote more than once since our last answer."""
    waiting = 0
    for said in thread:
        if said.ours:
            waiting = 0
        elif not said.handle or said.handle == card.handle:
            waiting += 1
    return waiting > 1


def reasons(card: Card, said: Said | None, thread: Iterable[Said] = ()) -> tuple[str, ...]:
    """Each in words: "third time" · "nobody answers" · writes again."""
    found = [f'"{words}"' for words in telling_words(card, said)] if said is not None else []
    if writes_again(thread, card):
        found.append("writes again")
    if not card.addressed:
        found.append("heard by listening")
    if card.pinned:
        found.append("moved by hand")
    return tuple(found)
