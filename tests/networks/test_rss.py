"""Feeds as they are found: alerts wrapped, comments, three formats, cut bodies, old news."""

import json
import time
from html import escape

import pytest

from socialtui.domain import errors
from socialtui.domain.network import Network, Outgoing
from socialtui.networks.rss.entries import form_of, target_key, unwrapped
from tests.networks.conftest import Connect
from tests.networks.contract import FakeClock
from tests.networks.fake_feed import NOW, Server, alert, atom, item, rss


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def network(server: Server, connect: Connect) -> Network:
    return connect("rss", server, "", url="https://news.example/feed")


@pytest.mark.parametrize(
    ("link", "target"),
    [
        (
            "https://www.google.com/url?rct=j&url=https://a.example/x%3Fid%3D4%26b%3D5&ct=ga",
            "https://a.example/x?id=4&b=5",
        ),
        ("https://www.google.co.uk/url?q=https://a.example/&usg=1", "https://a.example/"),
        ("https://google.com/url?url=https://a.example/%25C3%25BC", "https://a.example/%C3%BC"),
        (
            "https://www.google.com/url?url=javascript:alert(1)",
            "https://www.google.com/url?url=javascript:alert(1)",
        ),
        ("https://www.google.com/url?ct=ga", "https://www.google.com/url?ct=ga"),
        (
            "https://google.com.evil.example/url?url=https://b.example/",
            "https://google.com.evil.example/url?url=https://b.example/",
        ),
        ("https://a.example/url?url=https://b.example/", "https://a.example/url?url=https://b.example/"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_the_target_is_taken_out_of_googles_link_and_of_no_other(link: str, target: str) -> None:
    assert unwrapped(link) == target


async def test_one_page_under_two_links_is_one_mention(server: Server, network: Network) -> None:
    server.body = atom(
        alert(4, "https://b.example/post"),
        alert(3, "https://www.a.example/x/%3Futm_source%3Dfeed%23part"),
        alert(2, "https://a.example/x"),
    )
    page = await network.pull("feed", "")
    assert [mention.url for mention in page.mentions] == ["https://a.example/x", "https://b.example/post"]
    assert [mention.author.name for mention in page.mentions] == ["a.example", "b.example"]
    assert page.mentions[0].text == "About us\n\nIt's good\u00a0..."
    assert not page.mentions[0].addressed
    server.body = atom(alert(9, "https://a.example/x/"))
    assert (await network.pull("feed", page.cursor)).mentions == ()


def test_two_pages_of_one_site_are_two() -> None:
    assert target_key("https://a.example/?id=1") != target_key("https://a.example/?id=2")


async def test_an_alert_is_known_by_its_ids_or_by_its_address(server: Server, connect: Connect) -> None:
    assert form_of("", (), "https://www.google.com/alerts/feeds/1/2") == "alerts"
    assert form_of("", (), "https://evil.example/alerts/feeds/1/2") == "feed"
    server.body = atom(alert(1, "https://a.example/"))
    signed = await connect("rss", server, "", url="http://127.0.0.1:8080/alert.atom").sign_in()
    assert (signed.code, signed.role) == ("ga", "alerts")


async def test_a_secret_address_is_asked_in_place_of_the_accounts(server: Server, connect: Connect) -> None:
    network = connect(
        "rss", server, " https://www.google.com/alerts/feeds/12/34 ", url="https://www.google.com"
    )
    await network.pull("feed", "")
    assert server.asked[0].url.path == "/alerts/feeds/12/34"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("news.example/feed", "https://news.example/feed"),
        ("feed://news.example/feed", "https://news.example/feed"),
        ("feed:https://news.example/feed", "https://news.example/feed"),
    ],
)
async def test_an_address_may_be_typed_short(
    server: Server, connect: Connect, typed: str, asked: str
) -> None:
    await connect("rss", server, "", url=typed).pull("feed", "")
    assert str(server.asked[0].url) == asked


async def test_a_password_in_the_address_travels_in_the_header(server: Server, connect: Connect) -> None:
    network = connect("rss", server, "", url="https://ana:hush@news.example/feed")
    await network.pull("feed", "")
    assert server.asked[0].headers["authorization"] == "Basic YW5hOmh1c2g="
    assert "hush" not in str(server.asked[0].url)
    server.status = 401
    with pytest.raises(errors.SignedOut) as caught:
        await network.pull("feed", "")
    assert "hush" not in str(caught.value)


async def test_a_comment_feed_is_addressed_and_knows_what_was_answered(
    server: Server, connect: Connect
) -> None:
    post = "https://blog.example/tyres/"
    reply = escape(f'<p>In reply to <a href="{post}#comment-1">Kim</a>.</p> <p>So do I</p>', quote=False)
    server.body = rss(
        item(
            2,
            guid=f"{post}#comment-2",
            link=f"{post}#comment-2",
            description=reply,
            title="\n\t\tBy: Ann\t\t",
        ),
        item(
            1,
            guid=f"{post}#comment-1",
            link=f"{post}#comment-1",
            description="Lovely &amp;lt;3",
            title="By: Kim",
        ),
        title="Comments for Tyres",
        more="<language>de-DE</language>",
    )
    network = connect("rss", server, "", url="https://blog.example/comments/feed/")
    signed = await network.sign_in()
    assert (signed.code, signed.role, signed.sources[0].addressed) == ("fe", "blog", True)
    first, second = (await network.pull("feed", "")).mentions
    assert (first.text, first.addressed, first.parent) == ("Lovely <3", True, "")
    assert (second.text, second.parent) == ("So do I", f"{post}#comment-1")
    assert second.language == "", "the blog's language is not the commenter's"


async def test_an_empty_comment_feed_is_known_by_its_address(server: Server, connect: Connect) -> None:
    server.body = rss(title="Comments for Tyres")
    signed = await connect("rss", server, "", url="https://blog.example/comments/feed/").sign_in()
    assert signed.role == "blog"


async def test_a_json_feed_is_read_and_its_oddities_survive(server: Server, network: Network) -> None:
    server.body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "News",
            "language": "de",
            "items": [
                {
                    "id": 7,
                    "url": "/seven",
                    "title": "Sieben",
                    "content_html": "<p>Ein <b>Satz</b></p>",
                    "date_published": "2026-09-21T12:00:00+02:00",
                    "authors": [{"name": "Ute"}],
                },
                {"id": "8", "content_text": "no date", "authors": "nobody", "url": ["odd"]},
                "nonsense",
                {},
            ],
        }
    )
    mentions = {mention.remote_id: mention for mention in (await network.pull("feed", "")).mentions}
    assert set(mentions) == {"7", "8"}
    seven = mentions["7"]
    assert (seven.text, seven.author.name, seven.language) == ("Sieben\n\nEin Satz", "Ute", "de")
    assert (seven.said_at, seven.url) == (NOW - 15_200, "https://news.example/seven")
    assert mentions["8"].said_at == NOW


