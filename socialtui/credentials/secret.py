"""Decides how a secret travels inside a process: used, but never printed or pickled by chance."""

import os
from enum import StrEnum
from typing import NoReturn

KEY_LENGTH = 32


class State(StrEnum):
    """What can be said of a place where secrets are kept."""

    OK = "ok"
    """It answers."""
    LOCKED = "locked"
    """It is there, and nobody has unlocked it."""
    EMPTY = "empty"
    """The service is there, but nobody has made a keyring (or a vault) yet."""
    NO_BUS = "no_bus"
    """This login has no D-Bus session, so no keyring can be asked."""
    STALE_BUS = "stale_bus"
    """The D-Bus address is of a session that has ended."""
    NO_SERVICE = "no_service"
    """A D-Bus session without a Secret Service on it."""
    HUNG = "hung"
    """No answer within the time limit."""
    MISSING = "missing"
    """It answers, but keeps nothing under this name."""
    WRONG = "wrong"
    """The passphrase is not the vault's."""
    DAMAGED = "damaged"
    """The vault's file is not as it was written."""
    BROKEN = "broken"
    """It is there and can't be used."""


class Secret:
    """A text that shows itself only to who asks with `reveal()`."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself. Use it where it is needed and keep it in no variable."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled")


class VaultKey:
    """The key that opens a vault's entries; 32 bytes that don't show themselves."""

    __slots__ = ("_bytes",)

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_LENGTH:
            raise ValueError("a vault's key has 32 bytes")
        self._bytes = key

    def reveal(self) -> bytes:
        """The bytes themselves, for a cipher or a pipe."""
        return self._bytes

    def __repr__(self) -> str:
        return "VaultKey(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not pickled")


def write_key(number: int, key: VaultKey | None) -> None:
    """Hands the key to another process through the pipe of this number, and closes it; nothing for None."""
    with os.fdopen(number, "wb") as pipe:
        if key is not None:
            pipe.write(key.reveal())


def read_key(number: int) -> VaultKey | None:
    """Takes the key from the pipe of this number and closes it; None where none was handed over."""
    with os.fdopen(number, "rb") as pipe:
        key = pipe.read(KEY_LENGTH + 1)
    return VaultKey(key) if len(key) == KEY_LENGTH else None
