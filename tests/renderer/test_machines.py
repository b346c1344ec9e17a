"""What pages and files say to machines alone."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from markupsafe import escape

from renderer import machines, urls
from store.model import Event
from tests.renderer.conftest import REPORT, SITE_OF_TESTS, Library

BASE = "https://reports.example/review/"
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def linked(library: Library, path: str) -> dict[str, Any]:
    """The JSON-LD of a page, read as a browser would find it."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', library.read(path), re.DOTALL)
    assert len(found) == 1
    value: dict[str, Any] = json.loads(found[0])
    return value


def locations(library: Library, path: str) -> list[str]:
    return [one.text or "" for one in ET.fromstring(library.read(path)).iter(f"{SITEMAPS}loc")]  # noqa: S314  our own


def test_every_page_of_the_sitemaps_is_there_and_no_comment_is_in_them(library: Library) -> None:
    library.comment("1.2", "<p>Hello</p>")
    library.publish()
    assert locations(library, "sitemap.xml") == [f"{BASE}harbour/sitemap.xml"]
    listed = locations(library, "harbour/sitemap.xml")
    assert listed == [
        f"{BASE}harbour/{path}"
        for path in ("", "all/", "s/what-we-were-asked/", "s/what-we-found/", "1.1/", "1.2/", "2.1/")
    ]
    assert all((library.public / urls.file(one.removeprefix(BASE))).is_file() for one in listed)


def test_a_sitemap_is_split_where_it_would_be_too_large(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "_IN_A_SITEMAP", 3)
    library.publish()
    parts = locations(library, "sitemap.xml")
    assert parts == [f"{BASE}harbour/sitemap{part}.xml" for part in ("", "-2", "-3")]
    listed = [locations(library, part.removeprefix(BASE)) for part in parts]
    assert [len(one) for one in listed] == [3, 3, 1]


def test_crawlers_find_the_sitemap(library: Library) -> None:
    library.publish()
    assert library.read("robots.txt").splitlines() == ["User-agent: *", "Allow: /", f"Sitemap: {BASE}sitemap.xml"]


@pytest.mark.parametrize("month", range(1, 13))
def test_security_txt_holds_for_half_a_year_at_least_and_not_for_more_than_one(month: int) -> None:
    now = datetime(2026, month, 28, 23, 0, tzinfo=UTC)
    text = machines.security(SITE_OF_TESTS, now)
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "mailto:postmaster@comments.example"
    assert fields["Canonical"] == f"{BASE}.well-known/security.txt"
    assert timedelta(days=155) < datetime.fromisoformat(fields["Expires"]) - now <= timedelta(days=366)


def test_what_is_shown_where_nothing_is_leads_back_from_any_path(library: Library) -> None:
    library.publish()
    page = library.read("404.html")
    assert 'href="/review/style.css"' in page
    assert 'href="/review/">' in page
    assert not re.search(r'href="(?!/review/|#)', page)


def test_the_contents_are_a_report(library: Library) -> None:
    library.publish()
    value = linked(library, "harbour/index.html")
    assert value["@type"] == "Report"
    assert value["name"] == REPORT.title
    assert value["url"] == f"{BASE}harbour/"
    assert value["datePublished"] == "2026-05-04T09:30:00Z"


def test_a_comment_has_words_date_author_and_what_it_is_about(library: Library) -> None:
    first = library.comment("1.2", "<p>1 &lt; 2, <em>really</em>.</p><p>Yes.</p>", name='</script><b>"Ann"')
    answer = library.official("1.2", "<p>So it is.</p>", name="Harbour Office", answers=first)
    library.publish()
    value = linked(library, f"c/{first}/index.html")
    assert value["@type"] == "Comment"
    assert value["text"] == "1 < 2, really. Yes."
    assert value["author"] == {"@type": "Person", "name": '</script><b>"Ann"'}
    assert value["dateCreated"] == "2026-05-04T09:30:01Z"
    assert value["about"]["@id"] == f"{BASE}harbour/1.2/"
    official = linked(library, f"c/{answer}/index.html")
    title = f'<meta property="og:title" content="Harbour Office on paragraph 1.2, {escape(REPORT.title)}">'
    assert title in library.read(f"c/{answer}/index.html")
    assert official["parentItem"]["@id"] == f"{BASE}c/{first}/"
    assert official["author"] == {"@type": "Organization", "name": "Harbour Office"}


def test_a_paragraph_names_its_report_and_its_comments_without_stubs(library: Library) -> None:
    shown = library.comment("1.2", "<p>Hello</p>")
    library.decide(library.comment("1.2", "<p>Oh</p>", name="Hasty Person"), Event.WITHDRAW)
    library.publish()
    value = linked(library, "harbour/1.2/index.html")
    assert value["isPartOf"]["name"] == REPORT.title
    assert [one["@id"] for one in value["comment"]] == [f"{BASE}c/{shown}/"]
    assert "secret.sender" not in json.dumps(value)


def test_a_section_has_a_feed_of_all_that_is_in_it(library: Library) -> None:
    first = library.comment("2.1", "<p>Hello</p>")
    library.comment("1.1", "<p>Elsewhere</p>")
    library.publish()
    parsed = feedparser.parse(library.read("harbour/s/what-we-found/feed.atom").encode())
    assert parsed.bozo is False
    assert parsed.feed.title == f"Comments on What we found, {REPORT.title}"
    assert [entry.link for entry in parsed.entries] == [f"{BASE}c/{first}/"]
    assert 'href="../../../harbour/s/what-we-found/feed.atom"' in library.read("harbour/s/what-we-found/index.html")


def test_what_stands_before_any_heading_is_read_and_counted(make_library: Callable[..., Library]) -> None:
    opening = replace(REPORT.paragraphs[0], section=None)
    library = make_library(report=replace(REPORT, paragraphs=(opening, *REPORT.paragraphs[1:])))
    library.publish()
    library.comment("1.1", "<p>Hello</p>")
    library.publish()
    assert '#comments">1 comment<' in library.read("harbour/s/0/index.html")
    assert '<a class="button" href="../harbour/s/0/">Begin to read</a>' in library.read("harbour/index.html")
    assert f"{BASE}harbour/s/0/" in locations(library, "harbour/sitemap.xml")


def test_files_of_ours_can_be_known_again_and_others_not(library: Library) -> None:
    library.publish()
    for path in library.paths():
        if path.startswith("harbour/"):
            assert urls.OURS.fullmatch(path), path
            assert b"mailgate" in (library.public / path).read_bytes()[:1024]
    for path in ("harbour/annex.pdf", "harbour/s/a/b/index.html", "harbour/sitemapxml", "sitemap.xml.old"):
        assert not urls.OURS.fullmatch(path)
