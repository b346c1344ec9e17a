"""Bytes to Mail: who, what about, and the bodies to read. Pure.

Never raises: what cannot be read is an `error`, and what can be read of it is still there.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from mailgate import header_block
from mailgate.header_block import Author, Refusal
from mailgate.reading import bodies, encoded_words, mime
from mailgate.reading.bodies import Body
from mailgate.reading.charset_guess import guess
from mailgate.reading.mime import Part

__all__ = ["Body", "Mail", "read"]


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A message: who, what about, and the bodies to read.

    `fields` holds the unfolded header values by lower-case name. `kinds` are the content types of its parts, with the
    parameters that matter to automatic mail. `text` and `html` are the same words twice where both are there.
    `attachments` names what is not read. `charsets` are those that its parts declare.
    """

    author: Author | Refusal
    fields: dict[str, list[bytes]]
    text: Body | None
    html: str | None
    kinds: frozenset[str]
    attachments: tuple[str, ...]
    charsets: tuple[str, ...]
    error: str | None

    def field(self, name: str) -> str:
        """Return the first header value of this lower-case name as decoded text, "" where there is none."""
        values = self.fields.get(name)
        return encoded_words.decode(values[0][: header_block.FIELD_LIMIT], self.charsets) if values else ""

    @cached_property
    def name(self) -> str:
        """The display name of the one From field, decoded, quotes off; "" where there is none."""
        if len(self.fields.get("from", ())) != 1:
            return ""
        value = self.field("from")
        phrase, angle, _ = value.rpartition("<")
        if not angle:
            remark = _REMARK.search(value)  # ann@reader.example (Ann Smith)
            phrase = remark.group(1) if remark else ""
        bare = phrase.strip()
        return _ESCAPED.sub(r"\1", bare[1:-1]) if len(bare) > 1 and bare[0] == bare[-1] == '"' else bare


_FIELD = re.compile(rb"^([^\s:]{1,100})[ \t]{0,20}:([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_REMARK = re.compile(r"\(([^()]{1,200})\)\s*$")
_ESCAPED = re.compile(r"\\(.)")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_BLANK_LINES = re.compile(
    rb"[\r\n]{1,100}(?=(?:from|date|received|return-path|delivered-to|mime-version|message-id|content-type|references"
    rb"|in-reply-to|reply-to|sender|dkim-signature|envelope-to|x-[\w-]{1,60}): ?\S)",
    re.IGNORECASE,
)
_NOTED = ("report-type", "method")
_SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def read(raw: bytes) -> Mail:
    """Return the message in these bytes."""
    raw = _with_line_feeds(raw)
    head = header_block.block(raw)
    fields = _fields(head)
    root, error = mime.read(fields, raw[_body_start(raw, head) :])
    found = bodies.Bodies(text=None, html=None, attachments=())
    parts = _all_parts(root) if root is not None else []
    declared = [part.parameters["charset"] for part in parts if "charset" in part.parameters]
    if root is not None:
        try:
            found = bodies.choose(root, _charsets_of(fields))
        except Exception:  # noqa: BLE001  one part that cannot be read costs the body, not the mail
            error = "A part of this message could not be read."
    kinds = frozenset(kind for part in parts for kind in _kinds(part))
    if found.text is None and found.html is None and kinds & _SEALED:
        error = "This message is encrypted, or signed in a way that hides its words."
    return Mail(
        author=header_block.author(raw),
        fields=fields,
        text=found.text,
        html=found.html,
        kinds=kinds,
        attachments=found.attachments,
        charsets=tuple(dict.fromkeys(declared)) or _guessed(fields, raw),
        error=error,
    )


def _with_line_feeds(raw: bytes) -> bytes:
    """Return a message whose lines end in LF or CR LF; some stores keep them with CR alone, or with one too many, and
    some begin with blank lines. The door and the worker take such a mail for one without fields, and refuse it.
    """
    if raw[:1] in b"\r\n" and (blank := _BLANK_LINES.match(raw)) is not None:
        raw = raw[blank.end() :]
    if b"\r\r\n" in raw[: header_block.BLOCK_LIMIT]:
        raw = raw.replace(b"\r\r\n", b"\r\n")
    return raw if b"\n" in raw else raw.replace(b"\r", b"\n")


def _fields(head: bytes) -> dict[str, list[bytes]]:
    fields: dict[str, list[bytes]] = {}
    for name, value in _FIELD.findall(head)[: header_block.FIELDS_LIMIT]:
        unfolded = _FOLD.sub(b" ", value) if b"\n" in value else value
        fields.setdefault(name.decode("ascii", "replace").lower(), []).append(unfolded.strip())
    return fields


def _body_start(raw: bytes, head: bytes) -> int:
    if not head:
        return 2 if raw[:2] == b"\r\n" else 1
    if len(head) > header_block.BLOCK_LIMIT or len(head) == len(raw):
        return len(raw)
    end = raw.find(b"\n", raw.find(b"\n", len(head)) + 1)
    return end + 1 if end >= 0 else len(raw)


def _charsets_of(fields: dict[str, list[bytes]]) -> list[str]:
    """Return the charsets that the encoded-words of subject and sender declare."""
    values = (fields[name][0] for name in ("subject", "from") if name in fields)
    return [name for value in values for name in encoded_words.charsets(value[: header_block.FIELD_LIMIT])]


def _guessed(fields: dict[str, list[bytes]], raw: bytes) -> tuple[str, ...]:
    """Return what the mail is in as a whole, where nothing says it and a field alone is too short to tell."""
    values = b" ".join(fields[name][0] for name in ("subject", "from") if name in fields)
    found = None if values.isascii() else guess(raw[: header_block.BLOCK_LIMIT])
    return (found,) if found else ()


def _all_parts(root: Part) -> list[Part]:
    found, stack = [], [root]
    while stack:
        part = stack.pop()
        found.append(part)
        stack.extend(reversed(part.children))
    return found


def _kinds(part: Part) -> list[str]:
    noted = [f"{part.kind}; {name}={part.parameters[name].lower()[:40]}" for name in _NOTED if name in part.parameters]
    return [part.kind, *noted]
