"""Page words in the language of the document: every sentence is translated, and nothing else changes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from urllib.parse import unquote

import pytest
from jinja2 import Environment

from mailgate.reading.extract import invitation
from mailgate.reading.extract.lines import Line
from mailgate.reasons import SENTENCES
from renderer import mailto, wording
from renderer.environment import fill, pages
from renderer.wording import PageTemplateError
from store.model import Event
from store.receipts import NO_REASON, OTHER
from tests.renderer.conftest import REPORT, SITE_OF_TESTS, Library

TEMPLATES = [*wording.TEMPLATES.glob("page/*.html"), *wording.TEMPLATES.glob("feed/*")]
LANGUAGES = sorted(wording.languages(None) - {wording.ENGLISH})
_PLACES = re.compile(r"\{\w*\}|<[^>]+>")


def sentences() -> Iterator[str]:
    """Every sentence of the templates, as the tables have it."""
    for file in TEMPLATES:
        for marked in wording._MARKED.finditer(file.read_text(encoding="utf-8")):
            places = count(1)
            plain = wording._VALUE.sub(lambda _, places=places: f"{{{next(places)}}}", marked[2])
            yield marked[2] if marked[1] else plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_sentence_of_the_templates(language: str) -> None:
    assert set(sentences()) - set(wording.table(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_values_and_markup(language: str) -> None:
    for english, words in wording.table(language).items():
        if "|{}" in english:
            first, *others = words.split("|")
            assert len(others) == len(wording._FORMS.get(language, ("",)))
            assert [form.count("{}") for form in others] == [1] * len(others)
            assert "{}" in first or first.startswith("1 ")
        else:
            assert Counter(_PLACES.findall(words)) == Counter(_PLACES.findall(english)), english


def test_no_words_of_a_template_are_left_unmarked() -> None:
    for file in TEMPLATES:
        if "captured" in file.name:
            continue
        text = wording._MARKED.sub("", file.read_text(encoding="utf-8"))
        text = re.sub(r"(?s:\{#.*?#\})|\{[%{].*?[%}]\}|<code>.*?</code>|<generator>.*?</generator>", "", text)
        shown = re.findall(r">([^<]*)<", text) + re.findall(r' (?:aria-label|title|alt)="([^"]*)"', text)
        assert not [words for words in shown if re.search(r"[A-Za-z]{2}", words)], file.name


@pytest.fixture
def german(make_library: Callable[..., Library]) -> Library:
    library = make_library(report=replace(REPORT, language="de-AT", title="Der Hafen"))
    first = library.comment("1.2", "<p>Das Datum stimmt nicht.</p>")
    library.decide(library.comment("1.2", "<p>Hastig.</p>", answers=first), Event.WITHDRAW)
    library.publish()
    return library


def test_the_pages_of_a_document_are_in_its_language_and_those_of_the_site_in_its_own(german: Library) -> None:
    page = german.read("harbour/1.2/index.html")
    assert page.startswith('<!DOCTYPE html>\n<html lang="de">')
    for words in ("Per E-Mail kommentieren", ">1 Kommentar<", "Dieser Kommentar wurde zurückgezogen.", "4. Mai 2026, "):
        assert words in page
    assert 'lang="de-AT" dir="auto"><p>We heard' in page
    for path in ("harbour/index.html", "harbour/moderation/index.html", "harbour/s/what-we-found/index.html"):
        assert '<html lang="de">' in german.read(path)
    front = german.read("index.html")
    assert '<html lang="en">' in front
    assert "3 paragraphs, 1 comment" in front


def test_feeds_and_mails_are_in_the_language_of_the_document(german: Library) -> None:
    feed = german.read("harbour/1.2/feed.atom")
    assert "<title>Kommentare zu Absatz 1.2, Der Hafen</title>" in feed
    assert "<title>Ann Reader zu Absatz 1.2, Der Hafen</title>" in feed
    page = german.read("harbour/1.2/index.html")
    assert "?subject=Absatz%201.2%2C%20Der%20Hafen&amp;body=%0D%0A%0D%0A%0D%0A--%20%0D%0ASchreiben%20Sie" in page
    friend = unquote(page.partition("mailto:?")[2].partition('"')[0])
    assert re.search(r"body=„[^“”]+“\r\n\r\nhttps://", friend), "in the quotation marks of the language"


@pytest.mark.parametrize("language", [wording.ENGLISH, *LANGUAGES])
def test_what_a_link_writes_into_a_mail_is_known_again(language: str) -> None:
    lines = [Line(text=text) for text in ("Mine.", "-- ", *mailto.how_to_write(language))]
    assert sorted(invitation.lines_of(lines)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr-CA", "Commenter par courriel"), ("en-GB", "Comment by e-mail"), ("ja", "Comment by e-mail")],
)
def test_a_document_in_a_language_without_words_has_those_of_the_site(
    make_library: Callable[..., Library], language: str, words: str
) -> None:
    library = make_library(report=replace(REPORT, language=language))
    library.publish()
    assert words in library.read("harbour/1.1/index.html")


def test_a_site_in_another_language_speaks_it(make_library: Callable[..., Library]) -> None:
    library = make_library(site=replace(SITE_OF_TESTS, language="fr"), report=replace(REPORT, language="ja"))
    library.publish()
    assert "<h1>Documents</h1>" in library.read("index.html")
    assert "Flux Atom de tous les commentaires" in library.read("index.html")
    assert "Commenter par courriel" in library.read("harbour/1.1/index.html")


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("fa-IR", "rtl"), ("he", "rtl"), ("pa-Arab-PK", "rtl"), ("ar-Latn", "ltr"), ("en-GB", "ltr")],
)
def test_the_direction_of_a_language_is_known(language: str, direction: str) -> None:
    assert wording.direction(language) == direction


def test_pages_of_a_report_from_right_to_left_run_that_way_whatever_the_words_around_it(
    make_library: Callable[..., Library],
) -> None:
    library = make_library(report=replace(REPORT, language="ar"))
    library.publish()
    for path in ("index.html", "1.1/index.html", "all/index.html", "moderation/index.html"):
        assert library.read(f"harbour/{path}").startswith('<!DOCTYPE html>\n<html lang="en" dir="rtl">')
    assert '<html lang="en">' in library.read("index.html")


def test_an_operators_folder_adds_a_language_and_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words/eo.toml").write_text("'1 comment|{} comments' = '1 komento|{} komentoj'\n", encoding="utf-8")
    (tmp_path / "words/de.toml").write_text("'Search' = 'Finden'\n", encoding="utf-8")
    (tmp_path / "page").mkdir()
    (tmp_path / "page/one.html").write_text(
        "{% trans n %}1 comment|{} comments{% endtrans %} {% trans %}Search{% endtrans %} {% trans %}New{% endtrans %}",
        encoding="utf-8",
    )
    assert wording.languages(tmp_path) >= {"eo", "de", "en", "fr"}
    environment = pages(tmp_path)
    said = {
        language: fill(environment.speaking(language), "page/one.html", {"n": 2}) for language in ("en", "eo", "de")
    }
    assert said == {"en": "2 comments Search New", "eo": "2 komentoj Search New", "de": "2 Kommentare Finden New"}


def test_a_mistake_that_comes_into_a_table_later_spoils_no_page_of_who_has_read_it(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    table = tmp_path / "words/cs.toml"
    table.write_text("'Search' = 'Hledat'", encoding="utf-8")
    environment = pages(tmp_path)
    table.write_text("'Search' =", encoding="utf-8")
    header = fill(environment.speaking("cs"), "page/header.html", {"site": SITE_OF_TESTS, "root": ""})
    assert ">Hledat</a>" in header


def counted(language: str, forms: str, number: int) -> str:
    """What a template says of a number in a language whose table has these forms."""
    english = "{% trans n %}1 comment|{} comments{% endtrans %}"
    source = wording.translated(english, {"1 comment|{} comments": forms} if forms else {"Search": "?"}, language)
    environment = Environment()  # noqa: S701  of numbers alone
    environment.filters["counted"] = wording.counter(language)
    return environment.from_string(source).render(n=number)


@pytest.mark.parametrize(
    ("language", "forms", "said"),
    [
        ("de", "1 Kommentar|{} Kommentare", {0: "0 Kommentare", 1: "1 Kommentar", 2: "2 Kommentare"}),
        ("fr", "{} avis|{} réponses", {0: "0 avis", 1: "1 avis", 2: "2 réponses"}),
        ("fr", "1 avis|{} réponses", {0: "0 réponses", 1: "1 avis"}),
        ("cy", "1 sylw|{} sylw", {0: "0 sylw", 2: "2 sylw"}),
        (
            "pl",
            "1 komentarz|{} komentarze|{} komentarzy",
            {0: "0 komentarzy", 1: "1 komentarz", 2: "2 komentarze", 12: "12 komentarzy", 22: "22 komentarze"},
        ),
        ("uk", "{} a|{} b|{} c", {1: "1 a", 11: "11 c", 21: "21 a", 3: "3 b", 5: "5 c"}),
    ],
)
def test_a_count_has_the_forms_of_its_language(language: str, forms: str, said: dict[int, str]) -> None:
    assert {number: counted(language, forms, number) for number in said} == said


def test_a_count_that_a_language_lacks_is_counted_as_in_english() -> None:
    said = [counted("fr", "", number) for number in (0, 1, 2)]
    assert said == ["0 comments", "1 comment", "2 comments"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["999", "1,000", "12,345", "1,234,567"]),
        ("de", ["999", "1.000", "12.345", "1.234.567"]),
        ("fr", ["999", "1\u202f000", "12\u202f345", "1\u202f234\u202f567"]),
        ("es", ["999", "1000", "12.345", "1.234.567"]),
    ],
)
def test_long_numbers_are_grouped_as_the_language_does(language: str, said: list[str]) -> None:
    numbers = (999, 1_000, 12_345, 1_234_567)
    assert [wording.counter(language)(number) for number in numbers] == said
    assert [counted(language, "1 x|{} x", number) for number in numbers] == [f"{each} x" for each in said]


REASONS = [*SENTENCES, NO_REASON, OTHER]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_in_no_template_is_said_in_the_language_too(language: str) -> None:
    """Months and lengths of time, why comments were rejected, what a mail is begun with."""
    words = wording.table(language)
    assert set(wording.table("de")) == set(words)
    assert set(REASONS) <= set(words)


@pytest.mark.parametrize(
    ("language", "english", "words"),
    [
        ("de", "4 May 2026, 09:05 UTC", "4. Mai 2026, 09:05 UTC"),
        ("fr", "31 December 2025, 22:00 UTC-03", "31 décembre 2025, 22:00 UTC-03"),
        ("de", "2 days", "2 Tage"),
        ("fr", "a minute", "une minute"),
        ("es", "4 May 2026, 09:05 UTC", "4 de mayo de 2026, 09:05 UTC"),
        ("pt", "4 May 2026, 09:05 UTC", "4 de maio de 2026, 09:05 UTC"),
        ("pt", "4 May 2026", "4 de maio de 2026"),
        ("de", "4 May 2026", "4. Mai 2026"),
        ("nl", "3 hours", "3 uur"),
        ("cy", "2 days", "2 diwrnod"),
        ("pl", "4 May 2026, 09:05 UTC", "4 maja 2026, 09:05 UTC"),
        ("pl", "1 hour", "1 godzinę"),
        ("pl", "22 hours", "22 godziny"),
        ("pl", "12 hours", "12 godzin"),
        ("pl", "a minute", "minutę"),
    ],
)
def test_times_are_said_in_the_language(language: str, english: str, words: str) -> None:
    assert wording.timer(wording.table(language))(english) == words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("'Search' =", "words/cs.toml: Invalid value (at end of document)"),
        ("'Search' = 3", "words/cs.toml: 'Search' is 3, which is no text"),
        ("'Search' = 'S {{ x }}'", "words/cs.toml: 'S {{ x }}' has {, which is not in 'Search'"),
        ("'Search' = 'S {% x'", "words/cs.toml: 'S {% x' has {, which is not in 'Search'"),
        (
            "'{day} {month} {year}, {time}' = '{tag}. {month}'",
            "words/cs.toml: '{tag}. {month}' has {tag}, which is not in '{day} {month} {year}, {time}'",
        ),
        ("'Comments on {1}' = 'Ke {2}'", "words/cs.toml: 'Ke {2}' has {2}, which is not in 'Comments on {1}'"),
    ],
)
def test_a_mistake_in_an_operators_words_is_told_as_one_in_a_template_is(tmp_path: Path, words: str, told: str) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words/cs.toml").write_text(words, encoding="utf-8")
    with pytest.raises(PageTemplateError) as error:
        pages(tmp_path)
    assert str(error.value) == told
