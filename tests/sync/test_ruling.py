"""Rules act by themselves on what comes in: once, in the log under their name, and giving way to people."""

from pathlib import Path

import pytest

from socialtui.desk import Desk
from socialtui.desk.room import Room
from socialtui.domain.conversation import Card, State
from socialtui.domain.deadlines import NEVER
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.mention import Band, Kind
from socialtui.settings import Settings
from socialtui.sync.ruling import Ruling
from tests.conftest import DAY, HOUR, NOW, ROUND_THE_CLOCK, FakeClock, MakeDesk, Store, ours, said


class Works:
    """A person's desk, and the rules at work beside it."""

    def __init__(self, store: Store, desk: Desk, ruling: Ruling, file: Path) -> None:
        self.store, self.desk, self.ruling, self.file = store, desk, ruling, file

    def write(self, text: str) -> None:
        """The person's file."""
        self.file.write_text(text, encoding="utf-8")

    def reply(self, name: str, text: str) -> Path:
        """A saved reply."""
        folder = self.file.parent / "replies"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
        return folder / f"{name}.md"

    async def on(self, rule: str, name: str = "r") -> None:
        """Writes one rule, tries it and switches it on."""
        self.write(f"[rule.{name}]\n{rule}\n")
        await self.desk.rules.trial(name)
        await self.desk.rules.switch_on(name)

    async def hears(self, kind: Kind = Kind.QUESTION, text: str = "", **more: object) -> int:
        """Something comes in; its conversation."""
        arrival = said(kind, text, **more)  # type: ignore[arg-type]
        await self.store.hear(arrival)
        return await self.store.cid(arrival.mention.remote_id)

    async def card(self, cid: int) -> Card:
        """The row as it is now."""
        card = await self.desk.queue.card(cid)
        assert card is not None
        return card

    async def log(self) -> list[tuple[str, str]]:
        """Who did what, oldest first, switching left out."""
        return [
            (line.who, line.words) for line in reversed(await self.desk.undo.events()) if line.verb != "rules"
        ]


@pytest.fixture
async def works(store: Store, desk: MakeDesk, clock: FakeClock, tmp_path: Path) -> Works:
    from socialtui.settings import limits

    settings = Settings()
    room = Room(store.db, settings, clock, "sync", ROUND_THE_CLOCK, limits(settings))
    return Works(store, await desk("ana"), Ruling(room, tmp_path), tmp_path / "rules.toml")


async def test_a_rule_acts_on_the_next_word_and_not_on_the_last(works: Works) -> None:
    before = await works.hears(text="A refund please.")
    await works.on('when = { words = "refund" }\ndo = { tag = "billing", assign = "ben" }')
    after = await works.hears(text="A refund please.", who="tom")
    other = await works.hears(text="A boat please.", who="mia")
    assert await works.ruling.round() == 1
    assert [(await works.card(cid)).tags for cid in (before, after, other)] == [(), ("billing",), ()]
    card = await works.card(after)
    assert (card.claimed_by, card.claimed_until) == ("ben", NEVER)
    assert await works.log() == [("rule r", "Tom: tag billing on, assigned to ben")]
    await works.store.intact()


async def test_each_word_is_looked_at_once(works: Works) -> None:
    await works.on('when = { words = "refund" }\ndo = { tag = "billing", note = "Ask for the number." }')
    cid = await works.hears(text="A refund please.")
    assert [await works.ruling.round() for _ in range(3)] == [1, 0, 0]
    await works.desk.verbs.tag([cid], "billing")
    assert await works.ruling.round() == 0
    assert (await works.card(cid)).tags == (), "a person took the tag off"
    assert len((await works.desk.queue.thread(cid)).notes) == 1


async def test_it_acts_again_once_they_were_answered_and_write_anew(works: Works) -> None:
    await works.on('when = { words = "refund" }\ndo = { note = "Look." }')
    first = said(Kind.QUESTION, "A refund please.", remote_id="a", thread="t", at=NOW - HOUR)
    await works.store.hear(first)
    cid = await works.store.cid("a")
    await works.ruling.round()
    await works.store.hear(
        said(Kind.QUESTION, "The refund?", remote_id="b", thread="t", parent="a", at=NOW - 1800)
    )
    await works.ruling.round()
    assert len((await works.desk.queue.thread(cid)).notes) == 1, "the same wait"
    await works.store.hear(ours("b", at=NOW - 900))
    await works.store.hear(
        said(Kind.QUESTION, "No refund came?", remote_id="c", thread="t", parent="b", at=NOW - 60)
    )
    await works.ruling.round()
    assert len((await works.desk.queue.thread(cid)).notes) == 2


