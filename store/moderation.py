"""What the renderer may read of moderation: counts, waiting times and the hashes of receipts. No address, no id."""

from sqlalchemy import Connection, func, select

from store.model import DocumentId, State, Tally
from store.schema import receipts


class Moderation:
    """The moderation of one document's comments, as one transaction sees it."""

    def __init__(self, connection: Connection, document_id: DocumentId) -> None:
        self._connection = connection
        self._of_document = receipts.c.document_id == document_id

    def tally(self) -> Tally:
        """Count."""
        counted = select(receipts.c.state, receipts.c.reason, func.count()).where(self._of_document)
        rows = self._connection.execute(counted.group_by(receipts.c.state, receipts.c.reason)).all()
        states: dict[State, int] = {}
        for state, _, number in rows:
            states[State(state)] = states.get(State(state), 0) + number
        rejected = [(reason, number) for state, reason, number in rows if state == State.REJECTED.value]
        return Tally(states=states, rejected=tuple(sorted(rejected, key=lambda one: (-one[1], one[0]))))

    def median_wait(self) -> int | None:
        """Return how many seconds half of the comments waited at most for a moderator; None where none was decided."""
        decided = self._of_document & receipts.c.waited.is_not(None)
        number = self._connection.execute(select(func.count()).select_from(receipts).where(decided)).scalar_one()
        if not number:
            return None
        waited = select(receipts.c.waited).where(decided).order_by(receipts.c.waited)
        return int(self._connection.execute(waited.offset((number - 1) // 2).limit(1)).scalar_one())

    def receipts(self) -> str:
        """Return a line for each receipt: its hash, where its comment stands. By hash, so that the order tells nothing.

        The database makes the text: a million rows would take five times as long to fetch one by one.
        """
        is_sqlite = self._connection.dialect.name == "sqlite"
        digits = func.lower(func.hex(receipts.c.hash)) if is_sqlite else func.encode(receipts.c.hash, "hex")
        line = (digits + " " + receipts.c.state + "\n").label("line")
        listed = select(line).where(self._of_document).order_by(receipts.c.hash).subquery()
        return str(self._connection.execute(select(func.aggregate_strings(listed.c.line, ""))).scalar_one() or "")
