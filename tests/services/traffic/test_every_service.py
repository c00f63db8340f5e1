"""What every counting service must keep; a new one is covered by its name."""

import subprocess
import sys
from datetime import timedelta

import pytest

from socialtui.domain import errors
from socialtui.domain.errors import UsageFault
from socialtui.services import traffic
from tests.services.traffic.conftest import FIRST, LAST, MONDAY, SECRET, Open, body, by_day, by_week

BY_NAME = pytest.mark.parametrize("name", traffic.names())


@BY_NAME
async def test_every_day_and_the_week_are_counted_and_a_missing_day_is_nought(
    name: str, opened: Open
) -> None:
    _, counter = opened(name)
    counted = await counter.count(FIRST, LAST, [MONDAY])
    days = by_day(counted)
    assert list(days) == [FIRST + timedelta(days=n) for n in range(9)]
    assert (days[MONDAY].views, days[LAST].views) == (30, 0)
    week = by_week(counted)[MONDAY]
    assert week.views == 70
    if name != "goatcounter":
        assert (days[MONDAY].visitors, days[LAST].visitors, week.visitors, week.visits) == (10, 0, 20, 24)


@BY_NAME
async def test_without_weeks_only_days_are_asked_for(name: str, opened: Open) -> None:
    _, counter = opened(name)
    assert by_week(await counter.count(FIRST, LAST, [])) == {}


@BY_NAME
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((401, '{"error": "no"}'), errors.SignedOut),
        ((403, "{}"), errors.Forbidden),
        ((429, "{}"), errors.RateLimited),
        ((502, "<html>bad</html>"), errors.ServerTrouble),
        ((200, "<!doctype html><html>sign in</html>"), errors.Garbled),
        ((200, ""), errors.Garbled),
        ((200, '{"total": '), errors.Garbled),
        ((200, '"numbers"'), errors.Garbled),
        ((404, "{}"), errors.NotFound),
    ],
)
async def test_a_trouble_has_a_name_and_says_no_secret(
    name: str, answer: tuple[int, str], kind: type[errors.NetworkTrouble], opened: Open
) -> None:
    service, counter = opened(name)
    service.instead = body(answer[1], answer[0])
    with pytest.raises(kind) as caught:
        await counter.count(FIRST, LAST, [MONDAY])
    assert caught.value.what.endswith(".")
    assert SECRET not in str(caught.value)


@BY_NAME
async def test_a_secret_travels_encrypted_alone_and_in_no_address(name: str, opened: Open) -> None:
    service, counter = opened(name)
    await counter.count(FIRST, LAST, [])
    assert service.asked
    assert not any(SECRET in str(request.url) for request in service.asked)
    service, counter = opened(name, url="http://shop.example")
    with pytest.raises((errors.Refused, errors.SignedOut), match="without encryption"):
        await counter.count(FIRST, LAST, [])
    assert service.asked == []


@BY_NAME
async def test_no_answer_at_all_is_a_trouble(name: str, opened: Open) -> None:
    service, counter = opened(name)
    service.gone = True
    with pytest.raises(errors.Unreachable):
        await counter.count(FIRST, LAST, [])


@BY_NAME
def test_a_service_says_what_it_needs(name: str) -> None:
    about = traffic.load(name).ABOUT
    assert about.name == name
    assert {question.flag for question in about.questions} <= {"url", "site", "user", "secret"}
    assert all(question.secret == (question.flag == "secret") for question in about.questions)
    assert all(step.endswith(".") for step in about.guide)
    assert about.words
    assert about.login
    assert about.cost


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageFault) as caught:
        traffic.load("plausibel")
    assert caught.value.next_step == "Did you mean plausible?"
    with pytest.raises(UsageFault, match="no service called hand"):
        traffic.load("hand")


def test_naming_the_services_loads_none_and_their_guides_load_no_wire() -> None:
    script = (
        "import sys; from socialtui.services import traffic; traffic.names();"
        "assert not [m for m in sys.modules if m.startswith('socialtui.services.traffic.')];"
        "[traffic.load(name).ABOUT for name in traffic.names()]; print('httpx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
