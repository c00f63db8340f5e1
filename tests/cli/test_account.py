"""An account stands whole or not at all, and its secret is seen nowhere."""

import asyncio
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from socialtui import networks
from socialtui.domain.network import Account, Limits, SignedIn, SourceAbout
from socialtui.store import accounts
from tests.cli.conftest import Box, Web

TOKEN = "s3cret-token-of-acme"


def everything_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_networks_are_listed(box: Box) -> None:
    listed = box.ok("account", "add").out
    assert [line.split()[0] for line in listed.splitlines()] == list(networks.names())


def test_an_unknown_network_names_the_nearest(box: Box) -> None:
    ended = box("account", "add", "mastadon")
    assert ended.code == 2
    assert "Did you mean mastodon?" in ended.err


def test_a_feed_is_added_heard_once_and_listed_harmless(box: Box, web: Web) -> None:
    added = box.ok("account", "add", "rss", "--name", "alerts", "--url", f"{web.url}/feed")
    assert added.out == "alerts\n"
    (kept,) = box.ok("account", "list", "--json").lines
    assert (kept["network"], kept["secret"], kept["state"]) == ("rss", "none", "ok")
    assert kept["url"] == web.url, "who knows a feed's whole address can read it"
    assert "/feed" not in box.ok("account", "list").out
    box.ok("sync", "--once")
    box.ok("sync", "--once")
    found = box.ok("list", "--json").lines
    assert len(found) == 5
    assert len({one["url"] for one in found}) == 5
    assert all(one["addressed"] is False for one in found)
    (source,) = box.ok("sources", "--json").lines
    assert source["state"] == "ok"
    assert source["last_success"]


def test_the_same_again_renews_and_another_gets_a_name_of_its_own(box: Box, web: Web) -> None:
    web.answers["/other"] = web.answers["/feed"]
    for path in ("feed", "feed", "other"):
        box.ok("account", "add", "rss", "--url", f"{web.url}/{path}")
    assert [one["name"] for one in box.ok("account", "list", "--json").lines] == ["rss", "rss-2"]


