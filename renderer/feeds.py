"""Atom feeds (RFC 4287): comments become entries, a feed becomes bytes. Pure, given an environment.

Content is type="html", so what HTML allows and XML does not (an open br, named entities) needs no mending. Ids are
tag: URIs (RFC 4151): they stay when the site moves to another web address.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from renderer import named, urls
from renderer.compose import rfc3339
from renderer.environment import PageEnvironment, fill
from renderer.excerpt import legal
from renderer.site import Site
from renderer.views import DocumentHead, ParagraphPage, ReadingPage, Time
from store.model import PublishedComment

LONGEST = 20  # entries


class Answered(NamedTuple):
    """What an entry of a feed answers (RFC 4685)."""

    ref: str
    href: str


class FeedEntry(NamedTuple):
    """One comment in a feed. `label` is its paragraph's number, `about` what that is of."""

    id: str
    label: str
    about: str
    author: str
    published: str
    updated: str
    url: str
    language: str
    html: str
    answers: Answered | None


class FeedTitle(NamedTuple):
    """What a feed is of: comments on what `name` says, on a paragraph (`label`) of it, or its official answers."""

    name: str
    label: str = ""
    is_official: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An Atom feed: its newest comments, newest first."""

    path: str
    id: str
    title: FeedTitle
    author: str
    language: str
    words: str
    updated: str
    url: str
    page_url: str
    entries: tuple[FeedEntry, ...]


class Placed(NamedTuple):
    """A comment with what an entry says of where it stands. `label` is the paragraph's number, `about` of what."""

    document: DocumentHead
    label: str
    about: str
    comment: PublishedComment


def of_paragraph(page: ParagraphPage, comments: Iterable[PublishedComment], *, since: Time) -> Feed:
    """Return the feed of a paragraph; `since` is when its document was published, the date of an empty feed."""
    placed = [Placed(page.document, page.label, page.stands_in, comment) for comment in comments]
    title = FeedTitle(page.stands_in, label=page.label)
    return _feed(page.site, title, (page.place.path, page.document), placed, since)


def of_document(site: Site, document: DocumentHead, placed: Iterable[Placed], *, since: Time) -> Feed:
    """Return the feed of a document."""
    return _feed(site, FeedTitle(document.title), (document.path, document), placed, since)


def of_official(site: Site, document: DocumentHead, placed: Iterable[Placed], *, since: Time) -> Feed:
    """Return the feed of the official answers in a document."""
    feed = _feed(site, FeedTitle(document.title, is_official=True), (document.path, document), placed, since)
    path = urls.official(document.slug)
    return replace(feed, path=path, id=urls.tag(site, path), url=urls.absolute(site, path))


def of_section(page: ReadingPage, placed: Iterable[Placed], *, since: Time) -> Feed:
    """Return the feed of a section."""
    around = (link.title for link in page.sections)
    title = FeedTitle(named.innermost_first((*around, page.title), page.document.title))
    return _feed(page.site, title, (page.place.path, page.document), placed, since)


def of_site(site: Site, placed: Iterable[Placed], *, since: Time) -> Feed:
    """Return the feed of the whole site."""
    return _feed(site, FeedTitle(site.title), (urls.HOME, None), placed, since)


def render(environment: PageEnvironment, feed: Feed) -> bytes:
    """Return the Atom document of a feed, UTF-8."""
    return fill(environment.speaking(feed.words), "feed/comments.atom", {"feed": feed}).encode()


def _feed(
    site: Site, title: FeedTitle, at: tuple[str, DocumentHead | None], placed: Iterable[Placed], since: Time
) -> Feed:
    path, document = at
    newest = sorted((one for one in placed if not one.comment.is_stub), key=_age, reverse=True)[:LONGEST]
    return Feed(
        path=urls.feed(path),
        id=urls.tag(site, path),
        title=title,
        author=site.title,
        language=site.language if document is None else document.language,
        words=site.words if document is None else document.words,
        updated=_updated(newest, since),
        url=urls.absolute(site, urls.feed(path)),
        page_url=urls.absolute(site, path),
        entries=tuple(_entry(site, one) for one in newest),
    )


def _updated(newest: Sequence[Placed], since: Time) -> str:
    return max(since.iso, rfc3339(newest[0].comment.approved_at)) if newest else since.iso


def _age(one: Placed) -> tuple[datetime, str]:
    return one.comment.approved_at, one.comment.public_id


def _entry(site: Site, one: Placed) -> FeedEntry:
    comment, path = one.comment, urls.comment(one.comment.public_id)
    answered = urls.comment(comment.answers) if comment.answers else ""
    return FeedEntry(
        id=urls.tag(site, path),
        label=one.label,
        about=one.about,
        author=legal(comment.name),
        published=rfc3339(comment.received_at),
        updated=rfc3339(comment.corrected_at or comment.approved_at),
        url=urls.absolute(site, path),
        language=one.document.language,
        html=legal(comment.html),  # a plain str: the template escapes it once, as RFC 4287 section 3.1.1.2 has it
        answers=Answered(urls.tag(site, answered), urls.absolute(site, answered)) if answered else None,
    )
