"""Initials under an answer."""

from typing import Any

import pytest


@pytest.mark.parametrize(("draft", "saw"), [("On it. ^tb", "^tb"), ("On it.\n— TB", "— TB")])
def test_somebody_elses_are_told(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("initials", draft, sign="^am")
    assert remark.saw == saw


@pytest.mark.parametrize("draft", ["On it. ^am", "On it. — AM", "On it.", "Take the 2^n.", "On it — now"])
def test_ones_own_and_other_ends_are_left_alone(says: Any, draft: str) -> None:
    assert says("initials", draft, sign="^am") == []


def test_who_has_no_sign_may_write_one(says: Any) -> None:
    assert says("initials", "On it. ^tb") == []
