"""Posts of our own on a blog: plain words become title, paragraphs and links, and stand there once."""

from pathlib import Path
from typing import cast

import pytest

from socialtui.domain import errors
from socialtui.domain.media import Attached
from socialtui.domain.network import Network, Outgoing, Schedules, TakesMedia
from socialtui.networks.wordpress.posts import blocks, joined, shaped
from tests.networks.conftest import Connect
from tests.networks.contract import FakeClock
from tests.networks.fake_blog import FakeBlog

LONG = "All that we have learned in eleven winters about keeping a wooden boat dry, warm and in one piece, in order."


@pytest.fixture
def blog(clock: FakeClock) -> FakeBlog:
    return FakeBlog(clock)


@pytest.fixture
def network(blog: FakeBlog, connect: Connect) -> Network:
    return connect("wordpress", blog, url="https://blog.example/", user="ana", remote_id="3")


def post(text: str, at: int = 0, media: tuple[str, ...] = ()) -> Outgoing:
    return Outgoing(key="k", text=text, first_try_at=at, media=media)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("We open at six.", "We open at six.", ""),
        ("We move\n\nTo the harbour.", "We move", "To the harbour."),
        ("We move\nTo the harbour.", "We move", "To the harbour."),
        (
            LONG + " " + LONG,
            "All that we have learned in eleven winters about keeping a wooden…",
            LONG + " " + LONG,
        ),
    ],
)
def test_a_short_first_line_is_the_title(text: str, title: str, body: str) -> None:
    assert shaped(text) == (title, body)
    assert " ".join(joined(title, body).split()) == " ".join(text.split()), (
        "and nothing is lost or said twice"
    )


def test_signs_are_words_and_links_can_be_followed() -> None:
    made = blocks('a < b & "c"\nsee https://blog.example/x?a=1&b=2.\n\n<script>alert(1)</script>')
    assert made.count("<!-- wp:paragraph -->") == 2
    assert '<p>a &lt; b &amp; "c"<br>see <a href="https://blog.example/x?a=1&amp;b=2">' in made
    assert "</a>.</p>" in made
    assert "<script>" not in made


@pytest.mark.parametrize(
    "text", ["We open at six.", "We move\n\nTo the *harbour* & back <3.", LONG + " " + LONG]
)
async def test_a_post_whose_receipt_was_lost_is_found(
    blog: FakeBlog, network: Network, clock: FakeClock, text: str
) -> None:
    blog.publish("Another", "<p>Other words</p>")
    blog.lost_answers = 1
    out = post(text, at=clock.now())
    with pytest.raises(errors.Silent):
        await network.reply(out)
    found = await network.find(out)
    assert found is not None
    assert found.remote_id == "post:701"
    assert len(blog.posts) == 2


async def test_the_same_words_of_last_month_are_not_this_post(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    blog.publish("We open at six.", "")
    clock.later(2_600_000)
    assert await network.find(post("We open at six.", at=clock.now())) is None


async def test_what_the_blog_publishes_comes_once_as_ours(blog: FakeBlog, network: Network) -> None:
    blog.publish("Old", "<p>words</p>")
    blog.publish("A draft", "", status="draft")
    page = await network.pull("posts", "")
    assert [(m.remote_id, m.text, m.ours, m.addressed) for m in page.mentions] == [
        ("post:700", "Old\n\nwords", True, False)
    ]
    blog.publish("New", "", link="javascript:alert(1)")
    page = await network.pull("posts", page.cursor)
    assert [(m.remote_id, m.url) for m in page.mentions] == [("post:702", "")]
    assert (await network.pull("posts", page.cursor)).mentions == ()


@pytest.mark.parametrize("cursor", ["newest", "as it was written before its time stood with it"])
async def test_more_posts_than_a_page_holds_are_all_read(
    blog: FakeBlog, network: Network, clock: FakeClock, cursor: str
) -> None:
    blog.publish("Old", "")
    known = (await network.pull("posts", "")).cursor
    for _ in range(57):
        clock.later(60)
        blog.publish("New", "")
    page = await network.pull("posts", known if cursor == "newest" else known.partition(" ")[0])
    assert [m.remote_id for m in page.mentions] == [f"post:{number}" for number in range(701, 758)]
    assert page.gap is None
    assert (await network.pull("posts", page.cursor)).mentions == ()


async def test_a_deleted_newest_post_does_not_bring_the_whole_blog_again(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    for _ in range(30):
        clock.later(60)
        blog.publish("Old", "")
    known = (await network.pull("posts", "")).cursor
    blog.posts.pop()
    page = await network.pull("posts", known)
    assert (page.mentions, page.cursor, page.gap) == ((), known, None)


async def test_what_is_too_much_to_read_back_is_told_as_a_gap(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    blog.publish("Old", "")
    known = (await network.pull("posts", "")).cursor
    began = clock.now()
    for _ in range(600):
        clock.later(60)
        blog.publish("New", "")
    page = await network.pull("posts", known)
    assert len(page.mentions) == 520
    assert page.gap is not None
    assert (page.gap.start, page.gap.end) == (began, page.mentions[0].said_at)


async def test_our_post_is_looked_at_and_read_with_what_was_said_to_it(
    blog: FakeBlog, network: Network
) -> None:
    blog.publish("Old", "<p>words</p>")
    blog.add("Good to know", ago=-5, post=700)
    assert [m.remote_id for m in await network.thread("post:700")] == ["post:700", "1"]
    assert (await network.look("post:700")).text == "Old\n\nwords"
    assert not (await network.look("post:9")).exists
    assert not (await network.look("post:../users")).exists


async def test_pictures_go_along_the_first_as_the_posts_own(
    blog: FakeBlog, network: Network, tmp_path: Path
) -> None:
    file = tmp_path / "pier.png"
    file.write_bytes(b"PNG of a pier")
    one = Attached(str(file), "pier.png", "The pier in the rain", "image/png", 13)
    number = await cast("TakesMedia", network).upload(one)
    await network.reply(post("We move\n\nTo the harbour.", media=(number, "31")))
    assert b"The pier in the rain" in blog.files[0]
    made = blog.posts[-1]
    assert made["featured_media"] == 901
    assert 'alt="A &quot;pier&quot; &amp; rain"' in made["content"]["raw"]


async def test_a_post_waits_on_the_blog_once(blog: FakeBlog, network: Network, clock: FakeClock) -> None:
    keeping = cast("Schedules", network)
    at = clock.now() + 7_200
    blog.lost_answers = 1
    with pytest.raises(errors.Silent):
        await keeping.schedule(post("We open at six."), at)
    sent = await keeping.schedule(post("We open at six."), at)
    assert (sent.remote_id, sent.sent_at) == ("post:700", at)
    assert len(blog.posts) == 1
    await keeping.unschedule(sent.remote_id)
    await keeping.unschedule(sent.remote_id)
    assert blog.posts == []


async def test_what_stands_already_is_not_taken_back_and_what_is_due_is_not_left_there(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    keeping = cast("Schedules", network)
    blog.publish("Old", "")
    with pytest.raises(errors.Refused, match="stands on the blog already"):
        await keeping.unschedule("post:700")
    with pytest.raises(errors.Refused, match="less than a minute"):
        await keeping.schedule(post("Now"), clock.now() + 30)
    assert len(blog.posts) == 1
