"""The sync process keeps what a network renews: a sign-in lasts over starts, where its place may be written to."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from socialtui.cli.introducing import connect
from socialtui.cli.parts import Start
from socialtui.credentials import Cost, Credentials, Renewing, Secret, Vault
from socialtui.domain.network import Account, Limits, SignedIn
from socialtui.http_client import HttpClient
from socialtui.store import accounts
from socialtui.store.accounts import Kept
from socialtui.store.database import SENDER, Database

Renewings = dict[int, Renewing]
QUICK = Cost(memory_kib=8 * 1024, time=1, lanes=1)


class Sessions:
    """A server that opens and renews sessions; each lives until the next one."""

    def __init__(self) -> None:
        self.opened = self.renewed = self.number = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.rpartition(".")[2]
        if name in ("createSession", "refreshSession"):
            self.number += 1
            self.opened += name == "createSession"
            self.renewed += name == "refreshSession"
            pair = {"accessJwt": f"A{self.number}", "refreshJwt": f"R{self.number}"}
            return httpx.Response(200, json={"did": "did:plc:us", "handle": "us.example"} | pair)
        if request.headers["Authorization"] != f"Bearer A{self.number}":
            return httpx.Response(400, json={"error": "ExpiredToken", "message": "Token has expired"})
        return httpx.Response(200, json={"records": []})


@pytest.fixture
def start(tmp_path: Path) -> Start:
    return Start(env={"SOCIALTUI_HOME": str(tmp_path), "APP_PASSWORD": "pass-word"})


async def pull(
    start: Start, door: Credentials, db: Database, kept: Kept, server: Any, renewings: Renewings
) -> None:
    """What a crew that begins does, as far as the wire is concerned."""
    http = HttpClient(start.clock, transport=httpx.MockTransport(server))
    network = await connect(start, http, door, db, renewings, kept)
    await network.pull("own", "")
    await http.aclose()


async def pull_after_a_start(start: Start, door: Credentials, way: str, ref: str, server: Any) -> None:
    """What a process that begins does."""
    account = Account(1, "sky", "bluesky", url="https://pds.example", user="us.example")
    async with start.store(SENDER) as db:
        renewings = Renewings()
        await pull(start, door, db, Kept(account, way, ref, "ok", "", ""), server, renewings)
        for renewing in renewings.values():
            renewing.end()


async def the_only_account(start: Start) -> Kept:
    """One on Bluesky, in the store, and as it is stored now."""
    async with start.store(SENDER) as db:
        found = await accounts.all_accounts(db)
        if not found:
            asked = Account(0, "sky", "bluesky", url="https://pds.example", user="us.example")
            signed_in = SignedIn("did:plc:us", "us.example", "Us", Limits(), (), "bs", "short")
            await accounts.add(db, asked, signed_in, "vault", "sky", start.clock.now())
            found = await accounts.all_accounts(db)
    return found[0]


async def test_a_sign_in_that_can_not_be_kept_is_told_beside_its_account(start: Start) -> None:
    key = Vault(start.home.state / "vault.json", QUICK).init(Secret("correct horse battery"))
    door, server = start.credentials(key), Sessions()
    door.put("vault", "sky", Secret("pass-word"))
    await the_only_account(start)
    vault = start.home.state / "vault.json"
    whole = vault.read_bytes()

    def break_it(request: httpx.Request) -> httpx.Response:
        vault.write_bytes(b"{}")
        return server(request)

    await pull_after_a_start(start, door, "vault", "sky", break_it)
    kept = await the_only_account(start)
    assert (kept.state, kept.trouble[:34]) == ("ok", "The renewed sign-in can't be kept:")
    assert "If the sync process ends before it is kept, sign in again:" in kept.next_step
    vault.write_bytes(whole)
    await pull_after_a_start(start, door, "vault", "sky", server)
    assert (await the_only_account(start)).trouble == "", "the next start begins anew"


async def test_a_sign_in_that_lives_in_memory_outlasts_its_crew(start: Start) -> None:
    key = Vault(start.home.state / "vault.json", QUICK).init(Secret("correct horse battery"))
    door, server, renewings = start.credentials(key), Sessions(), Renewings()
    door.put("vault", "sky", Secret("pass-word"))
    kept = await the_only_account(start)
    vault = start.home.state / "vault.json"
    whole = vault.read_bytes()

    def break_it(request: httpx.Request) -> httpx.Response:
        vault.write_bytes(b"{}")
        return server(request)

    async with start.store(SENDER) as db:
        await pull(start, door, db, kept, break_it, renewings)
        await pull(start, door, db, kept, server, renewings)
        vault.write_bytes(whole)
        await pull(start, door, db, kept, server, renewings)
        assert (server.opened, server.renewed) == (1, 0), "the pair in memory is handed on"
        now = await the_only_account(start)
        assert now.trouble.startswith("The renewed sign-in can't be kept:"), "and what is told of it stays"
        assert now.next_step.endswith("sign in again: socialtui account add bluesky --name sky")
        door.put("vault", "sky", Secret("another app password"))
        await pull(start, door, db, kept, server, renewings)
        assert (server.opened, (await the_only_account(start)).trouble) == (2, ""), (
            "who signs in anew is heard"
        )
        renewings[1].end()


async def test_a_sign_in_lasts_over_starts_and_its_renewal_is_kept(start: Start) -> None:
    key = Vault(start.home.state / "vault.json", QUICK).init(Secret("correct horse battery"))
    door, server = start.credentials(key), Sessions()
    door.put("vault", "sky", Secret("pass-word"))
    for _ in range(3):
        await pull_after_a_start(start, door, "vault", "sky", server)
    assert (server.opened, server.renewed) == (1, 0)
    server.number += 1  # the session ends
    for _ in range(3):
        await pull_after_a_start(start, door, "vault", "sky", server)
    assert (server.opened, server.renewed) == (1, 1)
    kept = json.loads(door.get("vault", "sky").reveal())
    assert (kept["password"], kept["access"], kept["refresh"]) == ("pass-word", "A3", "R3")
    assert "pass-word" not in (start.home.state / "vault.json").read_text("utf-8")


async def test_where_the_secret_is_the_person_s_own_to_keep_each_start_signs_in(start: Start) -> None:
    server = Sessions()
    for _ in range(2):
        await pull_after_a_start(start, start.credentials(), "env", "APP_PASSWORD", server)
    assert server.opened == 2
    assert not [path for path in start.home.state.rglob("*") if path.is_file() and b"A1" in path.read_bytes()]
