"""What goes into an answer beside typing: facts, saved replies, pictures; and when it leaves."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from socialtui.domain.text import sentence
from socialtui.ui.commands import Keys, Where

if TYPE_CHECKING:
    from socialtui.ui.screens.answering import Answering
    from socialtui.ui.screens.parts import Parts


class Enriching:
    """Acts on the answer that is being written."""

    def __init__(self, parts: "Parts", answering: "Answering", keys: Callable[[], Keys]) -> None:
        self._parts, self._answering, self._keys = parts, answering, keys

    async def insert(self) -> None:
        """Facts first, then saved replies; the cursor goes to the first place that is still open."""
        from socialtui.desk.inserts import SAVED, choice
        from socialtui.domain.saved import first_open
        from socialtui.ui.screens.inserting import Inserting
        from socialtui.ui.screens.sheet import Spot

        parts, writing = self._parts, self._answering.writing
        if writing is None or parts.box is None:
            return
        thread = await parts.desk.queue.thread(writing.card.id)
        offered = await choice(parts.desk.saved, parts.desk.coach, thread)
        spot = Spot(parts.look, self._keys(), Where.COMPOSER)
        picked = await parts.queue.app.push_screen_wait(Inserting(spot, offered, writing.card.who))
        parts.box.composer.focus()
        if picked is None or self._answering.writing is None:
            return
        parts.box.composer.put_in(picked.text)
        if picked.kind == SAVED:
            await parts.desk.saved.used(picked.name)
        if first_open(parts.box.composer.text) is not None:
            parts.box.to_fill(parts.box.composer.text)

    async def later(self) -> None:
        """Another time to leave: a choice, a typed one, or at once again."""
        from msgspec.structs import replace

        from socialtui.ui.times import when

        parts, answering, writing = self._parts, self._answering, self._answering.writing
        if writing is None:
            return
        if writing.plan.by_hand:
            parts.say("What you post by hand leaves when you post it.")
            return
        verbs, now = parts.desk.verbs, parts.now()
        times = verbs.snooze_choices()
        named = {key: when(moment, now, parts.zone) for key, moment in times.items()}
        choices = {"h": "1 hour", "t": named["t"], "m": named["m"], ":": "a time", "n": "now"}
        if times["t"] == times["m"]:
            del choices["m"]
        key = await parts.choose("Send", choices)
        moment = times.get(key)
        if key == ":":
            typed = await parts.question("Send at (2h, 15:30, tomorrow, fri 9:00)")
            if not typed or not typed.strip():
                return
            moment = verbs.parse_time(typed)
        if key and answering.writing is not None and answering.writing.card.id == writing.card.id:
            # What was said of the answer while this was asked stays said.
            answering.writing = replace(answering.writing, later_at=moment)
            answering.look_again()

    async def attach(self) -> None:
        """A file with its description, which is asked for; or takes the last one out again."""
        from socialtui.desk.media import path_of
        from socialtui.domain.media import many

        parts, writing = self._parts, self._answering.writing
        if writing is None or parts.box is None:
            return
        media, cid = parts.desk.media, writing.card.id
        await media.rules(cid)
        if there := await media.attached(cid):
            key = await parts.choose(f"{many(there)}.", {"a": "another", "x": f"take {there[-1].name} out"})
            if key == "x":
                parts.say(sentence((await media.detach(cid, there[-1])).words))
            if key != "a":
                await self._tell_media(cid)
                return
        path = await parts.question("File")
        if not path or not path.strip():
            return
        alt = await parts.question("What is on it, for people who can't see it")
        if alt is None:
            return
        await media.attach(cid, path_of(path), alt)
        await self._tell_media(cid)

    async def _tell_media(self, cid: int) -> None:
        from socialtui.domain.media import many

        if self._parts.box is not None:
            self._parts.box.guide(many(await self._parts.desk.media.attached(cid)))
