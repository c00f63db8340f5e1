"""Reads the project's own source for the house tests: every file once, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "socialtui"


@dataclass(frozen=True)
class Source:
    """One Python file of the package."""

    path: str
    """Below the project's root, with slashes: socialtui/ui/app.py."""
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The first name below the package: ui, store, settings …"""
        return Path(self.path).parts[1].removesuffix(".py")


@cache
def sources(below: str = "") -> tuple[Source, ...]:
    """Every Python file of the package, or of one folder of it."""
    folder = PACKAGE / below if below else PACKAGE
    found = []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text, path.name)))
    return tuple(found)


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with its dotted name as written: `self.app.push_screen`, `datetime.now`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def dotted(node: ast.AST) -> str:
    """A name with its dots, empty for anything that isn't one."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        front = dotted(node.value)
        return f"{front}.{node.attr}" if front else f".{node.attr}"
    return ""


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string that the program uses: docstrings and bare strings are left out."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node


def listed(offenders: list[str], rule: str) -> str:
    """What a failing house test says: the rule, then each place that breaks it."""
    return rule + "\n  " + "\n  ".join(offenders)
