"""By line: posts of our own are written, looked at once more, and given a time."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from socialtui.desk.posts import PostsDesk
from socialtui.domain.errors import StoreFault
from socialtui.domain.network import Limits
from socialtui.domain.post import Stands
from socialtui.settings.facts import Posts
from tests.plain.test_mode import Room, room

__all__ = ["room"]


@pytest.fixture(autouse=True)
def asks(room: Room) -> None:
    """A person sits there, and no complaint waits that would pause our posts."""
    room.terminal.asks = True
    room.type("list kind:complaint", "done 1 by phone")


def stands(room: Room) -> list[tuple[str, str, Stands]]:
    """Account, words, and where it stands: of every post."""
    week = room.run(room.desk.posts.week())
    posts = [*(one for day in week.days for slot in day for one in slot.posts), *week.loose]
    return [(one.account, one.text, one.stands()) for one in posts]


def account(room: Room) -> str:
    """The account that takes posts of ours."""
    return str(room.run(room.desk.restraint.accounts())[0].name)


def test_a_post_is_on_disk_line_by_line_and_leaves_at_a_time(room: Room) -> None:
    name = account(room)
    told = room.type(f"post {name}", "New shelves are in.", "Come and see.", ".", "l 2h", "posts", "undo")
    assert any(line.startswith(f"Post as {name}, ") and line.endswith(" left.") for line in told)
    assert f"Post on {name} planned; undo takes it back." in told
    assert any(f"{name}  planned: New shelves are in. Come and see." in line for line in told)
    assert stands(room) == [(name, "New shelves are in.\nCome and see.", Stands.DRAFT)]


def test_a_post_leaves_at_once_and_is_taken_back(room: Room) -> None:
    name = account(room)
    told = room.type(f"post {name}", "New shelves are in.", ".", "y", "recall")
    assert f"Post on {name} leaves; recall takes it back." in told
    assert "Taken back; the post is a draft again." in told
    assert stands(room) == [(name, "New shelves are in.", Stands.DRAFT)]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["Half a thought"], True),
        (["Half a thought", "."], True),
        (["Half a thought", ".", "no"], True),
        (["Half a thought", ".", "l soonish"], True),
        (["."], False),
        (["", "  ", "."], False),
        ([], False),
    ],
)
def test_without_a_yes_nothing_leaves_and_what_was_typed_is_a_draft(
    room: Room, lines: list[str], kept: bool
) -> None:
    name = account(room)
    told = room.type(f"post {name}", *lines)
    assert ("Nothing was written." in told) is not kept
    assert any("`socialtui post plan w1 --at " in line for line in told) is kept, "the way on is named"
    assert stands(room) == ([(name, "Half a thought", Stands.DRAFT)] if kept else [])


def test_the_same_words_are_questioned_and_no_room_wants_a_reason(room: Room) -> None:
    name = account(room)
    for number in range(3):
        room.type(f"post {name}", f"Thing number {number}", ".", "y")
    told = room.type(f"post {name}", "Thing number 2", ".", "y", "no")
    assert any("The same words" in line for line in told)
    assert stands(room)[-1] == (name, "Thing number 2", Stands.DRAFT)
    told = room.type(f"post {name}", "Thing number 3", ".", "y", "")
    assert "Nothing is planned. The draft is kept." in told
    told = room.type(f"post {name}", "Thing number 4", ".", "y", "It is the anniversary")
    assert f"Post on {name} leaves beyond the room: It is the anniversary; recall takes it back." in told


def test_while_a_complaint_waits_nothing_leaves_and_it_is_said(room: Room) -> None:
    told = room.type("undo", f"post {account(room)}", "New shelves are in.", ".", "y", "posts")
    assert any("Own posts are paused: a complaint" in line for line in told)
    assert [one[2] for one in stands(room)] == [Stands.DRAFT]


def test_too_long_stays_a_draft_and_several_accounts_are_asked_for(room: Room) -> None:
    name = account(room)
    told = room.type(f"post {name}", "far too long " * 40, ".", "y")
    assert any("too long" in line for line in told)
    assert [one[2] for one in stands(room)] == [Stands.DRAFT]
    room.run(room.store.account("second", limits=Limits(200)))
    told = room.type("post", "post nowhere", f"post {name} second", "To both.", ".", "y")
    assert any(line.startswith("Say on which account") for line in told)
    assert any("no account nowhere" in line for line in told)
    assert sorted(one[0] for one in stands(room) if one[1] == "To both.") == sorted((name, "second"))


def test_all_is_asked_before_the_first_of_several_is_planned(room: Room) -> None:
    name = account(room)
    room.run(room.store.account("second", limits=Limits(200)))
    room.type("post second", "To both.", ".", "y")
    told = room.type(f"post {name} second", "To both.", ".", "y", "no")
    assert any("The same words" in line for line in told)
    assert "Nothing is planned. The draft is kept." in told
    assert sum("`socialtui post plan w" in line for line in told) == 2
    assert [one[2] for one in stands(room)].count(Stands.LEAVING) == 1, "the earlier one alone"
    told = room.type(f"post {name} SECOND", "To both.", ".", "Yes", "YES")
    assert sum(line.endswith(" leaves; recall takes it back.") for line in told) == 2


def test_several_at_once_share_the_room_and_one_reason(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        room.desk.room, "settings", replace(room.desk.room.settings, posts=Posts(allowance=0))
    )
    left = room.run(room.desk.restraint.standing()).room()
    name = account(room)
    room.run(room.store.account("second", limits=Limits(200)))
    for number in range(left - 1):
        room.type(f"post {name}", f"Thing number {number}", ".", "y")
    told = room.type(f"post {name} second", "To both.", ".", "y", "")
    assert "Nothing is planned. The draft is kept." in told, "there is room for one, and two are asked for"
    told = room.type(f"post {name} second", "Once more.", ".", "y", "It is the anniversary")
    assert sum("takes it back." in line for line in told) == 2


def test_what_a_colleague_is_to_look_at_first_is_taken_back_by_undo(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = account(room)
    monkeypatch.setattr(
        room.desk.room, "settings", replace(room.desk.room.settings, posts=Posts(approval=True))
    )
    told = room.type(f"post {name}", "New shelves are in.", ".", "y", "undo")
    assert f"Post on {name} waits for somebody else's approval; undo takes it back." in told
    assert [one[2] for one in stands(room)] == [Stands.DRAFT]


def test_without_a_free_slot_it_is_said_and_the_draft_is_named(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = account(room)
    monkeypatch.setattr(room.desk.room, "settings", replace(room.desk.room.settings, posts=Posts(slots=())))
    told = room.type(f"post {name}", "New shelves are in.", ".", "n")
    assert told[-1] == (
        "No slot is free in the next weeks. Type a time."
        f" A draft on {name}: `socialtui post plan w1 --at TIME`."
    )


def test_lines_that_can_not_be_saved_are_no_commands_and_lie_in_a_file(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise StoreFault("The disk is full.", "Make room.")

    monkeypatch.setattr(PostsDesk, "save", full)
    told = room.type(f"post {account(room)}", "New shelves are in.", "list", "undo", ".")
    assert "Not saved yet: The disk is full." in told
    assert told[-1] == "The disk is full. Make room."
    kept = Path(told[-2].removeprefix("What you wrote is in ").removesuffix("."))
    assert kept.read_text() == "New shelves are in.\nlist\nundo"
    kept.unlink()
    assert stands(room)[0][1] == "New shelves are in.", "what was saved before is a draft"


def test_a_script_writes_drafts_alone(room: Room) -> None:
    room.terminal.asks = False
    told = room.type(f"post {account(room)}", "From a script.", ".")
    assert any("socialtui post plan w" in line for line in told)
    assert [one[2] for one in stands(room)] == [Stands.DRAFT]
