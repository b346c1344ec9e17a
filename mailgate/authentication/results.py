"""Authentication-Results (RFC 8601): what our own front server found out about a mail, if it was ours who says so.

Only fields with our authserv-id that stand above the first Received field are believed: below it anybody could have
written them. All of them are read, since two filters add two fields, and where they disagree nothing is proved. Whether
the peer that brought the mail may speak for us is for the caller to know.
"""

import itertools
import re
from dataclasses import dataclass

import authres  # type: ignore[import-untyped]

from mailgate.authentication import tags
from mailgate.authentication.canonical import Field, Message

_FOLD = re.compile(rb"\r\n(?=[ \t])")
# What the author's domain asks for stands in a property, or in a remark: (p=reject dis=none), (policy=reject).
_ASKED = re.compile(r"\bdmarc\s*=[^;]*?\((?:[^();]*[\s,])?p(?:olicy)?=(none|quarantine|reject)\b", re.IGNORECASE)
POLICY = "policy.dmarc"
_SENDER_PASSED = re.compile(r"\bspf\s*=\s*pass\b[^;]*?\bsmtp\.(?:mailfrom|helo)\s*=\s*", re.IGNORECASE)
_PLAIN_SENDER = re.compile(r'(?P<around>"?)<?(?:[^\s"\'(),:;<>@\\]+@)?[^\s"\'(),;<>@\\]*>?(?P=around)(?=[\s;(]|$)')
_MARKS = re.compile(r'\\.|["();]', re.DOTALL)
_OTHER_SCRIPT = re.compile(r"[\w.-]*[^\W\x00-\x7f][\w.-]*")
_QUOTED = re.compile(r'"([A-Za-z0-9.-]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """One result: method and result in lower case, its properties as `header.from` to value, in lower case."""

    method: str
    result: str
    properties: dict[str, str]


def stamped(message: Message, authserv_id: str) -> list[Stamped]:
    """Return every result that our front server wrote, from the top; nothing from a field that is malformed."""
    return [result for field in _above(message) for result in _read(field, authserv_id)]


def oddity(message: Message, authserv_id: str) -> str | None:
    """Return why nothing that our front server wrote counts: it took another's words for names, or for its own."""
    for text in map(text_of, _above(message)):
        if authserv_id.lower() in text.lower() and (read_value(text) is None or _is_odd_sender(text)):
            return "one of its results cannot be read"
    return None


def _above(message: Message) -> list[Field]:
    above = itertools.takewhile(lambda field: field.name != b"received", message.fields)
    return [field for field in above if field.name == b"authentication-results"]


def _is_odd_sender(text: str) -> bool:
    """Whether SPF let pass a sender that servers read differently: in quotes, with a route, with two domains."""
    return any(_PLAIN_SENDER.match(text, passed.end()) is None for passed in _SENDER_PASSED.finditer(text))


def read_value(value: str) -> tuple[str, list[Stamped]] | None:
    """Return who speaks and what of, of one field's value, or None where it is malformed.

    Servers write much that the grammar has not, as addresses of IPv6 clients: a result that cannot be read is left out,
    but for one about DMARC, without which the others say nothing.
    """
    parts = _parts(value)
    if parts is None:
        return None
    who, *clauses = parts
    head = _parsed(_QUOTED.sub(r"\1", who) + "; none")
    if head is None:
        return None
    found: list[Stamped] = []
    for clause in filter(str.strip, clauses):
        read = _parsed(f"{head.authserv_id}; {clause}")
        if read is not None and not any(_contradicts(result) for result in read.results):
            found.extend(_as_stamped(result) for result in read.results)
        elif "dmarc" in clause.lower():
            return None
    return str(head.authserv_id).lower(), found


def _parsed(value: str) -> authres.AuthenticationResultsHeader | None:
    ascii_value = value if value.isascii() else _OTHER_SCRIPT.sub(lambda name: tags.host(name[0]) or name[0], value)
    try:
        return authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {ascii_value}")
    except Exception:  # noqa: BLE001  its parser was not made for hostile text
        return None


def _parts(value: str) -> list[str] | None:
    """Return what stands between semicolons, or None where a remark or a quoted string has no end."""
    parts, start, depth, is_quoted = [], 0, 0, False
    for mark in _MARKS.finditer(value):
        sign = mark.group()
        if is_quoted or sign == '"':
            is_quoted ^= sign == '"' and not depth
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif sign == ";" and not depth:
            parts.append(value[start : mark.start()])
            start = mark.end()
        if depth < 0:
            return None
    return None if depth or is_quoted else [*parts, value[start:]]


def _read(field: Field, authserv_id: str) -> list[Stamped]:
    text = text_of(field)
    read = read_value(text)
    if read is None or read[0] != authserv_id.lower():
        return []
    asked = _ASKED.search(text)
    for each in read[1]:
        if each.method == "dmarc" and asked is not None:
            each.properties.setdefault(POLICY, asked[1].lower())
    return read[1]


def text_of(field: Field) -> str:
    """Return the value of a field on one line."""
    return _FOLD.sub(b"", field.value).decode("utf-8", "replace").strip()


def _contradicts(result: authres.AuthenticationResult) -> bool:
    """Whether it tells two values of one property."""
    told = {(f"{each.type}.{each.name}".lower(), str(each.value).lower()) for each in result.properties}
    return len({name for name, _ in told}) < len(told)


def _as_stamped(result: authres.AuthenticationResult) -> Stamped:
    properties = {f"{each.type}.{each.name}".lower(): str(each.value).lower() for each in result.properties}
    return Stamped(method=str(result.method).lower(), result=str(result.result).lower(), properties=properties)
