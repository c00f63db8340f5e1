"""The program that asks the OS keyring, so that a keyring which hangs or prompts hangs nobody else.

Reads one wish as JSON on standard input: verb (look, get, put, forget), service, name, secret. Writes one
answer: state, detail, label, backend, plain, secret. Run as a file of its own, with the standard library and
keyring alone.
"""

import importlib.util
import json
import os
import sys
from types import TracebackType
from typing import Any

Answer = dict[str, Any]


def main() -> None:
    """Answers the wish on standard input."""
    # Backends and the libraries below them may print; the answer has a way of its own.
    answers = os.dup(1)
    os.dup2(2, 1)

    def tell(answer: Answer) -> None:
        with os.fdopen(answers, "w") as pipe:
            json.dump(answer, pipe)

    def fell(kind: type[BaseException], _error: BaseException, _trace: TracebackType | None) -> None:
        # The name alone: a backend's message or a frame may hold the secret.
        tell({"state": "broken", "detail": kind.__name__})

    sys.excepthook = fell
    tell(act(json.load(sys.stdin)))


def act(wish: Answer) -> Answer:
    """Looks first, and touches the keyring only where that can't prompt."""
    import keyring.errors

    answer, backend = look()
    if wish["verb"] == "look" or answer["state"] != "ok":
        return answer
    try:
        return {**answer, **touch(backend, wish)}
    except keyring.errors.KeyringLocked:
        return {**answer, "state": "locked"}
    except keyring.errors.InitError:
        return {**answer, "state": "empty"}
    except keyring.errors.KeyringError as error:
        return {**answer, "state": "broken", "detail": type(error).__name__}


def touch(backend: Any, wish: Answer) -> Answer:
    """Reads, writes or takes out one secret."""
    import keyring.errors

    service, name = wish["service"], wish["name"]
    if wish["verb"] == "get":
        found = backend.get_password(service, name)
        return {"state": "missing"} if found is None else {"secret": found}
    if wish["verb"] == "put":
        backend.set_password(service, name, wish["secret"])
        # Some backends take everything and keep nothing; only reading back tells.
        kept = backend.get_password(service, name) == wish["secret"]
        return {} if kept else {"state": "broken", "detail": "it did not keep what it was given"}
    try:
        backend.delete_password(service, name)
    except keyring.errors.PasswordDeleteError:
        return {"state": "missing"}
    return {}


def look() -> tuple[Answer, Any]:
    """The state, and the backend to use where it is ok. Never prompts."""
    answer: Answer = {"state": "ok", "plain": plain_text_is_near()}
    try:
        import keyring

        chosen = keyring.get_keyring()
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError) as error:
        return {**answer, "state": "broken", "detail": f"{type(error).__name__}: {error}"}, None
    # A chain would hand a secret on to its next backend; one is picked, and never one that writes plain text.
    several = list(getattr(chosen, "backends", ()))
    usable = [one for one in several or [chosen] if not kind(one).startswith("keyrings.alt")]
    backend = usable[0] if usable else None
    answer["backend"] = kind(backend) if backend is not None else kind(chosen)
    if backend is None and not several:
        return {**answer, "state": "broken", "detail": "it would keep secrets in plain text"}, None
    if answer["backend"].startswith("keyring.backends.null"):
        return {**answer, "state": "broken", "detail": "it keeps nothing"}, None
    if backend is None or answer["backend"].startswith(("keyring.backends.fail", "keyring.backends.chainer")):
        state = bus_state()
        # The bus is well and yet keyring found nothing on it that it could use.
        return {**answer, **(state if state["state"] != "ok" else {"state": "no_service"})}, None
    if answer["backend"].startswith("keyring.backends.SecretService"):
        return {**answer, **bus_state()}, backend
    return answer, backend


def bus_state() -> Answer:
    """What the Secret Service would do, asked without anything that opens a prompt."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return {"state": "no_bus"}
    try:
        import secretstorage
    except ImportError:
        return {"state": "no_service"}
    try:
        bus = secretstorage.dbus_init()
    except (
        secretstorage.SecretStorageException,
        OSError,
        RuntimeError,
        ValueError,
        LookupError,
        StopIteration,
    ):
        return {"state": "stale_bus"}
    try:
        if not secretstorage.check_service_availability(bus):
            return {"state": "no_service"}
        # The alias answers without making anything; asking for the default collection would prompt.
        keeper = secretstorage.Collection(bus, "/org/freedesktop/secrets/aliases/default")
        return {"state": "locked" if keeper.is_locked() else "ok", "label": keeper.get_label()}
    except secretstorage.ItemNotFoundException:
        return {"state": "empty"}
    except secretstorage.SecretServiceNotAvailableException:
        return {"state": "no_service"}
    finally:
        bus.close()


def kind(backend: object) -> str:
    """A backend's full name."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def plain_text_is_near() -> bool:
    """True when a package is installed that would let keyring pick a plain-text file by itself."""
    try:
        return importlib.util.find_spec("keyrings.alt") is not None
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    main()
