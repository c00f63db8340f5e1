"""A blog's oddities: where its API is, what a PUT forgets, what a date means, who works there."""

import httpx
import pytest

from socialtui.domain import errors
from socialtui.domain.network import Network, Outgoing
from socialtui.networks.wordpress.api import site_of
from socialtui.networks.wordpress.comments import OVERLAP, iso, moment
from tests.networks.conftest import Connect
from tests.networks.contract import FakeClock
from tests.networks.fake_blog import API, ME, FakeBlog


@pytest.fixture
def blog(clock: FakeClock) -> FakeBlog:
    return FakeBlog(clock)


@pytest.fixture
def network(blog: FakeBlog, connect: Connect) -> Network:
    return connect("wordpress", blog, url="https://blog.example/", user="ana", remote_id="3")


async def pull_all(network: Network, cursor: str = "", source: str = "comments") -> tuple[list[str], str]:
    ids: list[str] = []
    for _ in range(100):
        page = await network.pull(source, cursor)
        ids += [mention.remote_id for mention in page.mentions]
        cursor = page.cursor
        if not page.more:
            return ids, cursor
    raise AssertionError("no last page")


# -- where the API is --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "blog.example",
        "https://blog.example/",
        " https://blog.example/wp-admin/profile.php?x=1 ",
        "https://blog.example/wp-login.php",
        "https://blog.example/wp-json/wp/v2",
        "https://blog.example/#top",
    ],
)
def test_any_address_of_the_blog_will_do(typed: str) -> None:
    assert site_of(typed) == "https://blog.example"


def test_a_blog_in_a_folder_stays_there() -> None:
    assert site_of("https://example.org/news/wp-admin/") == "https://example.org/news"


@pytest.mark.parametrize(
    "link",
    [
        '<https://blog.example/index.php?rest_route=/>; rel="https://api.w.org/"',
        '<https://blog.example/?rest_route=/>; rel="https://api.w.org/"',
        '<https://blog.example/x>; rel=shortlink, <http://blog.example/?rest_route=/>; rel="https://api.w.org/"',
    ],
)
async def test_a_blog_without_pretty_links_is_found(blog: FakeBlog, network: Network, link: str) -> None:
    blog.front = {"Link": link}
    assert (await network.sign_in()).remote_id == "3"
    asked = blog.asked[-1].url
    assert asked.scheme == "https"
    assert asked.params["rest_route"] == "/wp/v2/users/me"
    assert asked.params["context"] == "edit"


async def test_without_a_link_header_the_usual_places_are_asked(connect: Connect, blog: FakeBlog) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            return httpx.Response(405)
        if request.url.path == "/wp-json/":
            return httpx.Response(404, text="<!doctype html>")
        if request.url.params.get("rest_route") == "/":
            return httpx.Response(200, json={"namespaces": ["wp/v2"]})
        return blog(request)

    network = connect("wordpress", handler, url="https://blog.example", user="ana")
    assert (await network.sign_in()).name == "Ana"


async def test_an_api_on_another_host_is_not_given_the_password(blog: FakeBlog, network: Network) -> None:
    blog.front = {"Link": '<https://else.example/wp-json/>; rel="https://api.w.org/"'}
    with pytest.raises(errors.MovedAway, match=r"else\.example"):
        await network.sign_in()
    assert len(blog.asked) == 1


async def test_what_is_no_blog_is_told(connect: Connect) -> None:
    network = connect(
        "wordpress", lambda request: httpx.Response(404, text="no"), url="https://x.example", user="a"
    )
    with pytest.raises(errors.NotFound, match="no WordPress REST API"):
        await network.sign_in()


# -- who we are --------------------------------------------------------------------------------------------


async def test_a_subscriber_is_told_which_role_it_takes(connect: Connect, blog: FakeBlog) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/users/me"):
            return httpx.Response(200, json=ME | {"capabilities": {"read": True}})
        return blog(request)

    with pytest.raises(errors.Forbidden, match="may not moderate") as caught:
        await connect("wordpress", handler, url="https://blog.example", user="reader").sign_in()
    assert "Editor" in caught.value.next_step


@pytest.mark.parametrize("code", ["rest_not_logged_in", "incorrect_password", "rest_forbidden_context", ""])
async def test_a_wrong_password_names_the_way_to_a_new_one(connect: Connect, code: str) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            return httpx.Response(200, headers={"Link": API})
        return httpx.Response(401, json={"code": code, "message": "pass word"})

    with pytest.raises(errors.SignedOut) as caught:
        await connect("wordpress", handler, url="https://blog.example", user="ana").sign_in()
    assert "Users → Profile" in caught.value.next_step
    assert "pass word" not in str(caught.value)


async def test_colleagues_who_write_there_are_ours_and_guests_never(blog: FakeBlog, network: Network) -> None:
    blog.users = httpx.Response(200, json=[{"id": 3}, {"id": 4}])
    blog.add("Where is it?", author_user_agent="socialtui/0.1.0", author_name="Ana")
    blog.add("It is on its way.", author=4, parent=1)
    blog.add("I have an account here", author=99)
    page = await network.pull("comments", "")
    assert [mention.ours for mention in page.mentions] == [False, True, False]


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_blog_that_hides_its_users_still_knows_us(
    blog: FakeBlog, network: Network, status: int
) -> None:
    blog.users = httpx.Response(status, text="<!doctype html><p>blocked")
    blog.add("Hello?")
    blog.add("Yes?", author=3, parent=1)
    page = await network.pull("comments", "")
    assert [mention.ours for mention in page.mentions] == [False, True]


