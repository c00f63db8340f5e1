"""Decides what the lines of `--json` hold where they tell of what a person made, taught or practised."""

from typing import Literal

from socialtui.cli.lines import Line


class ViewJson(Line):
    """`view list`: one view, in the order of `[` and `]`."""

    id: str
    name: str
    query: str
    key: str | None
    """The digit behind g; null from the tenth on."""
    rows: int
    """At most 1000: what is more is not counted."""
    own: bool
    """False for those that come with the program."""


class VoiceJson(Line):
    """`lessons`: one conversation in which it was said."""

    conversation: str
    person: str
    handle: str
    network: str
    account: str
    text: str
    answered_at: str | None
    """When we wrote to them since it was changed."""


class LessonJson(Line):
    """`lessons`: one line of what conversations taught."""

    id: str
    what: Literal["lesson", "faq", "idea"]
    text: str
    """The line; for the FAQ the question."""
    answer: str
    state: Literal["open", "changed"]
    changed: str
    """What was changed, in words."""
    who: str
    at: str | None
    changed_at: str | None
    heard: list[VoiceJson]
    to_tell: list[str]
    """Conversations of those who said it and were not written to since it was changed."""


class TrafficJson(Line):
    """`traffic`: one week of a site, or with `traffic days` one day."""

    site: str
    service: str
    """plausible, matomo, goatcounter, umami; hand where the numbers are typed in."""
    span: str
    """week or day."""
    start: str
    """The day, or the week's Monday: 2026-11-23."""
    end: str
    days: int
    """How many of its days are over."""
    visitors: int | None
    visits: int | None
    views: int | None
    by: str
    """Who typed it in; empty for what the service said."""
    by_days: bool
    """Added up from days: who came twice counts twice."""
    change: float | None
    """Against the week before, 0.12 for twelve in a hundred more; of a week that isn't over, its days so far."""
    state: str
    """How the site's counting fares: ok, trouble or signed_out."""
    trouble: str
    next_step: str
    last_success: str | None


class PlaceJson(Line):
    """`card places`: one place that no program can ask."""

    place: str
    role: str
    """Which tasks of the schedule it serves; empty for none."""
    open: int
    """Cards that wait."""


class SavedJson(Line):
    """`replies`: one saved reply."""

    name: str
    words: str
    """One line to know it by."""
    text: str
    fields: list[str]
    """What is to be filled in before it can leave."""
    used: int
    last_used: str | None


class LearnedJson(Line):
    """`learned`: one word that decisions taught."""

    word: str
    """Two words are a pair, parc* is how a word begins, #waiting a piece of evidence."""
    kind: str | None
    """Null for a forgotten one."""
    weight: float
    """-1 to 1: what it adds to the kind, or takes, once what was learned counts in full."""
    decisions: int
    share: float
    """How much what was learned counts in this kind by now, 0 to 0.7; the rules have the rest."""
    forgotten: bool


class DecisionJson(Line):
    """`learned --decisions`: one decision that holds."""

    at: str | None
    who: str
    conversation: str | None
    kind: str
    how: str
    """kind, spam, approved, more or less."""
    text: str


class RuleJson(Line):
    """`rules list`: one rule, and what its last trial found."""

    name: str
    state: str
    when: str
    does: str
    hits: int | None
    heard: int | None
    tried_at: str | None
    acts: int


class RuleHitJson(Line):
    """`rules try`: a conversation that a rule would have hit, by its newest word."""

    rule: str
    conversation: str
    person: str
    kind: str
    said_at: str | None
    text: str
    does: str


class ScoreJson(Line):
    """`demo --score`: a principle, and how well a drill followed it."""

    principle: str
    got: int
    most: int
    reasons: list[str]
    source_document: str
