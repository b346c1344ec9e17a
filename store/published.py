"""All that the renderer may read of comments: no address, no sealed column, so no data key is needed.

A comment is shown from its first approval on; one that was rejected or withdrawn afterwards is a stub whose name and
words are not even read.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, select

from store.model import CommentId, DocumentId, ListedComment, ParagraphId, PublishedComment, SectionId, State
from store.schema import comments, documents, paragraphs, revisions


class Published:
    """The published comments of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def comment(self, comment_id: CommentId) -> tuple[ParagraphId, str] | None:
        """Return the paragraph of a comment, and its public id; None where it was never approved."""
        row = self._connection.execute(_BY_ID, {"comment_id": comment_id}).one_or_none()
        return None if row is None else (ParagraphId(row.paragraph_id), row.public_id)

    def permanent(self, document_id: DocumentId) -> Iterator[str]:
        """Yield the public ids of the comments on a document that ever had a page."""
        statement = select(comments.c.public_id).join(paragraphs, paragraphs.c.id == comments.c.paragraph_id)
        mine = (paragraphs.c.document_id == document_id) & comments.c.approved_at.is_not(None)
        yield from self._connection.execute(statement.where(mine).order_by(comments.c.id)).scalars()

    def listed(self, paragraph_id: ParagraphId) -> list[ListedComment]:
        """Return what there is on a paragraph in the order of first approval, stubs included, without anybody's words.

        So a new one is always the last, and a page of them that is full stays as it is.
        """
        rows = self._connection.execute(_LISTED, {"paragraph": paragraph_id}).all()
        return [
            ListedComment(comment_id, public_id, answers, bool(stub)) for comment_id, public_id, answers, stub in rows
        ]

    def some(self, comment_ids: Iterable[CommentId]) -> list[PublishedComment]:
        """Return these comments, in any order; one that was never approved is left out."""
        rows = self._connection.execute(_SOME, {"ids": list(comment_ids)}).all()  # at once: by one takes longer
        return [_published(row) for row in rows]

    def latest(self, document_id: DocumentId | None, *, limit: int) -> list[PublishedComment]:
        """Return the comments approved last in a document, or in all (None), newest first, without stubs."""
        if document_id is not None:
            return self._latest_of(document_id, limit)
        statement = _SHOWN.where(comments.c.state == State.APPROVED.value)
        if removed := self._removed():
            joined = paragraphs.c.id == comments.c.paragraph_id
            statement = statement.join(paragraphs, joined).where(paragraphs.c.document_id.not_in(removed))
        newest = statement.order_by(*_NEWEST).limit(limit)
        return [_published(row) for row in self._connection.execute(newest)]

    def _latest_of(self, document_id: DocumentId, limit: int) -> list[PublishedComment]:
        """Look among the newest of the site, where those of a lively document are: of a quiet one, behind a million."""
        there = (_NEWS.c.paragraph_id == paragraphs.c.id) & (paragraphs.c.document_id == document_id)
        order = _NEWS.c.approved_at.desc(), _NEWS.c.id.desc()
        found = self._shown(select(_NEWS.c.id).join(paragraphs, there).order_by(*order).limit(limit))
        if len(found) == limit:
            return found
        return self._newest_on(select(paragraphs.c.id).where(paragraphs.c.document_id == document_id), limit)

    def official(self, document_id: DocumentId, *, limit: int) -> list[PublishedComment]:
        """Return the official answers approved last in a document, newest first, without stubs."""
        official = select(comments.c.id).where(comments.c.is_official, ~_IS_STUB)  # in the whole site they are few
        statement = _SHOWN.where(comments.c.id.in_(official))
        statement = statement.join(paragraphs, paragraphs.c.id == comments.c.paragraph_id)
        newest = statement.where(paragraphs.c.document_id == document_id).order_by(*_NEWEST).limit(limit)
        return [_published(row) for row in self._connection.execute(newest)]

    def _removed(self) -> list[int]:
        statement = select(documents.c.id).where(documents.c.removed_at.is_not(None))
        return list(self._connection.execute(statement).scalars())

    def latest_in(
        self, document_id: DocumentId, sections: Collection[SectionId], *, limit: int
    ) -> list[PublishedComment]:
        """Return the comments approved last on the paragraphs of these sections, newest first, without stubs."""
        inside = select(paragraphs.c.id).where(
            paragraphs.c.section_id.in_(sections), paragraphs.c.document_id == document_id
        )
        return self._newest_on(inside, limit)

    def _newest_on(self, inside: Select[tuple[int]], limit: int) -> list[PublishedComment]:
        """Return the comments approved last on some paragraphs, newest first, without stubs."""
        # Which they are is found in an index alone: there are few, in the whole site perhaps a million.
        shown = select(comments.c.id).where(
            comments.c.paragraph_id.in_(inside), comments.c.approved_at.is_not(None), ~_IS_STUB
        )
        return self._shown(shown.order_by(*_NEWEST).limit(limit))

    def _shown(self, wanted: Select[tuple[int]]) -> list[PublishedComment]:
        """Return these comments, newest first."""
        statement = _SHOWN.where(comments.c.id.in_(wanted)).order_by(*_NEWEST)
        return [_published(row) for row in self._connection.execute(statement)]

    def of_document(self, document_id: DocumentId, *, places: range | None = None) -> Iterator[PublishedComment]:
        """Yield the comments of a document by place of their paragraph, then as `listed` has them.

        `places`: only those on paragraphs whose position is in this range (step 1).
        """
        statement = _SHOWN.join(paragraphs, paragraphs.c.id == comments.c.paragraph_id)
        statement = statement.where(paragraphs.c.document_id == document_id)
        if places is not None:
            statement = statement.where(paragraphs.c.position.between(places.start, places.stop - 1))
        streaming = self._connection.execution_options(yield_per=1_000)
        for row in streaming.execute(statement.order_by(paragraphs.c.position, *_ORDER)):
            yield _published(row)


