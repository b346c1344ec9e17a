"""Whom to ask about a comment, and when: at once in a letter of its own, or later in a digest. Nothing is ever dropped.

Who is asked is in the queue of notices until the comment is decided: so reminders come, a comment whose moderator has
gone is asked about again, and whoever is second hears who was first.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from mailgate import letters, schedule
from mailgate.desk import Desk
from mailgate.sending.compose import Letter
from store.model import Comment, CommentId, Document, Member, ModeratorId, State
from store.notices import News, Notice

TOGETHER: Final = timedelta(minutes=15)  # what is due so soon after is told in the same letter


def ask(desk: Desk, comment: Comment, news: News = News.NEW) -> tuple[Letter, ...]:
    """Ask whoever decides here; return the letters that are due at once."""
    place = desk.place_of(comment)
    asked: list[Letter] = []
    notices: list[Notice] = []
    for member in desk.team.responsible(place):
        when = schedule.next_time(member, desk.now, desk.site.zone)
        if when <= desk.now and _is_too_much(member, comment, desk):
            when = schedule.next_hour(member, desk.now, desk.site.zone)
        if when <= desk.now:
            asked.append(letters.to_decide(comment, member.address, place, desk, news=news))
            notices.append(_asked(member, comment.id, news, desk))
        else:
            notices.append(Notice(moderator_id=member.id, comment_id=comment.id, news=news, due_at=when))
    desk.notices.put(notices)
    return tuple(asked)


def show(desk: Desk, comment: Comment, news: str) -> tuple[Letter, ...]:
    """Show those who decide here what does not wait in the queue: a correction of what is published."""
    place = desk.place_of(comment)
    people = desk.team.responsible(place)
    return tuple(letters.to_decide(comment, member.address, place, desk, news=news) for member in people)


def decided(desk: Desk, comments: Sequence[Comment], *, by: ModeratorId | None) -> None:
    """Ask nobody any more; whoever was shown what another has decided is told in their next digest."""
    ids = [comment.id for comment in comments]
    others = [one for one in desk.notices.of(ids) if one.moderator_id != by and one.asked_at is not None]
    desk.notices.drop_comments(ids)
    if by is None:
        return  # its commenter has taken it back, or the operator has decided
    desk.notices.put(_told_later(others, desk))


def overturned(desk: Desk, comment: Comment, *, first: ModeratorId | None, by: ModeratorId | None) -> None:
    """Tell whose decision was overturned."""
    if first is not None and first != by:
        notice = Notice(moderator_id=first, comment_id=comment.id, news=News.DECIDED, asked_at=desk.now)
        desk.notices.put(_told_later([notice], desk))


def send_due(desk: Desk) -> list[Letter]:
    """Return the letters that are due: digests, reminders, and what others have decided."""
    caused: list[Letter] = []
    for comment_id in desk.notices.unasked():
        caused += ask(desk, desk.comments.get(comment_id))
    due = desk.notices.due(desk.now + TOGETHER)
    if not any(notice.due_at and notice.due_at <= desk.now for notice in due):
        return caused
    found = desk.comments.all_of({notice.comment_id for notice in due})
    desk.documents.read_places({comment.paragraph_id for comment in found.values()})
    for moderator_id, theirs in groupby(due, key=lambda notice: notice.moderator_id):
        mine = list(theirs)
        if any(notice.due_at and notice.due_at <= desk.now for notice in mine):
            caused += _tell(moderator_id, mine, found, desk)
    return caused


def _tell(
    moderator_id: ModeratorId, due: Sequence[Notice], found: dict[CommentId, Comment], desk: Desk
) -> list[Letter]:
    """Return what one moderator is told, a letter for each document; and keep when to remind them."""
    by_document: dict[Document, list[Notice]] = {}
    gone: list[tuple[ModeratorId, CommentId]] = []
    for notice in due:
        comment = found[notice.comment_id]
        if notice.news is not News.DECIDED and comment.state is not State.PENDING:
            gone.append((moderator_id, notice.comment_id))
            continue
        by_document.setdefault(desk.place_of(comment).document, []).append(notice)
        if notice.news is News.DECIDED:
            gone.append((moderator_id, notice.comment_id))
    caused: list[Letter] = []
    for document, notices in by_document.items():
        member = desk.team.member(moderator_id, document.id)
        if member is None:
            gone += [(moderator_id, notice.comment_id) for notice in notices]
        else:
            caused += _tell_of_document(member, document, notices, found, desk)
    desk.notices.drop(gone)
    return caused


def _tell_of_document(
    member: Member, document: Document, notices: Sequence[Notice], found: dict[CommentId, Comment], desk: Desk
) -> list[Letter]:
    waiting = [one for one in notices if one.news is not News.DECIDED]
    told = [found[one.comment_id] for one in notices if one.news is News.DECIDED]
    desk.notices.put(_again(member, one, desk) for one in waiting)
    if len(waiting) == 1 and not told:
        comment = found[waiting[0].comment_id]
        news = "reminder" if waiting[0].asked_at else waiting[0].news.value
        return [letters.to_decide(comment, member.address, desk.place_of(comment), desk, news=news)]
    asked = [(found[one.comment_id], one.asked_at is not None) for one in waiting]
    return letters.digests(member.address, document, asked, told, desk)


def _asked(member: Member, comment_id: CommentId, news: News, desk: Desk) -> Notice:
    due_at = schedule.next_reminder(member, desk.now, 0, desk.site.zone)
    return Notice(moderator_id=member.id, comment_id=comment_id, news=news, asked_at=desk.now, due_at=due_at)


def _again(member: Member, notice: Notice, desk: Desk) -> Notice:
    """Return the notice as it is after this letter."""
    if notice.asked_at is None:
        return _asked(member, notice.comment_id, notice.news, desk)
    reminders = notice.reminders + 1
    return Notice(
        moderator_id=member.id,
        comment_id=notice.comment_id,
        news=notice.news,
        asked_at=notice.asked_at,
        reminders=reminders,
        due_at=schedule.next_reminder(member, notice.asked_at, reminders, desk.site.zone),
    )


def _told_later(notices: Iterable[Notice], desk: Desk) -> list[Notice]:
    members = {member.id: member for member in desk.team.all()}
    return [
        Notice(
            moderator_id=one.moderator_id,
            comment_id=one.comment_id,
            news=News.DECIDED,
            asked_at=one.asked_at,
            due_at=schedule.next_digest(members[one.moderator_id], desk.now, desk.site.zone),
        )
        for one in notices
        if one.moderator_id in members
    ]


def _is_too_much(member: Member, comment: Comment, desk: Desk) -> bool:
    """Whether so much comes that single letters would bury what else is in the inbox."""
    limits = desk.office.limits
    hour: datetime = desk.now - timedelta(hours=1)
    if desk.comments.number_of(comment.commenter_id, since=hour) > limits.sender_hour:
        return True
    shown = desk.notices.shown_since(desk.now - timedelta(minutes=1))
    return shown.get(member.id, 0) >= limits.minute
