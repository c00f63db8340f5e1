"""Check: the same words to more than two people."""

from collections.abc import Iterator

from socialtui.domain.draft import Answered, Check, Document, DraftContext, Remark, quoted
from socialtui.domain.post import same_post
from socialtui.domain.reading import read
from socialtui.domain.wording import likeness

SAME = 0.9
"""How alike two texts are that are one text with another name in it."""
OTHERS = 2
"""So many others may have had it: the next one is more than two."""
WEEK = 7 * 86_400
SHORT = 4
"""Thanks and hello are the same everywhere."""


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks from the third person on. Within a group of like complaints it speaks once, and then only counts."""
    if len(read(context.draft).words) < SHORT:
        return
    same = [one for one in context.recent if one.at > context.now - WEEK and _same(context, one)]
    others = {one.person_id: one for one in reversed(same) if one.person_id != context.person_id}
    if len(others) < OTHERS:
        return
    grouped = {one.person_id for one in others.values() if one.conversation_id in context.group}
    if len(grouped) == len(others) > OTHERS:
        yield Remark(f"The {_ordinal(len(others) + 1)} of this group with these words.")
        return
    names = ", ".join(one.to for one in list(others.values())[-2:])
    more = f" and {len(others) - 2} more" if len(others) > OTHERS else ""
    yield Remark(f"{names}{more} had the same words; add a sentence of {_their(context.to)} own.")


def look_at_post(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the nearest post on the account with almost these words; the very same are asked about."""
    if len(read(context.draft).words) < SHORT:
        return
    near = [one for one in context.posts if likeness(context.draft, one.text) >= SAME]
    if near and not any(same_post(one.text, context.draft) for one in near):
        yield Remark(f"Another post says almost the same: {quoted(near[0].text, 36)}")


def _same(context: DraftContext, one: Answered) -> bool:
    draft = _unnamed(context.draft, context.to)
    return likeness(draft, _unnamed(one.text, one.to)) >= SAME


def _unnamed(text: str, name: str) -> str:
    """A text without the name of whoever it goes to."""
    gone = set(read(name).words)
    return " ".join(word for word in read(text).words if word not in gone)


def _their(name: str) -> str:
    return f"{name}’s" if name else "their"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


CHECK = Check(Document.EVERYONE, look, 48, post=look_at_post)
