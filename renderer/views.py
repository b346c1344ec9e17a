"""What one page shows, as frozen values: allow-listed fields and nothing else (INV-30).

A template sees one of these and no more, so what is not here is on no page. Of a comment there is only what
store.model.PublishedComment has. renderer.compose makes them. What a page has many of is a NamedTuple: a frozen
dataclass takes five times as long to make.
"""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from renderer.notes import Note
from renderer.site import Site


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
    """What every page of a document says of it; `card` is the path of its picture, "" where it has none.

    `language` is that of the report, `direction` how it is written ("ltr" or "rtl"), `words` the language of the words
    around it; `published` the day on which its edition came; `repeats`: in its parts numbers start again.
    """

    slug: str
    title: str
    language: str
    direction: str
    words: str
    path: str
    is_open: bool
    closes: Time | None
    card: str
    edition: int
    published: Time
    repeats: bool


class CommentView(NamedTuple):
    """One comment; where `stub` is not empty, that sentence stands in the place of name and words.

    `approved` is the time of its first approval in RFC 3339. `answer` is the link to answer it by mail, empty where
    that is not taken; `answered` the public id of the comment that this one answers, and `answered_path` its page.
    `earlier`: what has changed in the paragraph since, where the comment was made on an earlier wording.
    """

    public_id: str
    anchor: str
    path: str
    in_place: str
    is_official: bool
    corrected: Time | None
    name: str
    html: Markup
    stub: str
    received: Time
    approved: str
    report: str
    answer: str
    answered: str
    answered_path: str
    earlier: Markup


class Thread(NamedTuple):
    """A comment and what answers it, or answers an answer to it: two deep, oldest first."""

    first: CommentView
    answers: tuple[CommentView, ...]


class LaterPage(NamedTuple):
    """A page of a paragraph's comments after the first; `anchors` are those of the comments on it."""

    number: int
    path: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How a paragraph is answered, sent on and followed: its address, and links that begin a mail."""

    address: str
    comment: str
    friend: str
    follow: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a paragraph was in earlier editions: its numbers, and what it was merged or divided into, or a part of."""

    formerly: tuple[str, ...]
    heir: Link | None
    parts: tuple[Link, ...]
    part_of: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphPage:
    """A paragraph with its first comments; `more` leads to the later ones, `here` to its place in the contents.

    `within`: those of `sections`, outside in, that say which paragraph it is where others have its number.
    `stands_in`: those and the document, in one line.
    `context`: its place on the page of its section, or in the full text; empty where the present edition lacks it.
    `is_gone`: the present edition does not have it; it is shown as it was last, or its heir is led to. `are_long`: its
    notes, too long to stand beside it.
    """

    site: Site
    place: Place
    document: DocumentHead
    sections: tuple[Link, ...]
    within: tuple[Link, ...]
    stands_in: str
    label: str
    kind: str
    html: Markup
    footnotes: tuple[Note, ...]
    are_long: bool
    description: str
    previous: Link | None
    next: Link | None
    ways: Ways
    threads: tuple[Thread, ...]
    shown: int
    more: tuple[LaterPage, ...]
    here: str
    context: str
    linked: Markup
    past: Past
    is_gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentsPage:
    """Later comments on a paragraph: page `number` of them; all else as for one comment."""

    site: Site
    place: Place
    document: DocumentHead
    words: str
    paragraph: Link
    within: tuple[Link, ...]
    stands_in: str
    number: int
    threads: tuple[Thread, ...]
    previous: Link
    next: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentPage:
    """One comment, for ever.

    `words`: how its paragraph begins; `paragraph` has its number as title; of what that is say `within` and
    `stands_in`.
    """

    site: Site
    place: Place
    document: DocumentHead
    words: str
    paragraph: Link
    within: tuple[Link, ...]
    stands_in: str
    comment: CommentView
    linked: Markup


class Entry(NamedTuple):
    """A paragraph in the contents. `bar`: how long its bar is drawn, of BAR; 0 for none."""

    label: str
    anchor: str
    path: str
    words: str
    shown: int
    bar: int


class Group(NamedTuple):
    """A section in the contents; `depth` counts from 1. The paragraphs before the first heading have no heading.

    `path` is where it is read; `shown` and `bar` are of all that is in it, sub-sections included.
    """

    heading: str
    anchor: str
    path: str
    depth: int
    entries: tuple[Entry, ...]
    shown: int
    bar: int


class Most(NamedTuple):
    """A paragraph with many comments; `within`: the sections that say which it is, where others have its number."""

    label: str
    path: str
    within: str
    shown: int


class Drawing(NamedTuple):
    """How comment lies over a document: one path in a box of `width` by HEIGHT, and the same in words."""

    path: str
    width: int
    most: tuple[Most, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsPage:
    """The contents of a document. `overview`: the sections to jump to, few enough to look over.

    `left`: paragraphs that only earlier editions had, and that have comments.
    `wait`: how long comments usually wait for a moderator, in words, or empty; `moderation`: the page that says more.
    """

    site: Site
    place: Place
    document: DocumentHead
    overview: tuple[Group, ...]
    groups: tuple[Group, ...]
    left: tuple[Entry, ...]
    drawing: Drawing | None
    paragraphs: int
    comments: int
    example: str
    start: str
    archive: str
    linked: Markup
    wait: str
    moderation: str
    follow_link: str


class Unit(NamedTuple):
    """A paragraph where many are read one after the other."""

    label: str
    anchor: str
    path: str
    kind: str
    html: Markup
    footnotes: tuple[Note, ...]
    are_long: bool
    shown: int


class Stretch(NamedTuple):
    """A heading, where there is one, and the paragraphs directly under it. `depth` counts from 1."""

    heading: str
    anchor: str
    depth: int
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage:
    """A section to read, or (`is_whole`) the full text. `nearby`: the pages around this one, `below`: those in it."""

    site: Site
    place: Place
    document: DocumentHead
    title: str
    sections: tuple[Link, ...]
    stretches: tuple[Stretch, ...]
    nearby: tuple[Link, ...]
    below: tuple[Link, ...]
    previous: Link | None
    next: Link | None
    feed: str
    is_whole: bool