def test_a_dead_token_stores_nothing(box: Box, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", TOKEN)
    ended = box("account", "add", "mastodon", "--url", web.url, "--secret-env", "TOKEN")
    assert ended.code == 1
    assert "Nothing was stored." in ended.err
    assert box.ok("account", "list", "--json").lines == []
    assert TOKEN.encode() not in everything_below(box.home)
    assert TOKEN not in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mastodon"], "needs --url"),
        (["mastodon", "--url", "no address", "--secret-env", "TOKEN"], "not a web address"),
        (["mastodon", "--url", "http://127.0.0.1:9", "--secret-env", "TOKEN"], "can't be reached"),
        (["mastodon", "--url", "http://127.0.0.1:9", "--secret-env", "NO_SUCH"], "NO_SUCH is not set"),
        (["mastodon", "--url", "http://127.0.0.1:9", "--secret-command", "exit 3"], "exit code 3"),
        (["wordpress", "--url", "http://127.0.0.1:9", "--secret-env", "TOKEN"], "needs --user"),
        (["rss", "--url", "http://127.0.0.1:9/x", "--name", "a\nb"], "one line"),
        (["mastodon", "--url", "x", "--secret-env", "TOKEN", "--secret-command", "y"], "Give one of"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_line_and_stores_nothing(
    box: Box, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.setenv("TOKEN", TOKEN)
    ended = box("account", "add", *words)
    assert ended.code in (1, 2)
    assert said in ended.err
    assert TOKEN not in ended.err
    assert box.ok("account", "list", "--json").lines == []


def test_a_trouble_with_a_feed_names_its_server_alone(box: Box) -> None:
    ended = box("account", "add", "rss", "--url", "http://127.0.0.1:9/alerts/feeds/123456")
    assert ended.code == 1
    assert "Is 127.0.0.1:9 its address?" in ended.err
    assert "123456" not in ended.err


def test_what_is_usual_is_taken_and_of_several_addresses_the_first_is_named(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", TOKEN)
    words = ("account", "add", "mail", "--secret-env", "MAIL_PASSWORD", "--user")
    assert "ana is no mail address." in box(*words, "ana").err, "its servers are not asked for"
    ended = box(*words, "ana@acme.example", "--url", "imaps://127.0.0.1:9 smtps://127.0.0.1:9")
    assert ended.code == 1
    assert "Is 127.0.0.1:9 its address?" in ended.err


def test_without_a_keyring_the_ways_are_told_and_nothing_is_kept(box: Box) -> None:
    ended = box("account", "add", "mastodon", "--url", "http://127.0.0.1:9", "--secret-stdin", given=TOKEN)
    assert ended.code == 1
    assert "No keyring answers on this box (no D-Bus session). Your token is not saved." in ended.err
    for way in ("--secret-way vault", "--secret-command", "--secret-env"):
        assert way in ended.err
    assert TOKEN.encode() not in everything_below(box.home)


def test_a_secret_in_the_vault_is_found_again_and_gone_with_its_account(
    box: Box, web: Web, tmp_path: Path
) -> None:
    file = tmp_path / "passphrase"
    file.write_text("correct horse battery\n")
    box.ok("vault", "init", "--passphrase-file", str(file))
    # The address of a feed may be a secret itself.
    box.ok(
        "account", "add", "rss", "--secret-stdin", "--secret-way", "vault", "--passphrase-file", str(file),
        given=f"{web.url}/feed\n",
    )  # fmt: skip
    assert web.url.encode() not in (box.home / "state/default/store.db").read_bytes()
    assert box.ok("vault", "status", "--json").lines[0]["names"] == ["rss@rss"]
    assert box.ok("account", "check", "rss", "--passphrase-file", str(file)).out.startswith("rss: ok")
    box.ok("account", "remove", "rss")
    assert box.ok("vault", "status", "--json").lines[0]["names"] == []


def test_a_locked_vault_is_said_and_asks_nobody(box: Box, web: Web, tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_text("correct horse battery\n")
    box.ok("vault", "init", "--passphrase-file", str(file))
    ended = box("account", "add", "rss", "--secret-stdin", "--secret-way", "vault", given=f"{web.url}/feed\n")
    assert ended.code == 1
    assert "The vault is locked" in ended.err
    file.write_text("wrong horse battery\n")
    assert box("vault", "unlock", "--passphrase-file", str(file)).code == 1


def test_a_check_tells_when_a_token_has_died(box: Box, web: Web) -> None:
    box.ok("account", "add", "rss", "--url", f"{web.url}/feed")
    assert box("account", "check").code == 0
    web.answers.clear()
    ended = box("account", "check", "rss")
    assert ended.code == 1
    assert ended.out.startswith("rss: ")


def test_an_unknown_account_names_the_nearest(box: Box, web: Web) -> None:
    box.ok("account", "add", "rss", "--name", "alerts", "--url", f"{web.url}/feed")
    for verb in ("check", "remove"):
        ended = box("account", verb, "alert")
        assert ended.code == 2
        assert "Did you mean alerts?" in ended.err
    assert box("sync", "--once", "--account", "alert").code == 2


def at_a_terminal(answers: list[str], *words: str) -> tuple[int, str]:
    """Runs a command where a person sits and types; its exit code and what the terminal showed."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "socialtui", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = asked = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
        asked += part
        if answers and asked.endswith(b": "):
            os.write(ours, f"{answers.pop(0)}\n".encode())
            asked = b""
    os.close(ours)
    return child.wait(30), shown.decode(errors="replace")


def test_a_person_is_guided_and_asked_for_what_no_flag_gave(box: Box, web: Web) -> None:
    code, shown = at_a_terminal([f"{web.url}/feed"], "account", "add", "rss")
    assert code == 0, shown
    assert "Google Alerts: open google.com/alerts" in shown
    assert "rss is connected as Linden" in shown


def test_without_a_keyring_a_person_chooses_and_a_vault_is_made_at_once(box: Box, web: Web) -> None:
    phrase = "correct horse battery"
    code, shown = at_a_terminal(["1", phrase, phrase, TOKEN], "account", "add", "mastodon", "--url", web.url)
    assert "Choose: 1 vault (encrypted file, asks a passphrase) · 2 a command that prints it · 3" in shown
    assert "does not accept the secret" in shown
    assert code == 1
    assert TOKEN not in shown
    assert phrase not in shown
    assert box.ok("vault", "status", "--json").lines[0]["names"] == []


def test_an_address_with_a_password_is_a_secret_and_is_kept_as_one(
    box: Box, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{web.url.replace('://', '://ana:s3cret@')}/feed"
    refused = box("account", "add", "rss", "--url", address)
    assert (refused.code, "s3cret" in refused.err) == (2, False)
    assert "--secret-stdin" in refused.err
    monkeypatch.setenv("FEED", address)
    box.ok("account", "add", "rss", "--secret-env", "FEED")
    box.ok("sync", "--once")
    assert len(box.ok("list", "--json").lines) == 5
    assert b"s3cret" not in everything_below(box.home)


async def signed_in_before(box: Box, url: str, remote_id: str = "7") -> None:
    signed_in = SignedIn(remote_id, "acme@here", "Acme", Limits(), (), "ma", "short")
    start = box.start()
    async with start.store() as db:
        await accounts.add(db, Account(0, "acme", "mastodon", url=url), signed_in, "env", "TOKEN", 1)


def test_a_name_stays_with_its_server_and_its_login(
    box: Box, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", TOKEN)
    asyncio.run(signed_in_before(box, "https://social.example"))
    before = box.ok("account", "list", "--json").out
    add = ("account", "add", "mastodon", "--name", "acme", "--secret-env", "TOKEN", "--url")
    ended = box(*add, web.url)
    assert ended.code == 2
    assert "acme is on social.example already" in ended.err
    assert "Give it another name with --name. Nothing was stored." in ended.err
    assert box.ok("account", "list", "--json").out == before


def test_another_login_on_the_same_server_wants_another_name(
    box: Box, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", TOKEN)
    asyncio.run(signed_in_before(box, web.url))
    web.answers["/api/v1/accounts/verify_credentials"] = (
        200, "application/json", '{"id": "8", "acct": "other", "username": "other"}',
    )  # fmt: skip
    web.otherwise = (200, "application/json", "[]")
    web.answers["/api/v2/instance"] = (200, "application/json", '{"domain": "here"}')
    ended = box("account", "add", "mastodon", "--name", "acme", "--secret-env", "TOKEN", "--url", web.url)
    assert (ended.code, "acme is another login, @acme@here." in ended.err) == (2, True), ended.err
    assert "Give it another name with --name." in ended.err
    assert box.ok("account", "list", "--json").lines[0]["handle"] == "acme@here"


def test_removing_says_what_stays_and_what_goes(box: Box, web: Web) -> None:
    box.ok("account", "add", "rss", "--name", "alerts", "--url", f"{web.url}/feed")
    box.ok("sync", "--once")
    ended = box.ok("account", "remove", "alerts")
    assert "stays  5 mentions" in ended.err
    assert "goes   1 source" in ended.err
    assert "goes   5 open conversations" in ended.err
    assert box.ok("list", "--json").lines == []
    assert len(box.ok("list", "--state", "done", "--json").lines) == 5


def test_an_account_can_be_told_to_ask_again_and_signing_in_anew_leaves_that(box: Box, web: Web) -> None:
    box.ok("account", "add", "rss", "--name", "alerts", "--url", f"{web.url}/feed")
    assert "asks once more" in box.ok("account", "change", "alerts", "--confirm").err
    box.ok("account", "add", "rss", "--name", "alerts")
    (kept,) = box.ok("account", "list", "--json").lines
    assert (kept["confirm"], kept["url"]) == (True, web.url), "what was said of it before stands"
    box.ok("account", "change", "alerts", "--no-confirm")
    assert not box.ok("account", "list", "--json").lines[0]["confirm"]
    assert box("account", "change", "alerts").code == 2


PEOPLE = ("mastodon", "bluesky", "wordpress", "rss", "mail", "hackernews")


async def twelve(box: Box) -> None:
    start = box.start()
    signed_in = SignedIn("", "", "", Limits(), (SourceAbout("s", "S"),), "xx", "short")
    async with start.store() as db:
        for number in range(12):
            account = Account(0, f"a{number}", PEOPLE[number % len(PEOPLE)], url="https://x.example")
            await accounts.add(db, account, signed_in, "none", "", 1)


LOADED = """
import sys
from socialtui.cli.ending import run
run(sys.argv[1:])
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""
HEAVY = (
    "httpx", "textual", "rich", "keyring", "vaderSentiment", "regex", "dateutil", "feedparser", "selectolax",
    "cryptography", "imapclient", "aiosmtplib", "wsproto", "libipld", "socialtui.networks", "socialtui.http_client",
)  # fmt: skip


def test_listing_with_twelve_accounts_loads_no_networks_library(box: Box) -> None:
    asyncio.run(twelve(box))
    alone = loaded("list", "--json")
    assert not [name for name in alone if name.startswith(HEAVY)]
    assert len(alone) == len(set(alone))


def test_the_guide_of_all_networks_loads_no_wire(box: Box) -> None:
    seen = loaded("account", "add")
    wire = ("httpx", "feedparser", "selectolax", "imapclient", "aiosmtplib", "wsproto", "libipld")
    assert not [name for name in seen if name.startswith(wire)]


def loaded(*words: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", LOADED, *words], capture_output=True, text=True, check=True)
    return done.stderr.splitlines()


def test_a_yes_on_the_networks_page_signs_in_and_its_token_is_kept_unseen(box: Box, web: Web) -> None:
    phrase = "correct horse battery"
    json_ = "application/json"
    web.otherwise = (200, json_, "[]")
    web.answers |= {
        "/.well-known/oauth-authorization-server": (404, json_, "{}"),
        "/api/v1/apps": (200, json_, '{"client_id": "us", "client_secret": "c1ient"}'),
        "/oauth/token": (200, json_, f'{{"access_token": "{TOKEN}", "token_type": "Bearer"}}'),
        "/api/v1/accounts/verify_credentials": (
            200,
            json_,
            '{"id": "8", "acct": "acme", "username": "acme"}',
        ),
        "/api/v2/instance": (200, json_, '{"domain": "here"}'),
    }
    code, shown = at_a_terminal(
        [phrase, phrase, "", "", f"{web.url}/?code=c0de&state=anothers", "c0de"],
        "account", "add", "mastodon", "--url", web.url, "--secret-way", "vault",
    )  # fmt: skip
    assert code == 0, shown
    assert "enter alone: allow it on a page in your browser" in shown
    assert f"{web.url}/oauth/authorize?response_type=code&client_id=us" in shown
    assert "code_challenge_method=S256" in shown
    assert "Nothing was pasted." in shown
    assert "That address belongs to another sign-in." in shown
    assert "mastodon is connected as @acme@here" in shown
    assert not any(secret in shown for secret in (TOKEN, "c0de", "c1ient", phrase))
    assert TOKEN.encode() not in everything_below(box.home)
    (kept,) = box.ok("account", "list", "--json").lines
    assert (kept["secret"], kept["state"]) == ("vault", "ok")
    assert box.ok("vault", "status", "--json").lines[0]["names"] == ["mastodon@127.0.0.1"]


def knows_acme(web: Web) -> None:
    """Lets the server know the account that is asked about, and nothing else."""
    web.otherwise = (200, "application/json", "[]")
    web.answers["/api/v1/accounts/verify_credentials"] = (
        200, "application/json", '{"id": "8", "acct": "acme", "username": "acme"}',
    )  # fmt: skip
    web.answers["/api/v2/instance"] = (200, "application/json", '{"domain": "here"}')


def test_a_check_says_what_each_permission_allows(
    box: Box, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", TOKEN)
    knows_acme(web)
    box.ok("account", "add", "mastodon", "--url", web.url, "--secret-env", "TOKEN")
    web.answers["/api/v1/lists"] = (403, "application/json", '{"error": "outside the authorized scopes"}')
    ended = box("account", "check", "mastodon", "--json")
    (line,) = ended.lines
    wrong = [one["name"] for one in line["permissions"] if not one["ok"]]
    assert (ended.code, line["state"], wrong) == (1, "ok", ["read:lists"])
    told = box("account", "check", "mastodon").out
    assert "NO   read:lists" in told
    assert "yes  read:notifications" in told
    web.answers.clear()
    web.otherwise = (401, "application/json", '{"error": "The access token was revoked"}')
    ended = box("account", "check")
    assert ended.code == 1
    assert "socialtui account add mastodon --name mastodon" in ended.out
    assert box.ok("account", "list", "--json").lines[0]["state"] == "signed_out"


def test_a_hashtag_is_listened_to_from_the_command_line_and_dropped_again(
    box: Box, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", TOKEN)
    knows_acme(web)
    web.answers["/api/v1/lists"] = (200, "application/json", '[{"id": "17", "title": "Press"}]')
    web.answers["/api/v1/tags/acme"] = (200, "application/json", '{"name": "acme"}')
    web.answers["/api/v1/lists/17"] = (200, "application/json", '{"id": "17", "title": "Press"}')
    box.ok("account", "add", "mastodon", "--url", web.url, "--secret-env", "TOKEN")
    assert box.ok("sources", "add", "mastodon", "hashtag", "#acme").out == "hashtag:acme\n"
    assert box.ok("sources", "add", "mastodon", "list").out == "17  Press\n"
    assert box.ok("sources", "add", "mastodon", "list", "press").out == "list:17\n"
    chosen = {one["source"]: one["addressed"] for one in box.ok("sources", "--json").lines if one["chosen"]}
    assert chosen == {"hashtag:acme": False, "list:17": False}
    box.ok("sources", "remove", "mastodon", "hashtag:acme")
    box.ok("sources", "remove", "mastodon", "list:17")
    assert not [one for one in box.ok("sources", "--json").lines if one["chosen"]]
    for words, said in (
        (["add", "mastodon", "list", "Fans"], "There are: Press."),
        (["add", "mastodon", "smoke", "x"], "has no smoke"),
        (["add", "nobody", "list"], "no account called nobody"),
        (["remove", "mastodon", "hashtag:acme"], "`socialtui sources add` chooses"),
        (["fill", "mastodon"], "No gap is known there."),
    ):
        ended = box("sources", *words)
        assert ended.code in (1, 2)
        assert said in ended.err
