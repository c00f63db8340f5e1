"""Decides what of a mail's text is what its writer says now: without what they quote, sign and are signed by."""

import re

_ATTRIBUTION = re.compile(
    r"^\s*(?:>\s*)?(?:"
    r"on\b.{4,300}\bwrote\s*:|am\b.{4,300}\bschrieb\b.{0,120}:|.{1,120}\bschrieb am\b.{4,120}:"
    r"|le\b.{4,300}\ba [ée]crit\s*:|el\b.{4,300}\bescribi[óo]\s*:|il\b.{4,300}\bha scritto\s*:"
    r"|op\b.{4,300}\b(?:schreef|heeft)\b.{0,120}:|em\b.{4,300}\bescreveu\s*:|den\b.{4,300}\bskrev\b.{0,120}:"
    r"|.{1,120}\bnapisał(?:\(a\)|a)?\s*:|.{4,200}\bпишет\s*:|.{4,200}написал(?:а)?\s*:"
    r"|.{1,120}(?:<[^<>@\s]+@[^<>\s]+>|\d{4}).{0,60}\bwrote\s*:"
    r")\s*$",
    re.I | re.S,
)
"""The line above a quotation, in the languages of most mail programs; it may be wrapped over three."""
_BEGINS = re.compile(r"^\s*(?:>\s*)?(?:on|am|le|el|il|op|em|den)\b|@|\b(?:19|20)\d\d\b", re.I)
"""How the first of several such lines looks."""
_DIVIDER = re.compile(
    r"^\s*(?:[-_*=]{2,}\s*(?:original message|originalnachricht|ursprüngliche nachricht|message d'origine"
    r"|mensaje original|messaggio originale|oorspronkelijk bericht|forwarded message|reply message"
    r"|weitergeleitete nachricht)\s*[-_*=]{2,}|_{20,})\s*$",
    re.I,
)
_OUTLOOK = re.compile(r"^\s*\*?(?:from|von|de|da|van)\s*:\*?\s*\S", re.I)
_OUTLOOK_NEXT = re.compile(
    r"^\s*\*?(?:sent|date|to|subject|gesendet|datum|an|betreff|envoyé|date|à|objet|enviado|para|asunto"
    r"|inviato|a|oggetto|verzonden|aan|onderwerp)\s*:",
    re.I,
)
_QUOTED = re.compile(r"^\s{0,3}>")
_SIGNED = re.compile(r"^--\s?$")
_BY_A_PHONE = re.compile(
    r"^\s*(?:sent from (?:my|outlook|yahoo|mail|proton)\b.{0,60}|get outlook for \w+.{0,60}"
    r"|(?:von meinem|diese nachricht wurde von meinem) .{2,60} gesendet.{0,40}|envoyé de(?:puis)? mon .{2,60}"
    r"|enviado desde mi .{2,60}|inviato da(?:l mio)? .{2,60}|verstuurd vanaf mijn .{2,60}"
    r"|sent via .{2,60}|gesendet mit .{2,60})\s*$",
    re.I,
)
_LONGEST_SIGNATURE = 15
"""Lines below `-- `; more is more than a signature."""
_HTML_QUOTE = re.compile(
    r"<(?:div|blockquote|table|span|section)\b[^>]{0,300}?(?:"
    r"class=[\"'][^\"']*(?:gmail_quote|moz-cite-prefix|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra"
    r"|OutlookMessageHeader)|id=[\"']?(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|isForwardContent)"
    r"|type=[\"']?cite)",
    re.I,
)
_TAG = re.compile(r"<[^<>]*>|&nbsp;|&#160;|\s+")


def unflowed(text: str, *, delsp: bool) -> str:
    """The paragraphs behind format=flowed: a line that ends in a space goes on in the next."""
    lines: list[str] = []
    goes_on, depth_before = False, 0
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        plain = line[depth:]
        plain = plain[1:] if plain.startswith(" ") else plain
        signed = depth == 0 and plain == "-- "
        soft = plain.endswith(" ") and not signed
        words = plain[:-1] if soft and delsp else plain
        if goes_on and depth == depth_before and not signed:
            lines[-1] += words
        else:
            lines.append(("> " if depth else "") * depth + words if depth else words)
        goes_on, depth_before = soft, depth
    return "\n".join(line.rstrip() if not _SIGNED.match(line) else line for line in lines)


