"""Atom feeds (RFC 4287): comments become entries, a feed becomes bytes. Pure, given an environment.

Content is type="html", so what HTML allows and XML does not (an open br, named entities) needs no mending. Ids are
tag: URIs (RFC 4151): they stay when the site moves to another web address.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from jinja2 import Environment

from renderer import urls
from renderer.environment import fill
from renderer.site import Site
from renderer.views import CommentView, DocumentHead, Link, ParagraphPage, ReadingPage, Time

LONGEST = 20  # entries


class Answered(NamedTuple):
    """What an entry of a feed answers (RFC 4685)."""

    ref: str
    href: str


class FeedEntry(NamedTuple):
    """One comment in a feed."""

    id: str
    title: str
    author: str
    published: str
    updated: str
    url: str
    language: str
    html: str
    answers: Answered | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An Atom feed: its newest comments, newest first."""

    path: str
    id: str
    title: str
    author: str
    language: str
    updated: str
    url: str
    page_url: str
    entries: tuple[FeedEntry, ...]


class Placed(NamedTuple):
    """A comment with what an entry says of where it stands. `label` is the paragraph's number."""

    document: DocumentHead
    label: str
    comment: CommentView


def of_paragraph(page: ParagraphPage, comments: Iterable[CommentView], *, since: Time) -> Feed:
    """Return the feed of a paragraph; `since` is when its document was published, the date of an empty feed."""
    placed = [Placed(document=page.document, label=page.label, comment=comment) for comment in comments]
    title = f"Comments on paragraph {page.label}, {page.document.title}"
    return _feed(page.site, Link(title=title, path=page.place.path), page.document.language, placed, since)


def of_document(site: Site, document: DocumentHead, placed: Iterable[Placed], *, since: Time) -> Feed:
    """Return the feed of a document."""
    at = Link(title=f"Comments on {document.title}", path=document.path)
    return _feed(site, at, document.language, placed, since)


def of_official(site: Site, document: DocumentHead, placed: Iterable[Placed], *, since: Time) -> Feed:
    """Return the feed of the official answers in a document."""
    at = Link(title=f"Official answers, {document.title}", path=document.path)
    feed = _feed(site, at, document.language, placed, since)
    path = urls.official(document.slug)
    return replace(feed, path=path, id=urls.tag(site, path), url=urls.absolute(site, path))


def of_section(page: ReadingPage, placed: Iterable[Placed], *, since: Time) -> Feed:
    """Return the feed of a section."""
    at = Link(title=f"Comments on {page.title}, {page.document.title}", path=page.place.path)
    return _feed(page.site, at, page.document.language, placed, since)


def of_site(site: Site, placed: Iterable[Placed], *, since: Time) -> Feed:
    """Return the feed of the whole site."""
    return _feed(site, Link(title=f"Comments on {site.title}", path=urls.HOME), site.language, placed, since)


def render(environment: Environment, feed: Feed) -> bytes:
    """Return the Atom document of a feed, UTF-8."""
    return fill(environment, "feed/comments.atom", {"feed": feed}).encode()


def _feed(site: Site, at: Link, language: str, placed: Iterable[Placed], since: Time) -> Feed:
    newest = sorted((one for one in placed if not one.comment.stub), key=_age, reverse=True)[:LONGEST]
    return Feed(
        path=urls.feed(at.path),
        id=urls.tag(site, at.path),
        title=at.title,
        author=site.title,
        language=language,
        updated=_updated(newest, since),
        url=urls.absolute(site, urls.feed(at.path)),
        page_url=urls.absolute(site, at.path),
        entries=tuple(_entry(site, one) for one in newest),
    )


def _updated(newest: Sequence[Placed], since: Time) -> str:
    return max(since.iso, newest[0].comment.approved) if newest else since.iso


def _age(one: Placed) -> tuple[str, str]:
    return one.comment.approved, one.comment.public_id


def _entry(site: Site, one: Placed) -> FeedEntry:
    comment = one.comment
    answered = comment.answered_path
    return FeedEntry(
        id=urls.tag(site, comment.path),
        title=f"{comment.name} on paragraph {one.label}, {one.document.title}",
        author=comment.name,
        published=comment.received.iso,
        updated=comment.corrected.iso if comment.corrected else comment.approved,
        url=urls.absolute(site, comment.path),
        language=one.document.language,
        html=str(comment.html),  # a plain str: the template escapes it once, as RFC 4287 section 3.1.1.2 has it
        answers=Answered(urls.tag(site, answered), urls.absolute(site, answered)) if answered else None,
    )
