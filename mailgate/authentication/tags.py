"""Lists of tag=value, as DKIM, ARC and their keys write them (RFC 6376 section 3.2). Pure."""

import base64
import binascii
import re

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_FOLDING = re.compile(r"[ \t\r\n]+")
_VALUE = re.compile(r"[\x20-\x3a\x3c-\x7e\x80-\U0010ffff\t\r\n]*")
_NUMBER = re.compile(r"[0-9]{1,12}")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


def read(text: bytes) -> dict[str, str] | None:
    """Return the tags of a list, blanks around values taken off, or None where it is malformed or names one twice."""
    try:
        parts = text.decode("utf-8").split(";")
    except UnicodeDecodeError:
        return None
    if not parts[-1].strip(" \t\r\n"):
        parts.pop()
    found: dict[str, str] = {}
    for part in parts:
        name, equals, value = part.partition("=")
        name = name.strip(" \t\r\n")
        if not equals or name in found or not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            return None
        found[name] = value.strip(" \t\r\n")
    return found


def unfolded(value: str) -> str:
    """Return a value without any blanks, as base64 and lists may be folded."""
    return _FOLDING.sub("", value)


def octets(value: str) -> bytes | None:
    """Return what a base64 value holds, or None where it is not base64."""
    try:
        return base64.b64decode(unfolded(value), validate=True)
    except (binascii.Error, ValueError):
        return None


def number(value: str) -> int | None:
    """Return a decimal number of at most twelve digits, or None."""
    return int(value) if _NUMBER.fullmatch(value) else None


def words(value: str) -> list[str]:
    """Return the words of a list with colons between them."""
    return [word.strip(" \t\r\n") for word in value.split(":")]


def host(value: str) -> str | None:
    """Return a name of the DNS in lower case, labels of other scripts as A-labels (RFC 8616), or None for no name."""
    name = value.lower()
    if not name.isascii():
        import idna  # noqa: PLC0415  seldom needed

        try:
            name = idna.encode(value, uts46=False).decode().lower()
        except (idna.IDNAError, UnicodeError):
            return None
    return name if len(name) <= 253 and _HOST.fullmatch(name) else None
