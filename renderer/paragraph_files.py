"""The files of comments and of paragraphs: one by one as they change, or of many paragraphs at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from renderer import comment_views, compose, feeds, urls
from renderer.discussion import Discussion
from renderer.discussions import Discussions, Stream
from renderer.history import History
from renderer.making import File, Making, Setting
from renderer.views import CommentView
from store.model import CommentId, Document, Neighbour, Paragraph, ParagraphId, PublishedComment

Neighbours = tuple[Paragraph | Neighbour | None, Paragraph | Neighbour | None]


class Subject(NamedTuple):
    """A paragraph where it stands, and what is said on it: `published` and `views` have at least what is to be made."""

    setting: Setting
    unit: Paragraph
    discussion: Discussion
    published: Mapping[str, PublishedComment]
    views: Mapping[str, CommentView]


class ParagraphFiles:
    """The files of paragraphs that one transaction sees, and of the comments on them."""

    def __init__(self, making: Making) -> None:
        self._making = making
        self._site = making.site
        self._documents = making.documents
        self._published = making.published
        self._editions = making.editions
        self._discussions = Discussions(making)
        self._done: set[tuple[ParagraphId, int]] = set()  # pages that list comments

    def comment(self, comment_id: CommentId) -> Iterator[File]:
        """Yield the page of one comment, and, once, the page of comments that it opens."""
        published = self._placed(comment_id)
        if published is None or (stands := self._making.place(published[0])) is None:
            return
        paragraph_id, public_id = published
        if stands[0].removed_at is not None:
            yield self._making.removed(stands[0], urls.comment(public_id), is_comment=True)
        if (found := self._located(paragraph_id)) is None:
            return
        numbers = self._discussions.on(paragraph_id).opened_by(public_id)
        yield from self._comment_pages(self._subject(*found, shown=[public_id]), [public_id])
        yield from self._later_pages(*found, numbers)

    def listed(self, comment_id: CommentId) -> Iterator[File]:
        """Yield, once, the page that lists a comment, if that is not its paragraph's own."""
        published = self._placed(comment_id)
        if published is None or (found := self._located(published[0])) is None:
            return
        number = self._discussions.on(published[0]).page_of(published[1])
        yield from self._later_pages(*found, [number] if number > 1 else [])

    def paragraph(self, paragraph_id: ParagraphId) -> Iterator[File]:
        """Yield the page of one paragraph and its feed; the pages of its later comments come with those."""
        if (found := self._located(paragraph_id)) is None:
            return
        discussion = self._discussions.on(paragraph_id)
        subject = self._subject(*found, shown=[*discussion.on_page(1)], read=discussion.newest(feeds.LONGEST))
        yield from self._paragraph_files(subject, self._documents.neighbours(subject.unit), self._history(subject))

    def discussion(self, paragraph_id: ParagraphId) -> Iterator[File]:
        """Yield all files of one paragraph and of its comments."""
        if (found := self._located(paragraph_id)) is None:
            return
        subject = self._subject(*found, shown=[*self._discussions.on(paragraph_id)])
        yield from self._all_files(subject, self._documents.neighbours(subject.unit), self._history(subject))

    def paragraphs(self, document: Document, places: range) -> Iterator[File]:
        """Yield the files of the paragraphs at these positions and of their comments: few queries for many pages."""
        setting = self._making.setting(document)
        around = range(max(places.start - 1, 0), places.stop + 1)
        units = {unit.position: unit for unit in self._documents.paragraphs(document.id, places=around)}
        stream = Stream(self._published.of_document(document.id, places=places))
        earlier = self._editions.differences(document, list(units.values()))
        histories = self._editions.histories(document, list(units.values()))
        for position in places:
            unit = units.get(position)
            if unit is None:
                continue
            listed = stream.of(unit.id)
            discussion, fit = Discussion(listed), self._making.fit(listed)
            views = comment_views.comments(self._site, setting.head, unit.key, fit, discussion, earlier=earlier)
            subject = Subject(setting, unit, discussion, {each.public_id: each for each in fit}, views)
            neighbours = units.get(position - 1), units.get(position + 1)
            yield from self._all_files(subject, neighbours, histories[unit.id])

    def _located(self, paragraph_id: ParagraphId) -> tuple[Setting, Paragraph] | None:
        """A paragraph in its setting, unless that was removed; one that is gone takes no comments."""
        place = self._making.place(paragraph_id)
        if place is None or place[0].removed_at is not None:
            return None
        setting, unit = self._making.setting(place[0]), place[1]
        if unit.is_gone:
            setting = setting._replace(head=setting.head._replace(is_open=False, closes=None))
        return setting, unit

    def _subject(self, setting: Setting, unit: Paragraph, *, shown: list[str], read: Iterable[str] = ()) -> Subject:
        """What is said on a paragraph; of what is only `read` the feed alone says anything."""
        published = self._discussions.published(unit.id, [*shown, *read])
        views = self._discussions.views(setting.document, setting.head, unit, shown)
        return Subject(setting, unit, self._discussions.on(unit.id), published, views)

    def _history(self, subject: Subject) -> History:
        return self._editions.histories(subject.setting.document, [subject.unit])[subject.unit.id]

    def _all_files(self, subject: Subject, neighbours: Neighbours, history: History) -> Iterator[File]:
        yield from self._paragraph_files(subject, neighbours, history)
        yield from (self._later_page(subject, number) for number in subject.discussion.pages[1:])
        yield from self._comment_pages(subject, subject.discussion)

    def _paragraph_files(self, subject: Subject, neighbours: Neighbours, history: History) -> Iterator[File]:
        setting, unit, discussion, published, views = subject
        page = compose.paragraph_page(
            self._site,
            setting.head,
            unit,
            sections=setting.sections(unit),
            neighbours=neighbours,
            discussion=discussion,
            views=views,
            history=history,
        )
        yield self._making.page(page)
        newest = [published[public_id] for public_id in discussion.newest(feeds.LONGEST) if public_id in published]
        yield self._making.feed(feeds.of_paragraph(page, newest, since=setting.since))

    def _placed(self, comment_id: CommentId) -> tuple[ParagraphId, str] | None:
        """The paragraph of a comment, and its public id."""
        return self._discussions.known(comment_id) or self._published.comment(comment_id)

    def _later_pages(self, setting: Setting, unit: Paragraph, numbers: Sequence[int]) -> Iterator[File]:
        """The pages of comments with these numbers that were not yet made in this transaction."""
        missing = [number for number in numbers if (unit.id, number) not in self._done]
        if not missing:
            return
        self._done.update((unit.id, number) for number in missing)
        discussion = self._discussions.on(unit.id)
        subject = self._subject(setting, unit, shown=[*chain.from_iterable(map(discussion.on_page, missing))])
        yield from (self._later_page(subject, number) for number in missing)

    def _later_page(self, subject: Subject, number: int) -> File:
        setting, unit, discussion, _, views = subject
        return self._making.page(
            comment_views.comments_page(
                self._site,
                setting.head,
                unit,
                discussion,
                sections=setting.sections(unit),
                views=views,
                number=number,
            )
        )

    def _comment_pages(self, subject: Subject, wanted: Iterable[str]) -> Iterator[File]:
        some = (subject.views[public_id] for public_id in wanted if public_id in subject.views)
        setting, unit = subject.setting, subject.unit
        sections = setting.sections(unit)
        yield from map(
            self._making.page, comment_views.comment_pages(self._site, setting.head, unit, some, sections=sections)
        )
