"""Decides what the lines of `--json` hold where they tell of people and of kept time; their keys are an interface."""

from socialtui.cli.lines import Line


class KnownJson(Line):
    """`people`: one person in the list."""

    id: str
    name: str
    handles: list[str]
    networks: list[str]
    tags: list[str]
    mutual: int
    """How often it went both ways."""
    helped: int
    """Answers of ours to what was wrong or asked."""
    theirs: int
    ours: int
    last_at: str | None


class ThanksJson(Line):
    """`thanks`: one piece of the appreciation jar."""

    at: str | None
    person: str
    name: str
    network: str
    text: str
    conversation: str | None
    answer: bool
    """Said after an answer of ours."""


class HandleLine(Line):
    """`person`: one handle."""

    network: str
    account: str
    handle: str
    name: str
    url: str


class MemoLine(Line):
    """`person`: one thing that is remembered."""

    id: str
    kind: str
    """note, want, gift, thanks, tag or follow_up."""
    text: str
    state: str
    """open, met, sent, declined or due."""
    at: str | None
    who: str
    due_at: str | None
    conversation: str | None


class GivenLine(Line):
    """`person`: one answer of ours, and what it gave."""

    at: str | None
    exchange: str
    """help, thanks, ask or promo."""
    text: str
    who: str
    conversation: str


class TalkLine(Line):
    """`person`: one conversation."""

    id: str
    network: str
    kind: str
    state: str
    last_at: str | None
    text: str


class AlikeLine(Line):
    """`person`: somebody who may be the same."""

    person: str
    name: str
    reasons: list[str]


class PersonJson(Line):
    """`person`: one person over all networks."""

    id: str
    name: str
    tags: list[str]
    handles: list[HandleLine]
    remembered: list[MemoLine]
    ledger: list[GivenLine]
    only_asked: bool
    talks: list[TalkLine]
    alike: list[AlikeLine]


class StatusJson(Line):
    """`status`: one line."""

    brand: str
    complaints: int
    """Those that wait; zero is the aim."""
    complaints_late: int
    owed: int
    late: int
    complaints_in_time: int
    """Of those that fell due this week, or were answered before they would."""
    complaints_due: int
    complaints_share: float | None
    """0 to 1; null where none fell due."""
    in_time: int
    """The same over complaints, questions, leads, errors and praise."""
    due: int
    share: float | None
    joined: int
    """Conversations that nobody asked us into, today."""
    join_line: int
    """Above so many a reason is asked for."""
    plan_done: int
    plan_due: int
    trouble: list[str]
