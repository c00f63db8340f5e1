"""Decides the signs and styles that everything on the screen is drawn with."""

from msgspec import Struct
from rich.style import Style


class Glyphs(Struct, frozen=True):
    """Signs of one cell each."""

    cursor: str
    mark: str
    ellipsis: str
    rule: str
    mine: str
    escalated: str
    snoozed: str
    hidden: str
    nothing: str
    """A kind that waits for nobody."""
    done: str
    half: str
    todo: str
    skipped: str
    dot: str
    """Between two facts."""
    arrow: str


UNICODE = Glyphs(
    cursor="▌", mark="•", ellipsis="…", rule="─", mine="◆", escalated="^", snoozed="s", hidden="?",
    nothing="·", done="✓", half="◐", todo="○", skipped="–", dot="·", arrow="→",
)  # fmt: skip
ASCII = Glyphs(
    cursor=">", mark="*", ellipsis="~", rule="-", mine="*", escalated="^", snoozed="s", hidden="?",
    nothing=".", done="x", half="~", todo="o", skipped="-", dot="-", arrow="->",
)  # fmt: skip


class Ink(Struct, frozen=True):
    """Styles without a ground; the ground is the widget's."""

    text: Style
    muted: Style
    accent: Style
    late: Style
    soon: Style
    good: Style
    rule: Style
    accounts: tuple[Style, ...]

    def account(self, number: int) -> Style:
        """The colour of one of our accounts, by its number in the store."""
        return self.accounts[(number - 1) % len(self.accounts)]


class Look:
    """What widgets draw with: given to each of them once, changed in one place when the theme changes."""

    __slots__ = ("ascii", "glyphs", "ink")

    def __init__(self, ink: Ink, ascii: bool = False) -> None:
        self.ink = ink
        self.ascii = ascii
        self.glyphs = ASCII if ascii else UNICODE

    def words(self, text: str) -> str:
        """Our own words with the typographic signs that this terminal can draw."""
        if not self.ascii or text.isascii():
            return text
        return text.translate(_PLAIN)


_PLAIN = str.maketrans({"·": "-", "…": "~", "→": "->", "–": "-", "✓": "x", "◐": "~", "○": "o", "◆": "*"})
