"""Content transfer encodings undone, however badly they were made (RFC 2045), and files inside text. Pure, linear."""

import binascii
import re

_ENCODINGS = ("base64", "quoted-printable", "uuencode")
_NAMES = {"b64": "base64", "b": "base64", "qp": _ENCODINGS[1], "quoted": _ENCODINGS[1], "q": _ENCODINGS[1]}
_NOT_LETTERS = re.compile(r"[^a-z0-9-]+")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_ALL_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]*+")
_BELOW = re.compile(rb"\n[ \t]*\r?\n(?=[^\n]*[^A-Za-z0-9+/=\r\n])")
_SOFT_BREAK_THEN_BLANKS = re.compile(rb"=[ \t]+(?=\r?\n)")
# A file in the text itself: "begin 644 name", lines of at most 61 signs, "end".
_UU_BEGIN = re.compile(r"^begin(?:-base64)? [0-7]{3,4} ([^\n]{1,200})\n", re.MULTILINE)
_UU_LINE = re.compile(r"[ -`]{1,62}|[A-Za-z0-9+/]{1,76}={0,3}|")


def decode(data: bytes, encoding: str) -> bytes:
    """Return the octets of a part, given its Content-Transfer-Encoding as it stands."""
    name = _name(encoding)
    if name == "base64":
        return _base64(data)
    if name == "quoted-printable":
        return binascii.a2b_qp(_SOFT_BREAK_THEN_BLANKS.sub(b"=", data)) if b"=" in data else data
    return data


def without_files(text: str) -> tuple[str, tuple[str, ...]]:
    """Take files that were encoded into a text out of it (uuencode). Return the text and the files' names."""
    if "\nbegin" not in text and not text.startswith("begin"):
        return text, ()
    names: list[str] = []
    out: list[str] = []
    at = 0
    while (begin := _UU_BEGIN.search(text, at)) is not None:
        end = _uu_end(text, begin.end())
        if end is None:
            out.append(text[at : begin.end()])
            at = begin.end()
            continue
        names.append(begin.group(1).strip())
        out.append(text[at : begin.start()])
        at = end
    return "".join(out) + text[at:], tuple(names)


def _uu_end(text: str, at: int) -> int | None:
    """Return where the encoded file ends that begins here, or None where it is none."""
    lines = 0
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop].rstrip("\r ")
        at = stop + 1
        if line in ("end", "===="):
            return at
        if _UU_LINE.fullmatch(line) is None:
            return None
        lines += 1
    return at if lines > 2 else None


def _name(encoding: str) -> str:
    letters = _NOT_LETTERS.sub("", encoding.lower().partition(";")[0].partition("(")[0])
    return next((name for name in _ENCODINGS if letters in (name, f"x-{name}")), _NAMES.get(letters, letters))


def _base64(data: bytes) -> bytes:
    """Decode base64 with rubbish in it, without padding, of several pieces; text that is none stays as it is."""
    if _ALL_BASE64.fullmatch(data):
        return _pieces(data)
    below = _BELOW.search(data)
    if below is not None and data[: below.start()].strip() and not _is_text(data[: below.start()]):
        data = data[: below.start()]  # what a mailing list wrote under it
    return data if _is_text(data) else _pieces(data)


def _is_text(data: bytes) -> bool:
    """Whether this is plain words that are only said to be base64: blanks in every line."""
    sample = data[:2_000]
    return sample.count(b" ") * 20 > len(sample)


def _pieces(data: bytes) -> bytes:
    out: list[bytes] = []
    for piece in _NOT_BASE64.sub(b"", data).split(b"="):
        if not piece:
            continue
        whole = piece[:-1] if len(piece) % 4 == 1 else piece
        try:
            out.append(binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)))
        except binascii.Error:
            continue
    return b"".join(out)
