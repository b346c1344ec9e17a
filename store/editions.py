"""Editions: a document's next one takes the place of the present one, and what earlier ones said is kept.

A paragraph keeps its row, so its key and its comments, for ever. What left the report stays at a position below -1;
what was merged into another hands its comments and its mail on to that one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from store.documents import Documents, NewDocument, paragraph_row
from store.model import CommentId, Document, DocumentId, Paragraph, ParagraphId, Place, SectionId, State
from store.pictures import Pictures
from store.report_rows import paragraph_of
from store.restated import Restating
from store.schema import comments, counts, documents, editions, gone, made_on, paragraphs, wordings
from store.sections import Sections
from store.splits import Splits

_DEAD = [State.DISCARDED.value, State.EXPIRED.value, State.WITHDRAWN.value, State.ERASED.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdition:
    """The next edition of a document.

    `continues`: for each of its paragraphs the one it continues, or None where it is new. `gone`: the paragraphs of the
    present edition that it does not continue, each with the place of what it was merged into, or None. `parts`: the
    places of those that hold a part of what a paragraph said which goes on elsewhere, each with that one.
    """

    document: NewDocument
    continues: tuple[ParagraphId | None, ...]
    gone: Mapping[ParagraphId, int | None]
    parts: Mapping[int, ParagraphId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition before the present one."""

    number: int
    title: str
    imported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A paragraph's number and text until an edition changed them."""

    edition: int
    number: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOn(Earlier):
    """The wording that a comment was made on, and the paragraph on which the comment stands now.

    `stands`: the last edition in which its author said that it still does.
    """

    paragraph_id: ParagraphId
    stands: int | None


