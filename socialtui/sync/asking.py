"""Looks before a reply leaves: is what it answers still there, still the same, and still unanswered?"""

from msgspec import Struct

from socialtui.domain.errors import NotFound
from socialtui.domain.network import Look, Network
from socialtui.domain.reply import AS_DRAFT, Seen, same_words
from socialtui.domain.text import clean, one_line
from socialtui.store import standing
from socialtui.store.wishes import Intent
from socialtui.sync.parts import Parts

_SHOWN = 60
ALL_THE_SAME = "Your text is kept: r sends it all the same."


class Doubt(Struct, frozen=True):
    """A question to the writer, and what stands there now."""

    words: str
    next_step: str
    seen: Seen | None
    missed: bool = False
    """A post whose time went by."""


class _Answer(Struct, frozen=True):
    remote_id: str
    who: str
    text: str
    said_at: int


async def question(parts: Parts, network: Network, intent: Intent) -> Doubt | None:
    """What the writer must be asked before this reply leaves; None when nothing changed since they read.

    Raises the network's troubles; nothing was sent then.
    """
    about = intent.payload
    if not about.in_reply_to:
        return None
    try:
        look = await network.look(about.in_reply_to)
    except NotFound:
        look = Look(exists=False)
    if not look.exists:
        return Doubt("What you answer is gone: deleted, or hidden from us.", AS_DRAFT, None)
    if about.seen is None:
        return None
    answers = await _answers(parts, intent, look)
    now_seen = Seen(clean(look.text) or about.seen.text, tuple(answers))
    own = await standing.ours_known(parts.db, intent)
    news = [answer for answer in answers.values() if answer.remote_id not in {*about.seen.answers, *own}]
    if news:
        return Doubt(_answered(parts, news[-1]), ALL_THE_SAME, now_seen)
    if look.text and not same_words(clean(look.text), about.seen.text):
        return Doubt("They changed their words since you read them. Send yours?", ALL_THE_SAME, now_seen)
    return None


async def _answers(parts: Parts, intent: Intent, look: Look) -> dict[str, _Answer]:
    """Our answers as the store and the network know them, oldest first."""
    found = {
        remote_id: _Answer(remote_id, who, text, said_at)
        for remote_id, who, text, said_at in await standing.answers_here(parts.db, intent)
    }
    for mention in look.answered_by_us:
        found.setdefault(
            mention.remote_id, _Answer(mention.remote_id, "", one_line(mention.text), mention.said_at)
        )
    return dict(sorted(found.items(), key=lambda entry: entry[1].said_at))


def _answered(parts: Parts, answer: _Answer) -> str:
    words = one_line(answer.text)
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    by = f"by {answer.who} " if answer.who else ""
    return f"Answered {by}at {parts.time_of_day(answer.said_at)} already: “{shown}” Send yours too?"
