"""The six steps for somebody who is unhappy with us, and where an exchange stands on them."""

from collections.abc import Sequence

from msgspec import Struct

from socialtui.domain.conversation import Said
from socialtui.domain.wording import Wording

STEPS = (
    ("acknowledge", "say that they are right to say so"),
    ("apologize", "for their trouble, or your mistake"),
    ("assert", "what holds and why; no excuses"),
    ("assess", "ask what would help them now"),
    ("act", "do it, and say what happens by when"),
    ("abdicate", "stay kind, and let it rest"),
)
ACKNOWLEDGE, APOLOGIZE, ASSERT, ASSESS, ACT, ABDICATE = range(6)

PHRASES = (
    ("You are right to tell us that {what happened}.", "Thank you for telling us that {what happened}."),
    ("I am sorry that {what it meant for them}.", "I am sorry about {what went wrong}."),
    ("It is like this because {the reason}.", "The reason is {the fact}."),
    ("What would help you most now?", "Which would help you more, {one way} or {another way}?"),
    ("{what you send} is on its way, and with you by {when}.", "I have sorted it: {what you did}."),
    (),
)
"""Beginnings for each step; what is in braces is the person's own, and nothing leaves with it open."""

ENOUGH = 2
"""Honest public answers after which it may be let rest."""

ACKNOWLEDGED = Wording(
    words="listening noted agreed ouch ugh danke merci gracias grazie obrigado obrigada dziękuję verstehe bedankt",
    phrases=(
        "you are|were ~ right",
        "you're|youre ~ right",
        "thank|thanks ~ for telling|letting|saying|writing|flagging|reporting|raising|pointing|sharing|asking|this",
        "thank you",
        "i|we hear you",
        "hear|heard you|that|this",
        "i|we ~ understand|understood|realise|realize|appreciate|know|see|get",
        "can|could ~ see|understand|imagine|tell",
        "i'd|i|we|we'd ~ be|feel ~ upset|annoyed|angry|frustrated|disappointed|furious|same|too",
        "shouldn't|shouldnt have|be|take|had|happen",
        "should not|never have|be|take|happen",
        "that's|thats|that|this|it|it's|its|is not|isn't|isnt ~ good|ok|okay|right|acceptable|fair|how|what",
        "not ~ good enough",
        "that's|that|sounds|must|is|how|really|very|so frustrating|annoying|disappointing|upsetting|awful|horrible|"
        "terrible|infuriating|rubbish|rotten",
        "must|that|is|be ~ frustrating|annoying|disappointing|upsetting|worrying|stressful|awful|horrible|terrible",
        "fair point|enough|question|criticism|comment",
        "good point",
        "no wonder",
        "every right",
        "you have ~ right|point",
        "let you down",
        "you deserve|deserved",
        "i|we have|just ~ read|seen|heard|got|noted|received|passed|forwarded",
        "i've|we've|ive|weve ~ read|seen|heard|got|noted|received|passed|forwarded",
        "i'm|im|we're|am|are|be ~ looking|checking|investigating|finding|chasing|asking|sorting|fixing",
        "on it",
        "oh no|dear",
        "far|way|much too long|late|much|slow|often|many",
        "i've|we've|ive|weve|have found|looked|checked|asked|taken|put|spoken|talked|called|written|made|traced|had",
        "look|looking into",
        "let me|us check|look|find|see|ask|chase|sort|fix",
        "i'll|ill|we'll|will ~ check|look|find|ask|chase|sort|fix|call|talk|speak|take",
        "tut|tun mir|uns ~ leid",
        "sie haben ~ recht",
        "du hast ~ recht",
        "vous avez raison",
        "tiene|tienes razón|razon",
    ),
)
APOLOGIZED = Wording(
    words="sorry apolog* entschuldig* désolé désolée désolés desole scus* disculp* desculp* spijt przepraszam oops",
    phrases=(
        "forgive me|us",
        "tut|tun mir|uns ~ leid",
        "lo siento|sentimos",
        "mi dispiace",
        "my|our bad|mistake|fault",
        "i|we ~ regret",
    ),
)
ASSERTED = Wording(
    words="because policy weil",
    phrases=(
        "the reason",
        "our terms|rules|rule",
        "that's|thats|that ~ why",
        "due to",
        "we|i can't|cannot|can only",
        "so that we|you|nobody|everyone",
        "this|it is|was so because",
    ),
)
ASSESSED = Wording(
    phrases=(
        "would|could|can|may|might|shall ~ you|we|i ~ tell|send|share|check|help|try|give|let|say",
        "send|dm|message|tell|give|show|email|write|mail me|us|over",
        "let me|us know",
        "what|which|how|when|where would|can|could|do|did|is|was|happened|kind|order|version|day",
        "would ~ help|suit|work",
        "do you ~ have|want|need|prefer|remember",
    )
)
ACTED = Wording(
    phrases=(
        "i've|we've|ive|weve|have|has|just|now|been|are|is|was|were ~ refunded|sent|resent|fixed|changed|replaced|"
        "cancelled|canceled|credited|booked|ordered|corrected|reset|updated|restored|removed|shipped|solved|sorted|"
        "repaired|upgraded|reopened|unlocked|returned|transferred|paid",
        "i|we refunded|sent|resent|fixed|changed|replaced|cancelled|canceled|credited|booked|ordered|corrected|"
        "updated|restored|removed|shipped|solved|sorted|repaired|spoke|moved",
        "on its|their|the way",
        "i'll|ill|we'll|will|going ~ refund|send|resend|replace|credit|repair|return|pay|deliver|ship|bring|collect",
        "you'll|you will ~ get|have|receive|hear",
        "refund|replacement|parcel|package|money|credit|technician|new ~ is|will|arrives|comes|leaves|goes",
        "i|we can ~ do|refund|send|replace|fix|move|change|cancel",
    )
)
_ASKS_WHY = Wording(
    words="why policy warum pourquoi", phrases=("how come", "on what grounds", "what ~ reason")
)


