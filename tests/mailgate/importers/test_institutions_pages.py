"""Pages as courts, committees, regulators and offices publish them with the programs that they have."""

import re
from collections.abc import Callable

import pytest

from mailgate.importers import Heading, Outline

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."


def headings(found: Outline) -> list[str]:
    return [item.text for item in found.flow if isinstance(item, Heading)]


def numbers(found: Outline) -> list[str | None]:
    return [unit.number for unit in found.units]


def texts(found: Outline) -> list[str]:
    return [unit.text for unit in found.units]


def paragraphs(first: int, last: int) -> str:
    return "".join(f"<p>{n}. {PROSE}</p>" for n in range(first, last + 1))


def beside(number: object, text: str = PROSE) -> str:
    return f"<dl><dt>{number}</dt><dd><p>{text}</p></dd></dl>"


def test_letters_and_roman_numbers_alone_over_numbered_paragraphs_are_headings(outline: Read) -> None:
    reasons = (
        f"{beside('', 'A.')}{beside(1)}{beside('', 'I.')}{beside(2)}{beside('', 'II.')}{beside(3)}{beside(4)}"
        f"{beside('', 'B.')}{beside('', 'I.')}{beside(5)}{beside('', 'II.')}{beside(6)}"
    )
    found = outline(f"<h1>Decision</h1>{reasons}")
    assert texts(found) == [PROSE] * 6
    assert headings(found) == ["A.", "I.", "II.", "B.", "I.", "II."]
    levels = [item.level for item in found.flow if isinstance(item, Heading)]
    assert levels[0] == levels[3] < levels[1] == levels[5]


def test_letters_that_do_not_count_on_are_text(outline: Read) -> None:
    found = outline(f"<h1>R</h1>{beside(1)}<p>A</p>{beside(2)}<p>C</p>{beside(3)}<p>F</p>{beside(4)}")
    assert texts(found)[0] == f"{PROSE}\nA"


def test_a_line_of_a_class_of_headings_is_one_also_below_items_without_a_stop_and_below_a_table(outline: Read) -> None:
    paragraphs = [f"<p class=n>{n}. {PROSE}</p>" for n in range(1, 7)]
    items = "<ul><li>the gate<li>the pump</ul>"
    table = "<table><tr><th>Year<th>Cost<th>Sites</tr><tr><td>2019<td>12<td>4</tr></table>"
    lines = [f"{items}<p class=s7>The gates</p>", f"{table}<p class=s7>The pumps</p>", "<p class=s7>The locks</p>"]
    found = outline(
        "<h1>R</h1>" + "".join(f"{two}{line}" for two, line in zip(paragraphs, [*lines, *[""] * 3], strict=True))
    )
    assert headings(found)[-3:] == ["The gates", "The pumps", "The locks"]
    assert texts(found)[0] == f"{PROSE}\nthe gate\nthe pump"


def test_the_number_of_a_chapter_in_a_line_over_its_title_hides_no_title_above_the_report(outline: Read) -> None:
    menu = "<div class=side><div>The gates</div><div>The pumps</div></div>"
    pages = {
        f"c{n}": f"<div><div class=eyebrow>Chapter {n}</div><h1>{name}</h1></div><div>{menu}<div class=rich>"
        + "".join(f"<p>{number}. {PROSE}</p>" for number in range(first, first + 3))
        + "</div></div>"
        for n, name, first in ((1, "The gates", 1), (2, "The pumps", 4))
    }
    assert headings(outline(**pages)) == ["The gates", "The pumps"]


def test_signs_that_no_one_sees_in_a_cell_are_no_text(outline: Read) -> None:
    rows = "<tr><th>\u200bYear</th><th>Cost</th></tr><tr><td>\u200b2019</td><td>12\u00ad00</td></tr>"
    unit = outline(f"<h1>R</h1><p>1. {PROSE}</p><p>2. {PROSE}</p><p>3. {PROSE}</p><table>{rows}</table>").units[-1]
    assert unit.text == f"{PROSE}\nYear Cost\n2019 1200"
    assert "\u200b" not in unit.html


