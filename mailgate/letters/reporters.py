"""The letters to those who report a comment as abusive."""

from collections.abc import Sequence
from dataclasses import replace

from mailgate.desk import Desk
from mailgate.letters.commenters import CHALLENGE_LIFE, receipt
from mailgate.letters.wording import body, date, grant_of, label
from mailgate.rates import Ask
from mailgate.sending.compose import Letter
from renderer import urls
from store.model import Comment, CommentId, Place, Purpose, Report, ReportState


def report_challenge(report: Report, comment: Comment, place: Place, desk: Desk, *, asks: Ask) -> Letter:
    """Ask a stranger: did you report this?"""
    until = report.created_at + CHALLENGE_LIFE
    link = urls.absolute(desk.site, urls.comment(comment.public_id))
    text = body(desk.office, "report_challenge", place, link=link, until=date(until))
    grant = replace(grant_of(Purpose.REPORT, report.reporter, comment, until), subject_id=report.id)
    subject = f"Please confirm your report of a comment on {label(place, desk)}"
    name = place.document.title
    return Letter(to=report.reporter, sender_name=name, subject=subject, text=text, answers=grant, asks=asks)


def kept(desk: Desk, comment: Comment, reports: list[Report]) -> tuple[Letter, ...]:
    """Tell reporters and author that a moderator has looked, and the comment stays."""
    place = desk.place_of(comment)
    author = replace(receipt(comment, desk.comments.author(comment).address, place, desk, news="kept"), is_reply=False)
    return (*_outcome(desk, comment, place, reports, ReportState.KEPT), author)


def removed_after_reports(desk: Desk) -> list[Letter]:
    """Tell reporters of comments that have left their page since; note that they are told."""
    return removed(desk, desk.reports.settled())


def removed(desk: Desk, comment_ids: Sequence[CommentId]) -> list[Letter]:
    """Tell reporters of these comments that they are no longer on their page; note it."""
    told: list[Letter] = []
    for comment_id in comment_ids:
        comment = desk.comments.get(comment_id)
        closed = desk.reports.close(comment_id, ReportState.REMOVED, at=desk.now)
        told += _outcome(desk, comment, desk.place_of(comment), closed, ReportState.REMOVED)
    return told


def _outcome(desk: Desk, comment: Comment, place: Place, reports: list[Report], state: ReportState) -> list[Letter]:
    link = urls.absolute(desk.site, urls.comment(comment.public_id))
    text = body(desk.office, "report_outcome", place, link=link, is_removed=state is ReportState.REMOVED)
    subject = f"What became of your report of a comment on {label(place, desk)}"
    return [
        Letter(to=one.reporter, sender_name=place.document.title, subject=subject, text=text, is_reply=False)
        for one in reports
    ]
