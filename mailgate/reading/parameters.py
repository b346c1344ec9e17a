"""Parameters of MIME fields: `kind; name=value`, with the charsets and continuations of RFC 2231. Pure."""

import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from mailgate.reading import charset, encoded_words

_LIMIT = 8 * 1024
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"|"[^;]*|[^;]*)')
_KIND = re.compile(r"\s*\"?([\w!#$&^.+-]{1,60})\s*/\s*([\w!#$&^.+-]{1,100})")
_ALONE = {"text": "text/plain", "html": "text/html", "plain": "text/plain", "mail": "text/plain"}
_PIECE = re.compile(r"([^*]+)\*(?:(\d{1,3})(\*)?)?")
_PIECES = 50


def kind(value: str) -> str:
    """Return the content type at the beginning of this field, lower-case, or text/plain where there is none."""
    found = _KIND.match(value[:_LIMIT])
    if found:
        return f"{found.group(1)}/{found.group(2)}".lower()
    return _ALONE.get(value.partition(";")[0].strip().lower(), "text/plain")


def read(value: str) -> dict[str, str]:
    """Return the parameters by lower-case name; the first of a name counts."""
    value = value[:_LIMIT]
    if (start := _KIND.match(value)) and value[start.end() :].lstrip()[:1] not in ("", ";"):
        value = f"{value[: start.end()]};{value[start.end() :]}"  # text/plain charset=utf-8
    found: dict[str, str] = {}
    for name, text in _PARAMETER.findall(value):
        found.setdefault(name.lower(), _bare(text))
    return _joined(found) if any("*" in name for name in found) else found


def file_name(parameters: Mapping[str, str], disposition: Mapping[str, str]) -> str:
    """Return the file name that a part gives itself, decoded, in one line; "" where it has none."""
    name = disposition.get("filename") or parameters.get("name") or parameters.get("filename") or ""
    decoded = encoded_words.decode(name.encode("utf-8", "surrogateescape"))
    return "".join(character for character in decoded if character.isprintable())[:200].strip()


def _bare(text: str) -> str:
    text = text.strip()
    if text[:1] == '"':
        text = text[1:].removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")
    return text


def _joined(found: dict[str, str]) -> dict[str, str]:
    """Put together `name*0`, `name*1*` and decode `name*=charset'language'text`."""
    pieces: dict[str, list[tuple[int, bytes]]] = {}
    plain: dict[str, str] = {}
    for name, text in found.items():
        piece = _PIECE.fullmatch(name)
        if piece is None:
            plain[name] = text
            continue
        number, is_encoded = int(piece.group(2) or 0), piece.group(3) is not None or piece.group(2) is None
        data = unquote_to_bytes(text) if is_encoded else text.encode("utf-8", "surrogateescape")
        pieces.setdefault(piece.group(1), []).append((number, data))
    for name, parts in pieces.items():
        whole = b"".join(data for _, data in sorted(parts)[:_PIECES])
        plain[name] = _decoded(whole) or plain.get(name, "")
    return plain


def _decoded(whole: bytes) -> str:
    declared, first, rest = whole.partition(b"'")
    _, second, text = rest.partition(b"'")
    if first and second and len(declared) <= 40:
        return charset.decode(text, declared.decode("ascii", "replace"))
    return charset.decode(whole, None)
