"""Cards on a person's desk: what was said in places that no program can ask, judged and queued like all else."""

import os

from msgspec.structs import replace

from socialtui.desk.room import GONE, Done, Room, card_of, own_row, refuse
from socialtui.domain import kinds
from socialtui.domain.card import CODE, NETWORK, OVERHEARD, ROLES, SAID, CardText, cannot, signed_in
from socialtui.domain.mention import Author, Judgement, Mention
from socialtui.domain.nearest import instead
from socialtui.domain.network import Account
from socialtui.domain.text import clean, clean_flagged, one_line
from socialtui.store import accounts, cards, events, people
from socialtui.store.accounts import NOWHERE
from socialtui.store.cards import Thread
from socialtui.store.mentions import Arrival

__all__ = ["CODE", "NETWORK", "ROLES", "CardText", "CardsDesk"]

LONGEST = 20_000
"""Letters of a card."""


class CardsDesk:
    """A card is one act, with its private line; undo takes both out again."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def places(self) -> list[tuple[Account, int]]:
        """The places that cards were written for, each with how many of them are open."""
        waiting = await cards.places(self._room.db)
        found = [kept.account for kept in await accounts.all_accounts(self._room.db)]
        return [(one, waiting[one.name]) for one in found if one.name in waiting]

    async def add(self, asked: CardText) -> Done:
        """Keeps a card; its conversation stands in `ids`."""
        asked = _tidy(asked, self._room.now())
        before = await self._going_on(asked)
        account = await self._place(asked, before)
        arrival = await self._judged(_mention(asked, account, before))
        name = OVERHEARD if asked.overheard else SAID
        source = next(one for one in await accounts.sources(self._room.db, account.id) if one.name == name)
        said = arrival.mention.author
        words = f"card: {said.name or said.handle} in {account.name}"
        async with self._room.db.atomic() as write:
            act, subject = self._room.act("card", words), await events.one_act(write)
            cid = await cards.add(write, account, source, arrival, self._room.due, act, subject)
            if asked.log:
                note = await people.add_note(write, cid, self._room.who, asked.log, self._room.now())
                await events.added(write, act, "notes", note, cid, subject)
        return Done(words, (cid,))

    async def give_role(self, place: str, role: str) -> Done:
        """Says which tasks of the schedule a place serves; empty for none."""
        account = await self._known(place)
        _refuse_role(role)
        async with self._room.db.atomic() as write:
            await cards.give_role(write, account.name, role)
            words = f"{account.name} serves {role or 'no task'}"
            await events.log(write, self._room.act("card", words))
        return Done(words)

    async def _known(self, place: str) -> Account:
        found = {one.name.casefold(): one for one, _ in await self.places()}
        if place.casefold() in found:
            return found[place.casefold()]
        names = [one.name for one in found.values()]
        there = f"There are: {', '.join(names)}." if names else ""
        raise refuse(f"There is no place called {place}.", instead(place, names, there))

    async def _going_on(self, asked: CardText) -> Thread | None:
        """What the card goes on with; refused where that is no card."""
        if asked.follows is None:
            return None
        card = await card_of(self._room.db, asked.follows)
        before = await cards.thread_of(self._room.db, asked.follows)
        if before is None:
            raise refuse(GONE)
        if own_row(card).network != NETWORK:
            raise refuse(f"{card.account} is no place of cards.", "What is said there comes in by itself.")
        return before

    async def _place(self, asked: CardText, before: Thread | None) -> Account:
        """The account that stands for the place; a new one where nothing was written down of it yet."""
        all_of_them = [kept.account for kept in await accounts.all_accounts(self._room.db)]
        if before is not None:
            return next(one for one in all_of_them if one.id == before.account_id)
        same = next((one for one in all_of_them if one.name.casefold() == asked.place.casefold()), None)
        if same is not None and same.network != NETWORK:
            raise refuse(
                f"{same.name} is an account on {same.network}; what is said there comes in by itself.",
                "Give the place another name.",
            )
        if same is not None and asked.role in ("", same.role):
            return same
        if same is not None:
            await self.give_role(same.name, asked.role)
            return replace(same, role=asked.role)
        new = Account(0, asked.place, NETWORK, role=asked.role)
        return await accounts.add(self._room.db, new, signed_in(asked.place), NOWHERE, "", self._room.now())

    async def _judged(self, said: Mention) -> Arrival:
        """As what the sync process takes in; by the rules alone where nobody lent a judge."""
        if self._room.judged is not None:
            return await self._room.judged(self._room.db, said)
        found = kinds.judge(said.text, tone=None, addressed=said.addressed, network=NETWORK)
        return Arrival(said, Judgement(found, None, ""), bool(said.original))


def _mention(asked: CardText, account: Account, before: Thread | None) -> Mention:
    """What was said, as if the place had told it. A card that names nobody goes on by the same person."""
    number = f"card:{os.urandom(8).hex()}"
    text, hidden = clean_flagged(asked.text)
    author = Author((asked.handle or asked.person).casefold(), asked.handle, asked.person, "")
    if (
        before is not None
        and not asked.handle
        and asked.person.casefold() in ("", before.author.name.casefold())
    ):
        author = before.author
    return Mention(
        remote_id=number,
        author=author,
        text=text,
        said_at=asked.said_at,
        url=asked.link or (before.url if before else ""),
        thread=before.thread if before else number,
        visibility="",
        addressed=not asked.overheard,
        original=asked.text if hidden else "",
        cannot=cannot(account.name),
    )


def _refuse_role(role: str) -> None:
    if role and role not in ROLES:
        raise refuse(f"{role} is no role.", instead(role, ROLES, f"Roles: {', '.join(ROLES)}."))


def _tidy(asked: CardText, now: int) -> CardText:
    """Everything in its form; refused, with the reason, where something is missing."""
    tidy = replace(
        asked, text=asked.text.strip(), place=one_line(asked.place).strip(),
        person=one_line(asked.person).strip().lstrip("@"),
        handle=one_line(asked.handle).strip().lstrip("@"), link=clean(asked.link, newlines=False).strip(),
        log=asked.log.strip(), said_at=asked.said_at or now,
    )  # fmt: skip
    if not tidy.text:
        raise refuse("A card without words says nothing.", "Write down what was said, in a sentence.")
    if len(tidy.text) > LONGEST:
        raise refuse(f"A card has at most {LONGEST} letters.", "Write down what matters.")
    if tidy.follows is None and (not tidy.place or len(tidy.place) > 60):
        raise refuse(
            "A place is one line of at most 60 letters.", "Say where it was said: MySpace, the phone."
        )
    if tidy.follows is None and not tidy.person:
        raise refuse("Somebody said it.", "Give a name; “a caller” will do.")
    if tidy.link and not tidy.link.startswith(("http://", "https://")):
        raise refuse("A link begins with https://.", "Copy the whole address, or leave it out.")
    if tidy.said_at > now:
        raise refuse("That moment has not come yet.", "Give the time at which it was said.")
    _refuse_role(tidy.role)
    return tidy
