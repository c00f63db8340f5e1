"""A desk with a little in its outbox, drafts and log, and an app that shows one screen on it."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from textual.app import App
from textual.screen import Screen

from socialtui.desk import Desk
from socialtui.domain.errors import SocialtuiError
from socialtui.domain.mention import Author, Evidence, Judgement, Kind, KindScore, Mention
from socialtui.domain.network import Account, Gap, Limits, Page, Sent, SignedIn, SourceAbout
from socialtui.settings import Settings, limits, working_hours
from socialtui.store import accounts, intents, standing
from socialtui.store.database import DESK, open_store
from socialtui.store.ingest import store_page
from socialtui.store.mentions import Arrival
from socialtui.ui import themes
from socialtui.ui.commands import Keys, Where
from socialtui.ui.look import Look
from socialtui.ui.screens import Given
from tests.fresh import fresh

NOW = 1_790_000_000
LATE = "Third time my order is lost and nobody answers. Do you even read this?"


class Clock:
    """Stands still until it is moved."""

    def __init__(self, at: int = NOW) -> None:
        self.at = at

    def now(self) -> int:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += int(seconds)


def said(number: int, name: str, text: str, kind: Kind = Kind.COMPLAINT, *parts: Evidence) -> Arrival:
    author = Author(str(number), name.lower().split()[0], name)
    url = f"https://mastodon.example/@{author.handle}/{number}"
    mention = Mention(f"m{number}", author, text, NOW - 3600 * number, thread=f"t{number}", url=url)
    score = sum(part.weight for part in parts) or 2.0
    return Arrival(mention, Judgement((KindScore(kind, score, tuple(parts)),), -0.5, "en"))


def part(text: str, words: str, weight: float, name: str) -> Evidence:
    at = text.index(words)
    return Evidence(name, weight, words, at, at + len(words))


async def desk_at(folder: Path, clock: Clock | None = None) -> Desk:
    """A desk of ana's with two accounts and three conversations."""
    settings = Settings(user="ana", brand="Acme", sign="^an")
    clock = clock or Clock()
    db = await open_store(fresh(folder / "store.db", clock.now()), DESK, clock.now())
    env = {"TZ": "Europe/Berlin"}
    desk = Desk.at(
        db, settings, clock, "ana", hours=working_hours(settings, env), limits=limits(settings),
        plan_file=folder / "cadence.toml",
    )  # fmt: skip
    about = SourceAbout("notifications", "Mentions and replies", every=60)
    signed = SignedIn("1", "acme", "Acme", Limits(500), (about,), "ma", "short")
    account = await accounts.add(
        db, Account(0, "masto", "mastodon", "https://mastodon.example"), signed, "none", "", NOW
    )
    source = (await accounts.sources(db))[0]
    heard = [
        said(1, "Maria Haas", LATE, Kind.COMPLAINT, part(LATE, "Third time", 1.5, "again"),
             part(LATE, "nobody answers", 1.25, "unanswered")),
        said(2, "Tom Becker", "The new billing page [red]charged[/red] me twice.", Kind.COMPLAINT),
        said(3, "Café Löwe", "Does the Pro plan include the API?", Kind.QUESTION),
    ]  # fmt: skip
    gap = Gap(NOW - 40_000, NOW - 38_200, "kept for 30 days")
    page = Page(tuple(arrival.mention for arrival in heard), "c1", gap=gap, budget_left=280)
    await store_page(db, account, source, page, heard, desk.room.due, NOW - 60)
    return desk


async def hear(desk: Desk, *arrivals: Arrival) -> None:
    """Something more comes in."""
    db = desk.room.db
    account = (await accounts.all_accounts(db))[0].account
    source = (await accounts.sources(db))[0]
    page = Page(tuple(arrival.mention for arrival in arrivals), "c9")
    await store_page(db, account, source, page, list(arrivals), desk.room.due, NOW)


async def with_answers(desk: Desk) -> Desk:
    """One sent, one refused, one still leaving."""
    db = desk.room.db
    sent = await desk.replies.send(2, "Sorry Tom, the second charge is on its way back to you.", now=True)
    async with db.atomic() as write:
        await intents.take(write, sent.id, NOW)
        at = "https://mastodon.example/@acme/9"
        await standing.settle_sent(write, sent.id, Sent("r1", at, NOW), desk.room.due, NOW)
    refused = await desk.replies.send(3, "Yes, the Pro plan has the API.", now=True)
    async with db.atomic() as write:
        await intents.take(write, refused.id, NOW)
        await intents.refuse(
            write, refused.id, NOW, "The server turned it down: too many links.", "Take one out, then r."
        )
    await desk.replies.send(1, "Sorry Maria, I am looking into it now.")
    return desk


def look(ascii: bool = False) -> Look:
    return Look(themes.choose("dark")[0].ink(), ascii)


def given(desk: Desk, keys: Keys | None = None, pane: Where = Where.LIST) -> Given:
    return Given(desk, look(), ZoneInfo("Europe/Berlin"), keys or Keys(), pane)


class Stage(App[Any], inherit_bindings=False):
    """Shows one screen; what it is dismissed with stands in `results`."""

    ENABLE_COMMAND_PALETTE = False
    DEFAULT_CSS = "App { background: $background; color: $text; }"

    def __init__(self, first: Screen[Any], keys: Keys | None = None) -> None:
        super().__init__()
        self._first, self._keys = first, keys or Keys()
        self.results: list[Any] = []
        self.copied: list[str] = []
        palette = themes.choose("dark")[0]
        self.register_theme(palette.theme())
        self.theme = palette.name
        self.animation_level = "none"

    def on_mount(self) -> None:
        self.set_keymap(self._keys.keymap)
        self.push_screen(self._first, self.results.append)

    def copy_to_clipboard(self, text: str) -> None:
        self.copied.append(text)


def screen_text(app: App[Any]) -> str:
    """What one sees, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def until(pilot: Any, holds: Callable[[], object]) -> None:
    """Waits until something holds; the database has a thread of its own."""
    async with asyncio.timeout(20):
        while not holds():
            await pilot.pause(0.01)
    await pilot.pause()


async def settle(pilot: Any) -> None:
    """Waits for the workers of the screen and all messages."""
    await pilot.pause()
    await until(pilot, lambda: all(worker.is_finished for worker in pilot.app.workers))


class Probe:
    """Stands for the process that asks a network."""

    def __init__(self, *ends: SocialtuiError | Sequence[str]) -> None:
        self.ends = list(ends)
        self.asked: list[tuple[dict[str, str], str, str]] = []

    async def __call__(self, args: Any, secret: str, passphrase: str) -> Sequence[str]:
        self.asked.append((dict(args), secret, passphrase))
        end = self.ends.pop(0)
        if isinstance(end, SocialtuiError):
            raise end
        return end
