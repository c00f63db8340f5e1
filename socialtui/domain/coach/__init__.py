"""Decides what is worth a second look in a draft; each file beside this one is one check. None of them stops it.

A check speaks where it saw something, names the words, and is silent on an ordinary human answer: what warns
of everything is read by nobody.
"""

from functools import cache
from importlib import import_module

from msgspec.structs import replace

from socialtui.domain import folder
from socialtui.domain.draft import Check, DraftContext, Remark


def remarks(context: DraftContext) -> tuple[Remark, ...]:
    """What the checks say of a draft, the weightiest first; nothing of an empty one."""
    if not context.draft.strip():
        return ()
    return tuple(
        replace(remark, document=check.document.value, check=name)
        for name, check in _checks()
        for remark in check.look(context)
    )


def remarks_on_post(context: DraftContext) -> tuple[Remark, ...]:
    """What those checks say of a post of our own that are no matter of answers alone."""
    if not context.draft.strip():
        return ()
    return tuple(
        replace(remark, document=check.document.value, check=name)
        for name, check in _checks()
        if check.post is not None
        for remark in check.post(context)
    )


def names() -> tuple[str, ...]:
    """The names of all checks, which are those of their files."""
    return folder.names(__path__)


@cache
def _checks() -> tuple[tuple[str, Check], ...]:
    found = [(name, import_module(f"{__name__}.{name}").CHECK) for name in names()]
    return tuple(sorted(found, key=lambda pair: (pair[1].weight, pair[0])))
