"""Decides whether this brand can work on this box, says how each trouble is mended, and mends what it can."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from socialtui.cli import checks
from socialtui.cli.checks import Finding
from socialtui.cli.ending import say
from socialtui.cli.printing import as_json, emit, one_of, put
from socialtui.domain.errors import ConfigFault, SocialtuiError, StoreFault
from socialtui.store.accounts import IN_VAULT

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.store.accounts import Kept

IN_KEYRING = "keyring"
SILENT = 180
"""Seconds without a sign of life after which a sync process is taken to hang."""
_SIGNS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}


@click.command()
@click.option(
    "--fix", is_flag=True, help="Close open files, repair the store; the damaged one is kept beside it."
)
@as_json
@click.pass_obj
def doctor(start: "Start", fix: bool, as_json: bool) -> None:
    """Looks at store, disk, keyring, terminal, locale, accounts and sync process; exit code 1 when one fails."""
    from socialtui.cli.lines import DoctorLine

    failed = warned = 0
    for finding in look(start, fix):
        failed += finding.state == "fail"
        warned += finding.state == "warn"
        if as_json:
            emit(DoctorLine(finding.check, finding.state, finding.what, finding.next_step))
            continue
        put(f"{_SIGNS[finding.state]}  {finding.check}: {finding.what}")
        if finding.next_step:
            put(f"      {finding.next_step}")
    if not as_json:
        say(
            f"{one_of(failed, 'failure')}, {one_of(warned, 'warning')}."
            if failed or warned
            else "All is well."
        )
    if failed:
        raise click.exceptions.Exit(1)


def look(start: "Start", fix: bool) -> Iterator[Finding]:
    """Everything that is looked at, one after the other."""
    yield checks.owner(start.home)
    yield from checks.modes(start.home, fix)
    yield checks.disk(start.home)
    yield checks.filesystem(start.home)
    whole = True
    for finding in store(start, fix):
        whole = whole and finding.state != "fail"
        yield finding
    yield from files(start)
    yield from accounts(start) if whole else ()
    yield from hooks(start) if whole else ()
    yield checks.locale(start.env)
    yield checks.terminal(start.env)
    yield from checks.multiplexer(start.env)
    yield checks.logging_out()
    yield from rescued(start)


def store(start: "Start", fix: bool) -> Iterator[Finding]:
    """The database: its version, its form, its counts."""
    from socialtui.store.database import VERSION
    from socialtui.store.mending import examine, recount

    found = examine(start.home.store)
    if not found.there:
        yield Finding("store", "ok", "There is no store yet; the first start makes it.")
        return
    if fix and (found.damage or found.malformed):
        yield mended(start)
        return
    if found.trouble is not None:
        yield Finding("store", "fail", found.trouble.what, found.trouble.next_step)
        return
    if found.damage:
        yield Finding(
            "store",
            "fail",
            f"The store is damaged: {found.damage[0]}",
            "`socialtui doctor --fix` repairs it.",
        )
        return
    if found.version > VERSION:
        words = f"The store has version {found.version}, this program knows {VERSION}."
        yield Finding("store", "fail", words, "Install the newer version; nothing was changed.")
        return
    if found.journal != "wal" and found.version:
        yield Finding(
            "journal", "warn", f"The store's journal is {found.journal}.", "The next start makes it WAL."
        )
    if found.miscounted:
        if fix:
            recount(start.home.store)
            yield Finding("counts", "ok", "The kept counts were wrong and have been counted anew.")
        else:
            yield Finding(
                "counts", "fail", "The kept counts are wrong.", "`socialtui doctor --fix` counts anew."
            )
    size = start.home.store.stat().st_size // 2**20
    yield Finding("store", "ok", f"The store is whole: version {found.version}, {size} MiB.")


def mended(start: "Start") -> Finding:
    """Saves what can be read into a new store; nobody else may be at work meanwhile."""
    from socialtui.store.mending import recover
    from socialtui.sync.lease import Presence

    if Presence(start.home.locks).anybody() or _locked(start):
        return Finding(
            "store", "fail", "The store is damaged, and a desk or a sync process has it open.",
            "Close every desk, wait until sync has ended, then `socialtui doctor --fix`.",
        )  # fmt: skip
    try:
        saved = recover(start.home.store, start.clock.now())
    except StoreFault as fault:
        return Finding("store", "fail", fault.what, f"Bring back a backup in place of {start.home.store}.")
    words = (
        f"{one_of(saved.rows.get('mentions', 0), 'mention')}, {one_of(saved.rows.get('drafts', 0), 'draft')}"
    )
    return Finding(
        "store", "ok", f"The store was damaged; {words} and the rest were saved. The old one: {saved.kept}."
    )


def _locked(start: "Start") -> bool:
    """Whether a sync process holds any account; the store itself can't be asked."""
    from socialtui.sync.lease import Leases

    leases = Leases(start.home.locks)
    numbers = [file.stem.removeprefix("account-") for file in start.home.locks.glob("account-*.lock")]
    try:
        return not all(leases.take(int(number)) for number in numbers if number.isdigit())
    finally:
        leases.let_all_go()


def files(start: "Start") -> Iterator[Finding]:
    """Faults in the files of a person's own."""
    from socialtui.cli.config import faults

    try:
        found = faults(start)
    except StoreFault:
        return
    for fault in found:
        yield Finding("config", "fail", fault, "Mend it, then `socialtui config check`.")
    if not found:
        yield Finding("config", "ok", "Settings, schedule, rules and keys can be read.")


