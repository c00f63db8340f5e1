"""By line: pictures with an answer, and words that were kept for one."""

import os
from pathlib import Path

import pytest

from socialtui.domain.media import MediaRules
from socialtui.domain.network import Limits
from tests.conftest import said
from tests.plain.test_mode import Room, room

__all__ = ["room"]

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def shelf(room: Room, tmp_path: Path) -> Path:
    """A picture, and an account whose answers take two."""
    room.run(room.store.account("pics", limits=Limits(200, media=MediaRules(2, ("image/png",)))))
    room.run(room.store.hear(said(who="mia", remote_id="pic"), account="pics"))
    path = tmp_path / "the shelf.png"
    path.write_bytes(PNG)
    return path


def test_a_picture_goes_with_the_answer_and_says_what_is_on_it(room: Room, shelf: Path) -> None:
    told = room.type(
        "list @mia", f"attach 1 {shelf}", "A shelf with one screw.", "reply 1", "Like this.", "."
    )
    assert "the shelf.png goes with the answer. [image: A shelf with one screw.]" in told
    assert any(line.startswith("Reply as pics to Mia") and line.endswith("with 1 picture.") for line in told)
    assert "[image: A shelf with one screw.]" in told
    payload = room.run(room.store.value("SELECT payload FROM intents"))
    assert "A shelf with one screw." in payload
    assert "the shelf.png" in payload


def test_a_picture_needs_a_description_and_is_taken_out_again(room: Room, shelf: Path) -> None:
    told = room.type("list @mia", f"attach 1 {shelf}", "")
    assert any("says nothing to people who can't see it" in line for line in told)
    told = room.type("list @mia", f"attach 1 '{shelf}'", "A shelf.", "detach 1", "detach 1")
    assert "the shelf.png taken out" in told
    assert "No picture goes with this answer." in told
    assert os.listdir(room.desk.media.folder) == []


def test_where_no_picture_is_taken_it_is_said_before_anything_is_asked(room: Room, shelf: Path) -> None:
    told = room.type("list @rosa", f"attach 1 {shelf}", "list @tom")
    assert any(line.startswith("This network takes words alone.") for line in told)
    assert any("@tom" in line for line in told), "the next line is a command, no description"


def test_a_saved_reply_is_filled_in_line_by_line(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "replies"
    folder.mkdir()
    (folder / "refund.md").write_text("Hi {name}, {amount} for order {order} is on its way.")
    (folder / "hours.md").write_text("We are open from nine.")
    assert (
        "refund: Hi {name}, {amount} for order {order} is on its way., used 0 times; fill in: name, amount, order"
        in (room.type("saved"))
    )
    told = room.type("list @rosa", "saved 1 refu", "9 €", "47", "I saw to it.", ".")
    assert "Kept from before:" in told
    assert [line.text for line in room.run(room.desk.replies.outbox())] == [
        "Hi Rosa, 9 € for order 47 is on its way.\nI saw to it."
    ]
    assert [line.reply.name for line in room.run(room.desk.saved.shelf()).lines if line.used] == ["refund"]


def test_a_place_that_stays_open_can_not_leave(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "replies"
    folder.mkdir()
    (folder / "refund.md").write_text("Order {order} is on its way, I saw to it.")
    told = room.type("list @rosa", "saved 1 refund", "", ".")
    assert any("{order} is not filled in." in line for line in told)
    assert room.run(room.desk.replies.outbox()) == []
    assert any("fits" in line for line in room.type("list @rosa", "saved 1 zzz"))
