"""What goes into an answer beside typing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from socialtui.ui.screens.inserting import Inserting
from tests.ui.face import NOW

Sit = Callable[..., Any]


def reply_file(folder: Path, name: str, text: str) -> None:
    (folder / "replies").mkdir(exist_ok=True)
    (folder / "replies" / f"{name}.md").write_text(text, "utf-8")


async def begin(person: Any) -> None:
    await person.press("r")
    await person.until(lambda: person.inbox.rooms.answering.writing is not None)


async def test_a_saved_reply_is_found_put_in_and_its_open_place_is_typed_over(
    sit: Sit, tmp_path: Path
) -> None:
    reply_file(tmp_path, "hours", "We are open from nine.")
    reply_file(tmp_path, "refund", "Hi {name}, your refund for {order} is on its way.")
    async with sit() as person:
        await begin(person)
        await person.press("ctrl+t")
        await person.until(lambda: isinstance(person.app.screen, Inserting))
        assert "hours" in "\n".join(person.lines)
        await person.press("r", "f", "d")
        await person.until(lambda: "Hi Tom, your refund" in "\n".join(person.lines))
        await person.press("enter")
        composer = person.inbox.parts.box.composer
        await person.until(lambda: composer.text.startswith("Hi Tom"))
        assert composer.selected_text == "{order}"
        assert any("{order} is to be filled in" in line for line in person.lines)
        await person.press("4", "7")
        assert composer.text == "Hi Tom, your refund for 47 is on its way."
        await person.until(lambda: not any("to be filled in" in line for line in person.lines))
        (line,) = [line for line in (await person.desk.saved.shelf()).lines if line.used]
        assert line.reply.name == "refund"


async def test_escape_puts_nothing_in_and_the_composer_has_the_keys_again(sit: Sit, tmp_path: Path) -> None:
    reply_file(tmp_path, "hours", "We are open from nine.")
    async with sit() as person:
        await begin(person)
        await person.press("ctrl+t")
        await person.until(lambda: isinstance(person.app.screen, Inserting))
        await person.press("escape")
        await person.until(lambda: not isinstance(person.app.screen, Inserting))
        await person.press("x")
        await person.until(lambda: person.inbox.parts.box.composer.text == "x")


async def test_without_saved_replies_it_says_where_they_go(sit: Sit) -> None:
    async with sit() as person:
        await begin(person)
        await person.press("ctrl+t")
        await person.until(
            lambda: any("replies/NAME.md beside your settings." in line for line in person.lines)
        )


async def test_the_review_names_an_open_place_and_sends_nothing(sit: Sit) -> None:
    async with sit() as person:
        await begin(person)
        person.inbox.parts.box.composer.write("Refund for {order}.")
        await person.press("ctrl+s")
        await person.until(lambda: any("{order} is not filled in" in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.said.startswith("{order} is not filled in."))
        assert not await person.desk.replies.outbox()


async def with_threads(person: Any) -> None:
    async with person.desk.room.db.atomic() as write:
        await write.run("UPDATE accounts SET limits=?", ('{"max_length": 60, "threads": true}',))


LONG = "You are right, and we are sorry. The parcel lay in our depot. It goes out today."


async def test_a_long_answer_is_shown_in_its_parts_before_it_leaves(sit: Sit) -> None:
    async with sit() as person:
        await with_threads(person)
        await begin(person)
        person.inbox.parts.box.composer.write(LONG)
        await person.until(lambda: any("2 parts" in line for line in person.lines))
        await person.press("ctrl+s")
        await person.until(lambda: any("1/2 You are right" in line for line in person.lines))
        assert any("· 2 parts ·" in line for line in person.lines)
        assert any("2/2 The parcel lay in our depot. It goes out today. ^an" in line for line in person.lines)
        await person.press("y")
        await person.until(lambda: person.said.startswith("Leaving in 10 s"))
        texts = [line.text for line in await person.desk.replies.leaving()]
        assert len(texts) == 2
        await person.press("U")
        await person.until(lambda: person.said.startswith("Taken back"))
        assert not await person.desk.replies.leaving()


async def test_by_hand_each_part_is_copied_in_its_turn(sit: Sit) -> None:
    async with sit() as person:
        await with_threads(person)
        async with person.desk.room.db.atomic() as write:
            await write.run("UPDATE sources SET cannot = ?", ('{"reply": "A feed only listens."}',))
        await begin(person)
        person.inbox.parts.box.composer.write(LONG)
        await person.press("ctrl+s")
        await person.until(lambda: any("A feed only listens." in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.app.clipboard.startswith("1/2"))
        await person.press("y")
        await person.until(lambda: person.app.clipboard.startswith("2/2"))
        assert not await person.desk.replies.outbox()
        await person.press("y")
        await person.until(lambda: person.said.startswith("Filed as posted by hand"))
        assert len(await person.desk.replies.outbox()) == 2


async def test_l_in_the_review_plans_an_answer_and_the_outbox_shows_it(sit: Sit) -> None:
    async with sit() as person:
        await begin(person)
        person.inbox.parts.box.composer.write("On it.")
        await person.press("ctrl+s")
        await person.until(lambda: any("Send as masto" in line for line in person.lines))
        await person.press("l")
        await person.until(lambda: person.lines[23].startswith(" Send"))
        await person.press("t")
        await person.until(lambda: any("leaves tomorrow 9:00" in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.said.startswith("Planned for tomorrow 9:00 → "))
        (line,) = await person.desk.replies.outbox()
        assert line.planned > NOW
        assert not await person.desk.replies.leaving()
        await person.press("g", "o")
        await person.until(lambda: any("planned for tomorrow 9:00" in line for line in person.lines))
        await person.press("U")
        await person.until(lambda: any("is a draft again" in line for line in person.lines))


async def test_a_typed_time_plans_and_n_sends_at_once_again(sit: Sit) -> None:
    async with sit() as person:
        await begin(person)
        person.inbox.parts.box.composer.write("On it.")
        await person.press("ctrl+s")
        await person.until(lambda: any("Send as masto" in line for line in person.lines))
        await person.press("l", ":")
        await person.until(lambda: "Send at" in person.lines[23])
        await person.press("3", "h", "enter")
        await person.until(lambda: any("leaves " in line for line in person.lines))
        await person.press("l")
        await person.until(lambda: person.lines[23].startswith(" Send"))
        await person.press("n")
        await person.until(lambda: not any("leaves " in line for line in person.lines))


MEDIA = '{"max_length": 500, "media": {"most": 2, "types": ["image/png"], "image_bytes": 100}}'


async def test_a_picture_is_put_in_by_name_with_its_description_and_shown_in_the_review(
    sit: Sit, tmp_path: Path
) -> None:
    (tmp_path / "shelf.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    async with sit() as person:
        async with person.desk.room.db.atomic() as write:
            await write.run("UPDATE accounts SET limits=?", (MEDIA,))
        await begin(person)
        person.inbox.parts.box.composer.write("It is here.")
        await person.press("ctrl+p")
        await person.until(lambda: any("composer attach" in line for line in person.lines))
        await person.press("escape")
        person.inbox.action_verb("composer.attach")
        await person.until(lambda: "File" in person.lines[23])
        await person.press(*str(tmp_path / "shelf.png"), "enter")
        await person.until(lambda: "can't see it" in person.lines[23])
        await person.press(*"Parcel", "enter")
        await person.until(lambda: any("1 picture" in line for line in person.lines))
        await person.press("ctrl+s")
        await person.until(lambda: any("[image: Parcel]" in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.said.startswith("Leaving in 10 s"))
        assert not await person.desk.media.attached(person.inbox.parts.card.id)


async def test_a_home_that_nobody_has_is_said_and_nothing_is_lost(sit: Sit) -> None:
    async with sit() as person:
        async with person.desk.room.db.atomic() as write:
            await write.run("UPDATE accounts SET limits=?", (MEDIA,))
        await begin(person)
        person.inbox.parts.box.composer.write("It is here.")
        person.inbox.action_verb("composer.attach")
        await person.until(lambda: "File" in person.lines[23])
        await person.press(*"~nobody-of-that-name/shelf.png", "enter")
        await person.until(lambda: "can't see it" in person.lines[23])
        await person.press(*"Parcel", "enter")
        await person.until(lambda: "can't be read" in person.said)
        assert person.inbox.parts.box.composer.text == "It is here."


async def test_where_no_picture_is_taken_the_reason_is_said(sit: Sit) -> None:
    async with sit() as person:
        await begin(person)
        person.inbox.action_verb("composer.attach")
        await person.until(lambda: person.said.startswith("This network takes words alone."))


async def test_facts_come_first_those_that_the_thread_gets_wrong_before_others(
    sit: Sit, tmp_path: Path
) -> None:
    (tmp_path / "facts.toml").write_text(
        '[fact.age]\nclaim = ["founded in 2009"]\nfact = "We were founded in 2011."\n'
        '[fact.billing]\nclaim = ["charged me twice"]\nfact = "The second charge is a hold."\n', "utf-8"
    )  # fmt: skip
    reply_file(tmp_path, "hours", "We are open from nine.")
    async with sit() as person:
        await begin(person)
        await person.press("ctrl+t")
        await person.until(lambda: isinstance(person.app.screen, Inserting))
        names = [one.name for one in person.app.screen._choice.inserts]
        assert names[2] == "hours", "beginnings for the six steps come behind it"
        assert names[:2] in (["billing", "age"], ["age", "billing"])
        await person.press("enter")
        await person.until(lambda: person.inbox.parts.box.composer.text != "")
