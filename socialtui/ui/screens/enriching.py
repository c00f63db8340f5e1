"""What goes into an answer beside typing: saved replies, put in where the cursor stands."""

from collections.abc import Callable
from typing import TYPE_CHECKING

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
        if (still := first_open(parts.box.composer.text)) is not None:
            parts.box.guide("{" + still.name + "} is to be filled in")

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
        choices = {"h": f"1 hour ({named['h']})", "t": named["t"], "m": named["m"], ":": "a time", "n": "now"}
        key = await parts.choose("Send", choices)
        moment = times.get(key)
        if key == ":":
            typed = await parts.question("Send at (2h, 15:30, tomorrow, fri 9:00)")
            if not typed or not typed.strip():
                return
            moment = verbs.parse_time(typed)
        if key:
            answering.writing = replace(writing, later_at=moment)
            answering.look_again()
