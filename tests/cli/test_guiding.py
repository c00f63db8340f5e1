"""The screen's guide: what is typed there goes the way of `account add`, and asks nothing on its own."""

import asyncio

import pytest

from socialtui.cli.guiding import guide
from socialtui.credentials import VaultKey
from socialtui.domain.errors import CredentialFault, SignedOut, SocialtuiError, UsageFault
from tests.cli.conftest import Box, Web


async def test_a_feed_typed_on_the_screen_is_connected(box: Box, web: Web) -> None:
    name, *lines = await guide(box.start()).probe({"network": "rss", "url": f"{web.url}/feed"}, "", "")
    assert name == "rss"
    assert lines[0].startswith("rss is connected")
    assert [line["name"] for line in (await asyncio.to_thread(box, "account", "list", "--json")).lines] == [
        "rss"
    ]


async def test_a_dead_token_typed_there_stores_nothing(box: Box, web: Web) -> None:
    with pytest.raises(SignedOut):
        await guide(box.start()).probe(
            {"network": "mastodon", "url": web.url, "secret_way": "vault"}, "a-token", "horse battery"
        )
    assert (await asyncio.to_thread(box, "account", "list", "--json")).lines == []


async def test_without_a_keyring_the_screen_is_told_so_that_it_can_ask(box: Box, web: Web) -> None:
    with pytest.raises(CredentialFault) as fault:
        await guide(box.start()).probe({"network": "mastodon", "url": web.url}, "a-token", "")
    assert fault.value.state in ("no_bus", "no_service")


async def test_a_vault_that_is_made_there_is_open_for_what_comes_next(box: Box, web: Web) -> None:
    web.otherwise = (200, "application/json", "[]")
    web.answers["/api/v1/accounts/verify_credentials"] = (
        200, "application/json", '{"id": "8", "acct": "acme", "username": "acme"}',
    )  # fmt: skip
    web.answers["/api/v2/instance"] = (200, "application/json", '{"domain": "here"}')
    keys: list[VaultKey] = []
    start = box.start()
    shown = guide(start, unlocked=keys.append)
    assert shown.new_vault()
    args = {"network": "mastodon", "url": web.url, "secret_way": "vault"}
    await shown.probe(args, "a-token", "horse battery")
    assert not shown.new_vault()
    kept = (await start.accounts())[0]
    found = start.credentials(keys[0]).get(kept.secret_way, kept.secret_ref)
    assert found.reveal() == "a-token"
    assert start.key is keys[0], "nobody is asked for its passphrase again"


async def test_an_empty_secret_is_no_secret(box: Box, web: Web) -> None:
    with pytest.raises(UsageFault):
        await guide(box.start()).probe(
            {"network": "mastodon", "url": web.url, "secret_way": "vault"}, "  ", "horse battery"
        )


def test_the_guide_offers_every_network_that_there_is(box: Box) -> None:
    assert {about.name for about in guide(box.start()).networks} >= {"mastodon", "wordpress", "rss", "demo"}


async def test_a_file_that_is_not_there_is_named_once(box: Box) -> None:
    shown = guide(box.start())
    assert shown.bring is not None
    with pytest.raises(SocialtuiError) as fault:
        await shown.bring("-nowhere.zip")
    assert "-nowhere.zip can't be read" in str(fault.value)
    assert str(fault.value).count("Name another file.") == 1
