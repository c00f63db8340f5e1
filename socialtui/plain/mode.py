"""Decides what each line that a person types does; every answer is appended, and nothing is redrawn."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol

from socialtui.domain.conversation import encode_id
from socialtui.domain.deadlines import zone_of
from socialtui.domain.errors import ConfigFault, SocialtuiError, UsageFault
from socialtui.domain.nearest import meant
from socialtui.domain.text import clean
from socialtui.plain.advising import coach_lines, coach_verbs
from socialtui.plain.by_hand import HELP as BY_HAND
from socialtui.plain.by_hand import ByHand
from socialtui.plain.composing import Composing
from socialtui.plain.deciding import HELP as DECIDING
from socialtui.plain.deciding import Deciding
from socialtui.plain.enriching import HELP as ENRICHING
from socialtui.plain.enriching import Enriching
from socialtui.plain.grouping import Grouping
from socialtui.plain.listing import PAGE, Listing, people_verbs
from socialtui.plain.owing import HELP as OWING
from socialtui.plain.owing import Owing
from socialtui.plain.posting import HELP as POSTING
from socialtui.plain.posting import Posting
from socialtui.plain.rules import HELP as RULES_HELP
from socialtui.plain.rules import rule_verbs
from socialtui.plain.teaching import Teaching
from socialtui.plain.telling import cadence_line, outbox_line, source_line, thread_lines

if TYPE_CHECKING:
    from datetime import tzinfo

    from socialtui.desk import Desk

PROMPT = "socialtui> "
HELP = {
    "list [FILTER]": "who is waiting; list others, list is:late kind:complaint @name",
    "views": "lists by name; view save NAME QUERY keeps one, view remove NAME takes it out",
    "more": "the rows behind those",
    "next": "the one due next, in full",
    "show N": "one conversation in full, by its number in the list or its id",
    "calm N": "what they said, and once more without shouting and insults",
    "reply N": "write an answer: lines, ended by a line with a dot alone; edit N in your editor",
    "ack N": "write the short answer that promises another",
    "posted N": "you posted the draft yourself, where no answer goes from here",
    **ENRICHING,
    "recall": "take back the newest reply that is still leaving",
    "done N [REASON]": "close it; an unanswered complaint wants a reason",
    "snooze N [TIME]": "put it off: 2h, tomorrow, fri 9:00; an hour where no time is said",
    "alike N": "those that say the same; reply then begins with a copy of the last answer among them",
    "merge N [N ...], split N": "one row for what one person said in several threads; apart again",
    "claim N, release N": "take it as yours, let go of it",
    "tag N WORD, note N TEXT": "a tag (again takes it off), a private line",
    **DECIDING,
    "status": "who waits, what was answered in time, how much we joined",
    "people [NAME]": "those you talk with",
    "person N [note | want | gift | thanks | tag TEXT]": "who they are; remembers a line about them",
    **OWING,
    **RULES_HELP,
    "lesson N TEXT": "what the product team should know of it, in one line; lessons lists them",
    "changed LESSON [WORDS]": "we changed it: tells whom to write to; tell LESSON begins the next answer",
    "reuse N reply | faq | idea [WORDS]": "our answer there as a saved reply, a FAQ line or an idea for a post",
    **BY_HAND,
    **POSTING,
    "undo": "take back what you did last",
    "cadence": "today's schedule",
    "tick TASK [skip | not-appropriate | back]": "a task is done; back: it ticked itself and isn't",
    "outbox, drafts, sources": "replies on their way, texts not sent, how the accounts fare",
    "quit": "leave; what is leaving goes on leaving",
}


class Terminal(Protocol):
    """Where lines come from and go to."""

    asks: bool
    """A person sits there, who can be asked; False for a pipe."""

    def read(self, prompt: str) -> str | None:
        """The next line without its end; None when there are no more."""
        ...

    def write(self, line: str) -> None:
        """One line, or several."""
        ...

    def edit(self, text: str, command: str) -> str | None:
        """The text after a person's editor; None where it failed or nothing was saved."""
        ...


Run = Callable[[Coroutine[Any, Any, Any]], Any]


