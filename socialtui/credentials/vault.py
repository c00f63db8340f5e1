"""Decides how our own encrypted file keeps secrets, for boxes without a keyring.

Argon2id turns the passphrase into a key once per start; AES-256-GCM seals each entry, bound to its name. The
derivation's cost stands in the file, so that it can be raised later without locking anybody out.
"""

import os
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from socialtui.credentials.locking import alone
from socialtui.credentials.secret import KEY_LENGTH, Secret, State, VaultKey
from socialtui.domain.errors import CredentialFault

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

VERSION = 1
SHORTEST_PASSPHRASE = 8
NONCE_LENGTH = 12
SALT_LENGTH = 16
CHECK = b"check"
AGAIN = "Type the passphrase again."


class Cost(msgspec.Struct, frozen=True):
    """What one try at the passphrase costs."""

    memory_kib: int = 64 * 1024
    time: int = 3
    lanes: int = 4

    def is_sane(self) -> bool:
        """True within bounds; a damaged file must not make us fill the memory, nor derive for an hour."""
        return 8 * 1024 <= self.memory_kib <= 1024 * 1024 and 1 <= self.time <= 32 and 1 <= self.lanes <= 16


class Sealed(msgspec.Struct, frozen=True):
    """One encrypted text."""

    nonce: bytes
    text: bytes


class Head(msgspec.Struct, frozen=True):
    """What is needed to tell whether a passphrase is right."""

    version: int
    derivation: str
    cost: Cost
    salt: bytes
    check: Sealed


class Content(msgspec.Struct, frozen=True):
    """The whole file."""

    head: Head
    digest: bytes
    """SHA-256 of the head: tells a damaged head from a wrong passphrase."""
    entries: dict[str, Sealed]


class VaultStatus(Struct, frozen=True):
    """What can be told of a vault without its passphrase."""

    state: State
    """empty (none yet), locked, damaged or broken."""
    what: str
    next_step: str = ""
    names: tuple[str, ...] = ()
    """What it keeps, by name."""


