"""Every recorded answer of a real server goes through the parsers; the recordings are not part of the project.

`SOCIALTUI_RECORDED` names their folder. Those of Mastodon are JSON, or YAML cassettes with one `string:` a body.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec import Struct

from socialtui.domain.errors import NetworkTrouble
from socialtui.domain.mention import Mention
from socialtui.domain.text import clean
from socialtui.html_text import to_text
from socialtui.networks.mastodon import wire
from socialtui.networks.mastodon.liberal import each, fitting
from tests.networks.mastodon_parts import Pond, heard, status

FOLDER = Path(os.environ.get("SOCIALTUI_RECORDED", "nowhere")) / "mastodon"
FILES = sorted((*FOLDER.glob("*.yaml"), *FOLDER.glob("*.json")))

_REQUEST = re.compile(r"^    uri: (\S+)$", re.M)
_BODY = re.compile(r"""^      string: ('(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|\{.*\}|\[.*\])""", re.M | re.S)
_CODE = re.compile(r"^      code: (\d+)$", re.M)
_FOLD = re.compile(r"[ \t]*\n([ \t]*\n)*[ \t]*")
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.S)
_PLAIN = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "0": "\0",
    "e": "\x1b",
    "a": "\a",
    "b": "\b",
    "v": "\v",
    "_": "\u00a0",
    "N": "\u0085",
    "L": "\u2028",
    "P": "\u2029",
}

pytestmark = pytest.mark.skipif(not FILES, reason="SOCIALTUI_RECORDED names no recordings of Mastodon")


def folded(found: re.Match[str]) -> str:
    """A line break inside quotes is a space; each empty line in it is a line break."""
    return "\n" * (found[0].count("\n") - 1) or " "


def escaped(found: re.Match[str]) -> str:
    word = found[1]
    return chr(int(word[1:], 16)) if len(word) > 1 else _PLAIN.get(word, word)


def unquoted(scalar: str) -> str:
    """A quoted YAML scalar as text."""
    inside = scalar[1:-1]
    if scalar[0] == "'":
        return _FOLD.sub(folded, inside).replace("''", "'")
    if scalar[0] == '"':
        inside = re.sub(r"\\\n[ \t]*", "", inside)
        return _ESCAPE.sub(escaped, _FOLD.sub(folded, inside))
    return scalar


