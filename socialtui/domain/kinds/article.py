"""Evidence: it speaks of something that we wrote."""

from socialtui.domain.lexicon import Signal
from socialtui.domain.mention import Kind

SIGNAL = Signal(
    part="article",
    weights={Kind.ERROR: 0.5, Kind.COMPLAINT: -0.375},
    words="""
        article post page blog paragraph sentence chart table figure formula section chapter heading
        headline author caption quote source graph map photo picture infographic newsletter translation statistic
        statistics listing guide infobox timetable video recipe spelling facts poster flyer leaflet brochure
    """,
    phrases=(
        "you mention|write|wrote|quote|cite|name|state|list|claim|mixed|say|spelled|spelt|forgot",
        (
            "the|your|a date|year|name|number|address|figure|percentage|percentages|price|distance|title|"
            "spelling|population|site|fact|list"
        ),
        "your site|website|page|calendar|poster|profile|bio|map|event",
    ),
)
