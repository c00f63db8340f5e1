"""What the review says of an answer's promises, and how a person changes it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from socialtui.desk.replies import NO_PROMISE
from socialtui.ui.screens.parts import Parts
from socialtui.ui.times import when

if TYPE_CHECKING:
    from socialtui.ui.screens.answering import Writing


def promised(parts: Parts, writing: "Writing", text: str) -> tuple[str, str]:
    """When what it promises is due, and what it keeps: Fri 17:00 and Mon 9:00; empty without any."""
    dates = [writing.promise_at] if writing.promise_at else []
    if writing.promise_at is None:
        found = writing.plan.promises
        if writing.later_at:
            found = parts.desk.promises.read(text, writing.ack, writing.later_at)
        dates = [one.due_at for one in found]
    kept = writing.plan.before if writing.keeps else writing.plan.keeps
    return _dates(parts, dates), _dates(parts, [one.due_at for one in kept])


def _dates(parts: Parts, dates: Iterable[int]) -> str:
    return " and ".join(when(date, parts.now(), parts.zone) for date in dates)


async def choose(parts: Parts, writing: "Writing") -> "Writing":
    """Another date, or none; or that this answer keeps what was promised before."""
    choices = {":": "by another date", "x": "nothing is promised"}
    if writing.plan.before:
        choices["k"] = "this keeps what was promised"
    key = await parts.choose("Promise", choices)
    if key == "k":
        return replace(writing, keeps=not writing.keeps)
    if key == "x":
        return replace(writing, promise_at=NO_PROMISE)
    typed = await parts.question("Promised by (2h, fri 9:00, tomorrow)") if key else None
    if typed and typed.strip():
        return replace(writing, promise_at=parts.desk.verbs.parse_time(typed))
    return writing