class Editions:
    """The editions of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, present: Document, new: NewEdition, *, at: datetime, asks: bool = False) -> None:
        """Put the next edition in the place of the present one. `asks`: commenters, whether what changed stands."""
        old = {each.id: each for each in Documents(self._connection).paragraphs(present.id)}
        self._keep_wordings(present, old, new, asks=asks)
        section_ids = self._put_sections(present.id, old, new)
        ids = self._write(present.id, section_ids, new)
        self._leave_out(present, new, ids)
        Splits(self._connection).put(present.edition + 1, {ids[place]: was for place, was in new.parts.items()})
        Pictures(self._connection).add(present.id, new.document.pictures)
        if asks:
            Restating(self._connection).put_left_out([was for was, heir in new.gone.items() if heir is None])
        before = {"document_id": present.id, "number": present.edition}
        about = {"title": present.title, "imported_at": present.imported_at}
        self._connection.execute(insert(editions).values(**before, **about))
        values = {"title": new.document.title, "language": new.document.language, "imported_at": at}
        statement = update(documents).where(documents.c.id == present.id)
        self._connection.execute(statement.values(**values, edition=present.edition + 1))

    def _keep_wordings(
        self, present: Document, old: Mapping[ParagraphId, Paragraph], new: NewEdition, *, asks: bool
    ) -> None:
        """Keep what changes, and for each comment which wording it was made on, where that is none kept before."""
        pairs = zip(new.continues, new.document.paragraphs, strict=True)
        kept = [(old[was], now) for was, now in pairs if was is not None]
        edited = [was for was, now in kept if was.text != now.text]
        edited += [old[was] for was, heir in new.gone.items() if heir is not None]
        self._add_wordings(present, edited)
        fresh = select(comments.c.id, wordings.c.id).join(wordings, wordings.c.paragraph_id == comments.c.paragraph_id)
        fresh = fresh.join(paragraphs, paragraphs.c.id == comments.c.paragraph_id)
        fresh = fresh.where(paragraphs.c.document_id == present.id, wordings.c.edition == present.edition)
        fresh = fresh.where(comments.c.id.not_in(select(made_on.c.comment_id)))
        self._connection.execute(insert(made_on).from_select(["comment_id", "wording_id"], fresh))
        if asks:
            Restating(self._connection).put_edited(present.id, present.edition)
        self._add_wordings(present, [was for was, now in kept if was.text == now.text and was.number != now.number])

    def _add_wordings(self, present: Document, changed: Sequence[Paragraph]) -> None:
        rows = [
            {"paragraph_id": each.id, "edition": present.edition, "number": each.number, "text": each.text}
            for each in changed
        ]
        if rows:
            self._connection.execute(insert(wordings), rows)

    def _put_sections(
        self, document_id: DocumentId, old: Mapping[ParagraphId, Paragraph], new: NewEdition
    ) -> list[int]:
        votes: defaultdict[int, Counter[SectionId]] = defaultdict(Counter)
        for was, now in zip(new.continues, new.document.paragraphs, strict=True):
            section = None if was is None else old[was].section_id
            if now.section is not None and section is not None:
                votes[now.section][section] += 1
        freed = update(paragraphs).where(paragraphs.c.document_id == document_id).values(section_id=None)
        self._connection.execute(freed)
        return Sections(self._connection).put(document_id, new.document.sections, votes)

    def _write(self, document_id: DocumentId, section_ids: Sequence[int], new: NewEdition) -> list[ParagraphId]:
        """Write the paragraphs of the new edition; return their ids in order."""
        rows = [
            paragraph_row(document_id, place, section_ids, paragraph)
            for place, paragraph in enumerate(new.document.paragraphs)
        ]
        kept = [{**row, "id_": was} for row, was in zip(rows, new.continues, strict=True) if was is not None]
        added = [row for row, was in zip(rows, new.continues, strict=True) if was is None]
        if kept:
            names = [name for name in kept[0] if name not in {"id_", "key", "document_id"}]
            columns: dict[str, object] = {name: bindparam(name) for name in names}
            statement = update(paragraphs).where(paragraphs.c.id == bindparam("id_")).values(columns)
            self._connection.execute(statement, [{k: v for k, v in row.items() if k != "key"} for row in kept])
        if added:
            self._connection.execute(insert(paragraphs), added)
        by_key = select(paragraphs.c.key, paragraphs.c.id).where(paragraphs.c.document_id == document_id)
        ids = {key: ParagraphId(row_id) for key, row_id in self._connection.execute(by_key)}
        return [ids[paragraph.key] for paragraph in new.document.paragraphs]

    def _leave_out(self, present: Document, new: NewEdition, ids: Sequence[ParagraphId]) -> None:
        if not new.gone:
            return
        left = paragraphs.c.id.in_(new.gone)
        self._connection.execute(update(paragraphs).where(left).values(position=-2 - paragraphs.c.id))
        heirs = {was: None if heir is None else ids[heir] for was, heir in new.gone.items()}
        rows = [{"paragraph_id": was, "edition": present.edition + 1, "heir_id": heir} for was, heir in heirs.items()]
        self._connection.execute(insert(gone), rows)
        for was, heir in heirs.items():
            if heir is not None:
                self._hand_on(was, heir)

    def _hand_on(self, was: ParagraphId, heir: ParagraphId) -> None:
        """Let comments, and what was merged before, hang on the heir."""
        self._connection.execute(update(comments).where(comments.c.paragraph_id == was).values(paragraph_id=heir))
        self._connection.execute(update(gone).where(gone.c.heir_id == was).values(heir_id=heir))
        self._connection.execute(delete(counts).where(counts.c.paragraph_id.in_([was, heir])))
        approved = (comments.c.paragraph_id == heir) & (comments.c.state == State.APPROVED.value)
        number = self._connection.execute(select(func.count()).where(approved)).scalar_one()
        if number:
            self._connection.execute(insert(counts).values(paragraph_id=heir, approved=number))

    def keys(self, document_id: DocumentId) -> set[str]:
        """Return every key that was ever given in a document."""
        statement = select(paragraphs.c.key).where(paragraphs.c.document_id == document_id)
        return set(self._connection.execute(statement).scalars())

    def hanging(self, document_id: DocumentId) -> dict[ParagraphId, int]:
        """Return how many comments hang on each paragraph, waiting or published; those without any are left out."""
        statement = select(comments.c.paragraph_id, func.count()).join(
            paragraphs, paragraphs.c.id == comments.c.paragraph_id
        )
        statement = statement.where(paragraphs.c.document_id == document_id, comments.c.state.not_in(_DEAD))
        rows = self._connection.execute(statement.group_by(comments.c.paragraph_id))
        return {ParagraphId(paragraph_id): number for paragraph_id, number in rows}

    def gone(self, document_id: DocumentId) -> list[Paragraph]:
        """Return the paragraphs that earlier editions had and the present one has not, merged ones too."""
        statement = select(paragraphs).where(paragraphs.c.document_id == document_id, paragraphs.c.position < 0)
        return [paragraph_of(row) for row in self._connection.execute(statement.order_by(paragraphs.c.id))]

    def before(self, document_id: DocumentId) -> list[Edition]:
        """Return the editions before the present one, oldest first."""
        statement = select(editions).where(editions.c.document_id == document_id).order_by(editions.c.number)
        rows = self._connection.execute(statement)
        return [Edition(number=row.number, title=row.title, imported_at=row.imported_at) for row in rows]

    def left_out(self, document_id: DocumentId) -> list[tuple[Paragraph, int, str | None]]:
        """Return the paragraphs that are gone: each with the first edition without it, and the key of its heir."""
        heirs = paragraphs.alias("heirs")
        statement = select(paragraphs, gone.c.edition, heirs.c.key.label("heir"))
        statement = statement.join(gone, gone.c.paragraph_id == paragraphs.c.id)
        statement = statement.outerjoin(heirs, heirs.c.id == gone.c.heir_id)
        statement = statement.where(paragraphs.c.document_id == document_id).order_by(paragraphs.c.id)
        return [(paragraph_of(row), row.edition, row.heir) for row in self._connection.execute(statement)]

    def heir(self, paragraph: Paragraph) -> Place | None:
        """Return what a paragraph that is gone was merged into."""
        statement = select(gone.c.heir_id).where(gone.c.paragraph_id == paragraph.id)
        heir_id = self._connection.execute(statement).scalar_one_or_none()
        return None if heir_id is None else Documents(self._connection).place(ParagraphId(heir_id))

    def earlier(self, ids: Collection[ParagraphId]) -> dict[ParagraphId, list[Earlier]]:
        """Return the earlier wordings of paragraphs, oldest first."""
        found: defaultdict[ParagraphId, list[Earlier]] = defaultdict(list)
        statement = select(wordings).where(wordings.c.paragraph_id.in_(ids)).order_by(wordings.c.id)
        for row in self._connection.execute(statement):
            found[ParagraphId(row.paragraph_id)].append(Earlier(edition=row.edition, number=row.number, text=row.text))
        return found

    def wordings_of(self, comment_ids: Collection[CommentId]) -> dict[CommentId, str]:
        """Return the earlier wording that each of these comments was made on; others are left out."""
        statement = select(made_on.c.comment_id, wordings.c.text).join(wordings, wordings.c.id == made_on.c.wording_id)
        rows = self._connection.execute(statement.where(made_on.c.comment_id.in_(comment_ids)))
        return {CommentId(comment_id): text for comment_id, text in rows}

    def made_on(self, ids: Collection[ParagraphId]) -> dict[CommentId, MadeOn]:
        """Return the earlier wording that comments on these paragraphs were made on; others are left out."""
        statement = select(made_on, comments.c.paragraph_id, wordings.c.edition, wordings.c.number, wordings.c.text)
        statement = statement.join(wordings, wordings.c.id == made_on.c.wording_id)
        statement = statement.join(comments, comments.c.id == made_on.c.comment_id)
        rows = self._connection.execute(statement.where(comments.c.paragraph_id.in_(ids)))
        return {
            CommentId(row.comment_id): MadeOn(
                paragraph_id=ParagraphId(row.paragraph_id),
                edition=row.edition,
                number=row.number,
                text=row.text,
                stands=row.stands,
            )
            for row in rows
        }
