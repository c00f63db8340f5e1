"""The rooms behind the first paint: built once it stands, so that none of them delays it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from socialtui.ui.screens.advising import Advising
from socialtui.ui.screens.answering import Answering, Doors
from socialtui.ui.screens.enriching import Enriching
from socialtui.ui.screens.grouping import Grouping
from socialtui.ui.screens.live import Live
from socialtui.ui.screens.owing import Owing
from socialtui.ui.screens.own_posts import OwnPosts
from socialtui.ui.screens.pacing import Pacing
from socialtui.ui.screens.piping import Piping
from socialtui.ui.screens.planning import Planning
from socialtui.ui.screens.roaming import Roaming
from socialtui.ui.screens.sorting import Sorting

if TYPE_CHECKING:
    from socialtui.ui.screens.inbox import Inbox

Verb = Callable[[], Awaitable[None] | None]


class Rooms:
    """Each does one kind of thing; none knows another unless it is handed in here."""

    def __init__(self, inbox: "Inbox", edit: Callable[[str], str]) -> None:
        parts, listing, following = inbox.parts, inbox.listing, inbox.following
        self._parts, self._begin = parts, inbox.begin
        self.planning = Planning(inbox)
        self.pacing = Pacing(inbox, self.planning)
        self.sorting = Sorting(parts, listing, following, inbox.copy)
        self.advising = Advising(inbox)
        self.grouping = Grouping(inbox)
        doors = Doors(inbox.show, inbox.copy, edit, inbox.after, self.advising.remarks, self.grouping.copy)
        self.answering = Answering(parts, doors)
        self.enriching = Enriching(parts, self.answering, lambda: inbox.keys)
        self.roaming = Roaming(inbox)
        self.own_posts = OwnPosts(inbox)
        self.piping = Piping(inbox)
        self.owing = Owing(inbox)
        self.live = Live(parts, inbox.beside, inbox.renew, inbox.minute)

    def verbs(self) -> dict[str, Verb]:
        """Id → what it does."""
        queue, answering = self._parts.queue, self.answering
        return {
            **self.sorting.verbs(), **self.planning.verbs(), "session": self.pacing.key, **self.roaming.verbs(),
            **self.advising.verbs(), **self.own_posts.verbs(), "merge": self.grouping.merge,
            "alike": self.grouping.alike,
            "pipe": self.piping.pipe, "pipe_output": self.piping.shown,
            "rules": lambda: self.roaming.other("rules"), "macro": self._macro,
            "reply": lambda: self._begin(answering.reply), "ack": lambda: self._begin(answering.acknowledge),
            "thank": lambda: self._begin(answering.thank),
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

        await macro(self._parts, self.sorting)
