"""Evidence: somebody says that a fact of ours is wrong. A hint, not a verdict."""

import re
from collections.abc import Iterable

from socialtui.domain.grammar import word_set
from socialtui.domain.lexicon import Signal, Span
from socialtui.domain.mention import Kind
from socialtui.domain.reading import Reading

_SAYING = word_set("say says write writes wrote claim claims state list print")
_YOU_SAY = re.compile(
    r"\byou (?:say|write|wrote|claim|state|list|print)\b[^.!?]{2,40}[,.;] (?:but )?"
    r"(?:it's|it is|it was|she's|he's|they're|there (?:are|were)|the real)\b(?! (?:been|still|now|not)\b)"
    r"|\b(?:is|was|are|were) [^,.]{2,30}, (?:but |and )?you(?:r [a-z]+)? (?:says?|writes?|wrote|claims?)\b"
)
"""What we say beside what is so."""


def _search(reading: Reading) -> Iterable[Span]:
    if _SAYING.isdisjoint(reading.words):
        return ()
    return (found.span() for found in _YOU_SAY.finditer(reading.low))


SIGNAL = Signal(
    part="correction",
    weights={Kind.ERROR: 1.5, Kind.COMPLAINT: -0.75, Kind.PRAISE: -0.25},
    words="""
        correction typo typos misquot* misspel* misspell* erratum factually inaccura* mislead* misinform*
        miscalculat*
    """,
    phrases=(
        "should be|read|say ~ not|instead|and",
        "small|minor|quick|slight|one|tiny correction|error|mistake|typo",
        (
            "you|your|the|that|this article|post|page|blog|site|story|piece|website|text|chart|table|video|map|"
            "caption|"
            "headline|listing|poster|newsletter|recipe|translation|guide|calendar|timetable|label|menu|title|"
            "graph|statistic ~ "
            "says|say|states|claims|claim"
        ),
        "article|post|page|author ~ wrote|states|stated|mentions|mentioned|claims|claimed|says|said",
        "you write|wrote|state|claim that|it|the|in",
        "wrong year|spelling|formula|figure|value|author|city|country|person|logo|link|caption|photo|title",
        "broken|dead|wrong link|links|url",
        "link is|are|seems|does|doesn't|goes ~ broken|dead|404|work|wrong",
        (
            "mistake|mistakes|error|errors in|on ~ article|post|page|text|table|chart|title|headline|"
            "paragraph|code|formula|figure"
        ),
        "please|pls ~ correct|fix|update ~ article|post|page|text|name|date|link|typo|number|figure",
        "get your facts",
        "check your|the source|sources|facts|figures|maths|math|numbers|spelling|dates|calendar",
        "are you sure|certain that|about",
        "this|that|that's|it|its|it's|which|statement|claim ~ not|isn't|isnt|wasn't ~ true|correct|accurate",
        "not correct|true|accurate",
        (
            "get|got|gets|have|has|put|spelled|spelt|wrote|spell ~ name|date|year|spelling|title|place|facts|"
            "fact|number|city|country ~ wrong|incorrectly"
        ),
        "got|get|gets|spelled|spelt|spell|wrote ~ his|her|their|the|my name|year|date|title|spelling ~ wrong",
        (
            "the date|year|name|address|number|figure|spelling|caption|title|distance|population|percentage "
            "~ is|was|are ~ wrong|incorrect|outdated|off"
        ),
        "not|don't|dont|doesn't|doesnt add up",
        "wrong flag|county|date|city|river|map|person|photo|picture|unit|units|language|state|logo",
        "fact check",
        "you give|quote|name|list|print is|are|was|were ~ wrong|incorrect|outdated|old",
        "that|that's|thats|this|it's|its ~ incorrect|untrue|inaccurate",
        "paragraph|page|article|post|section|caption|chapter is|are ~ dead|broken|wrong|outdated",
    ),
    search=_search,
    more=0.5,
)
