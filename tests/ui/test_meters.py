"""One question for a whole selection, a reason for joining too much, and the week's meters in the cadence pane."""

from pathlib import Path
from typing import Any

import pytest

from socialtui.domain.mention import Author, Kind, Mention
from socialtui.domain.network import Account, Limits, Page, SignedIn, SourceAbout
from socialtui.store import accounts
from socialtui.store.ingest import store_page
from socialtui.store.mentions import Arrival
from tests.conftest import judged
from tests.ui.face import NOW, screen_text


def text_of(here: Any) -> str:
    return screen_text(here.app)


async def test_enter_closes_the_others_and_leaves_the_complaints(sit: Any) -> None:
    async with sit((80, 24)) as here:
        await here.press("asterisk", "e")
        await here.until(lambda: here.said == "2 of 3 are complaints without an answer:")
        assert "enter leaves them open  r gives one reason for all" in text_of(here).split("\n")[-1]
        await here.press("enter")
        await here.until(lambda: "2 complaints left open" in here.said)
        assert here.names == ["Tom Becker", "Maria Haas"]


async def test_r_gives_one_reason_for_all(sit: Any) -> None:
    async with sit((120, 36)) as here:
        await here.press("asterisk", "e")
        await here.until(lambda: "2 of 3 are complaints without an answer: enter leaves" in text_of(here))
        await here.press("r")
        await here.until(lambda: "Why close it?" in text_of(here))
        await here.press(*"phoned", "enter")
        await here.until(lambda: "3 conversations: done: phoned" in here.said)
        assert here.names == []


async def test_another_key_closes_nothing(sit: Any) -> None:
    async with sit((80, 24)) as here:
        await here.press("asterisk", "e")
        await here.until(lambda: here.said.startswith("2 of 3"))
        await here.press("j")
        await here.until(lambda: here.said == "Nothing was closed.")
        assert len(here.names) == 3


async def test_the_cadence_pane_shows_the_meters(sit: Any) -> None:
    async with sit((80, 24)) as here:
        assert "in time" not in text_of(here)
        await here.press("3")
        await here.until(lambda: "complaints in time this week 0 of 2" in text_of(here))
        assert "joined 0 of 8 today" in text_of(here)


async def overheard(here: Any) -> None:
    """Somebody who didn't speak to us, heard by a search."""
    db = here.desk.room.db
    about = SourceAbout("search", "Search", addressed=False)
    signed = SignedIn("1", "us", "Us", Limits(500), (about,), "ma", "short")
    account = await accounts.add(
        db, Account(0, "ears", "mastodon", "https://m.example"), signed, "none", "", NOW
    )
    source = next(one for one in await accounts.sources(db) if one.account == "ears")
    mention = Mention("o1", Author("7", "eva", "Eva Lund"), "Saw their boats at the fair.", NOW - 60)
    heard = [Arrival(mention, judged(Kind.CHATTER, mention.text))]
    await store_page(db, account, source, Page((mention,), "c1"), heard, here.desk.room.due, NOW)


@pytest.fixture
def no_joins(tmp_path: Path) -> None:
    """Guidelines under which every joining is one too many."""
    (tmp_path / "guidelines.toml").write_text("[restraint]\nday = 0\n")


async def test_joining_too_much_asks_why_and_takes_the_reason(sit: Any, no_joins: None) -> None:
    async with sit((80, 24)) as here:
        await overheard(here)
        await here.press("right_square_bracket")
        await here.until(lambda: here.names == ["Eva Lund"])
        await here.press("r")
        await here.until(lambda: "Reply as ears" in text_of(here))
        await here.press(*"Hello", "ctrl+s")
        await here.until(lambda: "Send as ears" in text_of(here))
        await here.press("y")
        await here.until(lambda: "Why join this one?" in text_of(here))
        await here.press("escape")
        await here.until(lambda: "Send as ears" in text_of(here))
        assert not await here.desk.replies.leaving()
        await here.press("y")
        await here.until(lambda: "Why join this one?" in text_of(here))
        await here.press(*"old friend", "enter")
        await here.until(lambda: here.said.startswith("Leaving in"))
        words = [line.words for line in await here.desk.undo.events()]
        assert "joined Eva Lund beyond the day's 0: old friend" in words
