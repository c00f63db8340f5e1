"""Decides what an answer of ours promises, and until when: only what is said, and nothing that isn't.

A promise is a sentence in which we say what we will do, with a date in it. Hopes, conditions, questions, quoted
words, what somebody said earlier and what they are asked to do are none.
"""

import re
from functools import cache

from msgspec import Struct

from socialtui.domain.dated import Moment, moments
from socialtui.domain.deadlines import WorkingHours
from socialtui.domain.reply import Promised

_NEAR = 300
"""Letters before a commitment that can belong to it."""

LONGEST = 200
"""Letters of a promise's sentence that are kept."""


class _Clause(Struct, frozen=True):
    """Where somebody commits themselves, and whether to an answer or to a deed."""

    start: int
    end: int
    deed: bool
    curt: bool = False
    """No sentence, only its core: “More by noon.” Wants a deadline, or nothing else."""


_ANSWER = (
    r"(?:get|come|report|circle|write|call|ring|go)(?: right)? back|be back (?:to|with)"
    r"|be (?:getting back|coming back|writing|calling|replying|answering)|reply"
    r"|respond|answer|writ(?:e|ing)|call|phone|ring"
    r"|e-?mail|mail|message|dm|contact|reach out|(?:be|get|stay) in touch|follow up"
    r"|let you know|let everyone know"
    r"|keep you (?:posted|updated|informed)|tell|inform|update|hear|share|explain|say more"
    r"|know|give you|get you an answer"
    r"|(?:have|get|send|bring|post|publish) (?:you )?(?:an? |the |your |more |some |our "
    r"|another |any )?(?:\w+ )?"
    r"(?:answer|reply|response|news|update|information|info|details|word|result|explanation"
    r"|message|e-?mail)s?"
    r"|look into|look at|check|find out|investigate|ask|chase|clarify|confirm|see what|speak"
    r"|talk|be with you|touch base"
)
_DEED = (
    r"refund|ship|send|fix|repair|mend|replace|deliver|return|resolve|sort|solve|release"
    r"|deploy|roll|publish|credit"
    r"|transfer|pay|restock|finish|complete|correct|change|remove|cancel|process|dispatch"
    r"|post|exchange|reimburse|issue"
    r"|arrange|collect|pick|restore|do (?:it|this|that|so|everything)|make (?:it|this|sure"
    r"|things|good)|take care|see to"
    r"|handle|deal|work|bring|put|be done|be on it|be ready|get (?:it|this|that|your?|the|a"
    r"|an|everything|them)"
    r"|have (?:some(?:one|body)|it|this|that|them|everything|your|the|a (?:new|fix"
    r"|replacement|solution|working))"
)
_ACTING = (
    r"(?P<answering>getting back|coming back|replying|answering|writing|calling|looking into"
    r"|checking|investigating"
    r"|finding out|following up|asking)|(?:sending|shipping|refunding|fixing|replacing"
    r"|posting|releasing|rolling|returning"
    r"|delivering|sorting|crediting|repairing|transferring|dispatching|cancelling|publishing)"
)
_WE = (
    r"(?:we|i|(?:our|the|my) (?:\w+ )?(?:team|engineers?|support|developers?|colleagues?|crew"
    r"|staff|people|desk|shop|office"
    r"|workshop|warehouse)|(?:a|one of my|one of our) colleagues?(?: of mine)?|some(?:one"
    r"|body)(?: (?:from|of|on|in) (?:our|the) \w+)?|one of us)"
)
_WILL = (
    r"(?:'ll| will| shall|'m going to| am going to|'re going to| are going to| is going to|'s going to"
    r"|,? (?:do )?(?:aim|plan|expect|intend|promise|commit|guarantee)(?: you)?(?: that (?:we"
    r"|i)(?:'ll| will)| to)"
    r"|'ve arranged to| have arranged to|'ll try and| can)"
)
_BETWEEN = (
    r"(?:\s+(?:definitely|also|then|now|personally|certainly|gladly|both|all|make sure to"
    r"|be sure to|be able to|of course"
    r"|always|at least|first|quickly|again|still|just|next|already|immediately|myself|ourselves|only|you))*?"
)
_THING = (
    r"(?:it|this|that|they|everything|(?:your|the|our|a|an|my)(?: [\w-]+){0,2}? (?:answer"
    r"|reply|response|refund|money|replacement"
    r"|update|news|details|parcel|package|order|fix|patch|code|voucher|confirmation|call"
    r"|e-?mail|letter|credit|invoice|label|report"
    r"|page|site|shop|service|app|form|bug|issue|problem|error|delivery|payment|account|link"
    r"|one|release|explanation|charge))"
)
_OBJECT = (
    r"(?:an?|your|our|the|my|more|some|another|all)?\s*(?:(?:full|new|first|final|written"
    r"|proper|complete|personal|short|detailed"
    r"|clear|honest|real) )*(?:answer|reply|response|refund|money|replacement|update|news"
    r"|details|parcel|package|order|fix|code"
    r"|voucher|confirmation|call|e-?mail|mail|message|letter|credit|invoice|label|information"
    r"|info|result|it|them|everything"
    r"|explanation|report|word)\b"
)
_TOLD = (
    r"(?:answer|reply|response|update|news|details|call|e-?mail|mail|message|letter"
    r"|information|info|explanation|word|report)"
)
_NOW = (
    r"(?:(?P<answer>write|answer|reply|respond|call|ring|phone|e-?mail|message|contact"
    r"|(?:get|come|report) back|follow up)"
    r"|send|ship|refund|replace|repair|fix|deliver|return|post|publish|release|sort"
    r"|look (?:into|at)|check(?! (?:in|out)\b)|find out|clear)"
)
_DAY = (
    r"(?:tomorrow(?!'s)|(?:by|before|no later than|not later than) (?:(?:this|next|the|early|late) )*"
    r"(?:mon|tues?|wednes|thurs?|fri|satur|sun)day(?!s)|(?:by|before) (?:the )?end of|by tonight"
    r"|by (?:the )?\d{1,2}(?:st|nd|rd|th| (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))"
)
"""A single day; “we deliver by noon” and “we answer on Fridays” are habits."""
_OPENERS: tuple[tuple[str, bool], ...] = (
    (rf"\b(?:{_WE})(?:{_WILL}){_BETWEEN}\s+(?:(?P<answer>{_ANSWER})|(?:{_DEED}))\b", False),
    (r"\b(?:let (?:me|us)(?! (?:have|get|know)\b)|(?:and|then|so|but|,)\s+(?:i |we )?(?:will"
     rf"|'ll)|^(?:will|'ll|shall)){_BETWEEN}"
     rf"\s+(?:(?P<answer>{_ANSWER})|(?:{_DEED}))\b", False),
    (r"\b(?:we're|we are|i'm|i am|(?:our|the) team is)(?: (?:now|also|already|both"
     rf"|still))*\s+(?:{_ACTING})\b", False),
    (rf"(?:^|[,;:–—]\s*|\b(?:and|so|then|but)\s+)(?:we|i)(?: then| also)? {_NOW}\b"
     rf"(?=[^.!?,;:]{{0,60}}\b{_DAY})(?![^.!?]*\b(?:every|each|always|usually|normally)\b)", False),
    (rf"\b(?:i|we)(?: do| hereby)? (?:promise|guarantee)(?: you)?\s+{_OBJECT}", False),
    (r"\byou(?:'ll| will| can expect to| shall| should)(?: \w+ly| also| both| then"
     r"| all)?\s+(?P<answer>(?:hear|be hearing)(?: back)?(?: from (?:us|me|\w+))?)\b",
     False),
    (r"\byou(?:'ll| will| can expect to| shall)(?: \w+ly| also| both| then| all)?\s+(?:have"
     rf"|get|receive|see)\s+(?:{_OBJECT})", False),
    (r"\byou(?:'ll| will)(?: \w+ly| also)?\s+be\s+(?:refunded|(?P<answer>contacted|notified"
     r"|informed|told)|reimbursed|credited)\b", False),
    (rf"\b(?:you can |please )?(?P<answer>expect)\s+(?:to (?:hear|have|get|receive|see)|{_OBJECT})", False),
    (rf"\b{_THING}(?:'ll| will| shall|'s going to| is going to| are going to)(?: \w+ly| all"
     r"| then| also)?\s+(?:be (?:(?!clos|delay|need|delet|cancel|interrupt|disabl|paus"
     r"|limit)\w+ed|sent|back (?:up|online|in stock|with you)"
     r"|back|live|online|ready|there|done|with you|out|on its way|on their way|working"
     r"|put right|paid|dealt with|made|yours|gone)"
     r"|arrive|reach|go (?:out|live|back)|ship|leave|land|come)\b", False),
    (rf"\b{_THING} (?:goes out|goes live|goes back|ships|leaves|arrives|follows|comes|is due)\b", False),
    (r"\b(?-i:[A-Z][a-z]+)(?: (?:from|in) [\w ]{2,20}?)?(?:'ll| will)(?: \w+ly| then| also)? "
     r"(?P<answer>get back|come back|write|reply|answer|call|contact|reach out|be in touch"
     r"|e-?mail|look into|check|let you know|follow up)\b",
     False),
    (r"^(?:(?P<answer>more(?: \w+)?|(?:the )?next update|back (?:to you|with (?:news|more"
     r"|an answer|an update))"
     rf"|(?:an? |the |full |your )*{_TOLD}s?(?: \w+)?)"
     r"|(?:an? |the |your )*(?:refund|replacement|fix)(?: \w+)?)\b(?= )", True),
)  # fmt: skip
_AND_DO = re.compile(
    rf"\b(?:and|then|or)\s+(?:also |then |will |'ll )*(?:{_DEED})\b(?! (?:you )?(?:back|know))", re.I
)
_END = re.compile(r"[.!?…]+(?=[\s\"”’)]|$)|\n+")
_SHORT = re.compile(
    r"(?:\b(?:[ap]\.m|e\.g|i\.e|mr|mrs|ms|dr|st|no|approx|max|min|jan|feb|mar|apr|aug|sept?"
    r"|oct|nov|dec)|\d)\.$",
    re.I,
)
_BLANK = re.compile(r"https?://\S+|“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|(?m:^>.*$)|(?<!\w)@[\w.@-]+")
"""Links, names and other people's words: not ours."""
_STOP = re.compile(
    r"[;—]|:(?!\d)|\s–\s|\s\(|,?\s(?:but|however|although|though|while|whereas|because|if|unless"
    r"|when|once|after(?! tomorrow)|as soon as|until|till"
    r"|provided|which|who|where|why|since|so that|so (?=we|i|you)|as (?=you|we|i|it))\b"
    r"|\s(?:the|your|an?) \w+ (?:that )?(?:you|we|they|he|she)\b|\syou(?:'ve| have"
    r"| had)?\s(?:placed|ordered|sent|bought|wrote|said|asked|made|paid|received|told|got"
    r"|mentioned|reported|had)\b",
    re.I,
)
"""Where what is promised ends, and something else begins."""
_UNSURE = re.compile(
    r"\b(?:not(?! (?:later|only))|never|no longer|nor|cannot|can't|won't|unable|maybe|perhaps"
    r"|hopefully|possibly|probably|try"
    r"|trying|hope|attempt|might|keep|unlikely|ideally)\b|n't\b",
    re.I,
)
_BEFORE = re.compile(
    r"(?:\b(?:can't|cannot|can not|couldn't|won't|don't|do not|doesn't|not|unable to|hard to"
    r"|impossible to|difficult to|no|never|hope|hoping"
    r"|wish|maybe|perhaps|hopefully|possibly|probably|ideally)\b(?:\s+\w+){0,3}\s*$|\b(?:said"
    r"|told (?:you|us|them|me|her|him)|promised|wrote|thought"
    r"|announced|claims?|says?|reckons?|estimates?|doubt|asked)(?: you"
    r"| us)?(?:(?: \w+){0,4} that)?|\b(?:if|unless|when|once|whether|until"
    r"|as soon as|in case|after|assuming|provided)\b[^:;—]*)"
    r"[\s,]*$",
    re.I,
)
"""What takes a promise back before it is made: doubts, other times, conditions."""
_HEDGE = re.compile(
    r"\b(?:if (?:we|i) can|if possible|if all goes|hopefully|fingers crossed|with luck"
    r"|at best|i hope|we hope|or not"
    r"|no promises|can't promise|not a promise)\b",
    re.I,
)
_TURN = re.compile(r"[;—]|,?\s(?:but|however|though)\s", re.I)
_ASKED = re.compile(r"\b(?:what|why|how|whether|where|who)\b", re.I)
_LEAD = re.compile(r"(?:^|[,:;–—.!]|\b(?:and|so|but|then|or|yes|ok|okay|sorry|sure|thanks))\s*$", re.I)
_TRAIL = re.compile(r"^[\s,]*(?:at the (?:very )?latest|latest)?[\s,]*(?:and|then|that)?[\s,]*$", re.I)


