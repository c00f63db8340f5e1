"""`make` works from a fresh clone, says plainly what is missing, and leaves no shell between keys and program."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """\
#!{python}
import os, pathlib, sys
parent = pathlib.Path(f"/proc/{{os.getppid()}}/comm").read_text().strip()
print(parent, *sys.argv[1:], flush=True)
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *words], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the Makefile and what it reads, and nothing made yet."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def installed(clone: Path) -> Path:
    """The same with an environment that is already made; its program tells who started it."""
    programs = clone / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "pip").touch()
    program = programs / "socialtui"
    program.write_text(PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    for stamp in (".ready", ".ready-dev", ".compiled"):
        (clone / ".venv" / stamp).touch()
    return clone


def test_the_program_is_makes_own_child_and_gets_its_arguments(installed: Path) -> None:
    assert make(installed, "run", "ARGS=--theme light").stdout == "make --theme light\n"
    assert make(installed, "demo").stdout == "make demo\n"


def test_without_the_venv_module_one_line_says_what_to_install(clone: Path) -> None:
    python = clone / "python"
    python.write_text(f'#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    done = make(clone, "run", f"PYTHON={python}")
    assert done.returncode == 2
    assert "apt-get install python3-venv" in done.stderr.splitlines()[0]
    assert not (clone / ".venv").exists()


def test_an_old_python_is_named_as_such(clone: Path) -> None:
    done = make(clone, "run", "PYTHON=false")
    assert done.returncode == 2
    assert "3.11" in done.stderr.splitlines()[0]


def test_every_word_of_the_help_is_a_target(clone: Path) -> None:
    said = make(clone).stdout
    words = [line.split()[1] for line in said.splitlines() if line.startswith("  make ")]
    assert {"run", "demo", "test", "check", "bench", "screenshots", "test-real", "clean"} <= set(words)
    for word in words:
        assert make(clone, "-n", word).returncode == 0


def test_a_failing_check_fails_the_script_that_ci_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "set -euo pipefail" in script
    assert script.rstrip().endswith("make check")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_constraints_name_versions_and_no_host() -> None:
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        assert line.startswith("#") or "==" in line
        assert "/" not in line


def test_a_terminal_reaches_the_program_through_make(installed: Path) -> None:
    (installed / ".venv/bin/socialtui").write_text("#!/bin/sh\ntest -t 0 && test -t 2 && echo a terminal\n")
    master, slave = pty.openpty()
    with subprocess.Popen(["make", "run"], cwd=installed, stdin=slave, stdout=slave, stderr=slave) as run:
        os.close(slave)
        said = os.read(master, 1024)
        run.wait(20)
    os.close(master)
    assert b"a terminal" in said
