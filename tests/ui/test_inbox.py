"""The inbox: what one sees, and what each verb does to the list."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual import events

from socialtui.domain.conversation import State
from socialtui.domain.mention import Kind
from socialtui.settings import Home
from socialtui.ui.app import SocialtuiApp
from socialtui.ui.commands import Where
from tests.ui.face import LATE, NOW, desk_at, hear, said, screen_text, until

Sit = Callable[..., Any]


async def test_the_first_screen_says_who_waits_and_why(sit: Sit) -> None:
    async with sit() as person:
        await person.until(lambda: "today" in person.lines[0])
        lines = person.lines
        assert lines[0].startswith(" Acme  2 complaints wait")
        assert lines[0].endswith("CEST")
        assert lines[1].startswith("▌")
        assert "Tom Becker" in lines[1]
        assert " C ma " in lines[1]
        assert "1 of 3" in lines[20]
        assert "Tom Becker · Mastodon · complaint" in lines[20]
        await person.press("j")
        assert lines[2][2:] == person.lines[2][2:], "a row does not change when the cursor comes"
        assert person.lines[22].startswith(' why  "Third time" · "nobody answers"')
        assert person.lines[23] == " ? Keys  r Reply  a Ack  e Done  s Snooze  n Next  u Undo  : All"


async def test_a_wide_screen_shows_queue_thread_composer_and_plan_together(sit: Sit) -> None:
    async with sit((120, 36)) as person:
        await person.until(lambda: any("Today" in line for line in person.lines))
        text = "\n".join(person.lines)
        for words in ("Queue 3 owed", "Tom Becker · Mastodon", "The new billing page", "r Reply · a Ack"):
            assert words in text


async def test_a_small_terminal_shows_the_queue_and_a_tiny_one_says_so(sit: Sit) -> None:
    async with sit((50, 14)) as person:
        assert not any(line.startswith("──") for line in person.lines)
        await person.pilot.resize_terminal(20, 5)
        await person.until(lambda: "40" in person.lines[0])


async def test_an_unanswered_complaint_is_closed_with_a_reason_only(sit: Sit) -> None:
    async with sit() as person:
        first = person.names[0]
        await person.press("e")
        await person.until(lambda: "Why close it?" in person.lines[23])
        await person.press("escape")
        await person.until(lambda: person.said == "Left open.")
        await person.press("e")
        await person.until(lambda: person.inbox.parts.ask.has_class("-open"))
        await person.press(*"said twice".replace(" ", "_"), "enter")
        await person.until(lambda: first not in person.names)
        assert person.inbox.parts.card.who == person.names[0], "the cursor goes to the row below"
        await person.press("u")
        await person.until(lambda: first in person.names)
        assert person.inbox.parts.card.who == first, "what comes back has the cursor"


async def test_a_prompt_key_shows_its_choices_at_once_and_escape_takes_none(sit: Sit) -> None:
    async with sit() as person:
        await person.press("s")
        await person.until(lambda: person.lines[23].startswith(" Snooze"))
        assert " ".join(person.lines[23].split()).endswith("r they answer : a time"), (
            "each choice is seen at 80 columns"
        )
        await person.press("escape")
        await person.until(lambda: person.lines[23].startswith(" ? Keys"))
        assert len(person.names) == 3
        await person.press("s", "r")
        await person.until(lambda: len(person.names) == 2)
        assert "snoozed until they answer" in person.said


async def test_what_comes_in_moves_no_row_until_it_is_asked_for(sit: Sit) -> None:
    async with sit() as person:
        await hear(person.desk, *(said(n, f"Ada {n}", "Where is it?", Kind.QUESTION) for n in range(20, 45)))
        await person.until(lambda: len(person.names) == 28)
        before = person.names
        await hear(person.desk, said(9, "Nina Late", "Where is my order? Nobody answers.", Kind.COMPLAINT))
        await person.until(lambda: "+1 new (R)" in person.lines[20])
        assert person.names == before
        await person.press("j", "R")
        await person.until(lambda: "Nina Late" in person.names)
        assert person.inbox.parts.card.who == before[1], "the cursor stays on its row"


async def test_what_comes_in_is_shown_at_once_while_the_list_leaves_lines_empty(sit: Sit) -> None:
    async with sit() as person:
        await person.press("j")
        name = person.inbox.parts.card.who
        await hear(person.desk, said(9, "Nina Late", "Where is my order? Nobody answers.", Kind.COMPLAINT))
        await person.until(lambda: "Nina Late" in person.names)
        assert person.inbox.parts.card.who == name, "the cursor stays on its row"
        assert person.names[0] in person.lines[1]
        assert "new (R)" not in "\n".join(person.lines)


async def test_a_list_starts_at_its_top_when_the_remembered_row_fits_there(sit: Sit, tmp_path: Path) -> None:
    desk = await desk_at(tmp_path)
    await hear(desk, *(said(n, f"Ada {n}", "Where is it?", Kind.QUESTION) for n in range(20, 45)))
    rows = await desk.queue.page(desk.queue.views()[0].query)
    await desk.place.remember(rows[12].id, "owed", "left")
    async with sit(desk=desk) as person:
        assert person.names[0] in person.lines[1]
        assert person.lines[13].startswith("▌")
        assert person.inbox.parts.card.id == rows[12].id


async def test_a_row_that_somebody_settled_elsewhere_goes_by_itself(sit: Sit) -> None:
    async with sit() as person:
        await person.desk.verbs.snooze([2], None)
        await person.until(lambda: "Tom Becker" not in person.names)


async def test_a_claim_shows_on_the_row_at_once(sit: Sit) -> None:
    async with sit() as person:
        await person.press("c")
        await person.until(lambda: "◆" in person.lines[1])
        await person.press("C")
        await person.until(lambda: "◆" not in person.lines[1])


async def test_the_filter_narrows_as_one_types_and_escape_brings_all_back(sit: Sit) -> None:
    async with sit() as person:
        await person.press("slash", *"api")
        await person.until(lambda: person.names == ["Café Löwe"])
        await person.press("escape")
        await person.until(lambda: len(person.names) == 3)
        await person.press("slash", *"knd", "colon", "x")
        await person.until(lambda: "did you mean kind?" in person.said)
        await person.press("escape")
        person.desk.room.networks = lambda: ("mail", "mastodon")
        await person.press("slash", *"net", "colon", *"mastodan")
        await person.until(lambda: "did you mean mastodon?" in person.said)


async def test_what_is_typed_behind_enter_is_no_part_of_the_filter(sit: Sit) -> None:
    async with sit() as person:
        await person.press("slash")
        await person.until(lambda: person.inbox.parts.ask.has_class("-open"))
        for key in ("a", "p", "i", "enter", "c"):
            person.app.post_message(events.Key(key, None if key == "enter" else key))
        await person.until(lambda: "◆" in person.lines[1])
        assert person.names == ["Café Löwe"]
        assert person.inbox.listing.shown.filter == "api"


def type_ahead(person: Any, *keys: str) -> None:
    """All at once, before anything had time to open."""
    for key in keys:
        person.app.post_message(
            events.Key(key, {"slash": "/", "enter": None, "backspace": None}.get(key, key))
        )


async def test_what_is_typed_ahead_of_a_question_is_its_answer_and_no_verb(sit: Sit) -> None:
    async with sit() as person:
        type_ahead(person, "slash", "x", "backspace", "j", "r")
        await person.until(lambda: person.inbox.parts.ask.has_class("-open"))
        await person.until(lambda: person.inbox.listing.shown.filter == "jr")
        await person.press("escape")
        await person.until(lambda: not person.inbox.parts.ask.has_class("-open"))
        assert not person.inbox.parts.queue.marks
        await person.press("j", "c")
        await person.until(lambda: "◆" in person.lines[2])
        assert person.inbox.rooms.answering.writing is None


async def test_a_note_typed_in_one_go_is_kept_and_the_next_key_is_a_verb_again(sit: Sit) -> None:
    async with sit() as person:
        type_ahead(person, "N", *"jest", "enter", "j", "c")
        await person.until(lambda: "◆" in person.lines[2])
        notes = await person.desk.room.db.rows("SELECT text FROM notes")
        assert [row[0] for row in notes] == ["jest"]
        assert len(person.names) == 3


async def test_a_choice_typed_ahead_is_taken_and_what_follows_acts_where_it_led(sit: Sit) -> None:
    async with sit() as person:
        type_ahead(person, "j", "g", "t", "c")
        await person.until(lambda: "◆" in person.lines[1])
        assert person.inbox.rooms.answering.writing is None
        type_ahead(person, "s", "h", "j")
        await person.until(lambda: len(person.names) == 2)


async def test_a_question_that_only_confirms_takes_no_key_typed_before_it(sit: Sit) -> None:
    async with sit() as person:
        type_ahead(person, "e", "slash", "r")
        parts = person.inbox.parts
        await person.until(lambda: parts.ask.has_class("-open") or parts.choice.has_class("-open"))
        await person.press("escape")
        await person.until(lambda: not person.inbox.turns.ahead.keeps)
        assert person.inbox.rooms.answering.writing is None
        assert person.inbox.listing.shown.filter == ""


@pytest.mark.parametrize(
    ("setting", "env", "seen"),
    [
        ("auto", {}, "Hi 👍🏽 ❤️"),
        ("auto", {"TMUX": "/tmp/tmux"}, "Hi 👍 ❤"),
        ("full", {"STY": "1"}, "Hi 👍🏽 ❤️"),
        ("text", {}, "Hi 👍 ❤"),
    ],
)
async def test_emoji_are_as_wide_as_what_stands_between_believes(
    tmp_path: Path, home: Home, setting: str, env: dict[str, str], seen: str
) -> None:
    desk = await desk_at(tmp_path)
    desk.room.settings = replace(desk.settings, emoji=setting)
    await hear(desk, said(9, "Nina", "Hi 👍🏽 ❤️", Kind.QUESTION))
    app = SocialtuiApp(desk, home, env={"LANG": "C.UTF-8", **env})
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Nina" in screen_text(app))
        (row,) = (line for line in screen_text(app).split("\n") if "Nina" in line)
        assert row[30:].startswith(f"{seen}  ")
        inbox = app.inbox
        assert inbox is not None
        await until(pilot, lambda: inbox.stands)
        inbox.rooms.live.stop()
    await desk.close()


async def test_a_new_complaint_rings_once_a_minute_and_nothing_else_does(sit: Sit) -> None:
    async with sit() as person:
        rung: list[int] = []
        person.app.bell = lambda: rung.append(person.clock.now())
        for number, name, kind, bells in (
            (9, "Quentin", Kind.QUESTION, 0), (10, "Carla", Kind.COMPLAINT, 1), (11, "Cora", Kind.COMPLAINT, 1),
        ):  # fmt: skip
            await hear(person.desk, said(number, name, "Where is it?", kind))
            await person.until(lambda: name in person.names)  # noqa: B023
            await person.inbox.rooms.live.ring()
            assert len(rung) == bells
        person.clock.at += 61
        await hear(person.desk, said(12, "Clio", "Where is it?", Kind.COMPLAINT))
        await person.until(lambda: len(rung) == 2)


async def test_marks_let_one_verb_act_on_many(sit: Sit) -> None:
    async with sit() as person:
        await person.press("x", "j", "x", "s", "t")
        await person.until(lambda: len(person.names) == 1)
        counts = await person.desk.queue.counts()
        assert counts.snoozed == 2


async def test_a_paste_that_leaks_into_a_list_is_left_aside_and_said(sit: Sit) -> None:
    async with sit() as person:
        person.inbox.parts.queue.post_message(events.Paste("everything"))
        await person.until(lambda: "paste of 10 letters" in person.said)
        card = await person.desk.queue.card(2)
        assert card is not None
        assert card.state is State.OPEN


async def test_a_task_is_ticked_in_the_cadence_pane_and_taken_back(sit: Sit) -> None:
    async with sit() as person:
        await person.press("3")
        await person.until(lambda: person.inbox.parts.cadence.row is not None)
        assert person.lines[23].startswith(" ? Keys  enter Work  e Done")
        await person.press("e")
        await person.until(lambda: "done" in person.said)
        await person.press("u")
        await person.until(lambda: "Undone" in person.said)
        await person.press("escape")
        await person.until(lambda: person.inbox.pane is Where.LIST)


async def test_an_ascii_terminal_gets_nothing_but_ascii_from_us(sit: Sit) -> None:
    async with sit((120, 36), ascii=True) as person:
        await person.until(lambda: any("Today" in line for line in person.lines))
        ours = [line for line in person.lines if "Löwe" not in line]
        assert all(line.isascii() for line in ours), [line for line in ours if not line.isascii()]


async def test_the_next_start_opens_on_the_same_row(sit: Sit, tmp_path: Any) -> None:
    from tests.ui.face import desk_at

    desk = await desk_at(tmp_path)
    await desk.place.remember(1, "owed", "left")
    async with sit(desk=desk) as person:
        assert person.inbox.parts.card.text.startswith(LATE[:20])


async def test_escape_goes_from_reading_back_to_the_list(sit: Sit) -> None:
    async with sit() as person:
        await person.press("enter")
        await person.until(lambda: person.inbox.pane is Where.THREAD)
        await person.press("escape")
        await person.until(lambda: person.inbox.pane is Where.LIST)


async def test_no_move_overtakes_the_one_before_it(sit: Sit) -> None:
    async with sit() as person:
        for key in ("end", "home", "j"):
            person.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await person.until(lambda: person.inbox.parts.queue.place == 2)
        await person.pilot.pause(0.1)
        assert person.inbox.parts.queue.place == 2


def type_at_once(person: Any, *keys: str) -> None:
    for key in keys:
        person.app.post_message(events.Key(key, key if len(key) == 1 else None))


@pytest.mark.parametrize(
    ("keys", "copied"),
    [
        (("end", "home", "Y"), [0]),
        (("Y", "j", "Y", "j", "Y"), [0, 1, 2]),
        (("G", "Y", "home", "Y", "j", "Y"), [2, 0, 1]),
    ],
)
async def test_moves_and_verbs_act_in_the_order_in_which_they_were_typed(
    sit: Sit, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], copied: list[int]
) -> None:
    async with sit() as person:
        texts, seen = [card.text for card in person.inbox.parts.queue.cards], list[str]()
        monkeypatch.setattr(person.app, "copy_to_clipboard", seen.append)
        type_at_once(person, *keys)
        await person.until(lambda: len(seen) == len(copied))
        assert [text[:20] for text in seen] == [texts[n][:20] for n in copied]


async def test_an_end_that_is_not_loaded_is_reached_before_the_verb_behind_it(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        queue, seen = person.inbox.parts.queue, list[str]()
        texts = [card.text for card in queue.cards]
        monkeypatch.setattr(person.app, "copy_to_clipboard", seen.append)
        for keys, n in (
            (("home", "Y"), 0),
            (("g", "t", "Y"), 0),
            (("home", "j", "Y"), 1),
            (("G", "k", "Y"), 1),
        ):
            queue.show(queue.cards[1:2], NOW, start=1, before=True, after=True)
            type_at_once(person, *keys)
            await person.until(lambda: seen)
            assert seen.pop()[:20] == texts[n][:20], keys


async def test_a_row_is_closed_on_which_the_cursor_stood_when_e_was_typed(sit: Sit) -> None:
    async with sit() as person:
        await person.press("G")
        first, second, third = person.names
        await person.press("K", "h")
        await person.until(lambda: person.inbox.parts.card.kind is Kind.CHATTER)
        type_at_once(person, "e", "k")
        await person.until(lambda: "u takes it back" in person.said and third not in person.names)
        assert person.names == [first, second]


async def test_where_a_filter_finds_nobody_nothing_is_left_of_who_stood_there(sit: Sit) -> None:
    async with sit((200, 50)) as person:
        await person.until(lambda: any("step 1 of 6" in line for line in person.lines))
        await person.press("slash", *"zzzz")
        await person.until(lambda: any("Nothing here." in line for line in person.lines))
        assert not any("step 1 of 6" in line or "Tom Becker" in line for line in person.lines)
        await person.press("escape")
        await person.until(lambda: any("step 1 of 6" in line for line in person.lines))


async def test_an_empty_list_says_which_it_is_and_how_to_leave_it(sit: Sit) -> None:
    async with sit() as person:
        await person.press("slash", *"zzzz", "enter")
        await person.until(lambda: any(line.strip() == "/zzzz" for line in person.lines[19:22]))
        await person.press("r")
        await person.until(lambda: person.said.endswith("g shows other lists."))
        await person.press("q")
        await person.until(lambda: person.names)
        assert not any("zzzz" in line for line in person.lines)


async def test_the_footer_of_an_empty_list_names_no_verb_of_a_row(sit: Sit) -> None:
    whole, rest = (
        " ? Keys  r Reply  a Ack  e Done  s Snooze  n Next  u Undo  : All",
        " ? Keys  n Next  u Undo  : All",
    )
    async with sit() as person:
        await person.until(lambda: person.lines[23] == whole)
        await person.press("slash", *"zzzz", "enter")
        await person.until(lambda: person.lines[23] == rest)
        await person.press("2")
        await person.until(lambda: person.lines[23] == rest)
        await person.press("3")
        await person.until(lambda: "e Done  s Skip" in person.lines[23])
        await person.press("q", "q")
        await person.until(lambda: person.names and person.lines[23] == whole)
        await person.press("slash", *"Becker", "enter")
        await person.until(lambda: person.names == ["Tom Becker"])
        await person.press("s", "h")
        await person.until(lambda: not person.names and person.lines[23] == rest)
        await person.press("u")
        await person.until(lambda: person.names and person.lines[23] == whole)


async def test_a_notice_that_is_too_long_for_its_line_stands_whole_in_the_preview_until_the_next_verb(
    sit: Sit,
) -> None:
    async with sit() as person:
        await person.press("Y")
        assert "If nothing arrived" not in person.lines[0]
        await person.until(lambda: "If nothing arrived, o shows" in " ".join(person.lines[-4:-1]))
        await person.press("c")
        await person.until(lambda: any("The new billing page" in line for line in person.lines[-4:-1]))
        person.inbox.parts.say("Long words. " * 10)
        await person.until(lambda: "Long words. Long words." in " ".join(person.lines[-4:-1]))
        assert person.lines[-4].startswith(" Long"), "where the words of a row begin"
        person.inbox.parts.say("Short words.")
        await person.until(lambda: any("The new billing page" in line for line in person.lines[-4:-1]))
    async with sit((120, 36)) as person:
        await person.press("Y")
        assert any("clipboard (OSC 52)" in line for line in person.lines)
