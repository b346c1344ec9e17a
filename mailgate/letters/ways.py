"""What is asked of a moderator about a comment, and the answers that make sense: in two lines, for the first screen."""

from enum import Enum
from typing import Final

from store.model import Comment, State


class Asked(Enum):
    """What there is to decide. The value introduces it."""

    WAITS = "A comment waits for your decision."
    REPORTED = (
        "This published comment was reported as abusive; its author and who reported it are told what you decide."
    )
    CORRECTION = "The author of a published comment corrects it; the words before stay until you approve."
    PUBLISHED = "This comment is published."
    OFF = "This comment is not published."
    OVER = "Nothing can be decided on this comment any more."


ANSWER: Final = "Answer this letter with one of these in the first line:"
BUTTONS_BEGIN: Final = (
    "Let a button begin your answer, or write approve, reject REASON, hold or spam in its first line."
)
STILL: Final = "It still waits for your decision."


def asked(comment: Comment, *, is_reported: bool) -> Asked:
    """Return what there is to decide."""
    if comment.is_correction:
        return Asked.CORRECTION
    return Asked.REPORTED if is_reported else _BY_STATE.get(comment.state, Asked.OVER)


def intro(about: Asked, *, is_reminder: bool) -> str:
    """Return what a letter begins with."""
    says = [about.value]
    if is_reminder:
        says = [STILL.replace("It", "This comment", 1)] if about is Asked.WAITS else [about.value, STILL]
    return " ".join(says if about is Asked.OVER else [*says, ANSWER])


def ways(about: Asked) -> list[str]:
    """Return the commonest answers, in two lines."""
    return [_row(*row) for row in _WAYS.get(about, ())]


def buttons(about: Asked) -> list[tuple[str, str]]:
    """Return the captions and the answers that they begin."""
    return [(_CAPTIONS_OF.get((about, answer), _CAPTIONS[answer]), answer) for answer in _BUTTONS[about]]


def _row(answer: str, does: str, other: str, it_does: str) -> str:
    return f"{answer:<9}{does:<16}{other:<15}{it_does}".rstrip()


_BY_STATE: Final = {
    State.PENDING: Asked.WAITS,
    State.APPROVED: Asked.PUBLISHED,
    State.REJECTED: Asked.OFF,
    State.DISCARDED: Asked.OFF,
}
_WAYS: Final = {
    Asked.WAITS: (
        ("approve", "publish it", "reject REASON", "do not, and say why"),
        ("hold", "decide later", "spam", "drop it, suspend sender"),
    ),
    Asked.REPORTED: (
        ("approve", "let it stay", "reject REASON", "take it off, and say why"),
        ("hold", "decide later", "spam", "take it off, suspend sender"),
    ),
    Asked.CORRECTION: (
        ("approve", "publish this", "reject REASON", "leave it, and say why"),
        ("hold", "decide later", "spam", "drop this, suspend sender"),
    ),
    Asked.PUBLISHED: (("undo", "wait again", "reject REASON", "take it off, and say why"),),
    Asked.OFF: (("undo", "wait again", "approve", "publish it after all"),),
}
_FIRST: Final = ("approve", "reject ", "hold", "spam")
_WITH_REPLY: Final = "approve\r\n\r\nreply "
_BUTTONS: Final = {
    Asked.WAITS: (*_FIRST, "trust", 'redact "" ', _WITH_REPLY),
    Asked.REPORTED: (*_FIRST, 'redact "" '),
    Asked.CORRECTION: _FIRST,
    Asked.PUBLISHED: ("reject ", 'redact "" ', "reply ", "undo"),
    Asked.OFF: ("approve", "undo"),
    Asked.OVER: (),
}
_CAPTIONS: Final = {
    "approve": "Approve",
    "reject ": "Reject with a reason …",
    "hold": "Hold",
    "spam": "Spam",
    "trust": "Trust",
    'redact "" ': "Take out a phrase …",
    _WITH_REPLY: "Approve and answer …",
    "reply ": "Answer …",
    "undo": "Undo",
}
_CAPTIONS_OF: Final = {
    (Asked.REPORTED, "approve"): "Let it stay",
    (Asked.REPORTED, "reject "): "Take it off, with a reason …",
    (Asked.CORRECTION, "approve"): "Publish this",
    (Asked.CORRECTION, "reject "): "Leave it, with a reason …",
    (Asked.PUBLISHED, "reject "): "Take it off, with a reason …",
    (Asked.OFF, "approve"): "Publish it after all",
}
