"""The rooms behind the first paint: each is loaded and built when it is first wanted."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from socialtui.ui.screens.live import Live
from socialtui.ui.screens.pacing import Pacing
from socialtui.ui.screens.planning import Planning
from socialtui.ui.screens.turns import Verb

if TYPE_CHECKING:
    from socialtui.ui.screens.acting import Acting
    from socialtui.ui.screens.advising import Advising
    from socialtui.ui.screens.answering import Answering
    from socialtui.ui.screens.enriching import Enriching
    from socialtui.ui.screens.finding import Finding
    from socialtui.ui.screens.grouping import Grouping
    from socialtui.ui.screens.inbox import Inbox
    from socialtui.ui.screens.owing import Owing
    from socialtui.ui.screens.own_posts import OwnPosts
    from socialtui.ui.screens.piping import Piping
    from socialtui.ui.screens.roaming import Roaming
    from socialtui.ui.screens.sorting import Sorting


class Rooms:
    """Each does one kind of thing; none knows another unless it is handed in here."""

    def __init__(self, inbox: "Inbox", edit: Callable[[str], str]) -> None:
        self._inbox, self._edit = inbox, edit
        self.planning = Planning(inbox)
        self.pacing = Pacing(inbox, self.planning)
        self.live = Live(inbox.parts, inbox.beside, inbox.renew, inbox.minute)

    @cached_property
    def acting(self) -> "Acting":
        """Acts on rows, and the last of them once more."""
        from socialtui.ui.screens.acting import Acting

        return Acting(self._inbox.parts, self._inbox.listing, self._inbox.following)

    @cached_property
    def sorting(self) -> "Sorting":
        """Done, snooze, tags and the other acts on rows."""
        from socialtui.ui.screens.sorting import Sorting

        inbox = self._inbox
        return Sorting(inbox.parts, self.acting, inbox.listing, inbox.following, inbox.copy)

    @cached_property
    def advising(self) -> "Advising":
        """The coach and the guidelines."""
        from socialtui.ui.screens.advising import Advising

        return Advising(self._inbox)

    @cached_property
    def grouping(self) -> "Grouping":
        """Rows that belong together."""
        from socialtui.ui.screens.grouping import Grouping

        return Grouping(self._inbox)

    @cached_property
    def answering(self) -> "Answering":
        """The composer and its review."""
        from socialtui.ui.screens.answering import Answering, Doors

        inbox = self._inbox
        doors = Doors(
            inbox.show, inbox.copy, self._edit, inbox.after, self.advising.remarks, self.grouping.copy
        )
        return Answering(inbox.parts, doors)

    @cached_property
    def enriching(self) -> "Enriching":
        """What is put into an answer."""
        from socialtui.ui.screens.enriching import Enriching

        return Enriching(self._inbox.parts, self.answering, lambda: self._inbox.keys)

    @cached_property
    def roaming(self) -> "Roaming":
        """Going elsewhere."""
        from socialtui.ui.screens.roaming import Roaming

        return Roaming(self._inbox)

    @cached_property
    def finding(self) -> "Finding":
        """The filter."""
        from socialtui.ui.screens.finding import Finding

        return Finding(self._inbox.parts, self._inbox.listing)

    @cached_property
    def own_posts(self) -> "OwnPosts":
        """Posts of our own."""
        from socialtui.ui.screens.own_posts import OwnPosts

        return OwnPosts(self._inbox)

    @cached_property
    def piping(self) -> "Piping":
        """A person's own commands."""
        from socialtui.ui.screens.piping import Piping

        return Piping(self._inbox)

    @cached_property
    def owing(self) -> "Owing":
        """Promises and follow-ups."""
        from socialtui.ui.screens.owing import Owing

        return Owing(self._inbox)

    @cached_property
    def verbs(self) -> dict[str, Verb]:
        """Id → what it does."""
        queue, answering, begin = self._inbox.parts.queue, self.answering, self._inbox.begin
        return {
            **self.sorting.verbs(), **self.planning.verbs(), "session": self.pacing.key, **self.roaming.verbs(),
            **self.advising.verbs(), **self.own_posts.verbs(), "merge": self.grouping.merge,
            "alike": self.grouping.alike, "filter": self.finding.filter,
            "pipe": self.piping.pipe, "pipe_output": self.piping.shown,
            "rules": lambda: self.roaming.other("rules"), "macro": self._macro,
            "reply": lambda: begin(answering.reply), "ack": lambda: begin(answering.acknowledge),
            "thank": lambda: begin(answering.thank),
            "escalate": self.owing.escalate, "promise": self.owing.promise,
            "follow_up": self.owing.follow_up, "abdicate": self.owing.abdicate,
            "recall": answering.recall,
            "composer.review": answering.review, "composer.leave": answering.leave,
            "composer.editor": answering.edit, "composer.step": answering.step,
            "composer.insert": self.enriching.insert,
            "composer.attach": self.enriching.attach, "review.later": self.enriching.later,
            "review.send": answering.send, "review.visibility": answering.visibility,
            "review.promise": answering.promise, "review.all": answering.remarks, "review.back": answering.back,
            "mark": queue.toggle_mark, "mark_to": queue.mark_to_here,
            "mark_all": lambda: queue.mark(card.id for card in queue.cards),
            "mark_none": queue.clear_marks,
        }  # fmt: skip

    async def _macro(self) -> None:
        from socialtui.ui.screens.macros import macro

        await macro(self._inbox.parts, self.acting)
