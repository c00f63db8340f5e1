"""What people decide at the desk changes how the next page is judged."""

from msgspec.structs import replace

from socialtui.domain.mention import Kind
from socialtui.sync.judge import Judge
from socialtui.sync.learner import Learner
from tests.conftest import MakeDesk, Store, said


async def test_decisions_are_heard_and_taken_back_again(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    bad = [said(Kind.CHATTER, f"surcharge on parcel {n}", who=f"b{n}", remote_id=f"b{n}") for n in range(20)]
    fine = [said(Kind.CHATTER, f"harbour walk {n}", who=f"f{n}", remote_id=f"f{n}") for n in range(20)]
    await store.hear(*bad, *fine)
    ids = [row[0] for row in await store.rows("SELECT id FROM conversations ORDER BY id")]
    judge = Judge()
    learner = Learner(judge)
    await learner.listen(store.db)
    before = judge.scores("surcharge today")[0].score

    await ana.verbs.kind(ids[20:], Kind.CHATTER)
    await ana.verbs.kind(ids[:20], Kind.COMPLAINT)
    await learner.listen(store.db)
    found = judge.scores("surcharge today")[0]
    assert found.kind is Kind.COMPLAINT
    assert found.score > before
    assert ("learned", "surcharge") in {(part.part, part.words) for part in found.evidence}

    await ana.undo.undo()
    await ana.undo.undo()
    await learner.listen(store.db)
    assert judge.scores("surcharge today")[0].score == before


async def test_nothing_new_is_nothing_learned_anew(store: Store, desk: MakeDesk) -> None:
    ana = await desk("ana")
    await store.hear(said(Kind.CHATTER, "surcharge", remote_id="one"))
    ids = [row[0] for row in await store.rows("SELECT id FROM conversations")]
    await ana.verbs.kind(ids, Kind.COMPLAINT)
    judge = Judge()
    learner = Learner(judge)
    await learner.listen(store.db)
    kept = judge.learned
    await ana.verbs.tag(ids, "x")
    await learner.listen(store.db)
    assert judge.learned is kept
    assert replace(kept).share[Kind.COMPLAINT] > 0
