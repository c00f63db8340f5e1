"""The whole loop over real servers, by commands alone: hear, order, answer, close, and nothing twice.

One brand listens to a WordPress blog, a Mastodon server and two alerts; each test takes conversations of its own.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from socialtui.domain.conversation import encode_id
from tests.real.brand import Brand
from tests.real.feed_server import Alert, Feeds, Story, running_feeds
from tests.real.mastodon_mock import INBOX, Town
from tests.real.queue_order import expected
from tests.real.wordpress import Blog, Missing, running_blog

pytestmark = pytest.mark.real

PASSPHRASE = "made for a test\n"
HOUR = 3600


@dataclass
class World:
    """One brand and everything it is connected to."""

    brand: Brand
    town: Town
    blog: Blog
    feeds: Feeds
    passphrase: Path
    said: str
    """Everything that the commands which made it have said."""

    def sync(self) -> str:
        """One round; what it said."""
        return self.brand.run("sync", "--once", "--passphrase-file", str(self.passphrase)).err

    def comment(self, name: str | int) -> dict[str, Any]:
        """A comment as the blog's owner sees it now."""
        number = self.blog.comments[name] if isinstance(name, str) else name
        return dict(self.owner.get(f"/comments/{number}", params={"context": "edit"}).json())

    def answers_on_blog(self, name: str) -> list[str]:
        """The owner's words below a comment."""
        found = self.owner.get(
            "/comments", params={"parent": self.blog.comments[name], "context": "edit"}
        ).json()
        return [one["content"]["raw"] for one in found if one["author_name"] == self.blog.user]

    @property
    def owner(self) -> httpx.Client:
        """The blog's own API, in its owner's name, beside the program."""
        way_in = (self.blog.user, self.blog.app_password)
        return httpx.Client(base_url=f"{self.blog.url}/wp-json/wp/v2", auth=way_in, timeout=30)

    def conversation(self, account: str, remote_id: str) -> str:
        """The id of the conversation that holds a mention."""
        ((number,),) = self.brand.rows(
            "SELECT m.conversation_id FROM mentions m JOIN accounts a ON a.id = m.account_id"
            " WHERE a.name = ? AND m.remote_id = ?", account, remote_id,
        )  # fmt: skip
        return encode_id(number)


def two_alerts(now: int) -> tuple[tuple[str, Alert], tuple[str, Alert]]:
    """Twenty entries over two alerts: fifteen pages, of which some were found twice and two by both."""
    pages = [f"https://news{n % 5}.example/rye/{n}?id={n}&page=1#top" for n in range(15)]
    first = [Story(100 + n, pages[n], f"rye bread, part {n}", now - n * HOUR) for n in range(10)]
    again = [Story(200 + n, pages[n], f"rye bread, part {n}", now - 11 * HOUR) for n in (0, 3)]
    second = [Story(300 + n, pages[n], f"cakes, part {n}", now - n * HOUR) for n in range(9, 15)]
    both = [
        Story(400, pages[0], "rye bread, part 0", now - 2 * HOUR),
        Story(401, pages[12], "cakes", now - HOUR),
    ]
    return ("1", Alert("Linden Bakery", 1, [*first, *again])), (
        "2",
        Alert("Linden cakes", 2, [*second, *both]),
    )


