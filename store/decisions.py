"""What was decided, by whom, when and on which text: rows that are only ever added, chained for each document."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from store import chain
from store.chain import Entry
from store.model import Comment, CommentId, Decision, DocumentId, Event, ModeratorId, State
from store.schema import decisions, documents, log


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How many entries the log of a document has, and the hash of the last one."""

    length: int
    hash: bytes


class Decisions:
    """The decisions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._heads: dict[DocumentId, Head] = {}

    def record(self, made: Sequence[tuple[Comment, Decision]]) -> None:
        """Keep decisions on comments as they were read, one on each, and put each on the chain of its document."""
        if not made:
            return
        ids = self._insert([_row(comment, decision) for comment, decision in made])
        self._lock({comment.document_id for comment, _ in made})
        triples = zip(ids, made, strict=True)
        entries = [self._entry(each, comment, made) for each, (comment, made) in triples]
        self._connection.execute(_INSERT_LOG, entries)

    def of(self, comment_id: CommentId) -> list[Decision]:
        """Return what was decided on a comment, oldest first."""
        return [decision_of(row) for row in self._connection.execute(_OF, {"comment_id": comment_id})]

    def last_of(self, comment_ids: Collection[CommentId]) -> dict[CommentId, Decision]:
        """Return what was decided on each of these comments last."""
        rows = self._connection.execute(_LAST_OF, {"ids": list(comment_ids)})
        return {CommentId(row.comment_id): decision_of(row) for row in rows}

    def head(self, document_id: DocumentId) -> Head:
        """Return where the log of a document stands."""
        row = self._connection.execute(_HEAD, {"document_id": document_id}).one_or_none()
        return Head(length=0, hash=chain.START) if row is None else Head(length=row.position, hash=row.hash)

    def forget(self, comment_ids: Sequence[int]) -> None:
        """Drop the salt of what is said of these comments: nobody can tell any more which words were meant."""
        mine = log.c.decision_id.in_(select(decisions.c.id).where(decisions.c.comment_id.in_(comment_ids)))
        self._connection.execute(update(log).where(mine).values(salt=None))

    def _insert(self, rows: Sequence[dict[str, object]]) -> list[int]:
        """Return the ids of the new rows. Of many they are asked afterwards: SQLite would insert them one by one."""
        if len(rows) == 1:
            return [self._connection.execute(_INSERT_ONE, rows[0]).scalar_one()]
        self._connection.execute(insert(decisions), rows)
        comment_ids = [row["comment_id"] for row in rows]
        newest = {row.comment_id: row.id for row in self._connection.execute(_NEWEST, {"ids": comment_ids})}
        return [newest[comment_id] for comment_id in comment_ids]

    def _lock(self, document_ids: set[DocumentId]) -> None:
        """Let nobody else add to these documents' logs until we are done: SQLite has one writer anyway."""
        for document_id in sorted(document_ids - self._heads.keys()):  # in one order: two never wait for each other
            self._connection.execute(_LOCK, {"document_id": document_id})
            self._heads[document_id] = self.head(document_id)

    def _entry(self, decision_id: int, comment: Comment, decision: Decision) -> dict[str, object]:
        head = self._heads[comment.document_id]
        salt = secrets.token_bytes(chain.SALT_OCTETS)
        entry = Entry(
            position=head.length + 1,
            comment=comment.public_id,
            event=decision.event,
            before=decision.before,
            after=decision.after,
            moderator_id=decision.moderator_id,
            decided_at=decision.decided_at,
            content=chain.content_of(salt, comment.revision.text_hash, decision.reason),
        )
        digest = chain.hash_of(entry, head.hash)
        self._heads[comment.document_id] = Head(length=entry.position, hash=digest)
        place = {"document_id": comment.document_id, "position": entry.position, "decision_id": decision_id}
        return {**place, "salt": salt, "content": entry.content, "hash": digest}


def _row(comment: Comment, decision: Decision) -> dict[str, object]:
    return {
        "comment_id": comment.id,
        "revision": comment.revision_position,
        "event": decision.event.value,
        "before": decision.before.value,
        "after": decision.after.value,
        "reason": decision.reason,
        "moderator_id": decision.moderator_id,
        "decided_at": decision.decided_at,
    }


def decision_of(row: Row[Any]) -> Decision:
    return Decision(
        event=Event(row.event),
        before=State(row.before),
        after=State(row.after),
        reason=row.reason,
        moderator_id=None if row.moderator_id is None else ModeratorId(row.moderator_id),
        decided_at=row.decided_at,
    )


_INSERT_LOG = insert(log)
_INSERT_ONE = insert(decisions).returning(decisions.c.id)
_NEWEST = (  # ours: whoever moved a comment holds its row until the end
    select(decisions.c.comment_id, func.max(decisions.c.id).label("id"))
    .where(decisions.c.comment_id.in_(bindparam("ids", expanding=True)))
    .group_by(decisions.c.comment_id)
)
_LAST_OF = select(decisions).join(_newest := _NEWEST.subquery(), _newest.c.id == decisions.c.id)
_OF = select(decisions).where(decisions.c.comment_id == bindparam("comment_id")).order_by(decisions.c.id)
_LOCK = select(documents.c.id).where(documents.c.id == bindparam("document_id")).with_for_update(key_share=True)
_OF_DOCUMENT = log.c.document_id == bindparam("document_id")
_HEAD = select(log.c.position, log.c.hash).where(_OF_DOCUMENT).order_by(log.c.position.desc()).limit(1)
