"""Decides in which words the coach speaks line by line."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from socialtui.desk import Desk
    from socialtui.domain.conversation import Thread
    from socialtui.plain.listing import Listing


def coach_lines(desk: "Desk", thread: "Thread") -> "Iterator[str]":
    """The facts that they get wrong, and where a complaint stands on the six steps."""
    from socialtui.domain.ladder import step_words

    for found in desk.coach.facts_for(thread):
        yield f"they say “{found.words}”; fact: {found.fact.answer}"
    standing = desk.coach.standing(thread)
    if standing is not None:
        yield step_words(standing.step)


def coach_verbs(
    desk: "Desk", listing: "Listing", say: "Callable[[str], None]"
) -> "dict[str, Callable[[str], Coroutine[Any, Any, None]]]":
    """The coach's words of the line mode."""

    async def calm(rest: str) -> None:
        for line in calm_lines(await desk.queue.thread(await listing.cid(rest))):
            say(line)

    return {"calm": calm}


def calm_lines(thread: "Thread") -> "Iterator[str]":
    """What they said, and the same once more without shouting and insults."""
    from socialtui.domain.tone_off import calm

    for said in thread.said:
        if said.ours or said.removed_at:
            continue
        yield said.text
        calmer = calm(said.text)
        yield f"without the tone: {calmer}" if calmer != said.text else "nothing in it shouts or insults"
