"""Saved views: the lists that come with the program, and those that a person keeps in a file."""

from socialtui.desk.files import Files
from socialtui.desk.queue import VIEWS, View
from socialtui.desk.room import Done, Room, refuse
from socialtui.domain.nearest import meant
from socialtui.domain.query import STATES, Query, parse
from socialtui.settings.views import OwnViews, read_views, view_id, with_view, without_view
from socialtui.store import events

__all__ = ["FILE", "ViewsDesk"]

FILE = "views.toml"
_STATES = (*STATES, "owed", "other")
TAKEN = tuple(view.id for view in VIEWS)
"""Names that a view of one's own can't have."""


class ViewsDesk:
    """The first list is where a person starts; their own come next, then the others."""

    def __init__(self, room: Room, files: Files) -> None:
        self._room, self._files = room, files
        self._read: tuple[float, OwnViews] = (-1.0, OwnViews())

    def _own(self) -> OwnViews:
        """Read again when the file changed."""
        path = self._files.path(FILE)
        try:
            stamp = path.stat().st_mtime
        except OSError:
            return OwnViews()
        if self._read[0] != stamp:
            self._read = (stamp, read_views(path, TAKEN))
        return self._read[1]

    def all(self) -> tuple[View, ...]:
        """Every view in its order; the first nine have a number."""
        own = [View(view.id, view.name, view.query, view.text, own=True) for view in self._own().views]
        return (VIEWS[0], *own, *VIEWS[1:])

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the file, by line; views without a fault are shown all the same."""
        return self._own().faults

    def get(self, name: str) -> View:
        """The view of a name; refused, with the nearest one, where there is none."""
        views = {view.id: view for view in self.all()}
        if view_id(name) in views:
            return views[view_id(name)]
        raise refuse(
            f"There is no view {name}{meant(view_id(name), views, '.')}",
            "`socialtui view list` names them.",
        )

    def text_of(self, query: Query, base: str, typed: str) -> str:
        """What to type for a list: a view's own words with a filter behind them, or the filter alone."""
        # States that are typed take the place of the view's own.
        stateless = " ".join(word for word in base.split() if word.removeprefix("is:") not in _STATES)
        for start in (base, stateless, "is:any"):
            text = f"{start} {typed}".strip()
            if parse(text) == query:
                return text
        return f"{base} {typed}".strip()

    async def save(self, name: str, text: str) -> Done:
        """Keeps a query as a view; one of the same name gets the new query. Undo brings the file back."""
        name, text = " ".join(name.split()), " ".join(text.split())
        after = with_view(self._files.path(FILE), name, text, TAKEN, self._room.networks)
        await self._write("view_save", f"view {name}: {text or 'everything open'}", after)
        number = [view.id for view in self.all()].index(view_id(name)) + 1
        where = f"g {number} shows it" if number <= 9 else "[ and ] lead to it"
        return Done(f"view {name} saved; {where}")

    async def remove(self, name: str) -> Done:
        """Takes a view of one's own out of the file."""
        after = without_view(self._files.path(FILE), name, TAKEN)
        await self._write("view_remove", f"view {name} taken out", after)
        return Done(f"view {name} taken out")

    async def _write(self, verb: str, words: str, after: str) -> None:
        before = self._files.read(FILE)
        if before == after:
            return
        async with self._room.db.atomic() as write:
            await events.wrote_file(write, self._room.act(verb, words), FILE, before, after)
            self._files.put(FILE, after)
        self._read = (-1.0, OwnViews())
