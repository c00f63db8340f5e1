"""Decides what is looked at on a box: folders, disk, locks, terminal, locale, and what ends processes at log-out."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from socialtui.settings import Home

State = Literal["ok", "warn", "fail"]

LITTLE, TOO_LITTLE = 200 * 2**20, 20 * 2**20
"""Bytes free; a day of a busy brand is a few megabytes."""
FAR_AWAY = frozenset(
    (
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "fuse.sshfs",
        "9p",
        "afs",
        "ceph",
        "fuse.glusterfs",
        "lustre",
        "vboxsf",
    )
)
"""File systems over which the store's shared memory does not work."""


class Finding(Struct, frozen=True):
    """One thing that was looked at."""

    check: str
    state: State
    what: str
    next_step: str = ""


def modes(home: "Home", fix: bool) -> Iterator[Finding]:
    """Folders and files that nobody else may read."""
    wanted = [(folder, 0o700) for folder in (home.config, home.state, home.log, home.locks)]
    wanted += [(file, 0o600) for file in private_files(home)]
    open_ones = [(path, mode) for path, mode in wanted if path.exists() and path.stat().st_mode & 0o077]
    if fix:
        for path, mode in open_ones:
            path.chmod(mode)
        if open_ones:
            yield Finding("modes", "ok", f"{len(open_ones)} files or folders were closed to others.")
            return
    if open_ones:
        names = ", ".join(str(path) for path, _ in open_ones)
        yield Finding(
            "modes", "fail", f"Others on this box may read {names}.", "`socialtui doctor --fix` closes them."
        )
    else:
        yield Finding("modes", "ok", "Only you may read what is kept here.")


def private_files(home: "Home") -> list[Path]:
    """What holds people's words or secrets."""
    files = [*home.state.glob("store.db*"), *home.state.glob("vault.*"), *home.state.glob("*.txt")]
    return [*files, *home.log.glob("*.log*"), home.settings_file, home.cadence_file, home.keys_file]


def owner(home: "Home") -> Finding:
    """Whether this user may write where the state lies."""
    for path in (home.state, home.config, home.log, home.store):
        if path.exists() and not os.access(path, os.W_OK):
            return Finding(
                "owner",
                "fail",
                f"{path} can't be written by you.",
                f"`sudo chown -R $USER {path}` gives it to you.",
            )
    return Finding("owner", "ok", "All folders can be written.")


def disk(home: "Home") -> Finding:
    """Room on the disk."""
    free = shutil.disk_usage(home.state).free
    words = f"{free // 2**20} MiB are free on the disk with {home.state}."
    if free < TOO_LITTLE:
        return Finding("disk", "fail", words, "Free some room: replies and drafts can't be written without.")
    return Finding(
        "disk", "warn" if free < LITTLE else "ok", words, "Free some room." if free < LITTLE else ""
    )


def filesystem(home: "Home") -> Finding:
    """Whether the store's way of writing works on this file system."""
    kind = filesystem_of(home.state)
    if kind in FAR_AWAY:
        return Finding(
            "filesystem", "fail", f"{home.state} lies on {kind}, a network file system, where the store would break.",
            "Name a folder on a local disk with SOCIALTUI_HOME=DIR.",
        )  # fmt: skip
    return Finding("filesystem", "ok", f"The store lies on {kind or 'a local file system'}.")


def filesystem_of(path: Path, mounts: str = "/proc/self/mounts") -> str:
    """The type of the file system that holds a path; empty where this can't be told."""
    try:
        lines = Path(mounts).read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    real = str(path.resolve())
    for words in (line.split() for line in lines):
        where = words[1].replace("\\040", " ").rstrip("/")
        if (real == where or real.startswith(f"{where}/")) and len(where) >= len(best):
            best, kind = where, words[2]
    return kind


def locale(env: Mapping[str, str]) -> Finding:
    """Whether the terminal is told to expect UTF-8."""
    name = next((env[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if env.get(key)), "")
    if "utf-8" in name.lower() or "utf8" in name.lower():
        return Finding("locale", "ok", f"The locale is {name}.")
    return Finding(
        "locale", "warn", f"The locale is {name or 'not set'}, which is not UTF-8: signs are drawn in ASCII.",
        "`export LC_ALL=C.UTF-8` brings the others.",
    )  # fmt: skip


def terminal(env: Mapping[str, str]) -> Finding:
    """What the terminal can do."""
    term = env.get("TERM", "")
    if term in ("", "dumb"):
        return Finding(
            "terminal", "warn", f"TERM is {term or 'not set'}: the line mode is used.",
            "`export TERM=xterm-256color` brings the full screen.",
        )  # fmt: skip
    if term in ("screen", "linux", "vt100", "xterm"):
        better = "tmux-256color" if env.get("TMUX") else f"{term.removesuffix('-256color')}-256color"
        return Finding(
            "terminal",
            "warn",
            f"TERM is {term}: 16 colours.",
            f"`export TERM={better}` brings 256, where it knows them.",
        )
    return Finding("terminal", "ok", f"TERM is {term}.")


def multiplexer(env: Mapping[str, str]) -> Iterator[Finding]:
    """Hints for tmux and screen, in which the desk lives longest."""
    if env.get("TMUX"):
        yield from _tmux(env)
    elif env.get("STY"):
        yield Finding(
            "multiplexer", "ok", "This is GNU screen: ctrl+a is its own key, and the desk leaves it free."
        )
    elif env.get("SSH_CONNECTION"):
        yield Finding(
            "multiplexer", "warn", "This is SSH without tmux: a cut link ends the screen, but loses nothing.",
            "`tmux new -A -s desk` keeps the screen as well.",
        )  # fmt: skip


def _tmux(env: Mapping[str, str]) -> Iterator[Finding]:
    wait = _said(("tmux", "show-options", "-gv", "-s", "escape-time"), env) or "500"
    if wait.isdigit() and int(wait) > 50:
        yield Finding(
            "multiplexer",
            "warn",
            f"tmux waits {wait} ms after esc.",
            "`set -sg escape-time 10` in ~/.tmux.conf.",
        )
    if _said(("tmux", "show-options", "-gv", "-s", "set-clipboard"), env) == "off":
        yield Finding(
            "clipboard",
            "warn",
            "tmux keeps copied text from your terminal.",
            "`set -g set-clipboard on` in ~/.tmux.conf.",
        )
    yield Finding("tmux", "ok", "tmux keeps the screen when the link is cut.")


def _said(argv: tuple[str, ...], env: Mapping[str, str]) -> str:
    try:
        done = subprocess.run(argv, capture_output=True, text=True, timeout=5, check=False, env=dict(env))  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def logging_out(folders: tuple[str, ...] = ("/etc/systemd", "/usr/lib/systemd", "/run/systemd")) -> Finding:
    """Whether this box ends a user's processes at log-out, the sync process with them."""
    kills = False
    for folder in reversed(folders):
        for file in (Path(folder) / "logind.conf", *sorted((Path(folder) / "logind.conf.d").glob("*.conf"))):
            kills = _kills(file, kills)
    if not kills:
        return Finding("log_out", "ok", "The sync process goes on when you log out.")
    return Finding(
        "log_out",
        "warn",
        "This box ends your processes when you log out (KillUserProcesses): replies wait for you.",
        "`loginctl enable-linger` and `socialtui sync --unit` let the sync process go on.",
    )  # fmt: skip


def _kills(file: Path, before: bool) -> bool:
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return before
    for line in lines:
        key, _, value = line.partition("=")
        if key.strip() == "KillUserProcesses":
            before = value.strip().lower() in ("yes", "true", "1", "on")
    return before
