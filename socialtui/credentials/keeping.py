"""Decides how a secret is fetched, kept and forgotten on the way that a person chose for it."""

import os
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from socialtui.credentials.locking import alone
from socialtui.credentials.looking import ABSENT, CHOICES, LIMIT, ask, quiet
from socialtui.credentials.running import Run, run
from socialtui.credentials.secret import Secret, State, VaultKey
from socialtui.credentials.vault import Vault
from socialtui.domain.errors import CredentialFault, UsageFault

VARIABLE = r"[A-Za-z_][A-Za-z0-9_]*"
LONGEST_SECRET = 8_000
"""Letters; more would not fit into a pipe at once, and no token is as long."""
COMMAND_LIMIT = 20.0
"""Seconds; a command may have to wake an agent."""


class Way(StrEnum):
    """Where a secret is kept."""

    KEYRING = "keyring"
    """The OS keyring; `ref` is a name in it."""
    VAULT = "vault"
    """Our own encrypted file; `ref` is a name in it."""
    COMMAND = "command"
    """A command that prints it; `ref` is the command."""
    ENV = "env"
    """An environment variable; `ref` is its name."""


class Place(Protocol):
    """What is needed of a brand's folders."""

    @property
    def brand(self) -> str:
        """The folder's name."""
        ...

    @property
    def state(self) -> Path:
        """Where the vault lies."""
        ...


class Credentials:
    """The one door to secrets. Each call may take seconds: off the event loop, call it in a thread."""

    def __init__(
        self,
        home: Place,
        vault_key: VaultKey | bytes | None = None,
        env: Mapping[str, str] | None = None,
        run: Run = run,
        limit: float = LIMIT,
    ) -> None:
        self.service = "socialtui" if home.brand == "default" else f"socialtui/{home.brand}"
        """The name under which the keyring lists our secrets."""
        self.vault = Vault(home.state / "vault.json")
        self._key = VaultKey(vault_key) if isinstance(vault_key, bytes) else vault_key
        self._env = os.environ if env is None else env
        self._run = run
        self._limit = limit

    def get(self, way: str, ref: str) -> Secret:
        """The secret; CredentialFault with the state and a next step where it can't be had."""
        match _way(way):
            case Way.KEYRING:
                return self._keyring("get", ref)
            case Way.VAULT:
                return self.vault.get(self._vault_key(), ref)
            case Way.COMMAND:
                return self._command(ref)
            case Way.ENV:
                return self._variable(ref)

    def put(self, way: str, ref: str, secret: Secret) -> None:
        """Keeps the secret, and has read it back where the keyring keeps it."""
        if not 0 < len(secret.reveal()) <= LONGEST_SECRET:
            raise UsageFault(f"A secret has 1 to {LONGEST_SECRET} letters.", "Nothing was kept.")
        match _way(way):
            case Way.KEYRING:
                self._keyring("put", ref, secret)
            case Way.VAULT:
                self.vault.put(self._vault_key(), ref, secret)
            case Way.COMMAND:
                raise UsageFault(
                    "A command prints its secret; nothing can be kept with it.", "Keep it there."
                )
            case Way.ENV:
                raise UsageFault(
                    "An environment variable is set where the program is started.", "Set it there."
                )

    def renew(self, way: str, ref: str, before: Secret, after: Secret) -> bool:
        """Keeps `after` in place of `before`; False, and nothing changed, where something else is kept by now.

        Who signs in anew while a network renews the old session must not have the old one put over it.
        """
        with alone(self.vault.path.with_name("secrets.lock")):
            if self.get(way, ref).reveal() != before.reveal():
                return False
            self.put(way, ref, after)
            return True

    def forget(self, way: str, ref: str) -> None:
        """Takes out what we kept; again is harmless, and so it is where nothing of ours is kept."""
        match _way(way):
            case Way.KEYRING:
                self._keyring("forget", ref)
            case Way.VAULT:
                self.vault.forget(ref)
            case Way.COMMAND | Way.ENV:
                return

    def _vault_key(self) -> VaultKey:
        if self._key is not None:
            return self._key
        status = self.vault.status()
        if status.state != State.LOCKED:
            raise CredentialFault(status.what, status.next_step, status.state)
        raise CredentialFault(
            "The vault is locked.", "`socialtui vault unlock` asks its passphrase.", State.LOCKED
        )

    def _keyring(self, verb: str, ref: str, secret: Secret | None = None) -> Secret:
        asked = ask(verb, self.service, ref, secret or Secret(""), self._env, self._limit, self._run)
        about = asked.about
        if about.state == State.OK and (verb != "get" or asked.secret is not None):
            return asked.secret or Secret("")
        if about.state == State.MISSING and verb == "forget":
            return Secret("")
        what, next_step = about.what, about.next_step
        if verb == "put":
            what += " Your token is not saved."
            next_step = CHOICES if about.state in ABSENT else next_step
        raise CredentialFault(what, next_step, about.state)

    def _command(self, command: str) -> Secret:
        """The first line that the command prints. The command itself is never shown: it may hold a secret."""
        done = self._run(["/bin/sh", "-c", command], Secret(""), quiet(self._env), COMMAND_LIMIT)
        step = "Run it in a shell: it has to print the secret as its first line, and to ask nothing."
        if done.late:
            what = f"The command that prints this secret did not end within {COMMAND_LIMIT:g} s."
            raise CredentialFault(what, step, State.HUNG)
        if done.code:
            raise CredentialFault(
                f"The command that prints this secret failed (exit code {done.code}).", step, State.BROKEN
            )
        secret = _first_line(done.out)
        if not secret:
            raise CredentialFault("The command that prints this secret printed nothing.", step, State.MISSING)
        return secret

    def _variable(self, name: str) -> Secret:
        # Whoever mistakes the flag puts the secret where the name belongs: only what looks like one is shown.
        shown = f" {name}" if re.fullmatch(VARIABLE, name) and name.isupper() else ""
        secret = _first_line(Secret(self._env.get(name, "")))
        if not secret:
            raise CredentialFault(
                f"The environment variable{shown} is not set here.",
                "Set it where the program is started; a sync process that runs by itself needs it too.",
                State.MISSING,
            )
        return secret


def _way(way: str) -> Way:
    try:
        return Way(way)
    except ValueError as error:
        raise UsageFault(f"{way!r} is no way to keep a secret.", f"There are {', '.join(Way)}.") from error


def _first_line(text: Secret) -> Secret:
    """The first line, without the blanks around it."""
    return Secret((text.reveal().strip().splitlines() or [""])[0].strip())
