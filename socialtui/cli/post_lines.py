"""Decides what a line tells of a post of our own."""

from typing import Literal

from socialtui.cli.lines import Line
from socialtui.cli.naming import o
from socialtui.domain.conversation import encode_id
from socialtui.domain.post import Post, Stands
from socialtui.plain.words import rfc3339


class PostJson(Line):
    """`post list`: one post of ours, and where it stands."""

    id: str
    account: str
    network: str
    at: str | None
    """Its slot; null where it has none yet."""
    state: Literal[
        "draft",
        "to_approve",
        "planned",
        "paused",
        "leaving",
        "sending",
        "unknown",
        "sent",
        "missed",
        "refused",
    ]
    text: str
    media: list[str]
    """What goes with it, described."""
    who: str
    approved_by: str
    reason: str
    """Why it goes although there was no room."""
    outbox: str | None
    """Its line in the outbox, once it was planned."""
    url: str
    trouble: str
    next_step: str


class ReportRowJson(Line):
    """`report --rows`: one row behind a number."""

    conversation: str | None
    at: str | None
    words: str


class ReportJson(Line):
    """`report`: one number of a week."""

    week: str
    """Its Monday."""
    number: str
    section: str
    words: str
    value: str
    """As it is told."""
    amount: float | None
    """Times in seconds; null where there is nothing to tell."""
    of: int | None
    """Of how many; null where it is no share."""
    rows: list[ReportRowJson]


_STATES: dict[Stands, str] = {
    Stands.ASKED: "to_approve", Stands.UNKNOWN: "unknown", Stands.REFUSED: "refused",
}  # fmt: skip


def line_of(post: Post, paused: bool) -> PostJson:
    """A post as JSON."""
    stands = post.stands(paused)
    return PostJson(
        encode_id(post.id, "w"), post.account, post.network, rfc3339(post.at) if post.at else None,
        _STATES.get(stands, stands.value), post.text, [one.shown for one in post.media], post.who,  # type: ignore[arg-type]
        post.approved_by, post.reason, o(post.intent_id) if post.intent_id else None, post.url, post.trouble,
        post.next_step,
    )  # fmt: skip
