"""DKIM (RFC 6376, 8301, 8463): is what a domain signed still what came?

Stricter than the RFC where a lax pass could be misused. A signature with l= is a failure, since text can be added to
what it signs. So is every signature of a mail with more than one From, Subject, To, Date or Message-ID field (or more
than one that says how its text is written), since a mail program may show the other one; and of a mail whose header has
lines that are no field, since a program may take them for text, or for the end of the field above. RSA with SHA-1, keys
that `keys` refuses, expired signatures and those from the future fail. Up to five signatures are tried.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass

from mailgate.authentication import keys, tags
from mailgate.authentication.canonical import Field, Message
from mailgate.authentication.resolver import Questions, TemporaryError

TRIED = 5
_SLOW_CLOCKS = 300  # seconds that a signer's clock may be ahead of ours
_ONCE = (b"from", b"subject", b"to", b"date", b"message-id", b"content-type", b"content-transfer-encoding")
_FORMS = ("simple", "relaxed")
_ODD = re.compile(rb"\r(?!\n)|\0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What became of one signature. `result`: pass, fail, permerror or temperror; `reason` a clause, empty for pass."""

    result: str
    domain: str
    selector: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A signature taken apart, as DKIM-Signature and ARC-Message-Signature both have it. Domains are A-labels."""

    field: Field
    algorithm: str
    domain: str
    selector: str
    signed: list[bytes]
    header_form: str
    body_form: str
    body_hash: bytes
    signature: bytes
    identity_domain: str

    @property
    def signs_author(self) -> bool:
        """Whether it covers the From field."""
        return b"from" in self.signed


class _SignatureError(Exception):
    def __init__(self, result: str, reason: str) -> None:
        super().__init__(reason)
        self.result = result
        self.reason = reason


def verify(message: Message, questions: Questions, now: int) -> list[Signature]:
    """Try the first five signatures. `now` is in seconds since 1970."""
    return [_verify(message, field, questions, now) for field in message.all(b"dkim-signature")[:TRIED]]


def _verify(message: Message, field: Field, questions: Questions, now: int) -> Signature:
    found = tags.read(field.value) or {}
    domain = tags.host(found.get("d", "")) or ""
    selector = tags.host(found.get("s", "")) or ""
    try:
        _need(found.get("v") == "1", "the signature is malformed")
        parts = take_apart(field, found, now)
        _need(all(parts.signed) and parts.signs_author, "it does not sign From")
        _refuse_odd(message)
        check(message, parts, questions)
    except _SignatureError as fault:
        return Signature(result=fault.result, domain=domain, selector=selector, reason=fault.reason)
    except TemporaryError as fault:
        return Signature(result="temperror", domain=domain, selector=selector, reason=str(fault))
    return Signature(result="pass", domain=domain, selector=selector)


def fault_of(message: Message, parts: Parts, questions: Questions) -> str | None:
    """Return why this signature does not hold, or None where it does. Raise TemporaryError."""
    try:
        check(message, parts, questions)
    except _SignatureError as fault:
        return fault.reason
    return None


def read_parts(field: Field, found: dict[str, str], now: int) -> Parts | None:
    """Return a signature taken apart, or None where it is malformed, weak, or out of its time."""
    try:
        return take_apart(field, found, now)
    except _SignatureError:
        return None


def take_apart(field: Field, found: dict[str, str], now: int) -> Parts:
    """Read what all signatures of messages have. Raise _SignatureError for what is missing or malformed."""
    _need({"a", "b", "bh", "d", "h", "s"} <= found.keys(), "a tag is missing")
    domain, selector = tags.host(found["d"]), tags.host(found["s"])
    _need(domain is not None and "." in domain and selector is not None, "its domain or selector is no name")
    assert domain is not None and selector is not None  # noqa: PT018, S101  said above
    forms = found.get("c", "simple/simple").lower().split("/")
    body_form = forms[1] if len(forms) == 2 else "simple"
    _need(forms[0] in _FORMS and body_form in _FORMS and len(forms) <= 2, "its form is unknown")
    _need("q" not in found or "dns/txt" in tags.words(found["q"].lower()), "its key is not in the DNS")
    signature, body_hash = tags.octets(found["b"]), tags.octets(found["bh"])
    _need(bool(signature) and body_hash is not None, "its values are not base64")
    assert signature is not None and body_hash is not None  # noqa: PT018, S101  said above
    _check_times(found, now)
    algorithm = found["a"].lower()
    if algorithm not in keys.KINDS:
        raise _SignatureError("fail" if algorithm == "rsa-sha1" else "permerror", f"{algorithm[:20]!r} is not accepted")
    if "l" in found:
        raise _SignatureError("fail", "it leaves a part of the text unsigned (l=)")
    return Parts(
        field=field,
        algorithm=algorithm,
        domain=domain,
        selector=selector,
        signed=[name.encode().lower() for name in tags.words(found["h"])],
        header_form=forms[0],
        body_form=body_form,
        body_hash=body_hash,
        signature=signature,
        identity_domain=_identity_domain(found, domain),
    )


def check(message: Message, parts: Parts, questions: Questions) -> None:
    """Raise _SignatureError where body, key or signature are not right, TemporaryError where the DNS is silent."""
    body = message.relaxed_body if parts.body_form == "relaxed" else message.simple_body
    if hashlib.sha256(body).digest() != parts.body_hash:
        raise _SignatureError("fail", "the text was changed after it was signed")
    usable = keys.find(parts.domain, parts.selector, parts.algorithm, questions)
    if isinstance(usable, keys.Refused):
        raise _SignatureError(usable.result, usable.reason)
    allowed = [key for key in usable if not key.strict or parts.identity_domain == parts.domain]
    _need(bool(allowed), "its key is not for subdomains")
    digest = hashlib.sha256(_header(message, parts)).digest()
    if not any(keys.has_signed(key, parts.signature, digest) for key in allowed):
        raise _SignatureError("fail", "the signature is not that of this header and key")


def _header(message: Message, parts: Parts) -> bytes:
    own = parts.field.without_signature()
    fields = message.chosen(parts.signed)
    if parts.header_form == "relaxed":
        return b"".join(field.relaxed + b"\r\n" for field in fields) + own.relaxed
    return b"".join(field.raw for field in fields) + own.raw


def _need(holds: bool, reason: str) -> None:  # noqa: FBT001  reads as a sentence
    if not holds:
        raise _SignatureError("permerror", reason)


def _check_times(found: dict[str, str], now: int) -> None:
    made = tags.number(found["t"]) if "t" in found else None
    ends = tags.number(found["x"]) if "x" in found else None
    _need(("t" in found) == (made is not None), "its time is no number")
    _need(("x" in found) == (ends is not None), "its end is no number")
    if made is not None and made > now + _SLOW_CLOCKS:
        raise _SignatureError("fail", "it is from the future")
    _need(made is None or ends is None or made < ends, "it ended before it began")
    if ends is not None and ends < now:
        raise _SignatureError("fail", "it has expired")


def _identity_domain(found: dict[str, str], domain: str) -> str:
    if "i" not in found:
        return domain
    _, at, name = found["i"].rpartition("@")
    identity = tags.host(name)
    _need(bool(at) and identity is not None, "its identity (i=) is malformed")
    assert identity is not None  # noqa: S101  said above
    _need(f".{identity}".endswith(f".{domain}"), "its identity (i=) is of another domain")
    return identity


def oddity(message: Message) -> str | None:
    """Return why no signature of this message counts, whoever made it: programs read its header differently."""
    counted = Counter(field.name for field in message.fields)
    doubles = [name.decode() for name in _ONCE if counted[name] > 1]
    if doubles:
        return f"the message has more than one {doubles[0]} field"
    if message.is_ragged or any(_ODD.search(field.raw) for field in message.fields):
        return "its header has lines or characters that programs read differently"
    return None


def _refuse_odd(message: Message) -> None:
    odd = oddity(message)
    if odd is not None:
        raise _SignatureError("fail", odd)
