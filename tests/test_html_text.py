"""HTML becomes what a person would read, and a link never loses where it leads."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui import html_text
from socialtui.html_text import to_text

SHORTENED = (
    '<a href="https://www.shop.example/orders/late?id=77" rel="nofollow noopener" target="_blank">'
    '<span class="invisible">https://www.</span><span class="ellipsis">shop.example/orders/la</span>'
    '<span class="invisible">te?id=77</span></a>'
)
HANDLE = (
    '<span class="h-card" translate="no"><a href="https://social.example/@acme" class="u-url mention">'
    "@<span>acme</span></a></span>"
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<?xml:namespace prefix = o ns = "urn:x" /><p>Words<?B> of an office</p>', "Words of an office"),
        ("<p>One</p><p>Two<br>three<br />four</p>", "One\n\nTwo\nthree\nfour"),
        ("<ul><li>first</li><li>second</li></ul>after", "- first\n- second\n\nafter"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<p>a\n   b</p>\n<p>c</p>\n", "a b\n\nc"),
        ("<pre>x\n  y</pre>", "x\n  y"),
        ("a<br><br><br><br>b", "a\n\nb"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"),
        ("<p>Tom &amp; Jerry &lt;3 &#8217;s</p>", "Tom & Jerry <3 ’s"),
        ("<p>hi</p><script>alert(1)</script><style>p{}</style><!-- no -->", "hi"),
        ('<p>nice <img src="x.png" alt="🙂" class="wp-smiley"></p>', "nice 🙂"),
        ('<p>a<span class="invisible">hidden</span>b</p>', "ab"),
        (f"<p>{HANDLE} where is it?</p>", "@acme where is it?"),
        ('<p><a href="https://s.example/tags/x" class="mention hashtag">#<span>x</span></a></p>', "#x"),
        (f"<p>see {SHORTENED} please</p>", "see https://www.shop.example/orders/late?id=77 please"),
        ('<p><a href="https://a.example/">a.example</a></p>', "https://a.example/"),
        ('<p><a href="https://a.example/long/way">a.example/lon…</a></p>', "https://a.example/long/way"),
        ('<p><a href="https://a.example/x">our page</a>!</p>', "our page (https://a.example/x)!"),
        (
            '<p><a href="https://evil.example/">https://bank.example</a></p>',
            "https://bank.example (https://evil.example/)",
        ),
        ('<a href="https://e.example/?x">b…</a>', "b… (https://e.example/?x)"),
        ('<p><a href="mailto:a@b.example">write</a> <a>bare</a></p>', "write bare"),
        ('<p><a href="javascript:alert(1)">click</a></p>', "click"),
        ('<a href="https://a.example/p"><img alt="a cat"></a>', "a cat (https://a.example/p)"),
        ('<a href="https://a.example/p"></a>', "https://a.example/p"),
        ('<a href="https://a.example/p"><h3>Head</h3><p>Body</p></a>', "Head Body (https://a.example/p)"),
        (
            '<a href="https://a.example/p">go<span class="invisible"> (new window)</span></a>',
            "go (https://a.example/p)",
        ),
    ],
)  # fmt: skip
def test_html_reads_as_a_person_would_read_it(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ("a < b and c > d & e", "a < b and c > d & e"),
        ("I <3 this\nsecond line", "I <3 this\nsecond line"),
        ("&lt;b>it crashes&lt;/b> & burns", "<b>it crashes</b> & burns"),
        ("https://a.example/?x=1&copy=2", "https://a.example/?x=1&copy=2"),
        ("  @acme hello  ", "@acme hello"),
        ("", ""),
    ],
)
def test_text_without_markup_keeps_its_lines_and_signs(plain: str, text: str) -> None:
    assert to_text(plain) == text


def test_escaped_markup_inside_a_paragraph_is_words_not_tags() -> None:
    assert to_text("<p>&lt;b>crash&lt;/b> & burn ... c > d</p>") == "<b>crash</b> & burn ... c > d"


def test_a_broken_page_still_gives_its_words() -> None:
    assert to_text("<p>one<b>two</p><div>three") == "onetwo\n\nthree"
    assert to_text("<html><body><p>x</p></body></html><p>y") == "x\n\ny"
    assert "half" in to_text("<p>half \ud83d</p>")


def test_many_pieces_after_each_other_do_not_mix() -> None:
    for number in range(200):
        assert to_text(f"<p>piece <b>{number}</b></p>") == f"piece {number}"


HASHTAG = '<a href="https://social.example/tags/x" class="mention hashtag" rel="tag">#<span>x</span></a>'
ODD = (
    HANDLE.replace("u-url mention", "u-url"),
    HANDLE.replace('class="u-url', 'class="no" class="u-url'),
    HANDLE.replace('class="u-url mention"', 'class="u-url mention" title="x"'),
    HASHTAG.replace("#", "nothing of the kind"),
    SHORTENED.replace("orders/late", "other"),
    SHORTENED.replace("https://www.</span>", "ftp://www.</span>"),
    SHORTENED.replace(' rel="nofollow noopener"', ' class="mention hashtag"'),
    SHORTENED.replace("?id=77", "?id=7&amp;copy=7"),
    SHORTENED.replace("?id=77", "?id=7&copy=7"),
    "<span>", "</span>", "<b>", "</a>", "&amp", "&copy;", "&#32;", "\u00a0", "\u200d", "\t", "\n", "&nbsp;", "<", ">",
)  # fmt: skip
USUAL = (
    HANDLE, HANDLE.replace(' translate="no"', ""), HASHTAG, SHORTENED, "</p><p>", "<br>", "<br/>", "<br />", " ",
    "  ", "word", "two words", "&amp;", "&lt;p&gt;", "&#39;", "&quot;", "é", "🙂", "?", "@",
)  # fmt: skip


@given(st.lists(st.sampled_from(USUAL), max_size=12).map("".join))
def test_what_most_servers_send_is_read_without_a_tree_and_reads_the_same(inside: str) -> None:
    html = f"<p>{inside}</p>"
    assert html_text._plain(html) == html_text._parsed(html)


@given(st.lists(st.sampled_from(USUAL + ODD), max_size=12).map("".join))
def test_what_is_odd_is_read_with_a_tree_or_reads_the_same(inside: str) -> None:
    html = f"<p>{inside}</p>"
    assert html_text._plain(html) in (None, html_text._parsed(html))


PIECES = st.sampled_from(
    """<p> </p> <a·href='https://a.example'> </a> < > & &amp; &#x1b; <br <!-- --> <pre> </pre> <li> word
    · <table> <td> <script> \ud800 <svg> \x00 é""".split()  # noqa: SIM905
).map(lambda piece: piece.replace("·", " "))


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_html_makes_it_fail(html: str) -> None:
    assert isinstance(to_text(html), str)


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>", "<a href=https://x>", "<p><font>", "<", "&", "<x ", "<table><td>"]
)
def test_hostile_depth_is_read_in_bounded_time(piece: str) -> None:
    start = time.process_time()
    to_text(piece * 30_000)
    assert time.process_time() - start < 1.0
