"""What the README lists is what the program has."""

import re

import pytest

from tests.house.reading import ROOT
from tests.house.readme import README, TABLES, between


@pytest.mark.parametrize("name", list(TABLES))
def test_a_table_of_the_readme_equals_the_code(name: str) -> None:
    text = README.read_text("utf-8")
    assert between(text, name) == TABLES[name](), "draw it anew: python -m tests.house.readme"


def test_every_network_stands_in_the_readme() -> None:
    from socialtui import networks

    text = README.read_text("utf-8").lower()
    missing = [name for name in networks.names() if name not in text]
    assert not missing


def test_every_theme_stands_in_the_readme() -> None:
    text = README.read_text("utf-8")
    missing = [path.stem for path in (ROOT / "themes").glob("*.toml") if path.stem not in text]
    assert not missing


def test_every_picture_and_file_that_the_readme_names_is_there() -> None:
    text = README.read_text("utf-8")
    named = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text) + re.findall(r'src="([^":]+)"', text)
    missing = [path for path in named if not (ROOT / path).exists()]
    assert not missing


def test_the_first_commands_of_the_readme_are_those_of_the_makefile() -> None:
    made = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    asked = set(re.findall(r"(?:`|^\s*)make ([a-z][a-z-]+)\b", README.read_text("utf-8"), re.M))
    assert asked <= made
