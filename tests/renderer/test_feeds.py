"""Every feed of a site is Atom as RFC 4287 has it, with the threads of RFC 4685, and says where it stands."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import feedparser
from lxml import etree

from store.model import CommentId
from store.schema import comments
from tests.renderer.conftest import REPORT, SITE_OF_TESTS, Library

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
NAMES = {"a": "http://www.w3.org/2005/Atom", "thr": "http://purl.org/syndication/thread/1.0"}
BASE = "https://reports.example/review/"


def official(library: Library, public_id: str) -> None:
    """Let a comment be the owner's, as the desk does."""
    with library.store.write() as connection:
        is_its = comments.c.id == CommentId(library.comment_id(public_id))
        connection.execute(comments.update().where(is_its).values(is_official=True))


def feeds(library: Library) -> dict[str, etree._Element]:
    return {path: etree.fromstring(library.read(path).encode()) for path in library.paths() if path.endswith(".atom")}


def full(library: Library) -> tuple[str, str]:
    """Comments, an official answer to the first, and one with all that HTML and XML take differently."""
    asked = library.comment("1.2", "<p>Why so late?</p>", name="Ann & Bob <br>")
    answer = library.comment(
        "1.2", "<p>The boat was away.<br>Both &amp; “all”.</p>", name="Harbour Office", answers=asked
    )
    official(library, answer)
    library.comment("2.1", "<p>Elsewhere</p>", name="مريم")
    library.publish()
    return asked, answer


def test_every_feed_is_valid(library: Library) -> None:
    full(library)
    found = feeds(library)
    assert len(found) == 1 + 2 + 2 + 3  # site, document and answers, sections, paragraphs
    for path, feed in found.items():
        assert SCHEMA.validate(feed), f"{path}: {SCHEMA.error_log}"
        assert feedparser.parse(library.read(path)).bozo is False


def test_where_numbers_start_again_titles_say_which_paragraph_it_is(make_library: Callable[..., Library]) -> None:
    again = replace(REPORT.paragraphs[2], key="c2.4", number="4")
    library = make_library(report=replace(REPORT, paragraphs=(REPORT.paragraphs[0], again), key_depth=1))
    library.comment("c2.4", "<p>No.</p>")
    library.publish()
    whole = f"The sea wall, What we found, {REPORT.title}"
    found = feeds(library)
    assert found["harbour/c2.4/feed.atom"].findtext("a:title", namespaces=NAMES) == f"Comments on paragraph 4, {whole}"
    for path in ("feed.atom", "harbour/feed.atom", "harbour/s/what-we-found/feed.atom", "harbour/c2.4/feed.atom"):
        titles = found[path].xpath("a:entry/a:title/text()", namespaces=NAMES)
        assert titles == [f"Ann Reader on paragraph 4, {whole}"], path


def test_a_feed_says_where_it_is_and_which_page_it_is_of(library: Library) -> None:
    full(library)
    for path, feed in feeds(library).items():
        assert feed.xpath("a:link[@rel='self']/@href", namespaces=NAMES) == [f"{BASE}{path}"]
        [page] = feed.xpath("a:link[@rel='alternate']/@href", namespaces=NAMES)
        assert (library.public / page.removeprefix(BASE) / "index.html").is_file()
        for entry in feed.xpath("a:entry/a:link/@href", namespaces=NAMES):
            assert (library.public / entry.removeprefix(BASE) / "index.html").is_file()


def test_ids_are_different_and_no_entry_is_newer_than_its_feed(library: Library) -> None:
    full(library)
    found = feeds(library)
    ids = [feed.findtext("a:id", namespaces=NAMES) for feed in found.values()]
    assert len(set(ids)) == len(ids)
    for feed in found.values():
        entries = feed.xpath("a:entry/a:id/text()", namespaces=NAMES)
        assert len(set(entries)) == len(entries)
        updated = feed.findtext("a:updated", namespaces=NAMES)
        assert all(one <= updated for one in feed.xpath("a:entry/a:updated/text()", namespaces=NAMES))


def test_the_words_of_an_entry_are_whole_html(library: Library) -> None:
    full(library)
    for feed in feeds(library).values():
        for words in feed.xpath("a:entry/a:content/text()", namespaces=NAMES):
            parser = HTMLParser()
            parser.feed(words)
            parser.close()
            assert words.startswith("<p>")
            assert words.endswith("</p>")


def test_official_answers_have_a_feed_of_their_own_that_says_what_they_answer(library: Library) -> None:
    asked, answer = full(library)
    feed = feeds(library)["harbour/official.atom"]
    [entry] = feed.xpath("a:entry", namespaces=NAMES)
    assert entry.findtext("a:author/a:name", namespaces=NAMES) == "Harbour Office"
    assert entry.find("a:link", NAMES).get("href") == f"{BASE}c/{answer}/"
    assert entry.find("thr:in-reply-to", NAMES).get("href") == f"{BASE}c/{asked}/"
    assert 'href="official.atom"' in library.read("harbour/index.html")


def test_a_report_in_another_language_has_valid_feeds(make_library: Callable[..., Library]) -> None:
    site = replace(SITE_OF_TESTS, language="cy", title="Cyngor Saltby & “Eraill”")
    library = make_library(site=site, report=replace(REPORT, language="zh-Hant-TW", title="海堤 <報告> & 附錄"))
    full(library)
    for path, feed in feeds(library).items():
        assert SCHEMA.validate(feed), f"{path}: {SCHEMA.error_log}"
