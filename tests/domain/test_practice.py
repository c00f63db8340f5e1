"""The score of a practice session follows what was done, and says why."""

import pytest
from msgspec.structs import replace

from socialtui.domain.draft import Document, Remark
from socialtui.domain.mention import Kind
from socialtui.domain.practice import Answer, Exchange, Mark, Session, score, total

DUE = 3600


def answer(text: str = "Sorry, I look into it.", at: int = 60, saw: str = "") -> Answer:
    remarks = (Remark("said to everyone", saw),) if saw else ()
    return Answer(text, at, False, remarks)


def exchange(kind: Kind = Kind.COMPLAINT, *answers: Answer, who: str = "Mara") -> Exchange:
    return Exchange(who, kind, DUE, answers)


def session(*exchanges: Exchange, promises: dict[str, int] | None = None, **acts: int) -> Session:
    return Session(exchanges, promises or {}, acts, 600)


def mark(played: Session, principle: str) -> Mark:
    (found,) = (one for one in score(played) if one.principle == principle)
    return found


def test_the_points_are_out_of_a_hundred_and_each_names_its_document() -> None:
    marks = score(session())
    assert total(marks)[1] == 100
    assert {one.document for one in marks} <= {document.value for document in Document}


def test_whoever_does_all_of_it_gets_all_of_it() -> None:
    played = session(
        exchange(Kind.COMPLAINT, answer()),
        exchange(Kind.PRAISE, answer("Thank you.")),
        exchange(Kind.ERROR, answer("It was 2004: https://acme.example/about")),
        promises={"kept": 1},
    )
    assert total(score(played)) == (100, 100)


def test_whoever_does_nothing_gets_next_to_nothing() -> None:
    played = session(exchange(), exchange(Kind.PRAISE), exchange(Kind.ERROR))
    assert total(score(played)) == (0, 100)


def test_a_complaint_without_an_answer_costs_and_is_named() -> None:
    found = mark(
        session(exchange(Kind.COMPLAINT, answer()), exchange(who="Tom")), "Every complaint gets an answer"
    )
    assert (found.got, found.most) == (15, 30)
    assert "Nobody answered Tom." in found.reasons


def test_a_late_first_word_counts_as_late() -> None:
    found = mark(
        session(exchange(Kind.COMPLAINT, answer(at=DUE + 1))), "The first word comes while it matters"
    )
    assert found.got == 0
    assert "Late: Mara." in found.reasons


@pytest.mark.parametrize(
    ("promises", "got"), [({}, 0), ({"kept": 2}, 15), ({"open": 1}, 12), ({"broken": 1}, 0)]
)
def test_promises_count_by_what_became_of_them(promises: dict[str, int], got: int) -> None:
    assert mark(session(promises=promises), "A promise is dated, and kept").got == got


def test_a_remark_is_quoted_with_its_words() -> None:
    found = mark(
        session(exchange(Kind.COMPLAINT, answer(saw="any inconvenience"))), "Answers sound like a person"
    )
    assert found.got == 0
    assert any("any inconvenience" in reason and "Mara" in reason for reason in found.reasons)


def test_talking_on_where_it_does_not_help_costs_and_letting_rest_does_not() -> None:
    much = replace(exchange(Kind.COMPLAINT, answer(), answer(), answer()), still_upset=True)
    assert mark(session(much), "Enough is enough").got == 5
    rested = replace(exchange(Kind.COMPLAINT, answer(), answer()), rested=True)
    assert mark(session(rested), "Enough is enough").got == 10


def test_a_complaint_that_was_taken_away_costs() -> None:
    hidden = replace(exchange(Kind.COMPLAINT, answer()), removed=True)
    assert mark(session(hidden), "Enough is enough").got == 5
