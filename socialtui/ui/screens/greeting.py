"""What a person is met with: the same row as before, what came meanwhile, a cut link, or nobody waiting."""

from socialtui.domain.reply import OutboxState
from socialtui.domain.text import clean
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.parts import Parts
from socialtui.ui.times import clock, clock_zone
from socialtui.ui.widgets.status import Facts

AWAY = 30 * 60
"""Seconds without a key after which a person has been away."""


class Greeting:
    """Remembers where a person stands, and brings them back there."""

    def __init__(self, parts: Parts, listing: Listing) -> None:
        self._parts, self._listing = parts, listing
        self._words: tuple[str, ...] = ()
        self._welcome: tuple[str, ...] = ()
        self._key_at = 0

    async def first(self) -> None:
        """Before the first paint: the list, and the counts."""
        parts, place = self._parts, self._parts.desk.place
        self._place = await place.recalled()
        self._listing.choose(self._place.view)
        await self._listing.load(self._place.conversation_id)
        counts = await parts.desk.queue.counts()
        now = clock_zone(parts.now(), parts.zone)
        parts.status.tell(Facts(parts.desk.settings.brand, counts, "", "", now))

    async def second(self) -> None:
        """Behind it: what to say to somebody who comes back."""
        place, now = self._place, self._parts.now()
        words: list[str] = []
        if place.seen_at and place.ended != "left":
            words += await self._cut(place.seen_at, place.conversation_id)
        words += await self._parts.desk.place.since_words(place.seen_at)
        self._key_at = now
        if words:
            self._welcome_back(words)
        else:
            await self.nobody()
        await self.remember()

    @property
    def first_time(self) -> bool:
        """Nobody sat at this desk before."""
        return not self._place.seen_at

    def _welcome_back(self, words: list[str]) -> None:
        self._welcome = tuple(words)
        self._parts.banner.tell(words)

    def touched(self) -> int:
        """A key was pressed: what was said to somebody who came back goes; since when nobody was there, if so.

        UTC seconds; 0 for somebody who was there all the time.
        """
        now, was = self._parts.now(), self._key_at
        if self._welcome and self._parts.banner.words == self._welcome:
            self._parts.banner.tell(())
        if not was:
            return 0
        self._welcome, self._key_at = (), now
        return was if now - was >= AWAY else 0

    @property
    def here(self) -> bool:
        """Somebody sits here, and didn't only leave the screen open."""
        return self._parts.now() - self._key_at < AWAY

    @property
    def worked(self) -> bool:
        """A key was pressed in the last minute."""
        return self._parts.now() - self._key_at <= 60

    async def back_again(self, since: int) -> None:
        """The same words for somebody who comes back to a screen that stood open."""
        if words := await self._parts.desk.place.since_words(since):
            self._welcome_back(words)

    async def remember(self, ended: str = "") -> None:
        """Where this desk stands now; `ended` is left or cut at the end."""
        card = self._parts.card
        await self._parts.desk.place.remember(card.id if card else None, self._listing.shown.id, ended)

    async def _cut(self, seen_at: int, cid: int | None) -> list[str]:
        desk, at = self._parts.desk, clock(seen_at, self._parts.zone)
        drafts = [
            line
            for line in await desk.replies.drafts()
            if line.conversation_id == cid and line.writer == desk.room.who
        ]
        if not drafts:
            return []
        to = clean(drafts[0].to, newlines=False)
        kept = f"{len(drafts[0].text)} letters kept. r goes on."
        return [f"Welcome back. The link broke at {at} while you wrote to {to}. {kept}"]

    async def nobody(self) -> None:
        """Nobody is waiting. Last answer 14:02 to @deskgirl · next today: Google Alerts, 5 min (3) · 118 others."""
        parts, shown = self._parts, self._listing.shown
        empty = not parts.queue.cards and shown.id == "owed" and not shown.filter
        if not empty:
            if parts.banner.words and parts.banner.words == self._words:
                parts.banner.tell(())
            return
        words = ["Nobody is waiting."]
        sent = [line for line in await parts.desk.replies.outbox(20) if line.state is OutboxState.SENT]
        if sent and sent[0].sent_at:
            to = clean(sent[0].to, newlines=False)
            words[0] += f" Last answer {clock(sent[0].sent_at, parts.zone)} to {to}"
        panel = await parts.desk.cadence.panel()
        task = next((row for row in panel.today.rows if row.minutes_left), None)
        if task is not None:
            words.append(f"next today: {task.task.words}, {task.minutes_left} min (3)")
        others = (await parts.desk.queue.counts()).others
        if others:
            words.append(f"{others} others to read ( ] )")
        self._words = (" · ".join(words),)
        parts.banner.tell(self._words)
