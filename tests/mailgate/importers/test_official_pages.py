"""Pages as commissions, ministries and gazettes publish reports: their sections, their marks, and lines they draw."""

from collections.abc import Callable

import pytest

from mailgate.importers import Heading, Outline

Read = Callable[..., Outline]
PROSE = "The harbour board met on the first Monday of every month, and nobody took the minutes until the spring."


def said(outline: Outline) -> list[tuple[str | None, str]]:
    return [(unit.number, unit.text) for unit in outline.units]


def headings(outline: Outline) -> list[str]:
    return [item.text for item in outline.flow if isinstance(item, Heading)]


def test_recitals_go_on_through_sections_whose_numbers_have_no_brackets(outline: Read) -> None:
    row = "<table><tr><td><p>({0})</p></td><td><p>" + PROSE + "</p></td></tr></table>"
    sections = "".join(
        f'<p class="ti">{n}. <b>The gates {n}</b></p>' + "".join(row.format(3 * n + k) for k in (-2, -1, 0))
        for n in range(1, 6)
    )
    found = outline(f"<p>THE COMMISSION,</p><p>Whereas:</p>{sections}")
    assert said(found)[-15:] == [(str(n), PROSE) for n in range(1, 16)]
    assert headings(found)[-4:] == [f"{n}. The gates {n}" for n in range(2, 6)]


def test_a_heading_is_kept_though_links_of_the_contents_say_the_same(outline: Read) -> None:
    names = [f"1.{n} The {name}" for n, name in enumerate(["gates", "pumps", "roads", "ferries", "costs"], 1)]
    links = "".join(f'<li><a href="#k1-{n}">{name}</a></li>' for n, name in enumerate(names, 1))
    text = "".join(f'<h3 id="k1-{n}">{name}</h3><p>{PROSE} {PROSE}</p>' for n, name in enumerate(names, 1))
    found = outline(f"<div><ul>{links}</ul></div><article><h1>Report</h1><h2>1 Facts</h2>{text}</article>")
    assert headings(found)[-5:] == names


def test_a_mark_is_raised_by_a_length_in_the_style_sheet(outline: Read) -> None:
    sheet = "<style>.s5 { font-size: 7pt; vertical-align: 4pt; }</style>"
    paras = "".join(
        f'<p>{n}. {PROSE}<a href="#bookmark{n}" class="s4"><span class="s5">{n}</span></a></p>' for n in range(1, 5)
    )
    notes = "".join(f'<p class="s8"><a name="bookmark{n}">{n} </a>Letter of day {n}</p>' for n in range(1, 5))
    found = outline(f"{sheet}<h1>R</h1>{paras}{notes}")
    assert said(found) == [(str(n), PROSE) for n in range(1, 5)]
    assert [note.text for unit in found.units for note in unit.footnotes] == [f"Letter of day {n}" for n in range(1, 5)]


def test_a_line_far_longer_than_a_sentence_parts_it_from_notes(outline: Read) -> None:
    filled = "    {0}. The harbour board met on the first Monday of every month, and\nnobody took the minutes.\n"
    lines = [
        filled.format(1),
        "    2. We do not agree.\n",
        "-" * 72 + "\n\n    \\1\\ Letter of 3 May.\n" + "-" * 72 + "\n\n",
    ]
    text = "".join([*lines, *(filled.format(n) + "\n" for n in (3, 4, 5))])
    found = outline(f"<pre>REPORT\n\n\n{text}</pre>")
    assert [unit.number for unit in found.units] == ["1", "2", "3", "4", "5"]


def dotted(chapter: int) -> str:
    return f"<h2>Chapter {chapter}</h2>" + "".join(f"<p>{chapter}.{n} {PROSE}</p>" for n in range(1, 7))


def test_a_summary_counts_its_own_paragraphs_before_chapters_with_two_numbers_each(outline: Read) -> None:
    summary = f"<h2>Summary</h2><p>{PROSE}</p>" + "".join(f"<p>{n}. {PROSE}</p>" for n in range(1, 5))
    summary += "<h3>Costs</h3>" + "".join(f"<p>{n}. {PROSE}</p>" for n in range(5, 8))
    found = outline(f"<h1>R</h1>{summary}{dotted(1)}{dotted(2)}")
    counted = [str(n) for n in range(1, 8)]
    assert [unit.number for unit in found.units][:8] == [None, *counted]
    assert {unit.text for unit in found.units} == {PROSE}


