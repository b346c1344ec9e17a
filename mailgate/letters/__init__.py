"""Every text we send, by whom it is for, and the one gate that may refuse to send it.

Subjects are made here, bodies by templates/mail.
"""

from mailgate.letters import questions
from mailgate.letters.commenters import (
    CHALLENGE_LIFE,
    answered,
    challenge,
    how_to_change,
    how_to_confirm,
    not_taken,
    receipt,
    too_late,
)
from mailgate.letters.digests import Result, carried_out, digests
from mailgate.letters.editions import how_to_stand, restated
from mailgate.letters.followers import (
    follow_challenge,
    following,
    how_it_works,
    how_to_follow,
    news_for_followers,
    stopped,
)
from mailgate.letters.gate import admit, post, post_due
from mailgate.letters.moderators import MODERATOR_LIFE, done, rhythm_set, to_decide, welcome
from mailgate.letters.operators import forwarded, left_out, quarantined, reported, to_operator, unreachable_moderator
from mailgate.letters.reporters import kept, removed, removed_after_reports, report_challenge

__all__ = [
    "CHALLENGE_LIFE",
    "MODERATOR_LIFE",
    "Result",
    "admit",
    "answered",
    "carried_out",
    "challenge",
    "digests",
    "done",
    "follow_challenge",
    "following",
    "forwarded",
    "how_it_works",
    "how_to_change",
    "how_to_confirm",
    "how_to_follow",
    "how_to_stand",
    "kept",
    "left_out",
    "news_for_followers",
    "not_taken",
    "post",
    "post_due",
    "quarantined",
    "questions",
    "receipt",
    "removed",
    "removed_after_reports",
    "report_challenge",
    "reported",
    "restated",
    "rhythm_set",
    "stopped",
    "to_decide",
    "to_operator",
    "too_late",
    "unreachable_moderator",
    "welcome",
]
