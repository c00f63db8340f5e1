"""Commands of a person's own: real children, without our secrets, and never longer than they may."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from socialtui.desk.programs import KEPT, MOST_KEPT, environment, run, split
from socialtui.domain.errors import DeskRefusal, UsageFault

ENV = {"PATH": os.environ["PATH"]}
LONG = 60.0
"""Seconds that no test waits for."""


def python(code: str) -> str:
    """A command that runs Python."""
    return f"{sys.executable} -c '{code}'"


def there(pid: int) -> bool:
    """Whether a process still runs; one that only waits to be counted doesn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def gone(pid: int) -> None:
    """Until a process has ended."""
    async with asyncio.timeout(20):
        while there(pid):  # noqa: ASYNC110  nobody tells of the end of a grandchild
            await asyncio.sleep(0.01)


async def test_a_command_reads_what_it_is_given_and_says_how_it_ended() -> None:
    ended = await run("cat", b"hello\n", ENV, LONG)
    assert (ended.out, ended.code, ended.words, ended.fine) == ("hello\n", 0, "ended with 0", True)


async def test_both_outputs_and_the_code_are_told() -> None:
    ended = await run("sh -c 'echo out; echo err >&2; exit 3'", b"", ENV, LONG)
    assert (sorted(ended.out.split()), ended.code, ended.fine) == (["err", "out"], 3, False)
    assert (await run("sh -c 'kill -TERM $$'", b"", ENV, LONG)).words == "was ended by signal 15"


async def test_no_shell_is_between_unless_one_is_written() -> None:
    assert (await run("echo '$HOME;' `id` | > x", b"", ENV, LONG)).out == "$HOME; `id` | > x\n"
    assert (await run("sh -c 'echo a | tr a b'", b"", ENV, LONG)).out == "b\n"


async def test_a_command_that_reads_nothing_is_no_trouble() -> None:
    assert (await run("true", b"x" * 5_000_000, ENV, LONG)).fine


async def test_it_is_stopped_with_all_that_it_started_when_its_time_is_over() -> None:
    ended = await run("sh -c 'sleep 60 & echo $! $$; wait'", b"", ENV, 0.5)
    assert (ended.stopped, ended.fine) == ("was stopped after 0.5 s", False)
    for pid in ended.out.split():
        await gone(int(pid))


async def test_it_is_stopped_when_we_end() -> None:
    begun, written = os.pipe()
    os.set_blocking(begun, False)
    command = f"sh -c 'echo $$ > /proc/{os.getpid()}/fd/{written}; sleep 60'"
    task = asyncio.create_task(run(command, b"", ENV, LONG))
    pid = b""
    async with asyncio.timeout(20):
        while not pid.endswith(b"\n"):
            await asyncio.sleep(0.01)
            try:
                pid += os.read(begun, 20)
            except BlockingIOError:
                continue
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await gone(int(pid))
    os.close(begun)
    os.close(written)


async def test_what_it_leaves_behind_does_not_hold_us_up() -> None:
    ended = await run("sh -c 'sleep 60 & echo $!'", b"", ENV, LONG)
    assert ended.fine
    pid = int(ended.out)
    assert there(pid), "a clipboard's holder has to stay"
    os.kill(pid, 9)


async def test_a_long_output_is_cut_and_an_endless_one_stopped() -> None:
    ended = await run(f"head -c {MOST_KEPT + 5} /dev/zero", b"", ENV, LONG)
    assert ended.fine
    assert len(ended.out) == MOST_KEPT + 2
    assert ended.out.endswith("\n…")
    assert (await run("yes", b"", ENV, LONG)).stopped == "was stopped: it wrote without end"


async def test_bytes_that_are_no_text_are_shown_all_the_same() -> None:
    assert (await run("printf 'a\\377b'", b"", ENV, LONG)).out == "a\ufffdb"


async def test_it_sees_no_variable_of_ours_that_may_hold_a_secret() -> None:
    ours = {
        "PATH": os.environ["PATH"], "HOME": "/home/ana", "LC_ALL": "C.UTF-8", "MASTODON_TOKEN": "s3cret",
        "GITHUB_TOKEN": "s3cret", "DBUS_SESSION_BUS_ADDRESS": "unix:x", "SOCIALTUI_SECRET": "s3cret",
    }  # fmt: skip
    kept = environment(ours, {"SOCIALTUI_HOOK": "sent"})
    assert set(kept) <= KEPT | {"LC_ALL", "SOCIALTUI_HOOK"}
    seen = json.loads(
        (await run(python("import os, json; print(json.dumps(dict(os.environ)))"), b"", kept, LONG)).out
    )
    assert "s3cret" not in seen.values()
    assert (seen["HOME"], seen["LC_ALL"], seen["SOCIALTUI_HOOK"]) == ("/home/ana", "C.UTF-8", "sent")


async def test_it_has_no_terminal() -> None:
    assert "cannot open /dev/tty" in (await run("sh -c 'exec 3</dev/tty'", b"", ENV, LONG)).out


@pytest.mark.parametrize("command", ["", "  ", "echo 'open", "a \\"])
def test_a_command_that_cant_be_read_is_refused(command: str) -> None:
    with pytest.raises(UsageFault) as refused:
        split(command)
    assert refused.value.next_step


async def test_what_cant_be_started_is_refused_in_words() -> None:
    with pytest.raises(DeskRefusal, match="no-such-program can't be started: no such file or directory"):
        await run("no-such-program --x", b"", ENV, LONG)
    with pytest.raises(DeskRefusal, match="can't be started"):
        await run("/etc/passwd", b"", ENV, LONG)
