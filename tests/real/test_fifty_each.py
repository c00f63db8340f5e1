"""Fifty people on a Mastodon server and fifty on a blog, a bad line to both, a sync process killed ten times.

Everyone is answered exactly once. The answers are wished for at the desk, as a person would; all sending is done by
processes of the real program.
"""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from socialtui.desk import Desk
from socialtui.domain.reply import OutboxState
from socialtui.settings import Settings
from socialtui.settings import limits as response_clocks
from socialtui.store.database import DESK, open_store
from tests.conftest import ROUND_THE_CLOCK
from tests.real.brand import Brand, until
from tests.real.mastodon_mock import INBOX, WRITERS, Town
from tests.real.rough_proxy import rough
from tests.real.test_mastodon_mock import RealClock
from tests.real.wordpress import Blog, Missing, running_blog

pytestmark = pytest.mark.real

EACH, KILLS = 50, 10
ANSWER = "Thank you, number {n}: we look into it & answer today."
COMMENTS = "/wp-json/wp/v2/comments"
STEP = 9
"""Answers after which the process is killed again."""


@pytest.fixture(scope="module")
def blog() -> Iterator[Blog]:
    try:
        with running_blog() as started:
            yield started
    except Missing as missing:
        pytest.skip(f"no WordPress here: {missing}")


def owner(blog: Blog) -> httpx.Client:
    return httpx.Client(base_url=blog.url + COMMENTS, auth=(blog.user, blog.app_password), timeout=30)


def write_to_both(town: Town, blog: Blog) -> tuple[list[str], list[str]]:
    """So many words to us on each; their ids."""
    on_town = [
        town.post(
            WRITERS[n % 2],
            f"@{INBOX} where is order {n}?",
            visibility=("public", "unlisted", "direct")[n % 3],
        )
        for n in range(EACH)
    ]
    with owner(blog) as client:
        on_blog = []
        for n in range(EACH):
            guest = {"author_name": f"Guest {n}", "author_email": f"guest{n}@example.net"}
            said = {
                "post": blog.posts["patching-a-hull"],
                "content": f"Where is order {n}?",
                "status": "approved" if n % 5 else "hold",
            }
            on_blog.append(str(client.post("", json=said | guest).raise_for_status().json()["id"]))
    return on_town, on_blog


@contextmanager
def sitting(brand: Brand) -> Iterator[tuple[asyncio.Runner, Desk]]:
    """The desk over the brand's store, in this process."""
    with asyncio.Runner() as runner:
        clock, settings = RealClock(), Settings(brand="Linden Bakery", user="ana")
        db = runner.run(open_store(brand.store, DESK, clock.now()))
        desk = Desk.at(
            db, settings, clock, "ana", hours=ROUND_THE_CLOCK, limits=response_clocks(settings),
            plan_file=brand.folder / "cadence.toml",
        )  # fmt: skip
        try:
            yield runner, desk
        finally:
            runner.run(desk.close())


async def answer_all(desk: Desk, brand: Brand, asked: dict[str, list[str]]) -> None:
    """One answer to each, due at once."""
    for account, ids in asked.items():
        rows = dict(
            brand.rows(
                "SELECT m.remote_id, m.conversation_id FROM mentions m JOIN accounts a ON a.id = m.account_id"
                " WHERE a.name = ?", account,
            )
        )  # fmt: skip
        for n, remote_id in enumerate(ids):
            await desk.replies.send(rows[remote_id], ANSWER.format(n=n), now=True)


async def send_again(desk: Desk) -> None:
    """What was surely not sent is offered again, and sent again."""
    for line in await desk.replies.outbox(limit=3 * EACH):
        if line.state is OutboxState.REFUSED:
            assert line.trouble.startswith("Not there"), line
            await desk.replies.again(line.id)


def sent(brand: Brand) -> int:
    return int(brand.rows("SELECT count(*) FROM intents WHERE state = 'sent'")[0][0])


