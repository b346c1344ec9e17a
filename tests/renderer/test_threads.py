"""Public answers stand under what they answer, two deep, on pages and in feeds."""

import re
from datetime import timedelta

import feedparser

from store.documents import Documents
from store.model import Event
from tests.renderer.conftest import REPORT, Library


def order(page: str, *words: str) -> list[int]:
    return [page.index(each) for each in words]


def test_an_answer_stands_under_its_comment_and_an_answer_to_it_beside_it(library: Library) -> None:
    first = library.comment("1.2", "<p>Why so late?</p>")
    library.comment("1.2", "<p>Another matter.</p>", name="Bo Reader")
    answer = library.comment("1.2", "<p>The boat was away.</p>", name="Cy Reader", answers=first)
    library.comment("1.2", "<p>Both boats.</p>", name="Di Reader", answers=answer)
    library.publish()
    page = library.read("harbour/1.2/index.html")
    found = order(page, "Why so late?", '<div class="answers">', "The boat was away.", "Both boats.", "Another matter.")
    assert found == sorted(found)
    assert page.count('<div class="answers">') == 1
    assert "4 comments" in page
    assert "<h4><bdi>Cy Reader</bdi></h4>" in page
    assert f'href="../../c/{first}/">In answer to this comment</a>' in library.read(f"c/{answer}/index.html")


def test_answers_stay_when_the_comment_they_answer_is_withdrawn(library: Library) -> None:
    first = library.comment("1.2", "<p>Why so late?</p>")
    library.comment("1.2", "<p>The boat was away.</p>", answers=first)
    library.decide(first, Event.WITHDRAW)
    library.publish()
    page = library.read("harbour/1.2/index.html")
    found = order(page, "withdrawn by its author", '<div class="answers">', "The boat was away.")
    assert found == sorted(found)


def test_feeds_say_what_an_entry_answers(library: Library) -> None:
    first = library.comment("1.2", "<p>Why so late?</p>")
    library.comment("1.2", "<p>The boat was away.</p>", answers=first)
    library.publish()
    for path in ("harbour/1.2/feed.atom", "harbour/feed.atom", "feed.atom"):
        answer, question = feedparser.parse(library.read(path)).entries
        assert answer["thr_in-reply-to"]["ref"] == question.id
        assert answer["thr_in-reply-to"]["href"].endswith(f"/c/{first}/")
        assert "thr_in-reply-to" not in question


def test_each_comment_has_a_link_to_answer_it_while_the_document_is_open(
    library: Library,
) -> None:
    shown = library.comment("1.2", "<p>Why so late?</p>")
    library.publish()
    link = re.escape(f'href="mailto:reply-{shown}@comments.example?subject=Answer%20to%20comment%20{shown}"')
    for path in ("harbour/1.2/index.html", f"c/{shown}/index.html"):
        assert re.search(f'{link} aria-label="[^"]+">Answer by e-mail</a>', library.read(path))
    with library.store.write() as connection:
        Documents(connection).close(REPORT.slug, at=library.now - timedelta(days=1))
    library.decide(library.comment("1.2", "<p>Late.</p>"), Event.WITHDRAW)
    library.publish()
    assert "Answer by e-mail" not in library.read("harbour/1.2/index.html")


def test_links_that_every_comment_has_tell_a_screen_reader_whose_comment_they_are_of(library: Library) -> None:
    """Each such name begins with what is seen, for those who speak to their browser (WCAG 2.5.3), and is told once."""
    library.comment("1.2", "<p>Why so late?</p>")
    library.comment("1.2", "<p>Another matter.</p>", name='Bo "the boat" Reader')
    library.publish()
    page = library.read("harbour/1.2/index.html")
    links = re.findall(r'<a href="[^"]+" aria-label="([^"]+)">([^<]+)</a>', page)
    assert {seen for _, seen in links} == {"Answer by e-mail", "Permanent link", "Report abuse"}
    assert len({name for name, _ in links}) == len(links) == 6
    assert all(name.startswith(f"{seen}: ") for name, seen in links)
    assert re.search("Report abuse: Bo &#34;the boat&#34; Reader, [0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2}", page)
