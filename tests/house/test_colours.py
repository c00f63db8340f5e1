"""Colours live in themes/, nowhere else."""

import ast
import re

from tests.house.reading import PACKAGE, ROOT, listed, literals, sources

HEX = r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b"
WHOLE = re.compile(rf"(?:{HEX}|(?:rgb|hsl)a?\([\d\s.,%]+\))\Z")
IN_CSS = re.compile(rf":[^;{{}}\n]*?(?:{HEX}|\b(?:rgb|hsl)a?\()")
PAINTS = re.compile(r"(?<![\w-])(?:color|background|tint|background-tint)\s*:\s*([^\s;}]+)")
NEUTRAL = {"transparent", "auto", "initial", "inherit", "default", "ansi_default"}
STYLE_WORDS = {"color", "bgcolor", "foreground", "background"}


def css_faults(text: str) -> list[str]:
    """Values in a stylesheet that name a colour instead of a theme's variable."""
    faults = [found.group().strip() for found in IN_CSS.finditer(text)]
    faults += [
        found.group() for found in PAINTS.finditer(text) if found[1][0] != "$" and found[1] not in NEUTRAL
    ]
    return faults


def test_no_colour_is_written_outside_the_themes() -> None:
    found = []
    for source in sources():
        for node in literals(source.tree):
            value = str(node.value)
            if WHOLE.match(value) and (len(value) > 5 or any(c.isdigit() for c in value)):
                found.append(f"{source.path}:{node.lineno} {value}")
            elif "{" in value and source.room in ("ui", "cli"):
                found += [f"{source.path}:{node.lineno} {fault}" for fault in css_faults(value)]
    for sheet in sorted(PACKAGE.rglob("*.tcss")):
        found += [f"{sheet.relative_to(ROOT)} {fault}" for fault in css_faults(sheet.read_text("utf-8"))]
    assert not found, listed(found, "colours belong into themes/*.toml; name a theme variable here")


def test_no_style_names_a_colour_of_its_own() -> None:
    found = []
    for source in sources("ui"):
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.keyword) or node.arg not in STYLE_WORDS:
                continue
            value = node.value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                if value.value.startswith("$") or value.value in NEUTRAL:
                    continue
                found.append(f"{source.path}:{value.lineno} {node.arg}={value.value!r}")
    assert not found, listed(found, "a style takes its colours from the theme")


def test_the_rule_tells_a_colour_from_a_name() -> None:
    assert css_faults("A { color: red; }")
    assert css_faults("A { border: solid #fa0; }")
    assert not css_faults("#feed { color: $text; background: $surface 50%; }")
    assert not css_faults("Queue:focus { background-tint: transparent; }")
