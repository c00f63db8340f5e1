"""Rules on the desk: tried on history before they may act, switched by a person, macros done by hand."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui.desk import Desk
from socialtui.domain.conversation import State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.errors import ConfigFault, DeskRefusal
from socialtui.domain.mention import Band, Kind
from tests.conftest import DAY, HOUR, NOW, FakeClock, MakeDesk, Store, ours, said
from tests.desk.test_undo import ACTS, SLOW, everything, town

MACROS = """\
[macro.a]
do = { tag = ["x", "z"], assign = "ben", note = "Look at it.", snooze = "2h" }
[macro.b]
do = { tag = "y", band = "lead", draft = "sorry", snooze = "until they answer" }
"""

RULES = """\
[rule.refunds]
when = { words = "refund*" }
do = { tag = "billing" }
[rule.lead-waits]
when = { kind = "lead", age = "3h" }
do = { note = "Three hours." }
[macro.billing]
do = { tag = ["billing", "hurry"], assign = "ben", band = "complaint", note = "Look at it.", draft = "sorry", \
snooze = "2h" }
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The person's file, beside the schedule."""
    file = tmp_path / "rules.toml"
    file.write_text(RULES, encoding="utf-8")
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / "sorry.md").write_text(
        "+++\nwords = 'x'\n+++\nHi {name},\nwe look for {number}.\n"
    )
    return file


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


async def names(desk: Desk, rule: str, **more: Any) -> list[str]:
    return [hit.card.who for hit in (await desk.rules.trial(rule, **more)).hits]


async def state_of(desk: Desk, rule: str) -> str:
    return next(line.state for line in await desk.rules.lines() if line.rule.name == rule)


async def test_a_trial_tells_whom_a_rule_would_have_hit_and_changes_nothing(
    store: Store, desk: MakeDesk, rules: Path
) -> None:
    await store.hear(
        said(Kind.COMPLAINT, "Where is my refund?", who="rosa"),
        said(Kind.QUESTION, "Refunds, how?", who="tom", at=NOW - 20 * DAY),
        said(Kind.QUESTION, "My refund, long ago.", who="old", at=NOW - 31 * DAY),
        said(Kind.PRAISE, who="mia"),
    )
    ana = await desk()
    before = await store.rows("SELECT * FROM conversations"), await store.rows("SELECT * FROM events")
    trial = await ana.rules.trial("refunds")
    assert [hit.card.who for hit in trial.hits] == ["Rosa", "Tom"]
    assert trial.words == "refunds would have hit 2 of 3 in 30 days"
    assert await names(ana, "refunds", days=60) == ["Rosa", "Tom", "Old"]
    assert before == (
        await store.rows("SELECT * FROM conversations"),
        await store.rows("SELECT * FROM events"),
    )


async def test_a_person_who_wrote_twice_is_hit_once_by_the_newest_word(
    store: Store, desk: MakeDesk, rules: Path
) -> None:
    await store.hear(
        said(text="A refund please.", remote_id="a", thread="t", at=NOW - 2 * HOUR),
        said(text="The refund?", remote_id="b", thread="t", parent="a", at=NOW - HOUR),
    )
    trial = await (await desk()).rules.trial("refunds")
    assert [hit.heard.text for hit in trial.hits] == ["The refund?"]


async def test_a_trial_over_history_knows_how_long_people_waited(
    store: Store, desk: MakeDesk, rules: Path, clock: FakeClock
) -> None:
    await store.hear(
        said(Kind.LEAD, who="slow", remote_id="s", at=NOW - DAY),
        said(Kind.LEAD, who="quick", remote_id="q", at=NOW - DAY),
        said(Kind.LEAD, who="waits", at=NOW - 4 * HOUR),
        said(Kind.LEAD, who="fresh", at=NOW - HOUR),
        said(Kind.LEAD, who="closed", remote_id="c", at=NOW - DAY),
        said(Kind.QUESTION, who="asks", at=NOW - DAY),
    )
    await store.hear(ours("s", at=NOW - DAY + 4 * HOUR), ours("q", at=NOW - DAY + HOUR))
    ana = await desk()
    await ana.verbs.done([await store.cid("c")])
    assert sorted(await names(ana, "lead-waits")) == ["Closed", "Slow", "Waits"]


