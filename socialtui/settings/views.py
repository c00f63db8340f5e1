"""Decides what a person's file of views may say, and how a view is put into it and taken out."""

from pathlib import Path

from msgspec import Struct

from socialtui.domain.errors import ConfigFault, UsageFault
from socialtui.domain.nearest import meant, no_such
from socialtui.domain.query import Networks, Query, parse
from socialtui.settings.tomlfile import Toml, parse_toml, read_toml

TEMPLATE = """\
# Your own views, in the order in which they stand on g2 to g9 and on [ and ]. Change what you like and save;
# `socialtui config check` names every mistake. The words of a query are in the README, and in the screen under ?.
"""
"""What a new file begins with."""

LONGEST_NAME = 40
_KEYS = ("name", "query")


class OwnView(Struct, frozen=True):
    """One view of a person's own."""

    name: str
    text: str
    """Its query as it is typed."""
    query: Query

    @property
    def id(self) -> str:
        """The name as one word, as the line mode and `list --view` take it."""
        return view_id(self.name)


class OwnViews(Struct, frozen=True):
    """What stands in the file: the views that can be shown, and what is wrong with others."""

    views: tuple[OwnView, ...] = ()
    faults: tuple[str, ...] = ()


def view_id(name: str) -> str:
    """french-late of "French, late"."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.lower()).split()
    return "-".join(words)


def read_views(path: Path, taken: tuple[str, ...] = (), networks: Networks = tuple) -> OwnViews:
    """The views of a file; `taken` are names that a view can't have. A missing file has none.

    With `networks` given, a query that names another one is a fault too.
    """
    try:
        return views_of(read_toml(path), taken, networks)
    except ConfigFault as fault:
        return OwnViews((), fault.faults)


def views_of(toml: Toml, taken: tuple[str, ...] = (), networks: Networks = tuple) -> OwnViews:
    """The views that a file's content says."""
    faults = [toml.fault((key,), no_such(key, ("view",), "table")) for key in toml.value if key != "view"]
    tables = toml.value.get("view", [])
    if not isinstance(tables, list):
        return OwnViews((), (*faults, toml.fault(("view",), "write [[view]], once for each")))
    views: list[OwnView] = []
    names = dict.fromkeys(taken, "a view that comes with the program")
    for n, table in enumerate(tables):
        found = _view(toml, n, table, names, networks)
        if isinstance(found, OwnView):
            views.append(found)
            names[found.id] = f"view {n + 1}"
        else:
            faults += found
    return OwnViews(tuple(views), tuple(faults))


def _view(
    toml: Toml, n: int, table: object, names: dict[str, str], networks: Networks
) -> OwnView | list[str]:
    """One table of the file, or what is wrong with it."""
    if not isinstance(table, dict):
        return [toml.fault(("view", n), "must be a table with name and query")]
    faults = [toml.fault(("view", n, key), no_such(key, _KEYS, "key")) for key in table if key not in _KEYS]
    for key in _KEYS:
        if not isinstance(table.get(key), str):
            words = f'needs a {key}, such as {key} = "{ {"name": "French", "query": "lang:fr"}[key] }"'
            faults.append(toml.fault(("view", n), words))
    if faults:
        return faults
    name, text = table["name"].strip(), table["query"].strip()
    if fault := _name_fault(name, names):
        return [toml.fault(("view", n, "name"), fault)]
    try:
        return OwnView(name, text, parse(text, networks=networks))
    except UsageFault as fault:
        return [toml.fault(("view", n, "query"), str(fault))]


def _name_fault(name: str, names: dict[str, str]) -> str:
    if not view_id(name) or len(name) > LONGEST_NAME or not name.isprintable():
        return f"a name is one line of at most {LONGEST_NAME} letters"
    other = names.get(view_id(name))
    return f"{name} is the name of {other}" if other else ""


def with_view(path: Path, name: str, text: str, taken: tuple[str, ...], networks: Networks = tuple) -> str:
    """The file's text with a view put in; one of the same name gets the new query.

    ConfigFault names what is wrong with the file, UsageFault with the name or the query.
    """
    parse(text, networks=networks)
    if fault := _name_fault(name.strip(), dict.fromkeys(taken, "a view that comes with the program")):
        raise UsageFault(f"{fault}.", "Give it another one.")
    before = _sound(path, taken)
    import tomlkit

    document = tomlkit.parse(before.text or TEMPLATE)
    tables = document.setdefault("view", tomlkit.aot())
    for table in tables:
        if view_id(table["name"]) == view_id(name):
            table["query"] = text
            break
    else:
        table = tomlkit.table()
        table["name"], table["query"] = name.strip(), text
        tables.append(table)
    return _checked(path, tomlkit.dumps(document), taken)


def without_view(path: Path, name: str, taken: tuple[str, ...]) -> str:
    """The file's text with a view taken out; UsageFault, with the nearest name, for none of these."""
    before = _sound(path, taken)
    names = {view.id: n for n, view in enumerate(views_of(before, taken).views)}
    if view_id(name) not in names:
        own = "It comes with the program." if view_id(name) in taken else "`socialtui view list` names them."
        raise UsageFault(f"There is no view of yours {name}{meant(view_id(name), names, '.')}", own)
    import tomlkit

    document = tomlkit.parse(before.text)
    document["view"].pop(names[view_id(name)])
    return _checked(path, tomlkit.dumps(document), taken)


def _sound(path: Path, taken: tuple[str, ...]) -> Toml:
    """The file as it is; what has a fault is mended by its owner first."""
    toml = read_toml(path)
    toml.refuse(views_of(toml, taken).faults)
    return toml


def _checked(path: Path, text: str, taken: tuple[str, ...]) -> str:
    toml = parse_toml(path, text.encode())
    toml.refuse(views_of(toml, taken).faults)
    return text
