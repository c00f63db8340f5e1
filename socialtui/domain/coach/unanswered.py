"""Check: a question of theirs that the draft passes over."""

import re
from collections.abc import Iterator
from functools import cache

from socialtui.domain.draft import Check, Document, DraftContext, Remark, quoted
from socialtui.domain.kinds import is_english
from socialtui.domain.language import guess
from socialtui.domain.mention import Kind
from socialtui.domain.reading import masked, read
from socialtui.domain.wording import LITTLE, Wording, stem, topics

MOST = 3
"""Questions of one person that are looked at."""

MATTER = 2
"""Words that are no courtesy, from which a draft may well be an answer."""

COURTESY = """
    great nice good lovely wonderful question asking ask reaching reach contacting contact interest interested message
    comment writing write post feedback appreciate appreciated value valued hear hearing happy glad pleased delighted
    help team love day week weekend evening forward hope enjoy best regards wishes support patience understanding
    trouble inconvenience sincerely apologies apologize apologise loyal loyalty kind words welcome always time
    customer experience everyone folks friend"""
"""Words of an answer that could go to anybody."""

_SENTENCE = re.compile(r"[^.!?\n]*\?+")
RHETORIC = Wording(
    words="seriously kidding joking wtf ffs bother hell heck fuck* shit* damn",
    phrases=(
        "do|did|does|can|are|is you|anyone|anybody|somebody|it|your ~ even|ever|actually|really",
        "even read|care|work|exist|listen|answer|know|try",
        "how hard|difficult can|is",
        "how dare",
        "how many times",
        "how is|can this|that|it ~ acceptable|okay|ok|possible|legal|allowed",
        "what|whats|what's is|the ~ wrong|matter|point",
        "who do|the you",
        "is|are this|that|you ~ joke|serious|real|normal|deaf|blind|stupid",
        "why bother|do|did i|we",
        "isn't|isnt|aren't|arent|wasn't|wasnt|don't|dont|doesn't|doesnt it|you|they|we|that",
        "how about|you no",
    ),
)
ECHOED = Wording(
    words="yes yeah yep yup no nope sure certainly absolutely unfortunately sadly definitely indeed afraid",
    phrases=(
        "of course",
        "not possible|available|sold|anymore",
        "it|they|that|we|you ~ does|doesn't|is|isn't|are|aren't|can|can't|cannot|will|won't|do|don't|has|have|had",
    ),
)
"""Yes, no, and `it does`: an answer to what wants a yes or a no."""
TAKEN_ON = Wording(
    phrases=(
        "find|finding|found out",
        "let me|us ~ check|ask|find|see|look",
        "i|we will|am|are ~ ask|check|find|look|asking|checking|finding|looking|passed|forward",
        "i'll|ill|we'll|i'm|im|we're ~ ask|check|find|look|get|come|asking|checking|finding|looking|on",
        "get|come|write back to|with",
        "looking|look into",
        "i|we don't|dont|do ~ know",
        "not sure|yet",
        "dm|message|mail|email|call|write|send us|me|you|your",
    )
)
"""Somebody finds out, or asks for what is needed first."""
WHEN = re.compile(r"\bwhen\b|\bhow (?:long|soon)\b|\bwhat (?:time|date|day)\b", re.IGNORECASE)
MUCH = re.compile(
    r"\bhow (?:much|many)\b|\bwhat does (?:it|this|that) cost\b|\bwhat(?:'s| is) the price\b", re.IGNORECASE
)
_TIME = re.compile(
    r"\d|\b(?:today|tonight|tomorrow|yesterday|now|soon|already|never|always|daily|week\w*|month\w*|year\w*|days?|hours?|"
    r"minutes?|morning|noon|afternoon|evening|night|mon|tue|wed|thu|fri|sat|sun|\w+day|jan\w*|feb\w*|march|april|may|"
    r"june|july|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|spring|summer|autumn|winter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight|next|later|once|until|after|before)\b",
    re.IGNORECASE,
)  # fmt: skip
_NUMBER = re.compile(
    r"\d|\b(?:free|nothing|none|no|one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|price\w*|"
    r"cost\w*|depends?|all|any|unlimited|as many|both|half)\b",
    re.IGNORECASE,
)


def look(context: DraftContext) -> Iterator[Remark]:
    """Speaks of the first question that nothing in the draft speaks to. An acknowledgement promises the rest."""
    if context.ack or not _asks(context) or not is_english(guess(context.draft)):
        return
    for question in questions(context.theirs)[:MOST]:
        if not _spoken_to(question, context.draft):
            yield Remark(f"They asked {quoted(question, 36)}: nothing here speaks to it.")
            return


def _asks(context: DraftContext) -> bool:
    return Kind.QUESTION in (context.kind, *context.kinds) and is_english(
        context.answers.language or guess(context.theirs)
    )


def questions(text: str) -> list[str]:
    """The questions in a text, those that want no answer left aside."""
    plain = masked(text)
    found = []
    for one in _SENTENCE.finditer(plain):
        said = text[one.start() : one.end()].strip()
        if len(topics(said)) >= 1 and said not in RHETORIC:
            found.append(said)
    return found


def _spoken_to(question: str, draft: str) -> bool:
    """Whether any sign of an answer is there: when and how much want a time and a number, the rest some matter."""
    if "?" in draft or "://" in draft or draft in TAKEN_ON:
        return True
    if WHEN.search(question):
        return bool(_TIME.search(draft))
    if MUCH.search(question):
        return bool(_NUMBER.search(draft))
    asked = topics(question)
    said = {stem(word) for word in read(masked(draft)).words if word not in LITTLE}
    if draft in ECHOED or any(_alike(one, other) for one in asked for other in said):
        return True
    return len(said - _courtesy()) >= MATTER


def _alike(one: str, other: str) -> bool:
    """The same word, or one of its kin: refund and refunding, deliver and delivery begin alike."""
    return one == other or (len(one) > 4 and len(other) > 4 and one[:5] == other[:5])


@cache
def _courtesy() -> frozenset[str]:
    return frozenset(stem(word) for word in COURTESY.split())


CHECK = Check(Document.WRONG, look, 28)