def html_folded(html: str) -> str:
    """The HTML above the first quotation that a mail program marked; all of it where nothing stands above."""
    found = _HTML_QUOTE.search(html)
    if found is None or not _TAG.sub("", html[: found.start()]):
        return html
    return html[: found.start()]


def folded(text: str) -> str:
    """What is said now. Never nothing: a mail that only quotes is left whole."""
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    said = _without_signature(_above_the_tail(lines))
    answer = _below_the_head(said)
    for found in (answer, said):
        words = "\n".join(found).strip()
        if words:
            return words
    return text.strip()


def _above_the_tail(lines: list[str]) -> list[str]:
    """Without the old mails below: from the first line on that begins nothing but old words."""
    for n, line in enumerate(lines):
        if _DIVIDER.match(line) or _is_outlook(lines, n):
            return lines[:n] if _says(lines[:n]) else lines
        if (length := _attribution(lines, n)) and _is_quoted_to_the_end(lines[n + length :]):
            return lines[:n] if _says(lines[:n]) else lines
    end = len(lines)
    while end and (not lines[end - 1].strip() or _QUOTED.match(lines[end - 1])):
        end -= 1
    return lines[:end] if _says(lines[:end]) else lines


def _says(lines: list[str]) -> bool:
    return any(line.strip() for line in lines)


def _is_outlook(lines: list[str], n: int) -> bool:
    """From:, and two of Sent:, To:, Subject: within the lines below."""
    if not _OUTLOOK.match(lines[n]):
        return False
    return sum(bool(_OUTLOOK_NEXT.match(line)) for line in lines[n + 1 : n + 6]) >= 2


def _attribution(lines: list[str], n: int) -> int:
    """How many lines the line above a quotation takes here; 0 where there is none."""
    if not lines[n].strip():
        return 0
    for length in (1, 2, 3):
        if length == 2 and not _BEGINS.search(lines[n]):
            break
        if all(line.strip() for line in lines[n : n + length]) and _ATTRIBUTION.match(
            " ".join(lines[n : n + length])
        ):
            return length
    return 0


def _is_quoted_to_the_end(lines: list[str]) -> bool:
    """Nothing of the writer's own below but a signature."""
    own = [line for line in lines if line.strip() and not _QUOTED.match(line)]
    if len(own) < len([line for line in lines if line.strip()]):
        return not _says(_without_signature([line for line in lines if not _QUOTED.match(line)]))
    # Programs that don't mark what they quote: everything below is old.
    return True


def _below_the_head(lines: list[str]) -> list[str]:
    """Without a quotation that comes first, where the answer stands below it."""
    at = 0
    while at < len(lines) and not lines[at].strip():
        at += 1
    at += _attribution(lines, at) if at < len(lines) else 0
    start = at
    while at < len(lines) and (not lines[at].strip() or _QUOTED.match(lines[at])):
        at += 1
    quoted = any(_QUOTED.match(line) for line in lines[start:at])
    return lines[at:] if quoted and _says(lines[at:]) and not _interleaved(lines[at:]) else lines


def _interleaved(lines: list[str]) -> bool:
    """Whether answers stand between quotations, which they need to be understood."""
    return any(_QUOTED.match(line) for line in lines)


def _without_signature(lines: list[str]) -> list[str]:
    for n in range(len(lines) - 1, -1, -1):
        if _SIGNED.match(lines[n]):
            if len(lines) - n <= _LONGEST_SIGNATURE + 1 and _says(lines[:n]):
                lines = lines[:n]
            break
    end = len(lines)
    while end and (not lines[end - 1].strip() or _BY_A_PHONE.match(lines[end - 1])):
        end -= 1
    return lines[:end] if _says(lines[:end]) else lines
