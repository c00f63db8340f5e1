"""A person at the desk in a real tmux of 80×24, a real server behind it: hear, read, answer, tick, leave, go on."""

import os
import re
import shlex
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from socialtui.domain.conversation import decode_id, encode_id
from tests.real.brand import Brand, processes, until
from tests.real.feed_server import Alert, Feeds, Story, running_feeds
from tests.real.mastodon_mock import INBOX, Town
from tests.real.sshd import Box
from tests.real.tmux import LEFT, Tmux, in_tmux

pytestmark = pytest.mark.real

READY = r"(?m)^▌.*\w{3}.*\n(.*\n)+.*\? Keys"
"""Queue, preview and footer stand."""


@dataclass
class Place:
    """A brand with a town and an alert."""

    brand: Brand
    town: Town
    feeds: Feeds

    def sync(self) -> None:
        """Polls once; where the sync process of a desk that has just closed still works, after its end."""
        until(lambda: not self.brand.syncing(), "the sync process to end by itself", 60)
        self.brand.run("sync", "--once")

    def remote(self, cid: str) -> str:
        """What the first row of a conversation shows, by its id on the network."""
        return str(self.brand.json("show", cid)[0]["mentions"][-1]["remote_id"])

    def answers(self, remote: str) -> list[str]:
        """Our answers on the server itself."""
        return [str(said["content"]) for said in self.town.answers_to(remote)]

    def closed(self, cid: str) -> bool:
        """Whether nothing is open in a conversation, by the file itself."""
        return self.brand.rows("SELECT state FROM conversations WHERE id = ?", decode_id(cid)) == [(2,)]

    def conversation(self, remote: str) -> str:
        """The id of the conversation that holds a mention."""
        ((number,),) = self.brand.rows("SELECT conversation_id FROM mentions WHERE remote_id = ?", remote)
        return encode_id(number)


