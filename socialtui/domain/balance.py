"""Decides how much room there is for posts of our own: what we gave out, held against what we took in."""

from msgspec import Struct

ALLOWANCE = 3
"""Posts of its own that every account may make in a week, however little was answered."""
WEEK, FOUR_WEEKS = 7, 28
"""Days over which the balance is told."""


class Balance(Struct, frozen=True):
    """One stretch of time."""

    posts: int = 0
    """Posts of our own that nobody had asked for, sent and planned."""
    links: int = 0
    """Links of ours that promote something, put into answers."""
    answers: int = 0
    thanks: int = 0
    """Answers to what was kind."""
    asked: int = 0
    """Posts of our own that ask people something."""
    changed: int = 0
    """Changes that were made because of what people said."""

    @property
    def given(self) -> int:
        """What we said about ourselves."""
        return self.posts + self.links

    @property
    def taken(self) -> int:
        """What we said and did because of others."""
        return self.answers + self.thanks + self.asked + self.changed

    def room(self, own: int = 0, allowance: int = ALLOWANCE) -> int:
        """How many more posts fit; `own` counts the account's posts of that week."""
        return max(self.taken - self.given, allowance - own, 0)

    @property
    def parts(self) -> tuple[str, str]:
        """own posts 3 and 1 link; answers and thanks 5, 1 change made."""
        given = f"own posts {self.posts}"
        if self.links:
            given += f" and {many(self.links, 'link')}"
        taken = f"answers and thanks {self.answers + self.thanks}"
        if self.asked:
            taken += f", {self.asked} asked"
        if self.changed:
            taken += f", {many(self.changed, 'change')} made"
        return given, taken

    def line(self, room: int, dot: str = "·") -> str:
        """own posts 3 · answers and thanks 5 · room for 2"""
        return f" {dot} ".join((*self.parts, f"room for {room}"))

    def lines(self, room: int) -> tuple[str, ...]:
        """The same for narrow places, the longest first: the last says no more than posts, thanks and the room."""
        whole, few = (
            self.parts,
            (f"own posts {self.posts}", f"answers and thanks {self.answers + self.thanks}"),
        )
        return tuple(" · ".join((*told, f"room {room}")) for told in (whole, few))


def too_many(balance: Balance, own: int, allowance: int = ALLOWANCE) -> str:
    """The numbers, where one post more is more than there is room for; empty where it isn't."""
    if balance.room(own, allowance) > 0:
        return ""
    given, taken = balance.parts
    return f"No room for one more: {given} this week, {taken} in 7 days."


def asks(text: str) -> bool:
    """Whether a post asks people something, and sells nothing with it."""
    return "?" in _plain(text) and not is_offer(text)


def is_offer(text: str) -> bool:
    """Whether a post sells: a link that promotes, or words that do."""
    from socialtui.domain.promotion import SELLING, promoting

    return any(not link.place for link in promoting(text)) or text in SELLING


def _plain(text: str) -> str:
    """Without links, in which a ? asks nobody."""
    return " ".join(word for word in text.split() if "://" not in word)


def many(number: int, one: str) -> str:
    """1 link, 2 links."""
    return f"{number} {one}{'' if number == 1 else 's'}"
