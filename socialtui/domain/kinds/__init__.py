"""Decides what a mention is, as sums of named parts; each file beside this one is one piece of evidence.

A piece of evidence is found or not. What it is worth to each kind stands in its own file, so a score is
nothing but the sum of the parts that are shown for it.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from math import exp

from socialtui.domain import folder
from socialtui.domain.lexicon import Lexicon, Signal, Span
from socialtui.domain.mention import BAND_OF, Evidence, Kind, KindScore
from socialtui.domain.reading import Reading, read

STRONG_SPAM = 2.1875
"""A spam score (probability 0.9) that outweighs every other kind."""

BASELINE = {
    Kind.COMPLAINT: -1.75,
    Kind.QUESTION: -1.0,
    Kind.PRAISE: -1.5,
    Kind.LEAD: -1.5,
    Kind.ERROR: -1.5,
    Kind.SPAM: -1.5,
}
"""Where each kind starts; it holds from a sum of nought."""

TONE = {Kind.COMPLAINT: -1.5, Kind.PRAISE: 1.5}
"""What a compound of 1 is worth."""

SHORT = 16
"""A text of fewer words has less room for evidence; each missing one lowers the threshold a little."""

_SHORT_STEP = 0.125
_SHORT_MOST = 0.8125

_PLAIN = frozenset(("denied", "lacking", "unable", "accounted", "waiting", "amiss"))
"""Troubles that a plain text names as well: no snow, nobody home, an hour on the bus."""

TROUBLE = _PLAIN | frozenset(
    """
    at_odds broken mishap undone refused quality unanswered money sarcasm mismatch keeps spoilt done_to_us anger
    leaving
    """.split()  # noqa: SIM905
)
"""Evidence that names what went wrong, rather than how it feels; only this makes a short text heard."""

_AT_US = frozenset(("at_you", "matter", "service"))
OURS = _AT_US | {"bought"}
"""Evidence that a text is about a company or what it sells."""

NAMED = TROUBLE | {"dismay", "sad_face", "shouting", "support_number", "not_good", "long"}
"""Evidence of a complaint that stands by itself; what else there is only adds to it."""

_ASKS = frozenset(("practice", "request"))
"""Evidence that somebody asks about a trade, whose words are those of trouble too: cancel, return, late, a fee."""

_GUARDS = _ASKS | {"own_doing", "all_well", "told_of"}
"""Evidence that nothing went wrong, or nobody else did it."""

_SETTLED = ("own_doing", "all_well", "told_of")
_TURN = re.compile(
    r"\b(?:but|until|then|although|though|yet|except|now|and (?:they|you|your|nobody|still))\b"
)
"""Behind such a word, a trouble is one: *all good until the update, now it won't start*."""

_SOLID = frozenset(
    ("at_odds", "quality", "spoilt", "mishap", "undone", "mismatch", "keeps", "unanswered", "sarcasm")
)
"""Troubles whose words say little else; the others count less without something of ours beside them."""

_RATHER = (Kind.ERROR, Kind.LEAD, Kind.PRAISE)
"""What a short text rather is than a complaint, where it is that."""

_TRADE = _PLAIN | {"refused", "money", "broken"}
"""Troubles that somebody may ask about before they are any."""

_NOTHING_NAMED = -1.0
"""Many weak signs together are a long text, not a complaint."""

_MOST_MORE = 2
"""Further hits of one piece of evidence that still add something."""

_MOST_SHOWN = 3


def judge(
    text: str,
    *,
    tone: float | None,
    language: str = "",
    own_names: Sequence[str] = (),
    addressed: bool = True,
    network: str = "",
) -> tuple[KindScore, ...]:
    """Returns the kinds that hold, first by band (strong spam before all); chatter when none does."""
    english = is_english(language)
    reading = read(text, own_names=own_names, english=english, addressed=addressed, network=network)
    return held(scores(reading, tone))


def held(all_scores: Iterable[KindScore]) -> tuple[KindScore, ...]:
    """Returns the kinds that hold, first by band; chatter when none does."""
    found = sorted((score for score in all_scores if score.score >= 0), key=_rank)
    return tuple(found) or (KindScore(Kind.CHATTER, 0.0, ()),)


