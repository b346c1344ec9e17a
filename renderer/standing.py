"""The files of a site that no comment changes: style, marks, legal pages, the page to search, what machines ask for."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup

from renderer import environment, machines, pages, urls
from renderer.compose import Plan, not_found_page, place
from renderer.environment import PageEnvironment
from renderer.site import Site
from renderer.site_views import Headings, LegalPage, SearchPage
from renderer.views import DocumentHead, Link

_SCRIPT = "search.js"


def files(
    site: Site, templates: PageEnvironment, documents: Sequence[tuple[DocumentHead, Plan]], now: datetime
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each."""
    style, colours = (environment.source(templates, f"page/{name}") for name in (urls.STYLE, "colours.css"))
    yield urls.STYLE, style + colours
    yield urls.ICON, environment.source(templates, f"page/{urls.ICON}")
    if site.logo:
        yield site.logo, environment.source(templates, site.logo)
    yield urls.ROBOTS, machines.robots(site).encode()
    yield urls.SECURITY, machines.security(site, now).encode()
    yield urls.NOT_FOUND, pages.render(templates, not_found_page(site))
    for name, title in site.legal:
        yield urls.file(urls.legal(name)), pages.render(templates, _legal_page(site, templates, name, title))
    if site.search:
        yield urls.file(urls.SEARCH), pages.render(templates, _search_page(site, documents))
        yield f"{urls.SEARCH}{_SCRIPT}", environment.source(templates, f"page/{_SCRIPT}")


def _legal_page(site: Site, templates: PageEnvironment, name: str, title: str) -> LegalPage:
    written = environment.source(templates, f"legal/{name}.html").decode()
    html = Markup(written)  # noqa: S704  the operator's own file
    return LegalPage(site=site, place=place(site, urls.legal(name)), title=title, html=html)


def _search_page(site: Site, documents: Sequence[tuple[DocumentHead, Plan]]) -> SearchPage:
    listed = tuple(Headings(head, tuple(_headings(plan))) for head, plan in documents)
    return SearchPage(site=site, place=place(site, urls.SEARCH), documents=listed)


def _headings(plan: Plan) -> Iterator[tuple[int, Link]]:
    for section in plan.sections:
        trail = plan.crumbs[section.id]
        yield len(trail), trail[-1]
