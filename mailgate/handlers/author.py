"""What a commenter asks for in answer to a letter about their own comment."""

from dataclasses import replace

from mailgate import asking, letters
from mailgate.answers import Back, Rename, Status, Uncut, Wish, is_correction, read_wish
from mailgate.decide import carry_out, rebuild
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome, about, hint
from mailgate.reading import names
from mailgate.reading.model import COMMENT_LIMIT, Reading
from mailgate.sending.compose import Letter
from store.model import Comment, Event, Grant, Revision, State
from store.notices import News


def wish(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, digest: bytes) -> Outcome:
    """Change the name, put back what was cut, take the comment back, or tell where it stands, as its author answers."""
    asked = read_wish(incoming.reading.text)
    if isinstance(asked, Status):
        told = letters.receipt(comment, grant.person, desk.place_of(comment), desk, news="status")
        return about(incoming, comment, "told where it stands", told)
    if asked is Event.WITHDRAW:
        return _withdraw(incoming, grant, comment, desk)
    if isinstance(asked, Back) and comment.state is State.APPROVED and comment.proposed is not None:
        return _let_go(incoming, grant, comment, desk)
    revision = _revised(comment, asked, grant.person, desk) or _corrected(incoming.reading, comment, asked)
    if revision is None or revision.text_hash == comment.revision.text_hash:
        return hint(incoming, comment, desk, digest, _told_how(comment, asked, grant.person, desk))
    if comment.state is State.APPROVED and asked != Rename(name=""):  # whoever wants no name need not wait for it
        return _propose(incoming, grant, comment, desk, revision)
    return _revise(incoming, grant, comment, desk, revision)


def _withdraw(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk) -> Outcome:
    withdrawn = carry_out(desk, comment, Event.WITHDRAW, reason="", moderator_id=None)
    if withdrawn is None:
        told = letters.receipt(comment, grant.person, desk.place_of(comment), desk, news="status")
        return about(incoming, comment, f"withdraw: the comment was {comment.state.value} already", told)
    return about(incoming, comment, "withdrawn", *withdrawn)


def _revised(comment: Comment, wish: Wish | None, person: str, desk: Desk) -> Revision | None:
    """Return the comment under another name, or with what was cut; None where something else is wished, or too late."""
    if isinstance(wish, Uncut) and comment.state is State.PENDING:
        return desk.comments.revisions.uncut(comment)
    if isinstance(wish, Back) and comment.state is State.PENDING:
        return desk.comments.revisions.earlier(comment)
    if isinstance(wish, Rename) and comment.state in (State.PENDING, State.APPROVED):
        return replace(comment.revision, name=name) if (name := _name(wish, person)) is not None else None
    return None


def _name(wish: Rename, person: str) -> str | None:
    """Return the name that is wished for as it can be shown, if it can; to have none is a wish too."""
    name = names.published(wish.name, person)
    return None if name == names.NAMELESS and wish.name.casefold() not in ("", name.casefold()) else name


def _told_how(comment: Comment, wish: Wish | None, person: str, desk: Desk) -> Letter:
    """Say why nothing has changed, and what can be answered."""
    place = desk.place_of(comment)
    if not comment.is_standing:
        return letters.too_late(comment, person, place, desk)
    if isinstance(wish, Rename) and _name(wish, person) is None:
        return letters.receipt(comment, person, place, desk, news="unnamed")
    return letters.how_to_change(comment, person, place, desk)


def _corrected(reading: Reading, comment: Comment, wish: Wish | None) -> Revision | None:
    """Return the comment with the words that were sent in the place of its own; None where they are no such words."""
    if wish is not None or reading.error or comment.state not in (State.PENDING, State.APPROVED):
        return None
    if not reading.html.strip() or len(reading.text.encode()) > COMMENT_LIMIT:
        return None
    if not is_correction(reading.text, comment.revision.text):
        return None
    return replace(comment.revision, html=reading.html, text=reading.text, removed=reading.removed)


def _propose(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, revision: Revision) -> Outcome:
    """Let a moderator see the correction of what is published; until then the words before it stay."""
    proposed = desk.corrections.propose(comment, revision, at=desk.now)
    if proposed is None:
        return about(incoming, comment, "the comment changed meanwhile")
    place = desk.place_of(comment)
    told = letters.receipt(proposed, grant.person, place, desk, news="proposed")
    return about(incoming, comment, "correction", told, *asking.ask(desk, proposed, News.CORRECTED))


def _let_go(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk) -> Outcome:
    """Take back a correction that waits: what is published stays, and nobody is asked any more."""
    if not desk.corrections.drop(comment):
        return about(incoming, comment, "the comment changed meanwhile")
    present = desk.comments.get(comment.id)
    asking.settled(desk, present, by=None, is_told=False)
    told = letters.receipt(present, grant.person, desk.place_of(present), desk, news="dropped")
    return about(incoming, comment, "correction taken back", told)


def _revise(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, revision: Revision) -> Outcome:
    """Replace the comment's name or words; the moderators see them before they can be approved."""
    correction = desk.corrections.waiting(comment)
    if not desk.comments.revise(comment, revision, at=desk.now):
        return about(incoming, comment, "the comment changed meanwhile")
    revised = desk.comments.get(comment.id)
    place = desk.place_of(comment)
    told = [letters.receipt(revised, grant.person, place, desk, news="revised")]
    if revised.state is State.APPROVED:
        rebuild(desk, revised)
        if correction is not None:  # it goes on under the name that its author has now
            told += _asked_again(replace(correction.revision, name=revision.name), revised, desk)
    elif revision.text_hash != comment.revision.text_hash:
        told += asking.ask(desk, revised, News.CHANGED)
    return about(incoming, comment, "revised", *told)


def _asked_again(correction: Revision, comment: Comment, desk: Desk) -> tuple[Letter, ...]:
    proposed = desk.corrections.propose(comment, correction, at=desk.now)
    return () if proposed is None else asking.ask(desk, proposed, News.CORRECTED)
