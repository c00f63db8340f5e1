"""Reads a table of posts (CSV) as people keep it, and names every fault in it by line."""

import csv
import io
from collections.abc import Callable, Sequence

from msgspec import Struct

from socialtui.domain.errors import ConfigFault, UsageFault
from socialtui.domain.nearest import meant

COLUMNS = ("text", "account", "at", "media", "alt", "visibility")
"""What a table may have; only the text must be there."""
NEXT = "next"
"""In the column at: the account's next free slot."""
MOST = 1000
_MORE = "more than the heading"


class Line(Struct, frozen=True):
    """One post of a table."""

    number: int
    """Its line in the file, from 1."""
    text: str
    account: str
    at: int | None
    """UTC seconds; None where it has no time, or takes the next free slot."""
    free: bool
    media: str
    alt: str
    visibility: str


def read_posts(
    text: str, name: str, accounts: Sequence[str], time_of: Callable[[str], int]
) -> tuple[Line, ...]:
    """The posts of a table with a heading; ConfigFault names every fault with its line and column.

    Where one account alone takes posts, the table need not name it. `time_of` reads a time as people type it,
    and raises `UsageFault`.
    """
    faults: list[str] = []
    reader = csv.DictReader(
        io.StringIO(text.removeprefix("\ufeff")), restkey=_MORE, dialect=_dialect(text), strict=True
    )
    try:
        heads = [head.strip().lower() for head in reader.fieldnames or ()]
        reader.fieldnames = heads
        faults += [
            f"{name}:1: {head or '(empty)'}: {_unknown(head)}" for head in heads if head not in COLUMNS
        ]
        if "text" not in heads:
            faults.append(f"{name}:1: has no column text; the first line names the columns")
        _refuse(name, faults)
        lines = [_line(reader.line_num, row, name, accounts, time_of, faults) for row in reader]
    except csv.Error as error:
        faults.append(f"{name}:{reader.line_num}: this is no table: {error}")
        lines = []
    if not faults and not lines:
        faults.append(f"{name}: there is no post in it")
    if len(lines) > MOST:
        faults.append(f"{name}: has more than {MOST} posts")
    _refuse(name, faults)
    return tuple(lines)


def _refuse(name: str, faults: list[str]) -> None:
    if faults:
        raise ConfigFault(tuple(faults), f"Mend {name}; nothing was taken in.")


def _dialect(text: str) -> type[csv.Dialect]:
    """A comma, a semicolon or a tab between the columns, whichever the heading has."""
    head = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = max((",", ";", "\t"), key=head.count)

    return Found


def _unknown(head: str) -> str:
    return f"no such column; there are {', '.join(COLUMNS)}{meant(head, COLUMNS)}"


def _line(
    number: int, row: dict[str, str], name: str, accounts: Sequence[str], time_of: Callable[[str], int],
    faults: list[str],
) -> Line:  # fmt: skip
    def said(column: str) -> str:
        return (row.get(column) or "").strip()

    def fault(column: str, words: str) -> None:
        faults.append(f"{name}:{number}: {column}: {words}")

    if _MORE in row:
        fault("text", 'there are more columns than in the heading; put "quotes" around words with a comma')
    account = said("account") or (accounts[0] if len(accounts) == 1 else "")
    if not said("text") and not said("media"):
        fault("text", "is empty")
    if not account:
        fault("account", f"is empty; write one of {', '.join(accounts) or 'your accounts'}")
    elif account not in accounts:
        fault("account", f"no account that takes posts is called {account}{meant(account, accounts)}")
    if bool(said("media")) != bool(said("alt")):
        fault(
            "alt",
            "a file wants words for people who can't see it" if said("media") else "there is no file to it",
        )
    at, free = None, said("at").lower() == NEXT
    if said("at") and not free:
        try:
            at = time_of(said("at"))
        except UsageFault as wrong:
            fault("at", f"{wrong.what} {wrong.next_step}".strip())
    return Line(number, said("text"), account, at, free, said("media"), said("alt"), said("visibility"))
