"""The drill's people: the same for a seed, each of the kind that is meant, and answering to what one writes."""

import pytest

from socialtui.domain.mention import Kind
from socialtui.networks.demo.drill import CAST, COUNT, KINDS, Drill, cast, taken
from socialtui.sync.judge import Judge

START = 1_790_000_000


def drill(seed: str = "7") -> Drill:
    return Drill(seed, "d", COUNT, 0.0, START)


def number(part: str, seed: str = "7") -> int:
    return cast(seed).index(part)


def test_fifty_come_within_half_an_hour_and_nobody_twice() -> None:
    said = [drill().mention(n) for n in range(COUNT)]
    assert COUNT == 50
    assert START - said[0].said_at < 1800
    assert said[-1].said_at < START
    assert len({mention.author.remote_id for mention in said}) == COUNT
    assert {part: cast("7").count(part) for part in CAST} == CAST


def test_the_same_seed_plays_the_same_drill_and_another_another() -> None:
    first = [drill().mention(n).text for n in range(COUNT)]
    assert first == [drill().mention(n).text for n in range(COUNT)]
    assert first != [drill("8").mention(n).text for n in range(COUNT)]


@pytest.mark.parametrize("seed", ["7", "8", "21"])
def test_everybody_is_heard_as_what_they_are(seed: str) -> None:
    judge = Judge(("Acme", "acmewidgets"))
    stream = drill(seed)
    for n in range(COUNT):
        mention = stream.mention(n)
        kinds = {score.kind for score in judge.judge(mention.text, language="en").kinds}
        assert KINDS[stream.part(n)] in kinds or KINDS[stream.part(n)] is Kind.CHATTER, mention.text


@pytest.mark.parametrize(
    ("part", "answers", "mood"),
    [
        ("angry", ("We regret any inconvenience this may have caused.",), "worse"),
        ("angry", ("I have read this and I am looking into it. You hear from me by five.",), "wait"),
        ("angry", ("Thank you for telling us, and sorry. I'll send your money back today.",), "glad"),
        ("angry", ("ok",), "cold"),
        ("critic", ("It was 2004, here it is: https://acme.example/about",), "glad"),
        ("critic", ("It was 2004.",), "cold"),
        ("critic", ("As we already said, you are wrong: https://acme.example/about",), "worse"),
        ("troll", ("Sorry that you see it so. What happened?",), "again"),
        ("rush", ("Sorry about that. Could you send me your order number?",), "glad"),
        ("praise", ("Thank you, that made our day.",), "glad"),
        ("praise", ("Thank you.", "And once more, thank you."), ""),
        ("chatter", ("Nice.",), "cold"),
    ],
)
def test_people_take_an_answer_as_people_would(part: str, answers: tuple[str, ...], mood: str) -> None:
    theirs = drill().mention(number(part)).text
    assert taken(part, theirs, answers)[0] == mood


def test_what_they_disliked_is_thrown_back_and_after_three_answers_they_are_silent() -> None:
    stream, angry = drill(), number("angry")
    back = stream.answer(angry, ("We regret any inconvenience this may have caused.",), START)
    assert back is not None
    assert "any inconvenience" in back.text
    assert START < back.at < START + 15
    assert stream.answer(angry, ("ok",) * 4, START) is None
    assert stream.answer(number("chatter"), ("Nice.",), START) is None
