"""Decides how a network's place in what it has heard is kept between two pulls."""

from typing import Self

import msgspec


class Cursored:
    """Beside `Struct`: a place that is written into a cursor. Each network says what has to be known of its own."""

    __slots__ = ()

    @classmethod
    def of(cls, cursor: str) -> Self:
        """The place that a cursor names; one that can't be read is the beginning."""
        try:
            return msgspec.json.decode(cursor, type=cls) if cursor else cls()
        except (msgspec.MsgspecError, UnicodeError):
            return cls()

    @property
    def cursor(self) -> str:
        """As handed back at the next pull."""
        return msgspec.json.encode(self).decode()
