"""What must not be published of people: addresses and our tokens in any shape (INV-30, INV-31). Pure.

Masking works on what is seen, after all decoding, so markup inside an address hides nothing.
"""

import binascii
import re
import unicodedata

HIDDEN_ADDRESS = "[address hidden]"
HIDDEN_TOKEN = "[link hidden]"  # noqa: S105  what is shown instead of a token
NAME_LIMIT = 80
SUBJECT_LIMIT = 200

_AT = r"(?:[@\uff20\ufe6b]|%40|%2540|&#0{0,6}64;?|&#[xX]0{0,6}40;?|&commat;|=40)"
_LOCAL = r"[^\s@\uff20\ufe6b<>()\[\]{},;:\"\\|\u200b-\u200f\u2060\ufeff]{1,64}"
_DOMAIN = r"[^\W_][\w-]{0,62}(?:[.\u3002\uff0e]|%2[eE]|&#46;|&period;)[\w.\u3002\uff0e-]{1,250}"
_SIGN_STARTS = frozenset("@\uff20\ufe6b%&=")
_SPELT_STARTS = frozenset("[({<_-")
# The sign first, then what stands around it: a search for the local part first would be quadratic in long words.
_SIGN = re.compile(_AT, re.IGNORECASE)
_BEFORE = re.compile(_LOCAL + r"[ \t]{0,2}$")
_QUOTED_BEFORE = re.compile(r"\"[^\"]{1,64}\"$")
_AFTER = re.compile(r"[ \t]{0,2}(?:" + _DOMAIN + r"|\[[0-9a-fA-F.:]{3,45}\])")
_OPEN_END = re.compile(r"[ \t]*$")
_SPELT = re.compile(
    r"[ \t]{0,2}(?:[\[({<][ \t]?(?:at|ad|arroba|chez|@|bei|klammeraffe|æt)[ \t]?[\])}>]"
    r"|(?<=[ \t])at(?=[ \t])|_at_|-at-)[ \t]{0,2}",
    re.IGNORECASE,
)
_SPELT_BEFORE = re.compile(r"[\w.+-]{1,64}$")
_DOT_WORD = r"[ \t]{0,2}(?:[\[({<][ \t]?(?:dot|punkt|point|punto|ponto|\.)[ \t]?[\])}>]|[ \t]dot[ \t])[ \t]{0,2}"
_SPELT_AFTER = re.compile(rf"[\w-]{{1,63}}(?:(?:{_DOT_WORD}|\.)[\w-]{{1,63}}){{1,6}}", re.IGNORECASE)
_SPELT_DOT = re.compile(_DOT_WORD, re.IGNORECASE)
_TOKEN = re.compile(r"(?<![a-z0-9])(?:[cb]-[a-z2-7]{26}|(?=[a-z]{0,25}[2-7])[a-z2-7]{26})(?![a-z0-9])", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,4000}={0,2}")
_BASE64_ADDRESS = re.compile(rb"[\w.+-]@[\w-]+\.[\w-]")

# Invisible, reordering and non-characters. Joiners stay: scripts and emoji need them.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\uffff\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e0fff\U0001fffe\U0001ffff\x00-\x08\x0b\x0c\x0e-\x1f"
    "\x7f-\x9f]"
)
_JOINERS = re.compile("[\u200c\u200d]+")
_BREAKS = re.compile(r"[\s\u2028\u2029\u0085]+")

Marks = tuple[tuple[int, str], ...]


def seen(text: str) -> str:
    """Return a text without the characters that are not seen."""
    unseen = _unseen(text)
    return _replace(text, (), [(start, end, "") for start, end in unseen])[0] if unseen else text


def masked(text: str, marks: Marks = ()) -> tuple[str, Marks]:
    """Return a visible text without addresses, tokens and unseen characters, and its inline tags moved."""
    if unseen := _unseen(text):
        text, marks = _replace(text, marks, [(start, end, "") for start, end in unseen])
    return _replace(text, marks, _spans(text))


def mask(text: str) -> str:
    """Return a text without addresses, tokens and unseen characters."""
    return masked(text)[0]


