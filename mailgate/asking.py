"""Whom to ask about a comment, and when: at once in a letter of its own, or later in a digest. Nothing is ever dropped.

What is asked: a comment that waits, reports of a published one, the correction of a published one. Who is asked is in
the queue of notices until that is decided: so reminders come, what was asked of a moderator who has gone is asked of
another, and whoever is second hears who was first.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Final

from mailgate import letters, schedule
from mailgate.desk import Desk
from mailgate.sending.compose import Letter
from store.model import Comment, CommentId, Document, Member, ModeratorId, Past, State
from store.notices import News, Notice

TOGETHER: Final = timedelta(minutes=15)  # what is due so soon after is told in the same letter


def ask(desk: Desk, comment: Comment, news: News = News.NEW) -> tuple[Letter, ...]:
    """Ask whoever decides here; return the letters that are due at once."""
    place = desk.place_of(comment)
    past = desk.pasts.of(comment, since=desk.now - timedelta(hours=1))
    asked: list[Letter] = []
    notices: list[Notice] = []
    for member in desk.team.responsible(place):
        when = schedule.next_time(member, desk.now, desk.site.zone)
        if when <= desk.now and _is_too_much(member, past, desk):
            when = schedule.next_hour(member, desk.now, desk.site.zone)
        if when <= desk.now:
            asked.append(letters.to_decide(comment, member.address, place, desk, news=news, past=past))
            notices.append(_asked(member, comment.id, news, desk))
        else:
            notices.append(Notice(moderator_id=member.id, comment_id=comment.id, news=news, due_at=when))
    desk.notices.put(notices)
    return tuple(asked)


def matters(desk: Desk, comment: Comment) -> list[Comment]:
    """Return what of a comment waits for a decision, each as a moderator has to see it."""
    if comment.state is State.PENDING:
        return [comment]
    if comment.state is not State.APPROVED:
        return []
    proposed = desk.corrections.waiting(comment)
    found = [comment] if desk.reports.open_on(comment.id) else []
    return found if proposed is None else [*found, proposed]


def decided(desk: Desk, comments: Sequence[Comment], *, by: ModeratorId | None, is_told: bool = True) -> None:
    """Ask nobody any more; whoever was shown what another has decided is told in their next digest."""
    ids = [comment.id for comment in comments]
    others = [one for one in desk.notices.of(ids) if one.moderator_id != by and one.asked_at is not None]
    desk.notices.drop_comments(ids)
    if is_told:
        desk.notices.put(_told_later(others, desk))


def settled(desk: Desk, comment: Comment, *, by: ModeratorId | None, is_told: bool = True) -> None:
    """Do that for one comment, unless something else of it still waits."""
    if not matters(desk, comment):
        decided(desk, [comment], by=by, is_told=is_told)


def overturned(desk: Desk, comment: Comment, *, first: ModeratorId | None, by: ModeratorId | None) -> None:
    """Tell whose decision was overturned: at once, but for their quiet hours."""
    member = None if first is None or first == by else desk.team.member(first)
    if member is not None:
        due_at = schedule.audible(member, desk.now, desk.site.zone)
        notice = Notice(
            moderator_id=member.id, comment_id=comment.id, news=News.DECIDED, asked_at=desk.now, due_at=due_at
        )
        desk.notices.put([notice])


def send_due(desk: Desk) -> list[Letter]:
    """Return the letters that are due: digests, reminders, and what others have decided."""
    caused: list[Letter] = []
    for comment_id in desk.notices.unasked():
        for matter in matters(desk, desk.comments.get(comment_id)):
            caused += ask(desk, matter, _news_of(matter))
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
        if notice.news is not News.DECIDED and not matters(desk, comment):
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
    asked = [(matter, one) for one in waiting for matter in matters(desk, found[one.comment_id])]
    if len(asked) == 1 and not told:
        comment, notice = asked[0]
        news = "reminder" if notice.asked_at else notice.news.value
        return [letters.to_decide(comment, member.address, desk.place_of(comment), desk, news=news)]
    shown = [(comment, notice.asked_at is not None) for comment, notice in asked]
    return letters.digests(member.address, document, shown, told, desk)


def _news_of(matter: Comment) -> News:
    """Return why something waits."""
    if matter.state is State.PENDING:
        return News.NEW
    return News.CORRECTED if matter.is_correction else News.REPORTED


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


def _is_too_much(member: Member, past: Past, desk: Desk) -> bool:
    """Whether so much comes that single letters would bury what else is in the inbox."""
    limits = desk.office.limits
    if past.recent > limits.sender_hour:
        return True
    shown = desk.notices.shown_since(desk.now - timedelta(minutes=1))
    return shown.get(member.id, 0) >= limits.minute
