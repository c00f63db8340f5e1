"""Decides how what no program can fetch is written down line by line: cards, and the sites' visitors."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from socialtui.domain.card import CardText
from socialtui.domain.conversation import encode_id
from socialtui.domain.errors import UsageFault
from socialtui.plain.composing import END

if TYPE_CHECKING:
    from socialtui.desk import Desk
    from socialtui.plain.mode import Terminal

HELP = {
    "card": "a card by hand: asks where, who, what was said, and a link",
    "traffic [SITE N]": "how many people came, week beside week; with N, types in last week's visitors",
}


class ByHand:
    """Verbs that ask for what somebody knows."""

    def __init__(self, desk: "Desk", terminal: "Terminal", say: Callable[[str], None]) -> None:
        self._desk, self._terminal, self._say = desk, terminal, say

    def verbs(self) -> dict[str, Callable[[str], Coroutine[Any, Any, None]]]:
        """Word → what it does with the rest of the line."""
        return {"card": self._card, "traffic": self._traffic}

    async def _card(self, _rest: str) -> None:
        place = self._asked("Place (MySpace, LinkedIn, the phone): ")
        person = self._asked("Who said it: ")
        self._say("What was said; a line with a dot alone ends it.")
        lines: list[str] = []
        while (line := self._terminal.read("")) is not None and line.rstrip() != END:
            lines.append(line)
        link = self._asked("Link, or nothing: ", optional=True)
        log = self._asked("A private line, or nothing: ", optional=True)
        done = await self._desk.cards.add(CardText(place, person, "\n".join(lines), link, log=log))
        shown = (await self._desk.queue.cards(list(done.ids)))[done.ids[0]]
        self._say(f"{encode_id(shown.id)} {done.words}, {shown.kind.value}. undo takes it out again.")

    def _asked(self, prompt: str, *, optional: bool = False) -> str:
        said = (self._terminal.read(prompt) or "").strip()
        if not said and not optional:
            raise UsageFault("Nothing was said, and nothing is kept.", "card begins anew.")
        return said

    async def _traffic(self, rest: str) -> None:
        if rest.strip():
            await self._typed(rest.strip())
            return
        found = await self._desk.traffic.weeks()
        for site in found:
            self._say(f"{site.name}{f': {site.trouble}' if site.trouble else ''}")
            for week in site.weeks:
                over = "" if week.days >= 7 else f" ({week.days} of 7 days)"
                self._say(f"week of {week.visits.start}{over}: {week.words}")
        if not found:
            self._say("No site is counted yet; `socialtui traffic add` connects one.")

    async def _typed(self, rest: str) -> None:
        from socialtui.domain.traffic import A_WEEK, Span, Visits
        from socialtui.domain.weeks import monday_of

        site, _, number = rest.rpartition(" ")
        if not number.isdecimal():
            raise UsageFault(f"“{number[:40]}” is no number of visitors.", "traffic SITE N.")
        monday = monday_of(self._desk.traffic.today()) - A_WEEK
        self._say((await self._desk.traffic.set(site.strip(), Visits(monday, Span.WEEK, int(number)))).words)
