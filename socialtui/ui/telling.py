"""Decides in which words a conversation is told: its heading, its reasons, and everything that was said."""

from collections.abc import Iterable, Iterator
from datetime import UTC, tzinfo

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from socialtui.domain.card import NETWORK as BY_HAND
from socialtui.domain.conversation import Card, Said, State, Thread
from socialtui.domain.text import clean
from socialtui.domain.why import bound_words, part_words, reasons, together
from socialtui.ui.look import Look
from socialtui.ui.rows import kind_words, lateness
from socialtui.ui.times import coarse, when
from socialtui.ui.widgets.lines import Line, cut, fit, wrap

_NETWORKS = {"wordpress": "WordPress", "rss": "RSS", "hackernews": "Hacker News", "demo": "practice"}
_ON_ITS_WAY = {
    "leaving": "leaving", "due": "about to be sent", "sending": "being sent", "unknown": "sent or not?",
    "refused": "not sent", "by_hand": "posted by hand",
}  # fmt: skip


def network_words(card: Card) -> str:
    """Mastodon, WordPress, RSS; of a card by hand the place."""
    if card.network == BY_HAND:
        return f"{clean(card.account, newlines=False)}, by hand"
    return _NETWORKS.get(card.network, card.network.capitalize())


def heading(card: Card, earlier: int, now: int, look: Look, known: str = "") -> str:
    """Maria Haas · Mastodon · complaint, late 1h · 3rd in 30 days"""
    state = "" if card.state is State.OPEN else card.state.name.lower()
    what = ", ".join(part for part in (kind_words(card), lateness(card, now), state) if part)
    parts = [clean(card.who, newlines=False), network_words(card), what]
    if earlier:
        parts.append(f"{_ordinal(earlier + 1)} in 30 days")
    if card.hidden:
        parts.append("? hidden characters removed")
    if known:
        parts.append(look.words(known))
    return f" {look.glyphs.dot} ".join(parts)


def heading_line(
    card: Card, earlier: int, now: int, width: int, right: str, look: Look, known: str = ""
) -> Line:
    """The heading with a word at the right edge, which is never clipped; in one ink, since it follows the cursor."""
    room = width - cell_len(right) - 1 if right else width
    text = fit(heading(card, earlier, now, look, known), max(room, 0), look.glyphs.ellipsis)
    return [Segment(f"{text} {right}" if right else text, look.ink.text)]


def reason_line(thread: Thread, now: int, zone: tzinfo, width: int, look: Look) -> Line:
    """why  "third time" · "nobody answers" · writes again · promised Mon by ana, not kept"""
    bound = bound_words(thread.card, thread.bound, now, zone)
    found = _found(thread, bound)
    more = together(thread, "m merges", "m splits")
    room = width - cell_len(more) - 3 if more else width
    dot = f" {look.glyphs.dot} "
    # Their words give way before what was promised: w shows them all.
    while (
        bound and cell_len(f"why  {dot.join(found)}") > room and (theirs := _last_quoted(found)) is not None
    ):
        del found[theirs]
    words = dot.join(found) or "nothing in it asks for an answer"
    line = cut(f"why  {words}", room, look.glyphs.ellipsis)
    return [Segment(f"{line} {look.glyphs.dot} {more}" if more else line, look.ink.muted)]


def _found(thread: Thread, bound: Iterable[str]) -> list[str]:
    """All that speaks for its place, in words; `bound` is what was promised or waited for."""
    shown = thread.said[thread.shown] if thread.said else None
    said = (clean(one, newlines=False) for one in bound)
    return [*reasons(thread.card, shown, thread.said, said), *dict.fromkeys(act.who for act in thread.rules)]


def _last_quoted(words: list[str]) -> int | None:
    return next((n for n in reversed(range(len(words))) if words[n].startswith('"')), None)


def full_reasons(thread: Thread, now: int, zone: tzinfo, width: int, look: Look) -> Iterator[Line]:
    """Every kind that was seen, with its score and parts, and what its place has beside them."""
    kinds = thread.said[thread.shown].evidence if thread.said else ()
    for kind in kinds:
        yield [Segment(f"{kind.kind.value} {kind.score:.2f}", look.ink.text)]
        for part in sorted(kind.parts, key=lambda part: -part.weight):
            said = clean(part.words, newlines=False)
            line = f"  {part.weight:+.2f}  {part_words(part.part)}" + (f'  "{said}"' if said else "")
            yield [Segment(cut(line, width, look.glyphs.ellipsis), look.ink.muted)]
    bound = bound_words(thread.card, thread.bound, now, zone)
    words = [one for one in _found(thread, ()) if '"' not in one]
    words = [f"{one} to {kind_words(thread.card)}" if one == "moved by hand" else one for one in words]
    words += [clean(one, newlines=False) for one in bound]
    words += [more] if (more := together(thread, "m merges", "m splits")) else []
    if not words and not kinds:
        words = ["nothing in it asks for an answer"]
    if words:
        line = f"{'beside that' if kinds else 'why'}  {f' {look.glyphs.dot} '.join(words)}"
        yield [Segment(cut(line, width, look.glyphs.ellipsis), look.ink.text)]