def _shown() -> Select[Any]:
    is_hidden = comments.c.hidden_at.is_not(None)
    is_approved = (comments.c.state == State.APPROVED.value) & ~is_hidden
    present = (revisions.c.comment_id == comments.c.id) & (revisions.c.position == comments.c.revision)
    return (
        select(  # in the order of PublishedComment
            comments.c.id,
            comments.c.public_id,
            comments.c.paragraph_id,
            comments.c.state,
            case((is_approved, revisions.c.name), else_="").label("name"),
            case((is_approved, revisions.c.html), else_="").label("html"),
            comments.c.received_at,
            comments.c.approved_at,
            comments.c.answers,
            comments.c.is_official,
            comments.c.corrected_at,
            is_hidden.label("is_hidden"),
        )
        .join(revisions, present)
        .where(comments.c.approved_at.is_not(None))
    )


_SHOWN = _shown()
_BY_ID = select(comments.c.paragraph_id, comments.c.public_id).where(
    comments.c.id == bindparam("comment_id"), comments.c.approved_at.is_not(None)
)
_ORDER = (comments.c.approved_at, comments.c.id)
_NEWEST = (comments.c.approved_at.desc(), comments.c.id.desc())
_SOME = _SHOWN.where(comments.c.id.in_(bindparam("ids", expanding=True)))
_IS_STUB = comments.c.hidden_at.is_not(None) | (comments.c.state != State.APPROVED.value)
_LISTED = (
    select(comments.c.id, comments.c.public_id, comments.c.answers, _IS_STUB)
    .where(comments.c.paragraph_id == bindparam("paragraph"), comments.c.approved_at.is_not(None))
    .order_by(*_ORDER)
)

_NEWS = (  # of the site
    select(comments.c.id, comments.c.paragraph_id, comments.c.approved_at)
    .where(comments.c.state == State.APPROVED.value, comments.c.hidden_at.is_(None))
    .order_by(*_NEWEST)
    .limit(1_000)
    .subquery("news")
)


_STATES = {state.value: state for state in State}


def _published(row: Sequence[Any]) -> PublishedComment:
    # By place, in the order of PublishedComment: by name takes twice as long.
    comment_id, public_id, paragraph_id, state, *rest = row
    return PublishedComment(comment_id, public_id, paragraph_id, _STATES[state], *rest)
