"""What goes into an answer beside typed words, by line: pictures with their descriptions, saved replies and facts."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from socialtui.domain.errors import DeskRefusal, UsageFault
from socialtui.domain.saved import fields, fill, place

if TYPE_CHECKING:
    from socialtui.desk import Desk
    from socialtui.desk.inserts import Choice, Insert
    from socialtui.plain.listing import Listing
    from socialtui.plain.mode import Terminal

HELP = {
    "saved [N [NAME]]": "saved replies and facts; NAME puts one into the answer and asks what is to be filled in",
    "attach N FILE": "a picture for the answer; the next line says what is on it",
    "detach N": "take the answer's last picture out again",
}
_NAMED = 5
"""Saved replies that are named where a word fits several."""

Write = Callable[[int], Coroutine[Any, Any, None]]


class Enriching:
    """Verbs that put something to a draft."""

    def __init__(
        self, desk: "Desk", listing: "Listing", terminal: "Terminal", say: Callable[[str], None], write: Write
    ) -> None:
        self._desk, self._listing, self._terminal = desk, listing, terminal
        self._say, self._write = say, write

    def verbs(self) -> dict[str, Callable[[str], Coroutine[Any, Any, None]]]:
        """Word → what it does with the rest of the line."""
        return {"saved": self._saved, "attach": self._attach, "detach": self._detach}

    # Pictures

    async def _attach(self, rest: str) -> None:
        from socialtui.desk.media import path_of

        cid, path = await self._listing.cid_and(rest)
        if not path:
            raise UsageFault("Which file?", "attach 1 ~/shelf.jpg; the next line says what is on it.")
        await self._desk.media.rules(cid)  # said before anything is asked
        alt = self._terminal.read("What is on it, for people who can't see it: ")
        if alt is None:
            raise UsageFault("The picture has no description, and was not put to the answer.")
        one = await self._desk.media.attach(cid, path_of(path), alt)
        self._say(f"{one.name} goes with the answer. {one.shown}")

    async def _detach(self, rest: str) -> None:
        cid = await self._listing.cid(rest)
        there = await self._desk.media.attached(cid)
        if not there:
            raise DeskRefusal("No picture goes with this answer.")
        self._say((await self._desk.media.detach(cid, there[-1])).words)

    # Saved words

    async def _saved(self, rest: str) -> None:
        from socialtui.desk.inserts import SAVED, choice

        if not rest:
            await self._shelf()
            return
        cid, name = await self._listing.cid_and(rest)
        offered = await choice(self._desk.saved, self._desk.coach, await self._desk.queue.thread(cid))
        if not name:
            self._tell(offered)
            return
        picked = _picked(offered, name)
        text = self._filled(picked.text)
        draft = await self._desk.replies.open(cid)
        if draft.held_by_other:
            raise DeskRefusal(f"{draft.held_by_other} is writing this answer.", "Wait, or talk to them.")
        before = draft.text.rstrip()
        await self._desk.replies.save(cid, f"{before}\n{text}" if before else text)
        if picked.kind == SAVED:
            await self._desk.saved.used(picked.name)
        await self._write(cid)

    def _filled(self, text: str) -> str:
        """Asks for each open place; one that gets no words stays open, and can't leave."""
        said = {}
        for name in fields(text):
            said[place(name)] = (self._terminal.read(f"{name}: ") or "").strip()
        return fill(text, said)

    async def _shelf(self) -> None:
        shelf = await self._desk.saved.shelf()
        for line in shelf.lines:
            places = f"; fill in: {', '.join(line.reply.fields)}" if line.reply.fields else ""
            self._say(f"{line.reply.name}: {line.reply.words}, used {line.used} times{places}")
        for fault in shelf.faults:
            self._say(fault)
        if not shelf.lines and not shelf.faults:
            self._say(f"There are no saved replies yet. Each is a file {self._desk.saved.folder}/NAME.md.")

    def _tell(self, offered: "Choice") -> None:
        for one in offered.inserts:
            self._say(f"{one.kind} {one.name}: {one.words}")
        for fault in offered.faults:
            self._say(fault)
        if not offered.inserts:
            self._say("There is nothing to put in yet.")


def _picked(offered: "Choice", name: str) -> "Insert":
    """The one of that name, or the only one that the letters fit."""
    from socialtui.desk.inserts import found

    exact = [one for one in offered.inserts if one.name.casefold() == name.casefold()]
    fitting = exact[:1] or list(found(offered.inserts, name))
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise UsageFault(f"Nothing that is saved fits “{name[:40]}”.", "saved lists what there is.")
    names = ", ".join(one.name for one in fitting[:_NAMED])
    raise UsageFault(f"“{name[:40]}” fits several: {names}.", "Say more of its name.")
