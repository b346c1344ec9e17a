"""A correction never stands anywhere until it is approved, whatever happens to the comment meanwhile."""

from dataclasses import replace
from datetime import datetime

from store.comments import Comments
from store.corrections import Corrections
from store.engine import Store
from store.model import Comment, Event
from store.sealed import Box
from tests.store.conftest import revision


def published(store: Store, box: Box, comment: Comment, now: datetime) -> Comment:
    with store.write() as connection:
        comments = Comments(connection, box)
        confirmed = comments.decide(comment, Event.CONFIRM, at=now)
        assert confirmed is not None
        approved = comments.decide(confirmed, Event.APPROVE, at=now)
    assert approved is not None
    return approved


def test_words_that_were_declined_are_not_what_stood_before(
    store: Store, box: Box, comment: Comment, now: datetime
) -> None:
    comment = published(store, box, comment, now)
    with store.write() as connection:
        comments = Comments(connection, box)
        corrections = Corrections(connection, comments)
        proposed = corrections.propose(comment, revision("The date is right."), at=now)
        assert proposed is not None
        assert corrections.decide(proposed, is_approved=False, reason="", at=now, moderator_id=None)
        assert comments.revise(comments.get(comment.id), revision("The [...] is wrong."), at=now)
        before = comments.revisions.earlier(comments.get(comment.id))
    assert before is not None
    assert before.text == "The date is wrong."


def test_a_correction_is_decided_once_and_the_one_it_replaced_never(
    store: Store, box: Box, comment: Comment, now: datetime
) -> None:
    comment = published(store, box, comment, now)
    with store.write() as connection:
        comments = Comments(connection, box)
        corrections = Corrections(connection, comments)
        first = corrections.propose(comment, revision("The date is late."), at=now)
        second = corrections.propose(comment, revision("The date is right."), at=now)
        assert first is not None
        assert second is not None
        assert not corrections.decide(first, is_approved=True, reason="", at=now, moderator_id=None)
        assert corrections.decide(second, is_approved=True, reason="", at=now, moderator_id=None)
        assert not corrections.decide(second, is_approved=False, reason="", at=now, moderator_id=None)
        present = comments.get(comment.id)
        before = comments.revisions.earlier(present)
    assert present.revision.text == "The date is right."
    assert before == replace(comment.revision)
