"""A shift on the drill by keyboard alone, in a real tmux of 80×24: the score and the event log tell the same."""

import os
import re
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.real.brand import Brand, until
from tests.real.tmux import Tmux, in_tmux

pytestmark = pytest.mark.real

READY = r"(?m)^▌.*\w{3}.*\n(.*\n)+.*\? Keys"
SORRY = "Thank you for telling us, and sorry for the trouble. I'll send your money back today."
CALM = "I hear you. Could you tell me what happened with your order?"
BACK = 60
"""Seconds within which somebody has answered: the recall window, a look at the outbox, their own pause, a poll."""


def send(desk: Tmux, waits: str) -> None:
    """Reviews what stands in the composer and lets it leave."""
    desk.see(waits)
    desk.keys("C-s")
    desk.see("Send as")
    desk.keys("y")
    # Until the review has gone it has the keys; the answer before this one may still be told as leaving.
    desk.see("Send as", gone=True)
    desk.see(r"Leaving .* U takes it back")


def go_to(desk: Tmux, row: dict[str, Any]) -> None:
    """Filters for a person; the cursor stands on their only row."""
    all_rows(desk)
    desk.keys("/")
    desk.see(r"\? Keys", gone=True)
    desk.type(f"@{row['handle'].split('@')[0]} is:any")
    desk.keys("Enter")
    desk.see(rf"(?m)^▌.* {re.escape(row['person'][:8])}.*\n\s*$")
    desk.see(r"\? Keys")


def all_rows(desk: Tmux) -> None:
    """Takes the filter away."""
    desk.see(r"\? Keys")
    desk.keys("/")
    desk.see(r"\? Keys", gone=True)
    desk.keys("Escape")
    desk.see(READY)
    desk.see(r"\d+ of \d\d")


def verb(desk: Tmux, name: str) -> None:
    """One verb by its name."""
    desk.see(READY)
    desk.keys(":")
    desk.see(r"\? Keys", gone=True)
    desk.type(name)
    desk.see(rf"(?m)^ {name}\s*$")
    desk.keys("Enter")


def test_a_shift_by_keyboard_alone(tmp_path: Path) -> None:
    brand = Brand(tmp_path, name="drill", linger="0s")
    argv = [word for word in brand.argv("demo", "--drill", "--seed", "7") if word not in ("--brand", "drill")]
    with in_tmux(argv, brand.env()) as desk:
        screen = desk.see(READY, seconds=40)
        waiting = re.search(r"(\d+) complaints wait", screen)
        assert waiting is not None
        complaints = int(waiting[1])
        rows = brand.json("list", "kind:complaint", "--limit", "50")
        assert len(rows) == complaints
        angry, troll = (
            rows[0],
            next(row for row in rows if row["text"].startswith(("Acme is a scam", "lol "))),
        )
        # A rule is tried on what has come, and switched on.
        verb(desk, "rules")
        desk.see("double-charge")
        desk.keys("Enter")
        desk.see(r"would have hit \d+ of 50")
        desk.keys("Escape")
        desk.see("switches it on")
        desk.keys("q")
        # The troll is answered twice in the open, then let rest.
        go_to(desk, troll)
        for text in (CALM, "I would like to help. If there is an order of yours, send me its number."):
            desk.see(r"(?m)^▌")
            desk.keys("r")
            desk.see("Reply as")
            desk.type(text)
            send(desk, "left · ")
            brand_heard = "SELECT count(*) FROM mentions WHERE ours = 0 AND conversation_id = ?"
            heard = brand.rows(brand_heard, conversation(brand, troll["id"]))[0][0]
            wait_until(desk, brand, (brand_heard, conversation(brand, troll["id"])), heard + 1)
        verb(desk, "abdicate")
        desk.see(r"rest\. Why")
        desk.type("only shouts")
        desk.keys("Enter")
        wait_until(desk, brand, ("SELECT count(*) FROM events WHERE verb = ?", "abdicate"), 1)
        # Every other complaint is acknowledged, which opens a promise each; the cursor goes on by itself.
        all_rows(desk)
        desk.keys("Home")
        for row in rows:
            if row["id"] != troll["id"]:
                desk.see(rf"(?m)^▌.* {re.escape(row['person'][:8])}")
                desk.keys("a")
                send(desk, "Acknowledge as")
        # One answer is taken back and sent again.
        desk.keys("U")
        desk.see("draft|Taken back|taken back")
        desk.keys("a")
        send(desk, "Acknowledge as")
        # What was promised to the angry one is kept by the answer.
        wait_until(desk, brand, ("SELECT count(*) FROM promises WHERE ?", 1), complaints - 1)
        go_to(desk, angry)
        desk.keys("r")
        desk.see("Reply as")
        desk.type(SORRY)
        send(desk, "left · ")
        wait_until(desk, brand, ("SELECT count(*) FROM promises WHERE state = ?", "kept"), 1)
        desk.keys("C-q")
        desk.see("The drill: \\d+ of 100", seconds=40)
        assert desk.left() == 0
    # It would listen on for ten minutes, as for everybody who comes back soon.
    for pid in brand.syncing():
        os.kill(pid, signal.SIGTERM)
    until(lambda: not brand.syncing(), "the sync process to end")
    check(brand, complaints)


def conversation(brand: Brand, shown: str) -> int:
    """The number behind an id."""
    from socialtui.domain.conversation import decode_id

    number = decode_id(shown)
    assert number is not None
    return number


def wait_until(desk: Tmux, brand: Brand, asked: tuple[str, object], wanted: int) -> None:
    """Waits for what the sync process writes; each look follows a change of the screen or half a second."""
    until(lambda: brand.rows(*asked)[0][0] >= wanted, f"{asked} to be {wanted}", BACK)
    desk.see(r"\? Keys")


def check(brand: Brand, complaints: int) -> None:
    """The score says what the event log and the tables say."""
    marks = {mark["principle"]: mark for mark in brand_score(brand)}
    answered = brand.rows(
        "SELECT count(DISTINCT conversation_id) FROM mentions WHERE ours > 0 AND conversation_id IN"
        " (SELECT id FROM conversations WHERE kind = 1)"
    )[0][0]
    assert answered == complaints
    every = marks["Every complaint gets an answer"]
    assert every["got"] == every["most"]
    assert every["reasons"] == [f"{complaints} of {complaints} complaints were answered or acknowledged."]
    promises = dict(brand.rows("SELECT state, count(*) FROM promises GROUP BY 1"))
    assert promises["kept"] >= 1
    for state, count in promises.items():
        assert f"{count} {state}" in marks["A promise is dated, and kept"]["reasons"][0]
    verbs = dict(
        brand.rows(
            "SELECT verb, count(DISTINCT conversation_id) FROM events WHERE undone_at IS NULL GROUP BY 1"
        )
    )
    assert verbs["recall"] == 1
    assert verbs["abdicate"] == 1
    reasons = " ".join(marks["Enough is enough"]["reasons"])
    assert "1 let rest" in reasons
    assert "1 taken back" in reasons


def brand_score(brand: Brand) -> list[dict[str, Any]]:
    """The score as scripts read it."""
    import json
    import subprocess

    argv = [word for word in brand.argv("demo", "--score", "--json") if word not in ("--brand", "drill")]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=60, check=True, env=brand.env())
    return [json.loads(line) for line in done.stdout.splitlines()]
