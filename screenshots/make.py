"""Draws the pictures of this folder from the practice brand: SVG by Textual, PNG by a headless browser.

`python screenshots/make.py` writes them anew. The clock is frozen and the world is seeded, so the same
code draws the same pictures. PNGs need Chromium (Debian: chromium fonts-firacode); without it the SVGs
are written and that is said.
"""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from socialtui.cli.demo import BRAND, set_up
from socialtui.cli.guiding import guide
from socialtui.cli.parts import Start
from socialtui.cli.sync import load_all
from socialtui.domain.cadence import How
from socialtui.networks import load, names
from socialtui.settings import write
from socialtui.ui.app import SocialtuiApp

HERE = Path(__file__).parent
ZONE = "Europe/Berlin"
DAY = 86_400
NOW = int(datetime(2026, 11, 18, 14, 7, tzinfo=ZoneInfo(ZONE)).timestamp())
SIZES = ((80, 24), (120, 36), (200, 50))

ANSWER = (
    "Hi {name}, you have waited far too long, and I am sorry. I have asked our workshop and will write to you"
    " by tomorrow noon, with a date."
)
OFFERED = [name for name in names() if load(name).ABOUT.wire]
"""Networks in the order of the guide's list."""
Act = Callable[[Any], Awaitable[None]]


class FrozenClock:
    """One Wednesday afternoon, unless it is put to another time."""

    def __init__(self, at: int = NOW) -> None:
        self.at = at

    def now(self) -> int:
        """UTC seconds."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Waits as long as it takes to draw."""
        await asyncio.sleep(min(seconds, 0.05))


async def _nothing(pilot: Any) -> None:
    await pilot.pause()


async def _compose(pilot: Any) -> None:
    await pilot.press("r")
    await pilot.pause()
    pilot.app.inbox.parts.box.composer.insert(ANSWER.format(name=pilot.app.inbox.parts.card.who.split()[0]))
    await pilot.pause(0.3)


async def _review(pilot: Any) -> None:
    await _compose(pilot)
    await pilot.press("ctrl+s")
    await pilot.pause()


def _keys(*keys: str) -> Act:
    async def act(pilot: Any) -> None:
        await pilot.press(*keys)
        await pilot.pause(0.2)

    return act


POSTS = (
    "How a torn sail is mended, in four steps.", "The Graz shop closes at seven from now on.",
    "What do you do when the wind drops?", "Thank you, Tilda, for the photo of your garden.",
    "The manual has a page on lids now.", "We answer until six today.",
)  # fmt: skip


def _planned(*keys: str) -> Act:
    """A few posts in their slots, one of them a draft; then these keys."""

    async def act(pilot: Any) -> None:
        desk = pilot.app.inbox.parts.desk
        if await desk.restraint.held(wanting=True):
            await desk.restraint.let_go()
        for n, text in enumerate(POSTS):
            at = await desk.posts.free(1)
            (post,) = await desk.posts.draft([1], text, at)
            if n < len(POSTS) - 1:
                await desk.slots.plan(post.id, reason="asked for by many")
        await pilot.pause(0.5)
        await _keys(*keys)(pilot)
        await pilot.pause(1.0)

    return act


PAGE = (
    "https://mastodon.example/oauth/authorize?response_type=code&client_id=1mQ242OztAIscdNJNS8s3ndwhSBQ"
    "&redirect_uri=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob&scope=read+write%3Astatuses+write%3Afavourites"
    "&state=1OIQkN1MOyDuNPqhdDsjow&code_challenge=h2NhY7DQJVYhbpAQzwYkzVMi8s2GsWiN&code_challenge_method=S256"
)


async def _page(_: Mapping[str, str]) -> tuple[str, int]:
    """Stands for a server that was asked for its page."""
    return PAGE, 0


def _connect(network: str, *answers: str) -> Act:
    """The guide to a network, at its last question."""

    async def act(pilot: Any) -> None:
        await pilot.press("g", "s", "a")
        await pilot.pause(0.3)
        await pilot.press(*["down"] * OFFERED.index(network), "enter")
        for answer in answers:
            await pilot.pause(0.1)
            await pilot.press(*["backspace"] * 30, *answer, "enter")
        await pilot.pause(0.2)

    return act


