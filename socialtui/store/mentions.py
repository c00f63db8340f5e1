"""Mentions as rows: what was said, how it was judged, and how both are read back."""

import json
from typing import Any

from msgspec import Struct

from socialtui.domain.conversation import KindEvidence, Said
from socialtui.domain.mention import BAND_OF, PAGE, Band, Evidence, Judgement, Kind, Mention
from socialtui.store.database import Database, Reader, Row, Writer


class Arrival(Struct, frozen=True):
    """A mention ready to be stored: cleaned and judged before the transaction begins."""

    mention: Mention
    judgement: Judgement | None
    """None for what we said ourselves."""
    hidden: bool = False
    """Hidden characters were removed from it."""


KIND_OF = {band: kind for kind, band in BAND_OF.items()}

INSERT = (
    "INSERT INTO mentions (id, account_id, conversation_id, source_id, identity_id, remote_id, parent, text,"
    " original, said_at, url, visibility, language, tone, evidence, ours, said_by, cannot, hidden)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (account_id, remote_id) DO NOTHING"
)

SAID = (
    "m.id, m.remote_id, m.parent, i.name, i.handle, m.text, m.said_at, m.url, m.ours, m.said_by, m.visibility,"
    " m.language, m.tone, m.evidence, m.cannot, m.hidden, m.edited_at, m.removed_at, s.cannot"
)


OF_ROW = "(SELECT ?1 UNION SELECT id FROM wholes WHERE whole_id = ?1)"
"""The conversations that a row stands for; itself alone, unless several are joined."""

_BASELINE = "baseline"


def encode_evidence(judgement: Judgement) -> str | None:
    """One line a kind: its band and score, then each part with its weight and where its words stand.

    `1 .125;again .5 80 85;detail .5`: the words themselves are in the text, and the baseline is what is
    left of the score, since the parts add up to it exactly.
    """
    if not any(score.evidence for score in judgement.kinds):
        return None
    return "\n".join(
        ";".join((f"{int(BAND_OF[score.kind])} {_short(score.score)}", *map(_part, _told(score.evidence))))
        for score in judgement.kinds
    )


def _told(evidence: tuple[Evidence, ...]) -> list[Evidence]:
    return [one for one in evidence if one.part != _BASELINE]


def _part(one: Evidence) -> str:
    place = f" {one.start} {one.end}" if one.end > one.start else ""
    return f"{one.part} {_short(one.weight)}{place}"


def _short(number: float) -> str:
    """0.5 as .5, 2.0 as 2; read back it is the same number."""
    text = repr(number).removesuffix(".0")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def decode_evidence(text: str | None, said: str) -> tuple[KindEvidence, ...]:
    """The stored evidence, with its words cut out of the text again."""
    return tuple(_kind_evidence(line, said) for line in text.split("\n")) if text else ()


def _kind_evidence(line: str, said: str) -> KindEvidence:
    head, *told = line.split(";")
    band, score = head.split(" ")
    parts = []
    for one in told:
        name, weight, *place = one.split(" ")
        start, end = (int(place[0]), int(place[1])) if place else (0, 0)
        parts.append(Evidence(name, float(weight), said[start:end], start, end))
    baseline = float(score) - sum(part.weight for part in parts)
    if baseline:
        parts.insert(0, Evidence(_BASELINE, baseline, "", 0, 0))
    return KindEvidence(KIND_OF[Band(int(band))], float(score), tuple(parts))


def judged_band(text: str | None) -> int:
    """The band of what stored evidence says first."""
    return int(text.split(" ", 1)[0]) if text else int(Band.CHATTER)


def said_of(row: Row) -> Said:
    """A thread's line from a row of the columns `SAID`."""
    cannot: dict[str, str] = json.loads(row[18]) if row[18] else {}
    if row[14]:
        cannot = cannot | json.loads(row[14])
    return Said(
        id=row[0], remote_id=row[1], parent=row[2] or "", author=row[3] or "", handle=row[4] or "", text=row[5],
        said_at=row[6], url=row[7] or "", ours=bool(row[8]), acknowledgement=row[8] == 2, said_by=row[9] or "",
        visibility=row[10] or "", language=row[11] or "", tone=row[12],
        evidence=decode_evidence(row[13], row[5]), cannot=cannot, hidden=bool(row[15]), edited_at=row[16],
        removed_at=row[17], state="sent" if row[8] else "",
    )  # fmt: skip


