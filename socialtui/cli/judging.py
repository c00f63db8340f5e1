"""Introduces the judge to a desk: what is written down here is judged as what the sync process takes in."""

import asyncio
from typing import TYPE_CHECKING

from socialtui.domain.card import NETWORK
from socialtui.store.mentions import Arrival

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.domain.mention import Mention
    from socialtui.store.database import Database
    from socialtui.sync.judge import Judge


async def judged(start: "Start", db: "Database", said: "Mention") -> Arrival:
    """By the rules, by what was learned, and by the person's own classifier where there is one."""
    from socialtui.sync.learner import Learner
    from socialtui.sync.opinion import Opinion

    settings = start.settings
    # Its word lists take a while to read, and somebody may be typing.
    judge = await asyncio.to_thread(_ready, settings.own_names)
    await Learner(judge, settings.own_names).listen(db)
    found = judge.judge(said.text, language=said.language, addressed=said.addressed, network=NETWORK)
    arrival = Arrival(said, found, bool(said.original))
    if not settings.classify_command:
        return arrival
    return (await Opinion(settings, start.env, start.clock).ask(db, NETWORK, [arrival]))[0]


def _ready(own_names: tuple[str, ...]) -> "Judge":
    from socialtui.sync.judge import Judge

    judge = Judge(own_names)
    judge.judge("ready", language="en")
    return judge
