"""What a handler is given and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mailgate.desk import Desk
from mailgate.proof import NOTHING, Proof
from mailgate.rates import Ask
from mailgate.reading.model import Reading
from mailgate.sending.compose import Letter
from store.model import Comment
from store.spool import Facts, Result, Spooled, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A mail that was read, and what is proved of its author."""

    mail: Spooled
    reading: Reading
    proof: Proof = NOTHING

    @property
    def ask(self) -> Ask:
        """Who causes a question to the author of this mail."""
        signer = next(iter(self.proof.signers), None)
        return Ask(client=self.proof.client, signer=signer, is_preferred=self.proof.by is not None)

    @property
    def facts(self) -> Facts:
        """What the record keeps of the header, and the author's own words."""
        reading = self.reading
        return Facts(
            author=reading.author,
            subject=reading.subject,
            message_id=reading.message_id,
            text=reading.text,
            attachments=reading.attachments,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a mail, and the letters that it causes."""

    verdict: Verdict
    letters: tuple[Letter, ...] = ()


Handler = Callable[[Incoming, Any, Desk], Outcome]


def refused(incoming: Incoming, reason: str) -> Outcome:
    """Keep the mail on record and do nothing; nobody is written to."""
    return Outcome(verdict=Verdict(result=Result.REFUSED, reason=reason, facts=incoming.facts))


def by_machine(incoming: Incoming) -> Outcome:
    """Keep a machine's mail on record, or one in our own name, and answer nothing (RFC 3834)."""
    kind = incoming.reading.automatic or "from an address of ours"
    return Outcome(verdict=Verdict(result=Result.AUTO, reason=kind, facts=incoming.facts))


def about(incoming: Incoming, comment: Comment, reason: str, *letters: Letter) -> Outcome:
    """The mail was an answer to a letter about a comment; `reason` says what it did."""
    verdict = Verdict(
        result=Result.COMMAND,
        reason=reason,
        facts=incoming.facts,
        paragraph_id=comment.paragraph_id,
        comment_id=comment.id,
    )
    return Outcome(verdict=verdict, letters=letters)


def hint(incoming: Incoming, comment: Comment, desk: Desk, digest: bytes, letter: Letter) -> Outcome:
    """What was not understood changes nothing, and is answered once for each letter of ours."""
    if desk.grants.hint(digest):
        return about(incoming, comment, "not understood", letter)
    return about(incoming, comment, "not understood, again")