@pytest.fixture(scope="module")
def world(mastodon_process: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("loop")
    passphrase = folder / "passphrase"
    passphrase.write_text(PASSPHRASE)
    mastodon_process.begin_anew()
    mastodon_process.seed(50)
    alerts = two_alerts(int(time.time()) - HOUR)
    try:
        with running_blog() as blog, running_feeds(*alerts) as feeds:
            brand = Brand(folder / "home", secrets={"TOWN_TOKEN": mastodon_process.token})
            said = connect(brand, mastodon_process, blog, feeds, passphrase)
            made = World(brand, mastodon_process, blog, feeds, passphrase, said)
            made.said += made.sync()
            yield made
    except Missing as missing:
        pytest.skip(f"no WordPress here: {missing}")


def connect(brand: Brand, town: Town, blog: Blog, feeds: Feeds, passphrase: Path) -> str:
    """Adds all four accounts with every flag; a question would find no terminal and fail."""
    opened = ("--passphrase-file", str(passphrase))
    ways = [
        (("vault", "init", *opened), ""),
        (("account", "add", "mastodon", "--name", "town", "--url", town.url, "--secret-env", "TOWN_TOKEN"), ""),
        (
            ("account", "add", "wordpress", "--name", "blog", "--url", blog.url, "--user", blog.user,
             "--secret-stdin", "--secret-way", "vault", *opened), blog.app_password,
        ),
        (("account", "add", "rss", "--name", "rye", "--url", feeds.address("1")), ""),
        (("account", "add", "rss", "--name", "cakes", "--url", feeds.address("2")), ""),
    ]  # fmt: skip
    done = [brand.run(*words, stdin=stdin) for words, stdin in ways]
    return "".join(one.out + one.err for one in done)


def test_the_accounts_stand_and_no_secret_lies_anywhere(world: World) -> None:
    accounts = {one["name"]: one for one in world.brand.json("account", "list")}
    assert {name: (one["network"], one["secret"], one["state"]) for name, one in accounts.items()} == {
        "town": ("mastodon", "env", "ok"), "blog": ("wordpress", "vault", "ok"),
        "rye": ("rss", "none", "ok"), "cakes": ("rss", "none", "ok"),
    }  # fmt: skip
    secrets = [world.town.token, world.blog.app_password, world.blog.app_password.replace(" ", "")]
    for path in (path for path in world.brand.folder.rglob("*") if path.is_file()):
        assert path.stat().st_mode & 0o077 == 0 or path.parent == world.brand.config, path
        assert not any(secret.encode() in path.read_bytes() for secret in secrets), path
    told = world.said + str(world.brand.json("account", "list")) + world.brand.run("sources").out
    assert not any(secret in told for secret in secrets)
    assert {one["state"] for one in world.brand.json("sources")} == {"ok"}


def test_everything_said_to_us_is_listed_once(world: World) -> None:
    listed = Counter(line["id"] for line in world.brand.json("list", "--state", "any"))
    held = world.brand.rows(
        "SELECT a.name, m.remote_id, m.conversation_id FROM mentions m JOIN accounts a ON a.id = m.account_id"
        " WHERE NOT m.ours"
    )
    by_account = {
        name: Counter(remote for account, remote, _ in held if account == name) for name, _, _ in held
    }
    trashed = {str(world.blog.comments["row15"])}
    comments = {str(number) for number in world.blog.comments.values()} - trashed
    ours = {str(world.blog.comments[name]) for name in ("row1", "row19")}
    assert by_account["town"] == Counter(world.town.mentions)
    assert by_account["blog"] == Counter(comments - ours)
    assert None not in {conversation for _, _, conversation in held}
    assert set(listed.values()) == {1}
    assert len(listed) == len({conversation for _, _, conversation in held})


def test_the_queue_stands_in_the_order_that_the_design_gives(world: World) -> None:
    lines = world.brand.json("list")
    assert len(lines) > 60
    threads = {line["id"]: world.brand.json("show", line["id"])[0] for line in lines if line["unread"] > 1}
    assert [line["id"] for line in lines] == expected(lines, threads)
    assert lines[0]["kind"] == "complaint"
    assert lines[0]["why"]


def test_an_alert_leads_to_the_page_itself_and_each_page_once(world: World) -> None:
    links: list[str] = []
    for account in ("rye", "cakes"):
        links += [line["url"] for line in world.brand.json("list", f"account:{account}")]
    assert len(links) == len(set(links)) == 15, "also those that both alerts have found"
    assert all(link.startswith("https://news") and "?id=" in link for link in links)


def test_a_second_round_and_a_second_start_show_nothing_twice(world: World) -> None:
    before = [line["id"] for line in world.brand.json("list", "--state", "any")]
    begun = len(world.feeds.answered)
    assert "0 new mentions" in world.sync()
    assert [line["id"] for line in world.brand.json("list", "--state", "any")] == before
    assert [status for _, status in world.feeds.answered[begun:]] == [304, 304]


def test_an_answer_given_on_the_network_by_hand_closes_its_row(world: World) -> None:
    asked = world.town.mentions[0]
    row = world.conversation("town", asked)
    assert world.brand.json("show", row)[0]["state"] == "open"
    world.town.post(INBOX, "@rosa sorry about that! A new cake is on us.", in_reply_to_id=asked)
    comment = world.blog.comments["grit"]
    on_blog = world.conversation("blog", str(comment))
    body = {"post": world.blog.posts["patching-a-hull"], "parent": comment, "content": "Grit 400, wet."}
    world.owner.post("/comments", json=body).raise_for_status()
    world.sync()
    for cid in (row, on_blog):
        closed = world.brand.json("show", cid)[0]
        assert closed["state"] == "answered"
        assert [reply["text"] for reply in closed["replies"]] != []
        assert cid not in [line["id"] for line in world.brand.json("list")]


def test_a_reply_by_command_arrives_exactly_once_on_either_network(world: World) -> None:
    asked = world.town.mentions[3]
    row = world.conversation("town", asked)
    said = "You get the 14.50 back today, and thank you for telling us."
    oid = world.brand.run("reply", row, "--text", said, "--now").out.strip()
    on_blog = world.conversation("blog", str(world.blog.comments["row10"]))
    words = "Yours <& 7731> left on Friday."
    other = world.brand.run("reply", on_blog, "--file", "-", "--now", stdin=words).out.strip()
    assert [world.brand.outbox(one)["state"] for one in (oid, other)] == ["leaving", "leaving"]
    for _ in range(2):
        world.sync()
        (answer,) = world.town.answers_to(asked)
        assert said in answer["content"]
        assert world.answers_on_blog("row10") == ["Yours &lt;&amp; 7731&gt; left on Friday."]
    for one, cid in ((oid, row), (other, on_blog)):
        assert world.brand.outbox(one)["state"] == "sent"
        assert world.brand.json("show", cid)[0]["state"] == "answered"


def test_reply_waits_until_a_sync_process_has_sent(world: World) -> None:
    asked = world.town.mentions[10]
    row = world.conversation("town", asked)
    process = world.brand.start("sync", "--passphrase-file", str(world.passphrase))
    try:
        said = world.brand.run("reply", row, "--text", "We do, 12 euros a head.", "--now", "--wait", "40")
        assert "Sent" in said.err
    finally:
        process.terminate()
        process.wait(20)
    assert len(world.town.answers_to(asked)) == 1
    assert world.brand.syncing() == []


def test_a_held_comment_is_approved_then_answered_and_keeps_its_writers_address(world: World) -> None:
    before = world.comment("latest")
    assert before["status"] == "hold"
    row = world.conversation("blog", str(before["id"]))
    world.brand.run("reply", row, "--text", "Maureen, your money went back this morning.", "--now")
    world.sync()
    after = world.comment("latest")
    assert after["status"] == "approved"
    assert after["author_ip"] == before["author_ip"] == "198.51.100.10"
    assert after["author_user_agent"] == before["author_user_agent"] == "Seed/1.0 (row 9)"
    assert world.answers_on_blog("latest") == ["Maureen, your money went back this morning."]


def test_taken_back_within_its_window_leaves_nothing(world: World) -> None:
    asked = world.town.mentions[2]
    row = world.conversation("town", asked)
    oid = world.brand.run("reply", row, "--text", "Yes, from ten.").out.strip()
    world.brand.run("recall", oid)
    world.sync()
    assert world.town.answers_to(asked) == []
    assert world.brand.outbox(oid)["state"] == "recalled"
    assert world.brand.json("show", row)[0]["state"] == "open"
    assert [one["text"] for one in world.brand.json("drafts") if one["conversation"] == row] == [
        "Yes, from ten."
    ]


def test_a_page_of_an_alert_is_answered_by_hand(world: World) -> None:
    row = world.brand.json("list", "account:rye")[0]
    assert "post it there" in row["can_reply"]
    refused = world.brand.run("reply", row["id"], "--text", "Thank you for the round-up.", code=1)
    assert "by hand" in refused.err or "--by-hand" in refused.err
    oid = world.brand.run(
        "reply", row["id"], "--text", "Thank you for the round-up.", "--by-hand"
    ).out.strip()
    assert world.brand.outbox(oid)["state"] == "by_hand"
    assert world.brand.json("show", row["id"])[0]["state"] == "answered"
    assert row["id"] not in [line["conversation"] for line in world.brand.json("drafts")]
