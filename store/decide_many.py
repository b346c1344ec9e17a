"""Many comments decided on at once, in as few statements as one takes: a digest of hundreds is one answer."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, tuple_, update

from store.lifecycle import advance
from store.model import Comment, Decision, Event, ModeratorId, State
from store.schema import comments, counts
from store.upsert import Upsert

Wanted = tuple[Comment, Event, str]


def decide_all(
    connection: Connection, wanted: Sequence[Wanted], *, at: datetime, moderator_id: ModeratorId | None
) -> list[tuple[Comment, Decision]]:
    """Let events happen, each with its reason, to comments as they were read; return these with the decisions.

    What does not apply, or was changed by another meanwhile, is left out (INV-61).
    """
    made: list[tuple[Comment, Decision]] = []
    for before, event in dict.fromkeys((comment.state, event) for comment, event, _ in wanted):
        after = advance(before, event)
        if after is None:
            continue
        alike = [(comment, reason) for comment, what, reason in wanted if (comment.state, what) == (before, event)]
        moved = _move(connection, [comment for comment, _ in alike], before, after, at)
        for comment, reason in alike:
            if comment.id in moved:
                decision = Decision(
                    event=event, before=before, after=after, reason=reason, moderator_id=moderator_id, decided_at=at
                )
                made.append((comment, decision))
    _count(connection, made)
    return made


def _move(connection: Connection, alike: Sequence[Comment], before: State, after: State, at: datetime) -> set[int]:
    values = {
        "shown": [(comment.id, comment.revision_position) for comment in alike],
        "before": before.value,
        "after": after.value,
        "approved": at if after is State.APPROVED else None,
    }
    return set(connection.execute(_MOVE, values).scalars())


def _count(connection: Connection, made: Sequence[tuple[Comment, Decision]]) -> None:
    """Keep the number of approved comments of each paragraph."""
    changes: Counter[int] = Counter()
    for comment, decision in made:
        changes[comment.paragraph_id] += (decision.after is State.APPROVED) - (decision.before is State.APPROVED)
    rows = [{"paragraph_id": each, "approved": change} for each, change in changes.items() if change]
    COUNT.execute(connection, rows)


COUNT = Upsert(counts, ["paragraph_id"], lambda new: {"approved": counts.c.approved + new.approved})
_MOVE = (
    update(comments)
    .where(
        tuple_(comments.c.id, comments.c.revision).in_(bindparam("shown", expanding=True)),
        comments.c.state == bindparam("before"),
    )
    .values(
        state=bindparam("after"),
        approved_at=func.coalesce(comments.c.approved_at, bindparam("approved", type_=comments.c.approved_at.type)),
    )
    .returning(comments.c.id)
)
