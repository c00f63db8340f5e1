"""Decides how the practice brand behaves as a network: script and memory put together."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from socialtui.domain.errors import AlreadySaid, Garbled, NotFound, Refused
from socialtui.domain.media import Attached, MediaRules
from socialtui.domain.mention import Mention
from socialtui.domain.moderation import no_way
from socialtui.domain.network import Account, Clock, Limits, Look, Outgoing, Page, Sent, SignedIn, SourceAbout
from socialtui.domain.text import clean
from socialtui.networks.demo.drill import COUNT, LETTER, Drill
from socialtui.networks.demo.people import BRAND, HANDLE, US
from socialtui.networks.demo.script import ANSWERED, CANNOT, Stream
from socialtui.networks.demo.talk import Talk, url_of
from socialtui.networks.demo.world import Mark, Said, World

PAGE = 100
EVERY = 5
"""Seconds between two looks at a practice source."""


class Flavour(Struct, frozen=True):
    """What kind of place an account of the practice brand is."""

    code: str
    role: str
    sources: tuple[tuple[str, str, str], ...]
    """Name, stream letter and words of each source; what people say back comes with the first."""
    handle: str
    limits: Limits
    moderates: frozenset[str]
    note: str


FLAVOURS = {
    "short": Flavour(
        "ma",
        "short",
        (("notifications", "s", "Mentions and replies"), ("search", "l", "Saved search: acme widgets")),
        HANDLE,
        Limits(
            500,
            23,
            remote_handles_short=True,
            handles_in_text=True,
            threads=True,
            media=MediaRules(4, ("image/jpeg", "image/png", "image/gif", "image/webp"), 16_000_000, 0),
        ),
        frozenset(("mute", "report")),
        "People answer your replies after half a minute or so.",
    ),
    "blog": Flavour(
        "wp",
        "blog",
        (("comments", "b", "Comments"),),
        "",
        Limits(
            media=MediaRules(why_none="A blog's comments take words alone, no files."),
            no_posts="Posts of the blog are written there; its comments are answered here.",
        ),
        frozenset(("approve", "spam", "trash", "hide")),
        "Comments can be answered, approved, marked as spam and put in the bin.",
    ),
    "alerts": Flavour(
        "ga",
        "alerts",
        (("feed", "a", "Alerts for acme widgets"),),
        "",
        Limits(no_posts="Alerts only listen."),
        frozenset(),
        "Alerts only listen; answers go by hand.",
    ),
    "drill": Flavour(
        "ma",
        "short",
        (("notifications", LETTER, "Mentions and replies"),),
        HANDLE,
        Limits(500, 23, remote_handles_short=True, handles_in_text=True, threads=True),
        frozenset(("mute", "report")),
        "People answer to what you write, within seconds.",
    ),
}


class Setting(Struct, frozen=True):
    """The world that an account's address names."""

    world: Path | None
    seed: str
    per_minute: float
    mentions: int
    start: int
    answered: int = 0
    """Words that colleagues answered in the days before."""


def setting_of(url: str) -> Setting:
    """Reads demo:///PATH?seed=7&rate=6&mentions=60&start=SECONDS; without a path nothing outlives the process.

    `mentions` counts the backlog of this one account, over all its sources.
    """
    parts = urlsplit(url)
    query = parse_qs(parts.query)

    def value(name: str, default: str) -> str:
        return query.get(name, [default])[-1]

    path = unquote(parts.path).strip()
    try:
        if parts.scheme != "demo" or parts.netloc:
            raise ValueError(url)
        setting = Setting(
            Path(path) if path.strip("/") else None,
            value("seed", "7"),
            float(value("rate", "6")),
            int(value("mentions", "60")),
            int(value("start", "")),
            int(value("answered", "0")),
        )
        if not (
            0 <= setting.per_minute <= 6000
            and 0 <= setting.mentions <= 10**9
            and 0 < setting.start < 2**40
            and 0 <= setting.answered <= PAGE
        ):
            raise ValueError(url)
    except ValueError as error:
        raise Refused(
            f"This is no address of a practice world: {clean(url, newlines=False, limit=200)}.",
            "It looks like demo:///home/ana/world.jsonl?seed=7&rate=6&mentions=60&start=1790000000.",
        ) from error
    return setting


