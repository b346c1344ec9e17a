"""`mailgate decide`: the operator's way to decide on a comment, the same as a moderator's mail takes."""

import click

from mailgate import corrections, letters, reasons, verbs
from mailgate import decide as deciding
from mailgate.app import App, AppError
from mailgate.commands import site
from mailgate.desk import Desk
from mailgate.done import Decider, Done, NotDone
from mailgate.instructions import ABOUT_ALL, REASON_LIMIT, Instruction, Verb
from store.model import Comment, Event, State

WITHDRAW = "withdraw"
_VERBS = [verb.value for verb in Verb if verb not in ABOUT_ALL]


@click.command
@click.argument("comment_id", metavar="ID")
@click.argument("verb", type=click.Choice([*_VERBS, WITHDRAW]))
@click.option("--reason", metavar="R", default="", help="Is sent to the commenter; off-topic and such are a sentence.")
@click.option("--phrase", metavar="P", default="", help="What `redact` takes out; it must occur exactly once.")
@click.option("--text", metavar="T", default="", help="What `reply` publishes as the official answer.")
@click.option("--correction", is_flag=True, help="Decide on the correction that waits, not on the comment itself.")
@click.pass_context
def decide(
    context: click.Context, comment_id: str, verb: str, *, reason: str, phrase: str, text: str, correction: bool
) -> None:
    """Decide on the comment with this public ID, as a moderator's mail does.

    Of a published comment that was reported, `approve` says that it stays. Its author is told, but for `hold` and
    `spam`. Withdrawing is for good: do it only where the author asks for it.
    """
    if (verb == Verb.REDACT) is not bool(phrase) or (verb == Verb.REPLY) is not bool(text.strip()):
        raise click.UsageError("redact takes a --phrase, reply a --text, and nothing else does.")
    with site.opened(context) as app:
        wish = None
        if verb != WITHDRAW:
            reason = reasons.canonical(" ".join(reason.split())[:REASON_LIMIT])
            wish = Instruction(verb=Verb(verb), text=text.strip() or reason, phrase=phrase)
        before, after, says = carry_out(app, comment_id, wish, is_of_correction=correction)
        for part in ("send", "publish"):
            app.ring(part)
    site.say(f"{comment_id}: was {before}, is {after}" if before is not after else f"{comment_id}: {says}")


def carry_out(
    app: App, public_id: str, wish: Instruction | None, *, is_of_correction: bool = False
) -> tuple[State, State, str]:
    """Decide in one transaction (None: withdraw); return the states before and after, and what was done.

    AppError where it cannot be.
    """
    with app.store.write() as connection:
        desk = Desk.open(connection, app.office(), app.clock())
        comment = desk.comments.find(public_id.removeprefix("c-").lower())
        if comment is None:
            raise AppError(f"there is no comment {public_id}")
        by = Decider(person=app.settings.operator, moderator_id=None)
        if is_of_correction and wish is not None:
            outcome = _on_correction(desk, comment, wish, by)
        else:
            outcome = _withdraw(desk, comment) if wish is None else verbs.act(desk, comment, wish, by)
        if isinstance(outcome, NotDone):
            raise AppError(f"comment {public_id} is {comment.state}, nothing has changed: {outcome.why}")
        told = outcome.letters if comment.state is not State.UNCONFIRMED else ()  # nobody has proved to be its author
        letters.post(told, desk)
        return comment.state, desk.comments.get(comment.id).state, outcome.says


def _on_correction(desk: Desk, comment: Comment, wish: Instruction, by: Decider) -> Done | NotDone:
    proposed = desk.corrections.waiting(comment) if comment.state is State.APPROVED else None
    return NotDone(why="no correction waits") if proposed is None else corrections.act(desk, proposed, wish, by)


def _withdraw(desk: Desk, comment: Comment) -> Done | NotDone:
    told = deciding.carry_out(desk, comment, Event.WITHDRAW, reason="", moderator_id=None)
    return (
        NotDone(why="it cannot be withdrawn") if told is None else Done(says="withdrawn", about=comment, letters=told)
    )
