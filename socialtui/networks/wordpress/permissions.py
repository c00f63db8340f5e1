"""Decides what a user may do on a blog, by asking for what needs it; nothing is written."""

from typing import Any

from socialtui.domain.errors import Forbidden, Garbled, NotFound, Refused, SignedOut
from socialtui.domain.network import Permission
from socialtui.networks.wordpress.reading import Me, Reader

_ROLE = "It needs a user with the role {}."
_REFUSED = (Forbidden, SignedOut, NotFound, Refused, Garbled)
_HELD: dict[str, Any] = {"status": "hold", "context": "edit", "per_page": 1}


async def permissions(reader: Reader) -> tuple[Permission, ...]:
    """What works and what doesn't. Raises `SignedOut` where the password is dead."""
    me: Me | None = None
    try:
        me = await reader.ask_me()
    except (Forbidden, NotFound, Refused, Garbled):
        me = None  # some blogs hide all users; what may be done shows below
    may = me.capabilities if me is not None and isinstance(me.capabilities, dict) else {}
    editor, author = _ROLE.format("Editor or Administrator"), _ROLE.format("Author, Editor or Administrator")
    moderates = await _answers(reader, "/comments", _HELD)
    return (
        Permission("read", "Hear comments that are public", await _answers(reader, "/comments", {"per_page": 1}),
                   "Allow /wp-json/ in the blog's security plugin or firewall."),
        Permission("moderate_comments", "Hear held comments, answer and moderate", moderates, editor),
        Permission("publish_posts", "Post", await _writes(reader, "/posts", may, "publish_posts"), author),
        Permission("upload_files", "Send pictures", await _writes(reader, "/media", may, "upload_files"), author),
    )  # fmt: skip


async def _answers(reader: Reader, path: str, params: dict[str, Any]) -> bool:
    try:
        await reader.ask("GET", path, params=params)
    except _REFUSED:
        return False
    return True


async def _writes(reader: Reader, path: str, may: dict[str, Any], capability: str) -> bool:
    """A blog names in each answer what this user may do there; where that is taken off, his rights tell."""
    try:
        answer = await reader.ask("GET", path, params={"per_page": 1})
    except _REFUSED:
        return False
    allowed = answer.headers.get("allow", "")
    return "POST" in allowed.upper() if allowed else bool(may.get(capability))
