"""Decides from somebody's words alone what of them still waits for an answer."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.domain.deadlines import NEVER
from socialtui.domain.mention import Band
from socialtui.store.database import Reader
from socialtui.store.mentions import judged_band, kind_of

if TYPE_CHECKING:
    from socialtui.store.batch import DueAt

_SHORT_WORD = 80


class Waiting(Struct, frozen=True):
    """What waits. Times are UTC seconds."""

    band: int
    kind: int
    mention_id: int
    """The newest of the most urgent words."""
    first_at: int
    due_at: int


def only_thanks(band: int, text: str) -> bool:
    """A short word that asks for nothing."""
    return band >= Band.PRAISE and len(text) <= _SHORT_WORD and "?" not in text


async def waiting(
    reader: Reader, conversation_ids: Iterable[int], since: int, due: "DueAt"
) -> Waiting | None:
    """Decides from the words after our answer, as if the answer had come in before them; None where none waits."""
    rows = await reader.rows(
        "SELECT m.id, m.said_at, m.text, m.evidence, coalesce(s.addressed, 1) FROM mentions m"
        " LEFT JOIN sources s ON s.id = m.source_id WHERE m.conversation_id IN (SELECT value FROM json_each(?))"
        " AND m.ours=0 AND m.removed_at IS NULL AND m.said_at > ? ORDER BY m.said_at, m.id LIMIT 200",
        (json.dumps(list(conversation_ids)), since),
    )
    words = [
        (judged, judged if addressed or judged == Band.SPAM else Band.CHATTER, said_at, text, number)
        for number, said_at, text, evidence, addressed in rows
        for judged in (judged_band(evidence),)
    ]
    while words and only_thanks(words[0][1], words[0][3]):
        words.pop(0)
    if not words:
        return None
    judged, band, _, _, shown = min(reversed(words), key=lambda word: word[1])
    first_at = words[0][2]
    due_at = min((due(kind_of(word[0]), first_at) for word in words if word[1] <= Band.PRAISE), default=NEVER)
    return Waiting(band, judged, shown, first_at, due_at)
