"""Decides that a place without any interface is a network all the same: it brings nothing, and takes nothing."""

from typing import TYPE_CHECKING

from socialtui.domain import card
from socialtui.domain.errors import Refused
from socialtui.domain.mention import Mention
from socialtui.domain.network import About, Account, Clock, Look, Network, Page, SignedIn
from socialtui.domain.only_hears import OnlyHears

if TYPE_CHECKING:
    from socialtui.http_client import HttpClient

ABOUT = About(
    name=card.NETWORK,
    words="Cards by hand: a place that no program can ask (MySpace, LinkedIn, the phone)",
    questions=(),
    guide=(
        "--name is the place: MySpace, LinkedIn, Better Business Bureau, the phone.",
        "`socialtui card add`, or A on the screen, writes down what was said there.",
        "An answer goes by hand: say it there, then file it as posted.",
    ),
    wire=False,
    offers=("hear",),
    login="nothing; you are its only reader",
)


def connect(account: Account, secret: str, http: "HttpClient", clock: Clock) -> Network:  # noqa: ARG001
    """One place."""
    return Cards(account)


class Cards(OnlyHears):
    """Implements `domain.network.Network`: what there is, was written down here."""

    instead = ""

    def __init__(self, account: Account) -> None:
        self._place = account.name
        self.cannot = card.cannot(account.name)

    async def sign_in(self) -> SignedIn:
        """Who signs in is the person with the pen."""
        return card.signed_in(self._place)

    async def pull(self, source: str, cursor: str) -> Page:
        """Nothing comes by itself."""
        if source not in (card.SAID, card.OVERHEARD):
            raise Refused(
                f"Cards have no source called {source}.", f"There are {card.SAID}, {card.OVERHEARD}."
            )
        return Page((), cursor or "by-hand")

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:  # noqa: ARG002  the port's own name
        """All that is known is in the store already."""
        return ()

    async def look(self, remote_id: str) -> Look:  # noqa: ARG002
        """Nobody can look from here."""
        raise Refused(card.by_hand(self._place), "Look there.")
