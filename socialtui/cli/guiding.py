"""Decides what happens where nothing is connected yet: the guide, then the desk, or the practice brand."""

import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from socialtui.cli.adding import Adding, Given
from socialtui.domain.errors import UsageFault
from socialtui.domain.network import shown

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.cli.sitting import Looks
    from socialtui.credentials import Secret, VaultKey
    from socialtui.domain.consent import Consent
    from socialtui.domain.network import About, Account
    from socialtui.store.accounts import Kept
    from socialtui.ui.endings import Ending
    from socialtui.ui.screens.account_guide import Check, Guide, Listen, Lists


class Allowing(Struct):
    """A sign-in by a yes on the network's page, while the person is there."""

    consent: "Consent"
    secret: "Secret | None" = None
    """What the yes became; a code is good for one try, and what comes after it may fail."""


class Handed(Adding):
    """An account from the screen: what a person typed there is handed over, and nothing is asked here."""

    def __init__(
        self, start: "Start", given: Given, secret: str, passphrase: str, allowing: Allowing | None = None
    ) -> None:
        super().__init__(start, given)
        self._sits_there = False
        self._typed, self._passphrase, self._allowing = secret, passphrase, allowing

    def _read_secret(self, about: "About") -> "Secret":
        from socialtui.credentials import Secret

        if self._allowing is not None:
            return Secret("")
        if not self._typed.strip():
            raise UsageFault(f"{about.name} needs a secret.", "Nothing was stored.")
        return Secret(self._typed.strip())

    async def _consented(self, about: "About", account: "Account") -> "Secret":  # noqa: ARG002
        from socialtui.cli.asking import take_consent

        allowing = self._allowing
        assert allowing is not None
        if allowing.secret is None:
            allowing.secret = await take_consent(self._start, account, allowing.consent, self._typed)
        return allowing.secret

    def _unlock(self, way: str) -> None:
        from socialtui.credentials import Secret

        if way == "vault":
            vault, passphrase = self._start.credentials().vault, Secret(self._passphrase)
            key = vault.init(passphrase) if vault.status().state == "empty" else vault.unlock(passphrase)
            self._key = self._start.key = key


def guide(
    start: "Start", key: "VaultKey | None" = None, unlocked: "Callable[[VaultKey], None] | None" = None
) -> "Guide":
    """What the screen's guide is made from; with the vault's key, where a person has unlocked it.

    `unlocked` is told the key of a vault that was made or opened here.
    """
    from socialtui.networks import load, names
    from socialtui.ui.screens.account_guide import Guide

    allowing: dict[str, Allowing] = {}

    def given(args: Mapping[str, str]) -> Given:
        return Given(
            args["network"], url=args.get("url", ""), user=args.get("user", ""),
            secret_way=args.get("secret_way", ""), secret_command=args.get("secret_command", ""),
            secret_env=args.get("secret_env", ""),
        )  # fmt: skip

    async def allow(args: Mapping[str, str]) -> tuple[str, int]:
        from socialtui.cli.asking import ask_consent
        from socialtui.domain.network import Account

        account = Account(0, args["network"], args["network"], url=args.get("url", ""))
        consent = await asyncio.to_thread(lambda: asyncio.run(ask_consent(start, account)))
        allowing[args["network"]] = Allowing(consent)
        return consent.page, consent.seconds

    async def probe(args: Mapping[str, str], secret: str, passphrase: str) -> Sequence[str]:
        asked = allowing.get(args["network"]) if args.get("by") == "consent" else None
        adding = Handed(start, given(args), secret, passphrase, asked)
        # The keyring is asked with a time limit that is long for a screen; it waits elsewhere.
        account, signed_in = await asyncio.to_thread(lambda: asyncio.run(adding.add()))
        if unlocked is not None and key is None and start.key is not None:
            unlocked(start.key)
        who = shown(signed_in.handle, signed_in.role) if signed_in.handle else signed_in.name
        return [account.name, f"{account.name} is connected{f' as {who}' if who else ''}.", *signed_in.notes]

    abouts = tuple(load(name).ABOUT for name in names())
    vault = start.credentials().vault
    return Guide(
        abouts,
        probe,
        allow,
        *_asking(start, key),
        partial(_bring, start),
        new_vault=lambda: vault.status().state == "empty",
    )


async def _bring(start: "Start", file: str) -> str:
    """Takes in a file with the command that does so, which has the store to itself; what it said."""
    from socialtui.domain.errors import SocialtuiError

    argv = (sys.executable, "-m", "socialtui", "--brand", start.brand, "import", "--", file)
    child = await asyncio.create_subprocess_exec(
        *argv, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE, env=dict(start.env),
    )  # fmt: skip
    _, said = await child.communicate()
    words = said.decode("utf-8", "replace").strip().removeprefix("socialtui: ")
    if child.returncode:
        raise SocialtuiError(words or "It could not be taken in. Name another file.")
    return words


def _asking(start: "Start", key: "VaultKey | None") -> "tuple[Check, Listen, Lists]":
    """What the screen asks of accounts that there are; each in a thread, since a keyring may be slow."""

    async def check(account: str) -> Sequence[str]:
        from socialtui.cli import checking

        kept = await _kept(start, account)
        return (await asyncio.to_thread(lambda: asyncio.run(checking.check(start, kept, key)))).lines

    async def listen(account: str, kind: str, what: str) -> str:
        from socialtui.cli.choosing import choose

        kept = await _kept(start, account)
        chosen = await asyncio.to_thread(lambda: asyncio.run(choose(start, kept, kind, what, key)))
        return chosen.words

    async def lists(account: str) -> Sequence[tuple[str, str]]:
        from socialtui.cli import choosing

        kept = await _kept(start, account)
        return await asyncio.to_thread(lambda: asyncio.run(choosing.lists(start, kept, key)))

    return check, listen, lists


async def _kept(start: "Start", name: str) -> "Kept":
    from socialtui.cli.adding import not_there

    found = await start.accounts()
    kept = next((one for one in found if one.account.name == name), None)
    if kept is None:
        raise not_there(name, [one.account.name for one in found])
    return kept


def first_run(start: "Start", looks: "Looks") -> int:
    """Shows the guide; then the desk, the practice brand, or nothing."""
    from socialtui.ui.endings import Ending

    ending, code = start.run(_welcome(start, looks))
    if ending is Ending.LEFT:
        return code
    from socialtui.cli.parts import Start
    from socialtui.cli.sitting import sit_down

    if ending is Ending.PRACTISE:
        from socialtui.cli.demo import BRAND, set_up

        again = Start(BRAND, start.as_name, start.env, start.clock)
        again.run(set_up(again, None, None, None))
    else:
        # The guide wrote settings, which this start has read already.
        again = Start(start.brand, start.as_name, start.env, start.clock, start.key)
    return sit_down(again, looks)


async def _welcome(start: "Start", looks: "Looks") -> "tuple[Ending, int]":
    from socialtui.settings import write
    from socialtui.ui.surroundings import prepare
    from socialtui.ui.welcome import welcome

    prepare(os.environ, looks.colors or start.settings.colors)
    return await welcome(
        start.home, start.settings, guide(start), lambda changes: write(start.home.settings_file, changes),
        start.clock, theme=looks.theme, ascii=looks.ascii, mouse=looks.mouse,
    )  # fmt: skip
