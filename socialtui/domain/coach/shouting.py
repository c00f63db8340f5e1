"""Check: shouting in an answer: words in capitals, rows of marks."""

import re
from collections.abc import Iterator

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.mention import Kind
from socialtui.domain.reading import masked

_CAPITALS = re.compile(r"\b[A-ZÄÖÜÀÂÇÉÈÊÎÔÑ]{4,}\b(?:[ ,]+[A-ZÄÖÜÀÂÇÉÈÊÎÔÑ]{2,}\b)*")
_PAIR = re.compile(r"\b(?:[A-Z]{2,}[ ,]+){2,}[A-Z]{2,}\b")
_MARKS = re.compile(r"[!?]*(?:!!|\?\?|!\?|\?!)[!?]*")
_SHOUTED_WORDS = """
    must never always stop please read cannot cant wont dont only every not this your very really immediately
    because again already told said listen wrong right need have will that what when where there need know
    everyone nobody none nothing today tomorrow before after first last check look wait free sale great thank
    thanks sorry good best love super much many more most
"""
SHOUTED = frozenset(_SHOUTED_WORDS.split())
"""Words that are no abbreviation: one alone in capitals is shouted."""


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of capitals that are no name or abbreviation, and of rows of marks where nobody is celebrating."""
    plain = masked(context.draft, context.own_names)
    found = _PAIR.search(plain) or next((one for one in _CAPITALS.finditer(plain) if _shouted(one[0])), None)
    if found is not None and found[0] not in context.theirs:
        yield context.seen(f"{quoted(context.draft[slice(*found.span())])} shouts.", found.span())
    elif context.kind is not Kind.PRAISE and (marks := _MARKS.search(plain)) is not None:
        yield context.seen(f"{quoted(marks[0])} shouts; one mark is enough.", marks.span())


def _shouted(words: str) -> bool:
    parts = words.replace(",", " ").split()
    return any(part.lower() in SHOUTED for part in parts) or len(parts) > 2


CHECK = Check(Document.WRONG, look, 44, post=look)
