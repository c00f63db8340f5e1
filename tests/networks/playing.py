"""How the contract's tests play a scene, and what they check of whatever it brings."""

from collections.abc import Iterator
from typing import Any

import pytest

from socialtui import networks
from socialtui.domain import text
from socialtui.domain.mention import Mention
from tests.networks import contract
from tests.networks.contract import Bench

BY_NAME = pytest.mark.parametrize("name", networks.names())


def ready(name: str, scene: str) -> Bench:
    """A connected network, unless it says why it has no such scene."""
    if reason := contract.cannot(name, scene):
        pytest.skip(f"{name} has no {scene}: {reason}")
    return contract.bench(name)


def benches(name: str, scene: str) -> Iterator[tuple[Bench, int]]:
    """A connected network for each way in which a scene goes."""
    ready(name, scene)
    for way in range(len(contract.ways(name, scene))):
        yield contract.bench(name), way


def value_of(fact: object, path: str) -> Any:
    """A field, or a field of a field: author.name."""
    for part in path.split("."):
        fact = getattr(fact, part)
    return fact


def check_mentions(found: tuple[Mention, ...], expect: dict[str, Any], now: int) -> None:
    """What a scene expects, and what every mention keeps."""
    ids = [mention.remote_id for mention in found]
    if "ids" in expect:
        assert ids == expect["ids"]
    assert len(ids) >= expect.get("at_least", 0)
    assert len(set(ids)) == len(ids), "nothing twice"
    for mention in found:
        assert mention.remote_id
        assert isinstance(mention.remote_id, str)
        assert 0 < mention.said_at <= now + 86_400, "UTC seconds, not the far future"
        for words in (mention.text, mention.author.name, mention.author.handle, mention.url):
            assert text.clean(words) == words, "cleaned before it leaves the network's file"
        assert mention.url == "" or mention.url.startswith(("http://", "https://"))
        assert mention.original != mention.text
        assert all(reason.endswith((".", "?")) for reason in mention.cannot.values())
    by_id = {mention.remote_id: mention for mention in found}
    for remote_id, fields in expect.get("mentions", {}).items():
        for path, value in fields.items():
            assert value_of(by_id[remote_id], path) == value, f"{path} of {remote_id}"


def check_fields(fact: object, expect: dict[str, Any]) -> None:
    for path, value in expect.items():
        assert value_of(fact, path) == value, path
