"""The first screen where no account exists: practise, or four questions and then the inbox."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from rich.segment import Segment
from textual.app import ComposeResult

from socialtui.domain.errors import SocialtuiError
from socialtui.settings import WEEKDAYS, Settings
from socialtui.settings.facts import Span
from socialtui.settings.measures import span
from socialtui.ui.commands import BY_ID, Where, bindings
from socialtui.ui.endings import Ending
from socialtui.ui.screens.account_guide import AccountGuide, Bring, Guide
from socialtui.ui.screens.form import FormSheet
from socialtui.ui.screens.sheet import Place, Sheet
from socialtui.ui.widgets.lines import Line, Pane, wrap

Write = Callable[[Mapping[str, Any]], None]
"""Sets settings by dotted key, as `settings.write` does; raises ConfigFault, and has then changed nothing."""

OPENING = "Who is waiting for an answer, and why. Nothing is connected yet."
PRACTISE = "practise on a made-up brand (no network)"
CONNECT = "connect an account"
IMPORT = "import what was exported, or a network's archive"
OF = 4
"""Questions; the last one is the account."""


class FirstRun(Sheet[Ending]):
    """Result: what to do next."""

    WHERE = Where.START
    BINDINGS = bindings(Where.START)

    def __init__(self, place: Place, guide: Guide, settings: Settings, write: Write) -> None:
        super().__init__(place)
        self._guide, self._write = guide, write
        self._answers = defaults(settings)
        self.page = Pane(id="page")
        self.page.styles.height = "1fr"

    def compose(self) -> ComposeResult:
        """Words and keys."""
        yield self.head
        yield self.page
        yield self.foot

    def begin(self) -> None:
        """Draws the words."""
        self.title_line("socialtui")
        self._draw()

    def lay_out(self) -> None:
        """Breaks the words anew."""
        self._draw()

    def _draw(self) -> None:
        ink, look, width = self.look.ink, self.look, self.app.size.width - 2
        lines: list[Line] = [[]]
        lines += [[Segment(f" {line}", ink.text)] for line in wrap(OPENING, width)]
        lines.append([])
        for id, words in (
            ("start.practise", PRACTISE), ("start.connect", CONNECT), ("start.import", IMPORT)
        ):  # fmt: skip
            lines.append([Segment(f" {self._key(id)}", ink.text), Segment(f"  {words}", ink.text)])
        lines.append([])
        for words in self._good_with():
            lines += [[Segment(f" {line}", ink.muted)] for line in wrap(look.words(words), width)]
        self.page.show(lines)

    def _key(self, id: str) -> str:
        return self.keys.first(BY_ID[id], self.WHERE)

    def _good_with(self) -> list[str]:
        """Which networks there are, by what they want."""
        pasted, free = self._guide.named(secret=True), self._guide.named(secret=False)
        words = [f"Good with a pasted secret: {' · '.join(pasted)}."] if pasted else []
        return [" ".join([*words, *([f"With none: {', '.join(free)}."] if free else [])])]

    async def verb_start_practise(self) -> None:
        """Ends; the practice brand is started by whoever started this."""
        self.dismiss(Ending.PRACTISE)

    async def verb_start_import(self) -> None:
        """One question; then the inbox on what came in."""
        if self._guide.bring is not None:
            self.app.push_screen(Importing(self._spot, self._guide.bring), self._imported)

    def _imported(self, said: str | None) -> None:
        if said is not None:
            self.dismiss(Ending.CONNECTED)

    async def verb_start_leave(self) -> None:
        """Ends."""
        self.dismiss(Ending.LEFT)

    async def verb_quit(self) -> None:
        """Ends."""
        self.dismiss(Ending.LEFT)

    async def verb_start_connect(self) -> None:
        """Three questions, then the account."""

        def settled(answers: dict[str, str] | None) -> None:
            if answers is not None:
                self._answers = answers
                guide = AccountGuide(self._spot, self._guide, f"{OF} of {OF}  Your first account")
                self.app.push_screen(guide, connected)

        def connected(name: str | None) -> None:
            if name:
                self.dismiss(Ending.CONNECTED)
            else:
                self.say("Your answers are kept; no account is connected yet.")

        self.app.push_screen(Questions(self._spot, self._answers, self._write), settled)


class Importing(FormSheet[str | None]):
    """Which file to take in. Result: what came of it; None when left."""

    def __init__(self, place: Place, bring: Bring) -> None:
        super().__init__(place)
        self._bring = bring
        self._said: str | None = None

    def begin(self) -> None:
        """The question."""
        self.title_line("Import", "enter takes it in")
        self.ask([
            "A file that `socialtui export` wrote brings everything back. An archive of Mastodon or Bluesky brings"
            " what you said there.", "Which file?",
        ])  # fmt: skip

    async def answered(self, text: str) -> None:
        """Takes it in; a second enter goes on."""
        if self._said is not None:
            self.dismiss(self._said)
            return
        if not text.strip():
            return
        self.answer_below("Reading it …")
        try:
            self._said = await self._bring(text.strip())
        except SocialtuiError as trouble:
            self.answer_below(str(trouble), True)
            return
        self.answer_below(self._said, more=["enter opens the inbox."])


class Questions(FormSheet[dict[str, str] | None]):
    """How you sign, the brand's names, working hours. Result: the answers, written; None when left."""

    ASKED = (
        ("sign", "How do you sign?", "An answer ends with it, such as ^am. Empty: with nothing."),
        ("names", "The brand's names?", "The first is the one shown; others as people write it, with commas."),
        ("hours", "Working hours, Monday to Friday?",
         "Two spans. Answers are due within these hours; settings.toml has each day of its own."),
    )  # fmt: skip

    def __init__(self, place: Place, answers: Mapping[str, str], write: Write) -> None:
        super().__init__(place)
        self._answers, self._write = dict(answers), write
        self._at = 0

    def begin(self) -> None:
        """The first question."""
        self._show()

    def _show(self) -> None:
        key, question, words = self.ASKED[self._at]
        self.title_line(f"{self._at + 1} of {OF}", "enter takes what stands there")
        done = [f"{asked} {self._answers[known]}" for known, asked, _ in self.ASKED[: self._at]]
        self.ask([" ", *done, *([" "] if done else []), words, question], self._answers[key])

    async def answered(self, text: str) -> None:
        """The next question; after the last one all are written at once."""
        key = self.ASKED[self._at][0]
        if key == "hours":
            try:
                text = " ".join(_spelled(one) for one in spans(text))
            except ValueError as fault:
                self.answer_below(f"{fault}", True, ["Two spans look like this: 09:00-12:30 13:15-18:00"])
                return
        self._answers[key] = text
        self.answer_below()
        if self._at + 1 < len(self.ASKED):
            self._at += 1
            self._show()
            return
        try:
            self._write(changes(self._answers))
        except SocialtuiError as trouble:
            self.answer_below(trouble.what, True, [trouble.next_step])
            return
        self.dismiss(self._answers)

    async def back(self) -> None:
        """The question before; at the first one nothing is written."""
        if self._at == 0:
            self.dismiss(None)
            return
        self._at -= 1
        self.answer_below()
        self._show()


