"""Which files may go out with an answer."""

import pytest
from msgspec.structs import replace

from socialtui.domain.media import Attached, MediaRules, fault, many, type_of

RULES = MediaRules(4, ("image/png", "video/mp4"), 1_000, 5_000, 20)
PICTURE = Attached("/copy.png", "shelf.png", "A parcel", "image/png", 900)
FILM = replace(PICTURE, file="/copy.mp4", name="film.mp4", type="video/mp4")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00 ftypisom", "video/mp4"),
        (b"\x00\x00\x00 ftypqt  ", "video/quicktime"),
        (b"#!/bin/sh", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_its_first_bytes_say(head: bytes, kind: str) -> None:
    assert type_of(head) == kind


@pytest.mark.parametrize(
    ("there", "one", "words"),
    [
        ((), replace(PICTURE, type=""), "no picture, film or sound"),
        ((), replace(PICTURE, type="image/gif"), "not taken there"),
        ((), replace(PICTURE, size=1_001), "MB are taken"),
        ((), replace(FILM, size=5_001), "MB are taken"),
        ((), replace(PICTURE, alt="  "), "says nothing to people who can't see it"),
        ((), replace(PICTURE, alt="x" * 21), "21 letters, and 20 are taken"),
        ((PICTURE,) * 4, PICTURE, "4 files go out with one answer"),
        ((PICTURE,), FILM, "goes out alone"),
        ((FILM,), PICTURE, "goes out alone"),
    ],
)
def test_what_is_not_taken_is_said_with_what_to_do(
    there: tuple[Attached, ...], one: Attached, words: str
) -> None:
    what, next_step = fault(RULES, there, one)
    assert words in what
    assert next_step


def test_what_fits_goes_out() -> None:
    assert fault(RULES, (PICTURE,) * 3, PICTURE) == ("", "")
    assert fault(RULES, (), FILM) == ("", "")
    assert fault(MediaRules(4), (), PICTURE) == ("", ""), "what a server doesn't limit, it says itself"


def test_a_network_of_words_says_so_in_its_own_words() -> None:
    assert fault(MediaRules(why_none="Words alone."), (), PICTURE)[0] == "Words alone."


def test_they_are_counted_and_told_in_one_line() -> None:
    assert [many(()), many((PICTURE,)), many((PICTURE, FILM))] == ["", "1 picture", "2 files"]
    assert PICTURE.shown == "[image: A parcel]"
