"""What all makers of files share in one transaction: where things stand, and how a view becomes a file."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from renderer import compose, feeds, gate, pages, urls
from renderer.earlier import Earlier
from renderer.pages import Page
from renderer.press import Press
from renderer.views import DocumentHead, Link, Time
from store.documents import Documents
from store.model import Document, DocumentId, Paragraph, ParagraphId, PublishedComment
from store.published import Published

log = logging.getLogger(__name__)


class File(NamedTuple):
    """A file below public/: its path, and what it must hold."""

    path: str
    data: bytes


class Setting(NamedTuple):
    """What all paragraphs of a document have in common."""

    document: Document
    head: DocumentHead
    crumbs: compose.Crumbs
    since: Time

    def sections(self, unit: Paragraph) -> tuple[Link, ...]:
        """Return the sections that a paragraph stands in, from the outside in."""
        return self.crumbs.get(unit.section_id, ())


class Making:
    """What one transaction sees. `now` decides whether a document is open for comments."""

    def __init__(self, press: Press, connection: Connection, now: datetime) -> None:
        self.press = press
        self.site = press.site
        self.connection = connection
        self.documents = Documents(connection)
        self.published = Published(connection)
        self.editions = Earlier(connection)
        self.now = now
        self._known = gate.nobody if press.people is None else press.people(connection)
        self._read: dict[ParagraphId, tuple[Document, Paragraph] | None] = {}
        self._settings: dict[DocumentId, Setting] = {}

    def setting(self, document: Document) -> Setting:
        """Return what all paragraphs of a document have in common."""
        if document.id not in self._settings:
            head, crumbs = compose.head(self.site, document, self.now), self.press.plan(self.documents, document).crumbs
            self._settings[document.id] = Setting(document, head, crumbs, self.moment(document))
        return self._settings[document.id]

    def moment(self, document: Document) -> Time:
        """Return when a document's edition came."""
        return compose.moment(document.imported_at, self.site.zone)

    def place(self, paragraph_id: ParagraphId) -> tuple[Document, Paragraph] | None:
        """Return a paragraph and its document, read once: a comment and its paragraph are mostly asked for together."""
        if paragraph_id not in self._read:
            found = self.documents.place(paragraph_id)
            self._read[paragraph_id] = None if found is None else (found.document, found.paragraph)
        return self._read[paragraph_id]

    def fit(self, published: Iterable[PublishedComment]) -> list[PublishedComment]:
        """Return the comments that pass the last gate. One that does not is left out of every page and feed, which
        are still written, and the operator is told."""
        comments = list(published)
        if gate.are_fit([(comment.name, comment.html) for comment in comments], self._known):
            return comments
        found = []
        for comment in comments:
            if gate.is_fit(comment.name, comment.html, self._known):
                found.append(comment)
            else:
                log.error("comment left out, foreign markup or an address: comment=%s", comment.public_id)
        return found

    def removed(self, document: Document, path: str, *, is_comment: bool) -> File:
        """Return the page that says that a document, or a comment on it, was removed."""
        return self.page(compose.removed_page(self.site, document, path, is_comment=is_comment))

    def page(self, page: Page) -> File:
        """Return the file of a page."""
        return File(urls.file(page.place.path), pages.render(self.press.templates, page))

    def feed(self, feed: feeds.Feed) -> File:
        """Return the file of a feed."""
        return File(feed.path, feeds.render(self.press.templates, feed))
