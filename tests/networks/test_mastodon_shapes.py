"""No data that a server can send is more than a named trouble."""

import json
from contextlib import suppress
from typing import Any

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialtui.domain.consent import ENTROPY, proof
from socialtui.domain.errors import NetworkTrouble
from socialtui.domain.network import Gap, Outgoing
from tests.networks.mastodon_parts import NOW, US, Pond, heard, moment, status, told

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = (
    "id", "type", "status", "account", "created_at", "content", "acct", "display_name", "mentions", "url",
    "media_attachments", "spoiler_text", "visibility", "language", "in_reply_to_id", "edited_at", "ancestors",
    "descendants", "last_status", "configuration", "urls", "statuses", "streaming", "domain",
)  # fmt: skip
nearly = st.recursive(
    anything | st.sampled_from([status("1"), told("2", status("3")), US, moment(NOW), "mention", "update"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6),
    max_leaves=12,
)


@given(shape=anything | nearly, link=st.text(max_size=40))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_no_shape_of_data_brings_anything_but_a_named_trouble(shape: Any, link: str) -> None:
    server = Pond()
    server.routes = {}
    server.otherwise = httpx.Response(200, text=json.dumps(shape), headers={b"Link": link.encode()})
    network = server.network(remote_id="")
    out = Outgoing(key="k", text="hi", in_reply_to="1", first_try_at=NOW)
    for act in (
        network.sign_in(),
        network.pull("notifications", ""),
        network.pull("notifications", '{"after":"1","newest":[["9",""],["1",""]]}'),
        network.pull("direct", ""),
        network.pull("own", ""),
        network.thread("1"),
        network.look("1"),
        network.reply(out),
        network.find(out),
        network.moderate("1", "report"),
        network.pull("search:x", ""),
        network.pull("list:1", '{"after":"1","at":1789990000}'),
        network.listen("hashtag", "x"),
        network.listen("list", "x"),
        network.lists(),
        network.fill("notifications", Gap(0, NOW, "An outage."), ""),
        network.fill("own", Gap(0, NOW, "An outage."), ""),
        network.schedule(Outgoing(key="k", text="hi", first_try_at=NOW), NOW + 3600),
        network.waiting(Outgoing(key="k", text="hi", first_try_at=NOW), NOW + 3600),
        network.unschedule("1"),
        network.permissions(),
        network.ask_consent(proof(bytes(ENTROPY))),
        heard(network),
    ):
        with suppress(NetworkTrouble):
            await act