def test_numbers_in_the_right_cells_of_tables_of_one_paragraph_each_are_read(outline: Read) -> None:
    said = [PROSE, PROSE, "We agree.", PROSE]
    rows = (f"<table><tr><td>{text}</td><td>{n}.</td></tr></table>" for n, text in enumerate(said, 12))
    found = outline(f"<h1>R</h1>{''.join(rows)}")
    assert numbers(found) == ["12", "13", "14", "15"]
    assert texts(found) == said


def test_figures_in_the_right_cells_of_tables_of_data_are_no_numbers(outline: Read) -> None:
    rows = (f"<table><tr><td>Gates that were shut in May</td><td>{n}</td></tr></table>" for n in (3, 4, 5))
    found = outline(f"<h1>R</h1>{paragraphs(1, 3)}{''.join(rows)}{paragraphs(4, 5)}")
    assert numbers(found) == ["1", "2", "3", "4", "5"]


FOOT = "<footer><p>© Harbour Board 2020</p></footer>"


@pytest.mark.parametrize("foot", ["", FOOT, "<p><a href=/p>Privacy</a> <a href=/c>Cookies</a></p>"])
def test_a_short_sentence_below_a_heading_of_the_report_ends_it(outline: Read, foot: str) -> None:
    found = outline(f"<h1>R</h1><h2>First</h2>{paragraphs(1, 4)}<h2>Postscript</h2><p>It was sold in 1999.</p>{foot}")
    assert texts(found)[4:] == ["It was sold in 1999."]
    assert headings(found) == ["First", "Postscript"]


def test_a_last_section_beside_those_of_its_kind_is_of_the_report(outline: Read) -> None:
    section = "<div class=section><h2>{}</h2>{}</div>"
    parts = [section.format("The facts", paragraphs(1, 2)), section.format("The law", paragraphs(3, 4))]
    found = outline(f"<h1>R</h1>{''.join(parts)}{section.format('Decision', '<p>The appeal is dismissed.</p>')}")
    assert texts(found)[4:] == ["The appeal is dismissed."]


@pytest.mark.parametrize(
    "below",
    [
        "<h2>Contact us</h2><p>Write to the office in Marrow.</p>",
        "<h3>Postscript</h3><p>It was sold in 1999.</p>",  # no heading of the report is of its rank
        "<h2>Marrow</h2><p>A. Clerk</p>",
        "<div><h2>Our year</h2><p>It was sold in 1999.</p></div>",  # it stands elsewhere
    ],
)
def test_what_a_site_says_of_itself_below_a_report_does_not_end_it(outline: Read, below: str) -> None:
    assert texts(outline(f"<h1>R</h1><h2>First</h2>{paragraphs(1, 4)}{below}")) == [PROSE] * 4


@pytest.mark.parametrize(
    "contents",
    [
        "<h2>Contents</h2><ul><li><a href=#a>First</a><li><a href=#b>Second</a></ul>",
        "<div><p>Contents</p><p><a href=#a>First</a></p><p><a href=#b>Second</a></p><p>12</p></div>",
    ],
)
def test_short_lines_without_links_behind_contents_are_of_the_report(outline: Read, contents: str) -> None:
    page = f"<h1>R</h1>{contents}<p>Case No: 12/2020</p><h2 id=a>First</h2>{paragraphs(1, 3)}"
    found = outline(f"{page}<h2 id=b>Second</h2>{paragraphs(4, 6)}")
    assert texts(found) == ["Case No: 12/2020", *[PROSE] * 6]


