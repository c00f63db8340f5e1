"""By line: one row for one person's posts, a list of those that say the same, and what came meanwhile."""

from tests.conftest import DAY, HOUR, NOW, said
from tests.plain.test_mode import Room, room

__all__ = ["room"]


def hear(room: Room, *words: str, who: str = "") -> None:
    """Complaints, each in a thread of its own, of one person or of several."""
    arrivals = [said(text=text, who=who or f"kim{n}", at=NOW - HOUR - n) for n, text in enumerate(words)]
    room.run(room.store.hear(*arrivals))


def test_one_persons_posts_become_one_row_and_apart_again(room: Room) -> None:
    hear(room, "Where is it?", "Are you there?", "Third try now.", who="nina")
    lines = ("list @nina", "show 1", "merge 1", "list @nina", "show 1", "split 1", "undo", "undo")
    told = room.type(*lines, "list @nina")
    assert "2 more from them: merge makes one row of them" in told
    assert "Nina: 3 conversations in one row" in told
    assert "3 posts in one row: split takes them apart" in told
    assert "Nina: 3 conversations, each in its own row" in told
    assert sum("@nina" in line and line.startswith("3.") for line in told) == 2, "three rows before and after"
    assert any("“rosa” is no conversation" in line for line in room.type("merge rosa"))


def test_those_that_say_the_same_are_listed_and_an_answer_is_copied(room: Room) -> None:
    hear(
        room,
        "Checkout crashes, my voucher",
        "voucher: checkout crashes",
        "the voucher, the checkout: crashes",
    )
    lines = ("reply 1", "Sorry Kim2, it works again.", ".", "reply 2", ".")
    told = room.type("list @kim0", "alike 1", *lines)
    assert "2 others, 7 days." in told
    assert "Begins with: Sorry Kim1, it works again." in told


def test_whoever_comes_back_is_told_what_came(room: Room) -> None:
    room.run(room.desk.place.remember(None, "owed", "left"))

    async def long_ago() -> None:
        async with room.store.db.atomic() as write:
            await write.run("UPDATE desks SET seen_at=?", (NOW - DAY // 2,))

    room.run(long_ago())
    assert not any(line.startswith("Since ") for line in room.type()), "a script is nobody who comes back"
    room.terminal.asks = True
    told = room.type()
    assert any(line.startswith("Since 02:13 (12 h): ") for line in told)
    assert "nothing of yours is stuck" in " ".join(told)
    assert not any(line.startswith("Since ") for line in room.type())
