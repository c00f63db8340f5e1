"""The week planner as a person finds it: slots written, planned, held back, let go, and what was missed offered."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from socialtui.desk import Desk
from socialtui.domain.errors import StoreFault
from socialtui.domain.media import Attached
from socialtui.domain.network import Account, Limits, SignedIn
from socialtui.domain.post import Stands
from socialtui.settings.facts import Posts
from socialtui.store import accounts, intents, posts
from socialtui.ui.screens.post_page import PostPage
from socialtui.ui.screens.week import Week
from tests.ui.face import NOW, Clock, Stage, desk_at, given, screen_text, settle, until

DAY = 86_400


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def desk(tmp_path: Path, clock: Clock) -> AsyncIterator[Desk]:
    desk = await desk_at(tmp_path, clock)
    await let_go(desk)
    yield desk
    await desk.close()


async def let_go(desk: Desk) -> None:
    """Two complaints are late from the start: the posts go in spite of them."""
    assert await desk.restraint.held(wanting=True)
    await desk.restraint.let_go()


async def write(app: Stage, pilot: Pilot[Any], text: str) -> None:
    """Enter on the slot, the words, the review, off it goes."""
    await pilot.press("enter")
    await until(pilot, lambda: " Post as masto" in screen_text(app))
    await pilot.press(
        *("space" if letter == " " else "full_stop" if letter == "." else letter for letter in text)
    )
    await pilot.press("ctrl+s")
    await until(pilot, lambda: "leaves" in screen_text(app))
    await pilot.press("y")


async def test_a_slot_is_written_planned_and_taken_back(desk: Desk) -> None:
    app = Stage(Week(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await until(pilot, lambda: "Mon 21" in screen_text(app))
        text = screen_text(app)
        assert "21 Sep – 27 Sep  own posts 0 · answers and thanks 0 · room for 3" in text
        assert "e Plan" not in text, "nothing to plan here"
        assert "enter writes a post for it" in text
        await write(app, pilot, "New sails are in.")
        await until(pilot, lambda: "Planned on masto for 16:30 · u takes it back" in screen_text(app))
        (post,) = [p for day in (await desk.posts.week()).days for slot in day for p in slot.posts]
        assert (post.text, post.stands()) == ("New sails are in.", Stands.PLANNED)
        await pilot.press("k")
        await until(pilot, lambda: "masto · planned · by ana" in screen_text(app))
        await pilot.press("u")
        await until(pilot, lambda: "masto · draft · by ana" in screen_text(app))
        await pilot.press("e")
        await until(pilot, lambda: "masto · planned" not in screen_text(app))
        assert (await desk.posts.get(post.id)).stands() is Stands.PLANNED
        await pilot.press("k", "x")
        await until(pilot, lambda: "taken out" in screen_text(app))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("e", "Plans a draft, or approves a colleague's. None stands here."),
        ("s", "Gives a post that has not left another time. None stands here."),
        ("x", "Takes out a post that has not left. None stands here."),
        ("o", "Offers posts without a time, or that missed it, another. There is none."),
    ],
)
async def test_a_verb_for_a_post_says_so_on_an_empty_slot(desk: Desk, key: str, words: str) -> None:
    app = Stage(Week(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        footer = screen_text(app).splitlines()[-1]
        assert "Drop" not in footer
        await pilot.press(key)
        assert words in screen_text(app)
        assert screen_text(app).splitlines()[-1] == footer, "it is still named only where it acts"
        await pilot.press("right")
        assert words not in screen_text(app)


async def test_above_the_room_the_numbers_stand_there_and_one_line_of_reason_is_asked(desk: Desk) -> None:
    for n in range(3):
        (post,) = await desk.posts.draft([1], f"News {n}.", NOW + DAY + n * 3600)
        await desk.slots.plan(post.id)
    app = Stage(Week(given(desk)))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await until(pilot, lambda: "room for 0" in screen_text(app))
        await write(app, pilot, "One more.")
        await until(pilot, lambda: "Why is this one worth it?" in screen_text(app))
        assert "No room for one more: own posts 3 this week, answers and thanks 0 in 7 days" in screen_text(
            app
        )
        await pilot.press("escape")
        await until(pilot, lambda: "Why is this one" not in screen_text(app))
        assert len(await desk.replies.outbox()) == 3, "thought better of it"
        await pilot.press("y")
        await until(pilot, lambda: "Why is this one worth it?" in screen_text(app))
        await pilot.press(*"fair", "enter")
        await until(pilot, lambda: "the reason is kept for Friday" in screen_text(app))


async def test_h_holds_all_back_at_once_and_h_and_y_lets_them_go(desk: Desk, clock: Clock) -> None:
    (post,) = await desk.posts.draft([1], "News.", NOW + DAY)
    await desk.slots.plan(post.id)
    app = Stage(Week(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await until(pilot, lambda: "planned" in screen_text(app))
        await pilot.press("H")
        await until(pilot, lambda: "Own posts are paused; 1 post waits" in screen_text(app))
        await until(pilot, lambda: "ana paused them" in screen_text(app))
        await pilot.press("H")
        await until(pilot, lambda: "y let them go" in screen_text(app))
        await pilot.press("y")
        await until(pilot, lambda: "Own posts go again at their times; 1 post waits" in screen_text(app))
        clock.at += 3 * DAY
        await pilot.press("right_square_bracket")
        held = await desk.restraint.held()
        assert held is not None
        assert "Maria Haas" in held.words(clock.now()), "her complaint fell overdue since"


async def test_what_missed_its_time_is_offered_again(desk: Desk) -> None:
    for n in range(2):
        (post,) = await desk.posts.draft([1], f"Old news {n}.", NOW + 60 + n)
        await desk.slots.plan(post.id)
        async with desk.room.db.atomic() as write_:
            await intents.refuse(write_, n + 1, NOW, "It was to leave at 16:14.", "g w", missed=True)
    app = Stage(Week(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await until(pilot, lambda: "2 posts missed the time; none leaves by itself." in screen_text(app))
        await pilot.press("o")
        await until(pilot, lambda: "Which" in screen_text(app))
        await pilot.press("1")
        await until(pilot, lambda: "t another time" in screen_text(app))
        await pilot.press("t")
        await until(pilot, lambda: "next free slot" in screen_text(app))
        await pilot.press("n")
        await until(pilot, lambda: "1 post missed the time" in screen_text(app))
    states = [(line.state.value, line.due_at > NOW) for line in await desk.replies.outbox()]
    assert sorted(states) == [("due", True), ("refused", True)]


async def test_p_in_the_inbox_writes_one_that_leaves_now_and_can_be_taken_back(
    sit: Callable[..., Any],
) -> None:
    async with sit() as person:
        await let_go(person.desk)
        await person.press("P")
        await person.until(lambda: "leaves now, or l for a slot" in "\n".join(person.lines))
        await person.press(*"Hello", "ctrl+s")
        await person.until(lambda: "Post as masto · 495 left" in "\n".join(person.lines))
        await person.press("y")
        await person.until(lambda: "everybody as masto · U takes it back" in person.said)
        await person.press("U")
        await person.until(lambda: "The post is a draft again: g w shows it." in person.said)
        assert (await person.desk.posts.get(1)).stands() is Stands.DRAFT


async def test_a_draft_of_a_post_is_kept_and_an_empty_one_is_not(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.press("P")
        await person.until(lambda: "Post as masto" in "\n".join(person.lines))
        await person.press("escape")
        await person.until(lambda: "Post as masto" not in "\n".join(person.lines))
        assert (await person.desk.posts.week()).loose == ()
        await person.press("P")
        await person.until(lambda: "Post as masto" in "\n".join(person.lines))
        await person.press(*"Hello", "escape")
        await person.until(lambda: person.said == "Draft kept: g w shows it.")
        assert [post.text for post in (await person.desk.posts.week()).loose] == ["Hello"]
        await person.press("H")
        await person.until(lambda: "Own posts are paused" in person.said)


@pytest.mark.parametrize("way", ["key", "palette"])
async def test_a_post_is_kept_to_its_last_letter_when_its_writer_quits(
    sit: Callable[..., Any], way: str
) -> None:
    async with sit() as person:
        await person.press("P")
        await person.until(lambda: "Post as masto" in "\n".join(person.lines))
        await person.press(*"Hello", "ctrl+q" if way == "key" else "ctrl+p")
        if way == "palette":
            await person.press(*"quit")
            await person.until(lambda: "\n".join(person.lines).count("Leave; asks once") == 1)
            await person.press("enter")
        await person.until(lambda: not person.app.is_running)
        assert await person.desk.room.db.rows("SELECT text, stage FROM posts") == [("Hello", "draft")]


async def test_an_emptied_draft_is_not_kept_when_its_writer_quits(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        await person.press("P")
        await person.until(lambda: "Post as masto" in "\n".join(person.lines))
        await person.press("H")
        await person.app.screen.keep()
        await person.press("backspace", "ctrl+q")
        await person.until(lambda: not person.app.is_running)
        assert await person.desk.room.db.rows("SELECT text FROM posts") == []


async def test_the_inbox_says_that_posts_are_paused_until_they_are_let_go(sit: Callable[..., Any]) -> None:
    async with sit() as person:
        (post,) = await person.desk.posts.draft([1], "News.", NOW + DAY)
        await person.desk.slots.plan(post.id)
        assert await person.desk.restraint.held()
        await person.until(lambda: "Own posts are paused: a complaint is" in "\n".join(person.lines))
        assert "posts paused" in person.lines[0]
        await person.press("H")
        await person.until(lambda: "y let them go" in person.lines[-1])
        await person.press("y")
        await person.until(lambda: "Own posts are paused" not in "\n".join(person.lines))
        assert "Own posts go again at their times; 1 post waits." in person.said


async def test_what_could_not_be_saved_is_not_said_to_be_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Stage(PostPage(given(desk), (), (1,), None))
    draft, tries = desk.posts.draft, []

    async def once_full(*words: Any) -> Any:
        tries.append(words)
        if len(tries) == 1:
            raise StoreFault("The disk is full.", "Make room.")
        return await draft(*words)

    monkeypatch.setattr(desk.posts, "draft", once_full)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Post as masto" in screen_text(app))
        await pilot.press(*"Hello", "escape")
        await until(pilot, lambda: "The disk is full." in screen_text(app))
        assert "Hello" in screen_text(app), "the page stays"
        await pilot.press("escape")
        await until(pilot, lambda: app.results)
    assert [post.text for post in (await desk.posts.week()).loose] == ["Hello"]


async def test_two_savings_at_once_make_one_draft(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Stage(page := PostPage(given(desk), (), (1,), None))
    draft, slow = desk.posts.draft, asyncio.Event()

    async def held(*words: Any) -> Any:
        await slow.wait()
        return await draft(*words)

    monkeypatch.setattr(desk.posts, "draft", held)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Post as masto" in screen_text(app))
        await pilot.press(*"Hel")
        first = asyncio.create_task(page.keep())
        await pilot.press(*"lo")
        second = asyncio.create_task(page.keep())
        await pilot.pause()
        slow.set()
        await asyncio.gather(first, second)
    assert [post.text for post in (await desk.posts.week()).loose] == ["Hello"]


async def test_a_refusal_says_all_of_its_way_on_and_gives_its_lines_back(desk: Desk) -> None:
    await desk.restraint.pause("bad news")
    app = Stage(PostPage(given(desk), (), (1,), None))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Post as masto" in screen_text(app))
        await pilot.press(*"Hello", "ctrl+s")
        await until(pilot, lambda: "y Send" in screen_text(app))
        rows = screen_text(app).split("\n")
        await pilot.press("y")
        await until(pilot, lambda: "lets them go; the draft is kept." in " ".join(screen_text(app).split()))
        await pilot.press("v")
        await until(pilot, lambda: screen_text(app).split("\n")[:3] == rows[:3])
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.results)


async def test_the_footer_of_a_post_names_the_keys_of_its_text_and_of_its_review(desk: Desk) -> None:
    app = Stage(PostPage(given(desk), (), (1,), None))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Post as masto" in screen_text(app))
        await pilot.press(*"Hello", "ctrl+s")
        await until(pilot, lambda: "y Send  v Who  l Later" in screen_text(app).split("\n")[-1])
        assert "Date" not in screen_text(app).split("\n")[-1], "a post promises nobody anything"
        await pilot.press("l")
        await until(pilot, lambda: "n now" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "y Send  v Who  l Later" in screen_text(app).split("\n")[-1])
        await pilot.press("escape")
        await until(pilot, lambda: "^S Review" in screen_text(app).split("\n")[-1])
        await pilot.press("escape")
        await until(pilot, lambda: app.results)


async def test_without_a_remark_on_a_post_no_empty_page_is_opened(desk: Desk) -> None:
    app = Stage(page := PostPage(given(desk), (), (1,), None))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Post as masto" in screen_text(app))
        await pilot.press(*"Hello", "ctrl+s")
        await until(pilot, lambda: "y Send" in screen_text(app))
        assert "All" not in screen_text(app).splitlines()[-1].replace(": All", "")
        await pilot.press("w")
        await until(pilot, lambda: "There is nothing to remark upon." in screen_text(app))
        assert app.screen is page


async def test_a_post_that_is_a_picture_alone_is_kept(desk: Desk) -> None:
    (post,) = await desk.posts.draft([1], "")
    async with desk.room.db.atomic() as write_:
        picture = Attached("/media/sail.png", "sail.png", "a white sail", "image/png", 9)
        await posts.change(write_, post.id, media=posts.encoded([picture]))
    app = Stage(PostPage(given(desk), (await desk.posts.get(post.id),), (), None))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Post as masto" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.results)
    assert [one.media for one in (await desk.posts.week()).loose] == [(picture,)]


async def test_a_post_that_a_colleague_is_to_look_at_first_is_taken_back_by_u(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = replace(desk.room.settings, posts=Posts(approval=True))
    monkeypatch.setattr(desk.room, "settings", wanted)
    app = Stage(PostPage(given(desk), (), (1,), None))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Post as masto" in screen_text(app))
        await pilot.press(*"Hello", "ctrl+s")
        await until(pilot, lambda: "y Send" in screen_text(app))
        await pilot.press("y")
        await until(pilot, lambda: app.results)
    assert app.results[0].words == "Post on masto waits for somebody else's approval · u takes it back"
    await desk.undo.undo()
    assert [one.stands() for one in (await desk.posts.week()).loose] == [Stands.DRAFT]


async def test_what_waits_for_approval_is_not_said_to_be_planned(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = replace(desk.room.settings, posts=Posts(approval=True))
    monkeypatch.setattr(desk.room, "settings", wanted)
    for n in range(2):
        await desk.posts.draft([1], f"News {n}.", NOW + (n + 1) * DAY)
    app = Stage(Week(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await until(pilot, lambda: "draft" in screen_text(app))
        await pilot.press("asterisk")
        await until(pilot, lambda: "2 posts on masto wait for somebody else's approval" in screen_text(app))
        assert "u takes them back" in screen_text(app)
        await pilot.press("u")
        await until(pilot, lambda: "Undone: 2 posts on masto wait for" in screen_text(app))
        assert {one.stands() for day in (await desk.posts.week()).days for s in day for one in s.posts} == {
            Stands.DRAFT
        }


async def test_all_drafts_of_the_week_are_planned_together_or_none_of_them(desk: Desk) -> None:
    for words, at in (("News.", NOW + DAY), (" ", NOW + 2 * DAY)):
        await desk.posts.draft([1], words, at)
    app = Stage(Week(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await until(pilot, lambda: "draft" in screen_text(app))
        await pilot.press("asterisk")
        await until(pilot, lambda: "says nothing yet" in screen_text(app))
        told = " ".join(screen_text(app).split())
        assert "masto Wed 16:13: It says nothing yet. Change it, then plan it. Nothing is planned." in told
    assert await desk.replies.outbox() == []


async def test_a_post_for_several_accounts_leaves_on_all_of_them_or_on_none(desk: Desk) -> None:
    signed = SignedIn("2", "acme", "Acme", Limits(4), (), "sh", "short")
    await accounts.add(
        desk.room.db, Account(0, "short", "mastodon", "https://a.example"), signed, "none", "", NOW
    )
    app = Stage(page := PostPage(given(desk), (), (1, 2), NOW + DAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Post as masto" in screen_text(app))
        await pilot.press(*"Hello", "ctrl+s")
        await until(pilot, lambda: "y Send" in screen_text(app))
        await pilot.press("y")
        await until(pilot, lambda: "Nothing is planned." in " ".join(screen_text(app).split()))
        assert await desk.replies.outbox() == []
        await pilot.press("escape", "backspace", "ctrl+s")
        await until(pilot, lambda: "y Send" in screen_text(app))
        await pilot.press("y")
        await until(pilot, lambda: app.results)
    assert app.results[0].words.endswith("· u takes them back")
    assert len(await desk.replies.outbox()) == 2 == len(page.posts)
    await desk.undo.undo()
    assert {one.stands() for one in (await desk.posts.week()).loose} <= {Stands.DRAFT}
    assert await desk.replies.outbox() == []


async def test_a_draft_of_another_week_that_is_to_leave_now_is_asked_about_this_week(desk: Desk) -> None:
    for n in range(3):
        (full,) = await desk.posts.draft([1], f"News {n}.", NOW + DAY + n * 3600)
        await desk.slots.plan(full.id)
    (post,) = await desk.posts.draft([1], "News of next week.", NOW + 7 * DAY)
    app = Stage(PostPage(given(desk), (post,), (1,), post.at))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Post as masto" in screen_text(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "y Send" in screen_text(app))
        assert "No room for one more" not in screen_text(app), "next week has room"
        await pilot.press("l")
        await until(pilot, lambda: "n now" in screen_text(app))
        await pilot.press("n")
        await until(pilot, lambda: "No room for one more: own posts 3 this week" in screen_text(app))
        await pilot.press("y")
        await until(pilot, lambda: "Why is this one worth it?" in screen_text(app))
        await pilot.press(*"fair", "enter")
        await until(pilot, lambda: app.results)
    assert app.results[0].words == "Leaves on masto · the reason is kept for Friday · U takes it back"
    assert (await desk.posts.get(post.id)).stands() is Stands.LEAVING
