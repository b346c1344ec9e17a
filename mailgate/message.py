"""Bytes to Mail: headers, and the body chosen by our own walk. Pure.

mail-parser takes the MIME structure apart, and this module is the only one that sees it. Before it, a byte-level look
refuses structures that cost too much; it is given only the MIME fields of the header, because nothing else of it is
used. Never raises: what cannot be read is an `error`, and what can be read of it is still there.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Any

import mailparser  # type: ignore[import-untyped]

from mailgate import charset, header_block
from mailgate.header_block import Author, Refusal

PARTS_LIMIT = 100
NESTING_LIMIT = 20
TEXT_LIMIT = 256 * 1024
ATTACHMENTS_LIMIT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One decoded text part: its text (LF line ends), and whether it is format=flowed, with delsp (RFC 3676)."""

    text: str
    flowed: bool = False
    delsp: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message: who, what about, and the bodies to read.

    `fields` holds the unfolded header values by lower-case name. `kinds` are the content types of its parts, with the
    parameters that matter to automatic mail. `text` and `html` are the same words twice where both are there.
    """

    author: Author | Refusal
    fields: dict[str, list[bytes]]
    text: Body | None
    html: str | None
    kinds: frozenset[str]
    attachments: tuple[str, ...]
    error: str | None

    def field(self, name: str) -> str:
        """Return the first header value of this lower-case name as decoded text, "" where there is none."""
        values = self.fields.get(name)
        return charset.decode_header(values[0][: header_block.FIELD_LIMIT]) if values else ""


_FIELD = re.compile(rb"^([^\s:]{1,100})[ \t]{0,20}:([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_FOLD = re.compile(rb"\r?\n[ \t]+")
_MIME_FIELDS = (b"content-transfer-encoding", b"content-disposition")
_BOUNDARY = re.compile(rb"boundary[ \t]{0,20}\*?0?\*?=[ \t]{0,20}\"?([^\"\s;]{1,200})", re.IGNORECASE)
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
_PARAMETER_NAME = re.compile(r"[a-z0-9-]+")
_SAFE_PARAMETER = re.compile(r"[ !#-\[\]-~]{1,200}")


def read(raw: bytes) -> Mail:
    """Return the message in these bytes."""
    head = header_block.block(raw)
    fields = _fields(head)
    error = _structure_fault(raw)
    root = None
    if error is None:
        root, error = _parse(_reduced(fields, raw[_body_start(raw, head) :]))
    found = _Bodies()
    if root is not None:
        try:
            found.walk(root)
        except Exception:  # noqa: BLE001  the parser's tree fails in ways that depend on what was sent
            error = "A part of this message could not be read."
    return Mail(
        author=header_block.author(raw),
        fields=fields,
        text=found.body("text/plain"),
        html=found.html(),
        kinds=frozenset(found.kinds),
        attachments=tuple(found.attachments[:ATTACHMENTS_LIMIT]),
        error=error,
    )


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


def _structure_fault(raw: bytes) -> str | None:
    """Return why the MIME structure costs too much to be taken apart; a bound, not a parse."""
    boundaries = set(_BOUNDARY.findall(raw))
    if len(boundaries) > 2 * NESTING_LIMIT:
        return "This message is nested too deeply to be read."
    if raw.count(b"\n--") > PARTS_LIMIT:
        parts = sum(raw.count(b"\n--" + boundary) for boundary in boundaries)
        if parts > 2 * PARTS_LIMIT:
            return "This message has too many parts to be read."
    if raw.lower().count(b"message/rfc822") > 2 * NESTING_LIMIT:
        return "This message is nested too deeply to be read."
    return None


def _reduced(fields: dict[str, list[bytes]], body: bytes) -> bytes:
    """Return the message with the MIME fields alone; the parser's own care for the others costs more than ours."""
    lines = [b"MIME-Version: 1.0", b"Content-Type: " + _content_type(fields)]
    lines += [name + b": " + fields[name.decode()][0][:500] for name in _MIME_FIELDS if name.decode() in fields]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def _content_type(fields: dict[str, list[bytes]]) -> bytes:
    """Write the content type anew: some malformed parameters make the parser fail."""
    value = fields.get("content-type", [b"text/plain"])[0][: header_block.FIELD_LIMIT].decode("utf-8", "replace")
    kind = value.partition(";")[0].strip().lower()
    if re.fullmatch(r"[\x21-\x7e]{1,60}/[\x21-\x7e]{1,100}", kind) is None:
        kind = "text/plain"
    parameters = [
        f'{name}="{text}"'
        for name, text in _parameters(value).items()
        if _PARAMETER_NAME.fullmatch(name) and _SAFE_PARAMETER.fullmatch(text)
    ]
    return "; ".join([kind, *parameters]).encode("ascii", "replace")


