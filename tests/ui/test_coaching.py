"""The coach on the screen: the step under a complaint, remarks before an answer leaves, tone off, the guidelines."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from socialtui.domain.draft import Remark
from socialtui.ui.screens.coaching import GuidelinesPage, RemarksPage
from tests.ui.face import LATE, given, screen_text

Sit = Callable[..., Any]

STEP = "step 1 of 6  acknowledge: say that they are right to say so"


async def typed(person: Any, text: str) -> None:
    await person.press("r")
    await person.until(lambda: person.inbox.rooms.answering.writing is not None)
    person.inbox.parts.box.composer.write(text)


async def test_a_complaint_shows_its_step_above_the_composer(sit: Sit) -> None:
    async with sit(size=(120, 36)) as person:
        await person.until(lambda: any(STEP in line for line in person.lines))
        step = next(n for n, line in enumerate(person.lines) if STEP in line)
        composer = next(n for n, line in enumerate(person.lines) if "r Reply" in line and n > 3)
        assert composer == step + 2, "only the rule stands between them"
        while person.inbox.parts.card.kind.value == "complaint":
            await person.press("j")
        await person.until(lambda: not any("step 1 of 6" in line for line in person.lines))


async def test_the_step_stays_when_the_thread_is_scrolled(sit: Sit) -> None:
    async with sit() as person:
        await person.press("enter")
        await person.until(lambda: any(STEP in line for line in person.lines))
        where = next(n for n, line in enumerate(person.lines) if STEP in line)
        await person.press("G")
        assert STEP in person.lines[where]


async def test_ctrl_g_says_where_it_stands_with_what_is_typed_then_the_next_step(sit: Sit) -> None:
    async with sit() as person:
        await typed(person, "I am so sorry, Tom.")
        await person.press("ctrl+g")
        await person.until(lambda: any("step 4 of 6  assess: ask" in line for line in person.lines))
        await person.press("ctrl+g")
        await person.until(lambda: any("step 5 of 6  act: do it" in line for line in person.lines))


async def test_a_fact_that_they_get_wrong_stands_there_instead(sit: Sit, tmp_path: Any) -> None:
    (tmp_path / "facts.toml").write_text('[fact.a]\nclaim = "billing page"\nfact = "It is the old page."\n')
    async with sit(size=(120, 36)) as person:
        while person.inbox.parts.card.who != "Tom Becker":
            await person.press("j")
        await person.until(lambda: any("fact  It is the old page." in line for line in person.lines))


async def test_three_remarks_stand_in_review_and_w_shows_all_with_words_and_document(sit: Sit) -> None:
    async with sit() as person:
        await typed(
            person,
            "Hi Jo, sorry for any inconvenience!! As we already said, obviously https://a.example/shop",
        )
        await person.press("ctrl+s")
        await person.until(lambda: any("more: w)" in line for line in person.lines))
        remarks = [line for line in person.lines if "“Jo” is greeted" in line or "promotes in" in line]
        assert len(remarks) == 2
        assert all(len(line) <= 80 for line in person.lines)
        await person.press("w")
        await person.until(lambda: isinstance(person.app.screen, RemarksPage))
        told = "\n".join(person.lines)
        assert "saw “any inconvenience”" in told
        assert "from Social Networks Aren’t for Everyone" in told
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.inbox)
        await person.press("y")
        await person.until(lambda: person.said.startswith("Leaving in 10 s"))


async def test_the_review_names_w_where_there_is_a_remark(sit: Sit) -> None:
    async with sit() as person:
        await typed(
            person, "I am sorry, Tom. You were charged twice; the second one comes back to you by Friday."
        )
        await person.press("ctrl+s")
        await person.until(lambda: "y Send" in person.lines[23])
        box, answering = person.inbox.parts.box, person.inbox.rooms.answering
        for remarks, named in (((), False), ((Remark("it names no hour"),), True), ((), False)):
            answering.writing = replace(
                answering.writing, plan=replace(answering.writing.plan, remarks=remarks)
            )
            answering.look_again()
            await person.until(lambda named=named: ("w All" in person.lines[23]) is named)
        await person.press("w")
        await person.until(lambda: person.said == "There is nothing to remark upon.")
        assert box.review.has_focus


async def test_joining_in_above_the_line_asks_once_more(sit: Sit, tmp_path: Any) -> None:
    (tmp_path / "guidelines.toml").write_text("[restraint]\nday = 99\nthread = 9\nperson = 0\n")
    async with sit() as person:
        db = person.desk.room.db
        async with db.atomic() as write:
            await write.run("UPDATE sources SET addressed = 0")
        await typed(person, "I am sorry, Tom. I will look into it.")
        await person.press("ctrl+s")
        await person.until(
            lambda: any("heard from us 0 times in seven days" in line for line in person.lines)
        )
        await person.press("y")
        await person.until(lambda: "heard from us 0 times in seven days" in person.lines[23])
        await person.press("escape")
        assert not await person.desk.replies.leaving()
        await person.press("y")
        await person.until(lambda: "heard from us 0 times in seven days" in person.lines[23])
        await person.press("y")
        await person.until(lambda: person.said.startswith("Leaving in 10 s"))


async def test_tone_off_shows_the_claim_below_the_original(sit: Sit) -> None:
    async with sit() as person:
        async with person.desk.room.db.atomic() as write:
            shouted = "YOU IDIOTS CHARGED ME TWICE!!!"
            await write.run("UPDATE mentions SET text = ? WHERE text LIKE 'The new billing%'", (shouted,))
        person.inbox.following.forget()
        while person.inbox.parts.card.who != "Tom Becker":
            await person.press("j")
        person.inbox.action_verb("tone_off")
        await person.until(lambda: any("You ··· charged me twice." in line for line in person.lines))
        told = "\n".join(person.lines)
        assert told.index("YOU IDIOTS CHARGED ME TWICE!!!") < told.index("tone off  ··· was an insult")
        person.inbox.action_verb("tone_off")
        await person.until(lambda: not any("tone off" in line for line in person.lines))


async def test_the_guidelines_can_be_read_and_a_fault_in_them_is_said(sit: Sit, tmp_path: Any) -> None:
    async with sit() as person:
        person.inbox.action_verb("guidelines")
        await person.until(lambda: isinstance(person.app.screen, GuidelinesPage))
        assert "There are none yet." in screen_text(person.app)
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.inbox)
        (tmp_path / "guidelines.toml").write_text(
            'about = "Be kind."\n[[forbidden]]\nwords = ["guarantee"]\ninstead = "say what holds"\n'
            '[topic.legal]\nwords = ["sue"]\nto = ["ben"]\n[refunds]\nwho = ["ana"]\n'
        )
        person.inbox.action_verb("guidelines")
        await person.until(lambda: "Be kind." in "\n".join(person.lines))
        told = "\n".join(person.lines)
        for words in (
            "not said here: guarantee; say what holds", "legal is for ben to answer: sue", "money is promised by ana",
        ):  # fmt: skip
            assert words in told
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.inbox)
        (tmp_path / "guidelines.toml").write_text("abuot = 1\n# longer\n")
        person.inbox.action_verb("guidelines")
        await person.until(lambda: "guidelines.toml:1: abuot" in person.said)


async def test_strangers_words_on_the_page_of_remarks_move_no_cursor(sit: Sit) -> None:
    async with sit() as person:
        page = RemarksPage(
            given(person.desk), LATE, (Remark("a\x1b[2Jb", "\x1b[31mc", document="d"),), ("x", "y")
        )
        text = "".join(segment.text for line in page.told(80) for segment in line)
        assert "\x1b" not in text
        assert "post 2 of 2" in text


async def test_who_sits_here_for_the_first_time_reads_the_guidelines_first(sit: Sit, tmp_path: Any) -> None:
    (tmp_path / "guidelines.toml").write_text('about = "Be kind."\n')
    async with sit() as person:
        await person.until(lambda: "Be kind." in "\n".join(person.lines))
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.inbox)
        person.inbox.greeting._place = await person.desk.place.recalled()
        person.inbox.rooms.advising.first_time()
        assert person.app.screen is person.inbox, "only once"


async def test_what_is_put_in_stands_apart_from_the_word_before_it(sit: Sit) -> None:
    async with sit() as person:
        await typed(person, "It is here:")
        person.inbox.parts.box.composer.put_in("We began in 2004.")
        assert person.inbox.parts.box.composer.text == "It is here: We began in 2004."
        person.inbox.parts.box.composer.write("")
        person.inbox.parts.box.composer.put_in("Alone.")
        assert person.inbox.parts.box.composer.text == "Alone."
