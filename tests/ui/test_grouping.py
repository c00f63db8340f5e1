"""m: what one upset person says in several threads is one row, and apart again."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from socialtui.domain.mention import Kind
from tests.ui.face import said
from tests.ui.test_inbox import hear

Sit = Callable[..., Any]


def posts(*numbers: int) -> list[Any]:
    """Several posts of one Nina."""
    found = [
        said(number, "Nina Late", f"Where is my order, number {number}?", Kind.COMPLAINT)
        for number in numbers
    ]
    one = found[0].mention.author
    return [replace(arrival, mention=replace(arrival.mention, author=one)) for arrival in found]


async def test_the_preview_proposes_one_row_and_m_makes_and_undoes_it(sit: Sit) -> None:
    async with sit() as person:
        await hear(person.desk, *posts(6, 7, 8))
        await person.until(lambda: person.names.count("Nina Late") == 3)
        await person.press("home")
        await person.until(lambda: "2 more from them: m merges" in person.lines[22])
        assert len(person.lines[22]) <= 80
        await person.press("m")
        await person.until(lambda: person.names.count("Nina Late") == 1)
        assert person.said == "Nina Late: 3 conversations in one row · u takes it back"
        assert person.inbox.parts.card.who == "Nina Late"
        await person.until(lambda: "3 posts in one row: m splits" in person.lines[22])
        await person.press("m")
        await person.until(lambda: person.names.count("Nina Late") == 3)
        await person.press("u")
        await person.until(lambda: person.names.count("Nina Late") == 1)
        await person.press("u")
        await person.until(lambda: person.names.count("Nina Late") == 3)


async def test_marks_of_two_people_are_no_row(sit: Sit) -> None:
    async with sit() as person:
        await person.press("x", "x", "m")
        await person.until(lambda: "not one person's" in person.said)
        assert len(person.names) == 3