class Vault:
    """One encrypted file. Its functions raise CredentialFault alone."""

    def __init__(self, path: Path, cost: Cost | None = None) -> None:
        self.path = path
        self._cost = cost or Cost()

    def init(self, passphrase: Secret) -> VaultKey:
        """Makes the file; refused where there is one already."""
        if len(passphrase.reveal()) < SHORTEST_PASSPHRASE:
            raise CredentialFault(
                f"The passphrase needs at least {SHORTEST_PASSPHRASE} letters.", AGAIN, State.WRONG
            )
        with self._alone():
            if self.path.exists():
                raise CredentialFault(
                    f"There is a vault already: {self.path}.",
                    "`socialtui vault unlock` opens it.",
                    State.LOCKED,
                )
            salt = os.urandom(SALT_LENGTH)
            key = _derive(passphrase, self._cost, salt)
            head = Head(VERSION, "argon2id", self._cost, salt, _seal(key, CHECK, Secret("socialtui")))
            self._write(Content(head, _digest(head), {}))
        return key

    def unlock(self, passphrase: Secret) -> VaultKey:
        """The key; state `wrong` for another passphrase, `damaged` for a file not as it was written."""
        head = self._read().head
        key = _derive(passphrase, head.cost, head.salt)
        if _open(key, CHECK, head.check) is None:
            raise CredentialFault("The passphrase is not this vault's.", AGAIN, State.WRONG)
        return key

    def get(self, key: VaultKey, name: str) -> Secret:
        """One secret; state `missing` where none is kept under this name."""
        content = self._read()
        self._match(key, content)
        if name not in content.entries:
            raise CredentialFault("The vault keeps nothing under this name.", state=State.MISSING)
        found = _open(key, _bound(name), content.entries[name])
        if found is None:
            raise self._damaged("an entry")
        return found

    def put(self, key: VaultKey, name: str, secret: Secret) -> None:
        """Keeps a secret, in place of the one before."""
        with self._alone():
            content = self._read()
            self._match(key, content)
            entries = {**content.entries, name: _seal(key, _bound(name), secret)}
            self._write(msgspec.structs.replace(content, entries=entries))

    def forget(self, name: str) -> None:
        """Takes out a secret; again is harmless. Needs no key."""
        with self._alone():
            content = self._read()
            if name in content.entries:
                entries = {kept: sealed for kept, sealed in content.entries.items() if kept != name}
                self._write(msgspec.structs.replace(content, entries=entries))

    def status(self) -> VaultStatus:
        """What can be told without the passphrase. Raises nothing."""
        try:
            content = self._read()
        except CredentialFault as fault:
            return VaultStatus(State(fault.state), fault.what, fault.next_step)
        names = tuple(sorted(content.entries))
        what = f"The vault keeps {len(names)} secret{'' if len(names) == 1 else 's'}: {self.path}."
        return VaultStatus(State.LOCKED, what, "`socialtui vault unlock` tries the passphrase.", names)

    def _match(self, key: VaultKey, content: Content) -> None:
        """Refuses a key of another vault before anything is read or written with it."""
        if _open(key, CHECK, content.head.check) is None:
            raise CredentialFault(
                "The vault was made anew since it was unlocked.", "`socialtui vault unlock`.", State.LOCKED
            )

    def _read(self) -> Content:
        try:
            content = msgspec.json.decode(self.path.read_bytes(), type=Content)
        except FileNotFoundError as error:
            raise CredentialFault("There is no vault yet.", "`socialtui vault init`.", State.EMPTY) from error
        except OSError as error:
            raise CredentialFault(
                f"{self.path} can't be read: {error.strerror}.", state=State.BROKEN
            ) from error
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise self._damaged("its form") from error
        if content.head.version > VERSION:
            raise CredentialFault(
                f"{self.path} was made by a newer socialtui.", "Update this one.", State.BROKEN
            )
        if _digest(content.head) != content.digest or not content.head.cost.is_sane():
            raise self._damaged("its head")
        return content

    def _damaged(self, part: str) -> CredentialFault:
        step = (
            "Bring it back from a backup, or move it away, `socialtui vault init` and add the secrets again."
        )
        return CredentialFault(f"{self.path} is damaged ({part}).", step, State.DAMAGED)

    def _write(self, content: Content) -> None:
        """Puts a whole new file in the old one's place, on the disk before it counts."""
        draft = self.path.with_name(f".{self.path.name}.new")
        try:
            number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
            with os.fdopen(number, "wb") as file:
                os.fchmod(number, 0o600)
                file.write(msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")
                file.flush()
                os.fsync(number)
            os.replace(draft, self.path)
        except OSError as error:
            raise CredentialFault(
                f"{self.path} can't be written: {error.strerror}.", "Nothing was changed.", State.BROKEN
            ) from error

    def _alone(self) -> AbstractContextManager[None]:
        """Holds off other writers."""
        return alone(self.path.with_suffix(".lock"))


def keyring_backend(vault: Vault, key: VaultKey, service: str) -> "KeyringBackend":
    """The vault as a backend of the keyring library, for one service; never picked by that library itself."""
    from jaraco.classes.properties import classproperty
    from keyring.backend import KeyringBackend
    from keyring.errors import PasswordDeleteError, PasswordSetError

    class VaultBackend(KeyringBackend):
        """Keeps secrets in the vault."""

        @classproperty
        def priority(cls) -> float:
            raise RuntimeError("chosen by a person only")

        def get_password(self, service_name: str, username: str) -> str | None:
            if service_name != service:
                return None
            try:
                return vault.get(key, username).reveal()
            except CredentialFault as fault:
                if fault.state == State.MISSING:
                    return None
                raise

        def set_password(self, service_name: str, username: str, password: str) -> None:
            if service_name != service:
                raise PasswordSetError(f"this vault keeps secrets of {service} alone")
            vault.put(key, username, Secret(password))

        def delete_password(self, service_name: str, username: str) -> None:
            if self.get_password(service_name, username) is None:
                raise PasswordDeleteError("no such entry")
            vault.forget(username)

    make: Callable[[], KeyringBackend] = VaultBackend
    return make()


def _derive(passphrase: Secret, cost: Cost, salt: bytes) -> VaultKey:
    """The key of a passphrase; the same for all ways of typing the same letters."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        derivation = Argon2id(
            salt=salt, length=KEY_LENGTH, iterations=cost.time, lanes=cost.lanes, memory_cost=cost.memory_kib
        )
        return VaultKey(derivation.derive(unicodedata.normalize("NFKC", passphrase.reveal()).encode()))
    except UnsupportedAlgorithm as error:
        raise CredentialFault(
            "This box's cryptography has no Argon2id.", "`pip install -U cryptography`.", State.BROKEN
        ) from error
    except MemoryError as error:
        raise CredentialFault(
            f"The vault needs {cost.memory_kib // 1024} MiB of free memory to be opened.", state=State.BROKEN
        ) from error


def _seal(key: VaultKey, bound: bytes, secret: Secret) -> Sealed:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE_LENGTH)
    return Sealed(nonce, AESGCM(key.reveal()).encrypt(nonce, secret.reveal().encode(), bound))


def _open(key: VaultKey, bound: bytes, sealed: Sealed) -> Secret | None:
    """The text, or None where key, name or content don't belong together."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return Secret(AESGCM(key.reveal()).decrypt(sealed.nonce, sealed.text, bound).decode())
    except (InvalidTag, ValueError):  # a ValueError for a nonce or text of impossible length
        return None


def _bound(name: str) -> bytes:
    """What an entry is sealed with beside the key, so that none can stand in another's place."""
    return b"entry:" + name.encode()


def _digest(head: Head) -> bytes:
    return sha256(msgspec.json.encode(head)).digest()
