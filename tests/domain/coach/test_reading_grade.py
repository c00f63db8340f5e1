"""Sentences far harder to read than theirs."""

from typing import Any

from socialtui.domain.coach.reading_grade import grade

HARD = (
    "Notwithstanding the aforementioned considerations regarding organisational responsibilities, the administration "
    "anticipates comprehensive modifications of contractual obligations, necessitating individual examination of "
    "corresponding documentation by authorised representatives of participating institutions immediately."
)
EASY = (
    "I am sorry that it took so long. The shop told me that your lamp broke on the way. We sent a new one this "
    "morning, and it should be with you on Friday. If it is not there by then, write to me and I will call them."
)


def test_an_answer_that_is_much_harder_than_theirs_is_told(says: Any) -> None:
    assert "shorter sentences" in says.words("reading_grade", HARD, "My lamp broke. I am sad. What now?")


def test_plain_words_and_hard_ones_among_equals_are_left_alone(says: Any) -> None:
    assert says("reading_grade", EASY, "My lamp broke. What now?") == []
    assert says("reading_grade", HARD, HARD) == []
    assert says("reading_grade", "Notwithstanding considerations.", "Why?") == []
    assert grade("The cat sat on the mat.") < 3 < grade(HARD)
    assert grade("") == 0
