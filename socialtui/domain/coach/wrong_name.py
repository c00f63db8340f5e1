"""Check: a greeting with a name that nobody here has."""

import re
from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.facts import fold

_GREETING = re.compile(
    r"^\s*(?:hi|hello|hey|dear|hallo|liebe|lieber|bonjour|salut|hola|ciao|moin|servus|"
    r"good (?:morning|afternoon|evening)|"
    r"sorry|thank you|thanks)\s+([A-ZÀ-ÖØ-Þ][\w'’-]+)(?=\s*(?:[,!.:–—\n]|-\s|$))",
    re.IGNORECASE,
)
_NOBODY_WORDS = """
    there all everyone everybody folks team again both guys friends you so for to very much that this sir madam
    customer neighbour neighbor friend mate zusammen alle an our your everybody's ladies gentlemen people world
    indeed yes no lots again anyway too kindly
"""
NOBODY = frozenset(_NOBODY_WORDS.split())


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks where a name is greeted that is neither theirs, nor in anything that was said here."""
    found = _GREETING.match(context.draft)
    if found is None or not found[1][:1].isupper() or found[1].casefold() in NOBODY:
        return
    name = fold(found[1])
    names = [context.to, context.answers.author, context.answers.handle]
    known = [fold(word) for text in names for word in re.findall(r"[^\W_]+", text)]
    if not any(len(word) > 2 for word in known) or any(_same(name, word) for word in known):
        return
    if any(
        name in fold(said.text) or name in fold(f"{said.author} {said.handle}") for said in context.thread
    ):
        return
    if name in fold("".join(names).replace("_", "").replace(".", "")):
        return
    words = f"{quoted(found[1], 20)} is greeted, and this goes to {quoted(context.to, 24)}."
    yield context.seen(words, found.span(1))


def _same(name: str, word: str) -> bool:
    """Tom and Thomas, Liz and Elizabeth: a short form is the same name."""
    return (
        name == word
        or name[:2] == word[:2]
        or (len(name) > 2 and name in word)
        or (len(word) > 2 and word in name)
    )


CHECK = Check(Document.EVERYONE, look, 6)
