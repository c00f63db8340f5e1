"""Decides whether a further word brings back what was let rest."""

from socialtui.domain.abdication import changed
from socialtui.domain.conversation import State
from socialtui.domain.mention import Judgement
from socialtui.store.batch import Batch, Conversation


def stirs(batch: Batch, conversation: Conversation, judgement: Judgement, newest: bool) -> bool:
    """Whether a further word in what was let rest brings it back; it rests no more then."""
    then = None if conversation.rests is None or conversation.rests > 1 else conversation.rests
    opened = conversation.state is not State.DONE
    why = changed(judgement.kind, judgement.tone, then) if newest else ""
    if not why and not opened:
        return False
    conversation.rests = None
    batch.woken.append(conversation.id)
    if opened:
        return True  # a person opened it again
    batch.events.append(("tone changed", f"the tone has changed: {why}", conversation.id))
    return True
