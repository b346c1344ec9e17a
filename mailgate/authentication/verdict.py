"""One mail, judged: SPF, DKIM, ARC and DMARC joined to one answer: is the author's address proved?

It is proved by a DMARC pass alone (INV-21): the author's domain has a DMARC record, and a valid DKIM signature that
covers From, or SPF for the envelope sender, is aligned with it. Without a record nothing is proved, however well a mail
is signed: the domain has not said that its signatures speak for its authors. Two ways replace our own look, if the
operator says so: the stamp of our own front server, and a chain of sealers who are all on the operator's list and the
first of whom saw a DMARC pass. A fault of the DNS proves nothing and is told apart, so that the mail is judged again.
"""

import time
from dataclasses import dataclass
from typing import NamedTuple

from mailgate import header_block
from mailgate.authentication import arc, dkim, dmarc, results, spf
from mailgate.authentication.canonical import Message
from mailgate.authentication.resolver import Questions, Resolver, TemporaryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the SMTP session told: the client's address, its HELO name, and the reverse-path (empty for null)."""

    ip: str
    helo: str
    mail_from: str


UNSEEN = Envelope(ip="", helo="", mail_from="")  # a server in front saw the client: nothing is known of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """Whom the operator believes: our front server, by its authserv-id, and ARC sealers, by domain (lower case)."""

    authserv_id: str | None = None
    sealers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What became of one DKIM signature, and whether its domain is aligned with the author's."""

    result: str
    domain: str
    selector: str
    aligned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """What is proved of a mail. Results are those of RFC 8601; `policy` is what the author's domain asks for, or None.

    `verified`: the author's address is proved. `temporary`: it is not, but might be once the DNS answers. `by`: which
    aligned pass speaks for the author (dkim, spf, arc, stamp), also where their domain has no DMARC record.
    """

    spf: str
    dkim: tuple[Signed, ...]
    dmarc: str
    policy: str | None
    arc: str
    verified: bool
    temporary: bool
    reason: str
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What SPF, DKIM and ARC answered for one mail. `is_odd`: no signature of it says anything of its author."""

    sender: spf.Sender
    signatures: list[dkim.Signature]
    chain: arc.Chain
    is_odd: bool


class _Speaks(NamedTuple):
    """The proof that speaks for the author, and the sentence that says so."""

    way: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Which proofs speak for the author: by DKIM and SPF, and whether one might if the DNS answered."""

    dkim: tuple[bool, ...] = ()
    by: _Speaks | None = None
    perhaps: bool = False


def judge(
    raw: bytes,
    envelope: Envelope,
    resolver: Resolver,
    trust: Trust = Trust(),
    *,
    deadline: float | None = None,
    looks_at_arc: bool = True,
) -> Authentication:
    """Judge a mail. Waits for the DNS, ten seconds (or `deadline`) at most; never call it in a transaction.

    `looks_at_arc`: where nobody's seals are believed, a look only costs questions. Never raises on bytes.
    """
    if trust.authserv_id is not None:
        return stamped(raw, trust.authserv_id)
    message = Message(raw)
    domain = _author_domain(raw)
    questions, now = resolver.questions(deadline), int(time.time())
    if domain is not None:
        questions.keep_half_for(dmarc.neighbourhood(domain, questions))
    found = _Found(
        sender=spf.check(envelope.ip, envelope.helo, envelope.mail_from, questions),
        signatures=dkim.verify(message, questions, now),
        chain=arc.verify(message, questions, now) if looks_at_arc else arc.Chain(outcome="none"),
        is_odd=dkim.oddity(message) is not None,
    )
    if domain is None:
        reason = "The mail does not have exactly one author with one plain address."
        return _answer(found, outcome="permerror", reason=reason)
    return _with_author(domain, found, questions, trust)


def stamped(raw: bytes, authserv_id: str) -> Authentication:
    """Judge a mail by what our own front server stamped on it: that stands for our own look at signatures and SPF.

    That server may let pass what was signed and had a field added: of such a mail its pass proves nothing.
    """
    message = Message(raw)
    odd = dkim.oddity(message) or results.oddity(message, authserv_id)
    return _stamped(results.stamped(message, authserv_id), _author_domain(raw), odd)


def _author_domain(raw: bytes) -> str | None:
    author = header_block.author(raw)
    return None if isinstance(author, header_block.Refusal) else dmarc.author_domain(author.address)


def _with_author(domain: str, found: _Found, questions: Questions, trust: Trust) -> Authentication:
    try:
        wish = dmarc.find(domain, questions)
    except TemporaryError:
        reason = f"The DNS did not say what {domain} asks for."
        return _answer(found, outcome="temperror", reason=reason)
    aligned = _alignment(domain, wish, found, questions)
    policy = wish.policy if wish else None
    if wish is None:
        reason = f"{domain} has no DMARC record."
        return _answer(found, outcome="none", reason=reason, aligned=aligned)
    if aligned.by is not None:
        reason = f"{aligned.by.sentence} for {domain}."
        return _answer(found, outcome="pass", policy=policy, reason=reason, aligned=aligned)
    if _is_believed(found.chain, domain, trust) and not found.is_odd:
        reason = f"{found.chain.sealers[0]} saw a DMARC pass for {domain} before the mail was passed on."
        return _answer(found, outcome="fail", policy=policy, reason=reason, aligned=aligned, verified=True)
    outcome = "temperror" if aligned.perhaps else "fail"
    reason = _why_not(domain, found, aligned)
    return _answer(found, outcome=outcome, policy=policy, reason=reason, aligned=aligned)


