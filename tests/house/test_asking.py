"""A verb that asks knows its rows before: while a question stands, others change what the list shows.

Seen are questions that a verb asks itself, not those that it asks through a helper.
"""

import ast

from tests.house.reading import listed, sources

ASKS = {"question", "choose", "_typed"}
TAKES = {
    "parts.chosen", "parts.row", "parts.card", "parts.queue.card",
    "acting.verb",  # takes what is chosen when it is called
}  # fmt: skip


def late(function: ast.AsyncFunctionDef) -> list[int]:
    """The lines on which rows are taken after a question."""
    asked = [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.Await)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in ASKS
    ]
    return [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node).removeprefix("self.").removeprefix("_") in TAKES
        and asked
        and node.lineno > min(asked)
    ]


def test_no_verb_takes_its_rows_after_its_question() -> None:
    found = [
        f"{s.path}:{line} {node.name}"
        for s in sources()
        if "ui/screens" in str(s.path)
        for node in ast.walk(s.tree)
        if isinstance(node, ast.AsyncFunctionDef)
        for line in late(node)
    ]
    assert not found, listed(found, "rows taken after a question; take them before and act by `Acting`")


def test_rows_that_are_taken_late_are_found() -> None:
    tree = ast.parse(
        "async def tag(self):\n    word = await self._parts.question('Tag')\n    self._parts.chosen()\n"
    )
    assert isinstance(tree.body[0], ast.AsyncFunctionDef)
    assert late(tree.body[0]) == [3]
