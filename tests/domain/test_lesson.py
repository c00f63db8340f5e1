"""What is exported of lessons, and when two say the same."""

import pytest

from socialtui.domain.lesson import (
    Lesson,
    LessonState,
    Voice,
    What,
    first_draft,
    idea_of,
    markdown,
    near,
    table,
)


def lesson(text: str, what: What = What.LESSON, state: LessonState = LessonState.OPEN, *voices: Voice,
           answer: str = "", changed: str = "") -> Lesson:  # fmt: skip
    return Lesson(1, what, text, answer, state, changed, "ana", 10, 20 if changed else None, voices)


ROSA = Voice(7, "Rosa *K*", "rosa", "mastodon", "acme", "The lid\ncame off <again>", None)


def test_a_page_for_the_product_team_holds_nothing_that_markdown_would_act_on() -> None:
    found = [
        lesson("Lid comes off", What.LESSON, LessonState.OPEN, ROSA, ROSA),
        lesson("Map is wrong", What.LESSON, LessonState.CHANGED, changed="a new map"),
        lesson("Does it fit?", What.FAQ, answer="It fits #2 boats."),
    ]
    assert markdown(found, "2026-09-21") == (
        "# What we heard, 2026-09-21\n\n## Lessons\n- **Lid comes off** (heard 2 times)\n"
        "  > The lid came off \\<again\\> (Rosa \\*K\\*, mastodon)\n"
        "  > The lid came off \\<again\\> (Rosa \\*K\\*, mastodon)\n\n## Lessons, changed\n- **Map is wrong**\n"
        "  Changed: a new map\n\n## Questions for the FAQ\n- **Does it fit?**\n  It fits \\#2 boats.\n"
    )


def test_a_cell_never_begins_a_formula() -> None:
    rows = table(
        [lesson("=HYPERLINK(1)", What.LESSON, LessonState.OPEN, ROSA)], lambda at: f"t{at}" if at else ""
    )
    assert rows[0][:3] == ("what", "text", "answer")
    assert rows[1] == ("lesson", "'=HYPERLINK(1)", "", "open", "", "1", "0", "ana", "t10", "")


def test_a_person_is_told_once_however_often_they_said_it() -> None:
    second = Voice(8, "Rosa *K*", "rosa", "mastodon", "acme", "Again", None)
    told = Voice(9, "Tom", "tom", "mastodon", "acme", "Lid", 99)
    one = lesson("x", What.LESSON, LessonState.CHANGED, ROSA, second, told, changed="y")
    assert one.to_tell == (ROSA,)
    assert lesson("x", What.LESSON, LessonState.OPEN, ROSA).to_tell == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("the lid comes", "The lid comes off when wet."), ("Lids come off when wet", "The lid comes off when wet."),
        ("opening hours are wrong", "Opening hours on the map are wrong"), ("lid", ""), ("invoice missing", ""),
    ],
)  # fmt: skip
def test_what_says_the_same_is_offered(typed: str, meant: str) -> None:
    known = [lesson("The lid comes off when wet."), lesson("Opening hours on the map are wrong")]
    found = near(typed, known)
    assert (found.text if found else "") == meant


def test_drafts_and_ideas_begin_with_what_is_known() -> None:
    assert first_draft("", "") == "Hi, what you told us led to a change. Thank you for saying it."
    assert first_draft("Rosa", "a clip.").startswith("Hi Rosa, what you told us led to a change: a clip. ")
    assert idea_of("It fits! Really.") == "It fits"
