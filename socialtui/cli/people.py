"""Decides what `people`, `person` and `thanks` say, and how something is remembered of a person on a command line."""

from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.naming import Id, c
from socialtui.cli.printing import as_json, emit, put
from socialtui.domain.conversation import decode_id, encode_id
from socialtui.domain.errors import UsageFault

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.cli.people_lines import PersonJson
    from socialtui.desk import Desk
    from socialtui.desk.people import Card
    from socialtui.desk.room import Done

VERBS = (
    "note",
    "want",
    "gift",
    "thanks",
    "tag",
    "follow-up",
    "done",
    "declined",
    "remove",
    "merge",
    "apart",
    "split",
)
_ON_LINES = ("done", "declined", "remove")
_ON_PEOPLE = ("merge", "apart", "split")
_LINE = Id("l", "line about somebody", "person ID")


def p(number: int) -> str:
    """A person's id for people and scripts."""
    return encode_id(number, "p")


@click.command()
@click.argument("words", nargs=-1, metavar="[NAME | #TAG]")
@click.option("--limit", type=click.IntRange(1), default=50, metavar="N", help="The first N.")
@as_json
@click.pass_obj
def people(start: "Start", words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Those you talk with: by talk in both directions and help given, never by followers."""
    start.run(_people(start, " ".join(words), limit, as_json))


async def _people(start: "Start", words: str, limit: int, as_json: bool) -> None:
    from socialtui.cli.people_lines import KnownJson
    from socialtui.plain.words import rfc3339

    async with start.desk() as desk:
        for one in await desk.people.known(words, limit):
            if as_json:
                emit(
                    KnownJson(
                        p(one.person_id), one.name, list(one.handles), list(one.networks), list(one.tags), one.mutual,
                        one.helped, one.theirs, one.ours, rfc3339(one.last_at),
                    )
                )  # fmt: skip
            else:
                from socialtui.plain.people import known_line

                put(known_line(one, desk.clock.now()))


@click.command()
@click.option("--days", type=click.IntRange(1, 3650), default=7, metavar="N", help="Of the last N days, 7.")
@as_json
@click.pass_obj
def thanks(start: "Start", days: int, as_json: bool) -> None:
    """The appreciation jar: who thanked us after an answer, or praised us."""
    start.run(_thanks(start, days, as_json))


async def _thanks(start: "Start", days: int, as_json: bool) -> None:
    from socialtui.cli.people_lines import ThanksJson
    from socialtui.plain.words import rfc3339

    async with start.desk() as desk:
        jar = await desk.people.jar(days)
        for one in jar:
            cid = c(one.conversation_id) if one.conversation_id is not None else None
            if as_json:
                emit(
                    ThanksJson(
                        rfc3339(one.at), p(one.person_id), one.name, one.network, one.text, cid, one.answer
                    )
                )
            else:
                after = ", after an answer of ours" if one.answer else ""
                put(f"{rfc3339(one.at)}  {one.name} on {one.network}{after}: {' '.join(one.text.split())}")
        if not as_json:
            say(f"{len(jar)} thanks in {days} days.")


@click.command()
@click.argument("who", metavar="ID | @HANDLE")
@click.argument("verb", required=False, type=click.Choice(VERBS))
@click.argument("text", nargs=-1)
@click.option("--on", "day", default="", metavar="T", help="For follow-up: 2d, fri 9:00, 2026-12-24 10:00.")
@click.option("--again", is_flag=True, help="For gift: although they were offered one before.")
@as_json
@click.pass_obj
def person(
    start: "Start", who: str, verb: str | None, text: tuple[str, ...], day: str, again: bool, as_json: bool
) -> None:
    """One person over all networks: a person's id (p1), a conversation's (c1f), or a handle.

    \b
    note T · want T · thanks T   remembers a line
    gift T                       the same; once, unless --again
    tag WORD                     puts a tag on, the same again takes it off
    follow-up T --on DAY         brings them up on that day
    done L · declined L          a want is met or a gift sent, or it is not wanted
    remove L                     takes a line away
    merge P · apart P            says that two people are one, or two
    split @HANDLE                takes a merge back
    """

    async def work() -> "Done | None":
        async with start.desk() as desk:
            number, cid = await _whom(desk, who)
            if verb is None:
                await _show(desk, await desk.people.card(number), as_json)
                return None
            return await _do(desk, number, cid, verb, " ".join(text), day, again)

    done = start.run(work())
    if done is not None:
        say(f"{done.words}.")


async def _whom(desk: "Desk", who: str) -> tuple[int, int | None]:
    """The person that an id or a handle means, and the conversation where it was one."""
    if (cid := decode_id(who)) is not None and cid < 2**62 and await desk.queue.card(cid) is not None:
        return await desk.people.of_conversation(cid), cid
    if (number := decode_id(who, "p")) is not None and number < 2**62:
        return number, None
    found = await desk.people.by_handle(who)
    if len(found) == 1:
        return found[0], None
    if found:
        ids = ", ".join(map(p, found))
        raise UsageFault(
            f"{len(found)} people have the handle {who[:60]!r}: {ids}.", "Give the id of one of them."
        )
    raise UsageFault(
        f"{who[:60]!r} is nobody here.", "Give an id such as p1 (`socialtui people`) or c1f, or a handle."
    )


async def _do(
    desk: "Desk", number: int, cid: int | None, verb: str, text: str, day: str, again: bool
) -> "Done":
    people = desk.people
    if verb in _ON_LINES:
        from socialtui.domain.person import Standing

        standing = {"declined": Standing.DECLINED, "remove": Standing.REMOVED}.get(verb)
        return await people.settle(_LINE.convert(text, None, None), standing)
    if verb in _ON_PEOPLE:
        return await _one_or_two(desk, number, verb, text)
    match verb:
        case "note":
            return await people.note(number, text, cid)
        case "want":
            return await people.want(number, text, cid)
        case "gift":
            return await people.gift(number, text, cid, again=again)
        case "thanks":
            return await people.thank(number, text, cid)
        case "tag":
            return await people.tag(number, text)
    if not day:
        raise UsageFault("A follow-up needs its day.", "Give it with --on: 2d, fri 9:00, 2026-12-24.")
    return await people.follow_up(number, text, desk.verbs.parse_time(day), cid)


async def _one_or_two(desk: "Desk", number: int, verb: str, text: str) -> "Done":
    people = desk.people
    if verb != "split":
        other, _ = await _whom(desk, text)
        return await (people.merge if verb == "merge" else people.decline)(number, other)
    handle = text.lstrip("@").lower()
    for one in (await people.person(number)).handles:
        if (
            handle in (one.handle.lower(), one.name.lower())
            or f"{handle}@" == one.handle.lower()[: len(handle) + 1]
        ):
            return await people.split(number, one.id)
    raise UsageFault(f"{text[:60]!r} is no handle of {p(number)}.", "`socialtui person ID` lists them.")


async def _show(desk: "Desk", card: "Card", as_json: bool) -> None:
    if as_json:
        emit(person_line(card))
        return
    from socialtui.domain.deadlines import zone_of
    from socialtui.plain.people import card_lines

    for line in card_lines(card, desk.clock.now(), zone_of(desk.room.hours.zone)):
        put(line)


def person_line(card: "Card") -> "PersonJson":
    """A person as a line of JSON."""
    from socialtui.cli.people_lines import AlikeLine, GivenLine, HandleLine, MemoLine, PersonJson, TalkLine
    from socialtui.domain.person import tags_of
    from socialtui.plain.words import rfc3339

    def cid(number: int | None) -> str | None:
        return c(number) if number is not None else None

    person = card.person
    return PersonJson(
        id=p(person.id),
        name=person.name,
        tags=list(tags_of(person.memos)),
        handles=[HandleLine(one.network, one.account, one.handle, one.name, one.url) for one in person.handles],
        remembered=[
            MemoLine(
                encode_id(one.id, "l"), one.kind, one.text, one.state, rfc3339(one.at), one.who, rfc3339(one.due_at),
                cid(one.conversation_id),
            )
            for one in person.memos
        ],
        ledger=[
            GivenLine(rfc3339(one.at), one.exchange.value, one.text, one.who, c(one.conversation_id))
            for one in card.ledger
        ],
        only_asked=card.only_asked,
        talks=[
            TalkLine(
                c(one.conversation_id), one.network, one.kind.value, one.state.name.lower(), rfc3339(one.last_at),
                one.text,
            )
            for one in person.talks
        ],
        alike=[AlikeLine(p(one.person_id), one.name, list(one.reasons)) for one in card.alike],
    )  # fmt: skip


COMMANDS = {"people": people, "person": person, "thanks": thanks}
