"""Too much of us in one thread."""

from typing import Any

from socialtui.domain.guidelines import Guidelines, Restraint
from socialtui.domain.mention import Kind


def test_joining_in_has_an_end(says: Any) -> None:
    talk = [
        says.line("We talk."),
        says.line("Us too.", ours=True),
        says.line("Oh."),
        says.line("Yes.", ours=True),
    ]
    (remark,) = says("thread_saturation", "And another thing.", talk, Kind.CHATTER, owed=False)
    assert remark.words.startswith("Nobody asked us here: this is our 3rd word in the thread, ")
    assert remark.asks


def test_the_guidelines_draw_the_line(says: Any) -> None:
    talk = [says.line("We talk."), says.line("Us too.", ours=True), says.line("Oh.")]
    once = Guidelines(restraint=Restraint(thread=1))
    assert says("thread_saturation", "And.", talk, Kind.CHATTER, owed=False) == []
    assert says("thread_saturation", "And.", talk, Kind.CHATTER, owed=False, guidelines=once)


def test_what_is_owed_is_never_counted(says: Any) -> None:
    talk = [says.line("Broken."), *(says.line("Yes.", ours=True) for _ in range(9)), says.line("And?")]
    assert says("thread_saturation", "Done.", talk) == []