@pytest.mark.parametrize(
    "rest",
    [
        "<p class=l>Annex A: Terms of reference</p><p class=l>Annex B: People</p>",
        "<p>Appendix 1 Terms of reference</p><p>Part 3</p>",
        "<p class=l>The people that we met</p><p class=l>The terms that we had</p>",
    ],
)
def test_entries_without_links_behind_those_with_links_are_of_the_contents(outline: Read, rest: str) -> None:
    contents = f"<h2>Contents</h2><p class=l><a href=#a>First</a></p><p class=l><a href=#b>Second</a></p>{rest}"
    page = f"<h1>R</h1>{contents}<p>Case No: 12/2020</p><h2 id=a>First</h2>{paragraphs(1, 3)}"
    found = outline(f"{page}<h2 id=b>Second</h2>{paragraphs(4, 6)}")
    assert texts(found) == ["Case No: 12/2020", *[PROSE] * 6]


@pytest.mark.parametrize(
    "box",
    [
        "<aside><h3>See also</h3><p><a href=/x>The gates of Marrow</a></p><p><a href=/y>The pumps</a></p></aside>",
        "<div class=related><a href=/x>The gates of Marrow</a> <a href=/y>The pumps</a></div>",
    ],
)
def test_a_box_of_links_amid_the_paragraphs_is_none_of_the_report(outline: Read, box: str) -> None:
    found = outline(f"<h1>R</h1><h2>First</h2>{paragraphs(1, 3)}{box}{paragraphs(4, 6)}")
    assert texts(found) == [PROSE] * 6
    assert headings(found) == ["First"]


def test_a_box_that_leads_to_places_of_the_page_or_says_something_is_kept(outline: Read) -> None:
    box = "<aside><p>The pumps</p><p>They ran. See <a href=#p3>paragraph 3</a>.</p></aside>"
    assert "They ran." in texts(outline(f"<h1>R</h1>{paragraphs(1, 3)}{box}{paragraphs(4, 6)}"))[2]


@pytest.mark.parametrize(
    "box",
    [
        "<section class=related-laws><h2>Laws</h2><p><a href=/x>Gates Act</a></p><p><a href=/y>Order</a></p></section>",
        "<aside><p><a href=/floods>The figures of the board show that floods doubled.</a></p></aside>",
        "<aside><p><a href=a.csv>The floods</a></p><p><a href=b.pdf>The pumps</a></p></aside>",
        "<aside><p>See <a href=/a>Annex A: how floods are counted</a></p><p><a href=/b>Annex B</a></p></aside>",
        "<aside><p><a href=/a>Annex A: how the board counted the floods</a></p></aside>",
    ],
)
def test_a_box_of_links_that_says_something_or_leads_to_files_is_of_the_report(outline: Read, box: str) -> None:
    found = outline(f"<h1>R</h1><h2>First</h2>{paragraphs(1, 3)}{box}{paragraphs(4, 6)}")
    said = re.sub(r"(?:<[^>]*>)+", "\n", box).strip().splitlines()
    kept = "\n".join([*headings(found), *texts(found)])
    assert all(line.strip() in kept for line in said)


@pytest.mark.parametrize(
    "box",
    [
        "<section class=related-laws><h2>Related content</h2><p><a href=/x>The board shut the gates.</a></p></section>",
        "<div class=related-posts><p><a href=/x>The gates of Marrow</a></p><p><a href=/y>The pumps</a></p></div>",
    ],
)
def test_a_box_whose_title_or_class_names_related_pages_is_none_of_the_report(outline: Read, box: str) -> None:
    found = outline(f"<h1>R</h1><h2>First</h2>{paragraphs(1, 3)}{box}{paragraphs(4, 6)}")
    assert texts(found) == [PROSE] * 6
    assert headings(found) == ["First"]


def test_ways_and_the_day_when_an_old_page_was_made_are_no_words_of_its_last_paragraph(outline: Read) -> None:
    foot = "<hr><font><a href=c.htm>Contents</a> | <a href=n.htm>Next</a><br>Prepared 4 March 1994</font>"
    assert texts(outline(f"<h1>R</h1>{paragraphs(1, 4)}{foot}")) == [PROSE] * 4


