"""Decides what stands at each number of a practice stream: who says what, when, and in answer to what.

Mention number i depends on seed, stream and i alone, so the millionth costs as much as the first. Numbers
come in scenes of twenty, within which people write again, thank, and are answered by us.
"""

from functools import lru_cache
from math import log, sqrt

from msgspec import Struct
from msgspec.structs import replace

from socialtui.domain.mention import Author, Mention
from socialtui.domain.text import clean
from socialtui.networks.demo.people import HANDLE, US, paper, person
from socialtui.networks.demo.telling import LONGEST, Dice, bank, fill, tell, tell_short

SCENE = 20
_DAY = 86_400
_NEWEST = 200
"""Seconds between the newest backlog mention and the start."""

_KINDS = {
    "C": "complaint",
    "Q": "question",
    "P": "praise",
    "L": "lead",
    "E": "error",
    "S": "spam",
    "h": "chatter",
}
# A: an answer of ours · F: they write again · T: they thank for our answer
_TALK = "CCQQQQPPPLEShhhAAAF"
_DECKS = {
    "s": (_TALK + "C", _TALK + "T"),
    "l": ("CQQPPLEShhhhhhhhhhhh",),
    "b": (_TALK + "C", _TALK + "Q"),
    "a": ("CCQPPPPLLEShhhhhhhhh",),
}


ANSWERED = "k"
"""The letter of what colleagues answered before one sits down: each word with its answer behind it."""
_ANSWERED = (
    "question",
    "praise",
    "question",
    "lead",
    "praise",
    "question",
    "error",
    "praise",
    "question",
    "complaint",
)


class Slot(Struct, frozen=True):
    """One number's part in its scene."""

    kind: str
    part: str
    """new, ours, again or thanks."""
    parent: int
    """Place in the scene of what this answers; -1 for a first word."""
    root: int
    """Place in the scene of the thread's first word."""


@lru_cache(maxsize=256)
def scene(seed: str, stream: str, number: int) -> tuple[Slot, ...]:
    """The twenty parts of a scene."""
    if stream == ANSWERED:
        return tuple(
            slot
            for n, kind in enumerate(_ANSWERED)
            for slot in (Slot(kind, "new", -1, 2 * n), Slot(kind, "ours", 2 * n, 2 * n))
        )
    dice = Dice(f"{seed}/{stream}/scene/{number}")
    cards = dice.shuffle(list(dice.pick(_DECKS[stream])))
    slots: list[Slot] = []
    for place, card in enumerate(cards):
        slots.append(_slot(card, slots) or Slot(_KINDS.get(card, "chatter"), "new", -1, place))
    return tuple(slots)


def _slot(card: str, before: list[Slot]) -> Slot | None:
    """The part of an answering card; None where there is nothing yet to answer."""
    answered = {slot.parent for slot in before}
    free = [(place, slot) for place, slot in enumerate(before) if place not in answered]
    if card == "A":
        owed = [(_OWED.index(slot.kind), place) for place, slot in free if _waits(slot)]
        place = min(owed)[1] if owed else -1
        kind, part = before[place].kind if owed else "", "ours"
    elif card == "F":
        place = next((p for p, s in enumerate(before) if s.part == "new" and s.kind in _OWED[:2]), -1)
        kind, part = "complaint", "again"
    else:
        place = next((p for p, s in free if card == "T" and s.part == "ours"), -1)
        kind, part = "praise", "thanks"
    return Slot(kind, part, place, before[place].root) if place >= 0 else None


_OWED = ("complaint", "question", "praise", "lead", "error")


def _waits(slot: Slot) -> bool:
    return slot.kind in _OWED and slot.part in ("new", "again")


