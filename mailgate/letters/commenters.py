"""The letters to those who write comments.

A letter to someone who has not proved to be the author holds nothing of what came in: no words, no subject, no link of
theirs (INV-51).
"""

from dataclasses import replace
from datetime import timedelta

from mailgate import plain, reasons
from mailgate.desk import Desk
from mailgate.letters.wording import (
    LONGEST_WORDING,
    answered_link,
    body,
    date,
    earlier,
    grant_of,
    kind,
    label,
    quoted,
    thread,
)
from mailgate.rates import Ask
from mailgate.reading.mask import mask
from mailgate.sending.compose import Letter
from renderer import urls
from store import receipts
from store.model import Comment, Grant, Place, Purpose, State

CHALLENGE_LIFE = timedelta(days=7)
LEFT_OUT_LINES = 20
_NEWS = {
    "confirmed": "Your comment has been received",
    "revised": "Your comment has been changed",
    "unnamed": "That name cannot be shown",
    "approved": "Your comment has been published",
    "rejected": "Your comment was not published",
    "removed": "Your comment was taken off its page",
    "withdrawn": "Your comment has been withdrawn",
    "pending": "Your comment is being looked at again",
    "status": "Where your comment stands",
    "kept": "Your comment was reported, and stays",
    "proposed": "Your correction has been received",
    "corrected": "Your correction has been published",
    "declined": "Your correction was not published",
    "dropped": "Your correction has been taken back",
    "stands": "Your comment still stands",
}
_ANSWERS = frozenset(
    {"confirmed", "revised", "unnamed", "withdrawn", "status", "proposed", "dropped", "stands"}
)  # to a mail of theirs
_HAVE_REASONS = frozenset({"approved", "rejected", "removed", "status", "declined"})
_STANDS = {
    State.UNCONFIRMED: "waits for your yes, in answer to our first letter",
    State.PENDING: "waits for a moderator",
    State.APPROVED: "has been approved",
    State.REJECTED: "was not published",
    State.DISCARDED: "was not published",
    State.WITHDRAWN: "has been withdrawn",
    State.EXPIRED: "was forgotten, as it was not confirmed in time",
    State.ERASED: "has been erased",
}


def challenge(comment: Comment, author: str, place: Place, desk: Desk, *, asks: Ask) -> Letter:
    """Ask a stranger: did you write this? `asks` says who causes the question."""
    until = comment.received_at + CHALLENGE_LIFE
    text = body(
        desk.office,
        "challenge",
        place,
        received=date(comment.received_at),
        count=len(comment.revision.text.split()),
        until=date(until),
        answered=answered_link(comment, desk),
    )
    grant = grant_of(Purpose.CONFIRM, author, comment, until)
    subject = f"Please confirm your {kind(comment)} on {label(place, desk)}"
    return replace(_to_author(comment, grant, place, desk, subject=subject, text=text), asks=asks)


def not_taken(author: str, reason: str, place: Place, desk: Desk) -> Letter:
    """Tell a proved author why their mail became no comment (INV-53)."""
    text = body(desk.office, "not_taken", place, reason=plain.wrap(f"{reason[:1].upper()}{reason[1:]}."))
    subject = f"Your mail was not taken as a comment on {label(place, desk)}"
    return Letter(to=author, sender_name=place.document.title, subject=subject, text=text)


def how_to_confirm(comment: Comment, author: str, place: Place, desk: Desk) -> Letter:
    """Say that an answer was neither yes nor no; once for each challenge."""
    text = body(desk.office, "how_to_confirm", place)
    grant = grant_of(Purpose.CONFIRM, author, comment, comment.received_at + CHALLENGE_LIFE, is_hint=True)
    subject = f"Re: Please confirm your {kind(comment)} on {label(place, desk)}"
    return _to_author(comment, grant, place, desk, subject=subject, text=text)


