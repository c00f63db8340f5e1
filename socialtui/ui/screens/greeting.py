"""What a person is met with: the same row as before, what came meanwhile, a cut link, or nobody waiting."""

from datetime import datetime

from socialtui.desk.place import SinceYouLeft
from socialtui.domain.reply import OutboxState
from socialtui.domain.text import clean
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.parts import Parts
from socialtui.ui.times import clock, clock_zone, coarse, when
from socialtui.ui.widgets.status import Facts

AWAY = 30 * 60
"""Seconds after which a person is told what came meanwhile."""


class Greeting:
    """Remembers where a person stands, and brings them back there."""

    def __init__(self, parts: Parts, listing: Listing) -> None:
        self._parts, self._listing = parts, listing
        self._words: tuple[str, ...] = ()

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
        if place.seen_at and now - place.seen_at >= AWAY:
            words += self._since(await self._parts.desk.place.since(place.seen_at), now)
        if words:
            self._parts.banner.tell(words)
        else:
            await self.nobody()
        await self.remember()

    async def remember(self, ended: str = "") -> None:
        """Where this desk stands now; `ended` is left or cut at the end."""
        card = self._parts.card
        await self._parts.desk.place.remember(card.id if card else None, self._listing.shown.id, ended)

    async def _cut(self, seen_at: int, cid: int | None) -> list[str]:
        drafts = [line for line in await self._parts.desk.replies.drafts() if line.conversation_id == cid]
        at = clock(seen_at, self._parts.zone)
        if not drafts:
            return []
        to = clean(drafts[0].to, newlines=False)
        kept = f"{len(drafts[0].text)} letters kept. r goes on."
        return [f"Welcome back. The link broke at {at} while you wrote to {to}. {kept}"]

    def _since(self, since: SinceYouLeft, now: int) -> list[str]:
        """Since 18:04 (15 h): 9 complaints, first due 10:00 · 22 questions · 31 thanks · 118 others"""
        zone = self._parts.zone
        there = datetime.fromtimestamp(since.seen_at, zone)
        at = f"{there:%H:%M}" if now - since.seen_at < 86_400 else f"{there:%a %H:%M}"
        due = (
            f", first due {when(since.first_due, now, zone)}" if since.complaints and since.first_due else ""
        )
        came = (
            f"Since {at} ({coarse(now - since.seen_at)}): {_count(since.complaints, 'complaint')}{due}"
            f" · {_count(since.questions, 'question')} · {since.thanks} thanks · {_count(since.others, 'other')}"
        )
        gaps = ", ".join(clean(gap, newlines=False) for gap in since.gaps[:2])
        missed = f"{_count(len(since.gaps), 'gap')} on {gaps} (g s)" if since.gaps else ""
        stuck = (
            f"{_count(since.stuck, 'answer')} of yours stuck (g o)"
            if since.stuck
            else "nothing of yours is stuck"
        )
        return [came, " · ".join(part for part in (missed, stuck) if part)]

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


def _count(number: int, words: str) -> str:
    return f"{number} {words}{'' if number == 1 else 's'}"