class Sample(Struct, frozen=True):
    """One answer in a recording."""

    path: str
    code: int
    body: str

    @property
    def data(self) -> Any:
        """What it says as JSON; None for anything else."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


def samples(path: Path) -> Iterator[Sample]:
    """Each answer in a recording, with the path that it was asked at."""
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        yield Sample("/" + path.stem.removeprefix("live_lookup_"), 200, text)
        return
    for exchange in re.split(r"^- request:$", text, flags=re.M)[1:]:
        asked, _, answered = exchange.partition("\n  response:\n")
        body, code = _BODY.search(answered), _CODE.search(answered)
        uri = _REQUEST.search(asked)
        assert uri, path.name
        assert code, path.name
        where = uri[1].partition("://")[2].partition("/")[2].partition("?")[0]
        yield Sample(where, int(code[1]), unquoted(body[1]) if body else "")


def server(sample: Sample, *paths: str) -> Pond:
    """A server that gives the sample at those paths, and at every other one where none is named."""
    kind = "text/event-stream" if sample.body.startswith((":)", "event:")) else "application/json"
    found = httpx.Response(sample.code, text=sample.body, headers={"Content-Type": kind})
    pond = Pond()
    if paths:
        pond.routes |= {f"GET {path}": found for path in paths}
    else:
        pond.routes, pond.otherwise = {}, found
    return pond


def check(mentions: Iterable[Mention]) -> str:
    """What the store and the screen rely on, whatever the sample."""
    found = list(mentions)
    ids = [mention.remote_id for mention in found]
    assert len(set(ids)) == len(ids)
    for mention in found:
        assert mention.remote_id
        assert mention.said_at > 1_400_000_000
        assert mention.author.handle
        assert clean(mention.text) == mention.text
        assert "</" not in mention.text
    return f"{len(found)} mentions"


async def pulled(sample: Sample, path: str, source: str) -> str:
    page = await server(sample, path).network().pull(source, "")
    items = len(sample.data)
    became = check(page.mentions)
    # What is neither a mention nor ours was left out by its kind: likes, follows, boosts.
    return became if len(page.mentions) == items else f"{became}, {items - len(page.mentions)} of other kinds"


async def of_list(sample: Sample, first: dict[str, Any]) -> str:
    """What a list becomes, by its first item."""
    if {"type", "account"} <= first.keys():
        return await pulled(sample, "/api/v1/notifications", "notifications")
    if "last_status" in first:
        return await pulled(sample, "/api/v1/conversations", "direct")
    if "scheduled_at" in first:
        return f"{len(each(sample.data, wire.Scheduled))} posts that wait"
    if {"id", "content", "account", "visibility"} <= first.keys():
        return await pulled(sample, "/api/v1/timelines/tag/any", "hashtag:any")
    if "replies_policy" in first:
        return f"{len(await server(sample).network().lists())} lists"
    if "content" in first:
        assert all(to_text(one["content"]) for one in sample.data)
        return f"{len(sample.data)} wordings"
    if "acct" in first:
        return f"{len(each(sample.data, wire.Account))} people"
    return f"facts that nobody here asks for: {', '.join(list(first)[:3])}"


async def of_object(sample: Sample, found: dict[str, Any]) -> str:
    """What an object becomes."""
    if "ancestors" in found:
        pond = server(sample, "/api/v1/statuses/S0/context")
        pond.routes["GET /api/v1/statuses/S0"] = status("S0")
        mentions = await pond.network().thread("S0")
        assert len(mentions) == 1 + len(found["ancestors"]) + len(found["descendants"])
        return check(one for one in mentions if one.remote_id != "S0")
    if "scheduled_at" in found:
        assert fitting(found, wire.Scheduled) is not None
        return "1 post that waits"
    if {"type", "account", "created_at"} <= found.keys():
        return await pulled(
            Sample(sample.path, 200, f"[{sample.body}]"), "/api/v1/notifications", "notifications"
        )
    if {"id", "content", "account", "visibility"} <= found.keys():
        pond = server(sample, f"/api/v1/statuses/{found['id']}")
        pond.routes[f"GET /api/v1/statuses/{found['id']}/context"] = {}
        look = await pond.network().look(str(found["id"]))
        assert look.exists
        return check(await pond.network().thread(str(found["id"])))
    if "statuses" in found and "hashtags" in found:
        page = await server(sample).network().pull("search:any", "")
        assert len(page.mentions) == len(found["statuses"])
        return check(page.mentions)
    if "notification_groups" in found:
        return (
            check(wire.to_mention(one, "no one") for one in each(found["statuses"], wire.Status))
            if found["statuses"]
            else "0 mentions"
        )
    if {"configuration", "title"} <= found.keys() or "max_toot_chars" in found:
        about = wire.convert(found, wire.Instance)
        assert about.host
        assert about.limits.max_length >= 500
        return f"a server: {about.limits.max_length} letters"
    if "acct" in found:
        assert wire.convert(found, wire.Account).id
        return "1 person"
    if "authorization_endpoint" in found:
        return "where to sign in"
    return f"facts that nobody here asks for: {', '.join(list(found)[:3]) or 'nothing'}"


async def became(sample: Sample) -> str:
    """What a sample becomes when it is played where its shape belongs. A trouble is named."""
    try:
        if sample.code >= 400:
            await server(sample).network().pull("notifications", "")
        elif sample.body.startswith((":)", "event:")):
            names = await heard(server(sample).network())
            return f"a stream: {len(names)} of its events are about us"
        elif isinstance(sample.data, list):
            return await of_list(sample, sample.data[0]) if sample.data else "0 mentions"
        elif isinstance(sample.data, dict):
            return await of_object(sample, sample.data)
        await server(sample).network().pull("notifications", "")
    except NetworkTrouble as trouble:
        return f"trouble: {trouble.kind}"
    raise AssertionError(f"{sample.path} {sample.code} became nothing: {sample.body[:200]}")


EXPECTED = {401: "signed_out", 403: "forbidden", 404: "not_found", 410: "not_found", 422: "refused", 400: "refused",
            429: "rate_limited", 500: "server", 502: "server", 503: "server"}  # fmt: skip
"""Which trouble a refusal is; a good answer is one only where it isn't JSON at all."""


def _kind(words: str) -> str:
    return next(
        (kind for kind in ("mentions", "trouble", "facts", "stream") if kind in words.partition(":")[0]),
        "answers",
    )


@pytest.fixture(scope="module")
def table() -> Iterator[dict[str, list[tuple[Sample, str]]]]:
    """What became of each sample; said when all are through."""
    rows: dict[str, list[tuple[Sample, str]]] = {}
    yield rows
    kinds = Counter(_kind(words) for told in rows.values() for _, words in told)
    print(f"\nmastodon: {len(rows)} samples, " + ", ".join(f"{n} {kind}" for kind, n in kinds.most_common()))
    for name, told in sorted(rows.items()):
        for sample, words in told:
            print(f"  {name:44} {sample.code} {sample.path[:44]:44} {words}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
async def test_a_recorded_answer_is_understood(
    path: Path, table: dict[str, list[tuple[Sample, str]]]
) -> None:
    told = table.setdefault(path.name, [])
    for sample in samples(path):
        words = await became(sample)
        told.append((sample, words))
        if sample.code >= 400:
            assert words == f"trouble: {EXPECTED[sample.code]}"
        elif words.startswith("trouble"):
            assert sample.data is None, f"{sample.path}: {words}"
    assert told, "none is skipped silently"


async def test_the_recordings_hold_mentions_at_all() -> None:
    words = [await became(sample) for path in FILES for sample in samples(path)]
    assert sum(int(one.split()[0]) for one in words if " mention" in one) > 40