class Stream(Struct, frozen=True):
    """One source of the practice brand: a backlog before `start`, and live mentions after it."""

    seed: str
    letter: str
    """s short posts, l a saved search over them, b blog comments, a alerts."""
    backlog: int
    per_minute: float
    start: int
    """UTC seconds."""

    def visible(self, now: int) -> int:
        """How many have been said by then."""
        if self.per_minute <= 0 or now <= self.start:
            return self.backlog
        return self.backlog + int((now - self.start) * self.per_minute / 60)

    def said_at(self, number: int) -> int:
        """UTC seconds; never falls from one number to the next."""
        if number >= self.backlog:
            return self.start + -int(-(number - self.backlog + 1) * 60 // self.per_minute)
        span, power = _spread(self.backlog)
        return self.start - int(span * ((self.backlog - number) / self.backlog) ** power)

    def id_of(self, number: int) -> str:
        """The remote id."""
        return f"{self.letter}{number}"

    def number_of(self, remote_id: str) -> int | None:
        """The number behind a remote id of this stream; None for another's."""
        digits = remote_id[1:]
        if remote_id[:1] != self.letter or not (digits.isascii() and digits.isdigit()) or len(digits) > 12:
            return None
        return int(digits)

    def slot(self, number: int) -> Slot:
        """Its part, as it is played: colleagues answer little of what comes in while one practises."""
        place = number % SCENE
        slot = scene(self.seed, self.letter, number // SCENE)[place]
        if number < self.backlog or slot.part in ("new", "again"):
            return slot
        answer = number if slot.part == "ours" else number - place + slot.parent
        if answer < self.backlog or answer % 5 == 0:
            return slot
        return Slot("chatter", "new", -1, place)

    def person_number(self, number: int) -> int:
        """People come back: neighbouring numbers share some of them. Spam comes from strangers."""
        root = number - number % SCENE + self.slot(number).root
        if self.slot(root).kind == "spam":
            return 10**7 + root
        dice = Dice(f"{self.seed}/{self.letter}/who/{root}")
        return int(max(0, root // 40 - dice.pick((0, 0, 0, 1, 1, 2, 5))) * 20 + dice.below(20))

    def mention(self, number: int) -> Mention:
        """What was said, as it was at first."""
        slot = self.slot(number)
        dice = Dice(f"{self.seed}/{self.letter}/{number}")
        if self.letter == "a":
            author, language = paper(dice.below(400)), "alerts"
        else:
            who = person(self.seed, self.person_number(number))
            author, language = self._author(slot, who.author, who.guest), who.language
        text, original = self._text(slot, language, dice)
        base = number - number % SCENE
        remote_id = self.id_of(number)
        root = remote_id if slot.parent < 0 else self.id_of(base + slot.root)
        return Mention(
            remote_id=remote_id,
            author=author,
            text=text,
            said_at=self.said_at(number),
            url=self._url(number, author),
            parent="" if slot.parent < 0 else self.id_of(base + slot.parent),
            thread="" if self.letter == "a" else root,
            visibility=self._visibility(slot, dice),
            language="en" if self.letter == "a" else language if self.letter in f"sl{ANSWERED}" else "",
            ours=slot.part == "ours",
            addressed=self.letter in f"sb{ANSWERED}",
            original=original,
            cannot=CANNOT[self.letter],
        )

    def fate(self, number: int) -> tuple[str, int]:
        """What becomes of it later: ("", 0), or edited or deleted with the moment. Live mentions only."""
        if number < self.backlog or self.slot(number).part == "ours":
            return "", 0
        dice = Dice(f"{self.seed}/{self.letter}/fate/{number}")
        throw, wait = dice.below(100), 180 + dice.below(2400)
        return ("deleted" if throw == 0 else "edited" if throw < 3 else ""), self.said_at(number) + wait

    def at(self, number: int, now: int) -> Mention | None:
        """What stands there at that moment; None when it isn't there yet, or no more."""
        if number >= self.visible(now):
            return None
        mention = self.mention(number)
        if number < self.backlog:
            return mention
        fate, moment = self.fate(number)
        if not fate or now < moment:
            return mention
        if fate == "deleted":
            return None
        return replace(mention, text=f"{mention.text[: LONGEST - 20]} (edit: typo)", original="")

    def _author(self, slot: Slot, author: Author, guest: Author) -> Author:
        if slot.part == "ours":
            return US
        return guest if self.letter == "b" else author

    def _text(self, slot: Slot, language: str, dice: Dice) -> tuple[str, str]:
        """The text, and the original where cleaning changed it."""
        if slot.part == "ours":
            return tell_short(f"ours {slot.kind}", "en", dice), ""
        if slot.part != "new":
            return self._addressed(tell_short(slot.part, language, dice), dice), ""
        if slot.kind != "spam" and dice.below(250) == 0:
            original = fill(dice.pick(bank("hostile")["hostile"]), dice, {})
            text = clean(original)
            return text, original if text != original else ""
        return self._addressed(tell(slot.kind, language, dice), dice), ""

    def _addressed(self, text: str, dice: Dice) -> str:
        return f"@{HANDLE} {text}" if self.letter == "s" and dice.below(5) < 3 else text

    def _visibility(self, slot: Slot, dice: Dice) -> str:
        if self.letter == "a":
            return ""
        if self.letter == "b":
            if slot.part != "new":
                return "approved"
            held = ("hold",) if slot.kind == "spam" else ("approved",) * 6 + ("hold",)
            return str(dice.pick(held))
        return (
            str(dice.pick(("public",) * 20 + ("unlisted",) * 3 + ("direct",)))
            if slot.part == "new"
            else "public"
        )

    def _url(self, number: int, author: Author) -> str:
        if self.letter == "b":
            return f"https://blog.acme.example/notes/{number // (SCENE * 5)}#comment-{number}"
        return f"{author.url}{number}" if self.letter == "a" else f"{author.url}/{number}"


@lru_cache(maxsize=8)
def _spread(backlog: int) -> tuple[float, float]:
    """How far back a backlog reaches, in seconds, and how it thins out towards the past."""
    span = _DAY * min(400.0, max(0.5, 0.5 * sqrt(backlog)))
    return span, log(span / _NEWEST) / log(backlog) if backlog > 1 else 1.0


CANNOT: dict[str, dict[str, str]] = {
    "s": {"hide": "A post of somebody else can't be hidden for others."},
    "l": {"hide": "A post of somebody else can't be hidden for others."},
    "b": {"like": "Comments on this blog take no likes."},
    ANSWERED: {"hide": "A post of somebody else can't be hidden for others."},
    "d": {"hide": "A post of somebody else can't be hidden for others."},
    "a": {
        "reply": "An alert only listens; the answer goes by hand, on the page that it found.",
        "like": "An alert takes no likes.",
        "hide": "What an alert found stands on somebody else's page.",
    },
}
