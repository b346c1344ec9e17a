"""Questions to the DNS: cached, within one deadline for a mail, and nothing confused with nothing found.

A name that does not exist and a name without such records are answers; a server that fails, refuses or keeps silent is
`TemporaryError`. No module but this one knows the DNS library.
"""

import time
from dataclasses import dataclass

import dns.exception
import dns.message
import dns.name
import dns.rdatatype
import dns.resolver
from dns.nameserver import Do53Nameserver

DEADLINE = 10.0  # seconds of waiting for all questions of one mail
_ONE_QUESTION = 4.0  # seconds for one of them, so that one dead name does not use up the others' time
_CHAIN = 10  # CNAME records in a row (RFC 7208 section 4.6.4 has ten of each kind)
_CACHED = 10_000


class TemporaryError(Exception):
    """The DNS did not answer: a time-out, SERVFAIL, or a refusal. Another day it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a name has of one type. TXT: its strings joined; MX: exchanges in order of preference; others: text."""

    exists: bool
    txt: tuple[bytes, ...] = ()
    names: tuple[str, ...] = ()


_ABSENT = Answer(exists=False)
_NOTHING = Answer(exists=True)


class Resolver:
    """The way to recursive resolvers, with a cache that all mails share. Safe to use from several threads."""

    def __init__(self, *servers: tuple[str, int], deadline: float = DEADLINE) -> None:
        """`servers`: address and port of each; without any those of the system. `deadline`: seconds for one mail."""
        self._deadline = deadline
        self._resolver = dns.resolver.Resolver(configure=not servers)
        if servers:
            self._resolver.nameservers = [Do53Nameserver(*each) for each in servers]
        self._resolver.cache = dns.resolver.LRUCache(_CACHED)
        self._resolver.timeout = 2.0

    def questions(self, deadline: float | None = None) -> "Questions":
        """Begin the questions of one mail: from now on the deadline runs."""
        return Questions(self._resolver, self._deadline if deadline is None else deadline)


class Questions:
    """The questions that one mail makes necessary; the same one is asked once, and a fault remembered."""

    def __init__(self, resolver: dns.resolver.Resolver, deadline: float) -> None:
        self._resolver = resolver
        self._until = time.monotonic() + deadline
        self._half = deadline / 2
        self._kept_for: str | None = None
        self._answers: dict[tuple[str, str], Answer | TemporaryError] = {}

    def keep_half_for(self, domain: str) -> None:
        """Keep half of the time for names at or below `domain`, so that no stranger's silence can use it all up."""
        self._kept_for = domain

    def ask(self, name: str, kind: str) -> Answer:
        """Return what `name` has of `kind` (TXT, A, AAAA, MX, PTR), aliases followed. Raise TemporaryError."""
        key = (name.lower().rstrip("."), kind)
        if key not in self._answers:
            try:
                self._answers[key] = self._ask(*key)
            except TemporaryError as fault:
                self._answers[key] = fault
        known = self._answers[key]
        if isinstance(known, TemporaryError):
            raise TemporaryError(*known.args)
        return known

    def _ask(self, name: str, kind: str) -> Answer:
        try:
            target = dns.name.Name([*(label.encode("utf-8", "surrogateescape") for label in name.split(".")), b""])
        except dns.exception.DNSException:
            return _ABSENT  # a label of more than 63 octets, or an empty one: no such name can be
        until = self._until_for(name)
        for _ in range(_CHAIN):
            found = self._once(target, kind, until)
            if isinstance(found, Answer):
                return found
            target = found
        return _NOTHING

    def _until_for(self, name: str) -> float:
        is_kept = self._kept_for is None or f".{name}".endswith(f".{self._kept_for}")
        return self._until if is_kept else self._until - self._half

    def _once(self, name: dns.name.Name, kind: str, until: float) -> Answer | dns.name.Name:
        """Ask once. Return the answer, or the name at the end of aliases whose records were not told."""
        left = min(until - time.monotonic(), _ONE_QUESTION)
        if left <= 0:
            raise TemporaryError(f"no time was left to ask for {name}")
        try:
            found = self._resolver.resolve(name, kind, lifetime=left, search=False, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            return _ABSENT
        except (dns.exception.DNSException, OSError, EOFError) as fault:
            if _is_circle(fault):
                return _NOTHING
            raise TemporaryError(f"the DNS gave no answer for {name}") from fault
        if found.rrset is None:
            return found.canonical_name if found.canonical_name != name else _NOTHING
        return _answer(found, kind)


def _is_circle(fault: Exception) -> bool:
    """Whether a server did answer, with aliases that lead nowhere."""
    tried = fault.kwargs["errors"] if isinstance(fault, dns.resolver.NoNameservers) else []
    return any(isinstance(error[3], dns.message.ChainTooLong) for error in tried)


def _answer(found: dns.resolver.Answer, kind: str) -> Answer:
    records = list(found)
    if kind == "TXT":
        return Answer(exists=True, txt=tuple(b"".join(record.strings) for record in records))
    if kind == "MX":
        records.sort(key=lambda record: int(record.preference))
        return Answer(exists=True, names=tuple(str(record.exchange).rstrip(".") for record in records))
    return Answer(exists=True, names=tuple(str(record).rstrip(".") for record in records))
