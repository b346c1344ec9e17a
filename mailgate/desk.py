"""What a handler may reach: the repositories of one transaction, the time, and what never changes while we run."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment
from sqlalchemy import Connection

from mailgate.rates import Rates
from renderer.site import Site
from store.challenges import Challenges
from store.comments import Comments
from store.corrections import Corrections
from store.documents import Documents
from store.editions import Editions
from store.grants import Grants
from store.keeping import Terms
from store.model import Comment, Place
from store.notices import Notices
from store.outbox import Outbox
from store.pasts import Pasts
from store.people import Everybody, Moderators, Suppressions
from store.rebuild import Rebuild
from store.reports import Reports
from store.restated import Restating
from store.returned import ReturnedLetters
from store.sealed import Box
from store.splits import Splits
from store.subscriptions import Subscriptions
from store.tallies import Tallies
from store.team import Team
from store.trust import Trusts


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLimits:
    """When a moderator gets a digest instead of single letters.

    `sender_hour`: comments of one person in an hour; `minute`: letters to one moderator in a minute.
    """

    sender_hour: int = 10
    minute: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What stays the same while the program runs. `random` gives that many random octets.

    `always_asks`: also an author whose domain speaks for them is asked once, before their first comment.
    `hides_after`: so many reports take a comment off its page until a moderator has decided; 0: none do.
    """

    box: Box
    site: Site
    operator: str
    random: Callable[[int], bytes]
    texts: Environment
    always_asks: bool = False
    hides_after: int = 0
    limits: DeskLimits = DeskLimits()
    rates: Rates = Rates()  # noqa: RUF009  it is frozen
    keep: Terms = Terms()  # noqa: RUF009  it is frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One transaction's repositories."""

    office: Office
    now: datetime
    documents: Documents
    editions: Editions
    splits: Splits
    comments: Comments
    corrections: Corrections
    moderators: Moderators
    grants: Grants
    suppressions: Suppressions
    everybody: Everybody
    outbox: Outbox
    pasts: Pasts
    rebuild: Rebuild
    reports: Reports
    subscriptions: Subscriptions
    returned: ReturnedLetters
    trusts: Trusts
    team: Team
    notices: Notices
    challenges: Challenges
    tallies: Tallies
    restating: Restating

    @classmethod
    def open(cls, connection: Connection, office: Office, now: datetime) -> "Desk":
        """Return the desk of a transaction."""
        comments = Comments(connection, office.box)
        return cls(
            office=office,
            now=now,
            documents=Documents(connection),
            editions=Editions(connection),
            splits=Splits(connection),
            comments=comments,
            corrections=Corrections(connection, comments),
            moderators=Moderators(connection, office.box),
            grants=Grants(connection, office.box),
            suppressions=Suppressions(connection, office.box),
            everybody=Everybody(connection, office.box),
            outbox=Outbox(connection, office.box),
            pasts=Pasts(connection, office.box),
            rebuild=Rebuild(connection),
            reports=Reports(connection, office.box),
            subscriptions=Subscriptions(connection, office.box),
            returned=ReturnedLetters(connection, office.box),
            trusts=Trusts(connection),
            team=Team(connection, office.box),
            notices=Notices(connection),
            challenges=Challenges(connection),
            tallies=Tallies(connection),
            restating=Restating(connection),
        )

    @property
    def site(self) -> Site:
        """The site we are at."""
        return self.office.site

    def new_public_id(self) -> str:
        """Return a new public id: 50 random bits, in letters and digits that are told apart on paper."""
        return base64.b32encode(self.office.random(7)).decode().lower()[:10]

    def place_of(self, comment: Comment) -> Place:
        """Return where a comment stands. Paragraphs are never deleted."""
        place = self.documents.place(comment.paragraph_id)
        if place is None:
            raise LookupError(f"there is no paragraph {comment.paragraph_id}")
        return place