async def test_markup_in_titles_is_read_and_plain_signs_stay(server: Server, network: Network) -> None:
    server.body = rss(
        item(1, title="AT&amp;amp;T &lt;i&gt;sues&lt;/i&gt;", pubDate="Mon, 21 Sep 2026 10:00:00 GMT"),
        item(2, title="1 &lt; 2 and R&amp;D", pubDate="Mon, 21 Sep 2026 11:00:00 GMT"),
    )
    assert [m.text for m in (await network.pull("feed", "")).mentions] == ["AT&T sues", "1 < 2 and R&D"]


async def test_dates_that_are_missing_wrong_or_ahead_become_now(server: Server, network: Network) -> None:
    server.body = rss(
        item(1, pubDate="yesterday, maybe"),
        item(2, pubDate=""),
        item(3, pubDate="Fri, 01 Jan 2100 00:00:00 GMT"),
    )
    assert {mention.said_at for mention in (await network.pull("feed", "")).mentions} == {NOW}


async def test_an_entry_without_an_id_is_known_by_its_words(server: Server, network: Network) -> None:
    server.body = rss(
        item(1, guid="", link="", title="Only words"), item(2, guid="", link="", title="Others")
    )
    page = await network.pull("feed", "")
    assert len({mention.remote_id for mention in page.mentions}) == 2
    assert (await network.pull("feed", page.cursor)).mentions == ()


