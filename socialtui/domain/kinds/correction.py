"""Evidence: somebody says that a fact of ours is wrong. A hint, not a verdict."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="correction",
    weights={Kind.ERROR: 1.5, Kind.PRAISE: -0.25},
    words="""
        correction typo typos misquot* misspel* misspell* erratum factually inaccura* mislead* misinform*
        miscalculat*
    """,
    phrases=(
        "should be|read|say ~ not|instead|and",
        "small|minor|quick|slight|one|tiny correction|error|mistake|typo",
        (
            "you|your|the article|post|page|blog|site|story|piece|website|text|chart|table|video|map ~ "
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
        "fact check",
    ),
    more=0.5,
)
