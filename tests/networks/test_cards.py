"""A place that no program can ask: it brings nothing, takes nothing, and says so in its own name."""

import httpx
import pytest

from socialtui.domain.errors import Refused
from socialtui.domain.moderation import ASKED
from socialtui.domain.network import Outgoing
from tests.networks.conftest import Connect


def never(request: httpx.Request) -> httpx.Response:
    raise AssertionError("a card needs no wire")


async def test_a_place_says_in_its_own_name_that_nothing_leaves(connect: Connect) -> None:
    network = connect("cards", never)
    signed = await network.sign_in()
    assert [source.addressed for source in signed.sources] == [True, False]
    for source in signed.sources:
        assert set(source.cannot) == {"reply", "like", *ASKED}
        assert all("cards" in why for why in source.cannot.values())
    assert signed.limits.no_posts.startswith("cards takes nothing from here")
    with pytest.raises(Refused, match="takes nothing from here"):
        await network.reply(Outgoing("k", "Thank you.", "card:1"))
    with pytest.raises(Refused):
        await network.look("card:1")
    with pytest.raises(Refused, match="no source called x"):
        await network.pull("x", "")
    assert await network.thread("card:1") == ()
    assert network.stream() is None
