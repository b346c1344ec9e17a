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
        self._views: dict[ParagraphId, dict[str, CommentView]] = {}

    def on(self, paragraph_id: ParagraphId) -> Discussion:
        """Return how the comments on a paragraph lie on its pages."""
        if paragraph_id not in self._known:
            listed = self._making.published.listed(paragraph_id)
            self._known[paragraph_id] = Discussion(listed)
            self._ids[paragraph_id] = {comment.public_id: comment.id for comment in listed}
            self._views[paragraph_id] = {}
        return self._known[paragraph_id]

    def views(
        self, document: Document, head: DocumentHead, paragraph: Paragraph, wanted: Iterable[str]
    ) -> Mapping[str, CommentView]:
        """Return the comments wanted, and others, by public id; one that does not pass the gate is missing."""
        discussion, views, ids = self.on(paragraph.id), self._views[paragraph.id], self._ids[paragraph.id]
        missing = {ids[public_id] for public_id in wanted if public_id not in views}
        if missing:
            published = self._making.published.some(missing)
            earlier = self._making.editions.differences(document, [paragraph])
            views |= comment_views.comments(
                self._making.site, head, paragraph.key, published, discussion, earlier=earlier, known=self._making.known
            )
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
