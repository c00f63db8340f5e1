"""Decides what the practice people say to our answers, and how long they take."""

from msgspec import Struct

from socialtui.networks.demo.telling import Dice, tell_short
from socialtui.networks.demo.world import Said

MOST_ROUNDS = 3
"""After so many answers of ours nobody goes on talking."""

LONGEST_WAIT = 90
"""Seconds."""

_MOODS = {
    "complaint": ("glad",) * 5 + ("cold",) * 3 + ("more", ""),
    "question": ("glad",) * 5 + ("more",) * 3 + ("", ""),
    "praise": ("smile", "smile", "glad", ""),
    "lead": ("more", "more", "glad", ""),
    "error": ("glad", "glad", "smile", ""),
    "chatter": ("smile", ""),
}


class Back(Struct, frozen=True):
    """What somebody says to an answer of ours."""

    at: int
    """UTC seconds."""
    text: str
    mood: str


def back(seed: str, said: Said, kind: str, language: str, rounds: int) -> Back | None:
    """What they say to it, 20 to 90 seconds later; None where they leave it at that.

    `kind` is that of their word which we answered, `rounds` how often we have answered them before.
    """
    dice = Dice(f"{seed}/back/{said.tail}")
    wait = 20 + dice.below(LONGEST_WAIT - 19)
    mood = dice.pick(_MOODS.get(kind, ("",)))
    if not said.to or not mood or rounds >= MOST_ROUNDS:
        return None
    return Back(said.at + wait, tell_short(f"back {mood}", language, dice), mood)


AFTER = {"glad": "praise", "cold": "complaint", "more": "question", "smile": "chatter"}
"""The kind of what they say back, by its mood."""
