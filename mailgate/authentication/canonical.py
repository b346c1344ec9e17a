"""A message as its signatures see it: fields, body, and both canonical forms of each (RFC 6376 section 3.4). Pure.

Every step is linear in the message, whatever it holds. Line ends may come as LF or CRLF; they are CRLF in here.
"""

import re
from dataclasses import dataclass
from functools import cached_property

_LINE_END = re.compile(rb"\r?\n")
_BLANKS = re.compile(rb"[ \t]+")
_NAME = re.compile(rb"[\x21-\x39\x3b-\x7e]+")
_SIGNATURE_VALUE = re.compile(rb"((?:^|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*")


@dataclass(frozen=True, slots=True)
class Field:
    """One header field: its name in lower case, and its bytes as they came, CRLF at the end included."""

    name: bytes
    raw: bytes

    @property
    def value(self) -> bytes:
        """All after the colon, folded as it came."""
        return self.raw.partition(b":")[2]

    @property
    def relaxed(self) -> bytes:
        """The relaxed form, without a line end."""
        value = _BLANKS.sub(b" ", self.value.replace(b"\r\n", b"")).strip(b" ")
        return self.name + b":" + value

    def without_signature(self) -> "Field":
        """The field with an empty b= tag, as it was when it was signed; no line end."""
        emptied = _SIGNATURE_VALUE.sub(rb"\1", self.value, count=1).removesuffix(b"\r\n")
        return Field(self.name, self.raw.partition(b":")[0] + b":" + emptied)


class Message:
    """A message taken apart for signatures. `is_ragged`: its header has lines that are no part of any field."""

    def __init__(self, raw: bytes) -> None:
        text = _LINE_END.sub(b"\r\n", raw)
        head, _, self.body = (b"\r\n" + text).partition(b"\r\n\r\n")
        self.fields, self.is_ragged = _fields(head[2:].removesuffix(b"\r\n"))

    def all(self, name: bytes) -> list[Field]:
        """Return the fields of this name, in the order of the message."""
        return [field for field in self.fields if field.name == name]

    def chosen(self, names: list[bytes]) -> list[Field]:
        """Return the fields that a list of names signs: of each name the last that is not yet taken (section 5.4.2)."""
        left: dict[bytes, list[Field]] = {}
        for field in self.fields:
            left.setdefault(field.name, []).append(field)
        return [left[name].pop() for name in names if left.get(name)]

    @cached_property
    def simple_body(self) -> bytes:
        """The body without empty lines at its end; an empty one is one line end."""
        return _without_empty_end(self.body) + b"\r\n"

    @cached_property
    def relaxed_body(self) -> bytes:
        """The body with blanks made one, none at the ends of lines, and no empty lines at its end."""
        body = _BLANKS.sub(b" ", self.body).replace(b" \r\n", b"\r\n").removesuffix(b" ")
        stripped = _without_empty_end(body)
        return stripped + b"\r\n" if stripped else b""


def _without_empty_end(body: bytes) -> bytes:
    end = len(body)
    while body[end - 2 : end] == b"\r\n" and end >= 2:
        end -= 2
    return body[:end]


def _fields(head: bytes) -> tuple[tuple[Field, ...], bool]:
    """Take a header block apart. A line that is neither a field nor the continuation of one belongs to nothing."""
    groups: list[list[bytes]] = []
    for line in head.split(b"\r\n") if head else ():
        if line[:1] in (b" ", b"\t") and groups:
            groups[-1].append(line)
        else:
            groups.append([line])
    found = [_field(lines) for lines in groups]
    if groups and groups[0][0].startswith(b"From "):
        found.pop(0)  # a mail folder's line between messages
    return tuple(field for field in found if field is not None), None in found


def _field(lines: list[bytes]) -> Field | None:
    name, colon, _ = lines[0].partition(b":")
    name = name.rstrip(b" \t")
    if not colon or _NAME.fullmatch(name) is None:
        return None
    return Field(name.lower(), b"\r\n".join(lines) + b"\r\n")
