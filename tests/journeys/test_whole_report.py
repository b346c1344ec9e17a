"""A whole inquiry's report, published with comments on it: every link holds, and nobody's address is to be found."""

from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from mailgate.importers import document, read
from mailgate.importers.keep import keep
from tests.journeys.village import Village

BASE = "https://reports.example/"
PEOPLE = ("ann.long-name@reader.example", "bob+press@elsewhere.example")


def test_a_report_of_four_parts_is_published_and_commented(village: Village, leveson: Path) -> None:
    app = village.app
    with app.store.write() as connection:
        keep(connection, document.document_of(read(leveson), "leveson"), at=app.clock())
    mo = village.moderator("mo@desk.example")
    for address, key in zip(PEOPLE, ("a.c1.1.1", "d.c2.7.22"), strict=True):
        person = village.commenter(address, "Reader")
        words = f"I was there. Write to {address}, or {address.replace('@', ' [at] ')}."
        assert person.writes(to=f"leveson.{key}", text=words, html=f"<p>{words}</p><p>{address}</p>") == "250"
        person.replies_to("Please confirm your comment", "yes")
        mo.replies_to("Comment on paragraph", "approve")
        assert "I was there." in village.page("leveson", key)

    published = village.everything_published().lower()
    for address in PEOPLE:
        local_part, domain = address.split("@")
        assert local_part.encode() not in published
        assert domain.encode() not in published
    assert len(list((app.settings.public / "leveson").glob("*.c*/index.html"))) >= 943
    assert _broken_links(app.settings.public) == []


def _broken_links(public: Path) -> list[str]:
    pages = {str(path.relative_to(public)): _anchors(path) for path in public.rglob("*.html")}
    broken = []
    for name, (_, links) in pages.items():
        for link in links:
            url = urlsplit(urljoin(BASE + name.removesuffix("index.html"), unescape(link)))
            if f"{url.scheme}://{url.netloc}/" != BASE:
                continue
            file = unquote(url.path).lstrip("/")
            file = f"{file}index.html" if file == "" or file.endswith("/") else file
            is_there = (public / file).is_file()
            if not is_there or (url.fragment and url.fragment not in pages[file][0]):
                broken.append(f"{link} on {name}")
    return broken


def _anchors(path: Path) -> tuple[set[str], set[str]]:
    """Return the ids of a page and what it links to."""
    tree = LexborHTMLParser(path.read_bytes())
    ids = {node.attributes["id"] or "" for node in tree.css("[id]")}
    links = {node.attributes[name] or "" for name in ("href", "src") for node in tree.css(f"[{name}]")}
    return ids, links
