"""Decides what is remembered of a source between two questions: how far it was read, and what may still change."""

from collections.abc import Collection, Iterable

from msgspec import Struct, field

from socialtui.domain.cursor import Cursored
from socialtui.domain.mention import Mention
from socialtui.networks.hackernews.items import digest

EDITABLE = 2 * 3600 + 900
"""Seconds for which an item can be changed there, and a little for the search to learn of it."""
REMEMBERED = 600


class Seen(Struct, array_like=True):
    """An item that was handed over and may still change."""

    said_at: int
    words: str
    """A digest."""
    alive: bool = False
    """It left the search, and was found alive: it isn't asked for again."""


class Round(Struct, Cursored):
    """What is known of a source; its text is the cursor. Times are UTC seconds."""

    since: int = 0
    """The newest item of the rounds that are over."""
    until: int = 0
    """Where the present round is, on its way down; 0 between rounds."""
    top: int = 0
    """The newest item of the present round."""
    pages: int = 0
    seen: dict[str, Seen] = field(default_factory=dict)

    def is_new(self, one: Mention) -> bool:
        """Whether it wasn't handed over as it stands now."""
        seen = self.seen.get(one.remote_id)
        return seen.words != digest(one.text) if seen else one.said_at > self.since - EDITABLE

    def remember(self, said: Iterable[Mention], *, alive: bool = False) -> None:
        """These are handed over."""
        for one in said:
            self.seen[one.remote_id] = Seen(one.said_at, digest(one.text), alive)

    def over(self, removed: Collection[str]) -> None:
        """The round is at its end: only what may still change is remembered."""
        self.since = max(self.since, self.top)
        self.until = self.top = self.pages = 0
        young = sorted(
            (
                (number, seen)
                for number, seen in self.seen.items()
                if number not in removed and seen.said_at >= self.since - EDITABLE
            ),
            key=lambda one: one[1].said_at,
        )
        self.seen = dict(young[-REMEMBERED:])
