"""Lets a person write in the editor of their own."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

from socialtui.domain.errors import UsageFault
from socialtui.domain.text import clean


def command(setting: str, env: Mapping[str, str]) -> list[str]:
    """The setting, else VISUAL, else EDITOR, else vi."""
    for words in (setting, env.get("VISUAL", ""), env.get("EDITOR", "")):
        if words.strip():
            return shlex.split(words)
    return ["vi"]


def edit(app: App[int], text: str, folder: Path, argv: list[str]) -> str:
    """The text as it was left in the editor. UsageFault where it fails; the file with the text is kept then."""
    descriptor, name = tempfile.mkstemp(prefix="answer-", suffix=".txt", dir=folder)  # made with mode 0600
    path = Path(name)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    trouble: OSError | None = None
    code, program = 0, Path(argv[0]).name
    try:
        with app.suspend():
            # Nothing may be raised in here: Textual would never take the screen back.
            try:
                code = subprocess.run([*argv, str(path)], check=False).returncode  # noqa: S603  the person's own
            except OSError as error:
                trouble = error
    except SuspendNotSupported as error:
        raise UsageFault("This terminal can't be handed to an editor.", f"The text is in {path}.") from error
    if trouble is not None:
        raise UsageFault(
            f"{program} could not be started: {trouble.strerror}.",
            f"Set editor in settings.toml. The text is in {path}.",
        ) from trouble
    if code:
        raise UsageFault(f"{program} ended with {code}.", f"The text is kept in {path}.")
    written = clean(path.read_text(encoding="utf-8", errors="replace"))
    path.unlink()
    return written
