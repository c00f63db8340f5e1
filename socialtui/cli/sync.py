"""Decides how the sync process runs: once, for good, or for as long as a desk needs it."""

import asyncio
import gc
import signal
import sys
from typing import TYPE_CHECKING

import click

from socialtui.cli.ending import say
from socialtui.cli.passphrase import key_for, passphrase_file
from socialtui.cli.printing import one_of

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.credentials import VaultKey
    from socialtui.sync.supervisor import Report

UNIT = """\
# A user unit of systemd: put it into ~/.config/systemd/user/{name}.service, then
#   systemctl --user daemon-reload
#   systemctl --user enable --now {name}
#   loginctl enable-linger            so that it goes on when you log out
# Secrets: the keyring must be unlocked without a person, or the account keeps its secret with a command, in a
# variable (Environment=), or in the vault: then add a LoadCredential= line and
#   --passphrase-file ${{CREDENTIALS_DIRECTORY}}/passphrase
[Unit]
Description=socialtui: hears and sends for the brand {brand}
After=network-online.target

[Service]
ExecStart={command} --brand {brand} sync
Restart=on-failure
RestartSec=10
{home}
[Install]
WantedBy=default.target
"""


@click.command()
@click.option(
    "--once", is_flag=True, help="Poll everything, send what is open, settle what is unknown, leave."
)
@click.option("--account", default="", metavar="A", help="This account alone.")
@click.option("--unit", is_flag=True, help="Print a systemd user unit that runs this for good.")
@click.option("--linger", is_flag=True, hidden=True, help="End when no desk has needed it for a while.")
@click.option("--vault-key-fd", type=int, default=None, hidden=True)
@passphrase_file
@click.pass_obj
def sync(
    start: "Start", once: bool, account: str, unit: bool, linger: bool, vault_key_fd: int | None,
    passphrase_file: str,
) -> None:  # fmt: skip
    """The sync process: hears from the networks, sends, settles. Without flags it runs for good."""
    if unit:
        print(unit_text(start), end="")
        return
    gc.enable()
    key = _key(start, vault_key_fd, passphrase_file)
    _refuse_unknown(start, account)
    if once:
        report = start.run(_once(start, key, account))
        if _tell(report):
            raise click.exceptions.Exit(1)
        return
    reason = start.run(_run(start, key, account, forever=not linger))
    if reason and not linger:
        say(f"It ends: {_REASONS.get(reason, reason)}")
    if reason == "newer":
        raise click.exceptions.Exit(1)


_REASONS = {
    "newer": "the store was opened by a newer socialtui. Start that one.",
    "elsewhere": "another sync process works for every account.",
    "idle": "nobody needs it.",
    "stopped": "it was asked to.",
}


def _key(start: "Start", number: int | None, file: str) -> "VaultKey | None":
    if number is not None:
        from socialtui.credentials import read_key

        return read_key(number)
    return key_for(start, "vault", file) if file else None


def _refuse_unknown(start: "Start", account: str) -> None:
    if not account:
        return
    from socialtui.cli.adding import not_there

    names = [kept.account.name for kept in start.run(start.accounts())]
    if account not in names:
        raise not_there(account, names)


async def _once(start: "Start", key: "VaultKey | None", account: str) -> "Report":
    from socialtui.cli.introducing import sync_parts
    from socialtui.sync.supervisor import Sync
    from socialtui.sync.trace import log_to

    log_to(start.home.log)
    async with sync_parts(start, key) as parts:
        return await Sync(parts).once(account)


def _tell(report: "Report") -> int:
    """Says what a round brought; how many troubles there were."""
    say(f"{one_of(report.new, 'new mention')}.")
    for name in report.elsewhere:
        say(f"{name}: another sync process works for it.")
    for trouble in report.troubles:
        say(trouble)
    return len(report.troubles)


async def _run(start: "Start", key: "VaultKey | None", account: str, *, forever: bool) -> str:
    """Works until it is told to end; a reply that is on the wire comes back first."""
    from socialtui.cli.introducing import sync_parts
    from socialtui.sync.supervisor import Sync
    from socialtui.sync.trace import log_to

    log_to(start.home.log)
    async with sync_parts(start, key) as parts:
        work = asyncio.create_task(Sync(parts).run(forever=forever, only=account))
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, work.cancel)
        try:
            return await work
        except asyncio.CancelledError:
            return "stopped"


def load_all(start: "Start") -> None:
    """Fills the practice brand's store, or waits while its own sync process does."""
    gc.enable()
    report = start.run(_once(start, None, ""))
    if report.elsewhere:
        start.run(_until_loaded(start))
    for trouble in report.troubles:
        say(trouble)
    say(f"{one_of(report.new, 'new mention')}." if not report.elsewhere else "The store is filled.")


async def _until_loaded(start: "Start") -> None:
    """The sync process sees the bigger world by itself, and pulls until it has everything."""
    from socialtui.networks.demo.brand import setting_of
    from socialtui.store import accounts

    async with start.store() as db:
        wanted = {
            kept.account.id: setting_of(kept.account.url).mentions for kept in await accounts.all_accounts(db)
        }
        while True:
            heard = dict.fromkeys(wanted, 0)
            for source in await accounts.sources(db):
                heard[source.account_id] += int(source.cursor.partition(":")[0] or 0)
            if all(heard[number] >= mentions for number, mentions in wanted.items()):
                return
            await start.clock.sleep(0.5)


def unit_text(start: "Start") -> str:
    """A systemd user unit for this brand."""
    name = "socialtui" if start.brand == "default" else f"socialtui-{start.brand}"
    home = start.env.get("SOCIALTUI_HOME", "")
    return UNIT.format(
        name=name, brand=start.brand, command=f"{sys.executable} -m socialtui",
        home=f"Environment=SOCIALTUI_HOME={start.home.config.parent.parent}\n" if home else "",
    )  # fmt: skip


COMMANDS = {"sync": sync}
