"""Decides how private messages are heard and said: by another service, which the account's server passes us on to."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from socialtui.domain.cursor import Cursored
from socialtui.domain.errors import Forbidden, NotFound, Refused
from socialtui.domain.mention import Mention
from socialtui.domain.network import Look, Outgoing, Page, Sent, SourceAbout
from socialtui.http_client import Answer
from socialtui.networks.bluesky import wire
from socialtui.networks.bluesky.facets import Resolve, found_in
from socialtui.networks.bluesky.session import Session, named, nothing_sent

SERVICE = "did:web:api.bsky.chat#bsky_chat"
CANNOT_HIDE = "A private message can't be hidden; mute the conversation or report it."
DIRECT = SourceAbout("direct", "Private messages", every=60, cannot=wire.CANNOT | {"hide": CANNOT_HIDE})
HEART = "❤️"

FIRST_CONVERSATIONS, FIRST_MESSAGES = 20, 40
"""How much is read at the very first; what comes after is told by a log."""
LOOKED_BACK = 5
"""Pages of a conversation in which a message is looked for."""
REMEMBERED = 100
CLOCKS_APART = 120
"""Seconds that the server's clock may be behind ours."""

_PREFIX = "dm:"
_DELETED = "deletedMessageView"
_NOT_ALLOWED = (
    "This app password may not see private messages (“{said}”).",
    "Make one with “Allow access to your direct messages” ticked: Settings → Privacy and security → App passwords.",
)


class Sender(Struct):
    """Who wrote a message."""

    did: str


class Message(Struct):
    """One private message; a deleted one has no words."""

    id: str
    sentAt: str
    sender: Sender
    text: str | None = None
    facets: Any = None
    embed: Any = None
    kind: str = msgspec.field(name="$type", default="")

    @property
    def post(self) -> wire.Post:
        """Its words, as a post's are."""
        return wire.Post(self.text or "", facets=self.facets, embed=self.embed)

    @property
    def gone(self) -> bool:
        """Whether it was deleted."""
        return self.text is None or self.kind.endswith(_DELETED)


class Conversation(Struct):
    """A private conversation."""

    id: str
    rev: str
    members: list[wire.Profile] = []


class Event(Struct):
    """Something that happened in a conversation."""

    rev: str
    convoId: str = ""
    kind: str = msgspec.field(name="$type", default="")
    message: Any = None
    relatedProfiles: Any = None


class Place(Struct, Cursored, frozen=True):
    """Where the log was left."""

    rev: str = ""
    last: dict[str, str] = {}
    """Conversation → its newest message: what the next one follows."""


def is_private(remote_id: str) -> bool:
    """Whether an id is a private message's."""
    return remote_id.startswith(_PREFIX)


def split(remote_id: str) -> tuple[str, str]:
    """Conversation and message of an id."""
    conversation, _, message = remote_id.removeprefix(_PREFIX).partition("/")
    return conversation, message


