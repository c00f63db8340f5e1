"""The part of the door that leads to posts of our own and to the week looked back at."""

from functools import cached_property
from typing import TYPE_CHECKING

from socialtui.desk.room import Room

if TYPE_CHECKING:
    from socialtui.desk.coach import CoachDesk
    from socialtui.desk.lessons import LessonsDesk
    from socialtui.desk.people import PeopleDesk
    from socialtui.desk.plans import PlansDesk
    from socialtui.desk.posts import PostsDesk
    from socialtui.desk.restraint import RestraintDesk
    from socialtui.desk.review import ReviewDesk
    from socialtui.desk.slots import SlotsDesk
    from socialtui.desk.traffic import TrafficDesk


class OwnPosts:
    """Each is loaded when it is first asked for."""

    room: Room
    if TYPE_CHECKING:
        # What the desk has beside these.
        @property
        def coach(self) -> CoachDesk: ...
        @property
        def plans(self) -> PlansDesk: ...
        @property
        def traffic(self) -> TrafficDesk: ...
        @property
        def people(self) -> PeopleDesk: ...
        @property
        def lessons(self) -> LessonsDesk: ...

    @cached_property
    def posts(self) -> "PostsDesk":
        """Posts of our own and their slots."""
        from socialtui.desk.posts import PostsDesk

        return PostsDesk(self.room, self.restraint, self.coach)

    @cached_property
    def slots(self) -> "SlotsDesk":
        """Posts planned, moved and taken back."""
        from socialtui.desk.slots import SlotsDesk

        return SlotsDesk(self.room, self.restraint, self.posts)

    @cached_property
    def review(self) -> "ReviewDesk":
        """A week looked back at."""
        from socialtui.desk.review import ReviewDesk

        return ReviewDesk(self.room, self.restraint, self.plans, self.traffic, self.people, self.lessons)

    @cached_property
    def restraint(self) -> "RestraintDesk":
        """How much room there is for posts of our own, and when they are held back."""
        from socialtui.desk.restraint import RestraintDesk

        return RestraintDesk(self.room, self.coach)
