"""Decides what kind of mail it is: somebody's own words, or a machine's, and then which.

What a machine wrote is owed no answer, and none is ever sent to it: two answering machines never stop.
"""

import re
from email.message import Message

from msgspec import Struct

from socialtui.networks.mail.decoding import addresses, raw_value, value
from socialtui.networks.mail.structure import Outline

NOBODY_READS = "Nobody reads answers to this address."
_AUTOMATIC = "An answering machine wrote it; it is never answered."
_BOUNCE = "The mail system wrote it; nobody reads an answer."
_LIST = "It went to many; an answer would go to a list or to nobody."
_NO_REPLY = re.compile(
    r"^(?:no|not|do-?not|dont|ne-pas|nicht|keine|non)[-_.]?(?:reply|replies|respond|repondre|antworten?|rispondere)"
    r"|noreply|no-reply|donotreply|^bounces?[-+@]|^nobody@|^notifications?@",
    re.I,
)
_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon|double-bounce)@", re.I)


class Nature(Struct, frozen=True):
    """What kind of mail it is."""

    addressed: bool = True
    """Whether it may be owed an answer."""
    no_reply: str = ""
    """Why it takes no answer from here; empty where it does."""
    place: str = ""
    """The network that it tells of: LinkedIn."""
    person: str = ""
    """Who did there what it tells of, where the mail names them."""
    hosts: tuple[str, ...] = ()
    """Whose links lead to the place itself."""


class _Place(Struct, frozen=True):
    """A network that has no way in for us but its notification mails."""

    name: str
    senders: tuple[str, ...]
    """Domains that its mails come from."""
    hosts: tuple[str, ...]
    digests: re.Pattern[str] = re.compile(
        r"^(?:news|digest|jobs?|jobalerts?|editors?|marketing|promo|updates?)\b"
    )
    """What stands before the @ of mails that nobody is owed an answer for."""
    marks: tuple[str, ...] = ()
    """Headers that its mails alone have, also where a gateway has put its own address above them."""


_PLACES = (
    _Place(
        "LinkedIn",
        ("linkedin.com",),
        ("linkedin.com", "lnkd.in"),
        re.compile(
            r"^(?:jobs-|jobalerts|job-|news|editors|updates-|marketing|learning|premium|security-|linkedin@)"
        ),
        ("X-LinkedIn-Class", "X-LinkedIn-Template"),
    ),
    _Place(
        "Facebook",
        ("facebookmail.com", "facebook.com"),
        ("facebook.com", "fb.com", "fb.me", "messenger.com"),
        re.compile(r"^(?:reminders|friendsuggestion|update|security|advertise|groupupdates|birthdays)"),
        ("X-Facebook-Notify",),
    ),
    _Place("Instagram", ("mail.instagram.com", "instagram.com"), ("instagram.com",)),
    _Place("X", ("x.com", "twitter.com"), ("x.com", "twitter.com")),
    _Place("YouTube", ("youtube.com",), ("youtube.com", "youtu.be")),
    _Place("Reddit", ("redditmail.com", "reddit.com"), ("reddit.com",)),
    _Place("TikTok", ("tiktok.com", "service.tiktok.com"), ("tiktok.com",)),
    _Place("Yelp", ("yelp.com",), ("yelp.com",)),
    _Place("Trustpilot", ("trustpilot.com", "trustpilotmail.com"), ("trustpilot.com",)),
    _Place("Pinterest", ("pinterest.com",), ("pinterest.com", "pin.it")),
    _Place("XING", ("xing.com",), ("xing.com",)),
    _Place("Flickr", ("flickr.com",), ("flickr.com",)),
)
_VIA = re.compile(
    r"^(?P<who>.{2,80}?)\s+(?:via|über|on|par|sur)\s+(?:LinkedIn|Facebook|X|Twitter|XING)\b.*$", re.I
)
_DID = re.compile(
    r"^(?:🔔\s*)?(?P<who>[\w.'’ -]{2,60}?)\s+(?:also\s+)?(?:has\s+|just\s+)?(?:commented|replied|mentioned|messaged"
    r"|sent you|tagged|reviewed|recommended|wrote|posted|shared|reacted|asked|invited|wants to|started following"
    r"|endorsed|accepted|hat (?:dir|dich|deinen?|Ihnen|Sie|Ihren)|a (?:commenté|répondu)|te (?:envió|mencionó))\b"
)