async def test_a_trial_reads_all_of_a_long_history(
    store: Store, desk: MakeDesk, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socialtui.store.rules._WINDOW", 7)
    await store.hear(*(said(text=f"Refund {n}", who=f"p{n}") for n in range(40)))
    assert len(await names(await desk(), "refunds")) == 40


async def test_a_rule_is_off_until_it_was_tried_and_switched_on(
    store: Store, desk: MakeDesk, rules: Path
) -> None:
    ana = await desk()
    assert await state_of(ana, "refunds") == "new"
    with pytest.raises(DeskRefusal, match="was never tried") as refused:
        await ana.rules.switch_on("refunds")
    assert "rules try refunds" in refused.value.next_step
    await ana.rules.trial("refunds")
    assert await state_of(ana, "refunds") == "off"
    assert (await ana.rules.switch_on("refunds")).words == "refunds is on, from the next word"
    assert await state_of(ana, "refunds") == "on"
    with pytest.raises(DeskRefusal, match="on already"):
        await ana.rules.switch_on("refunds")
    await ana.rules.trial("refunds")
    assert await state_of(ana, "refunds") == "on", "tried again it goes on"
    await ana.rules.switch_off("refunds")
    assert await state_of(ana, "refunds") == "off"
    with pytest.raises(DeskRefusal, match="off already"):
        await ana.rules.switch_off("refunds")
    assert [line.words for line in await ana.undo.events()] == [
        "switched rule refunds off", "switched rule refunds on",
    ]  # fmt: skip


async def test_a_changed_rule_is_off_until_it_was_tried_again(
    store: Store, desk: MakeDesk, rules: Path
) -> None:
    ana = await desk()
    await ana.rules.trial("refunds")
    await ana.rules.switch_on("refunds")
    write(rules, RULES.replace('"billing" }\n[rule.lead', '"money" }\n[rule.lead'))
    assert await state_of(ana, "refunds") == "changed"
    with pytest.raises(DeskRefusal, match="was changed since it was tried"):
        await ana.rules.switch_on("refunds")
    await ana.rules.trial("refunds")
    assert await state_of(ana, "refunds") == "off", "what is on was another rule"


async def test_an_unknown_name_is_answered_with_the_nearest(
    store: Store, desk: MakeDesk, rules: Path
) -> None:
    ana = await desk()
    with pytest.raises(DeskRefusal, match=r"There is no rule refnds; did you mean refunds\?"):
        await ana.rules.trial("refnds")
    with pytest.raises(DeskRefusal, match=r"There is no macro biling; did you mean billing\?"):
        await ana.rules.run_macro("biling", [1])
    with pytest.raises(DeskRefusal, match="There is no rule gone"):
        await ana.rules.switch_off("gone")


async def test_faults_in_the_file_are_told(store: Store, desk: MakeDesk, rules: Path) -> None:
    write(rules, "[rule.a]\n")
    with pytest.raises(ConfigFault, match="must say what it waits for"):
        (await desk()).rules.book()


async def test_a_macro_does_all_its_acts_in_one_that_undo_takes_back(
    store: Store, desk: MakeDesk, rules: Path
) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="q"), said(Kind.CHATTER, remote_id="h", who="tom"))
    ana, ids = await desk(), [await store.cid("q"), await store.cid("h")]
    before = [await store.conversation(cid) for cid in ids]
    done = await ana.rules.run_macro("billing", ids)
    assert done.ids == tuple(ids)
    assert done.words.startswith("2 conversations: macro billing: tag billing, hurry on, assigned to ben")
    for card in (await ana.queue.cards(ids)).values():
        assert (card.tags, card.claimed_by, card.claimed_until) == (("billing", "hurry"), "ben", NEVER)
        assert (card.band, card.pinned, card.state) == (Band.COMPLAINT, True, State.SNOOZED)
        assert card.wake_at == NOW + 2 * HOUR
        assert card.due_at < NEVER
    texts = {line.text for line in await ana.replies.drafts()}
    assert texts == {"Hi Rosa,\nwe look for {number}.", "Hi Tom,\nwe look for {number}."}
    assert [note.who for note in (await ana.queue.thread(ids[0])).notes] == ["ana"]
    await ana.undo.undo()
    for old, cid in zip(before, ids, strict=True):
        now = await store.conversation(cid)
        assert {**old, "version": 0} == {**now, "version": 0}
    assert await ana.replies.drafts() == []
    assert (await ana.queue.thread(ids[0])).notes == ()
    with pytest.raises(DeskRefusal, match="Nothing to undo"):
        await ana.undo.undo()


