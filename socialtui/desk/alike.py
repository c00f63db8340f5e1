"""Finds conversations that say the same, when somebody asks; each is answered by itself, from a copy if one likes."""

from msgspec import Struct

from socialtui.desk.room import GONE, Room, refuse
from socialtui.domain.alike import DAYS, alike, copied, stem, terms, weights
from socialtui.domain.conversation import Card, State
from socialtui.store import alike as store
from socialtui.store import conversations

_FRESH = 60
"""Seconds for which a group is taken as it was found."""


class Group(Struct, frozen=True):
    """Conversations of one kind that say the same."""

    first: int
    """The one that the others are like."""
    others: tuple[int, ...]
    """The nearest first, whatever their state."""
    words: tuple[str, ...]
    """What most of them say."""

    @property
    def ids(self) -> tuple[int, ...]:
        """All of them."""
        return (self.first, *self.others)

    @property
    def told(self) -> str:
        """3 others, 7 days"""
        others = len(self.others)
        return f"{others} other{'' if others == 1 else 's'}, {DAYS} days"


class _Held(Struct):
    """A group that somebody works through: by what its first one said when they asked, with all found since."""

    first: int
    shown: tuple[str, int] | None
    others: tuple[int, ...] = ()


class Copy(Struct, frozen=True):
    """An answer that was given to one, for another."""

    text: str
    to: str
    """Who got it."""


class AlikeDesk:
    """Nothing is reckoned before it is asked for."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._known: dict[int, tuple[int, int, Group]] = {}
        self._held: _Held | None = None

    async def hold(self, cid: int) -> Group:
        """The same as it is now. Until it is held anew or another one is, news takes none out of it."""
        before, self._held = self._held, _Held(cid, await store.shown(self._room.db, cid))
        self._known.pop(cid, None)
        found = await self.group(cid)
        if not found.others and before is not None and before.first != cid:
            self._held = before
        return found

    async def group(self, cid: int) -> Group:
        """The conversations of the last week that say what this one says."""
        now, newest = self._room.now(), await conversations.newest_mention(self._room.db)
        at, mark, known = self._known.get(cid, (0, -1, None))
        if known is not None and mark == newest and now - at < _FRESH:
            return known
        found = await self._find(cid)
        self._known = {**dict(list(self._known.items())[-15:]), cid: (now, newest, found)}
        return found

    async def _find(self, cid: int) -> Group:
        held = self._held
        if held is None or held.first != cid:
            return await self._alike(cid, await store.shown(self._room.db, cid))
        found = await self._alike(cid, held.shown)
        if gone := [other for other in held.others if other not in found.others]:
            left = await conversations.cards(self._room.db, gone)
            stays = tuple(
                one for one in gone if one in left and left[one].state not in (State.SPAM, State.MERGED)
            )
            found = Group(cid, (*found.others, *stays), found.words)
        held.others = found.others
        return found

    async def _alike(self, cid: int, shown: tuple[str, int] | None) -> Group:
        if shown is None:
            raise refuse(GONE)
        text, kind = shown
        settings = self._room.settings
        own = terms(text, (settings.brand, *settings.brand_names))
        telling = weights(*await store.counts(self._room.db, own))
        if not telling:
            return Group(cid, (), ())
        since = self._room.now() - DAYS * 86_400
        others = await store.saying_any(self._room.db, list(map(stem, telling)), kind, since, cid)
        found = alike(telling, others)
        said = [word for word in telling if sum(word in one.words for one in found) * 2 > len(found)]
        return Group(cid, tuple(one.id for one in found), tuple(said[:3]) if found else ())

    async def copy(self, card: Card, ids: tuple[int, ...]) -> Copy | None:
        """Our newest answer to one of these, with this person in it; None where none was given yet."""
        since = self._room.now() - DAYS * 86_400
        others = [cid for cid in ids if cid != card.id]
        row = await store.newest_answer(self._room.db, others, since)
        if row is None:
            return None
        text, signed, name, handle = row
        for_them = copied(text.removesuffix(signed), (name, handle), (card.name, card.handle))
        return Copy(for_them, name or f"@{handle}")