def scores(reading: Reading, tone: float | None) -> list[KindScore]:
    """Returns the score of every kind but chatter, those that don't hold included."""
    lexicon = _lexicon()
    hits = lexicon.find(reading)
    parts: dict[Kind, list[Evidence]] = {
        kind: [Evidence("baseline", weight, "", 0, 0)] for kind, weight in BASELINE.items()
    }
    last_trouble = max(
        (
            start
            for number, spans in hits.items()
            if lexicon.signals[number].part in TROUBLE
            for start, _ in spans
        ),
        default=0,
    )
    for number in sorted(hits):
        signal = lexicon.signals[number]
        spans = hits[number]
        if signal.part in _SETTLED and _turned(reading, spans[0][1], last_trouble):
            continue
        words, start, end, different = _shown(reading, spans)
        for kind, weight in signal.weights.items():
            if different > 1 and signal.more:
                weight += weight * signal.more * min(different - 1, _MOST_MORE)
            parts[kind].append(Evidence(signal.part, _whole(weight), words, start, end))
    if tone:
        for kind, worth in TONE.items():
            parts[kind].append(Evidence("tone", _whole(worth * tone), "", 0, 0))
    parts[Kind.COMPLAINT] = _asked(parts[Kind.COMPLAINT])
    if all(sum(part.weight for part in parts[kind]) < 0 for kind in _RATHER):
        _hear_short(parts[Kind.COMPLAINT], reading)
    if len(parts[Kind.COMPLAINT]) > 1 and not _names(parts[Kind.COMPLAINT]):
        parts[Kind.COMPLAINT].append(Evidence("nothing_named", _NOTHING_NAMED, "", 0, 0))
    return [
        KindScore(kind, sum(part.weight for part in found), tuple(found)) for kind, found in parts.items()
    ]


def _turned(reading: Reading, end: int, trouble: int) -> bool:
    """True where the text turns behind what was well, and names a trouble behind that."""
    return trouble > end and _TURN.search(reading.low, end, trouble) is not None


def probability(score: float) -> float:
    """Returns a score as a number from 0 to 1, one half where the kind begins to hold."""
    return 1 / (1 + exp(-score)) if score > -700 else 0.0


def is_english(language: str) -> bool:
    """True for what the words of evidence can judge; an unknown language is given the chance."""
    return not language or language.lower().split("-")[0].split("_")[0] == "en"


def names() -> tuple[str, ...]:
    """Returns the names of all pieces of evidence, which are those of their files."""
    return folder.names(__path__)


@cache
def _lexicon() -> Lexicon:
    signals: list[Signal] = [import_module(f"{__name__}.{name}").SIGNAL for name in names()]
    return Lexicon(signals)


def _rank(score: KindScore) -> tuple[bool, int]:
    strong = score.kind is Kind.SPAM and score.score >= STRONG_SPAM
    return not strong, BAND_OF[score.kind]


def _shown(reading: Reading, spans: list[Span]) -> tuple[str, int, int, int]:
    """Returns up to three different findings as one line, the first one's place, and their number."""
    start, end = spans[0]
    text = reading.text
    if len(spans) == 1:
        return text[start:end], start, end, 1
    found = list(dict.fromkeys(text[first:last].lower() for first, last in spans))
    return ", ".join([words for words in found if words][:_MOST_SHOWN]), start, end, len(found)


def _names(parts: list[Evidence]) -> bool:
    """True where something says what went wrong; that something is not, only beside something of ours."""
    found = {part.part for part in parts}
    return not found.isdisjoint(NAMED - _PLAIN) or not (found.isdisjoint(_PLAIN) or found.isdisjoint(OURS))


def _asked(parts: list[Evidence]) -> list[Evidence]:
    """Leaves out that somebody only asks, where they name what has gone wrong."""
    if any(part.part in TROUBLE and part.part not in _TRADE for part in parts):
        return [part for part in parts if part.part not in _ASKS]
    return parts


def _hear_short(parts: list[Evidence], reading: Reading) -> None:
    """Lowers the threshold for a short text that names what went wrong with something of ours, or twice.

    By half as much where it names no more than a trouble alone, or a plain one with a thing that anybody may have.
    """
    missing = SHORT - len(reading.words)
    troubles = [part for part in parts if part.part in TROUBLE]
    found = {part.part for part in parts}
    if missing <= 0 or not found.isdisjoint(_GUARDS):
        return
    if not troubles:
        return
    said, ours = bool(found & TROUBLE - _PLAIN), bool(found & OURS)
    full = found & _SOLID or found & _AT_US or (said and ours) or _two_apart(troubles)
    if full or said or ours:
        weight = min(missing * _SHORT_STEP, _SHORT_MOST) / (1 if full else 2)
        parts.append(Evidence("short", _whole(weight), "", 0, 0))


def _two_apart(troubles: list[Evidence]) -> bool:
    """True where two troubles stand in different words, and one of them is no plain one."""
    return any(
        one.end <= other.start
        for one in troubles
        for other in troubles
        if one.part not in _PLAIN or other.part not in _PLAIN
    )


def _whole(weight: float) -> float:
    """To the nearest 1/64: sums of those are exact in any order."""
    return round(weight * 64) / 64