def test_a_page_may_say_only_what_terms_mean_or_hold_only_a_table(outline: Read) -> None:
    terms = {"Sluice": "A gate that shuts.", "Weir": "A low dam.", "Pilot": "A guide.", "Bar": "A bank of sand."}
    means = "".join(f"<dt>{term}</dt><dd>{meaning}</dd>" for term, meaning in terms.items())
    rows = "".join(f"<tr><td>{n} May 1999<td>The board met at the gate again</tr>" for n in range(1, 9))
    found = outline(
        a=f"<h1>One</h1>{paragraphs(1, 4)}",
        b=f"<h1>Glossary</h1><dl>{means}</dl>{FOOT}",
        c=f"<h1>Timeline</h1><table><tr><th>Date<th>What happened</tr>{rows}</table>{FOOT}",
    )
    assert texts(found)[4:8] == [f"{term}\n{meaning}" for term, meaning in terms.items()]
    assert headings(found) == ["One", "Glossary", "Timeline"]


@pytest.mark.parametrize(
    "line",
    [
        "Published 4 July 2023",
        "First published on: Thursday, July 4, 2019",
        "Publicado el 14 de junio de 2022 por Prensa",
    ],
)
def test_the_day_when_a_page_was_published_is_no_unit(outline: Read, line: str) -> None:
    assert texts(outline(f"<h1>R</h1><p>{line}</p><h2>First</h2>{paragraphs(1, 4)}")) == [PROSE] * 4


def test_who_published_a_report_is_kept(outline: Read) -> None:
    line = "Published by the Board in 2023"
    assert texts(outline(f"<h1>R</h1><p>{line}</p><h2>First</h2>{paragraphs(1, 4)}"))[0] == line


@pytest.mark.parametrize(
    "button",
    [
        "<div class=wp-block-button><a class=wp-block-button__link href=r.pdf>Download the full report</a></div>",
        '<p><a class="button large" href=r.pdf>Download PDF</a></p>',
        "<div class=btn-group><p><a href=r.pdf>Download PDF</a></p></div>",
    ],
)
def test_a_link_that_is_a_button_below_a_paragraph_is_no_text(outline: Read, button: str) -> None:
    assert texts(outline(f"<h1>R</h1>{paragraphs(1, 3)}{button}{paragraphs(4, 6)}")) == [PROSE] * 6


@pytest.mark.parametrize(
    "line",
    [
        "<p>See <a class=button href=r.pdf>the register</a></p>",
        "<p><a href=r.pdf>The register</a></p>",
        "<div class=buttons><p>The register</p></div>",
    ],
)
def test_a_link_among_words_or_without_such_a_class_is_text(outline: Read, line: str) -> None:
    assert "register" in texts(outline(f"<h1>R</h1>{paragraphs(1, 3)}{line}{paragraphs(4, 6)}"))[2]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=promo><h3>Enjoying this? Get our weekly briefing</h3><form><input type=email></form></div>",
        "<div class=newsletter><h3>Enjoying this?</h3><p>Get it by post.</p><form><input type=email></form></div>",
    ],
)
def test_the_heading_over_a_field_to_sign_up_with_is_no_section(outline: Read, box: str) -> None:
    found = outline(f"<h1>R</h1><h2>First</h2>{paragraphs(1, 3)}{box}{paragraphs(4, 6)}")
    assert texts(found) == [PROSE] * 6
    assert headings(found) == ["First"]


def test_a_heading_that_asks_over_a_form_is_of_the_report(outline: Read) -> None:
    box = "<div><h3>Do you agree with the board?</h3><form><input type=email></form></div>"
    found = outline(f"<h1>R</h1><h2>First</h2>{paragraphs(1, 3)}{box}{paragraphs(4, 6)}")
    assert headings(found)[-1] == "Do you agree with the board?"
