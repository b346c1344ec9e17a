"""Header values to text: encoded-words (RFC 2047), also those that break its rules. Pure, linear, never raises."""

import binascii
import re

from mailgate.reading import charset

_START = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?")
_Q_ESCAPE = re.compile(rb"=([0-9A-Fa-f]{2})")
_HEX_GOES_ON = re.compile(r"[0-9A-Fa-f]{2}")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=_-]+")
_WORD_END = re.compile(r"[ \t]|=\?")

_Word = tuple[str, str, str, int]  # charset, encoding, payload, where it ends


def decode(value: bytes, hints: tuple[str | None, ...] = ()) -> str:
    """Return an unfolded header value as text. `hints` are charsets that other parts of the mail declare."""
    said = _START.search(value.decode("latin-1")) if b"=?" in value and not value.isascii() else None
    text = charset.decode(value, None, (said.group(1), *hints) if said else hints)
    if "=?" not in text:
        return text
    decoded = _decoded(text)
    whole = decoded.strip()
    if whole.startswith("=?") and whole.endswith("?=") and _START.match(whole):  # encoded twice
        return _decoded(decoded)
    return decoded


def charsets(value: bytes) -> list[str]:
    """Return the charsets that the encoded-words of a header value name, each once."""
    if b"=?" not in value:
        return []
    return list(dict.fromkeys(name.partition("*")[0] for name, _ in _START.findall(value.decode("latin-1"))))


def _decoded(text: str) -> str:
    out: list[str] = []
    run: list[tuple[str, str]] = []  # neighbours of one charset are joined as bytes: some clients split a character
    run_charset = ""
    at = 0
    start = _START.search(text)
    while start is not None:
        name, encoding, payload, end = _word(text, start)
        between = text[at : start.start()]
        if run and (between.strip(" \t") or name != run_charset):
            out.append(_join(run, run_charset))
            run.clear()
        if not at or between.strip(" \t"):
            out.append(between)
        run.append((encoding, payload))
        run_charset, at = name, end
        start = _START.search(text, end)
    if run:
        out.append(_join(run, run_charset))
    return "".join(out) + text[at:]


def _word(text: str, start: re.Match[str]) -> _Word:
    """Return the encoded-word that begins here; one without its end goes to the next blank or word."""
    name, encoding = start.group(1).lower().partition("*")[0], start.group(2).lower()
    end = text.find("?=", start.end())
    following = _START.search(text, start.end(), end if end >= 0 else len(text))
    if end < 0 or following:
        found = _WORD_END.search(text, start.end())
        stop = found.start() if found else len(text)
        return name, encoding, text[start.end() : stop].removesuffix("?"), stop
    if encoding == "q" and _HEX_GOES_ON.match(text, end + 2):  # a question mark of the text, not encoded
        later = text.find("?=", end + 2)
        if later >= 0 and not _WORD_END.search(text, end + 2, later):
            end = later
    return name, encoding, text[start.end() : end], end + 2


def _join(run: list[tuple[str, str]], name: str) -> str:
    data = b"".join(_octets(*word) for word in run)
    if len(run) > 1 and all(encoding == "b" for encoding, _ in run) and not charset.fits(data, name):
        whole = _base64("".join(payload for _, payload in run))  # one base64 text, cut anywhere
        data = whole if charset.fits(whole, name) else data
    return charset.decode(data, name).replace("\0", "")


def _octets(encoding: str, payload: str) -> bytes:
    return _base64(payload) if encoding == "b" else _quoted(payload)


def _quoted(payload: str) -> bytes:
    data = payload.encode("utf-8", "replace").replace(b"_", b" ")
    return _Q_ESCAPE.sub(lambda m: bytes((int(m.group(1), 16),)), data)


def _base64(payload: str) -> bytes:
    """Decode base64 of any quality: padding inside it, or missing."""
    out: list[bytes] = []
    for piece in _NOT_BASE64.sub("", payload).replace("-", "+").replace("_", "/").split("="):
        whole = piece[:-1] if len(piece) % 4 == 1 else piece
        try:
            out.append(binascii.a2b_base64(whole + "=" * (-len(whole) % 4)))
        except binascii.Error:
            continue
    return b"".join(out)
