"""Words get the weight that fits what was said of their texts; one decision against all others counts less."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from socialtui.domain.fitting import Told, solve


def told(word: int, yes: bool, *more: int, known: float = 0.0, worth: float = 1.0) -> Told:
    words = (word, *more)
    return Told(words, tuple(1.0 for _ in words), known, yes, worth)


def test_a_word_speaks_for_the_side_that_has_it() -> None:
    found = solve([told(0, True, 2), told(1, False, 2)] * 10, 3).weights
    assert found[0] > 0.5
    assert found[1] < -0.5
    assert abs(found[2]) < 0.1


def test_what_is_known_already_is_not_learned_again() -> None:
    rows = [told(0, True), told(1, False)] * 10
    sure = [told(0, True, known=4.0), told(1, False, known=-4.0)] * 10
    assert solve(sure, 2).weights[0] < solve(rows, 2).weights[0] / 3


def test_a_wrong_key_among_many_right_ones_changes_little() -> None:
    right = [told(0, True, 2 + number) for number in range(30)] + [
        told(1, False, 32 + number) for number in range(30)
    ]
    slip = told(0, False, 62)
    assert solve([*right, slip], 63).weights[0] > 0.8 * solve(right, 63).weights[0]
    # What stands in no other text would take the blame if the decision were believed.
    assert abs(solve([*right, slip], 63).weights[62]) < 0.5 * abs(
        solve([*right, told(1, True, 62), told(1, True, 62), told(1, True, 62)], 63).weights[62]
    )


def test_any_text_says_nothing_of_how_often_people_say_yes() -> None:
    found = solve([told(0, True)] * 10 + [told(0, False)] * 40, 1)
    assert abs(found.any_text) < log(4) / 2
    one_side = solve([told(0, True)] * 10, 1)
    assert (one_side.any_text, one_side.both) == (0.0, 0.0)


def test_a_faint_word_teaches_less_than_a_plain_one() -> None:
    plain, faint = [told(0, True), told(1, False)], [told(0, True, worth=0.5), told(1, False, worth=0.5)]
    assert 0 < solve(faint, 2).weights[0] < solve(plain, 2).weights[0]


def test_what_one_text_alone_holds_needs_no_number() -> None:
    shared = [told(0, True), told(1, False), told(0, False), told(1, True, 0)] * 3
    numbered = [
        Told((*one.numbers, 2 + at), (*one.values, 2.0), one.known, one.yes, one.worth)
        for at, one in enumerate(shared)
    ]
    alone = [replace(one, alone=4.0) for one in shared]
    found, same = solve(numbered, 2 + len(shared)), solve(alone, 2)
    assert found.weights[:2] == pytest.approx(same.weights)
    assert found.weights[2:] == pytest.approx([2.0 * pull for pull in same.pulls])


ROWS = st.lists(
    st.builds(
        lambda words, yes, known: Told(
            tuple(sorted(words)), tuple(1.0 for _ in words), known, yes, 1.0
        ),
        st.sets(st.integers(0, 7), max_size=5), st.booleans(), st.floats(-5, 5),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


@given(ROWS)
def test_any_decisions_give_finite_weights_and_the_same_ones_again(rows: list[Told]) -> None:
    found = solve(rows, 8)
    assert all(abs(weight) <= 25 for weight in found.weights)
    assert found == solve(rows, 8)
