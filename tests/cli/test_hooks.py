"""Hooks as a person sets them: faults by line, and how they fare in `doctor` and `sources`."""

from tests.cli.conftest import Box

SETTINGS = """\
[hooks]
complaint-in = "sh -c 'echo full >&2; exit 3'"
sent = "no-such-program --now"
promise-due = "true"
"""


def test_a_command_that_cant_be_read_is_a_fault(box: Box) -> None:
    box.write(
        "settings.toml", '[hooks]\ncomplaint_in = "x"\nsent = "echo \'open"\nat-once = 0\nlimit = "1h"\n'
    )
    ended = box("config", "check")
    assert ended.code == 2
    for words in (
        "settings.toml:2: hooks.complaint_in: no such setting; did you mean complaint-in?",
        "settings.toml:3: hooks.sent: can't be read: no closing quotation",
        "settings.toml:4: hooks.at-once: must be a whole number from 1 to 8, not 0",
        "settings.toml:5: hooks.limit: must be a duration",
    ):
        assert words in ended.err


def test_doctor_and_sources_name_a_hook_that_fails(practice: Box) -> None:
    practice.write("settings.toml", SETTINGS, brand="demo")
    practice.demo("sync", "--once")
    practice.ok("demo", "--mentions", "200", "--rate", "0", "--load-only")
    found = [line for line in practice.demo("doctor", "--json").lines if line["check"] == "hook"]
    assert [line["state"] for line in found] == ["warn", "warn", "ok"]
    assert "ended with 3: full." in found[0]["what"]
    assert found[1]["what"] == "sent: there is no program no-such-program."
    assert found[2]["what"] == "promise-due runs true"
    assert "hook complaint-in: " in practice.ok("sources", brand="demo").err


def test_no_hooks_are_not_spoken_of(practice: Box) -> None:
    assert [line for line in practice.demo("doctor", "--json").lines if line["check"] == "hook"] == []
