"""Decides which pictures, films and sounds may go out with an answer, and what keeps one here."""

from msgspec import Struct

MEGA = 1_000_000
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (8, b"WAVE", "audio/wav"),
)
"""Where a file's first bytes say what it is; a name may lie."""


class MediaRules(Struct, frozen=True):
    """What a network takes beside words. Sizes are in bytes."""

    most: int = 0
    """Files in one post; 0 takes none."""
    types: tuple[str, ...] = ()
    """image/png and its kin; empty takes what the network will say itself."""
    image_bytes: int = 0
    other_bytes: int = 0
    description: int = 1500
    """Letters of a description."""
    why_none: str = "This network takes words alone."
    in_answers: bool = True
    """False where only posts of our own take files; `why_none` is said of answers then."""


class Attached(Struct, frozen=True):
    """A file that goes out with an answer."""

    file: str
    """Our own copy of it, until it stands on the network."""
    name: str
    """What it was called where it came from."""
    alt: str
    """What is on it, for people who can't see or hear it."""
    type: str
    size: int
    remote_id: str = ""
    """What the network calls it, once it has it."""

    @property
    def shown(self) -> str:
        """One line: [image: a parcel on a shelf]."""
        return f"[{self.type.partition('/')[0]}: {' '.join(self.alt.split())}]"


def type_of(head: bytes) -> str:
    """What a file is by its first bytes; empty for what is neither picture, film nor sound."""
    for at, sign, kind in _MAGIC:
        if head[at : at + len(sign)] == sign:
            return kind
    return ""


def fault(rules: MediaRules, there: tuple[Attached, ...], one: Attached) -> tuple[str, str]:
    """What keeps a file from going out, and what to do; two empty words when nothing does."""
    if not rules.most:
        return rules.why_none, "Give a link to it in the text."
    if not one.type:
        return f"{one.name} is no picture, film or sound.", "Choose another file."
    if rules.types and one.type not in rules.types:
        kinds = ", ".join(kind.partition("/")[2] for kind in rules.types)
        return f"{one.name} is {one.type}, which is not taken there.", f"It takes {kinds}."
    most = rules.image_bytes if one.type.startswith("image/") else rules.other_bytes
    if most and one.size > most:
        return f"{one.name} has {_mega(one.size)}, and {_mega(most)} are taken.", "Make it smaller."
    if not one.alt.strip():
        return (
            f"{one.name} says nothing to people who can't see it.",
            "Describe it in a sentence: --alt TEXT.",
        )
    if len(one.alt) > rules.description:
        return (
            f"The description has {len(one.alt)} letters, and {rules.description} are taken.",
            "Shorten it.",
        )
    if len(there) >= rules.most:
        return f"{rules.most} files go out with one answer.", "Take one out first."
    if any(not other.type.startswith("image/") for other in (*there, one)) and there:
        return "A film or a sound goes out alone.", "Take the others out first."
    return "", ""


def _mega(size: int) -> str:
    return f"{size / MEGA:.1f} MB"


def many(files: tuple[Attached, ...]) -> str:
    """1 picture, 2 pictures, 1 file; empty for none."""
    if not files:
        return ""
    word = "picture" if all(one.type.startswith("image/") for one in files) else "file"
    return f"{len(files)} {word}{'' if len(files) == 1 else 's'}"
