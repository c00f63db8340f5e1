"""Decides what is kept of an answer that doesn't fit: one odd item hides no other, one odd field no item."""

from typing import Any, TypeVar

import msgspec

from socialtui.domain.errors import Garbled
from socialtui.http_client import Answer
from socialtui.networks.mastodon.wire import Context, Notification, Status, Told, seconds

T = TypeVar("T", bound=msgspec.Struct)


def fitting(found: Any, kind: type[T]) -> T | None:
    """What fits of one item: fields of a foreign shape count as left out. None where too little is left."""
    try:
        return msgspec.convert(found, kind)
    except msgspec.ValidationError:
        pass
    if not isinstance(found, dict):
        return None
    kept = {}
    for field in msgspec.structs.fields(kind):
        if field.name in found:
            try:
                kept[field.name] = msgspec.convert(found[field.name], field.type)
            except msgspec.ValidationError:
                continue
    try:
        return kind(**kept)
    except TypeError:
        return None


def each(found: Any, kind: type[T]) -> list[T]:
    """The items of a list that can be read. Raises `Garbled` for no list, and for one of nothing readable."""
    try:
        return msgspec.convert(found, list[kind])  # type: ignore[valid-type]
    except msgspec.ValidationError as error:
        read = [fitting(item, kind) for item in found] if isinstance(found, list) else []
        kept = [item for item in read if item is not None]
        if not kept:
            name = kind.__name__.lower()
            raise Garbled(
                f"The server sent something that is no list of {name}s ({error}).",
                "It is asked again next round.",
            ) from error
        return kept


def listed(answer: Answer, kind: type[T]) -> list[T]:
    """The items of an answer. Raises `Garbled`."""
    try:
        # At once into what is wanted: a page of eighty holds some thousand values that nobody asks for.
        return answer.json(list[kind])  # type: ignore[valid-type]
    except Garbled:
        return each(answer.json(), kind)


def told(answer: Answer) -> list[Notification]:
    """The notifications of an answer, each with its status read, or as it was sent. Raises `Garbled`."""
    try:
        return list(answer.json(list[Told]))
    except Garbled:
        return listed(answer, Notification)


def status_of(found: Any, moment: str = "") -> Status | None:
    """A status with a time, its own or the `moment` it was told at; None where it can't be read."""
    status = found if isinstance(found, Status) else fitting(found, Status)
    if status is not None and _is_time(status.created_at):
        return status
    if not _is_time(moment):
        return None
    if status is not None:
        return msgspec.structs.replace(status, created_at=moment)
    return fitting(found | {"created_at": moment}, Status) if isinstance(found, dict) else None


def _is_time(moment: Any) -> bool:
    try:
        return isinstance(moment, str) and seconds(moment) > 0
    except Garbled:
        return False


def statuses(found: Answer | list[Any]) -> list[Status]:
    """The statuses of an answer, or of a list, that have a time. Raises `Garbled`."""
    read = listed(found, Status) if isinstance(found, Answer) else each(found, Status)
    return [status for status in read if _is_time(status.created_at)]


def single(answer: Answer) -> Status:
    """The status that was asked for. Raises `Garbled`."""
    status = status_of(answer.json())
    if status is None:
        raise Garbled("The server sent a status of another shape.", "It is asked again next round.")
    return status


def context(answer: Answer) -> Context:
    """What stands around a status, as far as it can be read. Raises `Garbled`."""
    found = answer.json()
    if not isinstance(found, dict):
        raise Garbled("The server sent something that is no thread.", "It is asked again next round.")
    parts = {}
    for name in ("ancestors", "descendants"):
        some = found.get(name)
        read = [status_of(item) for item in some] if isinstance(some, list) else []
        parts[name] = [status for status in read if status is not None]
    return Context(**parts)