def nature_of(headers: Message, outline: Outline) -> Nature:
    """What the header and the outline tell."""
    sender = next((address for _, address in addresses(headers, "From")), "").lower()
    if _is_bounce(headers, outline, sender):
        return Nature(False, _BOUNCE)
    place = _place_of(headers, sender)
    if place is not None:
        return _told(headers, place, sender)
    if reason := _answered_by_itself(headers, outline):
        return Nature(False, reason)
    if _is_list(headers):
        return Nature(False, _LIST)
    replies = addresses(headers, "Reply-To")
    if not replies and is_no_reply(sender):
        return Nature(False, NOBODY_READS)
    if not sender and not replies:
        return Nature(True, "It does not say who sent it.")
    return Nature()


def is_no_reply(address: str) -> bool:
    """Whether an address says by its name that nobody reads it."""
    return bool(_NO_REPLY.search(address) or _DAEMON.match(address))


def _is_bounce(headers: Message, outline: Outline, sender: str) -> bool:
    if outline.kind == "multipart/report" or _DAEMON.match(sender):
        return True
    return raw_value(headers, "Return-Path").replace(" ", "") == "<>" and not raw_value(headers, "Reply-To")


def _answered_by_itself(headers: Message, outline: Outline) -> str:
    """Headers that machines put into what they send; why it is not answered, or nothing."""
    told = raw_value(headers, "Auto-Submitted").partition(";")[0].strip().lower()
    if told and told != "no":
        return _AUTOMATIC
    if raw_value(headers, "X-Auto-Response-Suppress").strip().lower() not in ("", "none"):
        return _AUTOMATIC
    for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Autogenerated"):
        if raw_value(headers, name).strip().lower() not in ("", "no", "false"):
            return _AUTOMATIC
    if raw_value(headers, "Precedence").strip().lower() in ("auto_reply", "auto-reply", "autoreply"):
        return _AUTOMATIC
    return _AUTOMATIC if outline.report == "disposition-notification" else ""


def _is_list(headers: Message) -> bool:
    if raw_value(headers, "Precedence").strip().lower() in ("bulk", "list", "junk"):
        return True
    return any(raw_value(headers, name) for name in ("List-Id", "List-Unsubscribe", "List-Post"))


def _place_of(headers: Message, sender: str) -> _Place | None:
    """By whom it comes from; else by what its mails alone have, or by the same name under another ending."""
    domain = sender.rpartition("@")[2]
    found = [place for place in _PLACES if _is_from(place, domain)]
    found += [place for place in _PLACES if any(raw_value(headers, mark) for mark in place.marks)]
    name = domain.split(".")[-2:][0]
    found += [
        place for place in _PLACES if len(name) > 1 and name in {own.split(".")[-2] for own in place.senders}
    ]
    return found[0] if found else None


def _is_from(place: _Place, domain: str) -> bool:
    return any(domain == own or domain.endswith(f".{own}") for own in place.senders)


def _told(headers: Message, place: _Place, sender: str) -> Nature:
    """Something happened on a network: answered there, by hand."""
    shown = next((name for name, _ in addresses(headers, "From")), "")
    subject = value(headers, "Subject")
    found = _VIA.match(shown) or _DID.match(subject)
    digest = place.digests.match(sender) is not None and found is None
    domain = sender.rpartition("@")[2]
    known = _is_from(place, domain)
    by = "" if known else f" (it came by way of {domain})"
    reason = f"{place.name} takes no answer by mail{by}: open the link and answer there."
    hosts = place.hosts if known else (*place.hosts, ".".join(domain.split(".")[-2:]), *_twins(place, domain))
    return Nature(not digest, reason, place.name, found["who"].strip() if found else "", hosts)


def _twins(place: _Place, domain: str) -> tuple[str, ...]:
    """The place's own names under the ending that the sender's has: some networks mail from another domain."""
    ending = domain.rpartition(".")[2]
    return tuple(f"{host.partition('.')[0]}.{ending}" for host in place.hosts)
