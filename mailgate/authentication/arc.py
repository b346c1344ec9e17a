"""ARC (RFC 8617): does the chain of those who passed a mail on hold, and what did the first of them see?

A chain is judged whole: its instances are counted without a gap, each seal is verified, and the newest signature of the
message. A chain says nothing by itself, since anybody can make one; whoever asks decides which sealers to believe.
"""

import hashlib
import re
from dataclasses import dataclass

from mailgate.authentication import dkim, keys, tags
from mailgate.authentication.canonical import Field, Message
from mailgate.authentication.resolver import Questions, TemporaryError

LONGEST = 50  # instances (RFC 8617 section 4.2.1)
_RESULTS, _SIGNATURE, _SEAL = b"arc-authentication-results", b"arc-message-signature", b"arc-seal"
_KINDS = (_RESULTS, _SIGNATURE, _SEAL)
_INSTANCE = re.compile(rb"[ \t\r\n]*i[ \t\r\n]*=[ \t\r\n]*([0-9]{1,3})[ \t\r\n]*(?:;|$)")
_NOT_IN_SEALS = {"h", "bh", "l", "v"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The outcome (none, pass, fail), a clause for a failure, who sealed (oldest first) and what the first one saw."""

    outcome: str
    reason: str = ""
    sealers: tuple[str, ...] = ()
    first_seen: bytes = b""


@dataclass(frozen=True, slots=True)
class _Set:
    results: Field
    signature: Field
    seal: Field
    signature_tags: dict[str, str]
    seal_tags: dict[str, str]

    @property
    def fields(self) -> tuple[Field, Field, Field]:
        return self.results, self.signature, self.seal


class _ChainError(Exception):
    pass


def verify(message: Message, questions: Questions, now: int) -> Chain:
    """Judge the chain of a message. `now` is in seconds since 1970. Where the DNS is silent it has failed."""
    try:
        sets = _sets(message)
        if not sets:
            return Chain(outcome="none")
        _check_order(sets)
        _check_signature(message, sets[-1], questions, now)
        for count in range(len(sets), 0, -1):
            _check_seal(sets[:count], questions, now)
    except (_ChainError, TemporaryError) as broken:
        return Chain(outcome="fail", reason=str(broken))
    sealers = tuple(tags.host(each.seal_tags["d"]) or "" for each in sets)
    first = _INSTANCE.sub(b"", sets[0].results.value, count=1)
    return Chain(outcome="pass", sealers=sealers, first_seen=first)


def _sets(message: Message) -> list[_Set]:
    found: dict[int, dict[bytes, Field]] = {}
    for field in message.fields:
        if field.name in _KINDS:
            number = _instance(field)
            if field.name in found.setdefault(number, {}):
                raise _ChainError(f"instance {number} has a field twice")
            found[number][field.name] = field
    if sorted(found) != list(range(1, len(found) + 1)):
        raise _ChainError("an instance is missing")
    return [_whole(number, found[number]) for number in sorted(found)]


def _instance(field: Field) -> int:
    """Return the instance that a field belongs to, whether i= stands first, as in results, or anywhere."""
    if field.name == _RESULTS:
        match = _INSTANCE.match(field.value)
        number = int(match[1]) if match else None
    else:
        number = tags.number((tags.read(field.value) or {}).get("i", ""))
    if number is None or not 1 <= number <= LONGEST:
        raise _ChainError("a field has no instance")
    return number


def _whole(number: int, fields: dict[bytes, Field]) -> _Set:
    if len(fields) < len(_KINDS):
        raise _ChainError(f"instance {number} lacks a field")
    signature, seal = tags.read(fields[_SIGNATURE].value) or {}, tags.read(fields[_SEAL].value) or {}
    return _Set(fields[_RESULTS], fields[_SIGNATURE], fields[_SEAL], signature, seal)


def _check_order(sets: list[_Set]) -> None:
    """Section 5.2, steps 2 and 3: the first seal says that there was no chain, all others that there was a good one."""
    for number, each in enumerate(sets, 1):
        if each.seal_tags.get("cv", "").lower() != ("none" if number == 1 else "pass"):
            raise _ChainError(f"seal {number} says that the chain was broken")
        if _NOT_IN_SEALS & each.seal_tags.keys():
            raise _ChainError(f"seal {number} has tags that no seal has")


def _check_signature(message: Message, newest: _Set, questions: Questions, now: int) -> None:
    found = {name: value for name, value in newest.signature_tags.items() if name != "i"}
    parts = dkim.read_parts(newest.signature, found, now)
    if parts is None or not parts.signs_author or _SEAL in parts.signed or "v" in found:
        raise _ChainError("the newest signature is malformed")
    fault = dkim.fault_of(message, parts, questions)
    if fault is not None:
        raise _ChainError(f"the newest signature does not hold: {fault}")


def _check_seal(sets: list[_Set], questions: Questions, now: int) -> None:
    """Verify the last of these seals: it covers every set up to its own, its own value emptied (section 5.1.1)."""
    found, number = sets[-1].seal_tags, len(sets)
    domain, selector = tags.host(found.get("d", "")), tags.host(found.get("s", ""))
    signature = tags.octets(found.get("b", ""))
    made = tags.number(found.get("t", "0"))
    if domain is None or selector is None or not signature or made is None or made > now + 300:
        raise _ChainError(f"seal {number} is malformed")
    algorithm = found.get("a", "").lower()
    usable = keys.find(domain, selector, algorithm, questions) if algorithm in keys.KINDS else None
    if usable is None or isinstance(usable, keys.Refused):
        raise _ChainError(f"seal {number}: {usable.reason if usable else 'its algorithm is not accepted'}")
    digest = hashlib.sha256(_sealed(sets)).digest()
    if not any(keys.has_signed(key, signature, digest) for key in usable):
        raise _ChainError(f"seal {number} does not hold")


def _sealed(sets: list[_Set]) -> bytes:
    fields = [field for each in sets for field in each.fields]
    return b"".join(field.relaxed + b"\r\n" for field in fields[:-1]) + fields[-1].without_signature().relaxed
