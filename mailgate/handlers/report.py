"""A report of abuse: kept, proved or asked about like a comment, then shown to those who decide, with the comment."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from mailgate import asking, letters
from mailgate.address import ToReport
from mailgate.answers import Confirmation, read_confirmation
from mailgate.decide import rebuild
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome, about, by_machine, refused
from mailgate.policy import is_ours
from mailgate.sending.compose import Letter
from store.model import Comment, Grant, Purpose, Report, ReportState, State
from store.notices import News

A_DAY: Final = 20  # reports of one person
LONGEST: Final = 4_000  # characters of their words


def receive(incoming: Incoming, to: ToReport, desk: Desk) -> Outcome:
    """Keep the report, and ask its sender, or at once those who decide. Its sender's address is passed on to nobody."""
    reporter = incoming.reading.author
    if incoming.reading.automatic is not None or (reporter and is_ours(reporter, desk.site)):
        return by_machine(incoming)
    comment = desk.comments.find(to.comment)
    if comment is None or comment.approved_at is None or reporter is None:
        return refused(incoming, "there is no such comment, or nobody who reports it")
    if incoming.proof.is_refuted:
        return refused(incoming, "its author's domain asks that it be rejected (DMARC)")
    waiting = [each for each in desk.reports.of(reporter) if _is_asked(each, desk)]
    if fault := _fault(reporter, comment, waiting, desk):
        return about(incoming, comment, f"report: {fault}")
    is_proved = incoming.proof.is_verified
    state = ReportState.OPEN if is_proved else ReportState.UNCONFIRMED
    words = (incoming.reading.text.strip() or incoming.reading.subject)[:LONGEST]
    report = desk.reports.add(comment.id, reporter, words, state, at=desk.now)
    if is_proved:
        return about(incoming, comment, "reported", *_opened(comment, desk))
    asked = (
        () if waiting else (letters.report_challenge(report, comment, desk.place_of(comment), desk, asks=incoming.ask),)
    )
    return about(incoming, comment, "report: asked" if asked else "report: another is asked about", *asked)


def _is_asked(report: Report, desk: Desk) -> bool:
    """Whether its sender has still to say that it is theirs; where there was no room to ask, they may ask again."""
    is_waiting = report.state is ReportState.UNCONFIRMED
    return is_waiting and desk.grants.is_asked(Purpose.REPORT, report.reporter, report.id)


def _fault(reporter: str, comment: Comment, waiting: Sequence[Report], desk: Desk) -> str:
    """Return why a report is not taken, or nothing."""
    if comment.state is not State.APPROVED:
        return "the comment is on no page any more"
    if desk.reports.number_of(reporter, since=desk.now - timedelta(days=1)) >= A_DAY:
        return f"more than {A_DAY} a day"
    theirs = [each for each in desk.reports.open_on(comment.id) if each.reporter == reporter]
    return "reported before" if any(each.comment_id == comment.id for each in [*waiting, *theirs]) else ""


def confirm(incoming: Incoming, grant: Grant, desk: Desk) -> Outcome:
    """ "Did you report this?" Yes: it is shown. No: it is forgotten, and we are silent from now on."""
    report = None if grant.subject_id is None else desk.reports.get(grant.subject_id)
    comment = desk.comments.get(grant.items[0].comment_id)
    if report is None:
        return about(incoming, comment, "report: no longer kept")
    answer = read_confirmation(incoming.reading.text, incoming.reading.error)
    if answer is Confirmation.NO and report.state is ReportState.UNCONFIRMED:
        desk.reports.forget(report.id)
        desk.suppressions.add(grant.person, reason="said no to a challenge", at=desk.now)
        return about(incoming, comment, "report: denied")
    if answer is not Confirmation.YES or not desk.reports.confirm(report.id):
        return about(incoming, comment, "report: not understood, or confirmed before")
    return about(incoming, comment, "reported", *_opened(comment, desk))


def _opened(comment: Comment, desk: Desk) -> tuple[Letter, ...]:
    """Show the report with its comment, which many reports hide meanwhile, where the settings say so."""
    if comment.state is not State.APPROVED:
        return ()
    reports = desk.reports.open_on(comment.id)
    if 0 < desk.office.hides_after <= len(reports) and desk.reports.hide(comment.id, at=desk.now):
        rebuild(desk, comment)
    place = desk.place_of(comment)
    if not desk.team.responsible(place):
        return (letters.reported(comment, reports[-1].words, place, desk),)
    return asking.ask(desk, comment, News.REPORTED)
