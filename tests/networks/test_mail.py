"""A mailbox's oddities: numbers that change, answers given elsewhere, copies, and that a mail leaves once."""

import asyncio
import socket
import threading
import time
from email import message_from_bytes
from email.message import Message

import pytest

from socialtui.domain import errors
from socialtui.domain.mention import Mention
from socialtui.domain.network import Account, Forgets, Gap, Outgoing
from socialtui.networks.mail.mailbox import Mailbox
from socialtui.networks.mail.refusals import forget
from socialtui.networks.mail.sources import ELSEWHERE, FIRST
from tests.networks.contract import FakeClock
from tests.networks.fake_mailbox import FakeMailbox
from tests.networks.mail_parts import HERE, US, connected, mail

OUT = Outgoing("key", "It left today.", in_reply_to="one@x.example")


@pytest.fixture
def box(clock: FakeClock) -> FakeMailbox:
    box = FakeMailbox(clock.time)
    box.put(mail())
    return box


@pytest.fixture
def mailbox(box: FakeMailbox, clock: FakeClock) -> Mailbox:
    return connected(box, clock)


async def pull_all(mailbox: Mailbox, cursor: str = "", source: str = "inbox") -> tuple[list[Mention], str]:
    found: list[Mention] = []
    for _ in range(100):
        page = await mailbox.pull(source, cursor)
        found += page.mentions
        cursor = page.cursor
        if not page.more:
            return found, cursor
    raise AssertionError("no last page")


def ids(found: list[Mention]) -> list[str]:
    return [mention.remote_id for mention in found]


def sent(box: FakeMailbox) -> Message:
    """The one mail that left."""
    ((_, _, content),) = box.sent
    return message_from_bytes(content)


# -- hearing -----------------------------------------------------------------------------------------------


async def test_a_mailbox_that_is_numbered_anew_brings_nothing_twice_and_loses_nothing(
    box: FakeMailbox, mailbox: Mailbox, clock: FakeClock
) -> None:
    for number in range(60):
        box.put(mail(mid=f"n{number}@x.example"))
    known, cursor = await pull_all(mailbox)
    box.folders["INBOX"].mails.reverse()
    box.put(mail(mid="late@x.example"))
    box.folders["INBOX"].renumber()
    again, cursor = await pull_all(mailbox, cursor)
    assert set(ids(again)) == {*ids(known), "late@x.example"}, "the store knows the others by their ids"
    assert len(ids(again)) == len(set(ids(again)))
    box.put(mail(mid="later@x.example"))
    assert ids((await pull_all(mailbox, cursor))[0]) == ["later@x.example"]


async def test_mails_without_an_id_keep_the_one_they_are_given(box: FakeMailbox, mailbox: Mailbox) -> None:
    box.put(mail("First.", mid="", Message_ID="", Subject="a"))
    box.put(mail("Second.", mid="", Message_ID="", Subject="b"))
    found, _ = await pull_all(mailbox)
    assert len(set(ids(found))) == 3
    box.folders["INBOX"].renumber()
    assert ids((await pull_all(mailbox))[0]) == ids(found)
    assert (await mailbox.look(found[1].remote_id)).text == found[1].text
    answer = await mailbox.reply(Outgoing("k", "Yes.", in_reply_to=found[1].remote_id))
    assert "In-Reply-To" not in sent(box)
    ((copy,), _) = await pull_all(mailbox, source="sent")
    assert (copy.remote_id, copy.parent) == (answer.remote_id, found[1].remote_id)
    assert [one.remote_id for one in (await mailbox.look(copy.parent)).answered_by_us] == [answer.remote_id]


async def test_a_mail_that_wears_anothers_id_is_heard_beside_it(box: FakeMailbox, mailbox: Mailbox) -> None:
    box.put(mail("Something else.", who="Jo <jo@y.example>"))
    found, cursor = await pull_all(mailbox)
    assert [mention.author.name for mention in found] == ["Maria Haas", "Jo"]
    assert len(set(ids(found))) == 2
    box.put(mail("A third.", who="Ann <ann@z.example>"))
    ((third,), _) = await pull_all(mailbox, cursor)
    assert third.remote_id not in ids(found)


async def test_only_the_newest_mails_are_read_at_first_and_the_rest_is_a_gap(
    box: FakeMailbox, mailbox: Mailbox, clock: FakeClock
) -> None:
    box.folders["INBOX"].mails.clear()
    for number in range(FIRST + 30):
        box.put(mail(mid=f"n{number}@x.example", Date=""), came=clock.time - 90_000 + number)
    page = await mailbox.pull("inbox", "")
    assert page.gap is not None
    assert (page.gap.start, page.gap.end) == (clock.time - 90_000, clock.time - 90_000 + 30)
    assert page.mentions[0].remote_id == "n30@x.example"
    assert page.more
    old = await mailbox.fill("inbox", Gap(page.gap.start, page.gap.end - 1, ""), "")
    assert ids(list(old.mentions)) == [f"n{number}@x.example" for number in range(30)]


