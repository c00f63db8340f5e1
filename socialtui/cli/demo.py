"""Decides how the practice brand is set up: three accounts of a made-up world that answers back."""

import shutil
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import click

from socialtui.cli.ending import say
from socialtui.domain.errors import UsageFault
from socialtui.domain.network import Account

if TYPE_CHECKING:
    from socialtui.cli.parts import Start

BRAND = "demo"
NETWORK = "demo"
NAMES = {"short": "acme", "blog": "acme-blog", "alerts": "acme-alerts"}
"""What each account is called, as a person would."""
SHARES = {"short": 0.6, "blog": 0.25, "alerts": 0.15}
"""What part of everything is said on each account."""
SEED, RATE, MENTIONS = 7, 6.0, 120
ANSWERED = 16
"""Words that colleagues have answered before one sits down, where nobody says how much there is."""
SETTINGS = {
    "brand": "Acme Widgets",
    "brand_names": ("Acme", "acmewidgets"),
    "hours.saturday": ("09:00-12:30",),
    "roles.page": (NAMES["short"],),
}


@click.command()
@click.option("--seed", type=click.IntRange(0), default=None, metavar="N", help="Another world.")
@click.option(
    "--rate", type=click.FloatRange(0, 6000), default=None, metavar="PER_MIN", help="New words a minute."
)
@click.option(
    "--mentions", type=click.IntRange(0, 10**8), default=None, metavar="N", help="What is there at first."
)
@click.option("--load-only", is_flag=True, help="Fill the store and leave.")
@click.option("--fresh", is_flag=True, help="Begin anew.")
@click.option("--drill", is_flag=True, help="Fifty words at once, a score at the end; always anew.")
@click.option("--score", is_flag=True, help="The score of the last drill.")
@click.option("--json", "as_json", is_flag=True, help="The score as one object a line.")
@click.pass_context
def demo(
    ctx: click.Context,
    seed: int | None,
    rate: float | None,
    mentions: int | None,
    load_only: bool,
    fresh: bool,
    drill: bool,
    score: bool,
    as_json: bool,
) -> None:
    """The practice brand: no network, made-up people who answer. Kept between starts.

    Its commands are those of every brand: socialtui --brand demo list.
    """
    from socialtui.cli.parts import Start

    given: Start = ctx.obj
    if drill or score:
        ctx.exit(
            _drill(
                ctx,
                given,
                None if score else seed,
                begin=drill,
                sit=not (score or load_only),
                as_json=as_json,
            )
        )
    start = Start(BRAND, given.as_name, given.env, given.clock)
    if fresh:
        begin_anew(start)
    start.run(set_up(start, seed, rate, mentions))
    if load_only:
        from socialtui.cli.sync import load_all

        load_all(start)
        return
    ctx.exit(_sit(ctx, start))


def _sit(ctx: click.Context, start: "Start") -> int:
    from socialtui.cli.sitting import Looks, sit_down

    looks = ctx.find_root().params  # what stands before `demo` holds for it
    return sit_down(
        start, Looks(looks["plain"], looks["theme"], looks["colors"], looks["ascii_"], looks["mouse"])
    )


def _drill(
    ctx: click.Context, given: "Start", seed: int | None, *, begin: bool, sit: bool, as_json: bool
) -> int:
    """Plays the drill and says how it went; or only says it."""
    from socialtui.cli import drill
    from socialtui.cli.parts import Start
    from socialtui.cli.printing import emit

    start = Start(drill.BRAND, given.as_name, given.env, given.clock)
    code = 0
    if begin:
        begin_anew(start)
        start.run(drill.set_up(start, seed))
        from socialtui.cli.sync import load_all

        load_all(start)
        if not sit:
            return 0
        code = _sit(ctx, start)
    elif not start.home.store.exists():
        raise UsageFault("No drill was played yet.", "`socialtui demo --drill` plays one.")
    marks = start.run(drill.marks(start))
    if as_json:
        from socialtui.cli.own_lines import ScoreJson

        for mark in marks:
            emit(ScoreJson(mark.principle, mark.got, mark.most, list(mark.reasons), mark.document))
    else:
        for line in drill.tell(marks):
            click.echo(line)
    return code


def begin_anew(start: "Start") -> None:
    """Throws the practice brand away, and nothing else."""
    from socialtui.cli.starting import stop_sync

    if start.home.store.exists():
        stop_sync(start)
    for folder in (start.home.state, start.home.config, start.home.log):
        shutil.rmtree(folder, ignore_errors=True)
    start.home.make()


async def set_up(start: "Start", seed: int | None, rate: float | None, mentions: int | None) -> None:
    """Makes the accounts where they are missing; what is said again changes the world that is there."""
    from socialtui.networks.demo import connect
    from socialtui.store import accounts

    if not start.home.settings_file.exists():
        from socialtui.settings import write

        write(start.home.settings_file, SETTINGS)
    async with start.store() as db:
        there = {kept.account.user: kept.account for kept in await accounts.all_accounts(db)}
        for user, share in SHARES.items():
            url = _address(start, there.get(user), seed, rate, mentions, share)
            if user in there and there[user].url == url:
                continue
            account = Account(0, NAMES[user], NETWORK, url=url, user=user)
            network = connect(account, "", None, start.clock)  # type: ignore[arg-type]  # it has no wire
            await accounts.add(db, account, await network.sign_in(), "none", "", start.clock.now())
    if seed is not None and there and f"seed={seed}&" not in next(iter(there.values())).url:
        say("Another seed is another world: `socialtui demo --fresh --seed N` begins it.")


def _address(
    start: "Start",
    there: Account | None,
    seed: int | None,
    rate: float | None,
    mentions: int | None,
    share: float,
) -> str:
    """Where the world lies and how it goes; what isn't said stays as it was, and so does the seed."""
    from socialtui.networks.demo.brand import setting_of

    known = setting_of(there.url) if there is not None else None
    shared_rate = known.per_minute if known and rate is None else (RATE if rate is None else rate) * share
    backlog = (
        known.mentions
        if known and mentions is None
        else round((MENTIONS if mentions is None else mentions) * share)
    )
    parts = {
        "seed": known.seed if known else str(SEED if seed is None else seed),
        "rate": f"{shared_rate:g}",
        "mentions": str(backlog),
        "start": str(known.start if known else start.clock.now()),
    }
    answered = known.answered if known else ANSWERED if mentions is None and share == SHARES["short"] else 0
    if answered:
        parts["answered"] = str(answered)
    world = start.home.state / "world.jsonl"
    return f"demo://{quote(str(world))}?{urlencode(parts)}"


COMMANDS = {"demo": demo}
