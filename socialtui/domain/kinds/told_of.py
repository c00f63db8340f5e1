"""Evidence: a trouble that is told of rather than had: what a film, a talk or a song is about, or a time long ago."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_LONG_AGO = re.compile(r"\b(?:in|of|from|until|by|the) 1[0-9]\d\ds?\b")

_WORK = (
    "film|films|movie|book|novel|novels|story|stories|song|songs|poem|poems|play|series|documentary|podcast|exhibition|"
    "museum|talk|lecture|workshop|course|class|essay|game|painting|quiz|festival|meetup|opera|musical|comic|scene|"
    "chapter|report|study|thread|panel"
)


def _search(reading: Reading) -> Iterable[Span]:
    if " 1" not in reading.low:
        return ()
    return (found.span() for found in _LONG_AGO.finditer(reading.low))


SIGNAL = Signal(
    part="told_of",
    weights={Kind.COMPLAINT: -2.0},
    phrases=(
        f"{_WORK} about|on|of|where|called|titled",
        f"{_WORK} ~ about",
        "in|from that|this|the|a ~ film|movie|book|novel|story|song|poem|play|series|documentary|opera|musical|comic",
        "museum|exhibition|documentary shows|tells|explains",
        (
            "repairing|mending|fixing|finds|find|finding|collecting|drawing|painting|sculpting broken|lost|"
            "missing|old|torn|cracked|damaged"
        ),
        "made|makes|built|art from|of|with broken|lost|torn|cracked|old|damaged|burnt|stale",
        "snow|rain|storm|fog|wind|ice|frost cancelled|canceled|stopped|delayed|ruined|closed|broke|flooded",
        "lost property",
        "crash course|test|diet",
        "frozen yogurt|yoghurt|peas|shoulder|lake|pond|river|ground",
        "broken english|heart|hearts|record",
        "when i|we was|were ~ young|little|kid|kids|child|children|small",
        "is|are ~ rarer|underrated|secret|trick",
        "is|are part of",
        "here is|are how",
        "here's|heres how",
        "can|could|do|would you ~ fix|repair|mend|replace ~ a|an|old|broken|torn|cracked|any",
        "complained|moaned|talk|talked|complaining ~ about ~ weather|rain|snow|heat",
    ),
    search=_search,
)
