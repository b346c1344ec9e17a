"""Every path below public/, every permanent link and every address that a page shows. Pure.

A path is relative to public/, without a slash in front: "" is the front page, "iraq/127/" a paragraph. Pages link to
each other by `up(path)` + path, so that the whole tree can be served below any path, or moved, or kept in an archive.
Absolute links are only where they leave the page: feeds, the canonical link, mails to a friend.
"""

import re
from urllib.parse import urlsplit

from renderer.site import Site
from store.model import OPENING, Section

HOME = ""
STYLE = "style.css"
ICON = "icon.svg"
ROBOTS = "robots.txt"
SEARCH = "search/"
SITEMAP = "sitemap.xml"
SECURITY = ".well-known/security.txt"
NOT_FOUND = "404.html"
FEED = "feed.atom"
OFFICIAL = "official.atom"
INDEX = "index.html"
RECEIPTS = "receipts.txt"

_SLUG = r"[a-z][a-z0-9-]{1,23}"
_KEY = r"[a-z0-9]+(?:\.[a-z0-9]+)*"
LEGAL = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"  # the name of a legal page
_SECTION = r"[a-z0-9]+(?:[.-][a-z0-9]+)*"
# The files that a build may take away again; what an operator put beside them has other names.
_BELOW_DOCUMENT = rf"(?:{_KEY}/(?:[0-9]+/)?|s/{_SECTION}/|all/)?"
_PAGES = rf"c/[a-z0-9]{{1,24}}/{INDEX}|legal/{LEGAL}/{INDEX}|(?:{_SLUG}/{_BELOW_DOCUMENT})?(?:{INDEX}|{FEED})"
OURS = re.compile(
    rf"{_PAGES}|{_SLUG}/moderation/{RECEIPTS}|{_SLUG}/{OFFICIAL}|{_SLUG}/card\.png|{_SLUG}/img/[0-9a-f]{{32}}\.(?:png|jpg)|{_SLUG}/sitemap(?:-[0-9]+)?\.xml"
)
_ARCHIVE = re.compile(rf"({_SLUG})/\1\.zip")
_INDEX = re.compile(rf"{SEARCH}(?:pagefind|\.pagefind(?:-old)?\.mailgate)/.+")
_SEARCH_SCRIPT = f"{SEARCH}search.js"


def is_ours(path: str) -> bool:
    """Whether a file below public/ may be one that we made."""
    return OURS.fullmatch(path) is not None or _ARCHIVE.fullmatch(path) is not None


def document(slug: str) -> str:
    """The contents of a document."""
    return f"{slug}/"


def reading(slug: str, section: Section | None) -> str:
    """The page on which a section is read; None: what is before any heading."""
    return f"{slug}/s/{OPENING if section is None else section.key}/"


def sections(slug: str) -> str:
    """Where the pages to read are."""
    return f"{slug}/s/"


def whole(slug: str) -> str:
    """The full text of a document."""
    return f"{slug}/all/"


def section_anchor(section: Section) -> str:
    """The id of a section's heading, wherever it stands."""
    return f"s-{section.key}"


def moderation(slug: str) -> str:
    """How the comments on a document fare."""
    return f"{slug}/moderation/"


def receipts(slug: str) -> str:
    """The hash of each receipt, and where its comment stands."""
    return f"{moderation(slug)}{RECEIPTS}"


def paragraph_anchor(key: str) -> str:
    """The id of a paragraph in the contents, on its section's page and in the full text."""
    return f"p-{key}"


def paragraph(slug: str, key: str) -> str:
    """A paragraph with its comments."""
    return f"{slug}/{key}/"


def card(slug: str) -> str:
    """The picture of a document."""
    return f"{slug}/card.png"


def pictures(slug: str) -> str:
    """Where the pictures of a document are."""
    return f"{slug}/img/"


def archive(slug: str) -> str:
    """All pages of a document in one file."""
    return f"{slug}/{slug}.zip"


def archived(path: str) -> str | None:
    """Return the feed of the document that a file would be the archive of; None: of none.

    The feed, because where a document was removed a page still says so.
    """
    found = _ARCHIVE.fullmatch(path)
    return None if found is None else feed(document(found[1]))


def is_for_search(path: str) -> bool:
    """Whether a file is of use to the page to search alone: its script, and the index of all words."""
    return path == _SEARCH_SCRIPT or is_of_index(path)


def is_of_index(path: str) -> bool:
    """Whether a file is of the index of all words, also of one that was not finished."""
    return _INDEX.fullmatch(path) is not None


def legal(name: str) -> str:
    """A page of the operator's own."""
    return f"legal/{name}/"


def sitemap(slug: str, number: int) -> str:
    """A list of the pages of a document for search engines; `number` counts from 1."""
    return f"{slug}/sitemap.xml" if number == 1 else f"{slug}/sitemap-{number}.xml"


def comments(slug: str, key: str, number: int) -> str:
    """A page of comments on a paragraph: the first is the paragraph's own, the second below it."""
    return paragraph(slug, key) if number == 1 else f"{paragraph(slug, key)}{number}/"


def comment(public_id: str) -> str:
    """One comment, for ever."""
    return f"c/{public_id}/"


def comment_anchor(public_id: str) -> str:
    """The id of a comment on the page of its paragraph."""
    return f"c-{public_id}"


def comment_in_place(page: str, public_id: str) -> str:
    """One comment among the others of its paragraph, on this page of them."""
    return f"{page}#{comment_anchor(public_id)}"


def feed(path: str) -> str:
    """The Atom feed of a page."""
    return path + FEED


def official(slug: str) -> str:
    """The Atom feed of the official answers in a document."""
    return f"{slug}/{OFFICIAL}"


def file(path: str) -> str:
    """The file, below public/, that is served at a path."""
    return path + INDEX if path == HOME or path.endswith("/") else path


def up(path: str) -> str:
    """What leads from a page to public/: "./", "../", "../../" and so on."""
    return "../" * path.count("/") or "./"


def absolute(site: Site, path: str) -> str:
    """The whole URL of a path."""
    return f"{site.base_url.rstrip('/')}/{path}"


def below_host(site: Site) -> str:
    """What leads to public/ from any path of the host: for a page that is shown wherever nothing was found."""
    return urlsplit(absolute(site, HOME)).path


def tag(site: Site, path: str) -> str:
    """The Atom id of a page: it stays when the site moves to another web address (RFC 4151)."""
    return f"tag:{site.domain},{site.since}:{path.rstrip('/') or 'site'}"


def comment_address(site: Site, slug: str, key: str) -> str:
    """The mail address of a paragraph: DOCUMENT.KEY at the site's domain."""
    return _address(site, f"{slug}.{key}")


def reply_address(site: Site, public_id: str) -> str:
    """The mail address for a public answer to a comment."""
    return _address(site, f"reply-{public_id}")


def follow_address(site: Site, slug: str, key: str = "") -> str:
    """The mail address to be told of new comments, on a paragraph or (without a key) on the whole document."""
    return _address(site, f"follow-{slug}.{key}" if key else f"follow-{slug}")


def report_address(site: Site, public_id: str) -> str:
    """The mail address for an abuse report on a comment."""
    return _address(site, f"report-{public_id}")


def _address(site: Site, local_part: str) -> str:
    return f"{site.address_prefix}{local_part}@{site.domain}"
