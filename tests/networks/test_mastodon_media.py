"""Pictures on a server of the Mastodon kind: what it takes, how they are handed over, how they go with an answer."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from socialtui.domain.errors import Forbidden, Refused, ServerTrouble, Silent, Unreachable
from socialtui.domain.media import Attached
from socialtui.domain.network import Outgoing, TakesMedia
from tests.networks.mastodon_parts import NOW, US, Pond, moment, status

PNG = b"\x89PNG\r\n\x1a\n\x00\xff"
V2, V1 = "POST /api/v2/media", "POST /api/v1/media"
WELCOME: dict[str, Any] = {"GET /api/v1/notifications": [], "GET /api/v1/conversations": []}


@pytest.fixture
def picture(tmp_path: Path) -> Attached:
    path = tmp_path / "shelf.png"
    path.write_bytes(PNG)
    return Attached(str(path), "shelf.png", "Ein Päckchen auf dem Regal", "image/png", len(PNG))


async def test_what_may_go_out_is_what_the_server_says() -> None:
    about = {
        "configuration": {
            "statuses": {"max_media_attachments": 6},
            "media_attachments": {
                "supported_mime_types": ["image/png"], "image_size_limit": 10, "video_size_limit": 20,
                "description_limit": 99,
            },
        }
    }  # fmt: skip
    media = (await Pond(WELCOME | {"GET /api/v2/instance": about}).network().sign_in()).limits.media
    assert (media.most, media.types, media.image_bytes, media.other_bytes) == (6, ("image/png",), 10, 20)
    assert media.description == 99


@pytest.mark.parametrize("about", [{}, {"configuration": {}}, {"configuration": {"media_attachments": None}}])
async def test_a_server_that_does_not_say_is_taken_for_a_plain_one(about: dict[str, Any]) -> None:
    media = (await Pond(WELCOME | {"GET /api/v2/instance": about}).network().sign_in()).limits.media
    assert (media.most, media.image_bytes, media.description) == (4, 16_777_216, 1500)


async def test_an_old_server_names_its_largest_file_in_a_field_of_its_own() -> None:
    about = {"upload_limit": 1234, "description_limit": 5000}
    media = (await Pond(WELCOME | {"GET /api/v2/instance": about}).network().sign_in()).limits.media
    assert (media.image_bytes, media.other_bytes, media.description) == (1234, 1234, 5000)


async def test_a_file_goes_with_its_description_under_a_name_of_ours(picture: Attached) -> None:
    server = Pond({V2: {"id": "22", "type": "image"}})
    network = server.network()
    assert isinstance(network, TakesMedia)
    assert await network.upload(picture) == "22"
    (request,) = server.asked
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert request.headers["authorization"].startswith("Bearer ")
    body = request.content
    assert PNG in body
    assert b'name="file"; filename="shelf.png"' in body
    assert b"Content-Type: image/png" in body
    assert "Ein Päckchen auf dem Regal".encode() in body


async def test_a_file_that_is_worked_on_is_waited_for(picture: Attached) -> None:
    turns = [httpx.Response(206, json={"id": "22"}), httpx.Response(200, json={"id": "22"})]
    server = Pond(
        {V2: httpx.Response(202, json={"id": "22"}), "GET /api/v1/media/22": lambda _: turns.pop(0)}
    )
    assert await server.network().upload(picture) == "22"
    assert server.paths() == ["/api/v1/media/22"] * 2
    assert server.clock.now() == NOW + 3


async def test_a_file_that_is_worked_on_for_ever_is_tried_again_another_time(picture: Attached) -> None:
    working = httpx.Response(206, json={"id": "22"})
    server = Pond({V2: httpx.Response(202, json={"id": "22"}), "GET /api/v1/media/22": working})
    with pytest.raises(Unreachable, match=r"still working on shelf\.png"):
        await server.network().upload(picture)
    assert len(server.asked) < 25


async def test_a_server_without_the_newer_form_gets_the_older_one(picture: Attached) -> None:
    server = Pond({V1: {"id": 7}})
    assert await server.network().upload(picture) == "7"
    with pytest.raises(Refused, match="takes no files"):
        await Pond().network().upload(picture)


@pytest.mark.parametrize(
    ("status_code", "kind", "words"),
    [
        (403, Forbidden, "write:media"),
        (422, Refused, "pond.example"),
        (500, ServerTrouble, "pond.example"),
    ],
)
async def test_troubles_are_told_apart(
    picture: Attached, status_code: int, kind: type[Exception], words: str
) -> None:
    server = Pond({V2: httpx.Response(status_code, json={"error": "no"})})
    with pytest.raises(kind, match=words):
        await server.network().upload(picture)


async def test_a_lost_answer_is_no_refusal(picture: Attached) -> None:
    def lost(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("gone", request=request)

    with pytest.raises(Silent):
        await Pond({V2: lost}).network().upload(picture)


async def test_our_copy_that_is_gone_is_said(picture: Attached) -> None:
    Path(picture.file).unlink()  # noqa: ASYNC240
    with pytest.raises(Refused, match="can't be read"):
        await Pond().network().upload(picture)


async def test_an_answer_names_its_files() -> None:
    ours = status("77", "<p>ok</p>", account=US, created_at=moment(NOW + 1), in_reply_to_id="m1")
    server = Pond({"GET /api/v1/statuses/m1": status("m1"), "POST /api/v1/statuses": ours})
    await server.network().reply(Outgoing(key="k", text="It is here.", in_reply_to="m1", media=("22", "23")))
    assert json.loads(server.asked[-1].content)["media_ids"] == ["22", "23"]
    await server.network().reply(Outgoing(key="l", text="It is here.", in_reply_to="m1"))
    assert "media_ids" not in json.loads(server.asked[-1].content)


async def test_an_own_part_is_answered_without_naming_ourselves() -> None:
    mine = status("77", "<p>@rosa 1/2 ok</p>", account=US, created_at=moment(NOW), in_reply_to_id="m1")
    next_one = status("78", "<p>ok</p>", account=US, created_at=moment(NOW + 1), in_reply_to_id="77")
    server = Pond({"GET /api/v1/statuses/77": mine, "POST /api/v1/statuses": next_one})
    await server.network().reply(
        Outgoing(key="k", text="2/2 On its way.", in_reply_to="77", handles=("rosa",), visibility="public")
    )
    said = json.loads(server.asked[-1].content)
    assert (said["status"], said["in_reply_to_id"]) == ("@rosa 2/2 On its way.", "77")
