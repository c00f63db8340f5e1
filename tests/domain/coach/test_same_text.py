"""The same words to more than two people."""

from typing import Any

TEXT = "Hi {}, we had a cut in the cable and it is mended now."


def sent(says: Any, *people: int, **more: Any) -> tuple[Any, ...]:
    return tuple(says.answered(TEXT.format(f"P{n}"), n, f"P{n}", **more) for n in people)


def test_the_third_person_is_one_too_many(says: Any) -> None:
    assert says("same_text", TEXT.format("Maria"), recent=sent(says, 2)) == []
    words = says.words("same_text", TEXT.format("Maria"), recent=sent(says, 3, 2))
    assert words == "P2, P3 had the same words; add a sentence of Maria Haas’s own."


def test_in_a_group_of_like_complaints_it_speaks_once_and_then_counts(says: Any) -> None:
    group = frozenset((1, 102, 103, 104, 105))
    draft = TEXT.format("Maria")
    assert "had the same words" in says.words("same_text", draft, recent=sent(says, 3, 2), group=group)
    counted = says.words("same_text", draft, recent=sent(says, 4, 3, 2), group=group)
    assert counted == "The 4th of this group with these words."
    assert "and 1 more" in says.words("same_text", draft, recent=sent(says, 4, 3, 2))


def test_one_persons_own_answers_other_words_and_old_ones_are_left_alone(says: Any) -> None:
    draft = TEXT.format("Maria")
    own = (says.answered(draft, 1), says.answered(draft, 1), says.answered(draft, 2))
    assert says("same_text", draft, recent=own) == []
    assert (
        says("same_text", "A tree fell on the mast; we are up there now.", recent=sent(says, 2, 3, 4)) == []
    )
    assert says("same_text", draft, recent=sent(says, 2, 3, at=says.now - 8 * says.day)) == []
    assert (
        says(
            "same_text", "Thank you!", recent=(says.answered("Thank you!", 2), says.answered("Thank you!", 3))
        )
        == []
    )
