"""Scores a practice session by the principles of the five documents, and says why."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from socialtui.domain.draft import Document, Remark
from socialtui.domain.mention import Kind

ENOUGH = 2
"""Honest answers after which somebody who only shouts is let rest."""
_MOST_REASONS = 4


class Answer(Struct, frozen=True):
    """One answer of ours."""

    text: str
    at: int
    """UTC seconds."""
    acknowledgement: bool
    remarks: tuple[Remark, ...]


class Exchange(Struct, frozen=True):
    """What one person said, and what was done about it."""

    who: str
    kind: Kind
    due_at: int
    """When a first answer was due (UTC seconds)."""
    answers: tuple[Answer, ...]
    rested: bool = False
    """It was let rest, with a reason."""
    removed: bool = False
    """It was hidden or deleted."""
    still_upset: bool = False
    """Their last word is a complaint that came after our answer."""


class Session(Struct, frozen=True):
    """A practice session as the store remembers it."""

    exchanges: tuple[Exchange, ...]
    promises: dict[str, int]
    """State → how many."""
    acts: dict[str, int]
    """Verb → how often, by the event log."""
    now: int


class Mark(Struct, frozen=True):
    """One principle, and how well it was followed."""

    principle: str
    got: int
    most: int
    reasons: tuple[str, ...]
    document: str


def score(session: Session) -> tuple[Mark, ...]:
    """Every principle in the order of its weight; `got` and `most` are points, together out of a hundred."""
    return (
        _complaints(session), _in_time(session), _promises(session), _like_a_person(session), _praise(session),
        _errors(session), _restraint(session),
    )  # fmt: skip


def total(marks: Iterable[Mark]) -> tuple[int, int]:
    """Points, and how many there were to be had."""
    marks = tuple(marks)
    return sum(mark.got for mark in marks), sum(mark.most for mark in marks)


def _mark(principle: str, share: float, most: int, reasons: Sequence[str], document: Document) -> Mark:
    return Mark(principle, round(max(0.0, min(1.0, share)) * most), most, tuple(reasons), document.value)


def _named(exchanges: Sequence[Exchange]) -> str:
    names = ", ".join(one.who for one in exchanges[:_MOST_REASONS])
    more = len(exchanges) - _MOST_REASONS
    return f"{names} and {more} more" if more > 0 else names


def _of(session: Session, kind: Kind) -> list[Exchange]:
    return [one for one in session.exchanges if one.kind is kind]


def _complaints(session: Session) -> Mark:
    found = _of(session, Kind.COMPLAINT)
    missed = [one for one in found if not one.answers]
    reasons = [f"{len(found) - len(missed)} of {len(found)} complaints were answered or acknowledged."]
    if missed:
        reasons.append(f"Nobody answered {_named(missed)}.")
    share = 1 - len(missed) / len(found) if found else 1.0
    return _mark("Every complaint gets an answer", share, 30, reasons, Document.DETRACTORS)


def _in_time(session: Session) -> Mark:
    found = _of(session, Kind.COMPLAINT)
    good = [one for one in found if one.answers and one.answers[0].at <= one.due_at]
    late = [one for one in found if (one.answers[0].at if one.answers else session.now) > one.due_at]
    reasons = [f"{len(good)} of {len(found)} were answered in time."]
    if late:
        reasons.append(f"Late: {_named(late)}.")
    share = len(good) / len(found) if found else 1.0
    return _mark("The first word comes while it matters", share, 15, reasons, Document.ATTENTION)


def _promises(session: Session) -> Mark:
    counts = {state: session.promises.get(state, 0) for state in ("kept", "open", "broken", "withdrawn")}
    made = sum(counts.values())
    if not made:
        words = "No promise was opened: a acknowledges, and says until when."
        return _mark("A promise is dated, and kept", 0.0, 15, [words], Document.DETRACTORS)
    words = " · ".join(f"{count} {state}" for state, count in counts.items() if count)
    reasons = [f"{made} promise{'' if made == 1 else 's'}: {words}."]
    if not counts["kept"]:
        reasons.append("None was kept yet: the answer that was promised keeps it.")
    share = 1 - counts["broken"] / made - (0.2 if not counts["kept"] else 0)
    return _mark("A promise is dated, and kept", share, 15, reasons, Document.DETRACTORS)


def _like_a_person(session: Session) -> Mark:
    answers = [(one, answer) for one in session.exchanges for answer in one.answers]
    noted = [(one, answer) for one, answer in answers if any(remark.saw for remark in answer.remarks)]
    reasons = [f"{len(answers) - len(noted)} of {len(answers)} answers gave no cause for a remark."]
    for one, answer in noted[:_MOST_REASONS]:
        remark = next(remark for remark in answer.remarks if remark.saw)
        reasons.append(f"To {one.who}, “{remark.saw}”: {remark.words}")
    share = 1 - len(noted) / len(answers) if answers else 0.0
    return _mark("Answers sound like a person", share, 15, reasons, Document.EVERYONE)


def _praise(session: Session) -> Mark:
    found = _of(session, Kind.PRAISE)
    missed = [one for one in found if not one.answers]
    reasons = [f"{len(found) - len(missed)} of {len(found)} were thanked."]
    if missed:
        reasons.append(f"Not thanked: {_named(missed)}.")
    share = 1 - len(missed) / len(found) if found else 1.0
    return _mark("Praise is thanked", share, 10, reasons, Document.WRONG)


def _errors(session: Session) -> Mark:
    found = _of(session, Kind.ERROR)
    right = [one for one in found if any("://" in answer.text for answer in one.answers)]
    reasons = [f"{len(right)} of {len(found)} errors were corrected with a source."]
    if len(right) < len(found):
        reasons.append("A fact and its link, without scolding: ctrl+t puts it in.")
    share = len(right) / len(found) if found else 1.0
    return _mark("Errors are corrected with a source", share, 5, reasons, Document.EXECUTE)


def _restraint(session: Session) -> Mark:
    beyond = [one for one in session.exchanges if one.still_upset and len(one.answers) > ENOUGH]
    removed = [one for one in session.exchanges if one.removed and one.kind is Kind.COMPLAINT]
    rested = sum(one.rested for one in session.exchanges)
    taken_back = session.acts.get("recall", 0)
    reasons = []
    if beyond:
        reasons.append(f"More than {ENOUGH} answers did not help {_named(beyond)}: let it rest then.")
    if removed:
        reasons.append(f"A complaint is not taken away: {_named(removed)}.")
    if rested:
        reasons.append(f"{rested} let rest after {ENOUGH} honest answers.")
    if taken_back:
        reasons.append(f"{taken_back} taken back before it left.")
    spoke = any(one.answers for one in session.exchanges)
    if not reasons:
        reasons.append("Nobody was talked at." if spoke else "Nobody was answered at all.")
    share = 1 - 0.5 * len(beyond) - 0.5 * len(removed) if spoke else 0.0
    return _mark("Enough is enough", share, 10, reasons, Document.EXECUTE)
