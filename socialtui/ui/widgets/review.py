"""The last look before an answer leaves: account, audience, room left, and what to think of."""

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message
from textual.widget import Widget

from socialtui.domain.draft import Remark
from socialtui.domain.text import clean
from socialtui.ui.commands import Where, bindings
from socialtui.ui.look import Look
from socialtui.ui.widgets.lines import Lines, cut, named

REMARKS = 3
"""Remarks shown at once; the rest are under `w`."""
NARROWEST = 80


class Leaving(Struct, frozen=True):
    """What is about to leave."""

    account: str
    to: str
    """Empty for a post of our own."""
    visibility: str
    left: int | None
    promise: str
    """When what it promises is due, in words; empty without a promise."""
    by_hand: str
    """Why it is posted by hand; empty when it leaves from here."""
    remarks: tuple[Remark, ...]
    later: str = ""
    """When it is to leave, in words; empty for at once."""
    parts: tuple[str, ...] = ()
    """The posts that it leaves in."""
    keeps: str = ""
    """What was promised before, and is kept by this: its date in words."""
    account_id: int = 1
    """Decides the colour of its name."""
    media: tuple[str, ...] = ()
    """What goes with it: [image: a parcel on a shelf]."""


def review_line(leaving: Leaving, width: int, look: Look) -> str:
    """Send as Acme → @maria_h · public · 209 left · promise Mon 9:00, within the width."""
    dot = f" {look.glyphs.dot} "
    ends = [leaving.visibility, "" if leaving.left is None else f"{leaving.left} left"]
    if len(leaving.parts) > 1:
        ends.insert(1, f"{len(leaving.parts)} parts")
    behind = [f"promise {leaving.promise}"] if leaving.promise else []
    if leaving.keeps:
        behind.append(f"keeps {leaving.keeps}")
    verb = "Post by hand as" if leaving.by_hand else "Send as" if leaving.to else "Post as"
    names = f"{verb} {clean(leaving.account, newlines=False)}"
    if leaving.to:
        names += f" {look.glyphs.arrow} {clean(leaving.to, newlines=False)}"
    room = min(width, NARROWEST) - 2

    def told(later: str) -> str:
        return "".join(dot + part for part in (*ends, later, *behind) if part)

    end = told(f"leaves {leaving.later}" if leaving.later else "")
    if cell_len(names) + cell_len(end) > room:
        end = told(leaving.later)  # the name goes before the word
    return cut(names, max(room - len(end), 12), look.glyphs.ellipsis) + end


class Review(Lines, can_focus=True, inherit_bindings=False):
    """Told what leaves; the keys ask the screen."""

    BINDINGS = bindings(Where.REVIEW)
    DEFAULT_CSS = "Review { height: 1; display: none; } Review.-open { display: block; }"

    more = True
    """There is more to read than the line: remarks, or the posts of a thread."""

    class Changed(Message):
        """Whether there is more to read is another thing now."""

    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._look = look

    def tell(self, leaving: Leaving) -> None:
        """Shows what leaves, with at most three remarks."""
        box = (
            self.parent.size.width if isinstance(self.parent, Widget) else 0
        )  # the line's own is 0 while hidden
        width, ink, dots = box or self.app.size.width, self._look.ink, self._look.glyphs.ellipsis
        remarks: Sequence[str] = [remark.words for remark in leaving.remarks]
        if leaving.by_hand:
            remarks = [
                leaving.by_hand,
                "y copies the text and shows the link; post it there, then y again.",
                *remarks,
            ]
        if len(remarks) > REMARKS:
            more = f"  ({len(remarks) - REMARKS} more: w)"
            last = cut(clean(remarks[REMARKS - 1], newlines=False), width - 2 - len(more), dots)
            remarks = [*remarks[: REMARKS - 1], last + more]
        style = ink.late if leaving.left is not None and leaving.left < 0 else ink.accent
        first = f" {review_line(leaving, width, self._look)}"
        badge = ink.account(leaving.account_id) if style is ink.accent else style
        lines = [named(first, clean(leaving.account, newlines=False), style, badge)]
        for part in (*_shown(leaving.parts), *leaving.media):
            words = self._look.words(clean(part, newlines=False))
            lines.append([Segment(cut(f" {words}", width - 1, dots), ink.text)])
        for remark in remarks:
            words = self._look.words(clean(remark, newlines=False))
            lines.append([Segment(cut(f" {words}", width - 1, dots), ink.soon)])
        self.show(lines)
        self._tell_more(bool(leaving.remarks) or len(leaving.parts) > 1)
        self.styles.height = len(lines)
        self.add_class("-open")

    def _tell_more(self, more: bool) -> None:
        if more is not self.more:
            self.more = more
            self.post_message(self.Changed())

    def close(self) -> None:
        """Goes away."""
        self.remove_class("-open")


def _shown(parts: Sequence[str]) -> Sequence[str]:
    """The posts of a thread, at most three and how many more there are; none of a whole answer."""
    if len(parts) <= REMARKS + 1:
        return parts if len(parts) > 1 else ()
    return (*parts[:REMARKS], f"… {len(parts) - REMARKS} more: w")
