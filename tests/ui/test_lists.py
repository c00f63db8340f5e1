"""Outbox, drafts, undo list and sources: read, act, go on."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import json
from msgspec.structs import replace

from socialtui.desk import Desk
from socialtui.domain.moderation import no_way
from socialtui.domain.network import About, Listening, Question
from socialtui.domain.reply import OutboxState
from socialtui.store import accounts, intents
from socialtui.store.wishes import Payload, Wish
from socialtui.ui import screens
from socialtui.ui.commands import Keys, Where
from socialtui.ui.screens import Picked
from socialtui.ui.screens.account_guide import Guide
from socialtui.ui.screens.drafts import Drafts
from socialtui.ui.screens.link import LinkPage
from socialtui.ui.screens.lists import ListSheet
from socialtui.ui.screens.outbox import Outbox
from socialtui.ui.screens.sources import Sources
from socialtui.ui.screens.undo import Undo
from tests.ui.face import (
    LATE,
    NOW,
    Clock,
    Probe,
    Stage,
    desk_at,
    given,
    screen_text,
    settle,
    until,
    with_answers,
)

SIZES = ((80, 24), (120, 36), (60, 15))


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = await with_answers(await desk_at(tmp_path))
    yield desk
    await desk.close()


async def test_the_outbox_says_where_each_answer_stands(desk: Desk) -> None:
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "1 on its way · 1 needs a look" in text
        assert "▌ leaving      Maria Haas" in text
        assert "in 10 s" in text
        await pilot.press("j")
        await settle(pilot)
        text = screen_text(app)
        assert "The server turned it down: too many links." in text
        assert "Take one out, then r." in text


async def test_a_reply_that_is_leaving_counts_down_by_itself(desk: Desk) -> None:
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        clock = desk.clock
        assert isinstance(clock, Clock)
        clock.at = NOW + 4
        await until(pilot, lambda: "in 6 s" in screen_text(app))


async def test_u_takes_back_what_is_leaving_and_its_text_is_a_draft_again(desk: Desk) -> None:
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("U")
        await settle(pilot)
        assert "is a draft again" in screen_text(app)
    assert not await desk.replies.leaving()
    assert "Sorry Maria" in next(d.text for d in await desk.replies.drafts() if d.conversation_id == 1)


async def test_r_sends_a_refused_answer_again_once(desk: Desk) -> None:
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("j", "r")
        await settle(pilot)
        assert "once more" in screen_text(app)
        await pilot.press("r")
        await settle(pilot)
    states = [line.state for line in await desk.replies.outbox() if line.to == "Café Löwe"]
    assert len(states) == 1
    assert states[0] in (OutboxState.LEAVING, OutboxState.DUE)


async def test_keys_that_do_nothing_to_the_row_are_absent_from_the_footer(desk: Desk) -> None:
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        footer = screen_text(app).splitlines()[-1]
        assert "U Recall" in footer
        assert "r Again" not in footer
        await pilot.press("G")
        await settle(pilot)
        footer = screen_text(app).splitlines()[-1]
        assert "U Recall" not in footer
        assert "o Link" in footer
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(app.screen, LinkPage)
        assert "https://mastodon.example/@acme/9" in screen_text(app)


async def test_a_post_that_the_network_may_still_publish_has_no_key_that_sends_it_again(desk: Desk) -> None:
    about = Payload(planned=NOW - 700, kept="s1", missed=True)
    wish = Wish("post", 1, "ana", "New sails.", payload=about, state=OutboxState.REFUSED)
    await intents.add(desk.room.db, wish, NOW)
    app = Stage(Outbox(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "not sent" in screen_text(app)
        assert "r Again" not in screen_text(app)
        assert "r sends it again" not in screen_text(app)
        await pilot.press("r")
        await settle(pilot)
    assert [line.state for line in await desk.replies.outbox() if line.kind == "post"] == [
        OutboxState.REFUSED
    ]


async def test_enter_on_a_draft_goes_on_writing_it(desk: Desk) -> None:
    app = Stage(Drafts(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "1 answer not sent" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
    assert app.results == [Picked(3, "reply")]


async def test_the_undo_list_marks_what_can_be_taken_back_and_u_takes_the_newest(desk: Desk) -> None:
    await desk.verbs.tag([1, 2], "order")
    app = Stage(Undo(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        rows = [line for line in screen_text(app).splitlines() if "order" in line]
        assert any("can undo" in line for line in rows)
        await pilot.press("u")
        await settle(pilot)
        assert "Undone" in screen_text(app)
        await pilot.press("j")
        await settle(pilot)
        assert "undone" in screen_text(app)
    assert not (await desk.queue.cards([1]))[1].tags


async def test_a_source_in_trouble_says_what_to_do(desk: Desk) -> None:
    source = (await desk.health.sources())[0]
    await accounts.source_trouble(
        desk.room.db,
        source.id,
        "trouble",
        "mastodon.example did not answer.",
        "It is tried again.",
        NOW + 120,
        NOW,
    )
    app = Stage(Sources(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(app)
    assert "1 in trouble" in text
    assert "mastodon.example did not answer." in text
    assert "It is tried again." in text
    assert "in 2m" in text
    assert "280" in text
    assert "gap" in text
    assert "a Add" not in text
    assert "masto on Mastodon" in text


async def test_why_there_is_no_stream_stands_with_the_sources_and_not_in_the_status_line(desk: Desk) -> None:
    before = (await desk.health.status()).trouble
    for account in {source.account_id for source in await desk.health.sources()}:
        await accounts.stream_remark(desk.room.db, account, "10.0.0.9 is an address inside this network.")
    app = Stage(Sources(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "no stream: 10.0.0.9 is an address inside this network." in screen_text(app)
    assert (await desk.health.status()).trouble == before


async def test_what_a_moderator_can_ask_for_there_stands_in_one_line(desk: Desk) -> None:
    for takes, words in ((("mute", "report"), "mute, report"), ((), "none")):
        cannot = no_way("Mastodon", takes, "open the link instead") | {"like": "No likes there."}
        await desk.room.db.alone("UPDATE sources SET cannot=?", (json.encode(cannot).decode(),))
        app = Stage(Sources(given(desk)))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert f"moderation there: {words}" in screen_text(app)
            assert "no like: No likes there." in screen_text(app)
            assert "has no way" not in screen_text(app)


async def test_a_link_is_copied_whole(desk: Desk) -> None:
    url = "https://mastodon.example/@maria/" + "1" * 90
    app = Stage(LinkPage(given(desk), "Maria Haas", url, LATE))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await pilot.pause()
        assert app.copied == [url]
        assert "OSC 52" in screen_text(app)
        assert url[:80] in screen_text(app)


class Asked:
    """Stands for the child that asks a network."""

    def __init__(self) -> None:
        self.listened: list[tuple[str, str, str]] = []

    async def check(self, account: str) -> list[str]:
        return [f"{account}: ok, @acme", "yes  read  Mentions", "NO   write  Answer. Make a new token."]

    async def listen(self, account: str, kind: str, what: str) -> str:
        self.listened.append((account, kind, what))
        return f"{account} listens to {what}"

    async def lists(self, account: str) -> list[tuple[str, str]]:
        return [("17", "Press"), ("18", "Fans")]


def asking() -> tuple[Asked, Guide]:
    ways = (
        Listening("search", "A saved search"),
        Listening("hashtag", "A hashtag"),
        Listening("list", "A list"),
    )
    about = About("mastodon", "Mastodon.", (), (), listens=ways)
    asked = Asked()
    return asked, Guide((about,), Probe(), None, asked.check, asked.listen, asked.lists)


async def test_a_hashtag_and_a_list_are_chosen_from_the_sources(desk: Desk) -> None:
    asked, guide = asking()
    app = Stage(Sources(replace(given(desk), guide=lambda: guide)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("plus")
        await until(pilot, lambda: "masto listens to" in screen_text(app))
        await pilot.press("h", *"#acme", "enter")
        await until(pilot, lambda: "masto listens to #acme" in screen_text(app).splitlines()[0])
        await pilot.press("plus")
        await until(pilot, lambda: "l a list" in screen_text(app))
        await pilot.press("l")
        await until(pilot, lambda: "b Fans" in screen_text(app))
        await pilot.press("b")
        await until(pilot, lambda: len(asked.listened) == 2)
    assert asked.listened == [("masto", "hashtag", "#acme"), ("masto", "list", "18")]


async def test_what_an_account_may_do_is_asked_and_read_on_a_page(desk: Desk) -> None:
    _, guide = asking()
    app = Stage(Sources(replace(given(desk), guide=lambda: guide)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("c")
        await until(pilot, lambda: "Make a new token." in screen_text(app))
        assert "NO   write  Answer." in screen_text(app)


async def test_a_gap_is_drawn_as_one_and_fetched_or_taken_away(desk: Desk) -> None:
    app = Stage(Sources(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = screen_text(app)
        assert "─── " in text
        assert " gap" in text
        await pilot.press("j")
        await settle(pilot)
        assert "masto may have missed something" in screen_text(app)
        assert "kept for 30 days" in screen_text(app)
        assert "f Fetch" in screen_text(app)
        await pilot.press("f")
        await until(pilot, lambda: "It is being fetched." in screen_text(app))
        assert "fetching" in screen_text(app)
        await pilot.press("x")
        await until(pilot, lambda: "───" not in "".join(screen_text(app).splitlines()[:8]))


async def test_what_nothing_is_connected_for_is_a_row_with_what_to_do(desk: Desk) -> None:
    app = Stage(Sources(given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "no blog" in screen_text(app)
        assert "blind spot" in screen_text(app)
        await pilot.press("G")
        await settle(pilot)
        assert "socialtui traffic add" in screen_text(app)


async def test_another_account_is_connected_from_the_sources(desk: Desk) -> None:
    feed = About("rss", "Feeds.", (Question("url", "Address of the feed"),), ())
    guide = Guide((feed,), Probe(["rss", "rss is connected."]))
    app = Stage(Sources(replace(given(desk), guide=lambda: guide)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("a")
        await pilot.pause()
        await pilot.press("enter", *"https://f.example/feed", "enter")
        await until(pilot, lambda: "rss is connected." in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Sources))
        assert "rss is connected." in screen_text(app).splitlines()[0]


@pytest.mark.parametrize("name", [*(name for name, _ in screens.GOTO.values()), "help"])
async def test_every_screen_that_a_key_names_opens(desk: Desk, name: str) -> None:
    app = Stage(screens.load(name, given(desk)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "esc Back" in screen_text(app).splitlines()[-1]


@pytest.mark.parametrize("kind", [Outbox, Drafts, Undo, Sources])
@pytest.mark.parametrize("size", SIZES)
async def test_every_list_is_left_by_escape_and_fits_its_screen(
    desk: Desk, kind: type[ListSheet], size: tuple[int, int]
) -> None:
    app = Stage(kind(given(desk)))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        lines = screen_text(app).splitlines()
        assert len(lines) == size[1]
        assert lines[-1].startswith(" ? Keys")
        await pilot.press("escape")
        await pilot.pause()
    assert app.results == [None]


async def test_a_strangers_markup_is_only_text(desk: Desk) -> None:
    app = Stage(Undo(given(desk)))
    await desk.verbs.note(2, "[red]\x1b[2Jx[/nope]")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "\x1b" not in screen_text(app)


async def test_a_persons_own_key_is_shown_and_acts(desk: Desk) -> None:
    keys = Keys({"outbox.recall": ("f8",)})
    app: Stage = Stage(Outbox(given(desk, keys, Where.LIST)), keys)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "F8 Recall" in screen_text(app)
        await pilot.press("f8")
        await settle(pilot)
    assert not await desk.replies.leaving()


async def test_a_refusal_is_said_in_the_title_and_gone_with_the_next_key(tmp_path: Path) -> None:
    desk = await desk_at(tmp_path)
    screen: Any = Undo(given(desk))
    app = Stage(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await screen.action_verb("events.undo")
        await settle(pilot)
        assert "Nothing to undo." in screen_text(app).splitlines()[0]
        await pilot.press("j")
        await pilot.pause()
        assert "Undo list" in screen_text(app).splitlines()[0]
    await desk.close()
