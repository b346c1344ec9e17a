"""Reports of abuse: who finds a comment abusive, why, and what became of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from store.model import CommentId, Report, ReportState, State
from store.schema import comments, reports
from store.sealed import Box


class Reports:
    """The reports of one transaction. Addresses are in the form that addresses compare by."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def add(self, comment_id: CommentId, reporter: str, words: str, state: ReportState, *, at: datetime) -> Report:
        """Keep a report."""
        key = self._box.lookup(reporter)
        values = {
            "comment_id": comment_id,
            "reporter_hash": key,
            "folded_hash": self._box.lookup_folded(reporter),
            "reporter": self._box.seal_text("reports.reporter", key, reporter),
            "words": self._box.seal_text("reports.words", key, words),
            "state": state.value,
            "created_at": at,
        }
        return self._report(self._connection.execute(insert(reports).values(values).returning(*reports.c)).one())

    def get(self, report_id: int) -> Report | None:
        """Return one; None where it is no longer kept."""
        row = self._connection.execute(select(reports).where(reports.c.id == report_id)).one_or_none()
        return None if row is None else self._report(row)

    def open_on(self, comment_id: CommentId) -> list[Report]:
        """Return those on a comment that no moderator has decided on yet, oldest first."""
        return self._all((reports.c.comment_id == comment_id) & (reports.c.state == ReportState.OPEN.value))

    def open_among(self, comment_ids: Collection[CommentId]) -> set[CommentId]:
        """Return which of these comments have such reports."""
        mine = reports.c.comment_id.in_(list(comment_ids)) & (reports.c.state == ReportState.OPEN.value)
        return {
            CommentId(each) for each in self._connection.execute(select(reports.c.comment_id).where(mine)).scalars()
        }

    def of(self, reporter: str) -> list[Report]:
        """Return all of a person's."""
        return self._all(reports.c.reporter_hash == self._box.lookup(reporter))

    def number_of(self, reporter: str, *, since: datetime) -> int:
        """Return how many a person has made since a time, however they tag their address."""
        mine = (reports.c.folded_hash == self._box.lookup_folded(reporter)) & (reports.c.created_at > since)
        return int(self._connection.execute(select(func.count()).select_from(reports).where(mine)).scalar_one())

    def confirm(self, report_id: int) -> bool:
        """Let the moderators see it; False where they do already, or it is no longer kept."""
        waiting = (reports.c.id == report_id) & (reports.c.state == ReportState.UNCONFIRMED.value)
        begun = update(reports).where(waiting).values(state=ReportState.OPEN.value)
        return self._connection.execute(begun).rowcount == 1

    def forget(self, report_id: int) -> None:
        """Keep it no longer: its sender says that it is none of theirs."""
        self._connection.execute(delete(reports).where(reports.c.id == report_id))

    def expire(self, *, before: datetime) -> None:
        """Forget those that were never confirmed."""
        stale = (reports.c.state == ReportState.UNCONFIRMED.value) & (reports.c.created_at < before)
        self._connection.execute(delete(reports).where(stale))

    def close(self, comment_id: CommentId, state: ReportState, *, at: datetime) -> list[Report]:
        """Close what is open on a comment, and show it again where it was hidden; return whom to tell."""
        mine = (reports.c.comment_id == comment_id) & (reports.c.state == ReportState.OPEN.value)
        closing = update(reports).where(mine).values(state=state.value, closed_at=at).returning(*reports.c)
        closed = [self._report(row) for row in self._connection.execute(closing)]
        self._connection.execute(update(comments).where(comments.c.id == comment_id).values(hidden_at=None))
        return sorted(closed, key=lambda report: report.id)

    def settled(self, *, limit: int = 200) -> Sequence[CommentId]:
        """Return comments with open reports that have left their page meanwhile, whoever decided that, and how."""
        gone = (reports.c.state == ReportState.OPEN.value) & (comments.c.state != State.APPROVED.value)
        joined = select(comments.c.id).join(reports, reports.c.comment_id == comments.c.id)
        found = self._connection.execute(joined.where(gone).distinct().limit(limit)).scalars()
        return [CommentId(each) for each in found]

    def hide(self, comment_id: CommentId, *, at: datetime) -> bool:
        """Take a comment off its page until a moderator has decided; False where it is already."""
        shown = (comments.c.id == comment_id) & comments.c.hidden_at.is_(None)
        return self._connection.execute(update(comments).where(shown).values(hidden_at=at)).rowcount == 1

    def _all(self, which: ColumnElement[bool]) -> list[Report]:
        statement = select(reports).where(which).order_by(reports.c.id)
        return [self._report(row) for row in self._connection.execute(statement)]

    def _report(self, row: Row[Any]) -> Report:
        return Report(
            id=row.id,
            comment_id=CommentId(row.comment_id),
            reporter=self._box.open_text("reports.reporter", row.reporter_hash, row.reporter),
            words=self._box.open_text("reports.words", row.reporter_hash, row.words),
            state=ReportState(row.state),
            created_at=row.created_at,
        )
