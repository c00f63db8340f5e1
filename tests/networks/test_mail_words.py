"""What a mail says: character sets that lie, quoted tails, signatures, machines that write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialtui.domain.mention import Mention
from socialtui.networks.mail import decoding, folding
from socialtui.networks.mail.letters import EMPTY
from tests.networks.contract import FakeClock
from tests.networks.fake_mailbox import FakeMailbox
from tests.networks.mail_parts import US, connected, mail

QUOTE = "> first line\n> second line"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("=?utf-8?B?w7xiZXI=?=", "über"),
        ("=?UTF-8?Q?caf=C3?= =?UTF-8?Q?=A9?=", "café"),  # one letter cut in two
        ("=?iso-8859-1?Q?=80uro?=", "€uro"),  # it is cp1252, as always
        ("Re: =?utf-8?q?a_b?= and =?utf-8?q?c?=", "Re: a b and c"),
        ("=?gb2312?B?xOO6ww==?=", "你好"),
        ("=?nobody-knows?Q?=FC?=", "ü"),
        ("=?utf-8?B?w7xiZXI?=", "über"),  # without its padding
        ("plain", "plain"),
    ],
)
def test_encoded_words_are_read_as_they_were_meant(raw: str, words: str) -> None:
    assert decoding.words_of(raw) == words


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("für".encode(), "iso-8859-1", "für"),  # says latin, is UTF-8
        ("für".encode("latin-1"), "utf-8", "für"),  # says UTF-8, is latin
        ("für".encode("latin-1"), "us-ascii", "für"),
        ("“so”".encode("cp1252"), "iso-8859-1", "“so”"),
        ("すみません".encode("iso-2022-jp"), "", "すみません"),
        ("привет".encode("koi8-r"), "koi8-r", "привет"),
        ("für".encode("utf-16"), "utf-8", "für"),
        ("für".encode(), "no-such-set", "für"),
        (b"plain", "base64", "plain"),
    ],
)
def test_a_character_set_is_believed_until_the_bytes_say_otherwise(
    data: bytes, charset: str, text: str
) -> None:
    assert decoding.text_of(data, charset) == text


@given(
    st.binary(max_size=80),
    st.text(max_size=12),
    st.sampled_from(["base64", "quoted-printable", "x-uuencode", "?"]),
)
@settings(max_examples=60, deadline=None)
def test_no_bytes_are_beyond_reading(data: bytes, charset: str, encoding: str) -> None:
    assert isinstance(decoding.text_of(decoding.transfer_decoded(data, encoding), charset), str)
    headers = decoding.headers_of(b"Subject: " + data + b"\nFrom: " + data + b"\n\n")
    assert isinstance(decoding.value(headers, "Subject"), str)
    assert isinstance(decoding.addresses(headers, "From"), list)


def test_addresses_are_read_out_of_what_no_parser_takes() -> None:
    odd = b"To: " + b"(" * 20_000 + b' ann@x.example\nFrom: "Jo Sand <jo@y.example>\n\n'
    headers = decoding.headers_of(odd)
    assert decoding.addresses(headers, "To") == [("", "ann@x.example")]
    assert [address for _, address in decoding.addresses(headers, "From")] == ["jo@y.example"]


@pytest.mark.parametrize(
    "tail",
    [
        f"\nOn Mon, Sep 21, 2026 at 10:00 AM Acme Help <help@acme.example> wrote:\n{QUOTE}",
        f"\nOn Mon, Sep 21, 2026 at 10:00 AM Acme Help\n<help@acme.example> wrote:\n\n{QUOTE}",
        f"\nAm 21.09.26 um 10:00 schrieb Acme:\n{QUOTE}",
        f"\nLe lun. 21 sept. 2026 à 10:00, Acme <help@acme.example> a écrit :\n{QUOTE}",
        f"\nEl lun, 21 sept 2026 a las 10:00, Acme escribió:\n{QUOTE}",
        "\n-----Original Message-----\nFrom: Acme\nSent: Monday\nTo: Maria\nSubject: Re: x\n\nWe look into it.",
        "\nVon: Acme <help@acme.example>\nGesendet: Montag\nAn: Maria\nBetreff: Re: x\n\nWir sehen nach.",
        "\n________________________________\nFrom: Acme\nSent: Monday\n\nWe look.",
        f"\n{QUOTE}",
        "\n-- \nMaria Haas\nStreet 4",
        "\nSent from my iPhone",
        f"\nSent from my iPhone\n\n> On 21 Sep 2026, at 10:00, Acme wrote:\n> \n{QUOTE}",
        f"\n-- \nMaria\n\nOn Mon, 21 Sep 2026, Acme wrote:\n{QUOTE}",
        f"\nMaria Haas <maria@x.example> schrieb am Mo., 21. Sept. 2026, 10:00:\n{QUOTE}",
    ],
)
def test_old_mails_and_signatures_below_are_folded_away(tail: str) -> None:
    assert (
        folding.folded(f"Still nothing here.\nWhere is it?\n{tail}\n") == "Still nothing here.\nWhere is it?"
    )


@pytest.mark.parametrize(
    "text",
    [
        "On Monday I wrote: where is it?\nNobody answered.",
        "From: the heart\nTo: whom it may concern\nyou are rude.",
        "> You said two days.\n\nIt was nine.\n\n> You said free.\n\nIt cost 4 €.",
        "My number is --\nno, wait.",
        "It reads:\n\n> Nothing but a quotation ends here\n\nand so do I.",
    ],
)
def test_what_only_looks_like_a_tail_stays(text: str) -> None:
    assert folding.folded(text) == text


def test_an_answer_below_what_it_quotes_is_what_is_said() -> None:
    text = f"On Mon, 21 Sep 2026, Acme wrote:\n{QUOTE}\n\nNo, it is not."
    assert folding.folded(text) == "No, it is not."


def test_a_mail_that_only_quotes_is_never_folded_to_nothing() -> None:
    assert folding.folded(QUOTE) == QUOTE
    assert folding.folded("-- \nMaria") == "-- \nMaria"


@given(st.text(alphabet="ab >-\n:", max_size=80))
@settings(max_examples=60, deadline=None)
def test_folding_only_takes_away_and_never_everything(text: str) -> None:
    found = folding.folded(text)
    assert bool(found) == bool(text.strip())
    assert found in text


def test_flowed_lines_become_paragraphs_again() -> None:
    raw = "It was \r\nlate again.\r\n\r\n> you said \r\n> two days\r\n-- \r\nMaria"
    assert folding.unflowed(raw, delsp=False) == "It was late again.\n\n> you said two days\n-- \nMaria"
    assert folding.unflowed("未来 \r\nです", delsp=True) == "未来です"


# -- through the mailbox -----------------------------------------------------------------------------------


async def heard(raw: str | bytes, clock: FakeClock) -> Mention:
    """What becomes of one mail."""
    box = FakeMailbox(clock.time)
    box.put(raw)
    mailbox = connected(box, clock)
    (mention,) = (await mailbox.pull("inbox", "")).mentions
    await mailbox.close()
    return mention


async def test_html_alone_is_read_without_what_it_quotes(clock: FakeClock) -> None:
    html = (
        '<p>Where <b>is</b> it?</p><div class="gmail_quote">On Monday<blockquote>We look.</blockquote></div>'
    )
    found = await heard(mail(html, Subject="", Content_Type="text/html; charset=utf-8"), clock)
    assert found.text == "Where is it?"
    assert "We look." in found.original


async def test_a_plain_part_without_words_gives_way_to_the_other(clock: FakeClock) -> None:
    parts = "--b\nContent-Type: text/plain\n\n \n--b\nContent-Type: text/html\n\n<p>Here it is.</p>\n--b--"
    found = await heard(mail(parts, Subject="", Content_Type="multipart/alternative; boundary=b"), clock)
    assert found.text == "Here it is."


async def test_a_mail_without_words_says_so(clock: FakeClock) -> None:
    assert (await heard(mail("", Subject=""), clock)).text == EMPTY


async def test_files_are_named_and_never_fetched(clock: FakeClock) -> None:
    box = FakeMailbox(clock.time)
    parts = (
        "--b\nContent-Type: text/plain\n\nSee the invoice.\n--b\n"
        "Content-Type: application/pdf; name*=utf-8''R%C3%A4chnung.pdf\n"
        f"Content-Transfer-Encoding: base64\nContent-Disposition: attachment\n\n{'QUJD' * 500}\n--b--"
    )
    box.put(mail(parts, Content_Type="multipart/mixed; boundary=b"))
    (found,) = (await connected(box, clock).pull("inbox", "")).mentions
    assert found.text.endswith("See the invoice.\n\n[attached: Rächnung.pdf, 2 kB]")
    assert not [words for words in box.asked if "BODY.PEEK[2]" in words or "BODY.PEEK[]" in words]


async def test_text_meant_to_harm_the_terminal_is_harmless(clock: FakeClock) -> None:
    found = await heard(mail("a\x1b[2Jb\x07", Subject="\x1b]0;gone\x07"), clock)
    assert "\x1b" not in found.text + found.author.name
    assert "\x1b" in found.original


MACHINES = [
    ({"Auto_Submitted": "auto-replied"}, "answering machine"),
    ({"X_Auto_Response_Suppress": "All"}, "answering machine"),
    ({"X_Autoreply": "yes"}, "answering machine"),
    ({"Precedence": "auto_reply"}, "answering machine"),
    ({"Precedence": "bulk"}, "went to many"),
    ({"List_Id": "<news.x.example>"}, "went to many"),
    ({"Return_Path": "<>"}, "mail system"),
    ({"From": "MAILER-DAEMON@x.example"}, "mail system"),
    ({"Content_Type": "multipart/report; report-type=delivery-status; boundary=b"}, "mail system"),
    ({"From": "no-reply@x.example"}, "Nobody reads"),
]


@pytest.mark.parametrize(("headers", "reason"), MACHINES, ids=lambda one: str(one)[:40])
async def test_what_a_machine_wrote_is_owed_no_answer_and_gets_none(
    headers: dict[str, str], reason: str, clock: FakeClock
) -> None:
    from socialtui.domain.errors import Refused
    from socialtui.domain.network import Outgoing

    box = FakeMailbox(clock.time)
    box.put(
        mail(
            "--b\nContent-Type: text/plain\n\nI am away.\n--b--"
            if "Content_Type" in headers
            else "I am away.",
            **headers,
        )
    )
    mailbox = connected(box, clock)
    (found,) = (await mailbox.pull("inbox", "")).mentions
    assert not found.addressed
    assert reason in found.cannot["reply"]
    with pytest.raises(Refused, match=reason):
        await mailbox.reply(Outgoing("k", "Thank you.", in_reply_to=found.remote_id))
    assert box.sent == []


async def test_a_person_who_writes_plainly_is_owed_one(clock: FakeClock) -> None:
    found = await heard(mail(Auto_Submitted="no", Precedence="normal"), clock)
    assert found.addressed
    assert "reply" not in found.cannot


async def test_a_form_on_our_own_page_speaks_for_who_filled_it_in(clock: FakeClock) -> None:
    found = await heard(mail(who=US, Reply_To="Maria Haas <maria@x.example>"), clock)
    assert (found.author.name, found.author.remote_id) == ("Maria Haas", "maria@x.example")
    assert found.addressed
    assert "reply" not in found.cannot


@pytest.mark.parametrize(
    ("who", "subject", "link", "name", "addressed"),
    [
        ("Jo Sand via LinkedIn <messages-noreply@linkedin.com>", "A message", "linkedin.com/m/1", "Jo Sand", True),
        ("LinkedIn <invitations@linkedin.com>", "Jo Sand wants to connect", "linkedin.com/i", "Jo Sand", True),
        ("Facebook <n@facebookmail.com>", "Jo Sand commented on your post.", "facebook.com/n", "Jo Sand", True),
        ("LinkedIn <jobs-listings@linkedin.com>", "10 new jobs", "linkedin.com/jobs", "LinkedIn", False),
        ("Instagram <a@mail.instagram.com>", "jo_s mentioned you", "instagram.com/p", "jo_s", True),
    ],
)  # fmt: skip
async def test_a_notification_of_a_network_is_a_thing_with_its_link(
    who: str, subject: str, link: str, name: str, addressed: bool, clock: FakeClock
) -> None:
    link = f"https://www.{link}"
    text = f"Look at https://evil.example/linkedin.com and {link}."
    found = await heard(mail(text, who=who, Subject=subject, List_Unsubscribe="<https://x.example>"), clock)
    assert found.url == link
    assert found.author.name == name
    assert found.addressed == addressed
    assert "answer there" in found.cannot["reply"]


async def test_a_notification_under_another_address_is_known_by_its_marks_and_says_by_whom_it_came(
    clock: FakeClock,
) -> None:
    text = "Look at https://www.facebook.example/n/?x and https://evil.example"
    found = await heard(mail(text, who="F <n@facebookmail.example>", Subject="Jo Sand commented on x"), clock)
    assert (found.author.name, found.url) == ("Jo Sand", "https://www.facebook.example/n/?x")
    text = "See https://gateway.example/l/1"
    raw = mail(text, who="Jo via LinkedIn <a@gateway.example>", X_LinkedIn_Class="INMAIL", List_Id="<x>")
    found = await heard(raw, clock)
    assert (found.author.name, found.url, found.addressed) == ("Jo", "https://gateway.example/l/1", True)
    assert "by way of gateway.example" in found.cannot["reply"]


async def test_the_one_address_that_a_mail_went_to_is_ours_by_another_name(clock: FakeClock) -> None:
    assert "also to" not in (await heard(mail(To="Sales <sales@acme.example>"), clock)).text
    assert "also to Bob" in (await heard(mail(To=f"{US}, Bob <bob@y.example>"), clock)).text


async def test_a_domain_that_only_ends_like_one_is_no_network(clock: FakeClock) -> None:
    found = await heard(mail(who="LinkedIn <x@notlinkedin.com>", Subject="Jo wants to connect"), clock)
    assert found.url == ""
    assert found.author.remote_id == "x@notlinkedin.com"
