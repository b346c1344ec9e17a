"""Makes the views of renderer.views out of the store's types. Pure.

The only place that marks text as HTML, so the only place that must be sure of it.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from renderer import card, linked, mailto, named, notes, urls, wording
from renderer.discussion import Discussion, threads
from renderer.excerpt import legal, one_line, shortened
from renderer.history import History
from renderer.site import Site
from renderer.site_views import FrontPage, NotFoundPage, RemovedPage, Shelf
from renderer.tree import Leaf, homes, leaves
from renderer.views import (
    CommentView,
    DocumentHead,
    LaterPage,
    Link,
    ParagraphPage,
    Past,
    Place,
    Time,
    Ways,
)
from store.model import Document, Html, Neighbour, Paragraph, Section, SectionId

Crumbs = dict[SectionId | None, tuple[Link, ...]]  # the sections that each section stands in, itself last

log = logging.getLogger(__name__)

FIRST_WORDS = 96  # characters in a list
DESCRIPTION = 160  # characters
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
# Whoever uses the keyboard can move what scrolls.
_SCROLL = f'<div class="scroll" role="group" {wording.LABEL} tabindex="0">'


def moment(at: datetime, zone: tzinfo) -> Time:
    """Return a time, which must be UTC as all of the store's are: in words there, and in RFC 3339, to the second."""
    there = at.astimezone(zone)
    name = there.tzname() or ""
    name = f"UTC{name}" if name[:1] in "+-" else name  # of zones whose people have no letters for it
    return Time(
        rfc3339(at),
        f"{there.day} {_MONTHS[there.month - 1]} {there.year}, {there.hour:02}:{there.minute:02} {name}",
    )


def day(at: datetime, zone: tzinfo) -> Time:
    """Return the day of a time there."""
    there = at.astimezone(zone)
    return Time(there.date().isoformat(), f"{there.day} {_MONTHS[there.month - 1]} {there.year}")


def rfc3339(at: datetime) -> str:
    """Return a time, which must be UTC, as machines read it, to the second."""
    return f"{at.isoformat()[:19]}Z"


def place(site: Site, path: str) -> Place:
    """Return where a page stands."""
    return Place(path=path, root=urls.up(path), url=urls.absolute(site, path))


def head(site: Site, document: Document, now: datetime) -> DocumentHead:
    """Return what the pages of a document say of it; `now` decides whether it is open for comments."""
    title = one_line(legal(document.title))
    return DocumentHead(
        slug=document.slug,
        title=title,
        language=document.language,
        direction=wording.direction(document.language),
        words=wording.chosen(site.languages, document.language, site.language),
        path=urls.document(document.slug),
        is_open=document.is_open(now),
        closes=None if document.closes_at is None else moment(document.closes_at, site.zone),
        card=urls.card(document.slug) if card.is_drawable(site, title) else "",
        edition=document.edition,
        published=day(document.imported_at, site.zone),
        repeats=document.key_depth > 0,
    )


def first_words(paragraph: Paragraph, characters: int = FIRST_WORDS) -> str:
    """Return how a paragraph begins."""
    return shortened(legal(paragraph.text[: characters * 4]), characters)


def _crumbs(document: Document, sections: Sequence[Section], cut: Sequence[Leaf]) -> Crumbs:
    """Return, for each section of a document, the sections it stands in from the outside in, itself last."""
    found: Crumbs = {None: ()}
    home = homes(cut)
    for section in sections:
        own = Link(title=heading(section), path=section_path(document.slug, section, home[section.id]))
        found[section.id] = (*found.get(section.parent_id, ()), own)
    return found


class Plan(NamedTuple):
    """How a document is cut into pages to read."""

    sections: Sequence[Section]
    leaves: Sequence[Leaf]
    crumbs: Crumbs


def plan(document: Document, sections: Sequence[Section], sizes: Mapping[SectionId | None, int]) -> Plan:
    """Return how a document is cut into pages. `sizes`: how many paragraphs stand directly in each section."""
    cut = leaves(sections, sizes)
    return Plan(sections, cut, _crumbs(document, sections, cut))


def heading(section: Section) -> str:
    """Return the heading of a section."""
    return one_line(legal(section.heading))


def section_path(slug: str, section: Section, home: Section) -> str:
    """Return where a section is read: `home` is the section that has the page."""
    page = urls.reading(slug, home)
    return page if section.id == home.id else f"{page}#{urls.section_anchor(section)}"


def report_markup(html: Html, slug: str, path: str) -> Markup:
    """Return HTML of a report as the page at `path` shows it: its pictures are found from there."""
    if "<img " in html:
        html = Html(html.replace('<img src="', f'<img loading="lazy" src="{urls.up(path)}{urls.pictures(slug)}'))
    return markup(html)


def markup(html: Html) -> Markup:
    """Return HTML that a page shows as it stands. A table scrolls by itself where it is wider than the page."""
    if "<table>" in html:
        html = Html(html.replace("<table>", f"{_SCROLL}<table>").replace("</table>", "</table></div>"))
    return Markup(legal(html))  # noqa: S704  Html is cleaned where it is made