class Standing(Struct, frozen=True):
    """Where an exchange stands."""

    step: int
    """The step that comes next, from 0."""
    done: frozenset[int]


def covered(text: str) -> frozenset[int]:
    """The steps that a text takes."""
    found = {
        step
        for step, wording in (
            (ACKNOWLEDGE, ACKNOWLEDGED),
            (APOLOGIZE, APOLOGIZED),
            (ASSERT, ASSERTED),
            (ASSESS, ASSESSED),
            (ACT, ACTED),
        )
        if text in wording
    }
    if "?" in text:
        found.add(ASSESS)
    if APOLOGIZE in found:
        found.add(ACKNOWLEDGE)
    return frozenset(found)


def standing(said: Sequence[Said], draft: str = "") -> Standing:
    """The next step of an exchange, oldest word first, as if `draft` had been sent."""
    ours = [line for line in said if line.ours and line.state not in ("refused", "recalled")]
    texts = [line.text for line in ours] + ([draft] if draft.strip() else [])
    done = frozenset[int]().union(*map(covered, texts))
    wanted = [ACKNOWLEDGE, APOLOGIZE, ASSESS, ACT]
    if any(line.text in _ASKS_WHY for line in said if not line.ours):
        wanted.insert(2, ASSERT)
    left = [step for step in wanted if step not in done and not (step == ASSESS and ACT in done)]
    if left:
        return Standing(left[0], done)
    again = bool(said) and not said[-1].ours and bool(ours)
    if not again:
        return Standing(ACT, done)
    return Standing(ABDICATE if honest_answers(said) >= ENOUGH else ASSESS, done)


def honest_answers(said: Sequence[Said]) -> int:
    """How many answers of ours stand where others can read them, holding answers left aside."""
    return sum(
        1
        for line in said
        if line.ours and not line.acknowledgement and line.visibility != "direct" and not line.removed_at
    )


def step_words(number: int) -> str:
    """step 1 of 6  acknowledge: say that …"""
    name, words = STEPS[number % len(STEPS)]
    return f"step {number % len(STEPS) + 1} of {len(STEPS)}  {name}: {words}"
