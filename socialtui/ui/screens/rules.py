"""Rules and macros on a sheet: what each waits for and does, what it would have hit, and whether it is on."""

from collections.abc import Callable, Coroutine, Hashable, Sequence
from functools import partial

from textual.worker import Worker

from socialtui.desk.rules import DAYS, Hit, Line, Trial
from socialtui.domain.errors import SocialtuiError
from socialtui.domain.rules import Macro, do_words, when_words
from socialtui.domain.text import sentence
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens import Given, Picked
from socialtui.ui.screens.lists import ListSheet, many
from socialtui.ui.times import coarse, when
from socialtui.ui.widgets import lines as drawn
from socialtui.ui.widgets.table import Cell, Column, Row

_STATES = {"on": "on", "off": "off", "changed": "off", "new": "off"}


class Rules(ListSheet):
    """Result: the conversation to go to, or None."""

    WHERE = Where.RULES
    BINDINGS = bindings(Where.RULES)
    COLUMNS = (Column(18), Column(3), Column(0), Column(16, right=True))
    EMPTY = "There are no rules yet. `socialtui rules init` writes a file to start from."
    _lines: dict[Hashable, Line] = {}  # noqa: RUF012  replaced whole at each reading
    _macros: dict[Hashable, Macro] = {}  # noqa: RUF012
    _sure: str = ""
    """The rule for which u was pressed once."""

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        self._given = given

    async def read(self) -> Sequence[Row]:
        """The file's order; macros behind the rules."""
        self._lines = {line.rule.name: line for line in await self.desk.rules.lines()}
        self._macros = {f"macro {macro.name}": macro for macro in self.desk.rules.book().macros}
        rows = [Row(name, self._cells(line)) for name, line in self._lines.items()]
        if self._macros:
            ink = self.look.ink
            rows.append(
                Row(None, (("Macros: the palette's verb macro does one on a row or on marks", ink.muted),))
            )
            for id, macro in self._macros.items():
                rows.append(
                    Row(
                        id,
                        (
                            (macro.name, ink.text),
                            ("", ink.muted),
                            (do_words(macro.do), ink.text),
                            ("", ink.muted),
                        ),
                    )
                )
        return rows

    def _cells(self, line: Line) -> tuple[Cell, ...]:
        ink, known = self.look.ink, line.standing
        hits = f"{known.hits:,} of {known.heard:,}" if known and line.state != "changed" else "not tried"
        said = ink.text if line.state == "on" else ink.muted
        return (
            (line.rule.name, ink.text), (_STATES[line.state], said), (when_words(line.rule.when), ink.text),
            (hits, ink.muted),
        )  # fmt: skip

    def heading(self) -> tuple[str, str]:
        """How many, and how many of them act."""
        at_work = sum(line.state == "on" for line in self._lines.values())
        return "Rules", self.facts(many(len(self._lines), "rule"), f"{at_work} on", "none of them ever sends")

    def detail(self, id: Hashable, width: int) -> Sequence[drawn.Line]:
        """When, what, how it stands, and what it would have hit."""
        ink = self.look.ink
        if id in self._macros:
            return self.wrapped(f"does   {do_words(self._macros[id].do)}", width)
        line = self._lines[id]
        found = self.wrapped(f"when   {when_words(line.rule.when)}", width)
        found += self.wrapped(f"does   {do_words(line.rule.do)}", width)
        found += self.wrapped(self._standing(line), width)
        if (known := line.standing) is not None:
            tried = when(known.tried_at, self.now, self.zone)
            hit = f"Tried {tried}: would have hit {known.hits:,} of {known.heard:,}."
            found += self.wrapped(hit, width, ink.muted)
            if known.acts:
                acted = f"Acted on {many(known.acts, 'conversation')}; u takes that back."
                found += self.wrapped(acted, width, ink.muted)
        return found

    def _standing(self, line: Line) -> str:
        known = line.standing
        if known is None:
            return f"Off: it was never tried. enter tries it on the last {DAYS} days."
        if line.state == "changed":
            return "Off: it was changed since it was tried. enter tries it once more."
        if known.on_at is None:
            return "Off. s switches it on; it acts from the next word on."
        return f"On since {when(known.on_at, self.now, self.zone)}, by {known.who}. s switches it off."

    # Verbs

    def can(self, id: str) -> bool:
        """Macros are done in the inbox; a rule is switched once it was tried, and taken back where it acted."""
        if not id.startswith("rules."):
            return True
        line = self._lines.get(self.table.current)
        if line is None:
            return False
        if id == "rules.switch":
            return line.state in ("on", "off")
        return id != "rules.undo" or bool(line.standing and line.standing.acts)

    @property
    def _rule(self) -> str:
        return str(self.table.current)

    async def verb_rules_try(self) -> None:
        """Beside the keys: a long history takes a while."""
        if not self.can("rules.try"):
            return
        name = self._rule
        self.say(f"Trying {name} on the last {DAYS} days.")
        work: Callable[[], Coroutine[None, None, None]] = partial(self._try, name)
        _: Worker[None] = self.run_worker(work, exclusive=True, group="try")

    async def _try(self, name: str) -> None:
        try:
            trial = await self.desk.rules.trial(name)
        except SocialtuiError as trouble:
            self.say(str(trouble), alarm=True)
            return
        self.reload()
        self.say(f"{trial.words}.")
        if trial.hits and self.app.screen is self:
            self.app.push_screen(RuleHits(self._given, trial), self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if picked is not None:
            self.dismiss(picked)

    async def verb_rules_switch(self) -> None:
        """On or off."""
        if not self.can("rules.switch"):
            return
        rules, name = self.desk.rules, self._rule
        done = await (rules.switch_off(name) if self._lines[name].state == "on" else rules.switch_on(name))
        self.say(f"{done.words}.")
        self.reload()

    async def verb_rules_undo(self) -> None:
        """Asks once, since it may be much; the second u does it."""
        if not self.can("rules.undo"):
            return
        name, sure = self._rule, self._sure
        self._sure = name if sure != name else ""
        if sure != name:
            self.say(f"u once more takes back all that {name} did; it keeps away from these rows then.")
            return
        done = await self.desk.rules.take_back(name)
        self.say(f"{sentence(done.words)}.")
        self.reload()


class RuleHits(ListSheet):
    """Whom a rule would have hit, newest first. Result: the conversation to go to, or None."""

    WHERE = Where.HITS
    BINDINGS = bindings(Where.HITS)
    COLUMNS = (Column(5, right=True), Column(10), Column(16), Column(0))

    def __init__(self, given: Given, trial: Trial) -> None:
        super().__init__(given)
        self._trial = trial
        self._hits: dict[Hashable, Hit] = {hit.card.id: hit for hit in trial.hits}

    async def read(self) -> Sequence[Row]:
        """One row for each conversation."""
        return [Row(id, self._cells(hit)) for id, hit in self._hits.items()]

    def _cells(self, hit: Hit) -> tuple[Cell, ...]:
        ink, heard = self.look.ink, hit.heard
        return (
            (coarse(self.now - heard.said_at), ink.muted), (heard.kind.value, ink.muted), (hit.card.who, ink.text),
            (heard.text, ink.text),
        )  # fmt: skip

    def heading(self) -> tuple[str, str]:
        """What it would have done."""
        return "Trial", self.facts(self._trial.words, "nothing was changed")

    def detail(self, id: Hashable, width: int) -> Sequence[drawn.Line]:
        """The word, and what would have been done."""
        hit = self._hits[id]
        return [
            *self.wrapped(hit.heard.text, width),
            self.line(f"would do: {do_words(self._trial.rule.do)}", width, self.look.ink.muted),
        ]

    async def verb_hits_open(self) -> None:
        """Goes to the conversation."""
        if self.table.current in self._hits:
            self.dismiss(Picked(self._hits[self.table.current].card.id))