async def test_what_was_expunged_meanwhile_and_odd_outlines_harm_no_other(
    box: FakeMailbox, mailbox: Mailbox
) -> None:
    box.put(mail(mid="two@x.example"))
    found, cursor = await pull_all(mailbox)
    assert len(found) == 2
    box.folders["INBOX"].mails.clear()
    assert await pull_all(mailbox, cursor) == ([], cursor)


async def test_the_time_is_the_servers_where_the_writers_clock_is_wrong(
    box: FakeMailbox, mailbox: Mailbox, clock: FakeClock
) -> None:
    for number, date in enumerate(
        ("Thu, 01 Jan 1998 00:00:00 +0000", "Thu, 01 Jan 2099 00:00:00 +0000", "soon", "")
    ):
        box.put(mail(mid=f"n{number}@x.example", Date=date), came=clock.time - 500)
    found, _ = await pull_all(mailbox)
    assert [mention.said_at for mention in found[1:]] == [clock.time - 500] * 4


async def test_an_idle_mailbox_tells_of_new_mail_and_of_its_end(box: FakeMailbox, mailbox: Mailbox) -> None:
    stream = mailbox.stream()
    assert stream is not None
    assert await anext(stream) == "inbox"
    waiting = asyncio.ensure_future(anext(stream))
    await asyncio.to_thread(box.heard.wait, 5)
    assert not waiting.done()
    box.put(mail(mid="two@x.example"))
    assert await asyncio.wait_for(waiting, 20) == "inbox"
    box.drop()
    with pytest.raises(errors.NetworkTrouble):
        await asyncio.wait_for(anext(stream), 20)
    await mailbox.close()


async def test_without_idle_there_is_no_stream(box: FakeMailbox, mailbox: Mailbox) -> None:
    box.capabilities = "IMAP4rev1"
    stream = mailbox.stream()
    assert stream is not None
    with pytest.raises(errors.Refused):
        await anext(stream)
    assert mailbox.stream() is None


