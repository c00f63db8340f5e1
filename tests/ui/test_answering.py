"""The way of an answer on the screen."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from msgspec.structs import replace
from textual import events

from socialtui.domain.errors import StoreFault, UsageFault
from socialtui.domain.network import Sent
from socialtui.domain.reply import OutboxState
from socialtui.store import accounts, intents, standing
from socialtui.ui import rescue
from socialtui.ui.look import Look
from socialtui.ui.screens.live import COUNTDOWN
from socialtui.ui.themes import choose
from socialtui.ui.widgets.review import Leaving, review_line

Sit = Callable[..., Any]


async def write(person: Any, text: str) -> None:
    await person.press("r")
    await person.until(lambda: person.inbox.rooms.answering.writing is not None)
    await person.press(*("space" if letter == " " else letter for letter in text))


async def test_an_answer_is_looked_at_once_more_leaves_and_can_be_taken_back(sit: Sit) -> None:
    async with sit() as person:
        first = person.inbox.parts.card
        await write(person, "On it now")
        assert "Reply as masto → Tom Becker" in "\n".join(person.lines)
        await person.press("ctrl+s")
        await person.until(lambda: any("Send as masto → Tom Becker" in line for line in person.lines))
        await person.press("ctrl+s", "ctrl+s")
        assert not await person.desk.replies.leaving(), "a key that repeats sends nothing"
        await person.press("y")
        await person.until(lambda: person.said.startswith("Leaving in 10 s → Tom Becker"))
        assert person.inbox.parts.card.id != first.id, "on to the next row"
        (line,) = await person.desk.replies.leaving()
        assert line.text == "On it now ^an"
        assert line.state is OutboxState.LEAVING
        await person.press("U")
        await person.until(lambda: person.said.startswith("Taken back"))
        assert person.inbox.parts.card.id == first.id
        await person.press("r")
        await person.until(lambda: person.inbox.rooms.answering.writing is not None)
        assert person.inbox.parts.box.composer.text.startswith("On it now")


async def test_a_key_that_hurries_ahead_of_the_review_is_no_letter_of_the_answer(sit: Sit) -> None:
    async with sit() as person:
        await write(person, "On it now")
        composer, review = person.inbox.parts.box.composer, person.inbox.parts.box.review
        before = composer.text
        person.inbox.action_verb("composer.review")
        composer.post_message(events.Key("y", "y"))
        composer.post_message(events.Key("enter", "\r"))
        await person.until(lambda: review.has_class("-open"))
        assert composer.text == before
        await person.press("escape", "z")
        await person.until(lambda: composer.text == before + "z")


async def test_an_acknowledgement_that_was_taken_back_goes_on_as_one(sit: Sit) -> None:
    async with sit() as person:
        answering = person.inbox.rooms.answering
        await person.press("a")
        await person.until(lambda: answering.writing is not None)
        await person.press("ctrl+s")
        await person.until(lambda: any("Send as masto → Tom Becker" in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.said.startswith("Leaving in 10 s → Tom Becker"))
        await person.press("U")
        await person.until(lambda: person.said.startswith("Taken back"))
        await person.press("r")
        await person.until(lambda: answering.writing is not None)
        assert answering.writing.ack
        assert "Acknowledge as masto → Tom Becker" in "\n".join(person.lines)


async def test_a_first_sentence_that_nobody_touched_is_no_draft(sit: Sit) -> None:
    async with sit() as person:
        answering = person.inbox.rooms.answering
        await person.press("a")
        await person.until(lambda: answering.writing is not None)
        assert person.inbox.parts.box.composer.text
        await person.press("ctrl+s")
        await person.until(lambda: any("Send as masto → Tom Becker" in line for line in person.lines))
        await person.press("escape", "escape")
        await person.until(lambda: answering.writing is None)
        assert await person.desk.replies.drafts() == []
        await person.press("r")
        await person.until(lambda: answering.writing is not None)
        assert person.inbox.parts.box.composer.text == ""


async def test_what_a_verb_says_stands_a_moment_while_an_answer_leaves(sit: Sit) -> None:
    async with sit() as person:
        await write(person, "On it now")
        await person.press("ctrl+s")
        await person.until(lambda: any("Send as masto → Tom Becker" in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.said.startswith("Leaving in 10 s → Tom Becker"))
        await person.press("c")
        await person.until(lambda: "claimed" in person.said)
        claimed, live = person.said, person.inbox.rooms.live
        person.clock.at += COUNTDOWN
        live._count_down()
        await person.pilot.pause()
        assert person.said == claimed
        person.clock.at += COUNTDOWN
        await person.until(lambda: person.said.startswith("Leaving in 6 s → Tom Becker"))


async def test_the_path_of_a_file_that_an_editor_left_is_shown_whole(sit: Sit) -> None:
    path = "/home/ana/" + "a_long_folder/" * 6 + "answer-1.txt"

    def fail(_: str) -> str:
        raise UsageFault("ed ended with 3.", f"The text is kept in {path}.")

    async with sit() as person:
        await write(person, "half")
        answering = person.inbox.rooms.answering
        answering._doors = replace(answering._doors, edit=fail)
        await person.press("ctrl+o")
        await person.until(lambda: "ed ended with 3." in "\n".join(person.lines))
        assert path in "".join(line.strip() for line in person.lines[1:4])
        assert person.inbox.parts.box.composer.text == "half"


async def test_the_draft_is_on_disk_before_an_editor_has_the_terminal(sit: Sit) -> None:
    stored: list[Any] = []

    def look(text: str) -> str:
        with closing(sqlite3.connect(person.desk.room.db.path)) as store:
            stored.extend(store.execute("SELECT text FROM drafts"))
        return text + " And more."

    async with sit() as person:
        await write(person, "half")
        answering = person.inbox.rooms.answering
        answering._doors = replace(answering._doors, edit=look)
        person.inbox.parts.box.composer.insert(" a thought.")
        await answering.edit()
        assert stored == [("half a thought.",)]
        assert person.inbox.parts.box.composer.text == "half a thought. And more."


async def test_what_is_typed_is_on_disk_a_moment_later_and_kept_on_leaving(sit: Sit) -> None:
    async with sit() as person:
        await write(person, "half a thought")
        kept: list[str] = []
        async with asyncio.timeout(20):
            while kept != ["half a thought"]:  # a writer that is slow is saved in between, too
                await person.pilot.pause(0.05)
                kept = [draft.text for draft in await person.desk.replies.drafts()]
        await person.press("escape")
        await person.until(lambda: person.said == "Draft kept: r goes on.")


async def test_an_acknowledgement_begins_with_a_sentence_and_names_its_promise(sit: Sit) -> None:
    async with sit() as person:
        await person.press("a")
        await person.until(lambda: person.inbox.rooms.answering.writing is not None)
        assert "Tom" in person.inbox.parts.box.composer.text
        await person.press("ctrl+s")
        await person.until(lambda: any("promise" in line for line in person.lines))


async def test_where_no_answer_goes_from_here_it_is_copied_then_filed(sit: Sit) -> None:
    async with sit() as person:
        db = person.desk.room.db
        async with db.atomic() as change:
            await change.run("UPDATE sources SET cannot = ?", ('{"reply": "A feed only listens."}',))
        await write(person, "Thanks")
        await person.press("ctrl+s")
        await person.until(lambda: any("A feed only listens." in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.inbox.rooms.answering.writing.copied)
        assert person.app.clipboard == "Thanks ^an"
        await person.press("y")
        await person.until(lambda: person.said.startswith("Filed as posted by hand"))
        (line,) = await person.desk.replies.outbox()
        assert line.state is OutboxState.BY_HAND


async def test_a_store_that_takes_nothing_leaves_the_draft_in_a_file(sit: Sit, home: Any) -> None:
    async with sit() as person:
        await write(person, "x")

        async def full(cid: int, text: str) -> None:
            raise StoreFault("The disk is full.")

        person.desk.replies.save = full
        await person.inbox.rooms.answering.save("words that must not go")
        assert person.said.startswith("The disk is full. The draft is in")
        (found,) = rescue.found(home.state)
        assert found.text == "words that must not go"
        assert found.path.stat().st_mode & 0o777 == 0o600
        del person.desk.replies.__dict__["save"]
        await person.inbox.rooms.answering.restore()
        assert not rescue.found(home.state)


async def test_a_colleague_who_writes_is_named_and_can_be_taken_over(sit: Sit) -> None:
    async with sit() as person:
        db = person.desk.room.db
        async with db.atomic() as change:
            await change.run("UPDATE conversations SET claimed_by='ben', claimed_until=2000000000 WHERE id=2")
        await person.press("r")
        await person.until(lambda: "ben is writing this one" in person.lines[23])
        await person.press("escape")
        assert person.inbox.rooms.answering.writing is None
        await person.press("r")
        await person.until(lambda: "ben is writing this one" in person.lines[23])
        await person.press("t")
        await person.until(lambda: person.inbox.rooms.answering.writing is not None)


def test_the_review_line_stays_within_80_columns_and_keeps_its_end() -> None:
    look = Look(choose("dark")[0].ink())
    leaving = Leaving("a" * 60, "b" * 60, "unlisted", -1234, "tomorrow 10:00", "", ())
    line = review_line(leaving, 200, look)
    assert len(line) <= 80
    assert line.endswith("unlisted · -1234 left · promise tomorrow 10:00")


def test_an_answer_for_later_still_names_whom_it_is_for_at_80_columns() -> None:
    look = Look(choose("dark")[0].ink())
    leaving = Leaving("acme", "Will Bose", "public", 353, "Fri 18:00", "", (), later="tomorrow 9:00")
    line = review_line(leaving, 80, look)
    assert line == "Send as acme → Will B… · public · 353 left · tomorrow 9:00 · promise Fri 18:00"
    short = Leaving("acme", "Will Bose", "public", 353, "", "", (), later="tomorrow 9:00")
    assert "leaves tomorrow 9:00" in review_line(short, 80, look)


async def test_leaving_the_program_asks_once_while_an_answer_is_on_its_way(sit: Sit) -> None:
    async with sit() as person:
        await person.desk.replies.send(1, "Sorry, on it.")
        await person.press("q")
        await person.until(lambda: "still leaving" in person.lines[23])
        await person.press("escape")
        assert person.app.is_running
        await person.press("q", "y")
        await person.until(lambda: not person.app.is_running)
        assert (await person.desk.place.recalled()).ended == "left"


async def test_the_accounts_limit_is_counted_down_beside_the_text(sit: Sit) -> None:
    async with sit() as person:
        assert (await accounts.all_accounts(person.desk.room.db))[0].account.limits.max_length == 500
        await write(person, "four")
        # 500, less four letters and the signature with its space
        await person.until(lambda: any("492 left" in line for line in person.lines))


async def promise_line(person: Any, words: str) -> None:
    await person.press("ctrl+s")
    await person.until(lambda: any(words in line for line in person.lines))


async def test_what_any_answer_promises_stands_in_the_review_and_d_changes_or_drops_it(sit: Sit) -> None:
    async with sit() as person:
        await write(person, "We'll refund you by tomorrow 5 pm.")
        await promise_line(person, "promise tomorrow 17:00")
        await person.press("d", "x")
        await person.until(lambda: any("Send as" in line and "promise" not in line for line in person.lines))
        await person.press("d", "colon")
        await person.until(lambda: person.inbox.parts.ask.display)
        await person.press(*"2h", "enter")
        await person.until(
            lambda: any("Send as" in line and "promise 18:13" in line for line in person.lines)
        )
        await person.press("y")
        await person.until(lambda: person.said.startswith("Leaving"))
        (line,) = await person.desk.replies.outbox()
        db = person.desk.room.db
        async with db.atomic() as write_:
            await intents.take(write_, line.id, line.due_at)
            sent = Sent("r1", "", line.due_at)
            await standing.settle_sent(write_, line.id, sent, person.desk.room.due, line.due_at)
        (promise,) = (await person.desk.promises.ledger()).lines
        assert promise.text == "We'll refund you by tomorrow 5 pm"
        assert promise.due_at == person.desk.clock.now() + 7200


async def test_beside_the_list_the_review_keeps_its_end_within_the_composers_own_width(sit: Sit) -> None:
    async with sit((120, 36)) as person:
        await write(person, "We'll refund you by tomorrow 5 pm.")
        box = person.inbox.parts.box
        leaving = Leaving("acme", "M" * 40, "unlisted", 400, "tomorrow 17:00", "", ())
        box.look_once_more(leaving)
        await person.until(lambda: any("promise tomorrow 17:00" in line for line in person.lines))


async def test_an_answer_says_what_it_keeps(sit: Sit) -> None:
    async with sit() as person:
        cid = person.inbox.parts.card.id
        await person.desk.promises.promise(cid, "the refund", person.desk.clock.now() + 7200)
        await write(person, "Here it is.")
        await promise_line(person, "Still promised for 18:13")
        await person.press("d", "k")
        await person.until(lambda: any("Send as" in line and "keeps 18:13" in line for line in person.lines))


async def test_what_was_not_sent_says_once_that_its_text_is_kept(sit: Sit) -> None:
    async with sit() as person:
        await write(person, "On it now")
        await person.press("ctrl+s")
        await person.until(lambda: any("Send as masto → Tom Becker" in line for line in person.lines))
        await person.press("y")
        await person.until(lambda: person.said.startswith("Leaving in 10 s → Tom Becker"))
        (line,) = await person.desk.replies.leaving()
        async with person.desk.room.db.atomic() as store:
            step = "Your text is kept: r sends it again, once."
            await intents.refuse(store, line.id, person.desk.clock.now(), "Not there.", step)
        await person.until(lambda: "Not sent to Tom Becker: Not there." in "\n".join(person.lines))
        assert " ".join("\n".join(person.lines).split()).count("Your text is kept") == 1
