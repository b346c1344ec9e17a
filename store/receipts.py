"""Receipts: each comment that its author has confirmed can be found again by them, and by nobody else.

A receipt's number is 128 bits that only its holder and the site's look-up key know; its SHA-256 is published beside the
state of the comment, so that none can be lost in silence. A receipt is written in the transaction of what it tells.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, update

from store.model import Comment, Decision, Event, State
from store.schema import receipts
from store.sealed import Box

REASONS = frozenset({"abusive", "advertising", "duplicate", "off-topic", "personal", "spam", "unlawful"})
NO_REASON, OTHER = "no reason given", "other"
_DECIDED = (Event.APPROVE, Event.TRUST, Event.REDACT, Event.REJECT, Event.DISCARD)


def number(box: Box, public_id: str) -> str:
    """Return the number of a comment's receipt: 32 hexadecimal digits."""
    return box.digest("receipt", public_id.encode())[:16].hex()


def hash_of(receipt: str) -> bytes:
    """Return the SHA-256 that is published of a receipt's number."""
    return hashlib.sha256(receipt.encode()).digest()


class Receipts:
    """The receipts of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def note(self, comment: Comment, event: Event, after: State, *, reason: str, at: datetime) -> None:
        """Write what has happened to a comment as it was read; one that was never confirmed has no receipt."""
        if event is Event.CONFIRM:
            self._begin(comment, at)
            return
        decision = Decision(
            event=event, before=comment.state, after=after, reason=reason, moderator_id=None, decided_at=at
        )
        self.note_all([(comment, decision)])

    def note_all(self, made: Sequence[tuple[Comment, Decision]]) -> None:
        """Write decisions on comments that were confirmed before."""
        waited = [_decided(*one) for one in made if one[1].event in _DECIDED and one[1].before is State.PENDING]
        moved = [_moved(*one) for one in made if one[1].event not in _DECIDED or one[1].before is not State.PENDING]
        for statement, rows in ((_DECIDE, waited), (_MOVE, moved)):
            if rows:
                self._connection.execute(statement, rows)

    def _begin(self, comment: Comment, at: datetime) -> None:
        values = {
            "comment_id": comment.id,
            "document_id": comment.document_id,
            "hash": hash_of(number(self._box, comment.public_id)),
            "state": State.PENDING.value,
            "reason": "",
            "confirmed": _seconds(at),
        }
        self._connection.execute(_BEGIN, values)


def _moved(comment: Comment, decision: Decision) -> dict[str, object]:
    after = _public(decision.after)
    why = _reason(decision.event, decision.reason) if after is State.REJECTED else ""
    return {"of_comment": comment.id, "after": after.value, "why": why}


def _decided(comment: Comment, decision: Decision) -> dict[str, object]:
    return {**_moved(comment, decision), "at": _seconds(decision.decided_at)}


def _public(state: State) -> State:
    """A sender of spam is told that it was rejected, if they look."""
    return State.REJECTED if state is State.DISCARDED else state


def _reason(event: Event, reason: str) -> str:
    """Return the one of our words under which a rejection is counted: a moderator's own words are no one else's."""
    if event is Event.DISCARD:
        return "spam"
    word = reason.strip().casefold()
    return word if word in REASONS else OTHER if word else NO_REASON


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


_BEGIN = insert(receipts)
_MOVE = (
    update(receipts)
    .where(receipts.c.comment_id == bindparam("of_comment"))
    .values(state=bindparam("after"), reason=bindparam("why"))
)
_WAITED = bindparam("at", type_=receipts.c.confirmed.type) - receipts.c.confirmed
_DECIDE = _MOVE.values(waited=func.coalesce(receipts.c.waited, _WAITED))