@cache
def _opener(number: int) -> re.Pattern[str]:
    return re.compile(_OPENERS[number][0], re.I)


def read(text: str, now: int, hours: WorkingHours) -> tuple[Promised, ...]:
    """What an answer promises, the first due first; each date once. `now` in UTC seconds."""
    found: dict[int, Promised] = {}
    for sentence in _sentences(text):
        for moment, deed in _of_sentence(sentence, now, hours):
            said = " ".join(sentence[2].split())[:LONGEST]
            earlier = found.get(moment.due_at)
            if earlier is None or (earlier.deed and not deed):
                found[moment.due_at] = Promised(said, moment.due_at, deed)
    return tuple(found[due] for due in sorted(found))


def undated(text: str) -> str:
    """The first sentence that promises something without saying until when; empty without one."""
    for plain, asks, said in _sentences(text):
        for clause in () if asks else _clauses(plain):
            if not clause.curt and not _BEFORE.search(plain[max(0, clause.start - _NEAR) : clause.start]):
                rest = _rest(plain, clause, len(plain))
                if not _UNSURE.search(plain[clause.start : clause.end] + rest) and _vague(plain, clause):
                    return " ".join(said.split())[:LONGEST]
    return ""


def speaks_of_deed(text: str) -> bool:
    """Whether it says that we do something other than answer, with a date or without."""
    return any(clause.deed for plain, asks, _ in _sentences(text) if not asks for clause in _clauses(plain))


