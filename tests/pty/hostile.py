"""What strangers write to harm a terminal, one payload for each way; and a store in which every text is one."""

from msgspec import Struct

from socialtui.domain.mention import Author, Evidence, Judgement, Kind, KindScore, Mention
from socialtui.domain.network import Gap, Page
from socialtui.store import accounts, ingest
from socialtui.store.database import Database
from socialtui.store.mentions import Arrival
from tests.pty.house import HOUR, NOW, add_account, due


class Payload(Struct, frozen=True):
    """One way to do harm."""

    name: str
    text: str
    literal: str = ""
    """What must stand on the screen as it is, for what harms only where it is read as markup."""
    storable: bool = True


MARKS = "".join(chr(0x300 + n) for n in range(43))

PAYLOADS = (
    Payload("csi", "a\x1b[2Jb\x1b[7;900Hc\x1b[3;9r"),
    Payload("osc52", "a\x1b]52;c;cHduZWQhIQ==;\x07b\x1b]52;p;cHduZWQ=\x1b\\c"),
    Payload("title", "a\x1b]0;PWNED\x1b\\b\x1b]2;PWNED\x07c\x1b]1337;File=x:AA==\x07d"),
    Payload("c1", "a\x9b2Jb\x9b?1005hc\x90q#0\x9cd\x9d0;PWNED\x9ce\x85f"),
    Payload("bidi", "a\u202egnp.exe\u202c\u2066b\u2067c\u2069\u200f\u061cd"),
    Payload("zero-width", "a\u200bb\u2060c\ufeffd\u00ade\u180ef\u2063g"),
    Payload("tags", "a" + "".join(chr(0xE0000 + ord(letter)) for letter in "ignore this") + "\U000e007fb"),
    Payload("marks", f"a{MARKS}b Z{MARKS}{MARKS}c"),
    Payload("nul", "a\x00b\x01c\x0bd\x0ce\x1cf\x08\x08\x08g\rh\x07i"),
    Payload("del", "a\x7fb\x7f\x7fc"),
    Payload("markup", "[red]R[/red][@click=app.quit]x[/][on blue]B[/]", "[red]R[/red]"),
    Payload("unbalanced", "A[/nope] [b B [/] [[/x]] [link", "A[/nope]"),
    Payload("link", "[link='https://evil.example']L[/link]\x1b]8;;https://evil.example\x1b\\M\x1b]8;;\x1b\\",
            "[link='https://evil.example']L"),
    Payload("surrogate", "a\ud800b\udfffc\udc80d", storable=False),
    Payload("emoji", "\U0001f44d\U0001f3fd\u2764\ufe0f\u26a0\ufe0f1\ufe0f\u20e3\U0001f3f3\ufe0f\u200d\U0001f308x"),
    Payload("unfinished", "a\x1b[38;5;b\x1b]0;c\x1bPd\x1b_e\x1b^f\x1bX g\x1b"),
    Payload("modes", "a\x1b[?1000h\x1b[?1049l\x1b[?25h\x1b[>4;2m\x1bc\x1b(0\x1b#8\x0e\x0fb"),
    Payload("private", "a\ue000b\U000f0000c\u0378d\ufffee\U0010ffff"),
    Payload("lines", "a\u2028b\u2029c\r\nd\re\n\n\nf\tg"),
)  # fmt: skip
STORABLE = tuple(payload for payload in PAYLOADS if payload.storable)


def canary(number: int) -> str:
    """The word that tells which payload stands on a line."""
    return f"Canary{number:02}"


def bad(number: int) -> str:
    """A storable payload behind its word."""
    return f"{canary(number)} {STORABLE[number].text} end"


