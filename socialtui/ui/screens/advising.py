"""The coach's verbs: tone off, the guidelines, and all remarks on an answer."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from socialtui.ui import screens

if TYPE_CHECKING:
    from socialtui.desk.replies import Plan
    from socialtui.ui.screens.inbox import Inbox

Verb = Callable[[], Awaitable[None] | None]


class Advising:
    """Changes what one reads, never what is stored."""

    def __init__(self, inbox: "Inbox") -> None:
        self._inbox, self._parts = inbox, inbox.parts

    def verbs(self) -> dict[str, Verb]:
        """Id → what it does."""
        return {"tone_off": self.tone_off, "guidelines": self.guidelines}

    def tone_off(self) -> None:
        """What they said once more, without shouting and insults; again for the original alone."""
        inbox = self._inbox
        inbox.following.calm = not inbox.following.calm
        if inbox.has_class("p-list") and inbox.has_class("small") and inbox.following.calm:
            inbox.show("thread")
        else:
            inbox.refill()

    def guidelines(self) -> None:
        """What the company's people may say; ConfigFault where the file has faults."""
        from socialtui.ui.screens.coaching import GuidelinesPage

        guidelines = self._parts.desk.coach.guidelines()
        self._inbox.app.push_screen(GuidelinesPage(self._given(), guidelines))

    def first_time(self) -> None:
        """Whoever sits here for the first time reads the guidelines first, where there are any."""
        if self._inbox.greeting.first_time and not self._parts.desk.coach.guidelines().empty:
            self.guidelines()

    def remarks(self, plan: "Plan") -> None:
        """All that is to be said of an answer, on a page of its own."""
        from socialtui.ui.screens.coaching import RemarksPage

        posts = plan.posts
        if not plan.remarks and len(posts) < 2:
            self._parts.say("There is nothing to remark upon.")
            return
        self._inbox.app.push_screen(
            RemarksPage(self._given(), f"the answer to {plan.to}", plan.remarks, posts)
        )

    def _given(self) -> screens.Given:
        inbox, parts = self._inbox, self._parts
        return screens.Given(parts.desk, parts.look, parts.zone, inbox.keys, inbox.pane)
