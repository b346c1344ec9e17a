"""Pages as offices, converters and sites export them: where a number, a letter, a heading or a note may stand."""

from collections.abc import Callable

import pytest

from mailgate.importers import Heading, Outline, placed_pages
from mailgate.importers.tree import parse

Read = Callable[..., Outline]
PROSE = (
    "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring of 2019."
)
NUMBERS = range(1, 5)
ALL = [(str(n), PROSE) for n in NUMBERS]


def found(outline: Outline) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in outline.units]


def headings(outline: Outline) -> list[str]:
    return [item.text for item in outline.flow if isinstance(item, Heading)]


@pytest.mark.parametrize(
    "item",
    [
        "<div><span>({})</span><div><p>the gate</p></div></div>",
        "<dl><dt>{})</dt><dd><p>the gate</p></dd></dl>",
        "<section><span>{}.</span><div>the gate</div></section>",
    ],
)
def test_a_letter_that_stands_alone_before_a_block_begins_it(outline: Read, item: str) -> None:
    below = "".join(item.format(letter) for letter in "abc")
    text = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p>{below}" for n in NUMBERS)).units[0].text
    assert [line.split()[1:] for line in text.splitlines()[1:]] == [["the", "gate"]] * 3


def test_a_letter_in_an_element_of_its_own_is_parted_from_the_word_behind_it(outline: Read) -> None:
    below = "<p><span>(a)</span><span>the gate</span></p>"
    units = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p>{below}" for n in NUMBERS)).units
    assert units[0].text == f"{PROSE}\n(a) the gate"


@pytest.mark.parametrize("look", ['class="q"', 'style="display: block"'])
def test_a_span_that_is_set_as_a_block_is_one(outline: Read, look: str) -> None:
    paras = "".join(f"<p>{n}. {PROSE}<span {look}>It was so.</span></p>" for n in NUMBERS)
    page = f"<html><head><style>.q {{ display: block }}</style></head><body><h1>R</h1>{paras}</body></html>"
    assert found(outline(page))[0] == ("1", f"{PROSE}\nIt was so.")


def test_a_span_that_floats_beside_the_text_is_no_block(outline: Read) -> None:
    number = '<span style="display:block; float:left">{}.</span>'
    assert found(outline("<h1>R</h1>" + "".join(f"<p>{number.format(n)}{PROSE}</p>" for n in NUMBERS))) == ALL


@pytest.mark.parametrize(
    ("sheet", "part"),
    [
        ("@media (max-width: 600px) { .q { display: block } }", " It met on <span class=q>May 3</span>. So it was."),
        (".q { display: flex } .inline { display: inline }", " It met in <span class='q inline'>Marrow</span>. So."),
        (".q { display: table-cell }", " It met in <span class=q>Marrow</span>. So."),
        (".q { display: block }", " It met where <span class=q>x = 1</span> holds."),
        (".q { display: block }", " It met. <strong><span class=q>Never again.</span></strong> So it was."),
    ],
)
def test_a_span_that_stands_in_lines_is_no_block(outline: Read, sheet: str, part: str) -> None:
    paras = "".join(f"<p>{n}. {PROSE}{part}</p>" for n in NUMBERS)
    unit = outline(f"<html><head><style>{sheet}</style></head><body><h1>R</h1>{paras}</body></html>").units[0]
    assert unit.number == "1"
    assert unit.html == f"<p>{PROSE}{part}</p>".replace("</span>", "").replace("<span class=q>", "").replace(
        "<span class='q inline'>", ""
    )


def test_short_sentences_beside_their_numbers_are_paragraphs(outline: Read) -> None:
    rows = "".join(f"<table><tr><td><p>[{n}]</p></td><td><p>It rained.</p></td></tr></table>" for n in NUMBERS)
    assert found(outline(f"<h1>R</h1>{rows}")) == [(str(n), "It rained.") for n in NUMBERS]


def test_sentences_beside_numbers_in_a_table_of_several_rows_are_data(outline: Read) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>It rained.</td></tr>" for n in (4, 5, 6))
    paras = [f"<p>{n}. {PROSE}</p>" for n in range(1, 7)]
    page = outline(f"<h1>R</h1>{''.join(paras[:3])}<table>{rows}</table>{''.join(paras[3:])}")
    assert found(page)[3:] == [(str(n), PROSE) for n in (4, 5, 6)]


