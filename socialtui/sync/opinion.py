"""Asks a person's own classifier about a batch of mentions: JSON Lines to its stdin, a line back for each.

Whatever goes wrong with it, our own judgement stands, the trouble is written down, and it is left alone for a while.
"""

import logging
from collections.abc import Mapping, Sequence
from math import isfinite

import msgspec
from msgspec.structs import replace

from socialtui.desk import programs
from socialtui.domain.errors import SocialtuiError
from socialtui.domain.mention import BAND_OF, Evidence, Judgement, Kind, KindScore
from socialtui.domain.network import Clock
from socialtui.domain.text import one_line
from socialtui.settings import Settings
from socialtui.store import hooks
from socialtui.store.database import Database
from socialtui.store.mentions import Arrival

log = logging.getLogger("socialtui.sync")

REST = 60
"""Seconds for which a command that failed is not asked again."""
_WORDS = 200
_MOST_SCORE = 100.0
_GRAIN = 64
"""Weights are multiples of 1/64, whose sums are exact in any order."""


class Asked(msgspec.Struct):
    """One line for the command: what `classify` reads."""

    text: str
    lang: str
    author: str
    network: str


class Part(msgspec.Struct):
    """A piece of evidence in its answer."""

    part: str = "command"
    weight: float = 0.0
    words: str = ""


class Found(msgspec.Struct):
    """One kind in its answer."""

    kind: Kind
    score: float = 1.0
    evidence: list[Part] = []


class Answer(msgspec.Struct):
    """One line of its answer: what `classify` writes, of which a kind is enough. `{}` leaves it to us."""

    kind: Kind | None = None
    kinds: list[Found] = []
    tone: float | msgspec.UnsetType | None = msgspec.UNSET
    language: str = ""


class Opinion:
    """The command that the settings name."""

    def __init__(self, settings: Settings, env: Mapping[str, str], clock: Clock) -> None:
        self._command, self._limit = settings.classify_command, float(settings.classify_limit)
        self._env, self._clock = programs.environment(env), clock
        self._again = 0
        self._told: str | None = None
        """The trouble that the store knows of."""

    async def ask(self, db: Database, network: str, arrivals: list[Arrival]) -> list[Arrival]:
        """The arrivals as the command judges them; as they were, where it can't."""
        theirs = [number for number, arrival in enumerate(arrivals) if arrival.judgement is not None]
        if not theirs or self._clock.now() < self._again:
            return arrivals
        trouble, found = "", list(arrivals)
        try:
            answers = await self._answers(network, [arrivals[number] for number in theirs])
            for number, answer in zip(theirs, answers, strict=True):
                found[number] = _as_judged(arrivals[number], answer)
        except SocialtuiError as error:
            trouble = one_line(str(error))[:_WORDS]
        except msgspec.MsgspecError as error:
            trouble = one_line(f"its answer can't be read: {error}")[:_WORDS]
        except ValueError as error:
            trouble = one_line(str(error))[:_WORDS]
        if trouble:
            self._again = self._clock.now() + REST
            log.warning("classify_command: %s", trouble)
        if trouble != self._told:
            async with db.atomic() as write:
                await hooks.note(write, hooks.CLASSIFY, trouble, self._clock.now())
            self._told = trouble
        return arrivals if trouble else found

    async def _answers(self, network: str, arrivals: Sequence[Arrival]) -> list[Answer]:
        encode = msgspec.json.encode
        given = b"".join(
            encode(Asked(one.mention.text, _language(one), one.mention.author.handle, network)) + b"\n"
            for one in arrivals
        )
        ended = await programs.run(self._command, given, self._env, self._limit)
        if not ended.fine:
            last = one_line(ended.out.strip().rpartition("\n")[2])
            raise ValueError(f"it {ended.words}{f': {last}' if last else ''}")
        # What it grumbles on stderr stands between the lines.
        lines = [line for line in ended.out.splitlines() if line.lstrip().startswith("{")]
        if len(lines) != len(arrivals):
            raise ValueError(f"{len(arrivals)} lines in, {len(lines)} out")
        decode = msgspec.json.Decoder(Answer).decode
        return [decode(line) for line in lines]


def _as_judged(arrival: Arrival, answer: Answer) -> Arrival:
    assert arrival.judgement is not None
    return replace(arrival, judgement=judged(answer, arrival.judgement, arrival.mention.text))


def _language(arrival: Arrival) -> str:
    return arrival.judgement.language if arrival.judgement else ""


def judged(answer: Answer, ours: Judgement, text: str) -> Judgement:
    """What the command says; ours where it says nothing."""
    found = answer.kinds or ([Found(answer.kind)] if answer.kind else [])
    tone = ours.tone if answer.tone is msgspec.UNSET else answer.tone
    if tone is not None and not -1 <= tone <= 1:
        raise ValueError("a tone is from -1 to 1")
    kinds = [_score(one, text) for one in found if one.kind is not Kind.CHATTER]
    if answer.kind is not None:
        # What it puts first stands first; the rest by band.
        kinds.sort(key=lambda one: (one.kind is not answer.kind, BAND_OF[one.kind]))
    else:
        kinds.sort(key=lambda one: BAND_OF[one.kind])
    if answer.kind is Kind.CHATTER or (found and not kinds):
        kinds = [KindScore(Kind.CHATTER, 0.0, ())]
    return Judgement(tuple(kinds) or ours.kinds, tone, answer.language or ours.language)


def _score(found: Found, text: str) -> KindScore:
    score = _whole(found.score)
    parts = [_evidence(part, text) for part in found.evidence]
    rest = score - sum(part.weight for part in parts)
    if rest or not parts:
        parts.append(Evidence("command", rest, "", 0, 0))
    return KindScore(found.kind, score, tuple(parts))


def _evidence(part: Part, text: str) -> Evidence:
    start = text.lower().find(part.words.lower()) if part.words else -1
    end = start + len(part.words)
    name = (
        "_".join(word for word in "".join(c if c.isalnum() else " " for c in part.part).split()) or "command"
    )
    if start < 0 or text[start:end].lower() != part.words.lower():
        return Evidence(name[:40], _whole(part.weight), "", 0, 0)
    return Evidence(name[:40], _whole(part.weight), text[start:end], start, end)


def _whole(weight: float) -> float:
    if not isfinite(weight) or abs(weight) > _MOST_SCORE:
        raise ValueError(f"a score is from -{_MOST_SCORE:g} to {_MOST_SCORE:g}")
    return round(weight * _GRAIN) / _GRAIN