class Chat:
    """The private messages of one account."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._people: dict[str, wire.Profile] = {}

    async def _ask(self, method: str, json: Any = None, **params: Any) -> Answer:
        """One request to the chat service; what the app password may not do is said so."""
        try:
            if json is not None:
                return await self._session.post(method, json, proxy=SERVICE)
            return await self._session.get(method, proxy=SERVICE, **params)
        except Forbidden as error:
            said = named(error)[1]
            if not said.startswith("Bad token"):
                raise
            what, step = _NOT_ALLOWED
            trouble = Forbidden(what.format(said=said.rstrip(".")), step)
            trouble.status, trouble.body_text = error.status, error.body_text
            raise trouble from error

    async def conversations(self, limit: int) -> list[Conversation]:
        """The newest ones, those who wrote first last."""
        answer = await self._ask("chat.bsky.convo.listConvos", limit=limit)
        listed: dict[str, Any] = answer.json(dict[str, Any])
        found = wire.whole(listed.get("convos") or [], Conversation)
        for one in found:
            self._people |= {member.did: member for member in one.members}
        return found

    async def pull(self, cursor: str) -> Page:
        """At first the newest conversations; then what the log tells, a page at a time."""
        place = Place.of(cursor)
        return await (self._told(place) if place.rev else self._first())

    async def _first(self) -> Page:
        found: list[Mention] = []
        listed = await self.conversations(FIRST_CONVERSATIONS)
        last: dict[str, str] = {}
        for one in listed:
            messages = await self._messages(one.id, FIRST_MESSAGES)
            found += await self._mentions(one.id, messages, last)
        rev = max((one.rev for one in listed), default="")
        return self._page(found, Place(rev, last))

    async def _told(self, place: Place) -> Page:
        answer = await self._ask("chat.bsky.convo.getLog", cursor=place.rev)
        logs: dict[str, Any] = answer.json(dict[str, Any])
        events = [
            one for one in (wire.read(item, Event) for item in logs.get("logs") or []) if one is not None
        ]
        events = [one for one in events if one.rev > place.rev]
        found: list[Mention] = []
        removed: list[str] = []
        last = dict(place.last)
        for event in events:
            message = wire.read(event.message, Message)
            if message is None:
                continue
            self._meet(event.relatedProfiles)
            if event.kind.endswith("#logDeleteMessage"):
                removed.append(_id(event.convoId, message.id))
            elif event.kind.endswith("#logCreateMessage"):
                found += await self._mentions(event.convoId, [message], last)
        rev = max((event.rev for event in events), default=place.rev)
        newest = dict(list(last.items())[-REMEMBERED:])
        there = {mention.remote_id: mention for mention in found if mention.remote_id not in removed}
        return self._page(there.values(), Place(rev, newest), removed, more=bool(events))

    def _page(
        self, found: Iterable[Mention], place: Place, removed: Sequence[str] = (), *, more: bool = False
    ) -> Page:
        ordered = tuple(sorted(found, key=lambda mention: mention.said_at))
        cursor = place.cursor
        return Page(
            ordered, cursor, more=more, removed=tuple(removed), budget_left=self._session.budget_left()
        )

    def _meet(self, profiles: Any) -> None:
        for one in profiles if isinstance(profiles, list) else ():
            profile = wire.read(one, wire.Profile)
            if profile is not None:
                self._people[profile.did] = profile

    async def _messages(self, conversation: str, limit: int = 100, pages: int = 1) -> list[Message]:
        """The newest of a conversation, oldest first."""
        found: list[Message] = []
        cursor = ""
        for _ in range(pages):
            answer = await self._ask(
                "chat.bsky.convo.getMessages", convoId=conversation, limit=limit, cursor=cursor
            )
            page: dict[str, Any] = answer.json(dict[str, Any])
            listed = page.get("messages") or []
            found += [one for one in (wire.read(item, Message) for item in listed) if one is not None]
            cursor = str(page.get("cursor") or "")
            if not listed or not cursor:
                break
        return sorted(found, key=lambda one: (wire.seconds(one.sentAt), one.id))

    async def _mentions(
        self, conversation: str, messages: Sequence[Message], last: dict[str, str]
    ) -> list[Mention]:
        """Each follows the one before it; `last` is brought up to date."""
        me = await self._session.me()
        found = []
        for one in messages:
            if one.gone:
                continue
            profile = await self._who(one.sender.did, conversation)
            found.append(_mention(conversation, one, profile, me, last.get(conversation, "")))
            last.pop(conversation, None)
            last[conversation] = one.id
        return found

    async def _who(self, did: str, conversation: str) -> wire.Profile:
        if did not in self._people:
            if did == await self._session.me():
                return wire.Profile(did, self._session.handle)
            answer = await self._ask("chat.bsky.convo.getConvo", convoId=conversation)
            found = wire.read(answer.json(dict[str, Any]).get("convo"), Conversation)
            self._people |= {member.did: member for member in found.members} if found else {}
        return self._people.setdefault(did, wire.Profile(did))

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        """The newest part of a conversation, oldest first."""
        conversation, _ = split(remote_id)
        return tuple(await self._mentions(conversation, await self._messages(conversation), {}))

    async def look(self, remote_id: str) -> Look:
        """A message as it stands, and what we said after it."""
        conversation, wanted = split(remote_id)
        me = await self._session.me()
        try:
            messages = await self._messages(conversation, pages=LOOKED_BACK)
        except NotFound:
            return Look(exists=False)
        place = next((n for n, one in enumerate(messages) if one.id == wanted and not one.gone), None)
        if place is None:
            return Look(exists=False)
        after = await self._mentions(conversation, messages[place:], {})
        return Look(True, after[0].text, tuple(_until_they_write(after[1:], me)))

    async def reply(self, outgoing: Outgoing, resolve: Resolve) -> Sent:
        """Says something in a conversation. The service knows no key: what is silent has to be looked for."""
        if outgoing.media:
            raise Refused(
                "Private messages on Bluesky take words alone.", "Take the file out, and send the words."
            )
        conversation, _ = split(outgoing.in_reply_to)
        message: dict[str, Any] = {"text": outgoing.text}
        with nothing_sent():
            facets = await found_in(outgoing.text, resolve)
        if facets:
            message["facets"] = facets
        answer = await self._ask(
            "chat.bsky.convo.sendMessage", json={"convoId": conversation, "message": message}
        )
        return _sent(conversation, answer.json(Message))

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """The same words of ours, not older than the first try."""
        conversation, _ = split(outgoing.in_reply_to)
        me, earliest = await self._session.me(), outgoing.first_try_at - CLOCKS_APART
        for one in await self._messages(conversation):
            same = one.sender.did == me and not one.gone and (one.text or "").split() == outgoing.text.split()
            if same and wire.seconds(one.sentAt) >= earliest:
                return _sent(conversation, one)
        return None

    async def like(self, remote_id: str) -> None:
        """A heart on a message; again is harmless."""
        conversation, message = split(remote_id)
        wish = {"convoId": conversation, "messageId": message, "value": HEART}
        await self._ask("chat.bsky.convo.addReaction", json=wish)

    async def mute(self, remote_id: str) -> None:
        """No notifications from a conversation any more."""
        await self._ask("chat.bsky.convo.muteConvo", json={"convoId": split(remote_id)[0]})

    async def subject(self, remote_id: str) -> dict[str, str]:
        """What a report of a message names."""
        conversation, wanted = split(remote_id)
        for one in await self._messages(conversation, pages=LOOKED_BACK):
            if one.id == wanted:
                kind = "chat.bsky.convo.defs#messageRef"
                return {"$type": kind, "did": one.sender.did, "convoId": conversation, "messageId": wanted}
        raise NotFound("There is no such message any more.", "It may be deleted.")


def _until_they_write(after: Sequence[Mention], me: str) -> Iterator[Mention]:
    """What we said to a message: up to their next one."""
    for mention in after:
        if mention.author.remote_id != me:
            return
        yield mention


def _id(conversation: str, message: str) -> str:
    return f"{_PREFIX}{conversation}/{message}"


def _mention(conversation: str, one: Message, profile: wire.Profile, me: str, before: str) -> Mention:
    said_at = wire.seconds(one.sentAt)
    mention = wire.to_mention(_id(conversation, one.id), profile, one.post, said_at, me)
    return msgspec.structs.replace(
        mention,
        url=f"https://bsky.app/messages/{conversation}",
        parent=_id(conversation, before) if before else "",
        thread=f"{_PREFIX}{conversation}",
        visibility="direct",
        cannot={} if mention.ours else {"hide": CANNOT_HIDE},
    )


def _sent(conversation: str, one: Message) -> Sent:
    return Sent(
        _id(conversation, one.id), f"https://bsky.app/messages/{conversation}", wire.seconds(one.sentAt)
    )
