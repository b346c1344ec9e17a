"""What every page must know of the site, handed in by whoever publishes: this package reads no settings."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from renderer import wording


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # compared by identity: it is part of many a memory's key
class Site:
    """One site.

    `base_url` is where `public/` is served, and may have a path; with or without a slash at its end.
    `domain` is where comments are mailed to; `address_prefix` stands before each local part on a shared domain.
    `language` is that of the words around the reports (BCP 47). `since` is the year or day from which the domain is
    the operator's: part of every Atom id, so it must never change (RFC 4151 section 2.1). `timezone` is that of the
    times on the pages, by its IANA name; what machines read is UTC. `search`: whether there is a page to search.
    `compress`: the encodings in which each text file has a copy beside it (renderer.compressed).
    `logo` and `legal` are what renderer.own finds in the operator's folder: a file, pages by name and title.
    `cards`: whether each document has a picture, drawn with the font in the file `card_font`; "": Pillow's own.
    `languages`: those that pages can be in (renderer.wording).
    """

    base_url: str
    domain: str
    title: str
    language: str = "en"
    address_prefix: str = ""
    since: str = "2026"
    timezone: str = "UTC"
    search: bool = True
    compress: tuple[str, ...] = ()
    logo: str = ""
    legal: tuple[tuple[str, str], ...] = ()
    cards: bool = False
    card_font: str = ""
    languages: frozenset[str] = wording.languages(None)

    @property
    def words(self) -> str:
        """The language of the pages that are of no document."""
        return wording.chosen(self.languages, self.language)

    @property
    def direction(self) -> str:
        """How those pages are written: "ltr" or "rtl"."""
        return wording.direction(self.words)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)
