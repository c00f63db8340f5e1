"""Views of a person's own: the list that is shown is kept under a name, or taken out again."""

from socialtui.desk.room import Done
from socialtui.domain.text import sentence
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.parts import Parts


async def keep(parts: Parts, listing: Listing) -> None:
    """Asks for a name; one's own view without a filter can be taken out instead."""
    shown, view, views = listing.shown, listing.view(), parts.desk.views
    if view is not None and view.own and not shown.filter:
        key = await parts.choose(view.words, {"x": "take it out", "n": "keep it by another name too"})
        if key == "x":
            _tell(parts, await views.remove(view.words))
        if key != "n":
            return
    base = view.text if view is not None else ""
    text = views.text_of(shown.query, base, shown.filter)
    name = await parts.question("Keep this list as", shown.filter or shown.words)
    if name is not None and name.strip():
        _tell(parts, await views.save(name, text))


def _tell(parts: Parts, done: Done) -> None:
    parts.say(f"{sentence(done.words)} · u takes it back")
