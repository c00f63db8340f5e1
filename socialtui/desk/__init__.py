"""The one door: what a person can do, for the screen, the line mode and the commands alike."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from socialtui.desk.beside import Beside
from socialtui.desk.own import OwnPosts
from socialtui.desk.room import Room

if TYPE_CHECKING:
    from socialtui.desk.cadence import CadenceDesk
    from socialtui.desk.coach import CoachDesk
    from socialtui.desk.files import Files
    from socialtui.desk.health import HealthDesk
    from socialtui.desk.joining import JoiningDesk
    from socialtui.desk.learning import LearningDesk
    from socialtui.desk.lessons import LessonsDesk
    from socialtui.desk.listening import ListeningDesk
    from socialtui.desk.media import MediaDesk
    from socialtui.desk.meters import MetersDesk
    from socialtui.desk.people import PeopleDesk
    from socialtui.desk.pipe import PipeDesk
    from socialtui.desk.place import PlaceDesk
    from socialtui.desk.plans import PlansDesk
    from socialtui.desk.practice import PracticeDesk
    from socialtui.desk.promises import PromisesDesk
    from socialtui.desk.queue import QueueDesk
    from socialtui.desk.replies import RepliesDesk
    from socialtui.desk.reusing import ReuseDesk
    from socialtui.desk.rules import RulesDesk
    from socialtui.desk.saved import SavedDesk
    from socialtui.desk.sessions import SessionsDesk
    from socialtui.desk.undo import UndoDesk
    from socialtui.desk.verbs import VerbsDesk
    from socialtui.desk.views import ViewsDesk
    from socialtui.desk.waiting import WaitingDesk
    from socialtui.domain.deadlines import WorkingHours
    from socialtui.domain.mention import Kind
    from socialtui.domain.network import Clock
    from socialtui.settings import Settings
    from socialtui.store.database import Database


class Desk(Beside, OwnPosts):
    """A person's place at the store. Each part is a group of verbs, loaded when it is first asked for."""

    def __init__(self, room: Room, plan_file: Path) -> None:
        self.room = room
        self._plan_file = plan_file

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
        return cls(Room(db, settings, clock, who, hours, limits), plan_file)

    @cached_property
    def queue(self) -> "QueueDesk":
        """Views, windows, counts, one conversation in full."""
        from socialtui.desk.queue import QueueDesk

        return QueueDesk(self.room)

    @cached_property
    def verbs(self) -> "VerbsDesk":
        """Done, snooze, claim and the other acts on conversations."""
        from socialtui.desk.verbs import VerbsDesk

        return VerbsDesk(self.room)

    @cached_property
    def joining(self) -> "JoiningDesk":
        """One row for what one person says in several threads."""
        from socialtui.desk.joining import JoiningDesk

        return JoiningDesk(self.room)

    @cached_property
    def replies(self) -> "RepliesDesk":
        """Drafts, review, the outbox."""
        from socialtui.desk.replies import RepliesDesk

        return RepliesDesk(self.room, self.saved, self.coach)

    @cached_property
    def practice(self) -> "PracticeDesk":
        """How a practice session went."""
        from socialtui.desk.practice import PracticeDesk

        return PracticeDesk(self.room, self.queue)

    @cached_property
    def coach(self) -> "CoachDesk":
        """What is worth a second look in a draft."""
        from socialtui.desk.coach import CoachDesk

        return CoachDesk(self.room, self._plan_file.parent, self.queue.alike)

    @cached_property
    def media(self) -> "MediaDesk":
        """Pictures beside an answer."""
        from socialtui.desk.media import MediaDesk

        return MediaDesk(self.room)

    @cached_property
    def saved(self) -> "SavedDesk":
        """Saved replies."""
        from socialtui.desk.saved import SavedDesk

        return SavedDesk(self.room, self._plan_file.parent / "replies")

    @cached_property
    def people(self) -> "PeopleDesk":
        """Who they are, over all networks."""
        from socialtui.desk.people import PeopleDesk

        return PeopleDesk(self.room)

    @cached_property
    def promises(self) -> "PromisesDesk":
        """The ledger of what we promised."""
        from socialtui.desk.promises import PromisesDesk

        return PromisesDesk(self.room)

    @cached_property
    def waiting(self) -> "WaitingDesk":
        """Follow-ups, and what is let rest."""
        from socialtui.desk.waiting import WaitingDesk

        return WaitingDesk(self.room)

    @cached_property
    def meters(self) -> "MetersDesk":
        """Answers in time, and restraint in joining."""
        from socialtui.desk.meters import MetersDesk

        return MetersDesk(self.room, self.coach)

    @cached_property
    def undo(self) -> "UndoDesk":
        """Takes back; shows the log."""
        from socialtui.desk.undo import UndoDesk

        return UndoDesk(self.room, self._files)

    @property
    def _files(self) -> "Files":
        from socialtui.desk.files import Files

        return Files(self._plan_file.parent)

    @cached_property
    def lessons(self) -> "LessonsDesk":
        """What conversations teach."""
        from socialtui.desk.lessons import LessonsDesk

        return LessonsDesk(self.room, self.replies)

    @cached_property
    def reuse(self) -> "ReuseDesk":
        """Answers put to another use."""
        from socialtui.desk.reusing import ReuseDesk

        return ReuseDesk(self.room, self._files)

    @cached_property
    def views(self) -> "ViewsDesk":
        """The lists by name, a person's own among them."""
        from socialtui.desk.views import ViewsDesk

        return ViewsDesk(self.room, self._files)

    @cached_property
    def cadence(self) -> "CadenceDesk":
        """The schedule and its ticks."""
        from socialtui.desk.cadence import CadenceDesk

        return CadenceDesk(self.room, self.queue, self._plan_file)

    @cached_property
    def plans(self) -> "PlansDesk":
        """The schedule's changes, offers, and half a year of it."""
        from socialtui.desk.plans import PlansDesk

        return PlansDesk(self.room, self.cadence, self._plan_file, self._files)

    @cached_property
    def sessions(self) -> "SessionsDesk":
        """Work on what is due, and the minutes of the day."""
        from socialtui.desk.sessions import SessionsDesk

        return SessionsDesk(self.room, self.queue, self.cadence)

    @cached_property
    def learning(self) -> "LearningDesk":
        """What judging learned from decisions."""
        from socialtui.desk.learning import LearningDesk

        return LearningDesk(self.room)

    @cached_property
    def health(self) -> "HealthDesk":
        """Sources, accounts, the status line."""
        from socialtui.desk.health import HealthDesk

        return HealthDesk(self.room, self.cadence)

    @cached_property
    def listening(self) -> "ListeningDesk":
        """What is listened to by choice, what was missed, where nothing is heard."""
        from socialtui.desk.listening import ListeningDesk

        return ListeningDesk(self.room, self.cadence)

    @cached_property
    def place(self) -> "PlaceDesk":
        """Where this desk stood."""
        from socialtui.desk.place import PlaceDesk

        return PlaceDesk(self.room)

    @cached_property
    def rules(self) -> "RulesDesk":
        """Rules and macros."""
        from socialtui.desk.rules import RulesDesk

        return RulesDesk(self.room, self._plan_file.parent, self.saved)

    @cached_property
    def pipe(self) -> "PipeDesk":
        """Conversations handed to a person's own commands."""
        from socialtui.desk.pipe import PipeDesk

        return PipeDesk(self.room, self.queue)

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