def test_a_page_that_is_typed_is_read_as_a_plain_text(outline: Read) -> None:
    typed = "\n\n".join(f"{n}. {PROSE[:61]}\n{PROSE[61:]}" for n in NUMBERS)
    page = outline(f"<body><h1>R</h1><pre>THE GATES\n\n{typed}</pre></body>")
    assert found(page) == ALL
    assert headings(page)[-1] == "THE GATES"


def test_what_is_printed_around_the_pages_of_a_typed_page_is_told(outline: Read) -> None:
    typed = "\f".join(f"Report of the board\n\n{n}. {PROSE}\n\nPage {n}" for n in NUMBERS)
    page = outline(f"<body><h1>R</h1><pre>{typed}</pre></body>")
    assert found(page) == ALL
    assert [line.split(": ")[1] for line in page.left_out][-2:] == [
        "Report of the board (printed on 4 pages)",
        "Page 1 (printed on 4 pages)",
    ]


def test_a_drawing_in_a_report_stays_what_it_is(outline: Read) -> None:
    paras = "".join(f"<p>{n}. {PROSE}</p>" for n in NUMBERS)
    assert found(outline(f"<h1>R</h1><pre>gate\n\n|\n\n|\n\nroad</pre>{paras}"))[-4:] == ALL


def test_a_note_that_is_shown_over_its_mark_and_in_a_table_below_is_one_note(outline: Read) -> None:
    def note(n: int) -> str:
        mark = f'<a role="button"><sup class="footnote_tooltip_text">[{n}]</sup></a>'
        return f'<span>{mark}<span class="footnote_tooltip">Witness {n}, day 4.</span></span>'

    paras = "".join(f"<p>{n}. {PROSE}{note(n)}</p>" for n in NUMBERS)
    rows = "".join(f"<tr><th><a>↑{n}</a></th><td>Witness {n}, day 4.</td></tr>" for n in NUMBERS)
    table = f'<div class="footnotes_reference_container"><p>References</p><table>{rows}</table></div>'
    page = outline(f"<article><h1>R</h1>{paras}{table}</article>")
    assert found(page) == ALL
    assert [[each.text for each in unit.footnotes] for unit in page.units] == [
        [f"Witness {n}, day 4."] for n in NUMBERS
    ]


def test_marks_with_a_star_and_a_number_are_marks(outline: Read) -> None:
    paras = "".join(f'<p>{n}. {PROSE}<a href="#n{n}" id="m{n}">*{n}</a></p>' for n in NUMBERS)
    notes = "".join(f'<p id="n{n}"><a href="#m{n}">*{n}</a> Witness {n}.</p>' for n in NUMBERS)
    page = outline(f"<h1>R</h1>{paras}{notes}")
    assert found(page) == ALL
    assert [each.text for each in page.units[1].footnotes] == ["Witness 2."]


def test_a_note_by_its_class_that_begins_with_a_raised_number_of_the_text_is_a_note(outline: Read) -> None:
    paras = "".join(f"<p>{n}. {PROSE}<sup>{n}</sup></p>" for n in NUMBERS)
    page = outline(f"<h1>R</h1>{paras}" + "".join(f'<div class="Note"><p>{n} Witness {n}.</p></div>' for n in NUMBERS))
    assert found(page) == ALL
    assert [each.text for each in page.units[1].footnotes] == ["Witness 2."]


def test_a_dash_alone_between_paragraphs_begins_none(outline: Read) -> None:
    units = outline("<h1>R</h1>" + "<p>—</p>".join(f"<p>{n}. {PROSE}</p>" for n in NUMBERS)).units
    assert [unit.number for unit in units] == [str(n) for n in NUMBERS]


def test_a_bullet_that_stands_alone_in_an_item_is_none_of_its_words(outline: Read) -> None:
    below = "<ul>" + "<li><span>•</span><div><p>the gate</p></div></li>" * 2 + "</ul>"
    unit = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p>{below}" for n in NUMBERS)).units[0]
    assert unit.text == f"{PROSE}\nthe gate\nthe gate"
    assert unit.html == f"<p>{PROSE}</p><ul><li><p>the gate</p></li><li><p>the gate</p></li></ul>"


def test_numbers_that_a_converter_keeps_beside_its_lists_count(outline: Read) -> None:
    items = "".join(f'<ol><li data-list-text="2.{n}"><p>{PROSE}</p></li></ol>' for n in NUMBERS)
    assert found(outline(f"<h1>R</h1>{items}")) == [(f"2.{n}", PROSE) for n in NUMBERS]


