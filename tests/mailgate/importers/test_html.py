"""What the HTML importer makes of the things that reports are full of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mailgate.importers import Heading, ImportRefusedError, Outline, read
from store.model import Kind

Read = Callable[..., Outline]
PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)
SITE = '<ul><li><a href="/">Home</a></li><li><a href="/a">About us</a></li><li><a href="/b">Search</a></li></ul>'
END = "<p>Crown copyright 2024</p><p><a href='/x'>Cookies</a> <a href='/y'>Accessibility</a></p>"


def numbers(found: Outline) -> list[str | None]:
    return [unit.number for unit in found.units]


def texts(found: Outline) -> list[str]:
    return [unit.text for unit in found.units]


def headings(found: Outline) -> list[str]:
    return [item.text for item in found.flow if isinstance(item, Heading)]


def numbered(*items: str, start: int = 1) -> str:
    return "".join(f"<p>{n}. {item}</p>" for n, item in enumerate(items, start))


def test_an_unnumbered_report_has_a_unit_for_each_paragraph_also_of_a_quote_and_for_each_list(outline: Read) -> None:
    found = outline(
        f"<title>T</title><body>{SITE}<h1>A report</h1><h2>First</h2><p>{PROSE}</p><ul><li>one</li><li>two</li></ul>"
        f"<blockquote><p>“Said.”</p><p>“And done.”</p></blockquote><h2>Second</h2><p>{PROSE} Then it met.</p>"
        f"<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2019</td><td>12</td></tr></table><p>{PROSE}</p>{END}"
    )
    assert [unit.kind for unit in found.units] == [
        Kind.PARAGRAPH, Kind.LIST, Kind.QUOTE, Kind.QUOTE, Kind.PARAGRAPH, Kind.TABLE, Kind.PARAGRAPH,
    ]  # fmt: skip
    assert set(numbers(found)) == {None}
    assert texts(found)[1:4] == ["one\ntwo", "“Said.”", "“And done.”"]
    assert texts(found)[5] == "Year Cost\n2019 12"
    assert found.title == "A report"
    assert headings(found) == ["First", "Second"]


def test_each_paragraph_of_a_quoted_letter_is_a_unit_also_its_salutation(outline: Read) -> None:
    letter = ("Dear Sir", "The gate is shut.", "I have the key.", "Yours", "A. Marsh")
    quoted = "".join(f"<p>{line}</p>" for line in letter)
    found = outline(f"<p>{PROSE}</p><p>{PROSE}</p><blockquote>{quoted}</blockquote><p>{PROSE}</p>")
    assert texts(found)[2:7] == [*letter]


def test_a_term_and_what_it_means_are_one_unit(outline: Read) -> None:
    terms = "<dl><dt>Sluice</dt><dd><p>A gate.</p><p>It is old.</p></dd><dt>i</dt><dd>any other gate</dd></dl>"
    found = outline(f"<p>{PROSE}</p><p>{PROSE}</p>{terms}<p>{PROSE}</p>")
    assert texts(found)[2:5] == ["Sluice\nA gate.", "It is old.", "i\nany other gate"]


def test_a_list_of_html_in_an_unnumbered_report_is_a_list(outline: Read) -> None:
    found = outline(f"<p>{PROSE}</p><p>{PROSE}</p><ol><li>one;</li><li>two;</li><li>three.</li></ol><p>{PROSE}</p>")
    assert numbers(found) == [None] * 4
    assert found.units[2].kind is Kind.LIST


def test_years_and_amounts_at_the_start_of_a_line_are_no_numbers(outline: Read) -> None:
    found = outline(
        "<div>"
        + numbered(PROSE, PROSE, PROSE)
        + "<p>2012 was a dry year.</p><p>1.5 million was spent.</p><p>13 July was a Wednesday.</p>"
        + numbered(PROSE, start=4)
        + "</div>"
    )
    assert numbers(found) == ["1", "2", "3", "4"]
    assert texts(found)[2].endswith("2012 was a dry year.\n1.5 million was spent.\n13 July was a Wednesday.")


def test_numbered_paragraphs_of_another_report_that_are_quoted_stay_inside(outline: Read) -> None:
    quoted = f"<p>2.3 {PROSE}</p><p>2.4 {PROSE}</p>"
    found = outline(
        f"<div><h2>Five</h2><p>5.1 {PROSE}</p><p>5.2 The earlier report said:</p><div class=indent>{quoted}</div>"
        f"<p>5.3 {PROSE}</p><p>5.4 {PROSE}</p><blockquote><p>5.5 {PROSE}</p></blockquote><p>5.5 {PROSE}</p></div>"
    )
    assert numbers(found) == ["5.1", "5.2", "5.3", "5.4", "5.5"]


def test_lists_tables_and_quotes_belong_to_the_number_above_and_keep_their_shape(outline: Read) -> None:
    found = outline(
        f"<div><p>1. {PROSE}</p><ol type=a><li>one <em>and</em></li><li>two<ul><li>deeper</li></ul></li></ol>"
        "<table class=x onclick=y><tr><th>Rank</th><th>Name</th><th>Cost</th></tr>"
        "<tr><td>1</td><td colspan=2>Pump</td></tr>"
        f"<tr><td>2</td><td>Gate</td><td>7</td></tr></table><p>That is all.</p>{numbered(PROSE, PROSE, start=2)}</div>"
    )
    assert numbers(found) == ["1", "2", "3"]
    assert texts(found)[0] == f"{PROSE}\none and\ntwo\ndeeper\nRank Name Cost\n1 Pump\n2 Gate 7\nThat is all."
    assert found.units[0].html == (
        f'<p>{PROSE}</p><ol type="a"><li>one <em>and</em></li><li>two<ul><li>deeper</li></ul></li></ol>'
        "<table><tbody><tr><th>Rank</th><th>Name</th><th>Cost</th></tr><tr><td>1</td>"
        '<td colspan="2">Pump</td></tr><tr><td>2</td><td>Gate</td><td>7</td></tr></tbody></table><p>That is all.</p>'
    )


def test_nothing_but_plain_markup_comes_through(outline: Read) -> None:
    found = outline(
        f"<div><p onclick='x()'>1. {PROSE} <a href='javascript:alert(1)'>here</a><script>alert(1)</script></p>"
        "<table><tr><td style='a'><img src=x onerror=y><b onmouseover=z>bold</b></td>"
        "<td>&lt;script&gt;</td></tr></table>"
        f"<p>2. {PROSE} &lt;b&gt;</p><p>3. {PROSE}</p></div>"
    )
    html = "".join(unit.html for unit in found.units)
    for unwanted in ("script>", "href", "onclick", "onerror", "style", "<img", "<a"):
        assert unwanted not in html.replace("&lt;script&gt;", "")
    assert "<strong>bold</strong>" in html
    assert "&lt;b&gt;" in html


def test_text_is_nfc_with_single_spaces_and_no_invisible_characters(outline: Read) -> None:
    found = outline(
        f"<div><p>1.&nbsp;&nbsp;Cafe\u0301   by\n the con\u00adtract\u200b.</p>{numbered(PROSE, PROSE, start=2)}</div>"
    )
    assert texts(found)[0] == "Café by the contract."


def test_recommendations_and_annex_numbers_are_numbers_too(outline: Read) -> None:
    found = outline(
        f"<div><h2>1 One</h2><p>1.1 {PROSE}</p><p>1.2 {PROSE}</p><p>Recommendation 1: {PROSE}</p><p>1.3 {PROSE}</p>"
        f"<p>Recommendation 2: {PROSE}</p><p>Recommendation 3 was the hardest to agree.</p><p>1.4 {PROSE}</p>"
        f"<h2>Annex A</h2><p>A1 {PROSE}</p><p>A2 {PROSE}</p><p>A3 {PROSE}</p><p>A4 {PROSE}</p></div>"
    )
    assert numbers(found) == [
        "1.1",
        "1.2",
        "Recommendation 1",
        "1.3",
        "Recommendation 2",
        "1.4",
        "A1",
        "A2",
        "A3",
        "A4",
    ]
    assert texts(found)[2] == PROSE


def test_lists_that_begin_again_below_each_heading_do_so_after_a_shorter_one_too(outline: Read) -> None:
    parts = "".join(f"<h2>Gate {n}</h2><ol>{f'<li>{PROSE}</li>' * n}</ol>" for n in (4, 2, 5))
    assert numbers(outline(f"<h1>Marrow</h1>{parts}")) == list("12341212345")


def test_an_extract_may_begin_at_any_number_though_each_paragraph_has_a_heading(outline: Read) -> None:
    parts = "".join(f"<h3>Of gate {n}</h3><p>6.{n} {PROSE}</p>" for n in range(6, 10))
    assert numbers(outline(f"<h1>Extract</h1><h2>The gates</h2>{parts}")) == ["6.6", "6.7", "6.8", "6.9"]


def test_a_number_with_a_letter_and_a_missing_number_do_not_break_the_sequence(outline: Read) -> None:
    found = outline(
        "<div>" + "".join(f"<p>{n}. {PROSE}</p>" for n in ("10", "11", "11A", "11B", "12", "14", "15")) + "</div>"
    )
    assert numbers(found) == ["10", "11", "11A", "11B", "12", "14", "15"]


def test_several_marks_in_one_raised_text_and_a_mark_used_twice(outline: Read) -> None:
    found = outline(
        f'<div><p>1. {PROSE}<sup><a href="#n1">1</a>, <a href="#n2">2</a></sup> And more.</p><p>2. {PROSE}</p>'
        f'<p>3. {PROSE}<sup><a href="#n1">1</a></sup></p></div><div><p id="n1">1 One.</p><p id="n2">2 Two.</p></div>'
    )
    assert [[(note.mark, note.text) for note in unit.footnotes] for unit in found.units] == [
        [("1", "One."), ("2", "Two.")], [], [("1", "One.")],
    ]  # fmt: skip
    assert texts(found)[0] == f"{PROSE} And more."


def test_the_marks_of_notes_stand_in_the_html_where_they_stood(outline: Read) -> None:
    """In a table too, and not in the text, of which letters and fingerprints are made."""
    found = outline(
        f'<div><p>1. A wall<a href="#n1">[1]</a> of {PROSE}<sup><a href="#n2">2</a></sup></p><p>2. {PROSE}</p>'
        f'<table><tr><td>Stone<a href="#n2">[2]</a></td><td>4 m<sup>3</sup></td></tr></table><p>3. {PROSE}</p></div>'
        '<div><p id="n1">1 One.</p><p id="n2">2 Two.</p></div>'
    )
    marks = [unit.html.count('<sup class="note">') for unit in found.units]
    assert marks == [2, 1, 0]
    assert found.units[0].html.startswith('<p>A wall<sup class="note">1</sup> of ')
    assert '<td>Stone<sup class="note">2</sup></td><td>4 m<sup>3</sup></td>' in found.units[1].html
    assert texts(found)[0] == f"A wall of {PROSE}"


def test_a_link_to_another_paragraph_is_no_footnote(outline: Read) -> None:
    found = outline(
        f'<div><p id=p1>1. {PROSE}</p><p id=p2>2. See paragraph <a href="#p3">3</a> and '
        'paragraph <a href="#p1">1</a>.</p>'
        f"<p id=p3>3. {PROSE}</p></div>"
    )
    assert numbers(found) == ["1", "2", "3"]
    assert texts(found)[1] == "See paragraph 3 and paragraph 1."
    assert not any(unit.footnotes for unit in found.units)


def test_a_raised_ending_is_text(outline: Read) -> None:
    found = outline(
        f"<div><p>1. The 21<sup>st</sup> of May, 12 km<sup>2</sup>.</p>{numbered(PROSE, PROSE, start=2)}</div>"
    )
    assert texts(found)[0] == "The 21st of May, 12 km2."


def test_pages_of_a_folder_are_one_report_in_natural_order(outline: Read) -> None:
    def page(chapter: int) -> str:
        body = "".join(f"<p>{chapter}.{n} {PROSE} ({chapter}, {n})</p>" for n in (1, 2, 3))
        return f"<title>Chapter {chapter} - The harbour - GOV</title><body>{SITE}<h1>Chapter {chapter}</h1>{body}{END}"

    found = outline(
        chapter2=page(2),
        chapter10=page(10),
        chapter1=page(1),
        index=f"<title>Contents - The harbour - GOV</title>{SITE}<h1>Contents</h1>"
        f"<ol><li><a href=chapter1.html>Chapter 1</a></li></ol>{END}",
    )
    assert numbers(found) == [f"{chapter}.{n}" for chapter in (1, 2, 10) for n in (1, 2, 3)]
    assert headings(found) == ["Chapter 1", "Chapter 2", "Chapter 10"]
    assert found.notices == ("index.html: only contents or navigation, left out",)
    assert texts(found)[-1] == f"{PROSE} (10, 3)"


def test_a_title_that_every_page_repeats_is_the_title_and_no_section(outline: Read) -> None:
    def page(part: str, start: int) -> str:
        return f"<h1>The harbour</h1><h2>{part}</h2>" + numbered(PROSE + part, PROSE, start=start)

    found = outline(a=page("Before", 1), b=page("After", 3), c=page("Later", 5))
    assert found.title == "The harbour"
    assert headings(found) == ["Before", "After", "Later"]
    assert numbers(found) == ["1", "2", "3", "4", "5", "6"]


def test_a_page_of_contents_alone_is_refused(outline: Read) -> None:
    links = "".join(f'<p><a href="ch{n}.html">{n}. Chapter {n}</a></p>' for n in range(1, 12))
    with pytest.raises(ImportRefusedError, match="no paragraphs found"):
        outline(f"<h1>Contents</h1>{links}{END}")


def test_numbers_of_a_table_of_contents_are_not_taken_for_paragraphs(outline: Read) -> None:
    contents = "".join(f"<p>{n}. Chapter the {n}th</p>" for n in range(1, 5))
    found = outline(
        f"<div><h2>Contents</h2>{contents}<h2>One</h2>{numbered(PROSE, PROSE)}"
        f"<h2>Two</h2>{numbered(PROSE, PROSE, start=3)}</div>"
    )
    assert numbers(found) == ["1", "2", "3", "4"]
    assert headings(found) == ["One", "Two"]


def test_a_page_in_windows_1252_is_read_as_declared(tmp_path: Path) -> None:
    page = f'<meta charset="windows-1252"><div><p>1. “Caf\xe9”</p>{numbered(PROSE, PROSE, start=2)}</div>'
    (tmp_path / "old.html").write_bytes(page.encode("cp1252"))
    assert read(tmp_path / "old.html").units[0].text == "“Café”"


@pytest.mark.parametrize(
    "bomb",
    ["<div>" * 100_000, "<b>" * 300_000, "<p>x" * 2_000_001, "<ul><li>" * 500, "<table><tr><td>" * 5_000],
    ids=["div", "b", "p", "lists", "tables"],
)
def test_a_bomb_is_refused_with_one_line(tmp_path: Path, bomb: str) -> None:
    (tmp_path / "bomb.html").write_text(bomb)
    with pytest.raises(ImportRefusedError, match=r"^bomb\.html: [^\n]+$"):
        read(tmp_path / "bomb.html")


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "big.html").open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    with pytest.raises(ImportRefusedError, match=r"big\.html: larger than 50 MB"):
        read(tmp_path / "big.html")


@pytest.mark.parametrize("name", ["report.exe", "missing.html"])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "report.exe").write_bytes(b"MZ")
    with pytest.raises(ImportRefusedError, match=name.replace(".", r"\.")):
        read(tmp_path / name)


def test_random_bytes_are_refused_not_fatal(tmp_path: Path) -> None:
    (tmp_path / "noise.html").write_bytes(bytes(range(256)) * 400)
    with pytest.raises(ImportRefusedError):
        read(tmp_path / "noise.html")
