"""What to look at before an answer leaves, and what keeps it here."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from socialtui.desk.room import refuse
from socialtui.domain.conversation import Card, Said, State
from socialtui.domain.draft import Remark
from socialtui.domain.media import fault, many
from socialtui.domain.network import Account
from socialtui.domain.saved import still_open
from socialtui.store.accounts import all_accounts
from socialtui.store.database import Database

if TYPE_CHECKING:
    from socialtui.desk.replies import Plan


def remarks(
    text: str, room: int | None, answers: Said, card: Card, only_saved: str = ""
) -> tuple[Remark, ...]:
    """One sentence each. `only_saved` names the saved reply that the text is and hardly more."""
    found = []
    if not text.strip():
        found.append("There is nothing to send yet.")
    if open_places := still_open(text):
        found.append(f"{open_places} It can't leave like this.")
    if room is not None and room < 0:
        found.append(f"{-room} too long for {card.account}.")
    if answers.removed_at:
        found.append(f"{card.who} took these words back.")
    if answers.edited_at and answers.edited_at > answers.said_at:
        found.append(f"{card.who} changed these words after writing them.")
    if card.state is State.ANSWERED:
        found.append("This was answered already.")
    if only_saved:
        found.append(f"This is the saved reply “{only_saved}” alone: add a sentence of your own.")
    return tuple(map(Remark, found))


def refuse_unsendable(plan: "Plan", by_hand: bool) -> None:
    """Raises what keeps an answer from leaving."""
    if not plan.text.strip():
        raise refuse("There is nothing to send yet.", "Write an answer first.")
    if open_places := still_open(plan.text):
        raise refuse(open_places, "Fill it in, or take it out; the draft is kept.")
    if plan.media and (plan.by_hand or by_hand):
        raise refuse(
            f"{many(plan.media).capitalize()} can't go by hand from here.", "Take it out, and post it there."
        )
    for place, one in enumerate(plan.media):
        what, next_step = fault(plan.limits.media, plan.media[:place], one)
        if what:
            raise refuse(what, next_step)
    if plan.by_hand and not by_hand:
        raise refuse(plan.by_hand, "Copy the text, post it there, then say so with --by-hand.")
    if plan.left is not None and plan.left < 0:
        raise refuse(
            f"The answer is {-plan.left} too long for {plan.account.name}.",
            "Shorten it; the draft is kept.",
        )


async def account_of(db: Database, card: Card) -> Account:
    """The account that a conversation is with: nobody answers as another."""
    for kept in await all_accounts(db):
        if kept.account.id == card.account_id:
            return kept.account
    raise refuse(
        "The account of this conversation was removed.", "`socialtui account add` connects it again."
    )


def answered(card: Card, said: list[Said]) -> Said:
    """What an answer goes to: their newest word that still stands."""
    theirs = [line for line in said if not line.ours]
    standing = [line for line in theirs if not line.removed_at]
    if not theirs:
        raise refuse("There is nothing of theirs to answer.")
    line = (standing or theirs)[-1]
    return replace(line, handle=line.handle or card.handle)
