"""Replies are written, kept, taken back and sent from a command line."""

import io
import sys
from pathlib import Path

import pytest

from socialtui.cli import reply
from socialtui.cli.ending import run
from socialtui.desk.replies import RepliesDesk
from socialtui.desk.saved import SavedDesk
from socialtui.domain.errors import StoreFault
from socialtui.domain.reply import OutboxLine, OutboxState
from socialtui.plain.telling import outbox_line
from tests.cli.conftest import Box


@pytest.fixture
def asked(practice: Box) -> str:
    """A question that takes an answer from here."""
    found = practice.demo("list", "kind:question", "account:acme", "--json").lines
    return str(next(one["id"] for one in found if one["can_reply"] is True))


def test_a_reply_leaves_after_the_recall_window(practice: Box, asked: str) -> None:
    ended = practice.demo("reply", asked, "--text", "It does, in both sizes.")
    (line,) = practice.demo("outbox", "--json").lines
    assert ended.out.strip() == line["id"]
    assert (line["state"], line["conversation"], line["attempts"]) == ("leaving", asked, 0)
    assert "takes it back" in ended.err


def test_the_words_may_come_from_stdin_and_from_a_file(practice: Box, asked: str) -> None:
    practice.demo("reply", asked, "--text", "-", given="From stdin,\nin two lines.\n")
    assert practice.demo("outbox", "--json").lines[0]["text"] == "From stdin,\nin two lines."
    practice.demo("recall")
    file = practice.home / "words.txt"
    file.write_text("From a file.")
    practice.demo("reply", asked, "--file", str(file))
    assert practice.demo("outbox", "--json").lines[0]["text"] == "From a file."


def test_a_recalled_reply_is_a_draft_again(practice: Box, asked: str) -> None:
    oid = practice.demo("reply", asked, "--text", "Too fast.").out.strip()
    assert practice.demo("recall", oid).code == 0
    assert practice.demo("drafts", "--json").lines[0]["text"] == "Too fast."
    assert practice.demo("outbox", "--json").lines[0]["state"] == "recalled"
    assert practice.demo("recall", oid).code == 1


def test_what_is_too_long_stays_a_draft(practice: Box, asked: str) -> None:
    ended = practice.demo("reply", asked, "--text", "x" * 15_000)
    assert ended.code == 1
    assert "too long" in ended.err
    assert practice.demo("drafts", "--json").lines[0]["text"] == "x" * 15_000
    assert practice.demo("outbox", "--json").lines == []


def test_a_second_answer_while_one_is_leaving_is_refused_and_kept(practice: Box, asked: str) -> None:
    practice.demo("reply", asked, "--text", "One.")
    ended = practice.demo("reply", asked, "--text", "Two.")
    assert ended.code == 1
    assert [one["text"] for one in practice.demo("drafts", "--json").lines] == ["Two."]
    assert len(practice.demo("outbox", "--json").lines) == 1


def test_where_no_answer_goes_from_here_it_goes_by_hand(practice: Box) -> None:
    alert = practice.demo("list", "account:acme-alerts", "--json").lines[0]
    assert isinstance(alert["can_reply"], str)
    refused = practice.demo("reply", alert["id"], "--text", "Thanks for naming us.")
    assert refused.code == 1
    assert "--by-hand" in refused.err
    assert practice.demo("reply", alert["id"], "--text", "Thanks for naming us.", "--by-hand").code == 0
    (line,) = practice.demo("outbox", "--json").lines
    assert line["state"] == "by_hand"
    assert practice.demo("show", alert["id"], "--json").lines[0]["state"] == "answered"


def test_an_acknowledgement_leaves_with_a_promise(practice: Box, asked: str) -> None:
    practice.demo("reply", asked, "--text", "We have seen it.", "--ack", "--now")
    practice.ok("sync", "--once", brand="demo")
    (shown,) = practice.demo("show", asked, "--json").lines
    assert shown["state"] == "open"
    assert [one["text"] for one in shown["replies"]] == ["We have seen it."]


def test_a_round_of_sync_sends_it_once(practice: Box, asked: str) -> None:
    practice.demo("reply", asked, "--text", "It does.", "--now")
    practice.ok("sync", "--once", brand="demo")
    practice.ok("sync", "--once", brand="demo")
    (line,) = practice.demo("outbox", "--json").lines
    assert (line["state"], line["attempts"]) == ("sent", 1)
    (shown,) = practice.demo("show", asked, "--json").lines
    assert shown["state"] == "answered"
    assert [(one["text"], one["state"]) for one in shown["replies"]] == [("It does.", "sent")]