def _vague(plain: str, clause: _Clause) -> bool:
    """Words of a further answer to come, rather than of something done with this one."""
    words = plain[clause.start :].lower()
    return not clause.deed and not re.search(r"\b(?:now|here)\b|\bask\b|\btell you\b|\bgive you\b", words)


def _sentences(text: str) -> list[tuple[str, bool, str]]:
    """Each sentence with foreign words blanked out, whether it asks, and as it was written."""
    text = text.replace("’", "'").replace("\u00a0", " ")
    plain = _BLANK.sub(lambda found: " " * len(found[0]), text)
    found, start = [], 0
    for end in _END.finditer(plain):
        if "\n" not in end[0] and _goes_on(plain, end):
            continue
        found.append((plain[start : end.start()], "?" in end[0], text[start : end.start()]))
        start = end.end()
    found.append((plain[start:], False, text[start:]))
    return [sentence for sentence in found if sentence[0].strip()]


def _goes_on(plain: str, end: re.Match[str]) -> bool:
    """A dot of an abbreviation or a date, behind which the sentence goes on in small letters or digits."""
    behind = plain[end.end() :].lstrip()[:1]
    return (
        end[0] == "."
        and bool(_SHORT.search(plain[: end.end()]))
        and (behind.islower() or behind.isdigit() or behind in ",")
    )


