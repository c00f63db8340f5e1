"""What can be put into an answer: right facts, saved replies, beginnings for the six steps; a few letters find it."""

from msgspec import Struct

from socialtui.desk.coach import CoachDesk
from socialtui.desk.saved import SavedDesk, Shelf
from socialtui.domain.conversation import Thread
from socialtui.domain.errors import ConfigFault
from socialtui.domain.saved import fuzzy

FACT, SAVED, STEP = "fact", "saved", "step"


class Insert(Struct, frozen=True):
    """One thing to put in."""

    kind: str
    """fact, saved or step."""
    name: str
    words: str
    """One line to know it by."""
    text: str
    """What is put in, with what the thread knows."""
    used: int = 0


class Choice(Struct, frozen=True):
    """All that can be put into one answer, in their order, and what is wrong with the files."""

    inserts: tuple[Insert, ...]
    faults: tuple[str, ...] = ()


def of_saved(shelf: Shelf, desk: SavedDesk, thread: Thread) -> tuple[Insert, ...]:
    """Saved replies, the most used first."""
    return tuple(
        Insert(SAVED, line.reply.name, line.reply.words, desk.fill(line.reply, thread), line.used)
        for line in shelf.lines
    )


def of_facts(coach: CoachDesk, thread: Thread) -> tuple[Insert, ...]:
    """The right facts with their sources: those that they get wrong here first, then the others."""
    here = [found.fact for found in coach.facts_for(thread)]
    facts = [*here, *(fact for fact in coach.facts() if fact not in here)]
    return tuple(Insert(FACT, fact.id, fact.fact, fact.answer) for fact in facts)


def of_steps(coach: CoachDesk, thread: Thread) -> tuple[Insert, ...]:
    """Beginnings for an unhappy person, from the step on that comes next; none for anybody else."""
    from socialtui.domain.ladder import PHRASES, STEPS

    standing = coach.standing(thread)
    if standing is None:
        return ()
    return tuple(
        Insert(STEP, name if not number else f"{name} {number + 1}", text, text)
        for (name, _), phrases in list(zip(STEPS, PHRASES, strict=True))[standing.step :]
        for number, text in enumerate(phrases)
    )


async def choice(saved: SavedDesk, coach: CoachDesk, thread: Thread) -> Choice:
    """What can be put into an answer to this thread."""
    shelf = await saved.shelf()
    replies = of_saved(shelf, saved, thread)
    try:
        return Choice((*of_facts(coach, thread), *replies, *of_steps(coach, thread)), shelf.faults)
    except ConfigFault as fault:
        return Choice((*replies, *of_steps(coach, thread)), (*shelf.faults, *fault.faults))


def found(inserts: tuple[Insert, ...], query: str) -> tuple[Insert, ...]:
    """Those that the letters fit, the best first; facts stay before saved replies."""
    scored = [
        (max(2 * fuzzy(query, one.name), fuzzy(query, one.words), fuzzy(query, one.text) // 4), one)
        for one in inserts
    ]
    fitting = [(score, one) for score, one in scored if score > 0]
    if not query.strip():
        return inserts
    return tuple(one for _, one in sorted(fitting, key=lambda pair: (pair[1].kind != FACT, -pair[0])))
