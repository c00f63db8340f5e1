"""Time is passed in: only the composition root reads the clock."""

import ast

from tests.house.reading import dotted, listed, sources

CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now",
    "datetime.datetime.utcnow", "datetime.date.today", "time.time", "time.time_ns",
}  # fmt: skip
BARE = {"time.localtime", "time.gmtime", "time.strftime"}
"""These read the clock only when no moment is handed to them."""


def reads_the_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return dotted(node) in CLOCKS
    if isinstance(node, ast.Call) and dotted(node.func) in BARE:
        return len(node.args) < (2 if dotted(node.func) == "time.strftime" else 1)
    return (
        isinstance(node, ast.ImportFrom)
        and node.module == "time"
        and any(alias.name in ("time", "time_ns") for alias in node.names)
    )


def test_only_the_composition_root_reads_the_clock() -> None:
    found = [
        f"{source.path}:{getattr(node, 'lineno', 0)}"
        for source in sources()
        if source.room != "cli"
        for node in ast.walk(source.tree)
        if reads_the_clock(node)
    ]
    assert not found, listed(found, "take a Clock, or the moment itself, as an argument")