def _alignment(domain: str, wish: dmarc.Wish | None, found: _Found, questions: Questions) -> _Aligned:
    """Compare every proved or doubtful domain with the author's; a fault of the DNS on the way aligns nothing."""
    sender, signatures = found.sender, found.signatures
    strict_dkim = wish is not None and wish.record.strict_dkim
    strict_spf = wish is not None and wish.record.strict_spf
    by_dkim = [_is_aligned(domain, each.domain, questions, strict=strict_dkim) for each in signatures]
    by_spf = _is_aligned(domain, sender.domain, questions, strict=strict_spf) if sender.domain else False
    doubtful = [each.result for each, fits in zip(signatures, by_dkim, strict=True) if fits is not False]
    by = _proof(sender, signatures, by_dkim, by_spf=by_spf is True)
    perhaps = by is None and (
        "temperror" in doubtful
        or (sender.result == "temperror" and by_spf is not False)
        or any(each.result == "pass" and fits is None for each, fits in zip(signatures, by_dkim, strict=True))
        or (sender.result == "pass" and by_spf is None)
    )
    return _Aligned(tuple(fits is True for fits in by_dkim), by, perhaps)


def _proof(
    sender: spf.Sender, signatures: list[dkim.Signature], by_dkim: list[bool | None], *, by_spf: bool
) -> _Speaks | None:
    for signature, fits in zip(signatures, by_dkim, strict=True):
        if signature.result == "pass" and fits:
            return _Speaks("dkim", f"Signed by {signature.domain} (DKIM)")
    if sender.result == "pass" and by_spf:
        return _Speaks("spf", f"Sent by a server of {sender.domain} (SPF)")
    return None


def _is_aligned(author: str, proved: str, questions: Questions, *, strict: bool) -> bool | None:
    """Whether, or None where the DNS does not say."""
    if not proved:
        return False
    try:
        return dmarc.are_aligned(author, proved.lower(), questions, strict=strict)
    except TemporaryError:
        return None


def _is_believed(chain: arc.Chain, domain: str, trust: Trust) -> bool:
    """Whether everybody in the chain is on the operator's list, and the first of them saw a DMARC pass."""
    if chain.outcome != "pass" or not set(chain.sealers) <= trust.sealers:
        return False
    seen = results.read_value(chain.first_seen.decode("utf-8", "replace").replace("\r\n", "").strip())
    return seen is not None and _says_pass(seen[1], domain)


def _says_pass(found: list[results.Stamped], domain: str) -> bool:
    """Whether there is a DMARC result, and every one is a pass for this domain."""
    judged = [each for each in found if each.method == "dmarc"]
    return bool(judged) and all(
        each.result == "pass" and dmarc.author_domain(each.properties.get("header.from", "")) == domain
        for each in judged
    )


def _stamped(found: list[results.Stamped], domain: str | None, odd: str | None) -> Authentication:
    by_method = {each.method: each for each in reversed(found)}
    signatures = tuple(_signed(each, domain) for each in found if each.method == "dkim")
    verified = domain is not None and odd is None and _says_pass(found, domain)
    spf_result, dmarc_result = by_method.get("spf"), by_method.get("dmarc")
    outcome = dmarc_result.result if dmarc_result else "none"
    policy = dmarc_result.properties.get(results.POLICY) if dmarc_result else None
    said = f"Our front server saw a DMARC {outcome}" if dmarc_result else "Our front server said nothing of DMARC"
    if (
        outcome == "pass" and not verified
    ):  # a pass that does not count: its author is asked, whatever their domain wants
        outcome, policy, odd = "fail", None, odd or "its results do not agree on that"
    return Authentication(
        spf=spf_result.result if spf_result else "none",
        dkim=signatures,
        dmarc=outcome,
        policy=policy,
        arc=by_method["arc"].result if "arc" in by_method else "none",
        verified=verified,
        by="stamp" if verified else None,
        temporary=outcome == "temperror",
        reason=_stamped_reason(said, domain, odd),
    )


def _stamped_reason(said: str, domain: str | None, odd: str | None) -> str:
    if domain is None:
        return "The mail does not have exactly one author with one address."
    return f"{said} for {domain}." if odd is None else f"{said} for {domain}, but {odd}."


def _signed(each: results.Stamped, domain: str | None) -> Signed:
    signer = each.properties.get("header.d") or each.properties.get("header.i", "").rpartition("@")[2]
    return Signed(
        result=each.result, domain=signer, selector=each.properties.get("header.s", ""), aligned=signer == domain
    )


def _why_not(domain: str, found: _Found, aligned: _Aligned) -> str:
    if aligned.perhaps:
        return f"The DNS did not answer, so that nothing speaks for {domain} yet."
    for signature, fits in zip(found.signatures, aligned.dkim, strict=True):
        if fits:
            return f"The signature of {signature.domain} does not count: {signature.reason}."
    if any(signature.result == "pass" for signature in found.signatures):
        return f"The mail is signed, but not by {domain}."
    return f"Nothing speaks for {domain}: no valid signature of it, and SPF says {found.sender.result}."


def _answer(
    found: _Found,
    *,
    outcome: str,
    reason: str,
    policy: str | None = None,
    aligned: _Aligned = _Aligned(),
    verified: bool = False,
) -> Authentication:
    fits = aligned.dkim or (False,) * len(found.signatures)
    return Authentication(
        spf=found.sender.result,
        dkim=tuple(
            Signed(result=each.result, domain=each.domain, selector=each.selector, aligned=fit)
            for each, fit in zip(found.signatures, fits, strict=True)
        ),
        dmarc=outcome,
        policy=policy,
        arc=found.chain.outcome,
        verified=verified or outcome == "pass",
        by=aligned.by.way if aligned.by else "arc" if verified else None,
        temporary=outcome == "temperror",
        reason=reason,
    )
