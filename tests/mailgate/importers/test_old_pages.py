"""Pages as the programs of the nineties wrote them, and as courts and printers of old books set them."""

from collections.abc import Callable

import pytest

from mailgate.importers import Heading, Outline

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."
NUMBERS = range(1, 5)


def found(outline: Outline) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in outline.units]


@pytest.mark.parametrize("around", ["<B><FONT FACE=Arial>{}</FONT></B>", "<strong>{}</strong>"])
def test_a_paragraph_in_bold_type_around_it_is_a_heading(outline: Read, around: str) -> None:
    between = around.format("<P>The gate and the keys</P>")
    read = outline(f"<h1>R</h1><p>1. {PROSE}</p><p>2. {PROSE}</p>{between}<p>3. {PROSE}</p>")
    assert found(read) == [(str(n), PROSE) for n in (1, 2, 3)]
    assert [item.text for item in read.flow if isinstance(item, Heading)] == ["The gate and the keys"]


def test_bold_type_that_nobody_ended_makes_no_headings(outline: Read) -> None:
    said = "The board did not answer, and said so"
    read = outline(f"<h1>R</h1><b><p>1. {PROSE}</p><p>2. {PROSE}</p><p>{said}</p><p>3. {PROSE}</p></b>")
    assert [item.text for item in read.flow if isinstance(item, Heading)] == []
    assert found(read)[1] == ("2", f"{PROSE}\n{said}")


@pytest.mark.parametrize("sign", ["{{¶ {}}}", "{{¶{}}}", "¶ {}", "[¶{}]"])
def test_a_courts_sign_for_a_paragraph_stands_in_brackets_or_none(outline: Read, sign: str) -> None:
    read = outline("<h1>R</h1>" + "".join(f"<p>{sign.format(n)} {PROSE}</p>" for n in NUMBERS))
    assert [(str(number).strip("¶ "), text) for number, text in found(read)] == [(str(n), PROSE) for n in NUMBERS]


def marked(n: int) -> str:
    return f"<p>{n}. {PROSE}<sup><a name=r{n} href=#f{n}>{n}</a></sup></p>"


@pytest.mark.parametrize(
    "notes",
    [
        "<hr><small>{}</small>",
        "<p><small>{}</small></p>",
        "<table><tr><td><font size=1>{}</font></td></tr></table>",
    ],
)
@pytest.mark.parametrize(
    "line", ["<a name=f{0}></a>{0} Log, day {0}.", "<font><a name=f{0} href=#r{0}>{0}</a> Log, day {0}.</font>"]
)
@pytest.mark.parametrize("end", ["<br>", "<br><br>"])
def test_notes_that_only_line_breaks_part_are_one_each(outline: Read, notes: str, line: str, end: str) -> None:
    body = "".join(marked(n) for n in NUMBERS) + notes.format(end.join(line.format(n) for n in NUMBERS))
    units = outline(f"<table><tr><td><h1>R</h1>{body}</td></tr></table>").units
    assert [(unit.number, unit.text) for unit in units] == [(str(n), PROSE) for n in NUMBERS]
    assert [[note.text for note in unit.footnotes] for unit in units] == [[f"Log, day {n}."] for n in NUMBERS]


def test_a_single_note_below_a_line_ends_at_an_empty_line(outline: Read) -> None:
    body = marked(1) + "".join(f"<p>{n}. {PROSE}</p>" for n in (2, 3))
    below = "<hr><font size=1><a name=f1></a>1 Log.<br><br>Kept by the mate.</font>"
    units = outline(f"<table><tr><td><h1>R</h1>{body}{below}</td></tr></table>").units
    assert [(unit.number, unit.text.splitlines()[0]) for unit in units] == [(str(n), PROSE) for n in (1, 2, 3)]
    assert [note.text for note in units[0].footnotes] == ["Log."]


def test_lines_that_a_list_of_links_leads_to_stay_in_their_paragraph(outline: Read) -> None:
    lines = "".join(f"<br><a name=s{n}></a>Sluice {n} stood open." for n in NUMBERS)
    links = " ".join(f"<a href=#s{n}>{n}</a>" for n in NUMBERS)
    read = outline(f"<h1>R</h1><p>{links}</p><p>1. {PROSE}{lines}</p><p>2. {PROSE}</p><p>3. {PROSE}</p>")
    assert "Sluice 4 stood open." in next(unit.text for unit in read.units if unit.number == "1")


