"""Pages to read: how a report is cut into them, and what stands on them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import feedparser
import pytest
from lxml import etree

from renderer.discussion import ON_A_PAGE
from renderer.site import Site
from renderer.tree import LONGEST, leaves
from store.documents import Documents, NewDocument, NewParagraph
from store.editions import Editions, NewEdition
from store.model import DocumentId, Html, Kind, Section, SectionId
from store.rebuild import Rebuild
from store.sections import NewSection
from tests.renderer.conftest import REPORT, SITE_OF_TESTS, Library
from tests.renderer.test_feeds import SCHEMA


def section(number: int, parent: int | None = None) -> Section:
    """A section; its number is its id and its place."""
    return Section(
        id=SectionId(number),
        document_id=DocumentId(1),
        parent_id=None if parent is None else SectionId(parent),
        position=number,
        level=1 if parent is None else 2,
        heading=f"Section {number}",
        key=f"section-{number}",
    )


def cut(sections: list[Section], sizes: dict[SectionId | None, int]) -> list[tuple[int | None, list[int]]]:
    """The section of each page, and the sections on it."""
    pages = leaves(sections, sizes)
    return [(leaf.section and leaf.section.id, [one.id for one in leaf.sections]) for leaf in pages]


def test_a_section_is_one_page_with_all_that_is_below_it() -> None:
    sizes = {SectionId(number): 3 for number in range(4)}
    assert cut([section(0), section(1, 0), section(2, 1), section(3)], sizes) == [(0, [0, 1, 2]), (3, [3])]


def test_a_section_too_long_to_read_is_cut_at_its_sub_sections() -> None:
    sizes: dict[SectionId | None, int] = {SectionId(1): LONGEST, SectionId(2): 2, SectionId(3): 1}
    assert cut([section(0), section(1, 0), section(2, 0), section(3, 2)], sizes) == [(0, [0]), (1, [1]), (2, [2, 3])]


def test_what_is_before_any_heading_is_a_page_of_its_own() -> None:
    assert cut([section(0)], {None: 2, SectionId(0): 1}) == [(None, []), (0, [0])]


def test_every_heading_is_on_exactly_one_page() -> None:
    sections = [section(number, None if number % 7 == 0 else number - number % 7) for number in range(60)]
    sizes: dict[SectionId | None, int] = {one.id: (one.id * 13) % 40 for one in sections}
    found = [one for _, some in cut(sections, sizes) for one in some]
    assert found == sorted(found) == list(range(60))


def test_a_section_is_read_with_its_sub_sections_notes_and_the_number_of_comments(library: Library) -> None:
    library.comment("1.2", "<p>Hello</p>")
    library.publish()
    first, second = (
        library.read("harbour/s/what-we-were-asked/index.html"),
        library.read("harbour/s/what-we-found/index.html"),
    )
    assert '<div class="unit paragraph" id="p-1.2">' in first
    assert "Hearing of 12 May, page 7 &lt;transcript&gt;." in first
    assert '#comments">1 comment<span class="hidden"> on paragraph 1.2</span>' in first
    assert '<a href="../../../harbour/1.1/#answer">Comment<span class="hidden"> on paragraph 1.1</span>' in first
    assert 'href="../../../harbour/s/what-we-found/" rel="next"' in first
    assert 'aria-current="page">What we were asked</a>' in first
    assert '<h2 id="s-the-sea-wall" lang="en-GB" dir="auto">The sea wall</h2>' in second


def test_the_full_text_has_every_paragraph_and_no_comment_changes_it(library: Library) -> None:
    library.publish()
    before = library.read("harbour/all/index.html")
    assert [before.index(f'id="p-{key}"') for key in ("1.1", "1.2", "2.1")] == sorted(
        before.index(f'id="p-{key}"') for key in ("1.1", "1.2", "2.1")
    )
    assert '<h3 id="s-the-sea-wall" lang="en-GB" dir="auto">The sea wall</h3>' in before
    library.comment("1.2", "<p>Hello</p>")
    library.publish()
    assert library.read("harbour/all/index.html") == before


def test_a_document_without_headings_is_read_as_a_whole(make_library: Callable[..., Library]) -> None:
    paragraphs = tuple(replace(paragraph, section=None) for paragraph in REPORT.paragraphs)
    library = make_library(report=replace(REPORT, sections=(), paragraphs=paragraphs))
    library.publish()
    assert not (library.public / "harbour/s").exists()
    assert '<a class="button" href="../harbour/all/">Begin to read</a>' in library.read("harbour/index.html")


def test_a_long_report_names_only_the_sections_nearby(make_library: Callable[..., Library]) -> None:
    sections = tuple(NewSection(level=1, heading=f"Chapter {number}") for number in range(40))
    paragraphs = tuple(
        NewParagraph(key=f"{n}", number=f"{n}", kind=Kind.PARAGRAPH, text="x", html=Html("<p>x</p>"), section=n)
        for n in range(40)
    )
    library = make_library(
        report=NewDocument(slug="harbour", title="T", language="en", sections=sections, paragraphs=paragraphs)
    )
    library.publish()
    page = library.read("harbour/s/chapter-20/index.html")
    assert page.count('dir="auto">Chapter') + page.count('aria-current="page">Chapter') == 13 + 1 + 2


def test_the_title_of_a_section_says_what_it_is_in(make_library: Callable[..., Library]) -> None:
    """Many a chapter has an introduction, and a browser shows nothing of a page but its title."""
    sections = (NewSection(level=1, heading="The wall"), NewSection(level=2, heading="History", parent=0))
    text = replace(REPORT.paragraphs[0], section=1)
    paragraphs = tuple(replace(text, key=f"{n}", number=f"{n}") for n in range(LONGEST + 1))
    library = make_library(report=replace(REPORT, title="Harbours", sections=sections, paragraphs=paragraphs))
    library.publish()
    page = library.read("harbour/s/history/index.html")
    assert "<title>History, The wall, Harbours</title>" in page
    assert '<meta property="og:title" content="History, The wall, Harbours">' in page
    assert "<title>The wall, Harbours</title>" in library.read("harbour/s/the-wall/index.html")


@pytest.mark.parametrize(("language", "label"), [("en", "Table"), ("de", "Tabelle")])
def test_a_table_scrolls_in_a_box_of_its_own(make_library: Callable[..., Library], language: str, label: str) -> None:
    table = replace(REPORT.paragraphs[0], html=Html("<table><tbody><tr><td>1</td></tr></tbody></table>"))
    library = make_library(report=replace(REPORT, language=language, paragraphs=(table,)))
    library.publish()
    box = f'<div class="scroll" role="group" aria-label="{label}" tabindex="0"><table>'
    for path in ("harbour/1.1/index.html", "harbour/s/what-we-were-asked/index.html", "harbour/all/index.html"):
        page = library.read(path)
        assert box in page
        assert page.count("</table></div>") == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_page_of_comments_that_is_full_never_changes(library: Library) -> None:
    publisher = library.publisher()
    made = [library.comment("1.2", f"<p>Number {number}</p>") for number in range(2 * ON_A_PAGE + 1)]
    on_second, on_third = made[ON_A_PAGE], made[2 * ON_A_PAGE]
    library.publish(publisher)
    first, second = library.read("harbour/1.2/index.html"), library.read("harbour/1.2/2/index.html")
    assert first.count('<article class="comment') == second.count('<article class="comment') == ON_A_PAGE
    assert '<a href="../../harbour/1.2/2/"><span class="hidden">Comments, page </span>2</a>' in first
    assert "Comments, page 2</h2>" in second
    assert f'id="c-{on_third}"' in library.read("harbour/1.2/3/index.html")
    assert f'href="../../harbour/1.2/3/#c-{on_third}"' in library.read(f"c/{on_third}/index.html")
    assert f'href="../../harbour/1.2/2/#c-{on_second}"' in library.read(f"c/{on_second}/index.html")
    # Whoever follows a link to a later comment on the paragraph's own page is led on.
    moved = (
        f'<a class="later" id="c-{on_second}" href="../../harbour/1.2/2/#c-{on_second}">This comment is on page 2</a>'
    )
    assert moved in first
    assert f'id="c-{on_third}" href="../../harbour/1.2/3/#c-{on_third}"' in first
    library.comment("1.2", "<p>One more</p>")
    answer = library.comment("1.2", "<p>Yes</p>", answers=made[2])
    library.publish(publisher)
    assert library.read("harbour/1.2/2/index.html") == second
    assert library.read("harbour/1.2/3/index.html").count('<article class="comment') == 2
    assert f'href="../../harbour/1.2/#c-{answer}"' in library.read(f"c/{answer}/index.html")


@pytest.mark.parametrize(
    ("timezone", "at", "words"),
    [
        ("UTC", datetime(2026, 5, 4, 9, 5, tzinfo=UTC), "4 May 2026, 09:05 UTC"),
        ("Europe/London", datetime(2026, 5, 4, 23, 5, tzinfo=UTC), "5 May 2026, 00:05 BST"),
        ("America/Sao_Paulo", datetime(2026, 1, 1, 1, 0, tzinfo=UTC), "31 December 2025, 22:00 UTC-03"),
    ],
)
def test_times_are_those_of_the_site_and_of_all_machines(
    make_library: Callable[..., Library], timezone: str, at: datetime, words: str
) -> None:
    site: Site = replace(SITE_OF_TESTS, timezone=timezone)
    library = make_library(site=site, now=at)
    public_id = library.comment("1.1", "<p>Hello</p>")
    library.publish()
    iso = at.replace(second=1).isoformat().replace("+00:00", "Z")
    assert f'<time datetime="{iso}">{words}</time>' in library.read(f"c/{public_id}/index.html")


def test_a_section_read_on_a_page_with_others_has_an_address_that_leads_there(library: Library) -> None:
    library.publish()
    page = library.read("harbour/s/the-sea-wall/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../../../harbour/s/what-we-found/#s-the-sea-wall">' in page
    assert '<link rel="canonical" href="https://reports.example/review/harbour/s/what-we-found/">' in page


def test_a_section_that_left_the_report_keeps_its_address_and_says_so(library: Library) -> None:
    library.publish()
    with library.store.write() as connection:
        document = Documents(connection).get("harbour")
        assert document is not None
        kept = Documents(connection).paragraphs(document.id)[:2]
        shorter = replace(REPORT, sections=REPORT.sections[:1], paragraphs=REPORT.paragraphs[:2])
        gone = {each.id: None for each in Documents(connection).paragraphs(document.id)[2:]}
        edition = NewEdition(document=shorter, continues=tuple(each.id for each in kept), gone=gone)
        Editions(connection).add(document, edition, at=library.now)
        Rebuild(connection).put_document(document.id, at=library.now)
    library.publish()
    page = library.read("harbour/s/what-we-found/index.html")
    assert "The present edition does not have this section." in page
    assert '<meta name="robots" content="noindex">' in page
    assert "What we found" not in library.read("harbour/index.html")
    feed = library.read("harbour/s/what-we-found/feed.atom")
    (last,) = feedparser.parse(feed).entries
    assert "The present edition does not have this section." in last.summary
    assert 'href="https://reports.example/review/harbour/"' in last.summary
    SCHEMA.assertValid(etree.fromstring(feed.encode()))


def test_a_section_read_on_a_page_with_others_has_no_feed_as_long_as_it_never_had(library: Library) -> None:
    library.publish()
    assert not (library.public / "harbour/s/the-sea-wall/feed.atom").exists()


def test_the_feed_of_a_section_read_on_a_page_with_others_says_where(library: Library) -> None:
    library.publish()
    with library.store.write() as connection:
        document = Documents(connection).get("harbour")
        assert document is not None
        kept = tuple(each.id for each in Documents(connection).paragraphs(document.id))
        Editions(connection).add(document, NewEdition(document=REPORT, continues=kept, gone={}), at=library.now)
        Rebuild(connection).put_document(document.id, at=library.now)
    library.publish()
    feed = library.read("harbour/s/the-sea-wall/feed.atom")
    (last,) = feedparser.parse(feed).entries
    assert 'href="https://reports.example/review/harbour/s/what-we-found/#s-the-sea-wall"' in last.summary
    SCHEMA.assertValid(etree.fromstring(feed.encode()))
