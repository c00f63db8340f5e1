"""A real IMAP server, and a way out with faults: fifty mails in, each answered once, whatever is killed."""

import imaplib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from socialtui.cli.parts import Start
from socialtui.domain.conversation import State
from tests.real.brand import Brand, until
from tests.real.mailbox import LOGIN, PASSWORD, US, Mailbox, Missing, running_mailbox, trusted

pytestmark = pytest.mark.real

FIFTY = 50
KILLS = 10
FAULTS = ("", "lost", "", "later", "dropped", "", "lost")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    try:
        with running_mailbox() as box:
            yield box
    except Missing as missing:
        pytest.skip(f"no mailbox here: {missing}")


@pytest.fixture
def brand(mailbox: Mailbox, tmp_path: Path) -> Brand:
    """A brand that has this mailbox."""
    brand = Brand(tmp_path / "brand", recall=0, secrets={"MAIL_PASSWORD": PASSWORD})
    added = brand.run(
        "account", "add", "mail", "--user", f"Harbour Help <{US}>", "--url", mailbox.address,
        "--secret-env", "MAIL_PASSWORD",
    )  # fmt: skip
    assert "mail is connected" in added.err
    assert "New mails are told at once." in added.err
    return brand


def waiting(brand: Brand) -> dict[str, str]:
    """Message-ID → id of each open conversation."""
    rows = brand.rows(
        "SELECT m.remote_id, c.id FROM conversations c JOIN mentions m ON m.id = c.mention_id WHERE c.state = 0"
    )
    return {str(remote): str(number) for remote, number in rows}


async def answer_all(brand: Brand, answered: set[str]) -> None:
    """Somebody answers all that is new, as the screen does."""
    start = Start("default", as_name="ana", env=brand.env())
    async with start.desk() as desk:
        for remote, number in waiting(brand).items():
            if remote not in answered:
                answered.add(remote)
                await desk.replies.send(int(number), f"We look after {remote}.", now=True)


async def send_again(brand: Brand) -> None:
    """What came back as a draft is sent once more, as its writer would."""
    for line in brand.json("outbox"):
        if line["state"] == "refused":
            brand.run("again", line["id"])


def heard_all(brand: Brand, wanted: set[str]) -> None:
    """Until all of these wait for an answer."""
    until(lambda: wanted <= set(waiting(brand)), "the mails to come in")


def left(mailbox: Mailbox, tries: int) -> None:
    """Until so many mails were handed over, whatever became of them."""
    until(lambda: len(mailbox.faults.seen) >= tries, "an answer to leave")


