"""Decides whether an answer or a post that was planned for a time may still leave, or is offered again."""

from socialtui.domain.post import LATEST as POSTS_LATEST
from socialtui.store import pausing, standing
from socialtui.store.wishes import Intent
from socialtui.sync.asking import ALL_THE_SAME, Doubt
from socialtui.sync.parts import Parts

LATEST = 30 * 60
"""Seconds after its time in which a planned answer still leaves by itself."""
_CHOOSE = "Your text is kept: r sends it now, the draft waits for another time."
SLOTS = "It is offered again: g w gives it another time."


async def overtaken(parts: Parts, intent: Intent) -> Doubt | None:
    """What its writer must be asked before a planned answer leaves; None when it goes as it was meant."""
    about, now = intent.payload, parts.clock.now()
    if intent.kind == "post":
        return await _missed(parts, intent, now)
    if not about.planned or _tried(intent):
        return None
    if now - about.planned > LATEST:
        words = f"It was to leave at {parts.time_of_day(about.planned)}, and nothing could send it then."
        return Doubt(words, _CHOOSE, None)
    later = await standing.wrote_since(parts.db, intent)
    if later is not None:
        words = f"They wrote again at {parts.time_of_day(later)}, after you planned this. Send it?"
        return Doubt(words, ALL_THE_SAME, None)
    return None


def _tried(intent: Intent) -> bool:
    """Whether it went out at its time; one that was refused and then planned was tried only before."""
    return intent.tried_at is not None and (intent.last_try_at or 0) >= intent.payload.planned


async def _missed(parts: Parts, intent: Intent, now: int) -> Doubt | None:
    """A post that would come later than its reader expects; also one of which nothing has left as far as is known."""
    planned = intent.payload.planned
    if not planned or now - planned <= POSTS_LATEST:
        return None
    if intent.kept_there:
        why, step = "nobody knows whether the network published it", f"Look there first. {SLOTS}"
    elif await pausing.covered(parts.db, planned, now):
        why, step = "own posts were paused then", SLOTS
    else:
        why, step = "nothing could send it then", SLOTS
    return Doubt(f"It was to leave at {parts.time_of_day(planned)}, and {why}.", step, None, missed=True)
