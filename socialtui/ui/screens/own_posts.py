"""Posts of our own from the inbox: a page to write one on, and the key that holds all of them back."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from socialtui.ui.screens import Given, Picked

if TYPE_CHECKING:
    from socialtui.ui.screens.inbox import Inbox

Verb = Callable[[], Awaitable[None]]


class OwnPosts:
    """What is planned is in the planner, `g w`."""

    def __init__(self, inbox: "Inbox") -> None:
        self._inbox, self._parts = inbox, inbox.parts

    def verbs(self) -> dict[str, Verb]:
        """Id → what it does."""
        return {"post": self.post, "pause_posts": self.pause}

    async def post(self) -> None:
        """On a page of its own."""
        from socialtui.ui.screens.post_page import PostPage
        from socialtui.ui.screens.posting import accounts_for

        if accounts := await accounts_for(self._parts.desk, self._choose):
            inbox, parts = self._inbox, self._parts
            given = Given(parts.desk, parts.look, parts.zone, inbox.keys, inbox.pane, edit=inbox.edit)
            inbox.app.push_screen(PostPage(given, (), accounts, None), self._written)

    def _written(self, picked: Picked | None) -> None:
        if picked is not None:
            self._parts.say(picked.words)

    async def pause(self) -> None:
        """At once; where they are paused, one more key lets them go."""
        from socialtui.ui.screens.posting import turn

        self._parts.say(await turn(self._parts.desk, self._choose, self._parts.say, self._parts.now()))

    async def _choose(self, title: str, choices: Mapping[str, str]) -> str:
        return await self._parts.choose(title, dict(choices))
