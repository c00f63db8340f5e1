"""Decides how accounts are added, listed, looked at and removed; an account stands whole or not at all."""

import sys
from typing import TYPE_CHECKING, Literal, cast

import click

from socialtui.cli.ending import say
from socialtui.cli.passphrase import passphrase_file, secret_flags
from socialtui.cli.printing import as_json, emit, one_of, put
from socialtui.domain.errors import CredentialFault, UsageFault
from socialtui.domain.network import Account, shown

if TYPE_CHECKING:
    from socialtui.cli.checking import Checked
    from socialtui.cli.parts import Start
    from socialtui.domain.network import SignedIn
    from socialtui.store.accounts import Going, Kept


State = Literal["ok", "trouble", "signed_out", "paused"]


@click.group()
def account() -> None:
    """Accounts on networks: add, list, check, remove."""


@account.command()
@click.argument("network", required=False, default="")
@click.option("--name", default="", metavar="A", help="What you call it; the network's name where not given.")
@click.option("--url", default="", metavar="U", help="The address of the server, blog or feed.")
@click.option("--user", default="", metavar="N", help="Your name there, where the network asks for one.")
@secret_flags("secret")
@click.option("--confirm", is_flag=True, help="Ask once more before each reply of this account.")
@passphrase_file
@click.pass_obj
def add(
    start: "Start", network: str, name: str, url: str, user: str, secret_stdin: bool, secret_env: str,
    secret_command: str, secret_way: str | None, confirm: bool, passphrase_file: str,
) -> None:  # fmt: skip
    """Connects an account. Asks for what no flag gives, where a person sits there; a secret is no argument.

    Without NETWORK it lists the networks.
    """
    from socialtui.cli.adding import Adding, Given, networks_told

    if not network:
        networks_told()
        return
    given = Given(
        network, name, url, user, secret_stdin, secret_env, secret_command, secret_way or "", confirm,
        passphrase_file,
    )  # fmt: skip
    added, signed_in = start.run(Adding(start, given).add())
    put(added.name)
    say(_welcome(added, signed_in))
    for note in signed_in.notes:
        say(f"  {note}")
    say("  `socialtui sync --once` fetches at once; the desk does so by itself.")


def _welcome(added: Account, signed_in: "SignedIn") -> str:
    heard = any(source.addressed for source in signed_in.sources)
    who = shown(signed_in.handle, signed_in.role) if signed_in.handle and heard else signed_in.name
    sources = ", ".join(source.words for source in signed_in.sources)
    return f"{added.name} is connected{f' as {who}' if who else ''}. It listens to: {sources or 'nothing'}."


@account.command("list")
@as_json
@click.pass_obj
def list_(start: "Start", as_json: bool) -> None:
    """Every account, where its secret is kept, and how it fares."""
    from socialtui.cli.lines import AccountJson

    accounts = start.run(start.accounts())
    for kept in accounts:
        one = kept.account
        line = AccountJson(
            one.name, one.network, shown_address(one), one.user, one.handle, one.role, _state(kept), kept.trouble,
            kept.next_step, kept.secret_way, one.confirm,
        )  # fmt: skip
        if as_json:
            emit(line)
        else:
            put(_words(kept))
    if not accounts and not as_json:
        say("Nothing is connected yet.")
        say("  `socialtui account add NETWORK` connects an account.")


def shown_address(account: Account) -> str:
    """Where it is; of a feed the server alone, for who knows a feed's whole address can read it."""
    if account.network != "rss" or not account.url:
        return account.url
    scheme, mark, rest = account.url.rpartition("://")
    return f"{scheme}{mark}{rest.partition('/')[0].partition('?')[0].rpartition('@')[2]}"


def _state(kept: "Kept") -> State:
    state = kept.state if kept.state in ("ok", "signed_out", "paused") else "trouble"
    return cast(State, "trouble" if state == "ok" and kept.trouble else state)


def _words(kept: "Kept") -> str:
    one = kept.account
    where = shown(one.handle, one.role) if one.handle else shown_address(one)
    words = f"{one.name}  {one.network}, {where}, secret: {kept.secret_way}, {kept.state.replace('_', ' ')}"
    return f"{words}: {kept.trouble} {kept.next_step}".strip() if kept.trouble else words


@account.command(short_help="Asks the network who we are there, and what each permission allows.")
@click.argument("name", required=False, default="")
@as_json
@passphrase_file
@click.pass_obj
def check(start: "Start", name: str, as_json: bool, passphrase_file: str) -> None:
    """Asks the network who we are there and what each permission allows, for one account or all.

    Exit code 1 when something does not work.
    """
    if not start.run(_check(start, name, as_json, passphrase_file)):
        raise click.exceptions.Exit(1)


