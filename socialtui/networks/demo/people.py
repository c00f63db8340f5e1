"""Decides who the practice people are: person number p is always the same, on every flavour."""

from functools import lru_cache

from msgspec import Struct

from socialtui.domain.mention import Author
from socialtui.networks.demo.telling import Dice, lists

BRAND = "Acme Widgets"
HANDLE = "acmewidgets"
US = Author("acme", HANDLE, BRAND, f"https://social.example/@{HANDLE}")

_LANGUAGES = ("en",) * 39 + ("de",) * 4 + ("fr",) * 3 + ("ja",) * 2 + ("es", "it")
_SIGNS = ("🌻", "🚲", "☕", "🦉", "🌊", "✨")
_DIGITS = "abcdefghijkmnpqrstuvwxyz23456789"


class Person(Struct, frozen=True):
    """Somebody who writes to the brand, or a place that writes of it."""

    author: Author
    """On short posts."""
    guest: Author
    """The same person as a guest of the blog."""
    language: str


@lru_cache(maxsize=8192)
def person(seed: str, number: int) -> Person:
    """Who has that number in that world."""
    dice = Dice(f"{seed}/person/{number}")
    names = lists("people")
    language = dice.pick(_LANGUAGES)
    first, last = dice.pick(names[f"first {language}"]), dice.pick(names[f"last {language}"])
    nick = dice.pick(names["nick"]) + dice.pick(names["nock"])
    name = f"{last} {first}" if language == "ja" else f"{first} {last}"
    plain = f"{first}_{last}".lower() if f"{first}{last}".isascii() else nick
    handle = dice.pick((plain, plain, nick, f"{nick}{dice.below(90) + 10}")) + _tail(number)
    shown = dice.pick((name,) * 12 + (first, first, handle, f"{first} {dice.pick(_SIGNS)}"))
    handle = f"{handle}@{dice.pick(names['home'])}"
    url = f"https://{handle.partition('@')[2]}/@{handle.partition('@')[0]}"
    site = f"https://{nick}.example/" if dice.below(4) == 0 else ""
    guest = "anon" if dice.below(12) == 0 else shown
    return Person(Author(f"p{number}", handle, shown, url), Author(f"g{number}", "", guest, site), language)


def _tail(number: int) -> str:
    """Letters that keep people of one name apart; the first few hundred can do without."""
    tail = ""
    while number >= 300 or (tail and number):
        number, digit = divmod(number, len(_DIGITS))
        tail += _DIGITS[digit]
    return tail


@lru_cache(maxsize=512)
def paper(number: int) -> Author:
    """A paper or forum that an alert finds."""
    host = f"{Dice(f'paper/{number}').pick(lists('people')['city blog'])}{number}.example"
    return Author(host, "", host, f"https://{host}/")
