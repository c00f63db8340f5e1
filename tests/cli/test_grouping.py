"""`merge` and `split`: listed once, shown whole, and apart again."""

from collections import defaultdict
from typing import Any

import pytest

from tests.cli.conftest import Box


@pytest.fixture
def of_one(practice: Box) -> list[str]:
    """Ids of what one person has waiting at one account."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in practice.demo("list", "is:owed", "--json", "--limit", "0").lines:
        if line["handle"]:
            found[line["account"], line["handle"]].append(line["id"])
    return max(found.values(), key=len)


def show(box: Box, cid: str) -> dict[str, Any]:
    found: dict[str, Any] = box.demo("show", cid, "--json").lines[0]
    return found


def test_one_row_stands_for_all_and_each_stands_alone_again(practice: Box, of_one: list[str]) -> None:
    assert len(of_one) > 1, "people of the practice brand come back"
    before = {cid: show(practice, cid) for cid in of_one}
    assert practice.demo("merge", *of_one).code == 0
    listed = [line["id"] for line in practice.demo("list", "is:any", "--json", "--limit", "0").lines]
    (head,) = set(listed) & set(of_one)
    whole = show(practice, head)
    assert sorted(whole["merged"]) == sorted(of_one)
    said = {line["remote_id"] for line in whole["mentions"]}
    assert said >= {line["remote_id"] for one in before.values() for line in one["mentions"]}
    part = next(cid for cid in of_one if cid != head)
    refused = practice.demo("done", part, "--reason", "x")
    assert (refused.code, "stands for" in refused.err) == (1, True)
    assert practice.demo("split", part).code == 0
    after = {cid: show(practice, cid) for cid in of_one}
    assert {cid: (one["state"], one["due_at"], one["kind"]) for cid, one in after.items()} == {
        cid: (one["state"], one["due_at"], one["kind"]) for cid, one in before.items()
    }
    assert practice.demo("split", part).code == 1
