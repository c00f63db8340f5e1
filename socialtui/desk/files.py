"""The files of a person's own that verbs write: read, written whole, and told apart from what somebody edited."""

from collections.abc import Sequence
from pathlib import Path

from socialtui.desk.room import refuse

Written = Sequence[tuple[str, str | None, str | None]]
"""Name below the folder, the text before and after; None for no file."""


class Files:
    """The folder with a person's settings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Where a file lies."""
        return self._folder / name

    def read(self, name: str) -> str | None:
        """Its text; None where it isn't there or is no text."""
        try:
            return self.path(name).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, name: str, text: str | None) -> None:
        """Writes it whole; with None takes it away."""
        from socialtui.settings.editing import put_file

        put_file(self.path(name), text)

    def put_back(self, written: Written, words: str) -> None:
        """Makes files what they were before an act; refused where somebody changed one since."""
        for name, _, after in written:
            if self.read(name) != after:
                raise refuse(
                    f"Not undone: “{words}” was changed since in {name}.", "Set it right in the file."
                )
        for name, before, _ in written:
            self.put(name, before)
