"""Finds conversations by what was said in them, by names and by notes, while it is still being typed.

The index keeps the first letter and the first three letters of every word. An unfinished word of another length
is looked for among the newest texts that share as many of its letters as there is an index of, since gathering
all its endings costs as much as there are hits; where that finds too little, its endings are few, and gathering
them is cheap.
"""

import re
import unicodedata

from socialtui.domain.query import match_expression, plain_words
from socialtui.store.database import Database, Writer

MOST = 1000
"""Conversations found, the newest words first."""

NEWEST = (600, 3000)
"""Texts looked through for an unfinished word: at first these few, then at most so many."""

_PIECE = 32
"""Pages of the index that are joined at once: some six milliseconds; a hundred mentions want about as many."""
_ENOUGH = 300
_UNFINISHED = r'"([^\W_]{2}|[^"]{4,})"\*$'

_ROW = "coalesce(g.whole_id, m.conversation_id)"
_JOINED = (
    " w JOIN mentions m ON m.id = w.id LEFT JOIN wholes g ON g.id = m.conversation_id"
    " WHERE m.conversation_id IS NOT NULL"
)
_FOUND = (
    f"SELECT DISTINCT {_ROW} FROM (SELECT rowid AS id FROM words WHERE words MATCH ? ORDER BY rowid DESC"
    f" LIMIT {MOST}){_JOINED}"
)
_NEAR = (
    f"SELECT {_ROW}, CASE WHEN m.text LIKE ?2 ESCAPE '\\' OR m.text GLOB '*[^ -~]*' THEN m.text END FROM"
    " (SELECT rowid AS id FROM words WHERE words MATCH ?1 ORDER BY rowid DESC LIMIT ?3 OFFSET ?4)"
    " w JOIN mentions m ON m.id = w.id LEFT JOIN wholes g ON g.id = m.conversation_id"
)
"""The text only where it may hold the letters: handing over thousands costs more than looking into them."""

CALLED = (
    "SELECT id FROM (SELECT id FROM identities INDEXED BY identities_handle"
    f" WHERE handle COLLATE NOCASE >= ? AND handle COLLATE NOCASE < ? LIMIT {MOST})"
    f" UNION ALL SELECT id FROM (SELECT rowid AS id FROM names WHERE names MATCH ? LIMIT {MOST})"
)
"""Identities whose handle, or a word of whose name, begins so; takes what `called` gives."""

NOTED = (
    "SELECT conversation_id FROM notes WHERE removed = 0 AND text LIKE ? ESCAPE '\\'"
    " UNION ALL SELECT o.id FROM (SELECT id, note FROM people INDEXED BY people_noted WHERE note <> ''"
    "  UNION ALL SELECT h.person_id, k.text FROM memories k CROSS JOIN identities h ON h.id = k.identity_id"
    "  WHERE k.kind IN ('note', 'want', 'gift') AND k.state <> 'removed') p"
    " CROSS JOIN identities i ON i.person_id = p.id"
    " CROSS JOIN conversations o ON o.identity_id = i.id WHERE p.note LIKE ? ESCAPE '\\'"
)
"""Conversations with such words in a note, on them or on the person, or in what the person wants or was offered."""

_QUOTE, _NOTHING = '"', '""'
_LETTERS = 2
"""A single letter begins too many names to be looked for."""


async def everywhere(db: Database, words: str) -> list[int] | None:
    """Conversations where all these words were said, or are in a name or a note; None for no words."""
    found = await saying(db, words)
    if found is None:
        return None
    return list(dict.fromkeys([*found, *await _named(db, words), *await _noted(db, words)]))


async def _named(db: Database, words: str) -> list[int]:
    parts = plain_words(words)
    if sum(letter.isalnum() for word, _ in parts for letter in word) < _LETTERS:
        return []
    asked = called(parts[0][0]) if len(parts) == 1 else ("", "", match_expression(words))
    rows = await db.rows(
        f"SELECT c.id FROM conversations c WHERE c.identity_id IN ({CALLED}) LIMIT {MOST}", asked
    )
    return [row[0] for row in rows]


async def _noted(db: Database, words: str) -> list[int]:
    """Each word somewhere in the same note; notes are what people wrote, so they are few."""
    parts = [f"%{like(word)}%" for word, _ in plain_words(words) if len(word) >= _LETTERS]
    if not parts:
        return []
    on_them, on_people = (
        " AND ".join([f"{text} LIKE ? ESCAPE '\\'"] * len(parts)) for text in ("text", "p.note")
    )
    noted = NOTED.replace("text LIKE ? ESCAPE '\\'", on_them, 1).replace(
        "p.note LIKE ? ESCAPE '\\'", on_people, 1
    )
    return [row[0] for row in await db.rows(f"{noted} LIMIT {MOST}", parts * 2)]


def called(name: str) -> tuple[str, str, str]:
    """What `CALLED` is asked for a beginning."""
    letters = sum(letter.isalnum() for letter in name)
    by_name = match_expression(f'"{name.replace(_QUOTE, " ")}"') if letters >= _LETTERS else ""
    start = name.lower()
    return start, f"{start}\U0010ffff" if start else "", f"{by_name}*" if by_name else _NOTHING


def like(word: str) -> str:
    """A word for LIKE, with its own signs taken literally."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def saying(db: Database, words: str, newest: tuple[int, int] = NEWEST) -> list[int] | None:
    """Conversations where all these words were said; None where there is nothing to look for."""
    expression = match_expression(words)
    if not expression:
        return None
    unfinished = re.search(_UNFINISHED, expression)
    if unfinished is not None:
        found = await _among_newest(db, expression, unfinished, *newest)
        if found is not None:
            return found
    return [row[0] for row in await db.rows(_FOUND, (expression,))]


async def _among_newest(
    db: Database, expression: str, unfinished: re.Match[str], few: int, most: int
) -> list[int] | None:
    """None where the newest texts alone can't tell; at first a few are looked through, then as many as it takes."""
    word = unfinished[1]
    shorter = f'{expression[: unfinished.start()]}"{word[: 3 if len(word) > 3 else 1]}"*'
    letters = _folded(word)
    start = re.compile(r"(?<!\w)" + re.escape(letters))
    found: dict[int, None] = {}
    seen, wanted = 0, few
    while seen < wanted <= most:
        rows = await db.rows(_NEAR, (shorter, f"%{like(letters)}%", wanted - seen, seen))
        found |= {
            row[0]: None
            for row in rows
            if row[1] and row[0] and _may_hold(row[1], letters) and start.search(_folded(row[1]))
        }
        if len(rows) < wanted - seen or len(found) >= _ENOUGH:
            return list(found)[:MOST]
        # As often as so far, and a little more.
        seen, wanted = wanted, wanted * _ENOUGH * 5 // (4 * max(1, len(found)))
    return None


def _folded(text: str) -> str:
    """As the index folds it: without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _may_hold(text: str, start: str) -> bool:
    """False for most texts without the letters, told in C; whether it holds them is told by the folded text."""
    if text.isascii() or not start.isascii():
        return True
    return start in unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()


async def tidy(write: Writer) -> None:
    """Joins a piece of the index's parts, where there are many."""
    await write.run(f"INSERT INTO words (words, rank) VALUES ('merge', {_PIECE})")
