"""A second opinion is one piece of evidence: the parts add up, and a complaint stays one."""

from hypothesis import given
from hypothesis import strategies as st

from socialtui.domain.kinds import STRONG_SPAM
from socialtui.domain.mention import BAND_OF, Evidence, Judgement, Kind, KindScore
from socialtui.domain.spam import DECIDES, PART, Verdict, weighed


def judged(*kinds: tuple[Kind, float]) -> Judgement:
    return Judgement(
        tuple(KindScore(kind, score, (Evidence("told", score, "x", 0, 1),)) for kind, score in kinds),
        0.2,
        "en",
    )


def kinds(judgement: Judgement) -> list[Kind]:
    return [one.kind for one in judgement.kinds]


def test_its_word_for_spam_decides_where_nobody_complains() -> None:
    assert DECIDES >= STRONG_SPAM
    assert kinds(weighed(judged((Kind.CHATTER, 0.0)), Verdict.SPAM)) == [Kind.SPAM]
    found = weighed(judged((Kind.PRAISE, 1.0)), Verdict.SPAM)
    assert kinds(found) == [Kind.SPAM, Kind.PRAISE]
    assert found.kinds[0].evidence == (Evidence(PART, DECIDES, "", 0, 0),)


def test_a_complaint_stays_a_complaint_and_shows_the_other_opinion() -> None:
    found = weighed(judged((Kind.COMPLAINT, 1.0), (Kind.QUESTION, 0.5)), Verdict.SPAM)
    assert kinds(found) == [Kind.COMPLAINT, Kind.QUESTION, Kind.SPAM]


def test_its_word_for_no_spam_may_end_our_own_suspicion_and_else_says_nothing() -> None:
    ours = judged((Kind.QUESTION, 1.0))
    assert weighed(ours, Verdict.HAM) is ours
    assert kinds(weighed(judged((Kind.SPAM, 0.5)), Verdict.HAM)) == [Kind.CHATTER]
    strong = weighed(judged((Kind.SPAM, 3.0)), Verdict.HAM)
    assert (kinds(strong), strong.kinds[0].score) == ([Kind.SPAM], 2.0)


@given(
    st.lists(st.tuples(st.sampled_from([k for k in Kind if k is not Kind.CHATTER]), st.integers(0, 6)), max_size=5,
             unique_by=lambda one: one[0]),
    st.sampled_from(Verdict),
)  # fmt: skip
def test_the_parts_always_add_up(found: list[tuple[Kind, int]], verdict: Verdict) -> None:
    found.sort(key=lambda one: BAND_OF[one[0]])
    ours = judged(*((kind, score / 2) for kind, score in found)) if found else judged((Kind.CHATTER, 0.0))
    after = weighed(ours, verdict)
    assert after.kinds
    assert all(sum(part.weight for part in one.evidence) == one.score for one in after.kinds if one.evidence)
    assert len(set(kinds(after))) == len(after.kinds)
    if Kind.COMPLAINT in kinds(ours) and dict(found).get(Kind.SPAM, 0) / 2 < 1:
        assert kinds(after)[0] is Kind.COMPLAINT, "nobody who complains is silenced by a third party"