def _clauses(plain: str) -> list[_Clause]:
    found: list[_Clause] = []
    lead = len(plain) - len(plain.lstrip())
    for number, (_, curt) in enumerate(_OPENERS):
        for match in _opener(number).finditer(plain.strip()):
            groups = match.groupdict()
            deed = not (groups.get("answer") or groups.get("answering"))
            if deed and re.search(rf"\b{_TOLD}s?\b|\bhear\b", match[0], re.I):
                deed = False
            found.append(_Clause(lead + match.start(), lead + match.end(), deed, curt))
    return sorted(found, key=lambda clause: clause.start)


def _of_sentence(sentence: tuple[str, bool, str], now: int, hours: WorkingHours) -> list[tuple[Moment, bool]]:
    plain, asks, _ = sentence
    if asks:
        return []
    found: list[tuple[Moment, bool]] = []
    clauses = _clauses(plain)
    for number, clause in enumerate(clauses):
        following = next((one.start for one in clauses[number + 1 :] if one.start >= clause.end), len(plain))
        moment = _promised(plain, clause, following, now, hours)
        if moment is not None and not _hedged(plain, clause):
            rest = plain[clause.end : following]
            found.append((moment, _is_deed(clause, plain[clause.start : clause.end], rest, moment)))
    return found


def _hedged(plain: str, clause: _Clause) -> bool:
    """Whether the words around it, up to the next turn of the sentence, take it back."""
    turns = [turn.end() for turn in _TURN.finditer(plain)]
    start = max((turn for turn in turns if turn <= clause.start), default=0)
    end = min((turn for turn in turns if turn > clause.end), default=len(plain))
    return bool(_HEDGE.search(plain[start:end]))