async def test_a_macro_leaves_a_persons_draft_alone(store: Store, desk: MakeDesk, rules: Path) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="q"))
    ana, cid = await desk(), await store.cid("q")
    await ana.replies.open(cid)
    await ana.replies.save(cid, "My own words.")
    await ana.replies.leave(cid)
    await ana.rules.run_macro("billing", [cid])
    assert [line.text for line in await ana.replies.drafts()] == ["My own words."]


async def test_a_draft_that_somebody_writes_on_is_not_taken_back(
    store: Store, desk: MakeDesk, rules: Path
) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="q"))
    ana, cid = await desk(), await store.cid("q")
    write(rules, '[macro.m]\ndo = { draft = "sorry" }\n')
    await ana.rules.run_macro("m", [cid])
    ben = await desk("ben")
    await ben.replies.open(cid)
    with pytest.raises(DeskRefusal, match="somebody writes on that draft"):
        await ana.undo.undo()
    assert [line.text for line in await ana.replies.drafts()] == ["Hi Rosa,\nwe look for {number}."]


async def test_a_macro_without_its_saved_reply_does_nothing(
    store: Store, desk: MakeDesk, rules: Path
) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="q"))
    (rules.parent / "replies" / "sorry.md").unlink()
    ana, cid = await desk(), await store.cid("q")
    with pytest.raises(DeskRefusal, match="There is no saved reply sorry"):
        await ana.rules.run_macro("billing", [cid])
    assert (await ana.queue.cards([cid]))[cid].tags == ()


async def test_a_macro_that_has_nothing_left_to_do_says_so(store: Store, desk: MakeDesk, rules: Path) -> None:
    await store.hear(said(Kind.QUESTION, remote_id="q"))
    write(rules, '[macro.m]\ndo = { tag = "x" }\n')
    ana, cid = await desk(), await store.cid("q")
    await ana.rules.run_macro("m", [cid])
    with pytest.raises(DeskRefusal, match="done here already"):
        await ana.rules.run_macro("m", [cid])


@SLOW
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(["macro a", "macro b", *sorted(ACTS)]), st.sets(st.integers(0, 7), min_size=1)
        ),
        max_size=6,
    )
)
async def test_macros_among_other_acts_are_taken_back_to_the_start(
    store: Store, desk: MakeDesk, rules: Path, acts: list[tuple[str, set[int]]]
) -> None:
    write(rules, MACROS)
    ids, ana = await town(store), await desk("ana")
    start, done = (await everything(store), await ana.replies.drafts()), 0
    for name, chosen in acts:
        rows = [ids[number] for number in sorted(chosen)]
        try:
            await (ana.rules.run_macro(name[-1], rows) if name.startswith("macro") else ACTS[name](ana, rows))
            done += 1
        except DeskRefusal:
            pass
    for _ in range(done):
        await ana.undo.undo()
    assert (await everything(store), await ana.replies.drafts()) == start
    await store.intact()
    await ana.close()
