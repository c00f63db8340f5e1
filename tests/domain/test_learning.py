"""What decisions teach, and how it is mixed with the rules."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from socialtui.domain import kinds
from socialtui.domain.features import features_of
from socialtui.domain.learning import (
    HALF,
    MOST_ALL,
    MOST_LEARNED,
    MOST_LESSONS,
    MOST_WORD,
    Lesson,
    fit,
    lesson,
    says,
)
from socialtui.domain.mention import Kind
from socialtui.domain.mixing import mixed
from socialtui.domain.reading import read


def taught(text: str, kind: Kind, how: str = "kind", *, english: bool = True) -> Lesson:
    reading = read(text, english=english)
    return lesson(reading, kinds.scores(reading, 0.0), says(kind, how))


BAD = [
    taught(f"gasket on parcel {word}", Kind.COMPLAINT)
    for word in ["one", "two", "three", "four", "five", "six"]
]
FINE = [
    taught(f"harbour walk {word}", Kind.CHATTER) for word in ["one", "two", "three", "four", "five", "six"]
]


def test_a_decision_speaks_of_its_kind_and_of_what_is_more_urgent() -> None:
    assert says(Kind.QUESTION, "kind") == {Kind.QUESTION: 1.0, Kind.COMPLAINT: -1.0}
    assert says(Kind.COMPLAINT, "kind") == {Kind.COMPLAINT: 1.0}
    assert says(Kind.SPAM, "spam")[Kind.SPAM] == 1.0
    assert says(Kind.SPAM, "approved") == {Kind.SPAM: -1.0}
    assert set(says(Kind.CHATTER, "kind").values()) == {-1.0}
    assert says(Kind.COMPLAINT, "more") == {Kind.COMPLAINT: 0.5}
    assert says(Kind.QUESTION, "less") == {Kind.COMPLAINT: -0.5}


def test_words_pairs_and_beginnings_are_learned_but_no_pairs_that_every_sentence_needs() -> None:
    found = set(features_of(read("The parcel is in my")))
    assert found == {
        "the", "parcel", "parc*", "*cel", "is", "in", "my", "the parcel", "parcel is", "parcel ~ in",
    }  # fmt: skip


def test_marks_faces_handles_and_forms_are_learned_where_they_stand() -> None:
    text = read("@Acme_help WHY... 45 days?! 😡 see https://a.example/b?c=1")
    told = fit([lesson(text, kinds.scores(text, 0.0), says(Kind.COMPLAINT, "kind"))] * 2)
    heard = told.known.hear(text)
    spots = [heard.spot(number, text) for number in range(len(heard.rows))]
    names = [*heard.words, *heard.pairs, *heard.apart, *heard.marks]
    found = {name: text.text[start:end] for name, (start, end) in zip(names, spots, strict=True)}
    assert {"@acme_help", "[caps]", "...", "[99]", "?!", "😡"} <= found.keys()
    assert (found["[caps]"], found["[99]"], found["😡"]) == ("WHY", "45", "😡")
    assert (found["why"], found["45", "days"], found["why", "days"]) == ("WHY", "45 days", "WHY... 45 days")
    assert not any("example" in name or name == "=" for name in names)


def test_the_share_grows_with_the_decisions_and_has_an_end() -> None:
    assert fit([]).share == {}
    few = fit(BAD + FINE)
    assert few.share[Kind.COMPLAINT] == 12 / (12 + HALF)
    assert fit(BAD * 1000).share[Kind.COMPLAINT] == MOST_LEARNED
    assert MOST_LESSONS / (MOST_LESSONS + HALF) >= 0.7


def test_more_decisions_say_it_louder() -> None:
    few, many = fit(BAD + FINE), fit((BAD + FINE) * 40)
    text = read("another gasket")
    before = kinds.scores(text, 0.0)
    assert mixed(before, text, few)[0].score < mixed(before, text, many)[0].score
    assert before[0].score < mixed(before, text, few)[0].score


def test_a_learned_word_is_shown_where_it_stands() -> None:
    text = read("Yet another GASKET today")
    found = mixed(kinds.scores(text, 0.0), text, fit((BAD + FINE) * 40))[0]
    part = next(part for part in found.evidence if part.part == "learned")
    assert part.words == "GASKET"
    assert text.text[part.start : part.end] == part.words
    assert part.weight > 0


def test_learned_words_count_in_any_language() -> None:
    told = [taught("die Lieferung kam nie", Kind.COMPLAINT, english=False)] * 200 + FINE * 30
    text = read("Lieferung?", english=False)
    assert mixed(kinds.scores(text, None), text, fit(told))[0].score > kinds.scores(text, None)[0].score


def test_a_forgotten_word_adds_nothing() -> None:
    learned = fit((BAD + FINE) * 40, ["gasket"])
    assert "gasket" not in {word.word for word in learned.words()}
    text = read("gasket")
    found = mixed(kinds.scores(text, 0.0), text, learned)[0]
    assert "gasket" not in {part.words for part in found.evidence}


def test_what_is_not_spoken_of_stays_as_it_was() -> None:
    text = read("a link https://a.example to a parcel")
    learned = fit([taught("parcel", Kind.SPAM, "approved")] * 5)
    before, after = kinds.scores(text, 0.0), mixed(kinds.scores(text, 0.0), text, learned)
    assert [one for one in after if one.kind is not Kind.SPAM] == [
        one for one in before if one.kind is not Kind.SPAM
    ]


def test_the_same_decisions_give_the_same_words() -> None:
    assert fit(BAD + FINE) == fit(BAD + FINE)


WORDS = st.lists(
    st.sampled_from("parcel gasket harbour lovely broken ? thanks waiting the my".split()),  # noqa: SIM905
    max_size=12,
).map(" ".join)  # fmt: skip
DECISIONS = st.lists(st.tuples(WORDS, st.sampled_from(list(Kind))), max_size=30)


@settings(deadline=None)
@given(DECISIONS, WORDS, st.floats(-1, 1), st.integers(1, 20))
def test_parts_add_up_exactly_and_keep_their_bounds(
    told: list[tuple[str, Kind]], text: str, tone: float, times: int
) -> None:
    learned = fit([taught(words, kind) for words, kind in told] * times)
    reading = read(text)
    before = {one.kind: one for one in kinds.scores(reading, tone)}
    for found in mixed(before.values(), reading, learned):
        assert sum(part.weight for part in found.evidence) == found.score
        by_rules = sum(part.weight for part in found.evidence if not part.part.startswith("learned"))
        learned_part = found.score - by_rules
        assert abs(learned_part) <= MOST_ALL + 0.05
        for part in found.evidence:
            if part.part == "learned" and " " not in part.words:
                assert abs(part.weight) <= 2 * MOST_WORD
        base = next((part.weight for part in before[found.kind].evidence if part.part == "baseline"), 0.0)
        kept = (before[found.kind].score - base) * (1 - MOST_LEARNED)
        assert by_rules - base >= kept - 0.3 or by_rules - base <= kept + 0.3


@settings(deadline=None)
@given(DECISIONS)
def test_every_listed_word_is_within_its_bounds(told: list[tuple[str, Kind]]) -> None:
    for word in fit([taught(words, kind) for words, kind in told]).words():
        assert abs(word.weight) <= MOST_WORD
        assert word.decisions >= 1


def test_one_flood_of_complaints_makes_no_complaint_of_everything() -> None:
    learned = fit([taught(f"gasket number {number} on my parcel", Kind.COMPLAINT) for number in range(1000)])
    text = read("the harbour walk on sunday was on my list")
    assert mixed(kinds.scores(text, 0.0), text, learned)[0].score < 0


def test_a_lesson_keeps_what_was_said_of_it() -> None:
    assert replace(BAD[0], says={}).says == {}


@settings(deadline=None)
@given(DECISIONS, WORDS, st.floats(-1, 1), st.integers(1, 20))
def test_leaving_out_what_cannot_hold_changes_nothing_that_holds(
    told: list[tuple[str, Kind]], text: str, tone: float, times: int
) -> None:
    learned = fit([taught(words, kind) for words, kind in told] * times)
    reading = read(text)
    scores = kinds.scores(reading, tone)
    assert kinds.held(mixed(scores, reading, learned, 0.0)) == kinds.held(mixed(scores, reading, learned))
