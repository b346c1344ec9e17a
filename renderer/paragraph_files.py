"""The files of comments and of paragraphs: one by one as they change, or of many paragraphs at once."""

from collections.abc import Iterable, Iterator, Mapping

from renderer import comment_views, compose, feeds, urls
from renderer.discussion import Discussion
from renderer.discussions import Discussions, Stream
from renderer.making import File, Making, Setting
from renderer.views import CommentView
from store.model import CommentId, Document, Paragraph, ParagraphId

Neighbours = tuple[Paragraph | None, Paragraph | None]
Views = Mapping[str, CommentView]


class ParagraphFiles:
    """The files of paragraphs that one transaction sees, and of the comments on them."""

    def __init__(self, making: Making) -> None:
        self._making = making
        self._site = making.site
        self._documents = making.documents
        self._published = making.published
        self._editions = making.editions
        self._known = making.known
        self._discussions = Discussions(making)
        self._done: set[tuple[ParagraphId, int]] = set()  # pages that list comments

    def comment(self, comment_id: CommentId) -> Iterator[File]:
        """Yield the page of one comment and, once, the one that lists it, if that is not its paragraph's own."""
        published = self._published.comment(comment_id)
        if published is None or (stands := self._making.place(published[0])) is None:
            return
        paragraph_id, public_id = published
        if stands[0].removed_at is not None:
            yield self._making.removed(stands[0], urls.comment(public_id), is_comment=True)
        if (found := self._located(paragraph_id)) is None:
            return
        (setting, unit), wanted = found, [public_id]
        discussion = self._discussions.on(unit.id)
        yield from self._comment_pages(setting, unit, wanted, self._views(setting, unit, wanted))
        for number in discussion.changed_by(public_id):
            if (unit.id, number) not in self._done:
                self._done.add((unit.id, number))
                views = self._views(setting, unit, discussion.on_page(number))
                yield self._making.page(
                    comment_views.comments_page(self._site, setting.head, unit, discussion, views=views, number=number)
                )

    def paragraph(self, paragraph_id: ParagraphId) -> Iterator[File]:
        """Yield the page of one paragraph and its feed; the pages of its later comments come with those."""
        if (found := self._located(paragraph_id)) is None:
            return
        setting, unit = found
        discussion = self._discussions.on(unit.id)
        # With those of the last page, where a new comment mostly is: one query for all that it changes.
        last = discussion.on_page(discussion.pages[-1])
        views = self._views(setting, unit, [*discussion.on_page(1), *discussion.newest(feeds.LONGEST), *last])
        around = self._documents.neighbours(unit)
        yield from self._paragraph_files(setting, unit, around, discussion, views)

    def discussion(self, paragraph_id: ParagraphId) -> Iterator[File]:
        """Yield all files of one paragraph and of its comments."""
        if (found := self._located(paragraph_id)) is None:
            return
        setting, unit = found
        discussion = self._discussions.on(unit.id)
        views = self._views(setting, unit, discussion)
        yield from self._all_files(setting, unit, self._documents.neighbours(unit), discussion, views)

    def paragraphs(self, document: Document, places: range) -> Iterator[File]:
        """Yield the files of the paragraphs at these positions and of their comments: few queries for many pages."""
        setting = self._making.setting(document)
        around = range(max(places.start - 1, 0), places.stop + 1)
        units = {unit.position: unit for unit in self._documents.paragraphs(document.id, places=around)}
        stream = Stream(self._published.of_document(document.id, places=places))
        earlier = self._editions.differences(document, list(units.values()))
        for position in places:
            unit = units.get(position)
            if unit is None:
                continue
            published = stream.of(unit.id)
            discussion = Discussion(published)
            views = comment_views.comments(
                self._site,
                setting.head,
                unit.key,
                published,
                discussion,
                earlier=earlier,
                known=self._known,
            )
            neighbours = units.get(position - 1), units.get(position + 1)
            yield from self._all_files(setting, unit, neighbours, discussion, views)

    def _located(self, paragraph_id: ParagraphId) -> tuple[Setting, Paragraph] | None:
        """A paragraph in its setting, unless that was removed; one that is gone takes no comments."""
        place = self._making.place(paragraph_id)
        if place is None or place[0].removed_at is not None:
            return None
        setting, unit = self._making.setting(place[0]), place[1]
        if unit.is_gone:
            setting = setting._replace(head=setting.head._replace(is_open=False, closes=None))
        return setting, unit

    def _views(self, setting: Setting, unit: Paragraph, wanted: Iterable[str]) -> Views:
        return self._discussions.views(setting.document, setting.head, unit, wanted)

    def _all_files(
        self, setting: Setting, unit: Paragraph, neighbours: Neighbours, discussion: Discussion, views: Views
    ) -> Iterator[File]:
        yield from self._paragraph_files(setting, unit, neighbours, discussion, views)
        for number in discussion.pages[1:]:
            yield self._making.page(
                comment_views.comments_page(self._site, setting.head, unit, discussion, views=views, number=number)
            )
        yield from self._comment_pages(setting, unit, discussion, views)

    def _paragraph_files(
        self, setting: Setting, unit: Paragraph, neighbours: Neighbours, discussion: Discussion, views: Views
    ) -> Iterator[File]:
        head, sections = setting.head, setting.crumbs.get(unit.section_id, ())
        page = compose.paragraph_page(
            self._site,
            head,
            unit,
            sections=sections,
            neighbours=neighbours,
            discussion=discussion,
            views=views,
            formerly=self._editions.numbers(setting.document, unit),
            heir=compose.link_to(head, self._editions.heir(unit)),
        )
        yield self._making.page(page)
        newest = [views[public_id] for public_id in discussion.newest(feeds.LONGEST) if public_id in views]
        yield self._making.feed(feeds.of_paragraph(page, newest, since=setting.since))

    def _comment_pages(self, setting: Setting, unit: Paragraph, wanted: Iterable[str], views: Views) -> Iterator[File]:
        some = (views[public_id] for public_id in wanted if public_id in views)
        yield from map(self._making.page, comment_views.comment_pages(self._site, setting.head, unit, some))
