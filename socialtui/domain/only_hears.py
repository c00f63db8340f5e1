"""Decides what a network says that takes nothing from here: answers go by hand, and nothing is liked or hidden."""

from collections.abc import AsyncIterator, Mapping

from socialtui.domain.errors import Refused
from socialtui.domain.network import Outgoing, Sent


class OnlyHears:
    """The half of `domain.network.Network` in which something would leave."""

    cannot: Mapping[str, str]
    """Verb → why it can't be done there: reply, like, hide. The network's own words."""
    instead = "Open the link instead."
    """What to do in place of a like or of hiding it."""

    async def reply(self, outgoing: Outgoing) -> Sent:  # noqa: ARG002  the port's own name
        """Never possible."""
        raise Refused(self.cannot["reply"], "")

    async def find(self, outgoing: Outgoing) -> Sent | None:  # noqa: ARG002
        """Nothing leaves from here."""
        return None

    async def like(self, remote_id: str) -> None:  # noqa: ARG002
        """Never possible."""
        raise Refused(self.cannot["like"], self.instead)

    async def moderate(self, remote_id: str, verb: str) -> None:  # noqa: ARG002
        """Never possible."""
        raise Refused(self.cannot["hide"], self.instead)

    def stream(self) -> AsyncIterator[str] | None:
        """There is none."""
        return None

    async def close(self) -> None:
        """Nothing is held open."""
