"""Files are handed over before the answer leaves; the answer stands once, whatever happens to them."""

from pathlib import Path

import pytest

from socialtui.domain.conversation import State
from socialtui.domain.errors import DeskRefusal, NetworkTrouble, Refused, ServerTrouble, Silent, Unreachable
from socialtui.domain.media import Attached
from socialtui.sync.sender import Sender
from tests.sync.sync_parts import House, Town, mention
from tests.sync.test_threads import LONG, Street

LIMITS = (
    '{"max_length": 60, "threads": true, "media": {"most": 2, "types": ["image/png"], "image_bytes": 100}}'
)
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 40


class Gallery(Town):
    """A town that takes pictures."""

    def __init__(self, town: Town) -> None:
        super().__init__(town.clock)
        self.said, self.hung = town.said, [("", "")]
        self.hung.clear()

    async def upload(self, one: Attached) -> str:
        self._raise("upload")
        assert Path(one.file).read_bytes() == PNG  # noqa: ASYNC240
        self.hung.append((one.name, one.alt))
        return f"f{len(self.hung)}"


class Wall(Street):
    """A street with a gallery."""

    town: Gallery

    def __init__(self, house: House, folder: Path) -> None:
        super().__init__(house, folder)
        self.town = house.town = Gallery(house.town)
        self.sender = Sender(house.parts, house.account, self.town, self.intake._gate)
        self.folder = folder

    def picture(self, name: str = "shelf.png", content: bytes = PNG) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    @property
    def copies(self) -> list[Path]:
        return list(self.desk.media.folder.glob("*"))


@pytest.fixture
async def wall(house: House, tmp_path: Path) -> Wall:
    async with house.db.atomic() as write:
        await write.run("UPDATE accounts SET limits=?", (LIMITS,))
    house.town.said.append(mention("m1"))
    wall = Wall(house, tmp_path)
    await wall.poll()
    return wall


async def test_a_picture_goes_with_the_answer_under_its_description(wall: Wall) -> None:
    one = await wall.desk.media.attach(1, wall.picture(), "A parcel on a shelf")
    wall.picture().unlink()
    assert [path.stat().st_mode & 0o777 for path in wall.copies] == [0o600]
    plan = await wall.desk.replies.plan(1, "It is here.")
    assert plan.media == (one,)
    await wall.desk.replies.send(1, "It is here.", now=True)
    assert await wall.desk.media.attached(1) == ()
    await wall.go(0)
    assert wall.town.hung == [("shelf.png", "A parcel on a shelf")]
    (sent,) = [outgoing for outgoing, _ in wall.town.posted]
    assert sent.media == ("f1",)
    assert wall.copies == [], "our copy is not needed any more"
    assert (await wall.house.conversation())[0] == State.ANSWERED


async def test_in_a_thread_the_first_post_has_it(wall: Wall) -> None:
    await wall.desk.media.attach(1, wall.picture(), "A parcel")
    await wall.desk.replies.send(1, LONG, now=True)
    await wall.go(0, 3)
    assert [outgoing.media for outgoing, _ in wall.town.posted] == [("f1",), (), ()]


@pytest.mark.parametrize(
    "trouble", [Unreachable("No way there."), Silent("Silent."), ServerTrouble("It failed.")]
)
async def test_a_file_that_did_not_arrive_is_handed_over_again(wall: Wall, trouble: NetworkTrouble) -> None:
    await wall.desk.media.attach(1, wall.picture("a.png"), "One")
    await wall.desk.media.attach(1, wall.picture("b.png"), "Two")
    await wall.desk.replies.send(1, "Both.", now=True)
    wall.town.trouble["upload"] = [trouble]
    await wall.go(0)
    assert await wall.states() == ["due"]
    await wall.go(60)
    assert [name for name, _ in wall.town.hung] == ["a.png", "b.png"]
    assert [outgoing.media for outgoing, _ in wall.town.posted] == [("f1", "f2")]


