"""A place comes back from its cursor; what can't be read is the beginning."""

import pytest
from msgspec import Struct

from socialtui.domain.cursor import Cursored


class Page(Struct, Cursored, frozen=True):
    newest: str = ""
    seen: tuple[int, ...] = ()


def test_a_place_comes_back_from_its_cursor() -> None:
    place = Page("m7", (1, 2))
    assert place.cursor == '{"newest":"m7","seen":[1,2]}'
    assert Page.of(place.cursor) == place


@pytest.mark.parametrize("cursor", ["", "{", "m7", '{"newest":7}', "[]", "\udcff"])
def test_a_cursor_that_cannot_be_read_is_the_beginning(cursor: str) -> None:
    assert Page.of(cursor) == Page()


def test_what_another_version_wrote_beside_it_is_passed_over() -> None:
    assert Page.of('{"newest":"m7","more":1}') == Page("m7")