def _arrival(number: int, said_at: int, kind: Kind = Kind.COMPLAINT) -> Arrival:
    text, harm = bad(number), STORABLE[number].text
    said = Mention(
        remote_id=f"bad-{number}", author=Author(f"p{number}", harm, f"N{number:02} {harm}", f"https://h/{harm}"),
        text=text, said_at=said_at, url=f"https://example.org/{harm}", visibility="public", language="en",
        cannot={"like": harm},
    )  # fmt: skip
    part = Evidence("waiting", 2.5, harm, 0, len(text))
    return Arrival(said, Judgement((KindScore(kind, 2.5, (part,)),), -0.5, "en"), hidden=True)


async def fill(db: Database) -> list[int]:
    """Every text of this store is a payload, past the cleaner; the conversations' ids in that order."""
    account, source = await add_account(db, "town", handle=bad(0))
    arrivals = [_arrival(n, NOW - HOUR + n) for n in range(len(STORABLE))]
    await ingest.store_arrivals(db, account, source, arrivals, due, NOW)
    answers = [
        Arrival(
            Mention(
                f"ours-{n}",
                Author("us", harm.text, harm.text),
                bad(n),
                NOW - 600,
                parent=f"bad-{n}",
                ours=True,
            ),
            None,
        )
        for n, harm in enumerate(STORABLE)
        if n % 2
    ]
    gap = Gap(NOW - HOUR, NOW - 1800, bad(1))
    page = Page(tuple(one.mention for one in answers), "cursor", gap=gap)
    await ingest.store_page(db, account, source, page, answers, due, NOW)
    rows = await db.rows(
        "SELECT c.id FROM conversations c JOIN mentions m ON m.id = c.mention_id ORDER BY m.id"
    )
    ids = [row[0] for row in rows][: len(STORABLE)]
    async with db.atomic() as write:
        await write.run("UPDATE conversations SET state = 0, reason = '', first_at = ?", (NOW - HOUR,))
        for n, cid in enumerate(ids):
            harm = STORABLE[n].text
            await write.run(
                "INSERT INTO notes (conversation_id, at, who, text) VALUES (?,?,?,?)",
                (cid, NOW, harm, bad(n)),
            )
            await write.run(
                "INSERT INTO promises (conversation_id, text, due_at, state, who, opened_at) VALUES (?,?,?,?,?,?)",
                (cid, bad(n), NOW + 86_400, "open", harm, NOW),
            )
            await write.run(
                "UPDATE conversations SET tags = ?, due_at = ? WHERE id = ?",
                (f" {harm.replace(' ', '_')} ", NOW - HOUR + n, cid),
            )
            await write.run("INSERT INTO drafts VALUES (?,?,?,'')", (cid, f"Draft {bad(n)}", NOW))
            await write.run(
                "INSERT INTO events (at, who, verb, words, conversation_id) VALUES (?,?,?,?,?)",
                (NOW, harm, "tag", bad(n), cid),
            )
            await write.run(
                "INSERT INTO intents (kind, account_id, conversation_id, mention_id, text, key, state, due_at, who,"
                " created_at, trouble, next_step, url, sent_at) VALUES ('reply',?,?,NULL,?,?,?,?,?,?,?,?,?,?)",
                (
                    account.id, cid, bad(n), f"key-{n}", ("unknown", "refused", "sent")[n % 3], NOW, harm, NOW,
                    bad(n), harm, f"https://{harm}", NOW,
                ),
            )  # fmt: skip
        await write.run("UPDATE people SET note = name")
        await write.run("UPDATE conversations SET claimed_by=?, claimed_until=? WHERE id=?",
                        (STORABLE[0].text, NOW + 600, ids[0]))  # fmt: skip
        await write.run("UPDATE conversations SET claimed_by=?, claimed_until=? WHERE id=?",
                        ("\u202e" + STORABLE[4].text, NOW + 600, ids[1]))  # fmt: skip
        await write.run("UPDATE drafts SET writer=? WHERE conversation_id=?", (STORABLE[2].text, ids[2]))
    await accounts.source_trouble(db, source.id, "trouble", bad(3), bad(4), NOW + 600, NOW)
    await accounts.account_trouble(db, account.id, "trouble", bad(5), bad(6))
    return ids