async def test_the_id_that_a_mail_is_given_is_the_same_in_every_zone(
    box: FakeMailbox, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.put(mail("First.", mid="", Message_ID=""))
    given = []
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        given.append(ids((await pull_all(mailbox))[0]))
    monkeypatch.undo()
    time.tzset()
    assert given[0] == given[1]


async def test_a_connection_that_the_server_dropped_is_opened_again(
    box: FakeMailbox, mailbox: Mailbox
) -> None:
    _, cursor = await pull_all(mailbox)
    box.drop()
    box.put(mail(mid="two@x.example"))
    assert ids((await pull_all(mailbox, cursor))[0]) == ["two@x.example"]


async def test_work_that_is_cut_off_ends_at_once(box: FakeMailbox, mailbox: Mailbox) -> None:
    await mailbox.pull("inbox", "")
    box.faults["SEARCH"] = "hang"
    pulling = asyncio.ensure_future(mailbox.pull("inbox", ""))
    await asyncio.to_thread(box.hangs.wait, 5)
    pulling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(pulling, 20)
    await mailbox.close()
    box.freed.set()


async def test_a_server_that_never_ends_its_greeting_holds_nobody_up(clock: FakeClock) -> None:
    ours, theirs = socket.socketpair()

    async def dial(_host: str, _port: int) -> socket.socket:
        return ours

    before = set(threading.enumerate())
    account = Account(id=1, name="mail", network="mail", url="imaps://m.example smtps://m.example", user=US)
    mailbox = Mailbox(account, "pass word", clock, dial, 30)
    pulling = asyncio.ensure_future(mailbox.pull("inbox", ""))
    assert await asyncio.to_thread(theirs.recv, 1), "it begins to encrypt"
    workers = [one for one in set(threading.enumerate()) - before if one.name.startswith("mail")]
    pulling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await pulling
    await mailbox.close()
    for one in workers:
        await asyncio.to_thread(one.join, 5)
    theirs.close()
    assert [one.is_alive() for one in workers] == [False]


# -- answering ---------------------------------------------------------------------------------------------


async def test_an_answer_goes_to_whom_it_should_and_names_what_it_answers(
    box: FakeMailbox, mailbox: Mailbox
) -> None:
    box.put(
        mail(
            "And now?", mid="two@x.example", Subject="Re: AW: My order",
            References="<zero@x.example> <one@x.example>", In_Reply_To="<one@x.example>",
            To=f"{US}, Bob <bob@y.example>", Cc="sales@acme.example, noreply@y.example",
            Reply_To="Maria at work <maria@work.example>", Delivered_To="sales@acme.example",
        )
    )  # fmt: skip
    answer = await mailbox.reply(Outgoing("k", "It left.\n\nSorry.", in_reply_to="two@x.example"))
    left = sent(box)
    assert left["To"] == "Maria at work <maria@work.example>"
    assert left["Cc"] == "Bob <bob@y.example>", "neither ourselves nor who reads nothing"
    assert left["From"] == f"Acme <{US}>"
    assert left["Subject"] == "Re: My order"
    assert left["In-Reply-To"] == "<two@x.example>"
    assert left["References"].split() == ["<zero@x.example>", "<one@x.example>", "<two@x.example>"]
    assert left["Message-ID"] == f"<{answer.remote_id}>"
    words = left.get_payload(decode=True)
    assert isinstance(words, bytes)
    lines = words.decode().splitlines()
    assert lines[:4] == ["It left.", "", "Sorry.", ""]
    assert lines[-1] == "> And now?"
    assert box.sent[0][1] == ["maria@work.example", "bob@y.example"]
    assert "\\Answered" in box.folders["INBOX"].mails[1].flags


async def test_our_copy_comes_back_with_the_very_words_that_were_sent(
    box: FakeMailbox, mailbox: Mailbox
) -> None:
    text = "> you said\n\nNo.\n\n-- \nOn Monday we wrote:\n" + "a long line " * 200
    answer = await mailbox.reply(Outgoing("k", text.rstrip(), in_reply_to="one@x.example"))
    ((copy,), _) = await pull_all(mailbox, source="sent")
    assert (copy.remote_id, copy.text, copy.parent) == (answer.remote_id, text.rstrip(), "one@x.example")
    assert copy.ours


@pytest.mark.parametrize("stores", [(), ("Sent",)])
async def test_the_sent_folder_holds_one_copy_whoever_puts_it_there(
    stores: tuple[str, ...], box: FakeMailbox, mailbox: Mailbox
) -> None:
    box.stores = stores
    await mailbox.reply(OUT)
    assert len(box.folders["Sent"].mails) == 1


async def test_a_copy_that_can_not_be_filed_now_is_filed_later_and_the_answer_stands(
    box: FakeMailbox, mailbox: Mailbox
) -> None:
    box.faults["APPEND"] = "cut"
    assert (await mailbox.reply(OUT)).remote_id
    assert box.folders["Sent"].mails == []
    box.faults.clear()
    await mailbox.pull("inbox", "")
    assert len(box.folders["Sent"].mails) == 1
    assert len(box.sent) == 1


@pytest.mark.parametrize("place", ["Sent", "INBOX", "Archive"])
async def test_an_answer_whose_end_was_not_heard_is_found_by_its_own_id(
    place: str, box: FakeMailbox, mailbox: Mailbox
) -> None:
    box.stores, box.faults = (place,), {"smtp taken": "cut"}
    with pytest.raises(errors.Silent):
        await mailbox.reply(OUT)
    found = await mailbox.find(OUT)
    assert found is not None
    assert found.remote_id in box.sent[0][2].decode()
    assert await mailbox.find(Outgoing("other", OUT.text, in_reply_to=OUT.in_reply_to)) is None


REFUSALS = [
    ({"smtp greeting": "cut"}, errors.Unreachable),
    ({"smtp greeting": "421 4.3.0 busy"}, errors.Unreachable),
    ({"smtp MAIL": "450 4.7.1 greylisted"}, errors.Unreachable),
    ({"smtp MAIL": "451 4.7.0 too many mails"}, errors.RateLimited),
    ({"smtp MAIL": "cut"}, errors.Unreachable),
    ({"smtp to maria@x.example": "550 5.1.1 nobody here"}, errors.Refused),
    ({"smtp DATA": "554 5.7.1 looks like spam"}, errors.Refused),
    ({"smtp lost": "452 4.3.1 no space"}, errors.Unreachable),
    ({"smtp AUTH": "535 5.7.8 no"}, errors.SignedOut),
    ({"smtp AUTH": "454 4.7.0 later"}, errors.Unreachable),
    ({"smtp lost": "cut"}, errors.Silent),
    ({"SEARCH": "cut"}, errors.Unreachable),
]


@pytest.mark.parametrize(("faults", "kind"), REFUSALS, ids=str)
async def test_only_what_may_have_left_is_in_doubt(
    faults: dict[str, str], kind: type[errors.NetworkTrouble], box: FakeMailbox, mailbox: Mailbox
) -> None:
    box.faults = dict(faults)
    with pytest.raises(kind) as caught:
        await mailbox.reply(OUT)
    assert type(caught.value) is kind
    assert caught.value.what.endswith(".")
    assert box.sent == []
    box.faults = {}
    assert (await mailbox.reply(OUT)).remote_id
    assert len(box.sent) == 1


async def test_one_who_only_reads_along_may_be_missing(box: FakeMailbox, mailbox: Mailbox) -> None:
    box.put(mail(mid="two@x.example", Cc="gone@y.example, ann@y.example"))
    box.faults = {"smtp to gone@y.example": "550 5.1.1 nobody here"}
    await mailbox.reply(Outgoing("k", "Yes.", in_reply_to="two@x.example"))
    assert len(box.sent) == 1


async def test_a_server_without_a_sign_in_takes_mail_and_says_so(box: FakeMailbox, mailbox: Mailbox) -> None:
    box.smtp_auth = False
    assert "asks for no sign-in" in " ".join((await mailbox.sign_in()).notes)
    await mailbox.reply(OUT)
    assert len(box.sent) == 1


async def test_a_token_signs_in_where_no_password_does(box: FakeMailbox, clock: FakeClock) -> None:
    token = box.password = "ya29.token"
    box.put(mail(mid="two@x.example"))
    box.password = f"Bearer {token}"
    mailbox = connected(box, clock)
    box.password = token
    assert ids((await pull_all(mailbox))[0]) == ["one@x.example", "two@x.example"]
    await mailbox.reply(OUT)


# -- answered elsewhere ------------------------------------------------------------------------------------


def answer(**more: str) -> str:
    """Our answer, given in another program."""
    return mail("We look.", mid="ours@acme.example", who=US, In_Reply_To="<one@x.example>", **more)


async def test_an_answer_in_the_sent_folder_is_ours_whatever_program_wrote_it(
    box: FakeMailbox, mailbox: Mailbox
) -> None:
    found, cursor = await pull_all(mailbox)
    assert not any(mention.ours for mention in found)
    box.put(answer(), "Sent", "\\Seen")
    box.folders["INBOX"].mails[0].flags.add("\\Answered")
    ((there,), _) = await pull_all(mailbox, source="sent")
    assert (there.ours, there.parent, there.text) == (True, "one@x.example", "We look.")
    assert (await mailbox.look("one@x.example")).answered_by_us[0].remote_id == there.remote_id
    box.now += 600
    assert (await pull_all(mailbox, cursor))[0] == []


async def test_a_mark_without_an_answer_closes_it_once_the_answer_had_its_time(
    box: FakeMailbox, mailbox: Mailbox, clock: FakeClock
) -> None:
    _, cursor = await pull_all(mailbox)
    box.folders["INBOX"].mails[0].flags.add("\\Answered")
    found, cursor = await pull_all(mailbox, cursor)
    assert found == []
    clock.later(130)
    ((mark,), cursor) = await pull_all(mailbox, cursor)
    assert (mark.ours, mark.parent, mark.text, mark.said_at) == (True, "one@x.example", ELSEWHERE, clock.time)
    clock.later(600)
    assert (await pull_all(mailbox, cursor))[0] == []
    assert [one.text for one in (await mailbox.look("one@x.example")).answered_by_us] == [ELSEWHERE]


async def test_mails_that_were_answered_before_we_came_are_owed_nothing(
    box: FakeMailbox, mailbox: Mailbox
) -> None:
    box.put(mail(mid="two@x.example"), "INBOX", "\\Answered")
    box.put(answer(), "Sent")
    box.folders["INBOX"].mails[0].flags.add("\\Answered")
    found, cursor = await pull_all(mailbox)
    assert [(one.parent, one.ours) for one in found] == [("", False), ("", False), ("two@x.example", True)]
    assert (await pull_all(mailbox, cursor))[0] == []


async def test_our_own_mail_in_the_inbox_is_nobody_writing_to_us(box: FakeMailbox, mailbox: Mailbox) -> None:
    box.put(answer())
    assert ids((await pull_all(mailbox))[0]) == ["one@x.example"]
    assert [one.ours for one in await mailbox.thread("one@x.example")] == [False, True]


# -- moderating --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("verb", "folder"), [("spam", "Junk"), ("trash", "Trash"), ("archive", "Archive")])
@pytest.mark.parametrize("moves", [True, False])
async def test_a_mail_goes_where_the_verb_says_and_comes_back(
    verb: str, folder: str, moves: bool, box: FakeMailbox, mailbox: Mailbox
) -> None:
    if not moves:
        box.capabilities = box.capabilities.replace(" MOVE", "")
    await mailbox.moderate("one@x.example", verb)
    assert [len(box.folders[name].mails) for name in ("INBOX", folder)] == [0, 1]
    await mailbox.moderate("one@x.example", verb)
    assert (await mailbox.look("one@x.example")).exists, "it can be answered from there"
    await mailbox.moderate("one@x.example", "approve")
    assert [len(box.folders[name].mails) for name in ("INBOX", folder)] == [1, 0]


async def test_a_verb_without_its_folder_is_refused_and_told_beforehand(
    box: FakeMailbox, mailbox: Mailbox
) -> None:
    for name in ("Junk", "Archive", "Sent"):
        del box.folders[name]
    signed = await mailbox.sign_in()
    assert (await pull_all(mailbox, source="sent"))[0] == []
    assert "no folder for junk" in signed.sources[0].cannot["spam"]
    assert "archive" in signed.sources[0].cannot
    assert "trash" not in signed.sources[0].cannot
    with pytest.raises(errors.Refused, match="no folder for junk"):
        await mailbox.moderate("one@x.example", "spam")
    answer = await mailbox.reply(OUT)
    assert len(box.folders["Sent"].mails) == 1, "the folder for copies is made where it is missing"
    assert ids((await pull_all(mailbox, source="sent"))[0]) == [answer.remote_id]


async def test_folders_without_a_mark_are_known_by_their_usual_names(
    box: FakeMailbox, mailbox: Mailbox
) -> None:
    box.special = {}
    box.folders["Gesendet"] = box.folders.pop("Sent")
    await mailbox.reply(OUT)
    assert len(box.folders["Gesendet"].mails) == 1


async def test_a_missing_library_is_named_with_the_way_to_it(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "imapclient", None)
    with pytest.raises(errors.Refused) as caught:
        await mailbox.sign_in()
    assert "socialtui[mail]" in caught.value.next_step


async def test_a_provider_that_gives_our_mail_another_id_is_still_asked_for_ours(
    box: FakeMailbox, mailbox: Mailbox
) -> None:
    box.faults = {"smtp taken": "cut"}
    with pytest.raises(errors.Silent):
        await mailbox.reply(OUT)
    ours = message_from_bytes(box.sent[0][2])["Message-ID"]
    box.put(box.sent[0][2].replace(ours.encode(), b"<new@provider.example>", 1), "Sent")
    found = await mailbox.find(OUT)
    assert found is not None
    ((copy,), _) = await pull_all(mailbox, source="sent")
    assert copy.remote_id == found.remote_id == ours.strip("<>"), "one answer, whatever it is called there"
    assert "\\Answered" in box.folders["INBOX"].mails[0].flags


async def test_our_own_mark_is_believed_of_nobody_else(box: FakeMailbox, mailbox: Mailbox) -> None:
    box.put(mail("First.\nSecond.", mid="two@x.example", X_Socialtui="1 answer-of-another@x.example"))
    found, _ = await pull_all(mailbox)
    assert found[1].remote_id == "two@x.example"
    assert found[1].text.endswith("First.\nSecond.")


async def test_only_a_provider_that_keeps_what_it_sends_shows_for_sure_what_left(
    box: FakeMailbox, clock: FakeClock
) -> None:
    ours, theirs = connected(box, clock), connected(box, clock, "gmail.com")
    assert isinstance(ours, Forgets)
    assert (ours.forgets(), theirs.forgets()) == (True, False)


async def test_a_way_out_that_turns_our_name_down_is_closed(box: FakeMailbox, clock: FakeClock) -> None:
    box.faults["smtp EHLO"] = "554 no"
    opened: list[socket.socket] = []

    async def dial(host: str, port: int) -> socket.socket:
        opened.append(await box.dial(host, port))
        return opened[-1]

    account = Account(id=1, name="mail", network="mail", url=HERE, user=US)
    with pytest.raises(errors.Unreachable):
        await Mailbox(account, box.password, clock, dial, 5).reply(OUT)
    await asyncio.sleep(0)
    assert opened[-1].fileno() == -1


def test_a_secret_is_taken_out_of_every_error_that_led_here_even_in_a_circle() -> None:
    first, second, third = ValueError("AUTH pass word"), OSError("no pass word"), KeyError("pass word")
    first.__cause__, first.__context__, second.__context__ = second, third, first
    forget(first, "pass word")
    assert not any("pass word" in repr(one) for one in (first, second, third))