def paragraph_page(
    site: Site,
    document: DocumentHead,
    paragraph: Paragraph,
    *,
    sections: tuple[Link, ...],
    neighbours: tuple[Paragraph | Neighbour | None, Paragraph | Neighbour | None],
    discussion: Discussion,
    views: Mapping[str, CommentView],
    history: History = History(),  # noqa: B008  it does not change
) -> ParagraphPage:
    """Return the page of a paragraph; `views` has the comments on its first page."""
    where = place(site, urls.paragraph(document.slug, paragraph.key))
    html, footnotes = notes.tied(paragraph)
    first = threads(discussion.page(1), views)
    listed = chain.from_iterable((thread.first, *thread.answers) for thread in first)
    within = telling(document, paragraph, sections)
    return ParagraphPage(
        site=site,
        place=where,
        document=document,
        sections=sections,
        within=within,
        stands_in=stands_in(document, within),
        label=paragraph.label,
        kind=paragraph.kind.value,
        html=report_markup(html, document.slug, where.path),
        footnotes=footnotes,
        are_long=notes.are_long(paragraph),
        description=shortened(legal(paragraph.text), DESCRIPTION),
        previous=link_to(document, neighbours[0]),
        next=link_to(document, neighbours[1]),
        ways=_ways(site, document, paragraph, within),
        threads=first,
        shown=discussion.shown,
        more=tuple(_later(document.slug, paragraph.key, discussion)),
        here=document.path if paragraph.is_gone else f"{document.path}#{urls.paragraph_anchor(paragraph.key)}",
        context="" if paragraph.is_gone else _context(document, paragraph, sections),
        linked=linked.paragraph(site, document, where.path, paragraph.label, listed),
        past=_past(document, history),
        is_gone=paragraph.is_gone,
    )


def _ways(site: Site, document: DocumentHead, paragraph: Paragraph, within: Iterable[Link]) -> Ways:
    """Return how a paragraph is answered. `within`: the sections that say which it is."""
    address, words = urls.comment_address(site, document.slug, paragraph.key), document.words
    subject = mailto.subject(paragraph.label, tuple(link.title for link in within), document.title, words)
    url = urls.absolute(site, urls.paragraph(document.slug, paragraph.key))
    return Ways(
        address=address,
        comment=mailto.to_paragraph(address, subject, language=words),
        friend=mailto.to_friend(subject, text=legal(paragraph.text), url=url, address=address, language=words),
        follow=mailto.to_follow(urls.follow_address(site, document.slug, paragraph.key)),
    )


def _past(document: DocumentHead, history: History) -> Past:
    return Past(
        formerly=history.formerly,
        heir=link_to(document, history.heir),
        parts=tuple(_link(document, each) for each in history.parts),
        part_of=link_to(document, history.part_of),
    )


def telling(document: DocumentHead, paragraph: Paragraph, sections: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return those of a paragraph's sections, outside in, that say which it is: none where no other has its number."""
    if not named.is_shared(paragraph, repeats=document.repeats):
        return ()
    return tuple(sections[place] for place in named.telling(paragraph, [link.title for link in sections]))


def stands_in(document: DocumentHead, within: Iterable[Link]) -> str:
    """Return what a paragraph's number is of: the sections that say which it is, and the document."""
    return named.innermost_first((link.title for link in within), document.title)


def _context(document: DocumentHead, paragraph: Paragraph, sections: Sequence[Link]) -> str:
    """Return where a paragraph stands among the others: the page of its section, or the full text."""
    page = sections[-1].path.partition("#")[0] if sections else urls.whole(document.slug)
    return f"{page}#{urls.paragraph_anchor(paragraph.key)}"


def _later(slug: str, key: str, discussion: Discussion) -> Iterator[LaterPage]:
    for number in discussion.pages[1:]:
        anchors = tuple(map(urls.comment_anchor, discussion.on_page(number)))
        yield LaterPage(number=number, path=urls.comments(slug, key, number), anchors=anchors)


def link_to(document: DocumentHead, paragraph: Paragraph | Neighbour | None) -> Link | None:
    """Return a link to a paragraph, if there is one."""
    return None if paragraph is None else _link(document, paragraph)


def _link(document: DocumentHead, paragraph: Paragraph | Neighbour) -> Link:
    return Link(title=paragraph.label, path=urls.paragraph(document.slug, paragraph.key))


def not_found_page(site: Site) -> NotFoundPage:
    """Return the page that is shown where nothing is."""
    where = Place(path=urls.NOT_FOUND, root=urls.below_host(site), url=urls.absolute(site, urls.NOT_FOUND))
    return NotFoundPage(site=site, place=where)


def removed_page(site: Site, document: Document, path: str, *, is_comment: bool) -> RemovedPage:
    """Return what is left at the path of a document that was removed, or of a comment on it."""
    removed = moment(document.removed_at or document.imported_at, site.zone)
    return RemovedPage(site=site, place=place(site, path), title=document.title, removed=removed, is_comment=is_comment)


def front_page(site: Site, shelves: Iterable[Shelf]) -> FrontPage:
    """Return the front page."""
    return FrontPage(site=site, place=place(site, urls.HOME), shelves=tuple(shelves))
