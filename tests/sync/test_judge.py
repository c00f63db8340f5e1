"""A mention is judged in its language, or said not to be."""

import pytest

from socialtui.domain.language import guess
from socialtui.domain.mention import Kind
from socialtui.sync.judge import Judge


@pytest.fixture
def judge() -> Judge:
    return Judge(own_names=("Acme",), detector=guess)


def test_english_gets_tone_kind_and_reason(judge: Judge) -> None:
    judged = judge.judge("The Acme parcel never arrived and I am still waiting, this is terrible")
    assert judged.kind is Kind.COMPLAINT
    assert judged.language == "en"
    assert judged.tone is not None
    assert judged.tone < 0
    assert {"waiting", "anger"} <= {part.part for part in judged.kinds[0].evidence}


def test_the_networks_own_tag_wins(judge: Judge) -> None:
    judged = judge.judge("this is terrible", language="fr")
    assert (judged.language, judged.tone, judged.kind) == ("fr", None, Kind.CHATTER)


def test_a_tag_that_says_nothing_is_not_a_tag(judge: Judge) -> None:
    assert judge.judge("this is terrible and I want a refund", language="und").language == "en"


def test_another_language_has_no_tone_but_its_question_is_heard(judge: Judge) -> None:
    judged = judge.judge("Wo ist mein Paket? Ich warte seit drei Wochen.")
    assert judged.tone is None
    assert judged.language == "de"
    assert judged.kind is Kind.QUESTION


def test_words_that_nobody_knows_are_unheard_rather_than_calm(judge: Judge) -> None:
    judged = judge.judge("Xyzzy brmpf")
    assert (judged.language, judged.tone) == ("", None)


def test_a_calm_english_sentence_has_a_tone_of_nought(judge: Judge) -> None:
    assert judge.judge("the shop is on the corner").tone == 0.0


def test_an_own_detector_is_asked(judge: Judge) -> None:
    assert Judge(detector=lambda text: "nl").judge("hello").language == "nl"


def test_all_scores_can_be_had_those_below_the_threshold_too(judge: Judge) -> None:
    assert {score.kind for score in judge.scores("hello")} == set(Kind) - {Kind.CHATTER}