async def test_more_than_a_batch_is_acted_on_in_several_transactions(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socialtui.store.rules.BATCH", 10)
    await works.on('when = { kind = "question" }\ndo = { tag = "asked" }')
    for start in range(0, 60, 20):
        await works.store.hear(*(said(Kind.QUESTION, who=f"p{start + n}") for n in range(20)))
    assert await works.ruling.round() == 60
    assert await works.store.value("SELECT count(*) FROM conversations WHERE tags = ' asked '") == 60
    await works.store.intact()


async def test_a_rule_that_waits_acts_when_the_time_has_come(works: Works, clock: FakeClock) -> None:
    late = await works.hears(Kind.LEAD, who="before", at=NOW - 5 * HOUR)
    await works.on('when = { kind = "lead", age = "3h" }\ndo = { tag = "hurry" }')
    waits = await works.hears(Kind.LEAD, who="waits", at=NOW)
    await works.store.hear(said(Kind.LEAD, who="seen", remote_id="s", at=NOW))
    await works.store.hear(ours("s", at=NOW + 60))
    assert await works.ruling.round() == 0
    clock.forward(3 * HOUR - 1)
    assert await works.ruling.round() == 0
    clock.forward(1)
    assert await works.ruling.round() == 1
    assert [(await works.card(cid)).tags for cid in (late, waits)] == [(), ("hurry",)]
    clock.forward(DAY)
    assert await works.ruling.round() == 0


async def test_a_word_with_a_date_to_come_stops_nobody_behind_it(works: Works, clock: FakeClock) -> None:
    await works.on('when = { kind = "lead", age = "1h" }\ndo = { tag = "hurry" }')
    await works.hears(Kind.LEAD, who="wrong", at=NOW + 900 * DAY)
    waits = await works.hears(Kind.LEAD, who="waits", at=NOW)
    clock.forward(HOUR)
    assert await works.ruling.round() == 1
    assert (await works.card(waits)).tags == ("hurry",)


async def test_a_rule_gives_way_to_people(works: Works) -> None:
    works.reply("d", "Saved.")
    await works.on(
        'when = { kind = "question" }\ndo = { assign = "ben", band = "chatter", snooze = "2h", draft = "d" }'
    )
    cid = await works.hears()
    await works.desk.verbs.urgency([cid], -1)
    await works.desk.replies.open(cid)
    await works.desk.replies.save(cid, "Mine.")
    assert await works.ruling.round() == 0
    card = await works.card(cid)
    assert (card.band, card.pinned, card.claimed_by, card.state) == (Band.COMPLAINT, True, "ana", State.OPEN)
    assert [line.text for line in await works.desk.replies.drafts()] == ["Mine."]
    free = await works.hears(who="tom")
    assert await works.ruling.round() == 1
    card = await works.card(free)
    assert (card.band, card.pinned, card.claimed_by, card.state) == (
        Band.CHATTER,
        False,
        "ben",
        State.SNOOZED,
    )


async def test_a_complaint_is_put_away_or_lower_only_by_a_rule_that_names_complaints(works: Works) -> None:
    does = 'do = { snooze = "2h", band = "chatter" }'
    await works.on(f'when = {{ words = "broke" }}\n{does}')
    spared = await works.hears(Kind.COMPLAINT)
    await works.ruling.round()
    assert ((await works.card(spared)).state, (await works.card(spared)).band) == (State.OPEN, Band.COMPLAINT)
    await works.on(f'when = {{ kind = "complaint" }}\n{does}', name="named")
    meant = await works.hears(Kind.COMPLAINT, who="tom")
    await works.ruling.round()
    assert ((await works.card(meant)).state, (await works.card(meant)).band) == (State.SNOOZED, Band.CHATTER)


async def test_the_kind_that_a_person_gave_goes_before_what_was_heard(works: Works) -> None:
    await works.store.hear(said(Kind.CHATTER, remote_id="a", thread="t"))
    cid = await works.store.cid("a")
    await works.desk.verbs.kind([cid], Kind.LEAD)
    await works.on('when = { kind = "lead" }\ndo = { tag = "lead" }')
    await works.store.hear(said(Kind.CHATTER, remote_id="b", thread="t", parent="a", at=NOW))
    await works.ruling.round()
    assert (await works.card(cid)).tags == ("lead",)


async def test_spam_is_left_alone(works: Works) -> None:
    await works.on('when = { kind = "lead" }\ndo = { tag = "lead", note = "x" }')
    cid = await works.hears(Kind.LEAD, visibility="spam")
    assert await works.ruling.round() == 0
    assert (await works.card(cid)).tags == ()


async def test_a_rule_that_was_changed_or_switched_off_acts_no_more(works: Works) -> None:
    rule = 'when = { kind = "question" }\ndo = { tag = "a" }'
    await works.on(rule)
    works.write("[rule.r]\n" + rule.replace('"a"', '"other"'))
    await works.hears()
    assert await works.ruling.round() == 0
    works.write("[rule.r]\n" + rule)
    await works.desk.rules.switch_off("r")
    await works.hears(who="tom")
    assert await works.ruling.round() == 0


async def test_a_file_with_faults_stops_the_rules_and_nothing_else(
    works: Works, caplog: pytest.LogCaptureFixture
) -> None:
    await works.on('when = { kind = "question" }\ndo = { tag = "a" }')
    good = works.file.read_text()
    works.write("[rule.r]\nwhen = 3\n")
    await works.hears()
    assert await works.ruling.round() == 0
    assert await works.ruling.round() == 0
    assert sum("no rule acts" in record.message for record in caplog.records) == 1
    works.write(good)
    assert await works.ruling.round() == 1, "the words that came meanwhile are not lost"


async def test_a_rule_without_its_saved_reply_lets_the_word_pass(
    works: Works, caplog: pytest.LogCaptureFixture
) -> None:
    reply = works.reply("d", "Saved.")
    await works.on('when = { kind = "question" }\ndo = { draft = "d" }')
    reply.unlink()
    await works.hears()
    assert await works.ruling.round() == 0
    assert "There is no saved reply d" in caplog.text


async def test_two_processes_act_once(works: Works, clock: FakeClock, tmp_path: Path) -> None:
    from socialtui.settings import limits

    settings = Settings()
    other = Ruling(
        Room(works.desk.room.db, settings, clock, "sync", ROUND_THE_CLOCK, limits(settings)), tmp_path
    )
    await works.on('when = { kind = "question" }\ndo = { note = "Look." }')
    cid = await works.hears()
    assert await works.ruling.round() + await other.round() == 1
    assert len((await works.desk.queue.thread(cid)).notes) == 1


async def test_a_person_takes_back_what_a_rule_did_and_it_keeps_away(works: Works) -> None:
    await works.on('when = { words = "refund" }\ndo = { tag = "billing", note = "Look." }')
    first = said(Kind.QUESTION, "A refund please.", remote_id="a", thread="t", at=NOW - HOUR)
    await works.store.hear(first)
    cid, other = await works.store.cid("a"), await works.hears(text="My refund.", who="tom")
    await works.ruling.round()
    with pytest.raises(DeskRefusal, match="Nothing to undo"):
        await works.desk.undo.undo()
    done = await works.desk.rules.take_back("r", [cid])
    assert done.words == "took back what rule r did to 1 conversation"
    assert (await works.card(cid)).tags == ()
    assert (await works.desk.queue.thread(cid)).notes == ()
    assert (await works.card(other)).tags == ("billing",)
    assert (await works.log())[-1][0] == "ana"
    await works.store.hear(ours("a", at=NOW - 900))
    await works.store.hear(said(Kind.QUESTION, "My refund?", remote_id="c", thread="t", parent="a", at=NOW))
    assert await works.ruling.round() == 0, "it keeps away"
    await works.desk.rules.take_back("r")
    assert (await works.card(other)).tags == ()
    with pytest.raises(DeskRefusal, match="nothing of rule r to take back"):
        await works.desk.rules.take_back("r")


async def test_what_somebody_changed_since_stays_and_is_counted(works: Works) -> None:
    await works.on('when = { kind = "question" }\ndo = { tag = "a" }')
    mine, free = await works.hears(who="tom"), await works.hears(who="mia")
    await works.ruling.round()
    await works.desk.verbs.tag([mine], "hers")
    with pytest.raises(DeskRefusal, match=r"changed since \(ana: Tom: tag hers on\)"):
        await works.desk.rules.take_back("r", [mine])
    done = await works.desk.rules.take_back("r")
    assert done.words == "took back what rule r did to 1 conversation; 1 changed since and stays"
    assert ((await works.card(mine)).tags, (await works.card(free)).tags) == (("a", "hers"), ())
    assert (await works.desk.undo.undo()).words == "Undone: Tom: tag hers on"


async def test_a_word_in_a_thread_that_was_joined_acts_on_the_row_that_stands_for_all(works: Works) -> None:
    await works.store.hear(
        said(Kind.QUESTION, remote_id="a", thread="ta", at=NOW - 2 * HOUR),
        said(Kind.QUESTION, remote_id="b", thread="tb", at=NOW - HOUR),
    )
    ids = [await works.store.cid("a"), await works.store.cid("b")]
    await works.desk.joining.merge(ids)
    await works.on('when = { words = "refund" }\ndo = { tag = "billing" }')
    await works.store.hear(*(
        said(Kind.QUESTION, "A refund?", remote_id=f"{thread}2", thread=f"t{thread}", parent=thread, at=NOW)
        for thread in "ab"
    ))  # fmt: skip
    assert await works.ruling.round() == 1
    cards = [await works.card(cid) for cid in ids]
    assert sorted((card.state is State.MERGED, card.tags) for card in cards) == [
        (False, ("billing",)),
        (True, ()),
    ]
