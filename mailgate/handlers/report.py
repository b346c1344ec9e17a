"""An abuse report on a comment goes to the operator. The reporter's address is not passed on."""

from mailgate import letters
from mailgate.address import ToReport
from mailgate.desk import Desk
from mailgate.handlers.outcome import Incoming, Outcome, about, by_machine, refused
from mailgate.policy import Judgement, judge


def receive(incoming: Incoming, to: ToReport, desk: Desk) -> Outcome:
    """Tell the operator what is reported, and why."""
    judgement = judge(incoming.reading, desk.site)
    if judgement is Judgement.MACHINE:
        return by_machine(incoming)
    comment = desk.comments.find(to.comment)
    if comment is None or comment.approved_at is None:
        return refused(incoming, "there is no such comment")
    if judgement not in (Judgement.COMMENT, Judgement.EMPTY):
        return refused(incoming, judgement.value)
    words = incoming.reading.text or "(no words)"
    return about(incoming, comment, "reported", letters.reported(comment, words, desk.place_of(comment), desk))