class Demo:
    """One account of the practice brand."""

    def __init__(self, account: Account, clock: Clock) -> None:
        name = account.user or "short"
        if name not in FLAVOURS:
            raise Refused(
                f"The practice brand has no account called {clean(name, newlines=False, limit=40)}.",
                f"It has: {', '.join(FLAVOURS)}.",
            )
        self._name = name
        self._flavour = FLAVOURS[name]
        self._setting = setting_of(account.url)
        self._world = World(self._setting.world)
        self._clock = clock
        self._streams = self._opened()
        many, setting = 2 * self._setting.answered if name == "short" else 0, self._setting
        self._before = Stream(setting.seed, ANSWERED, many, 0.0, setting.start)

    def _opened(self) -> dict[str, Stream]:
        """The streams by source; a second source has an eighth of the mentions."""
        made: dict[str, Stream] = {}
        setting = self._setting
        sources = self._flavour.sources
        for place, (source, letter, _) in enumerate(sources):
            share = 1.0 if len(sources) == 1 else (1 / 8 if place else 7 / 8)
            few = setting.mentions // 8
            backlog = setting.mentions if len(sources) == 1 else (few if place else setting.mentions - few)
            if letter == LETTER:
                made[source] = Drill(setting.seed, letter, COUNT, 0.0, setting.start)
            else:
                made[source] = Stream(
                    setting.seed, letter, backlog, setting.per_minute * share, setting.start
                )
        return made

    # What the port asks for

    async def sign_in(self) -> SignedIn:
        """Says who we are; there is nobody to ask."""
        flavour = self._flavour
        instead = " or ".join(sorted(flavour.moderates)) or "open the link"
        cannot = no_way("This practice account", flavour.moderates, f"{instead} instead")
        sources = tuple(
            SourceAbout(name, words, letter in f"sb{LETTER}", EVERY, cannot | CANNOT[letter])
            for name, letter, words in flavour.sources
        )
        notes = ("This is practice: nothing leaves this machine.", flavour.note)
        return SignedIn(
            US.remote_id, flavour.handle, BRAND, flavour.limits, sources, flavour.code, flavour.role, notes
        )

    async def pull(self, source: str, cursor: str) -> Page:
        """The next hundred of a source, and what people have said to us since."""
        stream = self._streams.get(source)
        if stream is None:
            raise NotFound(f"The practice brand has no source called {clean(source, limit=40)}.")
        number, heard_at, ours = _place(cursor)
        now = self._clock.now()
        visible = stream.visible(now)
        last = min(number + PAGE, visible)
        found = [mention for n in range(number, last) if (mention := stream.at(n, now)) is not None]
        if source == self._flavour.sources[0][0]:
            talk = self._talk(now)
            if not cursor:
                found = [self._before.mention(n) for n in range(self._before.backlog)] + found
            found += [talk.ours(one) for one in talk.said[ours:]]
            found += talk.said_back(heard_at)
            ours = len(talk.said)
        place = f"{max(number, last)}:{max(heard_at, now)}:{ours}"
        return Page(tuple(found), place, more=last < visible)

    async def thread(self, remote_id: str) -> tuple[Mention, ...]:
        """The scripted words around it, our answers, and what was said to those."""
        found = self._talk(self._clock.now()).around(remote_id)
        if not found:
            raise NotFound("This is not there, or no more.", "It may have been deleted.")
        return found

    async def look(self, remote_id: str) -> Look:
        """Whether it still stands there, with which words, and which answers of ours below it."""
        talk = self._talk(self._clock.now())
        mention = talk.at(remote_id)
        if mention is None:
            return Look(False)
        ours = tuple(one for one in talk.around(remote_id) if one.ours and one.parent == remote_id)
        return Look(True, mention.text, ours)

    async def reply(self, outgoing: Outgoing) -> Sent:
        """Stands on disk when this returns; the same key stands there once."""
        self._refuse(outgoing)
        said = Said(
            outgoing.key,
            self._name,
            clean(outgoing.text),
            outgoing.in_reply_to,
            self._clock.now(),
            outgoing.visibility,
        )
        kept = await asyncio.to_thread(self._world.add, said)
        return self._sent(kept if isinstance(kept, Said) else said)

    async def find(self, outgoing: Outgoing) -> Sent | None:
        """The answer with that key and those words, if it stands there."""
        words = clean(outgoing.text)
        for one in self._world.said(self._name):
            if one.key == outgoing.key and one.text == words:
                return self._sent(one)
        return None

    async def upload(self, one: Attached) -> str:
        """Nothing leaves this machine: the file's own name stands for it."""
        if not self._flavour.limits.media.most:
            raise Refused(self._flavour.limits.media.why_none)
        return f"file-{Path(one.file).stem}"

    async def like(self, remote_id: str) -> None:
        """Remembers it; again is harmless."""
        await self._mark(remote_id, "like", "like")

    async def moderate(self, remote_id: str, verb: str) -> None:
        """Remembers it; spam and bin take a comment away."""
        if verb not in self._flavour.moderates:
            raise Refused(f"This practice account can't {clean(verb, limit=40)}.")
        await self._mark(remote_id, verb, "hide" if verb == "hide" else "")

    def stream(self) -> AsyncIterator[str] | None:
        """There is none; a look every few seconds costs nothing here."""
        return None

    async def close(self) -> None:
        """There is nothing to let go of."""

    # How it is found

    def _talk(self, now: int) -> Talk:
        """All that stands in the world at that moment, read once."""
        streams = (*self._streams.values(), self._before)
        return Talk(streams, tuple(self._world.said(self._name)), self._world.marks(self._name), now)

    async def _mark(self, remote_id: str, verb: str, needs: str) -> None:
        mention = self._talk(self._clock.now()).at(remote_id)
        if mention is None:
            raise NotFound("This is not there, or no more.")
        if needs in mention.cannot:
            raise Refused(mention.cannot[needs])
        await asyncio.to_thread(self._world.add, Mark(self._name, verb, remote_id, self._clock.now()))

    def _refuse(self, outgoing: Outgoing) -> None:
        """Raises what a real network would say to an answer that it doesn't take."""
        if self._name == "alerts":
            raise Refused(CANNOT["a"]["reply"])
        talk = self._talk(self._clock.now())
        if any(one.key == outgoing.key for one in talk.said):
            return
        if not outgoing.text.strip():
            raise Refused("An answer without words is not taken.")
        if self._name == "blog" and not outgoing.in_reply_to:
            raise Refused("Posts of our own are not written here, only answers to comments.")
        if outgoing.in_reply_to and talk.at(outgoing.in_reply_to) is None:
            raise NotFound("What this answers is not there, or no more.", "It may have been deleted.")
        if too_long := self._too_long(outgoing.text):
            raise Refused(too_long)
        words = clean(outgoing.text)
        if any((one.text, one.to) == (words, outgoing.in_reply_to) for one in talk.said):
            raise AlreadySaid("The same words stand there already.")

    def _too_long(self, text: str) -> str:
        most = self._flavour.limits.max_length
        if not most or len(text) <= most:
            return ""
        import regex

        counted = len(regex.findall(r"\X", regex.sub(r"https?://\S+", "x" * 23, text)))
        return f"This has {counted} characters; {most} are taken." if counted > most else ""

    def _sent(self, said: Said) -> Sent:
        return Sent(said.remote_id, url_of(self._flavour.sources[0][1], said.remote_id), said.at)


def _place(cursor: str) -> tuple[int, int, int]:
    """Next number, moment of the last look, and answers of ours already told."""
    if not cursor:
        return 0, -1, 0
    try:
        number, moment, ours = (int(part) for part in cursor.split(":"))
    except ValueError as error:
        raise Garbled("The practice brand does not know this place in its stream.") from error
    return max(0, number), moment, max(0, ours)
