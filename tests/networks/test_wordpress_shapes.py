"""No data that a blog can send is more than a named trouble."""

import json
from contextlib import suppress
from typing import Any

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from socialtui.domain.errors import NetworkTrouble
from socialtui.domain.network import Account, Outgoing
from socialtui.http_client import HttpClient
from socialtui.networks.wordpress import connect
from socialtui.networks.wordpress.blog import Blog
from tests.networks.contract import FakeClock
from tests.networks.fake_blog import API, ME, gmt

NOW = 1_790_000_000
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
COMMENT = {
    "id": 5, "post": 7, "parent": 0, "author": 0, "author_name": "Guest", "date_gmt": gmt(NOW), "link": "x",
    "content": {"rendered": "<p>words</p>", "raw": "words"}, "status": "approved", "type": "comment",
}  # fmt: skip
POST = {
    "id": 7, "date_gmt": gmt(NOW), "modified_gmt": gmt(NOW), "title": {"raw": "hi"}, "content": {"raw": ""},
    "status": "publish", "author": 3, "link": "https://blog.example/7",
}  # fmt: skip
FIELDS = (
    "id", "post", "parent", "author", "author_name", "author_ip", "date_gmt", "content", "title", "rendered", "raw",
    "status", "type", "link", "capabilities", "slug", "name", "namespaces", "code", "source_url", "alt_text",
)  # fmt: skip
nearly = st.recursive(
    anything | st.sampled_from([COMMENT, POST, ME, gmt(NOW), "approved", "hold"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=6),
    max_leaves=12,
)


@given(shape=anything | nearly, noise=st.sampled_from(["", "<br />\n<b>Notice</b>: [x]\n"]))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
async def test_no_shape_of_data_brings_anything_but_a_named_trouble(shape: Any, noise: str) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        headers = {"Link": API}
        return httpx.Response(200, text=noise + json.dumps(shape), headers=headers)

    clock = FakeClock(NOW)
    account = Account(id=1, name="blog", network="wordpress", url="https://blog.example", user="ana")
    network = connect(account, "pass word", HttpClient(clock, transport=httpx.MockTransport(handler)), clock)
    assert isinstance(network, Blog)
    reply = Outgoing(key="k", text="hi", in_reply_to="5", first_try_at=NOW)
    post = Outgoing(key="k", text="hi", first_try_at=NOW, media=("1", "2"))
    for act in (
        network.sign_in(),
        network.permissions(),
        network.pull("comments", ""),
        network.pull("comments", '{"after":1,"known":{"5":["x",1]},"read_again":1}'),
        network.pull("posts", ""),
        network.thread("5"),
        network.thread("post:7"),
        network.look("5"),
        network.look("post:7"),
        network.reply(reply),
        network.find(reply),
        network.reply(post),
        network.find(post),
        network.moderate("5", "spam"),
        network.schedule(post, NOW + 7200),
        network.waiting(post, NOW + 7200),
        network.unschedule("post:7"),
    ):
        with suppress(NetworkTrouble):
            await act
