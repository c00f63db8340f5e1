"""One process per account; the kernel lets go when it ends, however it ends."""

import signal
import subprocess
import sys
from pathlib import Path

from socialtui.sync.lease import Leases, Presence

HOLD = """
import sys
from pathlib import Path
from socialtui.sync.lease import Leases, Presence
leases, presence = Leases(Path(sys.argv[1])), Presence(Path(sys.argv[1]))
presence.come()
print(leases.take(7), flush=True)
sys.stdin.read()
"""


def holder(folder: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "True"
    return process


def test_a_second_process_gets_none_of_an_account_until_the_first_is_killed(tmp_path: Path) -> None:
    first = holder(tmp_path)
    leases = Leases(tmp_path)
    assert not leases.take(7)
    assert leases.take(8), "another account is free"
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert leases.take(7)
    assert leases.take(7), "and keeps it"
    assert leases.held == (8, 7)


def test_what_is_let_go_is_free_again(tmp_path: Path) -> None:
    one, two = Leases(tmp_path), Leases(tmp_path)
    assert one.take(1)
    assert not two.take(1)
    one.let_all_go()
    assert two.take(1)
    two.let_all_go()


def test_a_desk_is_there_for_as_long_as_its_process_lives(tmp_path: Path) -> None:
    presence = Presence(tmp_path)
    assert not presence.anybody()
    first = holder(tmp_path)
    assert presence.anybody()
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert not presence.anybody()


def test_many_desks_may_be_there(tmp_path: Path) -> None:
    one, two, watching = Presence(tmp_path), Presence(tmp_path), Presence(tmp_path)
    one.come()
    two.come()
    one.go()
    assert watching.anybody()
    two.go()
    assert not watching.anybody()
    # A desk that comes while somebody looks must not be turned away.
    one.come()
    one.go()
