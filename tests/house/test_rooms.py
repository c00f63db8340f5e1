"""Every network, every piece of evidence and every check has its test, and what the test needs."""

import ast
from pathlib import Path

import pytest

from tests.house.reading import PACKAGE, ROOT, listed, sources


def parts(folder: str) -> list[str]:
    """The names that a folder offers: its files and packages, without those that begin with _."""
    room = PACKAGE / folder
    names = {p.stem for p in room.glob("*.py")} | {p.parent.name for p in room.glob("*/__init__.py")}
    return sorted(name for name in names if not name.startswith("_"))


def needs_no_wire(network: str) -> bool:
    """Its ABOUT says wire=False."""
    for source in sources("networks"):
        if source.path.endswith((f"/{network}.py", f"/{network}/__init__.py")):
            for node in ast.walk(source.tree):
                if isinstance(node, ast.keyword) and node.arg == "wire":
                    return isinstance(node.value, ast.Constant) and node.value.value is False
    return False


@pytest.mark.parametrize("folder", ["networks", "services/traffic", "domain/kinds", "domain/coach"])
def test_every_part_has_a_test_of_its_name(folder: str) -> None:
    if not parts(folder):
        pytest.skip(f"socialtui/{folder} is empty")
    tests = ROOT / "tests" / folder
    missing = [
        f"tests/{folder}/test_{name}.py"
        for name in parts(folder)
        if not (tests / f"test_{name}.py").is_file() and not (tests / name).is_dir()
    ]
    assert not missing, listed(missing, f"a part of {folder} without its test")


def test_every_network_has_recorded_answers() -> None:
    fixtures = ROOT / "tests" / "networks" / "fixtures"
    missing = [
        f"tests/networks/fixtures/{name}/"
        for name in parts("networks")
        if not needs_no_wire(name) and not any(p.is_file() for p in Path(fixtures / name).glob("*"))
    ]
    assert not missing, listed(missing, "a network without recorded answers to test it with")
