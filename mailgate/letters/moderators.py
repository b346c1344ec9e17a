"""The letters to those who decide."""

from datetime import timedelta

from mailgate import plain
from mailgate.desk import Desk
from mailgate.letters.wording import answered_link, body, date, grant_of, label, short
from mailgate.reading.mask import mask
from mailgate.sending.compose import Letter, thread_of
from store.model import Comment, Place, Purpose

MODERATOR_LIFE = timedelta(days=30)


def to_decide(
    comment: Comment, moderator: str, place: Place, desk: Desk, *, news: str = "new", is_reply: bool = False
) -> Letter:
    """Ask a moderator: the exact text that would be published. `news`: new, changed, unclear, or already."""
    decisions = desk.comments.decisions(comment.id) if news == "already" else []
    text = body(
        desk.office,
        "to_decide",
        place,
        news=news,
        state=comment.state.value,
        name=comment.revision.name,
        words=plain.render(comment.revision.html),
        removed=plain.quote(mask(comment.revision.removed.strip())),
        received=date(comment.received_at),
        paragraph=plain.quote(plain.wrap(short(place.paragraph.text), width=plain.WIDTH - 2)),
        decided=date(decisions[-1].decided_at) if decisions else "",
        reason=plain.wrap(decisions[-1].reason) if decisions else "",
        until=date(desk.now + MODERATOR_LIFE),
        public_id=comment.public_id,
        answered=_answered(comment, desk),
    )
    prefix = "" if news == "new" else "Re: "
    return Letter(
        to=moderator,
        sender_name=place.document.title,
        subject=f"{prefix}Comment on {label(place)} by {comment.revision.name}",
        text=text,
        answers=grant_of(Purpose.MODERATE, moderator, comment, desk.now + MODERATOR_LIFE, is_hint=news == "unclear"),
        thread=(thread_of(desk.site, comment.public_id),),
        is_reply=is_reply,
        comment_id=comment.id,
    )


def _answered(comment: Comment, desk: Desk) -> tuple[str, str, str]:
    """Return of what a comment answers who wrote it, its words quoted and where it stands; nothing where it is none."""
    found = desk.comments.find(comment.answers) if comment.answers else None
    if found is None:
        return "", "", ""
    words = plain.quote(plain.render(found.revision.html, width=plain.WIDTH - 2))
    return found.revision.name or "a comment", words, answered_link(comment, desk)


def to_all_moderators(comment: Comment, place: Place, desk: Desk, *, news: str = "new") -> tuple[Letter, ...]:
    """Ask every moderator."""
    people = desk.moderators.all()
    return tuple(to_decide(comment, moderator.address, place, desk, news=news) for moderator in people)
