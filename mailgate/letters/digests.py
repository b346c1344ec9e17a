"""Digests: many comments in one letter, each with a number to answer by; and what became of such an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from markupsafe import Markup

from mailgate import plain, reasons
from mailgate.desk import Desk
from mailgate.letters.moderators import MODERATOR_LIFE, begun, byline, reported, who
from mailgate.letters.wording import date, filled, numbered, short
from mailgate.reading.mask import mask
from mailgate.sending.compose import Letter
from mailgate.sending.marker import MARKER
from renderer import urls
from store.model import Comment, Decision, Document, Event, Grant, Item, Paragraph, Purpose, State

LONGEST: Final = 300  # comments in one letter
LARGEST: Final = 300_000  # characters of their words
CUT_LINES: Final = 5  # of what was left out of a mail
_INDENT: Final = 5
_BUTTONS: Final = (
    ("Approve", "ok"),
    ("Off-topic", "no off-topic"),
    ("Reject …", "no "),
    ("Hold", "hold"),
    ("Spam", "spam"),
)

Asked = tuple[Comment, bool]


def digests(
    moderator: str, document: Document, asked: Sequence[Asked], told: Sequence[Comment], desk: Desk, *, why: str = ""
) -> list[Letter]:
    """Ask about many comments, each with whether it was shown before; tell of those that another has decided."""
    in_order = sorted(asked, key=lambda one: (desk.place_of(one[0]).paragraph.position, one[0].id))
    parts = list(_parts(in_order)) or [[]]
    last = desk.comments.last_decisions([comment.id for comment in told]) if told else {}
    others = [_line(comment, last.get(comment.id), desk) for comment in told]
    return [
        _digest(moderator, document, part, others if part is parts[0] else [], desk, why=why)
        for part in parts
        if part or others
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of an answer to a digest: what it did, what it did not, all its comments as they stand now.

    `waits`: whether each still waits for a decision.
    """

    says: Sequence[str]
    faults: Sequence[str]
    comments: Sequence[Comment]
    waits: Sequence[bool]


def carried_out(moderator: str, document: Document, result: Result, desk: Desk) -> Letter:
    """Tell what an answer to a digest did and what still waits; the numbers stay those of the digest."""
    waiting = [str(number) for number, waits in enumerate(result.waits, 1) if waits]
    text = filled(
        desk.office.texts,
        "mail/carried_out.txt",
        marker=MARKER,
        title=plain.wrap(document.title),
        says=[plain.wrap(line) for line in result.says],
        faults=result.faults,
        waiting=plain.wrap(", ".join(waiting)),
        until=date(desk.now + timedelta(hours=24)),
    )
    return Letter(
        to=moderator,
        sender_name=document.title,
        subject=f"Re: Comments on {document.title}",
        text=text,
        answers=_grant(moderator, result.comments, desk),
    )


def _digest(
    moderator: str, document: Document, asked: Sequence[Asked], told: Sequence[str], desk: Desk, *, why: str
) -> Letter:
    comments = [comment for comment, _ in asked]
    subject = f"{_counted(len(comments))} on {document.title}" if comments else f"Decisions on {document.title}"
    fates = desk.pasts.fates({comment.commenter_id for comment in comments})
    authors = desk.comments.authors(comments)
    made = desk.editions.wordings_of([comment.id for comment in comments]) if document.edition > 1 else {}
    items = [
        _item(number, comment, who(comment, authors[comment.commenter_id], fates), subject, desk, was_shown=was_shown)
        | {"since": _since(desk.place_of(comment).paragraph, made.get(comment.id))}
        for number, (comment, was_shown) in enumerate(asked, 1)
    ]
    values = {
        "marker": MARKER,
        "items": items,
        "why": why,
        "told": told,
        "count": len(comments),
        "waits": plain.wrap(f"{_waits(len(comments))} for your decision, on {document.title}."),
        "canned": plain.wrap(", ".join(reasons.SENTENCES)),
        "until": date(desk.now + MODERATOR_LIFE),
        "all_link": begun(subject, "all ok"),
    }
    texts = desk.office.texts
    return Letter(
        to=moderator,
        sender_name=document.title,
        subject=subject,
        text=filled(texts, "mail/digest.txt", title=plain.wrap(document.title), **values),
        html=filled(texts, "mail/digest.html", title=document.title, **values),
        answers=_grant(moderator, comments, desk) if comments else None,
        is_reply=False,
    )