def kill_on_the_way(brand: Brand, dice: random.Random) -> None:
    """Lets the sync process send some, and kills it wherever it stands then."""
    goal = min(sent(brand) + dice.randint(1, STEP), 2 * EACH)
    process = brand.start("sync")
    until(lambda: sent(brand) >= goal or process.poll() is not None, "some answers to be sent", 60, 0.02)
    time.sleep(dice.random() / 10)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(10)


def hear_all(brand: Brand) -> None:
    """Rounds until everybody was heard."""

    def all_heard() -> bool:
        brand.run("sync", "--once", code=None, seconds=180)
        heard = brand.rows("SELECT count(*) FROM mentions WHERE ours = 0 AND text LIKE '%where is order%'")
        return bool(heard == [(2 * EACH,)])

    until(all_heard, "everybody to be heard", 180, 0.5)


def answers_on_town(town: Town, asked: list[str]) -> Counter[str]:
    return Counter({one: len(town.answers_to(one)) for one in asked})


def answers_on_blog(blog: Blog, asked: list[str]) -> Counter[str]:
    found: Counter[str] = Counter(dict.fromkeys(asked, 0))
    with owner(blog) as client:
        for page in (1, 2, 3):
            rows = client.get("", params={"per_page": 100, "page": page, "status": "approve"}).json()
            found.update(
                str(row["parent"]) for row in rows if row["author_name"] == blog.user and row["parent"]
            )
    return Counter({one: found[one] for one in asked})


def settle(brand: Brand, runner: asyncio.Runner, desk: Desk) -> None:
    """Rounds until everything is sent, however long a server asks to be left alone."""

    def all_sent() -> bool:
        runner.run(send_again(desk))
        brand.run("sync", "--once", code=None, seconds=180)
        return sent(brand) == 2 * EACH

    until(all_sent, "everything to be sent", 180, 0.5)


def test_fifty_each_are_answered_exactly_once(mastodon_server: Town, blog: Blog, tmp_path: Path) -> None:
    asked = dict(zip(("town", "blog"), write_to_both(mastodon_server, blog), strict=True))
    secrets = {"TOWN_TOKEN": mastodon_server.token, "BLOG_WORDS": blog.app_password}
    brand = Brand(tmp_path / "home", secrets=secrets)
    with (
        rough(mastodon_server.url, "/api/v1/statuses", "/api/v1/notifications") as to_town,
        rough(blog.url, COMMENTS, COMMENTS) as to_blog,
    ):
        for line in (to_town, to_blog):
            line.smooth = True
        brand.run(
            "account", "add", "mastodon", "--name", "town", "--url", to_town.url, "--secret-env", "TOWN_TOKEN"
        )
        brand.run(
            "account", "add", "wordpress", "--name", "blog", "--url", to_blog.url, "--user", blog.user,
            "--secret-env", "BLOG_WORDS",
        )  # fmt: skip
        for line in (to_town, to_blog):
            line.smooth = False
        hear_all(brand)
        dice = random.Random(7)
        with sitting(brand) as (runner, desk):
            runner.run(answer_all(desk, brand, asked))
            for _ in range(KILLS):
                kill_on_the_way(brand, dice)
                runner.run(send_again(desk))
            settle(brand, runner, desk)
        # What was sent through all that is looked at over a line that answers; a fault here would only hide it.
        for line in (to_town, to_blog):
            line.smooth = True
        brand.run("sync", "--once")
        met = [sorted(name for name in line.met if name) for line in (to_town, to_blog)]
    once = dict.fromkeys
    assert answers_on_town(mastodon_server, asked["town"]) == once(asked["town"], 1)
    assert answers_on_blog(blog, asked["blog"]) == once(asked["blog"], 1)
    assert brand.rows("SELECT count(*) FROM conversations c JOIN mentions m ON m.id = c.mention_id"
                      " WHERE c.state = 0 AND m.text LIKE '%where is order%'") == [(0,)]  # fmt: skip
    assert all(len(faults) == 6 for faults in met), met
