"""Any text at all, through everything that draws a line: no control character, no broken width."""

from datetime import UTC

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment

from socialtui.domain import cadence
from socialtui.domain.conversation import Card, Counts, KindEvidence, Note, PromiseLine, Said, State, Thread
from socialtui.domain.draft import Remark
from socialtui.domain.mention import Band, Evidence, Kind
from socialtui.domain.plan import Task
from socialtui.ui import rows, telling, themes
from socialtui.ui.look import Look
from socialtui.ui.widgets.cadence import task_line
from socialtui.ui.widgets.lines import wrap
from socialtui.ui.widgets.review import Leaving, review_line
from socialtui.ui.widgets.status import Facts, status_line
from tests.pty.hostile import PAYLOADS
from tests.pty.sequences import Screen, foreign

NOW = 1_700_000_000
LOOK = Look(themes.choose("dark")[0].ink())
ASCII = Look(themes.choose("dark")[0].ink(), ascii=True)

harmful = st.lists(
    st.sampled_from([payload.text for payload in PAYLOADS]) | st.text(st.characters(exclude_categories=())),
    max_size=4,
).map("".join)
widths = st.sampled_from((4, 20, 40, 78, 119))
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def drawn(*lines: list[Segment] | tuple[Segment, ...], width: int = 0) -> None:
    """What a terminal would get of these lines is harmless, and they are as wide as they may be."""
    for line in lines:
        text = "".join(segment.text for segment in line)
        data = text.encode("utf-8", "backslashreplace")
        assert foreign(b"\x1b[?1049h" + data, Screen(200, 50)) == [], ascii(text)
        assert not width or cell_len(text) <= width, (cell_len(text), width, ascii(text))


def card(text: str, **more: object) -> Card:
    """A card in which every word of others is this text."""
    values: dict[str, object] = {
        "id": 1, "account_id": 1, "state": State.OPEN, "band": Band.COMPLAINT, "kind": Kind.COMPLAINT,
        "pinned": False, "due_at": NOW - 60, "first_at": NOW - 3600, "last_at": NOW - 3600, "wake_at": None,
        "claimed_by": text, "claimed_until": NOW + 60, "unread": 1, "tags": (text,), "version": 0, "text": text,
        "hidden": True,
        "name": text, "handle": text, "code": "ma", "network": "mastodon", "account": text, "addressed": True,
        **more,
    }  # fmt: skip
    return Card(**values)  # type: ignore[arg-type]


def thread(text: str, ours: bool) -> Thread:
    part = Evidence("waiting", 1.0, text, 0, len(text))
    said = Said(
        id=1, remote_id=text, parent="", author=text, handle=text, text=text, said_at=NOW, url=f"https://{text}",
        ours=ours, acknowledgement=ours, said_by=text, visibility="public", language="en", tone=None,
        evidence=(KindEvidence(Kind.COMPLAINT, 1.0, (part,)),), cannot={"reply": text}, hidden=True, edited_at=NOW,
        removed_at=None, state="leaving" if ours else "",
    )  # fmt: skip
    return Thread(
        card(text),
        (said, said),
        0,
        3,
        (Note(NOW, text, text),),
        text,
        (PromiseLine(text, NOW, "broken", text),),
        text,
    )


@quick
@given(text=harmful, width=widths, look=st.sampled_from((LOOK, ASCII)))
def test_rows_of_the_queue(text: str, width: int, look: Look) -> None:
    said = rows.shown(card(text), NOW, "ana", look)
    drawn(rows.one_line(said, width, look), width=max(width, rows.HEAD + 25))
    drawn(rows.first_of_two(said, width, look), rows.second_of_two(said, width, look), width=max(width, 30))


@quick
@given(text=harmful, width=widths, look=st.sampled_from((LOOK, ASCII)), ours=st.booleans())
def test_preview_and_thread(text: str, width: int, look: Look, ours: bool) -> None:
    told = thread(text, ours)
    drawn(*[list(line) for line in telling.preview(told, NOW, width, "1 of 3", look)])
    for in_full in (False, True):
        drawn(*[list(line) for line in telling.whole(told, NOW, UTC, width, look, in_full)])


@quick
@given(text=harmful, width=widths)
def test_words_in_full(text: str, width: int) -> None:
    drawn(*[[Segment(line)] for line in wrap(text, width)], width=max(width, 4))


@quick
@given(text=harmful, width=widths, look=st.sampled_from((LOOK, ASCII)), alarm=st.booleans())
def test_status_and_review(text: str, width: int, look: Look, alarm: bool) -> None:
    facts = Facts(text, Counts(2, 1, 11, 1, 3, 0), "3/6", text, "14:07 CET")
    drawn(
        list(status_line(facts, "", alarm, width, look)), list(status_line(facts, text, alarm, width, look))
    )
    leaving = Leaving(text, text, "public", 12, "Mon 9:00", "", (Remark(text),))
    drawn([Segment(review_line(leaving, width, look))])


@quick
@given(text=harmful, width=widths, look=st.sampled_from((LOOK, ASCII)))
def test_tasks_of_the_day(text: str, width: int, look: Look) -> None:
    task = Task("x", text, text, (), "daily", 7, 5, "", "", text, True, True)
    row = cadence.Row(task, cadence.State.HALF, True, "3 of 7", 3, 5, text, text)
    drawn(list(task_line(row, width, look)))


def test_every_payload_alone() -> None:
    for payload in PAYLOADS:
        told = thread(payload.text, ours=False)
        said = rows.shown(told.card, NOW, "ana", LOOK)
        drawn(
            rows.one_line(said, 80, LOOK), *[list(line) for line in telling.whole(told, NOW, UTC, 78, LOOK)]
        )
        if payload.literal:
            text = "".join(segment.text for segment in rows.one_line(said, 200, LOOK))
            assert payload.literal in text
