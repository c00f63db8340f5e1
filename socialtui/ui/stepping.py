"""Decides what the coach says in the lowest line of a conversation."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialtui.desk.coach import CoachDesk
    from socialtui.domain.conversation import Thread


def foot(coach: "CoachDesk", thread: "Thread") -> str:
    """The line under a conversation: a fact that they get wrong, else where a complaint stands on the six steps."""
    from socialtui.domain.ladder import step_words

    for found in coach.facts_for(thread):
        return f"fact  {found.fact.answer}"
    standing = coach.standing(thread)
    return step_words(standing.step) if standing is not None else ""