def test_what_opens_at_a_click_is_of_the_report_and_its_button_a_heading(outline: Read) -> None:
    parts = "".join(
        f'<h2><button aria-expanded="false">Part {n}</button></h2><div hidden="until-found"><p>{n}. {PROSE}</p></div>'
        for n in NUMBERS
    )
    page = outline(f"<main><h1>R</h1><button>Show all</button>{parts}<div hidden><p>9. {PROSE}</p></div></main>")
    assert found(page) == ALL
    assert headings(page) == [f"Part {n}" for n in NUMBERS]


def test_a_button_beside_the_words_of_a_heading_is_none_of_it(outline: Read) -> None:
    parts = "".join(f"<h2>Part {n} <button>Copy link</button></h2><p>{n}. {PROSE}</p>" for n in NUMBERS)
    assert headings(outline(f"<h1>R</h1>{parts}")) == [f"Part {n}" for n in NUMBERS]


def test_a_cell_whose_paragraphs_are_parted_by_empty_lines_holds_a_report(outline: Read) -> None:
    text = "<br><br>".join(f"{n}. {PROSE}<br> <br>It was so." for n in range(1, 7))
    page = outline(f"<table><tr><td><a href=h>Home</a></td><td><font size=2>{text}</font></td></tr></table>")
    assert found(page) == [(str(n), f"{PROSE}\nIt was so.") for n in range(1, 7)]


def test_a_cell_with_an_address_of_few_lines_is_data(outline: Read) -> None:
    table = "<table><tr><td>Office</td><td>Quay 1<br><br>Marrow</td></tr></table>"
    units = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p>{table}" for n in NUMBERS)).units
    assert units[0].text == f"{PROSE}\nOffice Quay 1 Marrow"


@pytest.mark.parametrize("name", ["B-head", "Subheading ParaOverride-2", "chapter_title", "Head2"])
def test_a_short_paragraph_whose_class_says_so_is_a_heading(outline: Read, name: str) -> None:
    page = outline("<h1>R</h1>" + "".join(f'<p class="{name}">The gates</p><p>{n}. {PROSE}</p>' for n in NUMBERS))
    assert found(page) == ALL
    assert headings(page)[-1] == "The gates"


@pytest.mark.parametrize(
    "name", ["table-title", "Box-heading", "ahead", "header", "after-head", "no-title", "job-title"]
)
def test_other_classes_make_no_heading(outline: Read, name: str) -> None:
    page = outline("<h1>R</h1>" + "".join(f'<p>{n}. {PROSE}</p><p class="{name}">The gates</p>' for n in NUMBERS))
    assert page.units[0].text == f"{PROSE}\nThe gates"


def test_a_line_of_several_links_below_a_report_is_a_menu(outline: Read) -> None:
    menu = (
        "<hr><p><b>MWL:</b> <a href=a>Copyright</a> | <a href=b>Privacy</a> | <a href=c>Feedback</a><br>Page: m/41</p>"
    )
    page = "".join(f"<p>{n}. {PROSE}</p>" for n in NUMBERS)
    assert found(outline(f"<body><h1>R</h1>{page}{menu}</body>")) == ALL


def test_items_that_come_again_in_other_chapters_stay_below_the_last_paragraph(outline: Read) -> None:
    def chapter(place: int, last: str) -> str:
        items = f"<ul><li>the {last};</li></ul>"
        middle = f"<p>{place}.1 {PROSE} So {place}.</p><ul><li>the gates;</li><li>the pumps;</li></ul>"
        return f"<h1>Chapter {place}</h1>{middle}<p>{place}.2 It closed {place} of these:</p>{items}<p>Marrow press</p>"

    found_units = outline(c1=chapter(1, "gates"), c2=chapter(2, "pumps"), c3=chapter(3, "road")).units
    assert [unit.text.splitlines()[1:] for unit in found_units[1::2]] == [["the gates;"], ["the pumps;"], ["the road;"]]


def test_a_note_of_one_word_in_the_margin_is_a_note(outline: Read) -> None:
    note = '<label for="s"></label><span class="sidenote">Ibid.</span>'
    unit = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}{note} It was so.</p>" for n in NUMBERS)).units[0]
    assert unit.text == f"{PROSE} It was so."
    assert [each.text for each in unit.footnotes] == ["Ibid."]


def test_words_set_apart_that_are_not_to_be_read_out_are_no_text(outline: Read) -> None:
    aside = '<aside aria-hidden="true"><p>“Nobody took the minutes”</p></aside>'
    page = "".join(f'<p><span aria-hidden="true">{n}.</span> {PROSE}</p>{aside}' for n in NUMBERS)
    assert found(outline(f"<h1>R</h1>{page}")) == ALL