def accounts(start: "Start") -> Iterator[Finding]:
    """Accounts, their secrets, and the process that works for them."""
    try:
        kept = start.run(start.accounts())
    except SocialtuiError as error:
        yield Finding("accounts", "fail", str(error))
        return
    yield from _keyring(start, kept)
    for one in kept:
        if one.trouble:
            yield Finding("account", "fail", f"{one.account.name}: {one.trouble}", one.next_step)
        elif finding := _secret(start, one):
            yield finding
    if kept:
        yield from _sync(start, kept)
        yield from _posts(start)
    else:
        yield Finding(
            "accounts", "warn", "Nothing is connected yet.", "`socialtui account add NETWORK` connects one."
        )


def hooks(start: "Start") -> Iterator[Finding]:
    """The person's own commands: whether they can be found, and how their last run ended."""
    from shutil import which

    from socialtui.desk.programs import split
    from socialtui.store.hooks import AKISMET, CLASSIFY, Hook
    from socialtui.store.hooks import hooks as known

    try:
        commands = {**start.settings.hooks.commands}
        if start.settings.classify_command:
            commands[CLASSIFY] = start.settings.classify_command
    except ConfigFault:
        return

    async def standing() -> dict[str, Hook]:
        async with start.store() as db:
            return await known(db)

    asks = start.settings.akismet.on
    told = start.run(standing()) if (commands or asks) and start.home.store.exists() else {}
    if asks and (second := told.get(AKISMET)) is not None and second.trouble:
        yield Finding("akismet", "warn", second.trouble, "socialtui akismet check")
    for name, command in commands.items():
        program, hook = split(command)[0], told.get(name)
        if which(program, path=start.env.get("PATH")) is None:
            yield Finding(
                "hook", "warn", f"{name}: there is no program {program}.", "Set it in settings.toml."
            )
        elif hook is not None and hook.trouble:
            tries = f" ({hook.failures} times in a row)" if hook.failures > 1 else ""
            yield Finding("hook", "warn", f"{name}: {hook.trouble}{tries}", "Try the command by hand with |.")
        elif hook is not None and hook.left_out:
            words = f"{name}: {one_of(hook.left_out, 'happening')} came too fast and were left out."
            yield Finding("hook", "warn", words, "Give it a faster command, or raise hooks.at-once.")
        else:
            yield Finding("hook", "ok", f"{name} runs {command}")


def _keyring(start: "Start", kept: "list[Kept]") -> Iterator[Finding]:
    from socialtui.credentials import State
    from socialtui.credentials import look as look_at_keyring

    found = look_at_keyring(start.env)
    needed = any(one.secret_way == IN_KEYRING for one in kept)
    if found.state == State.OK:
        yield Finding("keyring", "ok", found.what)
    else:
        yield Finding("keyring", "fail" if needed else "warn", found.what, found.next_step)
    for warning in found.warnings:
        yield Finding("keyring", "warn", warning)


def _secret(start: "Start", one: "Kept") -> Finding | None:
    """Whether a secret that needs no prompt can be had."""
    if one.secret_way == IN_VAULT:
        status = start.credentials().vault.status()
        if status.state == "locked" and one.secret_ref in status.names:
            return None
        return Finding("account", "fail", f"{one.account.name}: {status.what}", status.next_step)
    if one.secret_way in ("env", "command"):
        try:
            start.credentials().get(one.secret_way, one.secret_ref)
        except SocialtuiError as error:
            return Finding("account", "fail", f"{one.account.name}: {error.what}", error.next_step)
    return None


def _sync(start: "Start", kept: "list[Kept]") -> Iterator[Finding]:
    from socialtui.cli.starting import without_sync
    from socialtui.store.accounts import leases

    async def beats() -> dict[int, tuple[int, int]]:
        async with start.store() as db:
            return await leases(db)

    free = without_sync(start, kept)
    if len(free) == sum(one.state != "paused" for one in kept):
        yield Finding(
            "sync", "warn", "No sync process runs: nothing is heard or sent now.",
            "The desk starts one; `socialtui sync` runs it for good.",
        )  # fmt: skip
        return
    now = start.clock.now()
    held = {number: beat for number, beat in start.run(beats()).items() if number not in free}
    hung = sorted({pid for pid, beat in held.values() if now - beat > SILENT})
    if hung:
        pids = ", ".join(str(pid) for pid in hung)
        yield Finding(
            "sync", "fail", f"The sync process {pids} gives no sign of life.", f"`kill -9 {pids}` is safe."
        )
    else:
        pids = ", ".join(str(pid) for pid in sorted({pid for pid, _ in held.values()}))
        yield Finding("sync", "ok", f"A sync process is at work{f' (process {pids})' if pids else ''}.")


def _posts(start: "Start") -> Iterator[Finding]:
    """Planned posts wait for a process that is kept running; one that a desk started ends after it."""
    from socialtui.cli.starting import is_ours
    from socialtui.store import posts
    from socialtui.store.accounts import leases

    async def planned() -> tuple[int, set[int]]:
        async with start.store() as db:
            return await posts.waiting(db), {pid for pid, _ in (await leases(db)).values()}

    number, pids = start.run(planned())
    if number and not any(is_ours(pid, for_good=True) for pid in pids):
        yield Finding(
            "posts", "warn",
            f"{one_of(number, 'post')} planned, and no sync process is kept running: a post that nothing sends in"
            " its time is offered again, not sent late.",
            "`socialtui sync` runs for good; `socialtui sync --unit` prints a unit that starts it.",
        )  # fmt: skip


def rescued(start: "Start") -> Iterator[Finding]:
    """Drafts that the store could not take."""
    found = sorted(start.home.state.glob("draft-*.rescued.txt"))
    if found:
        names = ", ".join(path.name for path in found)
        yield Finding(
            "drafts", "warn", f"Drafts that the store could not take: {names}.", "The desk brings them back."
        )


COMMANDS = {"doctor": doctor}
