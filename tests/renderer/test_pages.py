"""What the pages and feeds say, and what they never say."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree as ET

import feedparser
from markupsafe import escape

from renderer import urls
from renderer.publish import Publisher
from renderer.site import Site
from store.documents import Documents, NewDocument, NewParagraph
from store.editions import Editions, NewEdition
from store.engine import Store
from store.model import Html, Kind
from store.rebuild import SITE, Part, Rebuild
from tests.renderer.conftest import REPORT, Library, full

ATOM = "{http://www.w3.org/2005/Atom}"
VOID = {"meta", "link", "br", "img", "hr", "input", "wbr", "col"}


class Page(HTMLParser):
    """Checks that tags nest, and keeps ids, links and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what matters of a tag."""
        named = dict(attrs)
        assert len(named) == len(attrs)
        self.ids += [named["id"] or ""] if "id" in named else []
        self.links += [named["href"] or ""] if "href" in named else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Every end has its beginning."""
        assert self.open.pop() == tag


def atom(library: Library, path: str) -> ET.Element:
    """Read a feed as strictly as XML is read."""
    return ET.fromstring(library.read(path))  # noqa: S314  our own


def all_pages(library: Library) -> dict[str, Page]:
    return {path: Page(library.read(path)) for path in library.paths() if path.endswith(".html")}


def test_a_paragraph_page_has_text_footnotes_neighbours_and_ways_to_answer(library: Library) -> None:
    library.publish()
    page = library.read("harbour/1.2/index.html")
    assert "<p>We heard 41 residents.</p><blockquote><p>Nobody asked us before.</p></blockquote>" in page
    assert "Hearing of 12 May, page 7 &lt;transcript&gt;." in page
    assert re.search(r'href="../../harbour/1.1/" rel="prev" accesskey="p">Previous <span>1.1<', page)
    assert re.search(r'href="../../harbour/2.1/" rel="next" accesskey="n">Next <span>2.1<', page)
    assert 'href="mailto:harbour.1.2@comments.example?subject=Paragraph%201.2' in page
    assert '<span class="address">harbour.1.2<wbr>@comments.example</span>' in page
    for note in ("address will not be shown", "<code>blockquote</code>", "short delay before your comment appears"):
        assert note in page
    assert '<a href="../../harbour/s/what-we-were-asked/"' in page
    assert '<a href="../../harbour/#p-1.2">In the contents</a>' in page


def test_a_paragraph_page_says_how_to_cite_it(make_library: Callable[..., Library]) -> None:
    """Title, number, publisher, day and link; the edition from the second on, and in the language of the report."""
    library = make_library(report=replace(REPORT, language="de"))
    library.publish()
    said = re.sub(
        r"<[^>]*>", "", library.read("harbour/1.2/index.html").partition('class="cite">')[2].partition("</p>")[0]
    )
    day, url = "4. Mai 2026", "https://reports.example/review/harbour/1.2/"
    start = "\nSo zitieren Sie diesen Absatz\nThe Harbour Review: “Safe &amp; Dry” — findings, Absatz 1.2"
    assert said == f"{start}. Saltby Council, {day}. {url}"
    with library.store.write() as connection:
        present = Documents(connection).get("harbour")
        assert present is not None
        kept = tuple(unit.id for unit in Documents(connection).paragraphs(present.id))
        edition = NewEdition(document=library.report, continues=kept, gone={})
        Editions(connection).add(present, edition, at=library.now)
        Rebuild(connection).put_document(present.id, at=library.now)
    library.publish()
    assert f', Ausgabe 2. Saltby Council, <time datetime="2026-05-04">{day}<' in library.read("harbour/1.2/index.html")


def test_a_paragraph_page_leads_to_its_place_among_the_others(library: Library) -> None:
    """On the page where its section is read; of a report without headings, in the full text."""
    library.publish()
    assert 'href="../../harbour/s/what-we-found/#p-2.1">Read in context<' in library.read("harbour/2.1/index.html")
    plain = replace(REPORT, slug="plain", sections=(), paragraphs=(replace(REPORT.paragraphs[0], section=None),))
    replace(library, report=plain).open().publish()
    assert 'href="../../plain/all/#p-1.1">Read in context<' in library.read("plain/1.1/index.html")
    assert 'id="p-1.1"' in library.read("plain/all/index.html")


def test_a_comment_has_name_date_permanent_link_and_report(library: Library) -> None:
    shown, _, _ = full(library)
    page = library.read("harbour/1.2/index.html")
    assert "<bdi>Ann Reader</bdi>" in page
    assert "<p>The <em>date</em> is wrong.<br>It was a Monday.</p>" in page
    assert '<time datetime="2026-05-04T09:30:01Z">4 May 2026, 09:30 UTC</time>' in page
    assert f'id="c-{shown}"' in page
    assert f'href="#c-{shown}"' in page
    assert f'href="mailto:report-{shown}@comments.example?subject=Report%20on%20comment%20{shown}"' in page
    assert "1 comment<" in page
    assert "<em>date</em>" in library.read(f"c/{shown}/index.html")


