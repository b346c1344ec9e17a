"""The MIME structure of a message: bytes to a tree of parts, by mail-parser, which this module alone sees. Pure.

Before it, a byte-level look refuses structures that cost too much; it is given only the MIME fields of the header,
written anew, because nothing else of it is used and malformed parameters make it fail. Never raises.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

import mailparser  # type: ignore[import-untyped]

from mailgate.reading import parameters

PARTS_LIMIT = 100
NESTING_LIMIT = 20
_TOO_DEEP = "This message is nested too deeply to be read."

_VALUE_LIMIT = 8 * 1024
_MIME_FIELDS = ("content-transfer-encoding", "content-disposition")
_BOUNDARY = re.compile(rb"boundary[ \t]{0,20}\*?0?\*?=[ \t]{0,20}\"?([^\"\s;]{1,200})", re.IGNORECASE)
_PARAMETER_NAME = re.compile(r"[a-z0-9-]+")
_SAFE_PARAMETER = re.compile(r"[ !#-\[\]-~]{1,200}")
# A line that begins a part, whatever the header says: "--something", then a field of a part.
_PART_START = re.compile(
    rb"^--([^\s][^\r\n]{0,199}?)[ \t]*\r?\n(?=content-[a-z-]{3,30}[ \t]*:)", re.IGNORECASE | re.MULTILINE
)
_ODD_PARAMETERS = re.compile(rb"^(content-[a-z-]{3,30}:[^;\n]{0,200});(?:[^\n]|\n[ \t])*", re.IGNORECASE | re.MULTILINE)
_FOLD = re.compile(r"\r?\n[ \t]+")
_REPARSED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: its content type with parameters, its disposition, where it is in the tree, its octets."""

    kind: str
    parameters: Mapping[str, str]
    disposition: str
    name: str
    encoding: str
    data: bytes = field(repr=False)
    children: tuple["Part", ...] = ()

    @property
    def is_multipart(self) -> bool:
        """Whether it has parts of its own."""
        return self.kind.startswith("multipart/")


def read(fields: Mapping[str, list[bytes]], body: bytes) -> tuple[Part | None, str | None]:
    """Return the tree of parts of a message with these header fields, and a sentence where it could not be read."""
    error = _fault(fields, body)
    if error is not None:
        return None, error
    try:
        root = _parse(_written_anew(fields, body))
        return _tree(root) if root is not None else (None, "The structure of this message is malformed.")
    except Exception:  # noqa: BLE001  the parser's tree fails in ways that depend on what was sent
        return None, "The structure of this message is malformed."


def _fault(fields: Mapping[str, list[bytes]], body: bytes) -> str | None:
    """Return why the structure costs too much to be taken apart; a bound, not a parse."""
    boundaries = set(_BOUNDARY.findall(body))
    boundaries.update(_BOUNDARY.findall(fields.get("content-type", [b""])[0]))
    if len(boundaries) > 2 * NESTING_LIMIT:
        return _TOO_DEEP
    if body.count(b"\n--") > PARTS_LIMIT:
        parts = sum(body.count(b"\n--" + boundary) for boundary in boundaries)
        if parts > 2 * PARTS_LIMIT:
            return "This message has too many parts to be read."
    if body.lower().count(b"message/rfc822") > 2 * NESTING_LIMIT:
        return _TOO_DEEP
    return None


def _written_anew(fields: Mapping[str, list[bytes]], body: bytes) -> bytes:
    """Return the message with the MIME fields alone; the parser's own care for the others costs more than ours."""
    value = fields.get("content-type", [b""])[0][:_VALUE_LIMIT].decode("utf-8", "surrogateescape")
    kind, found = parameters.kind(value), parameters.read(value)
    if kind.startswith("multipart/") or not value:
        kind, found = _mended(kind, found, body, is_declared=bool(value))
        body = _with_safe_boundary(found, body)
    safe = [
        f'{name}="{text}"'
        for name, text in found.items()
        if _PARAMETER_NAME.fullmatch(name) and _SAFE_PARAMETER.fullmatch(text)
    ]
    lines = [b"MIME-Version: 1.0", b"Content-Type: " + "; ".join([kind, *safe]).encode("ascii", "replace")]
    lines += [name.encode() + b": " + fields[name][0][:500] for name in _MIME_FIELDS if name in fields]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def _mended(kind: str, found: dict[str, str], body: bytes, *, is_declared: bool) -> tuple[str, dict[str, str]]:
    """Return the content type with the boundary that the body really uses, where the declared one is not in it."""
    boundary = found.get("boundary", "").encode("utf-8", "surrogateescape")
    if boundary and b"--" + boundary in body:
        return kind, found
    start = _first_part(body)
    if start is None or (not is_declared and body[: start.start()].count(b"\n") > 2):
        return kind, found
    used = start.group(1).decode("utf-8", "surrogateescape")
    return (kind if is_declared else "multipart/mixed"), {**found, "boundary": used}


