"""Finds the conversations in which something was said, while it is still being typed.

The index keeps the first two and three letters of every word. A longer unfinished word is looked for
among the newest texts that share its first three letters, since gathering all its endings costs as
much as there are hits; where that finds too little, its endings are few, and gathering them is cheap.
"""

import re
import unicodedata

from socialtui.domain.query import match_expression
from socialtui.store.database import Database

MOST = 1000
"""Conversations found, the newest words first."""

NEWEST = 3000
"""Texts looked through for an unfinished word."""

_ENOUGH = 300
_UNFINISHED = re.compile(r'"([^"]{4,})"\*$')

_FOUND = (
    "SELECT DISTINCT m.conversation_id FROM (SELECT rowid AS id FROM words WHERE words MATCH ? ORDER BY rowid DESC"
    f" LIMIT {MOST}) w JOIN mentions m ON m.id = w.id WHERE m.conversation_id IS NOT NULL"
)
_NEAR = (
    "SELECT m.conversation_id, m.text FROM (SELECT rowid AS id FROM words WHERE words MATCH ? ORDER BY rowid DESC"
    " LIMIT ?) w JOIN mentions m ON m.id = w.id WHERE m.conversation_id IS NOT NULL"
)


async def saying(db: Database, words: str, newest: int = NEWEST) -> list[int] | None:
    """Conversations where all these words were said; None where there is nothing to look for."""
    expression = match_expression(words)
    if not expression:
        return None
    unfinished = _UNFINISHED.search(expression)
    if unfinished and (found := await _among_newest(db, expression, unfinished, newest)) is not None:
        return found
    return [row[0] for row in await db.rows(_FOUND, (expression,))]


async def _among_newest(
    db: Database, expression: str, unfinished: re.Match[str], newest: int
) -> list[int] | None:
    """None where the newest texts alone can't tell."""
    shorter = f'{expression[: unfinished.start()]}"{unfinished[1][:3]}"*'
    rows = await db.rows(_NEAR, (shorter, newest))
    start = re.compile(r"(?<!\w)" + re.escape(_folded(unfinished[1])))
    found = list(dict.fromkeys(row[0] for row in rows if start.search(_folded(row[1]))))
    return found[:MOST] if len(rows) < newest or len(found) >= _ENOUGH else None


def _folded(text: str) -> str:
    """As the index folds it: without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