def _item(number: int, comment: Comment, known: str, subject: str, desk: Desk, *, was_shown: bool) -> dict[str, Any]:
    """Return what a digest shows of one comment."""
    place = desk.place_of(comment)
    removed = mask(comment.revision.removed.strip()).split("\n")
    cut = removed[:CUT_LINES] + [f"({len(removed) - CUT_LINES} more lines)"] * (len(removed) > CUT_LINES)
    path = urls.paragraph(place.document.slug, place.paragraph.key)
    return {
        "number": number,
        "byline": byline(comment, place, desk, width=plain.WIDTH - _INDENT),
        "link": urls.absolute(desk.site, path),
        "who": plain.wrap(known, width=plain.WIDTH - _INDENT),
        "was_shown": was_shown,
        "is_correction": comment.is_correction,
        "reports": [plain.wrap(each, width=plain.WIDTH - _INDENT - 4) for each in reported(comment, desk)],
        "words": plain.render(comment.revision.html, width=plain.WIDTH - _INDENT),
        "html": Markup(comment.revision.html),  # noqa: S704  made by the sanitiser alone
        "cut": [short(line, plain.WIDTH - _INDENT - 6) for line in cut] if removed[0] else [],
        "buttons": [(caption, begun(subject, f"{number} {answer}")) for caption, answer in _BUTTONS],
    }


def _since(paragraph: Paragraph, made: str | None) -> str:
    """Return what an edition has done since to the paragraph of a comment that was made on this wording of it."""
    if paragraph.is_gone:
        return "The present edition does not have its paragraph."
    return "" if made is None or made == paragraph.text else "Its paragraph has changed since."


def _parts(asked: Sequence[Asked]) -> Iterator[list[Asked]]:
    """Yield as many as one letter takes."""
    part: list[Asked] = []
    size = 0
    for comment, was_shown in asked:
        length = len(comment.revision.html)
        if part and (len(part) == LONGEST or size + length > LARGEST):
            yield part
            part, size = [], 0
        part.append((comment, was_shown))
        size += length
    if part:
        yield part


def _line(comment: Comment, last: Decision | None, desk: Desk) -> str:
    """Return what another moderator has decided on a comment."""
    where = numbered(desk.place_of(comment), desk)
    return plain.wrap(
        f"{comment.revision.name or 'A comment'}, on {where}: {_fate(comment, last)} ({comment.public_id})"
    )


def _fate(comment: Comment, last: Decision | None) -> str:
    if comment.state is State.PENDING:
        return "waits again"
    if last is not None and last.event is Event.KEEP:
        return "was reported, and stays"
    if last is not None and last.is_of_correction:
        return f"its correction {'is published' if last.event is Event.APPROVE else 'was not published'}"
    return comment.state.value


def _waits(number: int) -> str:
    return f"{_counted(number)} {'waits' if number == 1 else 'wait'}"


def _counted(number: int) -> str:
    return "1 comment" if number == 1 else f"{number} comments"


def _grant(moderator: str, comments: Sequence[Comment], desk: Desk) -> Grant:
    items = tuple(
        Item(comment_id=comment.id, text_hash=comment.revision.text_hash, state=comment.state) for comment in comments
    )
    return Grant(purpose=Purpose.MODERATE, person=moderator, items=items, expires_at=desk.now + MODERATOR_LIFE)