def _is_deed(clause: _Clause, said: str, rest: str, moment: Moment) -> bool:
    """We'll look into it and refund you by Friday: what the date belongs to is no answer."""
    if clause.deed:
        return not (said.lower().endswith(("sure", "to")) and re.search(r"\bhear\b", rest[: moment.start]))
    verbs = list(_AND_DO.finditer(rest[: moment.start]))
    return bool(verbs) and not re.search(rf"\b{_TOLD}s?\b", rest[verbs[-1].end() : moment.start], re.I)


def _rest(plain: str, clause: _Clause, following: int) -> str:
    """What belongs to a commitment behind its verb."""
    rest = plain[clause.end : following]
    stop = _STOP.search(rest)
    return rest[: stop.start()] if stop else rest


def _promised(plain: str, clause: _Clause, following: int, now: int, hours: WorkingHours) -> Moment | None:
    """The date of a commitment: behind it, else right before it."""
    said = plain[clause.start : clause.end]
    before = plain[max(0, clause.start - _NEAR) : clause.start]
    rest = _rest(plain, clause, following)
    if _UNSURE.search(said):
        return None
    for moment in moments(rest, now, hours):
        between = rest[: moment.start]
        if _UNSURE.search(between) or (not moment.firm and _ASKED.search(said + between)):
            return None
        if clause.curt and not moment.firm and len(plain) > 40:
            return None
        return None if _BEFORE.search(before) else moment
    if clause.curt or _UNSURE.search(rest):
        return None
    for moment in moments(before, now, hours):
        if _TRAIL.match(before[moment.end :]) and _LEAD.search(before[: moment.start]):
            return None if _BEFORE.search(before[: moment.start]) else moment
    return None


_SOLVED = re.compile(
    r"\b(?:solved|sorted|resolved|fixed|settled|works(?: now| again| fine)?|working (?:now"
    r"|again)|arrived|came through|received it|got it"
    r"|got my (?:refund|money|parcel|order|answer)|money is (?:back|here)|all good"
    r"|problem gone|that did it|that helped)\b",
    re.I,
)
_UNSOLVED = re.compile(
    r"\b(?:not|never|nothing|nobody|no|still|yet|hasn't|isn't|doesn't|didn't|haven't|when"
    r"|until|would|if)\b|\?|n't\b",
    re.I,
)


def solved(text: str) -> str:
    """The words by which somebody says that what they waited for has come; empty where they don't."""
    text = text.replace("’", "'")
    for end in re.split(r"(?<=[.!?])\s+|\n+|,?\s(?:but|however)\s", text):
        found = _SOLVED.search(end)
        if found and not _UNSOLVED.search(end):
            return found[0]
    return ""
