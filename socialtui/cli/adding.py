"""Decides how an account comes to be: asked for, tried on the network, secret kept, then stored."""

import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from socialtui.cli.ending import say
from socialtui.domain.errors import (
    CredentialFault,
    NetworkTrouble,
    NotFound,
    RateLimited,
    ServerTrouble,
    SignedOut,
    Silent,
    Unreachable,
    UsageFault,
)
from socialtui.domain.nearest import instead
from socialtui.domain.network import Account

if TYPE_CHECKING:
    from socialtui.cli.parts import Start
    from socialtui.credentials import Secret
    from socialtui.domain.network import About, SignedIn
    from socialtui.store.accounts import Kept

BY_CONSENT = "; enter alone: allow it on a page in your browser instead"
ANOTHER_NAME = "Give it another name with --name. Nothing was stored."


class Given(Struct, frozen=True):
    """What the flags said."""

    network: str
    name: str = ""
    url: str = ""
    user: str = ""
    secret_stdin: bool = False
    secret_env: str = ""
    secret_command: str = ""
    secret_way: str = ""
    confirm: bool = False
    passphrase_file: str = ""


class Keeping(Struct):
    """Where the secret will be, and the secret."""

    way: str
    ref: str
    secret: "Secret"
    by_consent: bool = False
    """It is yet to be had, by a yes on the network's page."""


def _typed(words: str) -> "Secret":
    """What a person types or pastes unseen."""
    import getpass

    from socialtui.credentials import Secret

    return Secret(getpass.getpass(words, sys.stderr).strip())


def networks_told() -> None:
    """Lists the networks that there are."""
    from socialtui.networks import load, names

    for name in names():
        print(f"{name:10} {load(name).ABOUT.words}")


def not_there(name: str, known: list[str]) -> UsageFault:
    """There is no such account; the nearest name."""
    there = f"There are: {', '.join(known)}." if known else "`socialtui account add NETWORK` connects one."
    return UsageFault(f"There is no account called {name}.", instead(name, known, there))


def _step(error: NetworkTrouble, account: Account) -> str:
    """What to do about a trouble met while adding; what is tried again elsewhere is not tried again here."""
    if isinstance(error, SignedOut):
        return "Paste the secret once more, or make a new one there. Nothing was stored."
    if isinstance(error, Unreachable):
        host = _host(account.url)
        if account.network == "mail" and "." not in host and not host.startswith(("localhost", "[")):
            return f"Name its servers in place of {host}. Nothing was stored."
        step = f"Is {host} its address?" if "." in host or ":" in host else "Check this machine's network."
        return f"{step} Nothing was stored."
    if isinstance(error, NotFound):
        return "Look at the address once more. Nothing was stored."
    if isinstance(error, Silent | ServerTrouble | RateLimited):
        return "Try again later. Nothing was stored."
    step = error.next_step.strip()
    if step and step[-1] not in ".?!":
        step += "."
    return f"{step} Nothing was stored.".strip()


def _refuse_password(url: str) -> None:
    """An address is stored and shown; a password in it would be too."""
    if "@" in url.partition("://")[2].partition("/")[0]:
        raise UsageFault(
            "That address has a password in it, and addresses are shown.",
            "Give it with --secret-stdin, --secret-env or --secret-command in place of --url. Nothing was stored.",
        )


def _as_before(given: Given, existing: "list[Kept]") -> Given:
    """Who signs an account in again says its name; what else was said of it before stands."""
    same = next((kept.account for kept in existing if kept.account.name == given.name), None)
    if same is None or same.network != given.network:
        return given
    return replace(
        given, url=given.url or same.url, user=given.user or same.user, confirm=given.confirm or same.confirm
    )


def _signs_in(about: "About") -> bool:
    """Whether an account is somebody there: a feed may move, a login may not become another's."""
    return any(question.flag == "secret" for question in about.questions)


def _host(url: str) -> str:
    """The server of an address, given with or without a scheme; of several, the first."""
    url = next(iter(url.split()), "")
    return (urlsplit(url if "://" in url else f"https://{url}").netloc or url).lower()


def _refuse_another(about: "About", account: Account, remote_id: str, existing: "list[Kept]") -> None:
    """What was said to one login must not pass to another under the same name."""
    same = next((kept.account for kept in existing if kept.account.name == account.name), None)
    if same is not None and _signs_in(about) and same.remote_id not in ("", remote_id):
        raise UsageFault(
            f"{account.name} is another login{f', @{same.handle}' if same.handle else ''}.", ANOTHER_NAME
        )


