"""`mailgate decide`: the operator's way to decide on a comment, the same as a moderator's mail takes."""

import click

from mailgate import decide as deciding
from mailgate import letters
from mailgate.app import App, AppError
from mailgate.commands import site
from mailgate.desk import Desk
from store.model import Comment, Event, State

_EVENTS = {"approve": Event.APPROVE, "reject": Event.REJECT, "withdraw": Event.WITHDRAW, "undo": Event.UNDO}


@click.command
@click.argument("comment_id", metavar="ID")
@click.argument("event", type=click.Choice(list(_EVENTS)))
@click.option("--reason", metavar="R", default="", help="Is sent to the commenter.")
@click.pass_context
def decide(context: click.Context, comment_id: str, event: str, reason: str) -> None:
    """Approve, reject or withdraw the comment with this public ID, or undo the decision on it.

    Its author is told. Withdrawing is for good: do it only where the author asks for it.
    """
    with site.opened(context) as app:
        before, after = carry_out(app, comment_id, _EVENTS[event], " ".join(reason.split())[:1000])
        for part in ("send", "publish"):
            app.ring(part)
    site.say(f"{comment_id}: was {before}, is {after}")


def carry_out(app: App, public_id: str, event: Event, reason: str) -> tuple[State, State]:
    """Decide in one transaction; return the states before and after. Raise AppError where it does not apply."""
    with app.store.write() as connection:
        desk = Desk.open(connection, app.office(), app.clock())
        comment = desk.comments.find(public_id.removeprefix("c-").lower())
        if comment is None:
            raise AppError(f"there is no comment {public_id}")
        told = None
        if _applies(event, comment, desk):
            told = deciding.carry_out(desk, comment, event, reason=reason, moderator_id=None)
        if told is None:
            raise AppError(f"comment {public_id} is {comment.state}: {event} does not apply, nothing has changed")
        after = desk.comments.get(comment.id)
        if comment.state is State.UNCONFIRMED:
            told = ()  # nobody has proved to be its author
        if event is Event.UNDO:
            told += letters.to_all_moderators(after, desk.place_of(after), desk)
        letters.post(told, desk)
    return comment.state, after.state


def _applies(event: Event, comment: Comment, desk: Desk) -> bool:
    """Only what a moderator discarded can be undone: what its commenter denied is not ours to bring back."""
    if event is not Event.UNDO or comment.state is not State.DISCARDED:
        return True
    return desk.comments.decisions(comment.id)[-1].event is Event.DISCARD
