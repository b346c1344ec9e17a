"""What the mails of a batch are about, read at once: so that each takes few statements of its own.

Grants and comments are at hand once: who reads one for the second time, or after it was written here, reads it as it is
then. Who is trusted or wants silence stands for the batch, unless a mail of it changes that: it takes some 0.1 s.
"""

from collections.abc import Iterable, Sequence

from mailgate import address
from mailgate.desk import Desk
from mailgate.token import digest


def read_ahead(mails: Sequence[tuple[address.Target | None, str | None]], desk: Desk) -> None:
    """Read what mails, each of a target and an author, are about; the desk's repositories have it at hand then."""
    targets = [to for to, _ in mails]
    desk.documents.read_ahead(paragraphs(targets))
    new = (address.ToParagraph, address.ToReply)
    desk.suppressions.read_ahead({author for to, author in mails if isinstance(to, new) and author})
    granted = desk.grants.read_ahead(tokens(targets))
    answered = desk.comments.read_ahead({grant.items[0].comment_id for grant in granted if grant.items})
    desk.comments.authors(answered)
    desk.trusts.read_ahead({comment.commenter_id for comment in answered})
    desk.documents.read_places({comment.paragraph_id for comment in answered})


def paragraphs(targets: Iterable[address.Target | None]) -> set[tuple[str, str]]:
    """Return slug and key of the paragraphs among targets."""
    return {(to.document, to.key) for to in targets if isinstance(to, address.ToParagraph)}


def tokens(targets: Iterable[address.Target | None]) -> set[bytes]:
    """Return the digests of the tokens among targets."""
    return {digest(to.token) for to in targets if isinstance(to, address.ToConversation)}