def test_stubs_answer_on_both_pages_and_hold_nothing_else(library: Library) -> None:
    _, withdrawn, removed = full(library)
    page = library.read("harbour/1.2/index.html")
    for public_id, sentence in ((withdrawn, "withdrawn by its author"), (removed, "comment was removed")):
        assert f'id="c-{public_id}"' in page
        assert sentence in library.read(f"c/{public_id}/index.html")
    everything = "".join(library.read(path) for path in library.paths())
    for gone in ("Hasty", "hasty", "Rude", "rude", "Waiting Person", "Waits"):
        assert gone not in everything


def test_links_of_stubs_are_told_apart_in_a_list_of_links(library: Library) -> None:
    _, withdrawn, removed = full(library)
    page = library.read("harbour/1.2/index.html")
    for public_id in (withdrawn, removed):
        assert f'href="../../c/{public_id}/" aria-label="Permanent link: {public_id}"' in page


def test_what_others_show_beside_a_link_names_the_address_that_lasts(library: Library) -> None:
    full(library)
    pages = [library.read(path) for path in library.paths() if path.endswith(".html")]
    shared = [page for page in pages if 'property="og:title"' in page]
    assert len(shared) > 5
    for page in shared:
        [canonical] = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
        assert f'<meta property="og:url" content="{canonical}">' in page


def test_no_file_holds_anything_of_the_sender_but_name_and_words(library: Library) -> None:
    full(library)
    everything = "".join(library.read(path) for path in library.paths())
    for secret in ("secret.sender", "reader.example", "unmasked", "cut text"):
        assert secret not in everything
        assert secret not in unquote(everything)


def test_a_name_is_text_everywhere(library: Library) -> None:
    name = "</title><b>\"x' & ]]>"
    public_id = library.comment("1.1", "<p>Hello</p>", name=name)
    library.publish()
    for path in ("harbour/1.1/index.html", f"c/{public_id}/index.html"):
        assert "<b>" not in library.read(path)
    entry = atom(library, "harbour/1.1/feed.atom").find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == name


def test_a_comment_with_foreign_markup_is_left_out_and_the_page_is_written(library: Library) -> None:
    library.comment("1.1", '<p onclick="x()">bad</p>')
    library.comment("1.1", "<p>good</p><script>bad()</script>")
    library.comment("1.1", "<p>1 &lt; 2</p>")
    library.publish()
    page = library.read("harbour/1.1/index.html")
    assert "bad" not in page
    assert "<p>1 &lt; 2</p>" in page


def test_every_page_nests_and_every_link_and_fragment_resolves(library: Library) -> None:
    full(library)
    pages = all_pages(library)
    base = "https://reports.example/review/"
    assert len(pages) == 3 + 2 + 2 + 1 + 3 + 4
    for path, page in pages.items():
        assert len(set(page.ids)) == len(page.ids)
        for link in page.links:
            target, _, fragment = urljoin(base + path.removesuffix("index.html"), link).partition("#")
            if target.startswith("mailto:"):
                continue
            assert target.startswith(base), link
            file = urls.file(target.removeprefix(base))
            assert (library.public / file).is_file(), f"{link} on {path}"
            assert not fragment or fragment in pages[file].ids, f"{link} on {path}"


def test_the_tree_can_be_served_below_any_path(make_library: Callable[..., Library]) -> None:
    library = make_library(
        site=Site(base_url="https://x.example/", domain="d.example", title="T", address_prefix="pre-")
    )
    full(library)
    pages = all_pages(library)
    pages.pop("404.html")  # it is shown at any path
    for path, page in pages.items():
        inner = [link for link in page.links if not link.startswith(("mailto:", "https://x.example/", "#"))]
        assert all(not link.startswith("/") and "//" not in link for link in inner), path
        for link in inner:
            resolved = PurePosixPath("/deep/below") / path.removesuffix("index.html") / link.partition("#")[0]
            assert len([part for part in resolved.parts if part == ".."]) <= len(path.split("/")) - 1
    assert "mailto:pre-harbour.1.2@d.example" in library.read("harbour/1.2/index.html")


def test_texts_have_the_language_of_the_document(library: Library) -> None:
    full(library)
    page = library.read("harbour/1.2/index.html")
    assert '<html lang="en">' in page
    assert '<div class="text" data-pagefind-body lang="en-GB" dir="auto">' in page
    assert '<div class="words" data-pagefind-body lang="en-GB" dir="auto">' in page


