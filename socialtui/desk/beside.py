"""The parts of a desk for what comes from no network: cards by hand, and the sites' visitors."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialtui.desk.cards import CardsDesk
    from socialtui.desk.room import Room
    from socialtui.desk.traffic import TrafficDesk


class Beside:
    """Each part is loaded when it is first asked for."""

    room: "Room"

    @cached_property
    def cards(self) -> "CardsDesk":
        """What was said in places that no program can ask."""
        from socialtui.desk.cards import CardsDesk

        return CardsDesk(self.room)

    @cached_property
    def traffic(self) -> "TrafficDesk":
        """How many people came to the sites."""
        from socialtui.desk.traffic import TrafficDesk

        return TrafficDesk(self.room)
