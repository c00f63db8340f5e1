"""The walls that imports alone do not show."""

import ast
import re

from textual.app import App

from tests.house.reading import calls, dotted, listed, literals, sources

SQL = re.compile(
    r"\s*(?:SELECT\s+.+\s+FROM\b|INSERT\s+(?:OR\s+\w+\s+)?INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b"
    r"|CREATE\s+(?:TABLE|INDEX|TRIGGER|VIRTUAL)\b|PRAGMA\s+\w+|BEGIN\s+IMMEDIATE)",
    re.S,
)
RUNS_SQL = {"execute", "executemany", "executescript", "execute_fetchall", "execute_insert"}
BROAD = {"Exception", "BaseException"}
SUPERVISORS = {
    "socialtui/cli/ending.py",
    "socialtui/sync/supervisor.py",
    "socialtui/ui/app.py",
    "socialtui/ui/terminal.py",
}
"""Where a fault of ours must not take everything else with it; each leaves a trace a person can find."""


def test_sql_stays_in_the_store() -> None:
    found = []
    for source in sources():
        if source.room == "store":
            continue
        found += [
            f"{source.path}:{call.lineno} {name}"
            for call, name in calls(source.tree)
            if name.rpartition(".")[2] in RUNS_SQL
        ]
        found += [
            f"{source.path}:{text.lineno} {str(text.value)[:40]!r}"
            for text in literals(source.tree)
            if SQL.match(str(text.value))
        ]
    assert not found, listed(found, "ask the store for it by a function")


def test_widgets_and_screens_know_nothing_of_our_app() -> None:
    found = []
    for source in (*sources("ui/widgets"), *sources("ui/screens")):
        for node in ast.walk(source.tree):
            ours = isinstance(node, ast.Attribute) and not hasattr(App, node.attr)
            if ours and isinstance(node, ast.Attribute) and dotted(node.value) == "self.app":
                found.append(f"{source.path}:{node.lineno} self.app.{node.attr}")
            if isinstance(node, ast.ImportFrom) and node.module == "socialtui.ui.app":
                found.append(f"{source.path}:{node.lineno} imports the app")
    assert not found, listed(found, "widgets are told, and speak by messages")


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """True for a broad handler that keeps what it caught; one that cleans up and raises again is none."""
    last = handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(dotted(kind).rpartition(".")[2] in BROAD for kind in kinds)


def test_only_the_supervisors_catch_everything() -> None:
    found = [
        f"{source.path}:{node.lineno}"
        for source in sources()
        if source.path not in SUPERVISORS
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    ]
    assert not found, listed(found, "name what can go wrong here")


def test_a_cause_is_never_thrown_away() -> None:
    found = [
        f"{source.path}:{node.lineno}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Raise) and isinstance(node.cause, ast.Constant) and node.cause.value is None
    ]
    assert not found, listed(found, "`raise … from error`, never `from None`")


TAKES_MARKUP = {"Static", "Label", "Button", "Option", "Tooltip", "notify", "add_column", "TabPane"}
TEXT_ONLY = {"from_markup", "update"}
"""These have no switch for markup, so nothing built from data may reach them as a str."""


def is_built(node: ast.expr) -> bool:
    """A str put together from parts, and so perhaps from what a stranger wrote."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
        return any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in (node.left, node.right))
    return isinstance(node, ast.Call) and dotted(node.func).endswith(".format")


def test_no_markup_is_built_from_what_people_wrote() -> None:
    found = []
    for source in sources("ui"):
        for call, name in calls(source.tree):
            verb = name.rpartition(".")[2]
            if not call.args or not is_built(call.args[0]):
                continue
            plain = any(
                word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
                for word in call.keywords
            )
            if verb in TEXT_ONLY or (verb in TAKES_MARKUP and not plain):
                found.append(f"{source.path}:{call.lineno} {verb}(…)")
    assert not found, listed(found, "give a Content, or markup=False: `[/x]` in a mention ends the app")
