"""Bytes to text, as mail really comes: character sets that are wrong, missing or known by other names. Pure.

Never raises. What the sender declared counts, unless the bytes are plainly something else.
"""

import binascii
import codecs
import re

# What mail programs write, and what they mean by it.
_ALIASES = {
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "cp950",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "cp-850": "cp850",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "cp1255",
    "iso-8859-8-e": "cp1255",
    "iso-8859-8": "cp1255",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "utf8": "utf-8",
}
# Python codecs that are no character sets, or whose time is not linear.
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
# Sets that every sequence of bytes fits: a declared one of these proves nothing against valid UTF-8.
_SINGLE_BYTE = ("cp125", "iso8859", "iso-8859", "koi8", "ascii", "us-ascii", "latin", "mac")
_ENCODED_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_Q_ESCAPE = re.compile(rb"=([0-9A-Fa-f]{2})")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t]+(=\?)")


def decode(data: bytes, declared: str | None) -> str:
    """Return bytes as text. `declared` is the charset parameter as it stands, or None."""
    name = _codec(declared)
    if name is None or name.startswith(_SINGLE_BYTE):
        if not data.isascii() and (text := _strict(data, "utf-8")) is not None:
            return text
        if b"\x1b$" in data and (text := _strict(data, "iso2022_jp_ext")) is not None:
            return text
    if name is None or name in ("ascii", "us-ascii"):
        name = "ascii" if data.isascii() else "cp1252"
    if (text := _strict(data, name)) is not None:
        return text
    if (text := _strict(data, "utf-8")) is not None:
        return text
    fallback = "cp1252" if name.startswith("utf") and _looks_single_byte(data) else name
    return data.decode(fallback, "replace")


def decode_header(value: bytes) -> str:
    """Return an unfolded header value as text, encoded-words (RFC 2047) decoded, also those that break its rules."""
    text = decode(value, None)
    if "=?" not in text:
        return text
    text = _BETWEEN_WORDS.sub(r"\1\2", text)
    out: list[str] = []
    run: list[bytes] = []  # neighbours of one charset are joined as bytes: some clients split a character
    run_charset = ""
    at = 0
    for word in _ENCODED_WORD.finditer(text):
        charset = word.group(1).lower()
        if run and (word.start() > at or charset != run_charset):
            out.append(decode(b"".join(run), run_charset))
            run = []
        out.append(text[at : word.start()])
        run.append(_word_bytes(word.group(2), word.group(3)))
        run_charset, at = charset, word.end()
    if run:
        out.append(decode(b"".join(run), run_charset))
    return "".join(out) + text[at:]


def _word_bytes(encoding: str, payload: str) -> bytes:
    data = payload.encode("utf-8", "replace")
    if encoding in "qQ":
        return _Q_ESCAPE.sub(lambda m: bytes((int(m.group(1), 16),)), data.replace(b"_", b" "))
    data = data.rstrip(b"=")
    if len(data) % 4 == 1:
        data = data[:-1]
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return payload.encode("utf-8", "replace")


def _codec(declared: str | None) -> str | None:
    """Return the name of a usable Python codec, or None."""
    if not declared:
        return None
    name = declared.strip(" \t\"'").lower()[:40]
    name = _ALIASES.get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    usable = getattr(found, "_is_text_encoding", True) and found.name.replace("-", "_") not in _NOT_CHARSETS
    return name if usable else None


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, ValueError):
        return None


def _looks_single_byte(data: bytes) -> bool:
    """Whether bytes declared as UTF-8 hold more faults than a cut character would make."""
    return data.decode("utf-8", "replace").count("\ufffd") > 1 or len(data) < 4096