# -- what comes in -----------------------------------------------------------------------------------------


async def test_a_busy_blog_comes_whole_once_and_oldest_first(blog: FakeBlog, network: Network) -> None:
    for number in range(430):
        blog.add(f"word {number}", ago=5_000 - (number // 50))  # fifty in one second
    ids, cursor = await pull_all(network)
    assert ids == [str(number) for number in range(1, 431)]
    assert await pull_all(network, cursor) == ([], cursor)
    assert len(cursor) < 20_000


async def test_of_an_old_blog_the_newest_500_are_read(blog: FakeBlog, network: Network) -> None:
    for number in range(620):
        blog.add(f"word {number}", ago=7_000_000 - number * 4_000)
    ids, cursor = await pull_all(network)
    assert ids == [str(number) for number in range(121, 621)]
    assert (await pull_all(network, cursor))[0] == []


async def test_a_comment_deleted_between_two_pages_hides_no_other(blog: FakeBlog, network: Network) -> None:
    for number in range(250):
        blog.add(f"word {number}", ago=90_000 - number)
    first = await network.pull("comments", "")
    assert first.more
    for gone in (3, 50, 99):
        blog.comments[gone]["status"] = "trash"
    ids, _ = await pull_all(network, first.cursor)
    assert ids == [str(number) for number in range(101, 251)]


async def test_the_hour_that_comes_twice_loses_nothing(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    blog.add("in the first 2:50", ago=0)
    _, cursor = await pull_all(network)
    # An hour before, for a blog that compares in its local time.
    blog.add("in the second 2:05", ago=OVERLAP - 60)
    assert (await pull_all(network, cursor))[0] == ["2"]


async def test_a_comment_from_the_future_hides_none_after_it(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    blog.add("from tomorrow", ago=-80_000)
    ids, cursor = await pull_all(network)
    clock.later(10)
    blog.add("from now")
    ids, cursor = await pull_all(network, cursor)
    assert ids == ["2"]
    assert (await pull_all(network, cursor))[0] == []


async def test_a_pingback_is_heard_but_takes_no_answer(blog: FakeBlog, network: Network) -> None:
    blog.add("[…] a round-up […]", type="pingback")
    (mention,) = (await network.pull("comments", "")).mentions
    assert not mention.addressed
    assert "pingback" in mention.cannot["reply"]
    assert mention.cannot["like"] == "A blog has no likes."


async def test_spam_is_a_source_of_its_own_and_not_addressed(blog: FakeBlog, network: Network) -> None:
    blog.add("cheap watches", status="spam")
    blog.add("real words", status="hold")
    assert (await pull_all(network))[0] == ["2"]
    (mention,) = (await network.pull("spam", "")).mentions
    assert (mention.remote_id, mention.addressed, mention.visibility) == ("1", False, "spam")
    assert "approve it first" in mention.cannot["reply"]
    with pytest.raises(errors.Refused):
        await network.pull("likes", "")


async def test_a_nameless_guest_is_one_person_per_address(blog: FakeBlog, network: Network) -> None:
    for mail, ip in (
        ("", "198.51.100.1"),
        ("", "198.51.100.2"),
        ("K@example.net", "1.1.1.1"),
        ("k@Example.net ", "2.2.2.2"),
    ):
        blog.add("Hm", author_name="", author_email=mail, author_ip=ip)
    authors = [mention.author for mention in (await network.pull("comments", "")).mentions]
    assert {author.name for author in authors} == {"anon"}
    assert authors[0].remote_id != authors[1].remote_id
    assert authors[2].remote_id == authors[3].remote_id
    assert "example" not in authors[2].remote_id, "no mail address travels along"


def test_dates_are_utc_whatever_the_zone_of_this_machine() -> None:
    assert moment("2026-09-21T14:13:20") == 1_790_000_000
    assert moment("2026-09-21T16:13:20+02:00") == 1_790_000_000
    assert iso(1_790_000_000) == "2026-09-21T14:13:20Z"


async def test_a_cursor_of_foreign_make_begins_anew(blog: FakeBlog, network: Network) -> None:
    blog.add("Hello")
    assert (await pull_all(network, "{not ours"))[0] == ["1"]


# -- answers -----------------------------------------------------------------------------------------------


def answer(
    text: str = "Thank you & see you <3", to: str = "1", at: int = 0, media: tuple[str, ...] = ()
) -> Outgoing:
    return Outgoing(key="k", text=text, in_reply_to=to, first_try_at=at, media=media)


async def test_a_held_comment_is_approved_before_it_is_answered(blog: FakeBlog, network: Network) -> None:
    blog.add("Do you ship?", status="hold")
    sent = await network.reply(answer())
    assert sent.remote_id == "2"
    assert [c["status"] for c in blog.comments] == ["approved", "approved"]
    assert blog.comments[0]["author_ip"] == "198.51.100.7", "the commenter's, not ours"
    assert blog.comments[0]["author_user_agent"] == "Mozilla/5.0"
    assert blog.comments[1]["content"]["raw"] == "Thank you &amp; see you &lt;3", (
        "signs are words, not markup"
    )
    methods = [request.method for request in blog.asked if request.method in ("PUT", "POST")]
    assert methods == ["PUT", "POST"]


async def test_an_answer_whose_receipt_was_lost_is_found_and_not_said_twice(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    blog.add("Do you ship?")
    blog.lost_answers = 1
    out = answer(at=clock.now())
    with pytest.raises(errors.Silent):
        await network.reply(out)
    found = await network.find(out)
    assert found is not None
    assert found.remote_id == "2"
    assert await network.reply(out) == found, "the blog's own word against duplicates is read as success"
    assert len(blog.comments) == 2


async def test_the_same_words_of_last_month_are_not_this_answer(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    blog.add("Do you ship?", ago=3_000_000)
    blog.add("Yes.", ago=2_600_000, author=3, parent=1)
    out = answer("Yes.", at=clock.now())
    assert await network.find(out) is None
    with pytest.raises(errors.AlreadySaid):
        await network.reply(out)


async def test_nobody_elses_words_are_taken_for_ours(
    blog: FakeBlog, network: Network, clock: FakeClock
) -> None:
    blog.add("Do you ship?")
    blog.add("Yes.", parent=1)
    blog.add("Yes.", author=3, parent=2)
    blog.add("Yes.", author=3, parent=1, status="trash")
    assert await network.find(answer("Yes.", at=clock.now())) is None


@pytest.mark.parametrize("status", ["spam", "trash"])
async def test_what_is_spam_or_trash_is_not_answered(blog: FakeBlog, network: Network, status: str) -> None:
    blog.add("Buy!", status=status)
    with pytest.raises(errors.Refused, match="spam or trash"):
        await network.reply(answer())
    assert len(blog.comments) == 1


@pytest.mark.parametrize(
    ("status", "code", "trouble"),
    [
        (403, "rest_comment_closed", errors.Refused),
        (403, "rest_cannot_create", errors.Forbidden),
        (400, "rest_comment_content_invalid", errors.Refused),
        (429, "comment_flood", errors.RateLimited),
        (404, "rest_no_route", errors.Refused),
    ],
)
async def test_each_refusal_of_the_blog_is_a_named_trouble(
    connect: Connect, blog: FakeBlog, status: int, code: str, trouble: type[errors.NetworkTrouble]
) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(status, json={"code": code, "message": "<strong>No</strong>"})
        return blog(request)

    blog.add("Do you ship?")
    network = connect("wordpress", handler, url="https://blog.example", user="ana", remote_id="3")
    with pytest.raises(trouble) as caught:
        await network.reply(answer())
    assert type(caught.value) is trouble
    assert "<" not in str(caught.value)


# -- moderation --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "status"), [("approve", "approved"), ("spam", "spam"), ("trash", "trash"), ("hide", "hold")]
)
@pytest.mark.parametrize(("ip", "agent"), [("192.0.2.31", "Mozilla/5.0"), ("2001:db8::7", ""), ("", "")])
async def test_moderating_keeps_the_commenters_address_and_agent(
    blog: FakeBlog, network: Network, verb: str, status: str, ip: str, agent: str
) -> None:
    was = "approved" if status == "hold" else "hold"
    blog.add("words", status=was, author_ip=ip, author_user_agent=agent)
    await network.moderate("1", verb)
    comment = blog.comments[0]
    assert (comment["status"], comment["author_user_agent"]) == (status, agent)
    assert comment["author_ip"] == (ip or "0.0.0.0")
    writes = sum(request.method == "PUT" for request in blog.asked)
    await network.moderate("1", verb)
    assert sum(request.method == "PUT" for request in blog.asked) == writes, "again is harmless"


async def test_what_a_blog_has_not_is_refused_in_words(blog: FakeBlog, network: Network) -> None:
    blog.add("words")
    with pytest.raises(errors.Refused, match="A blog has no likes"):
        await network.like("1")
    with pytest.raises(errors.Refused, match="can't mute"):
        await network.moderate("1", "mute")
    with pytest.raises(errors.Refused, match="words alone"):
        await network.reply(answer(media=("31",)))
    with pytest.raises(errors.NotFound):
        await network.moderate("999", "spam")
    with pytest.raises(errors.NotFound):
        await network.moderate("1/../users", "spam")
    assert network.stream() is None


async def test_a_blog_that_fails_before_the_answer_leaves_no_doubt(blog: FakeBlog, connect: Connect) -> None:
    blog.add("Do you ship?")

    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/comments/1"):
            return httpx.Response(503)
        return blog(request)

    network = connect("wordpress", handler, url="https://blog.example/", user="ana", remote_id="3")
    with pytest.raises(errors.Unreachable, match="trouble of its own"):
        await network.reply(answer())
    assert len(blog.comments) == 1