@pytest.mark.parametrize("sign", ["\uf0b7", "\uf0b7\uf0b7", "\uf0a7 "])
def test_the_bullets_of_an_office_are_none_of_the_text(outline: Read, sign: str) -> None:
    items = "".join(f"<li><p><span>{sign}</span>the gate {n}</p></li>" for n in (1, 2))
    read = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p><ul>{items}</ul>" for n in NUMBERS))
    assert found(read)[0] == ("1", f"{PROSE}\nthe gate 1\nthe gate 2")


@pytest.mark.parametrize("link", ["#", "#fn{}", "page.html#fn{}"])
@pytest.mark.parametrize("mark", ["<sup><a href='{}'>{}</a></sup>", "<a href='{}'><sup>[{}]</sup></a>"])
@pytest.mark.parametrize(
    "note",
    [
        "<div class=box__note><sup>{0}</sup> <p>Log, day {0}.</p></div>",
        "<p><sup>{0}</sup> Log, day {0}.</p>",
        "<div class=footnotes><p>{0}. Log, day {0}.</p></div>",
    ],
)
def test_marks_whose_links_lead_to_nothing_belong_to_the_notes_of_their_number(
    outline: Read, link: str, mark: str, note: str
) -> None:
    body = "".join(f"<p>{n}. {PROSE}{mark.format(link.format(n), n)}</p>" for n in NUMBERS)
    units = outline(f"<h1>R</h1><main>{body}</main><footer>{''.join(map(note.format, NUMBERS))}</footer>").units
    assert [(unit.number, unit.text) for unit in units] == [(str(n), PROSE) for n in NUMBERS]
    assert [[note.text for note in unit.footnotes] for unit in units] == [[f"Log, day {n}."] for n in NUMBERS]


@pytest.mark.parametrize(
    "line", ["<p align=center>Page {}</p><hr>", "<p class=pg>[p. {}]</p>", "<div>– Seite {} –</div>"]
)
def test_lines_that_count_the_pages_of_a_printed_edition_are_no_text(outline: Read, line: str) -> None:
    read = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p>{line.format(n + 30)}" for n in NUMBERS))
    assert found(read) == [(str(n), PROSE) for n in NUMBERS]
    assert [item.text for item in read.flow if isinstance(item, Heading)] == ["R"]


def test_some_of_the_pages_may_be_counted_elsewhere(outline: Read) -> None:
    pages = (11, 12, 14, 17)
    read = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p><p>Page {at}</p>" for n, at in enumerate(pages, 1)))
    assert found(read) == [(str(n), PROSE) for n in NUMBERS]


def test_numbers_alone_that_count_something_else_are_text(outline: Read) -> None:
    boats = "".join(
        f"<div><p>Boats in {name}</p><p>{n}</p></div>"
        for n, name in zip((4, 6, 8), ("May", "June", "July"), strict=True)
    )
    read = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p>{boats if n == 2 else ''}" for n in NUMBERS))
    assert found(read)[1] == ("2", f"{PROSE}\nBoats in May\n4\nBoats in June\n6\nBoats in July\n8")
    years = "".join(f"<p>{year}</p><p>{PROSE}</p>" for year in (2018, 2019, 2020))
    read = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p>{years if n == 2 else ''}" for n in NUMBERS))
    assert found(read)[1] == ("2", f"{PROSE}\n2018\n{PROSE}\n2019\n{PROSE}\n2020\n{PROSE}")


def test_pages_that_a_paragraph_lists_are_its_text(outline: Read) -> None:
    listed = "".join(f"<p>Page {n}</p>" for n in (4, 9, 17))
    read = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p>{listed if n == 2 else ''}" for n in NUMBERS))
    assert found(read)[1] == ("2", f"{PROSE}\nPage 4\nPage 9\nPage 17")


@pytest.mark.parametrize(
    "row",
    [
        "<div class=row><div><p>{1}</p></div><div class=num>{0}</div></div>",
        "<section><p>{1}</p><p>So it went on.</p><span>{0}.</span></section>",
        "<div><div>{1}<blockquote>So it went on.</blockquote></div><p>[{0}]</p></div>",
    ],
)
def test_numbers_that_are_written_behind_their_paragraphs_are_theirs(outline: Read, row: str) -> None:
    rows = [row.format(n, f"{PROSE} That was in year {n}.") for n in NUMBERS]
    read = outline(f"<main><h1>R</h1>{rows[0]}{rows[1]}<h2>The gate</h2>{rows[2]}{rows[3]}</main>")
    assert [(number, text.splitlines()[0]) for number, text in found(read)] == [
        (str(n), f"{PROSE} That was in year {n}.") for n in NUMBERS
    ]


