"""Decides to whom keys belong that are typed while a verb is about to ask: to its question, once that stands."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import events

from socialtui.ui.commands import COMMANDS, Keys, Where

if TYPE_CHECKING:
    from socialtui.ui.screens.parts import Parts

ASKING = frozenset(
    (
        "goto", "filter", "view_keep", "tag", "note", "snooze", "kind", "moderate", "lesson", "pipe", "escalate",
        "promise", "follow_up", "macro",
    )
)  # fmt: skip
"""Verbs that ask before they do anything. A question that only confirms is none of these: it takes no key that was
typed before it could be read."""


class Ahead:
    """Keeps keys from the moment that an asking verb was asked for until its question has the keys, or it is over."""

    def __init__(self, parts: "Parts", keys: Keys, verb: Callable[[str], None]) -> None:
        self._verb = verb
        self.doing = ""
        """The verb that is being done."""
        parts.ahead = lambda: self.end(self.doing)
        parts.queue.take = partial(self.taken, Where.LIST)
        parts.thread.take = partial(self.taken, Where.THREAD)
        self._by_key = {
            where: {
                key: one.id for one in COMMANDS if where in one.where and not one.action for key in keys.of(one)
            }
            for where in (Where.LIST, Where.THREAD)
        }  # fmt: skip
        self._by_key[Where.LIST] |= parts.queue.moves
        self._kept: list[events.Key] = []
        self._for = ""
        """The verb whose question the keys are for; empty while nothing is kept."""

    @property
    def keeps(self) -> bool:
        """Whether keys wait for a question."""
        return bool(self._for)

    def taken(self, where: Where, event: events.Key) -> bool:
        """Keeps a key, or asks for its verb at once: a search for the binding would let the next key overtake it."""
        if self._for:
            self._kept.append(events.Key(event.key, event.character))
        elif (id := self._by_key[where].get(event.key)) is not None:
            self._verb(id)
        else:
            return False
        event.stop()
        event.prevent_default()
        return True

    def begin(self, id: str) -> None:
        """A verb was asked for."""
        if id in ASKING and not self._for:
            self._for = id

    def end(self, id: str) -> list[events.Key]:
        """The verb's question has the keys, or it is over without one: what was typed since."""
        if self._for != id:
            return []
        kept, self._kept, self._for = self._kept, [], ""
        return kept
