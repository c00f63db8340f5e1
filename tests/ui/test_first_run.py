"""From nothing connected to the first account, and never a secret in sight."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from socialtui.domain.errors import ConfigFault, CredentialFault, Refused, SignedOut, Unreachable, UsageFault
from socialtui.domain.network import About, Question
from socialtui.settings import Settings, home, load, write
from socialtui.ui.commands import Keys
from socialtui.ui.endings import Ending
from socialtui.ui.screens.account_guide import AccountGuide, Guide
from socialtui.ui.screens.first_run import FirstRun, changes, defaults, spans
from socialtui.ui.screens.sheet import Spot
from socialtui.ui.welcome import Welcome
from tests.ui.face import Clock, Probe, Stage, look, screen_text, settle, until

MASTODON = About(
    "mastodon", "Mastodon and its kin.",
    (Question("url", "Address of the server"), Question("secret", "Access token", secret=True)),
    ("Sign in.", "Make a token."),
)  # fmt: skip
FEED = About("rss", "Feeds.", (Question("url", "Address of the feed"),), ("Copy the address.",))
PRACTICE = About("demo", "Made up.", (), (), wire=False)
NO_KEYRING = CredentialFault(
    "No keyring answers on this box (no D-Bus session).", "--secret-way vault", "no_bus"
)
SECRET = "tok-5af1e"


def guide(*ends: Any) -> tuple[Guide, Probe]:
    probe = Probe(*ends)
    return Guide((MASTODON, FEED, PRACTICE), probe), probe


def spot() -> Spot:
    return Spot(look(), Keys())


def first_run(*ends: Any, changed: list[Any] | None = None) -> tuple[Stage, Probe]:
    given, probe = guide(*ends)
    kept = changed if changed is not None else []
    return Stage(FirstRun(spot(), given, Settings(user="ana", brand="Acme"), kept.append)), probe


async def test_the_first_words_say_what_this_is_and_what_one_can_do() -> None:
    app, _ = first_run()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = screen_text(app)
        assert "Who is waiting for an answer, and why. Nothing is connected yet." in text
        assert "p  practise on a made-up brand (no network)" in text
        assert "a  connect an account" in text
        assert "Good with a pasted secret: Mastodon. With none: Google Alerts, RSS." in text
        assert "i  import what was exported, or a network's archive" in text


async def test_a_file_that_is_taken_in_opens_the_inbox_and_a_fault_asks_again() -> None:
    given, _ = guide()
    asked: list[str] = []

    async def bring(file: str) -> str:
        asked.append(file)
        if len(asked) == 1:
            raise UsageFault("gone.tar can't be read: No such file or directory.", "Name another file.")
        return "12 mentions read, 12 new."

    screen = FirstRun(spot(), replace(given, bring=bring), Settings(user="ana"), lambda _: None)
    app = Stage(screen)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        await pilot.press(*"gone.tar", "enter")
        await until(pilot, lambda: "can't be read" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "12 mentions read" in screen_text(app))
        await pilot.press("enter")
        await pilot.pause()
    assert asked == ["gone.tar", "gone.tar"]
    assert app.results == [Ending.CONNECTED]


@pytest.mark.parametrize(
    ("key", "ending"), [("p", Ending.PRACTISE), ("q", Ending.LEFT), ("escape", Ending.LEFT)]
)
async def test_one_key_practises_or_leaves(key: str, ending: Ending) -> None:
    app, _ = first_run()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert app.results == [ending]


async def test_four_questions_with_defaults_end_in_an_account() -> None:
    changed: list[Any] = []
    app, probe = first_run(["masto", "masto is connected as @acme."], changed=changed)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert "1 of 4" in screen_text(app)
        assert "> ^an" in screen_text(app)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "> 09:00-12:30 13:15-18:00" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "4 of 4" in screen_text(app)
        assert "Made up." not in screen_text(app)
        await pilot.press("enter")
        await pilot.press(*"https://m.example", "enter")
        await pilot.press(*SECRET)
        await pilot.pause()
        assert SECRET not in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: "masto is connected as @acme." in screen_text(app))
        assert SECRET not in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
    assert app.results == [Ending.CONNECTED]
    assert probe.asked == [({"network": "mastodon", "url": "https://m.example"}, SECRET, "")]
    assert changed[0]["sign"] == "^an"
    assert changed[0]["hours.friday"] == ["09:00-12:30", "13:15-18:00"]
    assert "hours.saturday" not in changed[0]


async def test_the_answers_stand_in_the_settings_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    answers = {"sign": "^am", "names": "Acme Widgets, Acme, acmewidgets", "hours": "8:00-12:00 13:00–17:00"}
    write(path, changes(answers))
    settings = load(path)
    assert (settings.sign, settings.brand, settings.brand_names) == (
        "^am",
        "Acme Widgets",
        ("Acme", "acmewidgets"),
    )
    assert settings.hours.week[0] == tuple(spans("08:00-12:00 13:00-17:00"))
    assert defaults(settings)["names"] == answers["names"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("9-5", "9-5 must be written HH:MM-HH:MM"),
        ("09:00-12:00 11:00-17:00", "begins before"),
        ("", "At least one"),
    ],
)
async def test_hours_that_cannot_be_say_why_and_are_asked_again(typed: str, words: str) -> None:
    app, _ = first_run()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "enter", "enter", "ctrl+u")
        await pilot.press(*typed, "enter")
        await pilot.pause()
        assert words in screen_text(app)
        assert "3 of 4" in screen_text(app)


async def test_settings_that_cannot_be_written_are_named() -> None:
    def refuse(_: Any) -> None:
        raise ConfigFault(("settings.toml: this file can't be written.",), "Nothing was changed.")

    app = Stage(FirstRun(spot(), guide()[0], Settings(user="ana"), refuse))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "enter", "enter", "enter")
        await pilot.pause()
        assert "this file can't be written." in screen_text(app)


async def test_a_dead_token_is_asked_for_again_and_the_address_is_kept() -> None:
    given, probe = guide(SignedOut("m.example does not know this token.", "Make a new one."), ["masto"])
    app = Stage(AccountGuide(spot(), given))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"https://m.example", "enter", *SECRET, "enter")
        await until(pilot, lambda: "does not know this token" in screen_text(app))
        text = screen_text(app)
        assert "Make a new one." in text
        assert "Nothing was stored." in text
        assert "Access token" in text
        await pilot.press(*"other", "enter")
        await until(pilot, lambda: "masto is connected." in screen_text(app))
        await pilot.press("escape")
        await pilot.pause()
    assert app.results == ["masto"]
    assert [secret for _, secret, _ in probe.asked] == [SECRET, "other"]


async def test_what_is_usual_stands_there_already_and_enter_takes_it() -> None:
    probe = Probe(["box", "box is connected."])
    questions = (Question("user", "Your address"), Question("url", "Mail servers", usual="auto"))
    app = Stage(AccountGuide(spot(), Guide((About("mail", "Any mailbox", questions, ()),), probe)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"help@acme.example", "enter")
        await pilot.pause()
        assert "> auto" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: "box is connected." in screen_text(app))
    assert probe.asked == [({"network": "mail", "user": "help@acme.example", "url": "auto"}, "", "")]


async def test_a_question_that_may_stay_open_takes_enter_alone() -> None:
    probe = Probe(["hackernews", "hackernews is connected."])
    questions = (Question("url", "What to search for"), Question("user", "Your name there", optional=True))
    about = About("hackernews", "Searches", questions, ())
    app = Stage(AccountGuide(spot(), Guide((about,), probe)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"acme widgets", "enter")
        await until(pilot, lambda: "Your name there:" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "hackernews is connected." in screen_text(app))
    assert probe.asked == [({"network": "hackernews", "url": "acme widgets", "user": ""}, "", "")]


async def test_an_unreachable_server_leads_back_to_its_address() -> None:
    given, _ = guide(Unreachable("m.exampel could not be found.", "Look at the address."))
    app = Stage(AccountGuide(spot(), given))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"https://m.exampel", "enter", *SECRET, "enter")
        await until(pilot, lambda: "could not be found" in screen_text(app))
        assert "> https://m.exampel" in screen_text(app)


@pytest.mark.parametrize(
    ("key", "typed", "args", "secret", "passphrase"),
    [
        ("1", "horse", {"secret_way": "vault"}, SECRET, "horse"),
        ("2", "pass show masto", {"secret_command": "pass show masto"}, "", ""),
        ("3", "MASTO", {"secret_env": "MASTO"}, "", ""),
    ],
)
async def test_without_a_keyring_a_person_chooses_openly(
    key: str, typed: str, args: dict[str, str], secret: str, passphrase: str
) -> None:
    given, probe = guide(NO_KEYRING, ["masto"])
    app = Stage(AccountGuide(spot(), given))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"https://m.example", "enter", *SECRET, "enter")
        await until(pilot, lambda: "3 an environment" in " ".join(screen_text(app).split()))
        words = " ".join(screen_text(app).split())
        assert "No keyring answers on this box (no D-Bus session). Your token is not saved." in words
        assert "Choose: 1 vault (encrypted file, asks a passphrase) · 2 a command that prints it" in words
        await pilot.press(key)
        await pilot.pause()
        await pilot.press(*typed)
        await pilot.pause()
        assert (typed in screen_text(app)) is not bool(passphrase)
        await pilot.press("enter")
        await until(pilot, lambda: "masto is connected." in screen_text(app))
    assert probe.asked[-1] == (
        {"network": "mastodon", "url": "https://m.example", **args},
        secret,
        passphrase,
    )


async def test_a_new_vaults_passphrase_is_typed_twice() -> None:
    probe = Probe(NO_KEYRING, ["masto"])
    app = Stage(AccountGuide(spot(), Guide((MASTODON,), probe, new_vault=lambda: True)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"https://m.example", "enter", *SECRET, "enter")
        await until(pilot, lambda: "esc nothing" in screen_text(app))
        await pilot.press("1", *"horse", "enter", *"hoarse", "enter")
        await until(pilot, lambda: "The two are not the same." in screen_text(app))
        await pilot.press(*"horse", "enter", *"horse", "enter")
        await until(pilot, lambda: "masto is connected." in screen_text(app))
    args, _, passphrase = probe.asked[-1]
    assert (args, passphrase) == (
        {"network": "mastodon", "url": "https://m.example", "secret_way": "vault"},
        "horse",
    )


async def test_escape_at_the_choice_stores_nothing() -> None:
    given, probe = guide(NO_KEYRING)
    app = Stage(AccountGuide(spot(), given))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"https://m.example", "enter", *SECRET, "enter")
        await until(pilot, lambda: "environment variable" in " ".join(screen_text(app).split()))
        await pilot.press("escape")
        await settle(pilot)
        assert "nothing was stored" in screen_text(app)
        await pilot.press("escape", "escape", "escape")
        await pilot.pause()
    assert app.results == [None]
    assert len(probe.asked) == 1


CONSENT = ("Open the address in a browser.", "Say yes, and copy the code.")
PAGE = "https://m.example/oauth/authorize?client_id=us&state=" + "s" * 90


async def test_enter_alone_shows_the_page_on_which_one_says_yes() -> None:
    probe, asked = Probe(Refused("The code is not accepted.", "Open the address once more."), ["masto"]), []

    async def allow(args: Mapping[str, str]) -> tuple[str, int]:
        asked.append(dict(args))
        return PAGE, 30

    given = Guide((replace(MASTODON, consent=CONSENT),), probe, allow)
    app = Stage(AccountGuide(spot(), given))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"https://m.example", "enter")
        await pilot.pause()
        assert "Enter alone: allow it on a page in your browser" in screen_text(app)
        assert "^Y Copy" not in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: "good for 30 s" in screen_text(app))
        text = screen_text(app)
        assert PAGE in "".join(line.strip() for line in text.splitlines()), "whole, however narrow the screen"
        assert "1  Open the address in a browser." in text
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert app.copied == [PAGE]
        await pilot.press(*"c0de", "enter")
        await until(pilot, lambda: "is not accepted" in screen_text(app))
        assert "c0de" not in screen_text(app)
        await pilot.press(*"other", "enter")
        await until(pilot, lambda: "masto is connected." in screen_text(app))
    told = {"network": "mastodon", "url": "https://m.example"}
    assert asked == [told]
    assert probe.asked == [(told | {"by": "consent"}, code, "") for code in ("c0de", "other")]


async def test_what_a_yes_becomes_can_only_be_kept_where_we_can_write() -> None:
    probe = Probe(NO_KEYRING, ["masto"])

    async def allow(args: Mapping[str, str]) -> tuple[str, int]:
        return PAGE, 0

    app = Stage(AccountGuide(spot(), Guide((replace(MASTODON, consent=CONSENT),), probe, allow)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"https://m.example", "enter", "enter")
        await until(pilot, lambda: "The code, or the whole address" in screen_text(app))
        await pilot.press(*"c0de", "enter")
        await until(pilot, lambda: "esc nothing" in screen_text(app))
        assert "environment variable" not in screen_text(app)
        await pilot.press("1", *"horse", "enter")
        await until(pilot, lambda: "masto is connected." in screen_text(app))
    args, secret, passphrase = probe.asked[-1]
    assert (args["secret_way"], args["by"], secret, passphrase) == ("vault", "consent", "c0de", "horse")


async def test_escape_leaves_the_page_and_a_token_can_be_pasted_after_all() -> None:
    probe = Probe(["masto"])

    async def allow(args: Mapping[str, str]) -> tuple[str, int]:
        return PAGE, 0

    app = Stage(AccountGuide(spot(), Guide((replace(MASTODON, consent=CONSENT),), probe, allow)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"https://m.example", "enter", "enter")
        await until(pilot, lambda: "The code, or the whole address" in screen_text(app))
        await pilot.press("escape")
        await pilot.pause()
        assert PAGE[:40] not in screen_text(app)
        await pilot.press(*SECRET, "enter")
        await until(pilot, lambda: "masto is connected." in screen_text(app))
    assert probe.asked == [({"network": "mastodon", "url": "https://m.example"}, SECRET, "")]


async def test_a_feed_needs_no_secret() -> None:
    given, probe = guide(["rss"])
    app = Stage(AccountGuide(spot(), given))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "enter", *"https://f.example/feed", "enter")
        await until(pilot, lambda: "rss is connected." in screen_text(app))
    assert probe.asked == [({"network": "rss", "url": "https://f.example/feed"}, "", "")]


async def test_the_first_run_is_an_app_that_ends_with_what_to_do(tmp_path: Path) -> None:
    place = home({"SOCIALTUI_HOME": str(tmp_path)})
    app = Welcome(place, Settings(), guide()[0], lambda _: None, Clock(), env={"LANG": "C.UTF-8"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await pilot.pause()
    assert app.return_value is Ending.PRACTISE
