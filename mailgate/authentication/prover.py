"""The worker's stage that finds out who wrote a batch of mails: many at once, before any transaction begins.

Mail that a server of ours brings is judged by that server's stamp, if it has a name to stamp with. Of its client we
know nothing, so there is no SPF; and where the operator chose no resolver, mail that comes from this machine or from a
server of ours is not judged at all: each author is asked. All other mail is judged by the DNS. A batch waits ten
seconds at most; while nobody answers, the next ones wait less, so that what needs no proof is not held up behind them.
"""

import re
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import structlog

from mailgate import faults
from mailgate.authentication import verdict
from mailgate.authentication.resolver import Resolver
from mailgate.proof import NOTHING, Proof, Way
from store.spool import Spooled

AT_ONCE = 50  # as many as a batch has: its slowest mail is all that it waits for
_UNANSWERED = 1.0  # seconds for each mail of a batch, after one in which the DNS answered nothing

_TOP = 4_096
# As Postfix, Exim and others write it: from HELO (NAME [ADDRESS]) by ...
_RECEIVED = re.compile(rb"(?:Return-Path:[^\n]*\n)?Received:\s+from\s[^;]{0,600}?\[([0-9A-Za-z:.]{2,50})\]", re.I)

_Judged = tuple[Proof, bool]  # and whether the DNS was asked

log = structlog.get_logger("mailgate.prover")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Who brings mail and who is believed. `relays`: servers of ours, beside every Unix socket; they stamp mail with
    `authserv_id`, if that is given. `sealers`: whose ARC seals count. `asks_for_all`: judge also what comes from here.
    """

    authserv_id: str | None = None
    relays: tuple[IPv4Network | IPv6Network, ...] = ()
    sealers: frozenset[str] = frozenset()
    asks_for_all: bool = False


class Prover:
    """Judges mails in threads of its own. Without a resolver nothing is proved but by stamps."""

    def __init__(self, resolver: Resolver | None = None, surroundings: Surroundings = Surroundings()) -> None:
        self._resolver = resolver
        self._around = surroundings
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="proving")
        self._is_silent = False

    def begin(self, mails: Sequence[Spooled | None]) -> list[Future[_Judged]]:
        """Begin to judge mails; None stands for one that needs no proof."""
        deadline = _UNANSWERED if self._is_silent else None
        return [self._threads.submit(self._judge, each, deadline) for each in mails]

    def end(self, begun: Sequence[Future[_Judged]]) -> list[Proof]:
        """Wait for the answers, in the same order."""
        judged = [each.result() for each in begun]
        asked = [proof for proof, was_asked in judged if was_asked]
        if asked:
            self._is_silent = all(proof.is_temporary for proof in asked)
        return [proof for proof, _ in judged]

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown()

    def _judge(self, mail: Spooled | None, deadline: float | None) -> _Judged:
        if mail is None:
            return NOTHING, False
        try:
            proof, was_asked = self._proof(mail, deadline)
            return replace(proof, client=self._client(mail)), was_asked
        except Exception as error:  # noqa: BLE001 - a mail that we stumble over must not stop the others (INV-07)
            log.error("not judged", mail=mail.id, error=faults.place(error))  # noqa: TRY400
            return NOTHING, False

    def _proof(self, mail: Spooled, deadline: float | None) -> _Judged:
        around, envelope = self._around, mail.envelope
        is_ours = self._is_ours(envelope.peer)
        if is_ours and around.authserv_id is not None:
            return _as_proof(verdict.stamped(mail.raw, around.authserv_id)), False
        is_here = is_ours or ip_address(envelope.peer).is_loopback
        if self._resolver is None or (is_here and not around.asks_for_all):
            return NOTHING, False
        client = verdict.Envelope(ip=envelope.peer, helo=envelope.helo, mail_from=envelope.sender or "")
        judged_as = verdict.UNSEEN if is_ours else client
        trust, looks = verdict.Trust(sealers=around.sealers), bool(around.sealers)
        found = verdict.judge(mail.raw, judged_as, self._resolver, trust, deadline=deadline, looks_at_arc=looks)
        return _as_proof(found), True

    def _client(self, mail: Spooled) -> str | None:
        """Return who is counted as the client. A server of ours tells of it in the topmost Received field."""
        peer = mail.envelope.peer
        if not self._is_ours(peer):
            return _counted(peer)
        told = _RECEIVED.match(mail.raw[:_TOP])
        return _counted(told[1].decode("ascii")) if told else None

    def _is_ours(self, peer: str) -> bool:
        """Whether a server of ours brought the mail; what came by a Unix socket has no address."""
        try:
            address = ip_address(peer)
        except ValueError:
            return True
        return any(address in network for network in self._around.relays)


def _counted(client: str) -> str | None:
    """Return the address, or of IPv6 the network, that a client is counted by; this machine is nobody else's client."""
    try:
        address = ip_address(client.removeprefix("IPv6:"))
    except ValueError:
        return None
    if address.is_loopback:
        return None
    return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))


def _as_proof(found: verdict.Authentication) -> Proof:
    return Proof(
        by=None if found.by is None else Way(found.by),
        is_verified=found.verified,
        is_refuted=found.dmarc == "fail" and found.policy == "reject" and not found.verified,
        is_temporary=found.temporary,
        signers=tuple(each.domain for each in found.dkim if each.result == "pass" and each.domain),
    )
