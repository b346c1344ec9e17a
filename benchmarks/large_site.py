"""A large report with many comments, put into a store by the thousand: for the benchmarks of pages."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, insert

from renderer.discussion import ON_A_PAGE
from store import schema
from store.comments import Comments
from store.documents import Documents, NewDocument, NewParagraph, NewSection
from store.engine import Store
from store.model import Event, Html, Kind, State
from store.rebuild import Part, Rebuild
from store.sealed import Box

SLUG = "large"
TITLE = "A large report"
IN_SECTION = 40  # paragraphs
_BOX = Box(data_key=b"d" * 32, lookup_key=b"l" * 32)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_TEXTS = 5_000
_SENTENCE = (
    "the of and to a in that is was for on with as by at from this be are which it were had not have we has been "
    "evidence inquiry committee council report page witness harbour public decision meeting letter record minister "
    "department officer residents water account reason question answer concern proposal recommendation"
)
_WORDS = tuple(re.findall(r"[a-z]+", _SENTENCE))


def words(number: int, seed: int) -> str:
    """Return so many words, the same for the same seed."""
    choose = random.Random(seed)
    return " ".join(choose.choices(_WORDS, k=number)).capitalize() + "."


def public_id(number: int) -> str:
    """Return the public id of a comment."""
    digits = []
    for _ in range(10):
        number, digit = divmod(number, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))


def name(number: int) -> str:
    """Return who wrote a comment."""
    return f"Reader {number}"


def paragraph_words(number: int) -> str:
    """Return the text of a paragraph."""
    return words(130, number)


def comment_words(number: int) -> str:
    """Return the text of a comment; every so many it comes again, as making it would take longer than all else."""
    return _comment_words(number % _TEXTS)


@cache
def _comment_words(number: int) -> str:
    return words(50, -number)


def report(paragraphs: int) -> NewDocument:
    """Return the report, numbered from 1."""
    sections = range((paragraphs + IN_SECTION - 1) // IN_SECTION)
    return NewDocument(
        slug=SLUG,
        title=TITLE,
        language="en",
        sections=tuple(NewSection(level=1, heading=f"Chapter {number + 1}") for number in sections),
        paragraphs=tuple(_paragraph(number) for number in range(paragraphs)),
    )


def fill(store: Store, paragraphs: int, each: int, pending: int, at: datetime) -> list[str]:
    """Put the report and its comments in; return the public ids of comments that wait for a decision.

    Their paragraphs have up to nine comments more than the others, so that one approval in ten begins a page.
    """
    with store.write() as connection:
        document_id = Documents(connection).add(report(paragraphs), at=at)
        ids = [paragraph.id for paragraph in Documents(connection).paragraphs(document_id)]
        commenter = _commenter(connection, at)
    waiting = random.choices(ids, k=pending)
    more = [i for number, i in enumerate(waiting) for _ in range(number % ON_A_PAGE)]
    rows = list(enumerate([*(i for i in ids for _ in range(each)), *more]))
    chosen = list(enumerate(waiting, start=len(rows)))
    for start in range(0, len(rows), 10_000):
        with store.write() as connection:
            _add(connection, rows[start : start + 10_000], commenter, State.APPROVED, at)
    with store.write() as connection:
        if chosen:
            _add(connection, chosen, commenter, State.PENDING, at)
        if each:
            approved = Counter(i for _, i in rows)
            connection.execute(insert(schema.counts), [{"paragraph_id": i, "approved": approved[i]} for i in ids])
    return [public_id(number) for number, _ in chosen]


def approve(store: Store, wanted: str, at: datetime) -> None:
    """Approve one comment, and ask for what is due at once: a page of comments that it does not open is not."""
    with store.write() as connection:
        comments = Comments(connection, _BOX)
        comment = comments.find(wanted)
        assert comment is not None
        comments.decide(comment, Event.APPROVE, at=at)
        Rebuild(connection).put(Part.COMMENT, comment.id, due_at=at)
        Rebuild(connection).put(Part.PARAGRAPH, comment.paragraph_id, due_at=at)


def ask_for_paragraphs(connection: Connection, public_ids: Sequence[str], at: datetime) -> None:
    """Ask for all pages of the paragraphs that these comments are on."""
    found = (Comments(connection, _BOX).find(each) for each in public_ids)
    for paragraph_id in {comment.paragraph_id for comment in found if comment is not None}:
        Rebuild(connection).put(Part.DISCUSSION, paragraph_id, due_at=at)


def _paragraph(number: int) -> NewParagraph:
    text = paragraph_words(number)
    return NewParagraph(
        key=str(number + 1),
        number=str(number + 1),
        kind=Kind.PARAGRAPH,
        text=text,
        html=Html(f"<p>{text}</p>"),
        section=number // IN_SECTION,
    )


def _commenter(connection: Connection, at: datetime) -> int:
    hashes = {"address_hash": b"a" * 32, "folded_hash": b"f" * 32, "domain_hash": b"d" * 32}
    statement = insert(schema.commenters).values(address=None, first_seen_at=at, **hashes)
    return int(connection.execute(statement.returning(schema.commenters.c.id)).scalar_one())


def _add(connection: Connection, rows: list[tuple[int, int]], commenter: int, state: State, at: datetime) -> None:
    comments, revisions = [], []
    for number, paragraph_id in rows:
        received = at - timedelta(days=30) + timedelta(seconds=number)
        place = {"id": number + 1, "public_id": public_id(number), "paragraph_id": paragraph_id}
        approved = at if state is State.APPROVED else None
        fact = {"commenter_id": commenter, "state": state.value, "received_at": received, "approved_at": approved}
        comments.append({**place, **fact, "body_hash": b"b" * 32, "revision": 1})
        words_ = {"name": name(number), "html": f"<p>{comment_words(number)}</p>", "text_hash": b"h" * 32}
        revisions.append({"comment_id": number + 1, "position": 1, "created_at": received, **words_})
    connection.execute(insert(schema.comments), comments)
    connection.execute(insert(schema.revisions), revisions)
