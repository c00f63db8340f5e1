"""The loopback login is a real one: a terminal over there, and a hang-up that arrives."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.real.sshd import Box

pytestmark = pytest.mark.real


def read_until(fd: int, word: bytes, seconds: float = 30) -> bytes:
    seen, deadline = b"", time.monotonic() + seconds
    while word not in seen:
        left = deadline - time.monotonic()
        assert left > 0, f"{word!r} never came; this did: {seen!r}"
        if select.select([fd], [], [], left)[0]:
            seen += os.read(fd, 65536)
    return seen


def test_a_command_runs_in_a_terminal_over_there(ssh_box: Box) -> None:
    master, slave = pty.openpty()
    with subprocess.Popen(ssh_box.login("tty"), stdin=slave, stdout=slave, stderr=slave) as client:
        os.close(slave)
        assert b"/dev/pts/" in read_until(master, b"/dev/pts/")
        client.wait(10)
    os.close(master)


def test_without_a_terminal_the_login_has_no_session_bus(ssh_box: Box) -> None:
    bare = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME")}
    done = subprocess.run(
        ssh_box.plain("echo bus=[${DBUS_SESSION_BUS_ADDRESS:-}]"),
        capture_output=True, text=True, timeout=30, env=bare, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "bus=[]"


WAITS = """\
import signal

def gone(*_):
    open("{told}", "w").write("hup")

signal.signal(signal.SIGHUP, gone)
print("up", flush=True)
signal.pause()
"""


def test_a_cut_link_hangs_up_on_the_program(ssh_box: Box, tmp_path: Path) -> None:
    told, program = tmp_path / "told", tmp_path / "waits.py"
    os.mkfifo(told)
    program.write_text(WAITS.format(told=told))
    master, slave = pty.openpty()
    login = ssh_box.login(f"exec {sys.executable} {program}")
    with subprocess.Popen(login, stdin=slave, stdout=slave, stderr=slave) as client:
        os.close(slave)
        read_until(master, b"up")
        client.kill()
        assert told.read_text() == "hup"  # opening waits until the other end writes
    os.close(master)
