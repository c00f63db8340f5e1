"""A draft with what it answers around it, and what one check says of it."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import pytest
from msgspec.structs import replace

from socialtui.domain.conversation import KindEvidence, Said
from socialtui.domain.draft import Answered, DraftContext, Ours, Remark
from socialtui.domain.mention import Kind

NOW = 1_790_000_000
HOUR, DAY = 3600, 86_400
ACME = Ours("acme", "acme", "mastodon")


def line(
    text: str, *, ours: bool = False, at: int = NOW - HOUR, kind: Kind = Kind.COMPLAINT, **more: Any
) -> Said:
    """One line of a thread; theirs unless `ours`."""
    said = Said(
        id=1, remote_id="m1", parent="", author="" if ours else "Maria Haas", handle="" if ours else "maria_h",
        text=text, said_at=at, url="", ours=ours, acknowledgement=False, said_by="ana" if ours else "",
        visibility="public",
        language="", tone=None, evidence=() if ours else (KindEvidence(kind, 2.0, ()),), cannot={}, hidden=False,
        edited_at=None, removed_at=None, state="sent" if ours else "",
    )  # fmt: skip
    return replace(said, **more)


def answered(
    text: str, person: int, to: str = "", *, at: int = NOW - HOUR, kind: Kind = Kind.COMPLAINT, **more: Any
) -> Answered:
    """An answer of ours to somebody else, a while ago."""
    made = Answered(text, at, "ana", 100 + person, person, to or f"Person {person}", kind, True, "It broke.")
    return replace(made, **more)


def context(
    draft: str, theirs: str | Sequence[Said] = "My order never came and nobody answers.",
    kind: Kind = Kind.COMPLAINT, **more: Any,
) -> DraftContext:  # fmt: skip
    """A draft to Maria Haas, who wrote `theirs` an hour ago, or an exchange of several lines."""
    said = (line(theirs, kind=kind),) if isinstance(theirs, str) else tuple(theirs)
    answers = [one for one in said if not one.ours][-1]
    made = DraftContext(
        draft, answers, kind, frozenset((kind,)), True, "Maria Haas", 1, 1, "ana", ACME, NOW, said, said,
        accounts=(ACME,), today=NOW - 12 * HOUR, own_names=("Acme",),
    )  # fmt: skip
    return replace(made, **more)


class Bench:
    """Makes drafts and hears checks."""

    now, hour, day = NOW, HOUR, DAY
    context = staticmethod(context)
    line = staticmethod(line)
    answered = staticmethod(answered)

    def __call__(self, name: str, draft: str, *args: Any, **more: Any) -> list[Remark]:
        """What the check of that name says of a draft; what it saw stands there."""
        check = import_module(f"socialtui.domain.coach.{name}").CHECK
        found = list(check.look(context(draft, *args, **more)))
        for remark in found:
            assert draft[remark.start : remark.end] == remark.saw
            assert "\n" not in remark.words
        return found

    def words(self, name: str, draft: str, *args: Any, **more: Any) -> str:
        """The one remark's words; empty for none."""
        found = self(name, draft, *args, **more)
        assert len(found) <= 1
        return found[0].words if found else ""


Says = Callable[..., list[Remark]]


@pytest.fixture
def says() -> Bench:
    """says("blame", draft, theirs, kind, …)."""
    return Bench()
