"""What a person installs is whole: the wheel carries its data, and starts without this checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*argv: str | Path, cwd: Path, **env: str) -> str:
    plain = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(
        [str(word) for word in argv], cwd=cwd, capture_output=True, text=True, timeout=180,
        env={**plain, **env}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty venv with the wheel in it; other people's packages come from the venv of this run."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = Path(run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=home).strip())
    # A folder named in a .pth is put on the path, but its own .pth files are not read: the
    # checkout, which is installed there as editable, stays out of sight.
    (site / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    return home


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [("themes", "*.toml"), ("socialtui/store/migrations", "*.sql"), ("socialtui", "**/cadence.toml"),
     ("socialtui", "**/*.tcss")],
)  # fmt: skip
def test_the_wheel_carries_every_file_that_is_data(wheel: Path, folder: str, pattern: str) -> None:
    ours = sorted((ROOT / folder).glob(pattern))
    inside = names_in(wheel)
    prefix = "socialtui/" if folder == "themes" else ""
    missing = [p for p in ours if prefix + p.relative_to(ROOT).as_posix() not in inside]
    assert not missing
    if not pattern.endswith(".tcss"):
        assert ours, f"no {pattern} below {folder}"


def test_the_wheel_carries_no_tests(wheel: Path) -> None:
    assert {name.partition("/")[0] for name in names_in(wheel)} <= {
        "socialtui", next(n for n in names_in(wheel) if ".dist-info/" in n).partition("/")[0],
    }  # fmt: skip


def test_the_installed_program_is_the_wheels_and_starts(installed: Path) -> None:
    where = run(
        installed / "bin" / "python", "-c", "import socialtui; print(socialtui.__file__)", cwd=installed
    )
    assert Path(where.strip()).is_relative_to(installed)
    said = run(installed / "bin" / "socialtui", "--help", cwd=installed, SOCIALTUI_HOME=str(installed / "h"))
    assert "sync" in said
    assert "list" in said


def test_the_installed_program_makes_its_store_from_its_own_migrations(installed: Path) -> None:
    home = installed / "home"
    said = run(installed / "bin" / "socialtui", "list", "--json", cwd=installed, SOCIALTUI_HOME=str(home))
    assert said == ""