async def known(db: Database, account_id: int, remote_ids: list[str]) -> dict[str, tuple[str, str]]:
    """Of these remote ids, those already stored, with their text and visibility."""
    rows = await db.rows(
        "SELECT remote_id, text, visibility FROM mentions WHERE account_id = ?"
        " AND remote_id IN (SELECT value FROM json_each(?))",
        (account_id, json.dumps(remote_ids)),
    )
    return {row[0]: (row[1], row[2] or "") for row in rows}


async def heard_elsewhere(write: Writer, account_id: int, arrivals: list[Arrival], now: int) -> set[str]:
    """Of what arrives, the pages of the web that another account of the same network has heard of already.

    They stay one row each, which is told who else found it.
    """
    pages = [a.mention.remote_id for a in arrivals if a.mention.remote_id.startswith(PAGE)]
    if not pages:
        return set()
    rows = await write.rows(
        "SELECT m.remote_id, m.conversation_id FROM accounts ours JOIN accounts a ON a.network = ours.network"
        " AND a.id <> ours.id AND a.state <> 'removed' JOIN mentions m ON m.account_id = a.id"
        " AND m.remote_id IN (SELECT value FROM json_each(?)) WHERE ours.id = ?",
        (json.dumps(pages), account_id),
    )
    if rows:
        await write.many(
            "INSERT OR IGNORE INTO also_heard VALUES (?,?,?)",
            [(cid, account_id, now) for _, cid in rows if cid is not None],
        )
    return {row[0] for row in rows}


async def shown(db: Database, conversation_ids: list[int]) -> dict[int, Said]:
    """The mention that each of these conversations' rows shows."""
    rows = await db.rows(
        f"SELECT {SAID}, c.id FROM conversations c JOIN mentions m ON m.id = c.mention_id"
        " LEFT JOIN identities i ON i.id = m.identity_id LEFT JOIN sources s ON s.id = m.source_id"
        " WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(conversation_ids),),
    )
    return {row[-1]: said_of(row) for row in rows}


async def of_conversation(db: Reader, conversation_id: int, limit: int = 200) -> list[Said]:
    """The newest of what was said in a conversation, oldest first."""
    rows = await db.rows(
        f"SELECT {SAID} FROM mentions m LEFT JOIN identities i ON i.id = m.identity_id"
        f" LEFT JOIN sources s ON s.id = m.source_id WHERE m.conversation_id IN {OF_ROW}"
        " ORDER BY m.said_at DESC, m.id DESC LIMIT ?2",
        (conversation_id, limit),
    )
    return [said_of(row) for row in reversed(rows)]


async def of_thread(db: Database, conversation_id: int, limit: int = 200) -> list[Said]:
    """The newest of what anybody said in the conversation's thread, oldest first.

    Other persons' conversations in the same thread of the same account count, so does the post of
    ours that started it.
    """
    rows = await db.rows(
        f"SELECT {SAID} FROM mentions m LEFT JOIN identities i ON i.id = m.identity_id"
        " LEFT JOIN sources s ON s.id = m.source_id WHERE m.id IN ("
        "  SELECT id FROM mentions WHERE conversation_id IN ("
        "   SELECT t.id FROM conversations c JOIN conversations t ON t.account_id = c.account_id"
        f"   AND t.thread = c.thread WHERE c.id IN {OF_ROW})"
        "  UNION SELECT r.id FROM conversations c JOIN mentions r ON r.account_id = c.account_id"
        f"   AND r.remote_id = c.thread WHERE c.id IN {OF_ROW})"
        " ORDER BY m.said_at DESC, m.id DESC LIMIT ?2",
        (conversation_id, limit),
    )
    return [said_of(row) for row in reversed(rows)]


def values_of(
    arrival: "Arrival",
    row_id: int,
    ids: tuple[int, int | None, int | None, int | None],
    source_cannot: dict[str, str],
) -> tuple[Any, ...]:
    """The values of `INSERT` for an arrival; `ids` are account, conversation, source and identity.

    What no item of its source can take is kept with the source.
    """
    mention, judgement = arrival.mention, arrival.judgement
    cannot = {verb: why for verb, why in mention.cannot.items() if source_cannot.get(verb) != why}
    return (
        row_id, *ids, mention.remote_id, mention.parent or None, mention.text, mention.original or None,
        mention.said_at, mention.url or None, mention.visibility or None,
        (judgement.language if judgement else mention.language) or None,
        judgement.tone if judgement else None, encode_evidence(judgement) if judgement else None,
        int(mention.ours), None, json.dumps(cannot, ensure_ascii=False) if cannot else None,
        int(arrival.hidden),
    )  # fmt: skip


def kind_of(number: int) -> Kind:
    """The kind behind the number that conversations store."""
    return KIND_OF[Band(number)]
