"""From the store to the files of one thing: a comment, a paragraph, a document, the site, or many paragraphs at once.

Reads only what store.published and store.documents give, in the transaction handed in; writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection

from renderer import card, compose, feeds, last_feed, machines, standing, urls
from renderer.contents import contents_page
from renderer.making import File, Making
from renderer.moderated import moderation_page
from renderer.paragraph_files import ParagraphFiles
from renderer.press import Press
from renderer.reading import Reader
from renderer.site_views import Shelf
from renderer.tree import homes
from renderer.views import Time
from store.decisions import Decisions
from store.model import CommentId, Document, DocumentId, Paragraph, ParagraphId, PublishedComment, SectionId
from store.moderation import Moderation
from store.pictures import Pictures
from store.rebuild import Part
from store.sections import Sections


class Output:
    """The files that one transaction sees.

    `now` decides whether a document is open for comments, and until when security.txt holds.
    """

    def __init__(self, press: Press, connection: Connection, now: datetime) -> None:
        making = self._making = Making(press, connection, now)
        self._press, self._site, self._connection, self._now = press, press.site, connection, now
        self._documents, self._published, self._editions = making.documents, making.published, making.editions
        self._paragraphs = ParagraphFiles(making)
        self._done: set[SectionId] = set()

    def part(self, part: Part, target_id: int) -> Iterable[File]:
        """Return the files of one piece of rebuild work; none where its target is not there (any more)."""
        makers: dict[Part, Callable[[], Iterable[File]]] = {
            Part.COMMENT: lambda: self._paragraphs.comment(CommentId(target_id)),
            Part.LISTED: lambda: self._paragraphs.listed(CommentId(target_id)),
            Part.PARAGRAPH: lambda: self._paragraphs.paragraph(ParagraphId(target_id)),
            Part.SECTION: lambda: self.section(SectionId(target_id)),
            Part.DOCUMENT: lambda: self.document(DocumentId(target_id)),
            Part.EDITION: lambda: self.edition(DocumentId(target_id)),
            Part.MODERATION: lambda: self.moderation(DocumentId(target_id)),
            Part.DISCUSSION: lambda: self._paragraphs.discussion(ParagraphId(target_id)),
            Part.SITE: self.site,
            Part.REMOVED: lambda: self.removed(DocumentId(target_id)),
            Part.CLOSING: tuple,
        }
        return makers[part]()

    def paragraphs(self, document: Document, places: range) -> Iterator[File]:
        """Yield the files of the paragraphs at these positions and of their comments: few queries for many pages."""
        yield from self._paragraphs.paragraphs(document, places)

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
        setting, plan = self._making.setting(document), self._press.plan(self._documents, document)
        paragraphs, counts = self._documents.paragraphs(document_id), self._documents.counts(document_id)
        wait = Moderation(self._connection, document_id).median_wait()
        yield self._making.page(
            contents_page(
                self._site,
                setting.head,
                plan,
                paragraphs,
                counts,
                since=setting.since,
                wait=wait,
                archive=self._press.archive(document.slug),
                gone=self._editions.gone(document),
            )
        )
        if plan.leaves and plan.leaves[0].is_opening:
            yield from self._leaf(document, self._reader(document, paragraphs), 0)
        placed = self._placed(self._published.latest(document_id, limit=feeds.LONGEST))
        yield self._making.feed(feeds.of_document(self._site, setting.head, placed, since=setting.since))
        official = self._placed(self._published.official(document_id, limit=feeds.LONGEST))
        yield self._making.feed(feeds.of_official(self._site, setting.head, official, since=setting.since))

    def edition(self, document_id: DocumentId) -> Iterator[File]:
        """Yield what is made once for an edition: every section, the full text, and the sitemaps."""
        document = self._document(document_id)
        if document is None:
            return
        plan, paragraphs = (
            self._press.plan(self._documents, document),
            self._documents.paragraphs(document_id),
        )
        reader = self._reader(document, paragraphs)
        for number, leaf in enumerate(plan.leaves):
            if not leaf.is_opening:
                yield from self._leaf(document, reader, number)
        since = self._making.moment(document)
        for elsewhere in reader.elsewhere(Sections(self._connection).gone(document_id)):
            yield self._making.page(elsewhere)
            if document.edition > 1:  # before, it never had another
                yield File(last_feed.path(elsewhere), last_feed.render(self._press.templates, elsewhere, since=since))
        yield self._making.page(reader.whole())
        for picture in Pictures(self._connection).of_document(document_id):
            yield File(f"{urls.pictures(document.slug)}{picture.name}", picture.data)
        if (head := self._making.setting(document).head).card:
            yield File(head.card, card.png(self._site, head.title))
        for paragraph in self._editions.gone(document):
            yield from self._paragraphs.discussion(paragraph.id)
        for path, text in machines.sitemaps(self._site, document, plan, paragraphs):
            yield File(path, text.encode())

    def moderation(self, document_id: DocumentId) -> Iterator[File]:
        """Yield how the comments on a document fare, and the list of receipts."""
        document = self._document(document_id)
        if document is None:
            return
        moderation = Moderation(self._connection, document_id)
        head, last = (
            compose.head(self._site, document, self._now),
            Decisions(self._connection).head(document_id),
        )
        log = (last.length, last.hash)
        yield self._making.page(moderation_page(self._site, head, moderation.tally(), moderation.median_wait(), log))
        about = f"# mailgate: receipts of {head.slug}. SHA-256 of the receipt's number, where the comment stands.\n"
        yield File(urls.receipts(head.slug), about.encode() + moderation.receipts().encode())

    def removed(self, document_id: DocumentId) -> Iterator[File]:
        """Yield what is left of a document that was removed: pages that say so, also for each comment's link."""
        document = self._documents.by_id(document_id)
        if document is None or document.removed_at is None:
            return
        yield self._making.removed(document, urls.document(document.slug), is_comment=False)
        for public_id in self._published.permanent(document_id):
            yield self._making.removed(document, urls.comment(public_id), is_comment=True)

    def _document(self, document_id: DocumentId) -> Document | None:
        """Return the document, unless it was removed."""
        document = self._documents.by_id(document_id)
        return None if document is None or document.removed_at is not None else document

    def site(self) -> Iterator[File]:
        """Yield the front page, the feed of the site, the list of sitemaps, and what no comment changes."""
        documents = self._documents.all()
        yield self._making.page(compose.front_page(self._site, map(self._shelf, documents)))
        placed = self._placed(self._published.latest(None, limit=feeds.LONGEST))
        yield self._making.feed(feeds.of_site(self._site, placed, since=self._beginning(documents)))
        plans = [
            (self._making.setting(document).head, self._press.plan(self._documents, document)) for document in documents
        ]
        for path, data in standing.files(self._site, self._press.templates, plans, self._now):
            yield File(path, data)
        sizes = [(document, self._pages_of(document)) for document in documents]
        yield File(urls.SITEMAP, machines.sitemap_index(self._site, sizes).encode())

    def _pages_of(self, document: Document) -> int:
        return machines.pages(self._press.plan(self._documents, document), self._documents.size(document.id))

    def _reader(self, document: Document, paragraphs: list[Paragraph]) -> Reader:
        plan, counts = (
            self._press.plan(self._documents, document),
            self._documents.counts(document.id),
        )
        return Reader(self._site, compose.head(self._site, document, self._now), plan, paragraphs, counts)

    def _leaf(self, document: Document, reader: Reader, number: int) -> Iterator[File]:
        page = reader.page(number)
        yield self._making.page(page)
        sections = [section.id for section in self._press.plan(self._documents, document).leaves[number].sections]
        if sections:
            placed = self._placed(self._published.latest_in(document.id, sections, limit=feeds.LONGEST))
            yield self._making.feed(feeds.of_section(page, placed, since=self._making.moment(document)))

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
        for comment in self._making.fit(published):
            if found := self._making.place(comment.paragraph_id):
                setting, unit = self._making.setting(found[0]), found[1]
                within = compose.telling(setting.head, unit, setting.sections(unit))
                about = compose.stands_in(setting.head, within)
                yield feeds.Placed(document=setting.head, label=unit.label, about=about, comment=comment)
