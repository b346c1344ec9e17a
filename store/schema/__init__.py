"""The tables. Names of constraints follow a convention, so that a migration can speak of them on both databases.

Sealed columns (LargeBinary, which say so) hold AES-GCM blobs; `*_hash` columns hold keyed hashes
of what they name, to look it up by. A queue is a table with due_at, leased_until and attempts (see store.queue).
A change of these tables is a step in store/migrations/versions as well.
"""

from store.schema.columns import UtcTime, metadata
from store.schema.comments import comments, decisions, log, revisions
from store.schema.desk import assignments, notices, rhythms, trusts
from store.schema.documents import counts, documents, paragraphs, pictures, sections
from store.schema.editions import editions, gone, made_on, restated, splits, wordings
from store.schema.people import commenters, grant_items, grants, moderator_addresses, moderators, suppressions
from store.schema.public import receipts, reports, subscriptions
from store.schema.queues import mails, outbox, rebuild
from store.schema.senders import challenges, tallies

__all__ = [
    "UtcTime",
    "assignments",
    "challenges",
    "commenters",
    "comments",
    "counts",
    "decisions",
    "documents",
    "editions",
    "gone",
    "grant_items",
    "grants",
    "log",
    "made_on",
    "mails",
    "metadata",
    "moderator_addresses",
    "moderators",
    "notices",
    "outbox",
    "paragraphs",
    "pictures",
    "rebuild",
    "receipts",
    "reports",
    "restated",
    "revisions",
    "rhythms",
    "sections",
    "splits",
    "subscriptions",
    "suppressions",
    "tallies",
    "trusts",
    "wordings",
]
