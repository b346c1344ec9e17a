"""What pages show that have neither paragraphs nor comments: as renderer.views has it."""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from renderer.site import Site
from renderer.views import DocumentHead, Link, Place, Time


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage:
    """What is shown where nothing is, at any path: `place` has no page of its own."""

    site: Site
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedPage:
    """What is shown where a document that was removed stood, or a comment on it (`is_comment`)."""

    site: Site
    place: Place
    title: str
    removed: Time
    is_comment: bool


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


class Headings(NamedTuple):
    """The sections of a document, each with its depth, counted from 1."""

    document: DocumentHead
    sections: tuple[tuple[int, Link], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Where to search: an index of headings, and more where there is script."""

    site: Site
    place: Place
    documents: tuple[Headings, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalPage:
    """A page of the operator's own: `html` is what they wrote."""

    site: Site
    place: Place
    title: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationPage:
    """How the comments on a document fare. `rejected`: number by reason; `wait`: the median in words, or empty.

    `entries` and `head`: how many decisions the log has, and the hash of the last one.
    """

    site: Site
    place: Place
    document: DocumentHead
    received: int
    waiting: int
    approved: int
    withdrawn: int
    erased: int
    rejected: tuple[tuple[str, int], ...]
    wait: str
    receipts: str
    entries: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewherePage:
    """What stands at the address of a section that has no page of its own: `target` is where it is read.

    None: the present edition does not have it.
    """

    site: Site
    place: Place
    document: DocumentHead
    title: str
    target: Link | None
