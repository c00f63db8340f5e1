"""Posts of an act that went on since, so that undo leaves all of it: which, and the way back of each other one."""

from collections.abc import Iterable, Sequence
from typing import Any

from socialtui.domain.conversation import encode_id
from socialtui.domain.errors import DeskRefusal
from socialtui.domain.post import TO_COME, Post
from socialtui.store import patches, posts
from socialtui.store.database import Reader

_NAMED = 5
"""Posts that are named one by one."""


async def refuse(read: Reader, rows: Iterable[list[list[Any]]], words: str) -> None:
    """Refuses the undo of an act, by its patches' rows, where one of its posts is not as the act left it."""
    numbers, changed = list[int](), list[int]()
    for parts in rows:
        for part in parts:
            if part[0] == "posts":
                numbers.append(part[1])
                if not await patches.as_left(read, _with_wishes(part, parts)):
                    changed.append(part[1])
    if not changed:
        return
    found = {number: await posts.get(read, number) for number in numbers}
    where = [f"{encode_id(number, 'w')} {_stands(found[number])}" for number in changed]
    back = [number for number, post in found.items() if post is not None and post.stands() in TO_COME]
    raise DeskRefusal(f"Not undone: “{words}” was changed since ({_listed(where)}).", _way(back))


def _with_wishes(post: list[Any], parts: list[list[Any]]) -> list[list[Any]]:
    """The row of a post with those of its wishes, before the act and behind it."""
    wishes = [row["intent_id"] for row in post[2:] if row is not None]
    return [post, *(part for part in parts if part[0] == "intents" and part[1] in wishes)]


def _stands(post: Post | None) -> str:
    return post.stands().value if post is not None else "taken out"


def _way(back: Sequence[int]) -> str:
    if not back:
        return "`socialtui post list` or g w shows where posts stand."
    if len(back) == 1:
        return f"`socialtui post back {encode_id(back[0], 'w')}`, or U in g o, takes back what has not left."
    names = _listed([encode_id(number, "w") for number in back])
    return f"`socialtui post back ID`, or U in g o, takes back one that has not left: {names}."


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
