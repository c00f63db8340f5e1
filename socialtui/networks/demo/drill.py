"""Decides what the drill plays: fifty words within half an hour, and people who answer to what you really wrote."""

from functools import lru_cache

from msgspec.structs import replace

from socialtui.domain.mention import Kind, Mention
from socialtui.networks.demo.answers import MOST_ROUNDS, Back
from socialtui.networks.demo.people import person
from socialtui.networks.demo.script import Slot, Stream
from socialtui.networks.demo.telling import Dice, bank, fill

LETTER = "d"
CAST = {
    "angry": 1,
    "critic": 1,
    "troll": 1,
    "praise": 5,
    "rush": 11,
    "question": 12,
    "lead": 2,
    "chatter": 17,
}
"""Who comes, and how many of each."""
COUNT = sum(CAST.values())
GAP = 35
"""Seconds between two of them."""
KINDS = {
    "angry": Kind.COMPLAINT, "critic": Kind.ERROR, "troll": Kind.COMPLAINT, "rush": Kind.COMPLAINT,
    "praise": Kind.PRAISE, "question": Kind.QUESTION, "lead": Kind.LEAD, "chatter": Kind.CHATTER,
}  # fmt: skip
UNKIND = frozenset(
    ("blame", "hollow_apology", "inconvenience", "jargon", "press_release", "promotion", "scolding", "shouting",
     "talking_down")
)  # fmt: skip
"""The coach's checks that an upset person would have made too."""


@lru_cache(maxsize=8)
def cast(seed: str) -> tuple[str, ...]:
    """The part that each number plays; the angry one has waited longest."""
    others = [part for part, count in CAST.items() for _ in range(count) if part != "angry"]
    return ("angry", *Dice(f"{seed}/drill").shuffle(others))


class Drill(Stream, frozen=True):
    """The one source of the drill: all of it has been said when it begins."""

    def said_at(self, number: int) -> int:
        """UTC seconds."""
        return self.start - (self.backlog - number) * GAP

    def part(self, number: int) -> str:
        """The part that it plays."""
        return cast(self.seed)[number % COUNT]

    def slot(self, number: int) -> Slot:
        """Everybody speaks for the first time."""
        return Slot(KINDS[self.part(number)].value, "new", -1, number % 20)

    def person_number(self, number: int) -> int:
        """Strangers to each other, who all write English."""
        found = number
        while person(self.seed, found).language != "en":
            found += COUNT
        return found

    def fate(self, number: int) -> tuple[str, int]:  # noqa: ARG002
        """Nobody takes anything back."""
        return "", 0

    def mention(self, number: int) -> Mention:
        """What was said."""
        part = self.part(number)
        order = [n for n in range(number % COUNT) if self.part(n) == part]
        lines = bank("drill")[part]
        # Each of a part says something else, as long as there are lines.
        turn = (len(order) + Dice(f"{self.seed}/drill/{part}").below(len(lines))) % len(lines)
        text = fill(lines[turn], Dice(f"{self.seed}/drill/{number}"), {})
        said = super().mention(number)
        return replace(
            said, text=self._addressed(text, Dice(f"{self.seed}/drill/at/{number}")), original="",
            visibility="public", addressed=True,
        )  # fmt: skip

    def answer(self, number: int, ours: tuple[str, ...], at: int) -> Back | None:
        """What they say to the newest of our words, oldest first; None where they leave it at that."""
        part = self.part(number)
        mood, saw = taken(part, self.mention(number).text, ours)
        heading = f"{part} {mood}"
        if not mood or len(ours) > MOST_ROUNDS or heading not in bank("drill"):
            return None
        dice = Dice(f"{self.seed}/drill/back/{number}/{len(ours)}")
        wait = 3 + dice.below(4)
        text = fill(dice.pick(bank("drill")[heading]), dice, {"saw": saw})
        return Back(at + wait, text, mood)


def taken(part: str, theirs: str, ours: tuple[str, ...]) -> tuple[str, str]:
    """How our newest words are taken: worse (with what they disliked), cold, wait, glad, again; empty for silence."""
    from socialtui.domain.ladder import ACKNOWLEDGE, ACT, APOLOGIZE, ASSESS, covered

    newest = ours[-1]
    if part == "troll":
        return "again", ""
    if part in ("praise", "question", "lead"):
        return ("glad" if len(ours) == 1 else ""), ""
    if disliked := unkind(newest, theirs, KINDS[part]):
        return "worse", disliked
    if part == "critic":
        return ("glad" if "://" in newest else "cold"), ""
    steps = frozenset[int]().union(*map(covered, ours))
    if part == "rush":
        heard = {ACKNOWLEDGE, APOLOGIZE} & steps
        return ("glad" if heard and {ACT, ASSESS} & steps else "wait" if heard else "cold"), ""
    if {ACKNOWLEDGE, APOLOGIZE} <= steps and {ACT, ASSESS} & steps:
        return "glad", ""
    return ("wait" if ACKNOWLEDGE in covered(newest) and len(ours) == 1 else "cold"), ""


def unkind(text: str, theirs: str, kind: Kind) -> str:
    """The words of an answer that an upset person would throw back; empty for none."""
    from socialtui.domain.coach import remarks
    from socialtui.domain.conversation import Said
    from socialtui.domain.draft import DraftContext, Ours

    said = Said(
        0, "", "", "", "", theirs, 0, "", False, False, "", "public", "en", None, (), {}, False, None, None
    )
    context = DraftContext(
        text, said, kind, frozenset((kind,)), True, "", 0, 0, "", Ours("", "", ""), 0, said=(said,),
    )  # fmt: skip
    for remark in remarks(context):
        if remark.check in UNKIND and remark.saw:
            return remark.saw
    return ""
