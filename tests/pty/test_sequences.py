"""The judge of what reaches a terminal is judged itself: harm is named, Textual's own is not."""

import pytest

from tests.pty.sequences import Screen, colours, copies, foreign, left_on, tokens

SIZE = Screen(80, 24)


@pytest.mark.parametrize(
    "harm",
    [
        b"\x1b[2J", b"\x1b]52;c;cHduZWQ=;x\x07", b"\x1b]0;PWNED\x1b\\", b"\xc2\x9b2J", b"\xe2\x80\xaeX",
        b"a\xe2\x80\x8bb", b"\xf3\xa0\x81\x81", b"e" + "\u0301".encode() * 5, b"\x00", b"\x7f", b"\x07", b"\x08",
        b"\x1b]8;;https://evil.example\x1b\\L\x1b]8;;\x1b\\", b"\\ud800", b"\xff", b"\x1b[?1005h", b"\x1bc",
        b"\x1b[25;1H", b"\x1b[1;81H", b"\x1b[3;4r", b"\x1bP1$r\x1b\\", b"\x1b[6n", b"\x1b]52;c;G1syShs=\x07", b"\x1b",
    ],
)  # fmt: skip
def test_harm_is_named(harm: bytes) -> None:
    assert foreign(b"\x1b[?1049hbefore " + harm + b" after", SIZE)


def test_what_textual_writes_passes() -> None:
    own = (
        b"\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2026$p\x1b[?2048$p\x1b[?2004h\x1b[?7l\x1b[>25u"
        b"\x1b[?2026h\x1b[1;1H\x1b[1;38;5;203;48;5;16mK\xc3\xa4se \xe2\x96\x8c\x1b[0m\x1b[24;80H\x1b[?2026l"
        b"\x1b]52;c;aGVsbG8=\x07\x1b]22;default\x07"
        b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\r\n"
    )
    assert foreign(own, SIZE) == []
    assert copies(own) == ["hello"]


def test_a_line_of_textual_begins_with_its_place() -> None:
    start = b"\x1b[?1049h\x1b[?2026h\x1b[1;1H"
    assert foreign(b"plain\r\n" * 40 + start + b"x\x1b[0m\r\n\x1b[2;1Hx\x1b[?2026l", SIZE) == []
    for forged in (b"x\r\ny", b"x\r\n\x1b[0m\x1b[2;1H", b"x\n\x1b[2;1Hx", b"x\r\x1b[2;1Hx"):
        assert foreign(start + forged, SIZE)


def test_nothing_is_left_out() -> None:
    data = bytes(range(256)) + b"\x1b[31mx\x1b]0;t\x07\x1b\x1b["
    assert b"".join(token.data for token in tokens(data)) == data


def test_colours_are_told_from_attributes() -> None:
    assert colours(b"\x1b[1m\x1b[0m\x1b[7;2m\x1b[m\x1b[39;49m") == []
    assert colours(b"\x1b[31m\x1b[1;38;5;9m\x1b[97m") == [b"\x1b[31m", b"\x1b[1;38;5;9m", b"\x1b[97m"]


def test_modes_left_on_are_found() -> None:
    assert left_on(b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[?7h\x1b[?2004l") == {1049, 25}
    assert left_on(b"\x1b[?1049h\x1b[?25l\x1b[?25h\x1b[?1049l") == set()
