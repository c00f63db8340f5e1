"""Starts an sshd of the test's own on loopback, so that the whole program can be tried inside `ssh -tt`."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SERVER = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/mine.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AcceptEnv SOCIALTUI_* COLORTERM LANG LC_*
PrintMotd no
"""
CLIENT = """\
Host box
  HostName 127.0.0.1
  Port {port}
  User {user}
  IdentityFile {folder}/mine
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile {folder}/known
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
  LogLevel ERROR
  SendEnv SOCIALTUI_* COLORTERM LANG LC_*
"""


class Missing(Exception):
    """A part that can't be had here; the words say which."""


@dataclass(frozen=True)
class Box:
    """A machine that one can log in to, which is this one."""

    config: Path
    process: subprocess.Popen[bytes]

    def login(self, *command: str) -> list[str]:
        """The words that run a command over there in a terminal."""
        return ["ssh", "-tt", "-F", str(self.config), "box", "--", *command]

    def plain(self, *command: str) -> list[str]:
        """The same without a terminal."""
        return ["ssh", "-T", "-F", str(self.config), "box", "--", *command]


def find_sshd() -> str:
    """Where sshd is; it must be started by its full path."""
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
    sshd = shutil.which("sshd", path=path)
    lacking = [name for name in ("ssh", "ssh-keygen") if not shutil.which(name)]
    if not sshd or lacking:
        raise Missing(f"{', '.join(lacking) or 'sshd'} is not installed (openssh-server openssh-client)")
    return sshd


def make_keys(folder: Path, port: int) -> None:
    """One key for the machine, one for the person, and both configurations."""
    for name in ("host", "mine"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(make, check=True, capture_output=True, timeout=30)
    kind, key = (folder / "host.pub").read_text().split()[:2]
    (folder / "known").write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    facts = {"port": port, "folder": folder, "user": getpass.getuser()}
    (folder / "sshd_config").write_text(SERVER.format(**facts))
    (folder / "ssh_config").write_text(CLIENT.format(**facts))


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running_sshd() -> Iterator[Box]:
    """An sshd with keys of its own, until the block ends."""
    sshd = find_sshd()
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where root's sshd separates its privileges
    with tempfile.TemporaryDirectory(prefix="sshd-") as name, socket.socket() as probe:
        folder = Path(name)
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        make_keys(folder, port)
        probe.close()
        log = folder / "log"
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [sshd, "-D", "-e", "-f", str(folder / "sshd_config")],
                stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True,
            )  # fmt: skip
        try:
            deadline = time.monotonic() + 15
            while not answers(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise Missing(f"sshd did not start: {log.read_text(errors='replace')[-300:]}")
                time.sleep(0.02)
            yield Box(folder / "ssh_config", process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


@pytest.fixture(scope="session")
def ssh_box() -> Iterator[Box]:
    """An sshd on loopback; skips where OpenSSH is missing."""
    try:
        with running_sshd() as box:
            yield box
    except Missing as missing:
        pytest.skip(f"no sshd here: {missing}")
