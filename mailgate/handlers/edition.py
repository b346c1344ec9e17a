"""What a commenter answers when an edition has changed the paragraph of their comment."""

from mailgate import answers, letters
from mailgate.answers import Stands, Status
from mailgate.decide import carry_out, rebuild
from mailgate.desk import Desk
from mailgate.handlers import author
from mailgate.handlers import comment as comments
from mailgate.handlers.outcome import Incoming, Outcome, about, hint
from mailgate.sending.compose import Letter
from store.model import Comment, Event, Grant


def answer(incoming: Incoming, grant: Grant, comment: Comment, desk: Desk, digest: bytes) -> Outcome:
    """Let their comments stand, take them back, or take what they write as a new comment; nothing else changes any."""
    found = desk.comments.all_of([item.comment_id for item in grant.items])
    theirs = [found[item.comment_id] for item in grant.items]
    wishes = answers.of_comments(incoming.reading.text, len(theirs))
    place = desk.place_of(comment)
    if wishes:
        told = [letter for number, wish in wishes.items() for letter in _do(theirs[number - 1], wish, grant, desk)]
        return about(incoming, comment, "answered: the paragraph has changed", *told)
    asked = answers.read_wish(incoming.reading.text)
    if isinstance(asked, Status):
        return about(incoming, comment, "told where they stand", *(_stands(each, grant, desk) for each in theirs))
    if asked is not None and len(theirs) == 1:
        return author.wish(incoming, grant, comment, desk, digest)
    if answers.is_comment(incoming.reading.text) and not place.paragraph.is_gone:
        return comments.another_of_a_commenter(incoming, place, desk)
    return hint(incoming, comment, desk, digest, letters.how_to_stand(comment, grant, place, desk))


def _stands(comment: Comment, grant: Grant, desk: Desk) -> Letter:
    return letters.receipt(comment, grant.person, desk.place_of(comment), desk, news="status")


def _do(comment: Comment, wish: Event | Stands, grant: Grant, desk: Desk) -> tuple[Letter, ...]:
    if wish is Event.WITHDRAW:
        return carry_out(desk, comment, Event.WITHDRAW, reason="", moderator_id=None) or ()
    if not comment.is_standing:
        return ()
    place = desk.place_of(comment)
    desk.restating.stands([comment.id], edition=place.document.edition)
    rebuild(desk, comment)
    return (letters.receipt(comment, grant.person, place, desk, news="stands"),)
