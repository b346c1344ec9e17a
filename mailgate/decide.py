"""A decision on a comment, however it came: by a moderator's mail, by its commenter, or by the operator's command."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from mailgate import asking, letters
from mailgate.desk import Desk
from mailgate.sending.compose import Letter
from renderer import gate
from store.decide_many import Wanted
from store.model import Comment, Event, ModeratorId, State

SUSPENDED: Final = "suspended by a moderator"


class Decided(NamedTuple):
    """One of many comments that were decided on at once, and what its author is told, and perhaps the operator."""

    after: Comment
    told: tuple[Letter, ...]


def confirm(desk: Desk, comment: Comment) -> tuple[Letter, ...] | None:
    """Let a comment be its author's own word; return the receipt and what the moderators are asked.

    None: it is confirmed already, or can no longer be. Whoever is trusted on the document is approved at once.
    """
    confirmed = desk.comments.decide(comment, Event.CONFIRM, at=desk.now)
    if confirmed is None:
        return None
    desk.challenges.answered(comment.id, at=desk.now)
    place = desk.place_of(comment)
    if desk.trusts.has(comment.commenter_id, place.document.id):
        return carry_out(desk, confirmed, Event.TRUST, reason="", moderator_id=None)
    receipt = letters.receipt(confirmed, desk.comments.author(comment).address, place, desk)
    return (receipt, *asking.ask(desk, confirmed))


def carry_out(
    desk: Desk, comment: Comment, event: Event, *, reason: str, moderator_id: ModeratorId | None
) -> tuple[Letter, ...] | None:
    """Let the event happen to the comment as it was read; return what its author is told.

    None: it does not apply to the comment's state, or somebody else was first; nothing has changed.
    """
    decided = settle(desk, comment, event, reason=reason, moderator_id=moderator_id)
    if decided is None:
        return None
    place = desk.place_of(comment)
    told = letters.receipt(decided, desk.comments.author(comment).address, place, desk, news=decided.state.value)
    return (told, *left_out(desk, decided))


def left_out(desk: Desk, comment: Comment) -> tuple[Letter, ...]:
    """Return what the operator is told where a comment was approved that no page may show (INV-30)."""
    if comment.state is not State.APPROVED:
        return ()
    if gate.is_fit(comment.revision.name, comment.revision.html, desk.everybody.has_any):
        return ()
    return (letters.left_out(comment, desk.place_of(comment), desk),)


def suspend(desk: Desk, comment: Comment) -> None:
    """Write no more to whoever sent a comment; they can answer nothing they have, and are trusted nowhere."""
    author = desk.comments.author(comment).address
    desk.suppressions.add(author, reason=SUSPENDED, at=desk.now)
    desk.grants.revoke(author, at=desk.now)
    desk.trusts.take(comment.commenter_id)


def settle(
    desk: Desk, comment: Comment, event: Event, *, reason: str, moderator_id: ModeratorId | None
) -> Comment | None:
    """Let the event happen in silence, and let the pages follow; return the comment as it is then, or None as above."""
    last = desk.comments.decisions(comment.id)[-1:] if comment.state is not State.PENDING else []
    decided = desk.comments.decide(comment, event, at=desk.now, reason=reason, moderator_id=moderator_id)
    if decided is None:
        return None
    if event is Event.HOLD:
        desk.notices.silence([comment.id])
        return decided
    asking.settled(desk, decided, by=moderator_id, is_told=event is not Event.WITHDRAW)
    if moderator_id is not None and last and event is not Event.KEEP:
        asking.overturned(desk, decided, first=last[0].moderator_id, by=moderator_id)
    if State.APPROVED in (comment.state, decided.state):
        rebuild(desk, decided, is_new=comment.state is not State.APPROVED)
    return decided


def carry_out_all(desk: Desk, wanted: Sequence[Wanted], *, moderator_id: ModeratorId | None) -> list[Decided]:
    """Approve or reject many comments that waited, as they were read; return those that it applied to."""
    done = desk.comments.decide_all(wanted, at=desk.now, moderator_id=moderator_id)
    desk.documents.read_places({before.paragraph_id for before, _ in done})
    asking.decided(desk, [after for _, after in done], by=moderator_id)
    seen = [after for _, after in done if after.state is State.APPROVED]
    standing = [(comment.id, desk.place_of(comment)) for comment in seen]
    desk.rebuild.put_comments(standing, now=desk.now, are_new=True)
    authors = desk.comments.authors([after for _, after in done])
    reasons = {comment.id: reason for comment, _, reason in wanted}
    return [
        Decided(
            after=after,
            told=(
                letters.receipt(
                    after,
                    authors[after.commenter_id],
                    desk.place_of(after),
                    desk,
                    news=after.state.value,
                    reason=reasons[after.id],
                ),
                *left_out(desk, after),
            ),
        )
        for _, after in done
    ]


def rebuild(desk: Desk, comment: Comment, *, is_new: bool = False) -> None:
    """Ask for the files that show this comment; `is_new`: it was not shown before."""
    desk.rebuild.put_comments([(comment.id, desk.place_of(comment))], now=desk.now, are_new=is_new)
