"""Whom to ask whether their comment still stands, now that an edition has changed its paragraph; and what they said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from store.model import CommentId, DocumentId, ParagraphId, State
from store.schema import comments, made_on, paragraphs, restated, wordings

_STANDING = [State.PENDING.value, State.APPROVED.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """One commenter's comments on a paragraph that has changed. `before`: what it said; None: it was left out.

    `number`: what was printed before it then. `edition`: the last that said so; None where it was left out.
    """

    comments: tuple[CommentId, ...]
    before: str | None
    number: str | None = None
    edition: int | None = None


class Restating:
    """The questions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_edited(self, document_id: DocumentId, edition: int) -> None:
        """Ask about the comments on paragraphs whose wording was kept as the last one of this edition."""
        mine = (paragraphs.c.document_id == document_id) & (wordings.c.edition == edition)
        found = select(comments.c.id, wordings.c.id).join(paragraphs, paragraphs.c.id == comments.c.paragraph_id)
        found = found.join(wordings, wordings.c.paragraph_id == paragraphs.c.id).where(mine, self._to_ask())
        self._connection.execute(insert(restated).from_select(["comment_id", "wording_id"], found))

    def put_left_out(self, gone: Collection[ParagraphId]) -> None:
        """Tell of the comments on paragraphs that are in the report no more."""
        found = select(comments.c.id).where(comments.c.paragraph_id.in_(gone), self._to_ask())
        self._connection.execute(insert(restated).from_select(["comment_id"], found))

    def _to_ask(self) -> ColumnElement[bool]:
        is_new = comments.c.id.not_in(select(restated.c.comment_id))  # else the older wording is the one to show
        return comments.c.state.in_(_STANDING) & comments.c.is_official.is_(False) & is_new

    def waiting(self) -> int:
        """Return about how many comments are to be asked about."""
        return int(self._connection.execute(select(func.count()).select_from(restated)).scalar_one())

    def take(self, *, limit: int) -> list[Restated]:
        """Return what is to be asked, of about so many comments, and forget it: it is asked in this transaction.

        Nothing while another worker asks, as a rule; what one has taken no other returns, ever.
        """
        if not self._hold():
            return []
        rows = self._rows(limit)
        groups = [list(some) for _, some in groupby(rows, key=lambda row: (row.paragraph_id, row.commenter_id))]
        taken = groups if len(rows) < limit or len(groups) == 1 else groups[:-1]  # the last may go on
        mine = self._forget([row.comment_id for some in taken for row in some])
        found = [[row for row in some if row.comment_id in mine] for some in taken]
        return [
            Restated(
                comments=tuple(row.comment_id for row in some),
                before=some[0].text,
                number=some[0].number,
                edition=some[0].edition,
            )
            for some in found
            if some
        ]

    def _rows(self, limit: int) -> Sequence[Row[Any]]:
        """Return what waits, with the wording each comment was made on; those of one letter stand together."""
        wording = wordings.c.text, wordings.c.number, wordings.c.edition
        statement = select(restated, *wording, comments.c.commenter_id, comments.c.paragraph_id)
        statement = statement.join(comments, comments.c.id == restated.c.comment_id)
        statement = statement.outerjoin(wordings, wordings.c.id == restated.c.wording_id)
        order = (comments.c.paragraph_id, comments.c.commenter_id, restated.c.comment_id)
        return self._connection.execute(statement.order_by(*order).limit(limit)).all()

    def _hold(self) -> bool:
        """Hold the first question until the transaction ends; False: another worker holds it, or there is none."""
        first = select(func.min(restated.c.comment_id)).scalar_subquery()
        held = select(restated.c.comment_id).where(restated.c.comment_id == first).with_for_update(skip_locked=True)
        return self._connection.execute(held).one_or_none() is not None

    def stands(self, comment_ids: Collection[CommentId], *, edition: int) -> None:
        """Keep that the author lets these comments stand in an edition."""
        mine = made_on.c.comment_id.in_(comment_ids)
        self._connection.execute(update(made_on).where(mine).values(stands=edition))

    def _forget(self, comment_ids: Sequence[int]) -> set[int]:
        """Return which of these were still there."""
        gone = delete(restated).where(restated.c.comment_id.in_(comment_ids)).returning(restated.c.comment_id)
        return set(self._connection.execute(gone).scalars()) if comment_ids else set()
