"""What one page shows, as frozen values: allow-listed fields and nothing else (INV-30).

A template sees one of these and no more, so what is not here is on no page. Of a comment there is only what
store.model.PublishedComment has. renderer.compose makes them. What a page has many of is a NamedTuple: a frozen
dataclass takes five times as long to make.
"""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from renderer.site import Site
from store.model import Footnote


class Time(NamedTuple):
    """A time for people and for machines."""

    iso: str
    words: str


class Link(NamedTuple):
    """A link within the site; `path` counts from public/."""

    title: str
    path: str


class Place(NamedTuple):
    """Where a page stands: its path, what leads from it to public/, and its whole URL."""

    path: str
    root: str
    url: str


class DocumentHead(NamedTuple):
    """What every page of a document says of it."""

    slug: str
    title: str
    language: str
    path: str
    is_open: bool
    closes: Time | None


class CommentView(NamedTuple):
    """One comment; where `stub` is not empty, that sentence stands in the place of name and words.

    `answer` is the link to answer it by mail, empty where that is not taken; `answered` the public id of the comment
    that this one answers, and `answered_path` its page.
    """

    public_id: str
    anchor: str
    path: str
    in_place: str
    name: str
    html: Markup
    stub: str
    received: Time
    approved: Time
    report: str
    answer: str
    answered: str
    answered_path: str


class Thread(NamedTuple):
    """A comment and what answers it, or answers an answer to it: two deep, oldest first."""

    first: CommentView
    answers: tuple[CommentView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphPage:
    """A paragraph with its comments."""

    site: Site
    place: Place
    document: DocumentHead
    sections: tuple[Link, ...]
    label: str
    kind: str
    html: Markup
    footnotes: tuple[Footnote, ...]
    description: str
    previous: Link | None
    next: Link | None
    address: str
    comment_link: str
    friend_link: str
    comments: tuple[CommentView, ...]
    threads: tuple[Thread, ...]
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPage:
    """One comment, for ever. `words`: how its paragraph begins; `paragraph` has its number as title."""

    site: Site
    place: Place
    document: DocumentHead
    words: str
    paragraph: Link
    comment: CommentView


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A paragraph in the contents."""

    label: str
    path: str
    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A section in the contents; `depth` counts from 1. The paragraphs before the first heading have no heading."""

    heading: str
    anchor: str
    depth: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsPage:
    """The contents of a document. `overview`: the sections to jump to, few enough to look over."""

    site: Site
    place: Place
    document: DocumentHead
    overview: tuple[Group, ...]
    groups: tuple[Group, ...]
    paragraphs: int
    comments: int
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A document on the front page."""

    document: DocumentHead
    paragraphs: int
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The documents of a site."""

    site: Site
    place: Place
    shelves: tuple[Shelf, ...]


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
