"""What every part of the desk shares."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from socialtui.domain.errors import DeskRefusal

if TYPE_CHECKING:
    from socialtui.domain.deadlines import WorkingHours
    from socialtui.domain.mention import Kind
    from socialtui.domain.network import Clock
    from socialtui.settings import Settings
    from socialtui.store.database import Database
    from socialtui.store.events import Act


class Room(Struct):
    """The store, the settings, the time and the person."""

    db: "Database"
    settings: "Settings"
    clock: "Clock"
    who: str
    hours: "WorkingHours"
    limits: "Mapping[Kind, int]"
    _version: int = field(default=-1)

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

    def changed(self) -> bool:
        """Whether the store was written to since the last call."""
        version = self.db.data_version()
        seen, self._version = self._version, version
        return version != seen


class Done(Struct, frozen=True):
    """What a verb did."""

    words: str
    ids: tuple[int, ...] = ()


def refuse(what: str, next_step: str = "") -> DeskRefusal:
    """A wish that the state of things forbids."""
    return DeskRefusal(what, next_step)
