"""What a command does not need is not loaded, and no import goes up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.reading import PACKAGE, ROOT

HEAVY = ("textual", "rich", "httpx", "keyring", "vaderSentiment", "regex", "dateutil", "feedparser")
LATER = ("httpx", "httpcore", "keyring", "secretstorage", "vaderSentiment", "feedparser", "selectolax",
         "cryptography", "tomlkit", "imapclient", "aiosmtplib")  # fmt: skip
"""What the screen may load only once it stands."""


def loaded_by(program: str, among: tuple[str, ...], *argv: str, **env: str) -> list[str]:
    """The names among those given that a fresh interpreter holds after running the program."""
    ask = f"\nimport sys\nprint('\\n'.join(n for n in {among!r} if n in sys.modules), file=sys.stderr)\n"
    done = subprocess.run(
        [sys.executable, "-c", program + ask, *argv],
        capture_output=True, text=True, cwd=ROOT, timeout=60, env={**_plain_env(), **env}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr.split()


def _plain_env() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(("COV_", "PYTHON"))}


@pytest.mark.parametrize("room", ["domain", "store", "desk"])
def test_the_lower_floors_load_nothing_heavy(room: str) -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((PACKAGE / room).rglob("*.py"))
    ]
    found = loaded_by("".join(f"import {name}\n" for name in modules), HEAVY)
    assert not found, f"socialtui.{room} loads {', '.join(found)}"


LIST = """
import sys
from socialtui.cli import main
try:
    sys.argv[0] = "socialtui"
    main()
except SystemExit as end:
    assert not end.code, end.code
"""


def test_listing_loads_nothing_heavy(tmp_path: Path) -> None:
    found = loaded_by(LIST, HEAVY, "list", "--json", SOCIALTUI_HOME=str(tmp_path))
    assert not found, f"`socialtui list --json` loads {', '.join(found)}"


def test_the_screen_stands_before_the_heavy_parts_are_loaded() -> None:
    found = loaded_by("import socialtui.ui.app\n", LATER)
    assert not found, f"socialtui.ui.app loads {', '.join(found)}"


def test_no_import_breaks_a_wall() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go()"],
        capture_output=True, text=True, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
