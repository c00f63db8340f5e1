"""Saved replies: read from a person's files, filled in from the thread, counted when they are used."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from socialtui.desk.room import Room, refuse
from socialtui.domain import saved
from socialtui.domain.conversation import Thread
from socialtui.domain.errors import ConfigFault
from socialtui.domain.nearest import meant
from socialtui.domain.saved import Saved
from socialtui.domain.text import clean
from socialtui.store import saved as counted

__all__ = ["Saved", "SavedDesk", "SavedLine", "Shelf"]


class SavedLine(Struct, frozen=True):
    """A saved reply in the list."""

    reply: Saved
    used: int
    last_at: int
    """UTC seconds; 0 for never."""


class Shelf(Struct, frozen=True):
    """All saved replies, and what is wrong with files that can't be read."""

    lines: tuple[SavedLine, ...]
    faults: tuple[str, ...]


class SavedDesk:
    """One file each: `replies/NAME.md` beside the settings."""

    def __init__(self, room: Room, folder: Path) -> None:
        self._room, self.folder = room, folder
        self._read: dict[Path, tuple[float, Saved]] = {}

    def files(self) -> tuple[tuple[Saved, ...], tuple[str, ...]]:
        """The saved replies by name, and the faults of files that are none; a file is read again when it changed."""
        found: list[Saved] = []
        faults: list[str] = []
        try:
            paths = sorted(path for path in self.folder.glob("*.md") if path.is_file())
        except OSError as error:
            return (), (f"{self.folder}: {error.strerror}",)
        for path in paths:
            try:
                found.append(self._file(path))
            except ConfigFault as fault:
                faults += fault.faults
        return tuple(found), tuple(faults)

    def _file(self, path: Path) -> Saved:
        try:
            stamp = path.stat().st_mtime
            if path not in self._read or self._read[path][0] != stamp:
                # A person's own file is data too: it ends in a terminal.
                content = clean(path.read_text("utf-8"), limit=2 * saved.LONGEST)
                self._read[path] = (stamp, saved.parse(path.stem, content))
        except (OSError, UnicodeDecodeError) as error:
            why = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
            raise ConfigFault((f"replies/{clean(path.name, newlines=False)}: {why}",)) from error
        return self._read[path][1]

    async def shelf(self) -> Shelf:
        """All of them, the most used first."""
        found, faults = self.files()
        uses = await counted.uses(self._room.db)
        lines = [SavedLine(reply, *uses.get(reply.name, (0, 0))) for reply in found]
        return Shelf(tuple(sorted(lines, key=lambda line: (-line.used, line.reply.name))), faults)

    def get(self, name: str) -> Saved:
        """One of them; refused where there is none of this name."""
        found, faults = self.files()
        for reply in found:
            if reply.name == name:
                return reply
        for fault in faults:
            if fault.startswith(f"replies/{name}.md"):
                raise refuse(fault, "Mend the file.")
        near = meant(name, [reply.name for reply in found], ".")
        raise refuse(
            f"There is no saved reply {name}{near}",
            "`socialtui replies` lists them.",
        )

    def fill(self, reply: Saved, thread: Thread, given: Mapping[str, str] | None = None) -> str:
        """Its words with what is given (place → words) and what the thread knows put in; the rest stays open."""
        return saved.fill(reply.text, {**known(thread, self._room), **(given or {})})

    def only_saved(self, text: str) -> str:
        """The name of the saved reply that a text is and hardly more."""
        return saved.only_saved(text, self.files()[0]) if self.folder.is_dir() else ""

    async def used(self, name: str) -> None:
        """Counts one use."""
        async with self._room.db.atomic() as write:
            await counted.count(write, name, self._room.now())


def known(thread: Thread, room: Room) -> dict[str, str]:
    """What a thread says of the places that saved replies have."""
    card = thread.card
    first = card.name.split()[0].strip(",;:") if card.name.strip() else ""
    shown = thread.said[thread.shown] if thread.said else None
    return {
        "name": first if first[:1].isalpha() else "",
        "full name": card.name.strip(),
        "handle": f"@{card.handle}" if card.handle else "",
        "account": card.account,
        "brand": room.settings.brand,
        "link": shown.url if shown else "",
        "me": room.who,
    }
