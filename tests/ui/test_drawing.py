"""What is sent to the terminal: only what changed, nothing harmful, nothing unreadable."""

import pytest
from hypothesis import given, strategies
from msgspec.structs import replace
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from socialtui.domain.conversation import Card, State
from socialtui.domain.deadlines import WorkingHours
from socialtui.domain.mention import Band, Kind
from socialtui.ui import rows, themes
from socialtui.ui.look import Look
from socialtui.ui.themes import PAIRS
from socialtui.ui.widgets.lines import cut, differing, fit, wrap
from socialtui.ui.widgets.painter import Painter
from socialtui.ui.window import KEPT, Window
from tests.ui.face import NOW, look

LOOK = Look(themes.choose("dark")[0].ink())
RED = Style(color="red")


def card(number: int, text: str = "Hello", name: str = "Ada") -> Card:
    return Card(
        id=number, account_id=1, state=State.OPEN, band=Band.COMPLAINT, kind=Kind.COMPLAINT, pinned=False,
        due_at=NOW + 600 + number, first_at=NOW - 3600, last_at=NOW - 1800, wake_at=None, claimed_by=None,
        claimed_until=None, unread=1, tags=(), version=1, text=text, hidden=False, name=name, handle="ada",
        code="ma", network="mastodon", account="acme", addressed=True,
    )  # fmt: skip


def test_only_the_cells_between_the_first_and_the_last_change_are_sent() -> None:
    before = Strip([Segment("one two three", RED)])
    assert differing(before, Strip([Segment("one TWO three", RED)])) == (4, 7)
    assert differing(before, Strip([Segment("one ", RED), Segment("two three", RED)])) is None
    wide = differing(Strip([Segment("a日b")]), Strip([Segment("a本b")]))
    assert wide is not None
    assert wide[0] == 1


@given(strategies.text(max_size=60), strategies.integers(1, 30))
def test_text_is_cut_filled_and_wrapped_to_cells(text: str, width: int) -> None:
    clean = "".join(character for character in text if character.isprintable())
    assert Strip([Segment(cut(clean, width))]).cell_length <= width
    assert all(Strip([Segment(line)]).cell_length <= max(width, 4) + 1 for line in wrap(text, width))


def test_a_row_turns_amber_at_half_of_the_working_time() -> None:
    day = NOW - NOW % 86_400
    hours = WorkingHours(spans=(((540, 1020),),) * 7)
    row = replace(card(1), first_at=day + 16 * 3600, due_at=day + 86_400 + 12 * 3600)
    half = day + 86_400 + 10 * 3600
    assert not rows.shown(row, half, "ana", LOOK, hours).soon
    assert rows.shown(row, half + 1, "ana", LOOK, hours).soon


def test_a_wide_name_does_not_push_the_columns() -> None:
    assert Strip([Segment(fit("日本語テキスト", 9))]).cell_length == 9


HOSTILE = (
    "\x1b[2J",
    "\x1b]52;c;cHduZWQ=\x07",
    "\x9b2J",
    "\u202e",
    "\x00\x7f",
    "[/x][@click=quit]",
    "a\nb\rc\td",
)


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_row_is_one_line_without_a_control_character(payload: str) -> None:
    said = rows.shown(card(1, f"x{payload}y", f"n{payload}"), NOW, "ana", LOOK)
    text = "".join(segment.text for segment in rows.one_line(said, 80, LOOK))
    assert text.isprintable()
    assert "\n" not in text


def test_at_the_minute_only_rows_whose_word_changed_are_painted() -> None:
    window = Window()
    window.fits = 5
    window.fill(
        [card(1), replace(card(2), due_at=NOW + 7 * 3600 + 60, last_at=NOW - 7 * 3600)], None, 0, False, False
    )
    painter = Painter(window, set(), LOOK, "ana")
    painter.now = NOW
    for y in range(2):
        painter.words(y, 80)
    painter.now = NOW + 60
    first, second = painter.change(0), painter.change(1)
    assert first is not None
    assert first.head
    assert first.age
    assert not first.words
    assert second is None, "hours say the same for a while"


def test_the_cursor_stays_on_its_row_while_windows_come_and_go() -> None:
    window = Window()
    window.fits = 10
    window.fill([card(n) for n in range(3000, 3100)], 3050, 3000, True, True)
    for first in range(2900, 900, -100):
        window.add([card(n) for n in range(first, first + 100)], before=True, more=True)
    assert window.card is not None
    assert window.card.id == 3050
    assert len(window.rows) <= KEPT
    assert window.place == 3051
    assert window.index in window.seen


def test_a_row_that_goes_hands_the_cursor_to_the_one_below() -> None:
    window = Window()
    window.fits = 3
    window.fill([card(n) for n in range(5)], 2, 0, False, False)
    assert window.drop({0, 2}) == 0
    assert window.drop({0, 2}) is None
    assert window.card is not None
    assert window.card.id == 3
    window.drop({1, 3, 4})
    assert window.card is None
    assert window.place == 0


def test_the_page_jumps_instead_of_scrolling_row_by_row() -> None:
    window = Window()
    window.fits = 8
    window.fill([card(n) for n in range(40)], None, 0, False, False)
    assert not any(window.go(n) for n in range(8))
    assert window.go(8)
    assert window.top > 1


@pytest.mark.parametrize("name", [name for name in themes.names() if name != "ansi"])
def test_every_ink_can_be_read_on_its_ground(name: str) -> None:
    palette, faults = themes.choose(name)
    assert not faults
    least = 7 if name == "contrast" else 4.5
    for ink, ground in PAIRS:
        found = _contrast(palette.colors[ink], palette.colors[ground])
        assert found >= least, f"{ink} on {ground}: {found:.1f}"
    assert _contrast(palette.colors["rule"], palette.colors["background"]) >= 3


def _contrast(one: str, other: str) -> float:
    """WCAG 2's ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [part / 255 for part in Color.parse(color).rgb]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_account_one_writes_as_has_a_colour_of_its_own() -> None:
    from socialtui.ui.widgets.lines import named

    ink = look().ink
    assert len({ink.account(number).color for number in range(1, 5)}) == 4
    assert ink.account(5) == ink.account(1)
    line = named(" Reply as a → Anna as a · public", "a", ink.accent, ink.account(2))
    assert [segment.text for segment in line] == [" Reply as ", "a", " → Anna as a · public"]
    assert line[1].style == ink.account(2)