PICTURES: tuple[tuple[str, tuple[int, int], str, Act], ...] = (
    *((f"inbox-{width}x{height}", (width, height), "", _nothing) for width, height in SIZES),
    ("inbox-light-80x24", (80, 24), "light", _nothing),
    ("composer-80x24", (80, 24), "", _compose),
    ("composer-120x36", (120, 36), "", _compose),
    ("review-80x24", (80, 24), "", _review),
    ("cadence-80x24", (80, 24), "", _keys("3")),
    ("cadence-120x36", (120, 36), "", _keys("3")),
    ("session-80x24", (80, 24), "", _keys("S")),
    ("plan-80x24", (80, 24), "", _keys("3", "plus")),
    ("map-80x24", (80, 24), "", _keys("g", "m")),
    ("map-120x36", (120, 36), "", _keys("g", "m")),
    ("week-80x24", (80, 24), "", _planned("g", "w")),
    ("week-120x36", (120, 36), "", _planned("g", "w")),
    ("friday-80x24", (80, 24), "", _planned("g", "r")),
    ("friday-120x36", (120, 36), "", _planned("g", "r")),
    ("weeks-120x36", (120, 36), "", _planned("g", "r", "p")),
    ("why-80x24", (80, 24), "", _keys("w")),
    ("help-80x24", (80, 24), "", _keys("question_mark")),
    ("connect-bluesky-80x24", (80, 24), "", _connect("bluesky", "https://bsky.social", "linden.bsky.social")),
    ("connect-mastodon-80x24", (80, 24), "", _connect("mastodon", "https://mastodon.social")),
    ("connect-wordpress-80x24", (80, 24), "", _connect("wordpress", "https://linden.example", "ana")),
    ("connect-allow-80x24", (80, 24), "", _connect("mastodon", "https://mastodon.example", "")),
    ("sources-80x24", (80, 24), "", _keys("g", "s")),
    ("connect-rss-80x24", (80, 24), "", _connect("rss")),
)


async def live(start: Start, clock: FrozenClock) -> None:
    """Half a year of the schedule: mostly kept, two weeks away, one task that is too much."""
    chance = Random(7)  # noqa: S311  a seeded picture
    async with start.desk() as desk:
        for days in range(26 * 7 - 3, 0, -1):
            clock.at = NOW - days * DAY
            weekday = desk.cadence.day().weekday()
            if 80 < days < 95 or (weekday > 4 and chance.random() < 0.6):
                continue
            if days == 100:
                await desk.plans.change("listen", {"days": "mon wed fri"})
            for row in (await desk.cadence.keep())[0].today.rows:
                kept = 0.1 if row.task.id == "join" and days < 30 else 0.93
                if row.minutes_left and chance.random() < kept:
                    apt = row.task.id != "join" or chance.random() < 0.6
                    await desk.cadence.tick(row.task.id, How.DONE if apt else How.NOT_APPROPRIATE)
        clock.at = NOW


async def draw(start: Start, name: str, size: tuple[int, int], theme: str, act: Act) -> None:
    """Draws one picture as SVG."""
    async with start.desk() as desk:
        app = SocialtuiApp(
            desk,
            start.home,
            theme=theme,
            ascii=False,
            env={"LANG": "C.UTF-8"},
            guide=lambda: replace(guide(start), allow=_page),
        )
        async with app.run_test(size=size) as pilot:
            await pilot.pause(0.5)
            await act(pilot)
            await pilot.pause(0.3)
            svg = app.export_screenshot(title="socialtui")
            await pilot.press("escape", "escape")
    # The picture's ids are made of a random number; a fixed one keeps unchanged pictures unchanged.
    svg = re.sub(r"terminal-\d+", "terminal-0", svg)
    (HERE / f"{name}.svg").write_text(svg, "utf-8")


def to_png(name: str, browser: str) -> None:
    """Turns an SVG into a PNG as wide as it was drawn."""
    svg = (HERE / f"{name}.svg").read_text("utf-8")
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert box is not None
    width, height = (round(float(side)) for side in box.groups())
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f'<meta charset="utf-8"><body style="margin:0">{svg}</body>', "utf-8")
        subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                f"--window-size={width},{height}", f"--screenshot={HERE / name}.png", page.as_uri(),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


def main() -> int:
    """Draws all pictures, or those whose names are given."""
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "SOCIALTUI_HOME": folder, "TZ": ZONE, "LOGNAME": "ana"}
        start = Start(BRAND, "ana", env, FrozenClock())
        start.run(set_up(start, 7, 0, 60))
        write(start.home.settings_file, {"timezone": ZONE, "sign": "^ana"})
        load_all(start)
        clock = FrozenClock()
        past = Start(BRAND, "ana", env, clock)
        past.run(live(past, clock))
        for name, size, theme, act in PICTURES:
            if not wanted or name in wanted:
                with tempfile.TemporaryDirectory() as own:
                    # Each picture has a brand of its own: a draft of one must not stand in the next.
                    shutil.copytree(folder, own, dirs_exist_ok=True)
                    begun = Start(BRAND, "ana", {**env, "SOCIALTUI_HOME": own}, FrozenClock())
                    asyncio.run(draw(begun, name, size, theme, act))
                print(f"screenshots/{name}.svg")
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("No Chromium here, so no PNGs: sudo apt-get install chromium fonts-firacode", file=sys.stderr)
        return 1
    for name, *_ in PICTURES:
        if not wanted or name in wanted:
            to_png(name, browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
