"""m: what one upset person says in several threads is one row, and apart again."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from socialtui.domain.mention import Kind
from tests.ui.face import NOW, hear, said

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
        here = person.inbox.parts.card.id
        await person.press("u")
        await person.until(lambda: person.names.count("Nina Late") == 3)
        assert person.inbox.parts.card.id == here, "nothing moves under the cursor"


async def test_a_list_of_others_like_this_one_keeps_its_rows_when_that_one_writes_again(sit: Sit) -> None:
    async with sit() as person:
        same = (
            "Checkout crashes with my voucher",
            "Voucher: checkout crashes again",
            "checkout crashes, voucher lost",
        )
        first, *others = [said(n, f"Kim{n} Roe", text) for n, text in enumerate(same, 10)]
        await hear(person.desk, first, *others)
        await person.until(lambda: "Kim10 Roe" in person.names)
        here = next(card for card in person.inbox.parts.queue.cards if card.who == "Kim10 Roe")
        person.inbox.parts.queue.go(here.id)
        await person.press("equals_sign")
        await person.until(lambda: set(person.names) == {"Kim10 Roe", "Kim11 Roe", "Kim12 Roe"})
        other = next(card for card in person.inbox.parts.queue.cards if card.who == "Kim12 Roe")
        person.inbox.parts.queue.go(other.id)
        more = said(1, "Kim10 Roe", "Hello? It is my birthday tomorrow.")
        mention = replace(
            more.mention,
            remote_id="m99",
            author=first.mention.author,
            thread=first.mention.thread,
            said_at=NOW,
        )
        await hear(
            person.desk, replace(more, mention=mention), said(13, "Kim13 Roe", "Checkout crashes, my voucher")
        )
        await person.until(lambda: "Kim13 Roe" in person.names)
        assert set(person.names) == {"Kim10 Roe", "Kim11 Roe", "Kim12 Roe", "Kim13 Roe"}
        assert person.inbox.parts.card.who == "Kim12 Roe", "nothing moves under the cursor"
        await person.until(lambda: "3 others, 7 days" in person.lines[20])
        await person.press("R")
        await person.until(lambda: person.names == ["Kim10 Roe"])
        await person.until(lambda: "0 others, 7 days" in person.lines[20])


async def test_marks_of_two_people_are_no_row(sit: Sit) -> None:
    async with sit() as person:
        await person.press("x", "x", "m")
        await person.until(lambda: "not one person's" in person.said)
        assert len(person.names) == 3


async def test_others_like_this_one_are_a_list_and_an_answer_there_begins_as_a_copy(sit: Sit) -> None:
    async with sit() as person:
        same = (
            "Checkout crashes with my voucher",
            "Voucher: checkout crashes again",
            "checkout crashes, voucher lost",
        )
        await hear(person.desk, *(said(n, f"Kim{n} Roe", text) for n, text in enumerate(same, 10)))
        await person.until(lambda: "Kim10 Roe" in person.names)
        row = next(card for card in person.inbox.parts.queue.cards if card.who == "Kim10 Roe")
        person.inbox.parts.queue.go(row.id)
        await person.press("equals_sign")
        await person.until(lambda: set(person.names) == {"Kim10 Roe", "Kim11 Roe", "Kim12 Roe"})
        assert person.said.startswith("2 others, 7 days: ")
        assert person.inbox.parts.card.who == "Kim10 Roe"
        assert "/like:" in person.lines[20]
        assert "2 others, 7 days" in person.lines[20]
        await person.desk.replies.send(row.id, "Sorry Kim10 Roe, it works again.")
        other = next(card for card in person.inbox.parts.queue.cards if card.who == "Kim12 Roe")
        person.inbox.parts.queue.go(other.id)
        await person.press("r")
        await person.until(lambda: person.inbox.rooms.answering.writing is not None)
        assert person.inbox.parts.box.composer.text == "Sorry Kim12 Roe, it works again."
        await person.press("escape")
        await person.until(lambda: person.inbox.rooms.answering.writing is None)
        await person.press("q")
        await person.until(lambda: "Tom Becker" in person.names)
        person.inbox.parts.queue.go(3)
        await person.press("equals_sign")
        await person.until(lambda: person.said == "Nobody else has said the same in 7 days.")