async def test_fifty_mails_are_answered_once_each_through_faults_and_ten_kills(
    mailbox: Mailbox, brand: Brand
) -> None:
    mailbox.faults.ahead = [FAULTS[n % len(FAULTS)] for n in range(200)]
    written: set[str] = set()
    answered: set[str] = set()
    for kill in range(KILLS):
        process = brand.start("sync")
        share = range(kill * FIFTY // KILLS, (kill + 1) * FIFTY // KILLS)
        written |= {mailbox.write(number, f"Is number {number} still to be had?") for number in share}
        heard_all(brand, written - answered)
        tried = len(mailbox.faults.seen)
        await answer_all(brand, answered)
        left(mailbox, tried + 1 + kill % 3)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
    mailbox.faults.ahead.clear()
    assert answered == written
    end = time.monotonic() + 120
    while not {line["state"] for line in brand.json("outbox")} <= {"sent"}:
        assert time.monotonic() < end, brand.json("outbox")
        await send_again(brand)
        brand.run("sync", "--once", seconds=120)
    for _ in range(2):  # what stands is not sent once more
        brand.run("sync", "--once", seconds=120)
    found = mailbox.answers()
    assert {remote: len(set(ids)) for remote, ids in found.items()} == dict.fromkeys(written, 1)
    assert {remote: len(ids) for remote, ids in found.items()} == dict.fromkeys(written, 1), "each left once"
    assert {line["state"] for line in brand.json("outbox")} <= {"sent"}
    assert brand.rows("SELECT count(*) FROM conversations WHERE state <> ?", int(State.ANSWERED)) == [(0,)]
    assert brand.rows("SELECT count(*) FROM mentions WHERE ours = 0") == [(FIFTY,)], "heard once each"
    assert brand.rows("SELECT count(*) FROM mentions WHERE ours > 0") == [(FIFTY,)], "no answer stands twice"
    assert len(mailbox.lying("Sent")) == FIFTY, "one copy each"
    assert {flags for flags, _ in mailbox.lying("INBOX")} == {"R"}, "marked as answered, and not as read"
    assert "Traceback" not in brand.log


def test_a_new_mail_is_heard_by_idle_long_before_the_next_poll(mailbox: Mailbox, brand: Brand) -> None:
    process = brand.start("sync")
    try:
        mailbox.write(1, "First.")
        until(lambda: len(waiting(brand)) == 1, "the first mail")
        mailbox.write(2, "Second.")
        until(lambda: len(waiting(brand)) == 2, "the second mail", seconds=20)
    finally:
        process.terminate()
        assert process.wait(20) == 0


def test_an_answer_in_another_program_closes_the_row_by_its_copy_or_by_its_mark(
    mailbox: Mailbox, brand: Brand
) -> None:
    first, second = mailbox.write(1, "Where is it?"), mailbox.write(2, "And mine?")
    brand.run("sync", "--once")
    assert set(waiting(brand)) == {first, second}
    copy = f"From: {US}\nTo: a@b.example\nMessage-ID: <x@y.example>\nIn-Reply-To: <{first}>\n\nOn its way.\n"
    mailbox.put(copy.encode(), "Sent")
    brand.run("sync", "--once")
    assert set(waiting(brand)) == {second}
    mailbox.put(f"From: {US}\nMessage-ID: <z@y.example>\nIn-Reply-To: <{second}>\n\nToo.\n".encode(), "Sent")
    brand.run("sync", "--once")
    assert waiting(brand) == {}


def test_numbers_that_change_cost_nothing_and_double_nothing(mailbox: Mailbox, brand: Brand) -> None:
    for number in range(30):
        mailbox.write(number, "Well?")
    brand.run("sync", "--once")
    assert len(waiting(brand)) == 30
    mailbox.renumber()
    late = mailbox.write(99, "And I?")
    brand.run("sync", "--once")
    assert len(waiting(brand)) == 31
    assert late in waiting(brand)


def test_moving_a_mail_moves_it_on_the_server_and_a_verb_without_a_folder_says_so(
    mailbox: Mailbox, brand: Brand
) -> None:
    mailbox.write(1, "Buy followers.")
    mailbox.write(2, "Thank you, all is well.")
    brand.run("sync", "--once")
    ids = {line["text"][-3:]: line["id"] for line in brand.json("list")}
    shown = {line["person"]: line["id"] for line in brand.json("list")}
    assert len(ids) == 2
    brand.run("moderate", "archive", shown["Guest 2"])
    brand.run("moderate", "spam", shown["Guest 1"])
    brand.run("sync", "--once")
    assert [len(mailbox.lying(name)) for name in ("INBOX", "Archive", "Junk")] == [0, 1, 1]
    refused = brand.run("moderate", "trash", shown["Guest 2"], code=1)
    assert "no folder for what is thrown away" in refused.err


def test_the_server_itself_sees_what_we_take_for_granted(mailbox: Mailbox) -> None:
    mailbox.write(1, "Hello?")
    with imaplib.IMAP4_SSL("127.0.0.1", mailbox.imaps, ssl_context=trusted()) as look:
        look.login(LOGIN, PASSWORD)
        assert {"IDLE", "MOVE", "UIDPLUS", "SPECIAL-USE"} <= set(look.capability()[1][0].decode().split())
        look.select("INBOX", readonly=True)
        # Behind the last mail, the last mail is named all the same.
        assert look.uid("SEARCH", "UID", "1000:*")[1][0].split() == [b"1"]


def test_a_wrong_password_and_a_wrong_port_are_told_in_words(mailbox: Mailbox, tmp_path: Path) -> None:
    brand = Brand(tmp_path / "wrong", secrets={"MAIL_PASSWORD": "not-it"})
    words = ("account", "add", "mail", "--user", US, "--secret-env", "MAIL_PASSWORD", "--url")
    said = brand.run(*words, mailbox.address, code=1)
    assert "does not take this name and password" in said.err
    assert "not-it" not in said.err + said.out
    said = brand.run(
        *words, f"imaps://127.0.0.1:{mailbox.smtp} smtp+plain://127.0.0.1:{mailbox.smtp}", code=1
    )
    assert "does not speak TLS" in said.err
    said = brand.run(*words, f"imap://127.0.0.1:{mailbox.smtp} smtp+plain://127.0.0.1:{mailbox.smtp}", code=1)
    assert "no IMAP" in said.err
    assert brand.json("account", "list") == []
    brand.secrets["MAIL_PASSWORD"] = PASSWORD
    url = f"imaps://127.0.0.1:{mailbox.imaps}?user={LOGIN} smtp+plain://127.0.0.1:{mailbox.smtp}"
    assert "mail is connected" in brand.run(*words, url).err, "encrypted from the first byte"
