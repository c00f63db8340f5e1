"""Evidence: somebody says that something is not so; of what we wrote, that makes an error."""

from socialtui.domain.lexicon import NOT, Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="disputed",
    weights={Kind.ERROR: 1.0},
    words="""
        actually incorrect incorrectly inaccurate untrue false falsely wrong wrongly mistake mistaken
        outdated debunked repealed disproved refuted myth misattributed mistranslated misquoted renamed abolished
    """,
    phrases=(
        f"{NOT} ~ true|correct|accurate|right",
        "should be|have",
        "in fact",
        "for the record",
        "out of date",
        "no longer true|correct|valid|exists|the",
        "changed in|it|since|that",
        "the|an opposite of",
        "mixed|mix|mixing up",
        "forgot|missed|omitted|left ~ in|from|out|off ~ list|article|table|map|chart",
        "still shows|lists|says|has|on|gives|showing ~ old",
        "not|isn't|aren't|wasn't ~ any more|anymore",
        "not in|from|by|the",
        "photo|picture|image|map|flag|quote|caption|headline|author|translation|drawing is|are|was not",
        "photo|picture|image|map|flag|quote|caption|headline|author|translation|drawing isn't|isnt|wasn't|aren't",
        "formula|table|list|map|article|chart|sentence|graph|timeline misses|lacks|omits|skips",
        "website|page|site|timetable|calendar|list is|are from last",
        "old|former|previous ~ is|are still",
        "chart|table|page|percentages|figures|numbers ~ add|adds up to",
        "name|mention|quote|list|cite ~ left|died|retired|closed|resigned|moved|was|were",
    ),
    more=0.25,
)
