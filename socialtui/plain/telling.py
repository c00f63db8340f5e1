"""Decides how a conversation is told line by line, for an ear as well as for an eye."""

from typing import TYPE_CHECKING

from socialtui.domain.text import one_line
from socialtui.domain.why import bound_words, together
from socialtui.plain.words import beginning, clock_time, rfc3339, span, state_line, why

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from socialtui.desk.health import Source
    from socialtui.desk.promises import LedgerLine
    from socialtui.domain.cadence import Row
    from socialtui.domain.conversation import Said, Thread
    from socialtui.domain.lesson import Lesson
    from socialtui.domain.post import Post
    from socialtui.domain.reply import OutboxLine


def thread_lines(thread: "Thread", now: int, who: str, zone: "tzinfo") -> "Iterator[str]":
    """Who, why, everything that was said with its time, notes and promises."""
    card = thread.card
    shown = thread.said[thread.shown] if thread.said else None
    yield f"{one_line(card.who)}: {state_line(card, now, who)}"
    bound = bound_words(card, thread.bound, now, zone)
    yield f"why: {why(card, shown, now, thread.said, bound)}"
    if more := together(thread, "merge makes one row of them", "split takes them apart"):
        yield more
    if thread.earlier:
        yield f"{thread.earlier} earlier in 30 days"
    if thread.reason:
        yield f"closed: {thread.reason}"
    for said in thread.said:
        yield ""
        yield f"{_author(said, card.account)}, {clock_time(said.said_at, zone, now)}{_marks(said)}:"
        yield said.text
    if shown is not None and shown.url:
        yield ""
        yield f"link: {shown.url}"
    if shown is not None and (reason := shown.cannot.get("reply")):
        yield f"no answer from here: {reason}"
    for promise in thread.promises:
        ended = f", {promise.reason}" if promise.reason else ""
        due = f"due {rfc3339(promise.due_at)}"
        yield one_line(f"promise by {promise.who}, {promise.state}{ended}, {due}: {promise.text}")
    for act in thread.rules:
        yield f"{one_line(act.who)}, {clock_time(act.at, zone, now)}: {act.text}"
    for note in thread.notes:
        yield f"note by {one_line(note.who)}, {clock_time(note.at, zone, now)}: {note.text}"


def _author(said: "Said", account: str) -> str:
    if said.ours:
        return f"us ({one_line(said.said_by or account)})"
    return one_line(said.author or (f"@{said.handle}" if said.handle else "somebody"))


def _marks(said: "Said") -> str:
    marks = (
        said.state if said.ours and said.state not in ("", "sent") else "",
        "changed since" if said.edited_at and said.edited_at > said.said_at else "",
        "taken back" if said.removed_at else "",
        "hidden characters removed" if said.hidden else "",
    )
    return "".join(f", {mark}" for mark in marks if mark)


def promise_line(line: "LedgerLine", thanked: str = "") -> str:
    """open, due 2026-09-25T15:00:00Z, to Maria Haas by ana: “We'll refund you by Friday”."""
    ended = f" ({line.reason})" if line.reason else ""
    offer = f" They say “{thanked}”: kept?" if thanked else ""
    due = f"due {rfc3339(line.due_at)}"
    return one_line(f"{line.state}{ended}, {due}, to {line.to} by {line.who}: “{line.text}”.{offer}")


def outbox_line(line: "OutboxLine") -> str:
    """sent, to Maria Haas as acme: Hi Maria …"""
    from socialtui.domain.conversation import encode_id

    again = f"`socialtui again {encode_id(line.id, 'o')}` sends it again, once."
    step = again if line.offers_again else line.next_step
    trouble = f" {line.trouble} {step}".rstrip() if line.trouble else ""
    state = line.state.value.replace("_", " ")
    if line.planned and line.state == "due":
        state = f"planned for {rfc3339(line.due_at)}"
    part = f" (part {line.part} of {line.parts})" if line.parts else ""
    return one_line(
        f"{state}{part}, to {line.to or 'everybody'} as {line.account}:{trouble} “{beginning(line.text, 120)}”"
    )


def post_line(post: "Post", paused: bool, zone: str) -> str:
    """A post as a line of words."""
    from datetime import datetime

    from socialtui.domain.conversation import encode_id
    from socialtui.domain.deadlines import zone_of

    at = f"{datetime.fromtimestamp(post.at, zone_of(zone)):%a %d %b %H:%M}" if post.at else "no time yet"
    trouble = f" ({post.trouble})" if post.trouble else ""
    words = (
        f"{encode_id(post.id, 'w')}  {at}  {post.account}  {post.stands(paused).value}: {one_line(post.text)}"
    )
    return f"{words}{''.join(f' {one.shown}' for one in post.media)}{trouble}"


def lesson_words(lesson: "Lesson") -> str:
    """lesson, changed, heard 2 times, 1 to tell: The lid comes off."""
    times = len(lesson.voices)
    parts = (
        "FAQ" if lesson.what.value == "faq" else lesson.what.value, lesson.standing,
        "" if not times else "heard once" if times == 1 else f"heard {times} times",
        f"{len(lesson.to_tell)} to tell" if lesson.to_tell else "",
    )  # fmt: skip
    changed = f" Changed: {lesson.changed}." if lesson.changed else ""
    answer = f" Answer: {lesson.answer}" if lesson.answer else ""
    return one_line(f"{', '.join(part for part in parts if part)}: {lesson.text}{answer}{changed}")


def cadence_line(row: "Row") -> str:
    """page-questions, half done, 3 of 7, 10 min: Answer the questions on the page."""
    state = {"open": "to do", "half": "half done", "not_appropriate": "not appropriate today"}.get(
        row.state.value, row.state.value
    )
    left = f"{row.minutes_left} min" if row.minutes_left else ""
    parts = (row.task.id, state, row.progress, left, row.why, row.note)
    return f"{', '.join(part for part in parts if part)}: {row.task.words}"


def source_line(source: "Source", now: int) -> str:
    """acme, Mentions and replies: ok, heard 2m ago."""
    heard = f"heard {span(now - source.last_success)} ago" if source.last_success else "not asked yet"
    words = f"{source.account}, {source.words}: {source.state.replace('_', ' ')}, {heard}"
    gaps = f", {len(source.gaps)} gaps" if source.gaps else ""
    return f"{words}{gaps}. {source.trouble} {source.next_step}".rstrip() if source.trouble else words + gaps
