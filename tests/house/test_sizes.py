"""No file, class or function grows past what one can read at a sitting."""

import ast

from tests.house.reading import listed, sources

FILE, CLASS, FUNCTION = 400, 250, 50


def lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_400_lines() -> None:
    long = [f"{s.path}: {n}" for s in sources() if (n := len(s.text.splitlines())) > FILE]
    assert not long, listed(long, f"files over {FILE} lines: split by decision, not by length")


def test_no_class_is_longer_than_250_lines() -> None:
    long = [
        f"{s.path}:{node.lineno} {node.name}: {lines(node)}"
        for s in sources()
        for node in ast.walk(s.tree)
        if isinstance(node, ast.ClassDef) and lines(node) > CLASS
    ]
    assert not long, listed(long, f"classes over {CLASS} lines")


def test_no_function_is_longer_than_50_lines() -> None:
    long = [
        f"{s.path}:{node.lineno} {node.name}: {lines(node)}"
        for s in sources()
        for node in ast.walk(s.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines(node) > FUNCTION
    ]
    assert not long, listed(long, f"functions over {FUNCTION} lines")


def test_every_module_opens_with_a_sentence() -> None:
    silent = [s.path for s in sources() if len(s.text.splitlines()) > 5 and not ast.get_docstring(s.tree)]
    assert not silent, listed(silent, "modules without a docstring that says what they decide")


def test_nothing_is_left_to_do_in_the_code() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X ")
    left = [
        f"{s.path}:{n}"
        for s in sources()
        for n, line in enumerate(s.text.splitlines(), 1)
        if any(mark in line for mark in marks)
    ]
    assert not left, listed(left, "what is left to do belongs into the tracker, not into the code")