def _parameters(value: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in _PARAMETER.findall(value[: header_block.FIELD_LIMIT]):
        bare = text.strip()
        if bare[:1] == '"':
            bare = bare[1:-1].replace('\\"', '"').replace("\\\\", "\\")
        found.setdefault(name.lower(), bare)
    return found


def _parse(message: bytes) -> tuple[Message | None, str | None]:
    try:
        root: Message = mailparser.parse_from_bytes(message).message
    except Exception:  # noqa: BLE001  it also decodes attachments, and fails on those; the structure may be sound
        return _parse_structure(message)
    return root, None


def _parse_structure(message: bytes) -> tuple[Message | None, str | None]:
    try:
        return message_from_bytes(message), None
    except Exception:  # noqa: BLE001
        return None, "The structure of this message is malformed."


class _Bodies:
    """What a walk over the parts found. No recursion: the parts yet to be seen are a stack."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.attachments: list[str] = []
        self._texts: dict[str, list[Message]] = {"text/plain": [], "text/html": []}
        self._parsed: dict[int, dict[str, str]] = {}
        self._first_parents: dict[str, Message | None] = {}

    def walk(self, root: Message) -> None:
        """Visit the inline parts in order; attached and forwarded messages are named, not read."""
        stack: list[tuple[Message, int, Message | None]] = [(root, 0, None)]
        seen = 0
        while stack and seen < 2 * PARTS_LIMIT:
            part, depth, parent = stack.pop()
            seen += 1
            kind = part.get_content_type()
            parameters = _parameters(str(part.get("content-type", "")))
            self._note(kind, parameters)
            children: Any = part.get_payload()
            if kind.startswith("multipart/") and isinstance(children, list):
                if depth < NESTING_LIMIT:
                    stack.extend((child, depth + 1, part) for child in reversed(_inline(kind, children)))
            elif kind.startswith("multipart/"):  # a multipart without parts: its text is all there is
                self._leaf(part, "text/plain", parameters, parent)
            else:
                self._leaf(part, kind, parameters, parent)

    def body(self, kind: str) -> Body | None:
        """Return the text of this content type: its parts in order, decoded and joined."""
        parts = self._texts[kind]
        if not parts:
            return None
        parameters = self._parsed[id(parts[0])]
        text = "\n".join(_text(part, self._parsed[id(part)].get("charset")) for part in parts)
        return Body(
            text=text[:TEXT_LIMIT],
            flowed=parameters.get("format", "").lower() == "flowed",
            delsp=parameters.get("delsp", "").lower() == "yes",
        )

    def html(self) -> str | None:
        """Return the text of the HTML parts."""
        body = self.body("text/html")
        return body.text if body else None

    def _note(self, kind: str, parameters: dict[str, str]) -> None:
        self.kinds.append(kind)
        for name in ("report-type", "method"):
            if name in parameters:
                self.kinds.append(f"{kind}; {name}={parameters[name].lower()[:40]}")

    def _leaf(self, part: Message, kind: str, parameters: dict[str, str], parent: Message | None) -> None:
        disposition = str(part.get("content-disposition", ""))
        name = _parameters(disposition).get("filename") or parameters.get("name") or ""
        attached = disposition.strip().lower().startswith("attachment") or (name and parent is not None)
        if kind in self._texts and not attached:
            first = self._first_parents.setdefault(kind, parent)
            # A second text beside the first continues it (Apple Mail); elsewhere it is the footer of a list.
            if not self._texts[kind] or (first is parent and _is_sequence(parent)):
                self._texts[kind].append(part)
                self._parsed[id(part)] = parameters
            return
        if kind not in ("message/delivery-status", "message/disposition-notification"):
            clean = charset.decode_header(name.encode("utf-8", "replace"))[:200]
            self.attachments.append("".join(c for c in clean if c.isprintable()) or kind)


def _inline(kind: str, children: list[Message]) -> list[Message]:
    """Return the parts that are to be read: of a signed one the first, of a digest none."""
    if kind == "multipart/signed":
        return children[:1]
    return [] if kind == "multipart/digest" else children


def _is_sequence(parent: Message | None) -> bool:
    return parent is not None and parent.get_content_type() in ("multipart/mixed", "multipart/related")


def _text(part: Message, declared: str | None) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    text = charset.decode(data[: 4 * TEXT_LIMIT], declared)[:TEXT_LIMIT]
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
