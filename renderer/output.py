"""From the store to the files of one thing: a comment, a paragraph, a document, the site, or many paragraphs at once.

Reads only what store.published and store.documents give, in the transaction handed in; writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from renderer import card, compose, feeds, gate, machines, pages, standing, urls
from renderer.contents import contents_page
from renderer.discussion import Discussion
from renderer.discussions import Discussions, Stream
from renderer.earlier import Earlier
from renderer.moderated import moderation_page
from renderer.pages import Page
from renderer.press import Press
from renderer.reading import Reader
from renderer.site_views import Shelf
from renderer.tree import homes
from renderer.views import CommentView, DocumentHead, Time
from store.decisions import Decisions
from store.documents import Documents
from store.model import CommentId, Document, DocumentId, Paragraph, ParagraphId, PublishedComment, SectionId
from store.moderation import Moderation
from store.pictures import Pictures
from store.published import Published
from store.rebuild import Part
from store.sections import Sections

Neighbours = tuple[Paragraph | None, Paragraph | None]
Views = Mapping[str, CommentView]


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


class Output:
    """The files that one transaction sees.

    `now` decides whether a document is open for comments, and until when security.txt holds.
    """

    def __init__(self, press: Press, connection: Connection, now: datetime) -> None:
        self._press = press
        self._site = press.site
        self._connection = connection
        self._documents = Documents(connection)
        self._published = Published(connection)
        self._editions = Earlier(connection)
        self._now = now
        self._known = gate.nobody if press.people is None else press.people(connection)
        self._discussions = Discussions(connection, press.site, self._known)
        self._done: set[SectionId | tuple[ParagraphId, int]] = set()
        self._read: dict[ParagraphId, tuple[Document, Paragraph] | None] = {}

    def part(self, part: Part, target_id: int) -> Iterable[File]:
        """Return the files of one piece of rebuild work; none where its target is not there (any more)."""
        makers: dict[Part, Callable[[], Iterable[File]]] = {
            Part.COMMENT: lambda: self.comment(CommentId(target_id)),
            Part.PARAGRAPH: lambda: self.paragraph(ParagraphId(target_id)),
            Part.SECTION: lambda: self.section(SectionId(target_id)),
            Part.DOCUMENT: lambda: self.document(DocumentId(target_id)),
            Part.EDITION: lambda: self.edition(DocumentId(target_id)),
            Part.MODERATION: lambda: self.moderation(DocumentId(target_id)),
            Part.DISCUSSION: lambda: self.discussion(ParagraphId(target_id)),
            Part.SITE: self.site,
            Part.REMOVED: lambda: self.removed(DocumentId(target_id)),
            Part.CLOSING: tuple,
        }
        return makers[part]()

    def comment(self, comment_id: CommentId) -> Iterator[File]:
        """Yield the page of one comment and, once, the one that lists it, if that is not its paragraph's own."""
        published = self._published.comment(comment_id)
        if published is None or (stands := self._place(published.paragraph_id)) is None:
            return
        if stands[0].removed_at is not None:
            yield self._removed(stands[0], urls.comment(published.public_id), is_comment=True)
        if (found := self._located(published.paragraph_id)) is None:
            return
        (setting, unit), wanted = found, [published.public_id]
        discussion = self._discussions.on(unit.id)
        yield from self._comment_pages(setting, unit, wanted, self._views(setting, unit, wanted))
        for number in discussion.changed_by(published.public_id):
            if (unit.id, number) not in self._done:
                self._done.add((unit.id, number))
                views = self._views(setting, unit, discussion.on_page(number))
                yield self._page(
                    compose.comments_page(self._site, setting.head, unit, discussion, views=views, number=number)
                )

    def paragraph(self, paragraph_id: ParagraphId) -> Iterator[File]:
        """Yield the page of one paragraph and its feed; the pages of its later comments come with those."""
        if (found := self._located(paragraph_id)) is None:
            return
        setting, unit = found
        discussion = self._discussions.on(unit.id)
        views = self._views(setting, unit, [*discussion.on_page(1), *discussion.newest(feeds.LONGEST)])
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
        setting = self._setting(document)
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
            views = compose.comments(
                self._site, setting.head, unit.key, published, discussion, earlier=earlier, known=self._known
            )
            neighbours = units.get(position - 1), units.get(position + 1)
            yield from self._all_files(setting, unit, neighbours, discussion, views)

    def section(self, section_id: SectionId) -> Iterator[File]:
        """Yield the page on which a section is read, and its feed: once in this transaction."""
        document = self._documents.of_section(section_id)
        if document is None or document.removed_at is not None:
            return
        plan = self._press.plan(self._documents, document)
        home = homes(plan.leaves).get(section_id)
        if home is None or home.id in self._done:
            return
        self._done.add(home.id)
        number = next(i for i, leaf in enumerate(plan.leaves) if leaf.section == home)
        paragraphs = self._documents.in_sections(document.id, [one.id for one in plan.leaves[number].sections])
        yield from self._leaf(document, self._reader(document, paragraphs), number)

    def document(self, document_id: DocumentId) -> Iterator[File]:
        """Yield the contents of a document, what stands before its first heading, and its feed."""
        document = self._document(document_id)
        if document is None:
            return
        setting, plan = self._setting(document), self._press.plan(self._documents, document)
        paragraphs, counts = self._documents.paragraphs(document_id), self._documents.counts(document_id)
        wait = Moderation(self._connection, document_id).median_wait()
        yield self._page(
            contents_page(
                self._site,
                setting.head,
                plan,
                paragraphs,
                counts,
                since=setting.since,
                wait=wait,
                archive=self._press.archive(document.slug),
            )
        )
        if plan.leaves and plan.leaves[0].is_opening:
            yield from self._leaf(document, self._reader(document, paragraphs), 0)
        placed = self._placed(self._published.latest(document_id, limit=feeds.LONGEST))
        yield self._feed(feeds.of_document(self._site, setting.head, placed, since=setting.since))
        official = self._placed(self._published.official(document_id, limit=feeds.LONGEST))
        yield self._feed(feeds.of_official(self._site, setting.head, official, since=setting.since))

    def edition(self, document_id: DocumentId) -> Iterator[File]:
        """Yield what is made once for an edition: every section, the full text, and the sitemaps."""
        document = self._document(document_id)
        if document is None:
            return
        plan, paragraphs = self._press.plan(self._documents, document), self._documents.paragraphs(document_id)
        reader = self._reader(document, paragraphs)
        for number, leaf in enumerate(plan.leaves):
            if not leaf.is_opening:
                yield from self._leaf(document, reader, number)
        yield from map(self._page, reader.elsewhere(Sections(self._connection).gone(document_id)))
        yield self._page(reader.whole())
        for picture in Pictures(self._connection).of_document(document_id):
            yield File(f"{urls.pictures(document.slug)}{picture.name}", picture.data)
        if (head := self._setting(document).head).card:
            yield File(head.card, card.png(self._site, head.title))
        for paragraph in self._editions.gone(document):
            yield from self.discussion(paragraph.id)
        for path, text in machines.sitemaps(self._site, document, plan, paragraphs):
            yield File(path, text.encode())

    def moderation(self, document_id: DocumentId) -> Iterator[File]:
        """Yield how the comments on a document fare, and the list of receipts."""
        document = self._document(document_id)
        if document is None:
            return
        moderation = Moderation(self._connection, document_id)
        head, last = compose.head(self._site, document, self._now), Decisions(self._connection).head(document_id)
        log = (last.length, last.hash)
        yield self._page(moderation_page(self._site, head, moderation.tally(), moderation.median_wait(), log))
        about = f"# mailgate: receipts of {head.slug}. SHA-256 of the receipt's number, where the comment stands.\n"
        yield File(urls.receipts(head.slug), about.encode() + moderation.receipts().encode())

    def removed(self, document_id: DocumentId) -> Iterator[File]:
        """Yield what is left of a document that was removed: pages that say so, also for each comment's link."""
        document = self._documents.by_id(document_id)
        if document is None or document.removed_at is None:
            return
        yield self._removed(document, urls.document(document.slug), is_comment=False)
        for public_id in self._published.permanent(document_id):
            yield self._removed(document, urls.comment(public_id), is_comment=True)

    def _removed(self, document: Document, path: str, *, is_comment: bool) -> File:
        return self._page(compose.removed_page(self._site, document, path, is_comment=is_comment))

    def _document(self, document_id: DocumentId) -> Document | None:
        """Return the document, unless it was removed."""
        document = self._documents.by_id(document_id)
        return None if document is None or document.removed_at is not None else document

    def site(self) -> Iterator[File]:
        """Yield the front page, the feed of the site, the list of sitemaps, and what no comment changes."""
        documents = self._documents.all()
        yield self._page(compose.front_page(self._site, map(self._shelf, documents)))
        placed = self._placed(self._published.latest(None, limit=feeds.LONGEST))
        yield self._feed(feeds.of_site(self._site, placed, since=self._beginning(documents)))
        plans = [(self._setting(document).head, self._press.plan(self._documents, document)) for document in documents]
        for path, data in standing.files(self._site, self._press.templates, plans, self._now):
            yield File(path, data)
        sizes = [(document, self._pages_of(document)) for document in documents]
        yield File(urls.SITEMAP, machines.sitemap_index(self._site, sizes).encode())

    def _pages_of(self, document: Document) -> int:
        return machines.pages(self._press.plan(self._documents, document), self._documents.size(document.id))

    def _reader(self, document: Document, paragraphs: list[Paragraph]) -> Reader:
        plan, counts = self._press.plan(self._documents, document), self._documents.counts(document.id)
        return Reader(self._site, compose.head(self._site, document, self._now), plan, paragraphs, counts)

    def _leaf(self, document: Document, reader: Reader, number: int) -> Iterator[File]:
        page = reader.page(number)
        yield self._page(page)
        sections = [section.id for section in self._press.plan(self._documents, document).leaves[number].sections]
        if sections:
            placed = self._placed(self._published.latest_in(document.id, sections, limit=feeds.LONGEST))
            yield self._feed(feeds.of_section(page, placed, since=self._moment(document)))

    def _setting(self, document: Document) -> Setting:
        head = compose.head(self._site, document, self._now)
        return Setting(document, head, self._press.plan(self._documents, document).crumbs, self._moment(document))

    def _moment(self, document: Document) -> Time:
        return compose.moment(document.imported_at, self._site.zone)

    def _located(self, paragraph_id: ParagraphId) -> tuple[Setting, Paragraph] | None:
        """A paragraph in its setting, unless that was removed; one that is gone takes no comments."""
        place = self._place(paragraph_id)
        if place is None or place[0].removed_at is not None:
            return None
        setting, unit = self._setting(place[0]), place[1]
        if unit.is_gone:
            setting = setting._replace(head=setting.head._replace(is_open=False, closes=None))
        return setting, unit

    def _place(self, paragraph_id: ParagraphId) -> tuple[Document, Paragraph] | None:
        """A paragraph and its document, read once: a comment and its paragraph are mostly asked for together."""
        if paragraph_id not in self._read:
            found = self._documents.place(paragraph_id)
            self._read[paragraph_id] = None if found is None else (found.document, found.paragraph)
        return self._read[paragraph_id]

    def _shelf(self, document: Document) -> Shelf:
        return Shelf(
            document=compose.head(self._site, document, self._now),
            paragraphs=self._documents.size(document.id),
            comments=sum(self._documents.counts(document.id).values()),
        )

    def _beginning(self, documents: Iterable[Document]) -> Time:
        """The date of a feed without comments: the last import, or the first day of the site's ids."""
        first = datetime(int(self._site.since[:4]), 1, 1, tzinfo=self._now.tzinfo)
        latest = max((document.imported_at for document in documents), default=first)
        return compose.moment(latest, self._site.zone)

    def _placed(self, published: Iterable[PublishedComment]) -> Iterator[feeds.Placed]:
        """The comments of a feed with their places."""
        for comment in published:
            if found := self._place(comment.paragraph_id):
                head, unit = compose.head(self._site, found[0], self._now), found[1]
                for view in compose.comments(
                    self._site, head, unit.key, [comment], Discussion([comment]), known=self._known
                ).values():
                    yield feeds.Placed(document=head, label=unit.label, comment=view)

    def _views(self, setting: Setting, unit: Paragraph, wanted: Iterable[str]) -> Views:
        return self._discussions.views(setting.document, setting.head, unit, wanted)

    def _all_files(
        self, setting: Setting, unit: Paragraph, neighbours: Neighbours, discussion: Discussion, views: Views
    ) -> Iterator[File]:
        yield from self._paragraph_files(setting, unit, neighbours, discussion, views)
        for number in discussion.pages[1:]:
            yield self._page(
                compose.comments_page(self._site, setting.head, unit, discussion, views=views, number=number)
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
        yield self._page(page)
        newest = [views[public_id] for public_id in discussion.newest(feeds.LONGEST) if public_id in views]
        yield self._feed(feeds.of_paragraph(page, newest, since=setting.since))

    def _comment_pages(self, setting: Setting, unit: Paragraph, wanted: Iterable[str], views: Views) -> Iterator[File]:
        some = (views[public_id] for public_id in wanted if public_id in views)
        yield from map(self._page, compose.comment_pages(self._site, setting.head, unit, some))

    def _page(self, page: Page) -> File:
        return File(urls.file(page.place.path), pages.render(self._press.templates, page))

    def _feed(self, feed: feeds.Feed) -> File:
        return File(feed.path, feeds.render(self._press.templates, feed))
