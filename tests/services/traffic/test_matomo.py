"""Matomo: one bulk request, empty days as lists, errors with status 200."""

import pytest

from socialtui.domain import errors
from tests.services.traffic.conftest import FIRST, LAST, MONDAY, Open, body, by_day, by_week, form_of


async def test_all_is_asked_in_one_request_with_the_token_in_its_body(opened: Open) -> None:
    service, counter = opened("matomo", url="https://stats.example/matomo/", key="3")
    await counter.count(FIRST, LAST, [MONDAY])
    (request,) = service.asked
    assert str(request.url) == "https://stats.example/matomo/index.php"
    assert request.method == "POST"
    form = form_of(request)
    assert form["urls[0]"] == "method=VisitsSummary.get&idSite=3&period=day&date=2026-09-14%2C2026-09-22"
    assert form["urls[1]"] == "method=VisitsSummary.get&idSite=3&period=week&date=2026-09-14"


async def test_an_empty_day_and_an_empty_week_are_nought(opened: Open) -> None:
    service, counter = opened("matomo")
    service.instead = body([{"2026-09-14": []}, []])
    counted = await counter.count(FIRST, LAST, [MONDAY])
    assert by_day(counted)[MONDAY].visits == 0
    assert by_week(counted)[MONDAY].visitors == 0


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"result": "error", "message": "Unable to authenticate with the provided token."}, errors.SignedOut),
        ([{"result": "error", "message": "You can't access this resource as it requires 'view' access."}],
         errors.Forbidden),
        ({"result": "error", "message": "The site doesn't exist"}, errors.Refused),
        ([{"label": "0-10s"}], errors.Garbled),
        ([[{"label": "0-10s"}]], errors.Garbled),
        ([{"2026-09-14": {"nb_uniq_visitors": 1}}], errors.Garbled),
        ([{"2026-09-14": "many"}], errors.Garbled),
        ([{"2026-09-14": {"nb_visits": "1e999"}}], errors.Garbled),
        ([], errors.Garbled),
    ],
)  # fmt: skip
async def test_an_error_that_calls_itself_fine_is_a_trouble(
    told: object, kind: type[errors.NetworkTrouble], opened: Open
) -> None:
    service, counter = opened("matomo")
    service.instead = body(told)
    with pytest.raises(kind):
        await counter.count(FIRST, LAST, [])
