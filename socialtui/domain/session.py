"""Decides what a session works on, one thing after the other, and what it says at its end."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from socialtui.domain.cadence import SETTLED, Row

COMPLAINTS, PROMISES = "complaints", "promises"
"""Steps that stand before every task: what is owed to somebody."""
LOST = 150
"""Seconds without a sign after which a session's window is taken to be gone; it gives one each minute."""
ELSEWHERE = "Your session goes on in another window"
"""What is said of one that isn't here."""


class Session(Struct, frozen=True):
    """A stretch of work on what is due. Times are UTC seconds."""

    id: int
    began_at: int
    length: int
    """Seconds that were meant."""
    spent: int
    """Seconds until it was last paused."""
    going_since: int | None
    """None while it is paused."""
    passed: frozenset[str] = frozenset()
    """Steps that were put off."""
    desk: str = ""
    """The window in which it goes on."""
    seen_at: int = 0
    """When it was last seen going there."""

    def used(self, now: int) -> int:
        """Seconds of work so far; what was paused isn't."""
        return self.spent + (max(0, now - self.going_since) if self.going_since is not None else 0)

    def minutes_left(self, now: int) -> int:
        """Whole minutes, begun ones counted; 0 when it is over."""
        return max(0, -(-(self.length - self.used(now)) // 60))

    def elsewhere(self, desk: str, now: int) -> bool:
        """Whether it goes on in another window; one that wasn't seen for a while was cut off."""
        return self.going_since is not None and self.desk not in ("", desk) and now - self.seen_at < LOST


class Step(Struct, frozen=True):
    """One thing to work on."""

    id: str
    """COMPLAINTS, PROMISES, or a task's id."""
    words: str
    progress: str
    row: Row | None = None


class Ended(Struct, frozen=True):
    """What a session came to."""

    minutes: int
    kept: tuple[str, ...]
    """The words of tasks that were kept in it."""
    answers: int
    left: tuple[str, ...]
    """The words of tasks still asked for today."""
    owed_today: int
    """Conversations whose answer is due before midnight, late ones too."""
    late: int
    next_words: str
    """When the next answer is due and to whom; empty where nobody waits."""


def steps(
    complaints: int, promises: int, rows: Iterable[Row], passed: AbstractSet[str] = frozenset()
) -> tuple[Step, ...]:
    """What is left: owed complaints and due promises, then today's tasks, those put off last."""
    found = []
    if complaints:
        found.append(Step(COMPLAINTS, "Complaints", f"{complaints} wait{'s' if complaints == 1 else ''}"))
    if promises:
        found.append(Step(PROMISES, "Promises", f"{promises} due"))
    found += [
        Step(row.task.id, row.task.words, row.progress, row)
        for row in rows
        if row.due and row.state not in SETTLED
    ]
    return tuple(sorted(found, key=lambda step: step.id in passed))


def end_words(ended: Ended) -> tuple[str, ...]:
    """The end in words: what was done, what is left, and when somebody waits next. No praise."""
    done = [f"{ended.minutes} min"]
    if ended.kept:
        done.append(", ".join(ended.kept))
    done.append(_many(ended.answers, "answer"))
    left = f"{len(ended.left)} left" if ended.left else "nothing left of today's plan"
    if ended.owed_today:
        owed = f"{ended.owed_today} owed today" + (f", {ended.late} late" if ended.late else "")
    else:
        owed = "none owed today"
    next_ = f"; next at {ended.next_words}" if ended.next_words else "; nobody waits"
    words = [f"Done: {' · '.join(done)}.", f"{left[0].upper()}{left[1:]}, {owed}{next_}."]
    if ended.left:
        words.append(f"Left: {', '.join(ended.left)}.")
    return tuple(words)


def time_words(spent: Sequence[tuple[str, int]], day: int, shares: dict[str, int]) -> str:
    """time today 42 of 90 min · mastodon 25 of 30 · wordpress 17. `spent` and `day` in minutes; empty without any."""
    total = sum(minutes for _, minutes in spent)
    if not total:
        return ""
    parts = [f"time today {total} of {day} min" if day else f"time today {total} min"]
    for network, minutes in spent:
        if network:
            share = f" of {shares[network]}" if network in shares else ""
            parts.append(f"{share_words(network)} {minutes}{share}")
    return " · ".join(parts)


def share_words(name: str) -> str:
    """What minutes are of, as people read it: `day` is today, the made-up network practice."""
    return {"day": "today", "demo": "practice"}.get(name, name)


def over(spent: Sequence[tuple[str, int]], day: int, shares: dict[str, int]) -> tuple[str, ...]:
    """What has had its minutes for today: networks by name, `day` for all of it."""
    found = [network for network, minutes in spent if network in shares and minutes >= shares[network]]
    if day and sum(minutes for _, minutes in spent) >= day:
        found.append("day")
    return tuple(found)


def quiet_until(minute: int, spans: Iterable[tuple[int, int]]) -> int | None:
    """The minute of the day at which quiet hours end; None outside them. Spans that meet at midnight are one."""
    found = [(start, end) for start, end in spans if start <= minute < end]
    if not found:
        return None
    end = found[0][1]
    if end == 24 * 60:
        return next((stop for start, stop in spans if start == 0), 0)
    return end


def idle_words(looks: int, came: int) -> str:
    """Said kindly to somebody who looks often while little comes; empty where looking was worth it."""
    if looks < 10 or came * 3 > looks:
        return ""
    items = _many(came, "item")
    return f"Checked {looks} times today, {items} came. A complaint rings; the rest keeps until your next session."


def _many(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
