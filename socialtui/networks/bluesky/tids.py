"""Decides what a timestamp identifier says: the keys of records sort by the time in them."""

_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
"""Base 32 in the order of its letters."""
_LENGTH = 13


def tid(micros: int, clock: int) -> str:
    """An identifier of 53 bits of microseconds and 10 bits of a clock's number, 13 letters."""
    number = (micros & (1 << 53) - 1) << 10 | clock & 1023
    return "".join(_LETTERS[number >> shift & 31] for shift in range(60, -1, -5))


def micros_of(key: str) -> int:
    """The microseconds in an identifier; 0 where it is none."""
    if len(key) != _LENGTH or any(letter not in _LETTERS for letter in key) or _LETTERS.index(key[0]) > 15:
        return 0
    number = 0
    for letter in key:
        number = number << 5 | _LETTERS.index(letter)
    return number >> 10
