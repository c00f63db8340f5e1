"""Decides in which words a person is told: a few lines beside the thread, and each line of their card."""

from collections.abc import Iterator
from datetime import tzinfo

from rich.segment import Segment

from socialtui.domain.conversation import Memo, Person, State, Talk
from socialtui.domain.person import Memory, Standing, of_kind, tags_of
from socialtui.domain.text import clean
from socialtui.ui.look import Look
from socialtui.ui.times import coarse, when
from socialtui.ui.widgets.lines import Line, cut, wrap

_NETWORKS = {
    "wordpress": "WordPress", "rss": "RSS", "hackernews": "Hacker News", "cards": "a card", "demo": "practice",
}  # fmt: skip
_TALKS = 3
"""Other talks told in the line beside a thread."""


def tag_words(person: Person | None) -> str:
    """VIP, club"""
    if person is None or not person.memos:
        return ""
    return ", ".join("VIP" if tag == "vip" else clean(tag, newlines=False) for tag in tags_of(person.memos))


def network_name(network: str) -> str:
    """Mastodon, WordPress, RSS."""
    return _NETWORKS.get(network, network.capitalize())


def beside(person: Person, now: int, zone: tzinfo, width: int, look: Look) -> Iterator[Line]:
    """At most three lines: who they are, what is open with them, and their other talks."""
    dots = look.glyphs.ellipsis
    for name, parts in (
        ("them", _them(person)),
        ("open", [memo_words(memo, now, zone) for memo in open_memos(person)]),
        ("talks", [talk_words(talk, now) for talk in person.talks[:_TALKS]]),
    ):
        words = f" {look.glyphs.dot} ".join(part for part in parts if part)
        if words:
            style = look.ink.muted if name == "talks" else look.ink.text
            yield [Segment(cut(f"{name}  {look.words(words)}", width, dots), style)]


def in_short(person: Person) -> str:
    """VIP · wants a lighter paddle · offered a mug: what fits behind a heading, the weightiest first."""
    words = {Memory.WANT: "wants", Memory.GIFT: "offered", Memory.FOLLOW_UP: "follow-up"}
    told = [f"{words[Memory(memo.kind)]} {clean(memo.text, newlines=False)}" for memo in open_memos(person)]
    return " · ".join(part for part in (tag_words(person), *told, thanked_words(person)) if part)


def _them(person: Person) -> Iterator[str]:
    yield tag_words(person)
    if len(person.handles) > 1:
        networks = dict.fromkeys(network_name(one.network) for one in person.handles)
        yield f"{len(person.handles)} handles ({', '.join(networks)})"
    yield thanked_words(person)
    notes = of_kind(person.memos, Memory.NOTE)
    if notes:
        yield f"“{clean(notes[-1].text, newlines=False)}”"


def thanked_words(person: Person) -> str:
    """thanked us twice"""
    many = len(of_kind(person.memos, Memory.THANKS))
    return "" if not many else "thanked us once" if many == 1 else f"thanked us {many} times"


def open_memos(person: Person) -> list[Memo]:
    """What is to be done or borne in mind: follow-ups, wants, and every gift, since nobody is offered two."""
    order = (Memory.FOLLOW_UP, Memory.WANT, Memory.GIFT)
    return [
        memo
        for kind in order
        for memo in of_kind(person.memos, kind)
        if kind is Memory.GIFT or memo.state in (Standing.OPEN, Standing.DUE)
    ]


def memo_words(memo: Memo, now: int, zone: tzinfo) -> str:
    """wants a lighter paddle; offered a mug, 12 Mar; follow-up Fri 9:00: call"""
    text = clean(memo.text, newlines=False)
    match memo.kind:
        case Memory.WANT:
            return f"wants {text}"
        case Memory.GIFT:
            state = {Standing.SENT: ", sent", Standing.DECLINED: ", declined"}.get(Standing(memo.state), "")
            return f"offered {text} {coarse(now - memo.at)} ago{state}"
        case Memory.FOLLOW_UP:
            due = "due" if memo.state == Standing.DUE else when(memo.due_at or now, now, zone)
            return f"follow-up {due}: {text}"
    return text


def talk_words(talk: Talk, now: int) -> str:
    """question on WordPress 3d, answered"""
    state = "" if talk.state is State.OPEN else f", {talk.state.name.lower()}"
    return f"{talk.kind.value} on {network_name(talk.network)} {coarse(now - talk.last_at)}{state}"


def history(person: Person, now: int, zone: tzinfo, width: int, look: Look) -> list[Line]:
    """All that is known of a person, for where there is room beside the thread."""
    dots, dot = look.glyphs.ellipsis, f" {look.glyphs.dot} "
    head = [clean(person.name, newlines=False), tag_words(person), thanked_words(person), "i opens the card"]
    lines: list[Line] = [
        [Segment(cut(look.words(dot.join(part for part in head if part)), width, dots), look.ink.accent)]
    ]
    handles = [f"@{one.handle}" if one.handle else one.name for one in person.handles]
    if len(handles) > 1:
        names = dot.join(
            f"{clean(name, newlines=False)} on {network_name(one.network)}"
            for name, one in zip(handles, person.handles, strict=True)
        )
        lines.append([Segment(cut(look.words(names), width, dots), look.ink.muted)])
    for memo in open_memos(person):
        lines.append([Segment(cut(look.words(memo_words(memo, now, zone)), width, dots), look.ink.text)])
    for memo in reversed(of_kind(person.memos, Memory.NOTE)):
        words = f"{memo.text} ({memo.who}, {coarse(now - memo.at)})"
        lines += [[Segment(look.words(line), look.ink.text)] for line in wrap(words, width, most=2)]
    for memo in reversed(of_kind(person.memos, Memory.THANKS)):
        words = f"thanks {coarse(now - memo.at)}  {clean(memo.text, newlines=False)}"
        lines.append([Segment(cut(look.words(words), width, dots), look.ink.text)])
    for talk in person.talks:
        words = f"{talk_words(talk, now)}  {clean(talk.text, newlines=False)}"
        lines.append([Segment(cut(look.words(words), width, dots), look.ink.muted)])
    if len(lines) == 1:
        lines.append([Segment(cut("the first talk with them", width, dots), look.ink.muted)])
    return lines
