"""People on the screen: what is known stands beside the thread, the card keeps it, the list ranks them."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from socialtui.desk import Desk
from socialtui.domain.mention import Author, Kind, Mention
from socialtui.domain.network import Account, Limits, Page, SignedIn, SourceAbout
from socialtui.store import accounts
from socialtui.store.ingest import store_page
from socialtui.store.mentions import Arrival
from socialtui.ui.screens import Picked
from socialtui.ui.screens.people import People
from socialtui.ui.screens.person import PersonCard
from tests.conftest import judged
from tests.ui.face import NOW, Stage, desk_at, given, screen_text, settle, until, with_answers

SIZES = ((80, 24), (120, 36), (60, 15))


async def with_a_blog(desk: Desk) -> Desk:
    """Maria Haas has written at a blog too, ten days ago."""
    about = SourceAbout("comments", "Comments", every=60)
    signed = SignedIn("1", "us", "Us", Limits(), (about,), "wp", "blog")
    db = desk.room.db
    account = await accounts.add(
        db, Account(0, "blog", "wordpress", "https://blog.example"), signed, "none", "", NOW
    )
    source = next(one for one in await accounts.sources(db) if one.account == "blog")
    text = "Lovely boats, thank you for the photos."
    mention = Mention("b1", Author("7", "", "Maria Haas", ""), text, NOW - 10 * 86_400)
    page = Page((mention,), "c1")
    await store_page(
        db, account, source, page, [Arrival(mention, judged(Kind.PRAISE, text))], desk.room.due, NOW
    )
    return desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = await with_a_blog(await with_answers(await desk_at(tmp_path)))
    yield desk
    await desk.close()


def text_of(here: Any) -> str:
    return screen_text(here.app)


async def card(desk: Desk, cid: int = 1) -> PersonCard:
    return PersonCard(given(desk), await desk.people.of_conversation(cid), cid)


async def test_a_want_is_typed_and_stands_on_the_card(desk: Desk) -> None:
    app = Stage(await card(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await until(pilot, lambda: "They want" in screen_text(app))
        await pilot.press(*"a jug", "enter")
        await until(pilot, lambda: "wants: a jug · u takes it back" in screen_text(app))
        await pilot.press("j")
        await settle(pilot)
        assert "want       a jug" in screen_text(app)
        await pilot.press("u")
        await until(pilot, lambda: "Undone: Maria Haas: wants: a jug" in screen_text(app))
        await settle(pilot)
        assert "want       a jug" not in screen_text(app)


async def test_letters_of_an_answer_are_no_verbs(desk: Desk) -> None:
    app = Stage(await card(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("N")
        await until(pilot, lambda: "Note" in screen_text(app).split("\n")[-1])
        await pilot.press(*"jkNqu", "enter")
        await until(pilot, lambda: "note: jkNqu" in screen_text(app))
        assert not app.results, "q was a letter"


async def test_a_second_gift_names_the_first_and_asks(desk: Desk) -> None:
    maria = await desk.people.of_conversation(1)
    await desk.people.gift(maria, "a mug")
    app = Stage(await card(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("o")
        await until(pilot, lambda: "Offered before: a mug" in screen_text(app))
        await pilot.press("e")
        await until(pilot, lambda: "Nothing was offered." in screen_text(app))
        await pilot.press("o")
        await until(pilot, lambda: "Offered before: a mug" in screen_text(app))
        await pilot.press("y")
        await until(pilot, lambda: "Offer them" in screen_text(app))
        await pilot.press(*"a cap", "enter")
        await until(pilot, lambda: "gift offered: a cap" in screen_text(app))
    assert [memo.text for memo in (await desk.people.person(maria)).memos] == ["a mug", "a cap"]


async def test_m_makes_two_one_and_on_the_handle_two_again(desk: Desk) -> None:
    app = Stage(await card(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Maria Haas: same name Maria Haas" in screen_text(app)
        await pilot.press("m")
        await until(pilot, lambda: "Maria Haas and Maria Haas are one person" in screen_text(app))
        await settle(pilot)
        assert "same name" not in screen_text(app)
        assert "praise     Lovely boats" in screen_text(app)
        await pilot.press("G", "m")
        await until(pilot, lambda: "is somebody else again" in screen_text(app))
        await settle(pilot)
        assert "Lovely boats" not in screen_text(app)


async def test_minus_says_that_they_are_two(desk: Desk) -> None:
    app = Stage(await card(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("minus")
        await until(pilot, lambda: "are two people" in screen_text(app))
        await settle(pilot)
        assert "same name" not in screen_text(app)


async def test_the_footer_names_m_and_minus_while_the_cursor_stands_on_who_may_be_the_same(
    desk: Desk,
) -> None:
    app = Stage(await card(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        alike = " ? Keys  m Merge  - Two  N Note  o Offer  u Undo  esc Back  : All"
        assert screen_text(app).splitlines()[-1] == alike
        await pilot.press("j")
        await settle(pilot)
        footer = screen_text(app).splitlines()[-1]
        assert footer == " ? Keys  enter Open  N Note  o Offer  f Follow  u Undo  esc Back  : All"
        await pilot.press("G")
        await settle(pilot)
        footer = screen_text(app).splitlines()[-1]
        assert footer == " ? Keys  N Note  o Offer  f Follow  u Undo  esc Back  : All", "a handle"


async def test_enter_on_a_talk_goes_there(desk: Desk) -> None:
    app = Stage(await card(desk, 2))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.results)
    assert app.results == [Picked(2)]


async def test_a_follow_up_takes_a_day_and_words(desk: Desk) -> None:
    app = Stage(await card(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await until(pilot, lambda: "Follow up on" in screen_text(app))
        await pilot.press(*"2d", "enter")
        await until(pilot, lambda: "What about" in screen_text(app))
        await pilot.press(*"boats", "enter")
        await until(pilot, lambda: "follow-up: boats" in screen_text(app))
    (memo,) = (await desk.people.person(await desk.people.of_conversation(1))).memos
    assert (memo.text, memo.due_at) == ("boats", NOW + 2 * 86_400)


async def test_a_mistyped_day_of_a_follow_up_stands_there_again_with_its_fault(desk: Desk) -> None:
    app = Stage(await card(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await until(pilot, lambda: "Follow up on" in screen_text(app))
        await pilot.press(*"2y", "enter")
        await until(pilot, lambda: "is no time" in screen_text(app).splitlines()[0])
        assert screen_text(app).splitlines()[-1].endswith("2y"), "what was typed is kept"
        await pilot.press("backspace", *"d", "enter")
        await until(pilot, lambda: "What about" in screen_text(app))
        assert "is no time" not in screen_text(app)
        await pilot.press(*"boats", "enter")
        await until(pilot, lambda: "follow-up: boats" in screen_text(app))
        await pilot.press("f")
        await until(pilot, lambda: "Follow up on" in screen_text(app))
        await pilot.press(*"2y", "enter")
        await until(pilot, lambda: "is no time" in screen_text(app).splitlines()[0])
        await pilot.press("escape")
        await until(pilot, lambda: "Follow up on" not in screen_text(app))
        assert "is no time" not in screen_text(app)
    assert len((await desk.people.person(await desk.people.of_conversation(1))).memos) == 1


async def test_people_are_ranked_filtered_and_opened(desk: Desk) -> None:
    app = Stage(People(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "by talk in both directions and help given" in screen_text(app)
        assert "▌ Tom Becker" in screen_text(app)
        assert "1 both ways  1 helped" in screen_text(app)
        await pilot.press("slash")
        await until(pilot, lambda: len(screen_text(app).split("\n")) > 1 and app.focused is not None)
        await pilot.press(*"maria")
        await until(pilot, lambda: "▌ Maria Haas" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.focused is None)
        await until(pilot, lambda: "enter Card" in screen_text(app).split("\n")[-1])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PersonCard))
        await settle(pilot)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, People))
        await settle(pilot)
        assert "/maria" in screen_text(app), "the filter stands"


async def test_the_jar_lists_who_thanked_us(desk: Desk) -> None:
    maria = await desk.people.of_conversation(1)
    await desk.people.thank(maria, "phoned to say thanks")
    app = Stage(People(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("a")
        await until(pilot, lambda: "1 thanks in 7 days" in screen_text(app))
        assert "phoned to say thanks" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PersonCard))


@pytest.mark.parametrize("size", SIZES)
async def test_cards_and_lists_stay_within_every_size(desk: Desk, size: tuple[int, int]) -> None:
    maria = await desk.people.of_conversation(1)
    await desk.people.note(maria, "writes " * 60)
    for screen in (await card(desk), People(given(desk))):
        app = Stage(screen)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            lines = screen_text(app).split("\n")
            assert len(lines) == size[1]
            assert all(len(line) <= size[0] for line in lines)
            assert "?" in lines[-1]


async def test_what_is_known_stands_beside_the_queue_without_a_key(sit: Any) -> None:
    async with sit((80, 24)) as here:
        tom = await here.desk.people.of_conversation(2)
        await here.desk.people.tag(tom, "vip")
        await here.desk.people.want(tom, "a jug")
        await here.until(lambda: "VIP · wants a jug" in text_of(here))


async def test_the_thread_has_a_block_of_it(sit: Any) -> None:
    async with sit((120, 36)) as here:
        tom = await here.desk.people.of_conversation(2)
        await here.desk.people.gift(tom, "a mug")
        await here.desk.people.note(tom, "builds canoes")
        await here.until(lambda: "open  offered a mug 0m ago" in text_of(here))
        assert "them  “builds canoes”" in text_of(here)


async def test_a_large_terminal_has_the_whole_history(sit: Any) -> None:
    async with sit((200, 50)) as here:
        await with_a_blog(here.desk)
        maria = await here.desk.people.of_conversation(1)
        other = (await here.desk.people.card(maria)).alike[0].person_id
        await here.desk.people.merge(maria, other)
        await here.press("j")
        await here.until(lambda: "praise on WordPress 10d" in text_of(here))
        assert "i opens the card" in text_of(here)
        assert "talks  praise" not in text_of(here), "said once"


async def test_i_opens_the_card_and_q_comes_back(sit: Any) -> None:
    async with sit((80, 24)) as here:
        await here.press("i")
        await here.until(lambda: "What they got from us" in text_of(here) or "Talks" in text_of(here))
        assert "Handles" in text_of(here)
        await here.press("q")
        await here.until(lambda: here.app.screen is here.inbox)