class LineMode:
    """One desk behind a prompt."""

    def __init__(self, desk: "Desk", terminal: Terminal, run: Run) -> None:
        self._desk, self._terminal, self._run = desk, terminal, run
        self._listing = Listing(desk, self._say)
        self._mark = 0
        self._failed = False
        self._composing = Composing(desk, terminal)
        self._verbs: dict[str, Callable[[str], Coroutine[Any, Any, None]]] = {
            "list": self._list, "more": self._more, "next": self._next, "show": self._show,
            "reply": self._reply, "edit": self._edit, "ack": self._ack, "posted": self._posted,
            "recall": self._recall, "done": self._done, "snooze": self._snooze, "claim": self._claim,
            "release": self._release, "tag": self._tag, "note": self._note, "undo": self._undo,
            "cadence": self._cadence, "tick": self._tick, "outbox": self._outbox, "drafts": self._drafts,
            **Grouping(desk, self._listing, self._say).verbs(),
            "sources": self._sources, "views": self._views, "view": self._view, "help": self._help,
            **coach_verbs(desk, self._listing, self._say),
            **people_verbs(desk, self._listing, self._say), **rule_verbs(desk, self._listing, self._say),
            **Owing(desk, self._say, self._listing).verbs(),
            **Teaching(desk, self._listing, self._say).verbs(),
            **ByHand(desk, terminal, self._say).verbs(), **Posting(desk, terminal, self._say).verbs(),
            **Deciding(desk, self._listing, self._say).verbs(),
            **Enriching(desk, self._listing, terminal, self._say, self._composing.write).verbs(),
        }  # fmt: skip

    def loop(self) -> int:
        """Reads lines until they end or `quit`; 1 when a line of a script failed, else 0."""
        self._do(self._greet())
        while True:
            line = self._terminal.read(PROMPT)
            if line is None or line.strip().lower() in ("quit", "exit", "q"):
                break
            if line.strip():
                self._line(line.strip())
        self._do(self._farewell())
        return 1 if self._failed and not self._terminal.asks else 0

    def _line(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        verb = self._verbs.get(word.lower().replace("?", "help"))
        if verb is None:
            self._failed = True
            self._say(f"There is no command {word[:40]}{meant(word, self._verbs, '.')} help lists them.")
            return
        self._do(verb(rest.strip()))
        self._do(self._news())

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            self._run(work)
        except ConfigFault as error:
            self._failed = True
            for fault in error.faults:
                self._say(fault)
        except SocialtuiError as error:
            self._failed = True
            self._say(str(error))

    def _say(self, words: str) -> None:
        self._terminal.write(clean(words))

    # Coming and going

    async def _greet(self) -> None:
        status = await self._desk.health.status()
        counts = status.counts
        complaints = "1 complaint waits" if counts.complaints == 1 else f"{counts.complaints} complaints wait"
        self._say(
            f"{status.brand}: {complaints}, {counts.late_complaints} late; {counts.owed} owed, {counts.late} late;"
            f" today {status.plan_done} of {status.plan_total}. help lists the commands."
        )
        if status.unusual:
            self._say(f"{status.unusual}.")
        for trouble in status.trouble:
            self._say(trouble)
        if self._terminal.asks:
            await self._since()
        self._mark = await self._desk.queue.newest()
        self._desk.changed()

    async def _since(self) -> None:
        """What came since this person was last here."""
        place = await self._desk.place.recalled()
        for words in await self._desk.place.since_words(place.seen_at, keys=False):
            self._say(words)
        await self._desk.place.remember(place.conversation_id, place.view, "left")

    async def _news(self) -> None:
        if not self._desk.changed():
            return
        owed = self._desk.queue.views()[0].query
        new = await self._desk.queue.arrived(owed, self._mark)
        self._mark = await self._desk.queue.newest()
        if new:
            self._say(f"{new} new; list shows them.")

    async def _farewell(self) -> None:
        if self._terminal.asks:
            place = await self._desk.place.recalled()
            await self._desk.place.remember(place.conversation_id, place.view, "left")
        leaving = await self._desk.replies.leaving()
        if leaving:
            self._say(f"{len(leaving)} still leaving; the sync process sends what you don't recall.")

    # Reading

    async def _list(self, rest: str) -> None:
        await self._listing.begin(rest)

    async def _more(self, _rest: str) -> None:
        await self._listing.go_on()

    async def _next(self, _rest: str) -> None:
        card = await self._desk.queue.next_owed()
        if card is None:
            self._say("Nobody is waiting.")
            return
        await self._tell(card.id)

    async def _show(self, rest: str) -> None:
        await self._tell(await self._listing.cid(rest))

    async def _tell(self, cid: int) -> None:
        thread = await self._desk.queue.thread(cid)
        self._say(encode_id(cid))
        for line in thread_lines(thread, self._desk.clock.now(), self._desk.who, self._zone()):
            self._say(line)
        for line in coach_lines(self._desk, thread):
            self._say(line)
        await self._desk.queue.read(cid)

    def _zone(self) -> "tzinfo":
        return zone_of(self._desk.room.hours.zone)

    # Answering

    async def _reply(self, rest: str) -> None:
        cid = await self._listing.cid(rest)
        await self._composing.write(cid, begins=await self._listing.copy(cid))

    async def _edit(self, rest: str) -> None:
        cid = await self._listing.cid(rest)
        await self._composing.write(cid, editor=True, begins=await self._listing.copy(cid))

    async def _ack(self, rest: str) -> None:
        await self._composing.write(await self._listing.cid(rest), ack=True)

    async def _posted(self, rest: str) -> None:
        await self._composing.posted(await self._listing.cid(rest))

    async def _recall(self, _rest: str) -> None:
        line = await self._desk.replies.recall()
        what = "the post" if line.kind == "post" else f"the text to {line.to}"
        self._say(f"Taken back; {what} is a draft again.")

    async def _outbox(self, _rest: str) -> None:
        lines = await self._desk.replies.outbox(PAGE)
        for line in lines:
            self._say(f"{encode_id(line.id, 'o')} {outbox_line(line)}")
        if not lines:
            self._say("Nothing was sent yet.")

    async def _drafts(self, _rest: str) -> None:
        lines = await self._desk.replies.drafts()
        for line in lines:
            self._say(f"{encode_id(line.conversation_id)} to {line.to}: {' '.join(line.text.split())}")
        if not lines:
            self._say("There are no drafts.")

    # Sorting

    async def _done(self, rest: str) -> None:
        cid, reason = await self._listing.cid_and(rest)
        self._say((await self._desk.verbs.done([cid], reason)).words)

    async def _snooze(self, rest: str) -> None:
        cid, time = await self._listing.cid_and(rest)
        moment = self._desk.verbs.parse_time(time or "1h")
        self._say((await self._desk.verbs.snooze([cid], moment)).words)

    async def _claim(self, rest: str) -> None:
        self._say((await self._desk.verbs.claim([await self._listing.cid(rest)])).words)

    async def _release(self, rest: str) -> None:
        self._say((await self._desk.verbs.release([await self._listing.cid(rest)])).words)

    async def _tag(self, rest: str) -> None:
        cid, tag = await self._listing.cid_and(rest)
        self._say((await self._desk.verbs.tag([cid], tag)).words)

    async def _note(self, rest: str) -> None:
        cid, text = await self._listing.cid_and(rest)
        self._say((await self._desk.verbs.note(cid, text)).words)

    async def _undo(self, _rest: str) -> None:
        self._say((await self._desk.undo.undo()).words)

    # The schedule and the sources

    async def _cadence(self, _rest: str) -> None:
        today = (await self._desk.cadence.keep())[0].today
        for row in today.rows:
            self._say(cadence_line(row))
        self._say(f"today {today.kept} of {today.due}, {today.minutes_left} min left")
        for offer in await self._desk.plans.offers():
            self._say(f"{offer.words.partition(' enter ')[0]} `socialtui plan --answer` says which.")

    async def _tick(self, rest: str) -> None:
        from socialtui.domain.cadence import How

        task, _, word = rest.partition(" ")
        ways = {how.value.replace("_", "-"): how for how in How} | {"": How.DONE, "back": How.TAKEN_BACK}
        how, desk = ways.get(word.strip().lower().lstrip("-")), self._desk.cadence
        if how is None:
            words = "Say tick TASK, or with skip, not-appropriate or back."
            raise UsageFault(f"“{word[:40]}” is no way to tick.", words)
        self._say((await (desk.untick(task) if how is How.TAKEN_BACK else desk.tick(task, how))).words)

    async def _sources(self, _rest: str) -> None:
        found = await self._desk.health.sources()
        for source in found:
            self._say(source_line(source, self._desk.clock.now()))
        if not found:
            self._say("Nothing is connected yet.")

    # Saved views

    async def _views(self, _rest: str) -> None:
        for view in self._desk.views.all():
            self._say(f"{view.id}: {view.text or 'everything open'}")
        for fault in self._desk.views.faults():
            self._say(fault)

    async def _view(self, rest: str) -> None:
        verb, _, more = rest.partition(" ")
        name, _, text = more.strip().partition(" ")
        if verb == "save" and name:
            self._say((await self._desk.views.save(name, text)).words)
        elif verb == "remove" and name:
            self._say((await self._desk.views.remove(more.strip())).words)
        else:
            raise UsageFault("view is said with save or remove.", "view save NAME QUERY, view remove NAME.")

    async def _help(self, _rest: str) -> None:
        for words, help in HELP.items():
            self._say(f"{words}: {help}")
