"""Makes the views of renderer.views out of the store's types. Pure.

The only place that marks text as HTML, so the only place that must be sure of it.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from renderer import mailto, urls
from renderer.excerpt import legal, one_line, shortened
from renderer.site import Site
from renderer.views import (
    CommentPage,
    CommentView,
    ContentsPage,
    DocumentHead,
    Entry,
    FrontPage,
    Group,
    Link,
    ParagraphPage,
    Place,
    Shelf,
    Thread,
    Time,
)
from store.model import Document, Footnote, Html, Paragraph, ParagraphId, PublishedComment, Section, SectionId, State

log = logging.getLogger(__name__)

FIRST_WORDS = 96  # characters in a list
_DESCRIPTION = 160  # characters
_OVERVIEW = 40  # headings
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_STUBS = {State.WITHDRAWN: "This comment was withdrawn by its author."}
_REMOVED = "This comment was removed."
# INV-40: whatever cleaned a comment, a page lets no other tag through.
_FOREIGN = re.compile(r"<(?!/?(?:em|strong|blockquote|p)>|br>)")


def moment(at: datetime) -> Time:
    """Return a time, which must be UTC as all of the store's are, in words and in RFC 3339, to the second."""
    iso = at.isoformat()
    return Time(f"{iso[:19]}Z", f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {iso[11:16]} UTC")


def place(site: Site, path: str) -> Place:
    """Return where a page stands."""
    return Place(path=path, root=urls.up(path), url=urls.absolute(site, path))


def head(document: Document, now: datetime) -> DocumentHead:
    """Return what the pages of a document say of it; `now` decides whether it is open for comments."""
    return DocumentHead(
        slug=document.slug,
        title=one_line(legal(document.title)),
        language=document.language,
        path=urls.document(document.slug),
        is_open=document.is_open(now),
        closes=None if document.closes_at is None else moment(document.closes_at),
    )


def first_words(paragraph: Paragraph, characters: int = FIRST_WORDS) -> str:
    """Return how a paragraph begins."""
    return shortened(legal(paragraph.text[: characters * 4]), characters)


def crumbs(document: Document, sections: Sequence[Section]) -> dict[SectionId | None, tuple[Link, ...]]:
    """Return, for each section of a document, the sections it stands in from the outside in, itself last."""
    found: dict[SectionId | None, tuple[Link, ...]] = {None: ()}
    for section in sections:
        path = urls.section(document.slug, section.position)
        own = Link(title=one_line(legal(section.heading)), path=path)
        found[section.id] = (*found.get(section.parent_id, ()), own)
    return found


def comments(
    site: Site, document: DocumentHead, key: str, published: Iterable[PublishedComment]
) -> tuple[CommentView, ...]:
    """Return the comments on one paragraph. One that holds foreign markup is left out; its page is still written."""
    views: list[CommentView] = []
    for comment in published:
        if _FOREIGN.search(comment.html):
            log.error("comment left out, foreign markup: comment=%s", comment.public_id)
            continue
        views.append(_comment(site, document, key, comment))
    return tuple(views)


def _comment(site: Site, document: DocumentHead, key: str, comment: PublishedComment) -> CommentView:
    public_id, answered = comment.public_id, comment.answers or ""
    stub = _STUBS.get(comment.state, _REMOVED) if comment.is_stub else ""
    return CommentView(
        public_id=public_id,
        anchor=urls.comment_anchor(public_id),
        path=urls.comment(public_id),
        in_place=urls.comment_in_place(document.slug, key, public_id),
        name="" if stub else legal(comment.name),
        html=_markup(Html("" if stub else comment.html)),
        stub=stub,
        received=moment(comment.received_at),
        approved=moment(comment.approved_at),
        report=mailto.to_report(urls.report_address(site, public_id), public_id),
        answer=mailto.to_answer(urls.reply_address(site, public_id), public_id) if document.is_open else "",
        answered=answered,
        answered_path=urls.comment(answered) if answered else "",
    )


def threads(views: Sequence[CommentView]) -> tuple[Thread, ...]:
    """Return the comments of a paragraph as threads, oldest first; what answers a comment that is not there begins one.

    An answer to an answer hangs under the first comment of the thread.
    """
    firsts: dict[str, str] = {}
    found: dict[str, list[CommentView]] = {}
    for view in views:  # a comment comes after what it answers
        first = firsts[view.public_id] = firsts.get(view.answered, view.public_id)
        found.setdefault(first, []).append(view)
    return tuple(Thread(first=first, answers=tuple(answers)) for first, *answers in found.values())


def _markup(html: Html) -> Markup:
    return Markup(legal(html))  # noqa: S704  Html is cleaned where it is made


def paragraph_page(
    site: Site,
    document: DocumentHead,
    paragraph: Paragraph,
    *,
    sections: tuple[Link, ...],
    neighbours: tuple[Paragraph | None, Paragraph | None],
    published: Iterable[PublishedComment],
) -> ParagraphPage:
    """Return the page of a paragraph."""
    where = place(site, urls.paragraph(document.slug, paragraph.key))
    address = urls.comment_address(site, document.slug, paragraph.key)
    label, text = paragraph.label, legal(paragraph.text)
    shown = comments(site, document, paragraph.key, published)
    return ParagraphPage(
        site=site,
        place=where,
        document=document,
        sections=sections,
        label=label,
        kind=paragraph.kind.value,
        html=_markup(paragraph.html),
        footnotes=tuple(Footnote(mark=legal(n.mark), text=legal(n.text)) for n in paragraph.footnotes),
        description=shortened(text, _DESCRIPTION),
        previous=_neighbour(document, neighbours[0]),
        next=_neighbour(document, neighbours[1]),
        address=address,
        comment_link=mailto.to_paragraph(address, label=label, title=document.title),
        friend_link=mailto.to_friend(label=label, title=document.title, text=text, url=where.url, address=address),
        comments=shown,
        threads=threads(shown),
        shown=sum(not comment.stub for comment in shown),
    )


def _neighbour(document: DocumentHead, paragraph: Paragraph | None) -> Link | None:
    if paragraph is None:
        return None
    return Link(title=paragraph.label, path=urls.paragraph(document.slug, paragraph.key))


def comment_pages(
    site: Site, document: DocumentHead, paragraph: Paragraph, views: Iterable[CommentView]
) -> Iterator[CommentPage]:
    """Yield the page of each of these comments on one paragraph."""
    words = first_words(paragraph, _DESCRIPTION)
    link = Link(title=paragraph.label, path=urls.paragraph(document.slug, paragraph.key))
    for view in views:
        where = place(site, view.path)
        yield CommentPage(site=site, place=where, document=document, words=words, paragraph=link, comment=view)


def contents_page(
    site: Site,
    document: DocumentHead,
    sections: Sequence[Section],
    paragraphs: Sequence[Paragraph],
    counts: Mapping[ParagraphId, int],
) -> ContentsPage:
    """Return the contents of a document: every section, also one without paragraphs of its own."""
    entries: dict[SectionId | None, list[Entry]] = {None: []}
    for paragraph in paragraphs:
        entries.setdefault(paragraph.section_id, []).append(_entry(document, paragraph, counts.get(paragraph.id, 0)))
    groups = _groups(sections, entries)
    return ContentsPage(
        site=site,
        place=place(site, document.path),
        document=document,
        overview=_overview(groups),
        groups=groups,
        paragraphs=len(paragraphs),
        comments=sum(counts.values()),
        example=urls.comment_address(site, document.slug, paragraphs[0].key) if paragraphs else "",
    )


def _entry(document: DocumentHead, paragraph: Paragraph, count: int) -> Entry:
    path = urls.paragraph(document.slug, paragraph.key)
    return Entry(label=paragraph.label, path=path, words=first_words(paragraph), count=count)


def _groups(sections: Sequence[Section], entries: Mapping[SectionId | None, list[Entry]]) -> tuple[Group, ...]:
    depths: dict[SectionId | None, int] = {None: 0}
    groups = [Group(heading="", anchor="", depth=1, entries=tuple(entries[None]))] if entries[None] else []
    for section in sections:
        depth = depths[section.id] = depths.get(section.parent_id, 0) + 1
        heading = one_line(legal(section.heading))
        anchor = urls.section_anchor(section.position)
        groups.append(Group(heading=heading, anchor=anchor, depth=depth, entries=tuple(entries.get(section.id, ()))))
    return tuple(groups)


def _overview(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The headed groups down to the depth at which they are still few; none where there is nothing to choose."""
    headed = [group for group in groups if group.heading]
    for depth in sorted({group.depth for group in headed}, reverse=True):
        few = tuple(group for group in headed if group.depth <= depth)
        if len(few) <= _OVERVIEW or depth == 1:
            return few if len(few) > 1 else ()
    return ()


def front_page(site: Site, shelves: Iterable[Shelf]) -> FrontPage:
    """Return the front page."""
    return FrontPage(site=site, place=place(site, urls.HOME), shelves=tuple(shelves))
