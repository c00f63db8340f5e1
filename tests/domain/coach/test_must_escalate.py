"""A topic that the guidelines give to somebody else."""

from typing import Any

from socialtui.domain.guidelines import Guidelines, Topic

RULES = Guidelines(topics=(Topic("legal", ("lawyer", "sue", "court"), ("ben",), "one voice"),))


def test_their_words_and_ours_are_heard(says: Any) -> None:
    theirs = "You will hear from my lawyer."
    words = says.words("must_escalate", "I am sorry to hear that.", theirs, guidelines=RULES)
    assert words == "“lawyer” is for ben to answer (one voice): E hands it over."
    (remark,) = says("must_escalate", "The court will hear that.", guidelines=RULES)
    assert remark.saw == "court"


def test_who_answers_it_and_a_holding_answer_are_left_alone(says: Any) -> None:
    theirs = "You will hear from my lawyer."
    assert says("must_escalate", "Let us talk.", theirs, guidelines=RULES, who="Ben") == []
    assert says("must_escalate", "Ben will write to you today.", theirs, guidelines=RULES, ack=True) == []
    assert says("must_escalate", "Let us talk about the courtyard.", "Nice suede.", guidelines=RULES) == []
    assert says("must_escalate", "Let us talk.", theirs) == []
