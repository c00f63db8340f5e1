"""The people we talk with: those with whom it goes both ways, and whom we helped, first; and who thanked us."""

from collections.abc import Hashable, Sequence

from socialtui.domain.person import Known, Thanked
from socialtui.ui import knowing
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Given, Picked
from socialtui.ui.screens.asking import AskingSheet
from socialtui.ui.screens.lists import many
from socialtui.ui.screens.person import PersonCard
from socialtui.ui.times import coarse, when
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.questions import Ask
from socialtui.ui.widgets.table import Column, Row

JAR = (Column(18), Column(0), Column(8), Column(5, right=True))
DAYS = 7
"""The jar of a week."""


class People(AskingSheet):
    """g i. Result: the conversation to go to, or None."""

    WHERE = Where.PEOPLE
    BINDINGS = bindings(Where.PEOPLE)
    COLUMNS = (Column(22), Column(0), Column(11, right=True), Column(9, right=True), Column(5, right=True))
    EMPTY = "Nobody yet. Whoever you answer is listed here."

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self._words, self._jar = "", False
        self._known: dict[Hashable, Known] = {}
        self._thanked: dict[Hashable, Thanked] = {}

    async def read(self) -> Sequence[Row]:
        """People, or the jar."""
        if self._jar:
            return await self._read_jar()
        found = await self.desk.people.known(self._words)
        self._known = {one.person_id: one for one in found}
        return [self._row(one) for one in found]

    def _row(self, one: Known) -> Row:
        ink = self.look.ink
        tags = ", ".join("VIP" if tag == "vip" else tag for tag in one.tags)
        places = ", ".join(knowing.network_name(network) for network in one.networks)
        return Row(
            one.person_id,
            (
                (one.name, ink.text), (self.facts(tags, places), ink.muted),
                (f"{one.mutual} both ways", ink.text), (f"{one.helped} helped", ink.text),
                (coarse(self.now - one.last_at), ink.muted),
            ),
        )  # fmt: skip

    async def _read_jar(self) -> Sequence[Row]:
        jar = await self.desk.people.jar(DAYS)
        self._thanked = {f"thanks {n}": one for n, one in enumerate(jar)}
        ink = self.look.ink
        return [
            Row(
                id,
                (
                    (one.name, ink.text), (one.text, ink.text),
                    ("answered" if one.answer else "", ink.muted), (coarse(self.now - one.at), ink.muted),
                ),
            )
            for id, one in self._thanked.items()
        ]  # fmt: skip

    def heading(self) -> tuple[str, str]:
        """How many, and by what they are ranked."""
        if self._jar:
            return "Appreciation jar", f"{len(self._thanked)} thanks in {DAYS} days"
        ranked = "by talk in both directions and help given"
        narrowed = f"/{self._words}" if self._words else ""
        return "People", self.facts(many(len(self._known), "person", "people"), narrowed or ranked)

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """Their handles and counts, or the thanks in full."""
        ink = self.look.ink
        if self._jar and (thanks := self._thanked.get(id)):
            place = self.facts(knowing.network_name(thanks.network), when(thanks.at, self.now, self.zone))
            after = "after an answer of ours" if thanks.answer else ""
            return [*self.wrapped(thanks.text, width), self.line(self.facts(place, after), width, ink.muted)]
        one = self._known.get(id)
        if one is None:
            return []
        handles = "  ".join(f"@{handle}" for handle in one.handles)
        counts = self.facts(
            f"{many(one.theirs, 'word')} of theirs",
            f"{many(one.ours, 'answer')} of ours",
            f"{one.helped} that helped",
        )
        return [
            self.line(self.facts(one.name, handles), width), self.line(counts, width, ink.muted),
            self.line("Enter opens the card: wants, gifts, thanks, talks.", width, ink.muted),
        ]  # fmt: skip

    def can(self, id: str) -> bool:
        """Enter needs a row."""
        return id != "people.open" or self.table.current is not None

    def _person(self) -> int | None:
        here = self.table.current
        thanks = self._thanked.get(here) if self._jar else None
        if thanks is not None:
            return thanks.person_id
        return here if isinstance(here, int) else None

    async def verb_people_open(self) -> None:
        """The card of the person under the cursor."""
        person = self._person()
        if person is not None:
            self.app.push_screen(PersonCard(Given(self.desk, self.look, self.zone, self.keys, self.WHERE), person),
                                 self._back)  # fmt: skip

    def _back(self, picked: Picked | None) -> None:
        if picked is not None:
            self.dismiss(picked)
        else:
            self.reload()

    async def verb_people_filter(self) -> None:
        """Narrows by name, handle or tag; escape shows all again."""
        said = await self.question("/", self._words)
        self._narrow((said or "").strip())

    def on_ask_typed(self, event: Ask.Typed) -> None:
        """The list narrows as one types."""
        event.stop()
        self._narrow(event.text.strip())

    def _narrow(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.reload()

    async def verb_people_jar(self) -> None:
        """Who thanked us this week, and back."""
        self._jar = not self._jar
        self.table.shape(JAR if self._jar else self.COLUMNS)
        self.reload()
