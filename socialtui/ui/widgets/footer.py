"""The lowest line: the keys of the focused pane."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment

from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import DiffLines, Line, Lines


def key_line(pairs: Sequence[tuple[str, str]], look: Look, before: str = "", *, tight: bool = False) -> Line:
    """Keys in text, their words muted."""
    line = [Segment(f" {before}" if before else "", look.ink.muted)]
    for key, words in pairs:
        line += [
            Segment(f" {key}", look.ink.text),
            Segment(f" {words}{'' if tight else ' '}", look.ink.muted),
        ]
    return line


def initials(pairs: Sequence[tuple[str, str]], look: Look) -> Line:
    """Keys as the first letters of their words; one that is no first letter stands before its word."""
    line = []
    for key, words in pairs:
        rest = words.removeprefix(key) if words.startswith(key) else f" {words}"
        line += [Segment(f" {key}", look.ink.text), Segment(rest, look.ink.muted)]
    return line


def width(line: Line) -> int:
    """Its cells."""
    return sum(cell_len(segment.text) for segment in line)


def shortened(pairs: Sequence[tuple[str, str]], room: int, gaps: int = 3) -> list[tuple[str, str]]:
    """Words as long as all of them fit, each at least three letters; all keys are named before one is whole.

    `gaps` are the cells around a key and its word.
    """
    longest = max((len(words) for _, words in pairs), default=0)
    for length in range(longest, 2, -1):
        short = [(key, words[:length].rstrip()) for key, words in pairs]
        if sum(cell_len(key) + cell_len(words) + gaps for key, words in short) <= room:
            return short
    return [(key, words[:3]) for key, words in pairs]


def fitting(pairs: Sequence[tuple[str, str]], room: int) -> list[tuple[str, str]]:
    """Those that fit with whole words; the first, the last and esc, which lead on and out, stay longest."""
    kept = list(pairs)
    order = [pair for pair in reversed(kept[1:-1]) if pair[0] != "esc"]
    order += [pair for pair in kept[1:-1] if pair[0] == "esc"]
    for pair in order:
        if sum(cell_len(key) + cell_len(words) + 3 for key, words in kept) - 1 <= room:
            break
        kept.remove(pair)
    return kept


class Footer(DiffLines, Lines):
    """Told the keys of the pane that has the focus."""

    DEFAULT_CSS = "Footer { height: 1; }"

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look

    def keys(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Shows these keys, as many as there is room for."""
        self.show_fitted(lambda room: [key_line(fitting(pairs, room), self._look)])
