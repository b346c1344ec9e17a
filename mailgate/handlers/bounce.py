"""Mail to the envelope sender of a letter of ours: a delivery report, or a machine. Recorded, never answered."""

from mailgate.address import ToBounce
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome
from store.spool import Result, Verdict


def receive(incoming: Incoming, to: ToBounce, desk: Desk) -> Outcome:  # noqa: ARG001  a handler's signature
    """Record it."""
    reason = incoming.reading.automatic or "not a delivery report"
    return Outcome(verdict=Verdict(result=Result.BOUNCED, reason=reason, facts=incoming.facts))