def defaults(settings: Settings) -> dict[str, str]:
    """What stands in each line before anything is typed."""
    letters = (
        "".join(part[0] for part in settings.user.split()) if " " in settings.user else settings.user[:2]
    )
    names = [settings.brand if settings.brand != "default" else "", *settings.brand_names]
    return {
        "sign": settings.sign or (f"^{letters.lower()}" if letters.isalpha() else ""),
        "names": ", ".join(name for name in names if name),
        "hours": " ".join(_spelled(one) for one in settings.hours.week[0]),
    }


def changes(answers: Mapping[str, str]) -> dict[str, Any]:
    """The settings that these answers make, by dotted key."""
    names = list(dict.fromkeys(name.strip() for name in answers["names"].split(",") if name.strip()))
    week = [_spelled(one) for one in spans(answers["hours"])]
    found: dict[str, Any] = {"sign": answers["sign"], "brand_names": names[1:]}
    if names:
        found["brand"] = names[0]
    return found | {f"hours.{day}": list(week) for day in WEEKDAYS[:5]}


def spans(text: str) -> list[Span]:
    """`9:00-12:30 13:15-18:00`, also with en dashes and commas; ValueError, with words, for anything else."""
    parts = text.replace("–", "-").replace(",", " ").split()
    if not parts:
        raise ValueError("At least one span is needed.")
    found = []
    for part in parts:
        padded = "-".join(one.rjust(5, "0") for one in part.split("-"))
        try:
            found.append(span(padded))
        except ValueError as error:
            raise ValueError(f"{part} {error}.") from error
    for one, other in pairwise(found):
        if other.start < one.end:
            raise ValueError(f"{_spelled(other)} begins before {_spelled(one)} has ended.")
    return found


def _spelled(one: Span) -> str:
    return f"{one.start // 60:02}:{one.start % 60:02}-{one.end // 60:02}:{one.end % 60:02}"
