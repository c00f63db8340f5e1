"""The Friday review: a week in numbers, each with the rows behind it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from socialtui.desk.restraint import RestraintDesk
from socialtui.desk.room import Room
from socialtui.domain.balance import FOUR_WEEKS, Balance, asks, is_offer
from socialtui.domain.deadlines import local_day
from socialtui.domain.mention import BAND_OF, Kind
from socialtui.domain.promotion import promoting
from socialtui.domain.review import (
    KINDS,
    Entry,
    Number,
    Past,
    Review,
    count,
    long_words,
    middle,
    ninetieth,
    share,
)
from socialtui.domain.text import one_line
from socialtui.domain.weeks import monday_of
from socialtui.store import pausing, posts
from socialtui.store import review as told
from socialtui.store.accounts import all_accounts
from socialtui.store.review import Helped, Owed

if TYPE_CHECKING:
    from socialtui.desk.lessons import LessonsDesk
    from socialtui.desk.people import PeopleDesk
    from socialtui.desk.plans import PlansDesk
    from socialtui.desk.traffic import TrafficDesk

__all__ = ["Entry", "Number", "Review", "ReviewDesk"]

WEEKS = 8
"""Weeks that stand side by side."""
PEOPLE = 10
DAY = 86_400
HELP = (Kind.COMPLAINT, Kind.QUESTION, Kind.LEAD, Kind.ERROR)
ANSWERS, PROMISES, LEARNT, PLAN, BALANCE, VENUES, TRAFFIC, IDEAS, PEOPLE_ = (
    "Answers", "Promises", "Learnt", "The plan", "Own posts", "Places", "Visitors", "Ideas to use again",
    "People to get to know",
)  # fmt: skip


class ReviewDesk:
    """Read when somebody looks back."""

    def __init__(
        self, room: Room, restraint: RestraintDesk, plans: "PlansDesk", traffic: "TrafficDesk",
        people: "PeopleDesk", lessons: "LessonsDesk",
    ) -> None:  # fmt: skip
        self._room, self._restraint, self._plans = room, restraint, plans
        self._traffic, self._people, self._lessons = traffic, people, lessons

    def this_monday(self) -> date:
        """The Monday of the present week on the person's wall."""
        return monday_of(local_day(self._room.now(), self._room.hours.zone))

    async def week(self, monday: date | None = None) -> Review:
        """The week that begins on that Monday; this one where none is named."""
        first = monday or self.this_monday()
        span = self._restraint.span(first)
        db = self._room.db
        owed = await told.owed(db, *span, self._room.now())
        helped = await told.first_answers(db, *span)
        numbers = [
            *self._answers(owed, helped), await self._jar(span),
            *await self._promises(span), *await self._learnt(span), *await self._plan(first),
            *await self._posts(span), *await self._venues(span, helped),
            *await self._visitors(first), *await self._ideas(span), *await self._know(),
        ]  # fmt: skip
        past = [await self._past(first - timedelta(weeks=week)) for week in range(WEEKS)]
        return Review(first, tuple(numbers), tuple(reversed(past)))

    async def _past(self, monday: date) -> Past:
        db, span = self._room.db, self._restraint.span(monday)
        owed = await told.owed(db, *span, self._room.now())
        waits = [one.answered_at - one.asked_at for one in await told.first_answers(db, *span)]
        return Past(
            monday, len(await posts.answered(db, *span)), len(await posts.own(db, *span)),
            sum(one.in_time for one in owed), len(owed), middle(waits),
        )  # fmt: skip

    # Answers

    def _answers(self, owed: list[Owed], helped: list[Helped]) -> Iterable[Number]:
        entries = {one.id: _owed(one) for one in owed}
        for kind, words in ((None, "answered in time"), *KINDS):
            here = [one for one in owed if kind is None or one.kind == BAND_OF[kind]]
            id, text = ("in-time", words) if kind is None else (f"in-time-{kind.value}", f"  {words}")
            yield share(id, ANSWERS, text, [entries[one.id] for one in here if one.in_time],
                        [entries[one.id] for one in here])  # fmt: skip
        waits = [one.answered_at - one.asked_at for one in helped]
        rows = tuple(
            Entry(f"{long_words(one.answered_at - one.asked_at)} · {one.person}", one.answered_at, one.id)
            for one in sorted(helped, key=lambda one: one.asked_at - one.answered_at)
        )
        half, most = middle(waits), ninetieth(waits)
        yield Number(
            "first-answer", ANSWERS, "time to first answer, median", long_words(half), half, None, rows
        )
        yield Number(
            "first-answer-90", ANSWERS, "time to first answer, 9 of 10", long_words(most), most, None, rows
        )
        people = {one.person_id: one for one in helped if one.kind in [BAND_OF[kind] for kind in HELP]}
        yield count("helped", ANSWERS, "people helped", [
            Entry(one.person, one.answered_at, one.id, one.person_id) for one in people.values()
        ])  # fmt: skip
        praise = [one for one in owed if one.kind == BAND_OF[Kind.PRAISE]]
        yield share("praise", ANSWERS, "praise thanked", [entries[one.id] for one in praise if one.answered],
                    [entries[one.id] for one in praise])  # fmt: skip

    async def _jar(self, span: tuple[int, int]) -> Number:
        """The appreciation jar: what people were glad of, in their words."""
        return count("jar", ANSWERS, "thanks we received", [
            Entry(f"{one.name}: {one_line(one.text)}", one.at, one.conversation_id, one.person_id)
            for one in await self._people.thanked(*span)
        ])  # fmt: skip

    async def _promises(self, span: tuple[int, int]) -> Iterable[Number]:
        ended = await told.promises(self._room.db, *span)
        return [
            count(f"promises-{state}", PROMISES, f"promises {state}", [
                Entry(f"{who}: {what}", at, cid) for found, cid, who, what, at in ended if found == state
            ])
            for state in ("kept", "broken")
        ]  # fmt: skip

    async def _learnt(self, span: tuple[int, int]) -> Iterable[Number]:
        db = self._room.db
        return [
            count("lessons", LEARNT, "lessons for the product team",
                  [Entry(text, at) for _, text, at in await told.lessons(db, *span)]),
            count("changed", LEARNT, "changes made because of them",
                  [Entry(text, at) for _, text, at in await told.lessons(db, *span, changed=True)]),
        ]  # fmt: skip

    async def _plan(self, monday: date) -> Iterable[Number]:
        half = await self._plans.half_year()
        words = {one.task: one.words for one in half.shares}
        days = [monday + timedelta(days=n) for n in range(7)]
        rounds = [one for day in days for one in half.by_day.get(day, ())]
        every = [
            (one, Entry(f"{one.day:%a} {words.get(one.task, one.task)}, {one.fate.value}{_note(one.note)}"))
            for one in rounds
        ]
        kept = [entry for one, entry in every if one.fate.value == "kept"]
        return [share("tasks", PLAN, "tasks kept", kept, [entry for _, entry in every])]

    # Own posts

    async def _posts(self, span: tuple[int, int]) -> Iterable[Number]:
        db, now = self._room.db, self._room.now()
        own = await posts.own(db, *span)
        rows = [Entry(one_line(text), at) for _, at, text, _ in own]
        week = await self._restraint.count(db, span, span)
        four = (span[1] - FOUR_WEEKS * DAY, span[1])
        month = await self._restraint.count(db, four, four)
        said = await posts.answered(db, *span)
        names = await told.people_of(db, [cid for _, cid, _, _ in said])
        over = await posts.over(db, *span)
        answers = [Entry(f"{names.get(cid, '')}: {one_line(text)}", 0, cid) for _, cid, _, text in said]
        linked = tuple(
            row for row, one in zip(answers, said, strict=True) if promoting(one[3], self._restraint.facts())
        )
        found = [
            count("own-posts", BALANCE, "own posts", rows),
            count("offers", BALANCE, "offers among them",
                  [row for row, one in zip(rows, own, strict=True) if is_offer(one[2])]),
            count("asked", BALANCE, "of them asked people something",
                  [row for row, one in zip(rows, own, strict=True) if asks(one[2])]),
            Number("links", BALANCE, "links of ours in answers", str(week.links), float(week.links), None, linked),
            count("taken", BALANCE, "answers and thanks", answers),
            _balance("balance-7", "the week", week), _balance("balance-28", "28 days", month),
            count("beyond-room", BALANCE, "beyond the room, with a reason",
                  [Entry(f"{one.reason} · {one_line(one.text)}", one.at or 0) for one in over]),
        ]  # fmt: skip
        paused = await pausing.between(db, *span)
        return [*found, count("pauses", BALANCE, "times that own posts were paused", [
            Entry(f"{one.reason(one.ended_at or now)}{', let go by ' + one.ended_by if one.ended_by else ''}",
                  one.at, one.conversation_id) for one in paused
        ])]  # fmt: skip

    # Places, visitors, ideas, people

    async def _venues(self, span: tuple[int, int], helped: list[Helped]) -> Iterable[Number]:
        db = self._room.db
        heard = await told.venues(db, *span)
        said = await posts.answered(db, *span)
        names = await told.people_of(db, [cid for _, cid, _, _ in said])
        accounts = {kept.account.id: kept.account.name for kept in await all_accounts(db)}
        of = await told.accounts_of(db, [cid for _, cid, _, _ in said])
        quiet = span[1] - FOUR_WEEKS * DAY
        found = []
        for number, name in accounts.items():
            items, last = heard.get(number, (0, 0))
            here = [Entry(f"{names.get(cid, '')}: {one_line(text)}", 0, cid) for _, cid, _, text in said
                    if of.get(cid) == number]  # fmt: skip
            people = len({one.person_id for one in helped if one.account == name})
            value = f"{items} heard, {len(here)} answered, {people} helped"
            if last < quiet:
                value = "nothing in 28 days: leave it?"
            found.append(Number(f"place-{name}", VENUES, name, value, float(items), None, tuple(here)))
        return found

    async def _visitors(self, monday: date) -> Iterable[Number]:
        found = []
        for site in await self._traffic.weeks():
            week = next((one for one in site.weeks if one.visits.start == monday), None)
            rows = tuple(Entry(f"{one.visits.start:%d %b}: {one.words}") for one in site.weeks)
            value = week.words if week else "nothing was counted"
            amount = float(week.visits.visitors) if week and week.visits.visitors is not None else None
            found.append(Number(f"visitors-{site.name}", TRAFFIC, site.name, value, amount, None, rows))
        return found

    async def _ideas(self, span: tuple[int, int]) -> Iterable[Number]:
        from socialtui.domain.lesson import LessonState, What

        ideas = await self._lessons.all(What.IDEA, LessonState.OPEN)
        helped = await told.answers_that_helped(self._room.db, *span)
        return [
            count("answers-that-helped", IDEAS, "answers that were thanked for",
                  [Entry(f"{who}: {one_line(text)}", at, cid) for cid, who, text, at in helped]),
            count("ideas", IDEAS, "ideas kept and not used yet",
                  [Entry(one.text, one.at, one.voices[0].conversation_id if one.voices else None) for one in ideas]),
        ]  # fmt: skip

    async def _know(self) -> Iterable[Number]:
        """By what went both ways, never by how many follow them."""
        known = [one for one in await self._people.known() if one.mutual][:PEOPLE]
        return [
            count("people", PEOPLE_, "who talk with us most, both ways", [
                Entry(f"{one.name} · {one.theirs} of theirs, {one.ours} of ours, helped {one.helped}", one.last_at,
                      None, one.person_id) for one in known
            ])
        ]  # fmt: skip


def _owed(one: Owed) -> Entry:
    how = "in time" if one.in_time else "late" if one.answered else "no answer"
    return Entry(f"{how} · {one.person}: {one_line(one.text)}", one.due_at, one.id)


def _note(text: str) -> str:
    return f" ({text})" if text else ""


def _balance(id: str, words: str, balance: Balance) -> Number:
    line = " · ".join(balance.parts)
    return Number(id, BALANCE, words, line, float(balance.taken - balance.given))
