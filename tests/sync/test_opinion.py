"""A person's own classifier is asked in batches; whatever it does, mentions come in judged."""

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from socialtui.desk import Desk
from socialtui.domain.mention import Evidence, Kind
from socialtui.settings import Settings
from socialtui.store.mentions import Arrival
from socialtui.sync.opinion import REST, Answer, Found, Opinion, Part, judged
from tests.conftest import FakeClock, MakeDesk, Store, ours, said

ANSWERS = """
import json, os, sys
for line in sys.stdin:
    asked = json.loads(line)
    print("about to judge", file=sys.stderr, flush=True)
    found = {"kind": "praise", "kinds": [{"kind": "praise", "score": 2, "evidence":
        [{"part": "my model", "weight": 1.5, "words": asked["text"].split()[0].upper()}]}]}
    if asked["text"].startswith("leave"):
        found = {}
    if asked["text"].startswith("env"):
        found = {"kind": "lead" if "TOKEN" in os.environ else "error"}
    print(json.dumps(found), flush=True)
"""


def opinion(folder: Path, script: str, clock: FakeClock, limit: int = 20) -> Opinion:
    file = folder / "own.py"
    file.write_text(script, encoding="utf-8")
    settings = Settings(classify_command=f"{sys.executable} {file}", classify_limit=limit)
    return Opinion(settings, {"PATH": "/usr/bin:/bin", "TOKEN": "secret"}, clock)


def kinds(arrivals: list[Arrival]) -> list[Kind | None]:
    return [one.judgement.kind if one.judgement else None for one in arrivals]


async def trouble(desk: Desk) -> tuple[str, ...]:
    desk.room.settings = replace(desk.room.settings, classify_command="x")
    return await desk.health.hooks()


async def test_its_word_counts_with_its_evidence_in_place(store: Store, tmp_path: Path) -> None:
    own = opinion(tmp_path, ANSWERS, store.clock)
    arrivals = [said(Kind.COMPLAINT, "Broken again"), ours("m1"), said(Kind.QUESTION, "leave it to you")]
    found = await own.ask(store.db, "mastodon", arrivals)
    assert kinds(found) == [Kind.PRAISE, None, Kind.QUESTION]
    judgement = found[0].judgement
    assert judgement is not None
    assert judgement.kinds[0].evidence == (
        Evidence("my_model", 1.5, "Broken", 0, 6),
        Evidence("command", 0.5, "", 0, 0),
    )
    assert judgement.kinds[0].score == sum(part.weight for part in judgement.kinds[0].evidence) == 2


async def test_no_secret_is_around_it(store: Store, tmp_path: Path) -> None:
    own = opinion(tmp_path, ANSWERS, store.clock)
    assert kinds(await own.ask(store.db, "mastodon", [said(Kind.PRAISE, "env")])) == [Kind.ERROR]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import sys; print('no model here'); sys.exit(3)", "it ended with 3: no model here"),
        ("print('{}')", "2 lines in, 1 out"),
        ("print('{\"kind\": \"anger\"}'); print('{}')", "its answer can't be read"),
        ("import time; time.sleep(60)", "it was stopped after 1 s"),
        ('print(\'{"kinds": [{"kind": "lead", "score": 1e9}]}\\n\' * 2)', "a score is from -100 to 100"),
    ],
)
async def test_a_failing_or_slow_command_leaves_our_own_judgement_and_is_told(
    store: Store, desk: MakeDesk, tmp_path: Path, script: str, words: str
) -> None:
    own = opinion(tmp_path, script, store.clock, limit=1 if "sleep" in script else 20)
    arrivals = [said(Kind.COMPLAINT), said(Kind.PRAISE)]
    assert await own.ask(store.db, "mastodon", arrivals) == arrivals
    (told,) = await trouble(await desk("ana"))
    assert told.startswith("classify_command: ")
    assert words in told
    assert told.endswith("our own judgement stands meanwhile")


async def test_it_is_left_alone_for_a_while_and_its_trouble_ends_with_it(
    store: Store, desk: MakeDesk, tmp_path: Path
) -> None:
    own = opinion(tmp_path, "import sys; sys.exit(1)", store.clock)
    arrivals = [said(Kind.COMPLAINT)]
    await own.ask(store.db, "mastodon", arrivals)
    (tmp_path / "own.py").write_text(ANSWERS, encoding="utf-8")
    assert await own.ask(store.db, "mastodon", arrivals) == arrivals
    store.clock.forward(REST)
    assert kinds(await own.ask(store.db, "mastodon", arrivals)) == [Kind.PRAISE]
    assert await trouble(await desk("ana")) == ()


async def test_a_program_that_is_not_there_is_told(store: Store, desk: MakeDesk) -> None:
    own = Opinion(Settings(classify_command="no-such-program"), {}, store.clock)
    arrivals = [said(Kind.COMPLAINT)]
    assert await own.ask(store.db, "mastodon", arrivals) == arrivals
    assert "no-such-program can't be started" in (await trouble(await desk("ana")))[0]


def test_a_kind_alone_is_enough_and_chatter_is_none() -> None:
    mine = said(Kind.COMPLAINT).judgement
    assert mine is not None
    assert judged(Answer(kind=Kind.LEAD), mine, "x").kind is Kind.LEAD
    assert judged(Answer(kind=Kind.CHATTER), mine, "x").kinds[0].evidence == ()
    both = Answer(kinds=[Found(Kind.PRAISE), Found(Kind.COMPLAINT, 0.5, [Part("a b", 0.25, "gone")])])
    assert [one.kind for one in judged(both, mine, "x").kinds] == [Kind.COMPLAINT, Kind.PRAISE]
    assert judged(Answer(tone=None, language="fr"), mine, "x") == replace(mine, tone=None, language="fr")
