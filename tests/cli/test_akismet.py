"""Akismet by command line: said, agreed to, tried, kept; never a key in a file of settings."""

import pytest

from tests.cli.conftest import Box, Web


@pytest.fixture(autouse=True)
def served(web: Web, monkeypatch: pytest.MonkeyPatch) -> Web:
    monkeypatch.setattr("socialtui.services.akismet.URL", f"{web.url}/1.1/")
    monkeypatch.setenv("SPAM_KEY", "k-271828")
    web.answers["/1.1/verify-key"] = (200, "text/plain", "valid")
    return web


ON = ("akismet", "on", "--blog", "https://blog.example", "--secret-env", "SPAM_KEY")


def test_it_says_what_it_sends_and_does_nothing_without_a_yes(box: Box) -> None:
    assert box.ok("akismet").out.startswith("off")
    ended = box(*ON)
    assert (ended.code, "IP address" in ended.err, "Nothing was switched on." in ended.err) == (2, True, True)
    assert box.ok("akismet", "check").out == "off\n"


def test_it_is_switched_on_checked_and_off_again(box: Box, served: Web) -> None:
    box.ok(*ON, "--yes")
    assert box.ok("akismet").out == "on, for https://blog.example\n"
    assert box.ok("akismet", "check").out == "ok\n"
    settings = next(box.home.rglob("settings.toml")).read_text("utf-8")
    assert "on = true" in settings
    assert "k-271828" not in settings
    assert b"k-271828" not in next(box.home.rglob("store.db")).read_bytes()
    box.ok("sync", "--once")
    served.answers["/1.1/verify-key"] = (200, "text/plain", "invalid")
    ended = box("akismet", "check")
    assert (ended.code, "doesn't take the key" in ended.out) == (1, True)
    box.ok("akismet", "off")
    assert box.ok("akismet").out.startswith("off")


def test_a_key_that_is_none_switches_nothing_on(box: Box, served: Web) -> None:
    served.answers["/1.1/verify-key"] = (200, "text/plain", "invalid")
    assert box(*ON, "--yes").code == 1
    assert box.ok("akismet").out.startswith("off")
    ended = box("akismet", "on", "--blog", "blog", "--secret-env", "SPAM_KEY", "--yes")
    assert (ended.code, "begins with https" in ended.err) == (2, True)
