"""The line mode: every verb by a line, every state in words, nothing redrawn, nothing lost."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from socialtui.desk import Desk
from socialtui.domain.mention import Kind
from socialtui.domain.network import Limits, SourceAbout
from socialtui.plain.mode import LineMode
from socialtui.settings import Settings, limits
from socialtui.store.database import DESK, INGEST, open_store
from tests.conftest import HOUR, NOW, ROUND_THE_CLOCK, FakeClock, Store, said
from tests.fresh import fresh


class FakeTerminal:
    """Lines that are given, and those that come back."""

    def __init__(self, asks: bool = False) -> None:
        self.asks = asks
        self.given: list[str] = []
        self.told: list[str] = []
        self.edited: str | None = None

    def read(self, prompt: str) -> str | None:
        return self.given.pop(0) if self.given else None

    def write(self, line: str) -> None:
        self.told += line.split("\n")

    def edit(self, text: str, command: str) -> str | None:
        return self.edited


class Room:
    """A desk with a few people waiting, and a way to type at it."""

    def __init__(self, run: Callable[[Coroutine[Any, Any, Any]], Any], store: Store, desk: Desk) -> None:
        self.run, self.store, self.desk = run, store, desk
        self.terminal = FakeTerminal()
        self.code = 0

    def type(self, *lines: str) -> list[str]:
        """Types lines until the end; what was told."""
        self.terminal.given, self.terminal.told = list(lines), []
        self.code = LineMode(self.desk, self.terminal, self.run).loop()
        return self.terminal.told


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with asyncio.Runner() as runner:
        clock = FakeClock()
        path = fresh(tmp_path / "store.db")
        store = Store(runner.run(open_store(path, INGEST, NOW)), path, clock)
        settings = Settings(brand="Acme", user="ana")
        desk = Desk.at(
            runner.run(open_store(path, DESK, NOW)), settings, clock, "ana", hours=ROUND_THE_CLOCK,
            limits=limits(settings), plan_file=tmp_path / "cadence.toml",
        )  # fmt: skip
        runner.run(waiting(store))
        yield Room(runner.run, store, desk)
        runner.run(desk.close())
        runner.run(store.db.close())


async def waiting(store: Store) -> None:
    await store.account(limits=Limits(100))
    alerts = SourceAbout("feed", "Alerts", addressed=False, cannot={"reply": "An alert only listens."})
    await store.account("alerts", "rss", role="alerts", code="ga", sources=(alerts,))
    await store.hear(
        said(Kind.COMPLAINT, "It broke \x1b[2J again.", who="rosa", at=NOW - 3 * HOUR, remote_id="c"),
        said(Kind.QUESTION, who="tom", remote_id="q"),
        said(Kind.PRAISE, who="lee", remote_id="p"),
    )
    await store.hear(said(Kind.COMPLAINT, who="paper", remote_id="a"), account="alerts")


def test_states_are_said_in_words(room: Room) -> None:
    told = room.type("list")
    assert "1. late 2h, complaint, Mastodon, @rosa, unread" in told
    assert told[0].startswith("Acme: 1 complaint waits, 1 late; 3 owed, 1 late; today ")


def test_nothing_told_can_move_a_cursor(room: Room) -> None:
    told = "\n".join(
        room.type("list", "show 1", "note 1 \x9b2J", "show 1", "\x1b[2J", "help", "cadence", "sources")
    )
    assert all(letter == "\n" or letter.isprintable() for letter in told)


def test_rows_are_meant_by_their_number_or_their_id(room: Room) -> None:
    told = room.type("list", "show 2")
    cid = told[told.index("Tom: due in 3h, question, Mastodon, @tom, unread") - 1]
    assert room.type(f"show {cid}")[2].startswith("Tom: ")
    assert "There is no number 9 in the last listing. list makes a new one." in room.type("list", "show 9")
    assert any("is no conversation" in line for line in room.type("show c9zzz", "show"))


def test_the_next_one_is_shown_in_full(room: Room) -> None:
    told = room.type("next")
    assert "Rosa: late 2h, complaint, Mastodon, @rosa, unread" in told
    assert any(line.startswith("why: late 2h · complaint · ") for line in told)


def test_an_answer_is_written_by_lines_and_ended_by_a_dot(room: Room) -> None:
    told = room.type("list", "reply 1", "Hi Rosa,", "we are on it.", ".")
    assert "Leaving in 10 s to Rosa as acme; recall takes it back." in told
    (line,) = room.run(room.desk.replies.outbox())
    assert (line.text, line.state) == ("Hi Rosa,\nwe are on it.", "leaving")
    assert room.code == 0


def test_a_link_cut_in_the_middle_keeps_every_line_typed(room: Room) -> None:
    room.type("list", "reply 1", "Hi Rosa,", "we are")
    assert [draft.text for draft in room.run(room.desk.replies.drafts())] == ["Hi Rosa,\nwe are"]
    assert room.run(room.desk.replies.outbox()) == []
    told = room.type("list", "reply 1", "on it.", ".")
    assert "Kept from before:" in told
    assert room.run(room.desk.replies.outbox())[0].text == "Hi Rosa,\nwe are\non it."


def test_where_a_person_sits_there_review_asks(room: Room) -> None:
    room.terminal.asks = True
    told = room.type("list", "reply 1", "We are on it.", ".", "n")
    assert "Nothing is sent. The draft is kept." in told
    assert room.run(room.desk.replies.outbox()) == []
    room.type("list", "reply 1", ".", "y")
    assert [line.text for line in room.run(room.desk.replies.outbox())] == ["We are on it."]


def test_review_names_account_person_and_room_left(room: Room) -> None:
    told = room.type("list", "reply 1", "We are on it.", ".")
    assert "Reply as acme to Rosa, 87 left." in told


def test_what_is_too_long_is_not_sent_and_not_lost(room: Room) -> None:
    told = room.type("list", "reply 1", "x" * 120, ".")
    assert any("20 too long" in line for line in told)
    assert room.run(room.desk.replies.outbox()) == []
    assert len(room.run(room.desk.replies.drafts())) == 1
    assert room.code == 1


def test_an_editor_may_write_it(room: Room) -> None:
    room.terminal.edited = "From the editor."
    room.type("list", "edit 1")
    assert room.run(room.desk.replies.outbox())[0].text == "From the editor."
    room.terminal.edited = None
    assert "Nothing is sent. What was typed is a draft." in room.type("list", "edit 2")


def test_an_acknowledgement_begins_with_a_starter_and_promises(room: Room) -> None:
    told = room.type("list", "ack 1", ".")
    assert any(line.startswith("Begins with: ") for line in told)
    assert any("promises another answer within" in line for line in told)


def test_an_acknowledgement_that_came_back_is_one_still(room: Room) -> None:
    room.type("list", "ack 1", ".", "recall")
    told = room.type("list", "reply 1", ".")
    assert any("promises another answer within" in line for line in told), told


def test_an_answer_is_sent_later(room: Room) -> None:
    room.terminal.asks = True
    told = room.type("list", "reply 1", "Good morning, it is on its way.", ".", "l 2h")
    assert any(line.startswith("Planned: it leaves in 2") and "to Rosa" in line for line in told)
    (line,) = room.run(room.desk.replies.outbox())
    assert line.state == "due"
    assert line.planned


def test_a_feed_is_answered_by_hand(room: Room) -> None:
    told = room.type("list others", "reply 1", "Thanks for the mention.", ".", "posted 1")
    assert "An alert only listens." in told
    assert "Filed as posted by hand to Paper." in told
    assert room.run(room.desk.replies.outbox())[0].state == "by_hand"


def test_a_reply_is_taken_back(room: Room) -> None:
    told = room.type("list", "reply 1", "Too fast.", ".", "recall", "drafts", "outbox")
    assert "Taken back; the text to Rosa is a draft again." in told
    assert any(line.endswith("to Rosa: Too fast.") for line in told)


def test_sorting_and_undoing(room: Room) -> None:
    told = room.type(
        "list", "done 1", "done 1 spoke on the phone", "undo", "snooze 2 2h", "claim 3", "release 3",
        "tag 3 billing", "note 3 ask the warehouse", "undo",
    )  # fmt: skip
    assert any("complaint without an answer" in line for line in told)
    assert "Rosa: done: spoke on the phone" in told
    assert "Undone: Rosa: done: spoke on the phone" in told
    assert "Undone: note: ask the warehouse" in told
    assert room.code == 1, "a refused line of a script is told by the exit code"


def test_a_wrong_word_names_the_right_one(room: Room) -> None:
    room.desk.room.networks = lambda: ("mail", "mastodon")
    told = room.type(
        "replay 1", "list is:laet", "list net:mastodan", "list late net:mial", "tick alrets", "snooze", "LIST"
    )
    assert "There is no command replay; did you mean reply? help lists them." in told
    assert any("did you mean late?" in line for line in told)
    assert any("did you mean mastodon?" in line for line in told)
    assert any("did you mean mail?" in line for line in told)
    assert any("did you mean alerts?" in line for line in told)
    assert any(line.startswith("1. ") for line in told)


def test_views_and_filters_narrow_the_list(room: Room) -> None:
    assert [line[:2] for line in room.type("list praise") if line[:1].isdigit()] == ["1."]
    assert [line[:2] for line in room.type("list kind:question") if line[:1].isdigit()] == ["1."]
    assert "Nobody is waiting here." in room.type("list answered")


def test_a_long_list_goes_on(room: Room) -> None:
    many = [said(Kind.QUESTION, who=f"p{n}", remote_id=f"n{n}") for n in range(30)]
    room.run(room.store.hear(*many))
    told = room.type("list", "more", "more")
    assert "more goes on." in told
    assert any(line.startswith("33. ") for line in told)
    assert "There are no more." in told


def test_what_comes_meanwhile_is_said_once(room: Room) -> None:
    class Hearing(FakeTerminal):
        def read(self, prompt: str) -> str | None:
            if len(self.given) == 2:
                room.run(room.store.hear(said(Kind.QUESTION, who="new", remote_id="new")))
            return super().read(prompt)

    room.terminal = Hearing()
    told = room.type("list", "cadence", "outbox")
    assert [line for line in told if "new; list shows them" in line] == ["1 new; list shows them."]


def test_the_schedule_is_told_and_ticked(room: Room) -> None:
    told = room.type("cadence", "tick alerts skip", "cadence")
    assert any(line.startswith("alerts, to do") for line in told)
    assert any(line.startswith("alerts, skipped") for line in told)


def test_leaving_says_what_still_leaves(room: Room) -> None:
    told = room.type("list", "reply 1", "We are on it.", ".", "quit", "list")
    assert told[-1] == "1 still leaving; the sync process sends what you don't recall."
    assert room.terminal.given == ["list"], "quit ends it"


def test_help_names_every_command(room: Room) -> None:
    told = " ".join(room.type("help"))
    mode = LineMode(room.desk, room.terminal, room.run)
    assert all(word in told for word in mode._verbs)


def test_views_are_kept_listed_and_taken_out_by_lines(room: Room) -> None:
    told = room.type(
        "view save asked kind:question", "list asked", "views", "view remove asked", "list asked"
    )
    assert "view asked saved; g 2 shows it" in told
    assert "asked: kind:question" in told
    assert any(line.startswith("1. ") and "question" in line for line in told)
    assert "view asked taken out" in told
    room.terminal.asks = False
    assert any("save or remove" in line for line in room.type("view keep"))
    assert room.code == 1


def test_people_are_told_and_remembered_line_by_line(room: Room) -> None:
    told = room.type("list", "person 1 want a jug", "person 1 gift a mug", "person 1 gift a cap", "person 1")
    assert any("wants: a jug" in line for line in told)
    assert any("was offered “a mug”" in line for line in told), "nobody is offered twice"
    assert any("wants: a jug (ana, 0m ago)" in line for line in told)
    assert any(line.startswith("talk: ") for line in told)
    told = room.type("list", "person 1 sing a song", "people")
    assert any("is nothing to remember" in line for line in told)
    assert "Nobody yet." in told


def test_promises_are_told_kept_and_withdrawn(room: Room) -> None:
    ends = ("withdraw p1 not needed", "promises", "undo", "kept p1")
    told = room.type("list", "promise 1 2h the refund", "promises", *ends)
    assert any("open, due" in line and "“the refund”" in line for line in told)
    assert "1 open, 1 due today; kept 0 of 0 in 90 days." in told
    assert any("withdrawn (not needed)" in line for line in told)
    assert room.code == 0
    assert "“x” is no promise." in " ".join(room.type("kept x"))


def test_what_an_answer_promises_is_said_before_it_leaves_and_can_be_dropped(room: Room) -> None:
    room.terminal.asks = True
    told = room.type("list", "reply 1", "We'll fix it within 2 hours.", ".", "p none", "y")
    assert any("promises “We'll fix it within 2 hours” within 2h" in line for line in told)
    (line,) = room.run(room.desk.replies.outbox())
    rows = room.run(room.desk.room.db.rows("SELECT payload FROM intents WHERE id=?", (line.id,)))
    assert '"promise_at":null' in rows[0][0]


def test_following_up_and_letting_go(room: Room) -> None:
    told = room.type("list", "follow 1 2h", "list", "abdicate 1 insults")
    assert any("waiting for an answer" in line for line in told)
    assert any("letting go takes 2 honest ones first" in line for line in told)


def test_a_complaint_says_its_step_and_can_be_read_without_its_tone(room: Room) -> None:
    async def shout(store: Store) -> None:
        await store.hear(said(Kind.COMPLAINT, "YOU IDIOTS BROKE MY LID!!!", who="max", remote_id="x"))

    room.run(shout(room.store))
    told = room.type("list @max", "show 1", "calm 1")
    assert "step 1 of 6  acknowledge: say that they are right to say so" in told
    at = told.index("without the tone: You ··· broke my lid.")
    assert told[at - 1] == "YOU IDIOTS BROKE MY LID!!!"
    assert "nothing in it shouts or insults" in room.type("list @tom", "calm 1")


def test_what_the_coach_sees_is_said_before_it_leaves(room: Room) -> None:
    told = room.type("list", "reply 1", "We apologize for any inconvenience.", ".")
    assert "“any inconvenience” is said to everyone; name what went wrong." in told


def test_lessons_are_written_changed_and_told_by_lines(room: Room) -> None:
    told = room.type(
        "list", "lesson 1 The lid comes off", "lessons", "changed l1 a clip", "tell l1", "drafts"
    )
    assert "l1 lesson, open, heard once: The lid comes off" in told
    assert any(line.startswith("lesson changed: The lid") for line in told)
    assert any("A draft is begun: reply c" in line for line in told)
    assert any("led to a change: a clip" in line for line in told)
    assert "Nothing was learned yet; lesson N TEXT writes the first line." in room.type(
        "undo", "undo", "lessons"
    )
    assert any("is no id of a lesson" in line for line in room.type("tell c1"))


def test_an_answer_is_put_to_another_use_by_lines(room: Room) -> None:
    told = room.type("list", "reuse 1 faq", "reply 1", "It comes on Friday.", ".", "posted 1")
    assert any("no answer of ours here yet" in line for line in told)
    assert any("is no use for an answer" in line for line in room.type("list", "reuse 1 poem"))


def test_a_text_that_goes_on_says_so(room: Room) -> None:
    room.run(room.store.hear(said(Kind.QUESTION, "word " * 60, who="kay", remote_id="long")))
    told = room.type("list @kay", "list @tom")
    rows = [line for line in told if line.startswith("   ")]
    assert rows[0].endswith("word …")
    assert not rows[1].endswith("…")
