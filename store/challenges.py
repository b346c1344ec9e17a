"""Questions to authors: which wait until there is room for one more, and which are open."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, insert, select, update

from store.model import CommentId, Event, State
from store.schema import challenges, commenters, comments, decisions, subscriptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A question that waits; one that is not about a comment (None) does not, but is counted.

    Hashes are those of the author's address, the same folded, the client and the signing domain.
    """

    comment_id: CommentId | None
    person: bytes
    folded: bytes
    client: bytes | None
    signer: bytes | None
    is_preferred: bool


class Challenges:
    """The questions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: int | None = None

    def put(self, new: Sequence[Waiting], *, at: datetime) -> None:
        """Keep questions, to be looked at now."""
        if new:
            self._connection.execute(_PUT, [{**_row(each), "look_at": at} for each in new])

    def due(self, at: datetime, *, limit: int) -> list[Waiting]:
        """Return questions that are to be looked at: those of preferred authors first, then by time."""
        return [
            Waiting(
                comment_id=CommentId(row.comment_id),
                person=bytes(row.address_hash),
                folded=bytes(row.folded_hash),
                client=row.client_hash,
                signer=row.signer_hash,
                is_preferred=row.is_preferred,
            )
            for row in self._connection.execute(_DUE, {"now": at, "most": limit})
        ]

    def open_among(self, folded: Collection[bytes]) -> set[bytes]:
        """Return the addresses that have been asked and have not answered yet."""
        return set(self._connection.execute(_OPEN, {"folded": list(folded)}).scalars())

    def known_among(self, people: Mapping[bytes, bytes]) -> set[bytes]:
        """Return the folded addresses whose owner ever answered yes. `people`: folded, by the hash of an address."""
        known = set(self._connection.execute(_KNOWN, {"folded": list(set(people.values()))}).scalars())
        followers = self._connection.execute(_FOLLOW, {"people": list(people)}).scalars()
        return known | {people[each] for each in followers}

    def sent(self, asked: Collection[CommentId], *, at: datetime) -> None:
        """Record that these have been asked."""
        if asked:
            self._connection.execute(_SENT, [{"comment": each, "now": at} for each in asked])

    def later(self, times: Mapping[CommentId, datetime]) -> None:
        """Look at these again later."""
        if times:
            rows = [{"comment": each, "then": then} for each, then in times.items()]
            self._connection.execute(_LATER, rows)

    def answered(self, comment_id: CommentId, *, at: datetime) -> None:
        """A question was answered: the next one to the same address may be looked at."""
        self._connection.execute(_NEXT, {"comment": comment_id, "now": at})

    def waiting(self) -> int:
        """Return how many wait. Counted once for each transaction."""
        if self._waiting is None:
            self._waiting = int(self._connection.execute(_COUNT).scalar_one())
        return self._waiting

    def forget(self) -> None:
        """Take away those whose comment waits for no word any more."""
        gone = select(comments.c.id).where(comments.c.state == State.UNCONFIRMED.value)
        self._connection.execute(delete(challenges).where(challenges.c.comment_id.not_in(gone)))


def _row(new: Waiting) -> dict[str, object]:
    return {
        "comment_id": new.comment_id,
        "folded_hash": new.folded,
        "client_hash": new.client,
        "signer_hash": new.signer,
        "is_preferred": new.is_preferred,
    }


_PUT = insert(challenges)
_UNCONFIRMED = (comments.c.id == challenges.c.comment_id) & (comments.c.state == State.UNCONFIRMED.value)
_DUE = (
    select(challenges, commenters.c.address_hash)
    .join(comments, _UNCONFIRMED)
    .join(commenters, commenters.c.id == comments.c.commenter_id)
    .where(challenges.c.look_at <= bindparam("now"))
    .order_by(challenges.c.is_preferred.desc(), challenges.c.look_at, challenges.c.comment_id)
    .limit(bindparam("most"))
)
_THESE: BindParameter[bytes] = bindparam("folded", expanding=True)
_OPEN = (
    select(challenges.c.folded_hash)
    .distinct()
    .join(comments, _UNCONFIRMED)
    .where(challenges.c.folded_hash.in_(_THESE), challenges.c.sent_at.is_not(None))
)
_KNOWN = (
    select(commenters.c.folded_hash)
    .distinct()
    .join(comments, comments.c.commenter_id == commenters.c.id)
    .join(decisions, decisions.c.comment_id == comments.c.id)
    .where(commenters.c.folded_hash.in_(_THESE), decisions.c.event == Event.CONFIRM.value)
)
_FOLLOW = select(subscriptions.c.person_hash).where(
    subscriptions.c.person_hash.in_(bindparam("people", expanding=True)), subscriptions.c.confirmed_at.is_not(None)
)
_MINE = challenges.c.comment_id == bindparam("comment")
_SENT = update(challenges).where(_MINE).values(sent_at=bindparam("now"), look_at=None)
_LATER = update(challenges).where(_MINE).values(look_at=bindparam("then"))
_OF_SAME = select(challenges.c.folded_hash).where(_MINE).scalar_subquery()
_NEXT = (
    update(challenges)
    .where(challenges.c.folded_hash == _OF_SAME, challenges.c.look_at.is_not(None))
    .values(look_at=bindparam("now"))
)
_COUNT = (
    select(func.count()).select_from(challenges).join(comments, _UNCONFIRMED).where(challenges.c.look_at.is_not(None))
)