def one_line(text: str, limit: int) -> str:
    """Return a name or subject as one clean line of at most `limit` characters (INV-41, INV-50)."""
    line = _BREAKS.sub(" ", text[: 8 * limit])
    line = unicodedata.normalize("NFC", seen(line))
    return _BREAKS.sub(" ", line).strip()[:limit].rstrip()


def _unseen(text: str) -> list[tuple[int, int]]:
    """Return where characters stand that are not seen; joiners only beside ASCII, where nothing needs them."""
    if text.isascii() and text.isprintable():
        return []  # nearly every line
    found = [m.span() for m in _UNSEEN.finditer(text)]
    for start, end in (m.span() for m in _JOINERS.finditer(text)):
        if (start and "!" <= text[start - 1] <= "~") or "!" <= text[end : end + 1] <= "~":
            found.append((start, end))
    return sorted(found)


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Return where something is to be hidden: (start, end, what is shown), not yet in order."""
    spans = [] if _SIGN_STARTS.isdisjoint(text) else _signed(text)
    if not _SPELT_STARTS.isdisjoint(text) or " at " in text.lower():
        spans += _spelt(text)
    longest = 0
    for word in _BASE64.finditer(text):
        longest = max(longest, word.end() - word.start())
        if _holds_address(word.group()):
            spans.append((word.start(), word.end(), HIDDEN_ADDRESS))
    if longest >= 26:
        spans += [(m.start(), m.end(), HIDDEN_TOKEN) for m in _TOKEN.finditer(text)]
    return spans


def _signed(text: str) -> list[tuple[int, int, str]]:
    """Find "ann@reader.example", the sign in any of its spellings; also with the domain on the next line."""
    spans: list[tuple[int, int, str]] = []
    for sign in _SIGN.finditer(text):
        after = _AFTER.match(text, sign.end()) or _OPEN_END.match(text, sign.end())
        if after is None:
            continue
        start = _before(text, sign.start())
        if start < sign.start() or after.end() > sign.end():
            spans.append((start, after.end(), HIDDEN_ADDRESS))
    return spans


def _before(text: str, end: int) -> int:
    """Return where the local part that ends here begins."""
    window = text[max(0, end - 68) : end]
    found = _BEFORE.search(window) or _QUOTED_BEFORE.search(window)
    return end - len(window) + found.start() if found else end


def _spelt(text: str) -> list[tuple[int, int, str]]:
    """Find "ann (at) reader (dot) example". A bare " at " counts only with a spelt dot: people work at places."""
    spans: list[tuple[int, int, str]] = []
    for sign in _SPELT.finditer(text):
        window = text[max(0, sign.start() - 64) : sign.start()]
        before = _SPELT_BEFORE.search(window)
        after = _SPELT_AFTER.match(text, sign.end())
        bare = sign.group().strip().lower() == "at"
        if before and after and (not bare or _SPELT_DOT.search(after.group())):
            spans.append((sign.start() - len(window) + before.start(), after.end(), HIDDEN_ADDRESS))
    return spans


def _holds_address(word: str) -> bool:
    if word.islower() or word.isdigit():
        return False  # an ordinary word: an encoded address has both cases
    data = word.rstrip("=").replace("-", "+").replace("_", "/")
    data = data[: len(data) - (len(data) % 4 == 1)]
    try:
        decoded = binascii.a2b_base64(data + "=" * (-len(data) % 4))
    except binascii.Error:
        return False
    return b"@" in decoded and _BASE64_ADDRESS.search(decoded) is not None


def _replace(text: str, marks: Marks, spans: list[tuple[int, int, str]]) -> tuple[str, Marks]:
    """Put other words into a text; tags inside a replaced span move behind it."""
    if not spans:
        return text, marks
    pieces: list[str] = []
    moved: list[tuple[int, str]] = []
    at = length = 0
    rest = list(reversed(marks))
    for first, end, shown in sorted(spans):
        if end <= at:
            continue
        start = max(first, at)
        while rest and rest[-1][0] <= start:
            offset, tag = rest.pop()
            moved.append((length + offset - at, tag))
        pieces += [text[at:start], shown]
        length += start - at + len(shown)
        at = end
        while rest and rest[-1][0] < end:
            moved.append((length, rest.pop()[1]))
    moved += [(length + offset - at, tag) for offset, tag in reversed(rest)]
    return "".join(pieces) + text[at:], tuple(moved)
