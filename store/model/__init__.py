"""What mailgate remembers, as frozen types. The words are those of the glossary in docs/architecture.md.

Ids are the database's integers and never leave the house; what the public sees are slugs, keys and public ids.
Times are aware and UTC. A value of type Html is made by mailgate.reading.sanitize (comments) or by an importer (report
text) and nowhere else: only Html reaches a page unescaped.
"""

from store.model.comments import Comment, Decision, Event, ListedComment, Past, PublishedComment, Revision, State, Tally
from store.model.grants import Grant, Item, Purpose
from store.model.ids import (
    CommenterId,
    CommentId,
    DocumentId,
    Html,
    LetterId,
    MailId,
    ModeratorId,
    ParagraphId,
    SectionId,
)
from store.model.people import Commenter, Member, Moderator, Report, ReportState, Rhythm, Subscription
from store.model.report import OPENING, Document, Footnote, Kind, Neighbour, Paragraph, Picture, Place, Section

__all__ = [
    "OPENING",
    "Comment",
    "CommentId",
    "Commenter",
    "CommenterId",
    "Decision",
    "Document",
    "DocumentId",
    "Event",
    "Footnote",
    "Grant",
    "Html",
    "Item",
    "Kind",
    "LetterId",
    "ListedComment",
    "MailId",
    "Member",
    "Moderator",
    "ModeratorId",
    "Neighbour",
    "Paragraph",
    "ParagraphId",
    "Past",
    "Picture",
    "Place",
    "PublishedComment",
    "Purpose",
    "Report",
    "ReportState",
    "Revision",
    "Rhythm",
    "Section",
    "SectionId",
    "State",
    "Subscription",
    "Tally",
]
