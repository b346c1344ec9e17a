"""The texts of comments: each change of name or words is one more revision.

Name and HTML of a revision stand in clear once a page shows them; until then they are sealed, as is the mail itself.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, false, func, insert, select, update

from store.model import Comment, CommentId, Html, Revision
from store.schema import revisions
from store.sealed import Box

# The position before the first: never shown, until its author asks for it as a new revision.
UNCUT = 0


def words_of(row: Any, box: Box, public_id: str) -> tuple[str, Html]:
    """Return the name and the HTML of a revision, published or not."""
    if row.unpublished is None:
        return row.name, Html(row.html)
    name, html = json.loads(box.open_text("revisions.unpublished", public_id.encode(), row.unpublished))
    return name, Html(html)


def revision_of(row: Row[Any], box: Box, public_id: str) -> Revision:
    """Return a row as a revision."""
    key = public_id.encode()
    name, html = words_of(row, box, public_id)
    text = box.open_text("revisions.text", key, row.text)
    return Revision(name=name, html=html, text=text, removed=box.open_text("revisions.removed", key, row.removed))


class Revisions:
    """The revisions of one transaction."""

    def __init__(self, connection: Connection, box: Box) -> None:
        self._connection = connection
        self._box = box

    def add(self, comment_id: CommentId, public_id: str, position: int, revision: Revision, *, at: datetime) -> None:
        """Keep one more text of a comment; which one is shown is another matter."""
        key = public_id.encode()
        words = json.dumps([revision.name, revision.html])
        values = {
            "comment_id": comment_id,
            "position": position,
            "created_at": at,
            "name": "",
            "html": "",
            "unpublished": self._box.seal_text("revisions.unpublished", key, words),
            "text_hash": revision.text_hash,
            "text": self._box.seal_text("revisions.text", key, revision.text),
            "removed": self._box.seal_text("revisions.removed", key, revision.removed),
        }
        self._connection.execute(_INSERT, values)

    def publish(self, shown: Sequence[tuple[CommentId, int, Revision]]) -> None:
        """Let pages show these, by comment and position."""
        values = [
            {"comment": comment_id, "place": position, "shown_name": revision.name, "shown_html": revision.html}
            for comment_id, position, revision in shown
        ]
        if values:
            self._connection.execute(_PUBLISH, values)

    def next_position(self, comment: Comment) -> int:
        """Return the position of a comment's next revision."""
        return int(self._connection.execute(_NEXT_POSITION, {"comment_id": comment.id}).scalar_one())

    def uncut(self, comment: Comment) -> Revision | None:
        """Return the words with what was cut from the mail, under the comment's present name; None: nothing was cut."""
        values = {"comment_id": comment.id, "position": UNCUT}
        row = self._connection.execute(_ONE, values).one_or_none()
        if row is None:
            return None
        whole = revision_of(row, self._box, comment.public_id)
        html = whole.html or Html(whole.removed)  # where earlier versions kept it
        return Revision(name=comment.revision.name, html=html, text=whole.text, removed="")

    def earlier(self, comment: Comment) -> Revision | None:
        """Return the words as they stood before the present ones; None where there are none before."""
        values = {"comment_id": comment.id, "position": comment.revision_position}
        row = self._connection.execute(_EARLIER, values).one_or_none()
        return None if row is None else revision_of(row, self._box, comment.public_id)


_MINE = revisions.c.comment_id == bindparam("comment_id")
_INSERT = insert(revisions)
_PUBLISH = (
    update(revisions)
    .where(revisions.c.comment_id == bindparam("comment"), revisions.c.position == bindparam("place"))
    .values(name=bindparam("shown_name"), html=bindparam("shown_html"), unpublished=None)
)
_NEXT_POSITION = select(func.max(revisions.c.position) + 1).where(_MINE)
_ONE = select(revisions).where(_MINE, revisions.c.position == bindparam("position"))
_EARLIER = (
    select(revisions)
    .where(
        _MINE,
        revisions.c.position < bindparam("position"),
        revisions.c.position > UNCUT,
        func.coalesce(revisions.c.is_proposal, false()).is_(False),  # those words never stood anywhere
    )
    .order_by(revisions.c.position.desc())
    .limit(1)
)
