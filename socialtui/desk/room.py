"""What every part of the desk shares."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from socialtui.domain.errors import DeskRefusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from socialtui.domain.conversation import Card, Thread
    from socialtui.domain.deadlines import WorkingHours
    from socialtui.domain.mention import Kind, Mention
    from socialtui.domain.network import Clock
    from socialtui.settings import Settings
    from socialtui.store.database import Database, Reader
    from socialtui.store.events import Act
    from socialtui.store.mentions import Arrival


GONE = "That conversation is not here any more."


class Outside(Struct, frozen=True):
    """What commands of the person's own are given."""

    told: "Callable[[Thread, int], bytes]"
    """A conversation, at a moment, as one line of JSON."""
    env: Mapping[str, str]
    """Our own variables; few of them are handed on."""


class Room(Struct):
    """The store, the settings, the time and the person."""

    db: "Database"
    settings: "Settings"
    clock: "Clock"
    who: str
    hours: "WorkingHours"
    limits: "Mapping[Kind, int]"
    settled: bool = False
    """Whether the rows have been held to these hours once; later ones are another desk's word."""
    outside: Outside | None = None
    """None where no command can be run."""
    offers: "Callable[[str], tuple[str, ...]]" = lambda _network: ()
    """What a network may offer; empty where that isn't known."""
    networks: "Callable[[], tuple[str, ...]]" = tuple
    """The networks' names; empty where they aren't known."""
    judged: "Callable[[Database, Mention], Awaitable[Arrival]] | None" = None
    """Says what a mention is, as the sync process would; None where only the rules are at hand."""
    _version: int = field(default=-1)
    _clock_words: str = ""

    def now(self) -> int:
        """UTC seconds."""
        return self.clock.now()

    def act(self, verb: str, words: str) -> "Act":
        """An entry for the log, by this person, now."""
        from socialtui.store.events import Act

        return Act(self.who, verb, words, self.clock.now())

    def due(self, kind: "Kind", first_at: int) -> int:
        """When a first unanswered word of this kind is due (UTC seconds)."""
        from socialtui.domain.deadlines import due_at

        return due_at(kind, first_at, self.hours, self.limits)

    def held_by_other(self, card: "Card") -> str:
        """The colleague whose claim still holds; empty where none does."""
        holder = card.holder(self.now())
        return holder if holder != self.who else ""

    def midnight(self, days: int = 0) -> int:
        """When the day so many days from today begins on the person's wall (UTC seconds)."""
        from datetime import timedelta

        from socialtui.domain.deadlines import local_day, midnight

        return midnight(local_day(self.now(), self.hours.zone) + timedelta(days=days), self.hours.zone)

    @property
    def clock_words(self) -> str:
        """By which hours and clocks this desk reckons."""
        from socialtui.domain.deadlines import written_clock

        return self._clock_words or written_clock((self.hours, self.limits), self.settings.timezone)

    def take_clock(self, words: str) -> None:
        """Reckons by these hours and clocks from now on; ValueError where they can't be read."""
        from socialtui.domain.deadlines import read_clock

        self.hours, self.limits = read_clock(words, self.hours.zone)
        self._clock_words = words

    def changed(self) -> bool:
        """Whether the store was written to since the last call."""
        version = self.db.data_version()
        seen, self._version = self._version, version
        return version != seen


class Done(Struct, frozen=True):
    """What a verb did."""

    words: str
    ids: tuple[int, ...] = ()
    on: str = ""
    """Whose conversations changed, where the words begin with that: Maria Haas, or 3 conversations."""


async def card_of(read: "Reader", cid: int) -> "Card":
    """One row as it is now; refused where it isn't here any more."""
    return (await cards_of(read, [cid]))[cid]


async def cards_of(read: "Reader", ids: list[int]) -> "dict[int, Card]":
    """Those of these rows that are still here; refused where none is."""
    from socialtui.store import conversations

    cards = await conversations.cards(read, ids)
    if not cards:
        raise refuse(GONE)
    return cards


def own_row(card: "Card") -> "Card":
    """The card, where it is a row; refused where another row stands for it."""
    if card.state.name == "MERGED":
        raise refuse(
            "Another row stands for this conversation.",
            "Act on that one, or take it apart: `socialtui split ID`.",
        )
    return card


def refuse(what: str, next_step: str = "") -> DeskRefusal:
    """A wish that the state of things forbids."""
    return DeskRefusal(what, next_step)
