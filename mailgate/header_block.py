"""A linear look at the header block: who wrote this, and may it come in? Pure, without MIME.

The door looks at every message with it before it answers DATA, and `message.read` takes the author from it, so both
agree. Exactly one From field with exactly one plain address names an author (INV-20); every shape that two mail
programs could read differently is refused. Time is linear in the block, whatever it holds.
"""

import re
from dataclasses import dataclass

from mailgate import address

BLOCK_LIMIT = 128 * 1024
FIELD_LIMIT = 8 * 1024
FIELDS_LIMIT = 1_000
RECEIVED_LIMIT = 100

_HOW = "please send it with one sender, written like this: Ann Smith <ann@reader.example>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a message is refused: SMTP code, enhanced status (RFC 3463) and a sentence for the sender, ASCII."""

    code: int
    status: str
    sentence: str

    def __str__(self) -> str:
        """Return it as an SMTP reply line."""
        return f"{self.code} {self.status} {self.sentence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote a message by its own word: the compared form of the address and the display name as it stands."""

    address: str
    display_name: str


_NO_FROM = Refusal(code=550, status="5.6.0", sentence=f"Your message has no From field; {_HOW}")
_TWO_FROM = Refusal(code=550, status="5.6.0", sentence=f"Your message has more than one From field; {_HOW}")
_ODD_FROM = Refusal(code=550, status="5.6.0", sentence=f"The From field of your message is malformed; {_HOW}")
_NOT_ONE = Refusal(code=550, status="5.6.0", sentence=f"The From field must hold exactly one plain address; {_HOW}")
_LONG_FROM = Refusal(code=552, status="5.3.4", sentence="The From field of your message is too long")
_LONG_BLOCK = Refusal(code=552, status="5.3.4", sentence="The header of your message is too long")
_MANY_FIELDS = Refusal(code=552, status="5.3.4", sentence="Your message has too many header fields")
_LOOP = Refusal(code=554, status="5.4.6", sentence="Your message has passed through too many servers (mail loop)")

# A From field in its one good form; then everything some program might take for another one: blanks before the name
# or the colon, a folded colon, control characters, a continuation line that looks like a field.
_FROM = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)
_FROM_LIKE = re.compile(
    rb"^[\x00-\x20\x7f-\xff]{0,64}f[\x00\x7f-\xff]?rom[\x00-\x20\x7f-\xff]{0,64}:", re.IGNORECASE | re.MULTILINE
)
# What all of these hold, in lower case; not what a line goes on with, as in Resent-From or a signature's h=from.
_FROM_PERHAPS = re.compile(rb"rom(?<![!-~]from)[\x00-\x20\x7f-\xff]{0,64}:")
_RECEIVED = re.compile(rb"^received[ \t]{0,8}:", re.IGNORECASE | re.MULTILINE)
_FIELD_START = re.compile(rb"^[^ \t\r\n]", re.MULTILINE)
_VALUE = re.compile(rb"[^\n]*(?:\n[ \t][^\n]*)*")
_FOLD = re.compile(r"\r?\n[ \t]+")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_WORD = re.compile(
    r'"(?:[^"\\]|\\.)*"'  # a quoted string may hold anything
    r"|\([^()<>@\\\"]*\)"  # a remark in a display name, as in Ann (Reader) <ann@reader.example>
    r"|[^\s\"()<>@,:;\\]+"
    r"|\s+"
)


def block(raw: bytes) -> bytes:
    """Return the header block of a message, without the empty line; at most one octet beyond BLOCK_LIMIT."""
    if raw[:1] == b"\n" or raw[:2] == b"\r\n":
        return b""
    end = raw.find(b"\n\r\n", 0, BLOCK_LIMIT + 4)
    bare = raw.find(b"\n\n", 0, end + 1 if end >= 0 else BLOCK_LIMIT + 4)
    if bare >= 0:
        end = bare
    return raw[:end].removesuffix(b"\r") if end >= 0 else raw[: BLOCK_LIMIT + 1]