async def test_what_was_handed_over_is_not_handed_over_twice(wall: Wall) -> None:
    for name in ("a.png", "b.png"):
        await wall.desk.media.attach(1, wall.picture(name), "A parcel")
    await wall.desk.replies.send(1, "Both.", now=True)
    wall.town.trouble["reply"], wall.town.arrives = [Unreachable("No way there.")], False
    await wall.go(0)
    await wall.go(60)
    assert len(wall.town.hung) == 2
    assert await wall.states() == ["sent"]


async def test_a_file_that_is_turned_down_brings_words_and_files_back(wall: Wall) -> None:
    await wall.desk.media.attach(1, wall.picture(), "A parcel")
    await wall.desk.replies.send(1, "It is here.", now=True)
    wall.town.trouble["upload"] = [Refused("This file is broken.")]
    await wall.go(0)
    (line,) = await wall.desk.replies.outbox()
    assert (line.state.value, line.trouble) == ("refused", "This file is broken.")
    assert await wall.house.draft() == "It is here."
    assert [one.name for one in await wall.desk.media.attached(1)] == ["shelf.png"]
    await wall.desk.replies.again(line.id)
    assert await wall.desk.media.attached(1) == ()
    await wall.go(0)
    assert [outgoing.media for outgoing, _ in wall.town.posted] == [("f1",)]


async def test_a_server_that_keeps_failing_is_not_asked_for_ever(wall: Wall) -> None:
    await wall.desk.media.attach(1, wall.picture(), "A parcel")
    await wall.desk.replies.send(1, "It is here.", now=True)
    wall.town.trouble["upload"] = [ServerTrouble("It failed.") for _ in range(9)]
    for _ in range(6):
        await wall.go(600)
    assert await wall.states() == ["refused"]
    assert len(wall.town.trouble["upload"]) == 4


async def test_recall_brings_the_files_back_with_the_words(wall: Wall) -> None:
    await wall.desk.media.attach(1, wall.picture(), "A parcel")
    await wall.desk.replies.send(1, "It is here.")
    await wall.desk.replies.recall()
    assert [one.alt for one in await wall.desk.media.attached(1)] == ["A parcel"]
    assert len(wall.copies) == 1


@pytest.mark.parametrize(
    ("content", "alt", "words"),
    [
        (b"#!/bin/sh", "A script", "no picture"),
        (PNG, " ", "says nothing to people"),
        (PNG * 9, "Large", "are taken"),
        (b"\xff\xd8\xff\xe0", "A photo", "not taken there"),
    ],
)
async def test_what_would_not_be_taken_is_refused_before_anything_is_copied(
    wall: Wall, content: bytes, alt: str, words: str
) -> None:
    with pytest.raises(DeskRefusal, match=words):
        await wall.desk.media.attach(1, wall.picture(content=content), alt)
    with pytest.raises(DeskRefusal, match="can't be read"):
        await wall.desk.media.attach(1, wall.folder / "nowhere.png", "A parcel")
    assert wall.copies == []


async def test_a_place_without_pictures_says_why(wall: Wall) -> None:
    async with wall.house.db.atomic() as write:
        await write.run("UPDATE accounts SET limits=?", ('{"media": {"why_none": "A blog takes words."}}',))
    with pytest.raises(DeskRefusal, match="A blog takes words"):
        await wall.desk.media.attach(1, wall.picture(), "A parcel")


async def test_a_network_that_lost_the_way_of_files_refuses_in_words(wall: Wall) -> None:
    await wall.desk.media.attach(1, wall.picture(), "A parcel")
    await wall.desk.replies.send(1, "It is here.", now=True)
    wall.sender = Sender(wall.house.parts, wall.house.account, Town(wall.house.clock), wall.intake._gate)
    wall.sender._network.said = wall.town.said  # type: ignore[attr-defined]
    await wall.go(0)
    (line,) = await wall.desk.replies.outbox()
    assert (line.state.value, line.trouble) == ("refused", "This network takes words alone.")


async def test_a_picture_is_taken_out_with_our_copy(wall: Wall) -> None:
    one = await wall.desk.media.attach(1, wall.picture(), "A parcel")
    await wall.desk.media.detach(1, one)
    assert (await wall.desk.media.attached(1), wall.copies) == ((), [])