def preview(thread: Thread, now: int, width: int, place: str, look: Look, zone: tzinfo = UTC) -> list[Line]:
    """Three lines: who and what, the words, and why it stands here."""
    text = thread.said[thread.shown].text if thread.said else thread.card.text
    one, known = clean(text, newlines=False), ""
    if thread.person is not None and thread.person.memos:
        from socialtui.ui import knowing

        known = knowing.in_short(thread.person)
    return [
        heading_line(thread.card, thread.earlier, now, width, place, look, known),
        [Segment(cut(one, width, look.glyphs.ellipsis), look.ink.text)],
        reason_line(thread, now, zone, width, look),
    ]


def whole(
    thread: Thread,
    now: int,
    zone: tzinfo,
    width: int,
    look: Look,
    in_full: bool = False,
    beside: bool = True,
    calm: bool = False,
) -> list[Line]:
    """The reading pane: what is to be answered first, then the rest, newest first."""
    lines: list[Line] = [heading_line(thread.card, thread.earlier, now, width, "", look)]
    lines += (
        list(full_reasons(thread, now, zone, width, look))
        if in_full
        else [reason_line(thread, now, zone, width, look)]
    )
    lines += _standing(thread, now, zone, width, look)
    if beside and thread.person is not None and (thread.person.memos or thread.person.talks):
        from socialtui.ui import knowing

        lines += knowing.beside(thread.person, now, zone, width, look)
    if not thread.said:
        return lines
    shown = thread.said[thread.shown]
    lines.append([])
    lines += _said(shown, now, width, look, head=False)
    if calm and not shown.removed_at:
        lines += _without_tone(shown.text, width, look)
    for said in reversed([said for said in thread.said if said is not shown]):
        lines += _said(said, now, width, look, head=True)
    return lines


def _standing(thread: Thread, now: int, zone: tzinfo, width: int, look: Look) -> Iterator[Line]:
    """Promises, notes, what rules did, and why it was closed."""
    dots = look.glyphs.ellipsis
    for promise in thread.promises:
        words = f"promised for {when(promise.due_at, now, zone)} by {promise.who}, {promise.state}"
        words += f": {promise.reason}" if promise.reason else ""
        style = look.ink.late if promise.state == "broken" else look.ink.text
        yield [Segment(cut(clean(words, newlines=False), width, dots), style)]
    if thread.person_note:
        yield [
            Segment(
                cut(f"about them  {clean(thread.person_note, newlines=False)}", width, dots), look.ink.text
            )
        ]
    for note in thread.notes:
        said = f"{clean(note.who, newlines=False)}, {coarse(now - note.at)}"
        words = f"note  {clean(note.text, newlines=False)} ({said})"
        yield [Segment(cut(words, width, dots), look.ink.text)]
    for act in thread.rules:
        did = f"{clean(act.who, newlines=False)}  {clean(act.text, newlines=False)} ({coarse(now - act.at)})"
        yield [Segment(cut(did, width, dots), look.ink.muted)]
    if thread.card.tags:
        tags = clean(" ".join(thread.card.tags), newlines=False)
        yield [Segment(cut(f"tags  {tags}", width, dots), look.ink.muted)]
    if thread.reason:
        yield [Segment(cut(f"closed  {clean(thread.reason, newlines=False)}", width, dots), look.ink.muted)]


def _said(said: Said, now: int, width: int, look: Look, head: bool) -> Iterator[Line]:
    style = look.ink.text
    if head:
        yield [Segment(cut(_who(said, now, look), width, look.glyphs.ellipsis), look.ink.muted)]
        style = look.ink.muted if said.ours and said.state not in ("", "sent") else look.ink.text
    indent = "  " if head else ""
    if said.removed_at:
        yield [Segment(f"{indent}taken back by its author", look.ink.muted)]
        return
    for line in wrap(said.text, width - len(indent)):
        yield [Segment(indent + line, style)]
    if said.url and not head:
        yield from _link(said.url, width, look, look.ink.muted)


def _without_tone(text: str, width: int, look: Look) -> Iterator[Line]:
    """The same words below the original, without shouting and insults."""
    from socialtui.domain.tone_off import MASK, calm

    said = calm(text)
    if said == text:
        yield [Segment("tone off  nothing in it shouts or insults", look.ink.muted)]
        return
    masked = f"  {look.words(MASK)} was an insult" if MASK in said else ""
    yield [Segment(f"tone off{masked}", look.ink.muted)]
    for line in wrap(said, width - 2):
        yield [Segment("  " + look.words(line), look.ink.text)]


def _link(url: str, width: int, look: Look, style: Style) -> Iterator[Line]:
    yield [Segment(cut(clean(url, newlines=False), width, look.glyphs.ellipsis), style)]


def _who(said: Said, now: int, look: Look) -> str:
    """us (ana) · 5d, or Maria Haas · 5d · edited"""
    if said.ours:
        name = f"us ({clean(said.said_by, newlines=False)})" if said.said_by else "us"
    else:
        name = clean(said.author or f"@{said.handle}", newlines=False)
    parts = [name, coarse(now - said.said_at)]
    if said.state in _ON_ITS_WAY:
        parts.append(_ON_ITS_WAY[said.state])
    if said.acknowledgement:
        parts.append("acknowledged")
    if said.edited_at:
        parts.append("edited")
    return f" {look.glyphs.dot} ".join(parts)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
