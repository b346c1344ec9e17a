"""The letter to those who commented on a paragraph that an edition has changed."""

from dataclasses import replace

from mailgate import plain
from mailgate.desk import Desk
from mailgate.letters.wording import LONGEST_WORDING, body, label, numbered, quoted, thread
from mailgate.sending.compose import Letter
from store.model import Comment, Grant, Item, Place, Purpose, State
from store.restated import Restated
from store.splits import divided

AT_ONCE = 200  # comments that are asked about in a minute: other letters go between


def restated(desk: Desk) -> list[Letter]:
    """Return a letter for each commenter and paragraph that waits for one; each is asked once for an edition."""
    asked = [(one, _standing(one, desk)) for one in desk.restating.take(limit=AT_ONCE)]
    return [_changed(one, comments, desk) for one, comments in asked if comments]


def _standing(one: Restated, desk: Desk) -> list[Comment]:
    found = desk.comments.all_of(one.comments)
    return [found[each] for each in one.comments if found[each].is_standing]


def _changed(one: Restated, comments: list[Comment], desk: Desk) -> Letter:
    first, author = comments[0], desk.comments.author(comments[0]).address
    place = desk.place_of(first)
    is_gone = place.paragraph.is_gone
    waiting = [each.state is State.PENDING for each in comments]
    text = body(
        desk.office,
        "edition",
        place,
        is_gone=is_gone,
        formerly="" if one.number == place.paragraph.number else one.number,
        many=len(comments) > 1,
        waits=all(waiting),
        some_wait=any(waiting),
        before=quoted(place.paragraph.text if one.before is None else one.before, LONGEST_WORDING),
        now=_now(one, place, desk),
        comments=[plain.render(each.revision.html) for each in comments],
    )
    items = tuple(Item(comment_id=each.id, text_hash=each.revision.text_hash, state=each.state) for each in comments)
    return Letter(
        to=author,
        sender_name=place.document.title,
        subject=_subject(place, desk),
        text=text,
        answers=Grant(purpose=Purpose.EDITION, person=author, items=items, expires_at=None),
        thread=thread(first, desk),
        is_reply=False,
        comment_id=first.id,
    )


def _now(one: Restated, place: Place, desk: Desk) -> list[tuple[str, str]]:
    """Return what says now what the paragraph said, each by its name, in order: it alone unless it was split.

    What was left out is said nowhere now: its parts, of an earlier edition, hold none of its last words.
    """
    if one.edition is None:
        return []
    parts = desk.splits.of([place.paragraph.id]).get(place.paragraph.id, [])
    units = [each for each in divided(place.paragraph, parts, since=one.edition) if not each.is_gone]
    return [
        (numbered(replace(place, paragraph=each), desk) if parts else "it", quoted(each.text, LONGEST_WORDING))
        for each in units
    ]


def how_to_stand(comment: Comment, grant: Grant, place: Place, desk: Desk) -> Letter:
    """Say what can be answered; once for each such letter, whose grant this is."""
    text = body(desk.office, "how_to_stand", place, is_gone=place.paragraph.is_gone)
    return Letter(
        to=grant.person,
        sender_name=place.document.title,
        subject=f"Re: {_subject(place, desk)}",
        text=text,
        answers=replace(grant, is_hinted=True),
        thread=thread(comment, desk),
    )


def _subject(place: Place, desk: Desk) -> str:
    return f"{'Left out' if place.paragraph.is_gone else 'Changed'} under your comment: {label(place, desk)}"
