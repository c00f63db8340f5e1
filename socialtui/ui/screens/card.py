"""A card by hand: where it was said, by whom, in which words; one question below the other."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from socialtui.desk.cards import ROLES, CardText
from socialtui.domain.errors import SocialtuiError
from socialtui.ui.screens import Given, Picked
from socialtui.ui.screens.form import FormSheet
from socialtui.ui.widgets.prompt import Prompt

SHOWN = 6
"""Lines of what was said that stay in sight."""


class Step(Struct, frozen=True):
    """One question; its name is the card's field."""

    name: str
    words: str
    optional: bool = False


PLACE = Step("place", "Where was it said?  MySpace, LinkedIn, Better Business Bureau, the phone …")
PERSON = Step("person", "Who said it?")
TEXT = Step("text", "What was said?  Enter adds a line, enter on an empty one goes on.")
LINK = Step("link", "Where does it stand?  A link, or enter for none.", True)
LOG = Step("log", "A private line: who took the call, what was done. Enter for none.", True)
ROLE = Step("role", f"Which tasks does this place serve?  {', '.join(ROLES)}, or enter for none.", True)


class Card(FormSheet[Picked | None]):
    """A. Result: the new row, or None when nothing was written."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self.desk = given.desk
        self._at, self._lines = 0, list[str]()
        self._said: dict[str, str] = {}
        self._places: dict[str, str] = {}
        """The places that are known, by their name in small letters."""
        self.prompt.several = True

    def begin(self) -> None:
        """Asks where, with the places that are known."""
        self.title_line("Card by hand", "a place that no program can ask; you answer there yourself")
        self.run_worker(self._begin(), exclusive=True, group="read", exit_on_error=False)

    async def _begin(self) -> None:
        self._places = {one.name.casefold(): one.name for one, _ in await self.desk.cards.places()}
        self._ask()

    @property
    def _steps(self) -> Sequence[Step]:
        """A place that is known has its role."""
        known = self._said.get("place", "").casefold() in self._places
        return (PLACE, PERSON, TEXT, LINK, LOG) if known else (PLACE, PERSON, TEXT, LINK, LOG, ROLE)

    @property
    def _step(self) -> Step:
        return self._steps[self._at]

    def _ask(self) -> None:
        said = [self._said[name] for name in ("person", "place") if self._said.get(name)]
        told = [" in ".join(said)] if self._at else []
        if self._step is PLACE and self._places:
            told = [f"So far: {', '.join(self._places.values())}."]
        self.ask(
            [*told, *self._lines[-SHOWN:], f"\n{self._step.words}"]
            if self._step is TEXT
            else [*told, f"\n{self._step.words}"],
            self._said.get(self._step.name, "") if self._step is not TEXT else "",
        )

    async def answered(self, text: str) -> None:
        """Takes an answer and goes on; the last one writes the card."""
        if self._step is TEXT:
            if text:
                self._lines.append(text)
                self._ask()
                return
            text = "\n".join(self._lines)
        if not text and not self._step.optional:
            self.answer_below("A word is wanted here; esc goes back.", alarm=True)
            return
        self._said[self._step.name] = self._places.get(text.casefold(), text) if self._step is PLACE else text
        self.answer_below()
        if self._at + 1 < len(self._steps):
            self._at += 1
            self._ask()
        else:
            await self._write()

    async def _write(self) -> None:
        asked = replace(CardText("", "", ""), **self._said)
        try:
            done = await self.desk.cards.add(asked)
        except SocialtuiError as trouble:
            self.answer_below(str(trouble), alarm=True)
            return
        self.dismiss(Picked(done.ids[0], words=f"{done.words} · u takes it back"))

    async def back(self) -> None:
        """A line of the words back, else a question; at the first one, leaves."""
        if self._step is TEXT and self._lines:
            self._lines.pop()
        elif self._at:
            self._at -= 1
        else:
            self.dismiss(None)
            return
        self.answer_below()
        self._ask()

    def on_prompt_pasted(self, event: Prompt.Pasted) -> None:
        """What was copied there in several lines stays in several lines."""
        if self._step is TEXT:
            self._lines += [line for line in event.lines if line.strip()]
            self._ask()
        else:
            self.ask([f"\n{self._step.words}"], " ".join(" ".join(event.lines).split()))
