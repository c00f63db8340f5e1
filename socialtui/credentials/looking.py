"""Decides what is said of the OS keyring: its state, why, and one command that mends it."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from socialtui.credentials.running import Run, run
from socialtui.credentials.secret import Secret, State

CHILD = Path(__file__).with_name("child.py")
LIMIT = 10.0
"""Seconds; an unlocked keyring answers within one, on a loaded box within three."""
SERVICE_UNLOCK = (
    'read -rs P; printf %s "$P" | gnome-keyring-daemon --replace --unlock --components=secrets; unset P'
)
VAULT = "`socialtui vault init` makes an encrypted file that asks a passphrase."
CHOICES = (
    "Choose: 1 vault (encrypted file, asks a passphrase) · 2 a command that prints it · "
    "3 an environment variable · esc nothing."
)
"""What a person may choose where no keyring answers."""
ABSENT = frozenset({State.NO_BUS, State.STALE_BUS, State.NO_SERVICE})
"""The states in which there is no keyring at all."""


class KeyringState(Struct, frozen=True):
    """What the OS keyring would do if it were asked."""

    state: State
    what: str
    """One sentence."""
    next_step: str = ""
    """One command, with what it does; empty when all is well."""
    backend: str = ""
    """The library's name of what would be asked."""
    warnings: tuple[str, ...] = ()
    """Dangers beside the state."""


class Asked(Struct, frozen=True):
    """The child's answer, with the secret apart from the rest."""

    about: KeyringState
    secret: Secret | None = None


def look(env: Mapping[str, str] | None = None, *, limit: float = LIMIT, run: Run = run) -> KeyringState:
    """Tells what the keyring would do, without prompting and within `limit` seconds."""
    return ask("look", "", "", Secret(""), os.environ if env is None else env, limit, run).about


def ask(
    verb: str, service: str, name: str, secret: Secret, env: Mapping[str, str], limit: float, run: Run
) -> Asked:
    """Has the child look, get, put or forget."""
    surroundings = quiet(env)
    done = run([sys.executable, "-P", str(CHILD)], _wish(verb, service, name, secret), surroundings, limit)
    if done.late:
        return Asked(_about(State.HUNG, {"detail": f"{limit:g}"}, env))
    answer, found = _answer(done.out)
    if answer is None:
        return Asked(_about(State.BROKEN, {"detail": "its program ended without an answer"}, env))
    return Asked(_about(State(answer["state"]), answer, env), found)


def quiet(env: Mapping[str, str]) -> dict[str, str]:
    """An environment in which nothing can open a dialog on a display or a terminal where nobody sits."""
    surroundings = dict(env)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "GPG_TTY"):
        surroundings.pop(name, None)
    if not surroundings.get("DBUS_SESSION_BUS_ADDRESS") and (bus := _own_bus(env)):
        surroundings["DBUS_SESSION_BUS_ADDRESS"] = bus
    return surroundings


def _own_bus(env: Mapping[str, str]) -> str:
    """The address of the bus that the system keeps for this user, where there is one."""
    folder = env.get("XDG_RUNTIME_DIR", "")
    return f"unix:path={folder}/bus" if folder and (Path(folder) / "bus").is_socket() else ""


def _wish(verb: str, service: str, name: str, secret: Secret) -> Secret:
    return Secret(json.dumps({"verb": verb, "service": service, "name": name, "secret": secret.reveal()}))


def _answer(out: Secret) -> tuple[dict[str, Any] | None, Secret | None]:
    """The answer without the secret in it, and the secret."""
    try:
        answer = json.loads(out.reveal())
    except ValueError:
        return None, None
    if not isinstance(answer, dict) or answer.get("state") not in set(State):
        return None, None
    found = answer.pop("secret", None)
    return answer, None if found is None else Secret(found)


def _about(state: State, answer: Mapping[str, Any], env: Mapping[str, str]) -> KeyringState:
    """The state in words."""
    detail = _printable(answer.get("detail"))
    what, next_step = _words(state, detail, _printable(answer.get("label")), env)
    warnings: tuple[str, ...] = ()
    if answer.get("plain"):
        warnings = (
            "keyrings.alt is installed, with which other programs may keep secrets in plain text; "
            "socialtui never uses it. `pip uninstall keyrings.alt` takes it away.",
        )
    return KeyringState(state, what, next_step, str(answer.get("backend", "")), warnings)


def _printable(words: object) -> str:
    """What another program said, in one short line."""
    text = str(words or "")
    return (text if text.isprintable() else ascii(text))[:200]


def _words(state: State, detail: str, label: str, env: Mapping[str, str]) -> tuple[str, str]:
    """What is, and one command that mends it."""
    unlock = f"`{SERVICE_UNLOCK}` asks its password here."
    match state:
        case State.OK:
            return "The keyring answers.", ""
        case State.NO_BUS:
            return "No keyring answers on this box (no D-Bus session).", VAULT
        case State.STALE_BUS:
            own = _own_bus(env)
            step = f"`export DBUS_SESSION_BUS_ADDRESS={own}` names the one that is alive." if own else VAULT
            return "No keyring answers on this box (the D-Bus session of this login or tmux has ended).", step
        case State.NO_SERVICE:
            step = "`sudo apt install gnome-keyring` brings one to Debian and Ubuntu."
            return "No keyring answers on this box (a D-Bus session, but no Secret Service on it).", step
        case State.LOCKED:
            display = env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")
            where = f"; its dialog would open on display {display}" if display else ""
            return f"The keyring{f' “{label}”' if label else ''} is locked{where}.", unlock
        case State.EMPTY:
            step = f"`{SERVICE_UNLOCK}` makes one with the password that you type."
            return "The keyring service answers, but no keyring has been made on this box yet.", step
        case State.HUNG:
            return f"The keyring did not answer within {detail} s.", VAULT
        case State.MISSING:
            return "The keyring keeps nothing under this name.", ""
    chosen = env.get("PYTHON_KEYRING_BACKEND")
    step = "`unset PYTHON_KEYRING_BACKEND` lets the box's own be used." if chosen else VAULT
    return f"The keyring can't be used: {detail}.", step
