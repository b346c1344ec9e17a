"""The contents of a document: what leads where, and how comment lies over it."""

import re
from collections.abc import Callable
from dataclasses import replace

from renderer import contents
from store.documents import Documents
from store.editions import Editions, NewEdition
from store.rebuild import Rebuild
from store.sections import NewSection
from tests.renderer.conftest import REPORT, Library, full


def test_the_contents_lead_to_the_comments_on_what_an_edition_left_out(library: Library) -> None:
    """Nothing else would: neither readers nor whoever keeps a copy of the site by its links would find them."""
    library.comment("2.1", "<p>It is not.</p>")
    with library.store.write() as connection:
        present = Documents(connection).get("harbour")
        assert present is not None
        first, *left = (unit.id for unit in Documents(connection).paragraphs(present.id))
        new = replace(library.report, paragraphs=library.report.paragraphs[:1])
        edition = NewEdition(document=new, continues=(first,), gone=dict.fromkeys(left))
        Editions(connection).add(present, edition, at=library.now)
        Rebuild(connection).put_document(present.id, at=library.now)
    library.publish()
    page = library.read("harbour/index.html")
    shown, _, listed = page.partition(">In earlier editions only</h2>")
    assert 'href="../harbour/2.1/"' in listed
    assert 'href="../harbour/2.1/"' not in shown
    assert 'href="../harbour/1.2/"' not in page  # nobody has commented on it
    assert "1 paragraph, 1 comment" in page
    assert "1 paragraph, 1 comment" in library.read("index.html")


def test_the_contents_count_comments_and_show_first_words(library: Library) -> None:
    full(library)
    page = library.read("harbour/index.html")
    link = '<a href="../harbour/s/what-we-found/#s-the-sea-wall">The sea wall</a>'
    heading = f'<h3 id="s-the-sea-wall" lang="en-GB" dir="auto">{link}</h3>'
    assert heading in page
    assert "The council asked us whether" in page
    assert re.search(
        r'<span class="count"><svg class="bar" [^>]*><rect width="60" height="8"/></svg> 1 comment</span>', page
    )
    assert page.count('<span class="count">') == 2  # of what nobody has commented on there is nothing to read out
    assert 'Most is on <a href="../harbour/1.2/">paragraph 1.2</a> (1).' in page
    assert "3 paragraphs, 1 comment" in page


def test_where_numbers_start_again_the_contents_say_which_paragraph_most_comment_is_on(
    make_library: Callable[..., Library],
) -> None:
    sections = tuple(NewSection(level=1, heading=f"Chapter {number} of it") for number in (1, 2))
    paragraphs = tuple(replace(REPORT.paragraphs[0], key=f"c{n + 1}.1.1", section=n) for n in (0, 1))
    library = make_library(report=replace(REPORT, sections=sections, paragraphs=paragraphs, key_depth=1))
    for _ in range(2):
        library.comment("c2.1.1", "<p>No.</p>")
    library.comment("c1.1.1", "<p>Yes.</p>")
    library.publish()
    page = library.read("harbour/index.html")
    assert '">paragraph 1.1, <bdi lang="en-GB">Chapter 2 of it</bdi></a> (2)' in page
    assert '">paragraph 1.1, <bdi lang="en-GB">Chapter 1 of it</bdi></a> (1)' in page


def test_a_paragraph_that_all_write_about_leaves_the_others_to_be_seen() -> None:
    heights = [contents.length(number, 300, contents.HEIGHT) for number in (0, 1, 5, 20, 100, 300)]
    assert heights == [0, 2, 6, 12, 27, 48]


def test_the_bars_of_a_short_report_are_as_narrow_as_those_of_a_long_one(library: Library) -> None:
    full(library)
    page = library.read("harbour/index.html")
    assert '<svg viewBox="0 0 240 48" preserveAspectRatio="none"' in page
    assert 'd="M80 48v-48h3V48z"' in page  # the second of three paragraphs has all