def check(raw: bytes) -> Refusal | None:
    """Return why a message cannot come in, judged by size, number and trace of its header fields, or None."""
    head = block(raw)
    if len(head) > BLOCK_LIMIT:
        return _LONG_BLOCK
    lines = head.count(b"\n") + 1
    if lines <= RECEIVED_LIMIT:
        return None
    if lines > FIELDS_LIMIT and len(_FIELD_START.findall(head)) > FIELDS_LIMIT:
        return _MANY_FIELDS
    return _LOOP if len(_RECEIVED.findall(head)) > RECEIVED_LIMIT else None


def sole_author(raw: bytes) -> str | Refusal:
    """Return the compared form (INV-23) of the one address in the one From field, or why there is no such author."""
    found = author(raw)
    return found if isinstance(found, Refusal) else found.address


def author(raw: bytes) -> Author | Refusal:
    """Return address and display name of the one author, or why there is no such author."""
    head = block(raw)
    start = _plain_from(head) or _only_from(head)
    if isinstance(start, Refusal):
        return start
    value = _VALUE.match(head, start)
    if value is None or len(value.group()) > FIELD_LIMIT:
        return _LONG_FROM
    return _read_value(value.group())


def _plain_from(head: bytes) -> int | None:
    """Return where the value of From begins where one glance is enough, as in nearly all mail: nothing else could be
    taken for one, and a line that ends in a visible character stands before it, or none."""
    head = head.lower()
    if len(_FROM_PERHAPS.findall(head)) != 1:
        return None
    if head.startswith(b"from:"):
        return len(b"from:")
    at = head.find(b"\nfrom:")
    return at + len(b"\nfrom:") if at > 1 and b"!" <= head[at - 2 : at].strip()[-1:] <= b"~" else None


def _only_from(head: bytes) -> int | Refusal:
    """Return where the value of From begins, or why there is none, after a close look."""
    fields = list(_FROM.finditer(head))
    if len(fields) > 1:
        return _TWO_FROM
    for odd in _FROM_LIKE.finditer(head):
        if not fields or (odd.group().lower() != b"from:" and _is_rival(head, odd)):
            return _ODD_FROM
    return fields[0].end() if fields else _NO_FROM


def _is_rival(head: bytes, odd: re.Match[bytes]) -> bool:
    """Whether what looks like a second From could name an author; folded prose such as " from: page 3" does not."""
    if odd.group()[:1] not in (b" ", b"\t"):
        return True
    line_end = head.find(b"\n", odd.end())
    return b"@" in head[odd.end() : line_end if line_end >= 0 else len(head)]


def _read_value(raw_value: bytes) -> Author | Refusal:
    value = _FOLD.sub(" ", _decode(raw_value).rstrip("\r")).strip(" \t")
    if _FORBIDDEN.search(value):
        return _ODD_FROM
    if not value.endswith(">"):
        spec = address.plain(value)
        return Author(address=spec, display_name="") if spec else _NOT_ONE
    phrase, _, inside = value[:-1].rpartition("<")
    spec = address.plain(inside.strip(" \t"))
    if spec is None or not _is_phrase(phrase, inside):
        return _NOT_ONE
    return Author(address=spec, display_name=phrase.strip(" \t"))


def _decode(value: bytes) -> str:
    """Display names come undeclared in older character sets; an address must then be ASCII or it is not plain."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        head, angle, spec = value.rpartition(b"<")
        return head.decode("cp1252", "replace") + angle.decode() + spec.decode("ascii", "replace")


def _is_phrase(phrase: str, inside: str) -> bool:
    """Whether all before the angle is display name: words, quoted strings, remarks; no second address, no list."""
    if phrase.strip(" \t") == inside:  # the address once more as the name, unquoted: wrong but clear
        return True
    at = 0
    while at < len(phrase):
        word = _WORD.match(phrase, at)
        if word is None:
            return False
        at = word.end()
    return True
