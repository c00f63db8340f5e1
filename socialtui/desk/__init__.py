"""The one door: what a person can do, for the screen, the line mode and the commands alike."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from socialtui.desk.cadence import CadenceDesk
from socialtui.desk.health import HealthDesk
from socialtui.desk.place import PlaceDesk
from socialtui.desk.queue import QueueDesk
from socialtui.desk.replies import RepliesDesk
from socialtui.desk.room import Room
from socialtui.desk.undo import UndoDesk
from socialtui.desk.verbs import VerbsDesk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from socialtui.domain.deadlines import WorkingHours
    from socialtui.domain.mention import Kind
    from socialtui.domain.network import Clock
    from socialtui.settings import Settings
    from socialtui.store.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """A person's place at the store. Each part is a group of verbs."""

    room: Room
    queue: QueueDesk
    verbs: VerbsDesk
    replies: RepliesDesk
    undo: UndoDesk
    cadence: CadenceDesk
    health: HealthDesk
    place: PlaceDesk

    @classmethod
    def at(
        cls,
        db: "Database",
        settings: "Settings",
        clock: "Clock",
        who: str,
        *,
        hours: "WorkingHours",
        limits: "Mapping[Kind, int]",
        plan_file: Path,
    ) -> "Desk":
        """Sits down: `who` writes, by these working hours and response clocks."""
        room = Room(db, settings, clock, who, hours, limits)
        queue = QueueDesk(room)
        cadence = CadenceDesk(room, queue, plan_file)
        return cls(
            room, queue, VerbsDesk(room), RepliesDesk(room), UndoDesk(room), cadence,
            HealthDesk(room, cadence), PlaceDesk(room),
        )  # fmt: skip

    @property
    def clock(self) -> "Clock":
        """The time."""
        return self.room.clock

    @property
    def settings(self) -> "Settings":
        """What the person set."""
        return self.room.settings

    @property
    def who(self) -> str:
        """Whose desk this is."""
        return self.room.who

    def changed(self) -> bool:
        """Whether anything was written to the store since the last call. Cheap; draws nothing."""
        return self.room.changed()

    async def close(self) -> None:
        """Leaves the store."""
        await self.room.db.close()
