"""Mail to postmaster and abuse reaches a person: the operator gets it as it came (RFC 2142)."""

from mailgate import letters
from mailgate.address import ToRole
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome
from store.spool import Result, Verdict


def receive(incoming: Incoming, to: ToRole, desk: Desk) -> Outcome:
    """Hand it to the operator, but for what would go round in a circle: loops, and reports without a sender."""
    if incoming.reading.automatic == "loop" or incoming.mail.envelope.sender is None:
        reason = incoming.reading.automatic or "null sender"
        return Outcome(verdict=Verdict(result=Result.AUTO, reason=reason, facts=incoming.facts))
    verdict = Verdict(result=Result.REFUSED, reason=f"handed to the operator ({to.name})", facts=incoming.facts)
    return Outcome(verdict=verdict, letters=(letters.forwarded(to.name, incoming.mail.raw, desk),))
