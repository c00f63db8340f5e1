"""Draws what is not heard: stretches that may have been missed, and parts of the schedule that nothing serves."""

from collections.abc import Iterator

from msgspec import Struct

from socialtui.desk.listening import BlindSpot, Missing
from socialtui.ui.look import Look
from socialtui.ui.widgets.table import Cell


class GapRow(Struct, frozen=True):
    """The row of a gap, below its source."""

    id: int


class SpotRow(Struct, frozen=True):
    """The row of a part of the schedule that nothing is connected for."""

    role: str


def gap_cells(gap: Missing, look: Look, span: str) -> tuple[Cell, ...]:
    """A hole in what was heard."""
    hole = look.glyphs.rule * 3
    state = "fetching" if gap.asked_at is not None else "gap"
    return ("", look.ink.muted), (f"{hole} {span} {hole}", look.ink.soon), (state, look.ink.soon)


def spot_cells(spot: BlindSpot, look: Look) -> tuple[Cell, ...]:
    """The part, and what of the schedule is about it."""
    ink = look.ink
    return (f"no {spot.role}", ink.soon), (spot.tasks, ink.muted), ("blind spot", ink.soon)


def gap_words(gap: Missing, span: str) -> Iterator[tuple[str, bool]]:
    """What is known of a gap and what can be done, each with whether it is a trouble."""
    yield f"{gap.account} may have missed something, {span}: {gap.reason}", False
    if gap.trouble:
        yield gap.trouble, True
    if gap.asked_at is not None:
        yield "It is being fetched.", False
    else:
        yield "f asks the network for it again; x takes the gap away, when you have looked there.", False
