"""What the coach says of posts of our own: some checks make sense there, and ordinary posts hear nothing."""

from typing import Any

import pytest
from msgspec.structs import replace

from socialtui.domain.coach import _checks, remarks_on_post
from socialtui.domain.draft import DraftContext, Ours, Posted, of_post
from socialtui.domain.facts import Fact
from socialtui.domain.guidelines import Forbidden, Guidelines, Refunds

NOW = 1_790_000_000
DAY = 86_400
ACME = Ours("acme", "acme", "mastodon")
GUIDELINES = Guidelines(
    forbidden=(Forbidden(("unsinkable",), "say that it floats"),), refunds=Refunds(("cora",))
)
FACTS = (Fact("warranty", ("lifetime warranty",), "The warranty is five years.", "https://acme.example/w"),)
GERMAN = "Heute haben wir wieder bis acht geöffnet, kommt gerne vorbei und bringt euer Boot mit."
ENGLISH = "We are open until eight tonight, bring your boat and we will have a look at it together."


def post(draft: str, **more: Any) -> DraftContext:
    made = replace(
        of_post(draft, "ana", ACME, NOW),
        guidelines=GUIDELINES,
        facts=FACTS,
        own_names=("Acme",),
        accounts=(ACME,),
    )
    return replace(made, **more)


def posted(*texts: str, first: int = NOW - DAY) -> tuple[Posted, ...]:
    return tuple(Posted(text, first - n * DAY) for n, text in enumerate(texts))


def checks(context: DraftContext) -> list[str]:
    found = remarks_on_post(context)
    assert all(context.draft[one.start : one.end] == one.saw and one.document for one in found)
    return [one.check for one in found]


@pytest.mark.parametrize(
    ("draft", "check"),
    [
        ("Everything MUST GO today only", "shouting"),
        ("New sails!!! Come and see", "shouting"),
        ("Let us leverage the summer together", "jargon"),
        ("We are excited to announce our new hull", "press_release"),
        ("Acme regrets the delay at the ferry", "press_release"),
        ("Our new hull is unsinkable", "forbidden_words"),
        ("Whoever bought one in May gets their money back", "refund_promise"),
        ("Every hull has a lifetime warranty", "known_error"),
        ("We are sorry for any inconvenience yesterday", "inconvenience"),
        ("Sorry if anybody was offended by our last post", "hollow_apology"),
    ],
)
def test_a_post_that_one_would_rather_not_send_hears_why(draft: str, check: str) -> None:
    assert checks(post(draft)) == [check]


@pytest.mark.parametrize(
    "draft",
    [
        "The 7:40 runs again from Monday. Thank you for your patience with the detour.",
        "What do you do when the wind drops? Tell us, the best one goes onto the wall.",
        "Two places are left on Saturday's course: https://acme.example/course",
        "We read all 40 of your notes on the new map. The three biggest changes are live today.",
        "It was our mistake: the opening hours on the site were wrong. They are right now.",
        "Die neuen Segel sind da. Wer mag, kommt am Samstag zum Anfassen.",
        "Every hull has five years of warranty: https://acme.example/w",
        "Good morning from the harbour. Coffee is on, the BSC regatta starts at ten.",
        "Thanks to everybody who came on Sunday, it was lovely to meet you.",
    ],
)
def test_an_ordinary_post_hears_nothing(draft: str) -> None:
    assert checks(post(draft)) == []


def test_almost_the_same_words_on_the_account_are_told_and_the_very_same_are_asked_about_elsewhere() -> None:
    before = posted("New sails are in, come and see them on Saturday.")
    (found,) = remarks_on_post(post("New sails are in: come and see them on Saturday, all!", posts=before))
    assert found.words == "Another post says almost the same: “New sails are in, come and see them…”"
    assert checks(post("New sails are in, come and see them on Saturday.", posts=before)) == []
    assert checks(post("Old sails go out on Sunday.", posts=before)) == []


def test_a_monologue_is_told_and_an_answer_or_a_plan_for_later_ends_it() -> None:
    three = posted("One.", "Two.", "Three.")
    (found,) = remarks_on_post(post("And a fourth.", posts=three))
    assert found.words == "The last 3 words on acme are posts; nobody was answered since."
    assert checks(post("And a fourth.", posts=three, answered_at=NOW - DAY)) == []
    later = posted("One.", "Two.", "Three.", first=NOW + 5 * DAY)
    assert checks(post("And a fourth.", posts=later)) == [], "a week that is planned is no monologue yet"


def test_another_language_than_the_account_s_is_told() -> None:
    german = posted(GERMAN, f"{GERMAN} Auch sonntags.", f"Und morgen noch einmal: {GERMAN}")
    context = post(ENGLISH, posts=german, answered_at=NOW)
    (found,) = remarks_on_post(context)
    assert found.words == "Posts on acme are in German, this is in English."
    assert checks(post(GERMAN[::-1], posts=german[:2], answered_at=NOW)) == []
    both = (*german, *posted(ENGLISH))
    assert checks(replace(context, posts=both)) == [], "an account in two languages"


def test_a_post_that_speaks_as_another_account_of_ours_is_told() -> None:
    other = Ours("harbour", "harbour_help", "mastodon")
    assert checks(post("This is harbour_help, good morning", accounts=(ACME, other))) == ["wrong_account"]


def test_what_only_answers_can_do_wrong_is_left_to_them() -> None:
    answers = {name for name, check in _checks() if check.post is None}
    assert {"blame", "unanswered", "unheard", "wrong_name", "thread_saturation", "similar_thanks"} <= answers
    assert remarks_on_post(post("  ")) == ()