@pytest.fixture(scope="module")
def place(mastodon_process: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    mastodon_process.begin_anew()
    mastodon_process.seed(50)
    now = int(time.time())
    stories = [Story(n, f"https://news{n}.example/rye", f"rye, part {n}", now - 60 * n) for n in (1, 2)]
    with running_feeds(("1", Alert("Linden Bakery", 1, stories))) as feeds:
        brand = Brand(
            tmp_path_factory.mktemp("desk"),
            recall=3,
            linger="0s",
            secrets={"TOWN_TOKEN": mastodon_process.token},
        )
        brand.run("account", "add", "mastodon", "--name", "town", "--url", mastodon_process.url,
                  "--secret-env", "TOWN_TOKEN")  # fmt: skip
        brand.run("account", "add", "rss", "--name", "alerts", "--url", feeds.address("1"))
        brand.run("sync", "--once")
        yield Place(brand, mastodon_process, feeds)
        until(lambda: not brand.syncing(), "the sync process to end by itself", 60)


def down(desk: Tmux, rows: int) -> str:
    """So many rows down; the row on which the cursor is then."""
    for _ in range(rows):
        before = desk.row
        desk.keys("j")
        desk.see(re.escape(before), gone=True)
    return desk.row


def leave(desk: Tmux) -> None:
    """Goes back until the program leaves, a key at a time: several at once would be a paste."""
    for _ in range(5):
        before = desk.screen
        desk.keys("q")
        if LEFT in desk.see(rf"\A(?!{re.escape(before)}\Z)"):
            break
    assert desk.left() == 0


def complain_until_heard(place: Place, desk: Tmux) -> None:
    """Says something to us until the desk shows that it came: the stream tells only what is said once it stands."""

    def heard() -> bool:
        place.town.post("ole", f"@{INBOX} my order is wrong again and nobody answers, I want my money back!")
        try:
            desk.see(r"\+\d new \(R\)", seconds=3)
        except AssertionError:
            return False
        return True

    until(heard, "the complaint to show", 40)


def words_of(line: str) -> str:
    """The beginning of what a row says, without what the row cuts."""
    return re.sub(r"\s+", " ", line)[:24]


def test_a_complaint_is_answered_by_keyboard_and_stands_once(place: Place) -> None:
    first = place.brand.json("list", "--limit", "1")[0]
    remote = place.remote(first["id"])
    with in_tmux(place.brand.argv(), place.brand.env()) as desk:
        screen = desk.see(READY)
        found = re.search(r"\d+ complaints wait.* (\d+) owed", screen)
        assert found is not None
        owed = int(found[1])
        assert " C ma " in desk.row
        assert words_of(first["text"]) in desk.row
        assert re.search(r'(?m)^ why  "', screen)
        desk.keys("r")
        desk.see(rf"Reply as town → {first['person'][:4]}")
        desk.type("Sorry about that. A new one is on us.")
        desk.see("A new one is on us")
        desk.keys("C-s")
        screen = desk.see(r"Send as town")
        assert "left aside" not in screen
        desk.keys("y")
        desk.see(r"Leaving in \d s → ")
        assert place.answers(remote) == []
        desk.see(r"Leaving in", gone=True)
        until(lambda: place.answers(remote), "the answer on the server")
        desk.see(rf"{owed - 1} owed")
        leave(desk)
    place.sync()
    assert len(place.answers(remote)) == 1
    assert place.brand.json("show", first["id"])[0]["state"] == "answered"


def test_the_schedule_ticks_when_the_alerts_have_been_seen_to(place: Place) -> None:
    with in_tmux(place.brand.argv(), place.brand.env()) as desk:
        desk.see(READY)
        desk.keys("3")
        desk.see(r"○ Google Alerts +2 left")
        desk.keys("Enter")
        desk.see(r"▌.*news\d\.example(?s:.)*Google Alerts  1 of 2")
        desk.keys("e")
        desk.see(r"▌.*news\d\.example(?s:.)*Google Alerts  1 of 1")
        desk.keys("e")
        desk.see(r"news\d\.example", gone=True)
        desk.keys("3")
        desk.see(r"✓ Google Alerts")
        leave(desk)
    (task,) = [row for row in place.brand.json("cadence") if row["task"] == "alerts"]
    assert task["state"] == "done"


def test_what_is_said_meanwhile_comes_by_itself_and_moves_nothing(place: Place) -> None:
    with in_tmux(place.brand.argv(), place.brand.env()) as desk:
        desk.see(READY)
        row = down(desk, 2)
        complain_until_heard(place, desk)
        assert desk.row == row
        desk.keys("R")
        desk.see(r"my order is wrong again")
        assert desk.row[24:70] == row[24:70]
        leave(desk)


def test_a_second_start_opens_on_the_same_row_and_shows_nothing_twice(place: Place) -> None:
    place.sync()
    listed = [line["id"] for line in place.brand.json("list")]
    with in_tmux(place.brand.argv(), place.brand.env()) as desk:
        desk.see(READY)
        row = down(desk, 4)
        leave(desk)
    with in_tmux(place.brand.argv(), place.brand.env()) as desk:
        desk.see(READY)
        assert desk.row[24:70] == row[24:70]
        leave(desk)
    place.sync()
    assert [line["id"] for line in place.brand.json("list")] == listed


@pytest.mark.parametrize("how", ["SIGHUP", "SIGTERM", "SIGKILL"])
def test_a_reply_that_is_leaving_when_the_desk_dies_is_sent_once(place: Place, how: str) -> None:
    remote = place.town.post(
        "rosa", f"@{INBOX} {how}: the cake was sour and the shop was closed, not good enough!"
    )
    place.sync()
    cid = place.conversation(remote)
    with in_tmux(place.brand.argv(), place.brand.env()) as desk:
        desk.see(READY)
        desk.keys("/")
        desk.see(r"(?m)^ /")
        desk.type(how)
        desk.see(rf"/{how}  1 of 1(?s:.)*\n /  {how}")
        desk.keys("Enter")
        desk.see(rf"{READY}")
        desk.keys("r")
        desk.see(r"Reply as town → Rosa")
        desk.type("We are sorry, and we look into it.")
        desk.see("we look into it")
        desk.keys("C-s")
        desk.see(r"Send as town")
        desk.keys("y")
        desk.see(r"Leaving in \d s → ")
        if how == "SIGHUP":
            desk.hang_up()
        else:
            os.kill(desk.program, getattr(signal, how))
            assert desk.left() == 128 + getattr(signal, how)
    assert place.answers(remote) == []
    until(lambda: place.closed(cid), "the reply to be sent")
    place.sync()
    assert place.brand.json("show", cid)[0]["state"] == "answered"
    assert len(place.answers(remote)) == 1
    assert place.brand.json("drafts") == []


def test_over_ssh_a_killed_client_loses_no_word_of_the_draft(
    place: Place, ssh_box: Box, tmp_path: Path
) -> None:
    env = place.brand.env()
    there = [
        "env",
        *(f"{name}={value}" for name, value in env.items() if name != "TERM"),
        *place.brand.argv(),
    ]
    words = "Grüße, we are looking into it — 🥐"
    with in_tmux(ssh_box.login(shlex.join(there)), env) as desk:
        desk.see(READY)
        desk.keys("r")
        desk.see(r"Reply as town → ")
        desk.type(words)
        desk.see("looking into it")
        on_disk = "SELECT text FROM drafts WHERE text <> ''"
        until(lambda: place.brand.rows(on_disk) == [(words,)], "the draft on disk")
        assert [line["text"] for line in place.brand.json("drafts")] == [words]
        os.kill(desk.program, signal.SIGKILL)
        assert desk.left() == 128 + signal.SIGKILL
    until(lambda: not desks(place.brand), "the desk over there to end")
    with in_tmux(ssh_box.login(shlex.join(there)), env) as desk:
        desk.see(READY)
        desk.see(r"Welcome back\. The link broke")
        desk.keys("r")
        desk.see(re.escape(words))
        desk.keys("Escape")
        desk.see(r"Reply as town", gone=True)
        leave(desk)
    assert [line["text"] for line in place.brand.json("drafts")] == [words]


def desks(brand: Brand) -> list[int]:
    """Process ids of the desks of this brand."""
    return [
        pid
        for pid, words in processes()
        if words[1:3] == ["-m", "socialtui"] and brand.owns(pid) and "sync" not in words
    ]
