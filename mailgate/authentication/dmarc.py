"""DMARC (RFC 9989): what does the author's domain ask for, and is a proof by another name a proof for it?

Domains belong together where the tree walk finds the same organisational domain for both. A name of one label, as
`example` alone, is never one, whatever stands in the DNS: neighbours under a public suffix do not speak for each other.
"""

import re
from dataclasses import dataclass
from enum import Enum

from mailgate.authentication import tags
from mailgate.authentication.resolver import Questions, TemporaryError

_POLICIES = ("none", "quarantine", "reject")
_LABELS = 7  # a walk asks for the domain itself, then for at most so many labels of it (section 4.10)
_URI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s,!]+(?:![0-9]+[kmgt]?)?", re.IGNORECASE)
_BLANKS = " \t"
_VERSION = re.compile(rb"v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)")


class Suffix(Enum):
    """What psd= says: a public suffix, an organisational domain, or nothing."""

    PUBLIC = "y"
    ORGANISATION = "n"
    UNSAID = "u"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A domain's wishes. `policy` is None where the record is too broken to be followed at all (section 4.10.1)."""

    domain: str
    policy: str | None
    subdomains: str | None
    absent: str | None
    strict_dkim: bool
    strict_spf: bool
    suffix: Suffix
    testing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The record that applies to an author's domain and what it asks for: none, quarantine or reject."""

    record: Record
    policy: str


def find(domain: str, questions: Questions) -> Wish | None:
    """Return what applies to an author's domain, or None. Raise TemporaryError where the DNS is silent."""
    own = _at(domain, questions)
    record = own or _inherited(domain, questions)
    if record is None or record.policy is None:
        return None
    policy = record.policy
    if record.domain != domain:
        policy = record.subdomains or policy
        if record.absent is not None and not questions.ask(domain, "A").exists:
            policy = record.absent
    if record.testing and policy != "none":
        policy = _POLICIES[_POLICIES.index(policy) - 1]
    return Wish(record=record, policy=policy)


def are_aligned(author: str, proved: str, questions: Questions, *, strict: bool) -> bool:
    """Whether a proof for the domain `proved` is one for the domain `author`. Raise TemporaryError."""
    if author == proved:
        return True
    if strict:
        return False
    common = organisation(author, questions)
    if "." not in common or not f".{proved}".endswith(f".{common}"):
        return False  # without asking for names of strangers, who might keep silent
    return common == organisation(proved, questions)


def neighbourhood(domain: str, questions: Questions) -> str:
    """Ask first what an author's domain wishes. Return the name at or below which all who may speak for it stand."""
    try:
        find(domain, questions)
        common = organisation(domain, questions)
    except TemporaryError:
        return domain
    return common if "." in common else domain


def organisation(domain: str, questions: Questions) -> str:
    """Return the organisational domain (section 4.10.2). Raise TemporaryError."""
    walked = _walk(domain, questions)
    for record in walked:
        if record.suffix is Suffix.ORGANISATION:
            return record.domain
        if record.suffix is Suffix.PUBLIC and record.domain != domain:
            labels = domain.split(".")
            return ".".join(labels[-record.domain.count(".") - 2 :])
    return walked[-1].domain if walked else domain


def _inherited(domain: str, questions: Questions) -> Record | None:
    walked = {record.domain: record for record in _walk(domain, questions)}
    found = walked.get(organisation(domain, questions))
    return found or next((record for record in walked.values() if record.suffix is Suffix.PUBLIC), None)


def _walk(domain: str, questions: Questions) -> list[Record]:
    """Return the records of a domain and those above it, the nearest first; at most eight questions."""
    found: list[Record] = []
    for name in _names(domain):
        record = _at(name, questions)
        if record is None:
            continue
        found.append(record)
        if record.suffix is not Suffix.UNSAID:
            break
    return found


def _names(domain: str) -> list[str]:
    labels = domain.split(".")
    above = labels[1:][-_LABELS:]
    return [domain, *(".".join(above[start:]) for start in range(len(above)))]


def _at(domain: str, questions: Questions) -> Record | None:
    """Return the one record of a name; several are as good as none."""
    name = f"_dmarc.{domain}"
    texts = [text for text in questions.ask(name, "TXT").txt if _VERSION.match(text)] if len(name) <= 253 else []
    return _read(domain, texts[0]) if len(texts) == 1 else None


def _read(domain: str, text: bytes) -> Record:
    found = _tags(text)
    policy = found.get("p")
    is_valid = all(found.get(name, policy) in _POLICIES for name in ("p", "sp", "np"))
    if not is_valid:
        policy = "none" if any(_URI.fullmatch(uri.strip()) for uri in found.get("rua", "").split(",")) else None
    return Record(
        domain=domain,
        policy=policy,
        subdomains=found.get("sp") if is_valid else None,
        absent=found.get("np") if is_valid else None,
        strict_dkim=found.get("adkim") == "s",
        strict_spf=found.get("aspf") == "s",
        suffix={"y": Suffix.PUBLIC, "n": Suffix.ORGANISATION}.get(found.get("psd", ""), Suffix.UNSAID),
        testing=found.get("t") == "y",
    )


def _tags(text: bytes) -> dict[str, str]:
    """What is malformed is left out, and a tag that comes again; values but of URIs are read without case."""
    found: dict[str, str] = {}
    for part in text.decode("utf-8", "replace").split(";"):
        name, equals, value = part.partition("=")
        if equals:
            found.setdefault(name.strip(_BLANKS).lower(), value.strip(_BLANKS).lower())
    return found


def author_domain(address: str) -> str | None:
    """Return the domain of an author's address as it is asked for."""
    return tags.host(address.rpartition("@")[2])
