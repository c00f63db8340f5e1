"""Decides how a second opinion on spam is switched on: what it sends is said first, and its key is tried and kept."""

import sys
from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.passphrase import passphrase_file, secret_flags
from socialtui.cli.printing import put
from socialtui.domain.errors import CredentialFault, NetworkTrouble, UsageFault
from socialtui.store.hooks import AKISMET

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.store.spam import Key


@click.group(invoke_without_command=True)
@click.pass_context
def akismet(ctx: click.Context) -> None:
    """A second opinion on the spam among a blog's comments, from Akismet; off until you switch it on."""
    if ctx.invoked_subcommand is None:
        settings = ctx.obj.settings.akismet
        put(
            f"on, for {settings.blog}"
            if settings.on
            else "off; `socialtui akismet on` says what it would send"
        )


@akismet.command(short_help="Says what it sends, asks you, tries the key and keeps it.")
@click.option("--blog", default="", metavar="U", help="The blog's address, as it is registered there.")
@click.option("--yes", is_flag=True, help="You read what it sends, and agree.")
@secret_flags("key")
@passphrase_file
@click.pass_obj
def on(
    start: "Start", blog: str, yes: bool, secret_stdin: bool, secret_env: str, secret_command: str,
    secret_way: str | None, passphrase_file: str,
) -> None:  # fmt: skip
    """Says what it sends, asks whether you want that, tries the key and keeps it."""
    from socialtui.cli.adding import Given
    from socialtui.cli.counting import Keys
    from socialtui.domain.network import About, Account, Question
    from socialtui.services.akismet import SENT
    from socialtui.settings import write

    say(f"For each new comment of a blog this leaves your box for Akismet (akismet.com): {SENT}.")
    say("Its writer isn't asked. Its word is one piece of evidence in `w`; a complaint stays a complaint.")
    if not yes and not _agreed():
        raise UsageFault("Nothing was switched on.", "With --yes you agree beforehand.")
    about = About(
        "akismet",
        "Akismet",
        (Question("url", "Your blog's address"), Question("secret", "API key", True)),
        (),
    )
    given = Given(
        "akismet",
        "",
        blog,
        "",
        secret_stdin,
        secret_env,
        secret_command,
        secret_way or "",
        False,
        passphrase_file,
    )
    keys = Keys(start, given)
    keys.told(
        About("akismet", "", (), ("Sign in at akismet.com: the key stands under Account.",)), bool(blog)
    )
    address = keys.asked(about, "url", blog)
    if not address.startswith(("http://", "https://")):
        raise UsageFault("The blog's address begins with https://.", "Nothing was switched on.")
    keeping = keys.secret(about, Account(0, "akismet", "akismet", url="https://akismet.com"))
    start.run(_verify(start, keeping.secret.reveal(), address))
    keys.keep(keeping)
    start.run(_remember(start, keeping.way, keeping.ref))
    write(start.home.settings_file, {"akismet.on": True, "akismet.blog": address})
    say("It is on. What runs already takes it up when it starts anew; `socialtui akismet off` ends it.")


def _agreed() -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write("Type yes to switch it on: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() == "yes"


async def _verify(start: "Start", key: str, blog: str) -> None:
    from socialtui.http_client import HttpClient
    from socialtui.services.akismet import Akismet

    http = HttpClient(start.clock)
    try:
        await Akismet(key, blog, http).verify()
    finally:
        await http.aclose()


async def _remember(start: "Start", way: str, ref: str) -> None:
    from socialtui.store import spam

    async with start.store() as db, db.atomic() as write:
        await spam.keep_key(write, AKISMET, spam.Key(way, ref), start.clock.now())


async def _kept(start: "Start") -> "Key | None":
    from socialtui.store import spam

    async with start.store() as db:
        return await spam.key_of(db, AKISMET)


@akismet.command()
@click.pass_obj
def off(start: "Start") -> None:
    """Switches it off and forgets the key. What it said stays in the reasons of what came in till then."""
    from socialtui.settings import write
    from socialtui.store import spam

    kept = start.run(_kept(start))
    if start.settings.akismet.on:
        write(start.home.settings_file, {"akismet.on": False})

    async def forget() -> None:
        async with start.store() as db, db.atomic() as write:
            await spam.forget_key(write, AKISMET)

    start.run(forget())
    if kept is not None and kept.way in ("keyring", "vault"):
        try:
            start.credentials().forget(kept.way, kept.ref)
        except CredentialFault as fault:
            say(f"The key could not be taken out of the {kept.way}: {fault.what}")
    say("It is off, and its key is forgotten.")


@akismet.command()
@passphrase_file
@click.pass_obj
def check(start: "Start", passphrase_file: str) -> None:
    """Asks whether the key is good; exit code 1 when it isn't."""
    from socialtui.cli.passphrase import key_for

    kept = start.run(_kept(start))
    if kept is None or not start.settings.akismet.on:
        put("off")
        return
    try:
        key = key_for(start, kept.way, passphrase_file)
        secret = start.credentials(key).get(kept.way, kept.ref).reveal()
        start.run(_verify(start, secret, start.settings.akismet.blog))
    except (NetworkTrouble, CredentialFault) as trouble:
        put(trouble.what)
        say(f"  {trouble.next_step}" if trouble.next_step else "")
        raise click.exceptions.Exit(1) from trouble
    put("ok")


COMMANDS = {"akismet": akismet}
