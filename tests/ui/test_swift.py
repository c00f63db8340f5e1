"""What somebody waits for: the next row while the last one's fate is written, and hits while they are typed."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from socialtui.desk.room import Done
from socialtui.domain.errors import StoreFault
from socialtui.domain.mention import Kind
from tests.ui.conftest import Sitting
from tests.ui.face import hear, said

Sit = Callable[..., Any]


@contextmanager
def frames(person: Sitting, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What stood on the screen after each frame that was drawn."""
    seen: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(person.app, "post_display_hook", lambda: seen.append("\n".join(person.lines)))
        yield seen


@contextmanager
def slow(person: Sitting, verb: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[asyncio.Event]:
    """The verb's writing waits until the event is set."""
    go, write = asyncio.Event(), getattr(person.desk.verbs, verb)

    async def waiting(*said: Any, **more: Any) -> Done:
        await go.wait()
        done: Done = await write(*said, **more)
        return done

    with monkeypatch.context() as patched:
        patched.setattr(person.desk.verbs, verb, waiting)
        yield go


async def test_the_next_row_is_there_before_the_last_ones_fate_is_written(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        first, second, *_ = person.names
        with slow(person, "snooze", monkeypatch) as go:
            await person.press("s", "r")
            await person.until(lambda: first not in person.names)
            await person.until(lambda: person.lines[1].startswith("▌") and second in person.lines[1])
            assert second in person.lines[-4], "its words stand beside it"
            assert "snoozed" not in person.said, "what is not written yet is not told"
            go.set()
            await person.until(lambda: "snoozed until they answer" in person.said)
        assert person.names == [second, *_]


async def test_a_row_whose_fate_could_not_be_written_stands_where_it_stood(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        names = list(person.names)
        await person.press("j", "x")
        marked = set(person.inbox.parts.queue.marks)

        async def full(*_: object, **__: object) -> Done:
            raise StoreFault("The disk is full.", "Free some room.")

        with monkeypatch.context() as patched:
            patched.setattr(person.desk.verbs, "snooze", full)
            await person.press("s", "r")
            await person.until(lambda: "The disk is full." in person.said)
        assert person.names == names
        assert person.inbox.parts.queue.marks == marked
        assert person.inbox.parts.card.who == names[2]
        assert person.inbox.listing.place == "3 of 3"


async def test_the_number_of_rows_holds_whatever_is_read_while_one_is_away(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        go = asyncio.Event()

        async def full(*_: object, **__: object) -> Done:
            await go.wait()
            raise StoreFault("The disk is full.", "Free some room.")

        with monkeypatch.context() as patched:
            patched.setattr(person.desk.verbs, "snooze", full)
            await person.press("s", "r")
            await person.until(lambda: len(person.names) == 2)
            await person.inbox.renew()
            assert person.inbox.listing.place == "1 of 2"
            go.set()
            await person.until(lambda: "The disk is full." in person.said)
        assert person.inbox.listing.place == "1 of 3"
        await person.inbox.renew()
        assert person.inbox.listing.place == "1 of 3"


async def test_a_row_that_left_while_the_list_was_read_is_counted_out_once(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        read, go = asyncio.Event(), asyncio.Event()
        arrived = person.desk.queue.arrived

        async def late(*query: Any) -> Any:
            read.set()
            await go.wait()
            return await arrived(*query)

        with slow(person, "snooze", monkeypatch) as written, monkeypatch.context() as patched:
            patched.setattr(person.desk.queue, "arrived", late)
            renewing = asyncio.create_task(person.inbox.listing.renew())
            await read.wait()
            await person.press("s", "r")
            await person.until(lambda: len(person.names) == 2)
            go.set()
            await renewing
            assert person.inbox.listing.place == "1 of 2"
            written.set()
            await person.until(lambda: "snoozed until they answer" in person.said)
        assert person.inbox.listing.place == "1 of 2"


async def test_what_comes_while_a_list_is_read_is_told_as_new(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        monkeypatch.setattr(type(person.inbox.parts.queue), "short", False)
        total = person.desk.queue.total

        async def meanwhile(*query: Any) -> Any:
            await hear(person.desk, said(9, "Zoe Ames", "Where is my parcel?"))
            return await total(*query)

        with monkeypatch.context() as patched:
            patched.setattr(person.desk.queue, "total", meanwhile)
            await person.inbox.listing.load()
        assert "Zoe Ames" not in person.names
        await person.inbox.listing.renew()
        assert "+1 new" in person.inbox.listing.place


async def test_a_cursor_that_is_moved_while_news_is_read_stays_where_it_was_moved(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        read, go = asyncio.Event(), asyncio.Event()
        total = person.desk.queue.total

        async def late(*query: Any) -> Any:
            if asyncio.current_task() is renewing:
                read.set()
                await go.wait()
            return await total(*query)

        await hear(person.desk, said(9, "Zoe Ames", "Where is my parcel?"))
        first, second = person.names[:2]
        monkeypatch.setattr(person.desk.queue, "total", late)
        renewing = asyncio.create_task(person.inbox.listing.again())
        await read.wait()
        assert person.inbox.parts.card.who == first
        await person.press("j")
        go.set()
        await renewing
        assert "Zoe Ames" in person.names
        assert person.inbox.parts.card.who == second


@pytest.mark.parametrize("another", [False, True])
async def test_news_does_not_push_aside_the_list_that_somebody_asked_for(
    sit: Sit, monkeypatch: pytest.MonkeyPatch, another: bool
) -> None:
    async with sit() as person:
        read, go = asyncio.Event(), asyncio.Event()
        total, view = person.desk.queue.total, person.inbox.listing.view_number

        async def late(*query: Any) -> Any:
            if asyncio.current_task() in asked:
                read.set()
                await go.wait()
            return await total(*query)

        person.inbox.rooms.live.stop()
        for number, kind in enumerate((Kind.COMPLAINT, Kind.QUESTION), 9):
            await hear(person.desk, said(number, "Zoe Ames", "Where is my parcel?", kind))
        monkeypatch.setattr(person.desk.queue, "total", late)
        turn = person.inbox.listing.turn
        asked = [asyncio.create_task(view(6))]
        await read.wait()
        news = asyncio.create_task(person.inbox.listing.renew())
        await person.pilot.pause()
        if another:  # the next letter of a search begins in the moment in which it ends the one before
            asked[0].cancel()
            asked.append(asyncio.create_task(view(5)))
            await person.pilot.pause()
        go.set()
        await asked[-1]
        assert person.inbox.listing.turn == turn + len(asked), "read for nobody else meanwhile"
        assert person.inbox.listing.shown.id == ("complaints" if another else "questions")
        assert ("Café Löwe" in person.names) is not another, "the rows of what was asked for last"
        await news


async def test_a_list_that_was_pushed_aside_marks_nothing_as_seen(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        monkeypatch.setattr(type(person.inbox.parts.queue), "short", False)
        listing, total = person.inbox.listing, person.desk.queue.total
        go, begun = asyncio.Event(), asyncio.Event()

        async def late(*query: Any) -> Any:
            begun.set()
            await go.wait()
            return await total(*query)

        with monkeypatch.context() as patched:
            patched.setattr(person.desk.queue, "total", late)
            aside = asyncio.create_task(listing.load())
            await begun.wait()
        await listing.load()
        await hear(person.desk, said(9, "Zoe Ames", "Where is my parcel?"))
        go.set()
        await aside
        await listing.renew()
        assert "+1 new" in listing.place


async def test_a_row_stays_in_a_list_that_shows_it_whatever_becomes_of_it(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        await person.press("slash", *"is", "colon", *"any", "enter")
        await person.until(lambda: person.inbox.listing.shown.filter == "is:any")
        names = list(person.names)
        with slow(person, "snooze", monkeypatch) as go:
            await person.press("s", "r")
            assert person.names == names
            go.set()
            await person.until(lambda: "snoozed until they answer" in person.said)
        assert person.names == names


async def test_hits_and_the_first_ones_words_are_one_frame(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sit() as person:
        await person.press("slash")
        await person.until(lambda: person.inbox.parts.ask.has_class("-open"))
        with frames(person, monkeypatch) as seen:
            await person.press("c")
            await person.until(lambda: person.inbox.listing.shown.filter == "c")
            await person.until(lambda: "Tom Becker" in person.lines[1])
        told = [frame.split("\n") for frame in seen]
        assert [lines for lines in told if "Tom Becker" in lines[1]]
        for lines in told:
            assert ("Tom Becker" in lines[1]) == ("Tom Becker" in lines[-4]), "\n".join(lines)


async def test_a_letter_more_pushes_aside_what_is_still_looked_for(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        asked: list[str] = []
        page = person.desk.queue.page
        begun, go = asyncio.Event(), asyncio.Event()

        async def counted(query: Any, *said: Any, **more: Any) -> Any:
            asked.append(query.words)
            if query.words == "a":
                begun.set()
                await go.wait()
            return await page(query, *said, **more)

        await person.press("slash")
        await person.until(lambda: person.inbox.parts.ask.has_class("-open"))
        with monkeypatch.context() as patched:
            patched.setattr(person.desk.queue, "page", counted)
            await person.press("a")
            await begun.wait()
            await person.press("p", "i")
            await person.until(lambda: person.names == ["Café Löwe"])
            go.set()
            await person.press("enter")
            await person.until(lambda: not person.inbox.parts.ask.has_class("-open"))
        assert asked[0] == "a"
        assert asked[-1] == "api"
        assert person.names == ["Café Löwe"]
        assert person.inbox.listing.shown.filter == "api"


async def test_what_every_search_reads_is_read_while_nothing_is_typed_yet(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sit() as person:
        asked: list[str] = []
        page = person.desk.queue.page

        async def counted(query: Any, *said: Any, **more: Any) -> Any:
            asked.append(query.words)
            return await page(query, *said, **more)

        with monkeypatch.context() as patched:
            patched.setattr(person.desk.queue, "page", counted)
            await person.press("slash")
            await person.until(lambda: asked)
        assert len(person.names) == 3, "and none of it is shown"


async def test_a_letter_lays_nothing_out_anew(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sit() as person:
        await person.press("slash", "a")
        await person.until(lambda: person.inbox.listing.shown.filter == "a")
        laid: list[object] = []
        refresh = person.inbox._refresh_layout

        def counted(*said: Any, **more: Any) -> None:
            laid.append(said)
            refresh(*said, **more)

        with monkeypatch.context() as patched:
            patched.setattr(person.inbox, "_refresh_layout", counted)
            await person.press("p", "i")
            await person.until(lambda: person.names == ["Café Löwe"])
        assert not laid
        assert person.lines[-1].startswith(" /  api")


async def test_whoever_waits_for_nothing_new_lets_what_comes_later_wait_its_turn(sit: Sit) -> None:
    async with sit() as person:
        inbox = person.inbox
        inbox.hurry()
        await person.pilot.pause()
        inbox._dirty_widgets.add(inbox.parts.footer)
        await inbox.on_idle()
        assert inbox.parts.footer in inbox._dirty_widgets


async def test_a_long_line_is_seen_where_it_is_typed(sit: Sit) -> None:
    async with sit() as person:
        await person.press("slash", *("word" * 25), "e", "n", "d")
        await person.until(lambda: person.lines[-1].endswith("wordend"))
        await person.press("home")
        await person.until(lambda: person.lines[-1].startswith(" /  wordword"))


async def test_the_lines_of_a_pane_are_drawn_once_a_key(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sit((120, 36)) as person:
        await person.until(lambda: person.inbox.parts.thread.size.height)
        thread, drawn = person.inbox.parts.thread, list[int]()
        line_at = thread.line_at

        def counted(n: int) -> Any:
            drawn.append(n)
            return line_at(n)

        await person.press("j", "k")
        with monkeypatch.context() as patched:
            patched.setattr(thread, "line_at", counted)
            await person.press("j")
        assert len(drawn) == len(set(drawn)) == thread.size.height
