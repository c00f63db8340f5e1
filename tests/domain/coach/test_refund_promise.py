"""Money promised by somebody who may not."""

from typing import Any

import pytest

from socialtui.domain.guidelines import Guidelines, Refunds

RULES = Guidelines(refunds=Refunds(("ben", "eva")))


@pytest.mark.parametrize(
    ("draft", "saw"),
    [
        ("I have refunded you.", "refunded"),
        ("You get your money back today.", "money back"),
        ("We will compensate you.", "compensate"),
        ("Here is a voucher for you.", "voucher"),
    ],
)
def test_a_promise_is_told_with_who_may(says: Any, draft: str, saw: str) -> None:
    (remark,) = says("refund_promise", draft, guidelines=RULES)
    assert remark.saw == saw
    assert remark.words.endswith("ben or eva may promise money, ana may not.")


@pytest.mark.parametrize(
    "draft",
    [
        "I will ask Ben about a refund.",
        "Let me check whether you get your money back.",
        "We can't refund it, I'm afraid.",
        "Did the refund arrive?",
        "The lid will be with you today.",
    ],
)
def test_to_ask_about_one_is_none(says: Any, draft: str) -> None:
    assert says("refund_promise", draft, guidelines=RULES) == []


def test_who_may_may_and_without_a_rule_everybody(says: Any) -> None:
    assert says("refund_promise", "I have refunded you.", guidelines=RULES, who="eva") == []
    assert says("refund_promise", "I have refunded you.") == []