def test_a_list_in_a_paragraph_is_no_section_nor_are_notes_that_nothing_refers_to(outline: Read) -> None:
    listed = "".join(f"<p>{n}. {PROSE}</p>" for n in range(1, 5))
    found = outline(
        f"<h1>R</h1>{dotted(1)}{listed}<h2>The gates</h2><p>We asked for three things:</p>{listed}{dotted(2)}"
    )
    assert [unit.number for unit in found.units if unit.number] == [f"{c}.{n}" for c in (1, 2) for n in range(1, 7)]
    found = outline(f"<h1>R</h1>{dotted(1)}<h2>Endnotes</h2>{listed}")
    assert [unit.number for unit in found.units if unit.number] == [f"1.{n}" for n in range(1, 7)]


@pytest.mark.parametrize(
    "below",
    [
        "<p>Done in English, and notified in writing on 4 May 2031.</p><p>Ada Tarn<br>Registrar</p>",
        '<p style="text-align:right">“A. Tarn J.”</p>',
        '<p class="oj-signatory">Ada Tarn.</p><p>(*1) Language of the case: English.</p>',
        "<p>Dated: 4 May 2031.</p><p>Ada Tarn,<br>Secretary.</p>",
        "<p>Done in English, on 4 May 2031.</p><table><tr><td>Ada Tarn<br>Registrar</td><td>B. Weir</td></tr></table>",
        "<p>____________<br>Ada Tarn</p><p>Dated this fourth day of May 2031.</p>",
    ],
)
def test_what_says_that_a_document_was_signed_is_none_of_its_last_paragraph(outline: Read, below: str) -> None:
    items = "".join(f"<p>{n}. {PROSE}</p><p>(a) the gates; and</p><p>(b) the road.</p>" for n in range(1, 5))
    found = outline(f"<h1>R</h1>{items}{below}")
    assert [unit.number for unit in found.units][:5] == ["1", "2", "3", "4", None]
    assert found.units[3].text.endswith("the road.")


def test_what_is_set_right_over_a_table_is_no_signature(outline: Read) -> None:
    items = "".join(f"<p>{n}. {PROSE}</p>" for n in range(1, 5))
    rows = "<tr><th>Year</th><th>Cost</th></tr><tr><td>2004</td><td>12</td></tr>"
    table = f"<p align=right>£ million</p><table>{rows}</table>"
    assert [unit.number for unit in outline(f"<h1>R</h1>{items}{table}").units] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("last", ["Given the cost, 12 gates were closed.", "Dated 4 May 2031, the letter is lost."])
def test_a_sentence_that_begins_as_signatures_do_is_of_its_paragraph(outline: Read, last: str) -> None:
    items = "".join(f"<p>{n}. {PROSE}</p>" for n in range(1, 5))
    assert said(outline(f"<h1>R</h1>{items}<p>{last}</p>"))[-1] == ("4", f"{PROSE}\n{last}")


@pytest.mark.parametrize("rule", ["* * *", "***", "– – –", "______", "⁂"])
def test_signs_that_part_paragraphs_are_no_text(outline: Read, rule: str) -> None:
    items = "".join(f"<p>{n}. {PROSE}</p><p>{rule}</p>" for n in range(1, 5))
    assert said(outline(f"<h1>R</h1>{items}")) == [(str(n), PROSE) for n in range(1, 5)]


@pytest.mark.parametrize(
    "kept", ["<blockquote><p>* * *</p></blockquote>", "<p>* * * * *</p>", "<p>███</p>", "<p>[…]</p>"]
)
def test_signs_that_stand_for_text_are_kept(outline: Read, kept: str) -> None:
    items = "".join(f"<p>{n}. {PROSE}</p>{kept}<p>{PROSE}</p>" for n in range(1, 5))
    first = outline(f"<h1>R</h1>{items}").units[0].text
    assert first.startswith(PROSE)
    assert len(first) > 2 * len(PROSE) + 1


def test_a_part_in_capitals_and_its_first_letter_are_headings_though_words_without_number_follow(outline: Read) -> None:
    first = "".join(f"<p><span>{n}. {PROSE}</span></p>" for n in range(1, 5))
    rest = "".join(f"<p><span>{n}. {PROSE}</span></p>" for n in range(5, 9))
    found = outline(f"<h1>R</h1>{first}<p>THE FACTS</p><p>A. The gates</p><p>{PROSE}</p>{rest}")
    assert said(found) == [
        *((str(n), PROSE) for n in range(1, 5)),
        (None, PROSE),
        *((str(n), PROSE) for n in range(5, 9)),
    ]
    assert headings(found)[-2:] == ["THE FACTS", "A. The gates"]