def test_numbers_in_a_row_before_their_paragraphs_stay_theirs(outline: Read) -> None:
    rows = "".join(f"<div><span>{n}</span><div><p>{PROSE} That was in year {n}.</p></div></div>" for n in NUMBERS)
    read = outline(f"<main><h1>R</h1>{rows}</main>")
    assert found(read) == [(str(n), f"{PROSE} That was in year {n}.") for n in NUMBERS]


def test_numbers_between_paragraphs_without_a_row_belong_to_what_follows(outline: Read) -> None:
    read = outline("<h1>R</h1>" + "".join(f"<p>{n}</p><p>{PROSE} That was in year {n}.</p>" for n in NUMBERS))
    assert found(read) == [(str(n), f"{PROSE} That was in year {n}.") for n in NUMBERS]


@pytest.mark.parametrize("kind", ["commenticonbox", "comment_count", "para-comment-bubble"])
def test_how_many_comments_a_paragraph_has_is_none_of_its_words(outline: Read, kind: str) -> None:
    button = f"<span class={kind}><a href=#p{{0}}>Leave a comment <small>0</small></a></span>"
    start = f"<p id=p{{0}}><span><a href=#p{{0}}>¶ {{0}}</a></span> {button} {{1}}</p>"
    read = outline("<h1>R</h1>" + "".join(start.format(n, PROSE) for n in NUMBERS))
    assert found(read) == [(f"¶ {n}", PROSE) for n in NUMBERS]


def test_a_paragraph_of_that_class_is_text(outline: Read) -> None:
    read = outline("<h1>R</h1>" + "".join(f"<p class=comment-box>{n}. {PROSE}</p>" for n in NUMBERS))
    assert found(read) == [(str(n), PROSE) for n in NUMBERS]


@pytest.mark.parametrize(
    "number", ["<b>1</b><b>.</b><b>{}</b>", "<span>1</span>.<span>{}</span>", "<b>1.</b><b>{}</b>"]
)
def test_a_number_whose_parts_are_elements_of_their_own_is_one(outline: Read, number: str) -> None:
    read = outline("<h1>R</h1>" + "".join(f"<p>{number.format(n)}&nbsp; {PROSE}</p>" for n in NUMBERS))
    assert found(read) == [(f"1.{n}", PROSE) for n in NUMBERS]


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td rowspan=3>{}<td>{}<tr><td>(a) the gate,<tr><td>(b) the pump.",
        "<tr><td>{}<td>{}<tr><td><td>(a) the gate,<tr><td><td>(b) the pump.",
    ],
)
def test_rows_without_a_number_go_on_with_the_paragraph_beside_the_last(outline: Read, row: str) -> None:
    rows = "".join(row.format(f"2.{n}", PROSE) for n in range(1, 5))
    read = found(outline(f"<h1>R</h1><table>{rows}</table>"))
    assert [number for number, _ in read] == ["2.1", "2.2", "2.3", "2.4"]
    assert all(text.split() == [*PROSE.split(), "(a)", "the", "gate,", "(b)", "the", "pump."] for _, text in read)


def test_a_table_whose_first_column_does_not_count_keeps_rows_of_one_cell(outline: Read) -> None:
    rows = "".join(f"<tr><td rowspan=2>{n}<td>{PROSE}<tr><td>Open" for n in (4, 1, 7))
    (table,) = outline(f"<h1>R</h1><p>{PROSE} {PROSE} {PROSE}</p><table>{rows}</table>").units[1:]
    assert "<table" in table.html


@pytest.mark.parametrize("sign", ["•", "&#149;", "▪"])
@pytest.mark.parametrize("gap", ["<br>", "<br><br>"])
def test_bullets_below_each_other_are_items(outline: Read, sign: str, gap: str) -> None:
    items = gap.join(f"{sign} {item}" for item in ("the gates;", "the keys;", "the costs."))
    text = "<br><br>".join(f"{n}. {PROSE} It asked for:{gap}{items}" for n in range(1, 5))
    found = outline(f"<h1>R</h1><font>{text}</font>")
    assert [unit.text for unit in found.units] == [f"{PROSE} It asked for:\nthe gates;\nthe keys;\nthe costs."] * 4
    assert found.units[0].html.count("<li>") == 3
