"""Views of a person's own: the list that is shown is kept under a name, or taken out again."""

from collections.abc import Awaitable, Callable

from socialtui.desk.room import Done
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.parts import Parts

Verb = Callable[[], Awaitable[None]]


class Viewing:
    """Changes the person's file of views, never what is stored."""

    def __init__(self, parts: Parts, listing: Listing) -> None:
        self._parts, self._listing = parts, listing

    def verbs(self) -> dict[str, Verb]:
        """Id → what it does."""
        return {"view_keep": self.keep}

    async def keep(self) -> None:
        """Asks for a name; one's own view without a filter can be taken out instead."""
        shown, view, views = self._listing.shown, self._listing.view(), self._parts.desk.views
        if view is not None and view.own and not shown.filter:
            key = await self._parts.choose(
                view.words, {"x": "take it out", "n": "keep it by another name too"}
            )
            if key == "x":
                self._tell(await views.remove(view.words))
            if key != "n":
                return
        base = view.text if view is not None else ""
        text = views.text_of(shown.query, base, shown.filter)
        name = await self._parts.question("Keep this list as", shown.filter or shown.words)
        if name is not None and name.strip():
            self._tell(await views.save(name, text))

    def _tell(self, done: Done) -> None:
        self._parts.say(f"{done.words[:1].upper()}{done.words[1:]} · u takes it back")
