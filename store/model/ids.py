"""Ids, each a type of its own, and text that is HTML."""

from typing import NewType

DocumentId = NewType("DocumentId", int)
SectionId = NewType("SectionId", int)
ParagraphId = NewType("ParagraphId", int)
CommenterId = NewType("CommenterId", int)
ModeratorId = NewType("ModeratorId", int)
CommentId = NewType("CommentId", int)
MailId = NewType("MailId", int)
LetterId = NewType("LetterId", int)

Html = NewType("Html", str)
