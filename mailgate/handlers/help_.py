"""A question how it works: a person whose domain speaks for them is told. A stranger is not written to."""

from mailgate import letters
from mailgate.address import ToHelp
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome, by_machine, refused
from mailgate.policy import is_ours
from store.spool import Result, Verdict


def receive(incoming: Incoming, _to: ToHelp, desk: Desk) -> Outcome:
    """Tell what can be written where."""
    author = incoming.reading.author
    if incoming.reading.automatic is not None or (author and is_ours(author, desk.site)):
        return by_machine(incoming)
    if author is None or not incoming.proof.is_verified:
        return refused(incoming, "help: its author is not proved")
    verdict = Verdict(result=Result.COMMAND, reason="help", facts=incoming.facts)
    return Outcome(verdict=verdict, letters=(letters.how_it_works(author, desk),))
