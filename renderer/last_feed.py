"""The last feed of a section that has no page of its own any more: one entry, which says where reading goes on.

A feed that is suddenly not there tells nobody anything: programs ask again for years, and show an error at most.
"""

from typing import NamedTuple

from renderer import urls
from renderer.environment import PageEnvironment, fill
from renderer.site_views import ElsewherePage
from renderer.views import Link, Time


class LastFeed(NamedTuple):
    """What the feed says. `target`: where the section is read; None: the present edition does not have it."""

    id: str
    entry_id: str
    name: str
    author: str
    language: str
    updated: str
    url: str
    page_url: str
    base: str
    contents: str
    target: Link | None


def path(page: ElsewherePage) -> str:
    """Return where the feed is: where it was as long as the section had a page."""
    return urls.feed(page.place.path)


def render(environment: PageEnvironment, page: ElsewherePage, *, since: Time) -> bytes:
    """Return the Atom document, UTF-8; `since` is when the edition came that does not have the page."""
    site, document = page.site, page.document
    feed = LastFeed(
        id=urls.tag(site, page.place.path),
        entry_id=urls.tag(site, f"{page.place.path}{since.iso}"),  # one for each edition: programs show each entry once
        name=f"{page.title}, {document.title}",
        author=site.title,
        language=document.language,
        updated=since.iso,
        url=urls.absolute(site, path(page)),
        page_url=urls.absolute(site, page.place.path),
        base=urls.absolute(site, urls.HOME),
        contents=document.path,
        target=page.target,
    )
    return fill(environment.speaking(document.words), "feed/last.atom", {"feed": feed}).encode()