async def test_hostile_entries_come_out_harmless(server: Server, network: Network) -> None:
    server.body = rss(
        item(
            1,
            title="\u202eevil\u202c &lt;script&gt;x&lt;/script&gt;word",
            link="javascript:alert(1)",
            author="\u009b31mRed",
        )
    )
    (mention,) = (await network.pull("feed", "")).mentions
    assert mention.text == "evil word"
    assert "\u202e" in mention.original
    assert mention.url == ""
    assert "\u009b" not in mention.author.name


async def test_nothing_is_asked_for_twice_by_its_tag(server: Server, network: Network) -> None:
    server.headers = {"ETag": 'W/"odd, tag"', "Last-Modified": "Mon, 21 Sep 2026 10:00:00 GMT"}
    page = await network.pull("feed", "")
    again = await network.pull("feed", page.cursor)
    assert again.mentions == ()
    assert again.cursor == page.cursor
    assert server.asked[1].headers["if-none-match"] == 'W/"odd, tag"'
    assert server.asked[1].headers["if-modified-since"] == "Mon, 21 Sep 2026 10:00:00 GMT"
    assert "if-none-match" not in server.asked[0].headers


async def test_a_tag_that_no_header_can_carry_back_is_left_out(server: Server, network: Network) -> None:
    server.headers = {"Last-Modified": "Mon, 21 Sep 2026 10:00:00 GMT"}
    page = await network.pull("feed", "")
    odd = page.cursor.replace('"etag":""', '"etag":"\\"gruß\\""')
    assert odd != page.cursor
    assert (await network.pull("feed", odd)).mentions == ()
    assert "if-none-match" not in server.asked[1].headers
    assert "if-modified-since" in server.asked[1].headers


async def test_a_feed_never_read_gives_its_newest_hundred(server: Server, network: Network) -> None:
    dated = [
        item(n, pubDate=f"Mon, 21 Sep 2026 {n // 60:02}:{n % 60:02}:00 GMT") for n in reversed(range(250))
    ]
    server.body = rss(*dated)
    page = await network.pull("feed", "")
    assert [m.remote_id for m in page.mentions] == [f"id-{n}" for n in range(150, 250)]
    assert not page.more
    assert (await network.pull("feed", page.cursor)).mentions == ()


async def test_many_new_entries_come_in_pages_and_all_of_them(server: Server, network: Network) -> None:
    server.headers = {"ETag": '"1"'}
    server.body = rss(item(0, pubDate="Sun, 20 Sep 2026 10:00:00 GMT"))
    cursor = (await network.pull("feed", "")).cursor
    dated = [item(n, pubDate=f"Mon, 21 Sep 2026 {n // 60:02}:{n % 60:02}:00 GMT") for n in range(250, 0, -1)]
    server.body, server.headers = rss(*dated, item(0)), {"ETag": '"2"'}
    ids: list[str] = []
    more = True
    while more:
        page = await network.pull("feed", cursor)
        assert len(page.mentions) <= 100
        ids += [mention.remote_id for mention in page.mentions]
        cursor, more = page.cursor, page.more
    assert ids == [f"id-{n}" for n in range(1, 251)]


async def test_an_entry_that_stays_pinned_is_never_new_again(server: Server, network: Network) -> None:
    cursor = ""
    for turn in range(15):
        server.body = rss(item(99_999), *(item(turn * 50 + n) for n in range(50)))
        page = await network.pull("feed", cursor)
        ids = [mention.remote_id for mention in page.mentions]
        assert ("id-99999" in ids) == (turn == 0)
        cursor = page.cursor
    assert len(cursor) < 20_000