class Adding:
    """One account on its way into the store."""

    def __init__(self, start: "Start", given: Given) -> None:
        self._start, self._given = start, given
        self._sits_there = sys.stdin.isatty() and sys.stderr.isatty()
        self._key: object | None = None

    async def add(self) -> "tuple[Account, SignedIn]":
        """Asks, tries, keeps, stores. Whatever fails leaves nothing behind."""
        from socialtui.cli.asking import sign_in
        from socialtui.networks import load

        about = load(self._given.network).ABOUT
        existing = await self._start.accounts()
        account = self._account(about, existing)
        keeping = self._secret(about, account)
        try:
            if keeping.by_consent:
                keeping.secret = await self._consented(about, account)
            signed_in, keeping.secret = await sign_in(self._start, account, keeping.secret)
        except NetworkTrouble as error:
            error.next_step = _step(error, account)
            raise
        _refuse_another(about, account, signed_in.remote_id, existing)
        renews = any(kept.account.name == account.name for kept in existing)
        self._keep(keeping)
        try:
            return await self._store(account, signed_in, keeping), signed_in
        except BaseException:
            if not renews and keeping.way in ("keyring", "vault"):
                self._start.credentials().forget(keeping.way, keeping.ref)
            raise

    async def _store(self, account: Account, signed_in: "SignedIn", keeping: Keeping) -> Account:
        from socialtui.store import accounts

        async with self._start.store() as db:
            now = self._start.clock.now()
            return await accounts.add(db, account, signed_in, keeping.way, keeping.ref, now)

    # What is asked

    def _account(self, about: "About", existing: "list[Kept]") -> Account:
        given = self._given = _as_before(self._given, existing)
        flags = {question.flag for question in about.questions}
        asks = self._sits_there and self._missing(about)
        for line in about.guide if asks else ():
            say(f"  {line}")
        said = {"url": given.url, "user": given.user}
        for question in about.questions:
            if question.flag not in said:
                continue
            flag, wanted = question.flag, asks or not question.optional
            if not said[flag] and wanted and not (flag == "url" and self._address_is_secret(flags)):
                said[flag] = self._ask(about, flag)
        url, user = said["url"], said["user"]
        _refuse_password(url)
        name = given.name or self._free_name(about.name, url, user, existing)
        if not name.isprintable() or not name.strip() or len(name) > 60:
            raise UsageFault(
                "An account's name is one line of at most 60 letters.", "Give another with --name."
            )
        same = next((kept.account for kept in existing if kept.account.name == name), None)
        if same is not None and same.network != about.name:
            raise UsageFault(
                f"There is an account {name} already, on {same.network}.",
                "Give this one another name with --name.",
            )
        if same is not None and _signs_in(about) and _host(same.url) != _host(url):
            raise UsageFault(f"{name} is on {_host(same.url)} already, not on {_host(url)}.", ANOTHER_NAME)
        return Account(
            same.id if same else 0,
            name,
            about.name,
            url=url.strip(),
            user=user.strip(),
            confirm=given.confirm,
        )

    def _missing(self, about: "About") -> bool:
        given = self._given
        has = {"url": given.url, "user": given.user, "secret": self._flagged()}
        return any(
            not (has.get(question.flag) or question.usual or question.optional)
            for question in about.questions
        )

    def _flagged(self) -> bool:
        return bool(self._given.secret_stdin or self._given.secret_env or self._given.secret_command)

    def _address_is_secret(self, flags: set[str]) -> bool:
        """Some feeds' addresses are secrets; then the secret is the address."""
        return "secret" not in flags and self._flagged()

    def _ask(self, about: "About", flag: str) -> str:
        question = next(question for question in about.questions if question.flag == flag)
        if not self._sits_there:
            if question.usual:
                return question.usual
            raise UsageFault(f"{about.name} needs --{flag}: {question.words}.", "Nothing was stored.")
        said, proposed = "", f" [{question.usual}]" if question.usual else ""
        while not said.strip():
            sys.stderr.write(f"{question.words}{proposed}: ")
            sys.stderr.flush()
            said = sys.stdin.readline()
            if not said:
                raise EOFError
            if not said.strip():
                said = question.usual
            if question.optional:
                break
        return said.strip()

    @staticmethod
    def _free_name(network: str, url: str, user: str, existing: "list[Kept]") -> str:
        """The network's name; the same address again means the same account."""
        taken = {kept.account.name: kept.account for kept in existing}
        number = 1
        while True:
            name = network if number == 1 else f"{network}-{number}"
            same = taken.get(name)
            if same is None or (same.network, same.url, same.user) == (network, url.strip(), user.strip()):
                return name
            number += 1

    # The secret

    def _secret(self, about: "About", account: Account) -> Keeping:
        from socialtui.credentials import Secret, Way

        given = self._given
        ways = (given.secret_stdin, bool(given.secret_env), bool(given.secret_command))
        if sum(ways) > 1:
            raise UsageFault(
                "Give one of --secret-stdin, --secret-env and --secret-command.", "Nothing was stored."
            )
        ref = f"{account.name}@{urlsplit(account.url).hostname or account.network}"
        door = self._start.credentials()
        if given.secret_env:
            return Keeping(Way.ENV, given.secret_env, door.get(Way.ENV, given.secret_env))
        if given.secret_command:
            return Keeping(Way.COMMAND, given.secret_command, door.get(Way.COMMAND, given.secret_command))
        wanted = any(question.flag == "secret" for question in about.questions)
        if not wanted and not given.secret_stdin:
            return Keeping("none", "", Secret(""))
        way = given.secret_way or self._usable_way()
        if way in (Way.ENV, Way.COMMAND):
            ref = self._ask_ref(way)
            return Keeping(way, ref, door.get(way, ref))
        self._unlock(way)
        secret = self._read_secret(about)
        return Keeping(way, ref, secret, not secret)

    def _usable_way(self) -> str:
        """The keyring where one answers; else what a person chooses openly."""
        from socialtui.credentials import CHOICES, State, Way, look

        found = look(self._start.env)
        if found.state == State.OK:
            return Way.KEYRING
        what = f"{found.what} Your token is not saved."
        if not self._sits_there:
            step = (
                "Choose: --secret-way vault (encrypted file, asks a passphrase), --secret-command CMD (a command"
                " that prints it) or --secret-env VAR (an environment variable)."
            )
            raise CredentialFault(what, step, found.state)
        say(f"{what} {CHOICES}")
        if found.next_step:
            say(f"  Or mend it: {found.next_step}")
        sys.stderr.write("1, 2, 3 or enter for nothing: ")
        sys.stderr.flush()
        chosen = {"1": Way.VAULT, "2": Way.COMMAND, "3": Way.ENV}.get(sys.stdin.readline().strip())
        if chosen is None:
            raise CredentialFault("Nothing was chosen, and nothing was stored.", state=found.state)
        return chosen

    def _ask_ref(self, way: str) -> str:
        words = "The command" if way == "command" else "The variable's name"
        sys.stderr.write(f"{words}: ")
        sys.stderr.flush()
        return sys.stdin.readline().strip()

    def _unlock(self, way: str) -> None:
        """Asks for the vault's passphrase before the network is asked: a wrong one must cost nothing."""
        from socialtui.cli.passphrase import STDIN, key_for, passphrase
        from socialtui.store.accounts import IN_VAULT

        if self._given.secret_stdin and self._given.passphrase_file == STDIN:
            raise UsageFault(
                "Secret and passphrase can't both come from stdin.", "Give --passphrase-file FILE."
            )
        vault = self._start.credentials().vault
        if way == IN_VAULT and self._sits_there and vault.status().state == "empty":
            self._key = vault.init(
                passphrase(self._given.passphrase_file, "A passphrase for the new vault", twice=True)
            )
            return
        self._key = key_for(self._start, way, self._given.passphrase_file)

    def _read_secret(self, about: "About") -> "Secret":
        from socialtui.credentials import Secret

        if self._given.secret_stdin:
            text = sys.stdin.buffer.read(65_536).decode("utf-8", "replace").strip()
            secret = Secret((text.splitlines() or [""])[0].strip())
        elif self._sits_there:
            words = next(question.words for question in about.questions if question.flag == "secret")
            secret = _typed(f"{words} (not shown{BY_CONSENT if about.consent else ''}): ")
            if not secret and about.consent:
                return secret
        else:
            raise UsageFault(
                f"{about.name} needs a secret.",
                "Give --secret-stdin, --secret-env VAR or --secret-command CMD.",
            )
        if not secret:
            raise UsageFault("The secret is empty.", "Nothing was stored.")
        return secret

    async def _consented(self, about: "About", account: Account) -> "Secret":
        """Shows the page's address and takes what it ended at; a paste that can't be right is asked for again."""
        from socialtui.cli.asking import ask_consent, take_consent

        consent = await ask_consent(self._start, account)
        for number, line in enumerate(about.consent, 1):
            say(f"  {number}  {line}")
        say(f"\n{consent.page}\n")
        if consent.seconds:
            say(f"  What it shows is good for {consent.seconds} s.")
        while True:
            try:
                pasted = _typed("The code, or the whole address that the page ended at (not shown): ")
                return await take_consent(self._start, account, consent, pasted.reveal())
            except UsageFault as fault:
                say(str(fault))

    def _keep(self, keeping: Keeping) -> None:
        from socialtui.credentials import VaultKey

        if keeping.way in ("keyring", "vault"):
            key = self._key if isinstance(self._key, VaultKey) else None
            self._start.credentials(key).put(keeping.way, keeping.ref, keeping.secret)