def test_waiting_for_nobody_ends_undecided(practice: Box, asked: str) -> None:
    ended = practice.demo("reply", asked, "--text", "It does.", "--now", "--wait", "0.3")
    assert ended.code == 3
    assert "sync" in ended.err


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (OutboxState.SENT, 0), (OutboxState.BY_HAND, 0), (OutboxState.REFUSED, 1), (OutboxState.RECALLED, 1),
        (OutboxState.UNKNOWN, 3), (OutboxState.DUE, 3),
    ],
)  # fmt: skip
def test_the_exit_code_of_waiting_says_what_became_of_it(
    state: OutboxState, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    line = OutboxLine(1, "reply", 1, "acme", "Rosa", "Hi", state, 1, 1, "", "", "", "", "ana", 1, None)
    assert reply._outcome(line) == code
    assert ("`socialtui again o1` sends it again" in capsys.readouterr().err) == (
        state is OutboxState.REFUSED
    )


@pytest.mark.parametrize(
    ("trouble", "step", "told"),
    [
        ("Not there.", "Your text is kept: r sends it again, once.",
         "Not there.\n  `socialtui again o1` sends it again, once.\n"),
        ("Not allowed.", "Sign in again.",
         "Not allowed. Sign in again.\n  `socialtui again o1` sends it again, once.\n"),
        ("What you answer is gone.", "Your text is kept as a draft.",
         "What you answer is gone. Your text is kept as a draft.\n"),
    ],
)  # fmt: skip
def test_what_to_do_after_a_refusal_is_told_once_and_by_a_command(
    trouble: str, step: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = OutboxLine(
        1, "reply", 1, "acme", "Rosa", "Hi", OutboxState.REFUSED, 1, 1, "", "", trouble, step, "ana", 1, None
    )
    assert reply._outcome(line) == 1
    assert capsys.readouterr().err == told
    assert ": r sends" not in outbox_line(line)


def test_no_command_is_told_that_could_make_a_post_stand_twice(capsys: pytest.CaptureFixture[str]) -> None:
    line = OutboxLine(
        1, "post", None, "acme", "", "Hi", OutboxState.REFUSED, 1, 1, "", "", "It was to leave at 9:00.", "g w.",
        "ana", 1, None, kept_there=True,
    )  # fmt: skip
    assert reply._outcome(line) == 1
    assert capsys.readouterr().err == "It was to leave at 9:00. g w.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--text", "a", "--file", "b"], "not both"), (["--text", " "], "nothing to send"),
        (["--file", "/nowhere/at/all"], "can't be read"), (["--text", "a", "--wait", "soon"], "is no number"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_line_and_sends_nothing(
    practice: Box, asked: str, words: list[str], said: str
) -> None:
    ended = practice.demo("reply", asked, *words)
    assert ended.code in (1, 2)
    assert said in ended.err
    assert practice.demo("outbox", "--json").lines == []


def test_an_account_that_asks_once_more_wants_a_yes(practice: Box, asked: str) -> None:
    url = next(
        one["url"] for one in practice.demo("account", "list", "--json").lines if one["name"] == "acme"
    )
    practice.ok(
        "account",
        "add",
        "demo",
        "--name",
        "acme",
        "--url",
        url,
        "--user",
        "short",
        "--confirm",
        brand="demo",
    )
    assert practice.demo("reply", asked, "--text", "It does.").code == 1
    assert practice.demo("reply", asked, "--text", "It does.", "--yes").code == 0


def test_a_draft_that_is_not_part_of_what_is_sent_stays_a_draft(practice: Box, asked: str) -> None:
    practice.demo("reply", asked, "--text", "A long and careful answer.")
    practice.demo("recall")
    ended = practice.demo("reply", asked, "--text", "Short.")
    assert ended.code == 0
    assert "is kept" in ended.err
    assert [one["text"] for one in practice.demo("drafts", "--json").lines] == ["A long and careful answer."]
    assert practice.demo("outbox", "--json").lines[0]["text"] == "Short."


class _Sits(io.StringIO):
    """A stdin at which somebody sits."""

    buffer = io.BytesIO()

    def isatty(self) -> bool:
        return True


def at_the_editor(practice: Box, monkeypatch: pytest.MonkeyPatch, editor: str, *words: str) -> int:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.setattr(sys, "stdin", _Sits())
    return run(["--brand", "demo", "reply", *words])


def editor_of(practice: Box, lines: str) -> str:
    script = practice.home / "editor.sh"
    script.write_text(f"#!/bin/sh\n{lines}\n")
    script.chmod(0o700)
    return str(script)


def test_the_editor_begins_with_the_draft(practice: Box, asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    practice.demo("reply", asked, "--text", "Begun here.")
    practice.demo("recall")
    editor = editor_of(practice, 'echo "Ended there." >> "$1"')
    assert at_the_editor(practice, monkeypatch, editor, asked) == 0
    assert practice.demo("outbox", "--json").lines[0]["text"].split("\n") == ["Begun here.Ended there."]
    assert practice.demo("drafts", "--json").lines == []


def test_a_row_that_is_not_there_opens_no_editor(practice: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = practice.home / "opened"
    assert at_the_editor(practice, monkeypatch, editor_of(practice, f"touch {opened}"), "c9zzzzz") == 2
    assert not opened.exists()


def test_an_editor_that_fails_leaves_its_file_and_says_where(
    practice: Box, asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    editor = editor_of(practice, 'echo "Half a thought" > "$1"; exit 3')
    assert at_the_editor(practice, monkeypatch, editor, asked) == 2
    said = capsys.readouterr()
    kept = Path(next(word for word in said.err.split() if "socialtui-" in word).rstrip("."))
    assert kept.read_text() == "Half a thought\n"
    kept.unlink()
    assert practice.demo("outbox", "--json").lines == []


def test_a_reply_can_leave_later_and_be_taken_back_until_then(practice: Box, asked: str) -> None:
    ended = practice.demo("reply", asked, "--text", "Tomorrow.", "--later", "tomorrow", "--json")
    assert ended.code == 0, ended.err
    (line,) = ended.lines
    assert line["state"] == "due"
    assert "Planned for" in ended.err
    assert "planned for 20" in practice.demo("outbox").out
    assert practice.demo("recall", line["id"]).code == 0
    assert practice.demo("drafts", "--json").lines[0]["text"] == "Tomorrow."
    assert practice.demo("reply", asked, "--text", "x", "--later", "soonish").code == 2
    assert practice.demo("reply", asked, "--text", "x", "--later", "2h", "--now").code == 2


def test_a_long_reply_leaves_in_parts_and_recall_takes_all_back(practice: Box, asked: str) -> None:
    ended = practice.demo("reply", asked, "--text", "You are right. " * 60)
    assert ended.code == 0, ended.err
    assert "It leaves in 2 parts." in ended.err
    lines = practice.demo("outbox", "--json").lines
    assert [line["text"][:3] for line in lines] == ["2/2", "1/2"]
    assert [(line["part"], line["parts"]) for line in lines] == [(2, 2), (1, 2)]
    assert "leaving (part 1 of 2), to" in practice.demo("outbox").out
    assert practice.demo("recall", ended.out.strip()).code == 0
    assert {line["state"] for line in practice.demo("outbox", "--json").lines} == {"recalled"}
    assert practice.demo("drafts", "--json").lines[0]["text"] == ("You are right. " * 60).strip()


def test_saved_replies_are_listed_and_none_leaves_unfilled(practice: Box, asked: str) -> None:
    replies = practice.home / "config" / "demo" / "replies"
    replies.mkdir()
    (replies / "refund.md").write_text("Hi {name}, {order} is refunded.", "utf-8")
    (line,) = practice.demo("replies", "--json").lines
    assert (line["name"], line["fields"], line["used"], line["last_used"]) == (
        "refund",
        ["name", "order"],
        0,
        None,
    )
    assert "fill in: name, order" in practice.demo("replies").out
    ended = practice.demo("reply", asked, "--text", "Hi Maria, {order} is refunded.")
    assert ended.code == 1
    assert "{order} is not filled in." in ended.err
    assert practice.demo("outbox", "--json").lines == []
    assert practice.demo("drafts", "--json").lines[0]["text"] == "Hi Maria, {order} is refunded."


def test_a_saved_reply_is_filled_in_by_flags_and_goes_on_in_words_of_ones_own(
    practice: Box, asked: str
) -> None:
    replies = practice.home / "config" / "demo" / "replies"
    replies.mkdir()
    (replies / "refund.md").write_text("Hi {name}, {order-no} is refunded.", "utf-8")
    person = str(next(one["person"] for one in practice.demo("list", "--json").lines if one["id"] == asked))
    saved = ("reply", asked, "--saved", "refund")
    for flags, said in (
        ((), "{order-no} is not filled in. Give --field 'order-no=…'; nothing was sent."),
        (("--field", "colour=red"), "refund has no place colour. Its places: name, order-no."),
        (("--field", "order-no= "), "--field order-no= gives no words."),
    ):
        refused = practice.demo(*saved, *flags)
        assert (refused.code, said in " ".join(refused.err.split())) == (2, True), refused.err
    assert practice.demo("drafts", "--json").lines == [], "nothing was claimed for it"
    assert "Name it with --saved" in practice.demo("reply", asked, "--text", "Hi", "--field", "a=b").err
    ended = practice.demo(*saved, "--field", "order no=No. 47", "--text", "I checked it myself.")
    assert ended.code == 0, ended.err
    (line,) = practice.demo("outbox", "--json").lines
    assert line["text"] == f"Hi {person.split()[0]}, No. 47 is refunded.\nI checked it myself."
    assert [one["used"] for one in practice.demo("replies", "--json").lines] == [1]
    assert "There is no saved reply refnd; did you mean refund?" in practice.demo(*saved[:3], "refnd").err


@pytest.fixture
def refund(practice: Box) -> tuple[str, ...]:
    """A saved reply with a place that the thread doesn't know."""
    replies = practice.home / "config" / "demo" / "replies"
    replies.mkdir()
    (replies / "refund.md").write_text("Hello, {order-no} is refunded.", "utf-8")
    return ("--saved", "refund", "--field", "order no=No. 47")


async def full(*_: object) -> None:
    raise StoreFault("The disk is full.", "Make room.")


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_an_answer_that_leaves_is_no_failure_whatever_can_not_be_written_after_it(
    practice: Box,
    asked: str,
    refund: tuple[str, ...],
    flags: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    practice.demo("reply", asked, "--text", "A long and careful answer.")
    practice.demo("recall")
    with monkeypatch.context() as broken:
        broken.setattr(SavedDesk, "used", full)
        broken.setattr(RepliesDesk, "save", full)
        ended = practice.demo("reply", asked, *refund, *flags)
    assert ended.code == 0, ended.err
    line = practice.demo("outbox", "--json").lines[0]
    assert (line["state"], line["text"]) == ("leaving", "Hello, No. 47 is refunded.")
    assert line["id"] == (ended.lines[0]["id"] if flags else ended.out.strip())
    assert "The disk is full. The draft that stood there is in " in ended.err
    kept = Path(next(word for word in ended.err.split() if "socialtui-" in word).rstrip("."))
    assert kept.read_text() == "A long and careful answer."
    kept.unlink()


def test_a_saved_reply_is_shown_before_it_leaves_and_reads_no_stdin_unasked(
    practice: Box, asked: str, refund: tuple[str, ...]
) -> None:
    ended = practice.demo("reply", asked, *refund, given="c2\nc3\n")
    assert ended.code == 0, ended.err
    said = ended.err.splitlines()
    assert said[:2] == [
        "With --saved alone, stdin isn't read; --text - goes on with its words.", "Hello, No. 47 is refunded.",
    ]  # fmt: skip
    assert practice.demo("outbox", "--json").lines[0]["text"] == "Hello, No. 47 is refunded."


def test_words_for_a_saved_reply_with_an_open_place_are_a_draft_until_it_is_filled_in(
    practice: Box, asked: str, refund: tuple[str, ...]
) -> None:
    refused = practice.demo("reply", asked, *refund[:2], "--text", "-", given="I checked it.\n")
    assert (refused.code, "{order-no} is not filled in." in refused.err) == (2, True)
    assert "Your own words are kept as a draft." in refused.err
    assert [one["text"].strip() for one in practice.demo("drafts", "--json").lines] == ["I checked it."]
    ended = practice.demo("reply", asked, *refund, "--text", "-", given="I checked it.\n")
    assert (ended.code, "is kept" in ended.err) == (0, False)
    assert practice.demo("outbox", "--json").lines[0]["text"] == "Hello, No. 47 is refunded.\nI checked it."
    assert practice.demo("drafts", "--json").lines == []


def test_words_for_a_saved_reply_lie_in_a_file_where_a_colleague_writes(
    practice: Box, asked: str, refund: tuple[str, ...]
) -> None:
    practice.ok("--as", "ben", "claim", asked, brand="demo")
    refused = practice.demo("reply", asked, *refund[:2], "--text", "-", given="I checked it.\n")
    assert refused.code == 2
    kept = Path(next(word for word in refused.err.split() if "socialtui-" in word).rstrip("."))
    assert kept.read_text().strip() == "I checked it."
    kept.unlink()
    assert practice.demo("drafts", "--json").lines == []


def test_words_from_a_pipe_are_kept_whatever_the_answer_is_refused_for(practice: Box, asked: str) -> None:
    refused = practice.demo("reply", asked, "--text", "-", "--later", "soonish", given="We look into it.\n")
    assert (refused.code, "Your own words are kept as a draft." in refused.err) == (2, True)
    assert [one["text"].strip() for one in practice.demo("drafts", "--json").lines] == ["We look into it."]
    practice.ok("--as", "ben", "claim", asked, brand="demo")
    for cid in (asked, "c9zzz"):
        refused = practice.demo("reply", cid, "--text", "-", "--later", "2h", given="We come.\n")
        assert refused.code
        kept = Path(next(word for word in refused.err.split() if "socialtui-" in word).rstrip("."))
        assert kept.read_text().strip() == "We come."
        kept.unlink()


def test_what_the_coach_sees_goes_to_stderr_and_the_reply_leaves(practice: Box) -> None:
    found = practice.demo("list", "kind:complaint", "account:acme", "--json").lines
    cid = str(next(one["id"] for one in found if one["can_reply"] is True))
    ended = practice.demo("reply", cid, "--text", "Sorry, we apologize for any inconvenience.")
    assert ended.code == 0
    assert "“any inconvenience” is said to everyone; name what went wrong." in ended.err
    assert ended.out.strip() == practice.demo("outbox", "--json").lines[0]["id"]


def test_joining_in_above_the_line_wants_a_yes(practice: Box) -> None:
    practice.write("guidelines.toml", "[restraint]\nday = 99\nthread = 9\nperson = 0\n", brand="demo")
    found = practice.demo("list", "kind:chatter", "account:acme", "--json").lines
    cid = str(next(one["id"] for one in found if one["can_reply"] is True))
    refused = practice.demo("reply", cid, "--text", "Which one did you like?")
    assert refused.code == 1
    assert "in seven days without asking.\n  Give --yes." in refused.err
    assert practice.demo("reply", cid, "--text", "Which one did you like?", "--yes").code == 0


def test_a_picture_wants_a_description_and_goes_with_the_reply(practice: Box, asked: str) -> None:
    picture = practice.home / "shelf.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    without = practice.demo("reply", asked, "--text", "It is here.", "--media", str(picture))
    assert without.code == 2
    assert "--alt" in without.err
    empty = practice.demo("reply", asked, "--text", "It is here.", "--media", str(picture), "--alt", " ")
    assert empty.code == 1
    assert practice.demo("outbox", "--json").lines == []
    assert practice.demo("drafts", "--json").lines[0]["text"] == "It is here."
    with_it = practice.demo(
        "reply", asked, "--text", "It is here.", "--media", str(picture), "--alt", "A shelf"
    )
    assert with_it.code == 0, with_it.err
    assert len(practice.demo("outbox", "--json").lines) == 1


def test_waiting_for_an_answer_in_parts_waits_for_the_first_that_has_not_left() -> None:
    def part(number: int, state: OutboxState) -> OutboxLine:
        return OutboxLine(
            6 + number,
            "reply",
            1,
            "acme",
            "Rosa",
            "Hi",
            state,
            1,
            1,
            "",
            "",
            "",
            "",
            "ana",
            1,
            None,
            number,
            3,
        )

    sent, due, refused = OutboxState.SENT, OutboxState.DUE, OutboxState.REFUSED
    first = part(1, due)
    for states, wanted in (((due, due, due), 1), ((sent, due, due), 2), ((sent, refused, refused), 2)):
        lines = [part(number, state) for number, state in enumerate(states, 1)]
        assert reply._now(first, lines[::-1]).part == wanted
    whole = [part(number, sent) for number in (1, 2, 3)]
    assert (reply._now(first, whole).part, reply._now(first, whole).state) == (3, sent)
    assert reply._now(first, []) is first