async def test_a_feed_asked_too_late_tells_of_a_gap(
    server: Server, network: Network, clock: FakeClock
) -> None:
    def entries(first: int, day: int) -> str:
        return rss(
            *(item(n, pubDate=f"{day} Sep 2026 10:{n % 60:02}:00 GMT") for n in range(first, first + 6))
        )

    server.body = entries(0, 10)
    page = await network.pull("feed", "")
    assert page.gap is None
    server.body = entries(3, 10)
    page = await network.pull("feed", page.cursor)
    assert page.gap is None
    server.body = entries(30, 20)
    page = await network.pull("feed", page.cursor)
    assert page.gap is not None
    assert page.gap.start < page.gap.end
    assert "all of them are new" in page.gap.reason


@pytest.mark.parametrize(
    "body",
    [
        "",
        "   \n",
        "not a feed at all",
        "<html><body>unusual traffic</body></html>",
        "<?xml version='1.0'?><opml/>",
        "{}",
        '{"version": "https://jsonfeed.org/version/1"}',
        '{"version": "https://jsonfeed.org/version/1", "items": [',
        "/etc/passwd",
        "\x00\x01\x02",
        rss(item(1), item(2))[:-30],
        atom(alert(1, "https://a.example/"))[:-60],
    ],
)
async def test_what_is_no_whole_feed_is_garbled_and_never_nothing_new(
    server: Server, network: Network, body: str
) -> None:
    server.body = body
    with pytest.raises(errors.Garbled):
        await network.pull("feed", "")


async def test_a_valid_feed_without_entries_is_nothing_new(server: Server, network: Network) -> None:
    server.body = rss()
    assert (await network.pull("feed", "")).mentions == ()


async def test_a_page_names_the_feed_that_was_meant(server: Server, network: Network) -> None:
    server.body = (
        '<!doctype html><link rel="alternate" type="application/rss+xml" href="/feed.xml?key=1"><p>Hi'
    )
    with pytest.raises(errors.Garbled) as caught:
        await network.sign_in()
    assert caught.value.next_step == "Its feed is at https://news.example/feed.xml"


async def test_entities_that_multiply_do_not_eat_the_machine(server: Server, network: Network) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    server.body = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>' + rss(
        item(1, title="&e11;")
    ).removeprefix('<?xml version="1.0"?>')
    began = time.process_time()
    try:
        page = await network.pull("feed", "")
        assert all(len(mention.text) < 30_000 for mention in page.mentions)
    except errors.Garbled:
        pass
    assert time.process_time() - began < 5


@pytest.mark.parametrize(("status", "words"), [(404, "no feed at that address"), (410, "gone for good")])
async def test_a_feed_that_is_not_there_says_how(
    server: Server, network: Network, status: int, words: str
) -> None:
    server.status = status
    with pytest.raises(errors.NotFound, match=words):
        await network.pull("feed", "")


async def test_an_entry_that_left_the_feed_is_not_called_deleted(server: Server, network: Network) -> None:
    assert (await network.look("id-1")).text == "Title 1"
    with pytest.raises(errors.NotFound, match="left the feed"):
        await network.look("id-0")


async def test_answers_go_by_hand(server: Server, network: Network) -> None:
    (mention,) = (await network.pull("feed", "")).mentions
    assert mention.cannot["reply"] == "A feed takes no answers from here; copy the text and post it there."
    out = Outgoing(key="k", text="Thank you", in_reply_to="id-1")
    for wish in (
        network.reply(out),
        network.like("id-1"),
        network.moderate("id-1", "hide"),
        network.pull("x", ""),
    ):
        with pytest.raises(errors.Refused):
            await wish
    assert await network.find(out) is None
    assert network.stream() is None
    assert len(server.asked) == 1
