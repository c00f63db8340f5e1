"""Decides which words explain why a conversation stands where it stands."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from socialtui.domain.conversation import Bound, Card, KindEvidence, Said, State, Thread
from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import BAND_OF, Band, Evidence, Kind
from socialtui.domain.text import one_line

MOST = 3
"""Words shown beside a row; the whole sum has a page of its own."""

LEARNED = "learned"
"""The part of words that decisions taught."""

_LEARNED_MOST = 2
_TELLING = 0.5
"""What weighs less explains a kind only where nothing weighs more."""


_PART_WORDS = {
    "accounted": "asks why or where",
    "all_well": "all is well",
    "amiss": "something amiss",
    "article": "about what you wrote",
    "at_odds": "promised one thing, got another",
    "at_you": "said to you",
    "bought": "a thing that is sold",
    "denied": "does not what it should",
    "done_to_us": "harm done to them",
    "keeps": "again and again",
    "lacking": "something is not there",
    "matter": "order, bill or booking",
    "mismatch": "not what was ordered",
    "nothing_named": "names nothing that went wrong",
    "of_mine": "about something of theirs",
    "own_doing": "their own doing",
    "own_story": "tells of themselves",
    "practice": "asks how it is done",
    "short": "short, so less is needed",
    "terms": "asks for price or terms",
    "told_of": "told of, not their own trouble",
    "to_us": "begins with a handle",
    "unable": "can't do it",
    "undone": "left undone",
}
"""Pieces of evidence whose name alone says too little to a person."""


def part_words(part: str) -> str:
    """A piece of evidence as people say it."""
    return _PART_WORDS.get(part) or part.replace("_", " ")


def telling_words(card: Card, said: Said) -> tuple[str, ...]:
    """Their words that made it its kind, the weightiest first, each said once."""
    return telling(card.kind, said.evidence)


def telling(kind: Kind, evidence: Iterable[KindEvidence]) -> tuple[str, ...]:
    """The words that speak for a kind, the weightiest first, each said once."""
    return _weightiest([part for part in _parts(kind, evidence) if part.part != LEARNED])


def learned_words(card: Card, said: Said) -> tuple[str, ...]:
    """Words that decisions taught, where they count."""
    return _weightiest([part for part in _parts(card.kind, said.evidence) if part.part == LEARNED])[
        :_LEARNED_MOST
    ]


def not_judged(said: Said) -> str:
    """not judged (fr), where no word of it could be judged; empty where they were."""
    if said.ours or said.tone is not None or not any(letter.isalpha() for letter in said.text):
        return ""
    language = said.language.split("-")[0].split("_")[0].lower()
    return f"not judged ({one_line(language)})" if language and language != "en" else "not judged"


def _parts(kind: Kind, evidence: Iterable[KindEvidence]) -> list[Evidence]:
    parts = [part for one in evidence if one.kind is kind for part in one.parts]
    return sorted((part for part in parts if part.words and part.weight > 0), key=lambda part: -part.weight)


def _weightiest(parts: list[Evidence]) -> tuple[str, ...]:
    strong = [part for part in parts if part.weight >= _TELLING] or parts
    found: list[str] = []
    for part in strong:
        words = one_line(part.words)
        if not any(words.lower() in earlier.lower() for earlier in found):
            found.append(words)
    return tuple(found[:MOST])


def together(thread: Thread, merge: str, split: str) -> str:
    """4 more from them: m merges; empty where nothing of theirs can be one row."""
    if not (thread.parts or thread.beside):
        return ""
    stands = f"{len(thread.parts)} posts in one row" if thread.parts else ""
    more = f"{thread.beside} more from them" if thread.beside else ""
    words = ", ".join(part for part in (stands, more) if part)
    return f"{words}: {merge if thread.beside else split}"


def writes_again(thread: Iterable[Said], card: Card) -> bool:
    """Whether this person wrote more than once since our last answer."""
    waiting = 0
    for said in thread:
        if said.ours:
            waiting = 0
        elif not said.handle or said.handle == card.handle:
            waiting += 1
    return waiting > 1


def bound_words(card: Card, bound: Bound, now: int, zone: tzinfo) -> tuple[str, ...]:
    """What binds us or them: promised Fri 17:00 by ana · promised Mon by ana, not kept · no answer since Tue."""
    found = []
    for promise in bound.promises:
        if promise.state == "open":
            found.append(f"promised {moment_words(promise.due_at, now, zone)} by {one_line(promise.who)}")
        elif promise.state == "broken" and not promise.reason:
            day = moment_words(promise.due_at, now, zone).rpartition(" ")[0] or clock_words(
                promise.due_at, zone
            )
            found.append(f"promised {day} by {one_line(promise.who)}, not kept")
    wait = bound.follow_up
    if wait is not None and card.state is State.SNOOZED and card.wake_at == wait.until:
        found.append(f"waiting for them until {moment_words(wait.until, now, zone)}")
    elif wait is not None and card.state is State.OPEN and wait.until <= now and card.last_at <= wait.at:
        found.append(f"no answer from them by {moment_words(wait.until, now, zone)}")
    if bound.also:
        found.append(f"also found by {', '.join(map(one_line, bound.also))}")
    return tuple(found)


def clock_words(moment: int, zone: tzinfo) -> str:
    """9:00"""
    there = datetime.fromtimestamp(moment, zone)
    return f"{there.hour}:{there:%M}"


def moment_words(moment: int, now: int, zone: tzinfo) -> str:
    """17:00 today, Fri 17:00 within six days before or after, else 24 Dec 17:00."""
    there, here = datetime.fromtimestamp(moment, zone), datetime.fromtimestamp(now, zone)
    days = (there.date() - here.date()).days
    if not days:
        return clock_words(moment, zone)
    day = f"{there:%a}" if abs(days) < 7 else f"{there.day} {there:%b}"
    return f"{day} {clock_words(moment, zone)}"


def reasons(
    card: Card, said: Said | None, thread: Iterable[Said] = (), bound: Iterable[str] = ()
) -> tuple[str, ...]:
    """Each in words: "third time" · "nobody answers" · writes again · promised Fri 17:00 by ana."""
    found = [f'"{words}"' for words in telling_words(card, said)] if said is not None else []
    if said is not None:
        found += [f'learned: "{words}"' for words in learned_words(card, said)]
        found += [words] if (words := not_judged(said)) else []
    if writes_again(thread, card):
        found.append("writes again")
    if not card.addressed:
        found.append("heard by listening")
    if card.pinned:
        found.append("moved by hand")
    return (*found, *bound)


def at_the_act(
    kind: Kind, band: int, due_at: int, at: int, evidence: Iterable[KindEvidence], *, pinned: bool
) -> str:
    """Why a row ranked where it did at a moment (UTC seconds): complaint, late 1h: "third time" · moved by hand."""
    head = "broken promise" if band == Band.BROKEN_PROMISE else kind.value
    if due_at < NEVER:
        head += f", {'late' if due_at < at else 'due in'} {_coarse(abs(due_at - at))}"
    found = [f'"{words}"' for words in telling(kind, evidence)]
    if pinned:
        found.append("moved by hand")
    elif band not in (BAND_OF[kind], Band.BROKEN_PROMISE):
        found.append("heard by listening")
    return f"{head}: {' · '.join(found)}" if found else head


def _coarse(seconds: int) -> str:
    if seconds < 3600:
        return f"{seconds // 60}m"
    return f"{seconds // 3600}h" if seconds < 2 * 86_400 else f"{seconds // 86_400}d"
