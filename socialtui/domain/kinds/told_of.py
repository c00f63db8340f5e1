"""Evidence: a trouble that is told of rather than had: what a film, a talk or a song is about, or a time long ago."""

import re
from collections.abc import Iterable

from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_LONG_AGO = re.compile(
    r"\b(?:(?:in|until) 1\d\d\d|the 1\d\d0s)\b(?![.,]\d)(?! ?(?:[€£$%]|euros?|eur|pounds?|gbp|quid|dollars?|usd|bucks"
    r"|minutes|hours|days|steps|rooms|miles|km|people|pages|customers|orders))"
)
"""A year, and no sum of money or number of things."""

_WORK = (
    "film|films|movie|novel|novels|story|stories|song|songs|poem|poems|series|documentary|podcast|exhibition|"
    "museum|lecture|workshop|course|class|essay|game|painting|quiz|festival|meetup|opera|musical|comic|scene|"
    "chapter|study|panel"
)
_SHOWN = "film|films|novel|poem|poems|documentary|podcast|exhibition|lecture|workshop|essay|museum"


def _search(reading: Reading) -> Iterable[Span]:
    if " 1" not in reading.low:
        return ()
    return (found.span() for found in _LONG_AGO.finditer(reading.low))


SIGNAL = Signal(
    part="told_of",
    weights={Kind.COMPLAINT: -2.0},
    phrases=(
        f"{_WORK} called|titled",
        f"{_WORK} ~ about",
        "a|the|this|that|his|her|new|good|lovely book|talk|play|report|thread about|called|titled",
        f"{_SHOWN} on|of",
        "film|movie|novel|story|song|poem|documentary|scene where",
        "a|the|his|her talk on",
        "in|from that|this|the|a ~ film|movie|book|novel|story|song|poem|play|series|documentary|opera|musical|comic",
        "museum|exhibition|documentary shows|tells|explains",
        "that finds broken|lost|missing|cracked|damaged",
        "mending|collecting|drawing|painting|sculpting broken|lost|missing|old|torn|cracked|damaged",
        "art|sculpture|sculptures|mosaic|mosaics|quilt ~ from|of|with broken|lost|torn|cracked|old|damaged",
        "snow|rain|storm|fog|wind|ice|frost cancelled|canceled|stopped|delayed|ruined|closed|broke|flooded",
        "lost property",
        "crash course|test|diet",
        "frozen yogurt|yoghurt|peas|shoulder|lake|pond|river|ground",
        "broken english|heart|hearts|record",
        "when i|we was|were young|little|kids|children|small",
        "when i|we was|were a|so|very kid|child|young|little|small",
        "is|are ~ rarer|underrated|secret|trick",
        "here is|are how",
        "here's|heres how",
        "do you fix|repair|mend|replace a|an|old|any|broken|torn|cracked",
        "can|could|would you repair|mend|fix a|an|old|any",
        "complained|moaned|talk|talked|complaining ~ about ~ weather|rain|snow|heat",
    ),
    search=_search,
)
