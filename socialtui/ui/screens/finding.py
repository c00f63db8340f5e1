"""Narrows the list while somebody types: each letter pushes aside what is still looked for without it."""

from contextlib import suppress

from socialtui.domain.errors import SocialtuiError
from socialtui.ui.screens.listing import Listing
from socialtui.ui.screens.parts import Parts


class Finding:
    """The filter of `/`."""

    def __init__(self, parts: Parts, listing: Listing) -> None:
        self._parts, self._listing = parts, listing
        self._filtering = False
        self._everywhere = False
        self._text = self._there = ""
        """The letters so far, and those whose hits stand in the list."""

    async def filter(self) -> None:
        """As one types; enter keeps it, escape takes it away."""
        self._filtering, self._everywhere, self._text = True, False, self._listing.shown.filter
        self._there = self._text
        self._parts.queue.run_worker(self._warm(), group="warm", exclusive=True, exit_on_error=False)
        try:
            said = await self._parts.question("/", f"{self._text} " if self._text else "")
        finally:
            self._filtering = False
        if said is None or not said.strip():
            await self._listing.unfilter()
        elif said.strip() != self._there.strip():
            # Enter came before the last letters had narrowed the list; the next key acts on what is found.
            self._parts.say(await self._listing.filter(said, self._everywhere))

    async def _warm(self) -> None:
        with suppress(SocialtuiError):  # the search itself will say so
            await self._parts.desk.queue.warm(self._listing.shown.query)

    def typed(self, text: str) -> None:
        """A letter more or less."""
        self._text = text

    def switched(self) -> None:
        """Tab: everything, or this list again."""
        if self._filtering:
            self._everywhere, self._there = not self._everywhere, ""
            self._parts.ask.label("everything /" if self._everywhere else "/")

    async def narrow(self) -> None:
        """Shows what there is for the letters so far; pushed aside by the next letter."""
        if not self._filtering:
            return
        text = self._text
        words = await self._listing.filter(text, self._everywhere)
        if self._filtering and text == self._text:
            self._there = text
            self._parts.say(words)
