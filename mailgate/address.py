"""The grammar of our addresses: the only place that takes a local part apart. Pure.

parse(format(target)) == target for every target. Unknown addresses are None, so the door can answer 550.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class ToParagraph:
    """A comment on a paragraph: DOCUMENT.KEY."""

    document: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDocument:
    """A document without a paragraph: DOCUMENT. The door answers with how to write to a paragraph."""

    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToConversation:
    """An answer to one of our letters: c-TOKEN."""

    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBounce:
    """The envelope sender of our letters: b-TOKEN."""

    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReply:
    """A public answer to a comment: reply-ID."""

    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToReport:
    """An abuse report on a comment: report-ID."""

    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToFollow:
    """A wish to be told of new comments: follow-DOCUMENT, follow-DOCUMENT.KEY (`key` is empty for all)."""

    document: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToHelp:
    """A question how it works: help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRole:
    """A role that every domain has (RFC 2142): abuse or postmaster. It goes to the operator."""

    name: str


Target = ToParagraph | ToDocument | ToConversation | ToBounce | ToReply | ToReport | ToFollow | ToHelp | ToRole


class Form(NamedTuple):
    """One shape of a local part: its pattern, and how the pattern's groups become a target."""

    pattern: re.Pattern[str]
    make: Callable[..., Target]


ROLES = frozenset({"abuse", "postmaster"})
# A slug must never be taken for another form of address, a role of RFC 2142 or a page of the site.
RESERVED = ROLES | {
    *("info", "marketing", "sales", "support", "noc", "security", "hostmaster", "usenet", "news", "webmaster", "www"),
    *("uucp", "ftp", "mailer-daemon", "help", "c", "search", "legal"),
}
_RESERVED_STARTS = ("c-", "b-", "reply-", "report-", "follow-")
_SLUG = r"[a-z][a-z0-9-]{1,23}"
_KEY = r"[a-z0-9]+(?:\.[a-z0-9]+)*"
_TOKEN = r"[a-z2-7]{26}"  # noqa: S105  a pattern, not a secret

# Tokens are lower-case base32: a local part may lose its case on the way and ends at 64 octets.
FORMS: tuple[Form, ...] = (
    Form(re.compile(rf"c-(?P<token>{_TOKEN})"), ToConversation),
    Form(re.compile(rf"b-(?P<token>{_TOKEN})"), ToBounce),
    Form(re.compile(r"reply-(?P<comment>[a-z0-9]{1,24})"), ToReply),
    Form(re.compile(r"report-(?P<comment>[a-z0-9]{1,24})"), ToReport),
    Form(re.compile(rf"follow-(?P<document>{_SLUG})\.(?P<key>{_KEY})"), ToFollow),
    Form(re.compile(rf"follow-(?P<document>{_SLUG})"), ToFollow),
    Form(re.compile(r"help"), ToHelp),
    Form(re.compile(rf"(?P<document>{_SLUG})\.(?P<key>{_KEY})"), ToParagraph),
    Form(re.compile(rf"(?P<document>{_SLUG})"), ToDocument),
)
_STARTS: dict[type[Target], str] = {
    ToConversation: "c-",
    ToBounce: "b-",
    ToReply: "reply-",
    ToReport: "report-",
}
_LOOKALIKES = str.maketrans("loi", "101")


@lru_cache(maxsize=1024)  # a mail's recipient is asked for more than once, a paragraph's in many mails
def parse(local_part: str, prefix: str = "") -> Target | None:
    """Return what a local part addresses, or None where it is none of our forms. Case does not matter.

    `prefix` is what a shared domain puts before every form but the roles.
    """
    if len(local_part) > 64 or not local_part.isascii():
        return None
    name = local_part.lower()
    if name in ROLES:
        return ToRole(name=name)
    if not name.startswith(prefix.lower()):
        return None
    name = name[len(prefix) :]
    for form in FORMS:
        if match := form.pattern.fullmatch(name):
            target = form.make(**match.groupdict())
            return target if _is_valid(target) else None
    return None


def format(target: Target, prefix: str = "") -> str:  # noqa: A001  the pair of parse
    """Return the local part of a target. Raise ValueError where it has none that `parse` would read back."""
    local_part = _write(target) if isinstance(target, ToRole) else prefix + _write(target)
    if parse(local_part, prefix) != target:
        raise ValueError("this target has no address")
    return local_part


