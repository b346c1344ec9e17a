"""Numbers and bold type by the style sheets that a page of a folder or a book links to; none takes long."""

from pathlib import Path
from time import process_time

import pytest

from mailgate.importers import Heading, Outline, read, style_sheets
from tests.mailgate.importers.office import epub

PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)
COUNTS = """body { counter-reset: para } p.n { counter-increment: para }
p.n::before { content: counter(chapter) '.' counter(para) '\\2003' } .head { font-weight: bold }"""


def page(chapter: int, link: str) -> str:
    paras = "".join(f'<p class="n">{PROSE} Chapter {chapter}, meeting {n}.</p>' for n in range(3))
    head = f'<head><title>R</title><link rel="stylesheet" href="{link}"></head>'
    body = f'<div style="counter-reset: chapter {chapter}"><p class="head">Gates</p>{paras}</div>'
    return f"<html>{head}<body>{body}</body></html>"


def numbers(found: Outline) -> list[str | None]:
    return [unit.number for unit in found.units]


def folder(tmp_path: Path, link: str) -> Path:
    (tmp_path / "report").mkdir()
    for chapter in (1, 2):
        (tmp_path / "report" / f"ch{chapter}.html").write_text(page(chapter, link))
    return tmp_path / "report"


BOTH = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]


@pytest.mark.parametrize("link", ["css/r.css", "css/r.css?v=2", "./css/../css/r.css"])
def test_the_sheet_that_pages_of_a_folder_link_to_counts_their_paragraphs(tmp_path: Path, link: str) -> None:
    made = folder(tmp_path, link)
    (made / "css").mkdir()
    (made / "css" / "r.css").write_text(COUNTS)
    found = read(made)
    assert numbers(found) == BOTH
    assert [item.text for item in found.flow if isinstance(item, Heading)] == ["Gates", "Gates"]


def test_no_sheet_is_read_from_outside_the_folder(tmp_path: Path) -> None:
    (tmp_path / "r.css").write_text(COUNTS)
    assert set(numbers(read(folder(tmp_path, "../r.css")))) == {None}


def test_the_sheet_of_a_book_counts_its_paragraphs(tmp_path: Path) -> None:
    chapters = [page(chapter, "../r.css") for chapter in (1, 2)]
    assert numbers(read(epub(tmp_path / "r.epub", chapters, styles=COUNTS))) == BOTH


def test_a_sheet_counts_the_first_paragraph_of_each_item_of_nested_lists(tmp_path: Path) -> None:
    style = """<style>ol { list-style: none; counter-reset: item } li { counter-increment: item }
    ol ol > li > p:first-child::before { content: counters(item, '.') ' ' }</style>"""
    items = "".join(f"<li><p>{PROSE}</p><p>They met at noon.</p></li>" for _ in range(3))
    body = f"<ol><li><h2>Gates</h2><ol>{items}</ol></li><li><h2>Pumps</h2><ol>{items}</ol></li></ol>"
    (tmp_path / "r.html").write_text(f"<html><head>{style}</head><body>{body}</body></html>")
    found = read(tmp_path / "r.html")
    assert numbers(found) == BOTH
    assert found.units[0].text == f"{PROSE}\nThey met at noon."


def test_a_list_that_a_sheet_counts_as_its_places_do_is_a_list_of_an_unnumbered_report(tmp_path: Path) -> None:
    sheet = "ol { counter-reset: li } li { counter-increment: li } li::before { content: counter(li) '.' }"
    items = "".join(f"<li>{word} gate was shut that night, and nobody knew;</li>" for word in ("one", "two", "three"))
    body = "".join(f"<h2>Part {n}</h2><p>{PROSE}</p><p>{PROSE}</p><ol>{items}</ol>" for n in range(4))
    (tmp_path / "r.html").write_text(f"<html><head><style>{sheet}</style></head><body>{body}</body></html>")
    assert set(numbers(read(tmp_path / "r.html"))) == {None}


@pytest.mark.parametrize(
    "rule", [".icon { color: red } ", ".tip::before { content: attr(title) } ", "@media print { .a { color: red } "]
)
def test_a_sheet_in_a_page_counts_its_paragraphs_behind_a_long_one_that_it_links_to(tmp_path: Path, rule: str) -> None:
    made = folder(tmp_path, "r.css")
    (made / "r.css").write_text(rule * (style_sheets.MAX_STYLES // len(rule)))
    for each in made.glob("*.html"):
        each.write_text(each.read_text().replace("</head>", f"<style>{COUNTS}</style></head>"))
    assert numbers(read(made)) == BOTH


def test_a_character_in_a_sheet_is_written_with_up_to_six_digits(tmp_path: Path) -> None:
    made = folder(tmp_path, "r.css")
    (made / "r.css").write_text(COUNTS.replace("\\2003", "\\002003").replace("'.'", "'\\00002e'"))
    assert numbers(read(made)) == BOTH


def test_numbers_of_a_sheet_for_print_do_not_count(tmp_path: Path) -> None:
    made = folder(tmp_path, "r.css")
    (made / "r.css").write_text(f"@media print {{ {COUNTS} }}")
    assert set(numbers(read(made))) == {None}


@pytest.mark.parametrize(
    "piece", ["<link href=", "<link ", "<link href='a.css?", "<link href=a.css ", "<link/href=.css?"]
)
def test_no_head_takes_long(piece: str) -> None:
    began = process_time()
    assert (
        len(style_sheets.linked((piece * 100_000).encode(), lambda _: b".a{}" * 1_000_000)) <= style_sheets.MAX_STYLES
    )
    assert process_time() - began < 2


@pytest.mark.parametrize("name", ["a-b_", "a_", "head-", "note_", "foot-"])
def test_no_class_takes_long(tmp_path: Path, name: str) -> None:
    began = process_time()
    body = "".join(f'<p class="{name * 2_000}x">The gates</p><p>{n}. {PROSE}</p>' for n in range(1, 50))
    (tmp_path / "r.html").write_text(f"<body><h1>R</h1>{body}</body>")
    assert len(read(tmp_path / "r.html").units) == 49
    assert process_time() - began < 5


@pytest.mark.parametrize(
    "rule",
    [
        f"p {{ counter-increment: {'a ' * 190_000}}}",
        f"{'p,' * 300}p {{ {'counter-reset: a;' * 22_000}}}",
    ],
)
def test_no_rule_of_numbers_takes_long(tmp_path: Path, rule: str) -> None:
    page = f"<head><style>{rule}</style></head><body><h1>R</h1>{f'<p>{PROSE}</p>' * 200}</body>"
    (tmp_path / "r.html").write_text(page)
    began = process_time()
    assert len(read(tmp_path / "r.html").units) == 200
    assert process_time() - began < 2


def test_what_a_converter_read_on_paper_goes_before_what_its_style_sheet_counts(tmp_path: Path) -> None:
    css = "#l1{counter-reset:c 1} #l1> li>*:first-child:before{counter-increment:c;content:'1.' counter(c,decimal) ' '}"
    items = "".join(f'<li data-list-text="1.{n}"><p>{PROSE}</p></li>' for n in range(1, 5))
    (tmp_path / "r.html").write_text(f"<style>{css}</style><h1>R</h1><ol id=l1><h2>The gates</h2>{items}</ol>")
    assert [unit.number for unit in read(tmp_path / "r.html").units] == ["1.1", "1.2", "1.3", "1.4"]
