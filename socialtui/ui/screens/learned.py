"""What judging learned from decisions: every word with its weight, forgotten and heard again by one key."""

from collections.abc import Hashable, Sequence

from socialtui.desk.learning import LearnedList, Word
from socialtui.domain.features import APART, CAPITALS
from socialtui.domain.learning import ANY_TEXT
from socialtui.ui.commands import Where, bindings
from socialtui.ui.screens.lists import ListSheet, many
from socialtui.ui.times import when
from socialtui.ui.widgets.lines import Line
from socialtui.ui.widgets.table import Cell, Column, Row

SHOWN = 500
"""The strongest words."""
_LEAST = 0.005
_TOLD = 3
"""Decisions that are shown below."""


class Learned(ListSheet):
    """From the palette. Result: None."""

    WHERE = Where.LEARNED
    BINDINGS = bindings(Where.LEARNED)
    COLUMNS = (Column(6, right=True), Column(10), Column(0), Column(12))
    EMPTY = "Nothing was learned yet. Kinds that you set, + and -, and spam teach; an answer never does."
    _found = LearnedList((), (), (), {})

    async def read(self) -> Sequence[Row]:
        """The strongest first; forgotten ones at the end."""
        self._found = await self.desk.learning.all()
        ink = self.look.ink
        rows = [
            Row((word.kind, word.word), self._cells(word))
            for word in self._found.words[:SHOWN]
            if abs(word.weight) >= _LEAST
        ]
        gone = [
            Row((None, word), (("", ink.muted), ("", ink.muted), (word, ink.muted), ("forgotten", ink.muted)))
            for word in self._found.forgotten
        ]
        return [*rows, *gone]

    def _cells(self, word: Word) -> tuple[Cell, ...]:
        ink = self.look.ink
        return (
            (f"{word.weight:+.2f}", ink.text),
            (word.kind.value, ink.muted),
            (word.word, ink.text),
            (many(word.decisions, "decision"), ink.muted),
        )

    def heading(self) -> tuple[str, str]:
        """From how much it was learned, and how much that counts by now."""
        found = self._found
        heard = sum(abs(word.weight) >= _LEAST for word in found.words)
        words = f"{many(heard, 'word')} from {many(len(found.decisions), 'decision')}"
        counts = ", ".join(
            f"{kind.value} {share:.0%}" for kind, share in found.shares.items() if share >= 0.005
        )
        return "Learned", self.facts(words, f"count {counts}" if counts else "")

    def detail(self, id: Hashable, width: int) -> Sequence[Line]:
        """What the word is, and the newest decisions that had it."""
        assert isinstance(id, tuple)
        kind, word = id
        ink = self.look.ink
        if kind is None:
            return [self.line(f"Nothing is learned from “{word}”. e hears it again.", width)]
        lines = [self.line(self._meaning(word), width)]
        for one in [one for one in self._found.decisions if _has(one.text, word)][:_TOLD]:
            how = self.facts(f"{one.kind.value} by {one.who}", when(one.at, self.now, self.zone))
            lines.append(self.line(f"{how}: {one.text}", width, ink.muted))
        return lines

    @staticmethod
    def _meaning(word: str) -> str:
        if word == ANY_TEXT:
            return "What every text is given, whatever it says. e forgets it."
        if word == CAPITALS:
            return "Words in capitals. e forgets it."
        if word.startswith("[9"):
            return f"A number of {len(word) - 2} digits{' and more' if len(word) > 5 else ''}. e forgets it."
        if word.startswith("#"):
            return f"How much the rule “{word[1:].replace('_', ' ')}” counts here. e forgets it."
        if word.endswith("*"):
            return f"Words that begin with “{word[:-1]}”. e forgets it."
        if word.startswith("*") and len(word) > 3:
            return f"Words that end with “{word[1:]}”. e forgets it."
        one, apart, two = word.partition(f" {APART} ")
        if apart:
            return f"“{one}” and “{two}” with one word between them. e forgets it."
        return f"“{word}”. e forgets it."

    def can(self, id: str) -> bool:
        """Forgetting needs a word."""
        return id != "learned.forget" or self.table.current is not None

    async def verb_learned_forget(self) -> None:
        """Forgets the word, or hears a forgotten one again."""
        here = self.table.current
        if isinstance(here, tuple):
            act = self.desk.learning.remember if here[0] is None else self.desk.learning.forget
            self.say((await act(here[1])).words)
            self.reload()

    async def verb_learned_undo(self) -> None:
        """Takes back the newest act of one's own."""
        done = await self.desk.undo.undo()
        self.say(done.words)
        self.reload()


def _has(text: str, word: str) -> bool:
    text = " ".join(text.lower().split())
    return all(part.strip("*") in text for part in word.split(f" {APART} "))
