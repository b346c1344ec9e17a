"""The comments of many paragraphs, read from the store as far as pages show them, and once in a transaction."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from renderer import comment_views
from renderer.discussion import Discussion
from renderer.making import Making
from renderer.views import CommentView, DocumentHead
from store.model import CommentId, Document, Paragraph, ParagraphId, PublishedComment


class Discussions:
    """What is said on paragraphs, one by one: thousands of comments cost no more than what a page shows of them."""

    def __init__(self, making: Making) -> None:
        self._making = making
        self._known: dict[ParagraphId, Discussion] = {}
        self._ids: dict[ParagraphId, dict[str, CommentId]] = {}
        self._places: dict[CommentId, tuple[ParagraphId, str]] = {}
        self._published: dict[ParagraphId, dict[str, PublishedComment]] = {}
        self._views: dict[ParagraphId, dict[str, CommentView]] = {}

    def on(self, paragraph_id: ParagraphId) -> Discussion:
        """Return how the comments on a paragraph lie on its pages."""
        if paragraph_id not in self._known:
            listed = self._making.published.listed(paragraph_id)
            self._known[paragraph_id] = Discussion(listed)
            self._ids[paragraph_id] = {comment.public_id: comment.id for comment in listed}
            self._places |= {comment.id: (paragraph_id, comment.public_id) for comment in listed}
            self._published[paragraph_id], self._views[paragraph_id] = {}, {}
        return self._known[paragraph_id]

    def known(self, comment_id: CommentId) -> tuple[ParagraphId, str] | None:
        """Return the paragraph of a comment, and its public id, if its paragraph was asked for before."""
        return self._places.get(comment_id)

    def published(self, paragraph_id: ParagraphId, wanted: Iterable[str]) -> Mapping[str, PublishedComment]:
        """Return the comments wanted, and others, by public id; one that does not pass the gate is missing."""
        self.on(paragraph_id)
        published, ids = self._published[paragraph_id], self._ids[paragraph_id]
        if missing := {ids[public_id] for public_id in wanted if public_id not in published}:
            read = self._making.fit(self._making.published.some(missing))
            published |= {comment.public_id: comment for comment in read}
        return published

    def views(
        self, document: Document, head: DocumentHead, paragraph: Paragraph, wanted: Iterable[str]
    ) -> Mapping[str, CommentView]:
        """Return what is shown of the comments wanted, and of others, by public id; as above."""
        discussion, views = self.on(paragraph.id), self._views[paragraph.id]
        if missing := [public_id for public_id in wanted if public_id not in views]:
            read = self.published(paragraph.id, missing)
            some = (read[public_id] for public_id in missing if public_id in read)
            earlier = self._making.editions.differences(document, [paragraph])
            site = self._making.site
            views |= comment_views.comments(site, head, paragraph.key, some, discussion, earlier=earlier)
        return views


class Stream:
    """The comments of many paragraphs, in the order of the paragraphs, handed out paragraph by paragraph."""

    def __init__(self, published: Iterator[PublishedComment]) -> None:
        self._groups = groupby(published, key=lambda comment: comment.paragraph_id)
        self._next: tuple[ParagraphId, Iterator[PublishedComment]] | None = next(self._groups, None)

    def of(self, paragraph_id: ParagraphId) -> list[PublishedComment]:
        """Return the comments on the next paragraph, which must be asked for in order."""
        if self._next is None or self._next[0] != paragraph_id:
            return []
        comments = list(self._next[1])
        self._next = next(self._groups, None)
        return comments