def test_where_numbers_start_again_the_title_and_the_citation_say_which_paragraph_it_is(
    make_library: Callable[..., Library],
) -> None:
    """Else all of a report's many paragraphs 1 have one title."""
    again = replace(REPORT.paragraphs[2], key="c2.4", number="§ 4")
    paragraphs = (replace(REPORT.paragraphs[0], number=None), again)
    library = make_library(report=replace(REPORT, paragraphs=paragraphs, key_depth=1))
    public_id = library.comment("c2.4", "<p>No.</p>")
    for _ in range(10):
        library.comment("c2.4", "<p>Yes.</p>")
    library.publish()
    page, alone = library.read("harbour/c2.4/index.html"), library.read("harbour/1.1/index.html")
    name = escape(REPORT.title)
    title = f"Paragraph § 4, The sea wall, What we found, {name}"
    assert f"<title>{title}</title>" in page
    assert f'<meta property="og:title" content="{title}">' in page
    assert 'paragraph § 4 (<bdi lang="en-GB">What we found, The sea wall</bdi>). Saltby Council' in page
    assert f"<title>Paragraph 1.1, {name}</title>" in alone
    assert "paragraph 1.1. Saltby Council" in alone
    assert f"<title>Ann Reader on p{title[1:]}</title>" in library.read(f"c/{public_id}/index.html")
    assert f"<title>Comments on paragraph § 4, page 2, The sea wall, What we found, {name}</title>" in library.read(
        "harbour/c2.4/2/index.html"
    )
    crumbs = library.read(f"c/{public_id}/index.html").partition('<nav class="crumbs deep"')[2].partition("</nav>")[0]
    assert re.findall(">([^<]+)</a>", crumbs) == ["Documents", str(name), "What we found", "The sea wall"]
    subjects = [unquote(link) for link in re.findall(r"mailto:[^?]*\?subject=(Paragraph[^&]*)&", page)]
    assert subjects == [f"Paragraph § 4, The sea wall, What we found, {REPORT.title}"] * 2


def test_a_closed_document_says_so_and_takes_no_comments(library: Library) -> None:
    with library.store.write() as connection:
        Documents(connection).close("harbour", at=library.now + timedelta(seconds=1))
    library.publish()
    page = library.read("harbour/1.1/index.html")
    assert "closed for comments" in page
    assert "mailto:harbour" not in page


def test_feeds_are_atom_with_stable_ids_and_escaped_html(library: Library) -> None:
    shown, withdrawn, _ = full(library)
    for path, page in (("feed.atom", ""), ("harbour/feed.atom", "harbour/"), ("harbour/1.2/feed.atom", "harbour/1.2/")):
        root = atom(library, path)
        parsed = feedparser.parse(library.read(path).encode())
        assert parsed.bozo is False
        assert parsed.feed.links[0].href == f"https://reports.example/review/{page}feed.atom"
        assert root.findtext(f"{ATOM}id") == f"tag:comments.example,2026:{page.rstrip('/') or 'site'}"
        assert [entry.id for entry in parsed.entries] == [f"tag:comments.example,2026:c/{shown}"]
        content = root.find(f"{ATOM}entry/{ATOM}content")
        assert content is not None
        assert content.get("type") == "html"
        assert content.text == "<p>The <em>date</em> is wrong.<br>It was a Monday.</p>"
        assert withdrawn not in library.read(path)
        assert root.findtext(f"{ATOM}updated") == "2026-05-04T09:31:00Z"


def test_a_feed_is_well_formed_whatever_a_report_and_a_comment_hold(make_library: Callable[..., Library]) -> None:
    ugly = "ugly \x0b\ufffe ]]> & <x> \x85 end"
    paragraph = NewParagraph(key="1", number=None, kind=Kind.PARAGRAPH, text=ugly, html=Html("<p>x\x0b</p>"))
    report = NewDocument(slug="harbour", title="T \x1f&", language="en", sections=(), paragraphs=(paragraph,))
    library = make_library(report=report)
    library.comment("1", "<p>a\x0bb&nbsp;c<br>d</p>", name="N\x1f\ufffe")
    library.publish()
    for path in library.paths():
        if path.endswith(".atom"):
            atom(library, path)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe]", library.read(path)), path


def test_a_site_without_documents_has_a_front_page_and_a_feed(store: Store, tmp_path: Path, now: datetime) -> None:
    site = Site(base_url="https://e.example", domain="e.example", title="Empty")
    with store.write() as connection:
        Rebuild(connection).put(Part.SITE, SITE, due_at=now)
    Publisher(store, site, tmp_path / "public").step(now)
    assert "No document has been published yet" in (tmp_path / "public/index.html").read_text(encoding="utf-8")
    parsed = feedparser.parse((tmp_path / "public/feed.atom").read_bytes())
    assert parsed.bozo is False
    assert parsed.feed.updated == "2026-01-01T00:00:00Z"
