"""Decides which conversation or reply an id on the command line means."""

import click

from socialtui.domain.conversation import decode_id, encode_id
from socialtui.domain.errors import UsageFault


class Id(click.ParamType[int]):
    """A short opaque id: c1f for a conversation, o3 for a reply."""

    def __init__(self, letter: str, thing: str, listing: str) -> None:
        self.name = "id"
        self._letter, self._thing, self._listing = letter, thing, listing

    def convert(
        self,
        value: object,
        param: click.Parameter | None,  # noqa: ARG002
        ctx: click.Context | None,  # noqa: ARG002
    ) -> int:
        """The number behind it."""
        if isinstance(value, int):
            return value
        number = decode_id(str(value), self._letter)
        if number is None or number >= 2**62:
            raise UsageFault(
                f"{str(value)[:40]!r} is no id of a {self._thing}.",
                f"`socialtui {self._listing}` shows them; they look like {encode_id(47, self._letter)}.",
            )
        return number


CONVERSATION = Id("c", "conversation", "list")
OUTBOX = Id("o", "reply", "outbox")

conversation = click.argument("cid", metavar="ID", type=CONVERSATION)
conversations = click.argument("ids", metavar="ID...", type=CONVERSATION, nargs=-1, required=True)


def c(number: int) -> str:
    """A conversation's id for people and scripts."""
    return encode_id(number)


def o(number: int) -> str:
    """A reply's id."""
    return encode_id(number, "o")


def gone(number: int) -> UsageFault:
    """There is no such conversation."""
    return UsageFault(f"There is no conversation {c(number)}.", "`socialtui list` shows those that are open.")