def test_the_caption_of_a_figure_that_is_not_to_be_read_out_is_text(outline: Read) -> None:
    figure = '<figure aria-hidden="true"><figcaption>The gate at noon</figcaption></figure>'
    units = outline("<h1>R</h1>" + "".join(f"<p>{n}. {PROSE}</p>{figure}" for n in NUMBERS)).units
    assert units[0].text == f"{PROSE}\nThe gate at noon"


PLACED = {  # as programs write the pages of a PDF file: a page, and a line of it
    "pdftohtml": ('<div id="page{}-div">{}</div>', '<p style="position:absolute;top:{top}px">{}</p>'),
    "pdf2htmlEX": ('<div id="pf{:x}" class="pf"><div class="pc">{}</div></div>', '<div class="t m0 y{top}">{}</div>'),
}


SEASONS = ("spring", "summer", "autumn", "winter", "flood", "drought")
LINES = [
    (
        f"In the {season} the board of the harbour met on the first Monday of every",
        f"month, and a {season} clerk took notes.",
    )
    for season in SEASONS
]


@pytest.mark.parametrize("program", PLACED)
def test_the_numbers_and_running_headers_of_placed_pages_are_none_of_the_text(outline: Read, program: str) -> None:
    page, line = PLACED[program]
    pages = []
    for n, (half, rest) in enumerate(LINES, 1):  # each paragraph goes on over the page
        before = [line.format(LINES[n - 2][1], top=60)] if n > 1 else []
        said = [line.format(f"{n}. {half}", top=100), *([line.format(rest, top=120)] if n == len(LINES) else [])]
        head, foot = line.format("The Saltby Inquiry", top=40), line.format(f"Page {n} of {len(LINES)}", top=900)
        pages.append(page.format(n, "\n".join([head, *before, *said, foot])))
    units = found(outline(f"<h1>Report</h1>{''.join(pages)}"))
    assert [(number, text.replace("\n", " ")) for number, text in units] == [
        (str(n), f"{half} {rest}") for n, (half, rest) in enumerate(LINES, 1)
    ]


@pytest.mark.parametrize("program", PLACED)
@pytest.mark.parametrize("between", ["", "<br/>"])
def test_the_lines_of_a_placed_paragraph_are_one_and_so_is_a_word_that_they_part(
    outline: Read, program: str, between: str
) -> None:
    page, line = PLACED[program]
    rows = []
    for n, (half, rest) in enumerate(LINES, 1):
        said = [f"{n}. {half}", "month, though the minutes of the meetings in the har-", f"bour office say so. {rest}"]
        ends = said[1:] if not between else [between.join(said[1:])]
        rows += [line.format(text, top=100 * n + 20 * k) for k, text in enumerate((said[0], *ends))]
    units = outline(f"<h1>Report</h1>{page.format(1, ''.join(rows))}").units
    middle = "month, though the minutes of the meetings in the harbour office say so."
    assert [unit.html for unit in units] == [f"<p>{half} {middle} {rest}</p>" for half, rest in LINES]


@pytest.mark.parametrize("program", PLACED)
def test_numbers_that_end_placed_pages_and_do_not_count_them_are_text(program: str) -> None:
    page, line = PLACED[program]
    years = ("1871", "1904", "1987", "1913")
    pages = [
        page.format(n, line.format(half, top=9) + line.format(year, top=10))
        for n, ((half, _), year) in enumerate(zip(LINES, years, strict=False), 1)
    ]
    body = parse("".join(pages).encode(), "report.html").body
    assert placed_pages.part(body) == []
    assert all(year in body.text() for year in years)


def test_a_note_whose_mark_stands_alone_on_indented_lines_hangs_on_the_paragraph_before(outline: Read) -> None:
    mark = "<p><a href=#n4 id=r4 class=footnote>\n              <sup>[4]</sup>\n              </a></p>"
    note = "<div class=footnotes><div id=n4 class=footnote><p><a href=#r4><sup>[4]</sup></a> Twice.</p></div></div>"
    found = outline(f"<body><h1>R</h1><p>{PROSE}</p>{mark}<p>{PROSE} {PROSE}</p>{note}</body>")
    assert [unit.text for unit in found.units] == [PROSE, f"{PROSE} {PROSE}"]
    assert [[each.text for each in unit.footnotes] for unit in found.units] == [["Twice."], []]