def receipt(
    comment: Comment, author: str, place: Place, desk: Desk, *, news: str = "confirmed", reason: str | None = None
) -> Letter:
    """Tell the author where the comment stands: `news` is what has just happened, or status."""
    was_published = comment.state is State.REJECTED and comment.approved_at is not None
    if was_published and news == "rejected":
        news = "removed"
    text = body(
        desk.office,
        "receipt",
        place,
        news=news,
        state=comment.state.value,
        stands="was taken off its page by a moderator" if was_published else _STANDS[comment.state],
        earlier=_changed(comment, place, desk) if news == "confirmed" else "",
        is_gone=place.paragraph.is_gone,
        receipt=receipts.number(desk.office.box, comment.public_id) if news in ("confirmed", "status") else "",
        receipts_link=urls.absolute(desk.site, urls.moderation(place.document.slug)),
        name=comment.revision.name,
        words=plain.render(comment.revision.html),
        reason=_reason(comment, desk, reason) if news in _HAVE_REASONS else "",
        answered=answered_link(comment, desk),
        link=urls.absolute(desk.site, urls.comment(comment.public_id)),
        removed=left_out(comment) if comment.state is State.PENDING else "",
        can_rename=comment.state is State.PENDING,
        can_change=comment.state in (State.PENDING, State.APPROVED),
        is_correction=comment.is_correction,
        can_undo=comment.is_correction or (comment.state is State.PENDING and comment.revision_position > 1),
    )
    grant = grant_of(Purpose.RECEIPT, author, comment, None)
    letter = _to_author(comment, grant, place, desk, subject=f"{_NEWS[news]}: {label(place, desk)}", text=text)
    return replace(letter, is_reply=news in _ANSWERS)


def answered(comment: Comment, answer: Comment, author: str, place: Place, desk: Desk) -> Letter:
    """Tell the author that the owner of the report has answered in public."""
    link = urls.absolute(desk.site, urls.comment(answer.public_id))
    text = body(desk.office, "answered", place, link=link, words=plain.quote(plain.render(answer.revision.html)))
    grant = grant_of(Purpose.RECEIPT, author, comment, None)
    subject = f"An official answer to your comment on {label(place, desk)}"
    return replace(_to_author(comment, grant, place, desk, subject=subject, text=text), is_reply=False)


def how_to_change(comment: Comment, author: str, place: Place, desk: Desk) -> Letter:
    """Say which words a commenter can answer with; once for each letter."""
    text = body(desk.office, "how_to_change", place)
    grant = grant_of(Purpose.RECEIPT, author, comment, None, is_hint=True)
    return _to_author(comment, grant, place, desk, subject=f"Re: Your comment on {label(place, desk)}", text=text)


def too_late(comment: Comment, author: str, place: Place, desk: Desk) -> Letter:
    """Say where a comment stands that nothing can be changed of any more; once for each letter."""
    letter = receipt(comment, author, place, desk, news="status")
    return letter if letter.answers is None else replace(letter, answers=replace(letter.answers, is_hinted=True))


def _to_author(comment: Comment, grant: Grant, place: Place, desk: Desk, *, subject: str, text: str) -> Letter:
    return Letter(
        to=grant.person,
        sender_name=place.document.title,
        subject=subject,
        text=text,
        answers=grant,
        thread=thread(comment, desk),
        comment_id=comment.id,
    )


def _changed(comment: Comment, place: Place, desk: Desk) -> str:
    """Return, quoted, what the paragraph said when the author wrote, where an edition has changed it since."""
    text = place.paragraph.text if place.paragraph.is_gone else None
    text = earlier(comment, place, desk) or text
    return quoted(text, LONGEST_WORDING) if text else ""


def left_out(comment: Comment) -> str:
    """Return what was cut from the mail, quoted, the first lines of it."""
    removed = mask(comment.revision.removed.strip())
    lines = [part for line in removed.split("\n") for part in plain.wrap(line, width=plain.WIDTH - 2).split("\n")]
    more = [f"({len(lines) - LEFT_OUT_LINES} more lines)"] if len(lines) > LEFT_OUT_LINES else []
    return plain.quote("\n".join(lines[:LEFT_OUT_LINES] + more)) if lines[0] else ""


def _reason(comment: Comment, desk: Desk, known: str | None) -> str:
    """Return the reason for the last decision, as a sentence; `known` where it is at hand."""
    if known is None:
        decisions = desk.comments.decisions(comment.id)
        known = decisions[-1].reason if decisions else ""
    return plain.wrap(reasons.sentence(known))