def _first_part(body: bytes) -> re.Match[bytes] | None:
    """Return where parts begin that no header declares; None where there are none, or more than a message may have."""
    start = _PART_START.search(body)
    if start is None or body.count(b"\n--" + start.group(1)) > 2 * PARTS_LIMIT:
        return None
    return start


def _with_safe_boundary(found: dict[str, str], body: bytes) -> bytes:
    """Put another boundary in the place of one that no parser takes."""
    boundary = found.get("boundary", "")
    if not boundary or _SAFE_PARAMETER.fullmatch(boundary):
        return body
    found["boundary"] = "=_mailgate"
    return body.replace(b"--" + boundary.encode("utf-8", "surrogateescape"), b"--=_mailgate")


def _parse(message: bytes) -> Message | None:
    try:
        root: Message = mailparser.parse_from_bytes(message).message
    except Exception:  # noqa: BLE001  it also decodes attachments, and fails on those; the structure may be sound
        return _parse_plainly(message)
    return root


def _parse_plainly(message: bytes) -> Message | None:
    head, _, body = message.partition(b"\r\n\r\n")
    for tried in (message, head + b"\r\n\r\n" + _ODD_PARAMETERS.sub(_kept, body)):
        try:
            return message_from_bytes(tried)
        except Exception:  # noqa: BLE001, S112
            continue
    return None


def _kept(value: re.Match[bytes]) -> bytes:
    """Leave of a field's parameters those that no parser fails on."""
    text = value.group().decode("utf-8", "surrogateescape")
    name, _, rest = text.partition(":")
    found = parameters.read(_FOLD.sub(" ", rest))
    safe = [f'{key}="{word}"' for key, word in found.items() if _SAFE_PARAMETER.fullmatch(word)]
    return "; ".join([f"{name}:{rest.partition(';')[0]}", *safe]).encode("utf-8", "surrogateescape")


def _tree(root: Message) -> tuple[Part, str | None]:
    """Return our own parts for the parser's; of what is nested too deep or too much, the beginning. No recursion.

    And a sentence where something was left out.
    """
    order: list[tuple[Message, list[int]]] = []
    stack: list[tuple[Message, int, list[int]]] = [(root, 0, [])]
    reparsed, error = 0, None
    while stack and len(order) < 2 * PARTS_LIMIT:
        message, depth, siblings = stack.pop()
        siblings.append(len(order))
        mine: list[int] = []
        order.append((message, mine))
        if message.get_content_maintype() != "multipart":
            continue
        if depth == NESTING_LIMIT:
            error = _TOO_DEEP
            continue
        children: Any = message.get_payload() if message.is_multipart() else None
        if children is None and reparsed < _REPARSED:
            reparsed += 1
            children = _again(message)
        stack.extend((child, depth + 1, mine) for child in reversed(children or []))
    made: dict[int, Part] = {}
    for at in range(len(order) - 1, -1, -1):  # children come after their parents
        message, numbers = order[at]
        made[at] = _part(message, tuple(made[number] for number in numbers if number in made))
    return made[0], error


def _again(message: Message) -> list[Message]:
    """Return the parts of a multipart whose boundary was wrong or missing."""
    body = _octets(message)
    start = _first_part(body)
    if start is None:
        return []
    head = f'Content-Type: {message.get_content_type()}; boundary="'.encode() + start.group(1) + b'"\r\n\r\n'
    try:
        found: Any = message_from_bytes(head + body)
    except Exception:  # noqa: BLE001
        return []
    return list(found.get_payload()) if found.is_multipart() else []


def _octets(message: Message) -> bytes:
    """Return what a part without parts holds, as it came: its encoding is undone later, and with more patience."""
    if message.is_multipart():
        return b""
    del message["content-transfer-encoding"]
    payload: Any = message.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _part(message: Message, children: tuple[Part, ...]) -> Part:
    values = dict(_fields(message))
    kind = parameters.kind(values.get("content-type", ""))
    found = parameters.read(values.get("content-type", ""))
    disposition = values.get("content-disposition", "")
    word = disposition.partition(";")[0]
    options = parameters.read(f";{disposition}" if "=" in word else disposition)
    return Part(
        kind=kind,
        parameters=found,
        disposition="" if "=" in word else word.strip().strip('"').lower(),
        name=parameters.file_name(found, options),
        encoding=values.get("content-transfer-encoding", ""),
        data=_octets(message),
        children=children,
    )


def _fields(message: Message) -> Iterator[tuple[str, str]]:
    """Yield the fields of a part, unfolded; of two with one name the first is what counts, so it comes last."""
    for name, value in reversed(list(message.raw_items())[:50]):
        yield name.lower(), _FOLD.sub(" ", str(value)[:_VALUE_LIMIT]).strip()