async def _check(start: "Start", name: str, as_json: bool, passphrase_file: str) -> bool:
    from socialtui.cli.adding import not_there
    from socialtui.cli.checking import check
    from socialtui.cli.passphrase import key_for

    accounts = await start.accounts()
    wanted = [kept for kept in accounts if name in ("", kept.account.name)]
    if not wanted:
        if name:
            raise not_there(name, [kept.account.name for kept in accounts])
        say("Nothing is connected yet.")
        return True
    well = True
    for kept in wanted:
        try:
            key = key_for(start, kept.secret_way, passphrase_file)
        except CredentialFault as fault:
            checked = unreadable(kept.account, fault)
        else:
            checked = await check(start, kept, key)
        well = checked.well and well
        _tell(checked, as_json)
    return well


def unreadable(account: Account, fault: CredentialFault) -> "Checked":
    """Nothing was asked, for the secret can't be had."""
    from socialtui.cli.checking import Checked

    return Checked(account.name, account.network, "trouble", trouble=fault.what, next_step=fault.next_step)


def _tell(checked: "Checked", as_json: bool) -> None:
    if as_json:
        from socialtui.cli.account_lines import CheckJson, PermissionLine

        emit(
            CheckJson(
                checked.account, checked.network, checked.state, checked.handle,
                [PermissionLine(one.name, one.words, one.ok, one.next_step) for one in checked.permissions],
                list(checked.notes), checked.trouble, checked.next_step,
            )
        )  # fmt: skip
        return
    first, *more = checked.lines
    put(first)
    for line in more:
        put(f"  {line}")


@account.command()
@click.argument("name")
@click.option(
    "--confirm/--no-confirm", default=None, help="Ask once more before each send of this account, or not."
)
@click.pass_obj
def change(start: "Start", name: str, confirm: bool | None) -> None:
    """Changes how an account is used."""
    if confirm is None:
        raise UsageFault("Nothing is to be changed.", "Give --confirm or --no-confirm.")
    kept = start.run(_named(start, name))

    async def work() -> None:
        from socialtui.store import accounts

        async with start.store() as db:
            await accounts.ask_again(db, kept.account.id, confirm)

    start.run(work())
    say(f"{name} {'asks once more before each send' if confirm else 'sends without asking again'}.")


@account.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@click.pass_obj
def remove(start: "Start", name: str, yes: bool) -> None:
    """Stops an account and forgets its secret. Says what stays and what goes, and asks where a person sits there."""
    kept = start.run(_named(start, name))
    for line in _what_goes(start.run(_going(start, kept)), kept):
        say(line)
    if not yes and sys.stdin.isatty() and not click.confirm(f"Remove {name}?", err=True):
        say("Nothing was changed.")
        return
    start.run(_remove(start, kept))
    say(f"{name} is removed. What was said stays in the store.")


def _what_goes(going: "Going", kept: "Kept") -> list[str]:
    """What stays and what goes, a line each."""
    secret = {
        "none": "",
        "env": "The variable stays: it is yours.",
        "command": "The command stays: it is yours.",
    }
    return [
        f"  stays  {one_of(going.mentions, 'mention')}, to be read and searched; notes, tags, people, the log",
        f"  goes   {one_of(going.sources, 'source')}, not asked any more",
        f"  goes   {one_of(going.waiting, 'open conversation')}, closed: nobody can answer there from here",
        *([f"  goes   {one_of(going.promises, 'open promise')}, withdrawn"] if going.promises else ()),
        *(
            [f"  goes   {one_of(going.under_way, 'answer')} on the way, drafts again"]
            if going.under_way
            else ()
        ),
        *(
            [
                f"  leaves {one_of(going.kept, 'post')}, which the network keeps and publishes at its time",
                "         To stop one, do this first: `socialtui post back ID`, then `socialtui sync --once`.",
            ]
            if going.kept
            else ()
        ),
        f"  {secret.get(kept.secret_way, f'goes   the secret, out of the {kept.secret_way}')}".rstrip(),
    ]


async def _going(start: "Start", kept: "Kept") -> "Going":
    from socialtui.store import accounts

    async with start.store() as db:
        return await accounts.going(db, kept.account.id)


async def _named(start: "Start", name: str) -> "Kept":
    from socialtui.cli.adding import not_there

    found = await start.accounts()
    kept = next((one for one in found if one.account.name == name), None)
    if kept is None:
        raise not_there(name, [one.account.name for one in found])
    return kept


async def _remove(start: "Start", kept: "Kept") -> None:
    from socialtui.store import accounts

    async with start.store() as db:
        await accounts.remove(db, kept.account.id, start.clock.now())
    if kept.secret_way in ("keyring", "vault"):
        try:
            start.credentials().forget(kept.secret_way, kept.secret_ref)
        except CredentialFault as fault:
            say(f"The secret could not be taken out of the {kept.secret_way}: {fault.what}")


@account.command(hidden=True)
@click.pass_obj
def probe(start: "Start") -> None:
    """Asks a network for another process of ours: a wish on stdin, an answer on stdout."""
    from socialtui.cli.asking import answer

    sys.stdout.buffer.write(start.run(answer(start, sys.stdin.buffer.read())))


COMMANDS = {"account": account}
