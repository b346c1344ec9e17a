"""Which addresses exist: what RCPT is answered from. Paragraphs by name, letters by the hash of their token.

All that does not exist is refused with one text, after one look into the store, so that guessing tells nothing
(INV-12, INV-63).
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Final, NamedTuple

from sqlalchemy import Connection

from mailgate import address as grammar
from mailgate import token
from mailgate.address import (
    Target,
    ToBounce,
    ToConversation,
    ToDocument,
    ToFollow,
    ToHelp,
    ToParagraph,
    ToReply,
    ToReport,
    ToRole,
)
from mailgate.smtp import replies
from mailgate.smtp.limits import ListenSettings
from store.comments import Comments
from store.documents import Documents
from store.engine import Store
from store.grants import Grants, Standing
from store.model import Place, State
from store.outbox import Outbox
from store.sealed import Box

NO_SUCH: Final = b"550 5.1.1 There is no such address here"
NO_RELAY: Final = b"550 5.7.1 Mail for other domains is not taken here"
_REMEMBERED = 10_000


class _Known(NamedTuple):
    target: Target
    until: float


class Recipients:
    """The addresses of one site."""

    def __init__(self, store: Store, box: Box, settings: ListenSettings, now: Callable[[], datetime]) -> None:
        self._store = store
        self._box = box
        self._settings = settings
        self._now = now
        self._known: dict[str, _Known] = {}

    async def judge(self, address: str) -> tuple[Target | None, bytes]:
        """Return what an address means (None: nothing) and the reply; only RECIPIENT_OK itself takes it.

        An address that exists is remembered for a moment, so that a rush on one paragraph asks the database once.
        """
        known = self._known.get(address)
        if known is not None and known.until > monotonic():
            return known.target, replies.RECIPIENT_OK
        return await self._answer(address)

    async def _answer(self, address: str) -> tuple[Target | None, bytes]:
        local_part, at, domain = address.rpartition("@")
        if not at:  # <Postmaster>, the one address without a domain (RFC 5321 4.1.1.3)
            local_part = domain if domain.lower() == "postmaster" else ""
        elif not self._is_ours(domain):
            return None, NO_RELAY
        target = grammar.parse(local_part, self._settings.prefix)
        if isinstance(target, ToRole | ToHelp):
            return target, replies.RECIPIENT_OK
        if self._store.is_sqlite:  # a look into a file at hand takes less than a change of threads
            reply = self._look_up(target, local_part)
        else:
            reply = await asyncio.to_thread(self._look_up, target, local_part)
        if target is not None and reply is replies.RECIPIENT_OK:
            self._remember(address, target)
        return target, reply

    def _look_up(self, target: Target | None, local_part: str) -> bytes:
        with self._store.read() as connection:
            match target:
                case ToParagraph():
                    found = self._paragraph(connection, target)
                case ToConversation():
                    found = self._conversation(connection, target)
                case ToBounce():
                    is_ours = Outbox(connection, self._box).is_bounce(token.digest(target.token))
                    found = replies.RECIPIENT_OK if is_ours else None
                case ToReply():
                    found = self._reply(connection, target)
                case ToReport():
                    comment = Comments(connection, self._box).find(target.comment)
                    is_known = comment is not None and comment.approved_at is not None  # others have no page
                    found = replies.RECIPIENT_OK if is_known else None
                case ToFollow():
                    found = self._follow(connection, target)
                case ToDocument():
                    found = self._document(connection, target)
                case _:
                    found = None
            return found or self._no_such(connection, target, local_part)

    def _paragraph(self, connection: Connection, target: ToParagraph) -> bytes | None:
        found = Documents(connection).address(target.document, target.key)
        return None if found is None else self._open(found)

    def _reply(self, connection: Connection, target: ToReply) -> bytes | None:
        comment = Comments(connection, self._box).find(target.comment)
        if comment is None or comment.state is not State.APPROVED:
            return None
        found = Documents(connection).place(comment.paragraph_id)
        return None if found is None else self._open(found)

    def _open(self, found: Place) -> bytes:
        if found.paragraph.is_gone:
            return b"550 5.2.1 This paragraph is not in the present edition and takes no more comments"
        if found.document.is_open(self._now()):
            return replies.RECIPIENT_OK
        closed = found.document.closes_at or self._now()
        return f"550 5.2.1 Comments on this document closed on {closed:%Y-%m-%d}".encode()

    def _follow(self, connection: Connection, target: ToFollow) -> bytes | None:
        documents = Documents(connection)
        found = documents.address(target.document, target.key) if target.key else documents.get(target.document)
        return None if found is None else replies.RECIPIENT_OK

    def _conversation(self, connection: Connection, target: ToConversation) -> bytes | None:
        standing = Grants(connection, self._box).standing(token.digest(target.token), self._now())
        if standing is Standing.LIVE:
            return replies.RECIPIENT_OK
        if standing is Standing.UNKNOWN:
            return None
        return f"550 5.7.1 This letter can no longer be answered; write to {self._settings.write_to}".encode()

    def _document(self, connection: Connection, target: ToDocument) -> bytes | None:
        if Documents(connection).get(target.document) is None:
            return None
        return f"550 5.1.1 Write to {self._settings.prefix}{target.document}.NUMBER, a paragraph's address".encode()

    def _no_such(self, connection: Connection, target: Target | None, local_part: str) -> bytes:
        """Refuse, and name the paragraph that was perhaps meant, if there is one: its address is on a public page."""
        if isinstance(target, ToConversation | ToBounce):
            return NO_SUCH
        meant = grammar.suggest(local_part, self._settings.prefix)
        if meant is None or meant == target or Documents(connection).address(meant.document, meant.key) is None:
            return NO_SUCH
        return NO_SUCH + f"; did you mean {grammar.format(meant, self._settings.prefix)}?".encode()

    def _remember(self, address: str, target: Target) -> None:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[address] = _Known(target, monotonic() + self._settings.limits.lookup_memory)

    def _is_ours(self, domain: str) -> bool:
        domain = domain.lower()
        if not domain.isascii():
            try:
                domain = domain.encode("idna").decode()
            except UnicodeError:
                return False
        return domain == self._settings.domain
