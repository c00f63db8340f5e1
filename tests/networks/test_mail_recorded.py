"""Every recorded mail becomes a mention, through IMAP and all; the recordings stay outside.

`SOCIALTUI_RECORDED` names the folder that holds `email`. The table of counts is printed with `-s`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from socialtui.domain.text import clean
from socialtui.networks.mail.letters import UNREAD
from tests.networks.contract import FakeClock
from tests.networks.fake_mailbox import FakeMailbox
from tests.networks.mail_parts import connected

FOLDER = Path(os.environ.get("SOCIALTUI_RECORDED", "nowhere")) / "email"
MAILS = sorted(path for path in FOLDER.glob("*") if path.is_file())

pytestmark = pytest.mark.skipif(not MAILS, reason="SOCIALTUI_RECORDED names no recordings of mails")


@pytest.fixture(scope="module")
def table() -> Iterator[list[tuple[str, str]]]:
    """What became of each sample; said when all are through."""
    rows: list[tuple[str, str]] = []
    yield rows
    counts: dict[str, int] = {}
    for name, became in rows:
        counts[became] = counts.get(became, 0) + 1
        print(f"\n  {name:75} {became}", end="")
    print(f"\nemail: {len(rows)} samples, " + ", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    assert len(rows) == len(MAILS), "none skipped silently"


def bytes_of(sample: Path) -> bytes:
    return sample.read_bytes()


@pytest.mark.parametrize("sample", MAILS, ids=lambda path: path.name)
async def test_a_recorded_mail_is_a_mention(
    sample: Path, table: list[tuple[str, str]], clock: FakeClock
) -> None:
    box = FakeMailbox(clock.time)
    data = bytes_of(sample)
    box.put(data)
    mailbox = connected(box, clock)
    page = await mailbox.pull("inbox", "")
    (mention,) = page.mentions
    assert mention.remote_id
    assert mention.text.strip()
    assert clean(mention.text) == mention.text
    assert clean(mention.author.name, newlines=False) == mention.author.name
    assert mention.author.name
    assert mention.author.remote_id
    assert 631_152_000 <= mention.said_at <= clock.time
    assert "=?utf-8?" not in mention.text.lower()
    assert mention.text != UNREAD
    assert not box.writes, "reading leaves no mark"
    assert (await mailbox.pull("inbox", page.cursor)).mentions == (), "nothing twice"
    assert (await mailbox.look(mention.remote_id)).text == mention.text, "found again by its id"
    told = "a mention" if mention.addressed else "a machine's, owed no answer"
    if "\ufffd" in mention.text:
        told += ", some letters beyond reading"
    table.append((sample.name, told))
    await mailbox.close()
