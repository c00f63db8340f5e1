"""First sentences to go on from; the same person doesn't get the same one twice in a row."""

from socialtui.domain.conversation import Thread

_ACKNOWLEDGE = (
    "Hi{called}, I have seen this and I am looking into it now. You will hear from me.",
    "Hello{called}, thank you for telling us. I am finding out what happened and will come back to you.",
    "Hi{called}, you are right to say so. I am on it and will write to you as soon as I know more.",
)
_ESCALATED = "Hi{called}, I have asked {colleague} to look into this. You will hear from them here."
_THANK = (
    "Thank you{named}! ",
    "That made our day{named}, thank you. ",
    "How kind of you{named}, thanks for taking the time. ",
)


def starter(thread: Thread, what: str, colleague: str = "") -> str:
    """A sentence for `ack` or for `thank`; with a colleague, that they were asked."""
    name = thread.card.name.split()[0] if thread.card.name.strip() else ""
    called = f" {name}" if name and name.isalpha() else ""
    named = f",{called}" if called else ""
    if colleague:
        return _ESCALATED.format(called=called, colleague=colleague)
    turn = thread.card.id + thread.earlier
    starters = _ACKNOWLEDGE if what == "ack" else _THANK
    return starters[turn % len(starters)].format(called=called, named=named)
