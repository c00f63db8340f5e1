"""Lets the rules that are switched on act on what came in, after it was stored and in transactions of their own.

Each word is looked at once by each rule: the rule's mark moves in the transaction in which it acts.
"""

import logging
from pathlib import Path

from socialtui.desk import acting
from socialtui.desk.acting import Stamp, stamp_of
from socialtui.desk.room import Room
from socialtui.desk.saved import SavedDesk
from socialtui.domain.errors import ConfigFault, SocialtuiError
from socialtui.domain.mention import Kind
from socialtui.domain.rules import Heard, Rule, acts_once, holds
from socialtui.settings.rulebook import read_rules
from socialtui.store import conversations, events, rules
from socialtui.store.database import Writer
from socialtui.store.events import Act

log = logging.getLogger("socialtui.sync")


class Ruling:
    """Reads the person's file again when it changed; a file with faults stops all rules, and nothing else."""

    def __init__(self, room: Room, folder: Path) -> None:
        self._room = room
        self._file, self._saved = folder / "rules.toml", SavedDesk(room, folder / "replies")
        self._stamp: Stamp | None = None
        self._rules: dict[str, Rule] = {}
        self._troubled: set[str] = set()

    async def round(self) -> int:
        """Looks at all that is new; on how many conversations something was done."""
        done = 0
        for name, (sign, mark) in (await rules.switched_on(self._room.db)).items():
            rule = self._known().get(name)
            if rule is not None and rule.sign == sign:
                done += await self._catch_up(rule, mark)
        return done

    def _known(self) -> dict[str, Rule]:
        stamp = stamp_of(self._file)
        if stamp != self._stamp:
            self._stamp, self._rules = stamp, {}
            try:
                self._rules = {rule.name: rule for rule in read_rules(self._file).rules}
            except ConfigFault as fault:
                log.warning("no rule acts: %s", fault)
        return self._rules

    async def _catch_up(self, rule: Rule, mark: int) -> int:
        """A batch at a time, until nothing is left, or somebody else goes on with it."""
        done = 0
        while True:
            now = self._room.now()
            until = now - rule.when.age if rule.when.age else None
            heard, beyond = await rules.after(self._room.db, mark, now, until)
            if beyond == mark:
                return done
            hits = [word for word in heard if holds(rule.when, word)]
            changed = await self._act(rule, hits, mark, beyond)
            if changed is None:
                return done
            done, mark = done + changed, beyond

    async def _act(self, rule: Rule, hits: list[Heard], mark: int, beyond: int) -> int | None:
        """One transaction: the mark, and what is done to at most a batch of conversations."""
        wanted = self._ready(rule) if hits else None
        async with self._room.db.atomic() as write:
            if not await rules.go_on(write, rule.name, rule.sign, mark, beyond):
                return None
            return await self._perform(write, rule, wanted, hits) if wanted is not None else 0

    def _ready(self, rule: Rule) -> acting.Ready | None:
        """Without its saved reply a rule waits for the next word; said once."""
        complaints = Kind.COMPLAINT in rule.when.kinds
        try:
            ready = acting.ready(self._room, rule.do, self._saved, by_rule=True, complaints=complaints)
        except SocialtuiError as trouble:
            if rule.name not in self._troubled:
                self._troubled.add(rule.name)
                log.warning("%s can't act: %s", rule.label, trouble)
            return None
        self._troubled.discard(rule.name)
        return ready

    async def _perform(self, write: Writer, rule: Rule, wanted: acting.Ready, hits: list[Heard]) -> int:
        words = {word.conversation_id: word for word in reversed(hits)}
        cards = await conversations.cards(write, list(words))
        before = await rules.acted(write, rule.name, list(words))
        now, done = self._room.now(), 0
        for cid, card in cards.items():
            word, acted = words[cid], before.get(cid)
            if acted is not None and (
                acted.refused or not acts_once(word.said_at, acted.said_at, card.first_at)
            ):
                continue
            await rules.has_acted(write, rule.name, word, now)
            act = Act(rule.label, "rule", card.who, now)
            subject = await events.one_act(write)
            done += bool(await acting.perform(write, self._room, wanted, card, act, subject))
        return done
