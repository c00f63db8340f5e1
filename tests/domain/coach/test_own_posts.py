"""One word of ours after the other."""

from typing import Any


def talk(says: Any, *ours: bool) -> list[Any]:
    return [says.line("…", ours=one) for one in ours]


def test_a_third_in_a_row_is_told_and_a_second_where_nobody_had_asked(says: Any) -> None:
    words = says.words("own_posts", "And one more.", talk(says, False, True, True))
    assert words == "The last 2 here are ours; nobody has written since."
    words = says.words("own_posts", "And one more.", talk(says, False, True), owed=False)
    assert words == "The last word here is ours; nobody has written since."


def test_a_follow_up_a_promise_and_an_answer_are_left_alone(says: Any) -> None:
    assert says("own_posts", "It is there now.", talk(says, False, True)) == []
    assert says("own_posts", "As promised.", talk(says, False, True, True), promised=True) == []
    assert says("own_posts", "Yes.", talk(says, False, True, True, False)) == []
    held = [says.line("?"), says.line("Seen.", ours=True, acknowledgement=True), says.line("Yes.", ours=True)]
    assert says("own_posts", "One more.", held) == []
    gone = [
        says.line("?"),
        says.line("a", ours=True, state="refused"),
        says.line("b", ours=True, state="refused"),
    ]
    assert says("own_posts", "One more.", gone) == []


def test_somebody_else_in_the_thread_breaks_the_row(says: Any) -> None:
    said = talk(says, False, True, True)
    thread = (*said, says.line("I think so too.", author="Tom"))
    assert says("own_posts", "Yes.", said, thread=thread) == []