def suggest(local_part: str, prefix: str = "") -> ToParagraph | None:
    """Return the paragraph that was perhaps meant by a mistyped address: for the text of a refusal, never to file.

    Look-alikes in numbers are mended (l is 1, o is 0), and a missing or wrong sign between document and key.
    """
    name = re.sub(r"[ _/,:#]+", ".", local_part.lower()[:64]).strip(".")
    document, dot, key = name.partition(".")
    if not dot:
        document, _, key = name.rpartition("-")
    labels = [_mend(label) for label in key.split(".") if label]
    target = parse(f"{document}.{'.'.join(labels)}", prefix)
    return target if isinstance(target, ToParagraph) else None


def slug_fault(slug: str) -> str | None:
    """Return why a document cannot have this slug, as a sentence, or None where it can."""
    if re.fullmatch(_SLUG, slug) is None:
        return "A slug is 2 to 24 of a-z, 0-9 and -, and begins with a letter."
    if slug in RESERVED:
        return f"The slug {slug} is the name of a role or a page."
    if slug.startswith(_RESERVED_STARTS):
        return f"A slug does not begin with {slug.partition('-')[0]}-: addresses of another kind do."
    return None


def is_key(key: str) -> bool:
    """Whether this can be the key of a paragraph: at most 16 of [a-z0-9] and dots between, with a digit."""
    return len(key) <= 16 and re.fullmatch(_KEY, key) is not None and any(c.isdigit() for c in key)


def _is_valid(target: Target) -> bool:
    if isinstance(target, ToParagraph | ToFollow) and target.key:
        return slug_fault(target.document) is None and is_key(target.key)
    return not isinstance(target, ToDocument | ToParagraph | ToFollow) or slug_fault(target.document) is None


def _write(target: Target) -> str:
    match target:
        case ToParagraph():
            return f"{target.document}.{target.key}"
        case ToConversation(token=rest) | ToBounce(token=rest) | ToReply(comment=rest) | ToReport(comment=rest):
            return f"{_STARTS[type(target)]}{rest}"
        case ToFollow():
            return f"follow-{target.document}.{target.key}" if target.key else f"follow-{target.document}"
        case ToHelp():
            return "help"
        case ToRole():
            return target.name
        case ToDocument():
            return target.document


def _mend(label: str) -> str:
    """Mend look-alikes in a label that is otherwise a number."""
    mended = label.translate(_LOOKALIKES)
    return mended if mended.isdigit() and any(c.isdigit() for c in label) else label


# The addresses of people ------------------------------------------------------------------------------------------

_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ORDINARY = re.compile(rf"({_ATEXT}(?:\.{_ATEXT})*)@((?:{_LABEL}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]|localhost)")


def plain(address: str) -> str | None:
    """Return the form in which one addr-spec is compared (INV-23), or None where it is not one plain address.

    The local part is kept to the letter (NFC), the domain becomes a lower-case A-label. Quoted local parts, address
    literals, routes, comments and encoded-words are not plain. No network is used.
    """
    if len(address) > 254 or "=?" in address:
        return None
    match = _ORDINARY.fullmatch(address)
    if match is None or "xn--" in address.lower():
        return _validated(address)
    local, domain = match.groups()
    return f"{local}@{domain.lower()}" if len(local) <= 64 else None


def _validated(address: str) -> str | None:
    """The unusual: addresses of other scripts (RFC 6531, IDNA)."""
    if address.isascii() and "xn--" not in address.lower():
        return None
    import email_validator  # noqa: PLC0415  costs 60 ms at start and is seldom needed

    try:
        found = email_validator.validate_email(address, check_deliverability=False, test_environment=True)
    except (email_validator.EmailNotValidError, UnicodeError):
        return None
    given = unicodedata.normalize("NFC", address.rpartition("@")[2]).lower()
    # IDNA would map look-alikes (full-width letters) to other people's domains: such a mapping is refused.
    if given not in (found.domain.lower(), (found.ascii_domain or "").lower()) or not found.ascii_domain:
        return None
    return f"{unicodedata.normalize('NFC', found.local_part)}@{found.ascii_domain.lower()}"
