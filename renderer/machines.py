"""The files that are for machines alone: robots.txt, security.txt and sitemaps. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from xml.sax.saxutils import escape

from renderer import urls
from renderer.compose import Plan
from renderer.site import Site
from store.model import Document, Paragraph

_IN_A_SITEMAP = 50_000  # addresses, as sitemaps.org has it
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- mailgate -->\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def robots(site: Site) -> str:
    """Return what crawlers ask for first. All may be read."""
    return f"User-agent: *\nAllow: /\nSitemap: {urls.absolute(site, urls.SITEMAP)}\n"


def security(site: Site, now: datetime) -> str:
    """Return whom to tell of a weakness (RFC 9116). It says so for half a year to a year, so it seldom changes."""
    year, day = (now.year + 1, "01-01") if now.month < 7 else (now.year + 1, "07-01")
    return (
        f"Contact: mailto:postmaster@{site.domain}\n"
        f"Expires: {year}-{day}T00:00:00Z\n"
        f"Preferred-Languages: {site.language}\n"
        f"Canonical: {urls.absolute(site, urls.SECURITY)}\n"
    )


def sitemap_index(site: Site, sizes: Sequence[tuple[Document, int]]) -> str:
    """Return the list of sitemaps: those of each document with so many pages."""
    paths = [
        urls.sitemap(document.slug, number)
        for document, pages in sizes
        for number in range(1, (pages - 1) // _IN_A_SITEMAP + 2)
    ]
    listed = "".join(f"<sitemap><loc>{_address(site, path)}</loc></sitemap>\n" for path in paths)
    return f"{_HEAD}<sitemapindex {_SPACE}>\n{listed}</sitemapindex>\n"


def pages(plan: Plan, paragraphs: int) -> int:
    """Return how many pages of a document its sitemaps have."""
    return 2 + len(plan.leaves) + paragraphs


def sitemaps(site: Site, document: Document, plan: Plan, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each sitemap of a document. Comments are found on the pages that it lists."""
    slug = document.slug
    paths = chain(
        (urls.document(slug), urls.whole(slug)),
        (urls.reading(slug, leaf.section) for leaf in plan.leaves),
        (urls.paragraph(slug, paragraph.key) for paragraph in paragraphs),
    )
    listed = [f"<url><loc>{_address(site, path)}</loc></url>\n" for path in paths]
    for number, start in enumerate(range(0, len(listed), _IN_A_SITEMAP), start=1):
        part = "".join(listed[start : start + _IN_A_SITEMAP])
        yield urls.sitemap(slug, number), f"{_HEAD}<urlset {_SPACE}>\n{part}</urlset>\n"


def _address(site: Site, path: str) -> str:
    return escape(urls.absolute(site, path))
